// Package jsontree reads JSON as a tree that keeps what encoding/json's maps
// lose: the order of an object's fields, the literal of a number, and where
// everything stands. API models and the inputs of operations are read with it.
package jsontree

// Kind is the type of a value.
type Kind uint8

// The kinds of values.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

var kindNames = [...]string{"null", "boolean", "number", "string", "array", "object"}

// String gives JSON's own name of the kind.
func (k Kind) String() string { return kindNames[k] }

// Value is one JSON value.
type Value struct {
	Kind   Kind
	Text   string  // a string's value; the literal of a number; "true", "false" or "null"
	Items  []Value // of an array
	Fields []Field // of an object, in the order of the text; a repeated name is there twice
	Offset int     // of the first byte in the text
}

// Field is one field of an object.
type Field struct {
	Name  string
	Value Value
}

// Get walks down an object by field names. It gives nil when there is no such
// field, and v itself for no names; of a repeated field it gives the last.
func (v *Value) Get(names ...string) *Value {
	for _, name := range names {
		v = v.field(name)
	}
	return v
}

func (v *Value) field(name string) *Value {
	if v == nil {
		return nil
	}
	for i := len(v.Fields) - 1; i >= 0; i-- {
		if v.Fields[i].Name == name {
			return &v.Fields[i].Value
		}
	}
	return nil
}

// String gives the text of the string field with that name, "" when there is
// none.
func (v *Value) String(name string) string {
	if f := v.field(name); f != nil && f.Kind == String {
		return f.Text
	}
	return ""
}

// Number gives the literal of the number field with that name, "" when there is
// none.
func (v *Value) Number(name string) string {
	if f := v.field(name); f != nil && f.Kind == Number {
		return f.Text
	}
	return ""
}

// Bool reports whether the field with that name is true.
func (v *Value) Bool(name string) bool {
	f := v.field(name)
	return f != nil && f.Kind == Bool && f.Text == "true"
}

// Strings gives the strings of the array field with that name.
func (v *Value) Strings(name string) []string {
	f := v.field(name)
	if f == nil || f.Kind != Array || len(f.Items) == 0 {
		return nil
	}
	all := make([]string, 0, len(f.Items))
	for i := range f.Items {
		if f.Items[i].Kind == String {
			all = append(all, f.Items[i].Text)
		}
	}
	return all
}
