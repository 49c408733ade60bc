package report

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/check"
	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/policy"
)

// The rules of check that are no policies. A policy's name may be any.
const (
	ruleAssertion = "check/assertion"
	ruleAgreement = "check/sdks-agree"
	ruleSession   = "check/session"
)

var checkRules = lookup.Table[string, Rule]{
	{ruleAssertion, Rule{ID: ruleAssertion, Title: "An assertion about the effective configuration holds", Severity: "error"}},
	{ruleAgreement, Rule{ID: ruleAgreement, Title: "The SDKs that matter agree on what is configured", Severity: "error"}},
	{ruleSession, Rule{ID: ruleSession, Title: "The SDK can load the configuration", Severity: "error"}},
}

// FromCheck makes the report of what check answered.
func FromCheck(c check.Report) Report {
	r := Report{Command: "check", Files: c.Files, Summary: CheckSummary(c)}
	several := c.Several()
	for _, f := range c.GroupedFailures() {
		x := Result{Rule: ruleSession, Suite: suite(f.Profile), Name: "a session is built", Outcome: Broken,
			Severity: "error", Counts: true, Message: document.Plain(f.Message), Help: f.Help, Origin: f.Origin}
		x.who(f.As, f.Profile, several)
		r.add(checkRules.Of(ruleSession), x)
	}
	for _, a := range c.Grouped() {
		rule := checkRules.Of(ruleAssertion)
		switch a.Kind {
		case check.KindAgreement:
			rule = checkRules.Of(ruleAgreement)
		case check.KindPolicy:
			rule = Rule{ID: a.Name, Title: a.Says, Text: a.Assertion, Help: a.Help, Severity: a.Severity}
			if rule.Title == "" {
				rule.Title = a.Assertion
			}
		}
		x := Result{Rule: rule.ID, Suite: suite(a.Profile), Name: a.Name, Outcome: outcomes.Of(a.Outcome), Severity: a.Severity, Counts: c.Fails(&a),
			Message: a.Message, Details: details(&a), Help: a.Help, Origin: a.Origin, Defined: a.Defined}
		if a.Outcome == check.Unmatched {
			x.Suite, x.Message = suite(""), "matched nothing: "+a.Message
		} else {
			x.who(a.As, a.Profile, several)
		}
		r.add(rule, x)
	}
	for _, p := range c.Problems {
		r.problem(p, suite(""), "", true)
	}
	return r
}

var outcomes = lookup.Table[string, Outcome]{{check.Passed, Passed}, {check.Failed, Failed}, {check.Broken, Broken}, {check.Unmatched, Unmatched}}

// add adds a result, and its rule where that is not known yet.
func (r *Report) add(rule Rule, x Result) {
	for _, known := range r.Rules {
		if known.ID == rule.ID {
			r.Results = append(r.Results, x)
			return
		}
	}
	r.Rules = append(r.Rules, rule)
	r.Results = append(r.Results, x)
}

// suite says what was looked at.
func suite(profile string) string {
	if profile == "" {
		return "the environment"
	}
	return "profile " + profile
}

// who adds to a result whose it is, where several profiles or SDKs were asked.
func (x *Result) who(as, profile string, several bool) {
	if !several {
		return
	}
	x.Name += " (as " + as + ")"
	if x.Message != "" {
		x.Message += " (profile " + profile + " as " + as + ")"
	}
}

// details are the lines below an answer: the place that cannot be evaluated, and
// what the parts of the expression were.
func details(a *check.Answer) []string {
	lines := append([]string{}, a.Caret...)
	for _, s := range a.Seen {
		lines = append(lines, SeenLine(s))
	}
	return lines
}

// SeenLine is a part of an expression with its value and place.
func SeenLine(s policy.Seen) string {
	line := s.Expression + " is " + s.Value
	if at := s.Origin.String(); at != "" {
		line += " (" + at + ")"
	}
	return line
}

// CheckSummary counts the answers.
func CheckSummary(c check.Report) string {
	parts := []string{fmt.Sprintf("%d passed", c.Counts.Passed)}
	for _, n := range []struct {
		n    int
		what string
	}{{c.Counts.Failed, "failed"}, {c.Counts.Lesser, "of less severity"}, {c.Counts.Errors, "cannot be evaluated"}, {c.Counts.Unmatched, "matched nothing"},
		{len(c.Failures), "without a session"}} {
		if n.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n.n, n.what))
		}
	}
	if n := len(c.Problems); n > 0 {
		parts = append(parts, counted(n, "problem"))
	}
	return strings.Join(parts, ", ")
}

// FromLint makes the report of what lint found; those of a severity, and graver
// ones, make it fail.
func FromLint(d document.Lint, failOn string, files []document.File) Report {
	r := Report{Command: "lint", Files: files, Summary: lintSummary(d)}
	for _, f := range d.Findings {
		counts := document.LintCounts{}
		switch f.Severity {
		case "error":
			counts.Error = 1
		case "warning":
			counts.Warning = 1
		default:
			counts.Note = 1
		}
		r.problem(f.Problem, suite(""), f.About, counts.Any(failOn))
	}
	return r
}

func (r *Report) problem(p document.Problem, suite, about string, counts bool) {
	rule := Rule{ID: p.Code, Title: p.Code, Severity: p.Severity}
	if e := diagnose.Lookup(p.Code); e != nil {
		rule = Rule{ID: e.Code, Title: e.Title, Text: e.Page.What + "\n\n" + e.Page.Why, Help: e.Page.Cure, URL: project + "/blob/main/docs/diagnoses.md#" + e.Code, Severity: string(e.Severity)}
	}
	name := p.Code
	if about != "" {
		name += ": " + about
	}
	r.add(rule, Result{Rule: p.Code, Suite: suite, Name: name, Outcome: Failed, Severity: p.Severity, Counts: counts,
		Message: document.Plain(p.Message), Help: p.Help, Origin: p.Origin})
}

func lintSummary(d document.Lint) string {
	if d.Counts == (document.LintCounts{}) {
		return "no problems in " + counted(d.Profiles, "profile")
	}
	return counted(d.Counts.Error, "error") + ", " + counted(d.Counts.Warning, "warning") + ", " + counted(d.Counts.Note, "note") + " in " + counted(d.Profiles, "profile")
}

func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
