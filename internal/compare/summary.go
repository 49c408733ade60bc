package compare

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Part is what one group of readings has in a row, and why it is not what the
// others have.
type Part struct {
	Readings []string
	State    State
	Value    string
	From     string   // where the value comes from; empty where nothing needs saying
	Why      []string // what keeps these readings from the others' value
}

// part adds a reading to the part of its answer: readings with the same answer
// from the same place for the same reasons stand together.
func (r *Row) part(p Part) {
	for i := range r.Parts {
		q := &r.Parts[i]
		if q.State == p.State && q.Value == p.Value && q.From == p.From && slices.Equal(q.Why, p.Why) {
			q.Readings = append(q.Readings, p.Readings...)
			return
		}
	}
	r.Parts = append(r.Parts, p)
}

// arrange puts the parts in the order of the groups of answers. Where one
// reading has an answer without a word of why, the others with the same answer
// from the same place need none either.
func (r *Row) arrange() {
	at, place := map[string]int{}, map[string]int{}
	for i, cell := range r.Cells {
		at[cell.Reading], place[cell.Reading] = cell.Group, i
	}
	var parts []Part
	for _, p := range r.Parts {
		i := slices.IndexFunc(parts, func(q Part) bool {
			return q.State == p.State && q.Value == p.Value && q.From == p.From && (len(q.Why) == 0 || len(p.Why) == 0)
		})
		if i < 0 {
			parts = append(parts, p)
			continue
		}
		parts[i].Why = nil
		parts[i].Readings = append(parts[i].Readings, p.Readings...)
		slices.SortFunc(parts[i].Readings, func(a, b string) int { return place[a] - place[b] })
	}
	slices.SortStableFunc(parts, func(a, b Part) int { return at[a.Readings[0]] - at[b.Readings[0]] })
	r.Parts = parts
}

// origin is where a value comes from, in as few words as tell it.
func originText(o origin.Origin, note string) string {
	switch o.Kind {
	case "":
		return ""
	case origin.ByDefault:
		return "default"
	case origin.Derived:
		if note != "" {
			return note
		}
		return "follows from " + o.Name
	}
	return o.String()
}

// planParts says of each group of plans what the others do not have: the
// provider where that is another, else what differs in the steps.
func (c *comparer) planParts(row *Row) {
	providers := map[string]bool{}
	common := map[string]int{}
	for _, res := range c.list {
		providers[outcome(res.Credentials)] = true
		for _, p := range unique(planDetails(res.Credentials)) {
			common[p]++
		}
	}
	for i, res := range c.list {
		p := res.Credentials
		part := Part{Readings: []string{res.Reading.ID}, State: row.Cells[i].State, Value: outcome(p)}
		if c.told && res.Err != nil && part.State == Fails {
			row.part(part)
			continue
		}
		if p.Status == resolve.StatusNone || p.Status == resolve.StatusError {
			part.Why = []string{it(firstOf(resolve.WithoutWords(p.Message), "no provider finds any"))}
			row.part(part)
			continue
		}
		var own []string
		for _, d := range unique(planDetails(p)) {
			if common[d] < len(c.list) && !(len(p.Steps) == 1 && d == p.Steps[0].Kind) { // the provider says so
				own = append(own, d)
			}
		}
		part.From = strings.Join(own, ", ")
		if len(providers) > 1 {
			part.Why = c.passedProviders(p)
		}
		row.part(part)
	}
	row.arrange()
}

// planDetails are all details of a plan's steps.
func planDetails(p resolve.Plan) []string {
	var all []string
	for i := range p.Steps {
		all = append(all, stepParts(p.Steps[i])...)
	}
	return all
}

// passedProviders says why providers that others take were passed over.
func (c *comparer) passedProviders(p resolve.Plan) []string {
	var why []string
	for _, res := range c.list {
		chosen := res.Credentials.Provider
		if chosen == p.Provider {
			continue
		}
		for _, t := range p.Tried {
			if t.Provider == chosen && t.Reason != "" && (t.Outcome == resolve.OutcomeAbsent || t.Outcome == resolve.OutcomeFailed) {
				why = append(why, fmt.Sprintf("%s %s: %s", t.Provider, t.Outcome, it(resolve.WithoutWords(t.Reason))))
			}
		}
	}
	return unique(why)
}
