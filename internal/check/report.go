package check

import (
	"slices"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/policy"
)

// Report is the answers to all that was asked of an environment.
type Report struct {
	SchemaVersion int                `json:"schema_version"`
	As            string             `json:"as"`       // the SDKs' ids, with commas between them
	Error         *document.Error    `json:"error"`    // the first of the failures
	Profiles      []string           `json:"profiles"` // that were checked
	Failures      []Failure          `json:"failures"` // where no session is built
	Results       []Answer           `json:"results"`
	Problems      []document.Problem `json:"problems"` // those that count as failures
	Counts        Counts             `json:"counts"`

	Least string          `json:"-"` // the least severity that makes the check fail
	Files []document.File `json:"-"` // the shared files that were looked at
}

// Failure is a profile for which an SDK builds no session.
type Failure struct {
	As      string `json:"as"`
	Profile string `json:"profile"`
	document.Error
	Help string `json:"help"`
}

// The kinds of answers.
const (
	KindAssertion = "assertion"
	KindPolicy    = "policy"
	KindAgreement = "agreement"
)

// The outcomes of an answer.
const (
	Passed    = "passed"
	Failed    = "failed"
	Broken    = "error"     // it cannot be evaluated
	Unmatched = "unmatched" // nothing is as the policy says that it is about
)

// Answer is one of them, as it is printed.
type Answer struct {
	Kind      string          `json:"kind"`
	Name      string          `json:"name"`      // the assertion, the policy's name, or what SDKs disagree on
	Assertion string          `json:"assertion"` // as it was written; a policy's expression
	Setting   string          `json:"setting"`
	As        string          `json:"as"`
	Profile   string          `json:"profile"`
	Outcome   string          `json:"outcome"`
	Holds     bool            `json:"holds"`
	Severity  string          `json:"severity"`
	Value     string          `json:"value"`
	Set       bool            `json:"set"`
	Origin    document.Origin `json:"origin"` // of what makes it fail
	Message   string          `json:"message"`
	Help      string          `json:"help"`
	Defined   document.Origin `json:"defined"` // where the policy stands
	Caret     []string        `json:"caret"`   // the expression with the place that cannot be evaluated
	Seen      []policy.Seen   `json:"seen"`    // what the parts of a policy were that does not hold

	Says string `json:"-"` // the policy's own message
}

// Counts are how many answers there are of each outcome; failed are those of the
// severities that count.
type Counts struct {
	Passed    int `json:"passed"`
	Failed    int `json:"failed"`
	Lesser    int `json:"lesser"` // those that do not hold, but are of less severity
	Errors    int `json:"errors"`
	Unmatched int `json:"unmatched"`
}

// Severities are those that FailOn takes, the gravest first.
func Severities() []string { return slices.Clone(policy.Severities) }

// counts reports whether what is of a severity makes the check fail.
func (r *Report) counts(severity string) bool {
	return slices.Index(policy.Severities, severity) <= slices.Index(policy.Severities, r.Least)
}

// count sums the answers up.
func (r *Report) count() {
	r.Counts = Counts{}
	for i := range r.Results {
		switch a := &r.Results[i]; {
		case a.Outcome == Passed:
			r.Counts.Passed++
		case a.Outcome == Broken:
			r.Counts.Errors++
		case a.Outcome == Unmatched:
			r.Counts.Unmatched++
		case r.counts(a.Severity):
			r.Counts.Failed++
		default:
			r.Counts.Lesser++
		}
	}
}

// problems adds those that make the check fail, each once.
func (r *Report) problems(list []document.Problem) {
	for _, p := range list {
		if r.counts(p.Severity) && !slices.Contains(r.Problems, p) {
			r.Problems = append(r.Problems, p)
		}
	}
}

// NothingChecked adds that no profile is as a pattern says, which no program that
// reads the report should take for a pass.
func (r *Report) NothingChecked(pattern, message, help string) {
	name := "--profiles " + pattern
	r.Results = append(r.Results, Answer{Kind: KindAssertion, Name: name, Assertion: name, As: r.As, Outcome: Failed, Severity: policy.Severities[0],
		Message: message, Help: help, Origin: document.Origin{Kind: string(explicit.Kind), Name: explicit.Name}, Caret: []string{}, Seen: []policy.Seen{}})
	r.count()
}

// Failed is how much does not hold, or is a problem that counts.
func (r *Report) Failed() int { return r.Counts.Failed + len(r.Problems) }

// Unanswered reports whether something could not be answered: a session is not
// built, or an expression not evaluated.
func (r *Report) Unanswered() bool { return len(r.Failures) > 0 || r.Counts.Errors > 0 }

// Fails reports whether an answer makes the check fail.
func (r *Report) Fails(a *Answer) bool {
	return a.Outcome == Broken || a.Outcome == Failed && r.counts(a.Severity)
}
