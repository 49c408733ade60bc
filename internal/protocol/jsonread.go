package protocol

import (
	"encoding/base64"
	"fmt"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/jsontree"
)

// readJSON reads a structure of a response's body. What the model does not have
// is left out; nulls of structures are as if they were not there.
func (c *Call) readJSON(body []byte, m *catalogue.Member) (Value, error) {
	if len(body) == 0 {
		return Value{Kind: Map}, nil
	}
	tree, err := jsontree.Parse(body)
	if err != nil {
		return Value{Kind: Map}, fmt.Errorf("read the body of the response: %w", err)
	}
	return c.fromTree(tree, m, "")
}

func (c *Call) fromTree(t *jsontree.Value, m *catalogue.Member, path string) (Value, error) {
	wrong := func() (Value, error) {
		return Value{}, fmt.Errorf("read %s of the response: a %s is wanted, not %s", orBody(path), m.Shape.Kind, FromJSON(t).Kind)
	}
	switch {
	case t.Kind == jsontree.Null:
		return Value{}, nil
	case m.Is(catalogue.Document), m.Is(catalogue.JSONValue) && t.Kind != jsontree.String:
		return FromJSON(t), nil
	case m.Is(catalogue.JSONValue) && !c.Style.JSON.QuotesValues:
		return Text(t.Text), nil // as it was sent: only headers are read (botocore 1.43.11, parsers.py)
	case m.Is(catalogue.JSONValue):
		inner, err := jsontree.Parse([]byte(t.Text))
		if err != nil {
			return Text(t.Text), nil
		}
		return FromJSON(inner), nil
	}
	switch m.Shape.Kind {
	case catalogue.Structure:
		if t.Kind != jsontree.Object {
			return wrong()
		}
		return c.structureFrom(t, m, path)
	case catalogue.List:
		if t.Kind != jsontree.Array {
			return wrong()
		}
		return c.listFrom(t, m, path)
	case catalogue.Map:
		if t.Kind != jsontree.Object {
			return wrong()
		}
		return c.mapFrom(t, m, path)
	case catalogue.Blob:
		if t.Kind != jsontree.String {
			return wrong()
		}
		b, err := base64.StdEncoding.DecodeString(t.Text)
		if err != nil {
			return Value{}, fmt.Errorf("read %s of the response: a blob is base64: %w", orBody(path), err)
		}
		return Binary(b), nil
	case catalogue.Timestamp:
		plain := FromJSON(t)
		at, err := timeOf(&plain)
		if err != nil {
			return Value{}, fmt.Errorf("read %s of the response: %w", orBody(path), err)
		}
		return timeValue(at), nil
	}
	return FromJSON(t), nil
}

func (c *Call) listFrom(t *jsontree.Value, m *catalogue.Member, path string) (Value, error) {
	v := Value{Kind: List, Items: make([]Value, 0, len(t.Items))}
	for i := range t.Items {
		item, err := c.fromTree(&t.Items[i], m.Shape.Value, index(path, i))
		if err != nil {
			return v, err
		}
		v.Items = append(v.Items, item)
	}
	return v, nil
}

func (c *Call) mapFrom(t *jsontree.Value, m *catalogue.Member, path string) (Value, error) {
	var failed error
	v := object(t, func(name string, f *jsontree.Value) Value {
		item, err := c.fromTree(f, m.Shape.Value, join(path, name))
		if failed == nil {
			failed = err
		}
		return item
	})
	return v, failed
}

func (c *Call) structureFrom(t *jsontree.Value, m *catalogue.Member, path string) (Value, error) {
	v := Value{Kind: Map}
	var names []string
	for i := range t.Fields {
		if t.Fields[i].Value.Kind != jsontree.Null {
			names = append(names, t.Fields[i].Name)
		}
	}
	if unknown, err := union(m.Shape, names, path); err != nil || unknown.Kind == Map {
		return unknown, err
	}
	for i := range m.Shape.Members {
		member := &m.Shape.Members[i]
		f := t.Get(member.WireName())
		if f == nil || f.Kind == jsontree.Null {
			continue
		}
		item, err := c.fromTree(f, member, join(path, member.Name))
		if err != nil {
			return v, err
		}
		v.Fields = append(v.Fields, Field{member.Name, item})
	}
	return v, nil
}

// jsonError reads the error of a response with a JSON body (botocore 1.43.11,
// parsers.py, BaseJSONParser._do_error_parse).
func (c *Call) jsonError(r *Response) (*ServiceError, error) {
	e := c.failure(r)
	tree, err := jsontree.Parse(r.Body)
	if err != nil || tree.Kind != jsontree.Object {
		// Not everything on the way to a service speaks JSON: a page of a proxy is
		// an error all the same, and what it says is the message.
		tree = &jsontree.Value{Kind: jsontree.Object}
		if len(r.Body) > 0 && e.Message == "" {
			page := jsontree.Value{Kind: jsontree.String, Text: string(r.Body)}
			tree.Fields = append(tree.Fields, jsontree.Field{Name: "message", Value: page})
		}
	}
	message := tree.String("message")
	if tree.Get("message") == nil {
		message = tree.String("Message")
	}
	e.named(errorName(c.errorID(r, tree)), message)
	e.setShape(c)
	e.setQueryCode(r)
	if e.Shape == nil {
		return e, nil
	}
	if e.Output, err = c.structureFrom(tree, &catalogue.Member{Shape: e.Shape}, ""); err == nil {
		err = c.outOfBody(&e.Output, e.Shape, r)
	}
	return e, err
}

// errorID gives what identifies an error. In rest-json a "code" counts more than
// the type (RestJSONParser._inject_error_code); the header is read in json too,
// where botocore has no use for it but the specification does.
func (c *Call) errorID(r *Response, tree *jsontree.Value) string {
	if id := r.Header.Get("X-Amzn-Errortype"); id != "" {
		return id
	}
	names := []string{"__type", "code", "Code"}
	if c.Protocol == RESTJSON {
		names = []string{"code", "Code", "__type"}
	}
	for _, name := range names {
		if id := tree.String(name); id != "" {
			return id
		}
	}
	return ""
}
