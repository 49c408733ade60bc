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
	p, v := c.payload()
	w := jsonWriter{call: c}
	switch {
	case p != nil && (p.Shape.Kind == catalogue.Blob || p.Shape.Kind == catalogue.String):
		if v != nil {
			m.Body = []byte(plainText(v))
		}
		if (v != nil || c.Style.namesMissingStreams()) && (len(m.Body) > 0 || p.Is(catalogue.Streaming) || c.typesEmptyBodies()) {
			if kind := c.Style.streamType(p); kind != "" && !c.isTyped(m) {
				m.Set("Content-Type", kind)
			}
		}
		return m, nil
	case p != nil && v == nil, p == nil && !c.hasBody(in):
		if p == nil && !hasBodyMembers(in) || p != nil && p.Is(catalogue.Union) && !c.Style.writesEmptyUnions() {
			return m, nil
		}
		w.out = []byte("{}")
	case p == nil:
		w.body(&c.Input, in.Shape, true)
	case p.Shape.Kind == catalogue.Structure && !p.Is(catalogue.Document):
		w.body(v, p.Shape, false)
	case c.Style.namesPayload():
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

// hasBody tells whether members for the body are given.
func (c *Call) hasBody(in *catalogue.Member) bool {
	for _, f := range c.members(&c.Input, in.Shape) {
		if f.member.Location == catalogue.InBody {
			return true
		}
	}
	return false
}

// writesEmptyUnions tells whether a union that is the payload but is not given has
// the body {} as a structure has (botocore 1.43.11, serialize.py,
// RestJSONSerializer._serialize_empty_body; the specification has no body).
func (s Style) writesEmptyUnions() bool { return s != Smithy && s != GoV2 }

// namesMissingStreams tells whether a blob that is not given has a Content-Type.
func (s Style) namesMissingStreams() bool { return s == JavaScript }

// typesEmptyBodies tells whether an empty body that is no stream has a Content-Type
// (not in smithy-go 1.28.9, httpbinding/serializer.go, Build).
func (c *Call) typesEmptyBodies() bool { return !c.hasSchemas() }

// isTyped tells whether the input names the type of the body; an empty name is none
// in JavaScript (@aws-sdk/core 3.981.1, serializeRequest) and in smithy-go.
func (c *Call) isTyped(m *Message) bool {
	if c.Style == JavaScript || c.hasSchemas() {
		return m.Header.Get("Content-Type") != ""
	}
	return m.hasHeader("Content-Type")
}

// namesPayload tells whether a payload that is no structure becomes a field
// without a name (botocore 1.43.11, serialize.py, RestJSONSerializer: the key is
// None, which Python writes as "null").
func (s Style) namesPayload() bool { return s == Botocore }

// streamType is the Content-Type of a body that is a blob or a text as it is;
// botocore has none.
func (s Style) streamType(p *catalogue.Member) string {
	switch {
	case s == Botocore || s == GoV1:
		return ""
	case p.Shape.Kind == catalogue.String:
		return "text/plain"
	}
	return "application/octet-stream"
}
