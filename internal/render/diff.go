package render

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/diff"
	"github.com/sessctl/sessctl/internal/document"
)

// Diff prints what is different between two subjects.
func Diff(t Terminal, format string, r diff.Report) error {
	if done, err := data(t, format, r); done {
		return err
	}
	if format == "markdown" {
		return diffMarkdown(t, r)
	}
	p := newPage(t)
	st := green
	if r.Differs {
		st = bold
	}
	p.flow(0, span{st, diffVerdict(r)})
	if len(r.Changes) > 0 {
		p.blank()
		p.changes(0, r.Changes)
	}
	for _, profile := range r.Profiles {
		p.blank()
		p.flow(0, span{stateStyles[profile.State], profile.State + ": "}, span{bold, profile.Name})
		p.changes(2, profile.Changes)
	}
	return p.flush()
}

var stateStyles = map[string]style{diff.Added: green, diff.Removed: red, diff.Changed: yellow}

// changes says each in a sentence, with the place that it is from.
func (p *page) changes(indent int, list []diff.Change) {
	for _, c := range list {
		text := p.t.Shorten(document.Plain(c.Message))
		if at := changePlace(p.t, c); at != "" {
			text += " (" + at + ")"
		}
		p.pad(indent)
		p.wrapped(indent+2, indent, text)
	}
}

// changePlace is where the new value is from, or the old one where there is none.
func changePlace(t Terminal, c diff.Change) string {
	o := c.B.Origin
	if !c.B.Set {
		o = c.A.Origin
	}
	switch {
	case o.File != "" && o.Line > 0:
		return fmt.Sprintf("%s:%d", t.Short(visible(o.File)), o.Line)
	case o.Kind == "env" || o.Kind == "flag":
		return visible(o.Name)
	}
	return ""
}

// diffVerdict is the answer in a line.
func diffVerdict(r diff.Report) string {
	where := " between " + visible(r.A) + " and " + visible(r.B)
	as := ", as " + plural(len(r.SDKs), "SDK") + " would read them"
	if len(r.SDKs) == 1 {
		as = ", as " + r.SDKs[0] + " would read them"
	}
	if !r.Differs {
		return "no differences" + where + as
	}
	if len(r.Profiles) == 0 {
		return plural(len(r.Changes), "difference") + where + as
	}
	var parts []string
	for _, state := range []string{diff.Added, diff.Removed, diff.Changed} {
		n := 0
		for _, p := range r.Profiles {
			if p.State == state {
				n++
			}
		}
		switch {
		case n > 0 && len(parts) == 0:
			parts = append(parts, plural(n, "profile")+" "+state)
		case n > 0:
			parts = append(parts, fmt.Sprint(n)+" "+state)
		}
	}
	return strings.Join(parts, ", ") + where + as
}

// diffMarkdown is for a comment on a pull request: nothing in it is a link, a name
// that is called, or HTML.
func diffMarkdown(t Terminal, r diff.Report) error {
	var b strings.Builder
	verdict := strings.NewReplacer(visible(r.A), code(r.A)).Replace(diffVerdict(r))
	if r.A != r.B {
		verdict = strings.Replace(diffVerdict(r), " between "+visible(r.A)+" and "+visible(r.B), " between "+code(r.A)+" and "+code(r.B), 1)
	}
	fmt.Fprintf(&b, "**%s**\n", verdict)
	if len(r.Changes) > 0 {
		diffTable(&b, t, r.Changes)
	}
	for _, p := range r.Profiles {
		fmt.Fprintf(&b, "\n### %s %s\n", code(p.Name), p.State)
		if len(p.Changes) > 0 {
			diffTable(&b, t, p.Changes)
		}
	}
	_, err := t.Write([]byte(b.String()))
	return err
}

func diffTable(b *strings.Builder, t Terminal, list []diff.Change) {
	b.WriteString("\n| | before | after | SDKs |\n|---|---|---|---|\n")
	for _, c := range list {
		sdks := strings.Join(c.SDKs, ", ")
		if c.All {
			sdks = "all"
		}
		a, z := diffCell(t, c, c.A), diffCell(t, c, c.B)
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", inTable(code(c.Name)), a, z, sdks)
	}
}

func diffCell(t Terminal, c diff.Change, v diff.Value) string {
	switch {
	case c.Secret:
		return "*a secret*"
	case !v.Set && c.Kind == "problem":
		return "–"
	case !v.Set:
		return "*unset*"
	case v.Value == "":
		return "*empty*"
	}
	return inTable(code(t.Shorten(document.Plain(v.Value))))
}

// code writes a text as it stands, on one line.
func code(s string) string {
	s = visible(s)
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if fence != "`" {
		s = " " + s + " "
	}
	return fence + strings.ReplaceAll(s, "\n", " ") + fence
}

// inTable has no bar of a cell end it.
func inTable(cell string) string { return strings.ReplaceAll(cell, "|", `\|`) }
