package gov2

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
	"github.com/sessctl/sessctl/internal/settings"
)

// outline gives a plan in a line: its status and provider, and each step.
func outline(p resolve.Plan) string {
	s := []string{string(p.Status) + " " + p.Provider}
	for _, step := range p.Steps {
		switch step.Kind {
		case resolve.StepStatic:
			s = append(s, "static "+step.AccessKeyID)
		case resolve.StepAssumeRole:
			s = append(s, fmt.Sprintf("role %s %d %s", step.RoleARN, *step.DurationSeconds, step.Endpoint))
		case resolve.StepWebIdentity:
			s = append(s, "web "+step.RoleARN+" "+step.Endpoint)
		case resolve.StepSSO:
			s = append(s, fmt.Sprintf("sso %s/%s %s", step.AccountID, step.RoleName, step.Endpoint))
		case resolve.StepContainer:
			s = append(s, "container "+step.URL)
		case resolve.StepIMDS:
			s = append(s, "imds "+step.Endpoint)
		case resolve.StepLogin:
			s = append(s, "login "+step.AccessKeyID)
		default:
			s = append(s, step.Kind)
		}
	}
	return strings.Join(s, " | ")
}

const (
	keysA   = "aws_access_key_id = A\naws_secret_access_key = s\n"
	keysB   = "aws_access_key_id = B\naws_secret_access_key = s\n"
	noIMDS  = "AWS_EC2_METADATA_DISABLED=true"
	sts     = "https://sts.us-east-1.amazonaws.com"
	ssoKeys = "sso_region = us-east-1\nsso_start_url = https://x\nsso_account_id = 1\nsso_role_name = r\n"
	// by the SHA-1 of https://x and of s, and by the SHA-256 of arn:l
	tokenOfURL     = ".aws/sso/cache/98383e6608d65e46b24bbd92582bc8d916605a21.json"
	tokenOfSession = ".aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json"
	tokenOfLogin   = ".aws/login/cache/adf21392ae0509587fd4caac88f503fca413f3edafc38c5c6087c5795b9c596f.json"
	goodToken      = `{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00Z"}`
	oldToken       = `{"accessToken": "t", "expiresAt": "2001-01-01T00:00:00Z"}`
	renewable      = `{"accessToken": "t", "expiresAt": "2001-01-01T00:00:00Z", "refreshToken": "r", "clientId": "c", "clientSecret": "s"}`
	ssoSection     = "[sso-session s]\nsso_region = eu-west-1\nsso_start_url = https://x\n"
	ofSession      = "sso_session = s\nsso_account_id = 1\nsso_role_name = r\n"
)

