package hclfile

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// secret are the arguments whose values are never shown.
var secret = []string{"secret_key", "token", "web_identity_token", "sse_customer_key"}

// block makes a node of a block's body.
func (m *Module) block(f *file, body hcl.Body, section string) *resolve.Node {
	n := &resolve.Node{Members: map[string]*resolve.Node{}}
	native, ok := body.(*hclsyntax.Body)
	if !ok {
		attributes, _ := body.JustAttributes()
		m.members(f, n, attributes, section)
		return n
	}
	attributes := make(hcl.Attributes, len(native.Attributes))
	for name, a := range native.Attributes {
		attributes[name] = a.AsHCLAttribute()
	}
	m.members(f, n, attributes, section)
	for _, b := range native.Blocks {
		if b.Type == "dynamic" && len(b.Labels) == 1 {
			m.dynamic(f, n, b, section)
			continue
		}
		inner := m.block(f, b.Body, section)
		inner.Origin = f.origin(b.DefRange(), section, b.Type)
		list := n.Members[b.Type]
		if list == nil {
			list = &resolve.Node{Origin: inner.Origin}
			n.Members[b.Type] = list
		}
		if list.Unknown == "" {
			list.Items = append(list.Items, inner)
		}
	}
	return n
}

// most is how many blocks a dynamic one may stand for.
const most = 100

// dynamic makes the blocks that a dynamic one stands for.
func (m *Module) dynamic(f *file, n *resolve.Node, b *hclsyntax.Block, section string) {
	name := b.Labels[0]
	at := f.origin(b.DefRange(), section, name)
	open := func(why, wants string) { n.Members[name] = &resolve.Node{Origin: at, Unknown: why, Wants: wants} }
	each, iterator := b.Body.Attributes["for_each"], name
	if a := b.Body.Attributes["iterator"]; a != nil {
		iterator = hcl.ExprAsKeyword(a.Expr)
	}
	content := slices.IndexFunc(b.Body.Blocks, func(inner *hclsyntax.Block) bool { return inner.Type == "content" })
	if each == nil || content < 0 || m.iterating[iterator] {
		open("it stands in a dynamic block that cannot be computed here", "")
		return
	}
	of := m.eval(f, each.Expr)
	switch {
	case of.unknown != "":
		open("it stands in a dynamic block, and "+of.unknown, of.wants)
		return
	case of.value.IsNull() || !of.value.CanIterateElements() || of.value.LengthInt() > most:
		open("it stands in a dynamic block that cannot be computed here", "")
		return
	}
	m.iterating[iterator] = true
	defer delete(m.iterating, iterator)
	list := n.Members[name]
	for it := of.value.ElementIterator(); it.Next(); {
		key, value := it.Element()
		if of.value.Type().IsSetType() {
			key = value
		}
		if written := b.Body.Blocks[content].Range(); !m.spend(written.End.Byte - written.Start.Byte + size(value)) {
			open("it stands in a dynamic block that cannot be computed here: "+errWork.Error(), "")
			break
		}
		m.values[iterator+".key"], m.values[iterator+".value"] = &outcome{value: key}, &outcome{value: value}
		inner := m.block(f, b.Body.Blocks[content].Body, section)
		inner.Origin = at
		if list == nil {
			list = &resolve.Node{Origin: at}
			n.Members[name] = list
		}
		list.Items = append(list.Items, inner)
	}
	delete(m.values, iterator+".key")
	delete(m.values, iterator+".value")
}

func (m *Module) members(f *file, n *resolve.Node, attributes hcl.Attributes, section string) {
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		if v := m.node(f, attributes[name].Expr, section, name); v != nil {
			n.Members[name] = v
		}
	}
}

// node makes a node of an expression, nil of one that is null. What is written
// as an object or a list keeps the place of each part.
func (m *Module) node(f *file, e hcl.Expression, section, key string) *resolve.Node {
	at := f.origin(e.Range(), section, key)
	if pairs, diags := hcl.ExprMap(e); !diags.HasErrors() {
		n := &resolve.Node{Origin: at, Members: map[string]*resolve.Node{}}
		for _, pair := range pairs {
			name := m.eval(f, pair.Key).text()
			if v := m.node(f, pair.Value, section, name); v != nil {
				n.Members[name] = v
			}
		}
		return n
	}
	if list, diags := hcl.ExprList(e); !diags.HasErrors() {
		n := &resolve.Node{Origin: at, Items: []*resolve.Node{}}
		for _, item := range list {
			if v := m.node(f, item, section, key); v != nil {
				n.Items = append(n.Items, v)
			}
		}
		return n
	}
	got := m.eval(f, e)
	if got.unknown != "" {
		return &resolve.Node{Origin: at, Unknown: got.unknown, Wants: got.wants}
	}
	return m.made(got.value, at)
}

// made makes a node of a value that was computed.
func (m *Module) made(v cty.Value, at origin.Origin) *resolve.Node {
	if v.IsNull() {
		return nil
	}
	n := &resolve.Node{Origin: at}
	switch t := v.Type(); {
	case t.IsObjectType(), t.IsMapType():
		n.Members = map[string]*resolve.Node{}
		for name, member := range v.AsValueMap() {
			inside := at
			inside.Key = name
			if made := m.made(member, inside); made != nil {
				n.Members[name] = made
			}
		}
	case t.IsTupleType(), t.IsListType(), t.IsSetType():
		n.Items = []*resolve.Node{}
		for _, item := range v.AsValueSlice() {
			if made := m.made(item, at); made != nil {
				n.Items = append(n.Items, made)
			}
		}
	default:
		n.Text = text(v)
		if slices.Contains(secret, at.Key) {
			m.env.Vault().Secret(n.Text)
		} else {
			m.env.Vault().Value(at.Key, n.Text)
		}
	}
	return n
}

// text is a value as the language writes it into a string, empty where it is none.
func text(v cty.Value) string {
	if v.IsNull() || !v.IsKnown() {
		return ""
	}
	s, err := convert.Convert(v, cty.String)
	if err != nil || s.IsNull() || !s.IsKnown() {
		return ""
	}
	return s.AsString()
}
