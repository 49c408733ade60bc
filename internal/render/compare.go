package render

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// CompareOptions choose what of a comparison is shown.
type CompareOptions struct {
	Names   []string // settings that were asked for
	All     bool     // rows that do not differ too
	LeftOut []string // readings that are not compared, to be told of
}

// Compare prints readings side by side: a sentence for each difference, then
// the table, in which readings that agree share a column.
func Compare(t Terminal, format string, d document.Comparison, o CompareOptions) error {
	if done, err := data(t, format, d); done {
		return err
	}
	defaults := 0
	if !o.All {
		d.Rows = slices.DeleteFunc(d.Rows, func(r document.ComparisonRow) bool {
			if r.Builtin && r.Name != "region" && len(o.Names) == 0 {
				defaults++
				return true
			}
			return r.Alone && len(o.Names) == 0
		})
	}
	if format == "markdown" {
		return compareMarkdown(t, d)
	}
	p := newPage(t)
	p.differences(d)
	p.gap()
	p.sideBySide(d)
	p.gap()
	if defaults > 0 {
		p.flow(0, span{faint, plural(defaults, "default") + " differ; --all shows them"})
	}
	if len(o.LeftOut) > 0 {
		who := list(o.LeftOut) + " are"
		switch n := len(o.LeftOut); {
		case n == 1:
			who = o.LeftOut[0] + " is"
		case n > 3:
			who = plural(n, "SDK") + " are"
		}
		p.flow(0, span{faint, who + " left out; --as all compares every SDK"})
	}
	return p.flush()
}

// differences writes a sentence for each row that differs.
func (p *page) differences(d document.Comparison) {
	told := false
	for _, r := range d.Rows {
		if len(r.Parts) == 0 {
			continue
		}
		told = true
		name := rowName(r)
		column := min(width(name)+2, p.t.Width/2)
		p.b.WriteString(p.t.paint(cyan, name))
		if width(name)+2 > column {
			p.b.WriteString("\n" + strings.Repeat(" ", column))
		} else {
			p.pad(column - width(name))
		}
		p.flow(column, sentence(p, r.Parts)...)
	}
	switch n := len(d.Readings); {
	case told || n < 2:
	case differing(d):
		p.flow(0, span{green, agreed(d.Readings) + " on what is configured; only defaults differ"})
	default:
		p.flow(0, span{green, agreed(d.Readings)})
	}
}

func differing(d document.Comparison) bool {
	return slices.ContainsFunc(d.Rows, func(r document.ComparisonRow) bool { return r.Differs })
}

func agreed(ids []string) string {
	if len(ids) > 4 {
		return "all " + plural(len(ids), "SDK") + " agree"
	}
	return list(ids) + " agree"
}

// sentence sets the parts of a difference side by side as equals.
func sentence(p *page, parts []document.ComparisonPart) []span {
	var spans []span
	for i, part := range parts {
		if i > 0 {
			spans = append(spans, span{faint, "·"})
		}
		if part.State == "unknown" {
			spans = append(spans, span{plain, "no such setting in"}, span{bold, strings.Join(part.Readings, ", ")})
			continue
		}
		spans = append(spans, span{bold, partValue(part)}, span{plain, "in " + strings.Join(part.Readings, ", ")})
		var more []string
		if part.From != "" {
			more = append(more, part.From)
		}
		more = append(more, part.Why...)
		switch text := p.prose(strings.Join(more, "; ")); {
		case text == "":
		case strings.Contains(text, "("): // no brackets in brackets
			spans[len(spans)-1].text += ":"
			spans = append(spans, span{plain, text})
		default:
			spans = append(spans, span{plain, "(" + text + ")"})
		}
	}
	return spans
}

func partValue(part document.ComparisonPart) string {
	return cellText(document.ComparisonCell{State: part.State, Value: part.Value})
}

// rowName leaves the usual end of a service's setting out, for room.
func rowName(r document.ComparisonRow) string {
	return strings.TrimSpace(strings.TrimSuffix(r.Name, ".endpoint_url"))
}

func cellText(c document.ComparisonCell) string {
	switch {
	case c.State == "unknown":
		return "(no such setting)"
	case c.State == "unset" && c.Value == "":
		return "(none)"
	case c.Value == "" && c.State == "set":
		return `""`
	}
	return visible(c.Value)
}

// list is "a", "a and b" or "a, b and c".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
