package hosts

import "strings"

// The endpoints of AWS CLI 2.9.19, whose partitions file of January 2023 knows
// five partitions; any other region is of aws there
// (awscli/botocore/data/partitions.json and endpoint-rule-set-1.json of sts and sso).

func ofCLI(region string) Partition {
	p, _ := Of(region)
	switch p.ID {
	case "aws-iso-e", "aws-iso-f", "aws-eusc":
		return partitions[0]
	}
	return p
}

// DualStackOfCLI tells whether AWS CLI 2.9.19 has endpoints with IPv6 in the
// partition of a region.
func DualStackOfCLI(region string) bool { return !strings.HasPrefix(ofCLI(region).ID, "aws-iso") }

// STSOfCLI gives the base URL of STS in AWS CLI 2.9.19.
func STSOfCLI(region string, fips, dualStack bool) string {
	return ofCLI(region).base("sts", region, fips && !(ofCLI(region).ID == "aws-us-gov" && !dualStack), dualStack)
}

// SSOPortalOfCLI gives the base URL of the SSO portal in AWS CLI 2.9.19.
func SSOPortalOfCLI(region string, fips, dualStack bool) string {
	return ofCLI(region).base("portal.sso", region, fips, dualStack)
}

func (p Partition) base(service, region string, fips, dualStack bool) string {
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
