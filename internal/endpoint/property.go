package endpoint

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// propertyTemplate is a JSON value with templates in its strings.
type propertyTemplate struct {
	fixed  *jsontree.Value // the value itself where there is nothing to fill in
	text   expr
	items  []*propertyTemplate
	fields []fieldTemplate
}

type fieldTemplate struct {
	name  string
	value *propertyTemplate
}

func (c *compiler) property(v *jsontree.Value, s *scope, depth int) (*propertyTemplate, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("they are nested deeper than %d levels", maxDepth)
	}
	p := new(propertyTemplate)
	fixed := true
	switch v.Kind {
	case jsontree.String:
		e, err := c.template(v.Text, s)
		if err != nil {
			return nil, err
		}
		if l, ok := e.(*literal); ok {
			return &propertyTemplate{fixed: &jsontree.Value{Kind: jsontree.String, Text: l.v.text}}, nil
		}
		return &propertyTemplate{text: e}, nil
	case jsontree.Array:
		for i := range v.Items {
			item, err := c.property(&v.Items[i], s, depth+1)
			if err != nil {
				return nil, err
			}
			fixed = fixed && item.fixed != nil
			p.items = append(p.items, item)
		}
	case jsontree.Object:
		for i := range v.Fields {
			one, err := c.property(&v.Fields[i].Value, s, depth+1)
			if err != nil {
				return nil, err
			}
			fixed = fixed && one.fixed != nil
			p.fields = append(p.fields, fieldTemplate{v.Fields[i].Name, one})
		}
	}
	if fixed {
		return &propertyTemplate{fixed: p.fixedValue(v)}, nil
	}
	return p, nil
}

// fixedValue gives the value of parts that have nothing to fill in.
func (p *propertyTemplate) fixedValue(of *jsontree.Value) *jsontree.Value {
	v := &jsontree.Value{Kind: of.Kind, Text: of.Text}
	for _, item := range p.items {
		v.Items = append(v.Items, *item.fixed)
	}
	for _, f := range p.fields {
		v.Fields = append(v.Fields, jsontree.Field{Name: f.name, Value: *f.value.fixed})
	}
	return v
}

// fill gives the value; false when a place refers to what is not set.
func (p *propertyTemplate) fill(r *run) (jsontree.Value, bool) {
	switch {
	case p.fixed != nil:
		return *p.fixed, true
	case p.text != nil:
		v := p.text.eval(r)
		return jsontree.Value{Kind: jsontree.String, Text: v.text}, v.kind == isText
	case p.items != nil:
		v := jsontree.Value{Kind: jsontree.Array, Items: make([]jsontree.Value, len(p.items))}
		for i, item := range p.items {
			var ok bool
			if v.Items[i], ok = item.fill(r); !ok {
				return v, false
			}
		}
		return v, true
	}
	v := jsontree.Value{Kind: jsontree.Object, Fields: make([]jsontree.Field, len(p.fields))}
	for i, f := range p.fields {
		one, ok := f.value.fill(r)
		if !ok {
			return v, false
		}
		v.Fields[i] = jsontree.Field{Name: f.name, Value: one}
	}
	return v, true
}

// authSchemes reads the property of that name.
func authSchemes(properties *jsontree.Value) []AuthScheme {
	list := properties.Get("authSchemes")
	if list == nil || len(list.Items) == 0 {
		return nil
	}
	all := make([]AuthScheme, len(list.Items))
	for i := range list.Items {
		v := &list.Items[i]
		all[i] = AuthScheme{Name: v.String("name"), SigningName: v.String("signingName"), SigningRegion: v.String("signingRegion"),
			SigningRegionSet: v.Strings("signingRegionSet"), DisableDoubleEncoding: v.Bool("disableDoubleEncoding"), DisableNormalizePath: v.Bool("disableNormalizePath")}
	}
	return all
}
