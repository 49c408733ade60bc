package resolve_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
)

// BenchmarkResolve resolves a small home in each reading, files and all.
func BenchmarkResolve(b *testing.B) {
	home := b.TempDir()
	if err := os.MkdirAll(filepath.Join(home, ".aws"), 0o700); err != nil {
		b.Fatal(err)
	}
	for name, text := range map[string]string{
		"config":      "[default]\nregion = eu-west-1\noutput = json\n\n[profile dev]\nregion = us-west-2\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = base\n",
		"credentials": "[base]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = s\n",
	} {
		if err := os.WriteFile(filepath.Join(home, ".aws", name), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	options := environ.Options{NoEnv: true, Home: home, Vars: []string{"AWS_PROFILE=dev", "AWS_DEFAULT_REGION=eu-west-3", "AWS_PAGER=", "PATH=/bin"}}
	for _, rd := range sdk.Readings() {
		b.Run(rd.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				env, err := environ.New(options)
				if err != nil {
					b.Fatal(err)
				}
				resolve.Resolve(resolve.NewWorkspace(env), resolve.Inputs{}, rd)
			}
		})
	}
	b.Run("differs", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			env, err := environ.New(options)
			if err != nil {
				b.Fatal(err)
			}
			w := resolve.NewWorkspace(env)
			res := resolve.Resolve(w, resolve.Inputs{}, sdk.Readings()[0])
			resolve.FillDiffers(w, resolve.Inputs{}, res, sdk.Readings(), true)
		}
	})
}
