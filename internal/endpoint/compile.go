package endpoint

import (
	"errors"
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// maxDepth is how deep rules, and expressions, may be nested.
const maxDepth = 60

// rule is a rule of a tree.
type rule struct {
	conditions []condition
	rules      []rule
	result     *result // nil for a rule that is a tree
}

// condition is one thing that must hold.
type condition struct {
	test expr
	slot int    // of the variable that takes the value, -1 for none
	name string // of that variable
}

// result is where evaluation ends: an endpoint or a refusal.
type result struct {
	refusal    expr // nil for an endpoint
	url        expr
	headers    []headerTemplate
	properties *propertyTemplate // nil when there are none
}

type headerTemplate struct {
	name   string
	values []expr
}

// Compile reads a rule set: endpoint-rule-set-1.json, or the endpointBdd trait
// of newer models.
func Compile(ruleSet []byte) (*Rules, error) {
	tree, err := jsontree.ParseWithout(ruleSet, "documentation")
	if err != nil {
		return nil, fmt.Errorf("read the endpoint rule set: %w", err)
	}
	c := compiler{rules: &Rules{}, functions: map[string]*function{}, words: map[string]*literal{}, variables: map[variable]*variable{}}
	if err := c.compile(tree); err != nil {
		return nil, fmt.Errorf("read the endpoint rule set: %w", err)
	}
	return c.rules, nil
}

var yes, no = literal{value{kind: isBool, number: 1}}, literal{value{kind: isBool}}

type compiler struct {
	rules *Rules

	// What rules repeat is made once.
	functions map[string]*function
	words     map[string]*literal
	variables map[variable]*variable
}

func (c *compiler) word(s string) *literal {
	l := c.words[s]
	if l == nil {
		l = &literal{text(s)}
		c.words[s] = l
	}
	return l
}

func (c *compiler) variable(s *scope, name string) *variable {
	key := variable{s.slotOf(name), name}
	v := c.variables[key]
	if v == nil {
		v = &variable{key.slot, key.name}
		c.variables[key] = v
	}
	return v
}

// scope is the variables that a rule may refer to, the innermost first.
type scope struct {
	name  string
	slot  int
	outer *scope
}

func (s *scope) slotOf(name string) int {
	for ; s != nil; s = s.outer {
		if s.name == name {
			return s.slot
		}
	}
	return -1
}

// maxVariables is how many variables a rule may refer to: AWS's own have some thirty,
// and each is looked for among all.
const maxVariables = 1000

// declare adds a variable.
func (c *compiler) declare(s *scope, name string) (*scope, error) {
	slot := 0
	if s != nil {
		slot = s.slot + 1
	}
	if slot >= maxVariables {
		return nil, fmt.Errorf("there are more than %d variables", maxVariables)
	}
	c.rules.slots = max(c.rules.slots, slot+1)
	return &scope{name, slot, s}, nil
}

func (c *compiler) compile(tree *jsontree.Value) error {
	var s *scope
	for _, f := range fields(tree.Get("parameters")) {
		p, err := parameter(f.Name, &f.Value)
		if err != nil {
			return fmt.Errorf("parameter %s: %w", f.Name, err)
		}
		c.rules.Parameters = append(c.rules.Parameters, p)
		if s, err = c.declare(s, f.Name); err != nil {
			return err
		}
	}
	if tree.Get("nodes") != nil {
		return c.diagram(tree, s)
	}
	list := tree.Get("rules")
	if list == nil || list.Kind != jsontree.Array {
		return fmt.Errorf("it has no rules")
	}
	var err error
	c.rules.tree, err = c.ruleList(list, s, 0)
	return err
}

func parameter(name string, v *jsontree.Value) (Parameter, error) {
	p := Parameter{Name: name, BuiltIn: v.String("builtIn"), Required: v.Bool("required")}
	switch t := v.String("type"); strings.ToLower(t) {
	case "string":
		p.Type = "string"
	case "boolean":
		p.Type = "boolean"
	case "stringarray":
		p.Type = "stringArray"
	default:
		return p, fmt.Errorf("unknown type %q", t)
	}
	if d := v.Get("default"); d != nil {
		p.defaults = plainValue(d)
		if !p.takes(p.defaults) {
			return p, fmt.Errorf("the default is not a %s", p.Type)
		}
	}
	return p, nil
}

// takes reports whether a value has the parameter's type.
func (p *Parameter) takes(v value) bool {
	switch p.Type {
	case "string":
		return v.kind == isText
	case "boolean":
		return v.kind == isBool
	}
	return v.kind == isList
}

func plainValue(v *jsontree.Value) value {
	switch v.Kind {
	case jsontree.String:
		return text(v.Text)
	case jsontree.Bool:
		return boolean(v.Text == "true")
	case jsontree.Array:
		all := value{kind: isList, list: []string{}}
		for i := range v.Items {
			all.list = append(all.list, v.Items[i].Text)
		}
		return all
	}
	return value{}
}

func (c *compiler) ruleList(list *jsontree.Value, s *scope, depth int) ([]rule, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("rules are nested deeper than %d levels", maxDepth)
	}
	all := make([]rule, len(list.Items))
	for i := range list.Items {
		if err := c.rule(&all[i], &list.Items[i], s, depth); err != nil {
			return nil, inRule(i, err)
		}
	}
	return all, nil
}

