package render

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/check"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/report"
)

// Check prints the answers to assertions and policies.
func Check(t Terminal, format string, r check.Report, at report.Places) error {
	if format == "json" {
		return JSON(t, r)
	}
	if format != "text" {
		_, err := report.Write(t, format, report.FromCheck(r), at)
		return err
	}
	p := newPage(t)
	several := r.Several()
	for _, f := range r.GroupedFailures() {
		message := document.Plain(f.Message)
		if several {
			message = "profile " + f.Profile + " as " + f.As + ": " + message
		}
		p.fault(document.Fault{Message: message, Origin: f.Origin, Fix: f.Help})
	}
	for _, a := range worstFirst(r.Grouped()) {
		p.answer(a, several)
	}
	for _, q := range r.Problems {
		p.problem(q)
	}
	if len(r.Results) > 1 && (several || slices.ContainsFunc(r.Results, func(a check.Answer) bool { return a.Kind != check.KindAssertion })) {
		p.gap()
		p.flow(0, span{bold, report.CheckSummary(r)})
	}
	return p.flush()
}

// worstFirst puts what does not hold before what does.
func worstFirst(list []check.Answer) []check.Answer {
	rank := map[string]int{check.Broken: 0, check.Failed: 1, check.Unmatched: 2, check.Passed: 3}
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b check.Answer) int { return rank[a.Outcome] - rank[b.Outcome] })
	return sorted
}

// answerColumn is where the text of an answer begins.
const answerColumn = 8

// answer is an assertion or policy with what came of it; it names the profile and
// the SDK where several were asked.
func (p *page) answer(a check.Answer, several bool) {
	who := ""
	if several && a.Outcome != check.Unmatched {
		who = "(profile " + a.Profile + " as " + a.As + ")"
		if a.Kind == check.KindAgreement {
			who = "(profile " + a.Profile + ")"
		}
	}
	label, st, name := "failed", red, bold
	switch {
	case a.Outcome == check.Passed:
		label, st, name = "ok", green, plain
	case a.Outcome == check.Broken:
		label = "error"
	case a.Outcome == check.Unmatched:
		label, st, name = "none", yellow, plain
	case a.Severity != check.Severities()[0]:
		label, st = a.Severity, severityStyles[a.Severity]
	}
	p.field(label, st, answerColumn, span{name, a.Name}, span{faint, who})
	if a.Outcome == check.Passed {
		return
	}
	message := a.Message
	if a.Outcome == check.Unmatched {
		message = "matched nothing: " + message
	}
	at := p.placeIn(a.Origin)
	switch {
	case strings.Contains(p.t.Shorten(message), p.place(a.Origin)):
		at = ""
	case at != "" && a.Kind == check.KindAssertion:
		at = fromWords(at)
	case at != "":
		at = "(" + at + ")"
	}
	p.field("", plain, answerColumn, span{plain, p.prose(message)}, span{faint, at})
	for _, line := range a.Caret {
		p.pad(answerColumn + 2)
		p.b.WriteString(visible(line) + "\n")
	}
	for _, s := range a.Seen {
		seen := s
		seen.Origin = document.Origin{}
		where := ""
		if place := p.placeIn(s.Origin); place != "" {
			where = "(" + place + ")"
		}
		p.field("", plain, answerColumn+2, span{faint, report.SeenLine(seen)}, span{faint, where})
	}
	if a.Help != "" && a.Outcome != check.Unmatched {
		p.fix(answerColumn+5, answerColumn, a.Help)
	}
}
