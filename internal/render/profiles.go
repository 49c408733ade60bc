package render

import (
	"fmt"
	"iter"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// Profiles prints every profile with whom it is and whether it works: as a
// table, a wider one, or the names alone.
func Profiles(t Terminal, format string, d document.Profiles) error {
	if done, err := data(t, format, d); done {
		return err
	}
	p := newPage(t)
	if format == "name" {
		for r := range d.Rows {
			p.pour()
			p.b.WriteString(visible(r.Name) + "\n")
		}
		return p.flush()
	}
	if d.Fault != nil {
		p.fault(*d.Fault)
		p.gap()
	}
	wide := format == "wide"
	p.profileTable(d.Rows, wide)
	p.gap()
	p.sessionRows(d.Sessions)
	p.ignoredRows(d.Ignored)
	p.gap()
	p.profileCount(d)
	return p.flush()
}

// profileTable writes a row a profile. What all rows leave empty has no column;
// the status comes last and is wrapped.
func (p *page) profileTable(made document.Series[document.ProfileRow], wide bool) {
	rows := document.Pack(made)
	if rows.Empty() {
		return
	}
	head := []string{"NAME", "KIND", "ACCOUNT", "ROLE or SOURCE", "REGION"}
	if wide {
		head = append(head, "SSO-SESSION", "WHERE")
	}
	cells := func(r *document.ProfileRow) []string {
		mark := "  "
		if r.Used {
			mark = "* "
		}
		cells := []string{mark + visible(r.Name), r.Kind, visible(r.Account), visible(roleOrSource(*r)), visible(r.Region)}
		if wide {
			cells = append(cells, visible(r.Session), p.place(r.Origin))
		}
		return cells
	}
	head[0] = "  " + head[0]
	widths, natural, least := profileWidths(head, rows, cells, p.t.Width, wide), 0, leastStatus
	for r := range rows.All() {
		status := p.prose(r.Status)
		natural, least = max(natural, width(status)), max(least, longest(status))
	}
	at := 0
	for _, w := range widths {
		at += w
	}
	if wide { // a line a profile, however long: for a pager or a program
		defer func(columns int) { p.t.Width = columns }(p.t.Width)
		p.t.Width = max(p.t.Width, at)
	}
	if !wide {
		for _, drop := range []struct{ column, want int }{{1, min(natural, usualStatus)}, {4, least}} {
			if p.t.Width-at < drop.want {
				at, widths[drop.column] = at-widths[drop.column], 0
			}
		}
	}
	below := !wide && p.t.Width-at < least // then what is wrong stands in lines of its own
	p.profileLine(head, widths, bold)
	if !below {
		p.b.WriteString(p.t.paint(bold, "STATUS"))
	}
	p.newline()
	for r := range rows.All() {
		p.pour()
		p.profileLine(cells(&r), widths, plain)
		p.profileStatus(r, at, wide, below)
	}
}

// profileStatus ends a profile's line with its status, which stands at a column
// or below.
func (p *page) profileStatus(r document.ProfileRow, at int, wide, below bool) {
	status := span{green, p.prose(r.Status)}
	if r.Broken {
		status.st = red
	} else if r.Status != "ok" {
		status.st = yellow
	}
	switch {
	case wide:
		p.b.WriteString(p.t.paint(status.st, status.text))
		p.newline()
	case !below:
		p.flow(at, status)
	case r.Status == "ok":
		p.newline()
	default:
		p.newline()
		p.pad(4)
		p.flow(4, status)
	}
}

// profileWidths are those of the columns with the gap behind them, 0 for one
// that all rows leave empty. A few long names do not widen the table of all.
func profileWidths(head []string, rows *document.PackedRows, cells func(*document.ProfileRow) []string, columns int, wide bool) []int {
	widths := make([]int, len(head))
	for r := range rows.All() {
		for i, cell := range cells(&r) {
			if w := width(cell); wide || i > 0 || w <= columns*2/5 {
				widths[i] = max(widths[i], w)
			}
		}
	}
	for i := range head {
		if widths[i] > 0 || i == 0 {
			widths[i] = max(widths[i], width(head[i])) + columnGap
		}
	}
	return widths
}

const (
	usualStatus = 21 // columns of "login expired 3 h ago": the kind makes room for it
	leastStatus = 12 // the region makes room for this much
)

func (p *page) profileLine(cells []string, widths []int, st style) {
	at := 0
	for i, cell := range cells {
		if widths[i] == 0 {
			continue
		}
		if cell == "" {
			cell = "-"
		}
		if room := p.t.Width - at; i > 0 && at < p.t.Width && at+widths[i]-columnGap > p.t.Width && width(cell) > room {
			lines := folded(cell, room)
			for _, line := range lines[:len(lines)-1] {
				p.b.WriteString(p.t.paint(st, line))
				p.newline()
				p.pad(at)
			}
			cell = lines[len(lines)-1]
		}
		at += widths[i]
		p.b.WriteString(p.t.paint(st, cell))
		if w := width(cell); w < widths[i] {
			p.pad(widths[i] - w)
		} else if i == 0 {
			p.newline()
			p.pad(widths[i])
		}
	}
}

// roleOrSource is the role, and what it is assumed from; without one, what the
// keys come from.
func roleOrSource(r document.ProfileRow) string {
	switch {
	case r.Role != "" && r.Source != "":
		return r.Role + " from " + r.Source
	case r.Role != "":
		return r.Role
	}
	return r.Source
}

func (p *page) profileCount(d document.Profiles) {
	if d.Chosen == 0 {
		what := "no profiles"
		if d.All > 0 {
			what = "no profile of that name among " + plural(d.All, "profile")
		}
		p.flow(0, span{faint, what + p.inFiles(d.Files)})
		return
	}
	count := plural(d.Chosen, "profile")
	if d.Chosen < d.All {
		count = fmt.Sprintf("%d of %s", d.Chosen, plural(d.All, "profile"))
	}
	count += " as " + d.As
	if n := d.Broken(); n > 0 {
		p.flow(0, span{plain, fmt.Sprintf("%s, %d broken", count, n)}, span{faint, "(sessctl lint shows what is wrong in full)"})
		return
	}
	p.flow(0, span{faint, count})
}

// inFiles names the shared files that are looked into.
func (p *page) inFiles(files []document.File) string {
	var names []string
	for _, f := range files {
		if f.Path != "" {
			name := p.t.Short(f.Path)
			if f.Reason != "" {
				name += " (" + f.Reason + ")"
			}
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " in " + strings.Join(names, ", ")
}

func (p *page) sessionRows(rows iter.Seq[document.SSOSessionRow]) {
	names, regions := 0, 0
	for r := range rows {
		names, regions = max(names, width(r.Name)), max(regions, width(r.Region))
	}
	for r := range rows {
		p.pour()
		p.line(12, span{faint, "sso-session"}, span{bold, fit(r.Name, names)}, span{plain, fit(r.Region, regions)}, span{plain, r.StartURL}, span{faint, p.place(r.Origin)})
	}
}

func (p *page) ignoredRows(sections iter.Seq[document.IgnoredSection]) {
	for s := range sections {
		p.pour()
		p.line(12, span{faint, "ignored"}, span{plain, "[" + s.Name + "]"}, span{faint, p.place(s.Origin)}, span{faint, s.Reason})
	}
}
