package bundle_test

import (
	"encoding/base64"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/sessctl/sessctl/internal/bundle"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/judge/bundles"
	"github.com/sessctl/sessctl/internal/judge/cases"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
)

const (
	strong  = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzyxwvuKEYS"
	strong2 = "q7wX8svWyHeCcoDdd3vYvZPUvAagoPNYLyzohTr0"
	token   = "Tr0ub4dorAnd3HorsesInARow"
)

func wide(text string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// hostile are environments with secrets where nobody looks for them, and the texts
// of which nothing may be left.
var hostile = []struct {
	name, config, credentials string
	env                       map[string]string
	files                     map[string]string
	profile, region           string
	gone                      []string
}{
	{name: "in a comment", config: "# the old password was " + token + "\n[default]\nregion = eu-west-1 ; " + strong2 + "\n#aws_secret_access_key = " + strong + "\n", gone: []string{token, strong, strong2}},
	{name: "in a comment behind a secret", credentials: "[default]\naws_access_key_id = AKIAIOSFODNN7ABCDEFG\naws_secret_access_key = " + strong + " # " + token + "\n", gone: []string{token, strong}},
	{name: "for a key", config: "[default]\n" + strong + " = x\nregion = eu-west-1\n" + strong2 + "\n", gone: []string{strong, strong2}},
	{name: "for a section", config: "[profile " + strong + "]\nregion = eu-west-1\n[" + strong2 + "]\nregion = eu-west-2\n", gone: []string{strong, strong2}},
	{name: "for a profile in use", config: "[profile " + token + "]\nregion = eu-west-1\n", credentials: "[default]\naws_secret_access_key = " + token + "\n", env: map[string]string{"AWS_PROFILE": token}, gone: []string{token}},
	{name: "for a short profile", config: "[profile prod12]\nregion = eu-west-1\n[default]\nsource_profile = prod12\nrole_arn = arn:aws:iam::111122223333:role/x\n", credentials: "[prod12]\naws_access_key_id = AKIAIOSFODNN7ABCDEFG\naws_secret_access_key = prod12\n"},
	{name: "in a variable that nobody reads", env: map[string]string{"GITHUB_TOKEN": token, "AWS_COLOUR_TOKEN": strong, "AWS_COLOUR": strong2}, gone: []string{token, strong, strong2}},
	{name: "over lines", credentials: "[default]\naws_access_key_id = AKIAIOSFODNN7ABCDEFG\naws_secret_access_key =\n  " + strong[:20] + "\n  " + strong[20:] + "\naws_session_token = " + token + "\n\t" + strong2 + "\n", gone: []string{strong[:20], strong[20:], token, strong2}},
	{name: "behind a mark of byte order", credentials: "\ufeff[default]\r\naws_access_key_id = AKIAIOSFODNN7ABCDEFG\r\naws_secret_access_key = " + strong + "\r\n", gone: []string{strong}},
	{name: "in UTF-16", credentials: wide("[default]\r\naws_access_key_id = AKIAIOSFODNN7ABCDEFG\r\naws_secret_access_key = " + strong + "\r\naws_session_token = hunter22\r\n"), gone: []string{strong, wide(strong)[2:], wide("hunter22")[2:]}},
	{name: "in UTF-16 without a mark", credentials: wide("[default]\naws_secret_access_key = " + strong + "\n")[2:], gone: []string{wide(strong)[2:]}},
	{name: "in UTF-16 without a name", config: wide("[default]\nregion = eu-west-1\n# " + strong + "\n"), gone: []string{wide(strong)[2:]}},
	{name: "in Latin-1", credentials: "[default]\n# caf\xe9\naws_access_key_id = AKIAIOSFODNN7ABCDEFG\naws_secret_access_key = p\xe4ssw\xf6rd" + token + "\n", gone: []string{"p\xe4ssw\xf6rd", token}},
	{name: "in a binary file", env: map[string]string{"AWS_WEB_IDENTITY_TOKEN_FILE": "HOMEDIR/token", "AWS_ROLE_ARN": "arn:aws:iam::444455556666:role/x"}, files: map[string]string{"token": "\x00\x01\xfe" + strong + "\x00" + token + "\x80"}, gone: []string{strong, token}},
	{name: "of a few letters", credentials: "[default]\naws_access_key_id = AKIAIOSFODNN7ABCDEFG\naws_secret_access_key = x9Q\n[b]\naws_access_key_id = AKIAIOSFODNN7ABCDEFH\naws_secret_access_key = hunter2\n[c]\naws_access_key_id = AKIAIOSFODNN7ABCDEFI\naws_secret_access_key = zqpw\n", gone: []string{"x9Q", "hunter2", "zqpw"}},
	{name: "that are words", credentials: "[default]\naws_access_key_id = AKIAIOSFODNN7ABCDEFG\naws_secret_access_key = us-east-1\n[b]\naws_access_key_id = AKIAIOSFODNN7ABCDEFH\naws_secret_access_key = default\naws_session_token = region\n[c]\naws_access_key_id = AKIAIOSFODNN7ABCDEFI\naws_secret_access_key = true\naws_session_token = profile\n",
		config: "[default]\nregion = us-east-1\nuse_fips_endpoint = true\n[profile b]\nregion = eu-west-1\n", gone: []string{"key = us-east-1", "key = default", "key = true", "token = region", "token = profile"}},
	{name: "that are words in the environment", config: "[default]\nregion = us-east-1\n", env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7ABCDEFG", "AWS_SECRET_ACCESS_KEY": "us-east-1", "AWS_SESSION_TOKEN": "true"}, gone: []string{`KEY", "value": "us-east-1`, `TOKEN", "value": "true`}},
	{name: "in caches of odd nesting", config: "[default]\nsso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = r\n",
		files: map[string]string{".aws/sso/cache/ae4321de83751a696d13fbefb87d776773c41e1c.json": `{"startUrl": "https://x.awsapps.com/start", "region": "us-east-1", "nested": [{"accessToken": ["` + token + `", {"x": "` + strong2 + `"}]}], "access\u0054oken": "` + strong + `", "accessToken": "hunter22", "clientSecret": {"a": "zqpw77"}, "expiresAt": "2099-01-01T00:00:00Z"}`}, gone: []string{token, strong, strong2, "hunter22", "zqpw77"}},
	{name: "in JSON's escapes", config: "[default]\nsso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = r\n",
		files: map[string]string{".aws/sso/cache/ae4321de83751a696d13fbefb87d776773c41e1c.json": `{"accessToken": "a\nhunter22\tb\/zqpw\u0041", "expiresAt": "2099-01-01T00:00:00Z"}`}, gone: []string{"hunter22", "zqpw"}},
	{name: "in a URL", env: map[string]string{"HTTPS_PROXY": "http://me:hunter22@proxy.example.test:3128"}, config: "[default]\nendpoint_url = https://u:" + token + "@x.example.test/?sig=" + strong2 + "\n", gone: []string{"hunter22", token, strong2}},
	{name: "in a program", config: "[default]\ncredential_process = C:\\Tools\\get.exe --password hunter22 --token=" + token + "\nca_bundle = C:\\Users\\me\\" + strong2 + "\\ca.pem\n", gone: []string{"hunter22", token, strong2}},
	{name: "with a certificate", credentials: "[default]\naws_access_key_id = AROADEFAULT25\naws_secret_access_key = %example\n", env: map[string]string{"AWS_CA_BUNDLE": "HOMEDIR/ca.pem"}, files: map[string]string{"ca.pem": certificate}},
	{name: "with EXAMPLE for its stand-in", credentials: "[default]\naws_access_key_id = AKIAEXAM[default]PLESTAGINGEU75\n"},
	{name: "in another case", credentials: "[default]\naws_access_key_id = AKIAIOSFODNN7ABCDEFG\naws_secret_access_key = Prod12\n[profile prod12]\nregion = x\n[PROD12]\nregion = y\n", env: map[string]string{"AWS_PROFILE": "prod12"}},
	{name: "that are the stand-ins of others", credentials: "[exa]\naws_access_key_id = AKIAIOSFODNN7ABCDEFG\naws_secret_access_key = tok\n[example]\naws_access_key_id = AKIAIOSFODNN7ABCDEFH\naws_secret_access_key = version\n[e]\naws_access_key_id = AKIAIOSFODNN7ABCDEFI\naws_secret_access_key = s\n", profile: "example"},
	{name: "in a name with a backslash", config: "[default]\naws_secret_access_key = end\\\n[profile a\\b]\nregion = us-east-1\n", profile: `a\b`},
	{name: "of one letter over and over", config: "[profile " + strings.Repeat("p", 40) + "]\nregion = us-east-1\n", credentials: "[default]\ncredential_process = echo AROAPROC" + strings.Repeat("P", 40) + "20\n", profile: strings.Repeat("p", 40)},
	{name: "that a word ends with", credentials: "[default]\naws_access_key_id = AKIAEXAMPLEDEFAULT1\\\nnext\naws_secret_access_key = secretxxxyyyzzzxxxyyyzzzxxx9\nauth_scheme_preference = sigv4;sigv4axxxyyyzzzxxxyyyzzzxxx9\n", gone: []string{"xxxyyyzzz"}},
	{name: "behind a key and a letter of no ASCII", credentials: "%(\xc5\u00a0\xbfé]regionİp-ofile\\'\n", config: "[default]\nregion = us-east-1\n"},
	{name: "that goes on over a key", credentials: "[default]\naws_access_key_id = AKIADEFAULT16\naws_secret_access_key = end\\\naws_security_token = t\nmax_attempts = 3\n"},
	{name: "that goes on over a header", credentials: "[profile my-profile]\v[DEFAULT]\vaws_access_key_id = MID\vaws_access_key_id = BYSTANDER\v[profile default\v]\vaws_access_key_id = ASIADEFAULT73\vaws_secret_access_key = back\\slash\v", env: map[string]string{"AWS_DEFAULT_PROFILE": "my-profile"}},
	{name: "behind an id that is too long", credentials: "[default]\ncredential_process = /bin/echo \"{\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"AKIAPROCXSTAGINGEUABCDEU97\\\",\\\"SecretAccessKey\\\":\\\"s\\\"}\"\n"},
	{name: "of a profile without a region", config: "[profile sso]\nweb_identity_token_file=HOMEDIR/token\nrole_arn=arn:aws:iam::444455556666:role/sso\nrole_session_name=me@example.test\n[profile acct_1]\nrole_arn=arn:aws:iam::111122223333:role/acct_1\nsource_profile=sso\nregion=\nexternal_id=ext-1\n",
		env: map[string]string{"AWS_PROFILE": "acct_1"}, files: map[string]string{"token": "header.payload.signature"}, region: "sa-east-1", gone: []string{"header", "payload", "signature"}},
	{name: "of a login of a profile that another is asked for beside", config: "[profile prod]\nrole_arn = arn:aws:iam::111122223333:role/prod\nsource_profile = default\n[default]\nlogin_session = me\naws_secret_access_key = AbC/dEf+GhI=\naws_access_key_id = AKIAOTHER15\n",
		env:     map[string]string{"AWS_ACCESS_KEY_ID": "AROAENV69", "AWS_SECRET_ACCESS_KEY": strong},
		files:   map[string]string{".aws/login/cache/2744ccd10c7533bd736ad890f9dd5cab2adb27b07d500b9493f29cdc420cb2e0.json": `{"accessToken": {"accessKeyId": "AROALOGIN73", "secretAccessKey": "` + strong2 + `", "sessionToken": "t", "accountId": "123456789012", "expiresAt": "2099-01-01T00:00:00Z"}}`},
		profile: "prod", gone: []string{strong, strong2}},
	{name: "within an ARN", config: "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = login\n", credentials: "[login]\nrole_arn = arn:aws_ret_access_keyws:iam::111122223333:role/login\nsource_profile = a\n"},
	{name: "of a profile named as a session of a profile", config: "[profile sso-session x]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = default\n[default]\naws_access_key_id = AKIAOTHER40\naws_secret_access_key = " + strong + "\n", env: map[string]string{"AWS_PROFILE": "profile sso-session x"}, gone: []string{strong}},
	{name: "beside an id with a long tail", credentials: "[default]\naws_access_key_id = AKIADEFAULT53" + strings.Repeat("x", 400) + "\naws_secret_access_key = " + strong + "\n", gone: []string{strong}},
	{name: "before any section", credentials: "K=\n"},
	{name: "for a file without lines", credentials: "\ufeffdefault;{%\n", config: "[default]\nregion = us-east-1\n[profile default]\nregion = us-west-1\n"},
}

const certificate = `-----BEGIN CERTIFICATE-----
MIIBEDCBw6ADAgECAgEBMAUGAytlcDAXMRUwEwYDVQQDEwxleGFtcGxlLnRlc3Qw
IBcNMjAwMTAxMDAwMDAwWhgPMjA5OTAxMDEwMDAwMDBaMBcxFTATBgNVBAMTDGV4
YW1wbGUudGVzdDAqMAUGAytlcAMhAOX0bOtXaRhT2guUnXRqPXkYHSHE6EPhkdY9
F3vijNrDozIwMDAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBQxPUAUoAQbwe3f
TewjwupO1TwMwzAFBgMrZXADQQBACms+RRHhtNTrdUDThrt7K+i4phIVDSwrwfOG
tr6d0q2V8gSADzw3drjCyVdVSNAxQEUY3+jiDbkk+gi048EA
-----END CERTIFICATE-----
`

// TestNoSecretIsLeftWhereNobodyLooks bundles them, with names and without: every
// reading resolves as before, and nothing is left of a secret, decoded neither.
func TestNoSecretIsLeftWhereNobodyLooks(t *testing.T) {
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			c := cases.Case{ID: "hostile", Profile: h.profile, Region: h.region, Env: map[string]string{"AWS_EC2_METADATA_DISABLED": "true"}, Files: map[string]cases.File{}}
			for name, text := range h.files {
				c.Files[name] = cases.File{Text: text}
			}
			for name, text := range map[string]string{".aws/config": h.config, ".aws/credentials": h.credentials} {
				if text != "" {
					c.Files[name] = cases.File{Text: text}
				}
			}
			for name, value := range h.env {
				c.Env[name] = value
			}
			if err := bundles.Faults(c, filepath.Join(t.TempDir(), "home")); err != nil {
				t.Error(err)
			}
			if err := bundles.AnonymousFaults(c, filepath.Join(t.TempDir(), "home")); err != nil {
				t.Errorf("without names: %v", err)
			}
			for _, anonymous := range []bool{false, true} {
				text := decoded(written(t, c, t.TempDir(), anonymous))
				for _, gone := range h.gone {
					if strings.Contains(text, gone) {
						t.Errorf("anonymous %v: %q is left in %s", anonymous, gone, text)
					}
				}
			}
		})
	}
}

