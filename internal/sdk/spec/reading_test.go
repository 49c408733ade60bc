package spec

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// specIn resolves an environment as the specification does. files are by their
// paths below the home directory /home; the texts of config and credentials are
// apart for short. Instance metadata is turned off unless a variable says otherwise.
func specIn(t *testing.T, config, credentials string, files map[string]string, vars ...string) *resolve.Resolution {
	t.Helper()
	return specWith(t, resolve.Inputs{}, config, credentials, files, vars...)
}

func specWith(t *testing.T, in resolve.Inputs, config, credentials string, files map[string]string, vars ...string) *resolve.Resolution {
	t.Helper()
	root := t.TempDir()
	write := func(path, text string) {
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for path, text := range files {
		write(path, text)
	}
	if config != "" {
		write("/home/.aws/config", config)
	}
	if credentials != "" {
		write("/home/.aws/credentials", credentials)
	}
	env, err := environ.New(environ.Options{NoEnv: true, OS: "linux", Root: root,
		Vars: append([]string{"HOME=/home", "AWS_EC2_METADATA_DISABLED=true"}, vars...)})
	if err != nil {
		t.Fatal(err)
	}
	return resolve.Resolve(resolve.NewWorkspace(env), in, Dialect{Words: "Rust"}.Reading())
}

func TestSettings(t *testing.T) {
	const none = "(unset)"
	tests := []struct {
		name, config, credentials string
		vars                      []string
		setting, want             string
	}{
		{"region of the environment", "[default]\nregion = a\n", "", []string{"AWS_REGION=b"}, "region", "b"},
		{"an empty variable counts", "[default]\nregion = a\n", "", []string{"AWS_REGION="}, "region", ""},
		{"AWS_DEFAULT_REGION does not count", "", "", []string{"AWS_DEFAULT_REGION=b"}, "region", none},
		{"credentials file on top", "[default]\nregion = a\n", "[default]\nregion = b\n", nil, "region", "b"},
		{"region of the source profile", "[default]\nsource_profile = b\n[profile b]\nsource_profile = c\n[profile c]\nregion = d\n", "", nil, "region", "d"},
		{"region of a circle", "[default]\nsource_profile = b\n[profile b]\nsource_profile = default\n", "", nil, "region", none},
		{"[profile default] before [default]", "[default]\nregion = a\nretry_mode = adaptive\n[profile default]\nregion = b\n", "", nil, "retry_mode", "standard"},
		{"continued", "[default]\nregion = a\n b\n", "", nil, "region", "a\nb"},
		{"attempts", "", "", nil, "max_attempts", "3"},
		{"attempts, legacy", "", "", []string{"AWS_RETRY_MODE=LEGACY"}, "max_attempts", none},
		{"attempts configured", "", "", []string{"AWS_MAX_ATTEMPTS=+7"}, "max_attempts", "7"},
		{"a bad boolean leaves the default", "[default]\nuse_fips_endpoint = true\n", "", []string{"AWS_USE_FIPS_ENDPOINT=1"}, "use_fips_endpoint", "false"},
		{"a boolean in capitals", "", "", []string{"AWS_USE_FIPS_ENDPOINT=TRUE"}, "use_fips_endpoint", "true"},
		{"metadata disabled, by true alone", "", "", []string{"AWS_EC2_METADATA_DISABLED=1"}, "ec2_metadata_disabled", "false"},
		{"a bad enum leaves the default", "", "", []string{"AWS_REQUEST_CHECKSUM_CALCULATION=never"}, "request_checksum_calculation", "when_supported"},
		{"an enum in capitals", "", "", []string{"AWS_ACCOUNT_ID_ENDPOINT_MODE=Required"}, "account_id_endpoint_mode", "required"},
		{"a bad number leaves the default", "", "", []string{"AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES=-1"}, "request_min_compression_size_bytes", "10240"},
		{"endpoint without a scheme", "[default]\nendpoint_url = http://a\n", "", []string{"AWS_ENDPOINT_URL=a"}, "endpoint_url", none},
		{"endpoint with a bad port", "", "", []string{"AWS_ENDPOINT_URL=http://a:b"}, "endpoint_url", none},
		{"endpoint with IPv6", "", "", []string{"AWS_ENDPOINT_URL=http://[::1]:80"}, "endpoint_url", "http://[::1]:80"},
		{"endpoint ignored", "[default]\nendpoint_url = http://a\nignore_configured_endpoint_urls = true\n", "", nil, "endpoint_url", none},
		{"service's variable", "", "", []string{"AWS_ENDPOINT_URL_S3=http://b", "AWS_ENDPOINT_URL=http://a"}, "services.s3.endpoint_url", "http://b"},
		{"general variable before services section", "[default]\nservices = x\n[services x]\ns3 =\n  endpoint_url = http://b\n", "",
			[]string{"AWS_ENDPOINT_URL=http://a"}, "services.s3.endpoint_url", "http://a"},
		{"services section before general key", "[default]\nservices = x\nendpoint_url = http://a\n[services x]\ns3 =\n  endpoint_url = http://b\n", "", nil, "services.s3.endpoint_url", "http://b"},
		{"a comment in a services section stays", "[default]\nservices = x\n[services x]\ns3 =\n  endpoint_url = http://b # c\n", "", nil, "services.s3.endpoint_url", "http://b # c"},
		{"on one line in a services section", "[default]\nservices = x\n[services x]\ns3 = endpoint_url = http://b\n", "", nil, "services.s3.endpoint_url", "http://b"},
		{"services sections of the credentials file", "[default]\nservices = x\n", "[services x]\ns3 =\n  endpoint_url = http://b\n", nil, "services.s3.endpoint_url", none},
		{"application's name", "", "", []string{"AWS_SDK_UA_APP_ID=a b"}, "sdk_ua_app_id", none},
		{"application's name by its other key", "[default]\nsdk-ua-app-id = a\n", "", nil, "sdk_ua_app_id", "a"},
		{"schemes", "", "", []string{"AWS_AUTH_SCHEME_PREFERENCE=aws.auth#sigv4 ,\tsig v4a"}, "auth_scheme_preference", "sigv4,sigv4a"},
		{"schemes, one empty", "", "", []string{"AWS_AUTH_SCHEME_PREFERENCE=sigv4,"}, "auth_scheme_preference", none},
		{"region set", "", "", []string{"AWS_SIGV4A_SIGNING_REGION_SET= a,, b"}, "sigv4a_signing_region_set", "a,b"},
		{"metadata's endpoint", "", "", nil, "ec2_metadata_service_endpoint", "http://169.254.169.254"},
		{"metadata's endpoint, IPv6", "", "", []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPV6"}, "ec2_metadata_service_endpoint", "http://[fd00:ec2::254]"},
		{"metadata's endpoint, bad mode", "", "", []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE="}, "ec2_metadata_service_endpoint", none},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := specIn(t, tt.config, tt.credentials, nil, tt.vars...).Setting(tt.setting)
			got := none
			if v.Set {
				got = v.Value
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestFails(t *testing.T) {
	tests := []struct {
		name, config string
		vars         []string
		want         string // in the failure; empty for none
	}{
		{"nothing", "", nil, ""},
		{"attempts", "", []string{"AWS_MAX_ATTEMPTS=0"}, "max_attempts: 0 attempts"},
		{"attempts in a file", "[default]\nmax_attempts = x\n", nil, `max_attempts: "x" is not a whole number`},
		{"attempts in a file, unasked", "[default]\nmax_attempts = x\n", []string{"AWS_MAX_ATTEMPTS=2"}, ""},
		{"retry mode", "", []string{"AWS_RETRY_MODE=turbo"}, `retry_mode: "turbo" is not a retry mode`},
		{"missing profile", "[profile a]\n", []string{"AWS_PROFILE=b"}, `profile "b" is in neither file (AWS_PROFILE)`},
		{"missing profile without a name", "[profile a]\n", []string{"AWS_PROFILE="}, `profile "" is in neither file (AWS_PROFILE)`},
		{"missing default, asked for", "[profile a]\n", []string{"AWS_PROFILE=default"}, ""},
		{"missing file", "", []string{"AWS_CONFIG_FILE=/nope"}, ""},
		{"unparsable file", "[default]\nregion: a\n", nil, "/home/.aws/config:2:1: a line without an equals sign"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := specIn(t, tt.config, "", nil, tt.vars...)
			switch {
			case tt.want == "" && res.Err != nil:
				t.Errorf("got %q, want none", res.Err.Message)
			case tt.want != "" && (res.Err == nil || !strings.Contains(res.Err.Message, tt.want)):
				t.Errorf("got %+v, want %q", res.Err, tt.want)
			}
		})
	}
}

func TestUnparsableFileLosesBoth(t *testing.T) {
	res := specIn(t, "[default]\nregion: a\n", "[default]\naws_access_key_id = a\naws_secret_access_key = b\nregion = c\n", nil)
	if v := res.Setting("region"); v.Set || len(v.Pick(origin.Rejected)) != 1 || !strings.Contains(v.Pick(origin.Rejected)[0].Reason, "no file is used") {
		t.Errorf("region: %+v", v)
	}
	if res.Credentials.Status != resolve.StatusError {
		t.Errorf("credentials: %s", res.Credentials.Status)
	}
}

func TestHome(t *testing.T) {
	tests := []struct {
		goos string
		vars []string
		want string
	}{
		{"linux", []string{"HOME=/h"}, "/h/.aws/config"},
		{"linux", []string{"HOME=/h/"}, "/h/.aws/config"},
		{"linux", []string{"HOME="}, ".aws/config"},
		{"linux", []string{"USERPROFILE=/h"}, "~/.aws/config"},
		{"linux", []string{"HOME=/h", "AWS_CONFIG_FILE=~/x//./../y"}, "/h/x/../y"},
		{"linux", []string{"HOME=/h", "AWS_CONFIG_FILE=~x/y"}, "~x/y"},
		{"linux", []string{"HOME=/h", "AWS_CONFIG_FILE=/~/y"}, "/~/y"},
		{"linux", []string{"HOME=/h", "AWS_CONFIG_FILE=~"}, "/h"},
		{"windows", []string{`USERPROFILE=C:\u`}, `C:\u\.aws\config`},
		{"windows", []string{"HOMEDRIVE=C:", `HOMEPATH=\u`}, `C:\u\.aws\config`},
		{"windows", []string{"HOMEDRIVE=C:"}, `~\.aws\config`},
		{"windows", []string{`HOME=D:\h`, `USERPROFILE=C:\u`, `AWS_CONFIG_FILE=~\x/y`}, `D:\h\x\y`},
	}
	for _, tt := range tests {
		env, err := environ.New(environ.Options{NoEnv: true, OS: tt.goos, Root: t.TempDir(), Vars: tt.vars})
		if err != nil {
			t.Fatal(err)
		}
		if got := resolve.Resolve(resolve.NewWorkspace(env), resolve.Inputs{}, Dialect{Words: "Rust"}.Reading()).Files[0].Given; got != tt.want {
			t.Errorf("%s %v: got %q, want %q", tt.goos, tt.vars, got, tt.want)
		}
	}
}
