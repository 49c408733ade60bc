package document

import (
	_ "embed" // for the schema

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
	Fixed         []LintCure    `json:"fixed,omitempty"`
	Unfixed       []LintCure    `json:"unfixed,omitempty"` // what would not come out as promised
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

// LintFrom makes the document of what was found, as far as it is selected.
func LintFrom(w *resolve.Workspace, r diagnose.Report, chosen diagnose.Selection, o Options) Lint {
	d := Lint{SchemaVersion: SchemaVersion, As: r.Resolution.Reading.ID, Profiles: r.Profiles, Findings: []LintFinding{}}
	o = o.As(r.Resolution.Reading.ID)
	for _, f := range r.Findings {
		if !chosen.Has(f.Code) {
			continue
		}
		d.Findings = append(d.Findings, o.finding(w, f))
		switch f.Severity {
		case resolve.SevError:
			d.Counts.Error++
		case resolve.SevWarning:
			d.Counts.Warning++
		default:
			d.Counts.Note++
		}
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

//go:embed schema_lint.json
var lintSchema []byte

// LintSchema gives the JSON schema of the lint document.
func LintSchema() []byte { return lintSchema }
