package dryrun

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/jsontree"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/suggest"
)

// SetParam puts a value into an input by its path: "Bucket", "Tags[0].Key",
// "Metadata.owner", "Key[\"a.b\"].S" for keys that have dots. The model says how the text is meant; a structure, a list or
// a map is JSON.
func SetParam(op *catalogue.Operation, input *protocol.Value, path, text string) error {
	if op.Input == nil {
		return fmt.Errorf("parameter %s: %s takes no parameters", path, op.Name)
	}
	return setParamAt(input, op.Input, path, path, text)
}

func setParamAt(at *protocol.Value, m *catalogue.Member, path, rest, text string) error {
	if rest == "" {
		v, err := paramValue(m, path, text)
		if err == nil {
			*at = v
		}
		return err
	}
	if index, after, ok := strings.Cut(rest, "]"); ok && strings.HasPrefix(index, "[") && !strings.HasPrefix(index, `["`) {
		return setItem(at, m, path, index[1:], strings.TrimPrefix(after, "."), text)
	}
	name, after, err := cutName(rest)
	if err != nil {
		return fmt.Errorf("parameter %s: %w", path, err)
	}
	var next *catalogue.Member
	switch {
	case m.Shape.Kind == catalogue.Structure && !m.Is(catalogue.Document):
		if next = m.Shape.Member(name); next == nil {
			return fmt.Errorf("parameter %s: there is no %s%s", path, name, meant(name, m.Shape.MemberNames()))
		}
	case m.Shape.Kind == catalogue.Map:
		// A key may have dots of its own when nothing can stand below it.
		if k := m.Shape.Value.Shape.Kind; k != catalogue.Structure && k != catalogue.List && k != catalogue.Map && !strings.HasPrefix(rest, `["`) {
			name, after = rest, ""
		}
		next = m.Shape.Value
	default:
		return fmt.Errorf("parameter %s: %s stands below a %s, which has no members", path, name, m.Shape.Kind)
	}
	if at.Kind != protocol.Map {
		*at = protocol.Value{Kind: protocol.Map}
	}
	if at.Get(name) == nil {
		at.Set(name, protocol.Value{})
	}
	return setParamAt(at.Get(name), next, path, after, text)
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

func setItem(at *protocol.Value, m *catalogue.Member, path, index, rest, text string) error {
	if m.Shape.Kind != catalogue.List {
		return fmt.Errorf("parameter %s: [%s] stands behind a %s, which is no list", path, index, m.Shape.Kind)
	}
	n, err := strconv.Atoi(index)
	if err != nil || n < 0 || n > maxItem {
		return fmt.Errorf("parameter %s: [%s] is no place in a list; the first is [0]", path, index)
	}
	if at.Kind != protocol.List {
		*at = protocol.Value{Kind: protocol.List}
	}
	if n > len(at.Items) {
		return fmt.Errorf("parameter %s: [%s] comes before [%d] is given", path, index, len(at.Items))
	}
	if n == len(at.Items) {
		at.Items = append(at.Items, protocol.Value{})
	}
	return setParamAt(&at.Items[n], m.Shape.Value, path, rest, text)
}

// paramValue reads the text of a parameter as its shape wants it.
func paramValue(m *catalogue.Member, path, text string) (protocol.Value, error) {
	switch m.Shape.Kind {
	case catalogue.Structure, catalogue.List, catalogue.Map:
		tree, err := jsontree.Parse([]byte(text))
		if err != nil {
			return protocol.Value{}, fmt.Errorf("parameter %s: a %s is given as JSON: %w", path, m.Shape.Kind, err)
		}
		wrapped := &catalogue.Operation{Name: path, Input: m}
		if tree.Kind == jsontree.Object {
			return protocol.DecodeInput(wrapped, tree)
		}
		return decodeList(m, path, tree)
	case catalogue.Blob:
		b, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return protocol.Value{}, fmt.Errorf("parameter %s: a blob is given in base64: %w", path, err)
		}
		return protocol.Binary(b), nil
	case catalogue.Boolean:
		switch text {
		case "true", "false":
			return protocol.Boolean(text == "true"), nil
		}
		return protocol.Value{}, fmt.Errorf("parameter %s: %q is neither true nor false", path, text)
	case catalogue.Integer, catalogue.Long, catalogue.BigInteger, catalogue.Float, catalogue.Double, catalogue.BigDecimal:
		if tree, err := jsontree.Parse([]byte(text)); err == nil && tree.Kind == jsontree.Number {
			return protocol.Literal(tree.Text), nil
		}
		return protocol.Value{}, fmt.Errorf("parameter %s: %q is not a number", path, text)
	}
	return protocol.Text(text), nil
}

// decodeList reads a JSON array through an object around it.
func decodeList(m *catalogue.Member, path string, tree *jsontree.Value) (protocol.Value, error) {
	around := &catalogue.Member{Shape: &catalogue.Shape{Kind: catalogue.Structure, Members: []catalogue.Member{{Name: "v", Shape: m.Shape, Traits: m.Traits}}}}
	object := &jsontree.Value{Kind: jsontree.Object}
	object.Fields = append(object.Fields, jsontree.Field{Name: "v", Value: *tree})
	v, err := protocol.DecodeInput(&catalogue.Operation{Name: path, Input: around}, object)
	if err != nil {
		return v, fmt.Errorf("parameter %s: %w", path, err)
	}
	return *v.Get("v"), nil
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
