package check

import (
	"slices"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/policy"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

// Checker is what is asked of environments. It is made once, is not changed when it
// has been asked, and asks any number of environments, by any number of goroutines.
type Checker struct {
	SDKs       []*sdk.SDK // that environments are read as
	Matter     []*sdk.SDK // that matter where a policy is about all
	Assertions []Assertion
	Policies   policy.Set
	Agree      bool   // the SDKs that matter have to agree
	Profiles   string // a pattern: those to check; empty for the one in use
	FailOn     string // problems of this severity count, and graver ones; empty for none
	Explain    bool   // say what the parts of a policy were that does not hold

	once sync.Once
	only map[string]bool // the settings that something is asked of; nil for all
}

// Check asks everything of one environment. given has the environment, and what
// is given to the SDKs; o says what may be shown, and policies see no more than
// that.
func (c *Checker) Check(given *session.Config, o document.Options) Report {
	e := &examination{c: c, given: given, o: o, evaluated: make([]int, len(c.Policies.Policies)),
		r: Report{SchemaVersion: document.SchemaVersion, As: ids(c.SDKs), Profiles: []string{}, Failures: []Failure{}, Results: []Answer{}, Problems: []document.Problem{}, Least: c.FailOn}}
	if e.r.Least == "" {
		e.r.Least = policy.Severities[0]
	}
	c.once.Do(func() { c.only = c.settings() })
	e.o.Only = c.only
	for _, t := range e.targets() {
		e.examine(t)
	}
	e.unmatched()
	e.r.count()
	return e.r
}

// settings are those that something is asked of, nil for all.
func (c *Checker) settings() map[string]bool {
	names, all := c.Policies.Settings()
	if all {
		return nil
	}
	only := make(map[string]bool, len(names)+len(c.Assertions))
	for _, n := range names {
		only[n] = true
	}
	for _, a := range c.Assertions {
		if document.IsPath(a.Setting) {
			return nil
		}
		only[a.Setting] = true
	}
	return only
}

func ids(sdks []*sdk.SDK) string {
	all := make([]string, len(sdks))
	for i, s := range sdks {
		all[i] = s.Reading.ID
	}
	return strings.Join(all, ",")
}

// examination is one environment while it is checked.
type examination struct {
	c         *Checker
	given     *session.Config
	o         document.Options
	evaluated []int // how often each policy was
	r         Report

	names []string // of the profiles; see profileNames
	first map[string]*reading
}

// target is a profile that is checked.
type target struct {
	name   string
	inUse  bool // no flag of this program names it
	asked  bool // everything is asked of it, not only the policies about it
	sdks   map[string]*reading
	differ func() []policy.Disagreement
}

// targets are the profiles to check: those of the pattern, or the one in use and
// those that policies are about.
func (e *examination) targets() []*target {
	var list []*target
	if e.c.Profiles != "" {
		for _, name := range e.profileNames() {
			if policy.Matches(name, e.c.Profiles) {
				list = append(list, &target{name: name, asked: true})
			}
		}
		return list
	}
	inUse := &target{inUse: true, asked: true}
	list = append(list, inUse)
	if !slices.ContainsFunc(e.c.Policies.Policies, func(p *policy.Policy) bool { return len(p.Profiles) > 0 }) {
		return list
	}
	names := e.profileNames()
	inUse.sdks = e.first
	used := e.first[e.c.SDKs[0].Reading.ID].doc.Profile.Name
	for _, name := range names {
		if name != used && slices.ContainsFunc(e.c.Policies.Policies, func(p *policy.Policy) bool { return len(p.Profiles) > 0 && p.Covers(name) }) {
			list = append(list, &target{name: name})
		}
	}
	return list
}

// profileNames are those that any of the SDKs finds, in order.
func (e *examination) profileNames() []string {
	if e.first != nil {
		return e.names
	}
	e.first = map[string]*reading{}
	t := &target{inUse: true, sdks: e.first}
	for _, of := range e.c.SDKs {
		for _, name := range e.read(t, of).res.Shared.ProfileNames() {
			if !slices.Contains(e.names, name) {
				e.names = append(e.names, name)
			}
		}
	}
	return e.names
}

// examine asks everything of one profile.
func (e *examination) examine(t *target) {
	for i, of := range e.c.SDKs {
		if !t.asked {
			break
		}
		s := e.read(t, of)
		if i == 0 {
			e.r.Profiles = append(e.r.Profiles, s.doc.Profile.Name)
			if e.r.Files == nil {
				e.r.Files = s.doc.Files
			}
		}
		if e.c.FailOn != "" {
			e.r.problems(s.doc.Problems)
		}
		e.assertions(s)
	}
	for i, p := range e.c.Policies.Policies {
		if !t.asked && len(p.Profiles) == 0 {
			continue
		}
		for _, of := range e.sdksOf(p) {
			if s := e.read(t, of); p.Covers(s.doc.Profile.Name) {
				e.policy(i, t, s)
			}
		}
	}
	if e.c.Agree && t.asked {
		e.agreement(t)
	}
	for _, s := range e.inOrder(t) {
		if s.res.Err != nil {
			e.failure(s)
		}
	}
}

// sdksOf are the SDKs that a policy is asked of.
func (e *examination) sdksOf(p *policy.Policy) []*sdk.SDK {
	switch {
	case p.AllSDKs:
		return e.c.Matter
	case len(p.As) == 0:
		return e.c.SDKs
	}
	var list []*sdk.SDK
	for _, id := range p.As {
		if of, known := sdk.Find(id); known {
			list = append(list, of)
		}
	}
	return list
}

// inOrder gives what was read of a profile, in the order in which people are shown
// the SDKs; what is no SDK comes last.
func (e *examination) inOrder(t *target) []*reading {
	var list []*reading
	for _, of := range slices.Concat(sdk.All(), sdk.Beside()) {
		if s := t.sdks[of.Reading.ID]; s != nil {
			list = append(list, s)
		}
	}
	return list
}

// assertions asks those of a document.
func (e *examination) assertions(s *reading) {
	for _, a := range e.c.Assertions {
		got := Ask(s.doc, a)
		if got.Holds = Ask(s.about(a), a).Holds; got.Holds {
			got.Why = ""
		}
		e.add(Answer{Kind: KindAssertion, Name: a.Text, Assertion: a.Text, Setting: a.Setting, As: s.doc.As, Profile: s.doc.Profile.Name,
			Severity: policy.Severities[0], Value: got.Found.Value, Set: got.Found.Set, Origin: got.Found.Origin, Message: got.Why}, got.Holds)
	}
}

// add adds an answer that was found.
func (e *examination) add(a Answer, holds bool) {
	a.Holds, a.Outcome = holds, Failed
	if holds {
		a.Outcome = Passed
	}
	e.append(a)
}

func (e *examination) append(a Answer) {
	if a.Caret == nil {
		a.Caret = []string{}
	}
	if a.Seen == nil {
		a.Seen = []policy.Seen{}
	}
	e.r.Results = append(e.r.Results, a)
}

// failure notes that no session is built.
func (e *examination) failure(s *reading) {
	f := Failure{As: s.doc.As, Profile: s.doc.Profile.Name, Error: *s.doc.Error}
	for _, p := range s.doc.Problems {
		if p.Message == f.Message {
			f.Help = p.Help
		}
	}
	e.r.Failures = append(e.r.Failures, f)
	if e.r.Error == nil {
		e.r.Error = &e.r.Failures[0].Error
	}
}

// unmatched says which policies were about nothing.
func (e *examination) unmatched() {
	for i, p := range e.c.Policies.Policies {
		if e.evaluated[i] > 0 {
			continue
		}
		why := "its \"when\" holds for nothing here"
		if len(p.Profiles) > 0 && !e.covered(p) {
			why = "no profile here is " + strings.Join(p.Profiles, " or ")
		} else if p.When == nil {
			why = "no profile was checked"
		}
		e.append(Answer{Kind: KindPolicy, Name: p.Name, Assertion: e.o.Text(p.Holds.Text), As: ids(e.sdksOf(p)), Outcome: Unmatched, Severity: p.Severity,
			Message: why, Help: e.o.Text(p.Help), Defined: p.Place, Says: e.o.Text(p.Message)})
	}
}

func (e *examination) covered(p *policy.Policy) bool {
	return slices.ContainsFunc(e.r.Profiles, p.Covers) || e.c.Profiles == "" && slices.ContainsFunc(e.names, p.Covers)
}

// explicit is where a profile is asked for.
var explicit = origin.Origin{Kind: origin.Flag, Name: "--profiles"}
