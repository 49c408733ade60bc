package redact

import (
	"strconv"
	"strings"
)

// view is a text as it is compared: its letters and digits alone, each with the
// place that it has in the text. What stands between them does not count, so
// that neither quoting nor a wrapped line makes a difference; a decoded view has
// what escapes stand for.
type view struct {
	letters []byte
	from    []int32
	to      []int32
}

// counted has a byte as it is compared, 0 for one that does not count. Hosts and
// names of headers are written in lower case, so that case makes no difference.
var counted = func() (t [256]byte) {
	for c := range t {
		switch b := byte(c); {
		case isUpper(b):
			t[c] = b + 'a' - 'A'
		case isAlnum(b), b >= 0x80:
			t[c] = b
		}
	}
	return t
}()

func kept(c byte) bool { return counted[c] != 0 }

// escapes are the bytes that begin an escape.
const escapes = "\\%&\x1b"

// barrier stands for what is hidden already: no secret goes on behind it.
const barrier = 1

// viewOf makes the view of a text.
func viewOf(s string, decode bool) view {
	v := view{letters: make([]byte, 0, len(s)), from: make([]int32, 0, len(s)), to: make([]int32, 0, len(s))}
	for i := 0; i < len(s); {
		c := s[i]
		if kept(c) {
			v.add(c, i, i+1)
			i++
			continue
		}
		if c == '*' && strings.HasPrefix(s[i:], Stars) {
			v.letters, v.from, v.to = append(v.letters, barrier), append(v.from, int32(i)), append(v.to, int32(i+len(Stars)))
			i += len(Stars)
			continue
		}
		if !decode || strings.IndexByte(escapes, c) < 0 {
			i++
			continue
		}
		text, n := unescape(s[i:])
		for _, c := range []byte(text) {
			if kept(c) {
				v.add(c, i, i+n)
			}
		}
		i += n
	}
	return v
}

func (v *view) add(c byte, from, to int) {
	v.letters = append(v.letters, counted[c])
	v.from = append(v.from, int32(from))
	v.to = append(v.to, int32(to))
}

// unescape decodes the escape at the beginning of a text and gives its length;
// a byte that begins none stands for itself.
func unescape(s string) (string, int) {
	switch s[0] {
	case '%':
		return unescapeURL(s)
	case '&':
		return unescapeHTML(s)
	case 0x1b:
		return "", escapeSequence(s)
	}
	n := 1
	for n < len(s) && s[n] == '\\' {
		n++ // escaped, and that once more
	}
	if n == len(s) {
		return "", n
	}
	switch s[n] {
	case 'n', 'r', 't', 'b', 'f':
		return "", n + 1
	case 'u', 'x', 'U':
		digits := map[byte]int{'u': 4, 'x': 2, 'U': 8}[s[n]]
		if n+1+digits <= len(s) {
			if r, err := strconv.ParseUint(s[n+1:n+1+digits], 16, 32); err == nil {
				if s[n] == 'x' {
					return string([]byte{byte(r)}), n + 1 + digits
				}
				return string(rune(r)), n + 1 + digits
			}
		}
	}
	return "", n
}

// unescapeURL decodes %XX, also where the % is itself encoded.
func unescapeURL(s string) (string, int) {
	n := 1
	for strings.HasPrefix(s[n:], "25") && len(s) >= n+4 && isHex(s[n+2]) && isHex(s[n+3]) {
		n += 2
	}
	if len(s) < n+2 || !isHex(s[n]) || !isHex(s[n+1]) {
		return "", 1
	}
	c, _ := strconv.ParseUint(s[n:n+2], 16, 8)
	return string([]byte{byte(c)}), n + 2
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F' }

// unescapeHTML decodes &name; and &#number;.
func unescapeHTML(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), 10)], ';')
	if end < 2 {
		return "", 1
	}
	number, ok := strings.CutPrefix(s[1:end], "#")
	if !ok {
		switch s[1:end] {
		case "amp", "lt", "gt", "quot", "apos", "nbsp":
			return "", end + 1
		}
		return "", 1
	}
	base := 10
	if hex := strings.TrimLeft(number, "xX"); hex != number {
		number, base = hex, 16
	}
	r, err := strconv.ParseUint(number, base, 32)
	if err != nil {
		return "", 1
	}
	return string(rune(r)), end + 1
}

// escapeSequence gives the length of a sequence that colours text, as the output
// has them. Of any other the letters count: one that a file has may end with the
// first letter of a secret.
func escapeSequence(s string) int {
	if len(s) < 2 || s[1] != '[' {
		return 1
	}
	for i := 2; i < len(s); i++ {
		switch {
		case s[i] == 'm':
			return i + 1
		case !isDigit(s[i]) && s[i] != ';':
			return 1
		}
	}
	return 1
}
