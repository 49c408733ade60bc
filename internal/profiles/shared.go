// Package profiles is what a reading sees of the shared files: which sections are
// profiles, sso-sessions or services, under which names, and how all that bear one
// name are merged into one, each key with its place and with those it hides. It
// knows no grammar, which is sharedfile's, and no setting.
package profiles

import (
	"iter"
	"slices"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/sharedfile"
	"github.com/sessctl/sessctl/internal/suggest"
)

// FileKind tells the two shared files apart.
type FileKind string

// The shared files.
const (
	ConfigFile      FileKind = "config"
	CredentialsFile FileKind = "credentials"
)

// SectionKind is what a reading takes a section for.
type SectionKind int

// The kinds of sections.
const (
	SectionIgnored SectionKind = iota
	SectionProfile
	SectionSSOSession
	SectionServices
	SectionOther // plugins, preview: read by the SDK, but no profile
)

// Naming is what a reading makes of a section's header.
type Naming struct {
	Kind     SectionKind
	Name     string // of the profile, session or services section
	Prefixed bool   // written [profile NAME]
	Reason   string // why it is ignored
}

// SectionRef is a section in one of the files, with what the reading makes of it.
type SectionRef struct {
	File    FileKind
	Path    string
	Section *sharedfile.Section
	Naming
}

// Origin is the place of the section's header.
func (s SectionRef) Origin() origin.Origin {
	return origin.Origin{Kind: origin.InFile, File: s.Path, Line: s.Section.Pos.Line, Column: s.Section.Pos.Column, Section: s.Section.Name}
}

// SourceFile is one shared file as a grammar reads it.
type SourceFile struct {
	Kind   FileKind
	Path   string
	Parsed *sharedfile.File // nil when it is not there or cannot be read
}

// Shared is what a reading sees of the shared files: which sections are
// profiles and how a profile is merged. Sections are classified when first
// asked for, since a file may hold thousands.
type Shared struct {
	Files []SourceFile

	// Unadvised says that nobody reads which name may have been meant, and none is looked for.
	Unadvised bool

	rules    Rules
	looked   int
	index    *sectionIndex
	headers  *sectionIndex // see Headed
	profiles map[sectionKey]*Profile
	merged   int                            // how many properties they have, and profiles
	named    map[SectionKind][]string       // see Names
	near     map[SectionKind]*suggest.Index // see Near
	ending   map[string][]place             // see Ending
	roles    map[string]int                 // see Roles
}

type sectionKey struct {
	kind SectionKind
	name string
}

// indexAfter is how many look-ups by scanning are cheaper than an index.
const indexAfter = 24

// Rules are what a reading makes of sections; its fields of the same names say more.
type Rules struct {
	Name  func(FileKind, *sharedfile.Section) Naming
	Find  func(*Shared, SectionKind, string) []SectionRef // by Name when nil
	Merge func(*Shared, string, []SectionRef) *Profile
}

// NewShared is what a reading with such rules sees of files.
func NewShared(files []SourceFile, rules Rules) *Shared {
	return &Shared{Files: files, rules: rules, profiles: map[sectionKey]*Profile{}}
}

// ExpectMany prepares for many look-ups.
func (s *Shared) ExpectMany() { s.looked = indexAfter }

// Naming is what the reading makes of a header.
func (s *Shared) Naming(file FileKind, header string) Naming {
	return s.rules.Name(file, &sharedfile.Section{Name: header})
}

// Each calls f with every section of the files, in order.
func (s *Shared) Each(f func(SectionRef)) {
	for ref := range s.All() {
		f(ref)
	}
}

// Mentioning calls f with every section whose header has a text in it.
func (s *Shared) Mentioning(text string, f func(SectionRef)) {
	for _, file := range s.Files {
		if file.Parsed == nil {
			continue
		}
		for section := range file.Parsed.Mentioning(text) {
			f(s.ref(file, section))
		}
	}
}

func (s *Shared) ref(file SourceFile, sec *sharedfile.Section) SectionRef {
	return SectionRef{File: file.Kind, Path: file.Path, Section: sec, Naming: s.rules.Name(file.Kind, sec)}
}

// Sections gives every section that a reading takes for the kind and name.
func (s *Shared) Sections(kind SectionKind, name string) []SectionRef {
	if s.rules.Find != nil {
		return s.rules.Find(s, kind, name)
	}
	return s.Named(kind, name)
}

// Named gives every section that Reading.Name takes for the kind and name.
func (s *Shared) Named(kind SectionKind, name string) []SectionRef {
	return s.Indexed(kind, name, func() (refs []SectionRef) {
		s.Mentioning(name, func(ref SectionRef) {
			if ref.Kind == kind && ref.Name == name {
				refs = append(refs, ref)
			}
		})
		return refs
	})
}

