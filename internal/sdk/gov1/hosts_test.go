package gov1

import "testing"

// The hosts are those that aws-sdk-go v1.55.8 was seen to call.
func TestSTS(t *testing.T) {
	tests := []struct {
		region string
		g      hostRules
		want   string // "" where there is none
	}{
		{"us-west-2", hostRules{}, "https://sts.amazonaws.com"},
		{"us-west-2", hostRules{RegionalSTS: true}, "https://sts.us-west-2.amazonaws.com"},
		{"", hostRules{}, "https://sts.amazonaws.com"},
		{"", hostRules{RegionalSTS: true}, "https://sts.amazonaws.com"},
		{"", hostRules{FIPS: true}, "https://sts-fips.aws-global.amazonaws.com"},
		{"aws-global", hostRules{RegionalSTS: true}, "https://sts.amazonaws.com"},
		{"ap-east-1", hostRules{}, "https://sts.ap-east-1.amazonaws.com"},
		{"mx-central-1", hostRules{}, "https://sts.mx-central-1.amazonaws.com"},
		{"eusc-de-east-1", hostRules{}, "https://sts.eusc-de-east-1.amazonaws.com"},
		{"cn-north-1", hostRules{}, "https://sts.cn-north-1.amazonaws.com.cn"},
		{"cn-north-1", hostRules{DualStack: true}, "https://sts.cn-north-1.api.amazonwebservices.com.cn"},
		{"us-gov-west-1", hostRules{FIPS: true}, "https://sts.us-gov-west-1.amazonaws.com"},
		{"us-gov-west-1", hostRules{FIPS: true, DualStack: true}, "https://sts-fips.us-gov-west-1.api.aws"},
		{"us-east-1", hostRules{FIPS: true}, "https://sts-fips.us-east-1.amazonaws.com"},
		{"us-east-1", hostRules{DualStack: true}, "https://sts.us-east-1.api.aws"},
		{"fips-us-east-1", hostRules{}, "https://sts-fips.us-east-1.amazonaws.com"},
		{"us-west-2-fips", hostRules{}, "https://sts-fips.us-west-2.amazonaws.com"},
		{"us-gov-fips-east-1", hostRules{}, "https://sts.us-gov-east-1.amazonaws.com"},
		{"us-iso-east-1", hostRules{}, "https://sts.us-iso-east-1.c2s.ic.gov"},
		{"us-iso-east-1", hostRules{DualStack: true}, ""},
		{"us_west", hostRules{}, ""},
		{"us-west-", hostRules{}, ""},
		{"US-EAST-1", hostRules{}, "https://sts.US-EAST-1.amazonaws.com"},
	}
	for _, tt := range tests {
		got, fault := tt.g.STS(tt.region)
		if fault != "" {
			got = ""
		}
		if got != tt.want {
			t.Errorf("%+v in %q: %s (%s), want %s", tt.g, tt.region, got, fault, tt.want)
		}
	}
}

func TestSSO(t *testing.T) {
	for region, want := range map[string]string{
		"us-east-1":      "https://portal.sso.us-east-1.amazonaws.com",
		"fips-us-east-1": "https://portal.sso-fips.us-east-1.amazonaws.com",
		"cn-north-1":     "https://portal.sso.cn-north-1.amazonaws.com.cn",
	} {
		if got, fault := (hostRules{}).SSOPortal(region); got != want || fault != "" {
			t.Errorf("%s: %s (%s), want %s", region, got, fault, want)
		}
	}
	if _, fault := (hostRules{}).SSOPortal(""); fault == "" {
		t.Error("a portal without a region")
	}
	if got, _ := (hostRules{}).SSOOIDC("eu-west-1"); got != "https://oidc.eu-west-1.amazonaws.com" {
		t.Errorf("oidc: %s", got)
	}
}
