package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// readers read each format for programs back as the JSON that it was made of.
// A format that has none here fails TestDataFormatsKeepValues.
var readers = map[string]func(text []byte) (*jsontree.Value, error){
	"json": jsontree.Parse,
	"yaml": func(text []byte) (*jsontree.Value, error) {
		var n yaml.Node
		if err := yaml.Unmarshal(text, &n); err != nil {
			return nil, err
		}
		return ofYAML(n.Content[0])
	},
}

func ofYAML(n *yaml.Node) (*jsontree.Value, error) {
	v := &jsontree.Value{Text: n.Value}
	switch n.ShortTag() {
	case "!!map":
		v.Kind = jsontree.Object
		for i := 0; i < len(n.Content); i += 2 {
			name, err := ofYAML(n.Content[i])
			if err != nil {
				return nil, err
			}
			if name.Kind != jsontree.String {
				return nil, fmt.Errorf("the name of a field is the %s %s", name.Kind, name.Text)
			}
			value, err := ofYAML(n.Content[i+1])
			if err != nil {
				return nil, err
			}
			v.Fields = append(v.Fields, jsontree.Field{Name: name.Text, Value: *value})
		}
	case "!!seq":
		v.Kind = jsontree.Array
		for _, c := range n.Content {
			item, err := ofYAML(c)
			if err != nil {
				return nil, err
			}
			v.Items = append(v.Items, *item)
		}
	case "!!str":
		v.Kind = jsontree.String
		if n.Style == 0 && old(n.Value) {
			return nil, fmt.Errorf("YAML 1.1 does not read %s as a string", n.Value)
		}
	case "!!int", "!!float":
		v.Kind = jsontree.Number
	case "!!bool":
		v.Kind = jsontree.Bool
	case "!!null":
		v.Kind = jsontree.Null
	default:
		return nil, fmt.Errorf("%s is a %s", n.Value, n.ShortTag())
	}
	return v, nil
}

// old reports whether YAML 1.1 reads a plain scalar as a boolean or a number to
// base 60.
func old(s string) bool {
	switch strings.ToLower(s) {
	case "y", "yes", "on", "n", "no", "off":
		return true
	}
	first, second, ok := strings.Cut(s, ":")
	_, err1 := strconv.Atoi(first)
	n, err2 := strconv.Atoi(second)
	return ok && err1 == nil && err2 == nil && n >= 0 && n < 60
}

// equal compares two trees: numbers by their value, all else as it stands.
func equal(a, b *jsontree.Value) error {
	if a.Kind != b.Kind || len(a.Items) != len(b.Items) || len(a.Fields) != len(b.Fields) {
		return fmt.Errorf("%s is %s", a.Append(nil), b.Append(nil))
	}
	switch a.Kind {
	case jsontree.Number:
		x, ok := new(big.Rat).SetString(a.Text)
		y, ok2 := new(big.Rat).SetString(b.Text)
		if !ok || !ok2 || x.Cmp(y) != 0 {
			return fmt.Errorf("the number %s is %s", a.Text, b.Text)
		}
	case jsontree.String, jsontree.Bool:
		if a.Text != b.Text {
			return fmt.Errorf("%q is %q", a.Text, b.Text)
		}
	}
	for i := range a.Items {
		if err := equal(&a.Items[i], &b.Items[i]); err != nil {
			return err
		}
	}
	for i := range a.Fields {
		if a.Fields[i].Name != b.Fields[i].Name {
			return fmt.Errorf("the field %q is %q", a.Fields[i].Name, b.Fields[i].Name)
		}
		if err := equal(&a.Fields[i].Value, &b.Fields[i].Value); err != nil {
			return err
		}
	}
	return nil
}

var texts = rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "null", "~", "true", "True", "yes", "No", "on", "y", "1", "-0", "0x1F", "1_000", "1e3", ".inf", ".NaN",
	"12:30", "190:20:30", "2026-01-02", "a: b", "- a", "# a", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "{a}", "[a]", "? a", "a\n", "\na", " a", "a ", "  a\n b", "a\n\n", "\t", "\x00", "a\x7f", "\u0085", "\u2028", "\ufeff", "é", "😀", "<<", "=", "...", "---"}))

func drawTree(depth int) *rapid.Generator[any] {
	scalars := []*rapid.Generator[any]{
		rapid.Map(texts, func(s string) any { return s }), rapid.Just[any](nil), rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Map(rapid.Int64(), func(n int64) any { return n }), rapid.Map(rapid.Float64Range(-1e300, 1e300), func(f float64) any { return f }),
		rapid.Map(rapid.SampledFrom([]string{"0", "-0", "1.50", "1e5", "1E-7", "12345678901234567890123", "0.1000000000000000055511151231257827"}), func(s string) any { return json.Number(s) }),
	}
	if depth == 0 {
		return rapid.OneOf(scalars...)
	}
	below := drawTree(depth - 1)
	return rapid.OneOf(append(scalars, rapid.Map(rapid.SliceOfN(below, 0, 4), func(l []any) any { return l }),
		rapid.Map(rapid.MapOfN(texts, below, 0, 4), func(m map[string]any) any { return m }))...)
}

// TestDataFormatsKeepValues prints any document in every format for programs and
// reads it back: the same values, numbers and nulls in the same order.
func TestDataFormatsKeepValues(t *testing.T) {
	for _, format := range DataFormats() {
		read, ok := readers[format]
		if !ok {
			t.Errorf("nothing reads %s back", format)
			continue
		}
		t.Run(format, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				d := drawTree(3).Draw(rt, "document")
				want, err := tree(d)
				if err != nil {
					rt.Fatal(err)
				}
				var b bytes.Buffer
				if done, err := data(&b, format, d); !done || err != nil {
					rt.Fatal(done, err)
				}
				got, err := read(b.Bytes())
				if err != nil {
					rt.Fatalf("%v:\n%s", err, b.String())
				}
				if err := equal(want, got); err != nil {
					rt.Fatalf("%v:\n%s", err, b.String())
				}
			})
		})
	}
}
