package resolve

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/sharedfile"
)

// mergeJS makes one profile of the sections that bear its name as
// parseKnownFiles does: key by key, the credentials file on top. Settings but
// the region are merged the other way round, see settingsProfileJS.
func mergeJS(_ *Shared, name string, refs []SectionRef) *Profile {
	return mergeFilesJS(name, refs, CredentialsFile)
}

// settingsProfileJS merges a profile as fromSharedConfigFiles does for most
// settings: the config file on top. Nil where there is no such profile.
func settingsProfileJS(s *Shared, name string) *Profile {
	refs := s.Sections(SectionProfile, name)
	if len(refs) == 0 {
		return nil
	}
	return mergeFilesJS(name, refs, ConfigFile)
}

func mergeFilesJS(name string, refs []SectionRef, top FileKind) *Profile {
	p := &Profile{Name: name, Sections: refs, Origin: refs[0].Origin()}
	// [profile default] is put where [default] was (config: getConfigData).
	var prefixed *SectionRef
	for i := range refs {
		if ref := &refs[i]; ref.File == ConfigFile && ref.Prefixed && slices.ContainsFunc(ref.Section.Entries, setsJS) {
			prefixed = ref
		}
	}
	m := mergerJS{p: p, at: map[string]int{}, nested: map[string]int{}}
	for _, last := range []bool{false, true} {
		for _, ref := range refs {
			switch {
			case (ref.File == top) != last:
			case ref.File == ConfigFile && ref.Kind == SectionProfile && !ref.Prefixed && prefixed != nil:
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
func nearestFirst(list []Property) {
	for i := range list {
		slices.Reverse(list[i].Hidden)
		nearestFirst(list[i].Nested)
	}
}

// setsJS tells whether an entry sets anything; a section whose entries all set
// nothing does not exist.
func setsJS(e sharedfile.Entry) bool { return e.Value != "" || len(e.Nested) > 0 }

// mergerJS merges sections into a profile. To the SDK a nested key is the key
// "outer.inner", in whatever way it was written.
type mergerJS struct {
	p      *Profile
	at     map[string]int
	nested map[string]int // by the whole key, in the Nested of its outer one
}

func (m *mergerJS) add(ref SectionRef) {
	for i := range ref.Section.Entries {
		e := &ref.Section.Entries[i]
		q := PropertyOf(ref, e)
		nested := q.Nested
		q.Nested = nil
		if e.Value != "" {
			m.set(q.Key, q)
		} else if len(nested) == 0 {
			m.p.Lost = append(m.p.Lost, Lost{q, emptyKeyJS})
		}
		for _, n := range nested {
			m.set(q.Key+"."+n.Key, n)
		}
	}
}

func (m *mergerJS) set(key string, q Property) {
	outer, inner, dotted := strings.Cut(key, ".")
	i, ok := m.at[outer]
	if !ok {
		i = len(m.p.Properties)
		m.at[outer] = i
		m.p.Properties = append(m.p.Properties, Property{Key: outer, Origin: q.Origin, File: q.File})
		m.p.Properties[i].Origin.Key = outer
	}
	at := &m.p.Properties[i]
	if !dotted {
		q.Key, q.Nested = outer, at.Nested
		*at = overJS(*at, q)
		return
	}
	q.Key = inner
	if j, again := m.nested[key]; again {
		at.Nested[j] = overJS(at.Nested[j], q)
		return
	}
	m.nested[key] = len(at.Nested)
	at.Nested = append(at.Nested, q)
}

// overJS puts a property where another was.
func overJS(old, q Property) Property {
	q.Hidden = old.Hidden
	if old.Value != "" {
		q.Hidden = append(old.Hidden, Outcome{Candidate{old.Value, old.Origin}, LaterWins(old, q)})
	}
	return q
}

// replaced records the keys of a [default] that [profile default] displaces.
func (m *mergerJS) replaced(ref SectionRef, by *SectionRef) {
	for i := range ref.Section.Entries {
		m.p.Lost = append(m.p.Lost, Lost{PropertyOf(ref, &ref.Section.Entries[i]),
			"[" + by.Section.Name + "] takes the place of [" + ref.Section.Name + "] wholly, wherever they stand"})
	}
}
