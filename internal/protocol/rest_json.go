package protocol

import "github.com/sessctl/sessctl/internal/catalogue"

type restJSONCodec struct{}

// marshal writes a call in rest-json (botocore 1.43.11, serialize.py,
// RestJSONSerializer).
func (restJSONCodec) marshal(c *Call) (*Message, error) {
	m := newMessage(methodOf(c.Operation))
	if err := c.bind(m); err != nil {
		return nil, err
	}
	in := c.Operation.Input
	if in == nil {
		return m, nil
	}
	p, v := c.Payload()
	if c.streamsIn(p) {
		return m, c.marshalEvents(m, v, p)
	}
	w := jsonWriter{call: c}
	switch {
	case p != nil && (p.Shape.Kind == catalogue.Blob || p.Shape.Kind == catalogue.String):
		if v != nil {
			m.Body = []byte(PlainText(v))
		}
		if (v != nil || c.Style.REST.TypesAbsentStreams) && (len(m.Body) > 0 || p.Is(catalogue.Streaming) || c.Style.REST.TypesEmptyBodies) {
			if kind := c.streamType(p); kind != "" && !c.isTyped(m) {
				m.Set("Content-Type", kind)
			}
		}
		return m, nil
	case p != nil && v == nil, p == nil && !c.hasBody(in):
		if p == nil && !hasBodyMembers(in) || p != nil && p.Is(catalogue.Union) && !c.Style.REST.WritesEmptyUnions {
			return m, nil
		}
		w.out = []byte("{}")
	case p == nil:
		w.body(&c.Input, in.Shape, true)
	case p.Shape.Kind == catalogue.Structure && !p.Is(catalogue.Document):
		w.body(v, p.Shape, false)
	case c.Style.REST.NamesPayload:
		w.out = append(w.out, `{"null": `...)
		w.value(v, p, 0)
		w.out = append(w.out, '}')
	default:
		w.value(v, p, 0)
	}
	m.Body = w.out
	if !c.isTyped(m) {
		m.Set("Content-Type", "application/json")
	}
	return m, w.err
}

// hasBody reports whether members for the body are given.
func (c *Call) hasBody(in *catalogue.Member) bool {
	for _, f := range c.members(&c.Input, in.Shape) {
		if f.member.Location == catalogue.InBody {
			return true
		}
	}
	return false
}

// isTyped reports whether the input names the type of the body.
func (c *Call) isTyped(m *Message) bool {
	if c.Style.REST.EmptyTypeIsNone.has(c.Protocol) {
		return m.Header.Get("Content-Type") != ""
	}
	return m.HasHeader("Content-Type")
}

// streamType is the Content-Type of a body that is a blob or a text as it is, ""
// for none.
func (c *Call) streamType(p *catalogue.Member) string {
	switch {
	case !c.Style.REST.TypesStreams:
		return ""
	case c.Style.REST.StreamType != nil:
		return c.Style.REST.StreamType(p)
	case p.Shape.Kind == catalogue.String:
		return "text/plain"
	}
	return "application/octet-stream"
}
