package protocol

import (
	"bytes"
	"encoding/xml"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// xmlNode is an element of an XML document while it is built.
type xmlNode struct {
	name     string
	attrs    []xmlAttr
	children []*xmlNode
	text     string
	hasText  bool // it is one of a scalar, which may be empty
}

type xmlAttr struct{ name, value string }

func (n *xmlNode) add(name string) *xmlNode {
	child := &xmlNode{name: name}
	n.children = append(n.children, child)
	return child
}

// set gives an attribute a value; a new one comes last.
func (n *xmlNode) set(name, value string) {
	for i := range n.attrs {
		if n.attrs[i].name == name {
			n.attrs[i].value = value
			return
		}
	}
	n.attrs = append(n.attrs, xmlAttr{name, value})
}

// xmlBuilder turns values into elements (botocore 1.43.11, serialize.py,
// RestXMLSerializer).
type xmlBuilder struct {
	call *Call
	err  error // the first one
}

// xmlBody writes a structure as a document. Of an operation's input it takes only
// what belongs into the body.
func (c *Call) xmlBody(v *Value, m *catalogue.Member, isInput bool) ([]byte, error) {
	name := m.WireName()
	if m.LocationName == "" && m.Shape.LocationName == "" {
		name = m.Shape.Name
	}
	b := xmlBuilder{call: c}
	var top xmlNode
	b.structure(&top, v, m, name, "", isInput)
	root := top.children[0]
	if ns := c.Service.XMLNamespace; c.Style.XML.UsesServiceNamespace && ns.URI != "" && !root.hasNamespace() {
		root.set(namespaceAttr(ns), ns.URI)
	}
	w := xmlWriter{style: &c.Style.XML}
	w.out.WriteString(c.Style.XML.Declaration)
	w.node(root)
	return w.out.Bytes(), b.err
}

func (n *xmlNode) hasNamespace() bool {
	for _, a := range n.attrs {
		if a.name == "xmlns" {
			return true
		}
	}
	return false
}

func namespaceAttr(ns catalogue.XMLNamespace) string {
	if ns.Prefix != "" {
		return "xmlns:" + ns.Prefix
	}
	return "xmlns"
}

// namespace gives an element the namespace of the model, unless it is that of the
// element around it and the style leaves it out then; it gives what was written.
func (b *xmlBuilder) namespace(n *xmlNode, m *catalogue.Member, around string) string {
	ns := m.Namespace()
	if ns.URI == "" || ns.URI == around && b.call.Style.XML.InheritsNamespaces {
		return ""
	}
	n.set(namespaceAttr(ns), ns.URI)
	return ns.URI
}

func (b *xmlBuilder) value(parent *xmlNode, v *Value, m *catalogue.Member, name, around string) {
	switch m.Shape.Kind {
	case catalogue.Structure:
		b.structure(parent, v, m, name, around, false)
	case catalogue.List:
		b.list(parent, v, m, name, around)
	case catalogue.Map:
		b.entries(parent, v, m, name, around)
	default:
		n := parent.add(name)
		n.text, n.hasText = b.scalar(v, m), true
		b.namespace(n, m, around)
	}
}

func (b *xmlBuilder) scalar(v *Value, m *catalogue.Member) string {
	text, err := b.call.scalar(v, m, b.call.Style.Numbers.XML)
	if err != nil && b.err == nil {
		b.err = err
	}
	return text
}

func (b *xmlBuilder) structure(parent *xmlNode, v *Value, m *catalogue.Member, name, around string, isInput bool) {
	n := parent.add(name)
	here := b.namespace(n, m, around)
	first := len(n.attrs)
	for _, f := range b.call.members(v, m.Shape) {
		switch {
		case isInput && f.member.Location != catalogue.InBody:
		case f.member.Is(catalogue.XMLAttribute):
			n.set(f.member.WireName(), b.scalar(f.value, f.member))
		default:
			b.value(n, f.value, f.member, f.member.WireName(), here)
		}
	}
	if b.call.Style.XML.PutsNamespacesLast {
		n.attrs = append(n.attrs[first:], n.attrs[:first]...)
	}
}

func (b *xmlBuilder) list(parent *xmlNode, v *Value, m *catalogue.Member, name, around string) {
	n, element := parent, name
	if !m.Is(catalogue.Flattened) {
		n, element = parent.add(name), "member"
		if own := m.Shape.Value.WireName(); own != "" {
			element = own
		}
	}
	here := around
	if n != parent || b.call.Style.XML.LiftsNamespaces {
		here = b.namespace(n, m, around)
	}
	for _, item := range elements(v) {
		b.value(n, item, m.Shape.Value, element, here)
	}
}

func (b *xmlBuilder) entries(parent *xmlNode, v *Value, m *catalogue.Member, name, around string) {
	n, entry, here := parent, name, around
	if !m.Is(catalogue.Flattened) {
		n, entry = parent.add(name), "entry"
		here = b.namespace(n, m, around)
	}
	key, value := nameOr(m.Shape.Key, "key"), nameOr(m.Shape.Value, "value")
	for _, e := range b.call.entries(v) {
		each := n.add(entry)
		text := Text(e.Name)
		b.value(each, &text, m.Shape.Key, key, here)
		b.value(each, &e.Value, m.Shape.Value, value, here)
	}
}

func nameOr(m *catalogue.Member, other string) string {
	if name := m.WireName(); name != "" {
		return name
	}
	return other
}

// xmlWriter writes elements as text.
type xmlWriter struct {
	style *XMLStyle
	out   bytes.Buffer
}

func (w *xmlWriter) node(n *xmlNode) {
	w.out.WriteString("<" + n.name)
	for _, a := range n.attrs {
		w.out.WriteString(" " + a.name + `="` + w.style.EscapeAttr(a.value) + `"`)
	}
	if short := w.style.shortElement(n); short != "" {
		w.out.WriteString(short)
		return
	}
	w.out.WriteString(">")
	if n.hasText {
		w.out.WriteString(w.style.EscapeText(n.text))
	}
	for _, child := range n.children {
		w.node(child)
	}
	w.out.WriteString("</" + n.name + ">")
}

// shortElement gives the end of a tag that is the whole element, "" when there is
// to be an end tag.
func (s *XMLStyle) shortElement(n *xmlNode) string {
	if len(n.children) > 0 || n.text != "" || n.hasText && s.EmptyTextHasTag {
		return ""
	}
	return s.EmptyElement
}

// EscapeXML escapes text as Go's encoding/xml does.
func EscapeXML(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder never fails
	return b.String()
}

// EscapeXMLLineEnds is EscapeXML, for the two characters beyond ASCII that end
// lines in XML 1.1, too (smithy-go 1.28.9, encoding/xml/escape.go).
func EscapeXMLLineEnds(text string) string { return lineEnds().Replace(EscapeXML(text)) }

var lineEnds = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer("\u0085", "&#x85;", "\u2028", "&#x2028;") })
