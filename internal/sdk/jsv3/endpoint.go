package jsv3

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// Endpoints that are configured (endpoints: getEndpointFromConfig,
// getEndpointUrlConfig). An endpoint in code comes before them and cannot be
// ignored; the clients of the credentials chain do not get it.

// ignoredEndpoint says why configured endpoints are left aside, or "".
func ignoredEndpoint(r *resolve.Run) string {
	v := r.Setting("ignore_configured_endpoint_urls")
	if v.Value != "true" {
		return ""
	}
	return "ignore_configured_endpoint_urls is true (" + v.Origin.String() + ")"
}

func serviceVariable(service string) string { return "AWS_ENDPOINT_URL_" + strings.ToUpper(service) }

// endpoint is the endpoint of every service without one of its own.
func endpoint(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	b.Layer(resolve.EnvLayer)
	globalEndpoint(r, b)
	return b.Done()
}

// service is the endpoint configured for a service.
func service(r *resolve.Run, service string) *resolve.Value {
	b := r.Builder(&settings.Setting{Name: settings.ServiceEndpoint(service), Type: settings.URL})
	for _, name := range []string{settings.ServiceEndpoint(service), "endpoint_url"} {
		if c, ok := r.In.Explicit[name]; ok {
			b.Explicit(c)
		}
	}
	configuredEndpoint(r, b, service)
	return b.Done()
}

func configuredEndpoint(r *resolve.Run, b *resolve.Builder, service string) {
	b.Var(serviceVariable(service))
	b.Var("AWS_ENDPOINT_URL")
	if section, missing := servicesSection(r); section != nil && missing == "" {
		b.KeyOf(section, service+".endpoint_url")
	}
	globalEndpoint(r, b)
}

// globalEndpoint asks endpoint_url of the files.
func globalEndpoint(r *resolve.Run, b *resolve.Builder) {
	k := js(r)
	if _, missing := servicesSection(r); missing != "" {
		if q := k.ambient.Get("endpoint_url"); q != nil && q.Value != "" {
			b.Reject(origin.Candidate{Value: q.Value, Origin: q.Origin}, missing)
		}
	} else {
		b.KeyOf(k.ambient, "endpoint_url")
	}
	if q := k.settings.Get("endpoint_url"); k.code && q != nil && q.Value != "" {
		b.Reject(origin.Candidate{Value: q.Value, Origin: q.Origin}, elsewhere(r, "endpoint_url"))
	}
}

// servicesSection gives the services section that the environment's profile
// names, or says why no endpoint of the files is taken: the section it names is
// not in the config file, or sets nothing.
func servicesSection(r *resolve.Run) (section *profiles.Profile, missing string) {
	q := js(r).ambient.Get("services")
	if q == nil || q.Value == "" {
		return nil, ""
	}
	p := r.Shared.Lookup(profiles.SectionServices, q.Value)
	if p == nil || len(p.Properties) == 0 {
		return nil, fmt.Sprintf("the profile names the services section %s (%s), the config file has none, and then this SDK takes no endpoint from the files", q.Value, q.Origin)
	}
	return p, ""
}

// client is a client that the credentials chain makes for itself.
type client struct {
	service  string
	region   string            // as configured
	switches *profiles.Profile // where use_fips_endpoint and use_dualstack_endpoint are read
	standard func(region string, fips, dualStack bool) string
}

// endpoint gives the base URL of the client's calls, or why none can be made.
func (c client) endpoint(r *resolve.Run) (url, fault string) {
	if fault = c.modeFault(r); fault != "" {
		return "", fault
	}
	region := realRegion(c.region)
	if why := refusedRegion(region); why != "" {
		return "", fmt.Sprintf("the region %q is %s", c.region, why)
	}
	fips := isFIPSRegion(c.region) || plainBool(r, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", c.switches)
	dualStack := plainBool(r, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint", c.switches)
	b := r.Builder(&settings.Setting{Name: settings.ServiceEndpoint(c.service), Type: settings.URL})
	configuredEndpoint(r, b, c.service)
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
	u, ok := parseURL(v.Value)
	if !ok {
		return "", fmt.Sprintf("the endpoint of %s in %s is no URL", c.service, v.Origin)
	}
	if u.scheme == "http" || u.scheme == "https" {
		return u.scheme + "://" + u.hostPort() + strings.TrimSuffix(u.path, "/"), ""
	}
	// What has another scheme is called by http, "localhost:80" at the host "80".
	host, _, _ := strings.Cut(strings.TrimLeft(u.hostPort()+u.path, "/"), "/")
	if u, ok = parseURL("http://" + host); !ok {
		return "", fmt.Sprintf("the endpoint of %s in %s has no host", c.service, v.Origin)
	}
	return "http://" + u.hostPort(), ""
}

// modeFault says why the defaults mode makes the client's calls fail, or "". A role's
// client has a region, but sends with the handler of the client that wants the
// credentials, which asks for its own mode first (nested-clients/sts,
// defaultStsRoleAssumers). The SSO client has a handler of its own and a region, so
// that auto has no need to ask for one.
func (c client) modeFault(r *resolve.Run) string {
	auto := r.Setting("defaults_mode").Value == "auto"
	switch k := js(r); {
	case c.service == "sso" && auto:
		return ""
	case k.modeAsks != "":
		return k.modeAsks + ", unless instance metadata tells it"
	default:
		return k.modeFault
	}
}
