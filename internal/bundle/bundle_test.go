package bundle_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sessctl/sessctl/internal/judge/bundles"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

// eachRecorded judges the environments that real SDKs were asked about: a sample,
// or all where SESSCTL_TEST_ALL_BUNDLES is set.
func eachRecorded(t *testing.T, faults func(c cases.Case, home string) error) {
	t.Helper()
	list, err := cases.ReadFiles("../../testdata/recorded/*.jsonl", "../../testdata/regressions/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	each := len(list)/25 + 1
	if os.Getenv("SESSCTL_TEST_ALL_BUNDLES") != "" {
		each = 1
	}
	for i := 0; i < len(list); i += each {
		c := list[i]
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			if err := faults(c, filepath.Join(t.TempDir(), "home")); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestEveryReadingResolvesABundleAsBefore compares what the readings make of an
// environment and of its bundle, but for the secrets, each of which has its stand-in.
func TestEveryReadingResolvesABundleAsBefore(t *testing.T) {
	eachRecorded(t, bundles.Faults)
}

// TestEveryReadingResolvesAnAnonymousBundleAsBefore does the same where names are replaced.
func TestEveryReadingResolvesAnAnonymousBundleAsBefore(t *testing.T) {
	eachRecorded(t, bundles.AnonymousFaults)
}

// TestNamesOfVariablesStay has a secret that is a word of the variable's name, in an
// environment that shows it.
func TestNamesOfVariablesStay(t *testing.T) {
	c := cases.Case{ID: "named", Env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAEXAMPLEENV64", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token"},
		Files: map[string]cases.File{".aws/config": {Text: "\ufeff[default]\naws_access_key_id = ASIADEFAULT94\naws_secret_access_key = secret\n"},
			".aws/credentials": {Text: "[default]\naws_access_key_id=AKIADEFAULT48\naws_secret_access_key=[secret\n"}}}
	if err := bundles.Faults(c, filepath.Join(t.TempDir(), "home")); err != nil {
		t.Error(err)
	}
}

// TestFilesOfOtherProfilesAreThere has a login that is read only where the keys of the
// environment are not asked first.
func TestFilesOfOtherProfilesAreThere(t *testing.T) {
	c := cases.Case{ID: "login", Profile: "prod", Env: map[string]string{"AWS_ACCESS_KEY_ID": "AROAENV69", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "HOMEDIR/auth", "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.2/creds"},
		Files: map[string]cases.File{".aws/config": {Text: "[profile prod]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/prod\nsource_profile = default\n[default]\nretry_mode = standard\n#\nlogin_session = me\naws_secret_access_key = AbC/dEf+GhI=\naws_access_key_id = AKIAOTHER15\n"},
			".aws/credentials": {Text: "[default]\naws_access_key_id = AKIADEFAULT75\naws_secret_access_key = AbC/dEf+GhI=\n"},
			"auth":             {Text: "tok"}, ".aws/login/cache/2744ccd10c7533bd736ad890f9dd5cab2adb27b07d500b9493f29cdc420cb2e0.json": {Text: `{"accessToken": {"accessKeyId": "AROALOGIN73", "secretAccessKey": "s", "sessionToken": "t", "accountId": "123456789012", "expiresAt": "2099-01-01T00:00:00Z"}, "tokenType": "aws_sigv4"}`}}}
	if err := bundles.Faults(c, filepath.Join(t.TempDir(), "home")); err != nil {
		t.Error(err)
	}
}
