package javav2

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/logins"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// refresh is how long before its end a token is renewed.
const refresh = 5 * time.Minute

// sso follows ProfileCredentialsUtils.ssoProfileCredentialsProvider and
// SsoProfileCredentialsProviderFactory.
func (c *plan) sso(p *profiles.Profile, key profiles.Property) ([]action, *fault) {
	named := get(p, "sso_session")
	required := []string{"sso_account_id", "sso_role_name"}
	if named == nil {
		required = append(required, "sso_region", "sso_start_url")
	}
	for _, name := range required {
		if get(p, name) == nil {
			return nil, faulty("sso-incomplete", key.Origin, "add "+name, fmt.Sprintf("Profile property '%s' was not configured for '%s'.", name, p.Name),
				"profile %s has %s but lacks %s", p.Name, key.Key, name)
		}
	}
	from := p
	if named != nil {
		var f *fault
		if from, f = c.session(p, named); f != nil {
			return nil, f
		}
	}
	s := resolve.Step{Kind: resolve.StepSSO, Profile: p.Name, AccountID: value(p, "sso_account_id"), RoleName: value(p, "sso_role_name"),
		Region: value(from, "sso_region"), StartURL: value(from, "sso_start_url"), Session: value(p, "sso_session"), Origin: key.Origin}
	if blank(s.Region) {
		return nil, faulty("sso-incomplete", get(from, "sso_region").Origin, "name a region", "region must not be blank or empty.", "the sso_region of profile %s is blank", p.Name)
	}
	endpoint, made, refused := c.call("sso", encodeRegion(s.Region))
	if made != nil {
		return nil, made
	}
	s.Endpoint = endpoint
	return []action{func() *fault {
		if f := c.ssoToken(&s, from); f != nil {
			return f
		}
		if refused != nil {
			refused.text = "the SSO portal cannot be called: " + refused.text
			refused.code = "sso-not-callable"
			return refused
		}
		c.add(s)
		return nil
	}}, nil
}

// session finds the sso-session section, and checks it against the profile.
func (c *plan) session(p *profiles.Profile, named *profiles.Property) (*profiles.Profile, *fault) {
	session := c.r.Shared.Lookup(profiles.SectionSSOSession, named.Value)
	if session == nil {
		help := ""
		if near := c.r.Shared.Nearest(profiles.SectionSSOSession, named.Value); near != "" {
			help = fmt.Sprintf("did you mean %q?", near)
		}
		return nil, faulty("sso-session-not-found", named.Origin, help, "Sso-session section not found with sso-session title "+named.Value+".",
			"profile %s names the sso-session %s, which is in neither file", p.Name, named.Value)
	}
	for _, key := range []string{"sso_region", "sso_start_url"} {
		q, own := get(session, key), get(p, key)
		switch {
		case own != nil && q == nil, key == "sso_region" && q == nil:
			return nil, faulty("sso-incomplete", session.Origin, "add "+key, "", "the sso-session %s lacks %s", session.Name, key)
		case own != nil && !strings.EqualFold(own.Value, q.Value):
			return nil, faulty("sso-session-conflict", own.Origin, "remove it: the sso-session section has it",
				"Profile "+p.Name+" and Sso-session "+session.Name+" has different "+key+".", "profile %s and the sso-session %s differ in %s", p.Name, session.Name, key)
		}
	}
	return session, nil
}

// ssoToken finds the login's token. One of a start URL is never renewed
// (SsoAccessTokenProvider); one of a session is renewed within five minutes of
// its end, and where that fails nothing is had (SsoOidcTokenProvider).
func (c *plan) ssoToken(s *resolve.Step, from *profiles.Profile) *fault {
	login, key := "aws sso login --profile "+s.Profile, s.StartURL
	if s.Session != "" {
		if f := sessionGivesToken(from); f != nil {
			return f
		}
		login, key = "aws sso login --sso-session "+s.Session, from.Name
	}
	s.TokenFile = logins.SSOFile(c.r.Env, home(c.r), key)
	at := origin.Origin{Kind: origin.TokenCache, File: s.TokenFile}
	token, why := readToken(c.r.Env.File(s.TokenFile), s.Session != "")
	if why != "" {
		return faulty("sso-token-missing", at, login, "", "no %s: %s", s.SSOToken(), why)
	}
	s.TokenExpires = token.expires
	now := c.r.Env.Now()
	expired := now.After(token.expires)
	switch {
	case s.Session == "" && expired:
		return faulty("sso-token-expired", at, login, "", "the %s expired at %s", s.SSOToken(), resolve.Stamp(token.expires))
	case s.Session == "" || token.expires.After(now.Add(refresh)):
		return nil
	}
	endpoint, made, refused := c.call("sso_oidc", encodeRegion(s.Region))
	if refused == nil {
		refused = made
	}
	if !expired && token.client && !token.renewable && refused == nil {
		return nil // the service refuses, and the token is used as it is
	}
	if !token.renewable || refused != nil {
		why := "the login has nothing to renew it by"
		if refused != nil {
			why = refused.text
		}
		ends := "ends"
		if expired {
			ends = "expired"
		}
		return faulty("sso-token-expired", at, login, "", "the %s %s at %s and cannot be renewed: %s", s.SSOToken(), ends, resolve.Stamp(token.expires), why)
	}
	s.TokenEndpoint = endpoint
	s.Note = "the token ends at " + resolve.Stamp(token.expires) + " and is renewed first, at " + endpoint
	c.r.Problem(resolve.Problem{Code: "sso-token-renewed", Severity: resolve.SevNote, Origin: at, Help: login,
		Message: fmt.Sprintf("the SSO token ends at %s; the SDK renews it by its refresh token, and has nothing where that fails", resolve.Stamp(token.expires))})
	return nil
}

