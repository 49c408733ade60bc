package render

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/printable"
)

// invisible reports whether a character cannot be told from nothing, from a
// space or from a byte that is no text.
func invisible(r rune) bool {
	switch {
	case printable.Drives(r), r == 0xa0, r == utf8.RuneError:
		return true
	case r < 0x115f:
		return false
	case r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, r == 0x1680, r == 0x3000, r >= 0x2000 && r <= 0x200a, r == 0x202f, r == 0x205f, r >= 0x2060 && r <= 0x206f:
		return true
	}
	return false
}

// visible writes control characters and other invisible ones as escapes, so
// that text from a file can neither drive the terminal nor hide.
func visible(s string) string {
	if strings.IndexFunc(s, invisible) < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		writeVisible(&b, r, s[i:i+n])
		i += n
	}
	return b.String()
}

// writeVisible writes one character, which stands as raw in the text.
func writeVisible(b *strings.Builder, r rune, raw string) {
	switch {
	case r == '\n':
		b.WriteString(`\n`)
	case r == '\t':
		b.WriteString(`\t`)
	case r == '\r':
		b.WriteString(`\r`)
	case !invisible(r) || r == utf8.RuneError && len(raw) == 3:
		b.WriteString(raw)
	case len(raw) == 1:
		fmt.Fprintf(b, `\x%02x`, raw[0])
	case r < 0x10000:
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		fmt.Fprintf(b, `\U%08x`, r)
	}
}
