package protocol

import (
	"strconv"

	"github.com/sessctl/sessctl/internal/catalogue"
)

type queryCodec struct{}

func (queryCodec) marshal(c *Call) (*Message, error) { return c.marshalForm(queryNames{}) }

// dialect is what query and ec2 do differently.
type dialect interface {
	// name of a structure's member or a map's key or value; other is what it is
	// called when the model has no name for it.
	name(m *catalogue.Member, other string) string
	// emptyList reports whether a list without elements is written.
	emptyList() bool
	// list gives the name to which the numbers of a list's elements are added.
	list(m *catalogue.Member, prefix string) string
}

// queryNames are the names of the query protocol (botocore 1.43.11,
// serialize.py, QuerySerializer).
type queryNames struct{}

func (queryNames) name(m *catalogue.Member, other string) string {
	if name := m.WireName(); name != "" {
		return name
	}
	return other
}

func (queryNames) emptyList() bool { return true }

func (queryNames) list(m *catalogue.Member, prefix string) string {
	name := m.Shape.Value.WireName()
	switch {
	case !m.Is(catalogue.Flattened) && name == "":
		return prefix + ".member"
	case !m.Is(catalogue.Flattened):
		return prefix + "." + name
	case name != "":
		return replaced(prefix, name)
	}
	return prefix
}

// marshalForm writes the input as a form.
func (c *Call) marshalForm(d dialect) (*Message, error) {
	f := newForm(c.Operation.Name, c.Service.APIVersion)
	w := formWriter{call: c, dialect: d, form: f}
	if in := c.Operation.Input; in != nil {
		w.structure(&c.Input, in.Shape, "")
	}
	if w.err != nil {
		return nil, w.err
	}
	m := newMessage(methodOf(c.Operation))
	m.Set("Content-Type", c.Style.Forms.ContentType)
	m.Body = f.body(c.Style)
	return m, nil
}

// methodOf gives the method of an operation's message.
func methodOf(op *catalogue.Operation) string {
	if op.Method == "" {
		return "POST"
	}
	return op.Method
}

// formWriter writes values as parameters of a form.
type formWriter struct {
	call    *Call
	dialect dialect
	form    *form
	err     error // the first one
}

func (w *formWriter) value(v *Value, m *catalogue.Member, prefix string) {
	switch m.Shape.Kind {
	case catalogue.Structure:
		w.structure(v, m.Shape, prefix)
	case catalogue.List:
		w.list(v, m, prefix)
	case catalogue.Map:
		w.entries(v, m, prefix)
	default:
		text, err := w.call.scalar(v, m, w.call.Style.Numbers.Forms)
		if err != nil && w.err == nil {
			w.err = err
		}
		w.form.set(prefix, text)
	}
}

func (w *formWriter) structure(v *Value, s *catalogue.Shape, prefix string) {
	for _, f := range w.call.members(v, s) {
		w.value(f.value, f.member, joined(prefix, w.dialect.name(f.member, f.member.Name)))
	}
}

func (w *formWriter) list(v *Value, m *catalogue.Member, prefix string) {
	items := elements(v)
	if len(items) == 0 {
		if w.dialect.emptyList() {
			if m.Is(catalogue.Flattened) && w.call.Style.Forms.NamesEmptyFlatLists {
				prefix = w.dialect.list(m, prefix)
			}
			w.form.set(prefix, "")
		}
		return
	}
	if !m.Is(catalogue.Flattened) || m.LocationName == "" || !w.call.Style.Forms.NamesFlatListsByMember {
		prefix = w.dialect.list(m, prefix)
	}
	for i, item := range items {
		w.value(item, m.Shape.Value, joined(prefix, strconv.Itoa(i+1)))
	}
}

func (w *formWriter) entries(v *Value, m *catalogue.Member, prefix string) {
	entries := w.call.entries(v)
	if len(entries) == 0 && w.call.Style.Forms.WritesEmptyMaps {
		w.form.set(prefix, "")
	}
	if !m.Is(catalogue.Flattened) {
		prefix = joined(prefix, "entry")
	}
	key, value := w.dialect.name(m.Shape.Key, "key"), w.dialect.name(m.Shape.Value, "value")
	for i, e := range entries {
		number := joined(prefix, strconv.Itoa(i+1))
		name := Text(e.Name)
		w.value(&name, m.Shape.Key, joined(number, key))
		w.value(&e.Value, m.Shape.Value, joined(number, value))
	}
}
