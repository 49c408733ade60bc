package protocol

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/jsontree"
)

// What responses of all protocols have in common (botocore 1.43.11, parsers.py).

// requestIDOf gives the id that the headers of a response have.
func requestIDOf(r *Response) string {
	for _, name := range []string{"X-Amzn-Requestid", "X-Amz-Request-Id", "X-Amz-Requestid"} {
		if id := r.Header.Get(name); id != "" {
			return id
		}
	}
	return ""
}

// failure begins the error of a response.
func failure(r *Response) *ServiceError {
	return &ServiceError{Status: r.Status, RequestID: requestIDOf(r)}
}

// setShape finds the error in the model by its code.
func (e *ServiceError) setShape(c *Call) {
	for _, s := range c.Operation.Errors {
		if s.Code() == e.Code || s.Name == e.Code {
			e.Shape = s
			return
		}
	}
	for _, s := range c.Service.Shapes {
		if s.Is(catalogue.Exception) && (s.Code() == e.Code || s.Name == e.Code) {
			e.Shape = s
			return
		}
	}
}

// errorName takes the name of an error out of what identifies it:
// "com.amazon#Name:http://…".
func errorName(s string) string {
	s, _, _ = strings.Cut(s, ":")
	if i := strings.LastIndexByte(s, '#'); i >= 0 {
		s = s[i+1:]
	}
	return strings.TrimSpace(s)
}

// outOfBody reads the members that stand in headers and the status.
func (c *Call) outOfBody(out *Value, s *catalogue.Shape, r *Response) error {
	for i := range s.Members {
		m := &s.Members[i]
		switch m.Location {
		case catalogue.InStatusCode:
			out.Set(m.Name, Literal(strconv.Itoa(r.Status)))
		case catalogue.InHeaders:
			if v := prefixed(r.Header, prefixOf(m)); len(v.Fields) > 0 {
				out.Set(m.Name, v)
			}
		case catalogue.InHeader:
			given, ok := r.Header[http.CanonicalHeaderKey(m.WireName())]
			if !ok {
				continue
			}
			v, err := fromHeader(strings.Join(given, ", "), m)
			if err != nil {
				return fmt.Errorf("read the header %s of the response: %w", m.WireName(), err)
			}
			out.Set(m.Name, v)
		}
	}
	return nil
}

// prefixOf gives the prefix of a map of headers; without one it has all of them.
func prefixOf(m *catalogue.Member) string {
	if m.LocationName != "" {
		return m.LocationName
	}
	return m.Shape.LocationName
}

// prefixed gives the headers whose names begin with a prefix.
func prefixed(h http.Header, prefix string) Value {
	v := Value{Kind: Map}
	for _, name := range sortedNames(h) {
		if len(name) >= len(prefix) && strings.EqualFold(name[:len(prefix)], prefix) {
			v.Set(name[len(prefix):], Text(strings.Join(h[name], ", ")))
		}
	}
	return v
}

func fromHeader(text string, m *catalogue.Member) (Value, error) {
	switch {
	case m.Is(catalogue.JSONValue):
		plain, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return Value{}, fmt.Errorf("a JSON value is base64: %w", err)
		}
		tree, err := jsontree.Parse(plain)
		if err != nil {
			return Value{}, err
		}
		return FromJSON(tree), nil
	case m.Shape.Kind == catalogue.List:
		v := Value{Kind: List}
		for _, part := range splitHeader(text, m.Shape.Value) {
			item, err := fromHeader(part, m.Shape.Value)
			if err != nil {
				return v, err
			}
			v.Items = append(v.Items, item)
		}
		return v, nil
	}
	return fromText(text, m, catalogue.RFC822)
}

// splitHeader takes a list in a header apart. Elements may be quoted; dates of
// HTTP have a comma of their own.
func splitHeader(text string, m *catalogue.Member) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if m.Shape.Kind == catalogue.Timestamp && formatOr(m, catalogue.RFC822) == catalogue.RFC822 {
		var list []string
		for i, part := range strings.Split(text, ",") {
			if i%2 == 1 && len(list) > 0 {
				list[len(list)-1] += "," + part
				continue
			}
			list = append(list, strings.TrimSpace(part))
		}
		return list
	}
	var list []string
	for len(text) > 0 {
		text = strings.TrimLeft(text, " \t")
		if !strings.HasPrefix(text, `"`) {
			part, rest, _ := strings.Cut(text, ",")
			list, text = append(list, strings.TrimSpace(part)), rest
			continue
		}
		var b strings.Builder
		i := 1
		for ; i < len(text) && text[i] != '"'; i++ {
			if text[i] == '\\' && i+1 < len(text) {
				i++
			}
			b.WriteByte(text[i])
		}
		list = append(list, b.String())
		_, text, _ = strings.Cut(text[min(i, len(text)):], ",")
	}
	return list
}

// fromText reads a value without parts from its text.
func fromText(text string, m *catalogue.Member, format catalogue.TimestampFormat) (Value, error) {
	switch m.Shape.Kind {
	case catalogue.Boolean:
		return Boolean(strings.EqualFold(text, "true")), nil
	case catalogue.Integer, catalogue.Long, catalogue.BigInteger, catalogue.Float, catalogue.Double, catalogue.BigDecimal:
		return readNumber(text)
	case catalogue.Blob:
		b, err := base64.StdEncoding.DecodeString(unspaced(text))
		if err != nil {
			return Value{}, fmt.Errorf("a blob is base64: %w", err)
		}
		return Binary(b), nil
	case catalogue.Timestamp:
		t, err := parseTime(text)
		return Value{Kind: Time, Time: t}, err
	}
	return Text(text), nil
}

func readNumber(text string) (Value, error) {
	text = strings.TrimSpace(text)
	if !isSpecial(text) {
		if _, err := strconv.ParseFloat(text, 64); err != nil && !errors.Is(err, strconv.ErrRange) {
			return Value{}, fmt.Errorf("%q is no number", text)
		}
	}
	return Literal(text), nil
}

// restOutput reads the answer of a REST protocol; body reads a structure from it.
func (c *Call) restOutput(r *Response, body func(*catalogue.Member) (Value, error)) (Value, error) {
	out := Value{Kind: Map}
	op := c.Operation.Output
	if op == nil {
		return out, nil
	}
	if p := op.Shape.Member(op.Shape.Payload); p != nil {
		switch {
		case p.Shape.Kind == catalogue.Blob:
			out.Set(p.Name, Binary(r.Body))
		case p.Shape.Kind == catalogue.String:
			out.Set(p.Name, Text(string(r.Body)))
		case p.Shape.Is(catalogue.EventStream):
			out.Set(p.Name, Binary(r.Body)) // events come one by one; what is there is shown as it is
		case len(r.Body) > 0:
			v, err := body(p)
			if err != nil {
				return out, err
			}
			out.Set(p.Name, v)
		}
	} else if len(r.Body) > 0 {
		v, err := body(op)
		if err != nil {
			return out, err
		}
		out = v
	}
	return out, c.outOfBody(&out, op.Shape, r)
}

func timeValue(t time.Time) Value { return Value{Kind: Time, Time: t} }

func sortedNames(h http.Header) []string {
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// cutCode gives the code of an error in the header that services have which
// once spoke query: "Code;Sender".
func cutCode(header string) string {
	code, _, _ := strings.Cut(header, ";")
	return code
}
