package seed

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
	"gopkg.in/ini.v1"
	"pgregory.net/rapid"
)

func TestINIReference(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "%(a)s": "a", "x%(a)sy%(b)s": "a", "%()s": "", "%(a)": "", "%(a": "", "%(a)x%(b)s": "b",
		"%(a%(b)s": "a%(b", "%%(a)s": "a", "%(a\nb)s": "a\nb",
	} {
		if got := iniReference(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestINIValuesAsTheLibrary compares every value with the library's own
// String, over files whose values stand for one another without a circle.
func TestINIValuesAsTheLibrary(t *testing.T) {
	keys := []string{"a", "b", "c", "d"}
	rapid.Check(t, func(rt *rapid.T) {
		var text strings.Builder
		sections := []string{"DEFAULT", "p", "p.q", "p.q.r", ".s", "t..u"}
		for i, section := range sections {
			if i > 0 && rapid.Bool().Draw(rt, "left out") {
				continue
			}
			fmt.Fprintf(&text, "[%s]\n", section)
			for j, key := range keys {
				if rapid.Bool().Draw(rt, "unset") {
					continue
				}
				// Only later keys are named, so that nothing goes round.
				names := append([]string{"none", "", "x%(d"}, keys[j+1:]...)
				parts := rapid.SliceOfN(rapid.OneOf(
					rapid.SampledFrom([]string{"v", "%", "%(", ")s", " ", "%%"}),
					rapid.Map(rapid.SampledFrom(names), func(n string) string { return "%(" + n + ")s" }),
				), 0, 4).Draw(rt, "value")
				fmt.Fprintf(&text, "%s = x%s\n", key, strings.Join(parts, ""))
			}
		}
		library, err := ini.Load([]byte(text.String()))
		if err != nil {
			rt.Fatal(err)
		}
		shared := seedIn(t, text.String()).Shared
		for _, name := range sections {
			section, err := library.GetSection(name)
			p := shared.Profile(name)
			if (err == nil) != (p != nil) {
				rt.Fatalf("%s\n[%s]: the library says %v, the profile is %v", text.String(), name, err, p)
			}
			if p == nil {
				continue
			}
			for _, key := range keys {
				want, err := section.GetKey(key)
				got := p.Get(key)
				if (err == nil) != (got != nil) {
					rt.Fatalf("%s\n[%s] %s: the library says %v, the property is %v", text.String(), name, key, err, got)
				}
				if got != nil && got.Value != want.String() {
					rt.Fatalf("%s\n[%s] %s: got %q, the library says %q", text.String(), name, key, got.Value, want.String())
				}
			}
		}
	})
}

func TestINIValuesDeep(t *testing.T) {
	var text strings.Builder
	text.WriteString("[default]\naws_secret_access_key = s\naws_access_key_id = %(k0)s\n")
	for i := range 2 * iniMaxDeep {
		fmt.Fprintf(&text, "k%d=%%(k%d)s\n", i, i+1)
	}
	if plan := seedIn(t, text.String()).Credentials; plan.Status != resolve.StatusError || !strings.Contains(plan.Message, "further than is followed") {
		t.Errorf("got %s: %s", plan.Status, plan.Message)
	}
}
