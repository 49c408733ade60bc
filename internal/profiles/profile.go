package profiles

import "github.com/sessctl/sessctl/internal/origin"

// Property is a key of a profile after the files are merged.
type Property struct {
	Key    string
	Value  string
	Origin origin.Origin
	File   FileKind
	Nested []Property
	Hidden []origin.Place // the same key in other places of the files, nearest first
	Raw    string         // the text with its quotes and blanks, where the grammar keeps it
}

// Profile is a profile, sso-session or services section after merging.
type Profile struct {
	Name       string
	Origin     origin.Origin // of the (first effective) section header
	Properties []Property
	Sections   []SectionRef
	Lost       []origin.Place // keys that stand in the files but are not taken into the profile

	index *propertyIndex // of many properties, made when one is asked for
}

// Candidate is the property's value with its place.
func (q Property) Candidate() origin.Candidate {
	return origin.Candidate{Value: q.Value, Origin: q.Origin}
}

// size is how many keys a section has, those that others hide among them.
func (p *Profile) size() int {
	if p == nil {
		return 1
	}
	n := 1 + len(p.Properties) + len(p.Lost)
	for i := range p.Properties {
		n += len(p.Properties[i].Nested) + len(p.Properties[i].Hidden)
	}
	return n
}

// All are the properties of a section that may not exist.
func (p *Profile) All() []Property {
	if p == nil {
		return nil
	}
	return p.Properties
}

// Value is the value of a property, empty when there is none.
func (p *Profile) Value(key string) string {
	if q := p.Get(key); q != nil {
		return q.Value
	}
	return ""
}
