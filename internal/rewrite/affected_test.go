package rewrite

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sessctl/sessctl/internal/judge/cases"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
)

// missed gives a profile that is other in a reading after a change, and that
// AffectedBy does not count among those that may be; and how many it left out.
func missed(before, after *resolve.Workspace) (wrong string, skipped int) {
	for _, rd := range sdk.Readings() {
		was, is := resolve.NewExaminer(before, resolve.Inputs{}, rd), resolve.NewExaminer(after, resolve.Inputs{}, rd)
		x, y := was.Profile("default", asked), is.Profile("default", asked)
		affected := AffectedBy(x, y)
		all := append([]string{"default"}, slices.Concat(x.Shared.ProfileNames(), y.Shared.ProfileNames())...)
		for _, n := range all {
			if affected.Has(n) {
				continue
			}
			skipped++
			if fact, a, b, differs := factsOf(was.Profile(n, asked)).difference(factsOf(is.Profile(n, asked))); differs {
				return fmt.Sprintf("%s: profile %s: %s is %q, and was %q", rd.ID, n, fact, b, a), skipped
			}
		}
	}
	return "", skipped
}

// TestAffected draws files that lead to each other in every way there is, and
// changes of a few lines: no profile that is left out comes to anything else.
func TestAffected(t *testing.T) {
	skipped := 0
	rapid.Check(t, func(rt *rapid.T) {
		config, credentials := webLines(rt, "config"), webLines(rt, "credentials")
		h := newHome(t, joined(config), joined(credentials))
		w := FilesAlone(h.workspace(t).Env)
		with := func(c, d []string) *resolve.Workspace {
			return resolve.NewWorkspace(w.With(map[string][]byte{h.path("config"): []byte(joined(c)), h.path("credentials"): []byte(joined(d))}))
		}
		c, d := changedLines(rt, config), credentials
		if rapid.Bool().Draw(rt, "both") {
			d = changedLines(rt, credentials)
		}
		wrong, n := missed(with(config, credentials), with(c, d))
		if skipped += n; wrong != "" {
			rt.Fatalf("%s\n--- config\n%s\n--- credentials\n%s\n--- becomes\n%s\n--- credentials\n%s", wrong, joined(config), joined(credentials), joined(c), joined(d))
		}
	})
	if skipped == 0 {
		t.Error("nothing was left out")
	}
}

func joined(lines []string) string { return strings.Join(lines, "\n") + "\n" }

var (
	webHeaders = []string{"[default]", "[profile default]", "[DEFAULT]", "[a]", "[profile a]", "[profile  a]", "[profile \"a\"]", "[b]", "[profile b]", "[profile c]", "[profile profile a]",
		"[a.b]", "[profile a.b]", "[x.a]", "[profile x y]", "[x y]", "[sso-session s]", "[sso-session t]", "[services v]", "[profile sso-session s]", "[sso-session.s]", "[profile.a]", "[services.v]", "[plugins]", "[preview]", "[.a]", "[A]", "[profile C]"}
	webEntries = []string{"region = us-east-1", "region = us-west-2", "region = eu-west-1", "source_profile = a", "source_profile = b", "source_profile = c", "source_profile = default", "source_profile = a.b", "source_profile = x y",
		"source_profile = sso-session s", "source_profile = services.v", "source_profile = A", "role_arn = arn:aws:iam::111122223333:role/x", "role_arn = arn:aws:iam::111122223333:role/y", "credential_source = Environment", "sso_session = s", "sso_session = t", "sso_session = \"s\"", "sso_session =  s  ",
		"sso_account_id = 111122223333", "sso_role_name = r", "sso_region = us-east-1", "sso_region = us-east-2", "sso_start_url = https://x.awsapps.com/start", "sso_start_url = https://y.awsapps.com/start",
		"services = v", "s3 =", "  endpoint_url = https://s3.example", "dynamodb =", "  endpoint_url = https://d.example", "endpoint_url = https://all.example", "endpoint_url = https://other.example", "ignore_configured_endpoint_urls = true",
		"aws_access_key_id = AKIAIOSFODNN7EXAMPLE", "aws_access_key_id = %(k)s", "k = AKIAIOSFODNN7EXAMPL2", "k = x", "aws_secret_access_key = abc", "aws_secret_access_key = def", "credential_process = /opt/x", "web_identity_token_file = /x", "mfa_serial = arn:aws:iam::111122223333:mfa/x",
		"defaults_mode = standard", "defaults_mode = auto", "ca_bundle = /nowhere", "retry_mode = nonsense", "sts_regional_endpoints = legacy", "max_attempts = 4", "login_session = x", "ec2_metadata_service_endpoint = http://h", "cli_legacy_plugin_path = /x", "use_fips_endpoint = true", "duration_seconds = 900", "external_id = x", "role_session_name = n", "# a comment", ""}
)

