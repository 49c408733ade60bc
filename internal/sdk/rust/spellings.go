package rust

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// spellings tells where the SDK itself cannot say which value counts. It keeps the
// sections of a file in a hash map by their headers as they are written, so that
// of [default] and [ default ] either comes last, anew in each run (aws-runtime
// env_config/parse.rs, RawProfileSet; normalize.rs, merge_in).
func spellings(r *resolve.Run) {
	seen := map[string]bool{}
	for p := r.Profile; p != nil && !seen[p.Name]; p = r.Shared.Profile(p.Value("source_profile")) {
		seen[p.Name] = true
		undecided(r, profiles.SectionProfile, p.Name)
		if q := p.Get("sso_session"); q != nil {
			undecided(r, profiles.SectionSSOSession, q.Value)
		}
	}
	if q := r.Profile.Get("services"); q != nil {
		undecided(r, profiles.SectionServices, q.Value)
	}
}

// undecided reports a key that two spellings of one section have with two values.
func undecided(r *resolve.Run, kind profiles.SectionKind, name string) {
	p := r.Shared.Lookup(kind, name)
	if p == nil || len(p.Sections) < 2 {
		return
	}
	for _, file := range r.Shared.Files {
		last := map[string]map[string]profiles.Property{} // by key and spelling
		for _, ref := range p.Sections {
			if ref.Path != file.Path || file.Parsed == nil {
				continue
			}
			header := written(file.Parsed.Doc.Line(ref.Section.Pos.Line))
			entries := ref.Section.Entries()
			for i := range entries {
				q := profiles.PropertyOf(ref, &entries[i])
				if last[q.Key] == nil {
					last[q.Key] = map[string]profiles.Property{}
				}
				last[q.Key][header] = q
			}
		}
		for _, q := range p.Properties {
			for _, other := range last[q.Key] {
				if q.Origin.File == file.Path && other.Origin != q.Origin && other.Raw+other.Value != q.Raw+q.Value {
					r.Problem(resolve.Problem{Code: "section-undecided", Severity: resolve.SevError, Origin: q.Origin,
						Message: fmt.Sprintf("%s stands under two spellings of [%s], and which of them counts is this SDK's chance, anew in each run; the other is in line %d",
							q.Key, q.Origin.Section, other.Origin.Line),
						Help: "write the header once, or the same way each time"})
				}
			}
		}
	}
}

// written is a header as it stands between its brackets.
func written(line string) string {
	text, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimLeft(line, " \t"), "["), "]")
	return text
}
