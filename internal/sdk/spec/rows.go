package spec

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// profileRows lists what a profile can have about credentials, in the SDK's
// order, with what comes of each.
func (c *plan) profileRows(w *walk) {
	p := c.r.Profile
	if c.r.Untold() {
		c.takeProfile(p)
		return
	}
	who := "profile " + c.r.Choice.Name
	if p == nil {
		who = "profile " + c.r.Choice.Name + " does not exist, so it"
		if w.failure != nil && !w.failure.passed {
			who = "the files cannot be used, so profile " + c.r.Choice.Name
		}
	}
	arn, token, source := p.Get("role_arn"), p.Get("web_identity_token_file"), p.Get(namedSource)
	switch {
	case arn != nil && token != nil:
		c.try(resolve.StepAssumeRole, resolve.OutcomeAbsent, origin.Origin{}, "the role of %s is for its web identity", who)
	case arn != nil:
		c.row(resolve.StepAssumeRole, arn.Origin, fmt.Sprintf("%s has role_arn%s", who, with(p)))
	default:
		c.try(resolve.StepAssumeRole, resolve.OutcomeAbsent, origin.Origin{}, "%s has no role_arn", who)
	}
	if source != nil && (arn == nil || token != nil) {
		c.row(providerOf(source.Value), source.Origin, fmt.Sprintf("%s has credential_source = %s", who, source.Value))
	}
	id := p.Get("aws_access_key_id")
	if id == nil {
		id = p.Get("aws_secret_access_key")
	}
	for _, kind := range []struct {
		provider string
		there    *profiles.Property
		key      string
	}{
		{resolve.StepWebIdentity, token, "web_identity_token_file"}, {resolve.StepSSO, p.Get(ssoKey(p)), "sso settings"},
		{resolve.StepLogin, p.Get("login_session"), "login_session"}, {resolve.StepProcess, p.Get("credential_process"), "credential_process"},
		{fileOf(p), id, "keys"},
	} {
		if kind.there == nil {
			c.try(kind.provider, resolve.OutcomeAbsent, origin.Origin{}, "%s has no %s", who, kind.key)
			continue
		}
		c.row(kind.provider, kind.there.Origin, who+" has "+kind.key)
	}
}

// takeProfile takes the profile where it has anything about credentials.
func (c *plan) takeProfile(p *profiles.Profile) {
	if c.taken != "" {
		return
	}
	for _, key := range []string{"role_arn", namedSource, "web_identity_token_file", "sso_session", "sso_account_id", "sso_role_name", "sso_start_url", "sso_region",
		"login_session", "credential_process", "aws_access_key_id", "aws_secret_access_key"} {
		if q := p.Get(key); q != nil {
			c.take(key, q.Origin, "the profile has "+key)
			return
		}
	}
}

func with(p *profiles.Profile) string {
	switch source, named := p.Get("source_profile"), p.Get(namedSource); {
	case source != nil && named == nil:
		return " and source_profile = " + source.Value
	case source == nil && named != nil:
		return " and credential_source = " + named.Value
	}
	return ""
}

func providerOf(source string) string {
	switch lowerASCII(source) {
	case "ecscontainer":
		return resolve.StepContainer
	case "ec2instancemetadata":
		return resolve.StepIMDS
	}
	return "env"
}

// row is one thing that is configured: used, unless something comes first.
func (c *plan) row(provider string, o origin.Origin, there string) {
	if c.taken == "" {
		c.take(provider, o, there)
		return
	}
	c.later(provider, o, there, "")
}
