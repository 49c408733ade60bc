package render

import "io"

// data prints a document in a format for programs, and tells whether the format is
// one of those.
func data(w io.Writer, format string, document any) (done bool, err error) {
	switch format {
	case "json":
		return true, JSON(w, document)
	case "yaml":
		return true, YAML(w, document)
	}
	return false, nil
}
