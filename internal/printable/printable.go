// Package printable writes texts so that nothing in them acts on a terminal, or on
// the text around it.
package printable

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Drives reports whether a character acts on a terminal or on the text around
// it instead of being shown: control characters, C1 too, marks of direction,
// other format characters, and tags.
func Drives(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return true
	case r < 0xad:
		return false
	case r >= 0xe0000 && r <= 0xe0fff, r == 0x2028, r == 0x2029:
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// Lines writes what would drive a terminal as an escape; ends of lines and tabs
// are left.
func Lines(s string) string {
	drives := func(r rune) bool { return r != '\n' && r != '\r' && r != '\t' && Drives(r) }
	if strings.IndexFunc(s, drives) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if drives(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// JSON escapes what would drive a terminal in a JSON text of valid UTF-8, where
// it can stand in strings alone: it is the same document.
func JSON(text []byte) []byte {
	return spelt(text, func(out []byte, r rune) []byte {
		if r < 0x10000 {
			return fmt.Appendf(out, `\u%04x`, r)
		}
		high, low := utf16.EncodeRune(r)
		return fmt.Appendf(out, `\u%04x\u%04x`, high, low)
	})
}

// YAML does the same for YAML in which what drives a terminal is in double quotes.
func YAML(text []byte) []byte {
	return spelt(text, func(out []byte, r rune) []byte { return fmt.Appendf(out, `\U%08X`, r) })
}

// XML does the same for the texts and attributes of XML.
func XML(text []byte) []byte {
	return spelt(text, func(out []byte, r rune) []byte { return fmt.Appendf(out, "&#x%X;", r) })
}

func spelt(text []byte, spell func(out []byte, r rune) []byte) []byte {
	if bytes.IndexFunc(text, DrivesQuoted) < 0 {
		return text
	}
	out := make([]byte, 0, len(text)+len(text)/8)
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if DrivesQuoted(r) {
			out = spell(out, r)
		} else {
			out = append(out, text[:n]...)
		}
		text = text[n:]
	}
	return out
}

// DrivesQuoted is Drives for what writers leave in the quoted texts of a document:
// it passes the line ends between members over.
func DrivesQuoted(r rune) bool { return r >= 0x7f && Drives(r) }
