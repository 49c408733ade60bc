package endpoint

import (
	"strconv"
	"strings"
)

// Params are the values of a rule set's parameters. Those that the rules do
// not ask for are passed over.
type Params struct {
	// LongLabels says that a bucket's name with dots may stand in a host name only
	// when each part of it has three characters at least, not the whole alone
	// (aws-sdk-go-v2, internal/endpoints/awsrulesfn/host.go; @aws-sdk/core 3.981.1,
	// isVirtualHostableS3Bucket).
	LongLabels bool

	// ParseURL is the function parseURL where an SDK takes URLs apart by its
	// language's library; nil for botocore's.
	ParseURL func(string) *URL

	given []param
}

type param struct {
	name  string
	value value
}

// SetString sets a parameter; an empty string is a value.
func (p *Params) SetString(name, s string) { p.set(name, value{kind: isText, text: s}) }

// SetBool sets a parameter.
func (p *Params) SetBool(name string, b bool) { p.set(name, boolean(b)) }

// SetStrings sets a parameter; an empty list is a value.
func (p *Params) SetStrings(name string, all []string) { p.set(name, value{kind: isList, list: all}) }

// Unset takes a parameter away.
func (p *Params) Unset(name string) {
	for i := range p.given {
		if p.given[i].name == name {
			p.given[i].value = value{}
		}
	}
}

func (p *Params) set(name string, v value) {
	for i := range p.given {
		if p.given[i].name == name {
			p.given[i].value = v
			return
		}
	}
	p.given = append(p.given, param{name, v})
}

func (p *Params) get(name string) value {
	for i := range p.given {
		if p.given[i].name == name {
			return p.given[i].value
		}
	}
	return value{}
}

// Text gives a parameter as text, and whether it is set.
func (p *Params) Text(name string) (string, bool) {
	v := p.get(name)
	return v.String(), v.kind != unset
}

// Each calls f for every parameter that is set, in the order of setting.
func (p *Params) Each(f func(name, text string)) {
	for _, g := range p.given {
		if g.value.kind != unset {
			f(g.name, g.value.String())
		}
	}
}

// kind is the type of a value.
type kind uint8

const (
	unset kind = iota
	isBool
	isNumber
	isText
	isList
	isRecord
)

// value is a value of the rules language.
type value struct {
	kind   kind
	number int // 1 for true
	text   string
	list   []string
	record record
}

// record is a value with attributes.
type record interface {
	attr(name string) value
}

func boolean(b bool) value {
	if b {
		return value{kind: isBool, number: 1}
	}
	return value{kind: isBool}
}

func text(s string) value { return value{kind: isText, text: s} }

// isTrue reports whether a value is the boolean true.
func (v value) isTrue() bool { return v.kind == isBool && v.number == 1 }

// holds reports whether a condition of this value is met.
func (v value) holds() bool { return v.kind != unset && (v.kind != isBool || v.number == 1) }

func (v value) String() string {
	switch v.kind {
	case isBool:
		if v.number == 1 {
			return "true"
		}
		return "false"
	case isNumber:
		return strconv.Itoa(v.number)
	case isText:
		return v.text
	case isList:
		return "[" + strings.Join(v.list, ", ") + "]"
	case isRecord:
		if s, ok := v.record.(interface{ String() string }); ok {
			return s.String()
		}
	}
	return ""
}
