package main

import (
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/report"
	"github.com/sessctl/sessctl/internal/resolve"
)

// places says how reports tell the places in an environment's files: from the
// working directory, in characters.
func places(w *resolve.Workspace) report.Places {
	return report.Places{Dir: w.Env.Abs("."), Column: func(file string, line, column int) int {
		doc := w.Document(file)
		if doc == nil || line > doc.Lines() {
			return column
		}
		text := doc.Line(line)
		return utf8.RuneCountInString(text[:min(max(column-1, 0), len(text))]) + 1
	}}
}
