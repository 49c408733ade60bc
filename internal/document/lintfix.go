package document

import (
	"strings"

	"github.com/sessctl/sessctl/internal/rewrite"
)

// LintCure is a finding that was cured, or why it was not.
type LintCure struct {
	Code   string `json:"code"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Reason string `json:"reason,omitempty"`
}

// Cures adds the safe fixes to the document: as a diff, and each that is written
// or that is not.
func (d *Lint) Cures(fixes rewrite.Fixes, written bool, o Options) {
	var diff strings.Builder
	for _, f := range fixes.Files {
		diff.WriteString(o.FileDiff(f))
	}
	d.Diff = diff.String()
	for _, f := range fixes.Refused {
		d.Unfixed = append(d.Unfixed, LintCure{f.Code, f.Fix.Path, f.Fix.Line, o.text(f.Reason)})
	}
	if !written {
		return
	}
	for _, f := range fixes.Applied {
		d.Fixed = append(d.Fixed, LintCure{Code: f.Code, File: f.Fix.Path, Line: f.Fix.Line})
	}
}
