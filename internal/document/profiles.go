package document

import (
	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/session"
)

// Profiles is what `profiles -o json` prints: what was parsed, merged as the
// reading merges the two files.
type Profiles struct {
	SchemaVersion int                `json:"schema_version"`
	As            string             `json:"as"`
	Error         *Error             `json:"error"`
	Profiles      map[string]Section `json:"profiles"`
	SSOSessions   map[string]Section `json:"sso_sessions"`
	Services      map[string]Section `json:"services"`
	Problems      []Problem          `json:"problems"`

	Rows []ProfileRow `json:"rows"` // the profiles in short, in order

	Files    []File           `json:"-"` // in which they stand
	Fault    *Fault           `json:"-"` // why no session is built
	Sessions []SSOSessionRow  `json:"-"` // the sso-sessions in order
	Ignored  []IgnoredSection `json:"-"` // what the SDK passes over
	All      int              `json:"-"` // how many profiles there are
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
	d := Profiles{SchemaVersion: SchemaVersion, As: res.Reading.ID, Problems: make([]Problem, 0, len(res.Problems))}
	if whole {
		d.Profiles = o.sections(res.Shared, profiles.SectionProfile)
		d.SSOSessions = o.sections(res.Shared, profiles.SectionSSOSession)
		d.Services = o.sections(res.Shared, profiles.SectionServices)
	}
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
	var names []string
	for _, name := range res.Shared.ProfileNames() {
		d.All++
		if matches(name, pattern) {
			names = append(names, name)
		} else {
			delete(d.Profiles, name)
		}
	}
	c := s.Config
	d.Rows = make([]ProfileRow, 0, len(names))
	for _, report := range diagnose.Profiles(c.Workspace, c.Inputs(), c.Reading, names, c.Workspace.Env.Now()) {
		row := o.profileRow(res.Shared, report, res)
		if !whole {
			row.Problems = nil // which people are shown by their status alone
		}
		d.Rows = append(d.Rows, row)
		res.Shared.Slim()
	}
	for _, name := range res.Shared.Names(profiles.SectionSSOSession) {
		p := res.Shared.Lookup(profiles.SectionSSOSession, name)
		d.Sessions = append(d.Sessions, SSOSessionRow{name, o.text(p.Value("sso_region")), o.text(p.Value("sso_start_url")), headerOf(p)})
	}
	for _, ref := range res.Shared.All() {
		if ref.Kind == profiles.SectionIgnored {
			d.Ignored = append(d.Ignored, IgnoredSection{o.text(ref.Section.Name), o.text(ref.Reason), Origin{Kind: "file", File: ref.Path, Line: ref.Section.Pos.Line}})
		}
	}
	return d
}

// Broken is how many of the profiles are.
func (d *Profiles) Broken() int {
	n := 0
	for _, r := range d.Rows {
		if r.Broken {
			n++
		}
	}
	return n
}

// headerOf is the line of a section's header.
func headerOf(p *profiles.Profile) Origin {
	return Origin{Kind: "file", File: p.Origin.File, Line: p.Origin.Line}
}

func (o Options) sections(s *profiles.Shared, kind profiles.SectionKind) map[string]Section {
	all := map[string]Section{}
	for _, name := range s.Names(kind) {
		s.Slim()
		p := s.Lookup(kind, name)
		if p == nil {
			continue
		}
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
		all[name] = sec
	}
	return all
}
