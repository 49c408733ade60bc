// Package policy has the rules that a team writes about its environments: each a
// name and an expression over the document that `resolve -o json` prints.
// Policies are read and compiled once, and asked of any number of documents, by
// any number of goroutines. An expression that cannot be evaluated is an error,
// never a pass.
package policy

import (
	"slices"
	"strings"
	"unicode/utf8"

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
	// Where it fails, the last * takes one character more.
	n, p, star, from := 0, 0, -1, 0
	for n < len(name) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, n
			p++
		case p < len(pattern) && pattern[p] == '?':
			_, size := utf8.DecodeRuneInString(name[n:])
			n, p = n+size, p+1
		case p < len(pattern) && pattern[p] == name[n]:
			n, p = n+1, p+1
		case star >= 0:
			from++
			n, p = from, star+1
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
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

// Settings are those that the policies look at; all is true where they may look
// at any.
func (s *Set) Settings() (names []string, all bool) {
	for _, p := range s.programs() {
		names = append(names, p.needs.settings...)
		if p.needs.whole {
			return nil, true
		}
		for _, name := range p.needs.names {
			switch {
			case name == "endpoints":
				return nil, true
			case name == "partition":
				names = append(names, "region")
			case short()[name] != nil:
				names = append(names, name)
			}
			for full := range short() {
				if strings.HasPrefix(full, name+".") {
					names = append(names, full)
				}
			}
		}
	}
	return names, false
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
