package report_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/check"
	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/judge/cases"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/report"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

// TestReportsOfEnvironments writes each format of what check and lint say of the
// environments that real SDKs were asked about: it conforms, and none of the
// secrets that are planted there is in it. SESSCTL_TEST_ALL_SECRETS has it take every
// environment and format, not a sample.
func TestReportsOfEnvironments(t *testing.T) {
	everything := os.Getenv("SESSCTL_TEST_ALL_SECRETS") != ""
	all, err := cases.ReadFiles("../../testdata/recorded/hand-picked.jsonl", "../../testdata/recorded/reports.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	more, err := cases.ReadFiles("../../testdata/regressions/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	each := 12
	if everything {
		each = 1
	}
	for i := 0; i < len(more); i += each {
		all = append(all, more[i])
	}
	policies := everyFile(t)
	findings := 0
	for i, c := range all {
		planted, plants := plant(c)
		laid, err := planted.LayOut(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		of := sdk.All()[i%len(sdk.All())]
		checker := everyPolicy(t, policies, of)
		env, shown := environment(t, laid)
		w := resolve.NewWorkspace(env)
		given := &session.Config{Workspace: w, Services: checker.Policies.Services()}
		if laid.Profile != "" {
			given.Profile = &origin.Candidate{Value: laid.Profile, Origin: origin.Origin{Kind: origin.Flag, Name: "--profile"}}
		}
		r := checker.Check(given, shown)
		wellFormed(t, c.ID, r)
		whole := diagnose.Whole(w, given.Inputs(), of.Reading, time.Now())
		linted := document.LintFrom(w, whole, diagnose.Selection{}, shown)
		reports := map[string]report.Report{"check": report.FromCheck(r), "lint": report.FromLint(linted, "note", document.From(whole.Resolution, shown).Files)}
		for command, rep := range reports {
			findings += len(rep.Results)
			for f, format := range report.Formats() {
				if !everything && (i+f+len(command))%4 > 0 {
					continue
				}
				text := printedAs(t, format, rep, shown, laid.Home)
				conforms(t, format, text)
				for _, secret := range plants {
					if bytes.Contains(text, []byte(secret)) {
						t.Errorf("%s of %s -o %s shows a secret:\n%s", command, c.ID, format, text)
					}
				}
			}
		}
		if t.Failed() {
			t.Fatalf("the environment is %s", c.Line())
		}
	}
	t.Logf("%d environments, %d results", len(all), findings)
	if findings < 10*len(all) {
		t.Errorf("only %d results", findings)
	}
}

// everyPolicy asks, as an SDK, all that ships, and for all that can be asked for.
func everyPolicy(t *testing.T, files map[string][]byte, of *sdk.SDK) *check.Checker {
	t.Helper()
	c := &check.Checker{SDKs: []*sdk.SDK{of}, FailOn: "note", Explain: true, Agree: true}
	for _, s := range sdk.All() {
		if slices.Contains(sdk.Shipping(), s.Reading.ID) {
			c.Matter = append(c.Matter, s)
		}
	}
	for name, text := range files {
		if err := c.Policies.Parse(name, text, func(ids []string) ([]string, error) { return ids, nil }); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func everyFile(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, pattern := range []string{"../../docs/policies/*.yaml", "../../cmd/sessctl/testdata/policies/everything.yaml"} {
		files, _ := filepath.Glob(pattern)
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = text
		}
	}
	return all
}

// keys are lines with a secret in them.
var keys = regexp.MustCompile(`(?mi)^([ \t]*(?:aws_secret_access_key|aws_session_token|aws_security_token)[ \t]*[=:][ \t]*)([^ \t\r\n]+)`)

// plant puts words in place of the secrets of an environment that it has nowhere
// else.
func plant(c cases.Case) (cases.Case, []string) {
	c = c.Clone()
	plants := []string{}
	next := func() string {
		plants = append(plants, "cAnArY/"+strings.Repeat(string(rune('A'+len(plants)%26)), 24)+"+9x")
		return plants[len(plants)-1]
	}
	for name, f := range c.Files {
		f.Text = keys.ReplaceAllStringFunc(f.Text, func(line string) string { return keys.FindStringSubmatch(line)[1] + next() })
		c.Files[name] = f
	}
	for _, name := range []string{"AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_SECRET_KEY", "AWS_CONTAINER_AUTHORIZATION_TOKEN"} {
		if c.Env[name] != "" {
			c.Env[name] = next()
		}
	}
	return c, plants
}

func environment(t *testing.T, c cases.Case) (*environ.Env, document.Options) {
	t.Helper()
	vault := document.NewVault(nil)
	o := environ.Options{NoEnv: true, Home: c.Home, Vault: vault, OS: "linux"}
	for name, v := range c.Env {
		o.Vars = append(o.Vars, name+"="+v)
	}
	slices.Sort(o.Vars)
	env, err := environ.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return env, document.Options{Vault: vault}
}

// printedAs writes a report as the program does, through its net.
func printedAs(t *testing.T, format string, r report.Report, o document.Options, dir string) []byte {
	t.Helper()
	var b bytes.Buffer
	net, _ := document.Nets(o.Vault, &b, io.Discard)
	if _, err := report.Write(net, format, r, report.Places{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	if err := net.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// wellFormed holds answers to what each outcome promises.
func wellFormed(t *testing.T, id string, r check.Report) {
	t.Helper()
	if _, err := json.Marshal(r); err != nil {
		t.Error(err)
	}
	for _, a := range r.Results {
		switch {
		case a.Outcome == check.Passed && (!a.Holds || a.Message != ""),
			a.Outcome == check.Failed && (a.Holds || a.Message == ""),
			a.Outcome == check.Broken && (a.Holds || a.Message == "" || len(a.Caret) != 2),
			a.Outcome == check.Unmatched && (a.Holds || a.Message == ""),
			a.Kind == check.KindPolicy && a.Outcome == check.Failed && len(a.Seen) == 0:
			t.Errorf("%s: %+v", id, a)
		}
	}
	if n := r.Counts; n.Passed+n.Failed+n.Lesser+n.Errors+n.Unmatched != len(r.Results) {
		t.Errorf("%s: %+v of %d", id, n, len(r.Results))
	}
}
