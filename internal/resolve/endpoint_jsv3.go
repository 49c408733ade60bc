package resolve

import (
	"fmt"
	"strings"
)

// Endpoints that are configured (endpoints: getEndpointFromConfig,
// getEndpointUrlConfig). An endpoint in code comes before them and cannot be
// ignored; the clients of the credentials chain do not get it.

// ignoredEndpointJS says why configured endpoints are left aside, or "".
func ignoredEndpointJS(r *Run) string {
	v := r.Setting("ignore_configured_endpoint_urls")
	if v.Value != "true" {
		return ""
	}
	return "ignore_configured_endpoint_urls is true (" + v.Origin.String() + ")"
}

func serviceVariableJS(service string) string { return "AWS_ENDPOINT_URL_" + strings.ToUpper(service) }

// endpointJS is the endpoint of every service without one of its own.
func endpointJS(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	b.Layer(ExplicitLayer)
	b.Layer(EnvLayer)
	globalEndpointJS(r, b)
	return b.Done()
}

// serviceJS is the endpoint configured for a service.
func serviceJS(r *Run, service string) *Value {
	b := r.Builder(&Setting{Name: ServiceEndpoint(service), Type: URL})
	for _, name := range []string{ServiceEndpoint(service), "endpoint_url"} {
		if c, ok := r.In.Explicit[name]; ok {
			b.Explicit(c)
		}
	}
	configuredEndpointJS(r, b, service)
	return b.Done()
}

func configuredEndpointJS(r *Run, b *Builder, service string) {
	b.Var(serviceVariableJS(service))
	b.Var("AWS_ENDPOINT_URL")
	if section, missing := servicesSectionJS(r); section != nil && missing == "" {
		b.KeyOf(section, service+".endpoint_url")
	}
	globalEndpointJS(r, b)
}

// globalEndpointJS asks endpoint_url of the files.
func globalEndpointJS(r *Run, b *Builder) {
	k := r.js()
	if _, missing := servicesSectionJS(r); missing != "" {
		if q := k.ambient.Get("endpoint_url"); q != nil && q.Value != "" {
			b.Reject(Candidate{q.Value, q.Origin}, missing)
		}
	} else {
		b.KeyOf(k.ambient, "endpoint_url")
	}
	if q := k.settings.Get("endpoint_url"); k.code && q != nil && q.Value != "" {
		b.Reject(Candidate{q.Value, q.Origin}, elsewhereJS(r, "endpoint_url"))
	}
}

// servicesSectionJS gives the services section that the environment's profile
// names, or says why no endpoint of the files is taken: the section it names is
// not in the config file, or sets nothing.
func servicesSectionJS(r *Run) (section *Profile, missing string) {
	q := r.js().ambient.Get("services")
	if q == nil || q.Value == "" {
		return nil, ""
	}
	p := r.Shared.Lookup(SectionServices, q.Value)
	if p == nil || len(p.Properties) == 0 {
		return nil, fmt.Sprintf("the profile names the services section %s (%s), the config file has none, and then this SDK takes no endpoint from the files", q.Value, q.Origin)
	}
	return p, ""
}

// clientJS is a client that the credentials chain makes for itself.
type clientJS struct {
	service  string
	region   string   // as configured
	switches *Profile // where use_fips_endpoint and use_dualstack_endpoint are read
	standard func(region string, fips, dualStack bool) string
}

// endpoint gives the base URL of the client's calls, or why none can be made.
func (c clientJS) endpoint(r *Run) (url, fault string) {
	r.Setting("defaults_mode")
	// The SSO client is given its region, so that the mode auto has no need to ask for one.
	if fault = r.js().modeFault; fault != "" && c.service != "sso" {
		return "", fault
	}
	region := realRegionJS(c.region)
	if why := refusedRegionJS(region); why != "" {
		return "", fmt.Sprintf("the region %q is %s", c.region, why)
	}
	fips := isFIPSRegionJS(c.region) || plainBoolJS(r, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", c.switches)
	dualStack := plainBoolJS(r, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint", c.switches)
	b := r.Builder(&Setting{Name: ServiceEndpoint(c.service), Type: URL})
	configuredEndpointJS(r, b, c.service)
	v := b.Done()
	if !v.Set {
		return c.standard(region, fips, dualStack), ""
	}
	switch {
	case fips:
		return "", fmt.Sprintf("the endpoint of %s in %s cannot be called with FIPS", c.service, v.Origin)
	case dualStack:
		return "", fmt.Sprintf("the endpoint of %s in %s cannot be called with dual-stack", c.service, v.Origin)
	}
	u, ok := parseURLJS(v.Value)
	if !ok {
		return "", fmt.Sprintf("the endpoint of %s in %s is no URL", c.service, v.Origin)
	}
	if u.scheme == "http" || u.scheme == "https" {
		return u.scheme + "://" + u.hostPort() + strings.TrimSuffix(u.path, "/"), ""
	}
	// What has another scheme is called by http, "localhost:80" at the host "80".
	host, _, _ := strings.Cut(strings.TrimLeft(u.hostPort()+u.path, "/"), "/")
	if u, ok = parseURLJS("http://" + host); !ok {
		return "", fmt.Sprintf("the endpoint of %s in %s has no host", c.service, v.Origin)
	}
	return "http://" + u.hostPort(), ""
}
