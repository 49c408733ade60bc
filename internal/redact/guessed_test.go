package redact

import (
	"strings"
	"testing"
)

// TestNamesInCommentsAreShown has comments that say the names of what the files
// declare: long names look like secrets to whom knows nothing but their length.
func TestNamesInCommentsAreShown(t *testing.T) {
	for _, tt := range []struct{ what, file, says string }{
		{"a profile that is commented out beside its like", "# [mojo-development-power-user]\n[profile mojo-development-power-user]\n", "profile mojo-development-power-user"},
		{"a profile of another file", "# see mojo-development-power-user\n[mojo-development-power-user]\n", "profile mojo-development-power-user"},
		{"a profile that is commented out", "# [mojo-development-power-user]\n# region = eu-west-1\n", "take the # off [mojo-development-power-user]"},
		{"a role", "# OrganizationAccountAccessRole is ours\n[profile a]\nrole_arn = arn:aws:iam::123456789012:role/OrganizationAccountAccessRole\n", "role OrganizationAccountAccessRole"},
		{"a host", "; my-company-identity-account\n[profile a]\nsso_start_url = https://my-company-identity-account.awsapps.com/start\n", "https://my-company-identity-account.awsapps.com/start"},
		{"the beginning of a role", "[profile a]\nsso_role_name = AdministratorAccessForProduction # AdministratorAccessFor\n", "AdministratorAccessForProduction"},
	} {
		v := &Vault{}
		v.File("config", []byte(tt.file))
		if got := v.Hide(tt.says); got != tt.says {
			t.Errorf("%s: %q, want %q", tt.what, got, tt.says)
		}
	}
}

// TestWordsOfCommentsAreHidden has long words in comments that are the name of
// nothing, and those that are called a secret somewhere.
func TestWordsOfCommentsAreHidden(t *testing.T) {
	const made, plain = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzKEY", "correcthorsebatterystaple"
	for _, tt := range []struct{ what, file, secret string }{
		{"a word alone", "# " + plain + "\n", plain},
		{"a word that only comments say", "# " + plain + "\n# note: " + plain + "\n", plain},
		{"a word that ends two comments", "region = a # " + plain + "\nregion = b #: " + plain + "\n", plain},
		{"a word that is a secret elsewhere", "# " + plain + "\n[" + plain + "]\naws_secret_access_key = " + plain + "\n", plain},
		{"a word that is said to be one", "# " + plain + "\n# password is " + plain + "\n[" + plain + "]\n", plain},
		{"a secret for a header", "# " + made + "\n[" + made + "]\n", made},
		{"a secret for a header in a comment", "# [" + made + "]\n", made},
		{"a password of a URL", "# " + plain + "\n[default]\nendpoint_url = https://me:" + plain + "@h\n", plain},
	} {
		v := &Vault{}
		v.File("config", []byte(tt.file))
		if got := v.Hide("it is " + tt.secret + " there"); strings.Contains(got, tt.secret) {
			t.Errorf("%s: %q", tt.what, got)
		}
	}
}

// TestTemplatesAreShown has the words of a password manager's entry in an
// expression: they are no secret, and would be found in any sentence.
func TestTemplatesAreShown(t *testing.T) {
	const entry = `{{ (keepassxc "Kim M. Lee (kim) :: AWS (Access Key CLI) :: kim (Admin IAM User)").UserName }}`
	v := &Vault{}
	v.File("credentials", []byte("[kim]\naws_access_key_id = "+entry+"\naws_secret_access_key = "+strings.Replace(entry, "UserName", "Password", 1)+"\n"))
	for _, says := range []string{entry, `"name": "aws_access_key_id"`, "Kim M. Lee (kim)"} {
		if got := v.Hide(says); got != says {
			t.Errorf("%q, want %q", got, says)
		}
	}
	const made = `{{ "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzKEY" }}`
	v.File("other", []byte("[b]\naws_secret_access_key = "+made+"\n"))
	if got := v.Hide(made); strings.Contains(got, "wJalr") {
		t.Errorf("%q", got)
	}
}
