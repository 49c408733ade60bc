package document

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/redact"
)

// output writes the output of an operation as JSON, in its order: blobs in base64,
// timestamps in RFC 3339. What the model calls sensitive is hidden, and what has
// the name of a secret.
func (h *hider) output(v *protocol.Value, m *catalogue.Member) json.RawMessage {
	if v == nil {
		return nil
	}
	return h.appendOutput(nil, v, m, false)
}

// appendOutput writes a value; it is secret when what it stands in is.
func (h *hider) appendOutput(b []byte, v *protocol.Value, m *catalogue.Member, secret bool) []byte {
	secret = secret || m != nil && m.Is(catalogue.Sensitive)
	switch v.Kind {
	case protocol.Map:
		b = append(b, '{')
		for i := range v.Fields {
			if i > 0 {
				b = append(b, ',')
			}
			f := &v.Fields[i]
			b = append(appendText(b, f.Name), ':')
			if scalar := f.Value.Kind != protocol.Map && f.Value.Kind != protocol.List; scalar && redact.SecretName(f.Name) {
				b = h.appendSecret(b, &f.Value)
				continue
			}
			b = h.appendOutput(b, &f.Value, below(m, f.Name), secret)
		}
		return append(b, '}')
	case protocol.List:
		b = append(b, '[')
		for i := range v.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = h.appendOutput(b, &v.Items[i], below(m, ""), secret)
		}
		return append(b, ']')
	}
	if secret {
		return h.appendSecret(b, v)
	}
	return appendScalar(b, v)
}

// below gives the model of a field or element, nil where there is none.
func below(m *catalogue.Member, name string) *catalogue.Member {
	switch {
	case m == nil:
		return nil
	case m.Shape.Kind == catalogue.Structure:
		return m.Shape.Member(name)
	}
	return m.Shape.Value
}

func (h *hider) appendSecret(b []byte, v *protocol.Value) []byte {
	if h.show || v.Kind == protocol.Null {
		return appendScalar(b, v)
	}
	h.hid = true
	return appendText(b, redact.Stars)
}

func appendScalar(b []byte, v *protocol.Value) []byte {
	switch v.Kind {
	case protocol.Bool:
		if v.True {
			return append(b, "true"...)
		}
		return append(b, "false"...)
	case protocol.Number:
		if json.Valid([]byte(v.Text)) {
			return append(b, v.Text...)
		}
		return appendText(b, v.Text) // NaN and Infinity
	case protocol.String:
		return appendText(b, v.Text)
	case protocol.Blob:
		return appendText(b, base64.StdEncoding.EncodeToString(v.Bytes))
	case protocol.Time:
		return appendText(b, v.Time.UTC().Format(time.RFC3339Nano))
	}
	return append(b, "null"...)
}

func appendText(b []byte, s string) []byte {
	quoted, _ := json.Marshal(s)
	return append(b, quoted...)
}
