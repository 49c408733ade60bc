package redact

import (
	"strings"
	"testing"
)

// headedTokens are tokens of services that a list of heads knows, none of them one
// that opens anything.
var headedTokens = []string{
	"FwoGZXIvYXdzEaGyL70VAebiivNK4BRZisZPWqZeg0LhJXrm6wRe2bkgxQkViLBb2ovYCbercNVXD9JChc7BYxhWsdSaqK7",
	"IQoJb3JpZ2luX2VjEKn//////////wEaCXVzLWVhc3QtMSJHMEUCIQDq7Zr8tXw2Lp9KdQ1vYbN4sTgHkJmP",
	"AGE-SECRET-KEY-1ZUHVRYEFQCTXLKJ4YKUKRSCCUGQYDSHGC7GHQDXJ5PYLRZ3HY55FNJH5T3",
	"dapi9f1bae37c9de0eba42660e919dba5e0b",
	"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",
	"QDVubUBtJhsrvV.atlasv1.vg3udrPbYz2wfvG7lusZS3pL0d0p2NUUBZhG9UUUvI98Ns8U5vcY3DutaJURReSPPPp",
	"ATATT3xFfGF0kLm2Np7Qr4St9Uv1Wx6Yz3Ab8Cd5Ef0Gh2Ij7Kl4Mn9Op1Qr6St3Uv8Wx",
	"https://hooks.slack.com/services/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",
}

// TestTokensByTheirHeads has them where nothing else says that they are secret, in
// what a person types too.
func TestTokensByTheirHeads(t *testing.T) {
	for _, token := range headedTokens {
		secret := token[max(strings.Index(token, "services/")+len("services"), 0):]
		for _, text := range []string{"[dev]\nsdk_ua_app_id = {}\n", "[dev]\nrole_session_name = /tmp/{}\n", "[sso-session dev-{}]\nsso_region = x\n", "[profile a]\n-p {} = x\n"} {
			if strings.Contains(token, "://") {
				text = "[dev]\nsdk_ua_app_id = {}\n"
			}
			text = strings.Replace(text, "{}", token, 1)
			v := &Vault{}
			v.File("config", []byte(text))
			if got := v.Hide(text); strings.Contains(got, secret) || strings.Contains(got, secret[:14]) {
				t.Errorf("%q", got)
			}
		}
		for _, arg := range []string{"--handler=Build:back:header=X-Foo:" + token, "--fail-on=" + token, token, "--profile=" + token} {
			v := &Vault{}
			v.Args([]string{"request", "s3", "ListBuckets", arg})
			if got := v.Hide("X-Foo: " + token); strings.Contains(got, secret) {
				t.Errorf("%s: %q", arg, got)
			}
		}
	}
}

