// Package sdktest lays out environments for the tests of the SDKs' readings.
package sdktest

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Case is an environment. HOME~ in any text stands for its home directory.
type Case struct {
	Config, Credentials string            // the shared files; there is none where the text is empty
	Files               map[string]string // beside them, by path below the home directory
	Vars                []string          // NAME=VALUE
	Profile, Region     string            // as flags give them
}

// Resolve lays the environment out and gives what a reading makes of it.
func (c Case) Resolve(t testing.TB, rd *resolve.Reading) *resolve.Resolution {
	t.Helper()
	w := c.Workspace(t)
	in := resolve.Inputs{Explicit: map[string]origin.Candidate{}}
	if c.Profile != "" {
		in.Profile = &origin.Candidate{Value: c.Profile, Origin: origin.Origin{Kind: origin.Flag, Name: "--profile"}}
	}
	if c.Region != "" {
		in.Explicit["region"] = origin.Candidate{Value: c.Region, Origin: origin.Origin{Kind: origin.Flag, Name: "--region"}}
	}
	return sound(t, resolve.Resolve(w, in, rd))
}

// Workspace lays the environment out.
func (c Case) Workspace(t testing.TB) *resolve.Workspace {
	t.Helper()
	home := t.TempDir()
	at := func(s string) string { return strings.ReplaceAll(s, "HOME~", home) }
	files := map[string]string{}
	maps.Copy(files, c.Files)
	for name, text := range map[string]string{".aws/config": c.Config, ".aws/credentials": c.Credentials} {
		if text != "" {
			files[name] = text
		}
	}
	for name, text := range files {
		path := filepath.Join(home, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(at(text)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	vars := []string{"HOME=" + home}
	for _, v := range c.Vars {
		vars = append(vars, at(v))
	}
	env, err := environ.New(environ.Options{NoEnv: true, Vars: vars, OS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	return resolve.NewWorkspace(env)
}

// Offline is a Case in which instance metadata is turned off, unless a
// variable says otherwise.
type Offline Case

// Resolve lays the environment out and gives what a reading makes of it.
func (c Offline) Resolve(t testing.TB, rd *resolve.Reading) *resolve.Resolution {
	t.Helper()
	c.Vars = append([]string{"AWS_EC2_METADATA_DISABLED=true"}, c.Vars...)
	return Case(c).Resolve(t, rd)
}

// Workspace lays the environment out.
func (c Offline) Workspace(t testing.TB) *resolve.Workspace {
	t.Helper()
	c.Vars = append([]string{"AWS_EC2_METADATA_DISABLED=true"}, c.Vars...)
	return Case(c).Workspace(t)
}

// With gives the environment with more variables.
func (c Offline) With(vars ...string) Offline {
	c.Vars = slices.Concat(c.Vars, vars)
	return c
}

// sound fails the test where something that people are shown says nothing.
func sound(t testing.TB, res *resolve.Resolution) *resolve.Resolution {
	t.Helper()
	for _, p := range res.Problems {
		if p.Message == "" || p.Code == "" {
			t.Errorf("a problem that says nothing: %+v", p)
		}
	}
	for _, tried := range res.Credentials.Tried {
		if tried.Reason == "" {
			t.Errorf("nothing is said of %s", tried.Provider)
		}
	}
	return res
}
