package resolve

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
)

// The endpoints that are configured for services (service clients, endpoints.go:
// resolveBaseEndpoint; internal/configsources, ResolveServiceBaseEndpoint), and
// those of the clients that the credentials chain makes for itself.

// ignoredEndpointGoV2 says why configured endpoints are left aside, or "".
func ignoredEndpointGoV2(r *Run) string {
	v := r.Setting("ignore_configured_endpoint_urls")
	if v.Value != "true" {
		return ""
	}
	return "ignore_configured_endpoint_urls is true (" + v.Origin.String() + ")"
}

// explicitEndpointGoV2 offers an endpoint that code gives for all services; it
// is left aside with the others.
func explicitEndpointGoV2(r *Run, b *Builder) {
	c, ok := r.In.Explicit["endpoint_url"]
	switch why := ignoredEndpointGoV2(r); {
	case !ok:
	case why != "":
		b.Reject(c, why)
	case c.Value == "":
		b.Reject(c, EmptyIsUnset)
	default:
		b.Explicit(c)
	}
}

func endpointGoV2(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	explicitEndpointGoV2(r, b)
	b.Layer(EnvLayer)
	b.Layer(FileLayer)
	return b.Done()
}

// serviceGoV2 gives a service's endpoint.
func serviceGoV2(r *Run, service string) *Value {
	b := r.Builder(&Setting{Name: ServiceEndpoint(service), Type: URL})
	if c, ok := r.In.Explicit[ServiceEndpoint(service)]; ok {
		b.Explicit(c)
	}
	explicitEndpointGoV2(r, b)
	b.Var(serviceVariableGoV2(service))
	if c, ok := servicesKeyGoV2(r, service); ok {
		why := servicesUnreadGoV2(r, service)
		if why == "" {
			why = ignoredEndpointGoV2(r)
		}
		switch {
		case why != "":
			b.Reject(c, why)
		case c.Value == "":
			b.Offer(c, Converted{Reason: "an empty endpoint, with which no request can be made"})
		default:
			b.Offer(c, Converted{Value: c.Value})
		}
	}
	b.Var("AWS_ENDPOINT_URL")
	b.Key("endpoint_url")
	return b.Done()
}

func serviceVariableGoV2(service string) string {
	return "AWS_ENDPOINT_URL_" + strings.ToUpper(service)
}

// servicesUnreadGoV2 says why the services section is not looked at, or "":
// AWS_ENDPOINT_URL, even empty, hides it unless the service's own variable is there.
func servicesUnreadGoV2(r *Run, service string) string {
	_, all := r.Env.Lookup("AWS_ENDPOINT_URL")
	_, own := r.Env.Lookup(serviceVariableGoV2(service))
	if all && !own {
		return "with AWS_ENDPOINT_URL in the environment this SDK does not look into the services section"
	}
	return ""
}

// servicesKeyGoV2 gives endpoint_url of a service's block in the services
// section that the profile names; only the config's own profile counts.
func servicesKeyGoV2(r *Run, service string) (Candidate, bool) {
	name := r.Profile.Value("services")
	if name == "" {
		return Candidate{}, false
	}
	q := sectionGoV2(r.Shared, servicesPrefixGoV2+name).Get(service)
	if q == nil {
		return Candidate{}, false
	}
	for i := len(q.Nested) - 1; i >= 0; i-- { // the last one counts
		if n := q.Nested[i]; n.Key == "endpoint_url" {
			return Candidate{n.Value, n.Origin}, true
		}
	}
	return Candidate{}, false
}

// chainEndpointGoV2 gives the endpoint that is configured for a client of the
// credentials chain. Such a client is made before endpoint_url is resolved, so
// that only its own variable, the services section, and code count
// (config.go, defaultAWSConfigResolvers).
func chainEndpointGoV2(r *Run, service string) (Candidate, bool) {
	if ignoredEndpointGoV2(r) != "" || servicesUnreadGoV2(r, service) != "" {
		return Candidate{}, false
	}
	if c, ok := r.In.Explicit["endpoint_url"]; ok && c.Value != "" {
		return c, true
	}
	if c, ok := r.Var(serviceVariableGoV2(service)); ok && c.Value != "" {
		return c, true
	}
	return servicesKeyGoV2(r, service)
}

// callGoV2 gives the base URL of a client of the credentials chain, or why no
// request can be made.
func callGoV2(r *Run, service, region string, standard func(region string, fips, dualStack bool) string) (string, error) {
	if region != "" && !hostLabelsGoV2(region) {
		return "", fmt.Errorf("%q cannot be a region: it does not fit into a host name", region)
	}
	dualStack := r.Value("use_dualstack_endpoint") == "true"
	plain := unFIPSGoV2(region)
	fips := r.Value("use_fips_endpoint") == "true" || plain != region
	if c, ok := chainEndpointGoV2(r, service); ok {
		switch {
		case fips:
			return "", fmt.Errorf("the endpoint of %s in %s cannot be called with FIPS", service, c.Origin)
		case dualStack:
			return "", fmt.Errorf("the endpoint of %s in %s cannot be called with dual-stack", service, c.Origin)
		}
		u, err := url.Parse(c.Value)
		if err != nil {
			return "", fmt.Errorf("the endpoint of %s in %s is no URL", service, c.Origin)
		}
		if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			r.Problem(Problem{Code: "endpoint-without-scheme", Severity: SevError, Origin: c.Origin,
				Message: fmt.Sprintf("the endpoint of %s has no http:// or https:// and a host: the call will fail", service)})
		}
		if u.Host == "" {
			return "", nil
		}
		return c.Value, nil
	}
	if region == "" {
		return "", fmt.Errorf("no region is set, and %s is called in a region", service)
	}
	return standard(plain, fips, dualStack), nil
}

func stsGoV2(r *Run) (string, error) { return callGoV2(r, "sts", r.Value("region"), hosts.STS) }

// unFIPSGoV2 takes the FIPS marks of pseudo regions off (internal/endpoints, MapFIPSRegion).
func unFIPSGoV2(region string) string {
	if !strings.Contains(region, "fips-") && !strings.Contains(region, "-fips") {
		return region
	}
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(region, "-fips-", "-"), "fips-", ""), "-fips", "")
}

// hostLabelsGoV2: smithy-go endpoints/private/rulesfn, IsValidHostLabel.
func hostLabelsGoV2(s string) bool {
	for _, label := range strings.Split(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, c := range []byte(label) {
			if !(c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z') {
				return false
			}
		}
	}
	return true
}
