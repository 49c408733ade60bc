package spec

import (
	"fmt"
	"time"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/logins"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// SSO (aws-config, sso/credentials.rs and sso/token.rs).

// refresh is how long before its end a token is renewed.
const refresh = 5 * time.Minute

// sso plans credentials from an SSO login.
func (c *plan) sso(base base) {
	p := base.profile
	s := ssoStep(base)
	s.AccountID, s.RoleName = p.Value("sso_account_id"), p.Value("sso_role_name")
	const said = failed + ": " + failed + ": "
	fault := c.ssoToken(&s, said)
	endpoint, _, refused := c.call("sso", "GetRoleCredentials", ssoRegion(s), false)
	s.Endpoint = endpoint
	c.add(s)
	switch {
	case fault != nil:
		c.stop(fault)
	case refused != nil && !HostLabels(s.Region):
		c.stop(&loadFault{code: "sso-not-callable", origin: s.Origin, text: "the SSO portal cannot be called: " + refused.text, sdk: said + refused.sdk})
	case s.RoleName == "":
		c.stop(&loadFault{code: "sso-incomplete", origin: p.OriginOf("sso_role_name"), text: "sso_role_name of profile " + p.Name + " is empty",
			sdk: said + "failed to construct request: role_name was missing: cannot be empty or unset"})
	case s.AccountID == "":
		c.stop(&loadFault{code: "sso-incomplete", origin: p.OriginOf("sso_account_id"), text: "sso_account_id of profile " + p.Name + " is empty",
			sdk: said + "failed to construct request: account_id was missing: cannot be empty or unset"})
	case refused != nil:
		c.stop(&loadFault{code: "sso-not-callable", origin: s.Origin, text: "the SSO portal cannot be called: " + refused.text, sdk: said + refused.sdk})
	}
}

// ssoStep takes what a profile and its sso-session section say.
func ssoStep(base base) resolve.Step {
	p := base.profile
	return resolve.Step{Kind: resolve.StepSSO, Profile: p.Name, Region: base.session.Value("sso_region"), StartURL: base.session.Value("sso_start_url"),
		Session: p.Value("sso_session"), Origin: p.OriginOf(base.key)}
}

func ssoRegion(s resolve.Step) *resolve.Value {
	return &resolve.Value{Name: "sso_region", Value: s.Region, Set: true}
}

// ssoToken finds the login's token, and whether it is renewed first. One that
// was found by its start URL is used as it is, expired or not.
func (c *plan) ssoToken(s *resolve.Step, said string) *loadFault {
	key := s.StartURL
	if s.Session != "" {
		key = s.Session
		said += "an error occurred while loading an access token: "
	}
	at := origin.Origin{Kind: origin.TokenCache}
	home, known := home(c.r)
	if !known {
		return &loadFault{code: "no-home", origin: s.Origin, help: "set HOME", text: "there is no home directory to look for the SSO token in",
			sdk: said + loading(s, "couldn't resolve a home directory")}
	}
	s.TokenFile = logins.SSOFile(c.r.Env, trimSeparator(c.r, home), key)
	at.File = s.TokenFile
	f := c.r.Env.File(s.TokenFile)
	token, err := readSSOToken(f)
	login := "aws sso login --profile " + s.Profile
	if s.Session != "" {
		login = "aws sso login --sso-session " + s.Session
	}
	if err != nil {
		return &loadFault{code: "sso-token-missing", origin: at, help: login, text: fmt.Sprintf("no %s: %s", s.SSOToken(), err.text),
			sdk: said + loading(s, err.sdk)}
	}
	s.TokenExpires = token.expires
	if s.Session == "" {
		if c.r.Env.Now().After(token.expires) {
			c.r.Problem(resolve.Problem{Code: "sso-token-expired", Severity: resolve.SevWarning, Origin: at, Help: login,
				Message: fmt.Sprintf("the %s expired at %s; the portal will refuse it", s.SSOToken(), resolve.Stamp(token.expires))})
		}
		return nil
	}
	now := c.r.Env.Now()
	expired, soon := !token.expires.After(now), !token.expires.Add(-refresh).After(now)
	renewable := token.renewable && token.registered.After(now)
	switch {
	case expired && !renewable:
		return &loadFault{code: "sso-token-expired", origin: at, help: login,
			text: fmt.Sprintf("the %s expired at %s and cannot be renewed", s.SSOToken(), resolve.Stamp(token.expires)),
			sdk:  said + "the SSO token has expired and cannot be refreshed"}
	case soon && renewable:
		c.renew(s, at, login)
	}
	return nil
}

// loading is what the Rust SDK says of a token that cannot be loaded: for a
// session it keeps the reason to itself.
func loading(s *resolve.Step, why string) string {
	if s.Session != "" {
		return "failed to load the cached SSO token"
	}
	return why
}

// renew says that the token is renewed first. Where that fails, it is used all
// the same (sso/token.rs, refresh_cached_token).
func (c *plan) renew(s *resolve.Step, at origin.Origin, login string) {
	endpoint, _, refused := c.call("sso_oidc", "CreateToken", ssoRegion(*s), false)
	if refused != nil {
		s.Note = "the token ends soon and cannot be renewed (" + refused.text + "), so that it is used as it is"
		return
	}
	s.TokenEndpoint = endpoint
	s.Note = "the token ends at " + resolve.Stamp(s.TokenExpires) + " and is renewed first, at " + endpoint
	c.r.Problem(resolve.Problem{Code: "sso-token-renewed", Severity: resolve.SevNote, Origin: at, Help: login,
		Message: fmt.Sprintf("the SSO token ends at %s; SDKs renew it by its refresh token", resolve.Stamp(s.TokenExpires))})
}

func trimSeparator(r *resolve.Run, dir string) string {
	for len(dir) > 0 && separator(r, rune(dir[len(dir)-1])) {
		dir = dir[:len(dir)-1]
	}
	return dir
}

// tokenPlan plans a bearer token: the profile's SSO login is the one way to
// it (default_provider/token.rs, profile/token.rs). Its plan has one step of the
// kind sso, without an account.
func tokenPlan(r *resolve.Run) resolve.Plan {
	c := &plan{r: r}
	w := &walk{r: r}
	const wrong = "the access token provider was not properly configured: "
	kept, _ := r.Kept.(*kept)
	switch {
	case kept != nil && kept.fault != "":
		c.stop(&loadFault{text: "no profile can be used: " + kept.fault, sdk: wrong + kept.sdk})
	case r.Profile == nil:
		c.stop(&loadFault{text: "profile " + r.Choice.Name + " does not exist", sdk: wrong + missing(r, r.Choice.Name, "the root profile")})
	case !w.follow():
		f := w.failure.loadFault
		f.sdk = wrong + w.failure.err
		c.stop(&f)
	case w.path.base.kind != resolve.StepSSO:
		c.stop(&loadFault{text: "profile " + r.Choice.Name + " has no sso_session",
			sdk: "the access token provider was not enabled: no sso-session configured in profile file"})
	default:
		s := ssoStep(w.path.base)
		fault := c.ssoToken(&s, "")
		c.add(s)
		if s.Session == "" {
			c.stop(&loadFault{text: "profile " + s.Profile + " has sso settings without an sso_session, which give no token", sdk: "session_name is required"})
		} else if fault != nil {
			c.stop(fault)
		}
	}
	c.finish()
	if c.fault == nil && len(c.plan.Steps) == 1 && c.plan.Steps[0].TokenEndpoint == "" {
		c.plan.Status = resolve.StatusResolved
	}
	return c.plan
}

// ssoToken is what the SDK takes from a token file.
type ssoToken struct {
	expires, registered time.Time
	renewable           bool
}

// cacheFault is what is wrong with a cache file, for people and in the words
// of the Rust SDK.
type cacheFault struct{ text, sdk string }

// readSSOToken follows sso/cache.rs, parse_cached_token: the names of
// fields are read in any case, and what is no text is passed over.
func readSSOToken(f *environ.File) (ssoToken, *cacheFault) {
	var t ssoToken
	if f.Err != nil {
		return t, &cacheFault{f.Reason(), "failed to read `" + f.Path + "`: " + osError(f)}
	}
	texts, err := texts(f.Data)
	if err != nil {
		return t, &cacheFault{"not the JSON of a token", "invalid JSON in cached SSO token file"}
	}
	for _, name := range []string{"accessToken", "expiresAt"} {
		if _, there := texts.get(name); !there {
			return t, &cacheFault{"it lacks " + name, "missing field `" + name + "` in cached SSO token file"}
		}
	}
	for _, field := range []struct {
		name string
		into *time.Time
	}{{"expiresAt", &t.expires}, {"registrationExpiresAt", &t.registered}} {
		text, there := texts.get(field.name)
		if !there {
			continue
		}
		at, ok := parseTime(text)
		if !ok {
			return t, &cacheFault{"its " + field.name + " is not a time such as 2030-01-31T12:00:00Z", "invalid value for the `" + field.name + "` field in the cached SSO token file"}
		}
		*field.into = at
	}
	t.renewable = true
	for _, name := range []string{"clientId", "clientSecret", "refreshToken", "registrationExpiresAt"} {
		_, there := texts.get(name)
		t.renewable = t.renewable && there
	}
	return t, nil
}
