// Package logins names the files in which logins leave what they got: the tokens of
// SSO and the keys of console logins. All SDKs name them alike.
package logins

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/sessctl/sessctl/internal/environ"
)

// SSOName is the name of the file that keeps a login's token: the SHA-1 of its
// session or start URL.
func SSOName(key string) string {
	sum := sha1.Sum([]byte(key))
	return hex.EncodeToString(sum[:]) + suffix
}

// SSOFile is the file in which the token for a session name or start URL is kept.
func SSOFile(env *environ.Env, home, key string) string {
	return env.Join(home, ".aws", "sso", "cache", SSO(env, key))
}

// SSO gives SSOName, and notes what the name is made of.
func SSO(env *environ.Env, key string) string { return noted(env, SSOName(key), key) }

// ConsoleName is the name of the file that keeps the keys of a console login.
func ConsoleName(session string) string {
	sum := sha256.Sum256([]byte(strings.TrimSpace(session)))
	return hex.EncodeToString(sum[:]) + suffix
}

// Console gives ConsoleName, and notes what the name is made of.
func Console(env *environ.Env, session string) string {
	return noted(env, ConsoleName(session), strings.TrimSpace(session))
}

const suffix = ".json"

func noted(env *environ.Env, name, of string) string {
	env.Derived(strings.TrimSuffix(name, suffix), of)
	return name
}
