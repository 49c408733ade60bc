package gov1

import (
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
)

// hostRules say how aws-sdk-go v1 finds the host of a service (aws/endpoints,
// v3model.go and defaults.go of v1.55.8; aws/session/session.go, normalizeRegion).
// It knows older partitions than the newer SDKs do.
type hostRules struct {
	FIPS, DualStack bool
	RegionalSTS     bool // sts_regional_endpoints = regional
}

// partition is a set of regions with host names of its own.
type partition struct {
	ID, DNSSuffix, DualStackDNSSuffix string
	prefixes                          []string
}

var partitions = []partition{
	{"aws", "amazonaws.com", "api.aws", []string{"us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-"}},
	{"aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", []string{"cn-"}},
	{"aws-us-gov", "amazonaws.com", "api.aws", []string{"us-gov-"}},
	{"aws-iso", "c2s.ic.gov", "", []string{"us-iso-"}},
	{"aws-iso-b", "sc2s.sgov.gov", "", []string{"us-isob-"}},
	{"aws-iso-e", "cloud.adc-e.uk", "", []string{"eu-isoe-"}},
	{"aws-iso-f", "csp.hci.ic.gov", "", []string{"us-isof-"}},
}

// STS gives the base URL of STS, or says why there is none.
func (g hostRules) STS(region string) (url, fault string) {
	region, g = g.normal(region)
	if region == "" {
		region = "aws-global"
	}
	if !g.FIPS && !g.DualStack {
		legacy := !g.RegionalSTS && hosts.OnceGlobalSTS(region)
		if legacy || region == "aws-global" {
			return "https://sts.amazonaws.com", ""
		}
	}
	if p := partitionOf(region); g.FIPS && !g.DualStack && p.ID == "aws-us-gov" {
		return "https://sts." + region + "." + p.DNSSuffix, invalidRegion(region)
	}
	return g.host("sts", region)
}

// SSOPortal gives the base URL of the SSO portal, or says why there is none.
func (g hostRules) SSOPortal(region string) (url, fault string) {
	region, g = g.normal(region)
	return g.host("portal.sso", region)
}

// SSOOIDC gives the base URL of the service that renews SSO tokens, or says
// why there is none.
func (g hostRules) SSOOIDC(region string) (url, fault string) {
	region, g = g.normal(region)
	return g.host("oidc", region)
}

// normal takes the old pseudo regions such as fips-us-east-1 apart.
func (g hostRules) normal(region string) (string, hostRules) {
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

func (g hostRules) host(service, region string) (url, fault string) {
	if region == "" {
		return "", "no region is configured"
	}
	p := partitionOf(region)
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
	return "https://" + service + "." + region + "." + suffix, invalidRegion(region)
}

// invalidRegion says what is wrong with a region's name, or "".
func invalidRegion(region string) string {
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

func partitionOf(region string) partition {
	for _, p := range partitions {
		for _, prefix := range p.prefixes {
			if rest, ok := strings.CutPrefix(region, prefix); ok && hosts.WordAndNumber(rest) {
				return p
			}
		}
	}
	return partitions[0]
}
