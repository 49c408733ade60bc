package dates

import (
	"strings"
	"unicode"
)

// tokensOf takes a text apart as dateutil 2.9, parser, _timelex does: into
// words, numbers, which may have a fraction, white space, each a token of its own,
// and single other characters.
func tokensOf(text string) []string {
	rest := []rune(strings.ReplaceAll(text, "\x00", ""))
	var tokens []string
	for len(rest) > 0 {
		n := dateToken(rest)
		token := string(rest[:n])
		rest = rest[n:]
		switch {
		case unicode.IsSpace([]rune(token)[0]):
			tokens = append(tokens, " ")
		case n > 1 && splitsAtDots(token, len(rest) == 0):
			tokens = append(tokens, splitAtDots(token)...)
		default:
			if !strings.Contains(token, ".") && strings.IndexByte(token, ',') > 0 {
				token = strings.ReplaceAll(token, ",", ".")
			}
			tokens = append(tokens, token)
		}
	}
	return tokens
}

// dateToken gives the length of the token that a text begins with. A dot goes on
// with a word or number, and after it either may follow; a comma goes on with a
// number of two digits at least.
func dateToken(text []rune) int {
	word, number := unicode.IsLetter(text[0]), unicode.IsDigit(text[0])
	if !word && !number {
		return 1
	}
	dotted := false
	for n := 1; n < len(text); n++ {
		r, last := text[n], text[n-1]
		switch {
		case r == '.':
			dotted = true
		case r == ',' && number && !dotted && n >= 2:
			dotted = true
		case word && unicode.IsLetter(r), number && unicode.IsDigit(r):
		case dotted && last == '.' && unicode.IsDigit(r):
			word, number = false, true
		case dotted && last == '.' && unicode.IsLetter(r):
			word, number = true, false
		default:
			return n
		}
	}
	return len(text)
}

// splitsAtDots reports whether a token with dots is no number. One letter behind a
// dot goes unseen at the end of the text.
func splitsAtDots(token string, end bool) bool {
	if !strings.ContainsAny(token, ".,") {
		return false
	}
	if whole, letter, _ := strings.Cut(token, "."); end && len(letter) == 1 && !strings.ContainsFunc(whole, unicode.IsLetter) {
		return false
	}
	return strings.Count(token, ".") > 1 || strings.HasSuffix(token, ".") || strings.HasSuffix(token, ",") ||
		strings.ContainsFunc(token, unicode.IsLetter)
}

func splitAtDots(token string) []string {
	var parts []string
	for token != "" {
		i := strings.IndexAny(token, ".,")
		switch {
		case i < 0:
			return append(parts, token)
		case i > 0:
			parts = append(parts, token[:i])
		}
		parts = append(parts, token[i:i+1])
		token = token[i+1:]
	}
	return parts
}
