package endpoint

import (
	"slices"
	"strconv"
	"strings"
)

// Step is a rule that matched.
type Step struct {
	Rule       string // its place in the rule set, from 0: "2.0.1" is rules[2].rules[0].rules[1]
	Conditions []Condition
}

// Condition is a condition that was evaluated.
type Condition struct {
	Text   string // "aws.partition(Region)"
	Assign string // the variable that took the value, "" for none
	Value  string
	Met    bool // always, but in a decision diagram
}

// String gives the condition in one line.
func (c Condition) String() string {
	s := c.Text
	if c.Assign != "" {
		s = c.Assign + " = " + s
	}
	if c.Value != "true" || !c.Met {
		s += " → " + strconv.Quote(c.Value)
	}
	return s
}

// Trace is Resolve with the rules that matched, the outermost first; the last
// one gave the outcome. A decision diagram has no rules: all its conditions on
// the way are one step.
func (rs *Rules) Trace(p Params, partitions *Partitions) (*Endpoint, []Step, error) {
	t := &tracer{}
	if rs.bdd != nil {
		t.steps = []Step{{}}
	}
	e, err := rs.resolve(&p, partitions, t)
	return e, t.steps, err
}

// tracer takes the steps down; nil takes nothing.
type tracer struct {
	steps []Step
	at    []int
}

func (t *tracer) enter(i int) {
	if t == nil {
		return
	}
	t.at = append(t.at, i)
	var path []string
	for _, n := range t.at {
		path = append(path, strconv.Itoa(n))
	}
	t.steps = append(t.steps, Step{Rule: strings.Join(path, ".")})
}

// leave forgets the innermost rule and what was below it.
func (t *tracer) leave() {
	if t == nil {
		return
	}
	t.at = t.at[:len(t.at)-1]
	t.steps = slices.Delete(t.steps, len(t.at), len(t.steps))
}

func (t *tracer) condition(c *condition, v value) {
	if t == nil {
		return
	}
	s := &t.steps[len(t.steps)-1]
	s.Conditions = append(s.Conditions, Condition{Text: sourceOf(c.test), Assign: c.name, Value: v.String(), Met: v.holds()})
}
