package jsv3

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// merge makes one profile of the sections that bear its name as
// parseKnownFiles does: key by key, the credentials file on top. Settings but
// the region are merged the other way round, see settingsProfile.
func merge(_ *profiles.Shared, name string, refs []profiles.SectionRef) *profiles.Profile {
	return mergeFiles(name, refs, profiles.CredentialsFile)
}

// settingsProfile merges a profile as fromSharedConfigFiles does for most
// settings: the config file on top. Nil where there is no such profile.
func settingsProfile(s *profiles.Shared, name string) *profiles.Profile {
	refs := s.Sections(profiles.SectionProfile, name)
	if len(refs) == 0 {
		return nil
	}
	return mergeFiles(name, refs, profiles.ConfigFile)
}

func mergeFiles(name string, refs []profiles.SectionRef, top profiles.FileKind) *profiles.Profile {
	p := &profiles.Profile{Name: name, Sections: refs, Origin: refs[0].Origin()}
	// [profile default] is put where [default] was (config: getConfigData).
	var prefixed *profiles.SectionRef
	for i := range refs {
		if ref := &refs[i]; ref.File == profiles.ConfigFile && ref.Prefixed && slices.ContainsFunc(ref.Section.Entries(), sets) {
			prefixed = ref
		}
	}
	entries := 0
	for _, ref := range refs {
		entries += len(ref.Section.Entries())
	}
	if entries > 0 {
		p.Properties = make([]profiles.Property, 0, entries)
	}
	m := merger{p: p, at: make(map[string]int, entries), nested: map[string]int{}}
	for _, last := range []bool{false, true} {
		for _, ref := range refs {
			switch {
			case (ref.File == top) != last:
			case ref.File == profiles.ConfigFile && ref.Kind == profiles.SectionProfile && !ref.Prefixed && prefixed != nil:
				m.replaced(ref, prefixed)
			default:
				m.add(ref)
			}
		}
	}
	nearestFirst(p.Properties)
	return p
}

// nearestFirst turns round what was gathered farthest first.
func nearestFirst(list []profiles.Property) {
	for i := range list {
		slices.Reverse(list[i].Hidden)
		nearestFirst(list[i].Nested)
	}
}

// sets reports whether an entry sets anything; a section whose entries all set
// nothing does not exist.
func sets(e sharedfile.Entry) bool { return e.Value != "" || len(e.Nested) > 0 }

// merger merges sections into a profile. To the SDK a nested key is the key
// "outer.inner", in whatever way it was written.
type merger struct {
	p      *profiles.Profile
	at     map[string]int
	nested map[string]int // by the whole key, in the Nested of its outer one
}

func (m *merger) add(ref profiles.SectionRef) {
	entries := ref.Section.Entries()
	for i := range entries {
		e := &entries[i]
		q := profiles.PropertyOf(ref, e)
		nested := q.Nested
		q.Nested = nil
		if e.Value != "" {
			m.set(q.Key, q)
		} else if len(nested) == 0 {
			m.p.Lost = append(m.p.Lost, q.Candidate().As(origin.Rejected, emptyKey))
		}
		for _, n := range nested {
			m.set(q.Key+"."+n.Key, n)
		}
	}
}

func (m *merger) set(key string, q profiles.Property) {
	outer, inner, dotted := strings.Cut(key, ".")
	i, ok := m.at[outer]
	if !ok {
		i = len(m.p.Properties)
		m.at[outer] = i
		m.p.Properties = append(m.p.Properties, profiles.Property{Key: outer, Origin: q.Origin, File: q.File})
		m.p.Properties[i].Origin.Key = outer
	}
	at := &m.p.Properties[i]
	if !dotted {
		q.Key, q.Nested = outer, at.Nested
		*at = over(*at, q)
		return
	}
	q.Key = inner
	if j, again := m.nested[key]; again {
		at.Nested[j] = over(at.Nested[j], q)
		return
	}
	m.nested[key] = len(at.Nested)
	at.Nested = append(at.Nested, q)
}

// over puts a property where another was.
func over(old, q profiles.Property) profiles.Property {
	q.Hidden = old.Hidden
	if old.Value != "" {
		q.Hidden = append(old.Hidden, old.Candidate().As(origin.Shadowed, profiles.LaterWins(old, q)))
	}
	return q
}

// replaced records the keys of a [default] that [profile default] displaces.
func (m *merger) replaced(ref profiles.SectionRef, by *profiles.SectionRef) {
	m.p.Lose(ref, "["+by.Section.Name+"] takes the place of ["+ref.Section.Name+"] wholly, wherever they stand")
}
