package policy

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"github.com/sessctl/sessctl/internal/settings"
)

// Program is an expression, compiled once. Any number of goroutines may ask it.
type Program struct {
	Text string

	compiled *vm.Program
	needs    needs

	explain func() []sub // made when first asked for
	late    atomic.Bool  // it has taken too long once, and is not asked again
}

// Fault is what is wrong with an expression: while it is read, or with a
// document at hand.
type Fault struct {
	Message string
	Text    string // the expression
	Offset  int    // in bytes, of the place at fault
}

func (f *Fault) Error() string { return f.Message }

// Caret gives the line of the expression that is at fault, and a line with a
// caret below the place.
func (f *Fault) Caret() []string {
	start := strings.LastIndexByte(f.Text[:f.Offset], '\n') + 1
	line := f.Text[start:]
	if end := strings.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	line = strings.ReplaceAll(line, "\t", " ")
	return []string{line, strings.Repeat(" ", utf8.RuneCountInString(f.Text[start:f.Offset])) + "^"}
}

// Compile reads an expression and holds it to the shape of the document.
func Compile(text string) (*Program, error) {
	tree, err := parser.Parse(text)
	if err != nil {
		return nil, fault(text, err)
	}
	needs, refused := needsOf(tree.Node)
	if refused != nil {
		return nil, fault(text, refused)
	}
	p := &Program{Text: text, needs: needs}
	env := environment(p.needs.services)
	if p.compiled, err = expr.Compile(text, expr.Env(env)); err != nil {
		return nil, fault(text, err)
	}
	// expr.AsBool would take nil for false.
	if yields := p.compiled.Node().Type(); yields.Kind() != reflect.Bool && yields.Kind() != reflect.Interface {
		return nil, fault(text, &file.Error{Message: "it yields " + plainly(yields.String()) + ", neither true nor false"})
	}
	p.explain = sync.OnceValue(func() []sub { return subs(tree.Node, env) })
	return p, nil
}

// fault makes one of an error of the expression language, which counts in
// characters.
func fault(text string, err error) *Fault {
	f := &Fault{Message: err.Error(), Text: text}
	var at *file.Error
	if !errors.As(err, &at) {
		f.Message = plainly(f.Message)
		return f
	}
	first, _, _ := strings.Cut(at.Message, "\ngoroutine ") // a fault of the language itself comes with a trace
	f.Message = plainly(first)
	n := 0
	for f.Offset = range text {
		if n == at.From {
			return f
		}
		n++
	}
	if n <= at.From {
		f.Offset = len(text)
	}
	return f
}

// machines are reused, since an expression takes less time than making one.
var machines = sync.Pool{New: func() any { return new(vm.VM) }}

// Ask evaluates the expression over a document. The error is a Fault.
func (p *Program) Ask(s Subject) (bool, error) {
	if p.late.Load() {
		return false, fault(p.Text, errLate)
	}
	facts := p.needs.facts(s)
	v, err := run(p.compiled, facts)
	if err != nil {
		p.late.Store(errors.Is(err, errLate))
		f := fault(p.Text, err)
		f.Message = p.withoutNil(f.Message, facts, s)
		return false, f
	}
	holds, ok := v.(bool)
	if !ok {
		return false, &Fault{Message: p.withoutNil(fmt.Sprintf("it yields %s, neither true nor false", show(v)), facts, s), Text: p.Text}
	}
	return holds, nil
}

// withoutNil says which settings have nothing that could be compared, in place
// of what the language says of such a comparison.
func (p *Program) withoutNil(message string, facts map[string]any, s Subject) string {
	if !strings.Contains(message, "nil") && !strings.Contains(message, "null") {
		return message
	}
	var why []string
	say := func(name string) {
		v := s.Document.Settings[name]
		switch {
		case !v.Set:
			why = append(why, name+" is unset")
		case short()[name].Type == settings.Bool:
			why = append(why, fmt.Sprintf("%s is %q, neither true nor false", name, v.Value))
		default:
			why = append(why, fmt.Sprintf("%s is %q, which is no number", name, v.Value))
		}
	}
	for _, name := range p.needs.names {
		v := facts[name]
		if v == nil && short()[name] != nil {
			say(name)
		}
		if members, is := v.(map[string]any); is && strings.Contains(p.Text, name) {
			for key, v := range members {
				if v == nil && strings.Contains(p.Text, key) {
					say(name + "." + key)
				}
			}
		}
	}
	if len(why) == 0 {
		return message
	}
	slices.Sort(why)
	return strings.Join(why, ", ") + ": the expression has to say what holds then"
}

// needsOf finds what an expression names, and what none may have.
func needsOf(root ast.Node) (needs, *file.Error) {
	n := needs{}
	v := &naming{n: &n}
	ast.Walk(&root, v)
	n.whole = v.mentions > len(n.settings)
	slices.Sort(n.names)
	n.names = slices.Compact(n.names)
	return n, v.refused
}

// naming gathers names.
type naming struct {
	n        *needs
	mentions int // of settings, alone or with a name behind it
	refused  *file.Error
}

// Visit is called with the children of a node before the node itself.
func (v *naming) Visit(node *ast.Node) {
	switch node := (*node).(type) {
	case *ast.MemberNode:
		key, ok := node.Property.(*ast.StringNode)
		if !ok {
			return
		}
		if key.Value == "differs" {
			v.n.parts |= Differs
		}
		if of, is := node.Node.(*ast.IdentifierNode); is && of.Value == "settings" {
			v.n.settings = append(v.n.settings, key.Value)
			if service, is := settings.ServiceOf(key.Value); is {
				v.n.services = append(v.n.services, service)
			}
		}
	case *ast.IdentifierNode:
		v.name(node)
	case *ast.BinaryNode:
		// In the language, the lists of a document equal no list that is written out.
		for _, side := range []ast.Node{node.Left, node.Right} {
			if _, list := side.(*ast.ArrayNode); list && (node.Operator == "==" || node.Operator == "!=") {
				v.refuse(node, "lists cannot be compared with "+node.Operator+"; len(LIST) == 0 says that one is empty")
			}
		}
	}
}

func (v *naming) refuse(node ast.Node, why string) {
	if v.refused == nil {
		v.refused = &file.Error{Location: node.Location(), Message: why}
	}
}

func (v *naming) name(node *ast.IdentifierNode) {
	switch node.Value {
	case "settings":
		v.mentions++
		return
	case "$env":
		// Facts are made by what is named, and this names everything.
		v.refuse(node, "unknown name $env")
	case "problems":
		v.n.parts |= Problems
	case "disagreements":
		v.n.parts |= Disagreements
	}
	if known()[node.Value] {
		v.n.names = append(v.n.names, node.Value)
	}
}
