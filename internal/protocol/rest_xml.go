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
	p, v := c.payload()
	kind, err := c.Style.xmlType(), error(nil)
	switch {
	case p == nil:
		if c.hasDocument(in) {
			m.Body, err = c.xmlBody(&c.Input, in, true)
		}
		if !hasBodyMembers(in) {
			kind = ""
		}
	case p.Shape.Kind == catalogue.Blob || p.Shape.Kind == catalogue.String:
		kind = c.Style.streamType(p)
		if v != nil {
			m.Body = []byte(plainText(v))
		}
	case v != nil:
		m.Body, err = c.xmlBody(v, p, false)
	}
	if err != nil {
		return nil, err
	}
	given := v != nil || p == nil && m.Body != nil
	if kind != "" && !c.isTyped(m) && (given || c.Style.typesAbsentBodies() || isStream(c.Operation) && c.Style.typesAbsentStreams()) {
		m.Set("Content-Type", kind)
	}
	return m, nil
}

// hasDocument tells whether a document is made of the members of the input: those
// that are given and have no other place in the message, or might be given.
func (c *Call) hasDocument(in *catalogue.Member) bool {
	switch {
	case len(in.Shape.Members) == 0:
		return c.Style.writesBareInputs()
	case c.Style.writesEmptyDocuments():
		return hasBodyMembers(in)
	}
	return c.hasBody(in)
}
