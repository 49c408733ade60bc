package redact

import (
	"strings"
	"testing"
)

// TestPastedIntoAFile has what people paste into a shared file that is none of its
// lines: nothing of the secret comes out, and what is no secret stays.
func TestPastedIntoAFile(t *testing.T) {
	const weak, opaqueToken = "Gihim140x", "B4Lmd53NTm3mQKYdjQUkUK1RYcLHCdaRrwFZTqiLA6jv73JKRdGHFTWDpgeqZMTWNL"
	for _, tt := range []struct{ name, file, secret, shown string }{
		{"a user of the console", "[dev]\nUser name,Password,Console login URL\nbob,{},https://111122223333.signin.aws.amazon.com/console\n", weak, "bob"},
		{"a key of the console", "Access key ID,Secret access key\nAKIAIOSFODNN7EXAMPLE,{}\n", weak, "AKIAIOSFODNN7EXAMPLE"},
		{"a pair without its header", "[dev]\nAKIAIOSFODNN7EXAMPLE,{}\n", weak, "AKIAIOSFODNN7EXAMPLE"},
		{"a pair and its user", "[dev]\nbob,AKIAIOSFODNN7EXAMPLE,{}\n", weak, "bob,AKIAIOSFODNN7EXAMPLE"},
		{"a pair with a tab", "[dev]\nAKIAIOSFODNN7EXAMPLE\tS\n", weak, "AKIAIOSFODNN7EXAMPLE"},
		{"a pair the other way", "[dev]\nS:AKIAIOSFODNN7EXAMPLE\n", weak, "AKIAIOSFODNN7EXAMPLE"},
		{"an element", "[dev]\n<SecretAccessKey>{}</SecretAccessKey>\n", weak, "SecretAccessKey"},
		{"an element with an escape", "[dev]\n<SessionToken>{}</SessionToken>\n", "wasil%2Fnyworeh", "SessionToken"},
		{"fish", "[dev]\nset -gx AWS_SECRET_ACCESS_KEY {}\n", "vuzes hocakusu colimec gacyne", "set -gx AWS_SECRET_ACCESS_KEY "},
		{"csh", "[dev]\nsetenv AWS_SECRET_ACCESS_KEY {}\n", "vuzes hocakusu colimec", "setenv"},
		{"aws configure", "[dev]\naws configure set aws_session_token {}\n", weak, "aws configure set"},
		{"what aws prints as text", "[dev]\nCREDENTIALS\tASIAIOSFODNN7EXAMPLE\t2030-01-01T00:00:00Z\tx\tS==\n", opaqueToken, "2030-01-01T00:00:00Z"},
		{"a token that no list has", "[dev]\nservices = {}\n", opaqueToken, "services"},
		{"one in a path", "[dev]\nendpoint_url = https://h.example/services/{}/x\n", opaqueToken, "h.example/services/"},
		{"one below a comment", "[dev]\n# old => {}\n", opaqueToken, "old"},
		{"a key of hexadecimal in the place of a name", "[plugins]\nS = x\n", "ca46fb8772fed777328d3a65095fbcfdab7c9a65bab629f95777f2f593ab6349", "plugins"},
		{"one in that of a value", "[dev]\nfoo = {}\n", "99a71d00daabc0404f99b569c135e542b9463550d1c0bc617ed28be33de58d0c", "foo"},
		{"one in quotes", "[dev]\ncli_pager = \"{}\"\n", "99a71d00daabc0404f99b569c135e542b9463550d1c0bc617ed28be33de58d0c", "cli_pager"},
		{"one for an account", "[dev]\nsso_account_id = {} x\n", "99a71d00daabc0404f99b569c135e542b9463550d1c0bc617ed28be33de58d0c", "sso_account_id"},
		{"a token of a service", "[dev]\nfoo = {}\n", "rk_live_kfSeOMptjsYVA8Nn7dk3tugDfjtU2dTq", "foo"},
		{"swapped, a word", "[dev]\naws_access_key_id = {}\naws_secret_access_key = AKIAIOSFODNN7EXAMPLE\n", "sewyfo", "aws_access_key_id"},
	} {
		text := strings.Replace(tt.file, "{}", tt.secret, 1)
		v := &Vault{}
		v.File("/home/me/.aws/config", []byte(text))
		if got := v.Hide(text); strings.Contains(got, tt.secret) || !strings.Contains(got, tt.shown) {
			t.Errorf("%s: %q", tt.name, got)
		}
		if got := v.FillFile(NewStandIns(), "/home/me/.aws/config", text); strings.Contains(got, tt.secret) || len(got) != len(text) {
			t.Errorf("%s, in a bundle: %q", tt.name, got)
		}
	}
}

