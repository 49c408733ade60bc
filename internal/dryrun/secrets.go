package dryrun

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/sessctl/sessctl/internal/redact"
)

// Names whose values are secret, in lower case: of headers and of query
// parameters. They are session tokens, tokens of sign-on, and the keys that
// customers encrypt objects with.
var (
	SecretParams = []string{"x-amz-security-token", "securitytoken", "x-amz-s3session-token", "x-amz-sso_bearer_token",
		"x-amz-server-side-encryption-customer-key", "x-amz-copy-source-server-side-encryption-customer-key"}
	SecretHeaders = append([]string{"cookie", "proxy-authorization"}, SecretParams...)
)

// secretIn gives what is secret in a header's value, "" for nothing.
func secretIn(name, value string) string {
	name = strings.ToLower(name)
	for _, secret := range SecretHeaders {
		if name == secret {
			return value
		}
	}
	if scheme, token, ok := strings.Cut(value, " "); ok && name == "authorization" && (strings.EqualFold(scheme, "Bearer") || strings.EqualFold(scheme, "Basic")) {
		return token
	}
	return ""
}

// see remembers what is secret in the headers of the request, as they stand.
func (c *Call) see(h http.Header) {
	for name, values := range h {
		for _, v := range values {
			if secret := secretIn(name, v); secret != "" {
				if c.seen == nil {
					c.seen = map[string]bool{}
				}
				c.seen[secret] = true
			}
		}
	}
}

// Secrets are the texts of the call that nobody is to see: what it is signed
// with, tokens and keys that it carries, and passwords of its endpoint.
func (c *Call) Secrets() []string {
	secrets := []string{c.Client.token().Reveal()}
	if c.keys != nil {
		secrets = append(secrets, c.keys.SecretKey.Reveal(), c.keys.Token.Reveal())
		if id := c.keys.AccessKeyID; redact.KeyID(id) != id {
			secrets = append(secrets, id) // a secret key in the wrong place
		}
	}
	for secret := range c.seen {
		secrets = append(secrets, secret)
	}
	if u, err := url.Parse(c.Client.Custom.Value); err == nil {
		if password, ok := u.User.Password(); ok {
			secrets = append(secrets, password)
		}
		for name, values := range u.Query() {
			if redact.SecretName(name) {
				secrets = append(secrets, values...)
			}
		}
	}
	return secrets
}

// SecretParams are the query parameters of the call's URL that are secret.
func (c *Call) SecretParams() []string {
	names := SecretParams
	if u, err := url.Parse(c.Client.Custom.Value); err == nil {
		for name := range u.Query() {
			if redact.SecretName(name) {
				names = append(names[:len(names):len(names)], strings.ToLower(name))
			}
		}
	}
	return names
}
