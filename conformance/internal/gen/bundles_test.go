package gen

import (
	"flag"
	"path/filepath"
	"testing"

	"github.com/sessctl/sessctl/internal/judge/bundles"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

var (
	bundled  = flag.Int("bundles", 40, "how many random environments are bundled")
	bundleOf = flag.Uint64("bundle-seed", 12, "what they are drawn from")
)

// TestBundlesResolveAsBefore bundles random environments: every reading resolves
// the bundle as it resolves the environment, and no secret is in it.
func TestBundlesResolveAsBefore(t *testing.T) { bundleRandom(t, *bundled, bundles.Faults) }

// TestAnonymousBundlesResolveAsBefore does the same without names, for half as many.
func TestAnonymousBundlesResolveAsBefore(t *testing.T) {
	bundleRandom(t, *bundled/2, bundles.AnonymousFaults)
}

func bundleRandom(t *testing.T, n int, faults func(c cases.Case, home string) error) {
	t.Helper()
	for i := range n {
		c := Generate(*bundleOf, i)
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			if err := faults(c, filepath.Join(t.TempDir(), "home")); err != nil {
				t.Error(err)
			}
		})
	}
}
