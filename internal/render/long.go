package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"reflect"
	"strings"

	"github.com/sessctl/sessctl/internal/printable"
)

// manyMembers and manyElements are parts of a document of which there can be
// hundreds of thousands: each is made and written at a time, so that none is in
// memory as a whole.
type (
	manyMembers  interface{ Members() iter.Seq2[string, any] }
	manyElements interface{ Elements() iter.Seq[any] }
)

// isLong reports whether a document has such parts. It is a struct then.
func isLong(document any) bool {
	t := reflect.TypeOf(document)
	if t == nil || t.Kind() != reflect.Struct {
		return false
	}
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() && f.Type.Kind() == reflect.Func && jsonName(f) != "-" {
			return true
		}
	}
	return false
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// members gives the members of a long document by their names.
func members(document any) iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		v := reflect.ValueOf(document)
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.IsExported() && jsonName(f) != "-" && !yield(jsonName(f), v.Field(i).Interface()) {
				return
			}
		}
	}
}

// poured is what is gathered of a long document before it is written.
type poured struct {
	w     io.Writer
	text  bytes.Buffer
	spelt func([]byte) []byte // see package printable
	err   error
	held  bool // what is written stays in the text
}

const pourFrom = 64 << 10

func (p *poured) pour(least int) bool {
	if p.err == nil && !p.held && p.text.Len() > least {
		_, p.err = p.w.Write(p.spelt(p.text.Bytes()))
		p.text.Reset()
	}
	return p.err == nil
}

// longJSON prints a document just as JSON does, but for its memory.
func longJSON(w io.Writer, document any) error {
	p := &poured{w: w, spelt: printable.JSON}
	p.object("", members(document))
	p.text.WriteByte('\n')
	p.pour(0)
	return p.err
}

// value writes a value that begins in a line with that indent.
func (p *poured) value(indent string, v any) {
	switch v := v.(type) {
	case manyMembers:
		p.object(indent, v.Members())
	case manyElements:
		p.block(indent, "[]", func(yield func(string, any) bool) {
			for e := range v.Elements() {
				if !yield("", e) {
					return
				}
			}
		})
	default:
		enc := json.NewEncoder(&p.text)
		enc.SetEscapeHTML(false)
		enc.SetIndent(indent, "  ")
		if err := enc.Encode(v); err != nil && p.err == nil {
			p.err = err
		}
		p.text.Truncate(len(bytes.TrimSuffix(p.text.Bytes(), []byte("\n"))))
	}
}

func (p *poured) object(indent string, all iter.Seq2[string, any]) { p.block(indent, "{}", all) }

func (p *poured) block(indent, brackets string, all iter.Seq2[string, any]) {
	p.text.WriteByte(brackets[0])
	some := false
	for name, v := range all {
		if some {
			p.text.WriteByte(',')
		}
		some = true
		p.text.WriteString("\n" + indent + "  ")
		if brackets[0] == '{' {
			p.value("", name)
			p.text.WriteString(": ")
		}
		if p.value(indent+"  ", v); !p.pour(pourFrom) {
			return
		}
	}
	if some {
		p.text.WriteString("\n" + indent)
	}
	p.text.WriteByte(brackets[1])
}

// longYAML prints a document as YAML, some of its parts at a time.
func longYAML(w io.Writer, document any) error {
	p := &poured{w: w, spelt: printable.YAML}
	for name, v := range members(document) {
		switch v := v.(type) {
		case manyMembers:
			p.portions(name, "{", v.Members())
		case manyElements:
			p.portions(name, "[", func(yield func(string, any) bool) {
				for e := range v.Elements() {
					if !yield("", e) {
						return
					}
				}
			})
		default:
			p.yaml(false, name, v)
		}
		if !p.pour(pourFrom) {
			break
		}
	}
	p.pour(0)
	if p.err != nil {
		return fmt.Errorf("print the document as yaml: %w", p.err)
	}
	return nil
}

// yamlPortion is how many bytes of JSON are made into YAML at a time, or one part
// that is longer.
const yamlPortion = 64 << 10

// portions writes the parts of a member. Each portion is written as if it were all
// of them, without the line that has the member's name where that stands already.
func (p *poured) portions(name, bracket string, all iter.Seq2[string, any]) {
	some := &poured{held: true}
	begun := false
	write := func() bool {
		if some.text.Len() == 0 {
			some.text.WriteString(bracket)
		}
		some.text.WriteString(map[string]string{"{": "}", "[": "]"}[bracket])
		p.yaml(begun, name, json.RawMessage(some.text.Bytes()))
		if p.err == nil {
			p.err = some.err
		}
		some.text.Reset()
		begun = true
		return p.pour(pourFrom)
	}
	for name, v := range all {
		if some.text.Len() == 0 {
			some.text.WriteString(bracket)
		} else {
			some.text.WriteByte(',')
		}
		if bracket == "{" {
			some.value("", name)
			some.text.WriteByte(':')
		}
		if some.value("", v); some.text.Len() >= yamlPortion && !write() {
			return
		}
	}
	if some.text.Len() > 0 || !begun {
		write()
	}
}

// yaml writes one member as YAML, with its name or without.
func (p *poured) yaml(nameless bool, name string, v any) {
	root, err := tree(map[string]any{name: v})
	if err != nil {
		if p.err == nil {
			p.err = err
		}
		return
	}
	text, err := yamlText(root)
	if err != nil && p.err == nil {
		p.err = err
	}
	if nameless {
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	p.text.Write(text)
}
