package gen

import (
	"flag"
	"path/filepath"
	"testing"

	"github.com/sessctl/sessctl/internal/judge/bundles"
)

var bundled = flag.Int("bundles", 40, "how many random environments are bundled")

// TestBundlesResolveAsBefore bundles random environments: every reading resolves
// the bundle as it resolves the environment, and no secret is in it.
func TestBundlesResolveAsBefore(t *testing.T) {
	for i := range *bundled {
		c := Generate(12, i)
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			if err := bundles.Faults(c, filepath.Join(t.TempDir(), "home")); err != nil {
				t.Error(err)
			}
		})
	}
}
