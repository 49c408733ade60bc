package gov1

import (
	"encoding/json"
	"time"

	"github.com/sessctl/sessctl/internal/logins"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// sso follows resolveSSOCredentials (aws/session/credentials.go) and
// aws/credentials/ssocreds.
func (c *planner) sso(cfg *config) (chainLink, *loadFault) {
	link := chainLink{Step: resolve.Step{Kind: resolve.StepSSO, Profile: cfg.Profile, AccountID: cfg.SSOAccount.Value, RoleName: cfg.SSORole.Value,
		Region: cfg.SSORegion.Value, StartURL: cfg.SSOStart.Value}}
	login := "aws sso login --profile " + cfg.Profile
	if cfg.SSOSession.Value != "" {
		link.Origin = cfg.SSOSession.Origin
		if fault := checkSession(cfg); fault != nil {
			return link, fault
		}
		link.Session, link.Region, link.StartURL = cfg.Session.Name, cfg.Session.Region.Value, cfg.Session.StartURL.Value
		link.TokenFile = home(c.r, "sso", "cache", logins.SSO(c.r.Env, cfg.Session.Name))
		if fault := nested(c.r, cfg); fault != nil {
			return link, fault
		}
		login = "aws sso login --sso-session " + cfg.Session.Name
	} else {
		if fault := checkLegacy(cfg); fault != nil {
			return link, fault
		}
		link.Origin = cfg.SSOStart.Origin
		// ssocreds/os.go asks the variable alone for the home directory.
		link.TokenFile = join(c.r, c.r.Env.Get(homeVariable(c.r)), "sso", "cache", logins.SSO(c.r.Env, cfg.SSOStart.Value))
	}
	url, fault := c.hosts.SSOPortal(link.Region)
	if fault == "" {
		link.Endpoint = url
	}
	t := readToken(c.r, link.TokenFile, cfg.SSOSession.Value != "")
	link.TokenExpires = t.expires
	switch {
	case t.fault != "":
		link.fault = t.fault
		c.r.Problem(resolve.Problem{Code: "sso-token", Severity: resolve.SevWarning, Origin: origin.Origin{Kind: origin.TokenCache, File: link.TokenFile},
			Message: cfg.named() + " cannot log in by SSO: " + t.fault, Help: login})
	case fault != "":
		link.fault = fault
	case t.renew:
		oidc, _ := c.hosts.SSOOIDC(link.Region)
		link.Note = "the token has expired and is renewed first, through " + oidc
	}
	return link, nil
}

// checkSession follows validateSSOTokenProviderConfiguration. Account and
// role may be missing.
func checkSession(cfg *config) *loadFault {
	s := cfg.Session
	missing := ""
	for _, v := range []struct {
		key string
		c   origin.Candidate
	}{{"sso_region", s.Region}, {"sso_start_url", s.StartURL}} {
		if v.c.Value == "" {
			missing += " and " + v.key
		}
	}
	if missing != "" {
		return &loadFault{code: "sso-session-incomplete", origin: s.Origin, help: "add what is missing to the section",
			message: "the sso-session of " + cfg.named() + " has no " + missing[len(" and "):]}
	}
	for _, v := range []struct{ own, session origin.Candidate }{{cfg.SSORegion, s.Region}, {cfg.SSOStart, s.StartURL}} {
		if v.own.Value != "" && v.own.Value != v.session.Value {
			return &loadFault{code: "sso-session-conflict", origin: v.own.Origin, help: "remove the key from the profile",
				message: v.own.Origin.Key + " of " + cfg.named() + " is another than that of its sso-session at " + v.session.Origin.String()}
		}
	}
	return nil
}

// checkLegacy follows validateLegacySSOConfiguration.
func checkLegacy(cfg *config) *loadFault {
	missing, at := "", origin.Origin{}
	for _, v := range []struct {
		key string
		c   origin.Candidate
	}{{"sso_region", cfg.SSORegion}, {"sso_start_url", cfg.SSOStart}, {"sso_account_id", cfg.SSOAccount}, {"sso_role_name", cfg.SSORole}} {
		switch {
		case v.c.Value == "":
			missing += " and " + v.key
		case at.IsZero():
			at = v.c.Origin
		}
	}
	if missing == "" {
		return nil
	}
	return &loadFault{code: "sso-incomplete", origin: at, help: "add what is missing, or remove the other sso_ keys",
		message: cfg.named() + " is set up for SSO without " + missing[len(" and "):]}
}

// nested: for an sso-session the SDK builds a second session, from the
// environment alone, and panics where that fails (resolveSSOCredentials calls
// session.Must).
func nested(r *resolve.Run, cfg *config) *loadFault {
	full := sharedByVariable(r)
	names := []string{"AWS_PROFILE"}
	if full {
		names = append(names, "AWS_DEFAULT_PROFILE")
	}
	profile, by := "default", ""
	for _, n := range names {
		if v := r.Env.Get(n); v != "" {
			profile, by = v, n
			break
		}
	}
	if by == "" && !full {
		return nil // the second session has credentials, so that its files may be broken
	}
	var sources []profiles.SourceFile
	for _, f := range r.Shared.Files {
		if full || f.Kind == profiles.CredentialsFile {
			sources = append(sources, f)
		}
	}
	nested, fault := newLoader(r, r.Reading.Files(sources), full).load(profile)
	switch {
	case fault != nil && fault.notFound:
		return nil
	case fault != nil:
	case nested.CABundle.Value != "" && r.Env.Get("AWS_CA_BUNDLE") == "":
		if fault = bundle(r, nested.CABundle); fault == nil {
			return nil
		}
	default:
		return nil
	}
	if by == "" {
		by = "the default"
	}
	return &loadFault{code: "nested-session", origin: fault.origin, help: fault.help,
		message: "for the sso-session of " + cfg.named() + " this SDK builds a second session, of " + named(profile) + " (" + by + "), and panics: " + fault.message}
}

type token struct {
	fault   string
	expires time.Time
	renew   bool
}

// readToken reads a token file: that of an sso-session as
// ssocreds/sso_cached_token.go does, that of a start URL as
// ssocreds/provider.go does.
func readToken(r *resolve.Run, file string, session bool) token {
	f := r.Env.File(file)
	if f.Err != nil {
		return token{fault: "there is no token: " + f.Reason()}
	}
	now := r.Env.Now()
	if !session {
		var t struct {
			AccessToken string          `json:"accessToken"`
			ExpiresAt   json.RawMessage `json:"expiresAt"`
			Region      string          `json:"region"`
			StartURL    string          `json:"startUrl"`
		}
		if err := json.Unmarshal(f.Data, &t); err != nil {
			return token{fault: "the token file is not the JSON of a token"}
		}
		at, ok := parseTime(t.ExpiresAt)
		switch {
		case len(t.ExpiresAt) > 0 && !ok:
			return token{fault: "the token file has no time in expiresAt"}
		case t.AccessToken == "":
			return token{fault: "the token file has no access token"}
		case now.After(at):
			return token{fault: "the token has expired", expires: at}
		}
		return token{expires: at}
	}
	if !json.Valid(f.Data) {
		return token{fault: "the token file is not JSON"}
	}
	var fields map[string]any
	_ = json.Unmarshal(f.Data, &fields) // what is no object has no fields
	text := map[string]string{}
	for _, key := range []string{"accessToken", "expiresAt", "refreshToken", "clientId", "clientSecret"} {
		v, there := fields[key]
		s, ok := v.(string)
		if there && !ok {
			return token{fault: "the token file has no text in " + key}
		}
		text[key] = s
	}
	at, err := time.Parse(time.RFC3339, text["expiresAt"])
	_, timed := fields["expiresAt"]
	switch {
	case timed && err != nil:
		return token{fault: "the token file has no time in expiresAt"}
	case text["accessToken"] == "" || at.IsZero():
		return token{fault: "the token file lacks accessToken or expiresAt"}
	case !now.After(at):
		return token{expires: at}
	case text["refreshToken"] == "" || text["clientId"] == "" || text["clientSecret"] == "":
		return token{fault: "the token has expired and cannot be renewed", expires: at}
	}
	return token{expires: at, renew: true}
}

// parseTime reads a JSON text as a time.
func parseTime(raw json.RawMessage) (time.Time, bool) {
	var s string
	if len(raw) == 0 || json.Unmarshal(raw, &s) != nil {
		return time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339, s)
	return at, err == nil
}
