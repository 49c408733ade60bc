package render

import (
	"fmt"
	"sort"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

const (
	labelColumn    = 12
	maxNameColumn  = 26
	maxValueColumn = 24
	maxLosers      = 6 // how many values that did not win are shown of a setting
)

func resolutionText(t Terminal, d document.Document, o ResolveOptions) error {
	p := newPage(t)
	if len(o.Names) > 0 {
		p.settings(d, o)
		return p.flush()
	}
	p.header(d.Head())
	p.blank()
	p.settings(d, o)
	p.credentials(d)
	p.problems(d.Others())
	return p.flush()
}

func (p *page) header(h document.Head) {
	p.field("reading", faint, labelColumn, span{bold, h.As}, span{plain, "- " + h.Title})
	profile := []span{{bold, quoteEmpty(h.Profile.Name)}, {faint, "(" + p.place(h.Profile.Origin) + ")"}}
	if !h.Profile.Found {
		profile = append(profile, span{faint, "not in the files"})
	}
	p.field("profile", faint, labelColumn, profile...)
	for i, f := range h.Files {
		label := ""
		if i == 0 {
			label = "files"
		}
		spans := []span{{plain, p.t.Short(f.Path)}}
		if f.Path == "" {
			spans = []span{{faint, "no " + f.Kind + " file"}}
		}
		if f.Origin.Kind != "default" {
			spans = append(spans, span{faint, "(" + p.place(f.Origin) + ")"})
		}
		if f.Reason != "" {
			st := faint
			if f.Exists {
				st = yellow
			}
			spans = append(spans, span{st, "- " + f.Reason})
		}
		p.field(label, faint, labelColumn, spans...)
	}
	if h.Error != nil {
		p.blank()
		p.field("error", red, labelColumn, span{plain, p.t.Shorten(h.Error.Message)})
		if at := p.place(h.Error.Origin); at != "" {
			p.field("", plain, labelColumn, span{faint, at})
		}
		if h.Help != "" {
			p.field("", plain, labelColumn, span{plain, p.t.Shorten(h.Help)})
		}
		p.field("", plain, labelColumn, span{faint, "This SDK builds no session here; what follows is what can be known all the same."})
	}
}

func quoteEmpty(s string) string {
	if s == "" {
		return `""`
	}
	return s
}

// place writes an origin short.
func (p *page) place(o document.Origin) string {
	o.File = p.t.Short(o.File)
	if o.Kind == "env" && o.File != "" {
		return o.Name + " (" + o.String() + ")"
	}
	return o.String()
}

func (p *page) settings(d document.Document, o ResolveOptions) {
	list := d.Shown(o.Names, o.All)
	if len(list) == 0 {
		return
	}
	names, values := labelColumn-2, 4
	for _, name := range list {
		if w := width(name); w <= maxNameColumn {
			names = max(names, w)
		}
		if w := width(visible(d.Settings[name].Value)); w <= maxValueColumn {
			values = max(values, w)
		}
	}
	column := names + 2
	for _, name := range list {
		s := d.Settings[name]
		value := span{bold, fit(s.Value, values)}
		switch {
		case !s.Set:
			value = span{faint, fit("(unset)", values)}
		case s.Value == "":
			value = span{bold, fit(`""`, values)}
		case s.Origin.Kind == "default" || s.Origin.Kind == "derived":
			value.st = plain
		}
		from := span{faint, p.place(s.Origin)}
		if s.Note != "" {
			from.text += " (" + s.Note + ")"
		}
		p.line(column, span{cyan, fit(name, names)}, value, from)
		for i, out := range s.Shadowed {
			if i == maxLosers {
				p.sub(column, faint, "hides", fmt.Sprintf("%d more", len(s.Shadowed)-i), "(sessctl explain "+name+")")
				break
			}
			p.sub(column, faint, "hides", out.Value, p.place(out.Origin))
		}
		for i, out := range s.Rejected {
			if i == maxLosers {
				p.sub(column, yellow, "refuses", fmt.Sprintf("%d more", len(s.Rejected)-i), "(sessctl explain "+name+")")
				break
			}
			p.sub(column, yellow, "refuses", out.Value, p.place(out.Origin)+": "+out.Reason)
		}
		p.differs(column, s)
	}
	p.blank()
}

func (p *page) sub(column int, st style, verb, value, from string) {
	p.pad(column)
	p.flow(column+2, span{st, verb}, span{plain, quoteEmpty(value)}, span{faint, from})
}

// differs says which other readings have which other value.
func (p *page) differs(column int, s document.Setting) {
	others := map[string][]string{}
	for _, id := range s.Elsewhere {
		value := s.Differs[id]
		others[value] = append(others[value], id)
	}
	values := make([]string, 0, len(others))
	for value := range others {
		values = append(values, value)
	}
	sort.Slice(values, func(i, j int) bool { return others[values[i]][0] < others[values[j]][0] })
	for _, value := range values {
		shown := value
		if shown == "" {
			shown = "(unset)"
		}
		p.pad(column)
		p.flow(column+2, span{faint, "but"}, span{plain, shown}, span{faint, "in " + strings.Join(others[value], ", ")})
	}
}

func (p *page) problems(list []document.Problem) {
	if len(list) == 0 {
		return
	}
	p.blank()
	for _, q := range list {
		st := map[string]style{"error": red, "warning": yellow, "note": cyan}[q.Severity]
		spans := []span{{plain, p.t.Shorten(q.Message)}}
		if at := p.place(q.Origin); at != "" && !strings.Contains(p.t.Shorten(q.Message), at) {
			spans = append(spans, span{faint, "(" + at + ")"})
		}
		p.field(q.Severity, st, labelColumn, spans...)
		if q.Help != "" {
			p.field("", plain, labelColumn, span{faint, p.t.Shorten(q.Help)})
		}
	}
}
