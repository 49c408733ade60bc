package diagnose

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// wayEntries are about the way that calls for credentials take.
var wayEntries = []*Entry{
	{Code: "login-host-made-up", Severity: resolve.SevWarning, Title: "A FIPS host of the SSO portal that does not exist", Plan: portalMadeUp,
		Page: Page{
			What: "FIPS is on, and credentials come from SSO, whose portal has no FIPS host: portal.sso-fips.us-east-2.amazonaws.com is made up by a pattern.",
			Why:  "The host is not found: no login, and no credentials. FIPS is on for all services at once.",
			Cure: "Turn use_fips_endpoint off where logins are used, and name the FIPS hosts of single services: AWS_ENDPOINT_URL_S3=https://s3-fips.us-east-2.amazonaws.com.",
			Who:  "All SDKs.",
		}},
	{Code: "role-at-endpoint", Severity: resolve.SevWarning, Quiet: true, Title: "A role that is assumed at an endpoint outside AWS", Plan: roleAtEndpoint,
		Page: Page{
			What: "endpoint_url or AWS_ENDPOINT_URL names a host outside AWS for all services, and the plan calls STS or SSO, which go there too.",
			Why:  "It is right for an emulator that has STS. A store such as MinIO answers InvalidClientTokenId, or nothing that the SDK understands.",
			Cure: "Give the endpoint for the service that it is meant for: AWS_ENDPOINT_URL_S3, or a services section.",
			Who:  "All SDKs that know endpoint_url.",
		}},
	{Code: "proxy-not-used", Severity: resolve.SevWarning, Quiet: true, Title: "A proxy that the SDK does not use", Find: proxyNotUsed,
		Page: Page{
			What: "HTTPS_PROXY or HTTP_PROXY is set, and the SDK's own HTTP client uses no proxy.",
			Why:  "Calls go out directly: where only the proxy gets out, they time out.",
			Cure: "Give the client a request handler with a proxy agent: new NodeHttpHandler({httpsAgent: new HttpsProxyAgent(…)}).",
			Who:  "js-v3.",
		}},
	{Code: "metadata-by-proxy", Severity: resolve.SevWarning, Quiet: true, Title: "Metadata that is asked for through a proxy", Plan: metadataByProxy,
		Page: Page{
			What: "HTTP_PROXY is set, and NO_PROXY does not name the address from which credentials come: 169.254.169.254 on EC2, 169.254.170.2 on ECS, 169.254.170.23 on EKS.",
			Why:  "Such addresses can be reached from the machine itself alone. The proxy answers 403, 407 or 504, or with the credentials of its own instance.",
			Cure: "Add the address to NO_PROXY.",
			Who:  "boto3 and cli for instance metadata; go-v2 for containers as well.",
		}},
}

// portalMadeUp: no list of AWS's endpoints (botocore's endpoints.json, portal.sso) has
// a FIPS host of the portal; in GovCloud the rules choose the plain one.
func portalMadeUp(f *Facts) []Finding {
	v := f.Resolution.Setting("use_fips_endpoint")
	for _, s := range f.Resolution.Credentials.Steps {
		if s.Kind != resolve.StepSSO || v == nil || v.Value != "true" || !strings.Contains(s.Endpoint, "portal.sso-fips.") {
			continue
		}
		return one(v.Origin, "use_fips_endpoint", fmt.Sprintf("%s is most likely not found: the SSO portal has no FIPS host", strings.TrimPrefix(s.Endpoint, "https://")),
			"unset "+named(v.Origin)+"; for S3 alone, set AWS_ENDPOINT_URL_S3=https://s3-fips.REGION.amazonaws.com")
	}
	return nil
}

