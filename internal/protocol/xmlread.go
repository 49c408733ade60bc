package protocol

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// xmlElement is an element of a response's body; namespaces are of no account,
// as in botocore, but for the prefixes of attributes.
type xmlElement struct {
	name     string
	attrs    map[string]string
	children []*xmlElement
	text     strings.Builder
}

// child gives the first child of a name, nil when there is none.
func (e *xmlElement) child(name string) *xmlElement {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// textOf gives the text of a child.
func (e *xmlElement) textOf(names ...string) string {
	for _, name := range names {
		if c := e.child(name); c != nil {
			return c.text.String()
		}
	}
	return ""
}

// parseXML reads a document.
func parseXML(body []byte) (*xmlElement, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // UTF-8, whatever it says (_parse_xml_string_to_dom)
	root := &xmlElement{}
	stack := []*xmlElement{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && len(stack) == 1 && len(root.children) == 1 {
			return root.children[0], nil
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = errors.New("it has no element")
			}
			return nil, fmt.Errorf("read the body of the response: %w", err)
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if len(stack) > maxDepth {
				return nil, fmt.Errorf("read the body of the response: it is nested deeper than %d levels", maxDepth)
			}
			e := &xmlElement{name: t.Name.Local}
			for _, a := range t.Attr {
				if e.attrs == nil {
					e.attrs = map[string]string{}
				}
				e.attrs[a.Name.Local] = a.Value
			}
			top.children = append(top.children, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text.Write(t)
		}
	}
}

// fromXML reads the value of a member from its element, or from several for a
// flattened list or map.
func fromXML(nodes []*xmlElement, m *catalogue.Member) (Value, error) {
	node := nodes[0]
	switch m.Shape.Kind {
	case catalogue.Structure:
		return structureFromXML(node, m.Shape)
	case catalogue.List:
		items := node.children
		if m.Is(catalogue.Flattened) {
			items = nodes
		}
		v := Value{Kind: List, Items: make([]Value, 0, len(items))}
		for _, item := range items {
			one, err := fromXML([]*xmlElement{item}, m.Shape.Value)
			if err != nil {
				return v, err
			}
			v.Items = append(v.Items, one)
		}
		return v, nil
	case catalogue.Map:
		entries := node.children
		if m.Is(catalogue.Flattened) {
			entries = nodes
		}
		v := Value{Kind: Map}
		for _, entry := range entries {
			value := entry.child(nameOr(m.Shape.Value, "value"))
			if value == nil {
				continue
			}
			one, err := fromXML([]*xmlElement{value}, m.Shape.Value)
			if err != nil {
				return v, err
			}
			v.Set(entry.textOf(nameOr(m.Shape.Key, "key")), one)
		}
		return v, nil
	}
	v, err := fromText(node.text.String(), m, catalogue.ISO8601)
	if err != nil {
		return v, fmt.Errorf("read %s of the response: %w", node.name, err)
	}
	return v, nil
}

func structureFromXML(node *xmlElement, s *catalogue.Shape) (Value, error) {
	v := Value{Kind: Map}
	byName := map[string][]*xmlElement{}
	var names []string
	for _, c := range node.children {
		if byName[c.name] == nil {
			names = append(names, c.name)
		}
		byName[c.name] = append(byName[c.name], c)
	}
	if unknown, err := union(s, names, node.name); err != nil || unknown.Kind == Map {
		return unknown, err
	}
	for i := range s.Members {
		m := &s.Members[i]
		if !inBodyOf(m) || m.Is(catalogue.EventHeader) {
			continue
		}
		if m.Is(catalogue.XMLAttribute) {
			_, name, prefixed := strings.Cut(m.WireName(), ":")
			if !prefixed {
				name = m.WireName()
			}
			if text, ok := node.attrs[name]; ok {
				v.Fields = append(v.Fields, Field{m.Name, Text(text)})
			}
			continue
		}
		nodes := byName[elementOf(m)]
		if len(nodes) == 0 {
			nodes = byName[m.WireName()]
		}
		if len(nodes) == 0 {
			continue
		}
		one, err := fromXML(nodes, m)
		if err != nil {
			return v, err
		}
		v.Fields = append(v.Fields, Field{m.Name, one})
	}
	return v, nil
}

// elementOf gives the name of a member's elements: those of a flattened list are
// called what its elements are.
func elementOf(m *catalogue.Member) string {
	if m.Shape.Kind == catalogue.List && m.Is(catalogue.Flattened) {
		if name := m.Shape.Value.WireName(); name != "" {
			return name
		}
	}
	return m.WireName()
}

// xmlError reads an error from the element that describes it.
func (c *Call) xmlError(r *Response, described *xmlElement, requestID string) (*ServiceError, error) {
	e := c.failure(r)
	if described == nil {
		return e, nil
	}
	e.named(described.textOf("Code"), described.textOf("Message", "message"))
	if requestID != "" {
		e.RequestID = requestID
	}
	e.setShape(c)
	if e.Shape == nil {
		return e, nil
	}
	var err error
	if e.Output, err = structureFromXML(described, e.Shape); err == nil {
		err = c.outOfBody(&e.Output, e.Shape, r)
	}
	return e, err
}
