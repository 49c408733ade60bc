package check

import (
	"strings"

	"github.com/sessctl/sessctl/internal/compare"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/policy"
	"github.com/sessctl/sessctl/internal/resolve"
)

// disagreements are what the SDKs that matter make different things of in a
// profile, because of what is configured.
func (e *examination) disagreements(t *target) []policy.Disagreement {
	if t.differ == nil {
		list := e.compare(t)
		t.differ = func() []policy.Disagreement { return list }
	}
	return t.differ()
}

func (e *examination) compare(t *target) []policy.Disagreement {
	list := make([]*resolve.Resolution, len(e.c.Matter))
	for i, of := range e.c.Matter {
		list[i] = e.read(t, of).res
	}
	d := document.CompareFrom(compare.Compare(e.given.Workspace, list, compare.Options{Configured: true}), e.o)
	found := []policy.Disagreement{}
	for _, row := range d.Rows {
		if row.Differs && !row.Builtin && !row.Alone && len(row.Parts) > 0 {
			found = append(found, policy.Disagreement{Name: row.Name, Message: sentence(row.Parts), Origin: policy.Origin(placeOf(row))})
		}
	}
	return found
}

// sentence sets the parts of a difference side by side as equals.
func sentence(parts []document.ComparisonPart) string {
	texts := make([]string, len(parts))
	for i, p := range parts {
		who := strings.Join(p.Readings, ", ")
		switch {
		case p.State == string(compare.Unknown):
			texts[i] = "no such setting in " + who
			continue
		case p.State == string(compare.Unset) && p.Value == "":
			texts[i] = "(none) in " + who
		case p.Value == "":
			texts[i] = `"" in ` + who
		default:
			texts[i] = p.Value + " in " + who
		}
		var more []string
		if p.From != "" {
			more = append(more, p.From)
		}
		if more = append(more, p.Why...); len(more) > 0 {
			texts[i] += " (" + strings.Join(more, "; ") + ")"
		}
	}
	return strings.Join(texts, " · ")
}

// placeOf is the place in a file that a difference comes from, else any.
func placeOf(row document.ComparisonRow) document.Origin {
	at := document.Origin{}
	for _, why := range row.Reasons {
		if why.Origin.Line > 0 {
			return why.Origin
		}
	}
	for _, c := range row.Cells {
		if c.Origin.Line > 0 {
			return c.Origin
		}
		if at.Kind == "" && c.Origin.Kind != string(origin.ByDefault) {
			at = c.Origin
		}
	}
	return at
}

// agreement demands that the SDKs agree on a profile.
func (e *examination) agreement(t *target) {
	profile := e.read(t, e.c.Matter[0]).doc.Profile.Name
	all := e.disagreements(t)
	a := Answer{Kind: KindAgreement, Name: "the SDKs agree", Assertion: "the SDKs agree", As: ids(e.c.Matter), Profile: profile, Severity: policy.Severities[0]}
	if len(all) == 0 {
		e.add(a, true)
	}
	for _, d := range all {
		a.Name, a.Setting, a.Origin, a.Message = "the SDKs agree on "+d.Name, d.Name, document.Origin(d.Origin), d.Message
		a.Help = "sessctl compare " + d.Name + " has the whole difference; --sdks names the SDKs that matter"
		e.add(a, false)
	}
}