func roleAtEndpoint(f *Facts) []Finding {
	v := f.Resolution.Setting("endpoint_url")
	if v == nil || !v.Set || v.Value == "" {
		return nil
	}
	for _, s := range f.Resolution.Credentials.Steps {
		u, ok := parseEndpoint(v.Value)
		switch s.Kind {
		case resolve.StepAssumeRole, resolve.StepWebIdentity, resolve.StepSSO:
			if ok && !u.ofAWS() && !u.emulator() && strings.HasPrefix(s.Endpoint, strings.TrimSuffix(v.Value, "/")) {
				finding := found(v.Origin, "endpoint_url", fmt.Sprintf("credentials are asked for at %s as well, not at AWS: %s is for all services", v.Value, named(v.Origin)),
					"if it is for S3 alone, set AWS_ENDPOINT_URL_S3 in its place")
				finding.About = resolve.AboutCredentials
				return []Finding{finding}
			}
		}
	}
	return nil
}

// emulator reports whether an endpoint is most likely LocalStack's or moto's, which
// have STS.
func (u endpointURL) emulator() bool {
	return strings.Contains(u.host, "localstack") || strings.Contains(u.host, "moto") || u.port == "4566" || u.port == "5000"
}

// proxyNotUsed: @smithy/node-http-handler makes agents of its own, without a proxy.
func proxyNotUsed(f *Facts) []Finding {
	if f.Client == nil || f.Client.Scheme == "" || f.sdk()&settings.JS == 0 {
		return nil
	}
	name := strings.ToUpper(f.Client.Scheme) + "_PROXY"
	for _, n := range []string{name, strings.ToLower(name)} {
		if v, _ := f.variable(n); v.Value != "" && !f.bypassed(f.Client.Host) {
			finding := found(v.Origin, n, fmt.Sprintf("%s is set, and %s uses no proxy by itself", n, f.as()), "give the client a requestHandler with a proxy agent")
			finding.About = "proxy"
			return []Finding{finding}
		}
	}
	return nil
}

// metadataByProxy follows botocore's IMDSFetcher (get_environ_proxies) and the
// BuildableClient of aws-sdk-go-v2's imds and endpointcreds (http.ProxyFromEnvironment).
func metadataByProxy(f *Facts) []Finding {
	proxy, _ := f.variable("HTTP_PROXY")
	if lower, _ := f.variable("http_proxy"); lower.Value != "" {
		proxy = lower
	}
	if proxy.Value == "" || f.sdk()&(settings.Boto|settings.CLI|settings.GoV2) == 0 {
		return nil
	}
	for _, s := range f.Resolution.Credentials.Steps {
		at := ""
		switch {
		case s.Kind == resolve.StepIMDS:
			at = s.Endpoint
		case s.Kind == resolve.StepContainer && f.sdk()&settings.GoV2 != 0:
			at = s.URL
		}
		u, err := url.Parse(at)
		if err != nil || u.Scheme != "http" || f.bypassed(u.Hostname()) {
			continue
		}
		if ip, err := netip.ParseAddr(u.Hostname()); err != nil || ip.IsLoopback() {
			continue
		}
		finding := found(proxy.Origin, proxy.Origin.Name, fmt.Sprintf("%s asks %s for credentials through the proxy of %s, where nobody is reached", f.as(), u.Hostname(), proxy.Origin.Name),
			"add "+u.Hostname()+" to NO_PROXY")
		finding.About = resolve.AboutCredentials
		return []Finding{finding}
	}
	return nil
}

// bypassed reports whether NO_PROXY names a host.
func (f *Facts) bypassed(host string) bool {
	list, _ := f.variable("no_proxy")
	if list.Value == "" {
		list, _ = f.variable("NO_PROXY")
	}
	ip, _ := netip.ParseAddr(host)
	for _, entry := range strings.Split(list.Value, ",") {
		entry = strings.TrimSpace(entry)
		if entry == "*" || strings.EqualFold(entry, host) {
			return true
		}
		if p, err := netip.ParsePrefix(entry); err == nil && f.sdk()&settings.GoV2 != 0 && p.Contains(ip) {
			return true
		}
	}
	return false
}
