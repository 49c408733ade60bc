package javav2

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
)

// Expected values are those that software.amazon.awssdk 2.59.1 answered.

func TestSettings(t *testing.T) {
	config := func(lines ...string) sdktest.Case {
		return sdktest.Case{Config: "[default]\nregion = us-west-2\n" + strings.Join(lines, "\n") + "\n"}
	}
	vars := func(c sdktest.Case, vars ...string) sdktest.Case {
		c.Vars = vars
		return c
	}
	code := func(c sdktest.Case, region string) sdktest.Case {
		c.Region = region
		return c
	}
	tests := []struct {
		name          string
		c             sdktest.Case
		setting, want string
	}{
		{"a region of a file", config(), "region", "us-west-2"},
		{"a region with a comment in it", sdktest.Case{Config: "[default]\nregion = us-west-2#c\n"}, "region", "us-west-2%23c"},
		{"a blank region leads on", vars(config(), "AWS_REGION= "), "region", "us-west-2"},
		{"AWS_DEFAULT_REGION is not read", vars(sdktest.Case{}, "AWS_DEFAULT_REGION=eu-west-1"), "region", ""},
		{"variables are trimmed", vars(sdktest.Case{}, "AWS_REGION= eu-west-1 "), "region", "eu-west-1"},
		{"keys keep their case", sdktest.Case{Config: "[default]\nREGION = us-west-2\n"}, "region", ""},
		{"code's pseudo region", code(config(), "fips-us-east-1"), "region", "us-east-1"},
		{"code's pseudo region turns FIPS on", code(vars(config(), "AWS_USE_FIPS_ENDPOINT=false"), "us-east-1-fips"), "use_fips_endpoint", "true"},
		{"code's region without a host", code(config(), "-"), "region", ""},
		{"a pseudo region of a file stands", sdktest.Case{Config: "[default]\nregion = fips-us-east-1\n"}, "region", "fips-us-east-1"},
		{"a lone cr ends a line", sdktest.Case{Config: "[default]\rregion = eu-west-3\r"}, "region", "eu-west-3"},
		{"an empty retry mode leads to the file", vars(config("retry_mode = adaptive"), "AWS_RETRY_MODE="), "retry_mode", "adaptive"},
		{"attempts of the retry mode legacy", config("retry_mode = legacy", "max_attempts = 7"), "max_attempts", "4"},
		{"its variable counts", vars(config("retry_mode = legacy", "max_attempts = 7"), "AWS_MAX_ATTEMPTS=6"), "max_attempts", "6"},
		{"a plus sign", config("max_attempts = +5"), "max_attempts", "5"},
		{"digits of another script", vars(config(), "AWS_MAX_ATTEMPTS=٣"), "max_attempts", "3"},
		{"attempts that are none are passed over", config("max_attempts = 0"), "max_attempts", "3"},
		{"a negative compression size", config("request_min_compression_size_bytes = -1"), "request_min_compression_size_bytes", "-1"},
		{"checksums in any case", config("request_checksum_calculation = WHEN_REQUIRED"), "request_checksum_calculation", "when_required"},
		{"a bad checksum setting takes S3's client with it", config("request_checksum_calculation = x", "s3_use_arn_region = true"), "s3_use_arn_region", "false"},
		{"arn region that is none leads on", vars(config("s3_use_arn_region = TRUE"), "AWS_S3_USE_ARN_REGION=yes"), "s3_use_arn_region", "true"},
		{"express: anything but false", config("s3_disable_express_session_auth ="), "s3_disable_express_session_auth", "true"},
		{"schemes lose their blanks", config("auth_scheme_preference = sigv4 ,, sigv4a , "), "auth_scheme_preference", "sigv4,,sigv4a"},
		{"a set in the order of its hash", config("sigv4a_signing_region_set = us-west-2, us-east-1"), "sigv4a_signing_region_set", "us-east-1,us-west-2"},
		{"discovery's key", config("aws_endpoint_discovery_enabled = true"), "endpoint_discovery_enabled", "true"},
		{"a timeout with a fraction", vars(config(), "AWS_METADATA_SERVICE_TIMEOUT=1.5"), "metadata_service_timeout", "1.5"},
		{"metadata turned off by an error", vars(config(), "AWS_EC2_METADATA_DISABLED="), "ec2_metadata_disabled", "true"},
		{"the service's variable first", vars(config("endpoint_url = http://localhost:1"), "AWS_ENDPOINT_URL_S3=http://localhost:5", "AWS_ENDPOINT_URL=http://localhost:4"), "services.s3.endpoint_url", "http://localhost:5"},
		{"the services section before the profile's own block", config("services = s", "s3 =", "  endpoint_url = http://localhost:2", "[services s]", "s3 =", "  endpoint_url = http://localhost:3"), "services.s3.endpoint_url", "http://localhost:3"},
		{"the profile's own block before its endpoint", config("endpoint_url = http://localhost:1", "s3 =", "  endpoint_url = http://localhost:2"), "services.s3.endpoint_url", "http://localhost:2"},
		{"a block stays where its key is set anew", config("s3 =", "  endpoint_url = http://localhost:2", "s3 = x"), "services.s3.endpoint_url", "http://localhost:2"},
		{"a key with a dot is the same key", config("s3.endpoint_url = http://localhost:2"), "services.s3.endpoint_url", "http://localhost:2"},
		{"services keep their case", config("services = s", "[services s]", "S3 =", "  endpoint_url = http://localhost:3"), "services.s3.endpoint_url", ""},
		{"a missing profile has no settings", sdktest.Case{Config: "[default]\nregion = us-west-2\n", Profile: "nope"}, "region", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := sdktest.Offline(tt.c).Resolve(t, Reading())
			if got := res.Setting(tt.setting); got == nil || got.Value != tt.want {
				t.Errorf("got %+v, want %q", got, tt.want)
			}
			if res.Err != nil {
				t.Error(res.Err.Message)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name string
		c    sdktest.Case
		want string // in the message; empty where the session is built
	}{
		{"a bad switch of a file", sdktest.Case{Config: "[default]\nuse_fips_endpoint = 1\n"}, `use_fips_endpoint: "1" is neither true nor false`},
		{"a bad switch of a variable", sdktest.Case{Vars: []string{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS="}}, "ignore_configured_endpoint_urls"},
		{"an unknown defaults mode", sdktest.Case{Vars: []string{"AWS_DEFAULTS_MODE="}}, "defaults_mode"},
		{"an unknown retry mode", sdktest.Case{Vars: []string{"AWS_RETRY_MODE=turbo"}}, "retry_mode"},
		{"no attempts", sdktest.Case{Vars: []string{"AWS_MAX_ATTEMPTS=0"}}, "max_attempts"},
		{"an endpoint of no scheme", sdktest.Case{Config: "[default]\nendpoint_url = localhost:1\n"}, "without slashes"},
		{"an empty endpoint", sdktest.Case{Vars: []string{"AWS_ENDPOINT_URL="}}, "without http"},
		{"an endpoint with a blank", sdktest.Case{Config: "[default]\nendpoint_url = http://a b/\n"}, "not a URI"},
		{"an ignored endpoint", sdktest.Case{Config: "[default]\nendpoint_url = x\nignore_configured_endpoint_urls = true\n"}, ""},
		{"S3's endpoint is S3's business", sdktest.Case{Vars: []string{"AWS_ENDPOINT_URL_S3="}}, ""},
		{"a bad line", sdktest.Case{Credentials: "[default]\njunk\n"}, "Expected an '=' sign"},
		{"a bad line in a section that is none", sdktest.Case{Config: "[dev]\njunk\n"}, ""},
		{"a missing profile", sdktest.Case{Profile: "nope"}, ""},
		{"options that are not closed", sdktest.Case{Vars: []string{"JAVA_TOOL_OPTIONS='-Da"}}, "unmatched quote"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := sdktest.Offline(tt.c).Resolve(t, Reading()).Err
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("refused: %s", err.Message)
			case tt.want != "" && (err == nil || !strings.Contains(err.Message, tt.want)):
				t.Errorf("got %+v, want %q", err, tt.want)
			}
		})
	}
}

func TestSystemProperties(t *testing.T) {
	res := sdktest.Case{Config: "[default]\nregion = a\n[profile p]\nregion = b\n", Vars: []string{"AWS_EC2_METADATA_DISABLED=true", "AWS_REGION=c", "AWS_ENDPOINT_URL_S3=http://localhost:1", "AWS_ACCESS_KEY_ID=ENV", "AWS_SECRET_ACCESS_KEY=s",
		"JAVA_TOOL_OPTIONS=-Daws.region=d -Daws.profile=p -Daws.endpointUrl=http://localhost:2 -Daws.accessKeyId=PROP -Daws.secretAccessKey=s"}}.Resolve(t, Reading())
	want := origin.Origin{Kind: origin.EnvVar, Name: "JAVA_TOOL_OPTIONS", Key: "-Daws.region"}
	region := res.Setting("region")
	if region.Value != "d" || region.Origin != want {
		t.Errorf("region: got %s of %+v", region.Value, region.Origin)
	}
	var lost []string
	for _, p := range region.Pick(origin.Shadowed) {
		lost = append(lost, p.Value+": "+p.Reason)
	}
	if got := strings.Join(lost, ", "); got != "c: JAVA_TOOL_OPTIONS is read before AWS_REGION, b: JAVA_TOOL_OPTIONS overrides the files" {
		t.Errorf("shadowed: %s", got)
	}
	if res.Profile.Name != "p" || !res.Profile.Found {
		t.Errorf("profile: %+v", res.Profile)
	}
	if got := res.Setting("services.s3.endpoint_url").Value; got != "http://localhost:2" {
		t.Errorf("a property of all services comes before a variable of one: got %s", got)
	}
	if res.Credentials.AccessKeyID != "PROP" || res.Credentials.Provider != "env" {
		t.Errorf("credentials: %+v", res.Credentials)
	}
}
