package profiles

import "strings"

// MaxRoles is how many profiles, each with a role, may lead from one to the
// next. People have two or three. Where one profile after another is examined the
// limit is lower: to follow thousands from each of thousands would never end.
const (
	MaxRoles       = 2_000
	MaxRolesOfEach = 100
)

// Roles counts the profiles that source_profile leads to from one, each
// once. What it learns of a long way is remembered for those before it.
func (s *Shared) Roles(name string) int {
	if s.roles == nil {
		s.roles = map[string]int{}
	}
	var path []string
	base := 0
	for at := name; at != ""; at = s.roleSource(at) {
		if known, ok := s.roles[at]; ok {
			base = known
			break
		}
		s.roles[at] = -1 - len(path)
		path = append(path, at)
	}
	round := len(path) // where a circle begins
	if base < 0 {
		round = -1 - base
		base = len(path) - round
	}
	for i := len(path) - 1; i >= 0; i-- {
		if i < round {
			base++
		}
		s.roles[path[i]] = base
	}
	if len(path) == 1 {
		delete(s.roles, name) // it leads nowhere new, as most of thousands do
	}
	return base
}

// roleSource is the profile that a profile's role is assumed from, "" where it
// has no role or is its own source.
func (s *Shared) roleSource(name string) string {
	p := s.Profile(name)
	if p.Value("role_arn") == "" || s.Profile(p.Value("source_profile")) == nil || p.Value("source_profile") == name {
		return ""
	}
	return p.Value("source_profile")
}

// SourceLoop follows the source profiles of a profile until one comes again:
// "source_profile loop: a → b → a".
func (s *Shared) SourceLoop(profile string) string {
	path, seen := []string{}, map[string]bool{}
	for name := profile; name != ""; name = s.Profile(name).Value("source_profile") {
		path = append(path, name)
		if seen[name] {
			break
		}
		seen[name] = true
	}
	return "source_profile loop: " + strings.Join(path, " → ")
}
