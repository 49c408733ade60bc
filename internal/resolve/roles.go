package resolve

import "fmt"

// MaxRoles is how many profiles, each with a role, may lead from one to the
// next. People have two or three. Where one profile after another is examined the
// limit is lower: to follow thousands from each of thousands would never end.
const (
	MaxRoles       = 2_000
	maxRolesOfEach = 100
)

// refuseLongChain refuses the credentials of a profile whose chain of roles is
// longer than sessctl follows.
func (r *Run) refuseLongChain() bool {
	limit := MaxRoles
	if r.brief != nil {
		limit = maxRolesOfEach
	}
	if r.Profile == nil || !FromBothFiles("source_profile", r.Reading.SDK) || r.Shared.rolesFrom(r.Profile.Name) <= limit {
		return false
	}
	at := r.Profile.Origin
	if q := r.Profile.Get("source_profile"); q != nil {
		at = q.Origin
	}
	message := fmt.Sprintf("profile %s begins a chain of more than %d roles, which is not followed here", r.Profile.Name, limit)
	r.Problem(Problem{Code: "role-chain-too-long", Severity: SevError, Message: message, Origin: at, About: AboutCredentials,
		Help: "name a profile with keys as the source_profile, or assume the last role directly"})
	r.Found.Credentials = Plan{Status: StatusError, Message: message}
	return true
}

// rolesFrom counts the profiles that source_profile leads to from one, each
// once. What it learns of one profile is remembered for those before it.
func (s *Shared) rolesFrom(name string) int {
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