// TestNotForASecret has lines that look as if there were one, and values that
// machines made and everybody may see.
func TestNotForASecret(t *testing.T) {
	for _, text := range []string{
		"[dev]\n# the token, and the password\nsso_registration_scopes = sso:account:access,openid\n",
		"[dev]\nrole_arn = arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_1a2b3c4d5e6f7a8b\n",
		"[dev]\nexternal_id = 0f8fad5bd9cb469fa16570867728950e\n",
		"[dev]\nca_bundle = /etc/ssl/certs/MyCompanyRootCertificateAuthority2025.pem\n",
		"[dev]\nsdk_ua_app_id = my-Application-2025-Release-Candidate-3\n",
		"[dev]\nrole_session_name = mystack-MyFunctionRole-1A2B3C4D5E6F7\n",
		"[dev]\nendpoint_url = https://vpce-0a1b2c3d4e5f60718-abcdefgh.s3.us-east-1.vpce.amazonaws.com\n",
		"[dev]\nAKIAIOSFODNN7EXAMPLE is the key of bob\n",
		"[dev]\naws_secret_access_key is not here\n",
		"[dev]\n# pin to us-east-1\nregion = us-east-1\n",
		"[dev]\n# auth via Okta2 since March\nregion = us-east-1\n",
		"[dev]\n# arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db\nregion = us-east-1\n",
		"[dev]\n<region>us-east-1</region>\n",
		"[dev]\nname,region\nbob,us-east-1\n",
	} {
		v := &Vault{}
		v.File("/home/me/.aws/config", []byte(text))
		if got := v.Hide(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
		for line := range strings.SplitSeq(text, "\n") {
			if got := Line(line); got != line {
				t.Errorf("the line %q becomes %q", line, got)
			}
		}
	}
}

// TestWhatSomebodySendsIsShown: nobody can read a blob either, and it is what the
// request is about.
func TestWhatSomebodySendsIsShown(t *testing.T) {
	const blob = "B4Lmd53NTm3mQKYdjQUkUK1RYcLHCdaRrwFZTqiLA6jv73JKRdGHFTWDpgeqZMTWNL"
	v := &Vault{}
	v.Args([]string{"request", "kinesis", "PutRecord", "--param", "Data=" + blob, "--input", `{"Data": "` + blob + `"}`})
	v.Input(`{"Data": "` + blob + `"}`)
	if got := v.Hide(blob); got != blob {
		t.Errorf("%q", got)
	}
}

// TestTerraform: a variable that a secret is made of, or that is sensitive, has a
// secret by default, and a file of values gives it one.
func TestTerraform(t *testing.T) {
	const secret = "zokuvabe"
	for _, tt := range []struct{ name, module, values string }{
		{"used", "provider \"aws\" {\n  secret_key = var.a\n}\nvariable \"a\" {\n  default = \"" + secret + "\"\n}\n", ""},
		{"used by way of a local", "provider \"aws\" {\n  secret_key = local.k\n}\nlocals {\n  k = var.b\n}\nvariable \"b\" {\n  default = \"" + secret + "\"\n}\n", ""},
		{"sensitive", "variable \"a\" {\n  default = \"" + secret + "\"\n  sensitive = true\n}\n", ""},
		{"by its name", "variable \"db_password\" {\n  default = \"" + secret + "\"\n}\n", ""},
		{"on one line", "variable \"db_password\" { default = \"" + secret + "\" }\n", ""},
		{"a local", "locals {\n  k = \"" + secret + "\"\n}\nprovider \"aws\" {\n  secret_key = local.k\n}\n", ""},
		{"a value", "provider \"aws\" {\n  secret_key = \"${var.x}\"\n}\n", "x = \"" + secret + "\"\n"},
	} {
		v := &Vault{}
		v.File("/m/main.tf", []byte(tt.module))
		v.File("/m/terraform.tfvars", []byte(tt.values))
		s := NewStandIns()
		if got := v.FillFile(s, "/m/main.tf", tt.module) + v.FillFile(s, "/m/terraform.tfvars", tt.values); strings.Contains(got, secret) || len(got) != len(tt.module+tt.values) {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
	const harmless = "variable \"region_name\" {\n  default = \"zokuvabe\"\n}\n"
	v := &Vault{}
	v.File("/m/main.tf", []byte(harmless))
	if got := v.FillFile(NewStandIns(), "/m/main.tf", harmless); got != harmless {
		t.Errorf("%q", got)
	}
}
