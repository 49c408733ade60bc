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

// inBodyOf reports whether a member of an output is read from the body: what is
// known of requests alone, a query or a label, counts for nothing here
// (ResponseParser.KNOWN_LOCATIONS).
func inBodyOf(m *catalogue.Member) bool {
	switch m.Location {
	case catalogue.InHeader, catalogue.InHeaders, catalogue.InStatusCode:
		return false
	}
	return true
}

// union checks the names that a service gives for a union: there is one, and one
// that the model does not have is put down by name (ResponseParser,
// _has_unknown_tagged_union_member). The value has no kind when it is to be read.
func union(s *catalogue.Shape, names []string, path string) (Value, error) {
	if !s.Is(catalogue.Union) {
		return Value{}, nil
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == "__type" })
	if len(names) != 1 {
		return Value{}, fmt.Errorf("read %s of the response: %s is a union and must have one member, not %d", orBody(path), s.Name, len(names))
	}
	for i := range s.Members {
		if s.Members[i].WireName() == names[0] {
			return Value{}, nil
		}
	}
	unknown := Value{Kind: Map, Fields: []Field{{"name", Text(names[0])}}}
	return Value{Kind: Map, Fields: []Field{{"SDK_UNKNOWN_MEMBER", unknown}}}, nil
}

func orBody(path string) string {
	if path == "" {
		return "the body"
	}
	return path
}

// outOfBody reads the members that stand in headers and the status.
func (c *Call) outOfBody(out *Value, s *catalogue.Shape, r *Response) error {
	for i := range s.Members {
		m := &s.Members[i]
		switch m.Location {
		case catalogue.InStatusCode:
			out.Set(m.Name, Literal(strconv.Itoa(r.Status)))
		case catalogue.InHeaders:
			out.Set(m.Name, prefixed(r.Header, prefixOf(m)))
		case catalogue.InHeader:
			given, ok := r.Header[http.CanonicalHeaderKey(m.WireName())]
			if !ok || out.Get(m.Name) != nil {
				continue // what the body says of it comes later, and counts
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

// restOutput reads the answer of a REST protocol.
func (c *Call) restOutput(r *Response, read bodyReader) (Value, error) {
	out := Value{Kind: Map}
	op := c.Operation.Output
	if op == nil {
		return out, nil
	}
	if p := op.Shape.Member(op.Shape.Payload); p != nil {
		switch {
		case p.Shape.Is(catalogue.EventStream):
			events, err := c.events(r.Status, r.Body, p, read)
			out.Set(p.Name, events)
			if err != nil {
				return out, err
			}
		case p.Shape.Kind == catalogue.Blob:
			out.Set(p.Name, Binary(r.Body))
		case p.Shape.Kind == catalogue.String:
			out.Set(p.Name, Text(string(r.Body)))
		case len(r.Body) == 0:
			if p.Shape.Kind == catalogue.Structure && !p.Is(catalogue.Union) && !p.Is(catalogue.Document) {
				out.Set(p.Name, Value{Kind: Map})
			}
		default:
			v, err := read(r.Body, p)
			if err != nil {
				return out, err
			}
			out.Set(p.Name, v)
		}
	} else if len(r.Body) > 0 {
		v, err := read(r.Body, op)
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
