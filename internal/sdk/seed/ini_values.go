package seed

import (
	"errors"
	"strings"

	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// What ini.v1 v1.67.3 does when a key is asked for, beyond parsing: a section
// inherits the keys of its parents by name (section.go, GetKey), and %(name)s
// in a value stands for another key's (key.go, transformValue).

// mergeINI makes a profile as the library shows it. A value that cannot be
// worked out is left as it is written.
func mergeINI(s *profiles.Shared, name string, refs []profiles.SectionRef) *profiles.Profile {
	v := iniValues{shared: s}
	merged := profiles.MergeInOrder(name, refs)
	v.add(name, merged)
	p := *merged
	p.Properties = append([]profiles.Property(nil), p.Properties...)
	have := map[string]bool{}
	for section := name; section != ""; section = v.parent(section) {
		for _, q := range v.section(section).Properties {
			if section != name && !have[q.Key] {
				p.Properties = append(p.Properties, q)
			}
			have[q.Key] = true
		}
	}
	for i := range p.Properties {
		q := &p.Properties[i]
		if !strings.Contains(q.Value, "%(") {
			continue
		}
		// The name of a section is the name of its profile.
		if value, err := v.text(q.Origin.Section, q.Key); err == nil {
			q.Value = value
		}
	}
	return &p
}

// iniValues works out values across the sections of one file.
type iniValues struct {
	shared   *profiles.Shared
	sections map[string]*iniSection
	texts    map[iniKey]iniText
	depth    int
}

type iniSection struct {
	*profiles.Profile
	at map[string]int // index of each key
}

type iniKey struct{ section, key string }

// iniText is what became of a value. While it is being worked out, it is a circle.
type iniText struct {
	text string
	err  error
}

// The ends that a value can come to. The SDK's process does not survive the first two.
var (
	errCircle = errors.New("it stands for itself through %(…)s, and working that out overflows the stack")
	errGrows  = errors.New("working out its %(…)s makes it grow without bound")
	errDeep   = errors.New("its %(…)s lead further than is followed here")
)

const (
	iniRounds  = 99      // of replacements in one value (depthValues)
	iniMaxText = 1 << 22 // bytes; a value that grows beyond is taken to grow for ever
	iniMaxDeep = 1 << 12 // values that stand for one another
)

func (v *iniValues) add(name string, p *profiles.Profile) *iniSection {
	var s *iniSection
	if p != nil {
		s = &iniSection{p, make(map[string]int, len(p.Properties))}
		for i := range p.Properties {
			s.at[p.Properties[i].Key] = i
		}
	}
	if v.sections == nil {
		v.sections = map[string]*iniSection{}
	}
	v.sections[name] = s
	return s
}

// section gives a section's own keys, nil when there is none. DEFAULT is always there.
func (v *iniValues) section(name string) *iniSection {
	s, ok := v.sections[name]
	if ok {
		return s
	}
	refs := v.shared.Sections(profiles.SectionProfile, name)
	if len(refs) == 0 && name != sharedfile.DefaultSection {
		return v.add(name, nil)
	}
	return v.add(name, profiles.MergeInOrder(name, refs))
}

// parent gives the nearest section that a section inherits keys from, or "":
// its name is the child's up to one of the dots.
func (v *iniValues) parent(name string) string {
	for {
		i := strings.LastIndexByte(name, '.')
		if i < 0 {
			return ""
		}
		if name = name[:i]; name == "" { // the library's other name for DEFAULT
			return sharedfile.DefaultSection
		}
		if v.section(name) != nil {
			return name
		}
	}
}

// find gives a key of a section or of its parents, and the section that has it.
func (v *iniValues) find(section, key string) (*profiles.Property, string) {
	for section != "" {
		if q := v.own(section, key); q != nil {
			return q, section
		}
		section = v.parent(section)
	}
	return nil, ""
}

func (v *iniValues) own(section, key string) *profiles.Property {
	s := v.section(section)
	if s == nil {
		return nil
	}
	if i, ok := s.at[key]; ok {
		return &s.Properties[i]
	}
	return nil
}

// define adds an empty key to a section, as asking for one does that is not
// there (section.go, Key): other values can stand for it from then on.
func (v *iniValues) define(section, key string) {
	s := v.section(section)
	s.at[key] = len(s.Properties)
	s.Properties = append(s.Properties, profiles.Property{Key: key})
}

// text gives the value of a section's own key with all that it stands for.
func (v *iniValues) text(section, key string) (string, error) {
	q := v.own(section, key)
	if !strings.Contains(q.Value, "%") {
		return q.Value, nil
	}
	k := iniKey{section, key}
	if t, ok := v.texts[k]; ok {
		return t.text, t.err
	}
	if v.texts == nil {
		v.texts = map[iniKey]iniText{}
	}
	if v.depth >= iniMaxDeep {
		return "", errDeep
	}
	v.depth++
	v.texts[k] = iniText{err: errCircle}
	text, err := v.workOut(section, q)
	v.texts[k] = iniText{text, err}
	v.depth--
	return text, err
}

// workOut replaces what a value has of %(name)s, one name at a time.
func (v *iniValues) workOut(section string, q *profiles.Property) (string, error) {
	text := q.Value
	for range iniRounds {
		name := iniReference(text)
		if name == "" {
			break
		}
		other, owner := v.find(section, name)
		if other == nil || other == q {
			other, owner = v.own(sharedfile.DefaultSection, name), sharedfile.DefaultSection
			if other == nil {
				break
			}
		}
		stands, err := v.text(owner, name)
		if err != nil {
			return "", err
		}
		reference := "%(" + name + ")s"
		if len(text)+strings.Count(text, reference)*(len(stands)-len(reference)) > iniMaxText {
			return "", errGrows
		}
		text = strings.ReplaceAll(text, reference, stands)
	}
	return text, nil
}

// iniReference gives the name in the first %(name)s of a text, or "".
func iniReference(text string) string {
	for {
		i := strings.Index(text, "%(")
		if i < 0 {
			return ""
		}
		text = text[i+len("%("):]
		j := strings.IndexByte(text, ')')
		switch {
		case j < 0:
			return ""
		case j > 0 && strings.HasPrefix(text[j+1:], "s"):
			return text[:j]
		}
		text = text[j+1:]
	}
}
