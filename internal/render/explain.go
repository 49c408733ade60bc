package render

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// Explanations prints what became of one setting in one or more readings.
func Explanations(t Terminal, format string, list []document.Explanation) error {
	var d any = list
	if len(list) == 1 {
		d = list[0]
	}
	if done, err := data(t, format, d); done {
		return err
	}
	p := newPage(t)
	for i, e := range list {
		if i > 0 {
			p.blank()
		}
		p.explanation(e)
	}
	return p.flush()
}

func (p *page) explanation(e document.Explanation) {
	if e.Name != nil {
		p.readers(e)
	}
	switch {
	case e.Name != nil && e.Setting == e.Name.Name && !e.Set:
		p.flow(0, span{cyan, e.Setting}, span{bold, unusedWord(e)}, span{faint, "in"}, span{bold, e.As})
	case !e.Known:
		p.flow(0, span{cyan, e.Setting}, span{faint, "is not a setting of"}, span{bold, e.As})
	case !e.Set:
		p.flow(0, span{cyan, e.Setting}, span{bold, "is unset"}, span{faint, "in"}, span{bold, e.As})
	default:
		p.flow(0, span{cyan, e.Setting}, span{faint, "is"}, span{bold, quoteEmpty(e.Value)}, span{faint, "in"}, span{bold, e.As},
			span{faint, "- from " + p.place(e.Origin)})
	}
	about := e.Summary
	switch e.ReadAt {
	case "client":
		about += "; read when a service client is built"
	case "request":
		about += "; read when a request is made"
	case "process":
		about += "; read once, when the process starts"
	}
	if e.Note != "" {
		about += "; " + e.Note
	}
	p.pad(2)
	p.flow(2, span{faint, about})
	if e.Error != nil {
		p.pad(2)
		p.flow(4, span{red, "error"}, span{plain, p.t.Shorten(e.Error.Message)})
	}
	if len(e.Places) > 0 {
		p.blank()
	}
	for i, place := range e.Places {
		p.explainPlace(i+1, place)
	}
}

// readers says who reads a variable or key.
func (p *page) readers(e document.Explanation) {
	n := e.Name
	if n.Kind == "profile" {
		return
	}
	who := strings.Join(n.Readers, ", ")
	if n.All {
		who = "every SDK"
	}
	spans := []span{{cyan, n.Name}, {plain, "is read by " + who}}
	if !n.Read {
		spans = append(spans, span{yellow, "and not by " + e.As})
	}
	p.flow(0, spans...)
}

// unusedWord says what becomes of a variable or key that does not count.
func unusedWord(e document.Explanation) string {
	if len(e.Places) == 0 {
		return "is not set"
	}
	return "is set and not used"
}

var verdictWords = map[string]string{"won": "wins", "shadowed": "loses", "rejected": "refused", "absent": "nothing there"}

func (p *page) explainPlace(n int, place document.Place) {
	verdict, st := verdictWords[place.Verdict], faint
	switch place.Verdict {
	case "won":
		st = green
	case "rejected":
		st = yellow
	}
	where := p.place(place.Origin)
	if place.Verdict == "absent" && place.Origin.Kind == "file" {
		where = "key " + place.Origin.Key + " of the profile"
	} else if place.Origin.Kind == "file" && place.Origin.Section != "" {
		where += " [" + place.Origin.Section + "]"
	}
	spans := []span{{plain, fmt.Sprintf("%3d  %s", n, fit(where, 30))}, {st, fit(verdict, 7)}}
	if place.Verdict != "absent" {
		spans = append(spans, span{bold, quoteEmpty(place.Value)})
	}
	p.line(7, spans...)
	if place.Source != "" {
		p.quote(7, place.Source, place.Origin)
	}
	if place.Reason != "" {
		p.pad(7)
		p.flow(7, span{plain, place.Reason})
	}
}

// quote shows a source line with a caret below the value. A long line is cut
// around the caret.
func (p *page) quote(indent int, source string, o document.Origin) {
	gutter := fmt.Sprintf("%5d | ", o.Line)
	room := max(p.t.Width-indent-len(gutter), 20)
	column := min(max(o.Column-1, 0), len(source))
	before, after := visible(source[:column]), visible(source[column:])
	if width(before) > room/2 {
		r := []rune(before)
		before = "..." + string(r[len(r)-room/2+3:])
	}
	if r := []rune(after); width(before)+len(r) > room {
		after = string(r[:max(room-width(before)-3, 0)]) + "..."
	}
	p.pad(indent)
	p.b.WriteString(p.t.paint(faint, gutter) + before + after + "\n")
	if o.Column > 0 {
		p.pad(indent)
		p.b.WriteString(p.t.paint(faint, strings.Repeat(" ", len(gutter)-2)+"|") + " " + strings.Repeat(" ", width(before)) + p.t.paint(green, "^") + "\n")
	}
}
