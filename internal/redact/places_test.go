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

// TestALineThatEndsForSomeEndsItsComment has a file that is one line to some SDKs:
// what follows its comment in the others is no part of the comment.
func TestALineThatEndsForSomeEndsItsComment(t *testing.T) {
	for _, end := range []string{"\u0085", "\v", "\u2028"} {
		text := strings.ReplaceAll("[profile a]\nregion = eu-west-1\n  # indented\naws_security_token = \nmax_attempts = 5\n"+
			"aws_secret_access_key = secret\n\n[profile my-profile]\ncredential_process = helper\n", "\n", end)
		v := &Vault{}
		v.File("config", []byte(text))
		got := v.FillFile(NewStandIns(), "config", text)
		want := strings.Replace(text, "secret"+end+end, "exampl"+end+end, 1)
		if got != want {
			t.Errorf("%q became\n%q", text, got)
		}
	}
}

// TestAKeyInTheValueOfAnother has keys that were pasted behind the value of another.
func TestAKeyInTheValueOfAnother(t *testing.T) {
	const secret = "Tr0ub4dorAnd3HorsesInARow"
	for text, want := range map[string]string{
		"[a]\naws_access_key_id = AROADEFAULT40 aws_access_key_id = AROADEFAULT40\n":           "",
		"[a]\naws_access_key_id = AROADEFAULT40 aws_secret_access_key = " + secret + "\n":      secret,
		"[a]\naws_access_key_id = AROADEFAULT40 AWS_SECRET_ACCESS_KEY=" + secret + "\n":        secret,
		"[a]\naws_secret_access_key = aws_secret_access_key = " + secret + "\nregion = x\n":    secret,
		"[a]\naws_session_token = aws_access_key_id = " + secret + "\n":                        secret,
		"[a]\naws_access_key_id = x aws_access_key_id = AKIAIOSFODNN7SECRETS " + secret + "\n": secret,
	} {
		v := &Vault{}
		v.File("config", []byte(text))
		s := NewStandIns()
		got := v.FillFile(s, "config", text)
		if want != "" && strings.Contains(got, want) || strings.Count(got, "aws_") != strings.Count(text, "aws_") {
			t.Errorf("%q became %q", text, got)
		}
		for word, standIn := range s.Words() {
			if word != standIn && strings.Contains(got, word) {
				t.Errorf("%q became %q, in which %s is left", text, got, word)
			}
		}
	}
}

// TestSecretsInThePlaceOfWords has what stands where a word is wanted, and base64
// that was typed alone.
func TestSecretsInThePlaceOfWords(t *testing.T) {
	for value, hidden := range map[string]bool{
		"vHKZUCOkj=MwMJWkXjfEGA": true, "9jDe2erMjDpwV2mP1iTV-H2UYnfHocMRVKHVo2QxS": true,
		"adaptive": false, "us-gov-west-1": false, "US-EAST-1": false, "when_supported": false, "Legacy Mode": false,
	} {
		v := &Vault{}
		v.Value("AWS_RETRY_MODE", value)
		if got := v.Hide("it is " + value + " there"); strings.Contains(got, value) == hidden {
			t.Errorf("%s is shown as %q", value, got)
		}
	}
	for typed, hidden := range map[string]bool{
		"7qJyeTIxD1L2JzFffzXIiAsXeOJZ0WkwVZ2sdzQyKmR=": true, "7qJyeTIxD1L2JzFffzXIiAsXeOJZ0WkwVZ2sdzQyKm==": true,
		"sso_registration_scopes=": false, "ec2_metadata_v1_disabled=": false, "endpoint_url=": false,
	} {
		v := &Vault{}
		v.Args([]string{"settings", typed})
		if got := v.Hide("nothing is named " + typed); strings.Contains(got, typed) == hidden {
			t.Errorf("%s is shown as %q", typed, got)
		}
	}
}
