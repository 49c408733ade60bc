package redact

import (
	"strings"
	"testing"
)

// TestAWrappedSecretLeavesNoPart has secrets that go on over lines, to some SDKs,
// with keys, other secrets, padding and comments in what follows.
func TestAWrappedSecretLeavesNoPart(t *testing.T) {
	const (
		secret = "Tr0ub4dorAnd3HorsesInARow"
		token  = "q7wX8svWyHeCcoDdd3vYvZPUvAagoPNYLyzoh"
	)
	for _, end := range []string{"\n", "\r", "\v"} {
		for _, key := range []string{"foo", "region", "output", "x"} {
			for _, indent := range []string{"", " ", "  "} {
				for _, name := range []string{"aws_secret_access_key", "aws_session_token"} {
					for _, text := range []string{
						"[default]" + end + "aws_session_token = " + token + end + indent + key + " = " + secret + end + name + " = " + secret + end,
						"[default]" + end + name + " = " + secret + end + "aws_session_token = " + token + end + indent + key + " = " + secret + end,
						"[default]\naws_session_token = " + token + end + indent + key + " = " + secret + end + "\n" + name + " = " + secret + "\n",
						"[default]\naws_session_token = " + token + end + indent + key + " = me " + secret + end + "\n" + name + " = " + secret + "\n",
						"[default]\naws_session_token = " + token + end + indent + secret[:12] + end + indent + secret[12:] + "== ; c\n",
						"[default]\naws_session_token = " + token + end + indent + secret[:12] + end + indent + secret[12:] + "= # c\n",
					} {
						v := &Vault{}
						v.File("config", []byte(text))
						v.Secret(token + end + indent + key + " = " + secret)
						v.Secret(token + end + indent + secret[:12] + end + indent + secret[12:] + "== ; c")
						s := NewStandIns()
						got := v.FillFile(s, "config", text)
						got = v.Rest(s)(got)
						if strings.Contains(got, secret) || strings.Contains(got, secret[12:]) {
							t.Errorf("%q became %q", text, got)
						}
					}
				}
			}
		}
	}
}

// TestAKeyForCredentials has the keys that say no more than that they hold some.
func TestAKeyForCredentials(t *testing.T) {
	for value, hidden := range map[string]bool{
		"9jDe2erMjDpwV2mP1iTV-_H2UYnfHocMRVKHVo2QxS": true, "0123456789abcdef0123456789abcdef": true,
		"env": false, "none": false, "instance-metadata": false, "~/.aws/credentials": false,
	} {
		for _, name := range []string{"credentials", "credential", "my_credentials"} {
			if got := Value(name, value); (got == Stars) != hidden {
				t.Errorf("%s = %s is shown as %s", name, value, got)
			}
		}
	}
}
