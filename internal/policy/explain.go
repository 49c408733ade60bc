package policy

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/vm"

	"github.com/sessctl/sessctl/internal/document"
)

// Seen is what a part of an expression was, and where that came from.
type Seen struct {
	Expression string          `json:"expression"`
	Value      string          `json:"value"` // as the expression language writes it
	Origin     document.Origin `json:"origin"`

	Guilty bool `json:"-"` // it is an item that makes "all" false, or "any" or "none" what it is
}

// Explain gives what the parts of the expression were in a document: those that
// "and" and "or" join, and in each the names that it looks at.
func (p *Program) Explain(s Subject) []Seen {
	list := []Seen{}
	if p.late.Load() {
		return list
	}
	facts, start := p.needs.facts(s), time.Now()
	for _, sub := range p.explain() {
		if time.Since(start) > patience {
			break // one of them took all of it
		}
		list = append(list, sub.see(facts, s.Document)...)
	}
	return list
}

// sub is a part of an expression: one value, or one for each item of a list.
type sub struct {
	text    string
	path    []string // where it names something
	program *vm.Program

	list, member string      // of what is looked at in each item of a list
	origins      *vm.Program // of the items; nil where they have none
	verdicts     *vm.Program // what the predicate is for each item; nil where nobody can say
	guilty       bool        // the verdict on an item that counts
}

// maxItems is how many items of a list are shown.
const maxItems = 10

func (s *sub) see(facts map[string]any, d *document.Document) []Seen {
	v, err := run(s.program, facts)
	if err != nil {
		return []Seen{{Expression: s.text, Value: "cannot be evaluated: " + plainly(fault(s.text, err).Message), Origin: originOf(d, s.path)}}
	}
	if s.list == "" {
		return []Seen{{Expression: s.text, Value: show(v), Origin: originOf(d, s.path)}}
	}
	items := reflect.ValueOf(v)
	if items.Len() == 0 {
		return []Seen{{Expression: s.list, Value: "[]"}}
	}
	places, verdicts := ofItems(s.origins, facts), ofItems(s.verdicts, facts)
	var list []Seen
	for i := range min(items.Len(), maxItems) {
		one := Seen{Expression: s.list + "[" + strconv.Itoa(i) + "]" + s.member, Value: show(items.Index(i).Interface())}
		if i < len(places) {
			if o, ok := places[i].(Origin); ok {
				one.Origin = document.Origin(o)
			}
		}
		one.Guilty = i < len(verdicts) && verdicts[i] == s.guilty
		list = append(list, one)
	}
	if more := items.Len() - maxItems; more > 0 {
		list = append(list, Seen{Expression: s.list, Value: fmt.Sprintf("%d more", more)})
	}
	return list
}

// ofItems gives what a program makes of each item of a list, nil where it fails.
func ofItems(p *vm.Program, facts map[string]any) []any {
	if p == nil {
		return nil
	}
	v, err := run(p, facts)
	if err != nil {
		return nil
	}
	all, _ := v.([]any)
	return all
}

// subs finds the parts of an expression, each once.
func subs(root ast.Node, env any) []sub {
	g := &parts{env: env, seen: map[string]bool{}}
	if pathOf(root) == nil {
		g.seen[root.String()] = true // that the whole does not hold is known
	}
	g.leaves(root)
	return g.list
}

type parts struct {
	env  any
	list []sub
	seen map[string]bool
}

func (g *parts) add(s sub, text string) {
	if g.seen[text] {
		return
	}
	g.seen[text] = true
	var err error
	if s.program, err = expr.Compile(text, expr.Env(g.env)); err != nil {
		return // it names a variable of the expression
	}
	if s.list != "" {
		s.origins, _ = expr.Compile("map("+s.list+", .origin)", expr.Env(g.env))
	}
	g.list = append(g.list, s)
}

// leaves goes down through what joins conditions.
func (g *parts) leaves(n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "or", "&&", "||":
			g.leaves(n.Left)
			g.leaves(n.Right)
			return
		}
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			g.leaves(n.Node)
			return
		}
	case *ast.ConditionalNode:
		for _, part := range []ast.Node{n.Cond, n.Exp1, n.Exp2} {
			g.leaves(part)
		}
		return
	case *ast.VariableDeclaratorNode:
		g.names(n.Value)
		g.leaves(n.Expr)
		return
	}
	if path := pathOf(n); path == nil {
		g.add(sub{text: n.String()}, n.String())
	}
	g.names(n)
}

