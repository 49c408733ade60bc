package redact

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// StandIns are harmless texts for secrets. Each has the shape of its secret: the
// same length, capitals for capitals, digits for digits, signs where they were,
// so that whoever parses or judges it comes to the same result. Equal words of
// secrets have equal stand-ins, and different words different ones.
//
// They are numbered in the order in which the words are met, so that stand-ins of
// stand-ins are those again.
type StandIns struct {
	Known func(word string) bool // reports of a word in small letters that it has a meaning and is no secret; may be nil

	words map[string]string
	next  map[string]int // by shape
	used  map[string]bool
	met   int
}

// NewStandIns begins with none.
func NewStandIns() *StandIns {
	return &StandIns{words: map[string]string{}, next: map[string]int{}, used: map[string]bool{}}
}

// Met is how many words have been replaced, each as often as it was met.
func (s *StandIns) Met() int { return s.met }

// Words gives the words with their stand-ins; the words are secret.
func (s *StandIns) Words() map[string]string { return s.words }

// fill writes a text with stand-ins for its secret parts, and for access key ids.
func (s *StandIns) fill(text string, secret []span, escaped bool) string {
	b := []byte(text)
	at := 0
	for _, p := range secret {
		s.keyIDs(b, at, p.start)
		s.part(b, p, escaped)
		at = p.end
	}
	s.keyIDs(b, at, len(b))
	return string(b)
}

// whole gives the stand-in of a text that is all secret.
func (s *StandIns) whole(secret string) string {
	b := []byte(secret)
	s.part(b, span{0, len(b)}, false)
	return string(b)
}

// keyIDs replaces the access key ids in a part of a text.
func (s *StandIns) keyIDs(b []byte, from, end int) {
	for from < end {
		start, stop := keyIDIn(string(b[from:end]))
		if start < 0 {
			return
		}
		copy(b[from+start:], s.word(string(b[from+start:from+stop])))
		from += stop
	}
}

// part replaces the words of a secret. What stands for something else stays: an
// escape, the head of a private key or an encrypted file, a reference to another value.
func (s *StandIns) part(b []byte, p span, escaped bool) {
	for i := max(p.start, sealHead(b)); i < p.end; {
		if n := opaque(b[i:p.end], escaped); n > 0 {
			i += n
			continue
		}
		if n := s.public(b, i, p.end); n > 0 {
			s.stays(string(b[i : i+n]))
			i += n
			continue
		}
		n := 0
		for i+n < p.end {
			size := letterSize(b[i+n : p.end])
			if size == 0 {
				break
			}
			n += size
		}
		if n == 0 {
			i++
			continue
		}
		copy(b[i:], s.word(string(b[i:i+n])))
		i += n
	}
}

// sealHead gives the length of what says at the beginning of a file by which
// program it is encrypted.
func sealHead(b []byte) int {
	for _, head := range []string{"\x00GITCRYPT\x00", "U2FsdGVkX1", "Salted__"} {
		if strings.HasPrefix(string(b[:min(len(b), len(head))]), head) {
			return len(head)
		}
	}
	return 0
}

// opaque gives the length of what is kept as it stands at the beginning of a text.
func opaque(b []byte, escaped bool) int {
	switch {
	case b[0] == '\\' && escaped && len(b) > 1:
		if b[1] == 'u' {
			return min(6, len(b))
		}
		return 2
	case b[0] == '%' && len(b) > 2 && isHex(b[1]) && isHex(b[2]):
		return 3
	case b[0] == '%' && len(b) > 3 && b[1] == '(':
		return closedBy(b, ")s")
	case b[0] == '$' && len(b) > 3 && b[1] == '{':
		return closedBy(b, "}")
	case b[0] == '-' && strings.HasPrefix(string(b[:min(len(b), 11)]), "-----BEGIN "), b[0] == '-' && strings.HasPrefix(string(b[:min(len(b), 9)]), "-----END "):
		line := string(b)
		if i := strings.Index(line[5:], "-----"); i >= 0 && i < 64 {
			return 5 + i + 5
		}
	}
	return 0
}

