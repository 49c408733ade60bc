package resolve

import "strings"

// regionSpec: the profile's region may be that of its source profile, or of
// that one's (aws-config, profile/region.rs, resolve_profile_chain_for_region).
// Where nothing names a region, the SDKs ask instance metadata for it while they
// load (default_provider/region.rs, imds/region.rs).
func regionSpec(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	for _, l := range []Layer{ExplicitLayer, EnvLayer, FileLayer} {
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
	asked := Place{Candidate: Candidate{Origin: Origin{Kind: IMDS, Name: "instance metadata"}}, Verdict: Absent}
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

// regionFromMetadataSpec tells whether instance metadata may yet give the region.
func regionFromMetadataSpec(r *Run) bool {
	return !r.Setting("region").Set && r.Value("ec2_metadata_disabled") != "true"
}

// maxAttemptsSpec: what it is without being set follows from the retry mode.
func maxAttemptsSpec(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	for _, l := range []Layer{ExplicitLayer, EnvLayer, FileLayer} {
		b.Layer(l)
	}
	if mode := r.Value("retry_mode"); mode == "standard" || mode == "adaptive" {
		b.Derive("3", "retry_mode", "the retry mode "+mode+" makes three attempts")
	}
	return b.Done()
}

// metadataEndpointSpec: the endpoint follows from the address family where none
// is configured (imds/client.rs, EndpointSource::endpoint).
func metadataEndpointSpec(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	for _, l := range []Layer{ExplicitLayer, EnvLayer, FileLayer} {
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

// gateSpec: ignore_configured_endpoint_urls sets the endpoints of the
// environment and the files aside, not those of code (aws-config, lib.rs, load;
// env_service_config.rs).
func gateSpec(r *Run, s *Setting, _ Place) string {
	if _, service := ServiceOf(s.Name); !service && s.Name != "endpoint_url" {
		return ""
	}
	v := r.Setting("ignore_configured_endpoint_urls")
	if v.Value != "true" {
		return ""
	}
	return "ignore_configured_endpoint_urls is true (" + v.Origin.String() + ")"
}

// serviceSpec: the service's variable, the general variable, the services
// section, the general key (env_config.rs, EnvConfigValue::load). Unlike
// endpoint_url these are taken as they stand.
func serviceSpec(r *Run, service string) *Value {
	b := r.Builder(&Setting{Name: ServiceEndpoint(service)})
	for _, name := range []string{ServiceEndpoint(service), "endpoint_url"} {
		if c, ok := r.In.Explicit[name]; ok {
			b.Explicit(c)
		}
	}
	return configuredSpec(b, service)
}

// configuredSpec asks the places of a service's endpoint outside of code, which
// are all that the clients of the credentials chain know (provider_config.rs,
// client_config).
func configuredSpec(b *Builder, service string) *Value {
	b.Var("AWS_ENDPOINT_URL_" + strings.ToUpper(strings.NewReplacer(" ", "_", "-", "_").Replace(service)))
	b.Var("AWS_ENDPOINT_URL")
	if c, ok := servicesKeySpec(b.Run, service); ok {
		b.Ask(c, true)
	}
	b.Key("endpoint_url")
	return b.Done()
}

// servicesKeySpec gives endpoint_url of a service's block in the services
// section that the profile names; the last of several counts.
func servicesKeySpec(r *Run, service string) (Candidate, bool) {
	name := r.Profile.Get("services")
	if name == nil {
		return Candidate{}, false
	}
	q := r.Shared.Lookup(SectionServices, name.Value).Get(service)
	if q == nil {
		return Candidate{}, false
	}
	for i := len(q.Nested) - 1; i >= 0; i-- {
		if n := q.Nested[i]; n.Key == "endpoint_url" {
			return Candidate{n.Value, n.Origin}, true
		}
	}
	return Candidate{}, false
}
