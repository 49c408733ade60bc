package sharedfile

import (
	"strings"
	"unicode/utf8"
)

// How JavaScript takes text: what it counts as white space, and what becomes
// of bytes that are no UTF-8.

// spaceJS reports whether a rune is white space to trim and to \s.
func spaceJS(c rune) bool {
	switch c {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff:
		return true
	}
	return 0x2000 <= c && c <= 0x200a
}

func trimJS(s string) string {
	if s == "" || 0x20 < s[0] && s[0] < utf8.RuneSelf && 0x20 < s[len(s)-1] && s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	return strings.TrimFunc(s, spaceJS)
}

func trimLeftJS(s string) string {
	if s != "" && 0x20 < s[0] && s[0] < utf8.RuneSelf {
		return s
	}
	return strings.TrimLeftFunc(s, spaceJS)
}

// startsBlankJS reports whether a text begins with white space.
func startsBlankJS(s string) bool {
	if s == "" {
		return false
	}
	if s[0] < utf8.RuneSelf {
		return s[0] <= ' ' && spaceJS(rune(s[0]))
	}
	c, _ := utf8.DecodeRuneInString(s)
	return spaceJS(c)
}

// endsBlankJS reports whether a text ends with white space.
func endsBlankJS(s string) bool {
	c, _ := utf8.DecodeLastRuneInString(s)
	return spaceJS(c)
}

// decodeJS puts U+FFFD where a text is no UTF-8, once for each longest part
// that begins a character, as Node.js decodes a file.
func decodeJS(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	for len(s) > 0 {
		c, n := utf8.DecodeRuneInString(s)
		if c == utf8.RuneError && n == 1 {
			n = brokenJS(s)
			c = utf8.RuneError
		}
		b.WriteRune(c)
		s = s[n:]
	}
	return b.String()
}

// brokenJS is the length of the part of a broken character that one U+FFFD stands for.
func brokenJS(s string) int {
	low, high, more := byte(0x80), byte(0xbf), 0
	switch c := s[0]; {
	case 0xc2 <= c && c <= 0xdf:
		more = 1
	case c == 0xe0:
		low, more = 0xa0, 2
	case c == 0xed:
		high, more = 0x9f, 2
	case 0xe1 <= c && c <= 0xef:
		more = 2
	case c == 0xf0:
		low, more = 0x90, 3
	case c == 0xf4:
		high, more = 0x8f, 3
	case 0xf1 <= c && c <= 0xf3:
		more = 3
	}
	n := 1
	for ; n <= more && n < len(s) && low <= s[n] && s[n] <= high; n++ {
		low, high = 0x80, 0xbf
	}
	return n
}
