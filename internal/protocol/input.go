package protocol

import (
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/jsontree"
)

// ParseInput reads the input of an operation as the AWS CLI's --cli-input-json
// has it: a JSON object in which blobs are base64 and timestamps ISO 8601 text or
// seconds since 1970. An empty text is an empty input. The error is an
// *InputError when blobs are not base64, and a *jsontree.SyntaxError, wrapped,
// when the text is not JSON. What else is wrong with the input, Validate says.
func ParseInput(op *catalogue.Operation, text []byte) (Value, error) {
	if strings.TrimSpace(string(text)) == "" {
		return Value{Kind: Map}, nil
	}
	tree, err := jsontree.Parse(text)
	if err != nil {
		return Value{}, fmt.Errorf("read the input of %s: %w", op.Name, err)
	}
	return DecodeInput(op, tree)
}

// DecodeInput is ParseInput for JSON that has been read.
func DecodeInput(op *catalogue.Operation, tree *jsontree.Value) (Value, error) {
	if tree.Kind != jsontree.Object {
		return Value{}, &InputError{Operation: op.Name, Problems: []Problem{{Code: WrongType, Message: "must be a JSON object, not " + FromJSON(tree).Kind.String()}}}
	}
	if op.Input == nil {
		return FromJSON(tree), nil
	}
	var d decoder
	v := d.value(tree, op.Input, "")
	if len(d.problems) > 0 {
		return v, &InputError{Operation: op.Name, Problems: d.problems}
	}
	return v, nil
}

// decoder turns the text of blobs into bytes.
type decoder struct{ problems []Problem }

func (d *decoder) value(t *jsontree.Value, m *catalogue.Member, path string) Value {
	switch {
	case m.Shape.Kind == catalogue.Blob && t.Kind == jsontree.String:
		b, err := base64.StdEncoding.DecodeString(unspaced(t.Text))
		if err != nil {
			d.problems = append(d.problems, Problem{Path: path, Code: NotBase64, Message: "must be base64: " + err.Error()})
		}
		return Binary(b)
	case m.Shape.Is(catalogue.EventStream) && t.Kind == jsontree.Array:
		v := Value{Kind: List, Items: make([]Value, len(t.Items))}
		for i := range t.Items {
			v.Items[i] = d.value(&t.Items[i], m, index(path, i))
		}
		return v
	case m.Shape.Kind == catalogue.Structure && t.Kind == jsontree.Object && !m.Is(catalogue.Document):
		return object(t, func(name string, f *jsontree.Value) Value {
			if member := m.Shape.Member(name); member != nil {
				return d.value(f, member, join(path, name))
			}
			return FromJSON(f)
		})
	case m.Shape.Kind == catalogue.List && t.Kind == jsontree.Array:
		v := Value{Kind: List, Items: make([]Value, len(t.Items))}
		for i := range t.Items {
			v.Items[i] = d.value(&t.Items[i], m.Shape.Value, index(path, i))
		}
		return v
	case m.Shape.Kind == catalogue.Map && t.Kind == jsontree.Object:
		return object(t, func(name string, f *jsontree.Value) Value {
			return d.value(f, m.Shape.Value, join(path, name))
		})
	}
	return FromJSON(t)
}

// unspaced drops the white space that base64 in files has.
func unspaced(s string) string {
	if !strings.ContainsAny(s, " \t\r\n") {
		return s
	}
	return strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "").Replace(s)
}

// join adds a name to a parameter path.
func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// index adds a list index to a parameter path.
func index(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }
