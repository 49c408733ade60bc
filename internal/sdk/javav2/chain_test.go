package javav2

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/logins"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
)

// steps gives a plan in a line: its steps, and how it ends.
func steps(p resolve.Plan) string {
	var s []string
	for _, step := range p.Steps {
		switch step.Kind {
		case resolve.StepStatic:
			s = append(s, step.Provider+" "+step.AccessKeyID)
		case resolve.StepAssumeRole, resolve.StepWebIdentity:
			s = append(s, fmt.Sprintf("%s %s at %s", step.Kind, step.RoleARN, strings.TrimPrefix(step.Endpoint, "https://")))
		case resolve.StepSSO:
			s = append(s, fmt.Sprintf("sso %s %s at %s", step.AccountID, step.RoleName, strings.TrimPrefix(step.Endpoint, "https://")))
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

// The plans are the calls that software.amazon.awssdk 2.59.1 made.
func TestChain(t *testing.T) {
	const keys = "[profile b]\naws_access_key_id = B\naws_secret_access_key = s\n"
	const role = "[default]\nregion = eu-west-1\nrole_arn = arn:a\nsource_profile = b\n" + keys
	session := "[default]\nsso_session = dev\nsso_account_id = 1\nsso_role_name = R\n[sso-session dev]\nsso_region = eu-west-1\nsso_start_url = https://x\n"
	token := func(expires, more string) map[string]string {
		return map[string]string{".aws/sso/cache/" + logins.SSOName("dev"): `{"accessToken": "t", "expiresAt": "` + expires + `"` + more + `}`}
	}
	identity := []string{"AWS_ROLE_ARN=arn:w", "AWS_WEB_IDENTITY_TOKEN_FILE=HOME~/t"}
	file := map[string]string{"t": "token"}
	const good, bad = "2099-01-01T00:00:00Z", "2001-01-01T00:00:00Z"
	tests := []struct {
		name string
		c    sdktest.Case
		want string
	}{
		{"nothing", sdktest.Case{}, "none"},
		{"keys of the environment, before a profile given in code", sdktest.Case{Config: keys, Profile: "b", Vars: []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_ACCESS_KEY=s"}}, "env E, resolved"},
		{"blank keys are none", sdktest.Case{Config: "[default]\naws_access_key_id = B\naws_secret_access_key = s\n", Vars: []string{"AWS_ACCESS_KEY_ID= ", "AWS_SECRET_ACCESS_KEY=s"}}, "config B, resolved"},
		{"a web identity of the environment, before a profile given in code", sdktest.Case{Config: keys + "[default]\nregion = us-west-2\n", Profile: "b", Files: file, Vars: identity}, "web-identity arn:w at sts.us-west-2.amazonaws.com, needs-network"},
		{"one without its token leads on", sdktest.Case{Config: keys, Profile: "b", Vars: identity}, "config B, resolved"},
		{"one in the retry mode adaptive leads on", sdktest.Case{Config: keys, Profile: "b", Files: file, Vars: append(identity, "AWS_RETRY_MODE=adaptive")}, "config B, resolved"},
		{"a missing profile leads on", sdktest.Case{Profile: "nope", Vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c"}}, "container http://169.254.170.2/c, needs-network"},
		{"half a pair leads on", sdktest.Case{Config: "[default]\naws_access_key_id = B\n", Vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c"}}, "container http://169.254.170.2/c, needs-network"},
		{"half a pair and nothing else", sdktest.Case{Config: "[default]\naws_access_key_id = B\n"}, "error"},
		{"empty keys", sdktest.Case{Config: "[default]\naws_access_key_id =\naws_secret_access_key =\n"}, "error"},
		{"empty keys with a token are keys", sdktest.Case{Config: "[default]\naws_access_key_id =\naws_secret_access_key =\naws_session_token =\n"}, "config , resolved"},
		{"a process", sdktest.Case{Config: "[default]\ncredential_process = p\naws_access_key_id = B\n"}, "process p, needs-process"},
		{"a role", sdktest.Case{Config: role}, "config B, assume-role arn:a at sts.eu-west-1.amazonaws.com, needs-network"},
		{"a role without a region, and one in code", sdktest.Case{Config: strings.Replace(role, "region = eu-west-1\n", "", 1), Region: "ap-south-1"}, "config B, assume-role arn:a at sts.amazonaws.com, needs-network"},
		{"a role without a region asks instance metadata first", sdktest.Case{Config: strings.Replace(role, "region = eu-west-1\n", "", 1), Vars: []string{"AWS_EC2_METADATA_DISABLED=false"}},
			"imds http://169.254.169.254, config B, assume-role arn:a at sts.amazonaws.com, needs-network"},
		{"a role of a pseudo region", sdktest.Case{Config: strings.Replace(role, "eu-west-1", "fips-us-east-1", 1)}, "config B, assume-role arn:a at sts-fips.us-east-1.amazonaws.com, needs-network"},
		{"FIPS and an endpoint", sdktest.Case{Config: strings.Replace(role, "role_arn", "use_fips_endpoint = true\nendpoint_url = http://localhost:1\nrole_arn", 1)}, "config B, error"},
		{"a bad setting of default fails the role of another profile", sdktest.Case{Config: "[default]\nretry_mode = turbo\n[profile a]\nregion = eu-west-1\nrole_arn = arn:a\nsource_profile = b\n" + keys, Profile: "a"}, "error"},
		{"the endpoint of another profile's role is default's", sdktest.Case{Config: "[default]\nendpoint_url = http://localhost:2\n[profile a]\nendpoint_url = http://localhost:1\nregion = eu-west-1\nrole_arn = arn:a\nsource_profile = b\n" + keys, Profile: "a"},
			"config B, assume-role arn:a at http://localhost:2, needs-network"},
		{"a role alone is passed over", sdktest.Case{Config: "[default]\nrole_arn = arn:a\naws_access_key_id = B\naws_secret_access_key = s\n"}, "config B, resolved"},
		{"a profile that is its own source", sdktest.Case{Config: "[default]\nrole_arn = arn:a\nsource_profile = default\naws_access_key_id = B\naws_secret_access_key = s\n"}, "error"},
		{"a named source in any case", sdktest.Case{Config: "[default]\nregion = eu-west-1\nrole_arn = arn:a\ncredential_source = ecscontainer\n", Vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c"}},
			"container http://169.254.170.2/c, assume-role arn:a at sts.eu-west-1.amazonaws.com, needs-network"},
		{"sso before a role", sdktest.Case{Config: session + "[default]\nregion = eu-west-1\nrole_arn = arn:a\nsource_profile = b\n" + keys, Files: token(good, "")}, "sso 1 R at portal.sso.eu-west-1.amazonaws.com, needs-network"},
		{"a token that has ended", sdktest.Case{Config: session, Files: token(bad, "")}, "error"},
		{"a token that is renewed", sdktest.Case{Config: session, Files: token(bad, `, "startUrl": "https://x", "clientId": "i", "clientSecret": "s", "refreshToken": "r"`)},
			"sso 1 R at portal.sso.eu-west-1.amazonaws.com renewed at https://oidc.eu-west-1.amazonaws.com, needs-network"},
		{"a session with an account in it", sdktest.Case{Config: session + "sso_account_id = 1\n", Files: token(good, "")}, "error"},
		{"a role's name without an account", sdktest.Case{Config: "[default]\nsso_role_name = R\naws_access_key_id = B\naws_secret_access_key = s\n"}, "error"},
		{"an empty relative URI hides the full one", sdktest.Case{Vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=", "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost/x"}}, "container http://169.254.170.2, needs-network"},
		{"a relative URI stands", sdktest.Case{Vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=no-slash", "AWS_CONTAINER_SERVICE_ENDPOINT=http://127.0.0.1:1/"}}, "container http://127.0.0.1:1/no-slash, needs-network"},
		{"no host is written without its slashes", sdktest.Case{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http:///c"}}, "container http:/c, needs-network"},
		{"a host that is not allowed", sdktest.Case{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://10.0.0.1/x"}}, "error"},
		{"after a container, instance metadata", sdktest.Case{Vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c", "AWS_EC2_METADATA_DISABLED=false"}}, "container http://169.254.170.2/c, imds http://169.254.169.254, needs-network"},
		{"a bad line leaves keys of the environment", sdktest.Case{Config: "junk\n", Vars: []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_ACCESS_KEY=s"}}, "env E, resolved"},
		{"an empty metadata endpoint", sdktest.Case{Vars: []string{"AWS_EC2_METADATA_DISABLED=false", "AWS_EC2_METADATA_SERVICE_ENDPOINT="}}, "error"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := steps(sdktest.Offline(tt.c).Resolve(t, Reading()).Credentials); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
