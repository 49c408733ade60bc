package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

// recordedCases are the environments that real SDKs were asked about.
func recordedCases(t *testing.T, pattern string) []cases.Case {
	t.Helper()
	all, err := cases.ReadFiles(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var secretLine = regexp.MustCompile(`(?im)^[ \t]*(?:aws_secret_access_key|aws_session_token|aws_security_token)[ \t]*[=:][ \t]*(\S{8,})`)

// secretsOf are what a case has that is never shown.
func secretsOf(c cases.Case) []string {
	var list []string
	for _, f := range c.Files {
		for _, m := range secretLine.FindAllStringSubmatch(f.Text, -1) {
			list = append(list, strings.Trim(m[1], `"'`))
		}
	}
	for name, v := range c.Env {
		if len(v) >= 8 && (strings.Contains(name, "SECRET") || strings.HasSuffix(name, "_TOKEN")) {
			list = append(list, v)
		}
	}
	return list
}

// envFile writes a case's variables as an environment.
func envFile(t *testing.T, c cases.Case) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), c.ID+".env")
	text := "HOME=" + c.Home + "\nPATH=/usr/bin:/bin\n"
	for name, v := range c.Env {
		if v = strings.ReplaceAll(v, cases.HomeWord, c.Home); !strings.ContainsAny(v, "\n\r") {
			text += name + "=" + v + "\n"
		}
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestDiffOfRecordedEnvironments compares each recorded environment with the next,
// as an environment and as a home: nothing breaks, no secret is shown, one does not
// differ from itself, and whatever differs from A to B does from B to A.
func TestDiffOfRecordedEnvironments(t *testing.T) {
	all := recordedCases(t, "../../testdata/recorded/hand-picked.jsonl")
	more := recordedCases(t, "../../testdata/regressions/*.jsonl")
	for i := 0; i < len(more); i += max(len(more)/12, 1) {
		all = append(all, more[i])
	}
	if len(all) < 90 {
		t.Fatalf("only %d environments", len(all))
	}
	for i := range all {
		laid, err := all[i].LayOut(filepath.Join(t.TempDir(), "home"))
		if err != nil {
			t.Fatal(err)
		}
		all[i] = laid
	}
	formats := []string{"text", "json", "markdown"}
	differ := 0
	for i := range all {
		a, b := all[i], all[(i+1)%len(all)]
		call := func(more ...string) (int, string) {
			var out, errs bytes.Buffer
			status := run(append([]string{"diff", "--no-env", "-o", formats[i%3]}, more...), streams{in: strings.NewReader(""), out: &out, err: &errs})
			text := out.String() + errs.String()
			for _, s := range append(secretsOf(a), secretsOf(b)...) {
				if strings.Contains(text, s) {
					t.Errorf("%s and %s: the secret %q is shown by %v:\n%s", a.ID, b.ID, s, more, text)
				}
			}
			if status != exitDone && status != exitNo || strings.Contains(text, "a fault of sessctl") {
				t.Fatalf("%s and %s: %v ends with %d: %s", a.ID, b.ID, more, status, text)
			}
			return status, text
		}
		ea, eb := envFile(t, a), envFile(t, b)
		there, _ := call(ea, eb, "--exit-code")
		back, _ := call(eb, ea, "--exit-code")
		if there != back {
			t.Errorf("%s and %s differ in one direction alone", a.ID, b.ID)
		}
		if there == exitNo {
			differ++
		}
		if status, text := call(ea, ea, "--exit-code"); status != exitDone {
			t.Errorf("%s differs from itself: %s", a.ID, text)
		}
		if i%3 != 0 {
			continue
		}
		call(a.Home, b.Home)
		if status, text := call(a.Home, a.Home, "--exit-code"); status != exitDone {
			t.Errorf("the home of %s differs from itself: %s", a.ID, text)
		}
	}
	if differ < len(all)/2 {
		t.Errorf("only %d of %d differ", differ, len(all))
	}
}

// TestDiffSeesSecrets: two secrets that differ are said to, in every place that
// has one, and neither is shown in any format.
func TestDiffSeesSecrets(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const one, two = "wJalrXUtnFEMIK7MDENGaaaaaaaaaaaaaaaaaaaa", "wJalrXUtnFEMIK7MDENGbbbbbbbbbbbbbbbbbbbb"
	for i, text := range []string{
		"AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=%s\n",
		"AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\nAWS_SESSION_TOKEN=%s\n",
		"AWS_ENDPOINT_URL=https://user:%s@store.example\n",
		"[profile a]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = b\n[profile b]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = %s\n",
		"[default]\ncredential_process = /opt/tool --password %s\n",
	} {
		a, b := put(fmt.Sprintf("a%d", i), fmt.Sprintf(text, one)), put(fmt.Sprintf("b%d", i), fmt.Sprintf(text, two))
		for _, format := range []string{"text", "json", "yaml", "markdown"} {
			var out, errs bytes.Buffer
			status := run([]string{"diff", a, b, "--no-env", "--home", dir, "--exit-code", "-o", format}, streams{in: strings.NewReader(""), out: &out, err: &errs})
			shown := out.String() + errs.String()
			if status != exitNo || !strings.Contains(shown, "secret") || strings.Contains(shown, one[:8]) {
				t.Errorf("%q as %s ends with %d and prints %s", text, format, status, shown)
			}
		}
	}
}

// TestDiffKeepsTheSchema validates what diff prints.
func TestDiffKeepsTheSchema(t *testing.T) {
	schema := compiled(t, printedSchema(t, "diff"), true)
	home, other := copyHome(t, "../../testdata/home"), secretHome(t)
	for _, args := range [][]string{{"default", "dev"}, {"dev", "portal"}, {"dev", "dev"}, {home, other}, {other, home}, {filepath.Join(home, ".aws/config"), filepath.Join(other, ".aws/config")}} {
		keeps(t, schema, slices.Concat([]string{"diff"}, args, []string{"-o", "json", "--no-env", "--home", home})...)
	}
}
