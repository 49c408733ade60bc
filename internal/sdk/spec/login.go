package spec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/logins"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Console logins (aws-config, login.rs and login/cache.rs).

// login plans credentials from a console login: the keys of its cache file, or
// where these end within five minutes new ones.
func (c *plan) login(p *profiles.Profile) {
	s := resolve.Step{Kind: resolve.StepLogin, Profile: p.Name, Session: strings.TrimSpace(p.Value("login_session")), Origin: p.OriginOf("login_session")}
	const said = failed + ": "
	dir, ok := c.r.Var("AWS_LOGIN_CACHE_DIRECTORY")
	if !ok {
		home, known := home(c.r)
		if !known {
			c.add(s)
			c.stop(&loadFault{code: "no-home", origin: s.Origin, help: "set HOME or AWS_LOGIN_CACHE_DIRECTORY",
				text: "there is no home directory to look for the login in", sdk: said + unexpected + ": couldn't resolve a home directory"})
			return
		}
		dir.Value = under(c.r, under(c.r, under(c.r, home, ".aws"), "login"), "cache")
	}
	s.TokenFile = under(c.r, dir.Value, logins.Console(c.r.Env, p.Value("login_session")))
	at, help := origin.Origin{Kind: origin.TokenCache, File: s.TokenFile}, "aws login --profile "+p.Name
	f := c.r.Env.File(s.TokenFile)
	if f.Err != nil {
		c.add(s)
		c.stop(&loadFault{code: "login-missing", origin: at, help: help, text: fmt.Sprintf("no console login in %s: %s", s.TokenFile, f.Reason()),
			sdk: said + unexpected + ": failed to read `" + s.TokenFile + "`: " + osError(f)})
		return
	}
	keys, wrong := readLogin(f.Data)
	if wrong != nil {
		c.add(s)
		c.stop(&loadFault{code: "login-missing", origin: at, help: help, text: fmt.Sprintf("no console login in %s: %s", s.TokenFile, wrong.text), sdk: said + wrong.sdk})
		return
	}
	s.TokenExpires, s.AccountID = keys.expires, keys.account
	if !keys.expires.Add(-refresh).After(c.r.Env.Now()) {
		s.Note = "the login's keys end at " + resolve.Stamp(keys.expires) + " and are renewed first, at the sign-in service"
		c.r.Problem(resolve.Problem{Code: "login-renewed", Severity: resolve.SevNote, Origin: at, Help: help,
			Message: fmt.Sprintf("the keys of the login end at %s; SDKs renew them by its refresh token", resolve.Stamp(keys.expires))})
	} else {
		s.AccessKeyID, s.SecretKey, s.SessionToken = keys.id, keys.secret, keys.token
	}
	c.add(s)
}

// loginKeys are the keys in a login's cache file.
type loginKeys struct {
	id, account   string
	secret, token resolve.Secret
	expires       time.Time
}

// readLogin follows parse_cached_token.
func readLogin(data []byte) (loginKeys, *cacheFault) {
	var k loginKeys
	var first json.RawMessage // what follows it is not looked at
	if json.NewDecoder(bytes.NewReader(data)).Decode(&first) != nil {
		first = nil
	}
	outer, err := texts(first)
	if err != nil {
		return k, &cacheFault{"not the JSON of a login", unexpected + ": failed to load cached Login token"}
	}
	inner, err := texts(outer.object("accessToken"))
	if err != nil {
		return k, &cacheFault{"it lacks accessToken", misconfigured + ": missing field `accessKeyId` in cached Login token file"}
	}
	timely := false
	for _, field := range []struct {
		from *textFields
		name string
		sdk  string // what the Rust SDK calls it, where it is read with the keys
		into func(string)
	}{
		{inner, "accessKeyId", "AccessKeyId", func(v string) { k.id = v }},
		{inner, "secretAccessKey", "SecretAccessKey", func(v string) { k.secret = resolve.Secret(v) }},
		{inner, "sessionToken", "Token", func(v string) { k.token = resolve.Secret(v) }},
		{inner, "expiresAt", "Expiration", func(v string) { k.expires, timely = parseTime(v) }},
		{inner, "accountId", "", func(v string) { k.account = v }},
		{outer, "clientId", "", func(string) {}},
		{outer, "dpopKey", "", func(string) {}},
		{outer, "refreshToken", "", func(string) {}},
	} {
		v, there := field.from.get(field.name)
		if !there {
			sdk := misconfigured + ": missing field `" + field.name + "` in cached Login token file"
			if field.sdk != "" {
				sdk = unexpected + ": invalid JSON in cached Login token file: Expected field `" + field.sdk + "` in response but it was missing"
			}
			return k, &cacheFault{"it lacks " + field.name, sdk}
		}
		field.into(v)
	}
	if !timely {
		return k, &cacheFault{"its expiresAt is not a time such as 2030-01-31T12:00:00Z", unexpected + ": invalid JSON in cached Login token file"}
	}
	return k, nil
}

// textFields are the fields of a JSON object that are texts, by their names in lower case.
type textFields struct {
	texts map[string]string
	rest  map[string]json.RawMessage
}

func texts(data []byte) (*textFields, error) {
	f := &textFields{texts: map[string]string{}}
	if err := json.Unmarshal(data, &f.rest); err != nil {
		return nil, err
	}
	if f.rest == nil {
		return nil, fmt.Errorf("not an object")
	}
	for name, raw := range f.rest {
		var text string
		if bytes.HasPrefix(raw, []byte(`"`)) && json.Unmarshal(raw, &text) == nil {
			f.texts[lowerASCII(name)] = text
		}
	}
	return f, nil
}

func (f *textFields) get(name string) (string, bool) {
	v, ok := f.texts[lowerASCII(name)]
	return v, ok
}

func (f *textFields) object(name string) []byte {
	for n, raw := range f.rest {
		if lowerASCII(n) == lowerASCII(name) {
			return raw
		}
	}
	return nil
}

// parseTime reads a time as RFC 3339 writes it, in UTC with a Z alone.
func parseTime(s string) (time.Time, bool) {
	at, err := time.Parse(time.RFC3339, s)
	return at, err == nil && strings.HasSuffix(s, "Z")
}
