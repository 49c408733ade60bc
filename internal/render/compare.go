package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// Compare prints readings side by side.
func Compare(t Terminal, format string, d document.Comparison, all bool) error {
	if done, err := data(t, format, d); done {
		return err
	}
	hidden := 0
	if !all {
		hidden = len(d.Rows)
		d.Rows = slices.DeleteFunc(d.Rows, func(r document.ComparisonRow) bool { return r.Builtin && r.Name != "region" })
		hidden -= len(d.Rows)
	}
	if format == "markdown" {
		return compareMarkdown(t, d)
	}
	p := newPage(t)
	names := labelColumn
	for _, r := range d.Rows {
		names = max(names, min(width(rowName(r)), maxNameColumn))
	}
	names += 2
	for _, block := range blocks(d, t.Width-names) {
		p.block(d, block, names)
		p.blank()
	}
	if slices.ContainsFunc(d.Rows, func(r document.ComparisonRow) bool { return r.Differs }) {
		p.flow(0, span{faint, "* differs from most; - unset; . the SDK has no such setting"})
	} else {
		p.flow(0, span{green, "all of them agree on what is configured"})
	}
	for _, r := range d.Rows {
		p.reasons(r)
	}
	if hidden > 0 {
		p.blank()
		p.flow(0, span{faint, plural(hidden, "setting") + " that nothing configures differ by their defaults; --all shows them"})
	}
	return p.flush()
}

// minCell is the least width of a column, with the gap behind it: the longest
// name of a region fits.
const minCell = 17

// columns is a run of readings that fits beside each other, with the width of each.
type columns struct {
	from, to int
	widths   []int
}

// blocks cuts the readings into runs that fit the width.
func blocks(d document.Comparison, room int) []columns {
	var all []columns
	b := columns{}
	used := 0
	widest := room / min(max(room/minCell, 1), len(d.Readings))
	for i, id := range d.Readings {
		w := max(width(id), 10)
		for _, r := range d.Rows {
			if i < len(r.Cells) {
				w = max(w, min(width(cellText(r.Cells[i])), widest-2))
			}
		}
		w += 2
		if used+w > room && b.to > b.from {
			all = append(all, b)
			b, used = columns{from: i, to: i}, 0
		}
		b.widths = append(b.widths, w)
		b.to, used = i+1, used+w
	}
	return append(all, b)
}

func (p *page) block(d document.Comparison, b columns, names int) {
	p.pad(names)
	for i, id := range d.Readings[b.from:b.to] {
		p.b.WriteString(p.t.paint(bold, id))
		p.pad(b.widths[i] - width(id))
	}
	p.newline()
	for _, r := range d.Rows {
		name := shorten(rowName(r), names-2)
		p.b.WriteString(p.t.paint(cyan, name))
		p.pad(names - width(name))
		for i, c := range r.Cells[b.from:b.to] {
			text := shorten(cellText(c), b.widths[i]-2)
			st := plain
			switch {
			case c.State == "error":
				st = red
			case differs(r, c):
				st = yellow
			case c.State != "set":
				st = faint
			}
			mark := " "
			if differs(r, c) {
				mark = "*"
			}
			p.b.WriteString(p.t.paint(st, text+mark))
			p.pad(b.widths[i] - width(text) - 1)
		}
		p.newline()
	}
}

// rowName leaves the usual end of a service's setting out, for room.
func rowName(r document.ComparisonRow) string { return strings.TrimSuffix(r.Name, ".endpoint_url") }

// differs reports whether a cell is one of those that are marked.
func differs(r document.ComparisonRow, c document.ComparisonCell) bool {
	return r.Differs && c.Group > 0 && c.State != "unknown"
}

func cellText(c document.ComparisonCell) string {
	switch {
	case c.State == "unknown":
		return "."
	case c.State == "unset" && c.Value == "":
		return "-"
	case c.Value == "" && c.State == "set":
		return `""`
	}
	return visible(c.Value)
}

// shorten cuts a text to n columns.
func shorten(s string, n int) string {
	if width(s) <= n {
		return s
	}
	return string([]rune(s)[:max(n-2, 0)]) + ".."
}

func (p *page) reasons(r document.ComparisonRow) {
	if len(r.Reasons) == 0 {
		return
	}
	p.blank()
	p.flow(0, span{cyan, strings.TrimSpace(r.Name)})
	for _, why := range r.Reasons {
		st := bold
		p.pad(2)
		p.flow(4, span{st, list(why.Readings)}, span{plain, p.t.Shorten(verbs(why))})
	}
}

// list is "a", "a and b" or "a, b and c".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// verbs fits the verbs of a reason to its subject: one SDK takes, several take.
func verbs(why document.CellReason) string {
	if len(why.Readings) < 2 {
		return why.Text
	}
	return strings.Replace(agree(agree(why.Text, ": "), "; "), "have its default", "have their default", 1)
}

// agree makes the first word of each part of a text plural, where it is a verb.
func agree(text, between string) string {
	parts := strings.Split(text, between)
	for i, part := range parts {
		verb, rest, _ := strings.Cut(part, " ")
		if many, ok := manyVerbs[verb]; ok {
			parts[i] = strings.TrimRight(many+" "+rest, " ")
		}
	}
	return strings.Join(parts, between)
}

var manyVerbs = map[string]string{"takes": "take", "has": "have", "does": "do", "derives": "derive", "fails": "fail", "refuses": "refuse",
	"keeps": "keep", "cuts": "cut", "drops": "drop", "joins": "join", "reads": "read", "writes": "write", "passes": "pass", "sees": "see",
	"tells": "tell", "uses": "use", "treats": "treat", "calls": "call", "asks": "ask"}

func compareMarkdown(t Terminal, d document.Comparison) error {
	var b strings.Builder
	escape := strings.NewReplacer("|", `\|`, "\n", " ")
	fmt.Fprintf(&b, "| | %s |\n|---|%s\n", strings.Join(d.Readings, " | "), strings.Repeat("---|", len(d.Readings)))
	for _, r := range d.Rows {
		fmt.Fprintf(&b, "| %s |", strings.TrimSpace(r.Name))
		for _, c := range r.Cells {
			text := escape.Replace(cellText(c))
			if differs(r, c) {
				text = "**" + text + "**"
			}
			b.WriteString(" " + text + " |")
		}
		b.WriteByte('\n')
	}
	for _, r := range d.Rows {
		if len(r.Reasons) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%s:\n\n", strings.TrimSpace(r.Name))
		for _, why := range r.Reasons {
			fmt.Fprintf(&b, "- %s %s\n", list(slices.Clone(why.Readings)), escape.Replace(visible(t.Shorten(verbs(why)))))
		}
	}
	_, err := t.Write([]byte(b.String()))
	return err
}
