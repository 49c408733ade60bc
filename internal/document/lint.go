package document

import (
	_ "embed" // for the schema
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Lint is what `lint -o json` prints.
type Lint struct {
	SchemaVersion int           `json:"schema_version"`
	As            string        `json:"as"`
	Profiles      int           `json:"profiles"` // how many were examined
	Findings      []LintFinding `json:"findings"`
	Counts        LintCounts    `json:"counts"`
	Diff          string        `json:"diff,omitempty"` // the safe fixes, as a unified diff
}

// LintCounts are how many findings there are of each severity.
type LintCounts struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Note    int `json:"note"`
}

// LintFinding is one thing that is wrong or risky.
type LintFinding struct {
	Problem
	About   string   `json:"about"` // the setting, key, variable or profile
	Excerpt *Excerpt `json:"excerpt"`
	Fix     *LintFix `json:"fix"`
}

// Excerpt is the line of a file that a finding is about, without secrets.
type Excerpt struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Text   string `json:"text"`
}

// LintFix is a safe change of one line, secrets hidden.
type LintFix struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// LintEntry is what `lint --explain CODE -o json` prints.
type LintEntry struct {
	SchemaVersion int    `json:"schema_version"`
	Code          string `json:"code"`
	Severity      string `json:"severity"`
	Title         string `json:"title"`
	What          string `json:"what"`
	Why           string `json:"why"`
	Cure          string `json:"cure"`
	Who           string `json:"who"`
}

// Any reports whether there is a finding at least as severe.
func (c LintCounts) Any(severity string) bool {
	switch severity {
	case "error":
		return c.Error > 0
	case "warning":
		return c.Error+c.Warning > 0
	}
	return c.Error+c.Warning+c.Note > 0
}

// LintFrom makes the document of what was found, as far as it is selected. With
// fix, it has the safe fixes as a diff.
func LintFrom(w *resolve.Workspace, r diagnose.Report, chosen diagnose.Selection, fix bool, o Options) Lint {
	d := Lint{SchemaVersion: SchemaVersion, As: r.Resolution.Reading.ID, Profiles: r.Profiles, Findings: []LintFinding{}}
	var edits []diagnose.Edit
	for _, f := range r.Findings {
		if !chosen.Has(f.Code) {
			continue
		}
		d.Findings = append(d.Findings, o.finding(w, f))
		if f.Fix != nil {
			edits = append(edits, *f.Fix)
		}
		switch f.Severity {
		case resolve.SevError:
			d.Counts.Error++
		case resolve.SevWarning:
			d.Counts.Warning++
		default:
			d.Counts.Note++
		}
	}
	if fix {
		d.Diff = o.diff(w, edits)
	}
	return d
}

// LintExplain makes the document of an entry's page.
func LintExplain(e *diagnose.Entry) LintEntry {
	return LintEntry{SchemaVersion, e.Code, string(e.Severity), e.Title, e.Page.What, e.Page.Why, e.Page.Cure, e.Page.Who}
}

func (o Options) finding(w *resolve.Workspace, f diagnose.Finding) LintFinding {
	d := LintFinding{Problem: o.Problem(f.Problem), About: f.Name}
	if f.Name == "" {
		d.About = f.About
	}
	if at := f.Origin; at.Quotable() {
		if doc := w.Document(w.Env.Abs(at.File)); doc != nil && at.Line <= doc.Lines() {
			d.Excerpt = &Excerpt{at.Line, at.Column, o.line(doc.Line(at.Line))}
		}
	}
	if f.Fix != nil {
		d.Fix = &LintFix{f.Fix.Path, f.Fix.Line, o.line(f.Fix.Old), o.line(f.Fix.New)}
	}
	return d
}

// contextLines is how many lines of a diff stand around a change.
const contextLines = 3

// diff writes edits as a unified diff, file by file. Of two edits of one line
// the first counts.
func (o Options) diff(w *resolve.Workspace, edits []diagnose.Edit) string {
	slices.SortStableFunc(edits, func(a, b diagnose.Edit) int {
		if a.Path != b.Path {
			return strings.Compare(a.Path, b.Path)
		}
		return a.Line - b.Line
	})
	edits = slices.CompactFunc(edits, func(a, b diagnose.Edit) bool { return a.Path == b.Path && a.Line == b.Line })
	var b strings.Builder
	for len(edits) > 0 {
		n := 1
		for n < len(edits) && edits[n].Path == edits[0].Path {
			n++
		}
		fmt.Fprintf(&b, "--- %s\n+++ %s\n", edits[0].Path, edits[0].Path)
		o.hunks(&b, w, edits[:n])
		edits = edits[n:]
	}
	return b.String()
}

// hunks writes the edits of one file, those near each other together.
func (o Options) hunks(b *strings.Builder, w *resolve.Workspace, edits []diagnose.Edit) {
	doc := w.Document(edits[0].Path)
	if doc == nil {
		return
	}
	last := doc.Lines()
	if doc.Line(last) == "" {
		last-- // what follows the last line's end is no line
	}
	for len(edits) > 0 {
		n := 1
		for n < len(edits) && edits[n].Line-edits[n-1].Line <= 2*contextLines {
			n++
		}
		from, to := max(1, edits[0].Line-contextLines), min(last, edits[n-1].Line+contextLines)
		fmt.Fprintf(b, "@@ -%d,%d +%d,%d @@\n", from, to-from+1, from, to-from+1)
		at := 0
		for line := from; line <= to; line++ {
			if at < n && edits[at].Line == line {
				fmt.Fprintf(b, "-%s\n+%s\n", o.line(edits[at].Old), o.line(edits[at].New))
				at++
				continue
			}
			fmt.Fprintf(b, " %s\n", o.line(doc.Line(line)))
		}
		edits = edits[n:]
	}
}

//go:embed schema_lint.json
var lintSchema []byte

// LintSchema gives the JSON schema of the lint document.
func LintSchema() []byte { return lintSchema }
