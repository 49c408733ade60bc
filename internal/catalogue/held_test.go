package catalogue

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue/release"
)

func TestKeptModels(t *testing.T) {
	newest, followed := "botocore "+release.Models, "botocore "+release.Botocore
	now, held := &Source{}, &Source{Kept: true}
	if !slices.Equal(now.Names(), held.Names()) {
		t.Error("the sources know different services")
	}
	for _, c := range []struct{ service, nowFrom, nowRules, heldFrom, heldRules string }{
		{"sqs", newest, newest, newest, newest},
		{"dynamodb", newest, newest, newest, followed}, // whose rules alone changed
		{"geo-maps", newest, newest, followed, followed},
		{"tnb", followed, followed, followed, followed}, // which is gone
		{"lambda-core", newest, newest, newest, newest}, // which is new
		{"sms", "aws-sdk-go v" + release.GoV1, "aws-sdk-go v" + release.GoV1, "aws-sdk-go v" + release.GoV1, "aws-sdk-go v" + release.GoV1},
	} {
		a, err := now.Find(c.service)
		if err != nil {
			t.Fatal(err)
		}
		b, err := held.Find(c.service)
		if err != nil {
			t.Fatal(err)
		}
		if a.From != c.nowFrom || a.RulesFrom != c.nowRules || b.From != c.heldFrom || b.RulesFrom != c.heldRules {
			t.Errorf("%s: from %s and %s, held from %s and %s", c.service, a.From, a.RulesFrom, b.From, b.RulesFrom)
		}
		if x, err := b.RuleSet(); err != nil || len(x) == 0 {
			t.Errorf("%s has no rules: %v", c.service, err)
		}
	}
	if a, b := uri(t, now), uri(t, held); a == b {
		t.Errorf("both call %s", a)
	}
}

// TestPagesCount holds the numbers of the pages to the catalogue.
func TestPagesCount(t *testing.T) {
	older, err := openArchive(kept)
	if err != nil {
		t.Fatal(err)
	}
	newest, err := openArchive(models)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, e := range append(newest.entries(), older.entries()...) {
		names[e.name] = true
	}
	for page, text := range map[string]string{
		"requests.md":       fmt.Sprintf("Any operation of %d services", len(names)),
		"readings/boto3.md": fmt.Sprintf("Of %d services\n%s sends something else", len(older.entries()), release.Botocore),
	} {
		b, err := os.ReadFile("../../docs/" + page)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(b), text) {
			t.Errorf("%s does not say %q", page, text)
		}
	}
}

func uri(t *testing.T, s *Source) string {
	t.Helper()
	maps, err := s.Find("geo-maps")
	if err != nil {
		t.Fatal(err)
	}
	return maps.Operation("GetTile").RequestURI
}

// TestKeptModelsKnowEverything holds every kept model to the newest: what was added
// can be called, and what was called can still be.
func TestKeptModelsKnowEverything(t *testing.T) {
	a, err := openArchive(kept)
	if err != nil {
		t.Fatal(err)
	}
	now, held := &Source{}, &Source{Kept: true}
	added := 0
	for _, e := range a.entries() {
		s, err := held.Find(e.name)
		if err != nil {
			t.Fatal(err)
		}
		newest, err := now.Find(e.name)
		if err != nil {
			t.Fatal(err)
		}
		for _, op := range newest.Operations {
			if s.Operation(op.Name) == nil {
				t.Errorf("%s has no %s", e.name, op.Name)
			}
		}
		if e.model != noText {
			older, err := e.read()
			if err != nil {
				t.Fatal(err)
			}
			added += len(s.Operations) - len(older.Operations)
			for _, op := range older.Operations {
				if got := s.Operation(op.Name); got == nil || got.RequestURI != op.RequestURI || got.Method != op.Method {
					t.Errorf("%s %s is not the older one", e.name, op.Name)
				}
			}
		}
	}
	if added < 100 {
		t.Errorf("only %d operations came", added)
	}
}
