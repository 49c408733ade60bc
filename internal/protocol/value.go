package protocol

import (
	"time"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// Kind is the type of a value.
type Kind uint8

// The kinds of values.
const (
	Null Kind = iota
	Bool
	Number
	String
	Blob
	Time // in outputs alone; in an input a timestamp is a String or a Number
	List
	Map
)

var kindNames = [...]string{"null", "a boolean", "a number", "a string", "a blob", "a timestamp", "a list", "an object"}

// String says what kind it is, with its article.
func (k Kind) String() string { return kindNames[k] }

// Value is a value of an input or output. Objects keep the order of their
// fields, which some SDKs carry over into the request.
type Value struct {
	Kind   Kind
	True   bool      // of a Bool
	Text   string    // of a String; a Number's literal, or "NaN", "Infinity" or "-Infinity"
	Bytes  []byte    // of a Blob
	Time   time.Time // of a Time
	Items  []Value   // of a List
	Fields []Field   // of a Map, without repeated names
}

// Field is a member of a structure or an entry of a map.
type Field struct {
	Name  string
	Value Value
}

// Text makes a String.
func Text(s string) Value { return Value{Kind: String, Text: s} }

// Boolean makes a Bool.
func Boolean(b bool) Value { return Value{Kind: Bool, True: b} }

// Literal makes a Number of its decimal text.
func Literal(text string) Value { return Value{Kind: Number, Text: text} }

// Binary makes a Blob.
func Binary(b []byte) Value { return Value{Kind: Blob, Bytes: b} }

// Get gives the field with that name, nil when there is none.
func (v *Value) Get(name string) *Value {
	if v == nil {
		return nil
	}
	for i := range v.Fields {
		if v.Fields[i].Name == name {
			return &v.Fields[i].Value
		}
	}
	return nil
}

// Str gives the text of the String field with that name, "" when there is none.
func (v *Value) Str(name string) string {
	if f := v.Get(name); f != nil && f.Kind == String {
		return f.Text
	}
	return ""
}

// Set gives a field a value; a new one comes last.
func (v *Value) Set(name string, to Value) {
	if f := v.Get(name); f != nil {
		*f = to
		return
	}
	v.Fields = append(v.Fields, Field{name, to})
}

// Delete takes a field away.
func (v *Value) Delete(name string) {
	for i := range v.Fields {
		if v.Fields[i].Name == name {
			v.Fields = append(v.Fields[:i:i], v.Fields[i+1:]...)
			return
		}
	}
}

// FromJSON makes a value of JSON without a model. Of a repeated field the last
// value counts, at the place of the first.
func FromJSON(t *jsontree.Value) Value {
	switch t.Kind {
	case jsontree.Bool:
		return Boolean(t.Text == "true")
	case jsontree.Number:
		return Literal(t.Text)
	case jsontree.String:
		return Text(t.Text)
	case jsontree.Array:
		v := Value{Kind: List, Items: make([]Value, len(t.Items))}
		for i := range t.Items {
			v.Items[i] = FromJSON(&t.Items[i])
		}
		return v
	case jsontree.Object:
		return object(t, func(_ string, f *jsontree.Value) Value { return FromJSON(f) })
	}
	return Value{}
}

// object makes a Map of an object's fields.
func object(t *jsontree.Value, of func(name string, f *jsontree.Value) Value) Value {
	v := Value{Kind: Map, Fields: make([]Field, 0, len(t.Fields))}
	var at map[string]int
	if len(t.Fields) > 8 {
		at = make(map[string]int, len(t.Fields))
	}
	for i := range t.Fields {
		f := &t.Fields[i]
		made := of(f.Name, &f.Value)
		if at == nil {
			v.Set(f.Name, made)
			continue
		}
		if j, seen := at[f.Name]; seen {
			v.Fields[j].Value = made
			continue
		}
		at[f.Name] = len(v.Fields)
		v.Fields = append(v.Fields, Field{f.Name, made})
	}
	return v
}