// public gives the length of a text at a place that is no secret wherever it
// stands and means something to whoever reads it: an instant, the name of a key
// that has a secret for its value, what is known, or all of an ARN but the name. It
// begins and ends as a word.
func (s *StandIns) public(b []byte, at, end int) int {
	if at > 0 && nameByte(b[at-1]) && b[at-1] != '%' {
		return 0
	}
	n := 0
	for at+n < end && nameByte(b[at+n]) {
		n++
	}
	if word := strings.ToLower(string(b[at : at+n])); n > 0 && (slices.Contains(secretKeys, word) || s.Known != nil && s.Known(word)) && (at+n == len(b) || !nameByte(b[at+n])) {
		return n
	}
	start := at
	if string(b[max(at-4, 0):at]) == "arn:" {
		start -= 4
	}
	if head := arnHead(string(b[start:])); start+head > at {
		return min(start+head, end) - at
	}
	for n < maxInstant && at+n < end && (nameByte(b[at+n]) || b[at+n] == ':' || b[at+n] == '+') {
		n++
	}
	if n >= len("2006-01-02T15:04:05Z") && isDigit(b[at]) && (at+n == len(b) || !isAlnum(b[at+n])) {
		if _, err := time.Parse(time.RFC3339, string(b[at:at+n])); err == nil {
			return n
		}
	}
	return 0
}

// arnHead gives the length of an ARN up to the name of what it is of: its account
// and the kind of resource are shown everywhere.
func arnHead(text string) int {
	if !strings.HasPrefix(text, "arn:") {
		return 0
	}
	n := 0
	for range 5 {
		for n < len(text) && nameByte(text[n]) {
			n++
		}
		if n == len(text) || text[n] != ':' {
			return 0
		}
		n++
	}
	kind := n
	for kind < len(text) && (isLower(text[kind]) || text[kind] == '-') {
		kind++
	}
	if kind < len(text) && text[kind] == '/' {
		return kind
	}
	return n
}

// maxInstant is the length of the longest text that is taken for an instant.
const maxInstant = len("2006-01-02T15:04:05.999999999+00:00")

// secretKeys are the names of keys and members that have an access key or a part
// of one for their values, in small letters.
var secretKeys = []string{"aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token",
	"awsaccesskeyid", "awssecretkey", "accesskeyid", "secretaccesskey", "sessiontoken"}

// secretKeyAt gives such a name that a line begins with, and the length of it, its
// sign and the space behind that; 0 where it begins with none or has no value.
func secretKeyAt(line string) (name string, length int) {
	name, value, ok := strings.Cut(line, "=")
	name = strings.TrimRight(name, " \t")
	value = strings.TrimLeft(value, " \t")
	if !ok || value == "" || !slices.Contains(secretKeys, strings.ToLower(name)) {
		return "", 0
	}
	return name, len(line) - len(value)
}

// stays notes that the words of a text stand for themselves.
func (s *StandIns) stays(text string) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r < utf8.RuneSelf && !isAlnum(byte(r)) }) {
		s.used[w] = true
	}
}

// closedBy gives the length of a short text up to its end mark, 0 where it has none.
func closedBy(b []byte, mark string) int {
	i := strings.Index(string(b[:min(len(b), maxName)]), mark)
	if i < 0 || strings.ContainsAny(string(b[2:i]), " \t\n%$") {
		return 0
	}
	return i + len(mark)
}

// letterSize gives the length of a letter or digit, 0 for anything else.
func letterSize(b []byte) int {
	if b[0] < utf8.RuneSelf {
		if isAlnum(b[0]) {
			return 1
		}
		return 0
	}
	if r, size := utf8.DecodeRune(b); unicode.IsLetter(r) || unicode.IsDigit(r) {
		return size
	}
	return 0
}

