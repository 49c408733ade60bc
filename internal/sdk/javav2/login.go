package javav2

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/sessctl/sessctl/internal/logins"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// login follows LoginProfileCredentialsProviderFactory and
// LoginCredentialsProvider: the keys of a console login's cache file, or where
// these end within five minutes new ones. Its client has the profile's own
// settings, and needs a region.
func (c *plan) login(p *profiles.Profile) ([]action, *fault) {
	named := get(p, "login_session")
	s := resolve.Step{Kind: resolve.StepLogin, Profile: p.Name, Session: named.Value, Origin: named.Origin}
	help := "aws login --profile " + p.Name
	r := c.r
	if p.Name != r.Choice.Name || len(r.In.Explicit) > 0 {
		r = r.Under(resolve.Inputs{Profile: &origin.Candidate{Value: p.Name}})
	}
	if err := r.Found.Err; err != nil {
		return nil, faulty("client-refused", err.Origin, "", "", "no client of the sign-in service can be built: %s", err.Message)
	}
	if !r.Setting("region").Set {
		c.askForRegion(r)
		return nil, faulty("no-region", named.Origin, "name a region in the profile", "Unable to load region from any of the providers in the chain",
			"the login of profile %s needs a region, and none is set", p.Name)
	}
	region := r.Value("region")
	if u, err := parseURI("https://" + region + ".signin.aws.amazon.com"); err == nil && u.host == "" {
		return nil, faulty("client-refused", r.Setting("region").Origin, "name a region such as us-east-1", "Configured region ("+region+") resulted in an invalid URI",
			"no client of the sign-in service can be built in the region %s, which gives no host name", region)
	}
	if blank(s.Session) {
		return nil, faulty("login-missing", named.Origin, help, "LoginSession must not be blank or empty.", "login_session of profile %s is blank", p.Name)
	}
	return []action{func() *fault {
		dir, ok := system(c.r, "AWS_LOGIN_CACHE_DIRECTORY")
		if !ok {
			dir.Value = c.r.Env.Join(home(c.r), ".aws", "login", "cache")
		}
		s.TokenFile = c.r.Env.Join(dir.Value, logins.Console(c.r.Env, s.Session))
		at := origin.Origin{Kind: origin.TokenCache, File: s.TokenFile}
		f := c.r.Env.File(s.TokenFile)
		if f.Err != nil {
			return faulty("login-missing", at, help, "", "there is no login to use in %s: %s", s.TokenFile, f.Reason())
		}
		keys, why := readLogin(f.Data)
		if why != "" {
			return faulty("login-missing", at, help, "", "there is no login to use in %s: %s", s.TokenFile, why)
		}
		s.TokenExpires, s.AccountID = keys.expires, keys.account
		if keys.expires.After(c.r.Env.Now().Add(refresh)) {
			s.AccessKeyID, s.SecretKey, s.SessionToken = keys.id, keys.secret, keys.token
		} else {
			s.Note = "the login's keys end at " + resolve.Stamp(keys.expires) + " and are renewed first, at the sign-in service"
			c.r.Problem(resolve.Problem{Code: "login-renewed", Severity: resolve.SevNote, Origin: at, Help: help,
				Message: fmt.Sprintf("the keys of the login end at %s; SDKs renew them by its refresh token", resolve.Stamp(keys.expires))})
		}
		c.add(s)
		return nil
	}}, nil
}

// loginKeys are the keys in a login's cache file.
type loginKeys struct {
	id, account   string
	secret, token resolve.Secret
	expires       time.Time
}

// readLogin follows OnDiskTokenManager.unmarshalToken of the module signin.
func readLogin(data []byte) (k loginKeys, why string) {
	outer, ok := object(data)
	if !ok {
		return k, "not the JSON of a login"
	}
	inner, ok := object(outer["accessToken"])
	if !ok {
		return k, "it lacks accessToken"
	}
	var secret, token, expires, unused string
	for _, field := range []struct {
		from map[string]json.RawMessage
		name string
		into *string
	}{
		{inner, "accessKeyId", &k.id}, {inner, "secretAccessKey", &secret}, {inner, "sessionToken", &token}, {inner, "expiresAt", &expires},
		{inner, "accountId", &k.account}, {outer, "clientId", &unused}, {outer, "dpopKey", &unused}, {outer, "refreshToken", &unused},
	} {
		if *field.into, ok = jsonText(field.from[field.name]); !ok {
			return k, "it lacks " + field.name
		}
	}
	k.secret, k.token = resolve.Secret(secret), resolve.Secret(token)
	if k.expires, ok = parseInstant(expires); !ok {
		return k, "its expiresAt is not a time such as 2030-01-31T12:00:00Z"
	}
	return k, ""
}
