package seed

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// seedIn resolves an environment as go-v1.1 does. A credentials text of "-" is no file.
func seedIn(t *testing.T, credentials string, vars ...string) *resolve.Resolution {
	t.Helper()
	home := t.TempDir()
	if credentials != "-" {
		if err := os.MkdirAll(filepath.Join(home, ".aws"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(home, ".aws", "credentials"), []byte(credentials), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return seedAt(t, home, resolve.Inputs{}, vars...)
}

func seedAt(t *testing.T, home string, in resolve.Inputs, vars ...string) *resolve.Resolution {
	t.Helper()
	for i := range vars {
		vars[i] = strings.ReplaceAll(vars[i], "HOME~", home)
	}
	env, err := environ.New(environ.Options{NoEnv: true, Vars: append([]string{"HOME=" + home}, vars...), OS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	return resolve.Resolve(resolve.NewWorkspace(env), in, Reading())
}

// tried gives how each provider fared, in a line.
func tried(p resolve.Plan) string {
	var s []string
	for _, t := range p.Tried {
		s = append(s, t.Provider+" "+string(t.Outcome))
	}
	return strings.Join(s, ", ")
}

const pair = "aws_access_key_id = AKIAFILE\naws_secret_access_key = s\n"

func TestCredentials(t *testing.T) {
	const imds = "env absent, shared-credentials %, imds chosen"
	tests := []struct {
		name, file string
		vars       []string
		status     resolve.Status
		key        string
		tried      string
		reason     string // in the reason of some provider
	}{
		{"environment", "[default]\n" + pair, []string{"AWS_ACCESS_KEY_ID=A", "AWS_SECRET_ACCESS_KEY=s"}, resolve.StatusResolved, "A",
			"env chosen, shared-credentials skipped, imds skipped", "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set"},
		{"older names, mixed", "-", []string{"AWS_ACCESS_KEY=A", "AWS_SECRET_ACCESS_KEY=s"}, resolve.StatusResolved, "A",
			"env chosen, shared-credentials skipped, imds skipped", "AWS_ACCESS_KEY and"},
		{"an empty newer name leaves the older one", "-", []string{"AWS_ACCESS_KEY_ID=", "AWS_ACCESS_KEY=A", "AWS_SECRET_KEY=s"}, resolve.StatusResolved, "A",
			"env chosen, shared-credentials skipped, imds skipped", ""},
		{"half a pair", "[default]\n" + pair, []string{"AWS_ACCESS_KEY_ID=A"}, resolve.StatusResolved, "AKIAFILE",
			"env failed, shared-credentials chosen, imds skipped", "AWS_ACCESS_KEY_ID is set, but neither AWS_SECRET_ACCESS_KEY nor AWS_SECRET_KEY is set"},
		{"an empty secret", "[default]\n" + pair, []string{"AWS_ACCESS_KEY_ID=A", "AWS_SECRET_ACCESS_KEY="}, resolve.StatusResolved, "AKIAFILE",
			"env failed, shared-credentials chosen, imds skipped", "AWS_SECRET_ACCESS_KEY is empty"},
		{"default profile", "[default]\n" + pair, nil, resolve.StatusResolved, "AKIAFILE", "env absent, shared-credentials chosen, imds skipped", ""},
		{"named profile", "[a]\n" + pair, []string{"AWS_PROFILE=a"}, resolve.StatusResolved, "AKIAFILE", "env absent, shared-credentials chosen, imds skipped", ""},
		{"an empty AWS_PROFILE", "[default]\n" + pair, []string{"AWS_PROFILE="}, resolve.StatusResolved, "AKIAFILE", "env absent, shared-credentials chosen, imds skipped", ""},
		{"missing profile", "[default]\n" + pair, []string{"AWS_PROFILE=a"}, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "failed", 1), "has no section [a]"},
		{"no default profile", "[a]\n" + pair, nil, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "absent", 1), "has no section [default]"},
		{"no file", "-", nil, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "absent", 1), "there is no file"},
		{"a file that was asked for", "-", []string{"AWS_SHARED_CREDENTIALS_FILE=HOME~/x"}, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "failed", 1), "no such file"},
		{"no home", "-", []string{"HOME="}, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "failed", 1), "neither HOME nor USERPROFILE"},
		{"USERPROFILE on any system", "[default]\n" + pair, []string{"HOME=", "USERPROFILE=HOME~"}, resolve.StatusResolved, "AKIAFILE", "env absent, shared-credentials chosen, imds skipped", ""},
		{"a fault loses every profile", "[default]\n" + pair + "[a]\njunk\n", nil, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "failed", 1), "credentials:5:1, and for that the whole file is rejected"},
		{"no secret", "[default]\naws_access_key_id=A\n", nil, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "failed", 1), "no aws_secret_access_key"},
		{"no id", "[default]\naws_secret_access_key=s\n", nil, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "failed", 1), "no aws_access_key_id"},
		{"keys in capitals", "[default]\nAWS_ACCESS_KEY_ID=A\nAWS_SECRET_ACCESS_KEY=s\n", nil, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "failed", 1), "AWS_ACCESS_KEY_ID is another key"},
		{"empty keys are keys", "[default]\naws_access_key_id=\naws_secret_access_key=\n", nil, resolve.StatusResolved, "", "env absent, shared-credentials chosen, imds skipped", ""},
		{"DEFAULT is not handed on", "[DEFAULT]\n" + pair + "[default]\n", nil, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "failed", 1), "neither aws_access_key_id nor"},
		{"DEFAULT by name", pair, []string{"AWS_PROFILE=DEFAULT"}, resolve.StatusResolved, "AKIAFILE", "env absent, shared-credentials chosen, imds skipped", ""},
		{"DEFAULT is always there", "[a]\n", []string{"AWS_PROFILE=DEFAULT"}, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "failed", 1), "neither aws_access_key_id nor"},
		{"a child inherits", "[a]\n" + pair + "[a.b.c]\n", []string{"AWS_PROFILE=a.b.c"}, resolve.StatusResolved, "AKIAFILE", "env absent, shared-credentials chosen, imds skipped", "by way of [a]"},
		{"a child that is not written does not", "[a]\n" + pair, []string{"AWS_PROFILE=a.b"}, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "failed", 1), "has no section [a.b]"},
		{"a child of nothing inherits DEFAULT", pair + "[.a]\n", []string{"AWS_PROFILE=.a"}, resolve.StatusResolved, "AKIAFILE", "env absent, shared-credentials chosen, imds skipped", "by way of [DEFAULT]"},
		{"interpolation", "x=1\n[default]\naws_access_key_id=A%(y)s%(x)s%(z)s\ny=2%(x)s\naws_secret_access_key=s\n", nil, resolve.StatusResolved, "A211%(z)s", "env absent, shared-credentials chosen, imds skipped", ""},
		{"a parent's value is worked out in the parent", "[a]\nx=1\naws_access_key_id=%(x)s\naws_secret_access_key=s\n[a.b]\nx=2\n", []string{"AWS_PROFILE=a.b"}, resolve.StatusResolved, "1", "env absent, shared-credentials chosen, imds skipped", ""},
		{"a key that names itself asks DEFAULT", "aws_access_key_id=D\n[default]\naws_access_key_id=%(aws_access_key_id)s\naws_secret_access_key=s\n", nil, resolve.StatusResolved, "D", "env absent, shared-credentials chosen, imds skipped", ""},
		{"the token is defined by asking for it", "[default]\naws_access_key_id=A%(aws_session_token)s\naws_secret_access_key=s\n", nil, resolve.StatusResolved, "A", "env absent, shared-credentials chosen, imds skipped", ""},
		{"a circle", "[default]\naws_access_key_id=%(x)s\nx=%(aws_access_key_id)s\naws_secret_access_key=s\n", nil, resolve.StatusError, "", "env absent, shared-credentials failed, imds skipped", "overflows the stack"},
		{"a circle of one", "x=%(x)s\n[default]\naws_access_key_id=%(x)s\naws_secret_access_key=s\n", nil, resolve.StatusError, "", "env absent, shared-credentials failed, imds skipped", "overflows the stack"},
		{"a value without end", "[default]\naws_access_key_id=%(x)s\nx=%(x)s%(x)s\naws_secret_access_key=s\n", nil, resolve.StatusError, "", "env absent, shared-credentials failed, imds skipped", "grow without bound"},
		{"nothing turns metadata off", "-", []string{"AWS_EC2_METADATA_DISABLED=true"}, resolve.StatusNeedsNetwork, "", strings.Replace(imds, "%", "absent", 1), "no variable turns it off"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := seedIn(t, tt.file, tt.vars...)
			plan := res.Credentials
			if plan.Status != tt.status || plan.AccessKeyID != tt.key || tried(plan) != tt.tried {
				t.Errorf("got %s %q, %s\nwant %s %q, %s", plan.Status, plan.AccessKeyID, tried(plan), tt.status, tt.key, tt.tried)
			}
			var reasons []string
			for _, t := range plan.Tried {
				reasons = append(reasons, t.Reason)
			}
			if all := strings.Join(reasons, "\n"); !strings.Contains(all, tt.reason) {
				t.Errorf("no reason has %q:\n%s", tt.reason, all)
			}
			if res.Err != nil {
				t.Errorf("building the session fails: %v", res.Err)
			}
		})
	}
}

