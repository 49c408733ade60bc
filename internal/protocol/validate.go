package protocol

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/suggest"
)

// Validate checks the input against the model, as the style's SDK does before it
// sends anything, and names every fault at once. Types and names are checked in
// every style: where the SDK does not, its language does. The error is an
// *InputError.
func (c *Call) Validate() error {
	v := validator{call: c}
	if c.Options.NoParamValidation {
		return nil
	}
	if in := c.Operation.Input; in != nil {
		v.value(&c.Input, in, "", 0)
	} else {
		for _, f := range c.Input.Fields {
			v.add(f.Name, Unknown, "%s takes no parameters", c.Operation.Name)
		}
	}
	for i := range c.Style.Validation.Refusals {
		if r := &c.Style.Validation.Refusals[i]; c.isOneOf(r.Service, r.Operations) {
			v.problems = append(v.problems, r.Check(c)...)
		}
	}
	if len(v.problems) == 0 {
		return nil
	}
	return &InputError{Operation: c.Operation.Name, Problems: v.problems}
}

type validator struct {
	call     *Call
	problems []Problem
}

func (v *validator) add(path string, code Code, format string, args ...any) {
	v.problems = append(v.problems, Problem{Path: path, Code: code, Message: fmt.Sprintf(format, args...)})
}

// maxProblems bounds how many faults are named of an input that is all wrong.
const maxProblems = 1000

func (v *validator) value(value *Value, m *catalogue.Member, path string, depth int) {
	switch {
	case len(v.problems) >= maxProblems:
		return
	case depth > maxDepth:
		v.add(path, WrongType, "is nested deeper than %d levels", maxDepth)
		return
	case m.Is(catalogue.JSONValue) && m.Location == catalogue.InHeader, m.Is(catalogue.Document):
		return // anything
	}
	switch m.Shape.Kind {
	case catalogue.Structure:
		if v.call.streamsIn(m) {
			v.events(value, m, path, depth)
			return
		}
		v.structure(value, m, path, depth)
	case catalogue.List:
		v.list(value, m, path, depth)
	case catalogue.Map:
		v.entries(value, m, path, depth)
	case catalogue.Timestamp:
		if _, err := timeOf(value); err != nil {
			v.add(path, WrongType, "must be a timestamp: %v", err)
		} else if value.Kind == Bool && !v.call.Style.Validation.CountsBooleans {
			v.add(path, WrongType, "must be a timestamp, not %s", value.Kind)
		}
	case catalogue.Blob:
		if value.Kind != Blob && value.Kind != String {
			v.add(path, WrongType, "must be a blob, not %s", value.Kind)
		}
	default:
		v.scalar(value, m, path)
	}
}

// events checks a stream, each event of which has one name.
func (v *validator) events(value *Value, m *catalogue.Member, path string, depth int) {
	if value.Kind != List {
		v.add(path, WrongType, "must be a list of events, such as [{%q: {…}}], not %s", m.Shape.MemberNames()[0], value.Kind)
		return
	}
	for i := range value.Items {
		at, event := index(path, i), &value.Items[i]
		if event.Kind == Map && len(event.Fields) != 1 {
			v.add(at, WrongUnion, "must have one of %s", strings.Join(m.Shape.MemberNames(), ", "))
			continue
		}
		v.structure(event, m, at, depth)
	}
}

func (v *validator) structure(value *Value, m *catalogue.Member, path string, depth int) {
	if value.Kind != Map {
		v.add(path, WrongType, "must be an object, not %s", value.Kind)
		return
	}
	names := m.Shape.MemberNames()
	if m.Shape.Is(catalogue.Union) {
		switch len(value.Fields) {
		case 0:
			v.add(path, WrongUnion, "must have one of %s", strings.Join(names, ", "))
		case 1:
		default:
			v.add(path, WrongUnion, "must have only one of %s", strings.Join(names, ", "))
		}
	}
	if v.call.Style.Validation.ChecksRequired {
		for i := range m.Shape.Members {
			if member := &m.Shape.Members[i]; member.Traits&catalogue.Required != 0 && value.Get(member.Name) == nil {
				v.add(join(path, member.Name), Missing, "is required")
			}
		}
	}
	for i := range value.Fields {
		f := &value.Fields[i]
		member := m.Shape.Member(f.Name)
		switch {
		case member == nil && len(names) == 0:
			v.add(join(path, f.Name), Unknown, "there is no such parameter; none can be given here")
		case member == nil:
			v.add(join(path, f.Name), Unknown, "there is no such parameter%s", suggestion(f.Name, names))
		case f.Value.Kind == Null && !v.call.Style.Validation.RefusesNull:
		default:
			v.value(&f.Value, member, join(path, f.Name), depth+1)
		}
	}
}

