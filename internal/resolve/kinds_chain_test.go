package resolve

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/sharedfile"
	"pgregory.net/rapid"
)

// TestChainEnd compares what is said of each profile's roles with a walk from
// that profile alone, which remembers nothing.
func TestChainEnd(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(rt, "profiles")
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "[profile p%d]\nx = y\n", i)
			if rapid.IntRange(0, 5).Draw(rt, "role") > 0 {
				b.WriteString("role_arn = arn\n")
			}
			if rapid.IntRange(0, 5).Draw(rt, "keys") == 0 {
				b.WriteString("aws_access_key_id = AKIA\n")
			}
			if to := rapid.IntRange(-1, n).Draw(rt, "source"); to >= 0 {
				fmt.Fprintf(&b, "source_profile = p%d\n", to)
			}
		}
		parsed := sharedfile.Spec().Parse(sharedfile.NewDocument("config", []byte(b.String())))
		name := func(_ FileKind, s *sharedfile.Section) Naming {
			return Naming{Kind: SectionProfile, Name: strings.TrimPrefix(s.Name, "profile ")}
		}
		rd := &Reading{Name: name, Merge: func(_ *Shared, name string, refs []SectionRef) *Profile { return MergeInOrder(name, refs) }}
		files := []SourceFile{{Kind: ConfigFile, Path: "config", Parsed: parsed}}
		together := NewShared(files, rd)
		for i := range n {
			p := fmt.Sprintf("p%d", i)
			if together.Profile(p).Get("role_arn") == nil {
				continue // no chain begins here
			}
			got := chainEnd(together, together.Profile(p))
			alone := NewShared(files, rd)
			if want := walk(alone, alone.Profile(p)); got != want {
				rt.Fatalf("%s: %q, alone %q\n%s", p, got, want, b.String())
			}
		}
	})
}

// walk is chainEnd for one profile.
func walk(s *Shared, p *Profile) string {
	seen := map[string]bool{p.Name: true}
	for at := p; at.Value("source_profile") != ""; {
		source := at.Value("source_profile")
		switch next := s.Profile(source); {
		case source == at.Name && at.Get("aws_access_key_id") == nil:
			return "profile " + at.Name + " is its own source but has no keys"
		case source == at.Name:
			return ""
		case seen[source]:
			return "its roles end in a source_profile loop at profile " + source
		case next == nil:
			return "profile " + at.Name + " takes its keys from profile " + source + ", which is not there"
		case next.Get("role_arn") == nil:
			return ""
		default:
			seen[source], at = true, next
		}
	}
	return ""
}

func TestPropertiesAreFound(t *testing.T) {
	p := &Profile{}
	for i := range 3 * indexFrom {
		key := fmt.Sprintf("k%d", i)
		if p.Get(key) != nil {
			t.Fatalf("%s is there too soon", key)
		}
		q := Property{Key: key, Value: "v" + key}
		for j := range 2 * i {
			q.Nested = append(q.Nested, Property{Key: fmt.Sprint(j), Value: fmt.Sprint(i, j)})
		}
		p.Properties = append(p.Properties, q, Property{Key: key, Value: "second"})
		for j := range 2 * i {
			if got := p.Value(fmt.Sprintf("%s.%d", key, j)); got != fmt.Sprint(i, j) {
				t.Fatalf("%s.%d is %q", key, j, got)
			}
		}
		if p.Value(key) != "v"+key || p.Get(key+".x") != nil {
			t.Fatalf("%s is %q", key, p.Value(key))
		}
	}
}
