package render

import "github.com/sessctl/sessctl/internal/document"

// header says as which SDK what was read, and why building the session fails.
func (p *page) header(h document.Head) {
	if h.Error != nil {
		p.fault(document.Fault{Message: document.Plain(h.Error.Message), Fix: h.Help, Origin: h.Error.Origin})
		p.gap()
	}
	p.closing(document.Document{As: h.As, Title: h.Title, Files: h.Files}, document.Verdict{})
}

func (p *page) problems(list []document.Problem) {
	p.gap()
	for _, q := range list {
		p.problem(q)
	}
}
