// Package check asks yes-or-no questions of a resolve document, for CI.
package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// Assertion is one such question.
type Assertion struct {
	Text    string // as it was written
	Setting string
	Op      string // = != >= <= > < and ! for unset, "" for set
	Want    string
}

// Result is an assertion with its answer.
type Result struct {
	Assertion
	Holds bool
	Found document.Setting
	Why   string // why it does not hold
}

// the operators
var operators = []string{"!=", ">=", "<=", "==", "=", ">", "<"}

// Parse reads SETTING=VALUE, SETTING!=VALUE, SETTING>=N, SETTING<=N,
// SETTING>N, SETTING<N, !SETTING (unset) or SETTING (set).
func Parse(text string) (Assertion, error) {
	a := Assertion{Text: text}
	if name, ok := strings.CutPrefix(text, "!"); ok && !strings.ContainsAny(name, "=<>") {
		a.Setting, a.Op = strings.TrimSpace(name), "!"
		if a.Setting == "" {
			return a, fmt.Errorf("assertion %q names no setting", text)
		}
		return a, nil
	}
	i := strings.IndexAny(text, "=<>!~")
	if i < 0 {
		a.Setting = strings.TrimSpace(text)
		return a, nil
	}
	op := text[i:]
	op = op[:len(op)-len(strings.TrimLeft(op, "=<>!~"))]
	if op == "=~" && strings.HasPrefix(text[i:], "=~/") {
		op = "=" // a path below the home directory
	}
	if !slices.Contains(operators, op) {
		return a, fmt.Errorf("assertion %q: there is no operator %s; use = != >= <= > or <", text, op)
	}
	a.Setting, a.Op, a.Want = strings.TrimSpace(text[:i]), strings.Replace(op, "==", "=", 1), strings.TrimSpace(text[i+len(op):])
	if a.Setting == "" {
		return a, fmt.Errorf("assertion %q is not SETTING=VALUE, !=, >=, <=, > or <, or !SETTING", text)
	}
	if strings.ContainsAny(a.Op, "<>") {
		if _, err := strconv.ParseFloat(a.Want, 64); err != nil {
			return a, fmt.Errorf("assertion %q compares with %q, which is no number", text, a.Want)
		}
	}
	return a, nil
}

// Ask answers an assertion about a document.
func Ask(d document.Document, a Assertion) Result {
	s, known := found(d, a.Setting)
	r := Result{Assertion: a, Found: s}
	switch {
	case !known && a.Op == "!":
		r.Holds = true
	case !known:
		r.Why = fmt.Sprintf("%s knows no %s", d.As, a.Setting)
	case a.Op == "!":
		r.Holds = !s.Set
		r.Why = fmt.Sprintf("%s is %q, not unset", a.Setting, s.Value)
	case a.Op == "!=":
		r.Holds = !s.Set || s.Value != a.Want
		r.Why = fmt.Sprintf("%s is %q", a.Setting, s.Value)
	case !s.Set:
		r.Why = a.Setting + " is unset"
	case a.Op == "":
		r.Holds = true
	case a.Op == "=":
		r.Holds = s.Value == a.Want
		r.Why = fmt.Sprintf("%s is %q, not %q", a.Setting, s.Value, a.Want)
	default:
		r.Holds, r.Why = measured(a, s.Value)
	}
	if r.Holds {
		r.Why = ""
	}
	return r
}

func measured(a Assertion, value string) (holds bool, why string) {
	want, _ := strconv.ParseFloat(a.Want, 64)
	got, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return false, fmt.Sprintf("%s is %q, which is no number", a.Setting, value)
	}
	switch a.Op {
	case ">=":
		holds = got >= want
	case "<=":
		holds = got <= want
	case ">":
		holds = got > want
	case "<":
		holds = got < want
	}
	return holds, fmt.Sprintf("%s is %s, not %s %s", a.Setting, value, a.Op, a.Want)
}

// found is what an assertion is about: a setting, or a field of the document,
// such as credentials.account.
func found(d document.Document, name string) (s document.Setting, known bool) {
	if s, known = d.Settings[name]; known || !document.IsPath(name) {
		return s, known
	}
	f, err := d.Field(name)
	if err != nil {
		return s, false
	}
	s.Set, s.Origin = f.Set, f.Origin
	if f.Set {
		s.Value = f.Text()
	}
	return s, true
}
