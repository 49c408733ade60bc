package check

import (
	"slices"

	"github.com/sessctl/sessctl/internal/document"
)

// Report is the answers to all assertions.
type Report struct {
	SchemaVersion int                `json:"schema_version"`
	As            string             `json:"as"`
	Error         *document.Error    `json:"error"`
	Results       []Answer           `json:"results"`
	Problems      []document.Problem `json:"problems"` // those that count as failures
}

// severities, the gravest first.
var severities = []string{"error", "warning", "note"}

// Severities are those that FailOn takes.
func Severities() []string { return slices.Clone(severities) }

// FailOn has the problems of a severity, and of graver ones, count as failures.
func (r *Report) FailOn(severity string, problems []document.Problem) {
	least := slices.Index(severities, severity)
	for _, p := range problems {
		if i := slices.Index(severities, p.Severity); i >= 0 && i <= least {
			r.Problems = append(r.Problems, p)
		}
	}
}

// Answer is one of them, as it is printed.
type Answer struct {
	Assertion string          `json:"assertion"`
	Setting   string          `json:"setting"`
	Holds     bool            `json:"holds"`
	Value     string          `json:"value"`
	Set       bool            `json:"set"`
	Origin    document.Origin `json:"origin"`
	Message   string          `json:"message"`
}

// Run asks all assertions of a document. What it reports is from shown, the
// same document without its secrets.
func Run(d, shown document.Document, list []Assertion) Report {
	r := Report{SchemaVersion: document.SchemaVersion, As: d.As, Error: shown.Error, Results: make([]Answer, 0, len(list)), Problems: []document.Problem{}}
	for _, a := range list {
		got := Ask(shown, a)
		if got.Holds = Ask(d, a).Holds; got.Holds {
			got.Why = ""
		}
		r.Results = append(r.Results, Answer{a.Text, a.Setting, got.Holds, got.Found.Value, got.Found.Set, got.Found.Origin, got.Why})
	}
	return r
}

// Failed counts the assertions that do not hold, and the problems that count.
func (r Report) Failed() int {
	n := len(r.Problems)
	for _, a := range r.Results {
		if !a.Holds {
			n++
		}
	}
	return n
}