// suggestion names what may have been meant, or all that is there when it is
// not much.
func suggestion(name string, names []string) string {
	if s := suggest.DidYouMean(name, names); s != "" {
		return s
	}
	if len(names) <= 12 {
		return "; it is one of " + strings.Join(names, ", ")
	}
	return ""
}

func (v *validator) list(value *Value, m *catalogue.Member, path string, depth int) {
	if value.Kind != List {
		v.add(path, WrongType, "must be a list, not %s", value.Kind)
		return
	}
	v.length(len(value.Items), m, path, "elements")
	for i := range value.Items {
		v.value(&value.Items[i], m.Shape.Value, index(path, i), depth+1)
	}
}

func (v *validator) entries(value *Value, m *catalogue.Member, path string, depth int) {
	if value.Kind != Map {
		v.add(path, WrongType, "must be an object, not %s", value.Kind)
		return
	}
	for i := range value.Fields {
		f := &value.Fields[i]
		name := Text(f.Name)
		v.value(&name, m.Shape.Key, join(path, f.Name), depth+1)
		v.value(&f.Value, m.Shape.Value, join(path, f.Name), depth+1)
	}
}

func (v *validator) scalar(value *Value, m *catalogue.Member, path string) {
	switch m.Shape.Kind {
	case catalogue.Boolean:
		if value.Kind != Bool {
			v.add(path, WrongType, "must be true or false, not %s", value.Kind)
		}
	case catalogue.String, catalogue.Character:
		if value.Kind != String {
			v.add(path, WrongType, "must be a string, not %s", value.Kind)
			return
		}
		v.length(utf8.RuneCountInString(value.Text), m, path, "characters")
	case catalogue.Integer, catalogue.Long, catalogue.BigInteger:
		switch {
		case value.Kind == Bool && v.call.Style.Validation.CountsBooleans:
			one := "0"
			if value.True {
				one = "1"
			}
			v.least(one, m, path)
		case value.Kind != Number:
			v.add(path, WrongType, "must be a whole number, not %s", value.Kind)
		case !isInteger(value.Text):
			v.add(path, WrongType, "must be a whole number, not %s", value.Text)
		default:
			v.least(value.Text, m, path)
		}
	default:
		switch {
		case value.Kind == Number:
			v.least(value.Text, m, path)
		case value.Kind == Bool && v.call.Style.Validation.CountsBooleans:
		case value.Kind == String && isSpecial(value.Text) && !v.call.Style.Validation.RefusesSpecialText:
		default:
			v.add(path, WrongType, "must be a number, not %s", value.Kind)
		}
	}
}

func (v *validator) least(literal string, m *catalogue.Member, path string) {
	if m.Shape.Min != "" && v.call.Style.Validation.ChecksMinimum && less(literal, m.Shape.Min) {
		v.add(path, TooSmall, "must be %s at least, not %s", m.Shape.Min, literal)
	}
}

func (v *validator) length(n int, m *catalogue.Member, path, of string) {
	if !v.call.Style.Validation.ChecksMinimum {
		return
	}
	least, err := strconv.Atoi(m.Shape.Min)
	switch {
	case err != nil && m.Is(catalogue.HostLabel):
		least = 1
	case err != nil:
		return
	}
	if n < least {
		v.add(path, TooShort, "must have %d %s at least, not %d", least, of, n)
	}
}
