package render

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/printable"
)

// shellWord writes a word as a POSIX shell reads it. What would drive a
// terminal is left to printf to say, so that the text can be looked at, copied
// from a terminal and run, and is the same word.
func shellWord(s string) string {
	if s == "" {
		return "''"
	}
	if strings.IndexFunc(s, special) < 0 && s[0] != '=' { // zsh takes =name for a program's path
		return s
	}
	var b strings.Builder
	for s != "" {
		n, drives := run(s)
		part := s[:n]
		s = s[n:]
		if !drives {
			b.WriteString("'" + strings.ReplaceAll(part, "'", `'\''`) + "'")
			continue
		}
		b.WriteString(`"$(printf '`)
		for _, c := range []byte(part) {
			fmt.Fprintf(&b, `\%03o`, c)
		}
		b.WriteString(`')"`)
	}
	return b.String()
}

// special reports whether a shell may do something with a character.
func special(c rune) bool {
	return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c < 0x80 && strings.IndexByte("_-./:@%+,=", byte(c)) >= 0)
}

// run gives the length of the characters at the beginning of a text that are
// alike in whether they drive a terminal. A line end does not: it can stand as
// it is, and $( ) would drop it.
func run(s string) (n int, drives bool) {
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		d := printable.Drives(r) && r != '\n' && r != '\t' || r == utf8.RuneError && size == 1
		if n > 0 && d != drives {
			break
		}
		drives = d
		n += size
	}
	return n, drives
}
