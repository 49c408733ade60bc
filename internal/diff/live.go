package diff

import (
	"fmt"
	"slices"
	"time"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/rewrite"
)

// Subject is one of the two that are compared: a saved document, or an environment.
type Subject struct {
	Label     string
	Saved     *Doc // nil for an environment
	Workspace *resolve.Workspace
	Inputs    resolve.Inputs
	Files     *resolve.Workspace // the same without what variables give, where whole files are meant; nil for one profile
	Profile   bool               // it is a profile by its name
}

// Options say how subjects are compared.
type Options struct {
	Readings []*resolve.Reading // the SDKs that are asked; the first one's diagnoses count
	Known    []*resolve.Reading // all there are, for saved documents of others
	Now      time.Time
	Document document.Options
}

// Compare compares two subjects. It fails where a saved document is of an SDK that
// nobody knows.
func Compare(a, b Subject, o Options) (Report, error) {
	if a.Files != nil && b.Files != nil {
		return o.whole(a, b), nil
	}
	readings := o.Readings
	if a.Saved != nil || b.Saved != nil {
		var err error
		if readings, err = o.saved(a, b); err != nil {
			return Report{}, err
		}
	}
	r := newReport(a.Label, b.Label, ids(readings))
	var g gathered
	for _, rd := range readings {
		both{a: o.view(a, rd), b: o.view(b, rd), sdk: rd.ID, g: &g, names: a.Profile && b.Profile}.compare()
	}
	r.Changes = g.sorted(r.SDKs, "")
	if a.Saved != nil && b.Saved != nil && a.Saved.As != b.Saved.As {
		c := Change{Kind: "profile", Name: "as", A: Value{Value: a.Saved.As, Set: true}, B: Value{Value: b.Saved.As, Set: true}, SDKs: r.SDKs, All: true}
		c.Message = "the SDK changes from " + a.Saved.As + " to " + b.Saved.As
		r.Changes = append([]Change{c}, r.Changes...)
	}
	r.Differs = len(r.Changes) > 0
	return r, nil
}

// saved gives the one reading in which a saved document can be compared.
func (o Options) saved(a, b Subject) ([]*resolve.Reading, error) {
	for _, s := range []Subject{a, b} {
		if s.Saved == nil {
			continue
		}
		i := slices.IndexFunc(o.Known, func(rd *resolve.Reading) bool { return rd.ID == s.Saved.As })
		if i < 0 {
			return nil, fmt.Errorf("%s is of an SDK that this program does not know", s.Label)
		}
		return o.Known[i : i+1], nil
	}
	return nil, nil
}

func ids(readings []*resolve.Reading) []string {
	list := make([]string, len(readings))
	for i, rd := range readings {
		list[i] = rd.ID
	}
	return list
}

func (o Options) view(s Subject, rd *resolve.Reading) view {
	if s.Saved != nil {
		return view{shown: *s.Saved}
	}
	res := resolve.Resolve(s.Workspace, s.Inputs, rd)
	diagnose.Add(&diagnose.Facts{Workspace: s.Workspace, Resolution: res, Now: o.Now})
	return o.viewOf(res)
}

func (o Options) viewOf(res *resolve.Resolution) view {
	raw := of(document.From(res, document.Options{ShowSecrets: true}))
	v := view{shown: of(document.From(res, o.Document)), raw: &raw}
	for _, s := range res.Credentials.Steps {
		v.hidden = append(v.hidden, s.SecretKey.Reveal()+"\x00"+s.SessionToken.Reveal())
	}
	return v
}

// whole compares every profile of two sets of files.
func (o Options) whole(a, b Subject) Report {
	r := newReport(a.Label, b.Label, ids(o.Readings))
	found := map[string]*gathered{}
	states := map[string]string{}
	var order []string
	note := func(name, state string) *gathered {
		if found[name] == nil {
			found[name], order = &gathered{}, append(order, name)
			states[name] = state
		}
		if states[name] != state {
			states[name] = Changed // added in one SDK and changed in another
		}
		return found[name]
	}
	for i, rd := range o.Readings {
		was, is := resolve.NewExaminer(a.Files, resolve.Inputs{}, rd), resolve.NewExaminer(b.Files, resolve.Inputs{}, rd)
		before, after := profileNames(was), profileNames(is)
		var wrong, wronger map[string][]resolve.Problem
		if i == 0 {
			wrong, wronger = o.diagnosed(a.Files, rd, before), o.diagnosed(b.Files, rd, after)
		}
		for _, name := range union(before, after) {
			x, y := was.Profile(name, asked), is.Profile(name, asked)
			state := stateOf(x.Profile.Found, y.Profile.Found)
			if state == Changed && i > 0 && rewrite.Same(x, y) {
				continue
			}
			x.Problems, y.Problems = wrong[name], wronger[name]
			var g gathered
			va, vb := o.viewOf(x), o.viewOf(y)
			switch state {
			case Added:
				va = view{shown: Doc{Profile: vb.shown.Profile}}
			case Removed:
				vb = view{shown: Doc{Profile: va.shown.Profile}}
			}
			both{a: va, b: vb, sdk: rd.ID, g: &g, names: true}.compare()
			if len(g.list) == 0 && state == Changed {
				continue
			}
			all := note(name, state)
			for _, c := range g.list {
				all.add(rd.ID, c)
			}
		}
	}
	for _, name := range order {
		r.Profiles = append(r.Profiles, Profile{name, states[name], found[name].sorted(r.SDKs, states[name])})
	}
	r.Differs = len(r.Profiles) > 0
	return r
}

// diagnosed gives what is found in each profile, but for what is of the day and not
// of the files.
func (o Options) diagnosed(w *resolve.Workspace, rd *resolve.Reading, names []string) map[string][]resolve.Problem {
	found := map[string][]resolve.Problem{}
	for _, report := range diagnose.Profiles(w, resolve.Inputs{}, rd, names, o.Now) {
		for _, f := range report.Findings {
			if !f.State {
				found[report.Name] = append(found[report.Name], f.Problem)
			}
		}
	}
	return found
}

// asked is how profiles are asked for.
var asked = resolve.Origin{Kind: resolve.Flag, Name: "--profile"}

func profileNames(x *resolve.Examiner) []string {
	return x.Profile("default", asked).Shared.ProfileNames()
}

func union(a, b []string) []string {
	all := slices.Clone(a)
	have := map[string]bool{}
	for _, n := range a {
		have[n] = true
	}
	for _, n := range b {
		if !have[n] {
			all = append(all, n)
		}
	}
	return all
}

func stateOf(before, after bool) string {
	switch {
	case !before && after:
		return Added
	case before && !after:
		return Removed
	}
	return Changed
}
