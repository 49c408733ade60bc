package hosts

// SSOOIDC gives the base URL of the service that renews SSO tokens, by its
// endpoint rules in the newer SDKs (aws-sdk-ssooidc 1.121.0 for Rust, config/endpoint.rs).
func SSOOIDC(region string, fips, dualStack bool) string {
	p, _ := Of(region)
	switch {
	case fips && dualStack:
		return "https://oidc-fips." + region + "." + p.DualStackDNSSuffix
	case fips && p.ID == "aws-us-gov":
		return "https://oidc." + region + ".amazonaws.com"
	case fips:
		return "https://oidc-fips." + region + "." + p.DNSSuffix
	case dualStack:
		return "https://oidc." + region + "." + p.DualStackDNSSuffix
	}
	return "https://oidc." + region + "." + p.DNSSuffix
}
