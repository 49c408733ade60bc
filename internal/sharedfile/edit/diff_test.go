package edit

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestDiffOfAlike holds what is left out of a comparison to what it would be whole.
func TestDiffOfAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := func(what string, most int) string {
			ends := rapid.SampledFrom([]string{"\n", "\n", "\r\n", ""})
			var b strings.Builder
			for _, l := range rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "b", "[c]"}), 0, most).Draw(t, what) {
				b.WriteString(l + ends.Draw(t, "end"))
			}
			return b.String()
		}
		head, tail := lines("head", 12), lines("tail", 12)
		old, with := head+lines("old", 4)+tail, head+lines("new", 4)+tail
		if rapid.Bool().Draw(t, "bom") {
			old = bom + old
		}
		if d := cmp.Diff(hunks(script(parse(old).lines, parse(with).lines)), Diff(old, with)); d != "" {
			t.Fatalf("%q and %q (-whole +in part):\n%s", old, with, d)
		}
	})
}
