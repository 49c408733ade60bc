package document

import (
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
)

// About is what `explain` says of a variable or key that was asked about by its name.
type About struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"` // variable or key
	Summary string   `json:"summary"`
	Setting string   `json:"setting"` // that it belongs to; "credentials" for what leads to them
	Read    bool     `json:"read"`    // the reading reads it
	Readers []string `json:"readers"` // the readings that do
	All     bool     `json:"-"`       // every reading that was asked about does
	Set     bool     `json:"set"`
	Value   string   `json:"value"`
	Origin  Origin   `json:"origin"`
	Fate    string   `json:"fate"` // used, overridden or rejected; empty where it is not set
	Reason  string   `json:"reason"`
}

// tableName is a variable or key of the tables.
type tableName struct {
	name, kind, summary, setting string
	in                           resolve.SDK
}

// lookupName finds a variable or key by its name, in any case of letters.
func lookupName(name string) (n tableName, ok bool) {
	for i := range resolve.Table() {
		s := &resolve.Table()[i]
		for kind, list := range map[string][]resolve.Named{"variable": s.Env, "key": s.Keys} {
			for _, v := range list {
				if strings.EqualFold(v.Name, name) && v.Name != s.Name {
					return tableName{v.Name, kind, s.Summary, s.Name, v.In}, true
				}
			}
		}
	}
	for kind, list := range map[string][]resolve.Input{"variable": resolve.InputVars(), "key": resolve.InputKeys()} {
		for _, in := range list {
			if strings.EqualFold(in.Name, name) {
				return tableName{in.Name, kind, in.Summary, InputSetting(in.Name), in.In}, true
			}
		}
	}
	return tableName{}, false
}

// InputSetting is what an input leads to: the profile, or credentials.
func InputSetting(name string) string {
	if name == "AWS_PROFILE" || name == "AWS_DEFAULT_PROFILE" {
		return "profile"
	}
	return "credentials"
}

// AboutName says of a variable or key who reads it, and why it counts here or
// does not; nil where the name is none of either.
func AboutName(w *resolve.Workspace, res *resolve.Resolution, name string, readings []*resolve.Reading, o Options) *About {
	n, ok := lookupName(name)
	if !ok {
		return nil
	}
	o = o.As(res.Reading.ID)
	a := &About{Name: n.name, Kind: n.kind, Summary: n.summary, Setting: n.setting, Read: n.in&res.Reading.SDK != 0, Readers: []string{}}
	for _, rd := range readings {
		if n.in&rd.SDK != 0 {
			a.Readers = append(a.Readers, rd.ID)
		}
	}
	a.All = len(a.Readers) == len(readings)
	if n.kind == "variable" {
		if v, there := w.Env.Lookup(n.name); there {
			a.Set, a.Value, a.Origin = true, v.Value, Origin{Kind: string(resolve.EnvVar), Name: v.Name, File: v.File, Line: v.Line}
		}
	} else if q := res.Shared.Profile(res.Profile.Name).Get(n.name); q != nil {
		a.Set, a.Value, a.Origin = true, q.Value, origin(q.Origin)
	}
	if !a.Set {
		return a
	}
	a.Value = o.value(n.name, a.Value)
	a.Fate, a.Reason = fate(res, n, a)
	a.Reason = o.text(a.Reason)
	return a
}

// fate says what became of a value that is set.
func fate(res *resolve.Resolution, n tableName, a *About) (word, reason string) {
	if !a.Read {
		return "rejected", ""
	}
	switch {
	case n.setting == "profile":
		return profileFate(res, n.name)
	case n.setting != "credentials":
		return settingFate(res, n.setting, a.Origin)
	}
	p := res.Credentials
	for _, s := range p.Steps {
		if origin(s.Origin) == a.Origin || s.Kind == resolve.StepStatic && s.Provider == "env" && n.kind == "variable" && strings.Contains(n.summary, "key") {
			return "used", ""
		}
		if n.kind == "key" && s.Profile == res.Profile.Name {
			return "used", ""
		}
	}
	for _, t := range p.Tried {
		if origin(t.Origin) == a.Origin && t.Outcome != resolve.OutcomeChosen {
			return "overridden", t.Reason
		}
	}
	if p.Provider != "" {
		return "overridden", "the credentials come from " + p.Provider
	}
	return "", ""
}

func profileFate(res *resolve.Resolution, variable string) (word, reason string) {
	if res.Profile.Origin.Name == variable {
		return "used", ""
	}
	for _, out := range res.Profile.Others {
		if out.Origin.Name == variable {
			return "overridden", out.Reason
		}
	}
	return "", ""
}

func settingFate(res *resolve.Resolution, setting string, at Origin) (word, reason string) {
	v := res.Setting(setting)
	if v == nil {
		return "", ""
	}
	for _, p := range v.Places {
		if origin(p.Origin) == at {
			return fates[p.Verdict], p.Reason
		}
	}
	return "", ""
}

// fates are the words for what became of a value.
var fates = map[resolve.Verdict]string{resolve.Won: "used", resolve.Shadowed: "overridden", resolve.Rejected: "rejected"}

// ExplainProfile makes the explanation of which profile is in use.
func ExplainProfile(res *resolve.Resolution, o Options) Explanation {
	o = o.As(res.Reading.ID)
	c := res.Profile
	e := Explanation{SchemaVersion: SchemaVersion, As: res.Reading.ID, Setting: "profile", Summary: "the profile in use", Known: true,
		Value: c.Name, Set: true, Origin: origin(c.Origin), ReadAt: stages[resolve.AtLoad], Places: []Place{}}
	if res.Err != nil {
		e.Error = &Error{Message: o.text(res.Err.Message), Origin: origin(res.Err.Origin)}
	}
	if c.Found {
		e.Note = "its section is " + c.Where.String() + " [" + c.Where.Section + "]"
	} else {
		e.Note = "it is in neither file"
	}
	e.Places = append(e.Places, Place{Verdict: string(resolve.Won), Value: c.Name, Origin: origin(c.Origin)})
	for _, out := range c.Others {
		verdict := resolve.Shadowed
		if out.Value == "" || c.Origin.Kind == resolve.ByDefault {
			verdict = resolve.Rejected
		}
		e.Places = append(e.Places, Place{Verdict: string(verdict), Value: out.Value, Origin: origin(out.Origin), Reason: o.text(out.Reason)})
	}
	return e
}