func webLines(t *rapid.T, label string) []string {
	var lines []string
	for range rapid.IntRange(0, 6).Draw(t, label) {
		lines = append(lines, rapid.SampledFrom(webHeaders).Draw(t, "header"))
		lines = append(lines, rapid.SliceOfN(rapid.SampledFrom(webEntries), 0, 6).Draw(t, "entries")...)
	}
	return lines
}

// changedLines drops, adds, swaps and replaces some lines.
func changedLines(t *rapid.T, lines []string) []string {
	lines = slices.Clone(lines)
	for range rapid.IntRange(1, 3).Draw(t, "changes") {
		line := rapid.OneOf(rapid.SampledFrom(webEntries), rapid.SampledFrom(webHeaders)).Draw(t, "line")
		at := rapid.IntRange(0, len(lines)).Draw(t, "at")
		switch what := rapid.IntRange(0, 3).Draw(t, "what"); {
		case what == 0 || at == len(lines):
			lines = slices.Insert(lines, at, line)
		case what == 1:
			lines = slices.Delete(lines, at, at+1)
		case what == 2:
			lines[at] = line
		default:
			other := rapid.IntRange(0, len(lines)-1).Draw(t, "other")
			lines[at], lines[other] = lines[other], lines[at]
		}
	}
	return lines
}

// TestAffectedInRecordedFiles changes lines of files as they were recorded.
func TestAffectedInRecordedFiles(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	skipped := 0
	for _, file := range []string{"../../testdata/recorded/hand-picked.jsonl", "../../testdata/regressions/boto3-js.jsonl"} {
		in, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		all, err := cases.Read(in)
		in.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			h := home{t.TempDir(), nil}
			laid, err := c.LayOut(h.dir)
			if err != nil {
				t.Fatal(err)
			}
			for k, v := range laid.Env {
				h.vars = append(h.vars, k+"="+v)
			}
			env := FilesAlone(h.workspace(t).Env)
			before, now := map[string][]byte{}, map[string][]byte{}
			for name, f := range laid.Files {
				if base := filepath.Base(name); base != "config" && base != "credentials" || f.Dir || f.Symlink != "" {
					continue
				}
				before[filepath.Join(h.dir, name)] = []byte(f.Text)
				now[filepath.Join(h.dir, name)] = []byte(anyLineChanged(r, f.Text))
			}
			wrong, n := missed(resolve.NewWorkspace(env.With(before)), resolve.NewWorkspace(env.With(now)))
			if skipped += n; wrong != "" {
				t.Errorf("%s: %s\n%s\n---\n%s", c.ID, wrong, before, now)
			}
		}
	}
	if skipped == 0 {
		t.Error("nothing was left out")
	}
}

// anyLineChanged drops a line of a text, doubles it, or moves it.
func anyLineChanged(r *rand.Rand, text string) string {
	lines := strings.Split(text, "\n")
	i, j := r.IntN(len(lines)), r.IntN(len(lines))
	switch r.IntN(4) {
	case 0:
		lines = slices.Delete(lines, i, i+1)
	case 1:
		lines = slices.Insert(lines, i, lines[j])
	case 2:
		lines[i], lines[j] = lines[j], lines[i]
	default:
		lines[i] += "x"
	}
	return strings.Join(lines, "\n")
}
