package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON prints a document as indented JSON. What would drive a terminal is
// escaped, which is the same document.
func JSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapedJSON(b.Bytes()))
	return err
}

// escapedJSON escapes what would drive a terminal in a JSON text of valid
// UTF-8: there it can stand in strings alone.
func escapedJSON(text []byte) []byte {
	if bytes.IndexFunc(text, drivesInJSON) < 0 {
		return text
	}
	out := make([]byte, 0, len(text)+len(text)/8)
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch {
		case !drivesInJSON(r):
			out = append(out, text[:n]...)
		case r < 0x10000:
			out = fmt.Appendf(out, `\u%04x`, r)
		default:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		}
		text = text[n:]
	}
	return out
}

// drivesInJSON passes the line ends between members over.
func drivesInJSON(r rune) bool { return r >= 0x7f && driving(r) }
