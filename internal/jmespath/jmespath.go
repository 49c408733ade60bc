// Package jmespath evaluates the part of JMESPath that API models use in the
// paths of their operations' context parameters: fields, indices, [*], [], lists
// of paths and keys(). It has no filters, pipes, literals or other functions.
package jmespath

import (
	"fmt"
	"strconv"
	"strings"
)

// Tree says how to look into an input of type V.
type Tree[V any] struct {
	Field func(v V, name string) (V, bool)
	Items func(v V) ([]V, bool)      // of a list
	Keys  func(v V) ([]string, bool) // of a map or structure, in its order
	Plain func(v V) any              // a string or bool; nil for everything else
}

// maxDepth is how deep paths may be nested in each other.
const maxDepth = 60

// Search evaluates a path on an input. It gives a string, a bool, a []string of
// what are strings in a list, or nil where there is nothing.
func Search[V any](path string, input V, t Tree[V]) (any, error) {
	p := pathParser{text: path}
	segments, err := p.path(0)
	if err == nil && p.at < len(path) {
		err = fmt.Errorf("unexpected %q", path[p.at:])
	}
	if err != nil {
		return nil, fmt.Errorf("read the path %q: %w", path, err)
	}
	return plainOf(evalPath(segments, &found[V]{value: input}, t), t), nil
}

// step is one step of a path.
type step struct {
	name  string      // of a field, when nothing else is set
	index *int        // [n]
	star  bool        // [*]
	multi [][]segment // [a, b]
	keys  []segment   // keys(a)
	self  bool        // @
}

// segment is the steps up to a [], which ends the lists that [*] has opened.
type segment []step

type pathParser struct {
	text string
	at   int
}

func (p *pathParser) skip(token string) bool {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
	if strings.HasPrefix(p.text[p.at:], token) {
		p.at += len(token)
		return true
	}
	return false
}

func (p *pathParser) path(depth int) ([]segment, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("it is nested deeper than %d levels", maxDepth)
	}
	all := []segment{nil}
	first := true
	for {
		var s step
		var err error
		dotted := !first && p.skip(".")
		switch {
		case !dotted && p.skip("[]"):
			all = append(all, nil)
			first = false
			continue
		case !dotted && p.skip("[*]"):
			s.star = true
		case (first || dotted) && p.skip("["):
			s.multi, err = p.multi(depth)
		case !first && !dotted && p.skip("["):
			s.index, err = p.index()
		case first && p.skip("@"):
			s.self = true
		case (first || dotted) && p.skip("keys("):
			if s.keys, err = p.path(depth + 1); err == nil && !p.skip(")") {
				err = fmt.Errorf("keys( is not closed")
			}
		case first || dotted:
			s.name, err = p.name()
		default:
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all[len(all)-1] = append(all[len(all)-1], s)
		first = false
	}
}

func (p *pathParser) multi(depth int) (all [][]segment, err error) {
	for {
		one, err := p.path(depth + 1)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
		switch {
		case p.skip(","):
		case p.skip("]"):
			return all, nil
		default:
			return nil, fmt.Errorf("a list of paths is not closed")
		}
	}
}

func (p *pathParser) index() (*int, error) {
	digits, _, ok := strings.Cut(p.text[p.at:], "]")
	n, err := strconv.Atoi(strings.TrimSpace(digits))
	if !ok || err != nil {
		return nil, fmt.Errorf("an index is no number")
	}
	p.at += len(digits) + 1
	return &n, nil
}

func (p *pathParser) name() (string, error) {
	if p.skip(`"`) {
		name, _, ok := strings.Cut(p.text[p.at:], `"`)
		if !ok {
			return "", fmt.Errorf("a quoted name is not closed")
		}
		p.at += len(name) + 1
		return name, nil
	}
	p.skip("")
	from := p.at
	for p.at < len(p.text) && (p.text[p.at] == '_' || p.text[p.at] >= '0' && p.text[p.at] <= '9' || p.text[p.at]|0x20 >= 'a' && p.text[p.at]|0x20 <= 'z') {
		p.at++
	}
	if p.at == from {
		return "", fmt.Errorf("a name is missing at %q", p.text[p.at:])
	}
	return p.text[from:p.at], nil
}

// found is a value on the way: one of the input, a list that the path made, or
// a key.
type found[V any] struct {
	value V
	list  []*found[V]
	made  bool // list counts
	key   string
	isKey bool
}

func evalPath[V any](segments []segment, v *found[V], t Tree[V]) *found[V] {
	v = evalSteps(segments[0], v, t)
	for _, s := range segments[1:] {
		items, ok := itemsOf(v, t)
		if !ok {
			return nil
		}
		flat := &found[V]{made: true}
		for _, item := range items {
			inner, nested := itemsOf(item, t)
			if !nested {
				inner = []*found[V]{item}
			}
			for _, one := range inner {
				if one = evalSteps(s, one, t); one != nil {
					flat.list = append(flat.list, one)
				}
			}
		}
		v = flat
	}
	return v
}

func evalSteps[V any](steps []step, v *found[V], t Tree[V]) *found[V] {
	for i, s := range steps {
		if v == nil {
			return nil
		}
		switch {
		case s.self:
		case s.star:
			return evalEach(steps[i+1:], v, t)
		case s.multi != nil:
			all := &found[V]{made: true}
			for _, path := range s.multi {
				all.list = append(all.list, evalPath(path, v, t))
			}
			v = all
		case s.index != nil:
			items, _ := itemsOf(v, t)
			n := *s.index
			if n < 0 {
				n += len(items)
			}
			if n < 0 || n >= len(items) {
				return nil
			}
			v = items[n]
		case s.keys != nil:
			of := evalPath(s.keys, v, t)
			if of == nil || of.made || of.isKey {
				return nil
			}
			keys, ok := t.Keys(of.value)
			if !ok {
				return nil
			}
			v = &found[V]{made: true}
			for _, k := range keys {
				v.list = append(v.list, &found[V]{key: k, isKey: true})
			}
		default:
			if v.made || v.isKey {
				return nil
			}
			field, ok := t.Field(v.value, s.name)
			if !ok {
				return nil
			}
			v = &found[V]{value: field}
		}
	}
	return v
}

// evalEach takes the steps from every item of a list.
func evalEach[V any](steps []step, v *found[V], t Tree[V]) *found[V] {
	items, ok := itemsOf(v, t)
	if !ok {
		return nil
	}
	all := &found[V]{made: true}
	for _, item := range items {
		if one := evalSteps(steps, item, t); one != nil {
			all.list = append(all.list, one)
		}
	}
	return all
}

func itemsOf[V any](v *found[V], t Tree[V]) ([]*found[V], bool) {
	switch {
	case v == nil || v.isKey:
		return nil, false
	case v.made:
		return v.list, true
	}
	items, ok := t.Items(v.value)
	if !ok {
		return nil, false
	}
	all := make([]*found[V], len(items))
	for i := range items {
		all[i] = &found[V]{value: items[i]}
	}
	return all, true
}

// plainOf gives what a parameter can be.
func plainOf[V any](v *found[V], t Tree[V]) any {
	if v == nil {
		return nil
	}
	if v.isKey {
		return v.key
	}
	items, ok := itemsOf(v, t)
	if !ok {
		return t.Plain(v.value)
	}
	all := []string{}
	for _, item := range items {
		if s, ok := plainOf(item, t).(string); ok {
			all = append(all, s)
		}
	}
	return all
}
