package endpoint

import "strings"

// maxText is the longest string that an expression may make, in bytes; rule
// sets that make longer ones have no sensible meaning.
const maxText = 1 << 16

// run is one evaluation.
type run struct {
	partitions *Partitions
	longLabels bool
	parseURL   func(string) *URL
	vars       []value
	room       [40]value
	trace      *tracer
}

// expr is an expression of the rules language.
type expr interface {
	eval(r *run) value
	// source appends the expression as a person would write it.
	source(b []byte) []byte
}

type literal struct{ v value }

func (e *literal) eval(*run) value { return e.v }

type variable struct {
	slot int
	name string
}

func (e *variable) eval(r *run) value {
	if e.slot < 0 {
		return value{} // no rule above has assigned it
	}
	return r.vars[e.slot]
}

// attribute is getAttr with a path of one step; longer paths are nested.
type attribute struct {
	of    expr
	name  string
	at    int
	index bool // an index follows the name, or is all there is
}

func (e *attribute) eval(r *run) value {
	v := e.of.eval(r)
	if e.name != "" {
		if v.kind != isRecord {
			return value{}
		}
		v = v.record.attr(e.name)
	}
	if !e.index {
		return v
	}
	at := e.at
	if at < 0 {
		at += len(v.list)
	}
	if v.kind != isList || at < 0 || at >= len(v.list) {
		return value{}
	}
	return text(v.list[at])
}

// template is a string with places to fill in.
type template struct {
	parts []expr
	text  string // as written
}

func (e *template) eval(r *run) value {
	var room [160]byte
	b := room[:0]
	for _, p := range e.parts {
		v := p.eval(r)
		switch v.kind {
		case unset:
			return value{}
		case isText:
			b = append(b, v.text...)
		default:
			b = append(b, v.String()...)
		}
		if len(b) > maxText {
			return value{}
		}
	}
	return text(string(b))
}

// call is a function of the rules language.
type call struct {
	fn   *function
	args [4]expr // as many as fn takes
	more []expr  // all of coalesce's
}

func (e *call) eval(r *run) value { return e.fn.eval(r, e) }

func (e *call) arguments() []expr {
	if e.more != nil {
		return e.more
	}
	return e.args[:e.fn.arity]
}

func (e *call) text(r *run, i int) (string, bool) {
	v := e.args[i].eval(r)
	return v.text, v.kind == isText
}

// function is a function of the language, by its name in rule sets.
type function struct {
	name  string
	arity int // -1 for one or more
	eval  func(r *run, c *call) value
}

func functionNamed(name string) *function {
	switch name {
	case "isSet":
		return &function{name, 1, func(r *run, c *call) value { return boolean(c.args[0].eval(r).kind != unset) }}
	case "not":
		return &function{name, 1, func(r *run, c *call) value { return boolean(!c.args[0].eval(r).holds()) }}
	case "stringEquals":
		return &function{name, 2, func(r *run, c *call) value {
			a, ok := c.text(r, 0)
			b, also := c.text(r, 1)
			return boolean(ok && also && a == b)
		}}
	case "booleanEquals":
		return &function{name, 2, func(r *run, c *call) value {
			a, b := c.args[0].eval(r), c.args[1].eval(r)
			return boolean(a.kind == isBool && b.kind == isBool && a.number == b.number)
		}}
	case "coalesce":
		return &function{name, -1, func(r *run, c *call) value {
			for _, a := range c.more {
				if v := a.eval(r); v.kind != unset {
					return v
				}
			}
			return value{}
		}}
	case "ite":
		return &function{name, 3, func(r *run, c *call) value {
			if c.args[0].eval(r).isTrue() {
				return c.args[1].eval(r)
			}
			return c.args[2].eval(r)
		}}
	}
	return textFunction(name)
}

// textFunction gives the functions that take a string first, and have no value
// without one.
func textFunction(name string) *function {
	of := func(arity int, f func(r *run, c *call, s string) value) *function {
		return &function{name, arity, func(r *run, c *call) value {
			s, ok := c.text(r, 0)
			if !ok {
				return value{}
			}
			return f(r, c, s)
		}}
	}
	switch name {
	case "aws.partition":
		return &function{name, 1, func(r *run, c *call) value { // an unset region is in the first partition, as for botocore
			s, _ := c.text(r, 0)
			return value{kind: isRecord, record: r.partitions.Of(s)}
		}}
	case "aws.parseArn":
		return of(1, func(_ *run, _ *call, s string) value {
			if a := parseARN(s); a != nil {
				return value{kind: isRecord, record: a}
			}
			return value{}
		})
	case "aws.isVirtualHostableS3Bucket":
		return of(2, func(r *run, c *call, s string) value {
			return boolean(virtualHostable(s, c.args[1].eval(r).isTrue(), r.longLabels))
		})
	case "isValidHostLabel":
		return of(2, func(r *run, c *call, s string) value { return boolean(validHostLabel(s, c.args[1].eval(r).isTrue())) })
	case "parseURL":
		return of(1, func(r *run, _ *call, s string) value {
			if u := r.parseURL(s); u != nil {
				return value{kind: isRecord, record: u}
			}
			return value{}
		})
	case "substring":
		return of(4, func(r *run, c *call, s string) value {
			if part, ok := substring(s, c.args[1].eval(r).number, c.args[2].eval(r).number, c.args[3].eval(r).isTrue()); ok {
				return text(part)
			}
			return value{}
		})
	case "uriEncode":
		return of(1, func(_ *run, _ *call, s string) value {
			if len(s) > maxText {
				return value{}
			}
			return text(string(appendEncoded(nil, s, "")))
		})
	case "split":
		return of(3, func(r *run, c *call, s string) value {
			return value{kind: isList, list: split(s, c.args[1].eval(r).text, c.args[2].eval(r).number)}
		})
	}
	return nil
}

func (e *literal) source(b []byte) []byte {
	if e.v.kind == isText {
		return append(append(append(b, '"'), e.v.text...), '"')
	}
	return append(b, e.v.String()...)
}

func (e *variable) source(b []byte) []byte { return append(b, e.name...) }

func (e *attribute) source(b []byte) []byte {
	b = e.of.source(b)
	if e.name != "" {
		b = append(append(b, '#'), e.name...)
	}
	if e.index {
		b = append(append(append(b, '['), value{kind: isNumber, number: e.at}.String()...), ']')
	}
	return b
}

func (e *template) source(b []byte) []byte {
	return append(append(append(b, '"'), e.text...), '"')
}

func (e *call) source(b []byte) []byte {
	b = append(append(b, e.fn.name...), '(')
	for i, a := range e.arguments() {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = a.source(b)
	}
	return append(b, ')')
}

// sourceOf gives an expression as text.
func sourceOf(e expr) string { return strings.TrimSpace(string(e.source(nil))) }
