package suite

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/endpoint"
)

// endpointTests is a file of endpoint tests as SDKs ship them.
type endpointTests struct {
	TestCases []struct {
		Documentation string
		Params        map[string]any
		Expect        struct { // neither in a case that only has to be evaluated
			Error    *string
			Endpoint *struct {
				URL        string
				Headers    map[string][]string
				Properties map[string]any
			}
		}
	}
}

// TestSuiteEndpointRules evaluates the endpoint rules of services: the cases
// are endpoint-rules/SERVICE.json, in the form of endpoint-tests-1.json. The
// rules and partitions are those of the catalogue, but for those that stand
// beside the cases: endpoint-rules/beside/SERVICE.json and partitions.json.
func TestSuiteEndpointRules(t *testing.T) {
	for _, f := range folders(t, "endpoint-rules") {
		files, err := filepath.Glob(filepath.Join(f.path, "*.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s has no cases: %v", f.path, err)
		}
		partitions := partitionsOf(t, f.path)
		for _, file := range files {
			service := strings.TrimSuffix(filepath.Base(file), ".json")
			var tests endpointTests
			readJSON(t, file, &tests)
			t.Run(f.prefix+service, func(t *testing.T) {
				rules := rulesOf(t, f.path, service)
				for i, c := range tests.TestCases {
					t.Run(fmt.Sprintf("%d %s", i, c.Documentation), func(t *testing.T) {
						t.Parallel()
						got, err := rules.Resolve(parameters(t, c.Params), partitions)
						if c.Expect.Error != nil {
							refused(t, err, *c.Expect.Error)
							return
						}
						want := c.Expect.Endpoint
						switch {
						case want == nil:
							return
						case err != nil:
							t.Fatal(err)
						}
						if got.URL != want.URL {
							t.Errorf("the URL is %s, want %s", got.URL, want.URL)
						}
						if diff := cmp.Diff(orEmpty(want.Headers), headers(got)); diff != "" {
							t.Errorf("headers (-want +got):\n%s", diff)
						}
						if diff := cmp.Diff(orEmpty(want.Properties), properties(t, got)); diff != "" {
							t.Errorf("properties (-want +got):\n%s", diff)
						}
					})
				}
			})
		}
	}
}

func partitionsOf(t *testing.T, dir string) *endpoint.Partitions {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "beside", "partitions.json"))
	if err != nil {
		if text, err = catalogue.Embedded().Partitions(); err != nil {
			t.Fatal(err)
		}
	}
	p, err := endpoint.ParsePartitions(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func rulesOf(t *testing.T, dir, service string) *endpoint.Rules {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "beside", service+".json"))
	if err == nil {
		rules, err := endpoint.Compile(text)
		if err != nil {
			t.Fatal(err)
		}
		return rules
	}
	s, err := catalogue.Find(service)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := endpoint.For(s)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func parameters(t *testing.T, given map[string]any) (p endpoint.Params) {
	t.Helper()
	for name, v := range given {
		switch v := v.(type) {
		case string:
			p.SetString(name, v)
		case bool:
			p.SetBool(name, v)
		case []any:
			var all []string
			for _, one := range v {
				all = append(all, one.(string))
			}
			p.SetStrings(name, all)
		default:
			t.Fatalf("the parameter %s is a %T", name, v)
		}
	}
	return p
}

func refused(t *testing.T, err error, want string) {
	t.Helper()
	var rule *endpoint.RuleError
	if !errors.As(err, &rule) || rule.Message != want {
		t.Errorf("the error is %v, want %s", err, want)
	}
}

func orEmpty[V any](m map[string]V) map[string]V {
	if m == nil {
		return map[string]V{}
	}
	return m
}

func headers(e *endpoint.Endpoint) map[string][]string {
	all := map[string][]string{}
	for _, h := range e.Headers {
		all[h.Name] = slices.Clone(h.Values)
	}
	return all
}

func properties(t *testing.T, e *endpoint.Endpoint) map[string]any {
	t.Helper()
	all := map[string]any{}
	if e.Properties == nil {
		return all
	}
	if err := json.Unmarshal(e.Properties.Append(nil), &all); err != nil {
		t.Fatal(err)
	}
	return all
}
