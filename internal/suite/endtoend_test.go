package suite

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
)

// endToEnd is a case: the environment, and the folder fs as its file system.
type endToEnd struct {
	folder
	dir  string
	root string
	w    *resolve.Workspace
}

// eachEndToEnd runs every case of a suite.
func eachEndToEnd(t *testing.T, suite string, run func(t *testing.T, c endToEnd)) {
	for _, f := range folders(t, suite) {
		entries, err := os.ReadDir(f.path)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !e.IsDir() {
				continue
			}
			t.Run(f.prefix+e.Name(), func(t *testing.T) {
				c := endToEnd{folder: f, dir: filepath.Join(f.path, e.Name())}
				var err error
				if c.root, err = filepath.Abs(filepath.Join(c.dir, "fs")); err != nil {
					t.Fatal(err)
				}
				var vars map[string]string
				readJSON(t, filepath.Join(c.dir, "env.json"), &vars)
				c.w = workspace(t, "linux", c.root, vars)
				run(t, c)
			})
		}
	}
}

// keys are credentials as a case expects them; what is absent there must be
// absent here.
type keys struct {
	AccessKeyID     string `json:"access_key_id"`
	SecretAccessKey string `json:"secret_access_key"`
	SessionToken    string `json:"session_token"`
	AccountID       string `json:"account_id"`
	Expiry          int64  `json:"expiry"`
}

func TestSuiteDefaultCredentialProviderChain(t *testing.T) {
	eachEndToEnd(t, "default-credential-provider-chain", func(t *testing.T, c endToEnd) {
		c.credentials(t, resolve.Resolve(c.w, resolve.Inputs{}, specification(t)).Credentials)
	})
}

func TestSuiteProfileProvider(t *testing.T) {
	eachEndToEnd(t, "profile-provider", func(t *testing.T, c endToEnd) {
		plan, _ := resolve.PlanProfile(c.w, resolve.Inputs{}, specification(t))
		c.credentials(t, plan)
	})
}

// credentials plays a plan against the recording and judges how it ends.
func (c endToEnd) credentials(t *testing.T, plan resolve.Plan) {
	t.Helper()
	var expected struct {
		Result struct {
			Ok            *keys
			ErrorContains *string
		}
	}
	readJSON(t, filepath.Join(c.dir, "test-case.json"), &expected)
	p := c.player(t)
	got, failure := p.play(plan)
	p.done()
	switch want := expected.Result; {
	case want.Ok != nil && failure != "":
		t.Errorf("got the error %q, want %+v", failure, *want.Ok)
	case want.Ok != nil && got != *want.Ok:
		t.Errorf("\n got %+v\nwant %+v", got, *want.Ok)
	case want.Ok == nil && want.ErrorContains == nil:
		t.Fatal("the case expects neither credentials nor an error")
	case want.Ok == nil && failure == "":
		t.Errorf("got %+v, want an error with %q", got, *want.ErrorContains)
	case want.Ok == nil:
		contains(t, "error", failure, *want.ErrorContains)
	}
}

func TestSuiteDefaultTokenProviderChain(t *testing.T) {
	eachEndToEnd(t, "default-token-provider-chain", func(t *testing.T, c endToEnd) {
		type bearer struct{ Token, Expiration string }
		var expected struct {
			Result struct {
				Ok            *bearer
				ErrorContains *string
			}
		}
		readJSON(t, filepath.Join(c.dir, "test-case.json"), &expected)
		plan, _ := resolve.PlanToken(c.w, resolve.Inputs{}, specification(t))
		p := c.player(t)
		token, until, failure := p.bearer(plan)
		p.done()
		switch want := expected.Result; {
		case want.Ok != nil && failure != "":
			t.Errorf("got the error %q, want the token", failure)
		case want.Ok != nil && (token != want.Ok.Token || want.Ok.Expiration != "" && until != want.Ok.Expiration):
			t.Errorf("got %q until %q, want %q until %q", token, until, want.Ok.Token, want.Ok.Expiration)
		case want.Ok == nil && want.ErrorContains == nil:
			t.Fatal("the case expects neither a token nor an error")
		case want.Ok == nil && failure == "":
			t.Errorf("got a token, want an error with %q", *want.ErrorContains)
		case want.Ok == nil:
			contains(t, "error", failure, *want.ErrorContains)
		}
	})
}