var encoded = regexp.MustCompile(`"base64": "([^"]*)"`)

// decoded is a bundle with what is in base64 behind it.
func decoded(text string) string {
	lines := regexp.MustCompile(`",\n *"value"`).ReplaceAllString(text, `", "value"`)
	for _, match := range encoded.FindAllStringSubmatch(text, -1) {
		if plain, err := base64.StdEncoding.DecodeString(match[1]); err == nil {
			lines += "\n" + string(plain)
		}
	}
	return lines
}

// TestABundleElsewhereOnAnotherDay opens the bundle of a login whose token is good
// for an hour where HOME is another, a day later.
func TestABundleElsewhereOnAnotherDay(t *testing.T) {
	t.Setenv("HOME", "/nowhere")
	expires := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	c := cases.Case{ID: "later", Env: map[string]string{"AWS_EC2_METADATA_DISABLED": "true"}, Files: map[string]cases.File{
		".aws/config": {Text: "[default]\nsso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = r\n"},
		".aws/sso/cache/ae4321de83751a696d13fbefb87d776773c41e1c.json": {Text: `{"startUrl": "https://x.awsapps.com/start", "region": "us-east-1", "accessToken": "hunter22", "expiresAt": "` + expires + `"}`},
	}}
	for _, anonymous := range []bool{false, true} {
		text := written(t, c, t.TempDir(), anonymous)
		text = strings.Replace(text, `"made": "1970-01-01T00:00:00Z"`, `"made": "`+time.Now().UTC().Format(time.RFC3339)+`"`, 1)
		b, err := environ.ParseBundle([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		shift := -24 * time.Hour // as if all of it were yesterday's
		b.Made = b.Made.Add(shift)
		for i := range b.Files {
			b.Files[i].Text = strings.ReplaceAll(b.Files[i].Text, expires, time.Now().Add(time.Hour+shift).UTC().Format(time.RFC3339))
		}
		env, err := environ.New(environ.Options{Base: b})
		if err != nil {
			t.Fatal(err)
		}
		m := bundle.Make(&session.Config{Workspace: resolve.NewWorkspace(env)})
		if got, want := m.Bundle.Made, b.Made; got.Sub(want).Abs() > time.Minute {
			t.Errorf("the bundle's bundle is of %v, and the bundle of %v", got, want)
		}
		if strings.Contains(text, "hunter22") {
			t.Errorf("the token is left in %s", text)
		}
	}
}

// TestABundleOfWindows makes a bundle of one that was made on Windows, with a secret
// in a path and in a program's line.
func TestABundleOfWindows(t *testing.T) {
	const home = `C:\Users\zebra`
	b := &environ.Bundle{SchemaVersion: environ.BundleVersion, Made: time.Now(), OS: "windows", Home: home, WorkingDir: home,
		Variables: []environ.BundleVariable{{Name: "USERPROFILE", Value: home}, {Name: "Path", Value: `C:\Windows\system32`}, {Name: "AWS_CA_BUNDLE", Value: `C:\` + strong2 + `\ca.pem`}},
		Files: []environ.BundleFile{
			{Path: home + `\.aws\config`, State: "ok", Text: "[profile zebra]\r\nregion = eu-west-1\r\ncredential_process = C:\\Tools\\get.exe --password hunter22\r\n"},
			{Path: home + `\.aws\credentials`, State: "ok", Text: "[default]\r\naws_access_key_id = AKIAIOSFODNN7ABCDEFG\r\naws_secret_access_key = " + strong + "\r\n"},
		}}
	for _, anonymous := range []bool{false, true} {
		env, err := environ.New(environ.Options{Base: b})
		if err != nil {
			t.Fatal(err)
		}
		c := &session.Config{Workspace: resolve.NewWorkspace(env)}
		m := bundle.Make(c)
		if anonymous {
			m.Anonymise()
		}
		if otherwise, err := m.Otherwise(c); err != nil || len(otherwise) > 0 {
			t.Errorf("anonymous %v: %v resolve it otherwise: %v", anonymous, otherwise, err)
		}
		text, err := bundle.Write(m.Bundle)
		if err != nil {
			t.Fatal(err)
		}
		for _, gone := range append([]string{strong, strong2, "hunter22"}, map[bool][]string{true: {"zebra"}}[anonymous]...) {
			if strings.Contains(string(text), gone) {
				t.Errorf("anonymous %v: %q is left in %s", anonymous, gone, text)
			}
		}
		found := false
		for _, f := range m.Bundle.Files {
			found = found || strings.HasSuffix(f.Path, `\.aws\credentials`) && f.State == "ok"
		}
		if !found {
			t.Errorf("the credentials file is not in %s", text)
		}
	}
}
