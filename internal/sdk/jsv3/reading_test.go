package jsv3

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
)

const jsDefault = "[default]\nregion = us-west-2\n"

// TestSettings: each value was taken from the SDK itself.
func TestSettings(t *testing.T) {
	role := "[profile p]\nregion = us-west-2\n"
	for _, tt := range []struct {
		name    string
		c       sdktest.Offline
		setting string
		want    string
	}{
		{"the credentials file's region comes first", sdktest.Offline{Config: jsDefault, Credentials: "[default]\nregion = us-east-1\n"}, "region", "us-east-1"},
		{"other keys of the config file come first", sdktest.Offline{Config: "[default]\nmax_attempts=5\n", Credentials: "[default]\nmax_attempts=6\n"}, "max_attempts", "5"},
		{"[profile default] takes the place of [default]", sdktest.Offline{Config: "[profile default]\nretry_mode=adaptive\n[default]\nregion=us-west-2\n"}, "region", ""},
		{"an empty [profile default] does not", sdktest.Offline{Config: "[profile default]\nretry_mode =\n[default]\nregion=us-west-2\n"}, "region", "us-west-2"},
		{"a dot for the blank of a header", sdktest.Offline{Config: "[profile.p]\nregion=us-west-2\n", Profile: "p"}, "region", "us-west-2"},
		{"a session as a profile", sdktest.Offline{Config: "[sso-session s]\nregion=us-west-2\n", Vars: []string{"AWS_PROFILE=sso-session.s"}}, "region", "us-west-2"},
		{"a prefixed section of the credentials file", sdktest.Offline{Credentials: "[profile p]\nregion=us-west-2\n", Vars: []string{"AWS_PROFILE=profile.p"}}, "region", "us-west-2"},
		{"the same by its bare name", sdktest.Offline{Credentials: "[profile p]\nregion=us-west-2\n", Vars: []string{"AWS_PROFILE=p"}}, "region", ""},
		{"a key without a value sets nothing", sdktest.Offline{Config: "[default]\nregion=us-west-2\nregion=\n"}, "region", "us-west-2"},
		{"an empty AWS_REGION stops the search", sdktest.Offline{Config: jsDefault, Vars: []string{"AWS_REGION="}}, "region", ""},
		{"so does one that no host name can have", sdktest.Offline{Config: jsDefault, Vars: []string{"AWS_REGION=us west"}}, "region", ""},
		{"a lone star passes", sdktest.Offline{Vars: []string{"AWS_REGION=*"}}, "region", "*"},
		{"pseudo region", sdktest.Offline{Vars: []string{"AWS_REGION=fips-dkr-us-east-1"}}, "region", "us-east-1"},
		{"pseudo region at the end", sdktest.Offline{Vars: []string{"AWS_REGION=us-gov-west-1-fips"}}, "region", "us-gov-west-1"},
		{"pseudo region of all", sdktest.Offline{Config: "[default]\nregion=aws-fips\n"}, "region", "us-east-1"},
		{"a pseudo region turns FIPS on", sdktest.Offline{Vars: []string{"AWS_REGION=fips-us-east-1", "AWS_USE_FIPS_ENDPOINT=false"}}, "use_fips_endpoint", "true"},
		{"a switch in capitals is passed over", sdktest.Offline{Config: "[default]\nuse_fips_endpoint=true\n", Vars: []string{"AWS_USE_FIPS_ENDPOINT=FALSE"}}, "use_fips_endpoint", "true"},
		{"and the default comes next", sdktest.Offline{Config: "[default]\nuse_dualstack_endpoint=yes\n"}, "use_dualstack_endpoint", "false"},
		{"numbers as parseInt takes them", sdktest.Offline{Vars: []string{"AWS_MAX_ATTEMPTS=0x10"}}, "max_attempts", "16"},
		{"as far as they go", sdktest.Offline{Config: "[default]\nmax_attempts=5.9 tries\n"}, "max_attempts", "5"},
		{"large numbers", sdktest.Offline{Vars: []string{"AWS_MAX_ATTEMPTS=12345678901234567890"}}, "max_attempts", "12345678901234567000"},
		{"a bad number is passed over", sdktest.Offline{Config: "[default]\nmax_attempts=5\n", Vars: []string{"AWS_MAX_ATTEMPTS=many"}}, "max_attempts", "5"},
		{"default of max_attempts", sdktest.Offline{}, "max_attempts", "3"},
		{"any retry mode stands", sdktest.Offline{Vars: []string{"AWS_RETRY_MODE=Legacy"}}, "retry_mode", "Legacy"},
		{"an empty one too", sdktest.Offline{Config: "[default]\nretry_mode=adaptive\n", Vars: []string{"AWS_RETRY_MODE="}}, "retry_mode", ""},
		{"checksums in any case", sdktest.Offline{Vars: []string{"AWS_REQUEST_CHECKSUM_CALCULATION=When_Required"}}, "request_checksum_calculation", "when_required"},
		{"an empty app id stops the search", sdktest.Offline{Config: "[default]\nsdk_ua_app_id=a\n", Vars: []string{"AWS_SDK_UA_APP_ID="}}, "sdk_ua_app_id", ""},
		{"the older key of the app id", sdktest.Offline{Config: "[default]\nsdk-ua-app-id=a b\n"}, "sdk_ua_app_id", "a b"},
		{"any value turns instance metadata off", sdktest.Offline{Vars: []string{"AWS_EC2_METADATA_DISABLED=no"}}, "ec2_metadata_disabled", "true"},
		{"the first variable of endpoint discovery decides", sdktest.Offline{Vars: []string{"AWS_ENABLE_ENDPOINT_DISCOVERY=", "AWS_ENDPOINT_DISCOVERY_ENABLED=true"}}, "endpoint_discovery_enabled", ""},
		{"endpoint of the environment's profile", sdktest.Offline{Config: "[default]\nendpoint_url=http://d\n[profile p]\nendpoint_url=http://p\n", Profile: "p"}, "services.s3.endpoint_url", "http://d"},
		{"endpoint of a service", sdktest.Offline{Config: "[default]\nservices=s\nendpoint_url=http://d\n[services s]\ns3 =\n  endpoint_url = http://s\n"}, "services.s3.endpoint_url", "http://s"},
		{"written with a dot", sdktest.Offline{Config: "[default]\nservices=s\n[services s]\ns3.endpoint_url = http://s\n"}, "services.s3.endpoint_url", "http://s"},
		{"the services section is of the config file", sdktest.Offline{Config: "[services s]\ns3=\n endpoint_url=http://s\n", Credentials: "[default]\nservices=s\n"}, "services.s3.endpoint_url", "http://s"},
		{"a services section that is missing loses all", sdktest.Offline{Config: "[default]\nservices=s\nendpoint_url=http://d\n"}, "services.s3.endpoint_url", ""},
		{"so does an empty one", sdktest.Offline{Config: "[default]\nservices=s\nendpoint_url=http://d\n[services s]\n"}, "endpoint_url", ""},
		{"ignored endpoints", sdktest.Offline{Config: "[default]\nendpoint_url=http://d\nignore_configured_endpoint_urls=true\n"}, "services.s3.endpoint_url", ""},
		{"defaults mode of another profile", sdktest.Offline{Config: "[default]\ndefaults_mode=In-Region\n" + role, Profile: "p"}, "defaults_mode", "in-region"},
		{"an empty defaults mode is none", sdktest.Offline{Config: "[default]\ndefaults_mode=standard\n", Vars: []string{"AWS_DEFAULTS_MODE="}}, "defaults_mode", ""},
		{"IPv6 metadata", sdktest.Offline{Vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv6"}}, "ec2_metadata_service_endpoint", "http://[fd00:ec2::254]"},
		{"a mode in small letters is none", sdktest.Offline{Vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=ipv6"}}, "ec2_metadata_service_endpoint", ""},
		{"a section named __proto__ empties the file", sdktest.Offline{Config: jsDefault + "[__proto__]\n"}, "region", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := tt.c.Resolve(t, Reading())
			if got := res.Setting(tt.setting); got == nil || got.Value != tt.want || got.Set != (tt.want != "") {
				t.Errorf("%s is %+v, want %q", tt.setting, got, tt.want)
			}
			if res.Err != nil {
				t.Errorf("the client is not built: %v", res.Err)
			}
		})
	}
}

func TestEmptyRegionInCode(t *testing.T) {
	env, err := environ.New(environ.Options{NoEnv: true, Home: t.TempDir(), OS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	in := resolve.Inputs{Explicit: map[string]origin.Candidate{"region": {Value: "", Origin: origin.Origin{Kind: origin.Flag, Name: "--region"}}}}
	if res := resolve.Resolve(resolve.NewWorkspace(env), in, Reading()); res.Err == nil {
		t.Error("an empty region in code builds a client")
	}
}

func TestFiles(t *testing.T) {
	for _, tt := range []struct {
		name string
		os   string
		vars []string
		want string // of the config file
	}{
		{"home", "linux", []string{"HOME=/h"}, "/h/.aws/config"},
		{"tilde", "linux", []string{"HOME=/h", "AWS_CONFIG_FILE=~/a/../c"}, "/h/c"},
		{"tilde of another", "linux", []string{"HOME=/h", "AWS_CONFIG_FILE=~x/c"}, "~x/c"},
		{"empty variable", "linux", []string{"HOME=/h", "AWS_CONFIG_FILE="}, "/h/.aws/config"},
		{"empty home", "linux", []string{"HOME="}, ".aws/config"},
		{"another name for home", "linux", []string{"HOME=", "USERPROFILE=/u"}, "/u/.aws/config"},
		{"no home", "linux", nil, ""},
		{"windows", "windows", []string{"HOMEPATH=\\u"}, "C:\\\\u\\.aws\\config"},
		{"windows with a drive", "windows", []string{"HOMEDRIVE=D:", "HOMEPATH=\\u"}, "D:\\u\\.aws\\config"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			env, err := environ.New(environ.Options{NoEnv: true, Vars: tt.vars, OS: tt.os})
			if err != nil {
				t.Fatal(err)
			}
			if got := locate(&resolve.Run{Env: env, Reading: Reading()})[0]; got.Path != tt.want {
				t.Errorf("got %q, want %q", got.Path, tt.want)
			}
		})
	}
}

func TestParseURL(t *testing.T) {
	for text, want := range map[string]string{
		"http://127.1:80/a/../b?x=1#y":   "http://127.0.0.1/b?x=1",
		"HTTPS://u:p@Host:443":           "https://host/",
		"http:\\\\h\\p":                  "http://h/p",
		"http://0x7f.1:8":                "http://127.0.0.1:8/",
		"http://4566":                    "http://0.0.17.214/",
		"http://[0:0:0:0:0:0:0:1]:08080": "http://[::1]:8080/",
		" http://h/%2e%2E/a b ":          "http://h/a%20b",
		"http://h/a/..":                  "http://h/",
		"localhost:4566":                 "localhost://4566",
		"http://":                        "",
		"http://169.254.170.2.5/x":       "",
		"http://h:99999":                 "",
		"http://a b":                     "",
		"//h":                            "",
		"h":                              "",
		"1http://h":                      "",
		"http://[::1":                    "",
		"http://256.1.1.1":               "",
		"http://h%zz":                    "",
	} {
		u, ok := parseURL(text)
		if ok != (want != "") || ok && u.String() != want {
			t.Errorf("%q is %q, %t, want %q", text, u, ok, want)
		}
	}
}

// TestProblems: what is passed over in silence, or fails later, is told.
func TestProblems(t *testing.T) {
	for _, tt := range []struct {
		name, code string
		c          sdktest.Offline
		message    string
	}{
		{"keys beside a profile", "env-keys-passed-over", sdktest.Offline{Config: jsDefault, Vars: []string{"AWS_PROFILE=default", "AWS_ACCESS_KEY_ID=AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY=s"}}, "AWS_PROFILE"},
		{"a switch", "invalid-value", sdktest.Offline{Vars: []string{"AWS_USE_FIPS_ENDPOINT=1"}}, "use_fips_endpoint"},
		{"the defaults mode", "defaults-mode", sdktest.Offline{Vars: []string{"AWS_DEFAULTS_MODE=fast"}}, "every request fails"},
		{"the region", "region-refused", sdktest.Offline{Config: "[default]\nregion=us_east_1\n"}, "no other place is asked"},
		{"the retry mode", "retry-mode-unknown", sdktest.Offline{Vars: []string{"AWS_RETRY_MODE=legacy"}}, "works as standard"},
		{"an endpoint", "endpoint-unusable", sdktest.Offline{Vars: []string{"AWS_ENDPOINT_URL=localhost:4566"}}, "dynamodb, s3, sts"},
		{"an endpoint with FIPS", "endpoint-unusable", sdktest.Offline{Vars: []string{"AWS_ENDPOINT_URL_S3=http://h", "AWS_USE_FIPS_ENDPOINT=true"}}, "use_fips_endpoint"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := tt.c.Resolve(t, Reading())
			for _, p := range res.Problems {
				if p.Code == tt.code && strings.Contains(p.Message, tt.message) {
					return
				}
			}
			t.Errorf("no %s with %q in %+v", tt.code, tt.message, res.Problems)
		})
	}
}
