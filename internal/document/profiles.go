package document

import (
	"iter"
	"slices"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/session"
)

// Profiles is what `profiles -o json` prints: what was parsed, merged as the
// reading merges the two files. There can be hundreds of thousands of profiles, and
// each is examined, and its sections are merged, when it is asked for.
type Profiles struct {
	SchemaVersion int                `json:"schema_version"`
	As            string             `json:"as"`
	Error         *Error             `json:"error"`
	Profiles      Many[Section]      `json:"profiles"`
	SSOSessions   Many[Section]      `json:"sso_sessions"`
	Services      Many[Section]      `json:"services"`
	Problems      []Problem          `json:"problems"`
	Rows          Series[ProfileRow] `json:"rows"` // the profiles in short, in order

	Files    []File                   `json:"-"` // in which they stand
	Fault    *Fault                   `json:"-"` // why no session is built
	Sessions iter.Seq[SSOSessionRow]  `json:"-"` // the sso-sessions in order
	Ignored  iter.Seq[IgnoredSection] `json:"-"` // what the SDK passes over
	All      int                      `json:"-"` // how many profiles there are
	Chosen   int                      `json:"-"` // how many of them have rows

	broken *int
}

// SSOSessionRow is an sso-session in short.
type SSOSessionRow struct {
	Name, Region, StartURL string
	Origin                 Origin
}

// IgnoredSection is a section that the SDK passes over, and why.
type IgnoredSection struct {
	Name, Reason string
	Origin       Origin
}

// Section is a merged section. A property's value is a string, or an object of
// strings where the file nests keys below it.
type Section struct {
	Properties map[string]any `json:"properties"`
	Origin     Origin         `json:"origin"`
}

// ProfilesFrom makes the document of the sections that a reading sees; of the
// profiles those whose names a pattern matches. Each of them is examined. The
// sections themselves, and the problems of each profile, are for data, and left
// out where whole is false.
func ProfilesFrom(s *session.Session, pattern string, whole bool, o Options) Profiles {
	res := s.Resolution()
	o = o.As(res.Reading.ID)
	d := Profiles{SchemaVersion: SchemaVersion, As: res.Reading.ID, Problems: make([]Problem, 0, len(res.Problems)), broken: new(int)}
	if res.Err != nil {
		d.Error = &Error{Message: o.text(res.Err.Message), Origin: originOf(res.Err.Origin)}
	}
	for _, p := range res.Problems {
		d.Problems = append(d.Problems, o.Problem(p))
	}
	d.Files = o.files(res.Files)
	if d.Error != nil {
		whole := From(res, o)
		fault := whole.loadFault()
		d.Fault = &fault
	}
	names := res.Shared.ProfileNames()
	if d.All = len(names); pattern != "" {
		names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !matches(name, pattern) })
	}
	d.Chosen = len(names)
	d.Profiles = o.sections(res.Shared, profiles.SectionProfile, names)
	d.SSOSessions = o.sections(res.Shared, profiles.SectionSSOSession, res.Shared.Names(profiles.SectionSSOSession))
	d.Services = o.sections(res.Shared, profiles.SectionServices, res.Shared.Names(profiles.SectionServices))
	d.Rows = o.profileRows(s, names, whole, d.broken)
	d.Sessions = func(yield func(SSOSessionRow) bool) {
		for _, name := range res.Shared.Names(profiles.SectionSSOSession) {
			p := res.Shared.Lookup(profiles.SectionSSOSession, name)
			if !yield(SSOSessionRow{name, o.text(p.Value("sso_region")), o.text(p.Value("sso_start_url")), headerOf(p)}) {
				return
			}
		}
	}
	d.Ignored = func(yield func(IgnoredSection) bool) {
		for ref := range res.Shared.All() {
			if ref.Kind == profiles.SectionIgnored &&
				!yield(IgnoredSection{o.text(ref.Section.Name), o.text(ref.Reason), Origin{Kind: "file", File: ref.Path, Line: ref.Section.Pos.Line}}) {
				return
			}
		}
	}
	return d
}

// profileRows makes the row of each profile, and counts those that are broken.
func (o Options) profileRows(s *session.Session, names []string, whole bool, broken *int) Series[ProfileRow] {
	return func(yield func(ProfileRow) bool) {
		c, res := s.Config, s.Resolution()
		for report := range diagnose.Profiles(c.Workspace, c.Inputs(), c.Reading, names, c.Workspace.Env.Now()) {
			row := o.profileRow(res.Shared, report, res)
			if row.Broken {
				*broken++
			}
			if !whole {
				row.Problems = nil // which people are shown by their status alone
			}
			if !yield(row) {
				return
			}
			res.Shared.Slim()
		}
	}
}

// Broken is how many of the profiles are, once their rows have been gone through.
func (d *Profiles) Broken() int { return *d.broken }

// headerOf is the line of a section's header.
func headerOf(p *profiles.Profile) Origin {
	return Origin{Kind: "file", File: p.Origin.File, Line: p.Origin.Line}
}

// sections gives the merged sections of a kind, in the order of their names.
func (o Options) sections(s *profiles.Shared, kind profiles.SectionKind, names []string) Many[Section] {
	return func(yield func(string, Section) bool) {
		for _, name := range slices.Sorted(slices.Values(names)) {
			s.Slim()
			if p := s.Lookup(kind, name); p != nil && !yield(name, o.section(p)) {
				return
			}
		}
	}
}

func (o Options) section(p *profiles.Profile) Section {
	sec := Section{Properties: make(map[string]any, len(p.Properties)), Origin: originOf(p.Origin)}
	for _, q := range p.Properties {
		if len(q.Nested) == 0 {
			sec.Properties[q.Key] = o.value(q.Key, q.Value)
			continue
		}
		nested := make(map[string]string, len(q.Nested))
		for _, n := range q.Nested {
			nested[n.Key] = o.value(n.Key, n.Value)
		}
		sec.Properties[q.Key] = nested
	}
	return sec
}
