package dryrun

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/jsontree"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/suggest"
)

// SetParam puts a value into an input by its path: "Bucket", "Tags[0].Key",
// "Metadata.owner", `Key["a.b"].S` for keys that have dots. The model says how the
// text is meant; a structure, a list or a map is JSON. When the error, which is a
// *protocol.InputError, is not nil, the input is as it was.
func SetParam(op *catalogue.Operation, input *protocol.Value, path, text string) error {
	s := setter{path: path, text: text}
	if op.Input == nil {
		s.fault(protocol.Unknown, "%s takes no parameters", op.Name)
	} else if s.set(input, op.Input, path) {
		return nil
	}
	for _, undo := range slices.Backward(s.undo) {
		undo()
	}
	return &protocol.InputError{Operation: op.Name, Problems: s.problems}
}

// setter follows one path.
type setter struct {
	path, text string
	problems   []protocol.Problem
	undo       []func() // what was made on the way
}

// fault writes down what is wrong with the parameter. It gives false, for set to
// give.
func (s *setter) fault(code protocol.Code, format string, args ...any) bool {
	s.problems = append(s.problems, protocol.Problem{Path: s.path, Code: code, Message: fmt.Sprintf(format, args...)})
	return false
}

func (s *setter) set(at *protocol.Value, m *catalogue.Member, rest string) bool {
	if rest == "" {
		return s.value(at, m)
	}
	if index, after, ok := strings.Cut(rest, "]"); ok && strings.HasPrefix(index, "[") && !strings.HasPrefix(index, `["`) {
		return s.item(at, m, index[1:], strings.TrimPrefix(after, "."))
	}
	name, after, err := cutName(rest)
	if err != nil {
		return s.fault(protocol.Unknown, "%v", err)
	}
	var next *catalogue.Member
	switch {
	case m.Shape.Kind == catalogue.Structure && !m.Is(catalogue.Document):
		if next = m.Shape.Member(name); next == nil {
			return s.fault(protocol.Unknown, "there is no %s%s", name, meant(name, m.Shape.MemberNames()))
		}
	case m.Shape.Kind == catalogue.Map:
		// A key may have dots of its own when nothing can stand below it.
		if k := m.Shape.Value.Shape.Kind; k != catalogue.Structure && k != catalogue.List && k != catalogue.Map && !strings.HasPrefix(rest, `["`) {
			name, after = rest, ""
		}
		next = m.Shape.Value
	default:
		return s.fault(protocol.Unknown, "%s stands below %s, which has no members", name, article(m.Shape.Kind))
	}
	s.become(at, protocol.Map)
	n := len(at.Fields)
	below := at.Get(name)
	if below == nil {
		s.undo = append(s.undo, func() { at.Fields = at.Fields[:n] })
		at.Fields = append(at.Fields, protocol.Field{Name: name})
		below = &at.Fields[n].Value
	}
	return s.set(below, next, after)
}

// become makes a value one of a kind, an empty one where it was another.
func (s *setter) become(at *protocol.Value, kind protocol.Kind) {
	if was := *at; was.Kind != kind {
		s.undo = append(s.undo, func() { *at = was })
		*at = protocol.Value{Kind: kind}
	}
}

// cutName takes the first name off a path: up to a dot or a bracket, or between
// brackets and quotation marks.
func cutName(path string) (name, after string, err error) {
	if !strings.HasPrefix(path, `["`) {
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			return path, "", nil
		}
		return path[:end], strings.TrimPrefix(path[end:], "."), nil
	}
	quoted, err := strconv.QuotedPrefix(path[1:])
	if err == nil {
		name, err = strconv.Unquote(quoted)
	}
	after, closed := strings.CutPrefix(path[min(len(path), 1+len(quoted)):], "]")
	if err != nil || !closed {
		return "", "", fmt.Errorf(`%s does not end with "]`, path)
	}
	return name, strings.TrimPrefix(after, "."), nil
}

// meant names what may have been meant, or all that there is when it is not much.
func meant(name string, names []string) string {
	if s := suggest.DidYouMean(name, names); s != "" || len(names) == 0 || len(names) > 12 {
		return s
	}
	return "; it is one of " + strings.Join(names, ", ")
}

// maxItem keeps a slip of the pen from asking for a list that fills the memory.
const maxItem = 9999

