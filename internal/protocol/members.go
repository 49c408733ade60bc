package protocol

import (
	"sort"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// memberValue is a member of a structure with the value that an input gives it.
type memberValue struct {
	member *catalogue.Member
	value  *Value
}

// members gives what an input has for a structure, in the order in which the
// style's SDK writes it. Nulls and what the model does not have are left out.
func (c *Call) members(v *Value, s *catalogue.Shape) []memberValue { return c.everyMember(v, s, false) }

// nullable gives the members of a structure, with those that are null where the
// style keeps them, for protocols that have a null.
func (c *Call) nullable(v *Value, s *catalogue.Shape) []memberValue {
	return c.everyMember(v, s, c.Style.Members.KeepsNulls)
}

func (c *Call) everyMember(v *Value, s *catalogue.Shape, nulls bool) []memberValue {
	if v.Kind != Map {
		return nil
	}
	if c.Style.Members.InputOrder || c.Style.Members.AttributesAsGiven && s.Name == "AttributeValue" && c.Service.Name == "dynamodb" {
		given := make([]memberValue, 0, len(v.Fields))
		for i := range v.Fields {
			f := &v.Fields[i]
			if m := s.Member(f.Name); m != nil && (nulls || f.Value.Kind != Null) {
				given = append(given, memberValue{m, &f.Value})
			}
		}
		return given
	}
	given := make([]memberValue, 0, min(len(v.Fields), len(s.Members)))
	for i := range s.Members {
		m := &s.Members[i]
		f := v.Get(m.Name)
		switch {
		case (f == nil || f.Kind == Null) && m.Is(catalogue.IdempotencyToken) && c.Style.Members.FillsNestedTokens:
			token := Text(c.token())
			f = &token
		case f == nil || f.Kind == Null:
			continue
		case f.Kind == String && f.Text == "" && len(m.Shape.Enum) > 0 && c.Style.Members.DropsEmptyEnums:
			continue
		}
		given = append(given, memberValue{m, f})
	}
	before := c.before
	if in := c.Operation.Input; c.Style.Members.InputBefore != nil && in != nil && in.Shape == s && (c.Protocol == RESTJSON || c.Protocol == RESTXML) {
		before = func(a, b *catalogue.Member) bool {
			if a.Location == catalogue.InBody && b.Location == catalogue.InBody {
				return c.Style.Members.InputBefore(a, b)
			}
			return c.before(a, b)
		}
	}
	sort.SliceStable(given, func(i, j int) bool { return before(given[i].member, given[j].member) })
	return given
}

// entries gives the entries of a map in the order in which the style's SDK
// writes them, without those that are null.
func (c *Call) entries(v *Value) []*Field { return c.everyEntry(v, false) }

// sparse gives the entries of a map, with those that are null where it is sparse,
// for protocols that have a null.
func (c *Call) sparse(v *Value, m *catalogue.Member) []*Field {
	return c.everyEntry(v, c.Style.Members.KeepsNulls || m.Is(catalogue.Sparse))
}

func (c *Call) everyEntry(v *Value, nulls bool) []*Field {
	if v.Kind != Map {
		return nil
	}
	list := make([]*Field, 0, len(v.Fields))
	for i := range v.Fields {
		if nulls || v.Fields[i].Value.Kind != Null {
			list = append(list, &v.Fields[i])
		}
	}
	if c.Style.Members.SortsMapKeys {
		sort.SliceStable(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	}
	return list
}

// elements gives the elements of a list, without those that are null.
func elements(v *Value) []*Value {
	if v.Kind != List {
		return nil
	}
	list := make([]*Value, 0, len(v.Items))
	for i := range v.Items {
		if v.Items[i].Kind != Null {
			list = append(list, &v.Items[i])
		}
	}
	return list
}

// before reports whether a member is written before another one.
func (c *Call) before(a, b *catalogue.Member) bool {
	if c.Protocol == JSON || c.Protocol == RESTJSON {
		return c.Style.Members.JSONBefore(a, b)
	}
	return c.Style.Members.Before(a, b)
}

// AsModelled is the order of the model.
func AsModelled(_, _ *catalogue.Member) bool { return false }

// ByField is the order of the fields of Go's structs: capitals come before small
// letters.
func ByField(a, b *catalogue.Member) bool { return capitalised(a.Name) < capitalised(b.Name) }

// ByName is the order of names without regard to case.
func ByName(a, b *catalogue.Member) bool { return strings.ToLower(a.Name) < strings.ToLower(b.Name) }

// capitalised makes the first letter a capital.
func capitalised(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
