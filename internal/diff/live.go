package diff

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
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
	Path      string             // that the file goes by in Workspace, whose content was named by Name; empty for none
	Name      string
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
		a.forget()
		b.forget()
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

// forget drops what only the reading that is done with needs.
func (s Subject) forget() {
	for _, w := range []*resolve.Workspace{s.Workspace, s.Files} {
		if w != nil {
			w.Forget()
		}
	}
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
	return o.viewOf(s, res)
}

func (o Options) viewOf(s Subject, res *resolve.Resolution) view {
	v := view{shown: of(document.From(res, o.Document)), res: res, home: homeOf(s.Workspace.Env), options: o.Document}
	if s.Path != "" {
		v.shown.call(s.Path, o.Document.Message(s.Name))
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
		p := o.pair(a, b, rd, i == 0)
		for _, name := range p.names {
			state, changes, differs := p.changes(name)
			if !differs {
				continue
			}
			all := note(name, state)
			for _, c := range changes {
				all.add(rd.ID, c)
			}
		}
		a.forget()
		b.forget()
	}
	for _, name := range order {
		r.Profiles = append(r.Profiles, Profile{name, states[name], found[name].sorted(r.SDKs, states[name])})
	}
	r.Differs = len(r.Profiles) > 0
	return r
}

// pair is two sets of files in one SDK.
type pair struct {
	Options
	a, b           Subject
	sdk            string
	was, is        *resolve.Examiner
	names          []string // of all profiles
	before, after  map[string]bool
	wrong, wronger map[string][]resolve.Problem
	spared         func(string) bool
}

func (o Options) pair(a, b Subject, rd *resolve.Reading, diagnosed bool) pair {
	p := pair{Options: o, a: a, b: b, sdk: rd.ID, was: resolve.NewExaminer(a.Files, unadvised, rd), is: resolve.NewExaminer(b.Files, unadvised, rd)}
	before, after := profileNames(p.was), profileNames(p.is)
	if diagnosed {
		p.wrong, p.wronger = o.diagnosed(a.Files, rd, before), o.diagnosed(b.Files, rd, after)
	}
	p.names, p.before, p.after = union(before, after), set(before), set(after)
	p.spared = o.spared(a, b, p.was, p.is)
	return p
}

// changes gives what is different about a profile.
func (p pair) changes(name string) (state string, list []Change, differs bool) {
	alike := sameProblems(p.wrong[name], p.wronger[name])
	if alike && p.spared(name) {
		return "", nil, false
	}
	x, y := profileOf(p.was, name, p.before), profileOf(p.is, name, p.after)
	state = stateOf(x.Profile.Found, y.Profile.Found)
	if state == Changed && alike && rewrite.Same(x, y, fromHome(homeOf(p.a.Files.Env)), fromHome(homeOf(p.b.Files.Env))) && maps.Equal(leading(x), leading(y)) {
		return "", nil, false
	}
	x.Problems, y.Problems = p.wrong[name], p.wronger[name]
	var va, vb view
	if state != Added {
		va = p.viewOf(p.a, x)
	}
	if state != Removed {
		vb = p.viewOf(p.b, y)
	}
	var g gathered
	both{a: va, b: vb, sdk: p.sdk, g: &g, names: true}.compare()
	return state, g.list, len(g.list) > 0 || state != Changed
}

// profileOf resolves a profile, unless it is plain that there is none. A name of two
// words may be that of another section.
func profileOf(x *resolve.Examiner, name string, names map[string]bool) *resolve.Resolution {
	if names[name] || strings.ContainsAny(name, " \t.") || strings.EqualFold(name, "default") {
		return x.Profile(name, asked)
	}
	return &resolve.Resolution{Profile: resolve.ProfileChoice{Name: name, Origin: asked}}
}

func set(names []string) map[string]bool {
	all := make(map[string]bool, len(names))
	for _, n := range names {
		all[n] = true
	}
	return all
}

func homeOf(env *environ.Env) string {
	if home := env.Get("HOME"); home != "" {
		return home
	}
	return env.Get("USERPROFILE")
}

// spared reports of a profile whether it comes to the same on both sides, which is
// known without resolving it where the shared files alone are others.
func (o Options) spared(a, b Subject, was, is *resolve.Examiner) func(string) bool {
	if homeOf(a.Files.Env) != homeOf(b.Files.Env) {
		return func(string) bool { return false } // caches are others too
	}
	affected := rewrite.AffectedBy(was.Profile("default", asked), is.Profile("default", asked))
	return func(name string) bool { return name != "default" && !affected.Has(name) }
}

// sameProblems reports whether two profiles have the same problems, wherever they stand.
func sameProblems(a, b []resolve.Problem) bool {
	keys := func(list []resolve.Problem) map[string]bool {
		all := map[string]bool{}
		for _, p := range list {
			all[problemKey(p.Code, p.Origin.Key, p.Origin.Name, p.Message, resolve.WithoutPlaces)] = true
		}
		return all
	}
	return len(a) == 0 && len(b) == 0 || maps.Equal(keys(a), keys(b))
}

// diagnosed gives what is found in each profile, but for what is of the day and not
// of the files.
func (o Options) diagnosed(w *resolve.Workspace, rd *resolve.Reading, names []string) map[string][]resolve.Problem {
	found := map[string][]resolve.Problem{}
	for report := range diagnose.Profiles(w, unadvised, rd, names, o.Now) {
		for _, f := range report.Findings {
			if !f.State {
				found[report.Name] = append(found[report.Name], f.Problem)
			}
		}
	}
	return found
}

// unadvised: a difference is told without what to do about it.
var unadvised = resolve.Inputs{Unadvised: true}

// asked is how profiles are asked for.
var asked = origin.Origin{Kind: origin.Flag, Name: "--profile"}

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
