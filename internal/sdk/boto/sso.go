package boto

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/logins"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// SSO and console logins: credentials.py, SSOProvider and LoginProvider;
// tokens.py, SSOTokenProvider.

// sso: an account or a role in the profile is what asks for SSO.
func (c *planner) sso(name string) link {
	p := c.r.Shared.Profile(name)
	l := link{provider: resolve.StepSSO, text: "profile " + name + " has neither sso_account_id nor sso_role_name"}
	for _, key := range []string{"sso_account_id", "sso_role_name"} {
		if q := p.Get(key); q != nil && !l.there {
			l.there, l.origin, l.text = true, q.Origin, "profile "+name+" has "+key
		}
	}
	if q := p.Get("sso_session"); q != nil && !l.there {
		l.origin, l.text = q.Origin, "profile "+name+" has an sso_session but neither sso_account_id nor sso_role_name"
	}
	l.load = func() (*creds, *fault) {
		s, fault := c.ssoSettings(name, p)
		if fault != nil {
			return nil, fault
		}
		s.Origin = l.origin
		return c.withPortal(s), nil
	}
	return l
}

// ssoSettings follows _load_sso_config: what the session has is put over the
// profile, and must not differ from it.
func (c *planner) ssoSettings(name string, p *profiles.Profile) (resolve.Step, *fault) {
	values := map[string]string{}
	need := []string{"sso_role_name", "sso_account_id", "sso_start_url", "sso_region"}
	for _, key := range need {
		if q := p.Get(key); q != nil {
			values[key] = q.Value
		}
	}
	ref := p.Get("sso_session")
	if ref != nil {
		session := c.r.Shared.Lookup(profiles.SectionSSOSession, ref.Value)
		if session == nil {
			return resolve.Step{}, problemf("sso-session-missing", ref.Origin, "add [sso-session "+ref.Value+"] to the config file, or correct the name",
				"profile %s names the sso-session %q, which is not there", name, ref.Value)
		}
		for _, q := range session.Properties {
			if own := p.Get(q.Key); own != nil && own.Value != q.Value {
				return resolve.Step{}, problemf("sso-mismatch", own.Origin, "remove it from the profile", "%s of profile %s is not that of its sso-session %s", q.Key, name, ref.Value)
			}
			values[q.Key] = q.Value
		}
	}
	var missing []string
	for _, key := range need {
		if _, ok := values[key]; !ok {
			missing = append(missing, key)
		}
	}
	if len(missing) > 0 {
		return resolve.Step{}, problemf("sso-incomplete", p.Origin, "add what is missing, or remove the other sso keys",
			"profile %s is for SSO but lacks %s", name, strings.Join(missing, ", "))
	}
	s := resolve.Step{Kind: resolve.StepSSO, Profile: name, AccountID: values["sso_account_id"], RoleName: values["sso_role_name"],
		Region: values["sso_region"], StartURL: values["sso_start_url"]}
	if ref != nil {
		s.Session = ref.Value
	}
	return s, nil
}

// withPortal: the client is built first, then the token is looked for.
func (c *planner) withPortal(s resolve.Step) *creds {
	got := &creds{provider: resolve.StepSSO}
	endpoint, broken := call(c.r, "sso", s.Region, true, false)
	s.Endpoint = endpoint
	got.steps = c.clientCalls(s.Region, true)
	switch {
	case broken == nil:
		broken = c.ssoToken(&s)
	case broken.code == "invalid-region", broken.code == "empty-region":
		broken.origin = c.r.Shared.Profile(s.Profile).OriginOf("sso_region")
		if q := c.r.Shared.Lookup(profiles.SectionSSOSession, s.Session).Get("sso_region"); q != nil && s.Session != "" {
			broken.origin = q.Origin
		}
	}
	got.steps, got.broken = append(got.steps, s), broken
	return got
}

// ssoRefreshWindow is how long before its end a token is renewed.
const ssoRefreshWindow = 15 * time.Minute

// token is a token file as Python's json reads it: names count with their
// case. It is nil where the file holds anything but an object.
type token map[string]any

func readToken(data []byte) token {
	var t token
	if !utf8.Valid(data) || json.Unmarshal(data, &t) != nil {
		return nil
	}
	return t
}

func (t token) text(key string) string {
	text, _ := t[key].(string)
	return text
}

func (t token) has(keys ...string) bool {
	for _, key := range keys {
		if _, ok := t[key]; !ok {
			return false
		}
	}
	return true
}

