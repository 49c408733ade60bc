package protocol

import (
	"github.com/sessctl/sessctl/internal/jmespath"
)

// ContextParam is a parameter of the endpoint rules that an input gives.
type ContextParam struct {
	Name  string
	Value any // bool, string or []string
}

// ContextParams gives the endpoint parameters that the input has: members that
// are such parameters, and what stands at the paths that the operation names.
func (c *Call) ContextParams() []ContextParam {
	in := c.Operation.Input
	if in == nil {
		return nil
	}
	var params []ContextParam
	for i := range in.Shape.Members {
		m := &in.Shape.Members[i]
		if m.ContextParam == "" {
			continue
		}
		if v := c.Input.Get(m.Name); v != nil {
			if plain := plainParam(v); plain != nil {
				params = append(params, ContextParam{m.ContextParam, plain})
			}
		}
	}
	for _, p := range c.Operation.OperationContextParams {
		// A path that cannot be read is the model's fault, and gives nothing.
		if found, err := jmespath.Search(p.Path, &c.Input, inputTree); err == nil && found != nil {
			params = append(params, ContextParam{p.Name, found})
		}
	}
	return params
}

// plainParam is a value as the rules take it, nil for one that they do not.
func plainParam(v *Value) any {
	switch v.Kind {
	case String:
		return v.Text
	case Bool:
		return v.True
	case List:
		var texts []string
		for i := range v.Items {
			if v.Items[i].Kind == String {
				texts = append(texts, v.Items[i].Text)
			}
		}
		return texts
	}
	return nil
}

// inputTree tells Search how to look into an input.
var inputTree = jmespath.Tree[*Value]{
	Field: func(v *Value, name string) (*Value, bool) {
		f := v.Get(name)
		return f, f != nil && f.Kind != Null
	},
	Items: func(v *Value) ([]*Value, bool) {
		if v.Kind != List {
			return nil, false
		}
		items := make([]*Value, len(v.Items))
		for i := range v.Items {
			items[i] = &v.Items[i]
		}
		return items, true
	},
	Keys: func(v *Value) ([]string, bool) {
		if v.Kind != Map {
			return nil, false
		}
		keys := make([]string, len(v.Fields))
		for i := range v.Fields {
			keys[i] = v.Fields[i].Name
		}
		return keys, true
	},
	Plain: func(v *Value) any {
		switch v.Kind {
		case String:
			return v.Text
		case Bool:
			return v.True
		}
		return nil
	},
}