// word gives the stand-in of a word, which it makes where it has none.
func (s *StandIns) word(w string) string {
	s.met++
	if known, ok := s.words[w]; ok {
		return known
	}
	kept, kind := 0, ""
	switch {
	case keyID(w) && strings.Contains(w, example):
		s.words[w], s.used[w] = w, true // one of AWS's documentation, and known to be none
		return w
	case keyID(w) && len(w) == 20:
		kept, kind = 13, "id "+w[:13] // its kind and the account that is in it
	case keyID(w):
		kept, kind = 4, "id "+w[:4]
	case strings.HasPrefix(w, "AIDA"), strings.HasPrefix(w, "AROA"):
		kept, kind = 4, "broken" // the id of a user or a role
	case strings.HasPrefix(w, "AKIA"), strings.HasPrefix(w, "ASIA"):
		kept, kind = 4, "broken" // an id that was cut off or mistyped
	case strings.HasPrefix(w, "eyJ") && len(w) > 8:
		kept, kind = 3, "eyJ"
	case keyHead(w) > 0:
		kept, kind = keyHead(w), "key"
	case hexWord(w):
		kind = "hex"
	}
	shape := kind + " " + shapeOf(w[kept:])
	if strings.HasPrefix(kind, "id") {
		shape = kind + strings.Repeat(" ", len(w)) // letters and digits may take one another's place there
	}
	made := ""
	for range maxTries {
		made = w[:kept] + numbered(w[kept:], s.next[shape], kind)
		if s.next[shape]++; !s.used[made] {
			break
		}
	}
	s.words[w], s.used[made] = made, true
	return made
}

// maxTries is how often a stand-in is looked for that no other word has: of a
// shape there can be as many words as secrets, or fewer.
const maxTries = 1000

// hexWord reports whether a word is hexadecimal.
func hexWord(w string) bool {
	digits, letters := 0, 0
	for _, c := range []byte(w) {
		switch {
		case isDigit(c):
			digits++
		case isHex(c):
			letters++
		default:
			return false
		}
	}
	return len(w) >= 8 && digits > 0 && letters > 0
}

// shapeOf writes what a stand-in must be like: the class of each letter.
func shapeOf(w string) string {
	b := make([]byte, 0, len(w))
	for _, r := range w {
		switch {
		case r < utf8.RuneSelf && isUpper(byte(r)):
			b = append(b, 'A')
		case r < utf8.RuneSelf && isLower(byte(r)):
			b = append(b, 'a')
		case r < utf8.RuneSelf:
			b = append(b, '0')
		default:
			b = append(b, byte('0'+utf8.RuneLen(r)))
		}
	}
	return string(b)
}

// Letters that stand-ins are made of, each alphabet with its first letters.
const (
	example  = "EXAMPLE"
	standIn  = "STANDIN" // for ids: diagnoses take one with EXAMPLE in it for none
	hexa     = "ABCDEF"
	base32   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// numbered makes the stand-in with a number of a word's shape: the letters spell
// EXAMPLE, and the number is added to them from the end on.
func numbered(w string, n int, kind string) string {
	runes := []rune(w)
	for i, letters := 0, 0; i < len(runes); i++ {
		if r := runes[i]; r < utf8.RuneSelf && !isDigit(byte(r)) || strings.HasPrefix(kind, "id") {
			fill := example
			switch {
			case kind == "hex":
				fill = hexa
			case kind == "broken" || strings.HasPrefix(kind, "id"):
				fill = standIn
			}
			runes[i] = rune(fill[letters%len(fill)])
			letters++
		} else {
			runes[i] = first(r)
		}
	}
	for i := len(runes) - 1; i >= 0; i-- {
		was := []rune(w)[i]
		letters := alphabet
		switch {
		case strings.HasPrefix(kind, "id"):
			letters = base32
		case was >= utf8.RuneSelf:
			runes[i] += rune(n % 16)
			n /= 16
			continue
		case isDigit(byte(was)):
			letters = "0123456789"
		case kind == "hex":
			letters = hexa
		}
		at := (strings.IndexRune(letters, runes[i]) + n) % len(letters)
		n /= len(letters)
		if runes[i] = rune(letters[at]); was < utf8.RuneSelf && isLower(byte(was)) {
			runes[i] += 'a' - 'A'
		}
	}
	return string(runes)
}

// first is the first letter of the alphabet that stands for letters of as many bytes.
func first(r rune) rune {
	switch utf8.RuneLen(r) {
	case 1:
		return '0'
	case 2:
		return 'à'
	case 3:
		return '一'
	}
	return '\U00020000'
}