// TestWhereASecretStands has secrets that only what stands beside them gives away.
func TestWhereASecretStands(t *testing.T) {
	const weak, long = "Gihim140x", "AplAiOej3POS1nN7OVWakoPN"
	for _, tt := range []struct{ name, file, secret, shown string }{
		{"a pair in brackets", "[dev]\n(AKIAIOSFODNN7EXAMPLE:{})\n", weak, "AKIAIOSFODNN7EXAMPLE"},
		{"a pair with more signs", "[dev]\n{AKIAIOSFODNN7EXAMPLE:::S}\n", weak, "AKIAIOSFODNN7EXAMPLE"},
		{"a pair of quotes in a header", "[(AKIAIOSFODNN7EXAMPLE\",\"{})]\nregion = x\n", long, "region = x"},
		{"a pair in a header", "[keys AKIAIOSFODNN7EXAMPLE {}]\nregion = x\n", long, "keys AKIAIOSFODNN7EXAMPLE"},
		{"a key in a header", "[keys AKIAIOSFODNN7EXAMPLE={}]\nregion = x\n", weak, "keys AKIAIOSFODNN7EXAMPLE"},
		{"fish in a header", "[default set -gx AWS_SECRET_ACCESS_KEY {}]\nregion = x\n", long, "default set -gx AWS_SECRET_ACCESS_KEY"},
		{"csh in a header", "[services setenv AWS_SECRET_ACCESS_KEY {}]\nregion = x\n", long, "services setenv AWS_SECRET_ACCESS_KEY"},
		{"a sentence in a header", "[profile dev AWS Secret Key is {}]\nregion = x\n", "S3cr3t;0lx=1Q", "profile dev AWS Secret Key is"},
		{"JSON in a header", "[profile \"dev \"aws_secret_access_key\": \"{}\",\"]\nregion = x\n", long, "profile"},
		{"a key with dots behind a header", "[default] aws.secret.access.key={}\n", long, "aws.secret.access.key"},
		{"a sentence in a value", "[dev]\ns3 = eu-west-1 AWS Secret Key is {}\n", long, "AWS Secret Key is"},
		{"backticks", "[dev]\nfoo = get --apikey=`{}`\n", "bt1ck$QCT9", "get --apikey="},
		{"a carriage return", "[dev]\nsource_profile = aws_secret_access_key = \r{} eu-west-1\n", long, "source_profile"},
		{"a variable of a pod, in JSON", "[dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev\n  {\"name\": \"AWS_SECRET_ACCESS_KEY\", \"value\": \"{}\"}\n", weak, "AWS_SECRET_ACCESS_KEY"},
		{"a variable of a pod, in YAML", "[dev]\n- name: AWS_SECRET_ACCESS_KEY\n  value: {}\nregion = x\n", weak, "region = x"},
		{"a personal access token", "[dev]\ngh_pat = {}\n", "c3ZjOlZNajRtY0lWdmNFdVJwd2NFbiE=", "gh_pat"},
		{"an answer of SAML in a URL", "[dev]\nsso_start_url = https://h/?SAMLResponse={}\n", "b8eea4c2777c9a7bfdad2c773d7258eb", "https://h/?SAMLResponse="},
		{"the key of a command misspelt", "[dev]\ncredential_proccess = ssh-keygen -N {}\n", long, "ssh-keygen -N"},
		{"a pair in quotes", "[dev]\n\"AKIAIOSFODNN7EXAMPLE={}\"\n", "6a68ba9aa5ffe236e64020ce8e08bfc7cafdfedf", "AKIAIOSFODNN7EXAMPLE"},
		{"a row of a table", "[dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev // | aws_secret_access_key | {} |\n", "zzGv%top%41Kq", "role/Dev // | aws_secret_access_key |"},
		{"fish behind a value", "[dev]\nretry_mode = adaptiv#set -gx AWS_SECRET_ACCESS_KEY {}\n", "b!q_c*d9Xhi!", "retry_mode"},
		{"a short word for it", "[dev]\nuserpw: {}\n", "wasil nyworeh jbnmq", "userpw: "},
		{"the value on the next line", "[dev]\naws_secret_access_key\n  = {}\nregion = x\n", long, "region = x"},
		{"the value on the next line, alone", "[dev]\nSecretAccessKey\n{}\nregion = x\n", weak, "region = x"},
		{"a key of three words", "[dev]\naws secret access key = {}\n", long, "aws secret access key = "},
		{"a sentence", "[dev]\nYour Secret Access Key is: {}\n", "паV2роль7К!9z", "Your Secret Access Key is: "},
		{"a mask of GitHub's", "[profile \"dev ::add-mask::{}\"]\nregion = x\n", long, "add-mask::"},
		{"a token of Vault's in a header", "[profile dev s.{}]\nregion = x\n", "EbaQHg2l0y0etMl19rXGTnuz", "profile dev"},
		{"a word of a line that is none", "[dev]\nrecovery codes: x {}\nregion = x\n", "q25Piw1nWjqQcecD", "recovery codes"},
		{"hexadecimal behind words", "[dev]\nmy new key: {}\nregion = x\n", "99a71d00daabc0404f99b569c135e542b9463550d1c0bc617ed28be33de58d0c", "my new key"},
		{"hexadecimal before a comment", "[dev]\n{} # old\nregion = x\n", "99a71d00daabc0404f99b569c135e542b9463550d1c0bc617ed28be33de58d0c", "old"},
	} {
		text := strings.Replace(strings.Replace(tt.file, "{}", tt.secret, 1), ":::S", ":::"+tt.secret, 1)
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

// TestTheNameOfASecretInAnotherCase: some SDKs write keys in small letters.
func TestTheNameOfASecretInAnotherCase(t *testing.T) {
	v := &Vault{}
	v.File("config", []byte("[a]\npNl88rLnxmLuUalVySjvPbhP2TVhGqZ9jWxcpKZF = x\n"))
	if got := v.Hide(`{"pnl88rlnxmluualvysjvpbhp2tvhgqz9jwxcpkzf": "x"}`); got != `{"********": "x"}` {
		t.Error(got)
	}
}

// TestArgumentsInTheWrongForm has secrets in arguments that the program cannot
// understand, and quotes.
func TestArgumentsInTheWrongForm(t *testing.T) {
	const pem = `-----BEGIN PRIVATE KEY-----\nNKsUMMBVUaVtUkN1aHPKsZ7222jEbLP9Y2P/YeRxJ/PBsBCA7DBbkApGn1sFCSkZ\n-----END PRIVATE KEY-----`
	for _, tt := range []struct {
		args   []string
		secret string
	}{
		{[]string{"resolve", "--config-file", pem}, pem},
		{[]string{"resolve", "--env", "AWS_API_KEY", "wasil nyworeh jbnmq"}, "wasil nyworeh jbnmq"},
		{[]string{"resolve", "--java-property", "aws.secretAccessKey", "J@n3:Dopn3:77"}, "J@n3:Dopn3:77"},
		{[]string{"request", "s3", "ListBuckets", "--sign-with", "AKIAIOSFODNN7EXAMPLE", "Gihim140x"}, "Gihim140x"},
		{[]string{"resolve", "--env=AWS_API_KEY", "wasil nyworeh jbnmq"}, "wasil nyworeh jbnmq"},
		{[]string{"resolve", "--region", "{AKIAIOSFODNN7EXAMPLE:::Gihim140x}"}, "Gihim140x"},
		{[]string{"resolve", "--region", "AKIAIOSFODNN7EXAMPLE;J@n3:Do3:7Vl7"}, "J@n3:Do3:7Vl7"},
		{[]string{"request", "sts", "GetCallerIdentity", "--simulate", "200:<html>token: huSZnter2!x</html>"}, "huSZnter2!x"},
		{[]string{"diff", "aws_secret_access_key=`b7Gt1ck$Q9`: bad", "x"}, "b7Gt1ck$Q9"},
	} {
		v := &Vault{}
		v.Args(tt.args)
		text := "no " + strings.Join(tt.args, ", ")
		if got := v.Hide(text); strings.Contains(got, tt.secret) {
			t.Errorf("%q", got)
		}
	}
}

func TestHeadersOfAnotherName(t *testing.T) {
	for value, want := range map[string]string{"Bearer ^caumr3t|p1pe": "^caumr3t|p1pe", "basic dXNlcjpwYXNz": "dXNlcjpwYXNz", "Bearer": "", "blue": ""} {
		if got := HeaderSecret("X-Amzn-ErrorType", value); got != want {
			t.Errorf("%q: %q", value, got)
		}
	}
}

// TestArgumentsThatAreShown has what looks like a secret, or like a password before a
// host, and is none.
func TestArgumentsThatAreShown(t *testing.T) {
	for _, args := range [][]string{
		{"resolve", "--profile", "vpc-0a1b2c3d"}, {"resolve", "--profile", "subnet-0a1b2c3d4e5f60718"}, {"resolve", "--region", "ou-ab12-cd34ef56"},
		{"request", "kms", "Encrypt", "--param", "KeyId=mrk-1234abcd12ab34cd56ef1234567890ab"}, {"resolve", "--profile", "550e8400-e29b-41d4-a716-446655440000"},
		{"request", "cognito-idp", "DescribeUserPool", "--param", "UserPoolId=us-east-1_Ab12Cd34E"}, {"resolve", "--region", "AWSReservedSSO_AdministratorAccess_0123456789abcdef"},
		{"request", "s3", "ListBuckets", "--handler", "Build:back:header=X-Foo:me@example.com"},
		{"request", "quicksight", "RegisterUser", "--input", `{"AwsAccountId":"111122223333","Namespace":"default","IdentityType":"IAM","Email":"a@b","UserRole":"READER"}`},
		{"request", "s3", "ListBuckets", "--handler", "Build:back:exec=/usr/local/bin/sign"},
		{"resolve", "--env", "AWS_PROFILE", "resolve"},
	} {
		v := &Vault{}
		v.Args(args)
		text := strings.Join(args, "\n")
		if got := v.Hide(text); got != text {
			t.Errorf("%q", got)
		}
		if got := Message(text); got != text {
			t.Errorf("in an error: %q", got)
		}
	}
	if got := HeaderSecret("WWW-Authenticate", `Bearer realm="x y"`); got != "" {
		t.Errorf("%q", got)
	}
	for _, text := range []string{
		"[sso-session token broker]\nsso_region = x\n", "[profile password reset 2]\nregion = x\n", "[profile dev set]\nregion = x\n", "[profile AKIAIOSFODNN7EXAMPLE]\nregion = x\n",
		"[dev]\ntokenizer = the one of the build server\n", "[dev]\naws_access_key_id:AKIAIOSFODNN7EXAMPLE\n", "[dev]\nca_bundle = 2030-01-01T00:00:00Z\n",
		"[dev]\nname: AWS_PROFILE\nvalue: Gihim140x\n", "[dev]\ncommit 99a71d00daabc0404f99b569c135e542b9463550\n", "[dev]\nwebhook = https://hooks.example.com/services/list\n",
	} {
		v := &Vault{}
		v.File("config", []byte(text))
		if got := v.Hide(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
