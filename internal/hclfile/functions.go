package hclfile

import (
	"encoding/json"
	"errors"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"go.yaml.in/yaml/v3"
)

// functions are those that need nothing but their arguments, and do as the
// language's own.
func (m *Module) functions() map[string]function.Function {
	if m.known == nil {
		m.known = map[string]function.Function{"can": tryfunc.CanFunc, "try": tryfunc.TryFunc}
		for name, f := range computing() {
			m.known[name] = m.bounded(name, f)
		}
		for name, f := range m.reading() {
			m.known[name] = m.bounded(name, f)
		}
	}
	return m.known
}

// reading gives the functions that look at the module's directory, or at the home.
func (m *Module) reading() map[string]function.Function {
	at := func(path string) string {
		if !filepath.IsAbs(path) {
			path = filepath.Join(m.dir, path)
		}
		return m.env.Abs(path)
	}
	text := func(path string) (string, error) {
		f := m.env.File(at(path))
		switch {
		case f.Err != nil:
			return "", errors.New("the file cannot be read")
		case len(f.Data) > limit || !utf8.Valid(f.Data):
			return "", errors.New("the file is no text, or too large")
		case !m.spend(len(f.Data)):
			return "", errWork
		}
		return string(f.Data), nil
	}
	return map[string]function.Function{
		"abspath": ofText(func(path string) string { return filepath.ToSlash(at(path)) }),
		"file":    madeOf(text),
		"fileexists": function.New(&function.Spec{
			Params: []function.Parameter{{Name: "path", Type: cty.String}},
			Type:   function.StaticReturnType(cty.Bool),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				return cty.BoolVal(m.env.File(at(args[0].AsString())).Exists()), nil
			},
		}),
		"pathexpand": ofText(func(path string) string {
			if home := m.env.Get("HOME"); home != "" && (path == "~" || strings.HasPrefix(path, "~/")) {
				return home + path[1:]
			}
			return path
		}),
	}
}

func computing() map[string]function.Function {
	return map[string]function.Function{
		"abs": stdlib.AbsoluteFunc, "basename": ofText(path.Base), "ceil": stdlib.CeilFunc, "chomp": stdlib.ChompFunc, "coalesce": coalesceFunc,
		"coalescelist": stdlib.CoalesceListFunc, "compact": stdlib.CompactFunc, "concat": stdlib.ConcatFunc, "contains": stdlib.ContainsFunc,
		"dirname": ofText(path.Dir), "distinct": stdlib.DistinctFunc, "element": stdlib.ElementFunc, "endswith": compared(strings.HasSuffix),
		"flatten": stdlib.FlattenFunc, "floor": stdlib.FloorFunc, "format": stdlib.FormatFunc, "formatlist": stdlib.FormatListFunc, "index": stdlib.IndexFunc,
		"join": stdlib.JoinFunc, "jsondecode": stdlib.JSONDecodeFunc, "jsonencode": stdlib.JSONEncodeFunc, "keys": stdlib.KeysFunc, "length": lengthFunc,
		"lookup": lookupFunc, "lower": stdlib.LowerFunc, "max": stdlib.MaxFunc, "merge": stdlib.MergeFunc, "min": stdlib.MinFunc,
		"nonsensitive": sameFunc, "one": oneFunc, "regex": stdlib.RegexFunc, "replace": replaceFunc, "reverse": stdlib.ReverseListFunc,
		"sensitive": sameFunc, "slice": stdlib.SliceFunc, "sort": stdlib.SortFunc, "split": stdlib.SplitFunc, "startswith": compared(strings.HasPrefix),
		"strcontains": compared(strings.Contains), "substr": stdlib.SubstrFunc, "title": stdlib.TitleFunc,
		"tobool": stdlib.MakeToFunc(cty.Bool), "tolist": stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)), "tomap": stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
		"tonumber": stdlib.MakeToFunc(cty.Number), "toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)), "tostring": stdlib.MakeToFunc(cty.String),
		"trim": stdlib.TrimFunc, "trimprefix": stdlib.TrimPrefixFunc, "trimspace": stdlib.TrimSpaceFunc, "trimsuffix": stdlib.TrimSuffixFunc,
		"upper": stdlib.UpperFunc, "values": stdlib.ValuesFunc, "yamldecode": yamlFunc, "zipmap": stdlib.ZipmapFunc,
	}
}

// ofText is a function of one text.
func ofText(f func(string) string) function.Function {
	return madeOf(func(text string) (string, error) { return f(text), nil })
}

// madeOf is one that may fail.
func madeOf(f func(string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "text", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			text, err := f(args[0].AsString())
			return cty.StringVal(text), err
		},
	})
}

