package boto

import (
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
)

// The endpoints of AWS CLI 2.9.19, whose partitions file of January 2023 knows
// five partitions; any other region is of aws there
// (awscli/botocore/data/partitions.json and endpoint-rule-set-1.json of sts and sso).

func cliPartition(region string) hosts.Partition {
	p, _ := hosts.Of(region)
	switch p.ID {
	case "aws-iso-e", "aws-iso-f", "aws-eusc":
		p, _ = hosts.Of("us-east-1")
	}
	return p
}

// cliDualStack reports whether AWS CLI 2.9.19 has endpoints with IPv6 in the
// partition of a region.
func cliDualStack(region string) bool { return !strings.HasPrefix(cliPartition(region).ID, "aws-iso") }

// cliSTS gives the base URL of STS in AWS CLI 2.9.19.
func cliSTS(region string, fips, dualStack bool) string {
	return cliHost(cliPartition(region), "sts", region, fips && !(cliPartition(region).ID == "aws-us-gov" && !dualStack), dualStack)
}

// cliSSOPortal gives the base URL of the SSO portal in AWS CLI 2.9.19.
func cliSSOPortal(region string, fips, dualStack bool) string {
	return cliHost(cliPartition(region), "portal.sso", region, fips, dualStack)
}

func cliHost(p hosts.Partition, service, region string, fips, dualStack bool) string {
	if service == "sts" && region == "aws-global" && !fips && !dualStack {
		return "https://sts.amazonaws.com"
	}
	suffix := p.DNSSuffix
	if dualStack {
		suffix = p.DualStackDNSSuffix
	}
	if fips {
		service += "-fips"
	}
	return "https://" + service + "." + region + "." + suffix
}
