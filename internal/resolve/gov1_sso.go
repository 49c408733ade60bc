package resolve

import (
	"encoding/json"
	"time"
)

// sso follows resolveSSOCredentials (aws/session/credentials.go) and
// aws/credentials/ssocreds.
func (c *gov1Planner) sso(cfg *gov1Config) (gov1Link, *gov1Fault) {
	link := gov1Link{Step: Step{Kind: StepSSO, Profile: cfg.Profile, AccountID: cfg.SSOAccount.Value, RoleName: cfg.SSORole.Value,
		Region: cfg.SSORegion.Value, StartURL: cfg.SSOStart.Value}}
	login := "aws sso login --profile " + cfg.Profile
	if cfg.SSOSession.Value != "" {
		link.Origin = cfg.SSOSession.Origin
		if fault := gov1CheckSession(cfg); fault != nil {
			return link, fault
		}
		link.Session, link.Region, link.StartURL = cfg.Session.Name, cfg.Session.Region.Value, cfg.Session.StartURL.Value
		link.TokenFile = gov1Home(c.r, "sso", "cache", SSOCacheName(cfg.Session.Name))
		if fault := gov1Nested(c.r, cfg); fault != nil {
			return link, fault
		}
		login = "aws sso login --sso-session " + cfg.Session.Name
	} else {
		if fault := gov1CheckLegacy(cfg); fault != nil {
			return link, fault
		}
		link.Origin = cfg.SSOStart.Origin
		// ssocreds/os.go asks the variable alone for the home directory.
		link.TokenFile = gov1Join(c.r, c.r.Env.Get(gov1HomeVariable(c.r)), "sso", "cache", SSOCacheName(cfg.SSOStart.Value))
	}
	url, fault := c.hosts.SSOPortal(link.Region)
	if fault == "" {
		link.Endpoint = url
	}
	t := gov1ReadToken(c.r, link.TokenFile, cfg.SSOSession.Value != "")
	link.TokenExpires = t.expires
	switch {
	case t.fault != "":
		link.fault = t.fault + "; log in by " + login
		c.r.Problem(Problem{Code: "sso-token", Severity: SevWarning, Origin: Origin{Kind: TokenCache, File: link.TokenFile},
			Message: cfg.named() + " cannot log in by SSO: " + t.fault, Help: login})
	case fault != "":
		link.fault = fault
	case t.renew:
		oidc, _ := c.hosts.SSOOIDC(link.Region)
		link.Note = "the token has expired and is renewed first, through " + oidc
	}
	return link, nil
}

// gov1CheckSession follows validateSSOTokenProviderConfiguration. Account and
// role may be missing.
func gov1CheckSession(cfg *gov1Config) *gov1Fault {
	s := cfg.Session
	missing := ""
	for _, v := range []struct {
		key string
		c   Candidate
	}{{"sso_region", s.Region}, {"sso_start_url", s.StartURL}} {
		if v.c.Value == "" {
			missing += " and " + v.key
		}
	}
	if missing != "" {
		return &gov1Fault{code: "sso-session-incomplete", origin: s.Origin, help: "add what is missing to the section",
			message: "the sso-session of " + cfg.named() + " has no " + missing[len(" and "):]}
	}
	for _, v := range []struct{ own, session Candidate }{{cfg.SSORegion, s.Region}, {cfg.SSOStart, s.StartURL}} {
		if v.own.Value != "" && v.own.Value != v.session.Value {
			return &gov1Fault{code: "sso-session-conflict", origin: v.own.Origin, help: "remove the key from the profile",
				message: v.own.Origin.Key + " of " + cfg.named() + " is another than that of its sso-session at " + v.session.Origin.String()}
		}
	}
	return nil
}

