package render

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/resolve"
)

// ResolveOptions choose what of a resolution is shown.
type ResolveOptions struct {
	Names []string // settings; all when empty
	All   bool     // text: unset settings and defaults too
}

// Resolution prints a resolution as text, json, yaml or env.
func Resolution(t Terminal, format string, res *resolve.Resolution, o ResolveOptions) error {
	d := document.From(res, document.Options{ShowSecrets: t.ShowSecrets})
	if len(o.Names) > 0 {
		d.Keep(o.Names)
	}
	if done, err := data(t, format, d); done {
		return err
	}
	switch format {
	case "env":
		return Env(t, res, o)
	case "text":
		return resolutionText(t, res, d, o)
	}
	return fmt.Errorf("print the resolution: no format %q", format)
}
