package document

import (
	"github.com/sessctl/sessctl/internal/resolve"
)

// Profiles is what `profiles -o json` prints: what was parsed, merged as the
// reading merges the two files.
type Profiles struct {
	SchemaVersion int                `json:"schema_version" yaml:"schema_version"`
	As            string             `json:"as" yaml:"as"`
	Error         *Error             `json:"error" yaml:"error"`
	Profiles      map[string]Section `json:"profiles" yaml:"profiles"`
	SSOSessions   map[string]Section `json:"sso_sessions" yaml:"sso_sessions"`
	Services      map[string]Section `json:"services" yaml:"services"`
	Problems      []Problem          `json:"problems" yaml:"problems"`
}

// Section is a merged section. A property's value is a string, or an object of
// strings where the file nests keys below it.
type Section struct {
	Properties map[string]any `json:"properties" yaml:"properties"`
	Origin     Origin         `json:"origin" yaml:"origin"`
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
	return d
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