// ssoToken follows SSOTokenLoader, SSOTokenProvider._refresher, and for
// profiles without a session SSOCredentialFetcher.
func (c *planner) ssoToken(s *resolve.Step) *fault {
	key, login := s.StartURL, "aws sso login --profile "+s.Profile
	if s.Session != "" {
		if f := sessionFault(c.r, s.Profile); f != nil {
			return f
		}
		key, login = s.Session, "aws sso login --sso-session "+s.Session
	}
	s.TokenFile = logins.SSOFile(c.r.Env, strings.TrimRight(pyExpandUser(c.r, "~"), "/"), key)
	at := origin.Origin{Kind: origin.TokenCache, File: s.TokenFile}
	f := c.r.Env.File(s.TokenFile)
	if f.Err != nil {
		return problemf("sso-token-missing", at, login, "no %s: %s", s.SSOToken(), f.Reason())
	}
	t := readToken(f.Data)
	if !t.has("accessToken", "expiresAt") {
		return problemf("sso-token-missing", at, login, "the SSO token in %s cannot be used: it has no accessToken or no expiresAt", s.TokenFile)
	}
	if _, ok := t["accessToken"].(string); !ok {
		return problemf("sso-token-missing", at, login, "the SSO token in %s cannot be used: accessToken is no text", s.TokenFile)
	}
	expires, zone, ok := pyTime(t.text("expiresAt"))
	if !ok || !zone {
		return problemf("sso-token-missing", at, login, "the SSO token in %s cannot be used: its expiresAt is no time with a time zone", s.TokenFile)
	}
	s.TokenExpires = expires
	left := expires.Sub(c.r.Env.Now())
	switch {
	case s.Session == "" && left <= 0:
		return problemf("sso-token-expired", at, login, "the %s expired at %s", s.SSOToken(), resolve.Stamp(expires))
	case s.Session == "" || left >= ssoRefreshWindow:
		return nil
	case t.renewable(c.r.Env.Now()):
		s.Note = "the token is renewed first, at the OIDC service of " + s.Region
		plain, fips := fipsRegion(s.Region)
		s.TokenEndpoint = hosts.SSOOIDC(plain, fips || c.r.Value("use_fips_endpoint") == "true", c.r.Value("use_dualstack_endpoint") == "true")
	case left <= 0:
		return problemf("sso-token-expired", at, login, "the %s expired at %s and cannot be renewed", s.SSOToken(), resolve.Stamp(expires))
	}
	return nil
}

// renewable reports whether a token brings what it is renewed with now.
func (t token) renewable(now time.Time) bool {
	if !t.has("refreshToken", "clientId", "clientSecret", "registrationExpiresAt") {
		return false
	}
	at, zone, ok := pyTime(t.text("registrationExpiresAt"))
	return ok && zone && now.Before(at)
}

// login: botocore can use a console login only where the package awscrt is
// installed, which pip does not do by itself; AWS CLI v2 brings it along.
func (c *planner) login(name string) link {
	q := c.r.Shared.Profile(name).Get("login_session")
	l := link{provider: resolve.StepLogin, there: q != nil, text: "profile " + name + " has no login_session"}
	if q == nil {
		return l
	}
	l.origin, l.text = q.Origin, "profile "+name+" has login_session"
	l.load = func() (*creds, *fault) {
		s := resolve.Step{Kind: resolve.StepLogin, Profile: name, Session: q.Value, Origin: q.Origin}
		dir := pyExpandUser(c.r, "~/.aws/login/cache")
		if v, ok := c.r.Var("AWS_LOGIN_CACHE_DIRECTORY"); ok {
			dir = expand(c.r, v.Value)
		}
		sum := sha256.Sum256([]byte(q.Value))
		file := hex.EncodeToString(sum[:])
		c.r.Env.Derived(file, q.Value)
		s.TokenFile = c.r.Env.Join(dir, file+".json")
		got := &creds{provider: resolve.StepLogin}
		if isCLI(c.r) {
			if got.broken = c.loginToken(&s); got.broken != nil && got.broken.code == "login-missing" {
				return nil, got.broken
			}
		} else {
			got.broken = problemf("login-without-crt", q.Origin, "pip install 'botocore[crt]'",
				"profile %s has login_session, which botocore uses only where the package awscrt is installed", name)
		}
		got.steps = []resolve.Step{s}
		return got, nil
	}
	return l
}

// loginToken follows LoginCredentialFetcher: cached keys are used until five
// minutes before they expire, and are renewed then.
func (c *planner) loginToken(s *resolve.Step) *fault {
	help := "aws login --profile " + s.Profile
	at := origin.Origin{Kind: origin.TokenCache, File: s.TokenFile}
	f := c.r.Env.File(s.TokenFile)
	if f.Err != nil {
		return problemf("login-missing", at, help, "no console login: %s: %s", s.TokenFile, f.Reason())
	}
	t := readToken(f.Data)
	keys, ok := t["accessToken"].(map[string]any)
	if !ok || !t.has("refreshToken", "dpopKey", "clientId") {
		return problemf("login-missing", at, help, "the console login cannot be used: %s lacks accessToken, refreshToken, dpopKey or clientId", s.TokenFile)
	}
	kept := token(keys)
	if !kept.has("accessKeyId", "secretAccessKey", "sessionToken", "accountId") {
		return problemf("login-missing", at, help, "there is no login to use: %s lacks accessKeyId, secretAccessKey, sessionToken or accountId", s.TokenFile)
	}
	expires, zone, ok := pyTime(kept.text("expiresAt"))
	if !ok || !zone {
		return problemf("login-missing", at, help, "the console login cannot be used: %s has no time at which it expires", s.TokenFile)
	}
	if s.TokenExpires = expires; expires.Sub(c.r.Env.Now()) > 10*time.Minute {
		s.AccessKeyID, s.SecretKey, s.SessionToken = kept.text("accessKeyId"), resolve.Secret(kept.text("secretAccessKey")), resolve.Secret(kept.text("sessionToken"))
		return nil
	}
	s.Note = fmt.Sprintf("the keys expire at %s and are renewed first", resolve.Stamp(expires))
	return nil
}
