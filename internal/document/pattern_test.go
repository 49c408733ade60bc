package document

import "testing"

func TestMatches(t *testing.T) {
	for _, tt := range []struct {
		name, pattern string
		want          bool
	}{
		{"region", "", true},
		{"use_fips_endpoint", "FIPS", true},
		{"use_fips_endpoint", "fips*", false},
		{"use_fips_endpoint", "*fips*", true},
		{"acct-prod-admin", "acct-*-admin", true},
		{"acct-prod-reader", "acct-*-admin", false},
		{"ab", "ab*b", false},
		{"aXbXc", "a*b*c", true},
		{"aXc", "a*b*c", false},
		{"", "*", true},
	} {
		if got := matches(tt.name, tt.pattern); got != tt.want {
			t.Errorf("matches(%q, %q) = %v", tt.name, tt.pattern, got)
		}
	}
}
