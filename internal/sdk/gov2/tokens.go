package gov2

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/sessctl/sessctl/internal/environ"
)

// ssoToken is what the SDK takes from an SSO token file.
type ssoToken struct {
	expires   time.Time
	renewable bool
}

// readSSOToken follows ssocreds loadCachedToken: the names of fields are
// case-sensitive, the five that it knows must be texts, and the time RFC 3339.
func readSSOToken(f *environ.File) (ssoToken, error) {
	var t ssoToken
	if f.Err != nil {
		return t, errors.New(f.Reason())
	}
	if !json.Valid(f.Data) {
		return t, errors.New("not JSON")
	}
	var fields map[string]any
	_ = json.Unmarshal(f.Data, &fields) // what is no object has no fields
	text := map[string]string{}
	for _, name := range []string{"accessToken", "expiresAt", "refreshToken", "clientId", "clientSecret"} {
		v, there := fields[name]
		if !there {
			continue
		}
		s, ok := v.(string)
		if !ok {
			return t, fmt.Errorf("its %s is no text", name)
		}
		text[name] = s
	}
	if at, there := text["expiresAt"]; there {
		expires, err := time.Parse(time.RFC3339, at)
		if err != nil {
			return t, errors.New("its expiresAt is not a time as RFC 3339 writes it")
		}
		t.expires = expires
	}
	t.renewable = text["refreshToken"] != "" && text["clientId"] != "" && text["clientSecret"] != ""
	if text["accessToken"] == "" || t.expires.IsZero() {
		return t, errors.New("it lacks accessToken or expiresAt")
	}
	return t, nil
}

// loginToken is a login's cache file (credentials/logincreds, token.go).
type loginToken struct {
	AccessToken *struct {
		AccessKeyID     string    `json:"accessKeyId"`
		SecretAccessKey string    `json:"secretAccessKey"`
		SessionToken    string    `json:"sessionToken"`
		AccountID       string    `json:"accountId"`
		ExpiresAt       time.Time `json:"expiresAt"`
	} `json:"accessToken"`
	RefreshToken string `json:"refreshToken"`
	ClientID     string `json:"clientId"`
	DPOPKey      string `json:"dpopKey"`
	TokenType    string `json:"tokenType"`
	IdentityKey  string `json:"identityToken"`
}

// readLogin follows logincreds loadToken and Validate.
func readLogin(f *environ.File) (*loginToken, error) {
	if f.Err != nil {
		return nil, errors.New(f.Reason())
	}
	var t *loginToken
	if err := json.Unmarshal(f.Data, &t); err != nil {
		return nil, errors.New("not the JSON of a login")
	}
	if t == nil || t.AccessToken == nil {
		return nil, errors.New("it lacks accessToken")
	}
	for _, field := range []struct {
		name    string
		missing bool
	}{
		{"accessToken.accessKeyId", t.AccessToken.AccessKeyID == ""},
		{"accessToken.secretAccessKey", t.AccessToken.SecretAccessKey == ""},
		{"accessToken.sessionToken", t.AccessToken.SessionToken == ""},
		{"accessToken.accountId", t.AccessToken.AccountID == ""},
		{"accessToken.expiresAt", t.AccessToken.ExpiresAt.IsZero()},
		{"clientId", t.ClientID == ""},
		{"refreshToken", t.RefreshToken == ""},
		{"dpopKey", t.DPOPKey == ""},
	} {
		if field.missing {
			return nil, fmt.Errorf("it lacks %s", field.name)
		}
	}
	return t, nil
}
