package spec

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/logins"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// steps gives a plan in a line: its steps, and how it ends.
func specSteps(p resolve.Plan) string {
	var s []string
	for _, step := range p.Steps {
		switch step.Kind {
		case resolve.StepStatic:
			s = append(s, step.Provider+" "+step.AccessKeyID)
		case resolve.StepAssumeRole, resolve.StepWebIdentity:
			s = append(s, fmt.Sprintf("%s %s at %s", step.Kind, step.RoleARN, step.Endpoint))
		case resolve.StepSSO:
			s = append(s, fmt.Sprintf("sso %s %s at %s", step.AccountID, step.RoleName, step.Endpoint))
			if step.TokenEndpoint != "" {
				s[len(s)-1] += " renewed at " + step.TokenEndpoint
			}
		case resolve.StepContainer:
			s = append(s, "container "+step.URL)
		case resolve.StepIMDS:
			s = append(s, "imds "+step.Endpoint)
		default:
			s = append(s, step.Kind+" "+step.AccessKeyID+step.Command)
		}
	}
	return strings.Join(append(s, string(p.Status)), ", ")
}

const (
	specKeys = "[profile b]\naws_access_key_id = B\naws_secret_access_key = s\n"
	specRole = "[default]\nregion = eu-west-1\nrole_arn = arn:a\n"
)

