package diagnose

import (
	"time"

	"github.com/sessctl/sessctl/internal/resolve"
)

// Resolve resolves an environment in a reading, and adds to the resolution's
// problems what the catalogue finds in it.
func Resolve(w *resolve.Workspace, in resolve.Inputs, rd *resolve.Reading) *resolve.Resolution {
	res := resolve.Resolve(w, in, rd)
	Add(&Facts{Workspace: w, Resolution: res, Now: time.Now()})
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
	seen     map[key]int // places in findings
}

// key is what makes two findings one: a code at a place. Without a place the
// message counts.
type key struct {
	code, message string
	origin        resolve.Origin
}

func newGathering(f *Facts) *gathering { return &gathering{f: f, seen: map[key]int{}} }

func (g *gathering) add(e *Entry, f Finding) {
	if f.Code == "" {
		f.Code = e.Code
	}
	if f.Severity == "" {
		f.Severity = e.Severity
	}
	f.State = f.State || e != nil && e.State
	k := key{code: f.Code, origin: f.Origin}
	if f.Origin.Line == 0 && f.Origin.Kind != resolve.EnvVar {
		k.message = f.Message
	}
	if _, again := g.seen[k]; again {
		return
	}
	g.seen[k] = len(g.findings)
	g.findings = append(g.findings, f)
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
	if e.Plan != nil {
		for _, f := range e.Plan(g.f) {
			g.add(e, f)
		}
	}
	if e.Each == nil {
		return
	}
	for _, p := range g.f.profiles() {
		for _, f := range e.Each(g.f, p) {
			g.add(e, f)
		}
	}
}

// said reports whether something of a code, at a place, is known already.
func said(f *Facts, o resolve.Origin, codes ...string) bool {
	for _, p := range f.Resolution.Problems {
		for _, c := range codes {
			if p.Code == c && p.Origin == o {
				return true
			}
		}
	}
	return false
}
