package profiles

import (
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
)

// Get gives a property, nil when there is none. A key with a dot is looked up
// in a nested block.
func (p *Profile) Get(key string) *Property {
	if p == nil {
		return nil
	}
	outer, inner, nested := strings.Cut(key, ".")
	q := p.property(outer)
	if q == nil || !nested {
		return q
	}
	return p.nested(q, inner)
}

// OriginOf is the place of a property, none where there is none.
func (p *Profile) OriginOf(key string) origin.Origin {
	if q := p.Get(key); q != nil {
		return q.Origin
	}
	return origin.Origin{}
}

// Whole gives the property whose whole key that is, dots and all; nil when there is none.
func (p *Profile) Whole(key string) *Property {
	if p == nil {
		return nil
	}
	return p.property(key)
}

// Under gives the key of a block that is one of the profile's properties.
func (p *Profile) Under(q *Property, key string) *Property { return p.nested(q, key) }

// indexFrom is from how many properties on an index is worth its making.
const indexFrom = 64

// propertyIndex finds properties by their keys.
type propertyIndex struct {
	of     []Property // what it was made of
	at     map[string]int
	nested map[*Property]*propertyIndex
}

func (p *Profile) property(key string) *Property {
	if len(p.Properties) < indexFrom {
		return first(p.Properties, key)
	}
	return p.indexed().find(key)
}

func (p *Profile) nested(q *Property, key string) *Property {
	if len(q.Nested) < indexFrom {
		return first(q.Nested, key)
	}
	all := p.indexed()
	x := all.nested[q]
	if !x.holds(q.Nested) {
		x = indexOf(q.Nested)
		all.nested[q] = x
	}
	return x.find(key)
}

// indexed gives the index of the properties as they are now.
func (p *Profile) indexed() *propertyIndex {
	if !p.index.holds(p.Properties) {
		p.index = indexOf(p.Properties)
	}
	return p.index
}

func indexOf(list []Property) *propertyIndex {
	x := &propertyIndex{of: list, at: make(map[string]int, len(list)), nested: map[*Property]*propertyIndex{}}
	for i := range list {
		if _, again := x.at[list[i].Key]; !again {
			x.at[list[i].Key] = i
		}
	}
	return x
}

// holds reports whether an index was made of just that list.
func (x *propertyIndex) holds(list []Property) bool {
	return x != nil && len(x.of) == len(list) && (len(list) == 0 || &x.of[0] == &list[0])
}

func (x *propertyIndex) find(key string) *Property {
	if i, ok := x.at[key]; ok {
		return &x.of[i]
	}
	return nil
}

func first(list []Property, key string) *Property {
	for i := range list {
		if list[i].Key == key {
			return &list[i]
		}
	}
	return nil
}

// places finds where a key stands in a list that is being made: by scan in a
// short one, which needs no map.
type places map[string]int32

func newPlaces(most int) places {
	if most < indexFrom {
		return nil
	}
	return make(places, most)
}

// note gives the place of a key in the list; a key that is new takes the next.
func (at places) note(key string, list []Property) (place int, again bool) {
	if at == nil {
		for i := range list {
			if list[i].Key == key {
				return i, true
			}
		}
		return len(list), false
	}
	if i, ok := at[key]; ok {
		return int(i), true
	}
	at[key] = int32(len(list)) //nolint:gosec // a file has no more lines
	return len(list), false
}
