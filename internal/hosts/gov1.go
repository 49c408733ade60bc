package hosts

import "strings"

// GoV1 says how aws-sdk-go v1 finds the host of a service (aws/endpoints,
// v3model.go and defaults.go of v1.55.8; aws/session/session.go, normalizeRegion).
// It knows older partitions than the newer SDKs do.
type GoV1 struct {
	FIPS, DualStack bool
	RegionalSTS     bool // sts_regional_endpoints = regional
}

var gov1Partitions = []Partition{
	{"aws", "amazonaws.com", "api.aws", "", []string{"us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-"}, ""},
	{"aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "", []string{"cn-"}, ""},
	{"aws-us-gov", "amazonaws.com", "api.aws", "", []string{"us-gov-"}, ""},
	{"aws-iso", "c2s.ic.gov", "", "", []string{"us-iso-"}, ""},
	{"aws-iso-b", "sc2s.sgov.gov", "", "", []string{"us-isob-"}, ""},
	{"aws-iso-e", "cloud.adc-e.uk", "", "", []string{"eu-isoe-"}, ""},
	{"aws-iso-f", "csp.hci.ic.gov", "", "", []string{"us-isof-"}, ""},
}

// gov1LegacySTS are the regions in which STS is called by its global name
// unless sts_regional_endpoints says otherwise (aws/endpoints/legacy_regions.go).
const gov1LegacySTS = " ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1" +
	" eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2 "

// STS gives the base URL of STS, or says why there is none.
func (g GoV1) STS(region string) (url, fault string) {
	region, g = g.normal(region)
	if region == "" {
		region = "aws-global"
	}
	if !g.FIPS && !g.DualStack {
		legacy := !g.RegionalSTS && strings.Contains(gov1LegacySTS, " "+region+" ")
		if legacy || region == "aws-global" {
			return "https://sts.amazonaws.com", ""
		}
	}
	if p := gov1Partition(region); g.FIPS && !g.DualStack && p.ID == "aws-us-gov" {
		return "https://sts." + region + "." + p.DNSSuffix, gov1Invalid(region)
	}
	return g.host("sts", region)
}

// SSOPortal gives the base URL of the SSO portal, or says why there is none.
func (g GoV1) SSOPortal(region string) (url, fault string) {
	region, g = g.normal(region)
	return g.host("portal.sso", region)
}

// SSOOIDC gives the base URL of the service that renews SSO tokens, or says
// why there is none.
func (g GoV1) SSOOIDC(region string) (url, fault string) {
	region, g = g.normal(region)
	return g.host("oidc", region)
}

// normal takes the old pseudo regions such as fips-us-east-1 apart.
func (g GoV1) normal(region string) (string, GoV1) {
	if !strings.Contains(region, "-fips") && !strings.Contains(region, "fips-") {
		return region, g
	}
	g.FIPS = true
	plain := strings.ReplaceAll(region, "-fips-", "-")
	plain = strings.ReplaceAll(plain, "-fips", "")
	plain = strings.ReplaceAll(plain, "fips-", "")
	if plain == "" {
		return region, g
	}
	return plain, g
}

func (g GoV1) host(service, region string) (url, fault string) {
	if region == "" {
		return "", "no region is configured"
	}
	p := gov1Partition(region)
	suffix := p.DNSSuffix
	if g.DualStack {
		suffix = p.DualStackDNSSuffix
	}
	if suffix == "" {
		return "", "the partition " + p.ID + " has no dual-stack endpoints for this SDK"
	}
	if g.FIPS {
		service += "-fips"
	}
	return "https://" + service + "." + region + "." + suffix, gov1Invalid(region)
}

// gov1Invalid says what is wrong with a region's name, or "".
func gov1Invalid(region string) string {
	for i, c := range []byte(region) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case c == '-' && i > 0 && i < len(region)-1:
		default:
			return "the region is no name of letters, digits and hyphens, so this SDK makes no host of it"
		}
	}
	return ""
}

func gov1Partition(region string) Partition {
	for _, p := range gov1Partitions {
		for _, prefix := range p.prefixes {
			if rest, ok := strings.CutPrefix(region, prefix); ok && wordAndNumber(rest) {
				return p
			}
		}
	}
	return gov1Partitions[0]
}
