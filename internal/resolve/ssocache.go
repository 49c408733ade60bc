package resolve

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"
)

// SSOToken is what an SSO login left in the token cache.
type SSOToken struct {
	File      string
	Missing   string // why there is no token to be had from the file
	Token     Secret
	Expires   time.Time
	ExpiresAt string // as written
	Renewable bool   // a refresh token and a registered client are there
	StartURL  string
	Region    string
}

// SSOCacheFile is the file in which the token for a session name or start URL
// is kept: all SDKs name it by the SHA-1 of that text.
func (r *Run) SSOCacheFile(home, key string) string {
	return r.Env.Join(home, ".aws", "sso", "cache", r.SSOCacheName(key))
}

// SSOCacheName is the function of that name, and notes what the name is made of.
func (r *Run) SSOCacheName(key string) string {
	name := SSOCacheName(key)
	r.Env.Derived(strings.TrimSuffix(name, ".json"), key)
	return name
}

// SSOCacheName is the name of the file that keeps a login's token: the SHA-1 of
// its session or start URL.
func SSOCacheName(key string) string {
	sum := sha1.Sum([]byte(key))
	return hex.EncodeToString(sum[:]) + ".json"
}

// SSOToken reads a token file. It never fails: Missing says what is wrong.
func (r *Run) SSOToken(path string) SSOToken {
	t := SSOToken{File: path}
	f := r.Env.File(path)
	if f.Err != nil {
		t.Missing = f.Reason()
		return t
	}
	var raw struct {
		StartURL     string `json:"startUrl"`
		Region       string `json:"region"`
		AccessToken  string `json:"accessToken"`
		ExpiresAt    string `json:"expiresAt"`
		RefreshToken string `json:"refreshToken"`
		ClientID     string `json:"clientId"`
		ClientSecret string `json:"clientSecret"`
	}
	if err := json.Unmarshal(f.Data, &raw); err != nil {
		t.Missing = "not the JSON of a token"
		return t
	}
	t.Token, t.ExpiresAt, t.StartURL, t.Region = Secret(raw.AccessToken), raw.ExpiresAt, raw.StartURL, raw.Region
	t.Renewable = raw.RefreshToken != "" && raw.ClientID != "" && raw.ClientSecret != ""
	if at, err := time.Parse(time.RFC3339, raw.ExpiresAt); err == nil {
		t.Expires = at
	}
	if raw.AccessToken == "" {
		t.Missing = "has no access token"
	}
	return t
}

// LoginCacheName is the name of the file that keeps the keys of a console login.
func LoginCacheName(session string) string {
	sum := sha256.Sum256([]byte(strings.TrimSpace(session)))
	return hex.EncodeToString(sum[:]) + ".json"
}

// LoginCacheName is the function of that name, and notes what the name is made of.
func (r *Run) LoginCacheName(session string) string {
	name := LoginCacheName(session)
	r.Env.Derived(strings.TrimSuffix(name, ".json"), strings.TrimSpace(session))
	return name
}

// Stamp writes an instant as messages do.
func Stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
