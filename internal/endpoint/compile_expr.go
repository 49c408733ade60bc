package endpoint

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/jsontree"
)

func (c *compiler) expr(v *jsontree.Value, s *scope, depth int) (expr, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("expressions are nested deeper than %d levels", maxDepth)
	}
	switch v.Kind {
	case jsontree.String:
		return c.template(v.Text, s)
	case jsontree.Bool:
		if v.Text == "true" {
			return &yes, nil
		}
		return &no, nil
	case jsontree.Number:
		n, err := strconv.Atoi(v.Text)
		if err != nil {
			return nil, fmt.Errorf("%s is not an integer", v.Text)
		}
		return &literal{value{kind: isNumber, number: n}}, nil
	case jsontree.Object:
		if ref := v.Get("ref"); ref != nil {
			return c.variable(s, ref.Text), nil
		}
		if fn := v.String("fn"); fn != "" {
			return c.call(fn, v.Get("argv"), s, depth)
		}
	}
	return nil, fmt.Errorf("expected an expression, found %s", v.Kind)
}

func (c *compiler) call(name string, argv *jsontree.Value, s *scope, depth int) (expr, error) {
	if argv == nil || len(argv.Items) == 0 {
		return nil, fmt.Errorf("%s has no arguments", name)
	}
	args := make([]expr, len(argv.Items))
	for i := range argv.Items {
		var err error
		if args[i], err = c.expr(&argv.Items[i], s, depth+1); err != nil {
			return nil, fmt.Errorf("%s, argument %d: %w", name, i+1, err)
		}
	}
	if name == "getAttr" {
		if len(args) != 2 || argv.Items[1].Kind != jsontree.String {
			return nil, fmt.Errorf("getAttr takes a value and a path")
		}
		return attributes(args[0], argv.Items[1].Text)
	}
	fn := c.functions[name]
	if fn == nil {
		if fn = functionNamed(name); fn == nil {
			return nil, fmt.Errorf("unknown function %q", name)
		}
		c.functions[name] = fn
	}
	e := &call{fn: fn}
	if fn.arity < 0 {
		e.more = args
		return e, nil
	}
	if len(args) != fn.arity {
		return nil, fmt.Errorf("%s takes %d arguments, not %d", name, fn.arity, len(args))
	}
	copy(e.args[:], args)
	return e, nil
}

// attributes compiles the path of getAttr: "name", "a.b", "list[1]", "[-1]".
func attributes(of expr, path string) (expr, error) {
	steps := 0
	for step := range strings.SplitSeq(path, ".") {
		if steps++; steps > maxDepth {
			return nil, fmt.Errorf("the path %q is too long", path)
		}
		a := &attribute{of: of, name: step}
		if name, index, ok := strings.Cut(step, "["); ok {
			n, err := strconv.Atoi(strings.TrimSuffix(index, "]"))
			if err != nil || !strings.HasSuffix(index, "]") {
				return nil, fmt.Errorf("the path %q has a wrong index", path)
			}
			a.name, a.at, a.index = name, n, true
		}
		of = a
	}
	return of, nil
}

// template compiles a string: "{Name}" and "{Name#attribute}" are places to
// fill in, "{{" and "}}" are braces.
func (c *compiler) template(s string, in *scope) (expr, error) {
	if strings.IndexByte(s, '{') < 0 {
		return c.word(strings.ReplaceAll(s, "}}", "}")), nil
	}
	t := &template{text: s}
	var plain []byte
	flush := func() {
		if len(plain) > 0 {
			t.parts = append(t.parts, c.word(string(plain)))
			plain = nil
		}
	}
	for i := 0; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "{{") || strings.HasPrefix(s[i:], "}}"):
			plain = append(plain, s[i])
			i++
		case s[i] == '{':
			n := strings.IndexByte(s[i:], '}')
			if n < 0 {
				return nil, fmt.Errorf("a brace is not closed in %q", s)
			}
			name, path, dotted := strings.Cut(s[i+1:i+n], "#")
			var e expr = c.variable(in, name)
			if dotted {
				var err error
				if e, err = attributes(e, strings.ReplaceAll(path, "#", ".")); err != nil {
					return nil, err
				}
			}
			flush()
			t.parts = append(t.parts, e)
			i += n
		default:
			plain = append(plain, s[i])
		}
	}
	flush()
	if len(t.parts) == 1 {
		if l, ok := t.parts[0].(*literal); ok {
			return l, nil
		}
	}
	return t, nil
}