func TestSession(t *testing.T) {
	res := seedIn(t, "[default]\nregion=r\n"+pair, "AWS_DEFAULT_REGION=eu-west-1")
	if v := res.Setting("region"); v.Set {
		t.Errorf("the region is %q from %v", v.Value, v.Origin)
	}
	res = seedIn(t, "-", "AWS_REGION=cn-north-1")
	if got, want := res.Credentials.Steps[0].Endpoint, "http://ec2metadata.cn-north-1.amazonaws.com.cn"; got != want {
		t.Errorf("metadata is asked at %s, want %s", got, want)
	}
	flag := origin.Origin{Kind: origin.Flag, Name: "--profile"}
	res = seedAt(t, t.TempDir(), resolve.Inputs{Profile: &origin.Candidate{Value: "a", Origin: flag}}, "AWS_PROFILE=b")
	if p := res.Profile; p.Name != "a" || p.Origin != flag || len(p.Others) != 1 || p.Others[0].Value != "b" {
		t.Errorf("the profile is %+v", p)
	}
}

func TestSecretsAndPlaces(t *testing.T) {
	res := seedIn(t, "[a]\n"+pair+"aws_session_token = \"tok\"\n[a.b]\n", "AWS_PROFILE=a.b")
	step := res.Credentials.Steps[0]
	if step.SecretKey.Reveal() != "s" || step.SessionToken.Reveal() != "tok" {
		t.Errorf("the step has %q and %q", step.SecretKey.Reveal(), step.SessionToken.Reveal())
	}
	if o := step.Origin; o.Line != 2 || o.Column != 21 || o.Section != "a" || o.Key != "aws_access_key_id" {
		t.Errorf("the key stands at %+v", o)
	}
}

