package rewrite

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
)

// TestCuredOnce: what a cure brings to light is cured with it, and what is cured
// has nothing left that could be.
func TestCuredOnce(t *testing.T) {
	for was, want := range map[string]string{
		"[profile p]\nsso_session = c\nregion: us-east-1\n\n[sso-session c]\nsso_region:`cn-north-1\n": "[profile p]\nsso_session = c\nregion = us-east-1\n\n[sso-session c]\nsso_region = cn-north-1\n",
	} {
		rd := sdk.Readings()[0]
		env, err := environ.New(environ.Options{NoEnv: true, Home: "/home/u", OS: "linux", Root: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		all := func(diagnose.Finding) bool { return true }
		cured := func(text string) Fixes {
			w := resolve.NewWorkspace(env.With(map[string][]byte{"/home/u/.aws/config": []byte(text)}))
			now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
			return Examined{Workspace: w, Reading: rd, Readings: sdk.Readings(), Now: now}.CureAll(diagnose.Whole(w, resolve.Inputs{}, rd, now).Findings, all)
		}
		got := cured(was)
		if len(got.Files) != 1 || got.Files[0].New != want || got.Files[0].Old != was {
			t.Errorf("%q became %+v, refused %+v", was, got.Files, got.Refused)
		}
		if again := cured(want); len(again.Applied) > 0 {
			t.Errorf("%q is cured twice: %+v", was, again.Applied)
		}
	}
}

// TestCuredByTwoPaths: a file that is both shared files is mended once, and not
// where the other would be wrong then.
func TestCuredByTwoPaths(t *testing.T) {
	for was, want := range map[string]string{
		"[profile \"default]\nregion: us-east-1\n":         "[default]\nregion = us-east-1\n",
		"[profile p]\nregion = us-east-1\n":                "",
		"[p]\nregion = us-east-1\n[default]\nregion: us\n": "[p]\nregion = us-east-1\n[default]\nregion = us\n",
	} {
		root := t.TempDir()
		config := filepath.Join(root, "home/u/.aws/config")
		if err := errors.Join(os.MkdirAll(filepath.Dir(config), 0o700), os.WriteFile(config, []byte(was), 0o600), os.Symlink("config", filepath.Join(filepath.Dir(config), "credentials"))); err != nil {
			t.Skip(err) // such as a system without links
		}
		rd := sdk.Readings()[0]
		env, err := environ.New(environ.Options{NoEnv: true, Home: "/home/u", OS: "linux", Root: root})
		if err != nil {
			t.Fatal(err)
		}
		w := resolve.NewWorkspace(env)
		now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		all := func(diagnose.Finding) bool { return true }
		got := Examined{Workspace: w, Reading: rd, Readings: sdk.Readings(), Now: now}.CureAll(diagnose.Whole(w, resolve.Inputs{}, rd, now).Findings, all)
		switch {
		case want == "" && len(got.Files) == 0 && len(got.Refused) > 0:
		case len(got.Files) != 1 || got.Files[0].New != want:
			t.Errorf("%q became %+v, refused %+v", was, got.Files, got.Refused)
		}
	}
}
