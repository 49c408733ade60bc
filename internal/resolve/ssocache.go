package resolve

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

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
