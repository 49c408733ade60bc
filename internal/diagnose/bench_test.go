package diagnose

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
)

// BenchmarkWhole examines a home of three hundred SSO profiles.
func BenchmarkWhole(b *testing.B) {
	home := b.TempDir()
	var s strings.Builder
	s.WriteString("[default]\nregion = eu-west-1\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n")
	for i := range 300 {
		fmt.Fprintf(&s, "[profile acct-%03d]\nsso_session = corp\nsso_account_id = %012d\nsso_role_name = Dev\nregion = eu-west-1\noutput = json\n", i, i)
	}
	if err := os.MkdirAll(filepath.Join(home, ".aws"), 0o700); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".aws", "config"), []byte(s.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	for _, rd := range sdk.Readings() {
		b.Run(rd.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				env, err := environ.New(environ.Options{NoEnv: true, Home: home})
				if err != nil {
					b.Fatal(err)
				}
				Whole(resolve.NewWorkspace(env), resolve.Inputs{}, rd, time.Now())
			}
		})
	}
}
