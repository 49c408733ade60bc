package spec

import (
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// callFault is why a call cannot be made, for people and in the words of
// the Rust SDK.
type callFault struct{ text, sdk string }

// call gives the base URL of a client that the credentials chain makes for
// itself, or why no request can be made. Such a client is configured as any
// other (provider_config.rs, client_config). note says what only the call will show.
func (c *plan) call(service, operation string, region *resolve.Value, signed bool) (endpoint, note string, fault *callFault) {
	if region.Set && !HostLabels(region.Value) {
		return "", "", &callFault{"the region does not fit into a host name", "failed to construct request: " + operation +
			"EndpointParamsInterceptor read_before_execution interceptor encountered an error: endpoint params could not be built: invalid value for field: `region` - must be a valid host label"}
	}
	fips, dualStack := c.r.Value("use_fips_endpoint") == "true", c.r.Value("use_dualstack_endpoint") == "true"
	noRegion, later := !region.Set, regionFromMetadata(c.r)
	name := settings.ServiceEndpoint(service)
	if dialectOf(c.r).ChainEndpoints {
		name = "" // no setting's, which the gate lets by
	}
	v := configured(c.r.Builder(&settings.Setting{Name: name}), service)
	uri, err := parseURI(v.Value)
	switch {
	case v.Set && fips:
		return "", "", &callFault{"use_fips_endpoint and an endpoint of one's own exclude each other",
			"dispatch failure: other: Invalid Configuration: FIPS and custom endpoint are not supported"}
	case v.Set && dualStack:
		return "", "", &callFault{"use_dualstack_endpoint and an endpoint of one's own exclude each other",
			"dispatch failure: other: Invalid Configuration: Dualstack and custom endpoint are not supported"}
	case v.Set && v.Value == "":
		return "", "", &callFault{"the endpoint configured in " + v.Origin.String() + " is empty", "panicked: URL was unset"}
	case v.Set && err != nil:
		return "", "", &callFault{"the endpoint configured in " + v.Origin.String() + " is no URI: " + err.Error(),
			"dispatch failure: other: failed to apply endpoint to the request: endpoint is not a valid URI: " + err.Error()}
	case v.Set && uri.scheme == "":
		return "", "", &callFault{"the endpoint configured in " + v.Origin.String() + " has no http:// or https://", "dispatch failure: other: failed to apply endpoint to the request: endpoint must contain scheme"}
	case v.Set && noRegion && signed && later:
		return v.Value, "the call is signed for the region that instance metadata gives, and fails without one", nil
	case v.Set && noRegion && signed:
		return "", "", &callFault{"no region is set to sign the call for", "dispatch failure: other: missing signing region"}
	case v.Set && uri.host == "":
		return "", "", &callFault{"the endpoint configured in " + v.Origin.String() + " has no host", "dispatch failure: user error: empty host"}
	case v.Set && !hostAndPort(uri.authority[strings.LastIndexByte(uri.authority, '@')+1:]):
		return "", "", &callFault{"the endpoint configured in " + v.Origin.String() + " has a port that there is not", "dispatch failure: user error: invalid port number"}
	case v.Set:
		return v.Value, "", nil
	case noRegion && later:
		return "", "the call goes to the region that instance metadata gives, and fails without one", nil
	case noRegion:
		return "", "", &callFault{"no region is set, and instance metadata, which could give one, is turned off", "dispatch failure: other: Invalid Configuration: Missing Region"}
	}
	standard := hosts.STS
	switch service {
	case "sso":
		standard = hosts.SSOPortal
	case "sso_oidc":
		standard = hosts.SSOOIDC
	}
	return standard(region.Value, fips, dualStack), "", nil
}

// HostLabels: aws-sdk-sts endpoint_lib/host.rs, is_valid_host_label with dots.
func HostLabels(s string) bool {
	for _, label := range strings.Split(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' {
			return false
		}
		for i := 0; i < len(label); i++ {
			if b := label[i]; b != '-' && !letterASCII(b) && !('0' <= b && b <= '9') {
				return false
			}
		}
	}
	return true
}
