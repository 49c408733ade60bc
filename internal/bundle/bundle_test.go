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
			if err := bundles.Faults(c, filepath.Join(t.TempDir(), "home")); err != nil {
				t.Error(err)
			}
		})
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
			if err := bundles.AnonymousFaults(c, filepath.Join(t.TempDir(), "home")); err != nil {
				t.Error(err)
			}
		})
	}
}
