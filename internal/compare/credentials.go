package compare

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
)

// credentials are the rows of how credentials are obtained: the outcome, then
// a row for each step.
func (c *comparer) credentials() []Row {
	head := Row{Name: Credentials}
	longest := 0
	for _, res := range c.list {
		p := res.Credentials
		cell := Cell{Reading: res.Reading.ID, State: Set, Value: outcome(p)}
		switch p.Status {
		case resolve.StatusNone:
			cell.State = Unset
		case resolve.StatusError:
			cell.State = Fails
		}
		if n := len(p.Steps); n > 0 {
			cell.Origin = p.Steps[n-1].Origin
			longest = max(longest, n)
		}
		head.Cells = append(head.Cells, cell)
	}
	group(&head)
	rows := []Row{head}
	for i := range longest {
		rows = append(rows, c.step(i))
	}
	differ := false
	for _, row := range rows {
		differ = differ || row.Differs
	}
	if differ {
		rows[0].Reasons = c.credentialReasons()
	}
	if differ || slices.ContainsFunc(head.Cells, func(cell Cell) bool { return cell.State != Set }) {
		c.planParts(&rows[0])
	}
	return rows
}

func outcome(p resolve.Plan) string {
	switch p.Status {
	case resolve.StatusNone:
		return "none"
	case resolve.StatusError:
		if p.Provider != "" {
			return p.Provider + " fails"
		}
		return "fails"
	}
	return p.Provider
}

func (c *comparer) step(i int) Row {
	row := Row{Name: fmt.Sprintf("  step %d", i+1)}
	for _, res := range c.list {
		cell := Cell{Reading: res.Reading.ID, State: Unset}
		if i < len(res.Credentials.Steps) {
			s := res.Credentials.Steps[i]
			cell.State, cell.Value, cell.Origin = Set, stepText(s), s.Origin
		}
		row.Cells = append(row.Cells, cell)
	}
	group(&row)
	return row
}

// stepText is a step in one line, with all that another SDK may do otherwise.
func stepText(s resolve.Step) string {
	parts := stepParts(s)
	if len(parts) == 1 {
		return parts[0]
	}
	return parts[0] + " " + strings.Join(parts[1:], ", ")
}

func stepParts(s resolve.Step) []string {
	if s.Kind == resolve.StepIMDS && strings.Contains(s.Note, "for the region") { // and not for credentials
		return []string{s.Kind, "for the region"}
	}
	parts := []string{s.Kind}
	add := func(format, v string) {
		if v != "" {
			parts = append(parts, fmt.Sprintf(format, v))
		}
	}
	add("%s", s.AccessKeyID)
	if s.Kind == resolve.StepProcess {
		add("of profile %s", s.Profile)
	}
	add("%s", s.RoleARN)
	add("account %s", s.AccountID)
	add("role %s", s.RoleName)
	add("external id %s", s.ExternalID)
	add("mfa %s", s.MFASerial)
	if s.DurationSeconds != nil {
		add("%s s", fmt.Sprint(*s.DurationSeconds))
	}
	add("session name %s", s.RoleSessionName)
	add("%s", s.Session)
	add("via %s", strings.TrimSuffix(s.Endpoint, "/"))
	add("%s", s.URL)
	return parts
}

// credentialReasons says of each reading why its plan is what it is: the
// provider chosen, and why those were passed over that others choose.
func (c *comparer) credentialReasons() []Reason {
	chosen := map[string]bool{}
	for _, res := range c.list {
		if p := res.Credentials.Provider; p != "" {
			chosen[p] = true
		}
	}
	var reasons []Reason
	for _, res := range c.list {
		p := res.Credentials
		r := Reason{Readings: []string{res.Reading.ID}}
		if n := len(p.Steps); n > 0 {
			r.Origin = p.Steps[n-1].Origin
		}
		var parts []string
		switch {
		case p.Status == resolve.StatusError || p.Status == resolve.StatusNone:
			parts = append(parts, "has none: "+firstOf(p.Message, "no provider finds any"))
		default:
			parts = append(parts, "takes them from "+p.Provider+because(p))
		}
		for _, t := range p.Tried {
			if t.Provider != p.Provider && chosen[t.Provider] && t.Outcome != resolve.OutcomeChosen && t.Reason != "" {
				parts = append(parts, fmt.Sprintf("%s is %s (%s)", t.Provider, t.Outcome, t.Reason))
			}
		}
		for _, s := range p.Steps {
			if detail := stepDetail(s); detail != "" {
				parts = append(parts, detail)
			}
		}
		r.Text = it(strings.Join(unique(parts), "; "))
		reasons = append(reasons, r)
	}
	return merge(reasons)
}

func because(p resolve.Plan) string {
	for _, t := range p.Tried {
		if t.Outcome == resolve.OutcomeChosen && t.Reason != "" {
			return " (" + t.Reason + ")"
		}
	}
	return ""
}

func stepDetail(s resolve.Step) string {
	switch s.Kind {
	case resolve.StepAssumeRole, resolve.StepWebIdentity:
		duration := "no duration"
		if s.DurationSeconds != nil {
			duration = fmt.Sprintf("%d seconds", *s.DurationSeconds)
		}
		return fmt.Sprintf("calls %s for %s with %s", firstOf(s.Endpoint, "STS"), s.RoleARN, duration)
	case resolve.StepSSO:
		return "calls " + firstOf(s.Endpoint, "the SSO portal")
	case resolve.StepIMDS:
		return "asks instance metadata at " + s.Endpoint
	case resolve.StepContainer:
		return "asks " + s.URL
	}
	return ""
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
