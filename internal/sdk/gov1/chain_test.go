package gov1

import (
	"crypto/sha1"
	"fmt"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
)

// planText is a plan as "provider status: step, step".
func planText(p resolve.Plan) string {
	var steps []string
	for _, s := range p.Steps {
		text := s.Kind
		switch s.Kind {
		case resolve.StepStatic:
			text += " " + s.AccessKeyID
		case resolve.StepAssumeRole:
			text += fmt.Sprintf(" %s %d %s", s.RoleARN[strings.LastIndexByte(s.RoleARN, '/')+1:], *s.DurationSeconds, s.Endpoint)
		case resolve.StepWebIdentity:
			text += " " + s.Endpoint
		case resolve.StepSSO:
			text += fmt.Sprintf(" %s/%s %s", s.AccountID, s.RoleName, s.Endpoint)
		case resolve.StepContainer:
			text += " " + s.URL
		case resolve.StepIMDS:
			text += " " + s.Endpoint
		}
		steps = append(steps, text)
	}
	return strings.TrimSpace(p.Provider+" "+string(p.Status)) + ": " + strings.Join(steps, ", ")
}

func TestChain(t *testing.T) {
	arn := func(name string) string { return "role_arn=arn:aws:iam::123456789012:role/" + name + "\n" }
	token := func(key string) string { return fmt.Sprintf(".aws/sso/cache/%x.json", sha1.Sum([]byte(key))) }
	const good = `{"accessToken":"t","expiresAt":"2099-01-01T00:00:00Z"}`
	keys := []string{"AWS_ACCESS_KEY_ID=ENV", "AWS_SECRET_KEY=s"}
	session := "[default]\nregion=us-west-2\nsso_session=s\nsso_account_id=1\nsso_role_name=r\n[sso-session s]\nsso_region=us-east-1\nsso_start_url=u\n"
	tests := []struct {
		name string
		env  sdktest.Case
		want string
		says string // in the plan's message
	}{
		{"environment", sdktest.Case{Vars: keys, Credentials: "[default]\n" + pair}, "env resolved: static ENV", ""},
		{"environment before AWS_PROFILE", sdktest.Case{Vars: append([]string{"AWS_PROFILE=a"}, keys...), Credentials: "[a]\n" + pair}, "env resolved: static ENV", ""},
		{"explicit profile before the environment", sdktest.Case{Vars: keys, Credentials: "[a]\n" + pair, Profile: "a"}, "shared-credentials resolved: static AKIA", ""},
		{"explicit profile that is missing", sdktest.Case{Vars: append([]string{"AWS_EC2_METADATA_DISABLED=true"}, keys...), Profile: "a"}, "none: ", "AWS_EC2_METADATA_DISABLED"},
		{"keys in the config file", sdktest.Case{Config: "[default]\n" + pair}, "config resolved: static AKIA", ""},
		{"keys in both", sdktest.Case{Config: "[default]\n" + pair, Credentials: "[default]\naws_access_key_id=B\naws_secret_access_key=s\n"}, "shared-credentials resolved: static B", ""},
		{"keys split over the files", sdktest.Case{Config: "[default]\naws_access_key_id=A\n", Credentials: "[default]\naws_secret_access_key=s\n"}, "imds needs-network: imds http://169.254.169.254", ""},
		{"role", sdktest.Case{Config: "[default]\nregion=us-west-2\n" + arn("a") + "source_profile=b\n[profile b]\n" + pair},
			"assume-role needs-network: static AKIA, assume-role a 900 https://sts.amazonaws.com", ""},
		{"role in the session's region", sdktest.Case{Config: "[default]\nregion=eu-west-1\nsts_regional_endpoints=regional\n" + arn("a") + "source_profile=b\n[profile b]\nregion=us-east-2\n" + pair},
			"assume-role needs-network: static AKIA, assume-role a 900 https://sts.eu-west-1.amazonaws.com", ""},
		{"roles in a chain", sdktest.Case{Config: "[default]\n" + arn("a") + "source_profile=b\nduration_seconds=0x1000\n[profile b]\n" + arn("b") + "source_profile=c\nduration_seconds=959\n[profile c]\n" + pair},
			"assume-role needs-network: static AKIA, assume-role b 900 https://sts.amazonaws.com, assume-role a 4096 https://sts.amazonaws.com", ""},
		{"own keys do not count beside a source", sdktest.Case{Config: "[default]\naws_access_key_id=OWN\naws_secret_access_key=s\n" + arn("a") + "source_profile=b\n[profile b]\n" + pair},
			"assume-role needs-network: static AKIA, assume-role a 900 https://sts.amazonaws.com", ""},
		{"role over keys, without a source", sdktest.Case{Config: "[default]\n" + arn("a") + pair}, "assume-role needs-network: static AKIA, assume-role a 900 https://sts.amazonaws.com", ""},
		{"value read twice", sdktest.Case{Config: "[default]\n" + arn("a") + "source_profile=default\naws_access_key_id=\"A\\\"B\\\"C\"\naws_secret_access_key=s\n"},
			`assume-role needs-network: static A"B"CCC, assume-role a 900 https://sts.amazonaws.com`, ""},
		{"role over instance metadata", sdktest.Case{Config: "[default]\n" + arn("a")}, "assume-role needs-network: imds http://169.254.169.254, assume-role a 900 https://sts.amazonaws.com", ""},
		{"Ec2InstanceMetadata in a container", sdktest.Case{Config: "[default]\n" + arn("a") + "credential_source=Ec2InstanceMetadata\n", Vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c"}},
			"assume-role needs-network: container http://169.254.170.2/c, assume-role a 900 https://sts.amazonaws.com", ""},
		{"Environment without keys", sdktest.Case{Config: "[default]\n" + arn("a") + "credential_source=Environment\n"}, "assume-role error: ", "no whole pair of keys"},
		{"external id too short", sdktest.Case{Config: "[default]\nexternal_id=x\n" + arn("a") + "source_profile=b\n[profile b]\n" + pair},
			"assume-role error: static AKIA, assume-role a 900 https://sts.amazonaws.com", "external_id has fewer than 2 bytes"},
		{"the outermost fault counts", sdktest.Case{Config: "[default]\nmfa_serial=x\n" + arn("a") + "source_profile=b\n[profile b]\nexternal_id=x\n" + arn("b") + "source_profile=c\n[profile c]\n" + pair},
			"assume-role error: assume-role a 900 https://sts.amazonaws.com", "mfa_serial has fewer than 9 bytes"},
		{"region that makes no host", sdktest.Case{Config: "[default]\n" + arn("a") + "source_profile=b\n[profile b]\n" + pair, Region: "us_west"},
			"assume-role error: static AKIA, assume-role a 900 ", "letters, digits and hyphens"},
		{"web identity of the environment", sdktest.Case{Credentials: "[default]\n" + pair, Files: map[string]string{"token": "a.b.c"}, Region: "eu-north-1",
			Vars: []string{"AWS_WEB_IDENTITY_TOKEN_FILE=HOME~/token", "AWS_ROLE_ARN=arn:aws:iam::123456789012:role/w"}}, "web-identity needs-network: web-identity https://sts.amazonaws.com", ""},
		{"web identity of a profile", sdktest.Case{Config: "[default]\n" + arn("a") + "web_identity_token_file=HOME~/token\n", Files: map[string]string{"token": "a.b.c"}}, "web-identity needs-network: web-identity https://sts.amazonaws.com", ""},
		{"web identity without its file", sdktest.Case{Config: "[default]\n" + arn("a") + "web_identity_token_file=HOME~/token\n"}, "web-identity error: web-identity ", "no such file"},
		{"sso-session", sdktest.Case{Config: session, Files: map[string]string{token("s"): good}}, "sso needs-network: sso 1/r https://portal.sso.us-east-1.amazonaws.com", ""},
		{"sso-session, expired", sdktest.Case{Config: session, Files: map[string]string{token("s"): strings.Replace(good, "2099", "2001", 1)}},
			"sso error: sso 1/r https://portal.sso.us-east-1.amazonaws.com", "cannot be renewed"},
		{"sso-session without a login", sdktest.Case{Config: session}, "sso error: sso 1/r https://portal.sso.us-east-1.amazonaws.com", "no such file"},
		{"sso of old", sdktest.Case{Config: "[default]\nsso_region=eu-west-1\nsso_start_url=u\nsso_account_id=1\nsso_role_name=r\n", Files: map[string]string{token("u"): good}},
			"sso needs-network: sso 1/r https://portal.sso.eu-west-1.amazonaws.com", ""},
		{"process", sdktest.Case{Config: "[default]\ncredential_process=/bin/x y\n"}, "process needs-process: process", ""},
		{"role over a process", sdktest.Case{Config: "[default]\n" + arn("a") + "credential_process=/bin/x y\n"}, "assume-role needs-process: process, assume-role a 900 https://sts.amazonaws.com", ""},
		{"container", sdktest.Case{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c"}}, "container needs-network: container http://169.254.170.23/v1", ""},
		{"container that is not allowed", sdktest.Case{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://192.0.2.1/c"}}, "container error: container http://192.0.2.1/c", "loopback"},
		{"container token with a line end", sdktest.Case{Files: map[string]string{"token": "x\n"}, Vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=HOME~/token"}},
			"container error: container http://169.254.170.2/c", "line end"},
		{"metadata elsewhere", sdktest.Case{Config: "[default]\nec2_metadata_service_endpoint=http://[::1]:1/latest\nec2_metadata_service_endpoint_mode=ipv6\n"}, "imds needs-network: imds http://[::1]:1", ""},
		{"metadata by IPv6", sdktest.Case{Vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv6"}}, "imds needs-network: imds http://[fd00:ec2::254]", ""},
		{"metadata nowhere", sdktest.Case{Vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT=localhost"}}, "imds error: imds ", "does not begin with http"},
		{"files that cannot be parsed", sdktest.Case{Config: "= x\n"}, "error: ", "nothing stands before"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := tt.env.Resolve(t, SharedReading()).Credentials
			if got := planText(p); got != tt.want {
				t.Errorf("plan\n%s\nwant\n%s\n(%s)", got, tt.want, p.Message)
			}
			if !strings.Contains(p.Message, tt.says) || tt.says == "" && p.Message != "" {
				t.Errorf("message %q, want one with %q", p.Message, tt.says)
			}
			if len(p.Tried) == 0 {
				t.Error("no provider is told of")
			}
			for _, tr := range p.Tried {
				if tr.Reason == "" {
					t.Errorf("no reason why %s is %s", tr.Provider, tr.Outcome)
				}
			}
		})
	}
}

// Without shared config a profile gives keys, a process or nothing.
func TestChainUnshared(t *testing.T) {
	role := "[default]\nrole_arn=arn:aws:iam::123456789012:role/a\nsource_profile=none\nregion=r\n"
	tests := []struct {
		env  sdktest.Case
		want string
	}{
		{sdktest.Case{Credentials: role + pair}, "shared-credentials resolved: static AKIA"},
		{sdktest.Case{Config: "[default]\n" + pair}, "imds needs-network: imds http://169.254.169.254"},
		{sdktest.Case{Credentials: "[default]\ncredential_process=x\n"}, "process needs-process: process"},
		{sdktest.Case{Credentials: "[default]\nsso_session=s\n"}, "imds needs-network: imds http://169.254.169.254"},
	}
	for _, tt := range tests {
		res := tt.env.Resolve(t, Reading())
		if got := planText(res.Credentials); got != tt.want || res.Err != nil {
			t.Errorf("%q: %s (%v), want %s", tt.env.Credentials, got, res.Err, tt.want)
		}
	}
}

func TestDeepChain(t *testing.T) {
	var b strings.Builder
	b.WriteString("[default]\nregion=us-east-1\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "[profile p%d]\nrole_arn=arn:aws:iam::123456789012:role/p%d\nsource_profile=p%d\n", i, i, i+1)
	}
	b.WriteString("[profile p1000]\n" + pair)
	res := sdktest.Case{Config: b.String(), Profile: "p0"}.Resolve(t, SharedReading())
	if n := len(res.Credentials.Steps); n != 1001 || res.Err != nil {
		t.Errorf("%d steps, %v", n, res.Err)
	}
}
