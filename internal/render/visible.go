package render

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// driving reports whether a character acts on a terminal or on the text around
// it instead of being shown: control characters, C1 too, marks of direction,
// other format characters, and tags.
func driving(r rune) bool {
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

// invisible reports whether a character cannot be told from nothing, from a
// space or from a byte that is no text.
func invisible(r rune) bool {
	switch {
	case driving(r), r == 0xa0, r == utf8.RuneError:
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
