package jsv3

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/logins"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// renewWithin is how long before its end a token is renewed.
const renewWithin = 5 * time.Minute

// sso follows fromSSO and resolveSSOCredentials (credential-provider-sso).
// Whatever goes wrong ends the chain.
func (c *plan) sso(name string, p *profiles.Profile) link {
	at := ssoOrigin(p)
	s := resolve.Step{Kind: resolve.StepSSO, Profile: name, AccountID: p.Value("sso_account_id"), RoleName: p.Value("sso_role_name"),
		Region: p.Value("sso_region"), StartURL: p.Value("sso_start_url"), Session: p.Value("sso_session"), Origin: at}
	key, login := s.StartURL, "aws sso login --profile "+name
	if s.Session != "" {
		session, why := c.session(s.Session)
		if why != "" {
			return c.ssoFault("sso-session-missing", at, "", "profile %s names the sso-session %s, %s", name, s.Session, why)
		}
		key, login = s.Session, "aws sso login --sso-session "+s.Session
		s.Region, s.StartURL = session.Value("sso_region"), session.Value("sso_start_url")
	}
	var missing []string
	for _, need := range []struct{ key, value string }{{"sso_start_url", s.StartURL}, {"sso_account_id", s.AccountID}, {"sso_region", s.Region}, {"sso_role_name", s.RoleName}} {
		if need.value == "" {
			missing = append(missing, need.key)
		}
	}
	if len(missing) > 0 {
		return c.ssoFault("sso-incomplete", at, "add what is missing, or remove the other sso keys", "profile %s has sso settings but lacks %s", name, strings.Join(missing, ", "))
	}
	home, known := home(c.r)
	if !known {
		return c.ssoFault("no-home", at, "set HOME", "there is no home directory to look for the SSO token in")
	}
	s.TokenFile = logins.SSOFile(c.r.Env, strings.TrimRight(home, c.r.Env.Join("", "")), key)
	cache := origin.Origin{Kind: origin.TokenCache, File: s.TokenFile}
	fields, fault := readToken(c.r.Env.File(s.TokenFile))
	if fault != "" {
		return c.ssoFault("sso-token-missing", cache, login, "no %s: %s", s.SSOToken(), fault)
	}
	expires, dated := dateField(fields, "expiresAt")
	if dated {
		s.TokenExpires = expires
	}
	code, fault := "", ""
	if s.Session == "" {
		if dated && !expires.After(c.r.Env.Now()) {
			code, fault = "sso-token-expired", fmt.Sprintf("the %s expired at %s and cannot be renewed", s.SSOToken(), resolve.Stamp(expires))
		}
	} else {
		code, fault = c.sessionToken(&s, fields, expires, dated, login)
	}
	if fault != "" {
		return c.ssoFault(code, cache, login, "%s", fault)
	}
	client := client{service: "sso", region: s.Region, switches: js(c.r).ambient, standard: hosts.SSOPortal}
	s.Endpoint, fault = client.endpoint(c.r)
	if token, _ := fields["accessToken"].(string); fault == "" && refusedHeader(token) != "" {
		fault = "the access token " + refusedHeader(token)
	}
	if fault != "" {
		return fatal(at, []resolve.Step{s}, "the SSO portal cannot be called: %s", fault)
	}
	return done(s)
}

func (c *plan) ssoFault(code string, o origin.Origin, help, format string, args ...any) link {
	got := fatal(o, nil, format, args...)
	c.r.Problem(resolve.Problem{Code: code, Severity: resolve.SevError, Origin: o, Message: got.message, Help: help})
	return got
}

// session gives an sso-session, or says why there is none. The file is looked
// for once more, and this time a ~ is not expanded (config: loadSsoSessionData).
func (c *plan) session(name string) (session *profiles.Profile, why string) {
	given := c.r.Env.ConfigFile
	if given == "" {
		given = c.r.Env.Get("AWS_CONFIG_FILE")
	}
	p := c.r.Shared.Lookup(profiles.SectionSSOSession, name)
	switch {
	case strings.HasPrefix(given, "~/"):
		return nil, "which is looked for in " + given + " with the ~ left as it is, and so not found"
	case p == nil:
		return nil, "which the config file does not have"
	case len(p.Properties) == 0:
		return nil, "which sets nothing, and so does not exist to this SDK"
	}
	return p, ""
}

