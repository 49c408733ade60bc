package render

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/document"
)

// ResolveOptions choose what of a resolution is shown.
type ResolveOptions struct {
	Names   []string // settings; all when empty
	All     bool     // text: unset settings and defaults too
	Verbose bool     // text: notes, and what the SDK says in its own words
}

// Resolution prints a resolution as text, data or env.
func Resolution(t Terminal, format string, d document.Document, o ResolveOptions) error {
	if len(o.Names) > 0 {
		d.Keep(o.Names)
	}
	if done, err := data(t, format, d); done {
		return err
	}
	switch format {
	case "short":
		return short(t, d)
	case "env":
		return Env(t, d, o)
	case "text":
		return resolutionText(t, d, o)
	}
	return fmt.Errorf("print the resolution: no format %q", format)
}