// ruleError is a fault in a rule.
type ruleError struct {
	place string // "rules[0].rules[2]"
	err   error
}

func (e *ruleError) Error() string { return e.place + ": " + e.err.Error() }
func (e *ruleError) Unwrap() error { return e.err }

// inRule says in which rule of a list a fault is.
func inRule(i int, err error) error {
	var inner *ruleError
	if errors.As(err, &inner) {
		return &ruleError{fmt.Sprintf("rules[%d].%s", i, inner.place), inner.err}
	}
	return &ruleError{fmt.Sprintf("rules[%d]", i), err}
}

func (c *compiler) rule(r *rule, v *jsontree.Value, s *scope, depth int) error {
	if conditions := v.Get("conditions"); conditions != nil {
		r.conditions = make([]condition, len(conditions.Items))
		for i := range conditions.Items {
			one := &r.conditions[i]
			var err error
			if one.test, err = c.expr(&conditions.Items[i], s, 0); err != nil {
				return fmt.Errorf("condition %d: %w", i, err)
			}
			one.slot = -1
			if one.name = conditions.Items[i].String("assign"); one.name != "" {
				if s, err = c.declare(s, one.name); err != nil {
					return err
				}
				one.slot = s.slot
			}
		}
	}
	if rules := v.Get("rules"); rules != nil {
		var err error
		r.rules, err = c.ruleList(rules, s, depth+1)
		return err
	}
	var err error
	r.result, err = c.result(v, s)
	return err
}

func (c *compiler) result(v *jsontree.Value, s *scope) (*result, error) {
	r := new(result)
	var err error
	if e := v.Get("error"); e != nil {
		if r.refusal, err = c.expr(e, s, 0); err != nil {
			return nil, fmt.Errorf("error: %w", err)
		}
		return r, nil
	}
	e := v.Get("endpoint")
	if e == nil || e.Get("url") == nil {
		return nil, fmt.Errorf("it is neither a tree, an endpoint nor an error")
	}
	if r.url, err = c.expr(e.Get("url"), s, 0); err != nil {
		return nil, fmt.Errorf("url: %w", err)
	}
	for _, f := range fields(e.Get("headers")) {
		h := headerTemplate{name: f.Name}
		for i := range f.Value.Items {
			t, err := c.expr(&f.Value.Items[i], s, 0)
			if err != nil {
				return nil, fmt.Errorf("header %s: %w", f.Name, err)
			}
			h.values = append(h.values, t)
		}
		r.headers = append(r.headers, h)
	}
	if p := e.Get("properties"); p != nil && len(p.Fields) > 0 {
		if r.properties, err = c.property(p, s, 0); err != nil {
			return nil, fmt.Errorf("properties: %w", err)
		}
	}
	return r, nil
}