// sessionGivesToken follows SsoOidcProfileTokenProvider.
func sessionGivesToken(session *profiles.Profile) *fault {
	if get(session, "sso_start_url") == nil {
		return faulty("sso-incomplete", session.Origin, "add sso_start_url", "", "the sso-session %s lacks sso_start_url", session.Name)
	}
	for _, key := range []string{"sso_account_id", "sso_role_name"} {
		if q := get(session, key); q != nil {
			return faulty("sso-session-conflict", q.Origin, "move it to the profile", "", "the sso-session %s has %s, which belongs into a profile", session.Name, key)
		}
	}
	if trim(session.Name) == "" {
		return faulty("sso-incomplete", session.Origin, "name the session", "sessionName must not be blank", "the sso-session has no name")
	}
	return nil
}

// token is what the SDK takes from a token file.
type token struct {
	expires   time.Time
	client    bool // the client that renews it is there
	renewable bool
}

// readToken says why there is none (SsoAccessTokenProvider.getTokenFromJson;
// ssooidc, OnDiskTokenManager.unmarshalToken). A token may be empty.
func readToken(f *environ.File, session bool) (t token, why string) {
	if f.Err != nil {
		return t, f.Reason()
	}
	raw, ok := object(f.Data)
	if !ok {
		return t, "not the JSON of a token"
	}
	for _, name := range []string{"accessToken", "expiresAt"} {
		if _, ok := jsonText(raw[name]); !ok {
			return t, "it lacks " + name
		}
	}
	times := []string{"expiresAt"}
	if _, ok := jsonText(raw["registrationExpiresAt"]); ok && session {
		times = append(times, "registrationExpiresAt")
	}
	for _, name := range times {
		text, _ := jsonText(raw[name])
		at, ok := parseInstant(text)
		if !ok {
			return t, "its " + name + " is not a time such as 2030-01-31T12:00:00Z"
		}
		if name == "expiresAt" {
			t.expires = at
		}
	}
	t.client = true
	for _, name := range []string{"startUrl", "clientId", "clientSecret"} {
		_, ok := jsonText(raw[name])
		t.client = t.client && ok
	}
	_, refresh := jsonText(raw["refreshToken"])
	t.renewable = t.client && refresh
	return t, ""
}

// uncommented blanks the comments that the SDK's parser passes over in JSON
// (json-utils JsonNodeParser, whose factory has ALLOW_COMMENTS).
func uncommented(data []byte) []byte {
	out := bytes.Clone(data)
	for i := 0; i < len(out); {
		end := -1
		switch {
		case out[i] == '"':
			for i++; i < len(out) && out[i] != '"'; i++ {
				if out[i] == '\\' {
					i++
				}
			}
		case bytes.HasPrefix(out[i:], []byte("//")):
			if end = bytes.IndexAny(out[i:], "\r\n"); end < 0 {
				end = len(out) - i
			}
		case bytes.HasPrefix(out[i:], []byte("/*")):
			if end = bytes.Index(out[i+2:], []byte("*/")) + 4; end < 4 {
				return out // it never ends, and is no JSON
			}
		}
		if end < 0 {
			i++
			continue
		}
		for j := i; j < i+end; j++ {
			out[j] = ' '
		}
		i += end
	}
	return out
}

// object reads the JSON object that a text begins with; what follows is not looked at.
func object(data []byte) (map[string]json.RawMessage, bool) {
	var raw map[string]json.RawMessage
	err := json.NewDecoder(bytes.NewReader(uncommented(data))).Decode(&raw)
	return raw, err == nil && raw != nil
}

// jsonText follows JsonNode.text: numbers and booleans are text too, null and
// what has parts is none.
func jsonText(raw json.RawMessage) (string, bool) {
	var s string
	switch v := bytes.TrimSpace(raw); {
	case len(v) == 0, v[0] == '{', v[0] == '[', string(v) == "null":
		return "", false
	case v[0] == '"':
		err := json.Unmarshal(v, &s)
		return s, err == nil
	default:
		return string(v), true
	}
}

// parseInstant follows Instant.parse: UTC with a Z.
func parseInstant(s string) (time.Time, bool) {
	at, err := time.Parse(time.RFC3339Nano, strings.ToUpper(s))
	return at, err == nil
}