// sessionToken follows fromSso (token-providers): a token that ends within five
// minutes is renewed, and must have what that takes.
func (c *plan) sessionToken(s *resolve.Step, fields map[string]any, expires time.Time, dated bool, login string) (code, fault string) {
	for _, name := range []string{"accessToken", "expiresAt"} {
		if _, there := fields[name]; !there {
			return "sso-token-missing", "the " + s.SSOToken() + " lacks " + name
		}
	}
	if dated && expires.Sub(c.r.Env.Now()) > renewWithin {
		return "", ""
	}
	var missing []string
	for _, name := range []string{"clientId", "clientSecret", "refreshToken"} {
		if _, there := fields[name]; !there {
			missing = append(missing, name)
		}
	}
	when := "has no expiry that this SDK can read"
	if dated {
		when = "expired at " + resolve.Stamp(expires)
		if c.r.Env.Now().Before(expires) {
			when = "ends within five minutes, at " + resolve.Stamp(expires)
		}
	}
	if len(missing) > 0 {
		return "sso-token-expired", fmt.Sprintf("the %s %s and cannot be renewed: it lacks %s", s.SSOToken(), when, strings.Join(missing, ", "))
	}
	s.Note = "the token " + when + " and is renewed first, at the OIDC service of " + s.Region
	c.r.Problem(resolve.Problem{Code: "sso-token-renewed", Severity: resolve.SevNote, Origin: origin.Origin{Kind: origin.TokenCache, File: s.TokenFile},
		Message: "the " + s.SSOToken() + " " + when + "; this SDK renews it by its refresh token", Help: login})
	return "", ""
}

// readToken reads a cached token as a JSON object.
func readToken(f *environ.File) (fields map[string]any, fault string) {
	if f.Err != nil {
		return nil, f.Reason()
	}
	var v any
	if err := json.Unmarshal(f.Data, &v); err != nil {
		return nil, "not JSON"
	}
	if v == nil {
		return nil, "null, which is no token"
	}
	fields, _ = v.(map[string]any)
	return fields, ""
}

// dateField is the Date of a field: one that is null is the beginning of
// 1970, one that is missing is none.
func dateField(fields map[string]any, name string) (time.Time, bool) {
	v, there := fields[name]
	if there && v == nil {
		return time.UnixMilli(0), true
	}
	return date(v)
}

// date is JavaScript's Date of a value, as far as tokens have such.
func date(v any) (time.Time, bool) {
	switch v := v.(type) {
	case float64:
		return time.UnixMilli(int64(v)), true
	case string:
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02", time.RFC1123, time.RFC1123Z} {
			if t, err := time.Parse(layout, v); err == nil {
				return t, true
			}
		}
		for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04"} {
			if t, err := time.ParseInLocation(layout, v, time.Local); err == nil {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// login follows LoginCredentialsFetcher (credential-provider-login).
func (c *plan) login(p *profiles.Profile) link {
	q := p.Get("login_session")
	s := resolve.Step{Kind: resolve.StepLogin, Profile: p.Name, Session: q.Value, Origin: q.Origin}
	sum := sha256.Sum256([]byte(q.Value))
	name := hex.EncodeToString(sum[:])
	c.r.Env.Derived(name, q.Value)
	file := name + ".json"
	if v, ok := c.r.Var("AWS_LOGIN_CACHE_DIRECTORY"); ok {
		s.TokenFile = join(c.r, v.Value, file)
	} else {
		home, known := accountHome(c.r)
		if !known {
			return fatal(q.Origin, nil, "there is no home directory to look for the login in")
		}
		s.TokenFile = join(c.r, home, ".aws", "login", "cache", file)
	}
	at, help := origin.Origin{Kind: origin.TokenCache, File: s.TokenFile}, "aws login --profile "+p.Name
	fields, fault := readToken(c.r.Env.File(s.TokenFile))
	if fault == "" {
		fault = lacks(fields)
	}
	if fault != "" {
		message := "no console login: " + fault
		c.r.Problem(resolve.Problem{Code: "login-missing", Severity: resolve.SevError, Origin: at, Message: message, Help: help})
		return fatal(at, []resolve.Step{s}, "%s", message)
	}
	keys, _ := fields["accessToken"].(map[string]any)
	expires, dated := dateField(keys, "expiresAt")
	if dated {
		s.TokenExpires = expires
	}
	if dated && expires.Sub(c.r.Env.Now()) <= renewWithin {
		s.Note = "the login's keys have expired, or will within five minutes, and are renewed first at the sign-in service"
		c.r.Problem(resolve.Problem{Code: "login-renewed", Severity: resolve.SevNote, Origin: at,
			Message: fmt.Sprintf("the keys of the login end at %s; this SDK renews them by its refresh token", resolve.Stamp(expires)), Help: help})
		return done(s)
	}
	id, _ := keys["accessKeyId"].(string)
	secret, _ := keys["secretAccessKey"].(string)
	token, _ := keys["sessionToken"].(string)
	s.AccessKeyID, s.SecretKey, s.SessionToken = id, resolve.Secret(secret), resolve.Secret(token)
	return done(s)
}

// lacks says what a login's token lacks, or "" (loadToken).
func lacks(fields map[string]any) string {
	var missing []string
	for _, name := range []string{"accessToken", "clientId", "refreshToken", "dpopKey"} {
		if v := fields[name]; v == nil || v == "" || v == false || v == 0.0 {
			missing = append(missing, name)
		}
	}
	keys, _ := fields["accessToken"].(map[string]any)
	if id := keys["accountId"]; id == nil || id == "" {
		missing = append(missing, "accountId")
	}
	if len(missing) == 0 {
		return ""
	}
	return "it lacks " + strings.Join(missing, ", ")
}