func TestProblems(t *testing.T) {
	for _, tt := range []struct{ file, profile, code string }{
		{"[profile a]\n" + pair, "a", "section-named-otherwise"},
		{"[ a ]\n" + pair, "a", "section-named-otherwise"},
		{"[DEFAULT]\n" + pair, "default", "default-section"},
		{"[default]\naws_access_key_id=\naws_secret_access_key=s\n", "default", "empty-keys"},
		{"[default]\naws_access_key_id=%(aws_secret_access_key)s\naws_secret_access_key=%(aws_access_key_id)s\n", "default", "endless-value"},
	} {
		res := seedIn(t, tt.file, "AWS_PROFILE="+tt.profile)
		found := false
		for _, p := range res.Problems {
			found = found || p.Code == tt.code
		}
		if !found {
			t.Errorf("%q: no problem %s among %+v", tt.file, tt.code, res.Problems)
		}
	}
}

func TestSettingsReadNoFile(t *testing.T) {
	env, err := environ.New(environ.Options{NoEnv: true, Home: t.TempDir(), Vars: []string{"AWS_REGION=r"}})
	if err != nil {
		t.Fatal(err)
	}
	if v := resolve.Settings(resolve.NewWorkspace(env), resolve.Inputs{}, Reading())["region"]; v.Value != "r" {
		t.Errorf("the region is %q", v.Value)
	}
	if files := env.Files(); len(files) != 0 {
		t.Errorf("%d files were read for settings that no file holds", len(files))
	}
}
