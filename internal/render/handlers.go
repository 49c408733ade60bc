package render

import "github.com/sessctl/sessctl/internal/document"

// Handlers prints the handler lists, a stage a block.
func Handlers(t Terminal, format string, d document.Handlers) error {
	if done, err := data(t, format, d); done {
		return err
	}
	p := newPage(t)
	if !d.Own {
		p.flow(0, span{faint, d.As + " has no handler lists of its own: these are the ones that aws-sdk-go v1 gives a session"})
		p.blank()
	}
	for _, s := range d.Stages {
		if len(s.Handlers) == 0 {
			p.field(s.Name, faint, 18, span{faint, "-"})
			continue
		}
		for i, name := range s.Handlers {
			label := s.Name
			if i > 0 {
				label = ""
			}
			p.field(label, cyan, 18, span{plain, name})
		}
	}
	return p.flush()
}
