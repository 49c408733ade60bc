package resolve

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/settings"
)

// refuseLongChain refuses the credentials of a profile whose chain of roles is
// longer than sessctl follows.
func (r *Run) refuseLongChain() bool {
	limit := profiles.MaxRoles
	if r.brief != nil {
		limit = profiles.MaxRolesOfEach
	}
	if r.Profile == nil || !settings.FromBothFiles("source_profile", r.Reading.SDK) || r.Shared.Roles(r.Profile.Name) <= limit {
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
