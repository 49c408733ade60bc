// Package policy has the rules that a team writes about its environments: each a
// name and an expression over the document that `resolve -o json` prints.
// Policies are read and compiled once, and asked of any number of documents, by
// any number of goroutines. An expression that cannot be evaluated is an error,
// never a pass.
package policy

import (
	"path"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// Policy is one rule.
type Policy struct {
	Name     string
	Severity string   // error, warning or note
	Message  string   // what is wrong where it does not hold; empty for none
	Help     string   // what to do
	As       []string // the ids of the SDKs that it is about; nil for those that are asked for
	AllSDKs  bool     // it is about every SDK that matters
	Profiles []string // names and patterns of the profiles that it is about; nil for the one in use
	Place    document.Origin

	Holds *Program
	When  *Program // nil where it is about every document
}

// Set is the policies of a run, in the order of their files.
type Set struct{ Policies []*Policy }

// Covers reports whether the policy is about a profile.
func (p *Policy) Covers(profile string) bool {
	return len(p.Profiles) == 0 || slices.ContainsFunc(p.Profiles, func(pattern string) bool { return Matches(profile, pattern) })
}

// Matches reports whether a name is a pattern's: * stands for any text, ? for
// any character.
func Matches(name, pattern string) bool {
	if !strings.ContainsAny(pattern, "*?") {
		return name == pattern
	}
	escaped := strings.NewReplacer("[", `\[`, "]", `\]`, `\`, `\\`).Replace(pattern)
	// A * of path.Match ends at a slash, which the names of profiles may have.
	matched, _ := path.Match(strings.ReplaceAll(escaped, "/", "\x00"), strings.ReplaceAll(name, "/", "\x00"))
	return matched
}

// Services are the services whose endpoints some policy asks for by name.
func (s *Set) Services() []string {
	var all []string
	for _, p := range s.programs() {
		for _, name := range p.needs.services {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// Needs reports whether some policy asks for a part of the document that costs
// more than the rest: Problems, Differs or Disagreements.
func (s *Set) Needs(part Part) bool {
	return slices.ContainsFunc(s.programs(), func(p *Program) bool { return p.needs.parts&part != 0 })
}

func (s *Set) programs() []*Program {
	var all []*Program
	for _, p := range s.Policies {
		all = append(all, p.Holds)
		if p.When != nil {
			all = append(all, p.When)
		}
	}
	return all
}
