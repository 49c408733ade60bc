package render

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/resolve"
)

func resolutionText(t Terminal, res *resolve.Resolution, d document.Document, o ResolveOptions) error {
	_, err := fmt.Fprintln(t, res.Reading.ID, len(d.Settings), o.All)
	return err
}

// Env prints shell assignments.
func Env(t Terminal, res *resolve.Resolution, o ResolveOptions) error { return nil }
