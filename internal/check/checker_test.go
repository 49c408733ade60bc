package check_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/sessctl/sessctl/internal/check"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

func given(t testing.TB, config string, vars ...string) *session.Config {
	t.Helper()
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, ".aws"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".aws", "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	env, err := environ.New(environ.Options{NoEnv: true, Home: home, Vars: vars})
	if err != nil {
		t.Fatal(err)
	}
	return &session.Config{Workspace: resolve.NewWorkspace(env)}
}

func sdks(t testing.TB, ids ...string) []*sdk.SDK {
	t.Helper()
	var list []*sdk.SDK
	for _, id := range ids {
		of, known := sdk.Find(id)
		if !known {
			t.Fatalf("there is no %s", id)
		}
		list = append(list, of)
	}
	return list
}

func parse(t testing.TB, c *check.Checker, text string) {
	t.Helper()
	if err := c.Policies.Parse("p.yaml", []byte(text), func(ids []string) ([]string, error) { return ids, nil }); err != nil {
		t.Fatal(err)
	}
}

const profiles = "[default]\nregion = eu-west-1\n[profile prod-a]\nregion = eu-west-1\n[profile prod-b]\nregion = us-east-1\n[profile dev]\nregion = us-east-1\n"

// TestWhatIsAsked has each policy asked of the profiles and SDKs that it is about,
// and of no other.
func TestWhatIsAsked(t *testing.T) {
	const policies = "- {name: all, expression: region != ''}\n- {name: prod, profiles: prod-*, expression: region startsWith 'eu-'}\n" +
		"- {name: go, as: [go-v2], expression: as == 'go-v2'}\n- {name: each, as: all, expression: as != 'spec'}\n- {name: when, when: region == 'us-east-1', expression: true}\n" +
		"- {name: nobody, profiles: [stage, test-*], expression: true}\n- {name: broken, expression: csm_port > 1}\n"
	for _, tt := range []struct {
		pattern string
		as      []string
		want    []string
	}{
		{"", []string{"spec"}, []string{
			"all default spec passed", "go default go-v2 passed", "each default boto3 passed", "each default cli passed", "broken default spec error",
			"prod prod-a spec passed", "prod prod-b spec failed", "when  spec unmatched", "nobody  spec unmatched"}},
		{"prod-b", []string{"go-v2", "boto3"}, []string{
			"all prod-b go-v2 passed", "all prod-b boto3 passed", "prod prod-b go-v2 failed", "prod prod-b boto3 failed", "go prod-b go-v2 passed",
			"each prod-b boto3 passed", "each prod-b cli passed", "when prod-b go-v2 passed", "when prod-b boto3 passed", "broken prod-b go-v2 error", "broken prod-b boto3 passed", "nobody  go-v2,boto3 unmatched"}},
		{"x*", []string{"spec"}, []string{"all  spec unmatched", "prod  spec unmatched", "go  go-v2 unmatched", "each  boto3,cli unmatched", "when  spec unmatched", "nobody  spec unmatched", "broken  spec unmatched"}},
	} {
		c := &check.Checker{SDKs: sdks(t, tt.as...), Matter: sdks(t, "boto3", "cli"), Profiles: tt.pattern}
		parse(t, c, policies)
		var got []string
		for _, a := range c.Check(given(t, profiles), document.Options{}).Results {
			got = append(got, fmt.Sprintf("%s %s %s %s", a.Name, a.Profile, a.As, a.Outcome))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q as %v:\n%q\nwant\n%q", tt.pattern, tt.as, got, tt.want)
		}
	}
}

// TestManyAtOnce has one checker ask many environments at once.
func TestManyAtOnce(t *testing.T) {
	c := &check.Checker{SDKs: sdks(t, "spec", "go-v2"), Matter: sdks(t, "boto3", "cli"), Agree: true, Explain: true}
	parse(t, c, "- name: a\n  expression: any(credentials.steps, .kind == \"x\") or region in [\"eu-west-9\"]\n- name: b\n  profiles: prod-*\n  expression: none(disagreements, .name == \"region\") and settings[\"services.s3.endpoint_url\"].value == \"\"\n")
	environments := make([]*session.Config, 16)
	for i := range environments {
		environments[i] = given(t, profiles, "AWS_REGION=eu-west-3")
	}
	var wait sync.WaitGroup
	reports := make([]check.Report, len(environments))
	for i := range environments {
		wait.Go(func() { reports[i] = c.Check(environments[i], document.Options{}) })
	}
	wait.Wait()
	for _, r := range reports {
		if r.Counts != reports[0].Counts || r.Counts.Failed == 0 || r.Counts.Passed != reports[0].Counts.Passed {
			t.Errorf("%+v, and %+v", r.Counts, reports[0].Counts)
		}
	}
}

// TestPoliciesSeeNoSecrets has an expression compare with a secret in vain, where an
// assertion about a setting does so with success.
func TestPoliciesSeeNoSecrets(t *testing.T) {
	c := &check.Checker{SDKs: sdks(t, "spec"), Explain: true, Assertions: []check.Assertion{{Text: "t", Setting: "endpoint_url", Op: "=", Want: "https://me:hunter22secret@host"}}}
	parse(t, c, "- name: a\n  expression: endpoint_url contains \"hunter22secret\"\n- name: b\n  expression: endpoint_url startsWith \"https://\"\n")
	r := c.Check(given(t, "[default]\nregion = eu-west-1\nendpoint_url = https://me:hunter22secret@host\n"), document.Options{})
	var got []string
	for _, a := range r.Results {
		got = append(got, a.Outcome)
	}
	if want := []string{check.Passed, check.Failed, check.Passed}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