// yamlFunc reads YAML as far as it is JSON in another spelling.
var yamlFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "text", Type: cty.String}},
	Type: func(args []cty.Value) (cty.Type, error) {
		v, err := ofYAML(args[0])
		return v.Type(), err
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return ofYAML(args[0]) },
})

func ofYAML(text cty.Value) (cty.Value, error) {
	if !text.IsKnown() {
		return cty.DynamicVal, nil
	}
	var v any
	if err := yaml.Unmarshal([]byte(text.AsString()), &v); err != nil {
		return cty.DynamicVal, errors.New("it is no YAML")
	}
	written, err := json.Marshal(v)
	if err != nil {
		return cty.DynamicVal, errors.New("it is no YAML of texts, numbers, lists and objects")
	}
	return stdlib.JSONDecodeFunc.Call([]cty.Value{cty.StringVal(string(written))})
}

// compared is a function that says yes or no of two texts.
func compared(f func(a, b string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "text", Type: cty.String}, {Name: "part", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(f(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

// coalesceFunc passes empty texts over, too.
var coalesceFunc = function.New(&function.Spec{
	VarParam: &function.Parameter{Name: "values", Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true},
	Type:     func(args []cty.Value) (cty.Type, error) { return stdlib.CoalesceFunc.ReturnTypeForValues(args) },
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		full := slices.DeleteFunc(slices.Clone(args), func(v cty.Value) bool {
			return !v.IsNull() && v.Type() == cty.String && v.AsString() == ""
		})
		return stdlib.CoalesceFunc.Call(full)
	},
})

// sameFunc gives its argument back: what is sensitive is no other value.
var sameFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true}},
	Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
	Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return args[0], nil },
})

// lookupFunc takes a default or none, as the language's own does.
var lookupFunc = function.New(&function.Spec{
	Params:   []function.Parameter{{Name: "map", Type: cty.DynamicPseudoType}, {Name: "key", Type: cty.String}},
	VarParam: &function.Parameter{Name: "default", Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true},
	Type: func(args []cty.Value) (cty.Type, error) {
		if len(args) == 3 {
			return stdlib.LookupFunc.ReturnTypeForValues(args)
		}
		v, err := member(args)
		return v.Type(), err
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if len(args) == 3 {
			return stdlib.LookupFunc.Call(args)
		}
		return member(args)
	},
})

func member(args []cty.Value) (cty.Value, error) {
	if len(args) > 2 {
		return cty.NilVal, function.NewArgErrorf(3, "lookup takes one default")
	}
	t, key := args[0].Type(), args[1].AsString()
	switch {
	case t.IsObjectType() && t.HasAttribute(key):
		return args[0].GetAttr(key), nil
	case t.IsMapType() && args[0].HasIndex(args[1]).True():
		return args[0].Index(args[1]), nil
	}
	return cty.NilVal, function.NewArgErrorf(1, "there is no %q in the map", key)
}

// lengthFunc counts the letters of a text too.
var lengthFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if args[0].Type() == cty.String {
			return stdlib.StrlenFunc.Call(args)
		}
		if t := args[0].Type(); t.IsObjectType() {
			return cty.NumberIntVal(int64(len(t.AttributeTypes()))), nil
		}
		return stdlib.LengthFunc.Call(args)
	},
})

// oneFunc gives the member of a list of one, and null of an empty list.
var oneFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
	Type: func(args []cty.Value) (cty.Type, error) {
		v, err := only(args[0])
		return v.Type(), err
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return only(args[0]) },
})

func only(list cty.Value) (cty.Value, error) {
	if !list.CanIterateElements() || list.Type().IsMapType() || list.Type().IsObjectType() {
		return cty.NullVal(cty.DynamicPseudoType), function.NewArgErrorf(0, "it is no list")
	}
	switch items := list.AsValueSlice(); len(items) {
	case 0:
		return cty.NullVal(cty.DynamicPseudoType), nil
	case 1:
		return items[0], nil
	}
	return cty.NullVal(cty.DynamicPseudoType), function.NewArgErrorf(0, "it has several members")
}

// replaceFunc takes what stands between slashes for an expression.
var replaceFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "text", Type: cty.String}, {Name: "part", Type: cty.String}, {Name: "by", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		text, part, by := args[0].AsString(), args[1].AsString(), args[2].AsString()
		if len(part) < 2 || part[0] != '/' || part[len(part)-1] != '/' {
			return cty.StringVal(strings.ReplaceAll(text, part, by)), nil
		}
		re, err := regexp.Compile(part[1 : len(part)-1])
		if err != nil {
			return cty.NilVal, err
		}
		return cty.StringVal(re.ReplaceAllString(text, by)), nil
	},
})
