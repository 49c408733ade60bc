package check_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sessctl/sessctl/internal/check"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

// BenchmarkCheck asks policies that are compiled once of one environment after
// another, whose files are read already, as whoever streams environments does.
func BenchmarkCheck(b *testing.B) {
	home := b.TempDir()
	config := "[default]\nregion = eu-west-1\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = keys\nmfa_serial = m\n\n[profile keys]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI\n"
	if err := os.MkdirAll(filepath.Join(home, ".aws"), 0o700); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".aws", "config"), []byte(config), 0o600); err != nil {
		b.Fatal(err)
	}
	c := &check.Checker{SDKs: sdk.All()[:1]}
	for _, name := range []string{"no-static-keys", "regions", "mfa"} {
		text, err := os.ReadFile("../../docs/policies/" + name + ".yaml")
		if err != nil {
			b.Fatal(err)
		}
		if err := c.Policies.Parse(name, text, func(ids []string) ([]string, error) { return ids, nil }); err != nil {
			b.Fatal(err)
		}
	}
	c.Assertions = []check.Assertion{{Text: "region=eu-west-1", Setting: "region", Op: "=", Want: "eu-west-1"}}
	env, err := environ.New(environ.Options{NoEnv: true, Home: home})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		w := resolve.NewWorkspace(env)
		r := c.Check(&session.Config{Workspace: w}, document.Options{})
		if r.Failed() > 0 || r.Unanswered() || len(r.Results) != 4 {
			b.Fatalf("%+v", r.Results)
		}
	}
}
