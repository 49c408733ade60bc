package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/check"
)

// starter has for each policy that ships an environment in which it holds, and
// one in which it does not.
var starter = map[string]struct{ passes, fails place }{
	"no-static-keys": {
		place{config: "[profile prod-a]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = r\nregion = eu-west-1\n[sso-session s]\nsso_region = eu-west-1\nsso_start_url = https://x.awsapps.com/start\n[profile dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n"},
		place{config: "[profile prod-a]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = keys\n[profile keys]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n", at: "config:5"},
	},
	"region-allow-list": {
		place{config: "[default]\nregion = eu-west-1\n"},
		place{config: "[default]\nregion = us-east-1\n", at: "config:2"},
	},
	"fips-in-govcloud": {
		place{config: "[default]\nregion = us-gov-west-1\nuse_fips_endpoint = true\n", sdks: "go-v2,boto3,cli,java-v2"},
		place{config: "[default]\nregion = us-gov-west-1\nuse_fips_endpoint = false\n", at: "config:3"},
	},
	"mfa-on-roles": {
		place{config: "[default]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = keys\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n[profile keys]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n"},
		place{config: "[default]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = keys\n[profile keys]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n", at: "config:2"},
	},
	"no-http-endpoints": {
		place{config: "[default]\nregion = eu-west-1\nendpoint_url = https://proxy.internal\nec2_metadata_service_endpoint = http://169.254.169.254\n"},
		place{config: "[default]\nregion = eu-west-1\nservices = s\n[services s]\nsqs =\n  endpoint_url = HTTP://localhost:4566\n", at: "config:6"},
	},
	"sdks-agree-on-region": {
		place{vars: []string{"AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1"}},
		place{vars: []string{"AWS_REGION=eu-west-1"}},
	},
	"sdks-agree-on-credentials": {
		place{vars: []string{"AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=x"}},
		place{vars: []string{"AWS_PROFILE=missing"}},
	},
	"sdks-agree": {
		place{vars: []string{"AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1"}},
		place{vars: []string{"AWS_REGION=eu-west-1", "AWS_RETRY_MODE=adaptive"}},
	},
}

// place is an environment.
type place struct {
	config, sdks string
	vars         []string
	at           string // where a policy fails
}

// args are the flags for it.
func (p place) args(t *testing.T) []string {
	t.Helper()
	home := t.TempDir()
	writeFile(t, filepath.Join(home, ".aws", "config"), p.config)
	args := []string{"--no-env", "--home", home, "--env", "AWS_EC2_METADATA_DISABLED=true"}
	for _, v := range p.vars {
		args = append(args, "--env", v)
	}
	if p.sdks != "" {
		args = append(args, "--sdks", p.sdks)
	}
	return args
}

// TestStarterPolicies has every policy that ships hold where it should, and fail
// where it should not, at the place at fault.
func TestStarterPolicies(t *testing.T) {
	files, err := filepath.Glob("../../docs/policies/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no policies ship: %v", err)
	}
	seen := map[string]bool{}
	for _, file := range files {
		for _, outcome := range []string{check.Passed, check.Failed} {
			for name, tt := range starter {
				p := tt.passes
				if outcome == check.Failed {
					p = tt.fails
				}
				for _, a := range checked(t, append([]string{"--policy", file}, p.args(t)...)) {
					if a.Name != name {
						continue
					}
					seen[name+outcome] = seen[name+outcome] || a.Outcome == outcome
					switch {
					case a.Outcome == check.Broken, outcome == check.Passed && a.Outcome != check.Passed:
						t.Errorf("%s is to be %s, and is %s (as %s): %s", name, outcome, a.Outcome, a.As, a.Message)
					case a.Outcome == check.Failed && p.at != "" && !strings.Contains(a.Origin.String(), p.at):
						t.Errorf("%s fails at %s, not at %s", name, a.Origin, p.at)
					case a.Outcome == check.Failed && (a.Message == "" || a.Help == ""):
						t.Errorf("%s does not say what is wrong and what to do", name)
					}
				}
			}
		}
	}
	for name := range starter {
		if !seen[name+check.Passed] || !seen[name+check.Failed] {
			t.Errorf("%s never passes or never fails: %v", name, seen)
		}
	}
}

// TestStarterPoliciesAreAllTested finds no policy that ships without a test, or
// that its page does not name.
func TestStarterPoliciesAreAllTested(t *testing.T) {
	page, err := os.ReadFile("../../docs/policies.md")
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("../../docs/policies/*.yaml")
	args := []string{"--no-env", "--home", t.TempDir()}
	for _, f := range files {
		args = append(args, "--policy", f)
		if !strings.Contains(string(page), "policies/"+filepath.Base(f)+")") {
			t.Errorf("docs/policies.md does not link %s", f)
		}
	}
	var names []string
	for _, a := range checked(t, args) {
		names = append(names, a.Name)
	}
	for name := range starter {
		if !slices.Contains(names, name) {
			t.Errorf("%s does not ship", name)
		}
	}
	for _, name := range names {
		if _, tested := starter[name]; !tested {
			t.Errorf("%s has no test", name)
		}
		if !strings.Contains(string(page), "`"+name+"`") {
			t.Errorf("docs/policies.md does not name %s", name)
		}
	}
}

// checked runs check and gives its answers.
func checked(t *testing.T, args []string) []check.Answer {
	t.Helper()
	var out, errs bytes.Buffer
	run(append([]string{"check", "-o", "json"}, args...), streams{in: strings.NewReader(""), out: &out, err: &errs})
	var r check.Report
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatalf("%v: %v\n%s%s", args, err, out.String(), errs.String())
	}
	return r.Results
}
