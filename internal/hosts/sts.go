package hosts

import "strings"

// STS gives the base URL of STS in a region by the endpoint rules of STS in
// the newer SDKs (aws-sdk-go-v2 service/sts v1.51.9, endpoints.go), which call
// the regional host and know one global name, aws-global.
func STS(region string, fips, dualStack bool) string {
	if region == "aws-global" && !fips && !dualStack {
		return "https://sts.amazonaws.com"
	}
	return regional("sts", region, fips, dualStack)
}

// SSOPortal gives the base URL of the SSO portal in a region by the endpoint
// rules of SSO in the newer SDKs (aws-sdk-go-v2 service/sso v1.39.4, endpoints.go).
func SSOPortal(region string, fips, dualStack bool) string {
	return regional("portal.sso", region, fips, dualStack)
}

// SSOOIDC gives the base URL of the service that renews SSO tokens, by its
// endpoint rules in the newer SDKs (aws-sdk-ssooidc 1.121.0 for Rust, config/endpoint.rs).
func SSOOIDC(region string, fips, dualStack bool) string {
	return regional("oidc", region, fips, dualStack)
}

// regional is what the rules of these services have in common. In the partition of
// the US government the regional hosts of all three are FIPS endpoints themselves.
func regional(prefix, region string, fips, dualStack bool) string {
	p, _ := Of(region)
	switch {
	case fips && dualStack:
		return "https://" + prefix + "-fips." + region + "." + p.DualStackDNSSuffix
	case fips && p.ID == "aws-us-gov":
		return "https://" + prefix + "." + region + ".amazonaws.com"
	case fips:
		return "https://" + prefix + "-fips." + region + "." + p.DNSSuffix
	case dualStack:
		return "https://" + prefix + "." + region + "." + p.DualStackDNSSuffix
	}
	return "https://" + prefix + "." + region + "." + p.DNSSuffix
}

// onceGlobalSTS are the regions that are older than regional hosts of STS.
const onceGlobalSTS = " ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1" +
	" eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2 "

// OnceGlobalSTS reports whether sts_regional_endpoints = legacy means the global
// host in a region (aws-sdk-go v1 aws/endpoints/legacy_regions.go; botocore
// args.py, LEGACY_GLOBAL_STS_REGIONS, which has aws-global too).
func OnceGlobalSTS(region string) bool {
	return strings.Contains(onceGlobalSTS, " "+region+" ")
}
