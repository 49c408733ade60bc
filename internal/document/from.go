package document

import (
	"github.com/sessctl/sessctl/internal/redact"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Options say what a document may have in it.
type Options struct {
	ShowSecrets bool
}

// Text is a text without the secrets in it.
func (o Options) Text(s string) string { return o.text(s) }

func (o Options) text(s string) string {
	if o.ShowSecrets {
		return s
	}
	return redact.Text(s)
}

func (o Options) value(name, s string) string {
	if o.ShowSecrets {
		return s
	}
	return redact.Value(name, s)
}

// From makes the document of a resolution.
func From(res *resolve.Resolution, o Options) Document {
	d := Document{
		SchemaVersion: SchemaVersion,
		As:            res.Reading.ID,
		Profile:       Profile{Name: res.Profile.Name, Origin: origin(res.Profile.Origin), Found: res.Profile.Found},
		Files:         make([]File, 0, len(res.Files)),
		Settings:      make(map[string]Setting, len(res.Settings)),
		Credentials:   o.credentials(res.Credentials),
		Problems:      make([]Problem, 0, len(res.Problems)),
	}
	if res.Err != nil {
		d.Error = &Error{Message: o.text(res.Err.Message), Origin: origin(res.Err.Origin)}
	}
	for _, f := range res.Files {
		d.Files = append(d.Files, File{string(f.Kind), f.Path, origin(f.Origin), f.Exists, f.Mode, f.Reason})
	}
	for _, v := range res.Settings {
		d.Settings[v.Name] = o.Setting(v)
	}
	for _, p := range res.Problems {
		d.Problems = append(d.Problems, o.Problem(p))
	}
	return d
}

// Problem makes the document of a problem.
func (o Options) Problem(p resolve.Problem) Problem {
	return Problem{p.Code, string(p.Severity), o.text(p.Message), origin(p.Origin), o.text(p.Help)}
}

// Setting makes the document of one setting.
func (o Options) Setting(v *resolve.Value) Setting {
	s := Setting{Value: o.value(v.Name, v.Value), Set: v.Set, Origin: origin(v.Origin), Note: v.Note,
		Shadowed: []Outcome{}, Rejected: []Outcome{}, Differs: map[string]string{}}
	for _, p := range v.Places {
		out := Outcome{o.value(v.Name, p.Value), origin(p.Origin), o.text(p.Reason)}
		switch p.Verdict {
		case resolve.Shadowed:
			// A default is not hidden: it is what there would be without the winner.
			if p.Origin.Kind != resolve.ByDefault && p.Origin.Kind != resolve.Derived {
				s.Shadowed = append(s.Shadowed, out)
			}
		case resolve.Rejected:
			s.Rejected = append(s.Rejected, out)
		}
	}
	for _, other := range v.Differs {
		s.Differs[other.Reading] = o.value(v.Name, other.Value)
	}
	return s
}

func origin(o resolve.Origin) Origin {
	return Origin{string(o.Kind), o.Name, o.File, o.Line, o.Column, o.Section, o.Key}
}

func (o Options) credentials(p resolve.Plan) Credentials {
	c := Credentials{Status: string(p.Status), Provider: p.Provider, AccessKeyID: o.keyID(p.AccessKeyID), Message: o.text(p.Message),
		Steps: make([]Step, 0, len(p.Steps)), Tried: make([]Tried, 0, len(p.Tried))}
	for _, s := range p.Steps {
		c.Steps = append(c.Steps, o.step(s))
	}
	for _, t := range p.Tried {
		c.Tried = append(c.Tried, Tried{t.Provider, string(t.Outcome), o.text(t.Reason), origin(t.Origin)})
	}
	return c
}

func (o Options) keyID(id string) string {
	if o.ShowSecrets {
		return id
	}
	return redact.KeyID(id)
}
