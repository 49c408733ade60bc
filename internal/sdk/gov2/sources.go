package gov2

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/logins"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Where the first credentials of a chain come from.

// readable reports whether the SDK can read a file. A pipe or device is not
// read here, but the SDK would.
func readable(f *environ.File) bool {
	return f.Err == nil || errors.Is(f.Err, environ.ErrNotRegular) || errors.Is(f.Err, environ.ErrTooLarge)
}

// findKeys takes the pair of keys from the environment; the newer and the
// older names may be mixed (env_config.go, NewEnvConfig).
func (c *plan) findKeys() {
	c.id = c.firstVar("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY")
	c.secret = c.firstVar("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY")
	c.webToken = c.firstVar("AWS_WEB_IDENTITY_TOKEN_FILE")
	c.hasKeys = c.id.Value != "" && c.secret.Value != ""
}

// firstVar gives the first variable that is not empty.
func (c *plan) firstVar(names ...string) origin.Candidate {
	for _, name := range names {
		if v, ok := c.r.Var(name); ok && v.Value != "" {
			return v
		}
	}
	return origin.Candidate{}
}

// environment uses the environment's keys.
func (c *plan) environment(provider string, at origin.Origin, profile string) {
	token, _ := c.r.Var("AWS_SESSION_TOKEN")
	c.add(resolve.Step{Kind: resolve.StepStatic, Provider: provider, Profile: profile, Origin: at,
		AccessKeyID: c.id.Value, SecretKey: resolve.Secret(c.secret.Value), SessionToken: resolve.Secret(token.Value)})
}

// keys uses the keys of a profile.
func (c *plan) keys(cfg *config) {
	p := cfg.profile
	c.add(resolve.Step{Kind: resolve.StepStatic, Provider: c.keysProvider(p), Profile: cfg.name, Origin: originOf(cfg, "aws_access_key_id"),
		AccessKeyID: p.Value("aws_access_key_id"), SecretKey: resolve.Secret(p.Value("aws_secret_access_key")),
		SessionToken: resolve.Secret(p.Value("aws_session_token"))})
	id, token := p.Get("aws_access_key_id"), p.Get("aws_session_token")
	if token != nil && token.Value != "" && token.File != id.File {
		c.r.Problem(resolve.Problem{Code: "session-token-of-other-keys", Severity: resolve.SevWarning, Origin: token.Origin,
			Message: fmt.Sprintf("the session token of the %s file is sent with the keys of the %s file", token.File, id.File),
			Help:    "remove the token, or put it beside its keys"})
	}
}

// keysProvider tells by the path which file the keys are from, as the SDK does.
func (c *plan) keysProvider(p *profiles.Profile) string {
	q := p.Get("aws_access_key_id")
	for _, f := range c.r.Found.Files {
		if q != nil && f.Kind == profiles.ConfigFile && q.Origin.File == f.Path {
			return "config"
		}
	}
	return "shared-credentials"
}

// sso follows resolveSSOCredentials and ssocreds.
func (c *plan) sso(cfg *config) bool {
	s := resolve.Step{Kind: resolve.StepSSO, Profile: cfg.name, AccountID: cfg.ssoAccount, RoleName: cfg.ssoRole,
		Region: cfg.ssoRegion, StartURL: cfg.ssoStartURL, Session: cfg.ssoSession, Origin: ssoOrigin(cfg)}
	key := cfg.ssoStartURL
	if cfg.ssoSession != "" {
		key = cfg.ssoSession
		s.Region, s.StartURL = cfg.session.Value("sso_region"), cfg.session.Value("sso_start_url")
	}
	if !c.ssoComplete(cfg, &s) {
		return false
	}
	if home(c.r) == "" {
		if cfg.ssoSession != "" {
			c.refuse("no-home", s.Origin, "set HOME", "there is no home directory to look for the SSO token in")
			return false
		}
		c.stop(resolve.StepSSO, "there is no home directory to look for the SSO token in")
		return true
	}
	s.TokenFile = logins.SSOFile(c.r.Env, strings.TrimRight(home(c.r), c.r.Env.Join("", "")), key)
	token, err := readSSOToken(c.r.Env.File(s.TokenFile))
	s.TokenExpires = token.expires
	login := "aws sso login --profile " + cfg.name
	if cfg.ssoSession != "" {
		login = "aws sso login --sso-session " + cfg.ssoSession
	}
	expired := err == nil && c.r.Env.Now().After(token.expires)
	endpoint, callErr := call(c.r, "sso", s.Region, hosts.SSOPortal)
	s.Endpoint = endpoint
	if expired && cfg.ssoSession != "" && token.renewable {
		s.Note = "the token has expired and is renewed first, at the OIDC service of " + s.Region
		c.r.Problem(resolve.Problem{Code: "sso-token-renewed", Severity: resolve.SevNote, Origin: origin.Origin{Kind: origin.TokenCache, File: s.TokenFile},
			Message: fmt.Sprintf("the %s expired at %s; this SDK renews it by its refresh token", s.SSOToken(), resolve.Stamp(token.expires)), Help: login})
	}
	c.add(s)
	switch {
	case err != nil:
		c.ssoProblem("sso-token-missing", s.TokenFile, login, "no %s: %s", s.SSOToken(), err)
	case expired && (cfg.ssoSession == "" || !token.renewable):
		c.ssoProblem("sso-token-expired", s.TokenFile, login, "the %s expired at %s and cannot be renewed", s.SSOToken(), resolve.Stamp(token.expires))
	case callErr != nil:
		c.stop(resolve.StepSSO, "the SSO portal cannot be called: %s", callErr)
	}
	return true
}

