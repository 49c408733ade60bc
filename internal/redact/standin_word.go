package redact

import (
	"strings"
	"unicode/utf8"
)

// word gives the stand-in of a word, which it makes where it has none. Words that
// differ in their capitals alone have stand-ins that do.
func (s *StandIns) word(w string) string {
	s.met++
	if known, ok := s.words[w]; ok {
		return known
	}
	if known := keyID(w) || brokenID(w) && len(w) < 20+shortestPasted; known && strings.Contains(w, example) {
		s.words[w], s.used[strings.ToLower(w)] = w, true // one of AWS's documentation, and known to be none
		return w
	}
	kept, kind := kindOf(w)
	fold := strings.ToLower(w)
	if made, ok := s.folded[fold]; ok && kept == 0 {
		s.words[w] = recased(made, w)
		return s.words[w]
	}
	shape := kind + " " + shapeOf(w[kept:])
	if strings.HasPrefix(kind, "id") {
		shape = kind + strings.Repeat(" ", len(w)) // letters and digits may take one another's place there
	}
	made := ""
	for range maxTries {
		made = w[:kept] + numbered(w[kept:], s.next[shape], kind)
		if s.next[shape]++; !s.used[strings.ToLower(made)] {
			break
		}
	}
	s.words[w], s.used[strings.ToLower(made)] = made, true
	if kept == 0 && len(fold) == len(w) {
		s.folded[fold] = made
	}
	return made
}

// kindOf says how many letters of a word stay, and why.
func kindOf(w string) (kept int, kind string) {
	switch {
	case keyID(w) && len(w) == 20:
		return 13, "id " + w[:13] // its kind and the account that is in it
	case keyID(w):
		return 4, "id " + w[:4]
	case brokenID(w):
		return 4, "broken"
	case strings.HasPrefix(w, "eyJ") && len(w) > 8:
		return 3, "eyJ"
	case keyHead(w) > 0:
		return keyHead(w), "key"
	case hexWord(w):
		return 0, "hex"
	case len(w) >= len(example) && w == strings.ToUpper(w):
		return 0, "capitals"
	case hexWord(numbered(w, 0, "")):
		return 0, "not hex" // and its stand-in is to be none either
	}
	return 0, ""
}

// brokenID reports whether a word is the id of a user or a role, or one that was cut
// off or mistyped.
func brokenID(w string) bool {
	return strings.HasPrefix(w, "AIDA") || strings.HasPrefix(w, "AROA") || strings.HasPrefix(w, "AKIA") || strings.HasPrefix(w, "ASIA")
}

// shortestPasted is how many letters behind an access key id are a secret that was
// pasted to it; fewer are of an id that is too long.
const shortestPasted = 16

// recased writes a stand-in with the capitals of its word.
func recased(made, w string) string {
	out, was := []rune(made), []rune(w)
	for i, r := range was {
		switch {
		case r >= utf8.RuneSelf || i >= len(out):
		case isUpper(byte(r)) && 'a' <= out[i] && out[i] <= 'z':
			out[i] -= 'a' - 'A'
		case isLower(byte(r)) && 'A' <= out[i] && out[i] <= 'Z':
			out[i] += 'a' - 'A'
		}
	}
	return string(out)
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
	standIn  = "STANDIN" // for ids, and what stands beside one: diagnoses take one with EXAMPLE in it for none
	hexa     = "ABCDEF"
	notHexa  = "SOMNUS"
	base32   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// numbered makes the stand-in with a number of a word's shape: the letters spell
// EXAMPLE, and the number is added to them from the end on.
func numbered(w string, n int, kind string) string {
	before, runes := []rune(w), []rune(w)
	for i, letters := 0, 0; i < len(runes); i++ {
		if r := runes[i]; r < utf8.RuneSelf && !isDigit(byte(r)) || strings.HasPrefix(kind, "id") {
			fill := example
			switch {
			case kind == "hex":
				fill = hexa
			case kind == "not hex":
				fill = notHexa
			case kind == "broken" || kind == "capitals" || strings.HasPrefix(kind, "id"):
				fill = standIn
			}
			runes[i] = rune(fill[letters%len(fill)])
			letters++
		} else {
			runes[i] = first(r)
		}
	}
	for i := len(runes) - 1; i >= 0; i-- {
		was := before[i]
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
