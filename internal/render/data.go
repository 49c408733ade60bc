package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// dataFormats are the formats for programs beside JSON. Each is made of a
// document's JSON form and of nothing else, so that all have the same values
// under the same names in the same order.
var dataFormats = []struct {
	name  string
	write func(w io.Writer, root *jsontree.Value) error
}{
	{"yaml", writeYAML},
}

// DataFormats are the formats for programs.
func DataFormats() []string {
	names := []string{"json"}
	for _, f := range dataFormats {
		names = append(names, f.name)
	}
	return names
}

// IsData reports whether a format is one for programs.
func IsData(format string) bool { return slices.Contains(DataFormats(), format) }

// data prints a document in a format for programs, and reports whether the format
// is one of those.
func data(w io.Writer, format string, document any) (done bool, err error) {
	if isLong(document) {
		switch format {
		case "json":
			return true, longJSON(w, document)
		case "yaml":
			return true, longYAML(w, document)
		}
		return false, nil
	}
	if format == "json" {
		return true, JSON(w, document)
	}
	for _, f := range dataFormats {
		if f.name != format {
			continue
		}
		root, err := tree(document)
		if err != nil {
			return true, fmt.Errorf("print the document as %s: %w", format, err)
		}
		return true, f.write(w, root)
	}
	return false, nil
}

// tree is the JSON form of a document.
func tree(document any) (*jsontree.Value, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(document); err != nil {
		return nil, err
	}
	return jsontree.Parse(b.Bytes())
}
