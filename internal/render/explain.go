package render

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/lookup"
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
	if e.Error != nil {
		p.fault(document.Fault{Message: document.Plain(e.Error.Message), Fix: e.Fix, Origin: e.Error.Origin})
	}
	if e.Name != nil {
		p.readers(e)
	}
	switch {
	case e.Name != nil && e.Setting == e.Name.Name && !e.Name.Read && len(e.Places) > 0: // the line above says it
	case e.Name != nil && e.Setting == e.Name.Name && !e.Set:
		p.flow(0, span{cyan, e.Setting}, span{bold, unusedWord(e)}, span{faint, "in"}, span{bold, e.As})
	case !e.Known:
		p.flow(0, span{cyan, e.Setting}, span{plain, "is not a setting of"}, span{bold, e.As})
	case !e.Set:
		p.flow(0, span{cyan, e.Setting}, span{bold, "is not set"}, span{plain, "in"}, span{bold, e.As})
	default:
		p.flow(0, span{cyan, e.Setting}, span{plain, "is"}, span{bold, quoteEmpty(e.Value)}, span{plain, "in"}, span{bold, e.As + ","},
			span{plain, fromWords(p.place(e.Origin))})
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
		about += "; " + p.prose(e.Note)
	}
	p.pad(2)
	p.flow(2, span{faint, about})
	if len(e.Places) > 0 {
		p.blank()
	}
	where := 0
	for _, place := range e.Places {
		if w := width(p.looked(place)); w <= p.t.Width*2/3 {
			where = max(where, w)
		}
	}
	for i, place := range e.Places {
		if e.Name != nil && !e.Name.Read && place.Origin.Name == e.Name.Name {
			place.Reason = "" // the first line says that nobody reads it here
		}
		p.explainPlace(i+1, where, place)
	}
}

// fromWords says from where: "by default", "derived from defaults_mode", "from AWS_REGION".
func fromWords(at string) string {
	switch {
	case at == "default":
		return "by default"
	case strings.HasPrefix(at, "derived"):
		return at
	}
	return "from " + at
}

// readers says who reads a variable or key.
func (p *page) readers(e document.Explanation) {
	n := e.Name
	if n.Kind == "profile" {
		return
	}
	who := "is read by " + listed(n.Readers)
	switch {
	case n.All:
		who = "is read by every SDK"
	case !n.Read && len(n.Readers) == 1:
		who = "is not read by " + e.As + "; " + n.Readers[0] + " reads it"
	case !n.Read:
		who = "is not read by " + e.As + "; " + listed(n.Readers) + " read it"
	}
	p.flow(0, span{cyan, n.Name}, span{plain, who})
	p.fix(verdictColumn, 0, n.Help)
}

// unusedWord says what becomes of a variable or key that does not count.
func unusedWord(e document.Explanation) string {
	if len(e.Places) == 0 {
		return "is not set"
	}
	return "is set and not used"
}

// listed joins words as a sentence does: a, b and c.
func listed(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

var verdictWords = lookup.Table[string, string]{{"won", "used"}, {"shadowed", "overridden"}, {"rejected", "rejected"}, {"absent", "not set"}}

// looked names a place that was looked at.
func (p *page) looked(place document.Place) string {
	if place.Verdict == "absent" && place.Origin.Kind == "file" {
		return "key " + place.Origin.Key + " of the profile"
	}
	return p.placeIn(place.Origin)
}

func (p *page) explainPlace(n, column int, place document.Place) {
	st := map[string]style{"won": green, "rejected": yellow, "absent": faint}[place.Verdict]
	label := p.looked(place)
	if width(label) > column { // what became of it stands below, in its column
		p.b.WriteString(fmt.Sprintf("%3d  %s\n", n, label))
		label = ""
		p.pad(5)
	} else {
		p.b.WriteString(fmt.Sprintf("%3d  ", n))
	}
	p.b.WriteString(fit(label, column))
	p.pad(2)
	spans := []span{{st, verdictWords.Of(place.Verdict)}}
	if place.Verdict != "absent" {
		spans = []span{{st, fit(verdictWords.Of(place.Verdict), 10)}, {bold, quoteEmpty(place.Value)}}
	}
	p.line(7, spans...)
	if place.Source != "" {
		p.quote(7, place.Source, place.Origin)
	}
	if place.Reason != "" {
		p.pad(7)
		p.flow(7, span{plain, p.prose(place.Reason)})
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
