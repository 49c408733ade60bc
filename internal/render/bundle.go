package render

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/bundle"
)

// OtherwiseRead names the readings that make something else of a bundle than of the
// environment it was made of.
func OtherwiseRead(readings []string) string {
	return "the stand-ins change how these read the files: " + strings.Join(readings, ", ")
}

// Bundle shows what a bundle would contain.
func Bundle(t Terminal, s bundle.Summary) error {
	const column = 12
	p := newPage(t)
	b := s.Bundle
	p.line(0, span{bold, fmt.Sprintf("%s, %s, %s of secrets replaced", plural(len(b.Variables), "variable"), plural(len(b.Files), "path"), plural(s.Secrets, "word"))})
	p.gap()
	p.field("made", faint, column, span{plain, b.Made.Format("2006-01-02T15:04:05Z")})
	p.field("system", faint, column, span{plain, b.OS})
	if b.Home != "" {
		p.field("home", faint, column, span{plain, p.t.Shorten(b.Home)})
	}
	if len(s.ReadOtherwise) > 0 {
		p.gap()
		p.line(0, span{yellow, OtherwiseRead(s.ReadOtherwise)})
	}
	if s.Anonymous != nil {
		p.gap()
		p.line(0, span{bold, "Names replaced"})
		for _, c := range s.Anonymous {
			p.line(2, span{plain, plural(c.N, c.Kind)})
		}
	}
	p.gap()
	p.line(0, span{bold, "Variables"})
	for _, v := range b.Variables {
		p.bundled(v.Name, "", s.Replaced[v.Name])
	}
	p.gap()
	p.line(0, span{bold, "Files"})
	for _, f := range b.Files {
		if f.State == "missing" {
			continue
		}
		state := f.State
		if data, err := f.Content(); state == "ok" && err == nil {
			state = plural(len(data), "byte")
		}
		if f.Mode != "" {
			state += ", mode " + f.Mode
		}
		if f.Link != "" {
			state += ", a link to " + p.t.Shorten(f.Link)
		}
		p.bundled(p.t.Shorten(f.Path), state, s.Replaced[f.Path])
	}
	for _, f := range b.Files {
		if f.State == "missing" {
			p.bundled(p.t.Shorten(f.Path), "no such file", false)
		}
	}
	for _, f := range b.Programs {
		p.bundled(p.t.Shorten(f.Path), "a program, by its name alone", false)
	}
	return p.flush()
}

func (p *page) bundled(name, state string, replaced bool) {
	spans := []span{{plain, name}}
	if state != "" {
		spans = append(spans, span{faint, "  " + state})
	}
	if replaced {
		spans = append(spans, span{cyan, "  stand-ins"})
	}
	p.line(2, spans...)
}
