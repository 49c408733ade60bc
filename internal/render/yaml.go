package render

import (
	"io"

	"go.yaml.in/yaml/v3"
)

// YAML prints a document as YAML, with the keys of the JSON one.
func YAML(w io.Writer, v any) error {
	enc := yaml.NewEncoder(w)
	enc.SetIndent(2)
	if err := enc.Encode(v); err != nil {
		return err
	}
	return enc.Close()
}
