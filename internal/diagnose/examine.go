package diagnose

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Resolve resolves an environment in a reading, and adds to the resolution's
// problems what the catalogue finds in it.
func Resolve(w *resolve.Workspace, in resolve.Inputs, rd *resolve.Reading) *resolve.Resolution {
	res := resolve.Resolve(w, in, rd)
	Add(&Facts{Workspace: w, Resolution: res, Now: w.Env.Now()})
	return res
}

// Add puts what concerns a resolution among its problems.
func Add(f *Facts) {
	findings := Shown(f)
	problems := make([]resolve.Problem, len(findings))
	for i := range findings {
		problems[i] = findings[i].Problem
	}
	f.Resolution.Problems = problems
}

// Shown gives what concerns the resolution, client or request at hand: what the
// reading raised, then what the catalogue finds. Each stands once.
func Shown(f *Facts) []Finding {
	g := newGathering(f)
	g.raised()
	g.look()
	return g.findings
}

// gathering is the findings so far.
type gathering struct {
	f        *Facts
	findings []Finding
	at       map[origin.Origin]int // how many there are at each place
	seen     map[key]bool
	keep     func(*Entry, Finding) bool // nil for all
}

// key is what makes two findings one: a code at a place. Without a place the
// message counts.
type key struct {
	code, message string
	origin        origin.Origin
}

func newGathering(f *Facts) *gathering { return &gathering{f: f} }

func (g *gathering) add(e *Entry, f Finding) {
	if f.Code == "" {
		f.Code = e.Code
	}
	if f.Severity == "" {
		f.Severity = e.Severity
	}
	if f.About == "" {
		f.About = resolve.About(f.Origin)
	}
	f.State = f.State || e != nil && e.State
	k := key{code: f.Code, origin: f.Origin}
	if f.Origin.Line == 0 && f.Origin.Kind != origin.EnvVar {
		k.message = f.Message
	}
	says := k
	if f.Origin.Kind == origin.EnvVar { // one fault of the environment, told of two variables
		says = key{code: f.Code, message: f.Message}
	}
	if _, loop, ok := strings.Cut(f.Message, loopMark); ok { // told of each profile in it
		says = key{code: f.Code, message: loopOf(loop)}
	}
	if g.seen[k] || g.seen[says] || g.keep != nil && !g.keep(e, f) {
		return
	}
	if g.seen == nil {
		g.seen = map[key]bool{}
	}
	g.seen[k], g.seen[says] = true, true
	if g.covered(e, &f) {
		return
	}
	g.findings = append(g.findings, f)
	if g.at == nil {
		g.at = map[origin.Origin]int{}
	}
	g.at[f.Origin]++
}

// loopMark is what the message of a loop of source profiles has before it.
const loopMark = "source_profile loop: "

// loopOf is a loop by its profiles, wherever it begins.
func loopOf(path string) string {
	if i := strings.IndexAny(path, ",;"); i >= 0 {
		path = path[:i]
	}
	names := strings.Split(path, " → ")
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " → ")
}

// covered settles which of two findings at one place is told: it reports
// whether an earlier one explains what f says, and drops those that f explains.
func (g *gathering) covered(e *Entry, f *Finding) bool {
	if f.Origin.IsZero() || f.Origin.Kind == origin.ByDefault || f.Origin.Kind == origin.InFile && f.Origin.Line == 0 {
		return false
	}
	first := len(g.findings)
	for n := g.at[f.Origin]; n > 0 && first > 0; { // those at one place were found one after the other
		if first--; g.findings[first].Origin == f.Origin {
			n--
		}
	}
	for i := first; i < len(g.findings) && g.at[f.Origin] > 0; i++ {
		other := g.findings[i]
		if other.Origin != f.Origin {
			continue
		}
		if o := Lookup(other.Code); o != nil && slices.Contains(o.Over, f.Code) {
			return true
		}
		if e == nil || !slices.Contains(e.Over, other.Code) || g.fatal(other) {
			continue
		}
		if rank.Of(other.Severity) < rank.Of(f.Severity) {
			f.Severity = other.Severity
		}
		g.findings = slices.Delete(g.findings, i, i+1)
		g.at[f.Origin]--
		i--
	}
	return false
}

// fatal reports whether a finding is why the session is not built.
func (g *gathering) fatal(f Finding) bool {
	err := g.f.Resolution.Err
	return err != nil && err.Message == f.Message
}

// raised takes what the reading raised.
func (g *gathering) raised() {
	for _, p := range g.f.Resolution.Problems {
		f := Finding{Problem: p}
		e := Lookup(p.Code)
		if e != nil && e.Cure != nil {
			e.Cure(g.f, &f)
		}
		g.add(e, f)
	}
}

// look runs every entry that looks for itself.
func (g *gathering) look() {
	for _, s := range Subjects() {
		for _, e := range s.Entries {
			g.run(e)
		}
	}
}

func (g *gathering) run(e *Entry) {
	if e.Find != nil {
		for _, f := range e.Find(g.f) {
			g.add(e, f)
		}
	}
	g.runOn(e)
}

// runOn runs what looks at a resolution and its profiles.
func (g *gathering) runOn(e *Entry) {
	if e.Plan != nil {
		for _, f := range e.Plan(g.f) {
			g.add(e, f)
		}
	}
	if e.Each == nil {
		return
	}
	for _, p := range g.f.own() {
		for _, f := range e.Each(g.f, p) {
			g.add(e, f)
		}
	}
}

// said reports whether something of a code, at a place, is known already.
func said(f *Facts, o origin.Origin, codes ...string) bool {
	for _, p := range f.Resolution.Problems {
		for _, c := range codes {
			if p.Code == c && p.Origin == o {
				return true
			}
		}
	}
	return false
}
