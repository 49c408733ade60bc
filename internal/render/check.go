package render

import (
	"github.com/sessctl/sessctl/internal/check"
	"github.com/sessctl/sessctl/internal/document"
)

// Check prints the answers to assertions.
func Check(t Terminal, format string, r check.Report) error {
	if format == "json" {
		return JSON(t, r)
	}
	p := newPage(t)
	if r.Error != nil {
		p.fault(document.Fault{Message: document.Plain(r.Error.Message), Origin: r.Error.Origin})
	}
	const column = 8
	for _, a := range r.Results {
		if a.Holds {
			p.field("ok", green, column, span{plain, a.Assertion})
			continue
		}
		p.field("failed", red, column, span{bold, a.Assertion})
		at := p.placeIn(a.Origin)
		if at != "" {
			at = fromWords(at)
		}
		p.field("", plain, column, span{plain, a.Message}, span{faint, at})
	}
	for _, q := range r.Problems {
		p.problem(q)
	}
	return p.flush()
}
