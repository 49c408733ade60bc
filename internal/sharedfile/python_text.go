package sharedfile

import (
	"strings"
	"unicode/utf8"
)

// PythonSpace tells what str.isspace and \s take for white space in Python: that
// of Unicode, and the four separators among the control characters.
func PythonSpace(r rune) bool {
	switch {
	case r == ' ', '\t' <= r && r <= '\r', 0x1c <= r && r <= 0x1f:
		return true
	case r < 0x85:
		return false
	}
	switch r {
	case 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}

// pythonIndent gives the white space that a line begins with, in bytes and in characters.
func pythonIndent(s string) (bytes, chars int) {
	for bytes < len(s) {
		c := s[bytes]
		if c < utf8.RuneSelf {
			if !PythonSpace(rune(c)) {
				break
			}
			bytes++
		} else {
			r, n := utf8.DecodeRuneInString(s[bytes:])
			if !PythonSpace(r) {
				break
			}
			bytes += n
		}
		chars++
	}
	return bytes, chars
}

// pythonTrimRight is str.rstrip.
func pythonTrimRight(s string) string {
	for n := len(s); n > 0; {
		c := s[n-1]
		switch {
		case c < utf8.RuneSelf && !PythonSpace(rune(c)):
			return s[:n]
		case c < utf8.RuneSelf:
			n--
		default:
			return strings.TrimRightFunc(s[:n], PythonSpace)
		}
	}
	return ""
}

// pythonTrim is str.strip.
func pythonTrim(s string) string {
	n, _ := pythonIndent(s)
	return pythonTrimRight(s[n:])
}

// pythonLineEnd reports whether str.splitlines ends a line there.
func pythonLineEnd(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// pythonValue is a value in the making: the text on its key's line, and the
// lines that continue it.
type pythonValue struct {
	first  string
	lines  []pythonLine
	blanks int // blank lines since the last one that counts
}

type pythonLine struct {
	at    int // in the document
	text  string
	above int // blank lines above it
}

func (v *pythonValue) begin(first string) { v.first, v.lines, v.blanks = first, v.lines[:0], 0 }

func (v *pythonValue) blank() { v.blanks++ }

func (v *pythonValue) add(at int, text string) {
	v.lines = append(v.lines, pythonLine{at, text, v.blanks})
	v.blanks = 0
}

// block reports whether the value begins on the line below its key.
func (v *pythonValue) block() bool { return v.first == "" && len(v.lines) > 0 }

func (v *pythonValue) text() string {
	if len(v.lines) == 0 {
		return v.first
	}
	var b strings.Builder
	b.WriteString(v.first)
	for _, l := range v.lines {
		for range l.above + 1 {
			b.WriteByte('\n')
		}
		b.WriteString(l.text)
	}
	return b.String()
}

// nested reads the lines as keys and values. Where one is none, its place is
// given too.
func (v *pythonValue) nested(d *Document) (entries []Entry, bad int, ok bool) {
	where := map[string]int{}
	for _, l := range v.lines {
		for from := 0; from <= len(l.text); {
			piece, next := l.text[from:], len(l.text)+1
			if i := strings.IndexFunc(piece, pythonLineEnd); i >= 0 {
				_, n := utf8.DecodeRuneInString(piece[i:])
				piece, next = piece[:i], from+i+n
			}
			blanks, _ := pythonIndent(piece)
			at := l.at + from + blanks
			from = next
			text := pythonTrim(piece)
			if text == "" {
				continue
			}
			key, value, found := strings.Cut(text, "=")
			if !found {
				return entries, at, false
			}
			skip, _ := pythonIndent(value)
			e := Entry{Key: pythonTrimRight(key), Value: value[skip:], KeyPos: d.Pos(at), ValuePos: d.Pos(at + len(key) + 1 + skip)}
			// A second key of a name takes the place of the first.
			if i, again := where[e.Key]; again {
				entries[i] = e
				continue
			}
			where[e.Key] = len(entries)
			entries = append(entries, e)
		}
	}
	return entries, 0, true
}
