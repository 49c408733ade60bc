package gov1

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// profileTried says what became of each way by which a profile can give
// credentials, in the SDK's order (resolveCredsFromProfile). last is where the
// chain of source profiles ends.
func (c *planner) profileTried(cfg, last *config) {
	r := c.r
	if !cfg.Found {
		why := fmt.Sprintf("profile %q is in none of the files that are read", r.Choice.Name)
		if !shared(r) {
			why += " (the config file is not one of them: " + sharedOff
			if aside := r.Kept.(*state).unread(r); !aside.Origin.IsZero() {
				why += "; it has the profile at " + aside.Origin.String()
			}
			why += ")"
		}
		c.try("shared-credentials", resolve.OutcomeAbsent, r.Choice.Origin, "%s", why)
		return
	}
	c.roleTried(cfg)
	chosen := ""
	way := func(provider string, there bool, o origin.Origin, what string) {
		switch {
		case !there:
			c.try(provider, resolve.OutcomeAbsent, last.Origin, "profile %q has no %s", last.Profile, what)
		case chosen != "":
			c.try(provider, resolve.OutcomeSkipped, o, "profile %q has %s, which comes first", last.Profile, chosen)
		default:
			chosen = what
			c.try(provider, resolve.OutcomeChosen, o, "profile %q has %s", last.Profile, what)
		}
	}
	provider := "shared-credentials"
	if last.hasKeys() {
		provider = providerOf(last.KeyFile)
	}
	if len(last.half) > 0 && !last.hasKeys() {
		half := last.half[0].Origin
		c.try(provider, resolve.OutcomeFailed, half, "%s has only %s, not both keys", half.File, half.Key)
	} else {
		way(provider, last.hasKeys(), last.Key.Origin, "a pair of keys")
	}
	if last.CredentialSource.Value != "" {
		name := map[string]string{"Environment": "env", "EcsContainer": "container", "Ec2InstanceMetadata": "imds"}[last.CredentialSource.Value]
		if name == "" {
			name = "assume-role"
		}
		way(name, true, last.CredentialSource.Origin, "credential_source")
	}
	way("web-identity", last.TokenFile.Value != "", last.TokenFile.Origin, "web_identity_token_file")
	sso := last.SSOSession.Origin
	for _, v := range []origin.Candidate{last.SSOStart, last.SSORegion, last.SSOAccount, last.SSORole} {
		if sso.IsZero() {
			sso = v.Origin
		}
	}
	way("sso", last.hasSSO(), sso, "sso_session or other sso_ keys")
	way("process", last.Process.Value != "", last.Process.Origin, "credential_process")
}

func (c *planner) roleTried(cfg *config) {
	switch {
	case cfg.RoleARN.Value == "" && !shared(c.r):
		c.try("assume-role", resolve.OutcomeAbsent, cfg.Origin, "role_arn is not read without shared config: %s", sharedOff)
	case cfg.RoleARN.Value == "":
		c.try("assume-role", resolve.OutcomeAbsent, cfg.Origin, "profile %q has no role_arn", cfg.Profile)
	case cfg.Source != nil:
		c.try("assume-role", resolve.OutcomeChosen, cfg.RoleARN.Origin, "profile %q has role_arn and source_profile %q", cfg.Profile, cfg.SourceName.Value)
	case cfg.TokenFile.Value == "":
		c.try("assume-role", resolve.OutcomeChosen, cfg.RoleARN.Origin, "profile %q has role_arn", cfg.Profile)
	}
}

// refused is the plan where loading the files makes building the session fail:
// no provider is ever asked.
func (c *planner) refused(fault *loadFault) resolve.Plan {
	key, secret, whole := envKeys(c.r)
	if whole {
		c.try("env", resolve.OutcomeSkipped, key.Origin, "%s and %s are set, but building the session fails before they count", key.Origin.Name, secret.Origin.Name)
	} else {
		c.envTried(key, secret, false)
	}
	if token, _ := c.r.Var("AWS_WEB_IDENTITY_TOKEN_FILE"); token.Value != "" {
		c.try("web-identity", resolve.OutcomeSkipped, token.Origin, "AWS_WEB_IDENTITY_TOKEN_FILE is set, but building the session fails before it counts")
	}
	provider := "shared-credentials"
	switch fault.origin.Key {
	case "source_profile", "credential_source":
		provider = "assume-role"
	case "web_identity_token_file":
		provider = "web-identity"
	case "credential_process":
		provider = "process"
	case "sso_session":
		provider = "sso"
	}
	c.try(provider, resolve.OutcomeFailed, fault.origin, "%s", fault.message)
	return resolve.Plan{Status: resolve.StatusError, Message: fault.message, Tried: c.tried}
}
