package boto

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
)

func TestSettings(t *testing.T) {
	tests := []struct {
		name, config string
		vars         string // separated by bars
		setting      string
		boto, cli    string
	}{
		{"variable before file", "region = f", "AWS_DEFAULT_REGION=e", "region", "e", "e"},
		{"AWS_REGION", "region = f", "AWS_REGION=e", "region", "f", "e"},
		{"AWS_REGION before AWS_DEFAULT_REGION", "", "AWS_REGION=a|AWS_DEFAULT_REGION=b", "region", "b", "a"},
		{"an empty variable hides the file", "region = f", "AWS_DEFAULT_REGION=", "region", "", ""},
		{"comments stay", "region = us-west-2 # c", "", "region", "us-west-2 # c", "us-west-2 # c"},
		{"a block is no text", "region =\n  a = b", "", "region", "", ""},

		{"true in any case", "use_fips_endpoint = TRUE", "", "use_fips_endpoint", "true", "true"},
		{"anything else is false", "use_fips_endpoint = yes", "", "use_fips_endpoint", "false", "false"},
		{"blanks are not true", "use_fips_endpoint = true", "AWS_USE_FIPS_ENDPOINT= true", "use_fips_endpoint", "false", "false"},
		{"empty is false", "use_dualstack_endpoint = true", "AWS_USE_DUALSTACK_ENDPOINT=", "use_dualstack_endpoint", "false", "false"},

		{"attempts", "max_attempts = +1_0", "", "max_attempts", "10", "10"},
		{"no attempts", "max_attempts = 4", "AWS_MAX_ATTEMPTS=many", "max_attempts", "", ""},
		{"default attempts", "", "", "max_attempts", "5", "3"},
		{"attempts of a mode", "retry_mode = standard", "", "max_attempts", "3", "3"},
		{"default mode", "", "", "retry_mode", "legacy", "standard"},
		{"defaults mode", "defaults_mode = In-Region", "", "retry_mode", "standard", "standard"},
		{"its name", "defaults_mode = In-Region", "", "defaults_mode", "in-region", ""},
		{"no defaults mode", "defaults_mode = fast", "", "retry_mode", "legacy", "standard"},
		{"new retries", "", "AWS_NEW_RETRIES_2026=True", "retry_mode", "standard", "standard"},
		{"configured mode", "retry_mode = adaptive", "AWS_DEFAULTS_MODE=mobile", "retry_mode", "adaptive", "adaptive"},
		{"case of a mode", "retry_mode = Standard", "", "retry_mode", "Standard", "Standard"},

		{"checksums in any case", "request_checksum_calculation = WHEN_REQUIRED", "", "request_checksum_calculation", "when_required", "when_required"},
		{"sts", "sts_regional_endpoints = legacy", "", "sts_regional_endpoints", "legacy", ""},
		{"size as written", "request_min_compression_size_bytes = 0x10", "", "request_min_compression_size_bytes", "0x10", "0x10"},

		{"s3 key", "s3 =\n  addressing_style = path", "", "s3.addressing_style", "path", "path"},
		{"flat key before block", "s3_use_arn_region = false\ns3 =\n  use_arn_region = true", "", "s3_use_arn_region", "false", "false"},
		{"block", "s3 =\n  use_arn_region = True", "", "s3_use_arn_region", "true", "true"},
		{"variable before both", "s3_use_arn_region = false", "AWS_S3_USE_ARN_REGION=true", "s3_use_arn_region", "true", "true"},
		{"no flat key", "s3_disable_multiregion_access_points = true", "", "s3_disable_multiregion_access_points", "", ""},
		{"a text hides all of s3", "s3 = x", "AWS_S3_USE_ARN_REGION=true", "s3_use_arn_region", "", ""},
		{"dual stack reaches into the block", "use_dualstack_endpoint = true\nregion = us-east-1\ns3 =\n  use_dualstack_endpoint = false", "", "s3.use_dualstack_endpoint", "true", "true"},
		{"S3 under a defaults mode", "defaults_mode = standard", "", "s3_us_east_1_regional_endpoint", "regional", ""},
		{"versions", "api_versions =\n  ec2 = 2015-03-01\n  s3 = 2006-03-01", "", "api_versions", "ec2 = 2015-03-01, s3 = 2006-03-01", ""},

		{"bundle", "ca_bundle = f", "AWS_CA_BUNDLE=e|REQUESTS_CA_BUNDLE=r", "ca_bundle", "e", "e"},
		{"bundle of others", "", "REQUESTS_CA_BUNDLE=r|CURL_CA_BUNDLE=c", "ca_bundle", "r", "r"},
		{"metadata", "", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv6", "ec2_metadata_service_endpoint", "http://[fd00:ec2::254]/", "http://[fd00:ec2::254]/"},
		{"metadata by the older name", "imds_use_ipv6 = true", "", "ec2_metadata_service_endpoint", "http://[fd00:ec2::254]/", "http://[fd00:ec2::254]/"},
		{"keepalive", "tcp_keepalive = true", "BOTOCORE_TCP_KEEPALIVE=false", "tcp_keepalive", "false", "false"},
		{"proxy", "", "HTTPS_PROXY=a|https_proxy=b", "https_proxy", "b", "b"},
		{"pager", "cli_pager = less -R", "PAGER=more", "cli_pager", "", "less -R"},
		{"other pager", "", "PAGER=more", "cli_pager", "", "more"},
		{"no pager", "cli_pager = less", "AWS_PAGER=", "cli_pager", "", ""},
		{"output", "output = text", "AWS_DEFAULT_OUTPUT=yaml", "output", "", "yaml"},

		{"endpoint", "endpoint_url = http://f", "AWS_ENDPOINT_URL=", "endpoint_url", "http://f", "http://f"},
		{"ignored endpoint", "endpoint_url = http://f", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true", "endpoint_url", "", ""},
		{"service endpoint", "endpoint_url = http://f\nservices = s\n[services s]\ns3 =\n  endpoint_url = http://s3", "", "services.s3.endpoint_url", "http://s3", "http://s3"},
		{"common variable before the services section", "services = s\n[services s]\ns3 =\n  endpoint_url = http://s3", "AWS_ENDPOINT_URL=http://e", "services.s3.endpoint_url", "http://e", "http://e"},
		{"own variable first", "", "AWS_ENDPOINT_URL=http://e|AWS_ENDPOINT_URL_S3=http://v", "services.s3.endpoint_url", "http://v", "http://v"},
		{"services section missing", "endpoint_url = http://f\nservices = none", "", "services.s3.endpoint_url", "", ""},
		{"services section missing but not needed", "services = none", "AWS_ENDPOINT_URL=http://e", "services.s3.endpoint_url", "http://e", "http://e"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := sdktest.Offline{Config: "[default]\n" + tt.config + "\n"}
			if tt.vars != "" {
				c.Vars = strings.Split(tt.vars, "|")
			}
			for rd, want := range map[*resolve.Reading]string{Reading(): tt.boto, CLIReading(): tt.cli} {
				res := c.Resolve(t, rd)
				got := ""
				if v := res.Setting(tt.setting); v != nil {
					got = v.Value
					if v.Set != (got != "") {
						t.Errorf("%s: %q is set: %v", rd.ID, got, v.Set)
					}
				}
				if got != want {
					t.Errorf("%s: got %q, want %q", rd.ID, got, want)
				}
			}
		})
	}
}
