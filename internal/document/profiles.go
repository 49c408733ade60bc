package document

import "github.com/sessctl/sessctl/internal/resolve"

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

	Head     Head             `json:"-"`
	Rows     []ProfileRow     `json:"-"` // the profiles in order
	Sessions []SSOSessionRow  `json:"-"` // the sso-sessions likewise
	Ignored  []IgnoredSection `json:"-"` // what this SDK passes over
}

// ProfileRow is a profile in short.
type ProfileRow struct {
	Name     string
	Used     bool // it is the profile in use
	Kind     string
	Region   string
	Origin   Origin
	Problems []string
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

// ProfilesFrom makes the document of all sections that a reading sees.
func ProfilesFrom(res *resolve.Resolution, o Options) Profiles {
	d := Profiles{SchemaVersion: SchemaVersion, As: res.Reading.ID, Problems: make([]Problem, 0, len(res.Problems)),
		Profiles:    o.sections(res.Shared, resolve.SectionProfile),
		SSOSessions: o.sections(res.Shared, resolve.SectionSSOSession),
		Services:    o.sections(res.Shared, resolve.SectionServices),
	}
	if res.Err != nil {
		d.Error = &Error{Message: o.text(res.Err.Message), Origin: origin(res.Err.Origin)}
	}
	for _, p := range res.Problems {
		d.Problems = append(d.Problems, o.Problem(p))
	}
	d.Head = Head{As: d.As, Title: res.Reading.Title, Profile: profile(res.Profile), Files: o.files(res.Files), Error: d.Error}
	for _, name := range res.Shared.ProfileNames() {
		p := res.Shared.Profile(name)
		d.Rows = append(d.Rows, ProfileRow{name, name == res.Profile.Name, resolve.ProfileKind(p), o.text(p.Value("region")), headerOf(p),
			o.texts(resolve.ProfileProblems(res.Shared, p))})
	}
	for _, name := range res.Shared.Names(resolve.SectionSSOSession) {
		p := res.Shared.Lookup(resolve.SectionSSOSession, name)
		d.Sessions = append(d.Sessions, SSOSessionRow{name, o.text(p.Value("sso_region")), o.text(p.Value("sso_start_url")), headerOf(p)})
	}
	for _, ref := range res.Shared.All() {
		if ref.Kind == resolve.SectionIgnored {
			d.Ignored = append(d.Ignored, IgnoredSection{o.text(ref.Section.Name), o.text(ref.Reason), Origin{Kind: "file", File: ref.Path, Line: ref.Section.Pos.Line}})
		}
	}
	return d
}

// headerOf is the line of a section's header.
func headerOf(p *resolve.Profile) Origin {
	return Origin{Kind: "file", File: p.Origin.File, Line: p.Origin.Line}
}

func (o Options) sections(s *resolve.Shared, kind resolve.SectionKind) map[string]Section {
	all := map[string]Section{}
	for _, name := range s.Names(kind) {
		p := s.Lookup(kind, name)
		if p == nil {
			continue
		}
		sec := Section{Properties: make(map[string]any, len(p.Properties)), Origin: origin(p.Origin)}
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
