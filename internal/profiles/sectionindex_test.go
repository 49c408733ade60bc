package profiles

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/sharedfile"
)

// TestIndexFindsWhatAScanDoes looks each section up by both, in files that have
// some of them several times.
func TestIndexFindsWhatAScanDoes(t *testing.T) {
	rules := Rules{Name: func(_ FileKind, s *sharedfile.Section) Naming {
		if name, ok := strings.CutPrefix(s.Name, "sso-session "); ok {
			return Naming{Kind: SectionSSOSession, Name: name}
		}
		return Naming{Kind: SectionProfile, Name: strings.TrimPrefix(s.Name, "profile ")}
	}}
	var files []SourceFile
	for n, path := range []string{"config", "credentials"} {
		var b strings.Builder
		for i := range 200 {
			fmt.Fprintf(&b, "[profile p%d]\na = 1\n[sso-session p%d]\n[p%d]\n", i*(n+1), i, i%7)
		}
		files = append(files, SourceFile{Path: path, Parsed: sharedfile.GoV2().Lazily(sharedfile.DocumentOf(path, b.String()))})
	}
	scanned, indexed := NewShared(files, rules), NewShared(files, rules)
	indexed.looked = indexAfter
	told := func(refs []SectionRef) (list []string) {
		for _, ref := range refs {
			list = append(list, fmt.Sprint(ref.Path, *ref.Section, ref.Naming))
		}
		return list
	}
	for i := range 410 {
		for _, kind := range []SectionKind{SectionProfile, SectionSSOSession, SectionServices} {
			name := fmt.Sprintf("p%d", i)
			scanned.looked = 0
			want, got := told(scanned.Named(kind, name)), told(indexed.Named(kind, name))
			if !slices.Equal(got, want) {
				t.Fatalf("%v %s: %q by the index, %q by scan", kind, name, got, want)
			}
		}
	}
	if indexed.index == nil || scanned.index != nil {
		t.Error("both have an index, or none")
	}
}