func (s *setter) item(at *protocol.Value, m *catalogue.Member, index, rest string) bool {
	if m.Shape.Kind != catalogue.List {
		return s.fault(protocol.WrongType, "[%s] stands behind %s, which is no list", index, article(m.Shape.Kind))
	}
	n, err := strconv.Atoi(index)
	if err != nil || n < 0 || n > maxItem {
		return s.fault(protocol.Unknown, "[%s] is no place in a list; the first is [0]", index)
	}
	s.become(at, protocol.List)
	if n > len(at.Items) {
		return s.fault(protocol.Unknown, "[%s] comes before [%d] is given", index, len(at.Items))
	}
	if n == len(at.Items) {
		s.undo = append(s.undo, func() { at.Items = at.Items[:n] })
		at.Items = append(at.Items, protocol.Value{})
	}
	return s.set(&at.Items[n], m.Shape.Value, rest)
}

// value reads the text of the parameter as its shape wants it.
func (s *setter) value(at *protocol.Value, m *catalogue.Member) bool {
	switch m.Shape.Kind {
	case catalogue.Structure, catalogue.List, catalogue.Map:
		return s.tree(at, m)
	case catalogue.Blob:
		b, err := base64.StdEncoding.DecodeString(s.text)
		if err != nil {
			return s.fault(protocol.NotBase64, "a blob is given in base64: %v", err)
		}
		*at = protocol.Binary(b)
	case catalogue.Boolean:
		if s.text != "true" && s.text != "false" {
			return s.fault(protocol.WrongType, "%q is neither true nor false", s.text)
		}
		*at = protocol.Boolean(s.text == "true")
	case catalogue.Integer, catalogue.Long, catalogue.BigInteger, catalogue.Float, catalogue.Double, catalogue.BigDecimal:
		tree, err := jsontree.Parse([]byte(s.text))
		if err != nil || tree.Kind != jsontree.Number {
			return s.fault(protocol.WrongType, "%q is not a number", s.text)
		}
		*at = protocol.Literal(tree.Text)
	default:
		*at = protocol.Text(s.text)
	}
	return true
}

// tree reads JSON, with a structure around it whose one member the parameter is.
func (s *setter) tree(at *protocol.Value, m *catalogue.Member) bool {
	tree, err := jsontree.Parse([]byte(s.text))
	if err != nil {
		return s.fault(protocol.WrongType, "a %s is given as JSON: %v", m.Shape.Kind, err)
	}
	around := &catalogue.Member{Shape: &catalogue.Shape{Kind: catalogue.Structure, Members: []catalogue.Member{{Name: "v", Shape: m.Shape, Traits: m.Traits}}}}
	object := &jsontree.Value{Kind: jsontree.Object, Fields: []jsontree.Field{{Name: "v", Value: *tree}}}
	v, err := protocol.DecodeInput(&catalogue.Operation{Input: around}, object)
	var in *protocol.InputError
	if errors.As(err, &in) {
		for _, p := range in.Problems {
			s.problems = append(s.problems, protocol.Problem{Path: s.path + strings.TrimPrefix(p.Path, "v"), Code: p.Code, Message: p.Message})
		}
		return false
	}
	*at = *v.Get("v")
	return true
}

func article(k catalogue.Kind) string {
	name := k.String()
	if strings.IndexByte("aeiou", name[0]) >= 0 {
		return "an " + name
	}
	return "a " + name
}

// SetBody gives an input its payload: the member that is the whole body.
func SetBody(op *catalogue.Operation, input *protocol.Value, body []byte) error {
	if op.Input == nil || op.Input.Shape.Payload == "" {
		return fmt.Errorf("body: %s has no member that is the whole body; give its parameters with --input or --param", op.Name)
	}
	m := op.Input.Shape.Member(op.Input.Shape.Payload)
	switch {
	case m == nil:
		return fmt.Errorf("body: the model of %s has no %s", op.Name, op.Input.Shape.Payload)
	case m.Shape.Kind == catalogue.Blob:
		input.Set(m.Name, protocol.Binary(body))
	case m.Shape.Kind == catalogue.String:
		input.Set(m.Name, protocol.Text(string(body)))
	default:
		return fmt.Errorf("body: %s of %s is a %s; give it with --input or --param", m.Name, op.Name, m.Shape.Kind)
	}
	return nil
}