// gov1CheckLegacy follows validateLegacySSOConfiguration.
func gov1CheckLegacy(cfg *gov1Config) *gov1Fault {
	missing, at := "", Origin{}
	for _, v := range []struct {
		key string
		c   Candidate
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
	return &gov1Fault{code: "sso-incomplete", origin: at, help: "add what is missing, or remove the other sso_ keys",
		message: cfg.named() + " is set up for SSO without " + missing[len(" and "):]}
}

// gov1Nested: for an sso-session the SDK builds a second session, from the
// environment alone, and panics where that fails (resolveSSOCredentials calls
// session.Must).
func gov1Nested(r *Run, cfg *gov1Config) *gov1Fault {
	full := gov1SharedByVariable(r)
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
	var sources []SourceFile
	for _, f := range r.Shared.Files {
		if full || f.Kind == CredentialsFile {
			sources = append(sources, f)
		}
	}
	nested, fault := newGov1Loader(r, NewShared(sources, r.Reading), full).load(profile)
	switch {
	case fault != nil && fault.notFound:
		return nil
	case fault != nil:
	case nested.CABundle.Value != "" && r.Env.Get("AWS_CA_BUNDLE") == "":
		if fault = gov1Bundle(r, nested.CABundle); fault == nil {
			return nil
		}
	default:
		return nil
	}
	if by == "" {
		by = "the default"
	}
	return &gov1Fault{code: "nested-session", origin: fault.origin, help: fault.help,
		message: "for the sso-session of " + cfg.named() + " this SDK builds a second session, of " + gov1Named(profile) + " (" + by + "), and panics: " + fault.message}
}

type gov1Token struct {
	fault   string
	expires time.Time
	renew   bool
}

// gov1ReadToken reads a token file: that of an sso-session as
// ssocreds/sso_cached_token.go does, that of a start URL as
// ssocreds/provider.go does.
func gov1ReadToken(r *Run, file string, session bool) gov1Token {
	f := r.Env.File(file)
	if f.Err != nil {
		return gov1Token{fault: "there is no token: " + f.Reason()}
	}
	now := time.Now()
	if !session {
		var t struct {
			AccessToken string          `json:"accessToken"`
			ExpiresAt   json.RawMessage `json:"expiresAt"`
			Region      string          `json:"region"`
			StartURL    string          `json:"startUrl"`
		}
		if err := json.Unmarshal(f.Data, &t); err != nil {
			return gov1Token{fault: "the token file is not the JSON of a token"}
		}
		at, ok := gov1Time(t.ExpiresAt)
		switch {
		case len(t.ExpiresAt) > 0 && !ok:
			return gov1Token{fault: "the token file has no time in expiresAt"}
		case t.AccessToken == "":
			return gov1Token{fault: "the token file has no access token"}
		case now.After(at):
			return gov1Token{fault: "the token has expired", expires: at}
		}
		return gov1Token{expires: at}
	}
	if !json.Valid(f.Data) {
		return gov1Token{fault: "the token file is not JSON"}
	}
	var fields map[string]any
	_ = json.Unmarshal(f.Data, &fields) // what is no object has no fields
	text := map[string]string{}
	for _, key := range []string{"accessToken", "expiresAt", "refreshToken", "clientId", "clientSecret"} {
		v, there := fields[key]
		s, ok := v.(string)
		if there && !ok {
			return gov1Token{fault: "the token file has no text in " + key}
		}
		text[key] = s
	}
	at, err := time.Parse(time.RFC3339, text["expiresAt"])
	_, timed := fields["expiresAt"]
	switch {
	case timed && err != nil:
		return gov1Token{fault: "the token file has no time in expiresAt"}
	case text["accessToken"] == "" || at.IsZero():
		return gov1Token{fault: "the token file lacks accessToken or expiresAt"}
	case !now.After(at):
		return gov1Token{expires: at}
	case text["refreshToken"] == "" || text["clientId"] == "" || text["clientSecret"] == "":
		return gov1Token{fault: "the token has expired and cannot be renewed", expires: at}
	}
	return gov1Token{expires: at, renew: true}
}

// gov1Time reads a JSON text as a time.
func gov1Time(raw json.RawMessage) (time.Time, bool) {
	var s string
	if len(raw) == 0 || json.Unmarshal(raw, &s) != nil {
		return time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339, s)
	return at, err == nil
}
