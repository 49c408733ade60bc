// Package diff compares what two environments, profiles, files or saved documents
// come to: settings, the way to credentials, and what is found wrong, in each SDK,
// where those differ. Secrets are compared, and never shown.
package diff

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// Report is what `diff -o json` prints.
type Report struct {
	SchemaVersion int       `json:"schema_version"`
	A             string    `json:"a"`
	B             string    `json:"b"`
	SDKs          []string  `json:"sdks"` // that were asked
	Differs       bool      `json:"differs"`
	Changes       []Change  `json:"changes"`
	Profiles      []Profile `json:"profiles"` // where whole files were compared
}

// Profile is one of a file that was added, removed or changed.
type Profile struct {
	Name    string   `json:"name"`
	State   string   `json:"state"`
	Changes []Change `json:"changes"`
}

// The states of a profile.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
)

// Change is one difference, and the SDKs in which it is so.
type Change struct {
	Kind    string   `json:"kind"` // error, profile, setting, credentials, problem
	Name    string   `json:"name"`
	A       Value    `json:"a"`
	B       Value    `json:"b"`
	Secret  bool     `json:"secret"` // it is a secret that differs, which is not shown
	SDKs    []string `json:"sdks"`
	Message string   `json:"message"` // the change in a sentence

	All bool `json:"-"` // it is so in all SDKs that were asked
}

// The kinds of changes, in the order in which people are shown them.
var kinds = []string{"error", "profile", "setting", "credentials", "problem"}

// gathered is changes under way; those that are alike in several SDKs become one.
type gathered struct {
	list []Change
}

func (g *gathered) add(sdk string, c Change) {
	for i := range g.list {
		o := &g.list[i]
		if o.Kind == c.Kind && o.Name == c.Name && o.Secret == c.Secret && (same(o.A, c.A) && same(o.B, c.B) || samePlace(*o, c)) {
			if !slices.Contains(o.SDKs, sdk) {
				o.SDKs = append(o.SDKs, sdk)
			}
			return
		}
	}
	c.SDKs = []string{sdk}
	g.list = append(g.list, c)
}

// failed is what begins the way to credentials that is an error.
const failed = "an error"

// once leaves the reason why there are no credentials to the change that has it
// too: an error or a problem.
func (g *gathered) once() {
	var all gathered
	for _, c := range g.list {
		if c.Kind == "credentials" {
			c.A = g.brief(c.A, func(o Change) Value { return o.A })
			c.B = g.brief(c.B, func(o Change) Value { return o.B })
		}
		for _, sdk := range c.SDKs {
			all.add(sdk, c)
		}
	}
	g.list = all.list
}

// brief is a value of credentials without a reason that another change has on that side.
func (g *gathered) brief(v Value, side func(Change) Value) Value {
	reason, ok := strings.CutPrefix(v.Value, failed+": ")
	told := ok && slices.ContainsFunc(g.list, func(o Change) bool {
		return (o.Kind == "error" || o.Kind == "problem") && side(o).Set && strings.Contains(side(o).Value, reason)
	})
	if told {
		v.Value = failed
	}
	return v
}

// samePlace reports whether two are what SDKs say of one place, each in words of
// its own.
func samePlace(a, b Change) bool {
	if a.Kind != "problem" && a.Kind != "error" {
		return false
	}
	return a.A.Set == b.A.Set && a.B.Set == b.B.Set && a.A.Origin == b.A.Origin && a.B.Origin == b.B.Origin && a.A.Origin != a.B.Origin
}

func same(a, b Value) bool { return a.Value == b.Value && a.Set == b.Set }

// sorted gives the changes with their sentences. state is that of the profile they
// are of, empty for none.
func (g *gathered) sorted(asked []string, state string) []Change {
	g.once()
	slices.SortStableFunc(g.list, func(a, b Change) int {
		return slices.Index(kinds, a.Kind) - slices.Index(kinds, b.Kind)
	})
	list := slices.Clone(g.list)
	for i := range list {
		c := &list[i]
		c.All = len(c.SDKs) == len(asked)
		c.Message = sentence(*c, asked, state)
	}
	if list == nil {
		list = []Change{}
	}
	return list
}

// sentence says a change.
func sentence(c Change, asked []string, state string) string {
	text := ""
	switch c.Kind {
	case "problem":
		text = c.Name + " appears: " + c.B.Value
		if !c.B.Set {
			text = c.Name + " is gone: " + c.A.Value
		}
	case "error":
		switch {
		case !c.A.Set:
			text = "the session is not built: " + c.B.Value
		case !c.B.Set:
			text = "the session is built; before: " + c.A.Value
		default:
			text = "the session is not built: " + c.B.Value + "; before: " + c.A.Value
		}
	default:
		text = valueSentence(c, state)
	}
	if !c.All && (c.Kind != "problem" || state == "") { // of whole files one SDK's are told
		text += ", in " + where(c.SDKs, asked)
	}
	return text
}

// where names SDKs: most of those that were asked by the others.
func where(sdks, asked []string) string {
	if len(sdks) <= len(asked)/2+1 {
		return and(sdks)
	}
	return "all but " + and(slices.DeleteFunc(slices.Clone(asked), func(id string) bool { return slices.Contains(sdks, id) }))
}

func valueSentence(c Change, state string) string {
	is, was, changes, becomes := " is ", " was ", " changes", " becomes "
	if c.Name == "credentials" {
		is, was, changes, becomes = " are ", " were ", " change", " become "
	}
	quoted := func(v string) string {
		if v == "" {
			return "empty"
		}
		return v
	}
	switch {
	case c.Secret:
		return c.Name + ": a secret, which is not shown, is another one"
	case !c.A.Set && state == Added:
		return c.Name + is + quoted(c.B.Value)
	case !c.B.Set && state == Removed:
		return c.Name + was + quoted(c.A.Value)
	case !c.A.Set:
		return c.Name + becomes + quoted(c.B.Value) + ", from unset"
	case !c.B.Set:
		return c.Name + becomes + "unset, from " + quoted(c.A.Value)
	}
	return c.Name + changes + " from " + quoted(c.A.Value) + " to " + quoted(c.B.Value)
}

// Count is how many differences there are.
func (r Report) Count() int {
	n := len(r.Changes)
	for _, p := range r.Profiles {
		n += max(len(p.Changes), 1)
	}
	return n
}

func and(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

func newReport(a, b string, sdks []string) Report {
	return Report{SchemaVersion: document.SchemaVersion, A: a, B: b, SDKs: sdks, Changes: []Change{}, Profiles: []Profile{}}
}
