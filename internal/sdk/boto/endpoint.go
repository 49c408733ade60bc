package boto

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// The endpoints that are configured for services (configprovider.py,
// ConfiguredEndpointProvider; args.py, _compute_configured_endpoint_url), and
// those of the clients that the credentials chain makes.

// ignoredEndpoint says why configured endpoints are left aside, or "".
func ignoredEndpoint(r *resolve.Run, s *settings.Setting) string {
	if _, service := settings.ServiceOf(s.Name); !service && s.Name != "endpoint_url" {
		return ""
	}
	if v := r.Setting("ignore_configured_endpoint_urls"); v.Value == "true" {
		return "ignore_configured_endpoint_urls is true (" + v.Origin.String() + ")"
	}
	return ""
}

func endpointSetting(r *resolve.Run, s *settings.Setting) *resolve.Value {
	return r.Builder(s).Configured().Done()
}

// service: the service's own variable, the common one, the services
// section, the profile's own key; empty ones are passed over.
func service(r *resolve.Run, service string) *resolve.Value {
	b := r.Builder(&settings.Setting{Name: settings.ServiceEndpoint(service), Type: settings.URL})
	for _, name := range []string{settings.ServiceEndpoint(service), "endpoint_url"} {
		if c, ok := r.In.Explicit[name]; ok {
			b.Explicit(c)
		}
	}
	ask := func(c origin.Candidate) {
		switch why := ignoredEndpoint(r, b.Setting); {
		case why != "":
			b.Reject(c, why)
		default:
			b.Offer(c, resolve.AsItStands(r, b.Setting, c))
		}
	}
	for _, name := range []string{"AWS_ENDPOINT_URL_" + strings.ToUpper(service), "AWS_ENDPOINT_URL"} {
		if c, ok := r.Var(name); ok {
			ask(c)
		} else {
			b.Ask(c, false)
		}
	}
	c, f, ok := servicesKey(r, service)
	if f != nil {
		b.Offer(c, resolve.Converted{Do: resolve.Stop, Reason: f.message + ": an error when a client is built"})
	} else if ok {
		ask(c)
	}
	if q := r.Profile.Get("endpoint_url"); q != nil {
		ask(origin.Candidate{Value: q.Value, Origin: q.Origin})
	} else {
		b.Key("endpoint_url")
	}
	v := b.Done()
	if f != nil && !v.Set && ignoredEndpoint(r, b.Setting) == "" {
		problem := f.problem()
		v.Fault = &problem
	}
	if faults := commonFaults(r, true); len(faults) > 0 {
		problem := faults[0].problem()
		v.Broken = &problem
	}
	return v
}

// servicesKey gives endpoint_url of a service's block in the services
// section that the profile names, or why looking there is an error
// (botocore 1.43.11, configprovider.py, _get_services_config and
// _get_endpoint_url_config_service).
func servicesKey(r *resolve.Run, service string) (c origin.Candidate, f *fault, ok bool) {
	q := r.Profile.Get("services")
	if q == nil {
		return c, nil, false
	}
	section := r.Shared.Lookup(profiles.SectionServices, q.Value)
	if section == nil || len(section.Properties) == 0 {
		return origin.Candidate{Value: q.Value, Origin: q.Origin}, &fault{code: "services-section-missing", origin: q.Origin,
			message: fmt.Sprintf("the profile names the services section %q, and there is no such section with anything in it", q.Value),
			help:    strings.TrimSpace("add [services "+q.Value) + "] with a block in it, or remove the key services"}, false
	}
	p := section.Get(service)
	if p == nil {
		return c, nil, false
	}
	if len(p.Nested) == 0 {
		return origin.Candidate{Value: p.Value, Origin: p.Origin}, &fault{code: "services-section-missing", origin: p.Origin,
			message: fmt.Sprintf("%s is no block of keys in the services section %q", service, q.Value),
			help:    "put endpoint_url = URL on an indented line below " + service + " =, or remove that key"}, false
	}
	for _, n := range p.Nested {
		if n.Key == "endpoint_url" {
			return origin.Candidate{Value: n.Value, Origin: n.Origin}, nil, true
		}
	}
	return c, nil, false
}

// call gives the endpoint of STS or SSO as a client of the chain would
// have it, or the fault that keeps the client from being built. known says
// whether there is a region, signed whether the call needs one.
func call(r *resolve.Run, service, region string, known, signed bool) (string, *fault) {
	if f := clientFault(r, service, region, known, signed); f != nil {
		return "", f
	}
	custom := r.Value(settings.ServiceEndpoint(service))
	if custom != "" {
		if signed && !known {
			return custom, &fault{code: "no-region", origin: r.Setting(settings.ServiceEndpoint(service)).Origin, help: "set AWS_DEFAULT_REGION or region",
				message: "without a region a request to the endpoint configured for " + service + " cannot be signed"}
		}
		return custom, nil
	}
	region, fips := fipsRegion(region)
	fips = fips || r.Value("use_fips_endpoint") == "true"
	dual := r.Value("use_dualstack_endpoint") == "true"
	if !known {
		region = "aws-global"
	}
	switch {
	case service == "sso":
		return hosts.SSOPortal(region, fips, dual), nil
	case !fips && !dual && r.Value("sts_regional_endpoints") == "legacy" && (region == "aws-global" || hosts.OnceGlobalSTS(region)):
		return "https://sts.amazonaws.com", nil
	}
	return hosts.STS(region, fips, dual), nil
}

// fipsRegion takes a FIPS pseudo region apart (client.py, _normalize_fips_region).
func fipsRegion(region string) (string, bool) {
	plain := strings.ReplaceAll(strings.ReplaceAll(region, "fips-", ""), "-fips", "")
	return plain, plain != region
}
