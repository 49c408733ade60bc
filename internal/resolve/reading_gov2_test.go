package resolve

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/environ"
)

// gov2Case is an environment for go-v2; "HOME~" stands for its home directory.
type gov2Case struct {
	config, credentials string
	files               map[string]string // beside them, by path under the home directory
	vars                []string
	profile, region     string // as flags give them
}

func (c gov2Case) resolve(t *testing.T) *Resolution {
	t.Helper()
	home := t.TempDir()
	at := func(s string) string { return strings.ReplaceAll(s, "HOME~", home) }
	files := map[string]string{".aws/config": c.config, ".aws/credentials": c.credentials}
	for name, text := range c.files {
		files[name] = text
	}
	for name, text := range files {
		path := filepath.Join(home, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(at(text)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var vars []string
	for _, v := range c.vars {
		vars = append(vars, at(v))
	}
	env, err := environ.New(environ.Options{NoEnv: true, Home: home, Vars: vars, OS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	in := Inputs{Explicit: map[string]Candidate{}}
	if c.profile != "" {
		in.Profile = &Candidate{c.profile, Origin{Kind: Flag, Name: "--profile"}}
	}
	if c.region != "" {
		in.Explicit["region"] = Candidate{c.region, Origin{Kind: Flag, Name: "--region"}}
	}
	return Resolve(NewWorkspace(env), in, goV2())
}

// outline gives a plan in a line: its status and provider, and each step.
func outlineGoV2(p Plan) string {
	s := []string{string(p.Status) + " " + p.Provider}
	for _, step := range p.Steps {
		switch step.Kind {
		case StepStatic:
			s = append(s, "static "+step.AccessKeyID)
		case StepAssumeRole:
			s = append(s, fmt.Sprintf("role %s %d %s", step.RoleARN, *step.DurationSeconds, step.Endpoint))
		case StepWebIdentity:
			s = append(s, "web "+step.RoleARN+" "+step.Endpoint)
		case StepSSO:
			s = append(s, fmt.Sprintf("sso %s/%s %s", step.AccountID, step.RoleName, step.Endpoint))
		case StepContainer:
			s = append(s, "container "+step.URL)
		case StepIMDS:
			s = append(s, "imds "+step.Endpoint)
		case StepLogin:
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
	session        = "[sso-session s]\nsso_region = eu-west-1\nsso_start_url = https://x\n"
	ofSession      = "sso_session = s\nsso_account_id = 1\nsso_role_name = r\n"
)

func TestGoV2Values(t *testing.T) {
	tests := []struct {
		name    string
		in      gov2Case
		setting string
		want    string // of the value; "-" for unset
		kind    Kind
	}{
		{"flag first", gov2Case{region: "a", vars: []string{"AWS_REGION=b"}, config: "[default]\nregion=c\n"}, "region", "a", Flag},
		{"AWS_REGION before AWS_DEFAULT_REGION", gov2Case{vars: []string{"AWS_DEFAULT_REGION=b", "AWS_REGION=a"}}, "region", "a", EnvVar},
		{"empty variable", gov2Case{vars: []string{"AWS_REGION=", "AWS_DEFAULT_REGION=b"}}, "region", "b", EnvVar},
		{"empty key", gov2Case{config: "[default]\nregion=\n"}, "region", "-", ""},
		{"credentials file on top", gov2Case{config: "[default]\nregion=a\n", credentials: "[default]\nregion=b\n"}, "region", "b", InFile},
		{"empty key of the credentials file on top", gov2Case{config: "[default]\nregion=a\n", credentials: "[default]\nregion=\n"}, "region", "-", ""},
		{"not a key that the SDK merges", gov2Case{config: "[default]\n", credentials: "[default]\nsdk_ua_app_id=b\n"}, "sdk_ua_app_id", "-", ""},
		{"a section of one file whole", gov2Case{credentials: "[default]\nsdk_ua_app_id=b\n"}, "sdk_ua_app_id", "b", InFile},
		{"profile default beats default", gov2Case{config: "[profile default]\noutput=x\n[default]\nregion=a\n"}, "region", "-", ""},
		{"a profile that code names", gov2Case{profile: "a", vars: []string{"AWS_PROFILE=b"}, config: "[profile a]\nregion=a\n[profile b]\nregion=b\n"}, "region", "a", InFile},
		{"a header without profile", gov2Case{vars: []string{"AWS_DEFAULT_PROFILE=a"}, config: "[a]\nregion=a\n"}, "region", "-", ""},
		{"a header with profile in the credentials file", gov2Case{vars: []string{"AWS_DEFAULT_PROFILE=a"}, credentials: "[profile a]\nregion=a\n"}, "region", "-", ""},
		{"DEFAULT is another profile", gov2Case{config: "[DEFAULT]\nregion=a\n"}, "region", "-", ""},
		{"an sso-session as a profile", gov2Case{profile: "sso-session s", config: "[sso-session s]\nregion=a\n"}, "region", "a", InFile},
		{"profile profile", gov2Case{profile: "profile z", config: "[profile z]\nregion=a\n[profile profile z]\nregion=b\n"}, "region", "b", InFile},
		{"profile sso-session", gov2Case{profile: "sso-session s", config: "[sso-session s]\nregion=a\n[profile sso-session s]\nregion=b\n"}, "region", "b", InFile},

		{"octal", gov2Case{config: "[default]\nmax_attempts=010\n"}, "max_attempts", "8", InFile},
		{"hexadecimal", gov2Case{config: "[default]\nmax_attempts=0x10\n"}, "max_attempts", "16", InFile},
		{"a variable is decimal", gov2Case{vars: []string{"AWS_MAX_ATTEMPTS=010"}}, "max_attempts", "10", EnvVar},
		{"0 is unset", gov2Case{vars: []string{"AWS_MAX_ATTEMPTS=0"}, config: "[default]\nmax_attempts=4\n"}, "max_attempts", "4", InFile},
		{"negative", gov2Case{config: "[default]\nmax_attempts=-1\n"}, "max_attempts", "-1", InFile},
		{"default attempts", gov2Case{}, "max_attempts", "3", ByDefault},
		{"a key that is no boolean", gov2Case{config: "[default]\nuse_fips_endpoint=yes\n"}, "use_fips_endpoint", "false", InFile},
		{"an empty boolean", gov2Case{config: "[default]\nuse_fips_endpoint=\n"}, "use_fips_endpoint", "false", InFile},
		{"boolean in any case", gov2Case{config: "[default]\nuse_fips_endpoint=TRUE\n"}, "use_fips_endpoint", "true", InFile},
		{"empty defaults mode", gov2Case{config: "[default]\ndefaults_mode=\n"}, "defaults_mode", "legacy", ByDefault},
		{"defaults mode in any case", gov2Case{vars: []string{"AWS_DEFAULTS_MODE=In-Region"}}, "defaults_mode", "in-region", EnvVar},
		{"retry mode by defaults mode", gov2Case{vars: []string{"AWS_DEFAULTS_MODE=mobile"}}, "retry_mode", "standard", Derived},
		{"retry mode by default", gov2Case{}, "retry_mode", "standard", ByDefault},
		{"blank address family", gov2Case{vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE= "}}, "ec2_metadata_service_endpoint_mode", "ipv4", ByDefault},
		{"metadata endpoint by address family", gov2Case{config: "[default]\nec2_metadata_service_endpoint_mode=IPv6\n"}, "ec2_metadata_service_endpoint", "http://[fd00:ec2::254]", Derived},
		{"discovery key passed over", gov2Case{config: "[default]\nendpoint_discovery_enabled=x\n"}, "endpoint_discovery_enabled", "auto", ByDefault},
		{"metadata neither on nor off", gov2Case{vars: []string{"AWS_EC2_METADATA_DISABLED=1"}}, "ec2_metadata_disabled", "false", ByDefault},
		{"list", gov2Case{vars: []string{"AWS_AUTH_SCHEME_PREFERENCE= a ,, b"}}, "auth_scheme_preference", "a,b", EnvVar},
		{"list of nothing", gov2Case{vars: []string{"AWS_AUTH_SCHEME_PREFERENCE=,"}, config: "[default]\nauth_scheme_preference=c\n"}, "auth_scheme_preference", "c", InFile},
		{"only the word true", gov2Case{vars: []string{"AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026=TRUE"}}, "default_socket_timeout", "-", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := tt.in.resolve(t)
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

func TestGoV2Endpoints(t *testing.T) {
	const own = "[default]\nservices=x\nendpoint_url=http://all\n[services x]\ns3=\n endpoint_url=http://old\n Endpoint_URL=http://s3 # c\nsts=\n other=y\ndynamodb=http://d\n"
	tests := []struct {
		name          string
		in            gov2Case
		service, want string
	}{
		{"services section, last and with its comment", gov2Case{config: own}, "s3", "http://s3 # c"},
		{"a block without endpoint", gov2Case{config: own}, "sts", "http://all"},
		{"no block", gov2Case{config: own}, "dynamodb", "http://all"},
		{"own variable", gov2Case{config: own, vars: []string{"AWS_ENDPOINT_URL_S3=http://v", "AWS_ENDPOINT_URL=http://w"}}, "s3", "http://v"},
		{"AWS_ENDPOINT_URL hides the section", gov2Case{config: own, vars: []string{"AWS_ENDPOINT_URL=http://w"}}, "s3", "http://w"},
		{"even when it is empty", gov2Case{config: own, vars: []string{"AWS_ENDPOINT_URL="}}, "s3", "http://all"},
		{"but not beside an empty own one", gov2Case{config: own, vars: []string{"AWS_ENDPOINT_URL=http://w", "AWS_ENDPOINT_URL_S3="}}, "s3", "http://s3 # c"},
		{"ignored", gov2Case{config: own, vars: []string{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=TRUE", "AWS_ENDPOINT_URL_S3=http://v"}}, "s3", ""},
		{"not ignored", gov2Case{config: own + "[profile y]\n", vars: []string{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false"}}, "s3", "http://s3 # c"},
		{"an empty endpoint counts", gov2Case{config: "[default]\nendpoint_url=http://all\nservices=x\n[services x]\ns3=\n endpoint_url=\n"}, "s3", ""},
		{"no such section", gov2Case{config: "[default]\nservices=y\nendpoint_url=http://all\n[services x]\ns3=\n endpoint_url=http://s\n"}, "s3", "http://all"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := tt.in.resolve(t).Setting(ServiceEndpoint(tt.service))
			if v.Value != tt.want {
				t.Errorf("got %q, want %q: %+v", v.Value, tt.want, v.Places)
			}
		})
	}
}

func TestGoV2Fails(t *testing.T) {
	tests := []struct {
		name string
		in   gov2Case
		code string // of the first failure; "" where the session can be built
		part string // of its message
	}{
		{"missing AWS_PROFILE", gov2Case{vars: []string{"AWS_PROFILE=x", "AWS_ACCESS_KEY_ID=A", "AWS_SECRET_ACCESS_KEY=s"}}, "profile-not-found", `"x", asked for by AWS_PROFILE`},
		{"missing explicit profile", gov2Case{profile: "x"}, "profile-not-found", "--profile"},
		{"missing AWS_DEFAULT_PROFILE", gov2Case{vars: []string{"AWS_DEFAULT_PROFILE=x"}}, "", ""},
		{"missing default", gov2Case{}, "", ""},
		{"a bad variable though a flag wins", gov2Case{vars: []string{"AWS_MAX_ATTEMPTS=x"}}, "invalid-value", "max_attempts"},
		{"variables before files", gov2Case{vars: []string{"AWS_RETRY_MODE=x"}, config: "[default]\nregion='\n"}, "invalid-value", "retry_mode"},
		{"a bad key though a variable wins", gov2Case{vars: []string{"AWS_MAX_ATTEMPTS=3"}, config: "[default]\nmax_attempts=\n"}, "invalid-value", "max_attempts"},
		{"a bad key of another profile", gov2Case{config: "[profile x]\nmax_attempts=x\n"}, "", ""},
		{"a bad key of a source profile", gov2Case{config: "[default]\nrole_arn=r\nsource_profile=x\n[profile x]\nretry_mode=x\n" + keysA}, "invalid-value", "retry_mode"},
		{"retry mode in another case", gov2Case{config: "[default]\nretry_mode=Standard\n"}, "invalid-value", "retry_mode"},
		{"compression size out of range", gov2Case{vars: []string{"AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES=10485761"}}, "invalid-value", "10485760"},
		{"a boolean key to the letter", gov2Case{config: "[default]\ndisable_request_compression=True\n"}, "invalid-value", "lower case"},
		{"a lone quote anywhere", gov2Case{config: "[default]\n[profile x]\ny = \"\n"}, "unparsable-file", "config:3:5"},
		{"a directory", gov2Case{vars: []string{"AWS_CONFIG_FILE=HOME~"}}, "unreadable-file", "directory"},
		{"a missing file", gov2Case{vars: []string{"AWS_CONFIG_FILE=HOME~/x"}}, "", ""},
		{"half a pair", gov2Case{config: "[default]\naws_access_key_id=A\n"}, "incomplete-keys", "no secret key in the config file"},
		{"half a pair that the credentials file forgives", gov2Case{config: "[default]\naws_access_key_id=A\n", credentials: "[default]\n"}, "", ""},
		{"half a pair on top of a whole one", gov2Case{config: "[default]\n" + keysA, credentials: "[default]\naws_secret_access_key=s\n"}, "incomplete-keys", "no access key id in the credentials file"},
		{"source without role", gov2Case{config: "[default]\nsource_profile=x\n"}, "role-arn-missing", "source_profile but no role_arn"},
		{"several types", gov2Case{config: "[default]\nrole_arn=r\ncredential_source=Environment\ncredential_process=x\n"}, "several-credential-types", "credential_source, credential_process"},
		{"missing source", gov2Case{config: "[default]\nrole_arn=r\nsource_profile=x\n"}, "source-profile-not-found", "profile x"},
		{"source without credentials", gov2Case{config: "[default]\nrole_arn=r\nsource_profile=x\n[profile x]\nlogin_session=l\n"}, "source-profile-without-credentials", "login_session"},
		{"circle", gov2Case{config: "[default]\nrole_arn=r\nsource_profile=x\n[profile x]\nrole_arn=q\nsource_profile=default\n"}, "source-profile-circle", "circle"},
		{"missing session", gov2Case{config: "[default]\nsso_session=s\n" + keysA}, "sso-session-not-found", "sso-session s"},
		{"incomplete session", gov2Case{config: "[default]\n" + ofSession + "[sso-session s]\nsso_region=r\n"}, "sso-incomplete", "sso_start_url"},
		{"session of another region", gov2Case{config: "[default]\n" + ofSession + "sso_region=x\n" + session}, "sso-mismatch", "sso_region"},
		{"incomplete sso", gov2Case{config: "[default]\nsso_region=r\n"}, "sso-incomplete", "sso_start_url, sso_account_id, sso_role_name"},
		{"incomplete sso behind the environment", gov2Case{config: "[default]\nsso_region=r\n", vars: []string{"AWS_ACCESS_KEY_ID=A", "AWS_SECRET_KEY=s"}}, "", ""},
		{"mfa", gov2Case{config: "[default]\nrole_arn=r\nmfa_serial=m\n" + keysA}, "mfa-without-token-provider", "device m"},
		{"mfa behind the environment", gov2Case{config: "[default]\nrole_arn=r\nmfa_serial=m\n" + keysA, vars: []string{"AWS_ACCESS_KEY=A", "AWS_SECRET_KEY=s"}}, "", ""},
		{"unknown credential source", gov2Case{config: "[default]\nrole_arn=r\ncredential_source=environment\n"}, "credential-source-unknown", "none that this SDK knows"},
		{"no container", gov2Case{config: "[default]\nrole_arn=r\ncredential_source=EcsContainer\n"}, "container-not-configured", "EcsContainer"},
		{"container elsewhere", gov2Case{vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://192.0.2.1/"}}, "container-uri", "192.0.2.1"},
		{"container by name", gov2Case{vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://x/"}}, "container-uri", "resolve"},
		{"container without host", gov2Case{vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=localhost/x"}}, "container-uri", "without a host"},
		{"web identity without role", gov2Case{vars: []string{"AWS_WEB_IDENTITY_TOKEN_FILE=x"}}, "role-arn-missing", "AWS_ROLE_ARN"},
		{"missing certificates", gov2Case{config: "[default]\nca_bundle=HOME~/x\n"}, "ca-bundle-unreadable", "no such file"},
		{"no certificates", gov2Case{config: "[default]\nca_bundle=HOME~/.aws/config\n"}, "ca-bundle-without-certificates", "PEM"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := tt.in.resolve(t)
			switch {
			case tt.code == "" && res.Err != nil:
				t.Fatalf("fails: %s", res.Err.Message)
			case tt.code == "":
				return
			case res.Err == nil:
				t.Fatal("does not fail")
			}
			var first Problem
			for _, p := range res.Problems {
				if p.Message == res.Err.Message && p.Severity == SevError {
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