// names finds the names that a node looks at.
func (g *parts) names(n ast.Node) {
	if path := pathOf(n); path != nil {
		g.add(sub{text: n.String(), path: path}, n.String())
		return
	}
	switch n := n.(type) {
	case *ast.BuiltinNode:
		g.call(n)
	case *ast.CallNode:
		for _, a := range n.Arguments {
			g.names(a)
		}
	case *ast.BinaryNode:
		g.names(n.Left)
		g.names(n.Right)
	case *ast.UnaryNode:
		g.names(n.Node)
	case *ast.ChainNode:
		g.names(n.Node)
	case *ast.MemberNode:
		g.names(n.Node)
		g.names(n.Property)
	case *ast.ArrayNode:
		for _, item := range n.Nodes {
			g.names(item)
		}
	case *ast.ConditionalNode:
		g.names(n.Cond)
		g.names(n.Exp1)
		g.names(n.Exp2)
	}
}

// call shows what a predicate looks at in each item of its list.
func (g *parts) call(n *ast.BuiltinNode) {
	for i, a := range n.Arguments {
		predicate, is := a.(*ast.PredicateNode)
		if !is {
			if path := pathOf(a); path == nil || len(n.Arguments) == 1 {
				g.names(a)
			}
			continue
		}
		if i == 0 {
			return
		}
		list := n.Arguments[0].String()
		found := &items{}
		body := predicate.Node
		ast.Walk(&body, found)
		if len(found.members) == 0 {
			g.names(n.Arguments[0])
		}
		for _, member := range found.members {
			s := sub{text: list + member, list: list, member: member, guilty: n.Name != "all"}
			s.verdicts, _ = expr.Compile("map("+list+", "+body.String()+")", expr.Env(g.env))
			g.add(s, "map("+list+", #"+member+")")
		}
		for _, part := range found.names {
			g.names(part)
		}
	}
}

// items gathers the members of the items of a list that a predicate looks at.
type items struct {
	members []string
	names   []ast.Node
}

// Visit is called with the children of a node before the node itself.
func (v *items) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.MemberNode:
		key, ok := n.Property.(*ast.StringNode)
		if !ok {
			return
		}
		if of, is := n.Node.(*ast.PointerNode); is && of.Name == "" {
			v.members = append(v.members, "."+key.Value)
		}
		if pathOf(n) != nil {
			v.names = append(v.names, n)
		}
	case *ast.IdentifierNode:
		v.names = append(v.names, n)
	}
}

// pathOf gives the names of which a.b["c"] is made, nil for anything else.
func pathOf(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return []string{n.Value}
	case *ast.ChainNode:
		return pathOf(n.Node)
	case *ast.MemberNode:
		below := pathOf(n.Node)
		switch key := n.Property.(type) {
		case *ast.StringNode:
			if below != nil {
				return append(below, key.Value)
			}
		case *ast.IntegerNode:
			if below != nil {
				return append(below, strconv.Itoa(key.Value))
			}
		}
	}
	return nil
}

// maxShown is how long a value may be where it is shown, in bytes.
const maxShown = 200

// show writes a value as the expression language does.
func show(v any) string {
	text := shown(reflect.ValueOf(v), 0)
	if len(text) > maxShown {
		return strings.ToValidUTF8(text[:maxShown], "") + "…"
	}
	return text
}

func shown(v reflect.Value, depth int) string {
	for v.IsValid() && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) {
		v = v.Elem()
	}
	if !v.IsValid() {
		return "nil"
	}
	switch v.Kind() {
	case reflect.String:
		return strconv.Quote(v.String())
	case reflect.Slice, reflect.Array:
		if n := v.Len(); depth > 0 && n > 0 {
			return fmt.Sprintf("[%d items]", n)
		}
		var all []string
		for i := range v.Len() {
			all = append(all, shown(v.Index(i), depth+1))
		}
		return "[" + strings.Join(all, ", ") + "]"
	case reflect.Map:
		return fmt.Sprintf("{%d names}", v.Len())
	case reflect.Struct:
		var all []string
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() && f.Kind() != reflect.Struct && f.Kind() != reflect.Slice && f.Kind() != reflect.Map {
				all = append(all, v.Type().Field(i).Tag.Get("expr")+": "+shown(f, depth+1))
			}
		}
		return "{" + strings.Join(all, ", ") + "}"
	}
	return fmt.Sprint(v.Interface())
}
