package render

import (
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// Every text begins with the verdict: "error:" with the reason and "fix:" with
// what to type or to edit, or what is in force. Whatever else there is to know
// comes after it, and nothing is said twice.

// verdictColumn is where the text of an error and of its cure begins.
const verdictColumn = 7

// fault writes an error and its cure below it.
func (p *page) fault(f document.Fault) {
	if p.faulty == nil {
		p.faulty = map[document.Origin]bool{}
	}
	p.faulty[f.Origin] = true
	p.said("error:", red, verdictColumn, f.Message, f.Origin)
	p.fix(verdictColumn, 0, f.Fix)
}

// faults writes all of them.
func (p *page) faults(list []document.Fault) {
	for _, f := range list {
		p.fault(f)
	}
}

// fix writes what to do, where somebody knows.
func (p *page) fix(column, indent int, help string) {
	if help == "" {
		return
	}
	p.pad(indent)
	p.label("fix:", green, column-indent)
	p.flow(column, span{plain, p.prose(help)})
}

// problem writes a warning or note with its code, and its cure below it.
func (p *page) problem(q document.Problem) {
	st := map[string]style{"error": red, "warning": yellow, "note": cyan}[q.Severity]
	p.said(q.Severity+"["+q.Code+"]:", st, 2, document.Plain(q.Message), q.Origin)
	p.fix(verdictColumn, 2, q.Help)
}

// said writes a label, a message and its place, which stands once: in the
// message, or in brackets behind it.
func (p *page) said(label string, st style, column int, message string, o document.Origin) {
	text := p.prose(message)
	spans := []span{{plain, text}}
	if at := p.place(o); at != "" && !strings.Contains(text, at) && (o.File == "" || !strings.Contains(text, p.t.Short(o.File)+":")) {
		spans = append(spans, span{faint, "(" + p.placeIn(o) + ")"})
	}
	p.label(label, st, max(column, width(label)+1))
	at := max(column, width(label)+1)
	p.flowFrom(at, column, spans...)
}

func (p *page) label(text string, st style, column int) {
	p.b.WriteString(p.t.paint(st, text))
	p.pad(max(column-width(text), 1))
}

// placeIn is a place with the section it stands in: "~/.aws/config:9:10 [base]".
func (p *page) placeIn(o document.Origin) string {
	at := p.place(o)
	if o.Kind == "file" && o.Line > 0 && o.Section != "" {
		at += " [" + sectionName(o.Section) + "]"
	}
	return at
}

// sectionName leaves out what every header of the config file has.
func sectionName(header string) string { return strings.TrimPrefix(header, "profile ") }

// prose is a text for people: paths below the home directory with ~, and
// instants as they are from now.
func (p *page) prose(s string) string { return relativeTimes(p.t.Shorten(s), p.now) }

// row is a line of a table: a name, its value, and where that comes from.
type row struct {
	name  string
	value span
	where string
	more  []string // lines below
}

// table writes rows with their columns aligned. A value too long for its column
// has its place behind it in brackets.
func (p *page) table(rows []row) {
	names, values := 0, 0
	for _, r := range rows {
		names = max(names, width(visible(r.name)))
	}
	column := names + 2
	for _, r := range rows {
		w := width(visible(r.value.text))
		if r.where != "" && w <= p.t.Width/2 && column+w+2+longest(r.where) <= p.t.Width {
			values = max(values, w)
		}
	}
	for _, r := range rows {
		p.b.WriteString(p.t.paint(cyan, r.name))
		p.pad(column - width(visible(r.name)))
		p.cells(column, values, r)
		for _, m := range r.more {
			p.pad(column)
			p.flow(column+2, span{faint, m})
		}
	}
}

func (p *page) cells(column, values int, r row) {
	w := width(visible(r.value.text))
	switch at := column + values + 2; {
	case r.where == "":
		p.flow(column, r.value)
	case w > values, at+longest(r.where) > p.t.Width:
		p.flow(column, r.value, span{faint, "(" + r.where + ")"})
	default:
		p.b.WriteString(p.t.paint(r.value.st, r.value.text))
		p.pad(at - column - w)
		p.flow(at, span{faint, r.where})
	}
}

// longest is the width of the longest piece of a text that no line may end in.
func longest(s string) int {
	n := 0
	for _, w := range glued(strings.Fields(visible(s)), len(s)) {
		n = max(n, width(w))
	}
	return n
}
