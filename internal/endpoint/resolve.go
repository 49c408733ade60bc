package endpoint

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// Resolve evaluates the rules. The error is a *RuleError where they refuse, a
// *ParamError for a parameter, another one where no rule matches.
func (rs *Rules) Resolve(p Params, partitions *Partitions) (*Endpoint, error) {
	return rs.resolve(&p, partitions, nil)
}

func (rs *Rules) resolve(p *Params, partitions *Partitions, t *tracer) (*Endpoint, error) {
	r := &run{partitions: partitions, longLabels: p.LongLabels, parseURL: p.ParseURL, trace: t}
	if r.parseURL == nil {
		r.parseURL = ParseURL
	}
	r.vars = r.room[:]
	if rs.slots > len(r.room) {
		r.vars = make([]value, rs.slots)
	}
	for i := range rs.Parameters {
		want := &rs.Parameters[i]
		v := p.get(want.Name)
		if v.kind == unset {
			v = want.defaults
		}
		switch {
		case v.kind == unset && want.Required:
			return nil, &ParamError{Name: want.Name, Required: true}
		case v.kind != unset && !want.takes(v):
			return nil, &ParamError{Name: want.Name, Type: want.Type}
		}
		r.vars[i] = v
	}
	var found *result
	if rs.bdd != nil {
		found = rs.bdd.decide(r)
	} else {
		found = r.match(rs.tree)
	}
	if found == nil {
		return nil, fmt.Errorf("no endpoint rule matches %s", p.list())
	}
	return found.give(r)
}

// list gives the parameters that are set, for an error.
func (p *Params) list() string {
	var all []string
	p.Each(func(name, text string) { all = append(all, name+"="+text) })
	if len(all) == 0 {
		return "without parameters"
	}
	return strings.Join(all, ", ")
}

// match gives the result of the first rule that has one.
func (r *run) match(rules []rule) *result {
	for i := range rules {
		one := &rules[i]
		r.trace.enter(i)
		if r.hold(one.conditions) {
			if one.result != nil {
				return one.result
			}
			if found := r.match(one.rules); found != nil {
				return found
			}
		}
		r.trace.leave()
	}
	return nil
}

func (r *run) hold(conditions []condition) bool {
	for i := range conditions {
		c := &conditions[i]
		v := c.test.eval(r)
		if c.slot >= 0 {
			r.vars[c.slot] = v
		}
		r.trace.condition(c, v)
		if !v.holds() {
			return false
		}
	}
	return true
}

// give fills in the templates of a result.
func (f *result) give(r *run) (*Endpoint, error) {
	if f.refusal != nil {
		v := f.refusal.eval(r)
		if v.kind != isText {
			return nil, missing("error", f.refusal)
		}
		return nil, &RuleError{v.text}
	}
	url := f.url.eval(r)
	if url.kind != isText {
		return nil, missing("URL", f.url)
	}
	e := &Endpoint{URL: url.text}
	for _, h := range f.headers {
		values := make([]string, len(h.values))
		for i, t := range h.values {
			v := t.eval(r)
			if v.kind != isText {
				return nil, missing("header "+h.name, t)
			}
			values[i] = v.text
		}
		e.Headers = append(e.Headers, Header{h.name, values})
	}
	if f.properties != nil {
		v, ok := f.properties.fill(r)
		if !ok {
			return nil, fmt.Errorf("the properties of the endpoint %s refer to something that is not set", e.URL)
		}
		properties := new(jsontree.Value)
		*properties = v
		e.Properties, e.AuthSchemes = properties, authSchemes(properties)
	}
	return e, nil
}

func missing(what string, e expr) error {
	return fmt.Errorf("the %s of the endpoint rule, %s, refers to something that is not set", what, sourceOf(e))
}
