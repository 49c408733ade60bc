package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Stay notes the words of a text that stay as they are: none of them is made a
// stand-in of another. Texts are noted before the first is filled.
func (s *StandIns) Stay(f Filling) {
	at := 0
	for _, p := range f.secret {
		s.stay(f.text[at:p.start])
		at = p.end
	}
	s.stay(f.text[at:])
}

func (s *StandIns) stay(text string) {
	b := []byte(text)
	for i := 0; i < len(b); {
		n := wordSize(b[i:])
		if w := string(b[i : i+n]); n > 0 {
			if start, _ := keyIDIn(w); start < 0 {
				s.used[strings.ToLower(w)] = true
			}
		}
		i += max(n, 1)
	}
}

// Fill writes a text with stand-ins for its secret parts, and for access key ids.
func (s *StandIns) Fill(f Filling) string { return s.fill(f.text, f.secret, f.escaped) }

// wholeWords widens what is secret to the ends of its first and last word: a part of
// a word that is replaced makes another word of all of it. An access key id that a
// secret is pasted to is a word of its own.
func wholeWords(text string, list []span, escaped bool) []span {
	for i := range list {
		p := &list[i]
		start, end := p.start, p.end
		if letterSize([]byte(text[start:min(start+utf8.UTFMax, len(text))])) > 0 {
			for start > 0 && !escapeEnds(text, start, escaped) {
				r, n := utf8.DecodeLastRuneInString(text[:start])
				if !letter(r) {
					break
				}
				start -= n
			}
		}
		if r, _ := utf8.DecodeLastRuneInString(text[:end]); letter(r) && !escapeEnds(text, end, escaped) {
			for end < len(text) {
				r, n := utf8.DecodeRuneInString(text[end:])
				if !letter(r) {
					break
				}
				end += n
			}
		}
		if first, last := keyIDIn(text[start:end]); first >= 0 {
			switch {
			case first == 0 && wordSize([]byte(text[start+last:end])) < shortestPasted: // an id that is too long
			case start+last <= p.start:
				start += last
			case start+first >= p.end:
				end = start + first
			}
		}
		p.start, p.end = start, end
	}
	return merge(list)
}

func letter(r rune) bool {
	return r < utf8.RuneSelf && isAlnum(byte(r)) || r >= utf8.RuneSelf && r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// escapeEnds reports whether an escape ends at a place of a text: %41, and in what
// has such escapes \n and \u0041.
func escapeEnds(text string, at int, escaped bool) bool {
	if at >= 3 && text[at-3] == '%' && isHex(text[at-2]) && isHex(text[at-1]) {
		return true
	}
	if !escaped {
		return false
	}
	if at >= 2 && backslashes(text[:at-1])%2 == 1 {
		return true
	}
	return at >= 6 && text[at-5] == 'u' && backslashes(text[:at-5])%2 == 1
}

func backslashes(text string) int { return len(text) - len(strings.TrimRight(text, `\`)) }
