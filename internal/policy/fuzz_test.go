package policy

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/sessctl/sessctl/internal/document"
)

// FuzzParse takes a file of policies or says what is wrong with it, and what it
// takes can be asked of a document.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("../../cmd/sessctl/testdata/policies/*.yaml")
	if err != nil || len(files) == 0 {
		f.Fatalf("there are no policies to begin with: %v", err)
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte("- name: a\n  when: profile.name == 'x'\n  expression: 'all(settings, # != \"\") and region matches \"^us-\"'\n  severity: note\n"))
	f.Add([]byte("- &a\n  name: a\n  expression: 'true'\n- <<: *a\n  name: b\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var s Set
		var m *Mistake
		if err := s.Parse("p.yaml", text, func(ids []string) ([]string, error) { return ids, nil }); err != nil {
			if !errors.As(err, &m) || m.Message == "" {
				t.Fatalf("%q: %v is no mistake", text, err)
			}
			return
		}
		about := Subject{Document: &document.Document{}, Disagreements: func() []Disagreement { return nil }}
		for _, p := range s.Policies {
			if p.When != nil {
				_, _ = p.When.Ask(about)
			}
			_, _ = p.Holds.Ask(about)
			p.Holds.Explain(about)
		}
	})
}
