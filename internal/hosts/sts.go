package hosts

// STS gives the base URL of STS in a region by the endpoint rules of STS in
// the newer SDKs (aws-sdk-go-v2 service/sts v1.51.9, endpoints.go), which call
// the regional host and know one global name, aws-global.
func STS(region string, fips, dualStack bool) string {
	p, _ := Of(region)
	switch {
	case fips && dualStack:
		return "https://sts-fips." + region + "." + p.DualStackDNSSuffix
	case fips && p.ID == "aws-us-gov":
		return "https://sts." + region + ".amazonaws.com"
	case fips:
		return "https://sts-fips." + region + "." + p.DNSSuffix
	case dualStack:
		return "https://sts." + region + "." + p.DualStackDNSSuffix
	case region == "aws-global":
		return "https://sts.amazonaws.com"
	}
	return "https://sts." + region + "." + p.DNSSuffix
}

// SSOPortal gives the base URL of the SSO portal in a region by the endpoint
// rules of SSO in the newer SDKs (aws-sdk-go-v2 service/sso v1.39.4, endpoints.go).
func SSOPortal(region string, fips, dualStack bool) string {
	p, _ := Of(region)
	switch {
	case fips && dualStack:
		return "https://portal.sso-fips." + region + "." + p.DualStackDNSSuffix
	case fips && p.ID == "aws-us-gov":
		return "https://portal.sso." + region + ".amazonaws.com"
	case fips:
		return "https://portal.sso-fips." + region + "." + p.DNSSuffix
	case dualStack:
		return "https://portal.sso." + region + "." + p.DualStackDNSSuffix
	}
	return "https://portal.sso." + region + "." + p.DNSSuffix
}
