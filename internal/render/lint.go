package render

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/report"
)

// Lint prints what is wrong in an environment, as compilers show it, or as a
// report for other tools.
func Lint(t Terminal, format string, d document.Lint, r func() report.Report, at report.Places) error {
	if format == "json" {
		return JSON(t, d)
	}
	if format != "text" {
		_, err := report.Write(t, format, r(), at)
		return err
	}
	p := newPage(t)
	for _, f := range d.Findings {
		p.finding(f)
		p.blank()
	}
	if d.Diff != "" {
		p.diff(d.Diff)
		p.blank()
	}
	p.cures(d)
	p.flow(0, span{bold, lintTotal(d)})
	return p.flush()
}

// cures says what was cured and what was left.
func (p *page) cures(d document.Lint) {
	for _, c := range d.Unfixed {
		p.wrapped(2, 0, fmt.Sprintf("not fixed: %s:%d: %s: %s", p.t.Short(c.File), c.Line, c.Code, p.t.Shorten(c.Reason)))
	}
	if n := len(d.Fixed); n > 0 {
		p.line(0, span{green, "fixed " + plural(n, "problem")})
	}
	if len(d.Fixed)+len(d.Unfixed) > 0 {
		p.blank()
	}
}

var severityStyles = map[string]style{"error": red, "warning": yellow, "note": cyan}

func (p *page) finding(f document.LintFinding) {
	label := f.Severity + "[" + f.Code + "]:"
	p.b.WriteString(p.t.paint(severityStyles[f.Severity], label))
	p.pad(1)
	p.wrapped(4, width(label)+1, p.prose(f.Message))
	gutter := 2
	if f.Excerpt != nil {
		gutter = len(fmt.Sprint(f.Excerpt.Line)) + 1
	}
	if place := p.findingPlace(f.Origin); place != "" {
		p.pad(gutter)
		p.b.WriteString(p.t.paint(faint, "--> ") + place + "\n")
	}
	if e := f.Excerpt; e != nil {
		p.excerpt(gutter, e)
	}
	if f.Help != "" {
		p.pad(gutter)
		p.b.WriteString(p.t.paint(faint, "= ") + p.t.paint(green, "fix:") + " ")
		p.wrapped(gutter+7, gutter+7, p.prose(f.Help))
	}
}

// findingPlace names where a finding is: a file with line and column, a variable, a flag.
func (p *page) findingPlace(o document.Origin) string {
	switch {
	case o.File != "" && o.Line > 0 && o.Column > 0:
		return fmt.Sprintf("%s:%d:%d", p.t.Short(visible(o.File)), o.Line, o.Column)
	case o.File != "" && o.Line > 0:
		return fmt.Sprintf("%s:%d", p.t.Short(visible(o.File)), o.Line)
	case o.File != "":
		return p.t.Short(visible(o.File))
	case o.Kind == "env":
		return "the variable " + visible(o.Name)
	case o.Kind == "default":
		return ""
	}
	return visible(o.Name)
}

// excerpt shows a line with its number and a caret below the place at fault. A
// long line is cut around the caret.
func (p *page) excerpt(gutter int, e *document.Excerpt) {
	bar := p.t.paint(faint, "|")
	room := max(p.t.Width-gutter-4, 20)
	column := min(max(e.Column-1, 0), len(e.Text))
	before, after := visible(e.Text[:column]), visible(e.Text[column:])
	if width(before) > room/2 {
		r := []rune(before)
		before = "..." + string(r[len(r)-room/2+3:])
	}
	if r := []rune(after); width(before)+len(r) > room {
		after = string(r[:max(room-width(before)-3, 0)]) + "..."
	}
	p.pad(gutter)
	p.b.WriteString(bar + "\n")
	p.b.WriteString(p.t.paint(faint, fmt.Sprintf("%*d ", gutter-1, e.Line)) + bar + " " + before + after + "\n")
	p.pad(gutter)
	p.b.WriteString(bar)
	if e.Column > 0 {
		p.b.WriteString(" " + strings.Repeat(" ", width(before)) + p.t.paint(green, "^"))
	}
	p.b.WriteByte('\n')
}

// wrapped writes a text word by word from column at, and below itself indented.
func (p *page) wrapped(indent, at int, text string) {
	for i, word := range strings.Fields(visible(text)) {
		w := width(word)
		switch {
		case i == 0:
		case at+1+w > p.t.Width:
			p.b.WriteByte('\n')
			p.pad(indent)
			at = indent
		default:
			p.b.WriteByte(' ')
			at++
		}
		p.b.WriteString(word)
		at += w
	}
	p.b.WriteByte('\n')
}

func (p *page) diff(text string) {
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		st := plain
		switch {
		case strings.HasPrefix(line, "---"), strings.HasPrefix(line, "+++"):
			st, line = bold, p.t.Shorten(line)
		case strings.HasPrefix(line, "@@"):
			st = cyan
		case strings.HasPrefix(line, "-"):
			st = red
		case strings.HasPrefix(line, "+"):
			st = green
		}
		p.b.WriteString(p.t.paint(st, line) + "\n")
	}
}

// lintTotal counts what was found.
func lintTotal(d document.Lint) string {
	var parts []string
	for _, c := range []struct {
		n    int
		what string
	}{{d.Counts.Error, "error"}, {d.Counts.Warning, "warning"}, {d.Counts.Note, "note"}} {
		if c.n > 0 {
			parts = append(parts, plural(c.n, c.what))
		}
	}
	where := " in " + plural(d.Profiles, "profile") + " and the environment, as " + d.As + " reads them"
	if len(parts) == 0 {
		return "no problems" + where
	}
	return strings.Join(parts, ", ") + where
}

// LintEntry prints the page that explains a code.
func LintEntry(t Terminal, format string, e document.LintEntry) error {
	if format == "json" {
		return JSON(t, e)
	}
	p := newPage(t)
	p.line(0, span{severityStyles[e.Severity], e.Severity + "[" + e.Code + "]:"})
	p.b.Truncate(p.b.Len() - 1)
	p.b.WriteString(" " + visible(e.Title) + "\n\n")
	p.wrapped(0, 0, e.What)
	for _, part := range []struct{ title, text string }{{"why it matters", e.Why}, {"what to do", e.Cure}, {"who is affected", e.Who}} {
		p.blank()
		p.b.WriteString(p.t.paint(bold, part.title) + "\n")
		p.pad(2)
		p.wrapped(2, 2, part.text)
	}
	return p.flush()
}
