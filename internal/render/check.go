package render

import "github.com/sessctl/sessctl/internal/check"

// Check prints the answers to assertions.
func Check(t Terminal, format string, r check.Report) error {
	if format == "json" {
		return JSON(t, r)
	}
	p := newPage(t)
	if r.Error != nil {
		p.field("error", red, labelColumn-4, span{plain, p.t.Shorten(r.Error.Message)}, span{faint, p.place(r.Error.Origin)})
	}
	for _, a := range r.Results {
		if a.Holds {
			p.field("ok", green, labelColumn-4, span{plain, a.Assertion})
			continue
		}
		p.field("failed", red, labelColumn-4, span{bold, a.Assertion})
		at := p.place(a.Origin)
		if at != "" {
			at = "from " + at
		}
		p.field("", plain, labelColumn-4, span{plain, a.Message}, span{faint, at})
	}
	return p.flush()
}
