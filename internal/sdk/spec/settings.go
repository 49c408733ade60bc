package spec

import (
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// region: the profile's region may be that of its source profile, or of
// that one's (aws-config, profile/region.rs, resolve_profile_chain_for_region).
// Where nothing names a region, the SDKs ask instance metadata for it while they
// load (default_provider/region.rs, imds/region.rs).
func region(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	for _, l := range []resolve.Layer{resolve.ExplicitLayer, resolve.EnvLayer, resolve.FileLayer} {
		b.Layer(l)
	}
	seen := map[string]bool{}
	for p := r.Profile; !b.Won() && p != nil && !seen[p.Name]; {
		seen[p.Name] = true
		source := p.Get("source_profile")
		if source == nil {
			break
		}
		if p = r.Shared.Profile(source.Value); p != nil && !seen[p.Name] {
			b.KeyOf(p, "region")
		}
	}
	if b.Won() {
		return b.Done()
	}
	asked := origin.Place{Candidate: origin.Candidate{Origin: origin.Origin{Kind: origin.IMDS, Name: "instance metadata"}}, Verdict: origin.Absent}
	switch disabled := r.Setting("ec2_metadata_disabled"); {
	case disabled.Value == "true":
		asked.Reason = "not asked: " + disabled.Origin.String() + " turns it off"
	default:
		asked.Reason = "asked last, at " + r.Value("ec2_metadata_service_endpoint") + "/latest/meta-data/placement/region; not asked here"
	}
	v := b.Done()
	v.Places = append(v.Places, asked)
	return v
}

// regionFromMetadata reports whether instance metadata may yet give the region.
func regionFromMetadata(r *resolve.Run) bool {
	return !r.Setting("region").Set && r.Value("ec2_metadata_disabled") != "true"
}

// maxAttempts: what it is without being set follows from the retry mode.
func maxAttempts(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	for _, l := range []resolve.Layer{resolve.ExplicitLayer, resolve.EnvLayer, resolve.FileLayer} {
		b.Layer(l)
	}
	if mode := r.Value("retry_mode"); mode == "standard" || mode == "adaptive" {
		b.Derive("3", "retry_mode", "the retry mode "+mode+" makes three attempts")
	}
	return b.Done()
}

// metadataEndpoint: the endpoint follows from the address family where none
// is configured (imds/client.rs, EndpointSource::endpoint).
func metadataEndpoint(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	for _, l := range []resolve.Layer{resolve.ExplicitLayer, resolve.EnvLayer, resolve.FileLayer} {
		b.Layer(l)
	}
	switch mode := lowerASCII(r.Value("ec2_metadata_service_endpoint_mode")); mode {
	case "ipv6":
		b.Derive("http://[fd00:ec2::254]", "ec2_metadata_service_endpoint_mode", "the IPv6 address of the metadata service")
	case "ipv4":
		b.Default("http://169.254.169.254")
	}
	return b.Done()
}

// gate: ignore_configured_endpoint_urls sets the endpoints of the
// environment and the files aside, not those of code (aws-config, lib.rs, load;
// env_service_config.rs).
func gate(r *resolve.Run, s *settings.Setting, _ origin.Place) string {
	if _, service := settings.ServiceOf(s.Name); !service && s.Name != "endpoint_url" {
		return ""
	}
	v := r.Setting("ignore_configured_endpoint_urls")
	if v.Value != "true" {
		return ""
	}
	return "ignore_configured_endpoint_urls is true (" + v.Origin.String() + ")"
}

// service: the service's variable, the general variable, the services
// section, the general key (env_config.rs, EnvConfigValue::load). Unlike
// endpoint_url these are taken as they stand.
func service(r *resolve.Run, service string) *resolve.Value {
	b := r.Builder(&settings.Setting{Name: settings.ServiceEndpoint(service)})
	for _, name := range []string{settings.ServiceEndpoint(service), "endpoint_url"} {
		if c, ok := r.In.Explicit[name]; ok {
			b.Explicit(c)
		}
	}
	return configured(b, service)
}

// configured asks the places of a service's endpoint outside of code, which
// are all that the clients of the credentials chain know (provider_config.rs,
// client_config).
func configured(b *resolve.Builder, service string) *resolve.Value {
	b.Var("AWS_ENDPOINT_URL_" + strings.ToUpper(underscored.Replace(service)))
	b.Var("AWS_ENDPOINT_URL")
	if c, ok := servicesKey(b.Run, service); ok {
		b.Ask(c, true)
	}
	b.Key("endpoint_url")
	return b.Done()
}

// servicesKey gives endpoint_url of a service's block in the services
// section that the profile names; the last of several counts.
func servicesKey(r *resolve.Run, service string) (origin.Candidate, bool) {
	name := r.Profile.Get("services")
	if name == nil {
		return origin.Candidate{}, false
	}
	q := r.Shared.Lookup(profiles.SectionServices, name.Value).Get(dialectOf(r).block(service))
	if q == nil {
		return origin.Candidate{}, false
	}
	for i := len(q.Nested) - 1; i >= 0; i-- {
		if n := q.Nested[i]; n.Key == "endpoint_url" {
			return origin.Candidate{Value: n.Value, Origin: n.Origin}, true
		}
	}
	return origin.Candidate{}, false
}

// underscored writes a service's id as it stands in variables and keys.
var underscored = strings.NewReplacer(" ", "_", "-", "_")