func TestChain(t *testing.T) {
	until := `"expiresAt": "2099-01-01T00:00:00Z"`
	token := map[string]string{"/t": "token"}
	session := "[default]\nsso_session = dev\nsso_account_id = 1\nsso_role_name = R\n[sso-session dev]\nsso_region = eu-west-1\nsso_start_url = https://x\n"
	login := func(s string) map[string]string {
		return map[string]string{"/home/.aws/sso/cache/34c6fceca75e456f25e7e99531e2425c6c1de443.json": s}
	}
	console := func(s string) map[string]string {
		return map[string]string{"/c/" + logins.ConsoleName("me"): `{"accessToken": {"accessKeyId": "L", "secretAccessKey": "s", "sessionToken": "t", "accountId": "1", "expiresAt": "` + s +
			`"}, "clientId": "c", "refreshToken": "r", "dpopKey": "k"}`}
	}
	tests := []struct {
		name, config string
		files        map[string]string
		vars         []string
		want         string
		message      string // in the plan's message, or in a reason
	}{
		{"nothing", "", nil, nil, "none", notEnabled},
		{"environment", specKeys, nil, []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_ACCESS_KEY=s", "AWS_PROFILE=b"}, "env E, resolved", "but AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set"},
		{"environment, other name", "", nil, []string{"AWS_ACCESS_KEY_ID=E", "SECRET_ACCESS_KEY=s"}, "env E, resolved", "SECRET_ACCESS_KEY"},
		{"environment, blank", specKeys, nil, []string{"AWS_ACCESS_KEY_ID= ", "AWS_SECRET_ACCESS_KEY=s", "AWS_PROFILE=b"}, "config B, resolved", "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is blank"},
		{"environment although the profile is missing", "", nil, []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_ACCESS_KEY=s", "AWS_PROFILE=b"}, "env E, resolved", ""},
		{"profile missing", specKeys, nil, []string{"AWS_PROFILE=c", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x"}, "error", "profile \"c\" is in neither file (AWS_PROFILE)"},
		{"role", specRole + "source_profile = b\n" + specKeys, nil, nil, "config B, assume-role arn:a at https://sts.eu-west-1.amazonaws.com, needs-network", ""},
		{"role of its own keys", specRole + "source_profile = default\naws_access_key_id = D\naws_secret_access_key = s\n", nil, nil,
			"config D, assume-role arn:a at https://sts.eu-west-1.amazonaws.com, needs-network", ""},
		{"role of its own, without keys", specRole + "source_profile = default\n", nil, nil, "none", "is its own source but has no keys, and so the profile is passed over"},
		{"role with a missing source", specRole + "source_profile = c\n", nil, []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x"}, "container http://169.254.170.2/x, needs-network", "is in neither file, and so the profile is passed over"},
		{"role with a source of nothing", specRole + "source_profile = c\n[profile c]\n", nil, nil, "error", "could not load source profile: profile `c` did not contain credential information"},
		{"roles in a circle", specRole + "source_profile = c\n[profile c]\nrole_arn = arn:c\nsource_profile = default\n", nil, nil, "error", "profile formed an infinite loop"},
		{"keys end a circle", specRole + "source_profile = b\n" + specKeys + "role_arn = arn:b\nsource_profile = default\n", nil, nil, "config B, assume-role arn:a at https://sts.eu-west-1.amazonaws.com, needs-network", ""},
		{"role with two sources", specRole + "source_profile = b\ncredential_source = Environment\n" + specKeys, nil, nil, "error", "has both source_profile and credential_source"},
		{"role with an unknown source", specRole + "credential_source = Moon\n", nil, nil, "error", "profile referenced `Moon` provider but that provider is not supported"},
		{"role with the container", specRole + "credential_source = ecscontainer\n", nil, []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x"},
			"container http://169.254.170.2/x, assume-role arn:a at https://sts.eu-west-1.amazonaws.com, needs-network", ""},
		{"role with metadata, turned off", specRole + "credential_source = Ec2InstanceMetadata\n", nil, nil, "error", "instance metadata is turned off by AWS_EC2_METADATA_DISABLED"},
		{"role without a region", "[default]\nrole_arn = arn:a\nsource_profile = b\n" + specKeys, nil, nil, "config B, assume-role arn:a at , error", "Missing Region"},
		{"role in the region of metadata", "[default]\nrole_arn = arn:a\nsource_profile = b\n" + specKeys, nil, []string{"AWS_EC2_METADATA_DISABLED=false"}, "config B, assume-role arn:a at , needs-network", ""},
		{"role in no region", specRole + "source_profile = b\n" + specKeys, nil, []string{"AWS_REGION=a/b"}, "config B, assume-role arn:a at , error", "must be a valid host label"},
		{"role at an endpoint", specRole + "source_profile = b\nendpoint_url = http://e\n" + specKeys, nil, nil, "config B, assume-role arn:a at http://e, needs-network", ""},
		{"role at an endpoint, ignored", specRole + "source_profile = b\nendpoint_url = http://e\nignore_configured_endpoint_urls = true\n" + specKeys, nil, nil,
			"config B, assume-role arn:a at https://sts.eu-west-1.amazonaws.com, needs-network", ""},
		{"role at an endpoint, FIPS", specRole + "source_profile = b\nendpoint_url = http://e\nuse_fips_endpoint = true\n" + specKeys, nil, nil, "config B, assume-role arn:a at , error", "FIPS and custom endpoint are not supported"},
		{"web identity of the profile", specRole + "web_identity_token_file = /t\n", token, nil, "web-identity arn:a at https://sts.eu-west-1.amazonaws.com, needs-network", ""},
		{"web identity without its file", specRole + "web_identity_token_file = /t\n", nil, nil, "web-identity arn:a at https://sts.eu-west-1.amazonaws.com, error", "No such file or directory (os error 2)"},
		{"web identity of the environment", "", token, []string{"AWS_REGION=us-east-1", "AWS_ROLE_ARN=arn:e", "AWS_WEB_IDENTITY_TOKEN_FILE=/t"}, "web-identity arn:e at https://sts.us-east-1.amazonaws.com, needs-network", ""},
		{"web identity without a role", "", token, []string{"AWS_WEB_IDENTITY_TOKEN_FILE=/t"}, "none", "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not"},
		{"half a pair", "[default]\naws_access_key_id = A\n", nil, nil, "error", "profile missing aws_secret_access_key"},
		{"a token alone", "[default]\naws_session_token = A\n", nil, nil, "error", "profile missing aws_access_key_id"},
		{"process before keys", "[default]\ncredential_process = p\naws_access_key_id = A\naws_secret_access_key = s\n", nil, nil, "process p, needs-process", "profile default has keys, but profile default has credential_process"},
		{"sso session", session, login(`{"accessToken": "t", ` + until + `}`), nil, "sso 1 R at https://portal.sso.eu-west-1.amazonaws.com, needs-network", ""},
		{"sso session, no login", session, nil, nil, "sso 1 R at https://portal.sso.eu-west-1.amazonaws.com, error", "failed to load the cached SSO token"},
		{"sso session, ended", session, login(`{"accessToken": "t", "expiresAt": "2020-01-01T00:00:00Z"}`), nil, "sso 1 R at https://portal.sso.eu-west-1.amazonaws.com, error", "the SSO token has expired and cannot be refreshed"},
		{"sso session, renewed", session, login(`{"accessToken": "t", "expiresAt": "2020-01-01T00:00:00Z", "refreshToken": "r", "clientId": "c", "clientSecret": "s", "registrationExpiresAt": "2099-01-01T00:00:00Z"}`), nil,
			"sso 1 R at https://portal.sso.eu-west-1.amazonaws.com renewed at https://oidc.eu-west-1.amazonaws.com, needs-network", ""},
		{"sso session, client ended", session, login(`{"accessToken": "t", "expiresAt": "2020-01-01T00:00:00Z", "refreshToken": "r", "clientId": "c", "clientSecret": "s", "registrationExpiresAt": "2021-01-01T00:00:00Z"}`), nil,
			"sso 1 R at https://portal.sso.eu-west-1.amazonaws.com, error", "cannot be renewed"},
		{"sso session, times with an offset", session, login(`{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00+00:00"}`), nil, "sso 1 R at https://portal.sso.eu-west-1.amazonaws.com, error", "is not a time"},
		{"sso session without an account", "[default]\nsso_session = dev\n[sso-session dev]\nsso_region = r\nsso_start_url = https://x\n", nil, nil, "none", "selected profile will resolve an access token instead of credentials"},
		{"login", "[default]\nlogin_session = me\n", console("2099-01-01T00:00:00Z"), []string{"AWS_LOGIN_CACHE_DIRECTORY=/c"}, "login L, resolved", ""},
		{"login, ended", "[default]\nlogin_session = me\n", console("2020-01-01T00:00:00Z"), []string{"AWS_LOGIN_CACHE_DIRECTORY=/c"}, "login , needs-network", ""},
		{"login, missing", "[default]\nlogin_session = me\n", nil, nil, "login , error", "no console login"},
		{"container, relative before full", "", nil, []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x?y=1", "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://192.0.2.1"}, "container http://169.254.170.2/x?y=1, needs-network", ""},
		{"container, foreign address", "", nil, []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://192.0.2.1"}, "error", "URI did not refer to an allowed IP address"},
		{"container, foreign address by https", "", nil, []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=https://192.0.2.1"}, "container https://192.0.2.1/, needs-network", ""},
		{"container, its token's file missing", "", nil, []string{"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/t"}, "error", "No such file or directory (os error 2)"},
		{"container, a line end in its token", "", map[string]string{"/t": "x\n"}, []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/t"},
			"container http://169.254.170.2/x, error", "such as a line end"},
		{"metadata", "", nil, []string{"AWS_EC2_METADATA_DISABLED=no"}, "imds http://169.254.169.254, needs-network", "nothing else is configured"},
		{"metadata, bad mode", "", nil, []string{"AWS_EC2_METADATA_DISABLED=no", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=x"}, "error", "`x` is not a valid endpoint mode"},
		{"metadata, bad endpoint", "", nil, []string{"AWS_EC2_METADATA_DISABLED=no", "AWS_EC2_METADATA_SERVICE_ENDPOINT="}, "error", "invalid URI: empty string"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			plan := specIn(t, tt.config, "", tt.files, tt.vars...).Credentials
			if got := specSteps(plan); got != tt.want {
				t.Errorf("\n got %s\nwant %s\n(%s)", got, tt.want, plan.Message)
			}
			said := plan.Message
			for _, row := range plan.Tried {
				said += "\n" + row.Reason
			}
			if !strings.Contains(said, tt.message) {
				t.Errorf("got %s\nwant %q in it", said, tt.message)
			}
		})
	}
}

func TestExplicitEndpointDoesNotReachTheChain(t *testing.T) {
	in := resolve.Inputs{Explicit: map[string]origin.Candidate{"endpoint_url": {Value: "http://code", Origin: origin.Origin{Kind: origin.Flag, Name: "--endpoint-url"}}}}
	res := specWith(t, in, specRole+"source_profile = b\n"+specKeys, "", nil)
	if got := res.Setting("services.sts.endpoint_url").Value; got != "http://code" {
		t.Errorf("clients call %q", got)
	}
	if got, want := specSteps(res.Credentials), "config B, assume-role arn:a at https://sts.eu-west-1.amazonaws.com, needs-network"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestURI(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", "empty string"}, {"*", "/*"}, {"/a?b#c", "/a?b"}, {"a", "a/"}, {"a/b", "invalid format"}, {"HTTP://A/b", "http://A/b"}, {"ftp://a", "ftp://a/"},
		{"http://", "invalid format"}, {"http://a b", "invalid uri character"}, {"http://a/<", "invalid uri character"}, {"http://a:1:2", "invalid authority"},
		{"http://[::1]:80/x", "http://[::1]:80/x"}, {"http://[::1", "invalid authority"}, {"http://u%20@a", "http://u%20@a/"}, {"http://a%20", "invalid authority"}, {"http://a@", "invalid authority"},
	}
	for _, tt := range tests {
		u, err := parseURI(tt.in)
		got := u.String()
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzURI(f *testing.F) {
	for _, s := range []string{"", "/a", "http://a:1/b?c#d", "[", "@", "a://[::1]%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := parseURI(s)
		if err != nil || u.scheme == "" {
			return
		}
		again, err := parseURI(u.String())
		if err != nil || again.String() != u.String() {
			t.Fatalf("%q becomes %q, which becomes %q (%v)", s, u, again, err)
		}
	})
}
