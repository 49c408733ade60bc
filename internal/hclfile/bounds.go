package hclfile

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// A few lines of the language can be computed into more than any machine holds.
const (
	maxWork = 4 << 20 // of all the expressions of a module, in bytes that they look at or make
	maxHops = 500     // names that stand for one another, one behind the other
)

var errWork = errors.New("it would take more than " + strconv.Itoa(maxWork>>20) + " MiB")

// spend reports whether there is work left for so many bytes.
func (m *Module) spend(n int) bool {
	if n > maxWork-m.work {
		m.over = true
		return false
	}
	m.work += n + 1
	return true
}

// partSize is what a part of a value takes besides its text, in bytes.
const partSize = 16

// size is what a value has in it, in bytes.
func size(v cty.Value) int {
	n := 0
	_ = cty.Walk(v, func(_ cty.Path, part cty.Value) (bool, error) {
		n += partSize
		if part.Type() == cty.String && part.IsKnown() && !part.IsNull() {
			n += len(part.AsString())
		}
		return true, nil
	})
	return n
}

// loops finds the loops of an expression.
type loops struct {
	found          []*hclsyntax.ForExpr
	depth, deepest int
}

func (l *loops) Enter(n hclsyntax.Node) hcl.Diagnostics {
	if f, is := n.(*hclsyntax.ForExpr); is {
		l.found = append(l.found, f)
		l.depth++
		l.deepest = max(l.deepest, l.depth)
	}
	return nil
}

func (l *loops) Exit(n hclsyntax.Node) hcl.Diagnostics {
	if _, is := n.(*hclsyntax.ForExpr); is {
		l.depth--
	}
	return nil
}

// affordable says why the loops of an expression are not run: they stand one in
// another, or take too much. each is what its names come to.
func (m *Module) affordable(e hcl.Expression, ctx *hcl.EvalContext, each int) error {
	node, native := e.(hclsyntax.Node)
	if !native { // the JSON form, whose texts are templates
		literal, diags := e.Value(nil)
		if diags.HasErrors() || literal.Type() != cty.String || literal.IsNull() {
			return nil
		}
		template, diags := hclsyntax.ParseTemplate([]byte(literal.AsString()), "", hcl.InitialPos)
		if diags.HasErrors() {
			return nil
		}
		node = template
	}
	var l loops
	_ = hclsyntax.Walk(node, &l)
	if l.deepest > 1 {
		return fmt.Errorf("it is computed in a loop within a loop")
	}
	for _, f := range l.found {
		list, diags := f.CollExpr.Value(ctx)
		if diags.HasErrors() || !list.IsKnown() || list.IsNull() || !list.CanIterateElements() {
			continue
		}
		source := f.SrcRange.End.Byte - f.SrcRange.Start.Byte
		if n := list.LengthInt(); n > 0 && (each+source > maxWork/n || !m.spend(n*(each+source))) {
			return errWork
		}
	}
	return nil
}

// bounded is a function that is not run where that would take too much.
func (m *Module) bounded(name string, f function.Function) function.Function {
	return function.New(&function.Spec{
		Params: f.Params(), VarParam: f.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) { return f.ReturnTypeForValues(args) },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if !m.spend(comesTo(name, args)) {
				return cty.NilVal, errWork
			}
			return f.Call(args)
		},
	})
}

// comesTo is what the arguments of a function may come to, in bytes.
func comesTo(name string, args []cty.Value) int {
	total, widest, first := 0, 0, ""
	for i, a := range args {
		n := size(a)
		total += n
		widest = max(widest, n)
		if i == 0 && a.Type() == cty.String && a.IsKnown() && !a.IsNull() {
			first = a.AsString()
		}
	}
	switch name {
	case "join":
		return total + min(total, maxWork)/partSize*len(first)
	case "distinct": // each is compared with each
		return total + min(total, maxWork)/partSize*min(total, maxWork)
	case "replace": // at most once a letter, and a reference in it at most the whole text
		return total + total*total
	case "jsonencode":
		return 6 * total
	case "format", "formatlist":
		for _, number := range strings.FieldsFunc(first, func(r rune) bool { return !unicode.IsDigit(r) }) {
			n, err := strconv.Atoi(number)
			if err != nil || n > maxWork {
				return maxWork + 1
			}
			total += n
		}
		return total + strings.Count(first, "%")*widest
	}
	return total
}