func TestValues(t *testing.T) {
	tests := []struct {
		name    string
		in      sdktest.Case
		setting string
		want    string // of the value; "-" for unset
		kind    origin.Kind
	}{
		{"flag first", sdktest.Case{Region: "a", Vars: []string{"AWS_REGION=b"}, Config: "[default]\nregion=c\n"}, "region", "a", origin.Flag},
		{"AWS_REGION before AWS_DEFAULT_REGION", sdktest.Case{Vars: []string{"AWS_DEFAULT_REGION=b", "AWS_REGION=a"}}, "region", "a", origin.EnvVar},
		{"empty variable", sdktest.Case{Vars: []string{"AWS_REGION=", "AWS_DEFAULT_REGION=b"}}, "region", "b", origin.EnvVar},
		{"empty key", sdktest.Case{Config: "[default]\nregion=\n"}, "region", "-", ""},
		{"credentials file on top", sdktest.Case{Config: "[default]\nregion=a\n", Credentials: "[default]\nregion=b\n"}, "region", "b", origin.InFile},
		{"empty key of the credentials file on top", sdktest.Case{Config: "[default]\nregion=a\n", Credentials: "[default]\nregion=\n"}, "region", "-", ""},
		{"not a key that the SDK merges", sdktest.Case{Config: "[default]\n", Credentials: "[default]\nsdk_ua_app_id=b\n"}, "sdk_ua_app_id", "-", ""},
		{"a section of one file whole", sdktest.Case{Credentials: "[default]\nsdk_ua_app_id=b\n"}, "sdk_ua_app_id", "b", origin.InFile},
		{"profile default overrides default", sdktest.Case{Config: "[profile default]\noutput=x\n[default]\nregion=a\n"}, "region", "-", ""},
		{"a profile that code names", sdktest.Case{Profile: "a", Vars: []string{"AWS_PROFILE=b"}, Config: "[profile a]\nregion=a\n[profile b]\nregion=b\n"}, "region", "a", origin.InFile},
		{"a header without profile", sdktest.Case{Vars: []string{"AWS_DEFAULT_PROFILE=a"}, Config: "[a]\nregion=a\n"}, "region", "-", ""},
		{"a header with profile in the credentials file", sdktest.Case{Vars: []string{"AWS_DEFAULT_PROFILE=a"}, Credentials: "[profile a]\nregion=a\n"}, "region", "-", ""},
		{"DEFAULT is another profile", sdktest.Case{Config: "[DEFAULT]\nregion=a\n"}, "region", "-", ""},
		{"an sso-session as a profile", sdktest.Case{Profile: "sso-session s", Config: "[sso-session s]\nregion=a\n"}, "region", "a", origin.InFile},
		{"profile profile", sdktest.Case{Profile: "profile z", Config: "[profile z]\nregion=a\n[profile profile z]\nregion=b\n"}, "region", "b", origin.InFile},
		{"profile sso-session", sdktest.Case{Profile: "sso-session s", Config: "[sso-session s]\nregion=a\n[profile sso-session s]\nregion=b\n"}, "region", "b", origin.InFile},

		{"octal", sdktest.Case{Config: "[default]\nmax_attempts=010\n"}, "max_attempts", "8", origin.InFile},
		{"hexadecimal", sdktest.Case{Config: "[default]\nmax_attempts=0x10\n"}, "max_attempts", "16", origin.InFile},
		{"a variable is decimal", sdktest.Case{Vars: []string{"AWS_MAX_ATTEMPTS=010"}}, "max_attempts", "10", origin.EnvVar},
		{"0 is unset", sdktest.Case{Vars: []string{"AWS_MAX_ATTEMPTS=0"}, Config: "[default]\nmax_attempts=4\n"}, "max_attempts", "4", origin.InFile},
		{"negative", sdktest.Case{Config: "[default]\nmax_attempts=-1\n"}, "max_attempts", "-1", origin.InFile},
		{"default attempts", sdktest.Case{}, "max_attempts", "3", origin.ByDefault},
		{"a key that is no boolean", sdktest.Case{Config: "[default]\nuse_fips_endpoint=yes\n"}, "use_fips_endpoint", "false", origin.InFile},
		{"an empty boolean", sdktest.Case{Config: "[default]\nuse_fips_endpoint=\n"}, "use_fips_endpoint", "false", origin.InFile},
		{"boolean in any case", sdktest.Case{Config: "[default]\nuse_fips_endpoint=TRUE\n"}, "use_fips_endpoint", "true", origin.InFile},
		{"empty defaults mode", sdktest.Case{Config: "[default]\ndefaults_mode=\n"}, "defaults_mode", "legacy", origin.ByDefault},
		{"defaults mode in any case", sdktest.Case{Vars: []string{"AWS_DEFAULTS_MODE=In-Region"}}, "defaults_mode", "in-region", origin.EnvVar},
		{"retry mode by defaults mode", sdktest.Case{Vars: []string{"AWS_DEFAULTS_MODE=mobile"}}, "retry_mode", "standard", origin.Derived},
		{"retry mode by default", sdktest.Case{}, "retry_mode", "standard", origin.ByDefault},
		{"blank address family", sdktest.Case{Vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE= "}}, "ec2_metadata_service_endpoint_mode", "ipv4", origin.ByDefault},
		{"metadata endpoint by address family", sdktest.Case{Config: "[default]\nec2_metadata_service_endpoint_mode=IPv6\n"}, "ec2_metadata_service_endpoint", "http://[fd00:ec2::254]", origin.Derived},
		{"discovery key passed over", sdktest.Case{Config: "[default]\nendpoint_discovery_enabled=x\n"}, "endpoint_discovery_enabled", "auto", origin.ByDefault},
		{"metadata neither on nor off", sdktest.Case{Vars: []string{"AWS_EC2_METADATA_DISABLED=1"}}, "ec2_metadata_disabled", "false", origin.ByDefault},
		{"list", sdktest.Case{Vars: []string{"AWS_AUTH_SCHEME_PREFERENCE= a ,, b"}}, "auth_scheme_preference", "a,b", origin.EnvVar},
		{"list of nothing", sdktest.Case{Vars: []string{"AWS_AUTH_SCHEME_PREFERENCE=,"}, Config: "[default]\nauth_scheme_preference=c\n"}, "auth_scheme_preference", "c", origin.InFile},
		{"only the word true", sdktest.Case{Vars: []string{"AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026=TRUE"}}, "default_socket_timeout", "-", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := tt.in.Resolve(t, Reading())
			v := res.Setting(tt.setting)
			got := v.Value
			if got == "" {
				got = "-"
			}
			if got != tt.want || v.Origin.Kind != tt.kind {
				t.Errorf("got %s from %s, want %s from %s: %+v", got, v.Origin.Kind, tt.want, tt.kind, v.Places)
			}
			if res.Err != nil {
				t.Errorf("the session cannot be built: %v", res.Err)
			}
		})
	}
}

func TestEndpoints(t *testing.T) {
	const own = "[default]\nservices=x\nendpoint_url=http://all\n[services x]\ns3=\n endpoint_url=http://old\n Endpoint_URL=http://s3 # c\nsts=\n other=y\ndynamodb=http://d\n"
	tests := []struct {
		name          string
		in            sdktest.Case
		service, want string
	}{
		{"services section, last and with its comment", sdktest.Case{Config: own}, "s3", "http://s3 # c"},
		{"a block without endpoint", sdktest.Case{Config: own}, "sts", "http://all"},
		{"no block", sdktest.Case{Config: own}, "dynamodb", "http://all"},
		{"own variable", sdktest.Case{Config: own, Vars: []string{"AWS_ENDPOINT_URL_S3=http://v", "AWS_ENDPOINT_URL=http://w"}}, "s3", "http://v"},
		{"AWS_ENDPOINT_URL hides the section", sdktest.Case{Config: own, Vars: []string{"AWS_ENDPOINT_URL=http://w"}}, "s3", "http://w"},
		{"even when it is empty", sdktest.Case{Config: own, Vars: []string{"AWS_ENDPOINT_URL="}}, "s3", "http://all"},
		{"but not beside an empty own one", sdktest.Case{Config: own, Vars: []string{"AWS_ENDPOINT_URL=http://w", "AWS_ENDPOINT_URL_S3="}}, "s3", "http://s3 # c"},
		{"ignored", sdktest.Case{Config: own, Vars: []string{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=TRUE", "AWS_ENDPOINT_URL_S3=http://v"}}, "s3", ""},
		{"not ignored", sdktest.Case{Config: own + "[profile y]\n", Vars: []string{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false"}}, "s3", "http://s3 # c"},
		{"an empty endpoint counts", sdktest.Case{Config: "[default]\nendpoint_url=http://all\nservices=x\n[services x]\ns3=\n endpoint_url=\n"}, "s3", ""},
		{"no such section", sdktest.Case{Config: "[default]\nservices=y\nendpoint_url=http://all\n[services x]\ns3=\n endpoint_url=http://s\n"}, "s3", "http://all"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := tt.in.Resolve(t, Reading()).Setting(settings.ServiceEndpoint(tt.service))
			if v.Value != tt.want {
				t.Errorf("got %q, want %q: %+v", v.Value, tt.want, v.Places)
			}
		})
	}
}

func TestFails(t *testing.T) {
	tests := []struct {
		name string
		in   sdktest.Case
		code string // of the first failure; "" where the session can be built
		part string // of its message
	}{
		{"missing AWS_PROFILE", sdktest.Case{Vars: []string{"AWS_PROFILE=x", "AWS_ACCESS_KEY_ID=A", "AWS_SECRET_ACCESS_KEY=s"}}, "profile-not-found", `"x" is in neither file (AWS_PROFILE)`},
		{"missing explicit profile", sdktest.Case{Profile: "x"}, "profile-not-found", "--profile"},
		{"missing AWS_DEFAULT_PROFILE", sdktest.Case{Vars: []string{"AWS_DEFAULT_PROFILE=x"}}, "", ""},
		{"missing default", sdktest.Case{}, "", ""},
		{"a bad variable though a flag wins", sdktest.Case{Vars: []string{"AWS_MAX_ATTEMPTS=x"}}, "invalid-value", "max_attempts"},
		{"variables before files", sdktest.Case{Vars: []string{"AWS_RETRY_MODE=x"}, Config: "[default]\nregion='\n"}, "invalid-value", "retry_mode"},
		{"a bad key though a variable wins", sdktest.Case{Vars: []string{"AWS_MAX_ATTEMPTS=3"}, Config: "[default]\nmax_attempts=\n"}, "invalid-value", "max_attempts"},
		{"a bad key of another profile", sdktest.Case{Config: "[profile x]\nmax_attempts=x\n"}, "", ""},
		{"a bad key of a source profile", sdktest.Case{Config: "[default]\nrole_arn=r\nsource_profile=x\n[profile x]\nretry_mode=x\n" + keysA}, "invalid-value", "retry_mode"},
		{"retry mode in another case", sdktest.Case{Config: "[default]\nretry_mode=Standard\n"}, "invalid-value", "retry_mode"},
		{"compression size out of range", sdktest.Case{Vars: []string{"AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES=10485761"}}, "invalid-value", "10485760"},
		{"a boolean key to the letter", sdktest.Case{Config: "[default]\ndisable_request_compression=True\n"}, "invalid-value", "lower case"},
		{"a lone quote anywhere", sdktest.Case{Config: "[default]\n[profile x]\ny = \"\n"}, "unparsable-file", "config:3:5"},
		{"a directory", sdktest.Case{Vars: []string{"AWS_CONFIG_FILE=HOME~"}}, "unreadable-file", "directory"},
		{"a missing file", sdktest.Case{Vars: []string{"AWS_CONFIG_FILE=HOME~/x"}}, "", ""},
		{"half a pair", sdktest.Case{Config: "[default]\naws_access_key_id=A\n"}, "incomplete-keys", "no secret key in the config file"},
		{"half a pair that the credentials file forgives", sdktest.Case{Config: "[default]\naws_access_key_id=A\n", Credentials: "[default]\n"}, "", ""},
		{"half a pair on top of a whole one", sdktest.Case{Config: "[default]\n" + keysA, Credentials: "[default]\naws_secret_access_key=s\n"}, "incomplete-keys", "no access key id in the credentials file"},
		{"source without role", sdktest.Case{Config: "[default]\nsource_profile=x\n"}, "role-arn-missing", "source_profile but no role_arn"},
		{"several types", sdktest.Case{Config: "[default]\nrole_arn=r\ncredential_source=Environment\ncredential_process=x\n"}, "several-credential-types", "credential_source, credential_process"},
		{"missing source", sdktest.Case{Config: "[default]\nrole_arn=r\nsource_profile=x\n"}, "source-profile-not-found", "profile x"},
		{"source without credentials", sdktest.Case{Config: "[default]\nrole_arn=r\nsource_profile=x\n[profile x]\nlogin_session=l\n"}, "source-profile-without-credentials", "login_session"},
		{"circle", sdktest.Case{Config: "[default]\nrole_arn=r\nsource_profile=x\n[profile x]\nrole_arn=q\nsource_profile=default\n"}, "source-profile-circle", "source_profile loop: x → default → x"},
		{"missing session", sdktest.Case{Config: "[default]\nsso_session=s\n" + keysA}, "sso-session-not-found", "sso-session s"},
		{"incomplete session", sdktest.Case{Config: "[default]\n" + ofSession + "[sso-session s]\nsso_region=r\n"}, "sso-incomplete", "sso_start_url"},
		{"session of another region", sdktest.Case{Config: "[default]\n" + ofSession + "sso_region=x\n" + ssoSection}, "sso-mismatch", "sso_region"},
		{"incomplete sso", sdktest.Case{Config: "[default]\nsso_region=r\n"}, "sso-incomplete", "sso_start_url, sso_account_id, sso_role_name"},
		{"incomplete sso behind the environment", sdktest.Case{Config: "[default]\nsso_region=r\n", Vars: []string{"AWS_ACCESS_KEY_ID=A", "AWS_SECRET_KEY=s"}}, "", ""},
		{"mfa", sdktest.Case{Config: "[default]\nrole_arn=r\nmfa_serial=m\n" + keysA}, "mfa-without-token-provider", "an MFA code from m"},
		{"mfa behind the environment", sdktest.Case{Config: "[default]\nrole_arn=r\nmfa_serial=m\n" + keysA, Vars: []string{"AWS_ACCESS_KEY=A", "AWS_SECRET_KEY=s"}}, "", ""},
		{"unknown credential source", sdktest.Case{Config: "[default]\nrole_arn=r\ncredential_source=environment\n"}, "credential-source-unknown", "none that this SDK knows"},
		{"no container", sdktest.Case{Config: "[default]\nrole_arn=r\ncredential_source=EcsContainer\n"}, "container-not-configured", "EcsContainer"},
		{"container elsewhere", sdktest.Case{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://192.0.2.1/"}}, "container-uri", "192.0.2.1"},
		{"container by name", sdktest.Case{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://x/"}}, "container-uri", "resolve"},
		{"container without host", sdktest.Case{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=localhost/x"}}, "container-uri", "without a host"},
		{"web identity without role", sdktest.Case{Vars: []string{"AWS_WEB_IDENTITY_TOKEN_FILE=x"}}, "role-arn-missing", "AWS_ROLE_ARN"},
		{"missing certificates", sdktest.Case{Config: "[default]\nca_bundle=HOME~/x\n"}, "ca-bundle-unreadable", "no such file"},
		{"no certificates", sdktest.Case{Config: "[default]\nca_bundle=HOME~/.aws/config\n"}, "ca-bundle-without-certificates", "PEM"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := tt.in.Resolve(t, Reading())
			switch {
			case tt.code == "" && res.Err != nil:
				t.Fatalf("fails: %s", res.Err.Message)
			case tt.code == "":
				return
			case res.Err == nil:
				t.Fatal("does not fail")
			}
			var first resolve.Problem
			for _, p := range res.Problems {
				if p.Message == res.Err.Message && p.Severity == resolve.SevError {
					first = p
					break
				}
			}
			if first.Code != tt.code || !strings.Contains(res.Err.Message, tt.part) {
				t.Errorf("got %s: %s, want %s: …%s…", first.Code, res.Err.Message, tt.code, tt.part)
			}
			if res.Err.Origin.IsZero() {
				t.Errorf("no place for: %s", res.Err.Message)
			}
		})
	}
}
