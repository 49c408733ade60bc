package profiles

import (
	"slices"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// PropertyOf makes a property of an entry.
func PropertyOf(ref SectionRef, e *sharedfile.Entry) Property {
	p := Property{Key: e.Key, Value: e.Value, Raw: e.Raw, File: ref.File, Origin: EntryOrigin(ref, e)}
	if len(e.Nested) > 0 {
		p.Nested = make([]Property, 0, len(e.Nested))
	}
	for i := range e.Nested {
		n := PropertyOf(ref, &e.Nested[i])
		n.Origin.Key = e.Key + "." + n.Key
		p.Nested = append(p.Nested, n)
	}
	return p
}

// EntryOrigin is the place of an entry's value.
func EntryOrigin(ref SectionRef, e *sharedfile.Entry) origin.Origin {
	return origin.Origin{Kind: origin.InFile, File: ref.Path, Line: e.ValuePos.Line, Column: e.ValuePos.Column, Section: ref.Section.Name, Key: e.Key}
}

// MergeInOrder merges sections key by key: a later one hides an earlier one.
// Most SDKs do just this, once the sections are in their order of precedence.
func MergeInOrder(name string, refs []SectionRef) *Profile {
	p := &Profile{Name: name, Sections: refs}
	if len(refs) == 0 {
		return p
	}
	p.Origin = refs[0].Origin()
	all := make([][]sharedfile.Entry, len(refs))
	most := 0
	for i, ref := range refs {
		all[i] = ref.Section.Entries()
		most += len(all[i])
	}
	if most == 0 {
		return p
	}
	at := newPlaces(most)
	p.Properties = make([]Property, 0, most)
	for n, ref := range refs {
		for i := range all[n] {
			q := PropertyOf(ref, &all[n][i])
			j, again := at.note(q.Key, p.Properties)
			if !again {
				p.Properties = append(p.Properties, q)
				continue
			}
			old := p.Properties[j]
			q.Hidden = append(old.Hidden, old.Candidate().As(origin.Shadowed, LaterWins(old, q)))
			p.Properties[j] = q
		}
	}
	for i := range p.Properties {
		slices.Reverse(p.Properties[i].Hidden) // gathered farthest first
	}
	return p
}

// Lose has the profile tell of the keys of a section that are not taken into it.
func (p *Profile) Lose(ref SectionRef, reason string) {
	entries := ref.Section.Entries()
	for i := range entries {
		p.Lost = append(p.Lost, PropertyOf(ref, &entries[i]).Candidate().As(origin.Rejected, reason))
	}
}

// LaterWins says why one of two entries of a key overrides the other: it comes later.
func LaterWins(old, won Property) string {
	switch {
	case old.File != won.File:
		return "the " + string(won.File) + " file overrides the " + string(old.File) + " file"
	case old.Origin.Section != won.Origin.Section:
		return "[" + won.Origin.Section + "] overrides [" + old.Origin.Section + "]"
	}
	return "a later line of the same file overrides it"
}
