package protocol

import "github.com/sessctl/sessctl/internal/catalogue"

type restXMLCodec struct{}

// marshal writes a call in rest-xml (botocore 1.43.11, serialize.py,
// RestXMLSerializer).
func (restXMLCodec) marshal(c *Call) (*Message, error) {
	m := newMessage(methodOf(c.Operation))
	if err := c.bind(m); err != nil {
		return nil, err
	}
	in := c.Operation.Input
	if in == nil {
		return m, nil
	}
	p, v := c.Payload()
	kind, err := c.Style.XML.ContentType, error(nil)
	switch {
	case p == nil:
		if c.hasDocument(in) {
			m.Body, err = c.xmlBody(&c.Input, in, true)
		}
		if !hasBodyMembers(in) {
			kind = ""
		}
	case p.Shape.Kind == catalogue.Blob || p.Shape.Kind == catalogue.String:
		kind = c.streamType(p)
		if v != nil {
			m.Body = []byte(PlainText(v))
		}
	case v != nil:
		m.Body, err = c.xmlBody(v, p, false)
	}
	if err != nil {
		return nil, err
	}
	given := v != nil || p == nil && m.Body != nil
	if kind != "" && !c.isTyped(m) && (given || c.Style.XML.TypesAbsentBodies || isStream(c.Operation) && c.Style.XML.TypesAbsentStreams) {
		m.Set("Content-Type", kind)
	}
	return m, nil
}

// hasDocument reports whether a document is made of the members of the input: those
// that are given and have no other place in the message, or might be given.
func (c *Call) hasDocument(in *catalogue.Member) bool {
	switch {
	case len(in.Shape.Members) == 0:
		return c.Style.XML.WritesBareInputs
	case c.Style.XML.WritesEmptyDocuments:
		return hasBodyMembers(in)
	}
	return c.hasBody(in)
}
