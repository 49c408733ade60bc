package render

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/sessctl/sessctl/internal/printable"
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
	_, err := w.Write(printable.JSON(b.Bytes()))
	return err
}
