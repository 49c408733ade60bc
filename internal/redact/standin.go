package redact

import (
	"bytes"
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

	// Ordinary reports of a word in small letters that it means something to who reads
	// a text: a secret that is one is replaced in its own place alone. It may be nil.
	Ordinary func(word string) bool

	words  map[string]string
	folded map[string]string // by the word in small letters
	next   map[string]int    // by shape
	used   map[string]bool   // in small letters
	met    int
}

// NewStandIns begins with none.
func NewStandIns() *StandIns {
	return &StandIns{words: map[string]string{}, folded: map[string]string{}, next: map[string]int{}, used: map[string]bool{}}
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
		if rest := wordSize(b[from+stop : end]); rest < shortestPasted {
			stop += rest
		}
		copy(b[from+start:], s.word(string(b[from+start:from+stop])))
		from += stop
	}
}

// part replaces the words of a secret. What stands for something else stays.
func (s *StandIns) part(b []byte, p span, escaped bool) {
	s.each(b, p, escaped, func(start, end int) { copy(b[start:], s.word(string(b[start:end]))) })
}

// each finds the words of a secret that are replaced: not an escape, nor the head of
// a private key or an encrypted file, a reference to another value, or what is public.
func (s *StandIns) each(b []byte, p span, escaped bool, do func(start, end int)) {
	alone := bytes.Trim(b[p.start:p.end], " \t\r\n\"'")
	before := max(p.start-maxName, 0)
	for i := max(p.start, sealHead(b), before+arnHeadAt(string(b[before:min(p.end+maxName, len(b))]), p.start-before)); i < p.end; {
		if n := opaque(b[i:p.end], escaped); n > 0 {
			i += n
			continue
		}
		if n := s.public(b, i, p.end, len(alone)); n > 0 {
			s.stays(string(b[i : i+n]))
			i += n
			continue
		}
		n := wordSize(b[i:p.end])
		if n > 0 {
			do(i, i+n)
		}
		i += max(n, 1)
	}
}

// wordSize gives the length of the word that a text begins with.
func wordSize(b []byte) int {
	n := 0
	for n < len(b) {
		size := letterSize(b[n:])
		if size == 0 {
			break
		}
		n += size
	}
	return n
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
// that has a secret for its value, what is known and not all of the secret, or all
// of an ARN but the name. It begins and ends as a word.
func (s *StandIns) public(b []byte, at, end, alone int) int {
	if before, _ := utf8.DecodeLastRune(b[:at]); at > 0 && nameByte(b[at-1]) && b[at-1] != '%' || letter(before) {
		return 0
	}
	n := 0
	for at+n < end && nameByte(b[at+n]) {
		n++
	}
	if at+n < len(b) && b[at+n] >= utf8.RuneSelf && letterSize(b[at+n:]) > 0 {
		return 0
	}
	if word := strings.ToLower(string(b[at : at+n])); n > 0 && (slices.Contains(secretKeys, word) || n != alone && s.Known != nil && s.Known(word)) && (at+n == len(b) || !nameByte(b[at+n])) {
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

// arnHeadAt gives where the head of an ARN ends that begins before a place of a text,
// and in the same word; 0 where there is none.
func arnHeadAt(text string, at int) int {
	word := strings.LastIndexAny(text[:at], " \t\r\n\"'=,;") + 1
	if i := strings.LastIndex(text[word:at], "arn:"); i >= 0 {
		return word + i + arnHead(text[word+i:])
	}
	return 0
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
		s.used[strings.ToLower(w)] = true
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
