package bundle_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sessctl/sessctl/internal/judge/bundles"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

// recorded gives the environments that real SDKs were asked about.
func recorded(t testing.TB) []cases.Case {
	t.Helper()
	var all []cases.Case
	for _, pattern := range []string{"../../testdata/recorded/*.jsonl", "../../testdata/regressions/*.jsonl"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			list, err := cases.Read(f)
			_ = f.Close()
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, list...)
		}
	}
	return all
}

// TestEveryReadingResolvesABundleAsBefore compares what the readings make of an
// environment and of its bundle, but for the secrets, each of which has its
// stand-in: of a sample, or of all where SESSCTL_TEST_ALL_BUNDLES is set.
func TestEveryReadingResolvesABundleAsBefore(t *testing.T) {
	list := recorded(t)
	each := 1
	if os.Getenv("SESSCTL_TEST_ALL_BUNDLES") == "" {
		each = len(list)/40 + 1
	}
	for i, c := range list {
		if i%each != 0 {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			judged(t, c.ID, false, bundles.Faults(c, filepath.Join(t.TempDir(), "home")))
		})
	}
}

// open are the environments whose bundles do not come out as they should yet.
var open = map[string]string{
	"20261-88":            "the program of a credential_process is itself a secret, and its stand-in none",
	"20261-165 anonymous": "a header is torn across two lines",
	"20261-176 anonymous": "a diagnosis depends on two names being near each other",
	"20261-161 anonymous": "a fips- region is told otherwise of another SDK",
}

func judged(t *testing.T, id string, anonymous bool, fault error) {
	t.Helper()
	why := open[id]
	if anonymous && why == "" {
		why = open[id+" anonymous"]
	}
	switch {
	case fault != nil && why != "":
		t.Logf("open: %s: %v", why, fault)
	case fault != nil:
		t.Error(fault)
	case why != "":
		t.Errorf("%s comes out as it should now: take it off the list", id)
	}
}

// TestEveryReadingResolvesAnAnonymousBundleAsBefore does the same where names are replaced.
func TestEveryReadingResolvesAnAnonymousBundleAsBefore(t *testing.T) {
	list := recorded(t)
	each := 1
	if os.Getenv("SESSCTL_TEST_ALL_BUNDLES") == "" {
		each = len(list)/40 + 1
	}
	for i, c := range list {
		if i%each != 0 {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			judged(t, c.ID, true, bundles.AnonymousFaults(c, filepath.Join(t.TempDir(), "home")))
		})
	}
}
