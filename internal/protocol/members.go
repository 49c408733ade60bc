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
	return c.everyMember(v, s, c.Style.keepsNulls())
}

func (c *Call) everyMember(v *Value, s *catalogue.Shape, nulls bool) []memberValue {
	if v.Kind != Map {
		return nil
	}
	if c.Style.keepsInputOrder() || c.Style.copiesAttributes() && s.Name == "AttributeValue" && c.Service.Name == "dynamodb" {
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
		case (f == nil || f.Kind == Null) && m.Is(catalogue.IdempotencyToken) && c.Style.fillsNestedTokens():
			token := Text(c.token())
			f = &token
		case f == nil || f.Kind == Null:
			continue
		case f.Kind == String && f.Text == "" && len(m.Shape.Enum) > 0 && c.Style.dropsEmptyEnums():
			continue
		}
		given = append(given, memberValue{m, f})
	}
	sort.SliceStable(given, func(i, j int) bool { return c.before(given[i].member, given[j].member) })
	return given
}

// entries gives the entries of a map in the order in which the style's SDK
// writes them, without those that are null.
func (c *Call) entries(v *Value) []*Field { return c.everyEntry(v, false) }

// sparse gives the entries of a map, with those that are null where it is sparse,
// for protocols that have a null.
func (c *Call) sparse(v *Value, m *catalogue.Member) []*Field {
	return c.everyEntry(v, c.Style.keepsNulls() || m.Is(catalogue.Sparse))
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
	if c.Style.sortsMapKeys() {
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

// keepsInputOrder tells whether members are written in the order in which the
// caller gave them (botocore 1.43.11, serialize.py, _serialize_type_structure:
// a dict is iterated).
func (s Style) keepsInputOrder() bool { return s == Botocore }

// copiesAttributes tells whether DynamoDB's values of attributes keep the order in
// which they were given (@aws-sdk/dynamodb-codec 3.973.58, writeAttributeValue).
func (s Style) copiesAttributes() bool { return s == JavaScript }

// before is that of the style, but that JSON of aws-sdk-go-v2 has capitals before
// small letters.
func (c *Call) before(a, b *catalogue.Member) bool {
	if c.Style == GoV2 && (c.Protocol == JSON || c.Protocol == RESTJSON) {
		return GoV1.before(a, b)
	}
	return c.Style.before(a, b)
}

// before tells whether a member is written before another one. Go's code is
// generated with the members sorted, in aws-sdk-go v1 as its struct fields are, in
// aws-sdk-go-v2 without regard to case (serializers.go); JavaScript's schemas have
// the model's order with required members first (@aws-sdk/client-s3 3.981.1,
// schemas/schemas_0.js).
func (s Style) before(a, b *catalogue.Member) bool {
	switch s {
	case JavaScript:
		return comesFirst(a) && !comesFirst(b)
	case GoV1:
		return capitalised(a.Name) < capitalised(b.Name)
	}
	return strings.ToLower(a.Name) < strings.ToLower(b.Name)
}

// comesFirst tells whether JavaScript's schemas count a member as required: not one
// that the SDK fills in (@aws-sdk/client-s3-control 3.1112.0, CreateJobRequest).
func comesFirst(m *catalogue.Member) bool {
	return m.Traits&catalogue.Required != 0 && !m.Is(catalogue.IdempotencyToken)
}

// fillsNestedTokens tells whether idempotency tokens are filled in below the
// input's own members (aws-sdk-go v1.55.8, queryutil.go, parseStruct, and
// xmlutil/build.go, buildStruct; @aws-sdk/core 3.981.1, QueryShapeSerializer.js).
func (s Style) fillsNestedTokens() bool { return s == GoV1 || s == JavaScript }

// dropsEmptyEnums tells whether an empty text of an enumeration counts as none
// (aws-sdk-go-v2: enumerations are no pointers in its structs. So are a few numbers
// and booleans whose zeroes it leaves out, but the models here do not tell which).
func (s Style) dropsEmptyEnums() bool { return s == GoV2 }

// keepsNulls tells whether structures, maps that are not sparse, and lists in a
// query keep their nulls, too (botocore 1.43.11, serialize.py, JSONSerializer and
// BaseRestSerializer: None is written as it is, once nothing has refused it).
func (s Style) keepsNulls() bool { return s == Botocore }

// sortsMapKeys tells whether maps are written sorted by their keys (aws-sdk-go
// v1.55.8, queryutil.go, parseMap; smithy-go 1.28.9, query/shape_serializer.go,
// CloseMap). Where Go iterates a map as it comes, sorting is one of its orders.
func (s Style) sortsMapKeys() bool { return s == GoV1 || s == GoV2 || s == Smithy }

// capitalised makes the first letter a capital.
func capitalised(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
