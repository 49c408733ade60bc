package hosts

import "testing"

// The hosts are those that aws-sdk-go v1.55.8 was seen to call.
func TestGoV1STS(t *testing.T) {
	tests := []struct {
		region string
		g      GoV1
		want   string // "" where there is none
	}{
		{"us-west-2", GoV1{}, "https://sts.amazonaws.com"},
		{"us-west-2", GoV1{RegionalSTS: true}, "https://sts.us-west-2.amazonaws.com"},
		{"", GoV1{}, "https://sts.amazonaws.com"},
		{"", GoV1{RegionalSTS: true}, "https://sts.amazonaws.com"},
		{"", GoV1{FIPS: true}, "https://sts-fips.aws-global.amazonaws.com"},
		{"aws-global", GoV1{RegionalSTS: true}, "https://sts.amazonaws.com"},
		{"ap-east-1", GoV1{}, "https://sts.ap-east-1.amazonaws.com"},
		{"mx-central-1", GoV1{}, "https://sts.mx-central-1.amazonaws.com"},
		{"eusc-de-east-1", GoV1{}, "https://sts.eusc-de-east-1.amazonaws.com"},
		{"cn-north-1", GoV1{}, "https://sts.cn-north-1.amazonaws.com.cn"},
		{"cn-north-1", GoV1{DualStack: true}, "https://sts.cn-north-1.api.amazonwebservices.com.cn"},
		{"us-gov-west-1", GoV1{FIPS: true}, "https://sts.us-gov-west-1.amazonaws.com"},
		{"us-gov-west-1", GoV1{FIPS: true, DualStack: true}, "https://sts-fips.us-gov-west-1.api.aws"},
		{"us-east-1", GoV1{FIPS: true}, "https://sts-fips.us-east-1.amazonaws.com"},
		{"us-east-1", GoV1{DualStack: true}, "https://sts.us-east-1.api.aws"},
		{"fips-us-east-1", GoV1{}, "https://sts-fips.us-east-1.amazonaws.com"},
		{"us-west-2-fips", GoV1{}, "https://sts-fips.us-west-2.amazonaws.com"},
		{"us-gov-fips-east-1", GoV1{}, "https://sts.us-gov-east-1.amazonaws.com"},
		{"us-iso-east-1", GoV1{}, "https://sts.us-iso-east-1.c2s.ic.gov"},
		{"us-iso-east-1", GoV1{DualStack: true}, ""},
		{"us_west", GoV1{}, ""},
		{"us-west-", GoV1{}, ""},
		{"US-EAST-1", GoV1{}, "https://sts.US-EAST-1.amazonaws.com"},
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

func TestGoV1SSO(t *testing.T) {
	for region, want := range map[string]string{
		"us-east-1":      "https://portal.sso.us-east-1.amazonaws.com",
		"fips-us-east-1": "https://portal.sso-fips.us-east-1.amazonaws.com",
		"cn-north-1":     "https://portal.sso.cn-north-1.amazonaws.com.cn",
	} {
		if got, fault := (GoV1{}).SSOPortal(region); got != want || fault != "" {
			t.Errorf("%s: %s (%s), want %s", region, got, fault, want)
		}
	}
	if _, fault := (GoV1{}).SSOPortal(""); fault == "" {
		t.Error("a portal without a region")
	}
	if got, _ := (GoV1{}).SSOOIDC("eu-west-1"); got != "https://oidc.eu-west-1.amazonaws.com" {
		t.Errorf("oidc: %s", got)
	}
}
