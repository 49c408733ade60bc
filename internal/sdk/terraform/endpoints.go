package terraform

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
)

// named are the services whose endpoints the provider takes from variables of
// its own, as if they stood in the block's endpoints (internal/provider,
// expandEndpointsCustomEnvVars).
var named = []string{"dynamodb", "iam", "s3", "sts"}

// blockEndpoint gives the endpoint of a service that counts as one of the block,
// and the places in which it was looked for. The first variable that is not empty
// counts, whatever ignore_configured_endpoint_urls says.
func blockEndpoint(r *resolve.Run, service string) (won resolve.Candidate, others []resolve.Candidate, ok bool) {
	name := strings.ToUpper(service)
	for _, variable := range []string{"AWS_ENDPOINT_URL_" + name, "TF_AWS_" + name + "_ENDPOINT", "AWS_" + name + "_ENDPOINT"} {
		switch c, set := r.Var(variable); {
		case !set || c.Value == "":
		case ok:
			others = append(others, c)
		default:
			won, ok = c, true
		}
	}
	return won, others, ok
}

func isNamed(service string) bool {
	for _, n := range named {
		if n == service {
			return true
		}
	}
	return false
}

// stsEndpoint is what the credentials chain is given (endpoints.go,
// credentialsEndpointResolver).
func stsEndpoint(r *resolve.Run, service string) (resolve.Candidate, bool) {
	if c, ok := r.In.Explicit[resolve.ServiceEndpoint(service)]; ok && c.Value != "" && (service == "sts" || service == "sso") {
		return c, true
	}
	if service != "sts" {
		return resolve.Candidate{}, false
	}
	c, _, ok := blockEndpoint(r, service)
	return c, ok
}

// service gives the endpoint of a service's clients: what the block has comes
// before everything that the SDK reads.
func service(goV2 func(*resolve.Run, string) *resolve.Value) func(*resolve.Run, string) *resolve.Value {
	return func(r *resolve.Run, service string) *resolve.Value {
		c, others, ok := blockEndpoint(r, service)
		_, explicit := r.In.Explicit[resolve.ServiceEndpoint(service)]
		if !ok || !isNamed(service) || explicit {
			return goV2(r, service)
		}
		b := r.Builder(&resolve.Setting{Name: resolve.ServiceEndpoint(service), Type: resolve.URL})
		b.Offer(c, resolve.Converted{Value: c.Value})
		for _, other := range others {
			b.Offer(other, resolve.Converted{Value: other.Value})
		}
		if v := goV2(r, service); v.Set && v.Origin != c.Origin {
			b.Place(resolve.Place{Candidate: resolve.Candidate{Value: v.Value, Origin: v.Origin}, Verdict: resolve.Shadowed,
				Reason: c.Origin.Name + " counts as an endpoint of the provider block, which overrides it"})
		}
		return b.Done()
	}
}

// deprecated warns of variables by older names, as the provider does.
func deprecated(r *resolve.Run) {
	warn := func(c resolve.Candidate, newer string) {
		r.Problem(resolve.Problem{Code: "deprecated-variable", Severity: resolve.SevWarning, Origin: c.Origin,
			Message: c.Origin.Name + " is deprecated: the provider warns of it", Help: "use " + newer})
	}
	for _, service := range named {
		newer := "AWS_ENDPOINT_URL_" + strings.ToUpper(service)
		if c, _, ok := blockEndpoint(r, service); ok && c.Origin.Name != newer {
			warn(c, newer)
		}
	}
	c, _ := r.Var(metadataURL)
	if _, explicit := r.In.Explicit["ec2_metadata_service_endpoint"]; c.Value == "" || explicit {
		return
	}
	const newer = "AWS_EC2_METADATA_SERVICE_ENDPOINT"
	warn(c, newer)
	if v, _ := r.Var(newer); v.Value != "" && v.Value != c.Value {
		r.Problem(resolve.Problem{Code: "variable-not-read", Severity: resolve.SevWarning, Origin: c.Origin,
			Message: fmt.Sprintf("%s has no effect: %s is set too", metadataURL, newer), Help: "unset " + metadataURL})
	}
}
