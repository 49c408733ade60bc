package resolve

import (
	"crypto/sha1"
	"fmt"
	"strings"
	"testing"
)

// planText is a plan as "provider status: step, step".
func planText(p Plan) string {
	var steps []string
	for _, s := range p.Steps {
		text := s.Kind
		switch s.Kind {
		case StepStatic:
			text += " " + s.AccessKeyID
		case StepAssumeRole:
			text += fmt.Sprintf(" %s %d %s", s.RoleARN[strings.LastIndexByte(s.RoleARN, '/')+1:], *s.DurationSeconds, s.Endpoint)
		case StepWebIdentity:
			text += " " + s.Endpoint
		case StepSSO:
			text += fmt.Sprintf(" %s/%s %s", s.AccountID, s.RoleName, s.Endpoint)
		case StepContainer:
			text += " " + s.URL
		case StepIMDS:
			text += " " + s.Endpoint
		}
		steps = append(steps, text)
	}
	return strings.TrimSpace(p.Provider+" "+string(p.Status)) + ": " + strings.Join(steps, ", ")
}

func TestGoV1Chain(t *testing.T) {
	arn := func(name string) string { return "role_arn=arn:aws:iam::123456789012:role/" + name + "\n" }
	token := func(key string) string { return fmt.Sprintf(".aws/sso/cache/%x.json", sha1.Sum([]byte(key))) }
	const good = `{"accessToken":"t","expiresAt":"2099-01-01T00:00:00Z"}`
	keys := []string{"AWS_ACCESS_KEY_ID=ENV", "AWS_SECRET_KEY=s"}
	session := "[default]\nregion=us-west-2\nsso_session=s\nsso_account_id=1\nsso_role_name=r\n[sso-session s]\nsso_region=us-east-1\nsso_start_url=u\n"
	tests := []struct {
		name string
		env  gov1Env
		want string
		says string // in the plan's message
	}{
		{"environment", gov1Env{vars: keys, credentials: "[default]\n" + gov1Pair}, "env resolved: static ENV", ""},
		{"environment before AWS_PROFILE", gov1Env{vars: append([]string{"AWS_PROFILE=a"}, keys...), credentials: "[a]\n" + gov1Pair}, "env resolved: static ENV", ""},
		{"explicit profile before the environment", gov1Env{vars: keys, credentials: "[a]\n" + gov1Pair, profile: "a"}, "shared-credentials resolved: static AKIA", ""},
		{"explicit profile that is missing", gov1Env{vars: append([]string{"AWS_EC2_METADATA_DISABLED=true"}, keys...), profile: "a"}, "none: ", "AWS_EC2_METADATA_DISABLED"},
		{"keys in the config file", gov1Env{config: "[default]\n" + gov1Pair}, "config resolved: static AKIA", ""},
		{"keys in both", gov1Env{config: "[default]\n" + gov1Pair, credentials: "[default]\naws_access_key_id=B\naws_secret_access_key=s\n"}, "shared-credentials resolved: static B", ""},
		{"keys split over the files", gov1Env{config: "[default]\naws_access_key_id=A\n", credentials: "[default]\naws_secret_access_key=s\n"}, "imds needs-network: imds http://169.254.169.254", ""},
		{"role", gov1Env{config: "[default]\nregion=us-west-2\n" + arn("a") + "source_profile=b\n[profile b]\n" + gov1Pair},
			"assume-role needs-network: static AKIA, assume-role a 900 https://sts.amazonaws.com", ""},
		{"role in the session's region", gov1Env{config: "[default]\nregion=eu-west-1\nsts_regional_endpoints=regional\n" + arn("a") + "source_profile=b\n[profile b]\nregion=us-east-2\n" + gov1Pair},
			"assume-role needs-network: static AKIA, assume-role a 900 https://sts.eu-west-1.amazonaws.com", ""},
		{"roles in a chain", gov1Env{config: "[default]\n" + arn("a") + "source_profile=b\nduration_seconds=0x1000\n[profile b]\n" + arn("b") + "source_profile=c\nduration_seconds=959\n[profile c]\n" + gov1Pair},
			"assume-role needs-network: static AKIA, assume-role b 900 https://sts.amazonaws.com, assume-role a 4096 https://sts.amazonaws.com", ""},
		{"own keys do not count beside a source", gov1Env{config: "[default]\naws_access_key_id=OWN\naws_secret_access_key=s\n" + arn("a") + "source_profile=b\n[profile b]\n" + gov1Pair},
			"assume-role needs-network: static AKIA, assume-role a 900 https://sts.amazonaws.com", ""},
		{"role over keys, without a source", gov1Env{config: "[default]\n" + arn("a") + gov1Pair}, "assume-role needs-network: static AKIA, assume-role a 900 https://sts.amazonaws.com", ""},
		{"value read twice", gov1Env{config: "[default]\n" + arn("a") + "source_profile=default\naws_access_key_id=\"A\\\"B\\\"C\"\naws_secret_access_key=s\n"},
			`assume-role needs-network: static A"B"CCC, assume-role a 900 https://sts.amazonaws.com`, ""},
		{"role over instance metadata", gov1Env{config: "[default]\n" + arn("a")}, "assume-role needs-network: imds http://169.254.169.254, assume-role a 900 https://sts.amazonaws.com", ""},
		{"Ec2InstanceMetadata in a container", gov1Env{config: "[default]\n" + arn("a") + "credential_source=Ec2InstanceMetadata\n", vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c"}},
			"assume-role needs-network: container http://169.254.170.2/c, assume-role a 900 https://sts.amazonaws.com", ""},
		{"Environment without keys", gov1Env{config: "[default]\n" + arn("a") + "credential_source=Environment\n"}, "assume-role error: ", "no whole pair of keys"},
		{"external id too short", gov1Env{config: "[default]\nexternal_id=x\n" + arn("a") + "source_profile=b\n[profile b]\n" + gov1Pair},
			"assume-role error: static AKIA, assume-role a 900 https://sts.amazonaws.com", "external_id has fewer than 2 bytes"},
		{"the outermost fault counts", gov1Env{config: "[default]\nmfa_serial=x\n" + arn("a") + "source_profile=b\n[profile b]\nexternal_id=x\n" + arn("b") + "source_profile=c\n[profile c]\n" + gov1Pair},
			"assume-role error: assume-role a 900 https://sts.amazonaws.com", "mfa_serial has fewer than 9 bytes"},
		{"region that makes no host", gov1Env{config: "[default]\n" + arn("a") + "source_profile=b\n[profile b]\n" + gov1Pair, region: "us_west"},
			"assume-role error: static AKIA, assume-role a 900 ", "letters, digits and hyphens"},
		{"web identity of the environment", gov1Env{credentials: "[default]\n" + gov1Pair, files: map[string]string{"token": "a.b.c"}, region: "eu-north-1",
			vars: []string{"AWS_WEB_IDENTITY_TOKEN_FILE=HOME~/token", "AWS_ROLE_ARN=arn:aws:iam::123456789012:role/w"}}, "web-identity needs-network: web-identity https://sts.amazonaws.com", ""},
		{"web identity of a profile", gov1Env{config: "[default]\n" + arn("a") + "web_identity_token_file=HOME~/token\n", files: map[string]string{"token": "a.b.c"}}, "web-identity needs-network: web-identity https://sts.amazonaws.com", ""},
		{"web identity without its file", gov1Env{config: "[default]\n" + arn("a") + "web_identity_token_file=HOME~/token\n"}, "web-identity error: web-identity ", "no such file"},
		{"sso-session", gov1Env{config: session, files: map[string]string{token("s"): good}}, "sso needs-network: sso 1/r https://portal.sso.us-east-1.amazonaws.com", ""},
		{"sso-session, expired", gov1Env{config: session, files: map[string]string{token("s"): strings.Replace(good, "2099", "2001", 1)}},
			"sso error: sso 1/r https://portal.sso.us-east-1.amazonaws.com", "cannot be renewed; log in by aws sso login --sso-session s"},
		{"sso-session without a login", gov1Env{config: session}, "sso error: sso 1/r https://portal.sso.us-east-1.amazonaws.com", "no such file"},
		{"sso of old", gov1Env{config: "[default]\nsso_region=eu-west-1\nsso_start_url=u\nsso_account_id=1\nsso_role_name=r\n", files: map[string]string{token("u"): good}},
			"sso needs-network: sso 1/r https://portal.sso.eu-west-1.amazonaws.com", ""},
		{"process", gov1Env{config: "[default]\ncredential_process=/bin/x y\n"}, "process needs-process: process", ""},
		{"role over a process", gov1Env{config: "[default]\n" + arn("a") + "credential_process=/bin/x y\n"}, "assume-role needs-process: process, assume-role a 900 https://sts.amazonaws.com", ""},
		{"container", gov1Env{vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c"}}, "container needs-network: container http://169.254.170.23/v1", ""},
		{"container that is not allowed", gov1Env{vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://192.0.2.1/c"}}, "container error: container http://192.0.2.1/c", "loopback"},
		{"container token with a line end", gov1Env{files: map[string]string{"token": "x\n"}, vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=HOME~/token"}},
			"container error: container http://169.254.170.2/c", "line end"},
		{"metadata elsewhere", gov1Env{config: "[default]\nec2_metadata_service_endpoint=http://[::1]:1/latest\nec2_metadata_service_endpoint_mode=ipv6\n"}, "imds needs-network: imds http://[::1]:1", ""},
		{"metadata by IPv6", gov1Env{vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv6"}}, "imds needs-network: imds http://[fd00:ec2::254]", ""},
		{"metadata nowhere", gov1Env{vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT=localhost"}}, "imds error: imds ", "does not begin with http"},
		{"files that cannot be parsed", gov1Env{config: "= x\n"}, "error: ", "nothing stands before"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := tt.env.resolve(t, goV1Shared()).Credentials
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
func TestGoV1ChainUnshared(t *testing.T) {
	role := "[default]\nrole_arn=arn:aws:iam::123456789012:role/a\nsource_profile=none\nregion=r\n"
	tests := []struct {
		env  gov1Env
		want string
	}{
		{gov1Env{credentials: role + gov1Pair}, "shared-credentials resolved: static AKIA"},
		{gov1Env{config: "[default]\n" + gov1Pair}, "imds needs-network: imds http://169.254.169.254"},
		{gov1Env{credentials: "[default]\ncredential_process=x\n"}, "process needs-process: process"},
		{gov1Env{credentials: "[default]\nsso_session=s\n"}, "imds needs-network: imds http://169.254.169.254"},
	}
	for _, tt := range tests {
		res := tt.env.resolve(t, goV1())
		if got := planText(res.Credentials); got != tt.want || res.Err != nil {
			t.Errorf("%q: %s (%v), want %s", tt.env.credentials, got, res.Err, tt.want)
		}
	}
}

func TestGoV1DeepChain(t *testing.T) {
	var b strings.Builder
	b.WriteString("[default]\nregion=us-east-1\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "[profile p%d]\nrole_arn=arn:aws:iam::123456789012:role/p%d\nsource_profile=p%d\n", i, i, i+1)
	}
	b.WriteString("[profile p1000]\n" + gov1Pair)
	res := gov1Env{config: b.String(), profile: "p0"}.resolve(t, goV1Shared())
	if n := len(res.Credentials.Steps); n != 1001 || res.Err != nil {
		t.Errorf("%d steps, %v", n, res.Err)
	}
}