func (c *plan) ssoProblem(code, file, help, format string, args ...any) {
	c.stop(resolve.StepSSO, format, args...)
	c.r.Problem(resolve.Problem{Code: code, Severity: resolve.SevError, Origin: origin.Origin{Kind: origin.TokenCache, File: file}, Message: fmt.Sprintf(format, args...), Help: help})
}

func ssoOrigin(cfg *config) origin.Origin {
	for _, key := range []string{"sso_session", "sso_start_url", "sso_account_id", "sso_role_name", "sso_region"} {
		if q := cfg.profile.Get(key); q != nil && q.Value != "" {
			return q.Origin
		}
	}
	return origin.Origin{}
}

// ssoComplete follows validateSSOConfiguration: with a session the account and
// the role may be missing, though nothing comes of that.
func (c *plan) ssoComplete(cfg *config, s *resolve.Step) bool {
	var missing []string
	need := func(key, value string) {
		if value == "" {
			missing = append(missing, key)
		}
	}
	if cfg.ssoSession == "" {
		need("sso_region", cfg.ssoRegion)
		need("sso_start_url", cfg.ssoStartURL)
		need("sso_account_id", cfg.ssoAccount)
		need("sso_role_name", cfg.ssoRole)
		if len(missing) > 0 {
			c.refuse("sso-incomplete", s.Origin, "add what is missing, or remove the other sso keys",
				"profile %s has sso settings but lacks %s", cfg.name, strings.Join(missing, ", "))
			return false
		}
		return true
	}
	if cfg.session == nil {
		return false // which is said elsewhere
	}
	need("sso_region", s.Region)
	need("sso_start_url", s.StartURL)
	if len(missing) > 0 {
		c.refuse("sso-incomplete", cfg.session.Origin, "add what is missing", "the sso-session %s lacks %s", cfg.ssoSession, strings.Join(missing, ", "))
		return false
	}
	for _, pair := range []struct{ key, own, session string }{{"sso_region", cfg.ssoRegion, s.Region}, {"sso_start_url", cfg.ssoStartURL, s.StartURL}} {
		if pair.own != "" && pair.own != pair.session {
			c.refuse("sso-mismatch", originOf(cfg, pair.key), "remove it from the profile",
				"%s of profile %s is not that of its sso-session %s", pair.key, cfg.name, cfg.ssoSession)
			return false
		}
	}
	if cfg.ssoAccount == "" || cfg.ssoRole == "" {
		c.r.Problem(resolve.Problem{Code: "sso-without-role", Severity: resolve.SevWarning, Origin: s.Origin,
			Message: fmt.Sprintf("profile %s has an sso_session but lacks sso_account_id or sso_role_name: this SDK asks for credentials all the same", cfg.name)})
	}
	return true
}

// login follows resolveLoginCredentials and logincreds.
func (c *plan) login(cfg *config) bool {
	s := resolve.Step{Kind: resolve.StepLogin, Profile: cfg.name, Session: strings.TrimSpace(cfg.login), Origin: originOf(cfg, "login_session")}
	dir := c.r.Env.Get("AWS_LOGIN_CACHE_DIRECTORY")
	if dir == "" {
		if home(c.r) == "" {
			c.refuse("no-home", s.Origin, "set HOME or AWS_LOGIN_CACHE_DIRECTORY", "there is no home directory to look for the login in")
			return false
		}
		dir = underHome(c.r, ".aws", "login", "cache")
	}
	s.TokenFile = c.r.Env.Join(dir, logins.Console(c.r.Env, cfg.login))
	help := "aws login --profile " + cfg.name
	token, err := readLogin(c.r.Env.File(s.TokenFile))
	at := origin.Origin{Kind: origin.TokenCache, File: s.TokenFile}
	if err != nil {
		c.add(s)
		c.stop(resolve.StepLogin, "no console login: %s", err)
		c.r.Problem(resolve.Problem{Code: "login-missing", Severity: resolve.SevError, Origin: at, Message: "no console login: " + err.Error(), Help: help})
		return true
	}
	s.TokenExpires = token.AccessToken.ExpiresAt
	if c.r.Env.Now().Before(token.AccessToken.ExpiresAt) {
		s.AccessKeyID, s.SecretKey, s.SessionToken = token.AccessToken.AccessKeyID, resolve.Secret(token.AccessToken.SecretAccessKey), resolve.Secret(token.AccessToken.SessionToken)
	} else {
		s.Note = "the login's keys have expired and are renewed first, at the sign-in service"
		c.r.Problem(resolve.Problem{Code: "login-renewed", Severity: resolve.SevNote, Origin: at,
			Message: fmt.Sprintf("the keys of the login expired at %s; this SDK renews them by its refresh token", resolve.Stamp(token.AccessToken.ExpiresAt)), Help: help})
	}
	c.add(s)
	return true
}

