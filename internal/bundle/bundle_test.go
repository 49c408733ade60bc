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
