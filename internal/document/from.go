package document

import (
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// From makes the document of a resolution.
func From(res *resolve.Resolution, o Options) Document {
	o = o.As(res.Reading.ID)
	d := Document{
		SchemaVersion: SchemaVersion,
		As:            res.Reading.ID,
		Title:         res.Reading.Title,
		Profile:       profile(res.Profile),
		Files:         o.files(res.Files),
		Settings:      make(map[string]Setting, len(res.Settings)),
		Credentials:   o.credentials(res.Credentials),
		Problems:      make([]Problem, 0, len(res.Problems)),
	}
	if res.Err != nil {
		d.Error = &Error{Message: o.text(res.Err.Message), Origin: originOf(res.Err.Origin)}
	}
	for _, v := range res.Settings {
		if o.Only != nil && !o.Only[v.Name] {
			continue
		}
		s := o.Setting(v)
		s.Notable, s.Variable = notable(res, v), v.Variable(res.Reading)
		if v.Name == "region" && !v.Set {
			s.InProfiles = withRegion(res)
		}
		d.Settings[v.Name], d.Names = s, append(d.Names, v.Name)
	}
	for _, other := range res.Others {
		d.otherFails(other.Reading, Plain(o.As(other.Reading).text(other.Message)))
	}
	for _, p := range res.Problems {
		d.Problems = append(d.Problems, o.Problem(p))
	}
	return d
}

// moreProfiles is one more than there is room to name.
const moreProfiles = 5

// withRegion gives the profiles that have a region, where nobody chose one, the
// first few of them.
func withRegion(res *resolve.Resolution) []string {
	if choice := res.Profile; res.Shared == nil || choice.Origin.Kind != origin.ByDefault && !choice.Origin.IsZero() {
		return nil
	}
	var names []string
	for _, name := range res.Shared.ProfileNames() {
		if p := res.Shared.Profile(name); p != nil && p.Value("region") != "" && name != res.Profile.Name {
			if names = append(names, name); len(names) == moreProfiles {
				break
			}
		}
	}
	return names
}

// otherFails notes why another SDK builds no session, those with the same reason
// together.
func (d *Document) otherFails(reading, message string) {
	for i := range d.NotLoading {
		if of := &d.NotLoading[i]; of.Message == message {
			of.Readings = append(of.Readings, reading)
			return
		}
	}
	d.NotLoading = append(d.NotLoading, OtherFailure{[]string{reading}, message})
}

func profile(p resolve.ProfileChoice) Profile {
	return Profile{Name: p.Name, Origin: originOf(p.Origin), Found: p.Found}
}

func (o Options) files(list []resolve.FileUse) []File {
	all := make([]File, 0, len(list))
	for _, f := range list {
		all = append(all, File{string(f.Kind), f.Path, originOf(f.Origin), f.Exists, f.Mode, o.text(f.Reason)})
	}
	return all
}

// Problem makes the document of a problem.
func (o Options) Problem(p resolve.Problem) Problem {
	return Problem{p.Code, string(p.Severity), o.text(p.Message), originOf(p.Origin), o.text(p.Help), p.About}
}

// Setting makes the document of one setting.
func (o Options) Setting(v *resolve.Value) Setting {
	s := Setting{Value: o.valueAt(v.Origin, v.Name, v.Value), Set: v.Set, Origin: originOf(v.Origin), Note: v.Note,
		Shadowed: []Outcome{}, Rejected: []Outcome{}, Differs: map[string]string{}}
	s.Hidden, s.Alike = s.Value != v.Value, v.Alike
	for _, p := range v.Places {
		// A default is not overridden: it is what there would be without the winner.
		switch byItself := p.Origin.Kind == origin.ByDefault || p.Origin.Kind == origin.Derived; {
		case p.Verdict == origin.Shadowed && !byItself:
			s.Shadowed = append(s.Shadowed, o.outcome(v.Name, p))
		case p.Verdict == origin.Rejected:
			s.Rejected = append(s.Rejected, o.outcome(v.Name, p))
		}
	}
	for _, other := range v.Differs {
		value := o.valueAt(other.Origin, v.Name, other.Value)
		s.Differs[other.Reading] = value
		if other.Configured {
			s.Elsewhere = append(s.Elsewhere, Elsewhere{other.Reading, value, other.Set, originOf(other.Origin)})
		}
	}
	return s
}

func (o Options) outcome(name string, p origin.Place) Outcome {
	return Outcome{o.valueAt(p.Origin, name, p.Value), originOf(p.Origin), o.text(p.Reason), p.Unasked}
}

// valueAt is a setting's value without the secrets in it. A default is a word of
// sessctl's own, and has none.
func (o Options) valueAt(from origin.Origin, name, value string) string {
	if from.Kind == origin.ByDefault {
		return value
	}
	return o.value(name, value)
}

func originOf(o origin.Origin) Origin {
	return Origin{string(o.Kind), o.Name, o.File, o.Line, o.Column, o.Section, o.Key}
}

func (o Options) credentials(p resolve.Plan) Credentials {
	c := Credentials{Status: string(p.Status), Provider: p.Provider, AccessKeyID: o.keyID(p.AccessKeyID), Message: o.text(p.Message),
		Account: o.text(p.Who.Account), Role: o.text(p.Who.Role), RoleARN: o.text(p.Who.RoleARN), Open: p.Open,
		Steps: make(Steps, 0, len(p.Steps)), Tried: make([]Tried, 0, len(p.Tried))}
	for _, s := range p.Steps {
		c.Steps = append(c.Steps, o.Step(s))
	}
	for _, t := range p.Tried {
		c.Tried = append(c.Tried, Tried{t.Provider, string(t.Outcome), o.text(t.Reason), originOf(t.Origin)})
	}
	if p.Check != nil {
		c.Check = &Check{p.Check.Call, o.text(p.Check.Endpoint)}
	}
	if p.Status == resolve.StatusResolved && len(p.Steps) > 0 {
		c.Keys = o.keys(p.Steps[len(p.Steps)-1])
	}
	return c
}

func (o Options) keys(s resolve.Step) *Keys {
	if !o.ShowSecrets {
		return &Keys{AccessKeyID: o.keyID(s.AccessKeyID), Hidden: true}
	}
	return &Keys{AccessKeyID: s.AccessKeyID, SecretAccessKey: s.SecretKey.Reveal(), SessionToken: s.SessionToken.Reveal()}
}