func (c *plan) hasContainer() bool {
	return c.r.Env.Get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") != "" || c.r.Env.Get("AWS_CONTAINER_CREDENTIALS_FULL_URI") != ""
}

// ambient is what remains where the profile says nothing of credentials.
func (c *plan) ambient(cfg *config) bool {
	if c.hasContainer() {
		return c.container()
	}
	c.nothing = cfg.roleARN == "" && c.r.Value("ec2_metadata_disabled") == "true"
	return c.metadata(origin.Origin{})
}

// container follows resolveHTTPCredProvider and resolveLocalHTTPCredProvider:
// the relative URI is not checked while loading, the full one is.
func (c *plan) container() bool {
	s := resolve.Step{Kind: resolve.StepContainer, TokenFile: c.r.Env.Get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")}
	fault := ""
	if v, _ := c.r.Var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"); v.Value != "" {
		s.URL, s.Origin = "http://169.254.170.2"+v.Value, v.Origin
		if _, err := url.Parse(s.URL); err != nil {
			fault = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI makes no URL"
		}
	} else {
		v, _ := c.r.Var("AWS_CONTAINER_CREDENTIALS_FULL_URI")
		s.URL, s.Origin = v.Value, v.Origin
		if why := refusedHost(v.Value); why != "" {
			c.refuse("container-uri", v.Origin, "use https, or a loopback, ECS or EKS address", "AWS_CONTAINER_CREDENTIALS_FULL_URI: %s", why)
			return false
		}
		if u, _ := url.Parse(v.Value); u != nil && u.Scheme != "http" && u.Scheme != "https" {
			fault = "AWS_CONTAINER_CREDENTIALS_FULL_URI has neither http nor https before its host"
		}
	}
	if u, err := url.Parse(s.URL); err == nil {
		s.URL = u.String() // as it is sent
	}
	c.add(s)
	token := c.r.Env.Get("AWS_CONTAINER_AUTHORIZATION_TOKEN")
	if s.TokenFile != "" {
		f := c.r.Env.File(s.TokenFile)
		if token = string(f.Data); !readable(f) {
			c.stop(resolve.StepContainer, "the authorization token cannot be read from %s: %s", s.TokenFile, f.Reason())
		}
	}
	if strings.ContainsAny(token, "\r\n") {
		c.stop(resolve.StepContainer, "the container's authorization token has a line end in it, which this SDK rejects")
	}
	if fault != "" {
		c.stop(resolve.StepContainer, "%s", fault)
	}
	return true
}

// refusedHost says why a full URI is refused while loading, or "". The
// SDK looks names up; that of another machine than this one it refuses.
func refusedHost(uri string) string {
	u, err := url.Parse(uri)
	switch {
	case err != nil:
		return "not a URL"
	case u.Hostname() == "":
		return "a URL without a host"
	case u.Scheme != "http":
		return ""
	}
	host := u.Hostname()
	if ip := net.ParseIP(host); ip != nil {
		for _, allowed := range []string{"169.254.170.2", "169.254.170.23", "fd00:ec2::23"} {
			if ip.Equal(net.ParseIP(allowed)) {
				return ""
			}
		}
		if ip.IsLoopback() {
			return ""
		}
		return "http to " + host + ", which is neither a loopback nor an ECS or EKS address"
	}
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return ""
	}
	return "http to " + host + ", which would have to resolve to this machine"
}

// metadata asks instance metadata (feature/ec2/imds).
func (c *plan) metadata(at origin.Origin) bool {
	v := c.r.Setting("ec2_metadata_service_endpoint")
	if at.IsZero() && v.Origin.Kind != origin.ByDefault {
		at = v.Origin
	}
	if disabled := c.r.Setting("ec2_metadata_disabled"); disabled.Value == "true" {
		if !c.nothing {
			c.add(resolve.Step{Kind: resolve.StepIMDS, Endpoint: v.Value, Origin: at})
		}
		c.stop(resolve.StepIMDS, "instance metadata is turned off by %s", disabled.Origin)
		return true
	}
	c.add(resolve.Step{Kind: resolve.StepIMDS, Endpoint: v.Value, Origin: at})
	if _, err := url.Parse(v.Value); err != nil {
		c.stop(resolve.StepIMDS, "ec2_metadata_service_endpoint is no URL (%s)", v.Origin)
	}
	return true
}
