package settings

import "testing"

func TestSettingNamed(t *testing.T) {
	for _, tt := range []struct{ typed, want string }{
		{"region", "region"},
		{"Region", "region"},
		{"AWS_REGION", "region"},
		{"aws_default_region", "region"},
		{"retry-mode", "retry_mode"},
		{"maxAttempts", "max_attempts"},
		{"UseFIPSEndpoint", "use_fips_endpoint"},
		{"s3.use_arn_region", "s3_use_arn_region"},
		{"S3.Addressing_Style", "s3.addressing_style"},
		{"addressingstyle", ""},
		{"s3.endpoint_url", "services.s3.endpoint_url"},
		{"cognito-identity.endpoint_url", "services.cognito_identity.endpoint_url"},
		{"services.S3.endpoint_url", "services.s3.endpoint_url"},
		{"AWS_ENDPOINT_URL_API_GATEWAY", "services.api_gateway.endpoint_url"},
		{"AWS_ENDPOINT_URL", "endpoint_url"},
		{"AWS_ENDPOINT_URL_", ""},
		{"a.b.endpoint_url", ""},
		{"AWS_ACCESS_KEY_ID", ""},
		{"", ""},
	} {
		got, ok := SettingNamed(tt.typed)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("SettingNamed(%q) = %q, %v, want %q", tt.typed, got, ok, tt.want)
		}
	}
}

// No spelling is two settings'.
func TestSpellingsAreApart(t *testing.T) {
	seen := map[string]string{}
	for i := range table {
		s := &table[i]
		if got, ok := SettingNamed(s.Name); !ok || got != s.Name {
			t.Errorf("%s names %q", s.Name, got)
		}
		if other := seen[squash(s.Name)]; other != "" {
			t.Errorf("%s and %s are spelt alike", s.Name, other)
		}
		seen[squash(s.Name)] = s.Name
	}
}
