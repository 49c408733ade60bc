package redact

import (
	"strings"
	"testing"
)

// filled is a file with stand-ins in it.
func filled(name, text string) string {
	v := &Vault{}
	v.File(name, []byte(text))
	return v.FillFile(NewStandIns(), name, text)
}

// TestStandInsKeepWhatIsPublic has texts in the places of secrets that mean
// something to whoever reads the file, and others beside them that do not.
func TestStandInsKeepWhatIsPublic(t *testing.T) {
	const certificate = `-----BEGIN CERTIFICATE-----
MIIBEDCBw6ADAgECAgEBMAUGAytlcDAXMRUwEwYDVQQDEwxleGFtcGxlLnRlc3Qw
IBcNMjAwMTAxMDAwMDAwWhgPMjA5OTAxMDEwMDAwMDBaMBcxFTATBgNVBAMTDGV4
YW1wbGUudGVzdDAqMAUGAytlcAMhAOX0bOtXaRhT2guUnXRqPXkYHSHE6EPhkdY9
F3vijNrDozIwMDAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBQxPUAUoAQbwe3f
TewjwupO1TwMwzAFBgMrZXADQQBACms+RRHhtNTrdUDThrt7K+i4phIVDSwrwfOG
tr6d0q2V8gSADzw3drjCyVdVSNAxQEUY3+jiDbkk+gi048EA
-----END CERTIFICATE-----
`
	const secret = "Tr0ub4dorAnd3HorsesInARow"
	for _, tt := range []struct{ name, text, stays string }{
		{"a certificate", certificate + "aws_secret_access_key = " + secret + "\n", certificate},
		{"behind a certificate", strings.TrimSuffix(certificate, "\n") + " aws_secret_access_key = " + secret + "\n", strings.TrimSuffix(certificate, "\n")},
		{"what is no certificate", "-----BEGIN CERTIFICATE-----\naws_secret_access_key = " + secret + "\n-----END CERTIFICATE-----\n", "-----BEGIN CERTIFICATE-----"},
		{"the head of a private key", "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIGEgc2VlZCB0aGF0IGtlZXBzIG5vdGhpbmcgc2VjcmV0\n-----END PRIVATE KEY-----\n# " + secret + "\n", "-----BEGIN PRIVATE KEY-----\nMC4CAQAw"},
		{"an instant", `{"accessToken": "` + secret + ` 2099-01-01T00:00:00Z", "expiresAt": "2099-01-01T00:00:00Z"}`, ` 2099-01-01T00:00:00Z", "expiresAt": "2099-01-01T00:00:00Z"}`},
		{"the name of a key", "aws_session_token = " + secret + " aws_security_token = x\naws_security_token = y\n", "aws_security_token = "},
		{"the name of a key alone", "AWSSecretKey=" + secret + "\n", "AWSSecretKey="},
		{"a key below a secret", "aws_secret_access_key = " + secret + "\n[default]\nrest\nregion = eu-west-1\naws_session_token = t region = eu-west-1\n", "rest\nregion = eu-west-1"},
		{"lines that end otherwise", "[default]\raws_secret_access_key = " + secret + "\rregion = eu-west-1\r[profile x]\rregion = us-west-2\r", "\rregion = eu-west-1\r[profile x]\rregion = us-west-2\r"},
		{"a secret on each", "aws_session_token = " + secret + "\vaws_secret_access_key = " + secret + "\v", "\vaws_secret_access_key = "},
		{"a wrapped secret", "aws_secret_access_key = " + secret[:12] + "\n  " + secret[12:] + "==\nregion = eu-west-1\n", "region = eu-west-1"},
		{"an ARN", "aws_session_token = arn:aws:iam::123456789012:role/" + secret + "\n", "arn:aws:iam::123456789012:role/"},
		{"a URL in a comment", "# of https://x.awsapps.com/start#/\nsso_start_url = https://x.awsapps.com/start#/\n# " + secret + "\n", "sso_start_url = https://x.awsapps.com/start#/\n"},
		{"a URL behind a comment", "[default]\r; c\rsso_start_url = https://x.awsapps.com/start#/\raws_secret_access_key = " + secret + "\r", "\rsso_start_url = https://x.awsapps.com/start#/\r"},
		{"a secret in a URL", "# https://x.awsapps.com/start#" + secret + "\nregion = eu-west-1\n", "region = eu-west-1"},
		{"a program in a block", "credential_process =\n  a = /bin/echo \"{\\\"SecretAccessKey\\\":\\\"" + secret + "\\\"}\"\ncredential_process = /bin/echo \"{\\\"SecretAccessKey\\\":\\\"" + secret + "\\\"}\"\n", "\n  a = /bin/echo \"{"},
		{"no token", "null\n", "null"},
		{"the head of an encrypted file", "\x00GITCRYPT\x00\x12\xff" + secret + "\n", "\x00GITCRYPT\x00\x12\xff"},
		{"the head of another", "U2FsdGVkX1" + secret + "\n", "U2FsdGVkX1"},
		{"the program", `credential_process = "/bin/echo "{\"SecretAccessKey\":\"` + secret + `\"}"` + "\n", `"/bin/echo "{`},
	} {
		got := filled("config", tt.text)
		if !strings.Contains(got, tt.stays) || len(got) != len(tt.text) {
			t.Errorf("%s: %q does not stay:\n%s", tt.name, tt.stays, got)
		}
		if strings.Contains(got, secret) || strings.Contains(got, "GEgc2VlZCB0aGF0") {
			t.Errorf("%s: the secret is there:\n%s", tt.name, got)
		}
	}
}

// TestWhatASecretIsCalledIsShown has a template in the place of a secret, which
// names the key, as those who keep their files in a repository write.
func TestWhatASecretIsCalledIsShown(t *testing.T) {
	const item = `(onepasswordItemFields "kq4vw6pl35glzmdgmkikzkxzuy")`
	v := &Vault{}
	v.File("config", []byte("[default]\naws_access_key_id={{ "+item+".aws_access_key_id.value }}\naws_secret_access_key={{ "+item+".aws_secret_access_key.value }}\n"))
	const says = "the value of aws_secret_access_key has 75 characters"
	if got := v.Hide(says); got != says {
		t.Errorf("%q", got)
	}
}
