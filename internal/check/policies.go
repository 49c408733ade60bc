package check

import (
	"errors"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/policy"
	"github.com/sessctl/sessctl/internal/resolve"
)

// policy asks the policy i of a document.
func (e *examination) policy(i int, t *target, s *reading) {
	p := e.c.Policies.Policies[i]
	about := policy.Subject{Document: &s.doc, Disagreements: func() []policy.Disagreement { return e.disagreements(t) }}
	a := Answer{Kind: KindPolicy, Name: p.Name, Assertion: e.o.Text(p.Holds.Text), As: s.doc.As, Profile: s.doc.Profile.Name, Severity: p.Severity, Help: e.o.Text(p.Help), Defined: p.Place, Says: e.o.Text(p.Message)}
	if p.When != nil {
		switch is, err := p.When.Ask(about); {
		case err != nil:
			e.evaluated[i]++
			e.broken(a, "when", err)
			return
		case !is:
			return
		}
	}
	e.evaluated[i]++
	holds, err := p.Holds.Ask(about)
	switch {
	case err != nil:
		if e.c.Explain {
			a.Seen = p.Holds.Explain(about)
		}
		e.broken(a, "expression", err)
		return
	case holds:
		e.add(a, true)
		return
	}
	seen := p.Holds.Explain(about)
	a.Message, a.Origin = p.Message, blamed(seen, s.res)
	if a.Message == "" {
		a.Message = "it does not hold: " + strings.Join(strings.Fields(p.Holds.Text), " ")
	}
	if e.c.Explain {
		a.Seen = seen
	}
	e.add(a, false)
}

// broken adds an answer to what cannot be evaluated.
func (e *examination) broken(a Answer, what string, err error) {
	a.Outcome, a.Severity = Broken, policy.Severities[0]
	a.Message = "its " + what + " cannot be evaluated: " + e.o.Text(err.Error())
	var f *policy.Fault
	if errors.As(err, &f) {
		a.Caret = f.Caret()
	}
	e.append(a)
}

// blamed is the place that a policy fails for: that of an item of a list that
// makes it fail, else the first in a file of those that it looked at, else the
// first that is configured at all, else the profile.
func blamed(seen []policy.Seen, res *resolve.Resolution) document.Origin {
	at := document.Origin{}
	for _, s := range seen {
		if s.Guilty && s.Origin.Line > 0 {
			return s.Origin
		}
	}
	for _, s := range seen {
		switch {
		case s.Origin.Kind == string(origin.InFile) && s.Origin.Line > 0:
			return s.Origin
		case at == document.Origin{} && s.Origin.Kind != string(origin.ByDefault) && s.Origin.Kind != "":
			at = s.Origin
		}
	}
	if w := res.Profile.Where; at.Kind == "" && w.Kind == origin.InFile {
		at = document.Origin{Kind: string(w.Kind), File: w.File, Line: w.Line, Column: w.Column, Section: w.Section}
	}
	return at
}
