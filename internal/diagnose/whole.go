package diagnose

import (
	"cmp"
	"iter"
	"slices"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
)

// Report is what is found in a whole environment.
type Report struct {
	Resolution *resolve.Resolution // of the profile in use
	Profiles   int
	Findings   []Finding // errors first, then in the order of the files
}

// Whole examines the environment and every profile of its files. Each profile
// is resolved as if it were asked for and the environment had no keys.
func Whole(w *resolve.Workspace, in resolve.Inputs, rd *resolve.Reading, now time.Time) Report {
	f := &Facts{Workspace: w, Resolution: resolve.Resolve(w, in, rd), Now: now, whole: true}
	g := newGathering(f)
	resolve.FillDiffers(w, in, f.Resolution, sdk.Readings(), false)
	asked := f.Resolution.Profile.Origin.Kind != origin.ByDefault
	g.keep = func(e *Entry, f Finding) bool { return !quiet(e, f) && (asked || !f.State) }
	g.raised()
	g.look()
	names := f.Resolution.Shared.ProfileNames()
	g.profiles(names, in, rd)
	sortFindings(g.findings, f.Resolution.Files)
	return Report{f.Resolution, len(names), g.findings}
}

// quiet reports whether a finding is left out of lint. What parsers remark has
// entries of its own beside the one that looks for it.
func quiet(e *Entry, f Finding) bool {
	if e == nil || e.Code != f.Code {
		e = Lookup(f.Code)
	}
	return e != nil && e.Quiet
}

// ownKeys are the variables that give credentials before any profile does.
var ownKeys = []string{"AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION",
	"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
	"AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"}

// withoutKeys is the workspace without them, the same where none is set.
func withoutKeys(w *resolve.Workspace) *resolve.Workspace {
	for _, name := range ownKeys {
		if _, ok := w.Env.Lookup(name); ok {
			return resolve.NewWorkspace(w.Env.Without(ownKeys...))
		}
	}
	return w
}

// profiles examines every profile but the one in use.
func (g *gathering) profiles(names []string, in resolve.Inputs, rd *resolve.Reading) {
	w := withoutKeys(g.f.Workspace)
	read := g.f.Resolution
	if w != g.f.Workspace {
		read = nil
	}
	all := inOrder(w, in, rd, read, len(names), func(x *profileExaminer, i int) (part []Finding) {
		if names[i] != g.f.Resolution.Profile.Name {
			_, part = x.findings(names[i], g.f.Now, false)
		}
		return part
	})
	for part := range all {
		for _, f := range part {
			g.add(Lookup(f.Code), f)
		}
	}
}

// ProfileReport is one of many profiles, and what is found in it.
type ProfileReport struct {
	Name     string
	Fails    bool      // no session is built
	Findings []Finding // errors first
}

// Profiles examines some profiles, each as if it were asked for and the
// environment had no keys; what is so today, such as a login that has expired, is
// among what is found. Of many, no more are examined ahead than threads need.
func Profiles(w *resolve.Workspace, in resolve.Inputs, rd *resolve.Reading, names []string, now time.Time) iter.Seq[ProfileReport] {
	w = withoutKeys(w)
	return inOrder(w, in, rd, nil, len(names), func(x *profileExaminer, i int) ProfileReport {
		res, findings := x.findings(names[i], now, true)
		sortFindings(findings, res.Files)
		return ProfileReport{names[i], res.Err != nil, findings}
	})
}

// profileExaminer examines one profile after the other.
type profileExaminer struct {
	*resolve.Examiner
	w     *resolve.Workspace
	names map[string]bool // of the profile at hand alone
}

// findings examines one profile, with what is so today or without.
func (x *profileExaminer) findings(name string, now time.Time, state bool) (*resolve.Resolution, []Finding) {
	at := origin.Origin{Kind: origin.Flag, Name: "--profile"}
	f := &Facts{Workspace: x.w, Resolution: x.Profile(name, at), Now: now}
	p := f.profile()
	if p == nil {
		return f.Resolution, nil
	}
	if x.names == nil {
		x.names = map[string]bool{}
	}
	clear(x.names)
	x.names[name] = true
	f.names, f.scope = x.names, []*profiles.Profile{p}
	g := newGathering(f)
	g.keep = func(e *Entry, f Finding) bool { return state || !quiet(e, f) && !f.State }
	g.raised()
	for _, e := range ofProfiles() {
		g.runOn(e)
	}
	for i := range g.findings {
		if g.findings[i].Origin == at || g.findings[i].Origin.IsZero() {
			g.findings[i].Origin = p.Origin
		}
	}
	return f.Resolution, g.findings
}

// ofProfiles gives the entries that look at a resolution or a profile.
var ofProfiles = sync.OnceValue(func() []*Entry {
	return slices.DeleteFunc(Catalogue(), func(e *Entry) bool { return e.Plan == nil && e.Each == nil })
})

var rank = lookup.Table[resolve.Severity, int]{{resolve.SevError, 0}, {resolve.SevWarning, 1}, {resolve.SevNote, 2}}

// sortFindings puts errors first, then what is in no file, in the config file, in
// the credentials file, and in others by their paths.
func sortFindings(list []Finding, read []resolve.FileUse) {
	place := func(file string) int {
		if file == "" {
			return 0
		}
		for _, f := range read {
			if f.Path == file && f.Kind == profiles.ConfigFile {
				return 1
			} else if f.Path == file {
				return 2
			}
		}
		return 3
	}
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(rank.Of(a.Severity)-rank.Of(b.Severity), place(a.Origin.File)-place(b.Origin.File), cmp.Compare(a.Origin.File, b.Origin.File),
			a.Origin.Line-b.Origin.Line, a.Origin.Column-b.Origin.Column)
	})
}
