package terraform

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// blockEndpoint gives the endpoint of a service that counts as one of the block
// because a variable has it, and the other places in which it was looked for. The
// first variable that is not empty counts, whatever ignore_configured_endpoint_urls says.
func (c *caller) blockEndpoint(r *resolve.Run, service string) (won origin.Candidate, others []origin.Candidate, ok bool) {
	_, variables := c.endpoints(service)
	for _, variable := range variables {
		switch v, set := r.Var(variable); {
		case !set || v.Value == "":
		case ok:
			others = append(others, v)
		default:
			won, ok = v, true
		}
	}
	return won, others, ok
}

// chainEndpoint is what the credentials chain is given (endpoints.go,
// credentialsEndpointResolver).
func (c *caller) chainEndpoint(r *resolve.Run, service string) (origin.Candidate, bool) {
	if service != "sts" && service != "sso" {
		return origin.Candidate{}, false
	}
	if e, ok := r.In.Explicit[settings.ServiceEndpoint(service)]; ok && e.Value != "" {
		return e, true
	}
	if !slices.Contains(c.named, service) {
		return origin.Candidate{}, false
	}
	e, _, ok := c.blockEndpoint(r, service)
	return e, ok
}

// service gives the endpoint of a service's clients: what the block has comes
// before everything that the SDK reads.
func (c *caller) service(goV2 func(*resolve.Run, string) *resolve.Value) func(*resolve.Run, string) *resolve.Value {
	return func(r *resolve.Run, service string) *resolve.Value {
		e, others, ok := c.blockEndpoint(r, service)
		_, explicit := r.In.Explicit[settings.ServiceEndpoint(service)]
		if !ok || !slices.Contains(c.named, service) || explicit {
			return goV2(r, service)
		}
		b := r.Builder(&settings.Setting{Name: settings.ServiceEndpoint(service), Type: settings.URL})
		b.Offer(e, resolve.Converted{Value: e.Value})
		for _, other := range others {
			b.Offer(other, resolve.Converted{Value: other.Value})
		}
		if v := goV2(r, service); v.Set && v.Origin != e.Origin {
			b.Place(origin.Place{Candidate: origin.Candidate{Value: v.Value, Origin: v.Origin}, Verdict: origin.Shadowed,
				Reason: e.Origin.Name + " counts as an endpoint of " + c.block + ", which overrides it"})
		}
		return b.Done()
	}
}

// deprecated warns of variables by older names, as the caller does.
func (c *caller) deprecated(r *resolve.Run) {
	warn := func(v origin.Candidate, newer string) {
		r.Problem(resolve.Problem{Code: "deprecated-variable", Severity: resolve.SevWarning, Origin: v.Origin,
			Message: v.Origin.Name + " is deprecated: " + c.what + " warns of it", Help: "use " + newer})
	}
	for _, service := range c.named {
		newer := "AWS_ENDPOINT_URL_" + strings.ToUpper(service)
		_, explicit := r.In.Explicit[settings.ServiceEndpoint(service)]
		if e, _, ok := c.blockEndpoint(r, service); ok && !explicit && e.Origin.Name != newer {
			warn(e, newer)
		}
	}
	v, _ := r.Var(metadataURL)
	if _, explicit := r.In.Explicit["ec2_metadata_service_endpoint"]; v.Value == "" || explicit {
		return
	}
	const newer = "AWS_EC2_METADATA_SERVICE_ENDPOINT"
	warn(v, newer)
	if other, _ := r.Var(newer); other.Value != "" && other.Value != v.Value {
		r.Problem(resolve.Problem{Code: "variable-not-read", Severity: resolve.SevWarning, Origin: v.Origin,
			Message: fmt.Sprintf("%s has no effect: %s is set too", metadataURL, newer), Help: "unset " + metadataURL})
	}
}

// stsEndpoint gives where the caller's own client of STS goes, or why it goes
// nowhere (clients.go, stsClient).
func (c *caller) stsEndpoint(r *resolve.Run) (endpoint, why string) {
	fips, dualStack := r.Value("use_fips_endpoint") == "true", r.Value("use_dualstack_endpoint") == "true"
	e, own := c.chainEndpoint(r, "sts")
	if !own {
		v := r.Setting(settings.ServiceEndpoint("sts"))
		region := r.Value("region")
		if n := r.Block().Get("sts_region"); n != nil && n.Unknown != "" {
			return "", "sts_region is not known: " + n.Unknown
		} else if n != nil && n.Text != "" {
			region = n.Text
		}
		switch {
		case v.Note != "" && !v.Set && v.Origin.Configured():
			return "", v.Note
		case !v.Set && region == "" && r.Withheld("region") != "":
			return "", r.Withheld("region")
		case !v.Set && region == "":
			return "", "no region is set, and sts is called in a region"
		case !v.Set:
			return hosts.STS(region, fips, dualStack), ""
		case fips:
			return "", "an endpoint is configured (" + v.Origin.String() + "), which FIPS excludes"
		case dualStack:
			return "", "an endpoint is configured (" + v.Origin.String() + "), which dual-stack excludes"
		}
		e = origin.Candidate{Value: v.Value, Origin: v.Origin}
	}
	if _, err := url.Parse(e.Value); err != nil {
		return "", "the endpoint in " + e.Origin.String() + " is no URL"
	}
	return e.Value, ""
}
