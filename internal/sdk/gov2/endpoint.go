package gov2

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// The endpoints that are configured for services (service clients, endpoints.go:
// resolveBaseEndpoint; internal/configsources, ResolveServiceBaseEndpoint), and
// those of the clients that the credentials chain makes for itself.

// ignoredEndpoint says why configured endpoints are left aside, or "".
func ignoredEndpoint(r *resolve.Run) string {
	v := r.Setting("ignore_configured_endpoint_urls")
	if v.Value != "true" {
		return ""
	}
	return "ignore_configured_endpoint_urls is true (" + v.Origin.String() + ")"
}

// explicitEndpoint offers an endpoint that code gives for all services; it
// is left aside with the others.
func explicitEndpoint(r *resolve.Run, b *resolve.Builder) {
	c, ok := r.In.Explicit["endpoint_url"]
	switch why := ignoredEndpoint(r); {
	case !ok:
	case why != "":
		b.Reject(c, why)
	case c.Value == "":
		b.Reject(c, resolve.EmptyIsUnset)
	default:
		b.Explicit(c)
	}
}

func endpoint(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	explicitEndpoint(r, b)
	b.Layer(resolve.EnvLayer)
	b.Layer(resolve.FileLayer)
	return b.Done()
}

// service gives a service's endpoint.
func service(r *resolve.Run, service string) *resolve.Value {
	b := r.Builder(&settings.Setting{Name: settings.ServiceEndpoint(service), Type: settings.URL})
	if c, ok := r.In.Explicit[settings.ServiceEndpoint(service)]; ok {
		b.Explicit(c)
	}
	explicitEndpoint(r, b)
	b.Var(serviceVariable(service))
	if c, ok := servicesKey(r, service); ok {
		why := servicesUnread(r, service)
		if why == "" {
			why = ignoredEndpoint(r)
		}
		switch {
		case why != "":
			b.Reject(c, why)
		case c.Value == "":
			b.Offer(c, resolve.Converted{Reason: "an empty endpoint, with which no request can be made"})
		default:
			b.Offer(c, resolve.Converted{Value: c.Value})
		}
	}
	b.Var("AWS_ENDPOINT_URL")
	b.Key("endpoint_url")
	return b.Done()
}

func serviceVariable(service string) string {
	return "AWS_ENDPOINT_URL_" + strings.ToUpper(service)
}

// servicesUnread says why the services section is not looked at, or "":
// AWS_ENDPOINT_URL, even empty, hides it unless the service's own variable is there.
func servicesUnread(r *resolve.Run, service string) string {
	_, all := r.Env.Lookup("AWS_ENDPOINT_URL")
	_, own := r.Env.Lookup(serviceVariable(service))
	if all && !own {
		return "with AWS_ENDPOINT_URL in the environment this SDK does not look into the services section"
	}
	return ""
}

// servicesKey gives endpoint_url of a service's block in the services
// section that the profile names; only the config's own profile counts.
func servicesKey(r *resolve.Run, service string) (origin.Candidate, bool) {
	name := r.Profile.Value("services")
	if name == "" {
		return origin.Candidate{}, false
	}
	q := section(r.Shared, servicesPrefix+name).Get(service)
	if q == nil {
		return origin.Candidate{}, false
	}
	for i := len(q.Nested) - 1; i >= 0; i-- { // the last one counts
		if n := q.Nested[i]; n.Key == "endpoint_url" {
			return origin.Candidate{Value: n.Value, Origin: n.Origin}, true
		}
	}
	return origin.Candidate{}, false
}

// chainEndpoint gives the endpoint that is configured for a client of the
// credentials chain. Such a client is made before endpoint_url is resolved, so
// that only its own variable, the services section, and code count
// (config.go, defaultAWSConfigResolvers).
func chainEndpoint(r *resolve.Run, service string) (origin.Candidate, bool) {
	if ignoredEndpoint(r) != "" || servicesUnread(r, service) != "" {
		return origin.Candidate{}, false
	}
	if c, ok := r.In.Explicit["endpoint_url"]; ok && c.Value != "" {
		return c, true
	}
	if c, ok := r.Var(serviceVariable(service)); ok && c.Value != "" {
		return c, true
	}
	return servicesKey(r, service)
}

// call gives the base URL of a client of the credentials chain, or why no
// request can be made.
func call(r *resolve.Run, service, region string, standard func(region string, fips, dualStack bool) string) (string, error) {
	if c, ok := endpointOf(r, service); ok {
		return custom(r, service, c)
	}
	if region != "" && !hostLabels(region) {
		return "", fmt.Errorf("%q cannot be a region: it does not fit into a host name", region)
	}
	dualStack := r.Value("use_dualstack_endpoint") == "true"
	plain := unFIPS(region)
	fips := r.Value("use_fips_endpoint") == "true" || plain != region
	if c, ok := chainEndpoint(r, service); ok {
		switch {
		case fips:
			return "", fmt.Errorf("the endpoint of %s in %s cannot be called with FIPS", service, c.Origin)
		case dualStack:
			return "", fmt.Errorf("the endpoint of %s in %s cannot be called with dual-stack", service, c.Origin)
		}
		return custom(r, service, c)
	}
	if why := r.Withheld("region"); region == "" && why != "" {
		return "", errors.New(why)
	}
	if region == "" {
		return "", fmt.Errorf("no region is set, and %s is called in a region", service)
	}
	return standard(plain, fips, dualStack), nil
}

// custom gives an endpoint that somebody configured, or why no request can be made of it.
func custom(r *resolve.Run, service string, c origin.Candidate) (string, error) {
	u, err := url.Parse(c.Value)
	if err != nil {
		return "", fmt.Errorf("the endpoint of %s in %s is no URL", service, c.Origin)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		r.Problem(resolve.Problem{Code: "endpoint-without-scheme", Severity: resolve.SevError, Origin: c.Origin,
			Message: fmt.Sprintf("the endpoint of %s has no http:// or https:// and a host: the call will fail", service)})
	}
	if u.Host == "" {
		return "", nil
	}
	return c.Value, nil
}

func stsEndpoint(r *resolve.Run) (string, error) { return call(r, "sts", r.Value("region"), hosts.STS) }

// unFIPS takes the FIPS marks of pseudo regions off (internal/endpoints, MapFIPSRegion).
func unFIPS(region string) string {
	if !strings.Contains(region, "fips-") && !strings.Contains(region, "-fips") {
		return region
	}
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(region, "-fips-", "-"), "fips-", ""), "-fips", "")
}

// hostLabels: smithy-go endpoints/private/rulesfn, IsValidHostLabel.
func hostLabels(s string) bool {
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
