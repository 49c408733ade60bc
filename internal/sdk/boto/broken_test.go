package boto

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
	"github.com/sessctl/sessctl/internal/settings"
)

// TestBrokenClients holds what keeps every client from being built to what
// create_client of botocore 1.43.11 did with the same environments for s3 and sqs.
func TestBrokenClients(t *testing.T) {
	tests := []struct {
		vars, config string
		fails        string // with the beginning of the message; "" where the client is built
	}{
		{"AWS_MAX_ATTEMPTS=abc", "", "max_attempts"},
		{"AWS_MAX_ATTEMPTS=0", "", "max_attempts"},
		{"AWS_MAX_ATTEMPTS=-1", "", "max_attempts"},
		{"AWS_MAX_ATTEMPTS= 3 ", "", ""},
		{"AWS_RETRY_MODE=foo", "", "retry_mode"},
		{"AWS_RETRY_MODE=Standard", "", "retry_mode"},
		{"AWS_DEFAULTS_MODE=nope", "", "defaults_mode"},
		{"AWS_DEFAULTS_MODE=Standard", "", ""},
		{"AWS_REQUEST_CHECKSUM_CALCULATION=x", "", "request_checksum_calculation"},
		{"AWS_RESPONSE_CHECKSUM_VALIDATION=WHEN_REQUIRED", "", ""},
		{"AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES=0", "", "request_min_compression_size_bytes"},
		{"AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES=x", "", "request_min_compression_size_bytes"},
		{"AWS_ACCOUNT_ID_ENDPOINT_MODE=x", "", "account_id_endpoint_mode"},
		{"AWS_STS_REGIONAL_ENDPOINTS=x", "", "sts_regional_endpoints"},
		{"AWS_S3_US_EAST_1_REGIONAL_ENDPOINT=x", "", "s3_us_east_1_regional_endpoint"},
		{"AWS_S3_DISABLE_EXPRESS_SESSION_AUTH=x", "", "s3_disable_express_session_auth"},
		{"AWS_USE_FIPS_ENDPOINT=x", "", ""},
		{"", "s3 =\n  addressing_style = x", "s3.addressing_style"},
		{"", "s3 =", "the key s3"},
		{"", "sso_session = none", "profile default names the sso-session"},
		{"", "api_versions = x", "api_versions"},
	}
	for _, tt := range tests {
		for _, service := range []string{"s3", "sqs"} {
			t.Run(strings.Join([]string{service, tt.vars, tt.config}, "/"), func(t *testing.T) {
				of := sdktest.Case{Config: "[default]\nregion = us-west-2\n" + tt.config + "\n"}
				if tt.vars != "" {
					of.Vars = []string{tt.vars}
				}
				v := resolve.Settings(of.Workspace(t), resolve.Inputs{Services: []string{service}}, Reading())[settings.ServiceEndpoint(service)]
				switch {
				case tt.fails == "" && v.Broken != nil:
					t.Errorf("fails: %s", v.Broken.Message)
				case tt.fails != "" && (v.Broken == nil || !strings.HasPrefix(v.Broken.Message, tt.fails)):
					t.Errorf("got %+v, want %q", v.Broken, tt.fails)
				}
			})
		}
	}
}
