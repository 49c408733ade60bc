package bundle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/judge/cases"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

// recorded gives the environments that real SDKs were asked about.
func recorded(t testing.TB) []cases.Case {
	t.Helper()
	var all []cases.Case
	for _, pattern := range []string{"../../testdata/recorded/*.jsonl", "../../testdata/regressions/*.jsonl"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			list, err := cases.Read(f)
			_ = f.Close()
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, list...)
		}
	}
	return all
}

// environment lays a case out and gives it as an environment.
func environment(t testing.TB, c cases.Case) *environ.Env {
	t.Helper()
	laid, err := c.LayOut(filepath.Join(t.TempDir(), "home"))
	if err != nil {
		t.Fatal(err)
	}
	var vars []string
	for _, name := range slices.Sorted(maps.Keys(laid.Env)) {
		vars = append(vars, name+"="+laid.Env[name])
	}
	env, err := environ.New(environ.Options{NoEnv: true, Vars: vars, Home: laid.Home, OS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	return env
}

func open(t testing.TB, b *environ.Bundle) *environ.Env {
	t.Helper()
	text, err := Write(b)
	if err != nil {
		t.Fatal(err)
	}
	read, err := environ.ParseBundle(text)
	if err != nil {
		t.Fatal(err)
	}
	env, err := environ.New(environ.Options{Base: read})
	if err != nil {
		t.Fatal(err)
	}
	return env
}

// answers gives what every reading makes of an environment, secrets and all, one
// document a reading, and what lint says.
func answers(t testing.TB, env *environ.Env, c cases.Case) map[string]string {
	t.Helper()
	all := map[string]string{}
	given := &session.Config{Workspace: resolve.NewWorkspace(env), Settings: map[string]resolve.Candidate{}}
	if c.Profile != "" {
		given.Profile = &resolve.Candidate{Value: c.Profile, Origin: resolve.Origin{Kind: resolve.Flag, Name: "--profile"}}
	}
	if c.Region != "" {
		given.Settings["region"] = resolve.Candidate{Value: c.Region, Origin: resolve.Origin{Kind: resolve.Flag, Name: "--region"}}
	}
	for _, of := range sdk.All() {
		s := session.New(of.Config(), given)
		res := s.Resolution()
		s.Differ(sdk.Readings())
		diagnose.Add(&diagnose.Facts{Workspace: given.Workspace, Resolution: res, Now: env.Now()})
		o := document.Options{ShowSecrets: true}
		report := diagnose.Whole(given.Workspace, s.Config.Inputs(), s.Config.Reading, env.Now())
		all[of.Reading.ID] = indented(t, document.From(res, o)) + indented(t, document.LintFrom(given.Workspace, report, diagnose.Selection{}, false, o))
	}
	return all
}

func indented(t testing.TB, v any) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestEveryReadingResolvesABundleAsBefore compares what the readings make of an
// environment and of its bundle, but for the secrets, each of which has its stand-in.
func TestEveryReadingResolvesABundleAsBefore(t *testing.T) {
	list := recorded(t)
	each := 1
	if os.Getenv("SESSCTL_TEST_ALL_BUNDLES") == "" {
		each = len(list)/80 + 1
	}
	for i, c := range list {
		if i%each != 0 {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			env := environment(t, c)
			m := Make(&session.Config{Workspace: resolve.NewWorkspace(env)})
			want, got := answers(t, env, c), answers(t, open(t, m.Bundle), c)
			for id := range want {
				if w, g := m.replaced(want[id]), m.replaced(got[id]); w != g {
					t.Errorf("%s resolves otherwise:\n%s", id, difference(w, g))
				}
			}
			again := Make(&session.Config{Workspace: resolve.NewWorkspace(open(t, m.Bundle))})
			if first, second := indented(t, m.Bundle), indented(t, again.Bundle); first != second {
				t.Errorf("a bundle of a bundle is another:\n%s", difference(first, second))
			}
		})
	}
}

var words = regexp.MustCompile(`[\pL\pN]+`)

var escapes = regexp.MustCompile(`\\(u[0-9a-f]{4}|[nrtbf])`)

var ids = regexp.MustCompile(`(A[KS]IA)[A-Z0-9]{4,16}`)

// replaced writes each word that has a stand-in, and each that is one, as its shape.
func (m Made) replaced(text string) string {
	of := map[string]bool{}
	for w, n := range m.words {
		of[w], of[n] = true, true
	}
	text = ids.ReplaceAllString(escapes.ReplaceAllString(text, " "), "${1}x")
	return words.ReplaceAllStringFunc(text, func(w string) string {
		if of[w] {
			return fmt.Sprint("word of ", len(w))
		}
		return w
	})
}

func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	var out strings.Builder
	for i := 0; i < min(len(x), len(y)); i++ {
		if x[i] != y[i] {
			fmt.Fprintf(&out, "line %d\n - %.300s\n + %.300s\n", i, x[i], y[i])
			if out.Len() > 1500 {
				break
			}
		}
	}
	return out.String() + fmt.Sprintf("%d and %d lines", len(x), len(y))
}