// Indexed gives the sections of a kind and name: by scan for the first few
// look-ups, which cost less than an index, and then from an index.
func (s *Shared) Indexed(kind SectionKind, name string, scan func() []SectionRef) []SectionRef {
	if s.index == nil {
		if s.looked++; s.looked <= indexAfter {
			return scan()
		}
		s.index = s.indexSections(s.count())
	}
	return s.indexed(kind, name)
}

// maxMerged is how many properties of merged profiles are kept where there are
// thousands: those of more profiles than any of them leads to, as people have them.
const maxMerged = 40 * MaxRolesOfEach

// mostMerged is how many there are at most beside those of the last profile, whoever
// goes through all of them: those of the longest chain that is followed.
const mostMerged = 10 * MaxRoles

// Slim drops merged profiles where there are many, or large ones: they are merged
// again when somebody asks.
func (s *Shared) Slim() {
	if s.merged > maxMerged {
		s.drop()
	}
}

func (s *Shared) drop() { s.profiles, s.merged = map[sectionKey]*Profile{}, 0 }

// Forget drops what was worked out so far, since the files have changed.
func (s *Shared) Forget() {
	s.profiles, s.index, s.headers, s.roles = map[sectionKey]*Profile{}, nil, nil, nil
	s.merged = 0
	s.named, s.near, s.ending = nil, nil, nil
}

// Headed gives every section whose header reads exactly so, in the order of the files.
func (s *Shared) Headed(header string) []SectionRef {
	if s.headers != nil {
		return s.headed(header)
	}
	if s.looked++; s.looked > indexAfter {
		s.headers = s.indexHeaders()
		return s.headed(header)
	}
	var refs []SectionRef
	s.Mentioning(header, func(ref SectionRef) {
		if ref.Section.Name == header {
			refs = append(refs, ref)
		}
	})
	return refs
}

// Nearest is the function of that name with the names of sections of a kind.
func (s *Shared) Nearest(kind SectionKind, typed string) string {
	near := s.Near(kind)
	if near.Has(typed) {
		return typed
	}
	if slips := near.Slips(typed); len(slips) > 0 {
		return slips[0]
	}
	return ""
}

// Lookup gives a merged profile, sso-session or services section, nil when there is none.
func (s *Shared) Lookup(kind SectionKind, name string) *Profile {
	if s == nil {
		return nil
	}
	k := sectionKey{kind, name}
	if p, ok := s.profiles[k]; ok {
		return p
	}
	if s.merged > mostMerged {
		s.drop()
	}
	var p *Profile
	if refs := s.Sections(kind, name); len(refs) > 0 {
		p = s.rules.Merge(s, name, refs)
	}
	s.profiles[k] = p
	s.merged += p.size()
	return p
}

// Profile gives a merged profile, nil when there is none.
func (s *Shared) Profile(name string) *Profile { return s.Lookup(SectionProfile, name) }

// Names gives the names of all sections of a kind, in order of appearance. Nobody
// may change them.
func (s *Shared) Names(kind SectionKind) []string {
	if names, ok := s.named[kind]; ok {
		return names
	}
	names := s.namesOf(kind)
	if s.named == nil {
		s.named = map[SectionKind][]string{}
	}
	s.named[kind] = slices.Clip(names) // what is appended to it goes elsewhere
	return s.named[kind]
}

func (s *Shared) namesOf(kind SectionKind) (names []string) {
	if sections := s.count(); sections > manySections {
		if s.index == nil {
			s.index = s.indexSections(sections)
		}
		n := 0
		s.Each(func(ref SectionRef) {
			if ref.Kind == kind && s.firstOf(kind, ref.Name) == n {
				names = append(names, ref.Name)
			}
			n++
		})
		return slices.Clip(names)
	}
	seen := map[string]bool{}
	s.Each(func(ref SectionRef) {
		if ref.Kind == kind && !seen[ref.Name] {
			seen[ref.Name] = true
			names = append(names, ref.Name)
		}
	})
	return names
}

// manySections is how many make an index take less than a set of names.
const manySections = 5000

func (s *Shared) count() (n int) {
	for _, file := range s.Files {
		n += file.Parsed.Count()
	}
	return n
}

// Near finds names of sections of a kind that are near to what somebody wrote.
func (s *Shared) Near(kind SectionKind) *suggest.Index {
	if s.near == nil {
		s.near = map[SectionKind]*suggest.Index{}
	}
	if s.near[kind] == nil {
		var names []string
		if !s.Unadvised {
			names = s.Names(kind)
		}
		s.near[kind] = suggest.NewIndex(names)
	}
	return s.near[kind]
}

// All gives every section, ignored ones too, in order.
func (s *Shared) All() iter.Seq[SectionRef] {
	return func(yield func(SectionRef) bool) {
		for _, file := range s.Files {
			for i := range file.Parsed.Count() {
				if !yield(s.ref(file, file.Parsed.At(i))) {
					return
				}
			}
		}
	}
}

// ProfileNames gives the names of all profiles, in order of appearance.
func (s *Shared) ProfileNames() []string { return s.Names(SectionProfile) }
