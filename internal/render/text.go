package render

import (
	"fmt"
	"sort"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/resolve"
)

const (
	labelColumn    = 12
	maxNameColumn  = 26
	maxValueColumn = 24
	maxLosers      = 6 // how many values that did not win are shown of a setting
)

func resolutionText(t Terminal, res *resolve.Resolution, d document.Document, o ResolveOptions) error {
	p := newPage(t)
	if len(o.Names) > 0 {
		p.settings(res, d, o)
		return p.flush()
	}
	p.header(res, d)
	p.blank()
	p.settings(res, d, o)
	p.credentials(d)
	p.problems(withoutError(d))
	return p.flush()
}

// errorHelp is what to do about the error that the header shows.
func errorHelp(d document.Document) string {
	for _, q := range d.Problems {
		if q.Message == d.Error.Message && q.Origin == d.Error.Origin {
			return q.Help
		}
	}
	return ""
}

// withoutError leaves out the problem that the header has shown as the error.
func withoutError(d document.Document) []document.Problem {
	var rest []document.Problem
	for _, q := range d.Problems {
		if d.Error == nil || q.Message != d.Error.Message || q.Origin != d.Error.Origin {
			rest = append(rest, q)
		}
	}
	return rest
}

func (p *page) header(res *resolve.Resolution, d document.Document) {
	p.field("reading", faint, labelColumn, span{bold, d.As}, span{plain, "- " + res.Reading.Title})
	profile := []span{{bold, quoteEmpty(d.Profile.Name)}, {faint, "(" + p.place(d.Profile.Origin) + ")"}}
	if !d.Profile.Found {
		profile = append(profile, span{faint, "not in the files"})
	}
	p.field("profile", faint, labelColumn, profile...)
	for i, f := range d.Files {
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
	if d.Error != nil {
		p.blank()
		p.field("error", red, labelColumn, span{plain, p.t.Shorten(d.Error.Message)})
		if at := p.place(d.Error.Origin); at != "" {
			p.field("", plain, labelColumn, span{faint, at})
		}
		if help := errorHelp(d); help != "" {
			p.field("", plain, labelColumn, span{plain, p.t.Shorten(help)})
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
	r := resolve.Origin{Kind: resolve.Kind(o.Kind), Name: o.Name, File: p.t.Short(o.File), Line: o.Line, Column: o.Column}
	s := r.String()
	if o.Kind == "env" && o.File != "" {
		return o.Name + " (" + s + ")"
	}
	return s
}

// shown are the settings that a person wants to see: those that something
// configures or that something is wrong with.
func shown(res *resolve.Resolution, o ResolveOptions) []*resolve.Value {
	if len(o.Names) > 0 {
		var list []*resolve.Value
		for _, n := range o.Names {
			if v := res.Setting(n); v != nil {
				list = append(list, v)
			}
		}
		return list
	}
	var list []*resolve.Value
	for _, v := range res.Settings {
		if o.All || notable(res, v) {
			list = append(list, v)
		}
	}
	return list
}

func notable(res *resolve.Resolution, v *resolve.Value) bool {
	if v.Set && v.Origin.Kind != resolve.ByDefault && (v.Origin.Kind != resolve.Derived || v.Origin.Configured()) {
		// A service that merely inherits the global endpoint says nothing new.
		_, service := resolve.ServiceOf(v.Name)
		global := res.Setting("endpoint_url")
		return !service || global == nil || v.Origin != global.Origin
	}
	if len(v.Pick(resolve.Shadowed)) > 0 && v.Origin.Kind != resolve.ByDefault {
		return true
	}
	for _, p := range v.Pick(resolve.Rejected) {
		if p.Value != "" {
			return true
		}
	}
	return v.Name == "region" || len(v.Configured()) > 0
}

func (p *page) settings(res *resolve.Resolution, d document.Document, o ResolveOptions) {
	list := shown(res, o)
	if len(list) == 0 {
		return
	}
	names, values := labelColumn-2, 4
	for _, v := range list {
		if w := width(v.Name); w <= maxNameColumn {
			names = max(names, w)
		}
		if w := width(visible(d.Settings[v.Name].Value)); w <= maxValueColumn {
			values = max(values, w)
		}
	}
	column := names + 2
	for _, v := range list {
		s := d.Settings[v.Name]
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
		p.line(column, span{cyan, fit(v.Name, names)}, value, from)
		for i, out := range s.Shadowed {
			if i == maxLosers {
				p.sub(column, faint, "hides", fmt.Sprintf("%d more", len(s.Shadowed)-i), "(sessctl explain "+v.Name+")")
				break
			}
			p.sub(column, faint, "hides", out.Value, p.place(out.Origin))
		}
		for i, out := range s.Rejected {
			if i == maxLosers {
				p.sub(column, yellow, "refuses", fmt.Sprintf("%d more", len(s.Rejected)-i), "(sessctl explain "+v.Name+")")
				break
			}
			p.sub(column, yellow, "refuses", out.Value, p.place(out.Origin)+": "+out.Reason)
		}
		p.differs(column, v, s)
	}
	p.blank()
}

func (p *page) sub(column int, st style, verb, value, from string) {
	p.pad(column)
	p.flow(column+2, span{st, verb}, span{plain, quoteEmpty(value)}, span{faint, from})
}

// differs says which other readings have which other value.
func (p *page) differs(column int, v *resolve.Value, s document.Setting) {
	others := map[string][]string{}
	for _, id := range v.Configured() {
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
