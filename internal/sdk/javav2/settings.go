package javav2

import (
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// region: code, aws.region, AWS_REGION, the profile, instance metadata; what
// fails in one leads to the next (AwsRegionProviderChain). A region that code
// gives loses fips- and -fips (AwsDefaultClientBuilder.region).
func region(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	if c, ok := r.In.Explicit["region"]; ok {
		got := resolve.Converted{}
		got.Value, _ = realRegion(encodeRegion(c.Value))
		if hostless(r, got.Value) {
			got = resolve.Converted{Do: resolve.Stop, Reason: "it gives no host name, so that no client can be built in it"}
		}
		b.Offer(c, got)
	}
	b.Layer(resolve.EnvLayer)
	b.Layer(resolve.FileLayer)
	v := b.Done()
	if v.Set {
		encoded(v, r)
		return v
	}
	asked := origin.Place{Candidate: origin.Candidate{Origin: origin.Origin{Kind: origin.IMDS, Name: "instance metadata"}}, Verdict: origin.Absent}
	if disabled := r.Setting("ec2_metadata_disabled"); disabled.Value == "true" {
		asked.Reason = "not asked: " + disabled.Origin.String() + " turns it off"
	} else {
		asked.Reason = "asked last, for /latest/dynamic/instance-identity/document; not asked here"
	}
	v.Places = append(v.Places, asked)
	return v
}

// hostless reports whether no client of STS can be built in a region
// (DefaultStsBaseClientBuilder): its host is none, and no other endpoint is configured.
func hostless(r *resolve.Run, region string) bool {
	if len(endpoints(r, "sts")) > 0 && r.Value("ignore_configured_endpoint_urls") != "true" {
		return false
	}
	u, err := parseURI(hosts.STS(region, false, false))
	return err == nil && u.host == ""
}

// encoded says of a file's region that is no name of one that it is escaped
// (Region.of): what the SDK uses does not stand there.
func encoded(v *resolve.Value, r *resolve.Run) {
	if q := get(r.Profile, "region"); v.Origin.Kind == origin.InFile && q != nil && q.Value != v.Value {
		v.Origin.Kind, v.Origin.Name = origin.Derived, "region"
		v.Note = "escapes what no region's name has"
	}
}

// realRegion follows transformFipsPseudoRegionIfNecessary.
func realRegion(name string) (real string, fips bool) {
	real = strings.NewReplacer("fips-", "", "-fips", "").Replace(name)
	return real, real != name
}

// fips: a pseudo region that code gives turns it on, before any variable.
func fips(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	if c, ok := r.In.Explicit["region"]; ok {
		if real, pseudo := realRegion(encodeRegion(c.Value)); pseudo {
			b.Derive("true", "region", "the region given in code is a FIPS pseudo region, and "+real+" is used with FIPS endpoints")
		}
	}
	b.Layer(resolve.EnvLayer)
	b.Layer(resolve.FileLayer)
	b.Layer(resolve.DefaultLayer)
	return b.Done()
}

// maxAttempts: what it is without being set follows from the retry mode.
func maxAttempts(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s).Configured()
	switch mode := r.Value("retry_mode"); mode {
	case "legacy":
		b.Derive("4", "retry_mode", "the retry mode legacy makes four attempts")
	case "standard", "adaptive":
		b.Derive("3", "retry_mode", "the retry mode "+mode+" makes three attempts")
	}
	return b.Done()
}

// metadataEndpoint: the endpoint follows from the address family where none is
// configured (Ec2MetadataConfigProvider.getEndpoint).
func metadataEndpoint(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s).Configured()
	switch r.Value("ec2_metadata_service_endpoint_mode") {
	case "ipv6":
		b.Derive("http://[fd00:ec2::254]", "ec2_metadata_service_endpoint_mode", "the IPv6 address of the metadata service")
	case "ipv4":
		b.Default("http://169.254.169.254")
	}
	return b.Done()
}

// clientSettings are the settings that one service's client reads, and that
// nobody has where it cannot be built.
var clientSettings = lookup.Table[string, string]{
	{"request_checksum_calculation", "s3"}, {"response_checksum_validation", "s3"}, {"sigv4a_signing_region_set", "s3"},
	{"s3_use_arn_region", "s3"}, {"s3_disable_multiregion_access_points", "s3"}, {"s3_disable_express_session_auth", "s3"},
	{"account_id_endpoint_mode", "dynamodb"}, {"endpoint_discovery_enabled", "dynamodb"},
}

// gate: the retry mode legacy reads max_attempts of no file
// (SdkDefaultRetryStrategy.legacyRetryStrategyBuilder), and a client that cannot
// be built has no settings.
func gate(r *resolve.Run, s *settings.Setting, p origin.Place) string {
	if s.Name == "max_attempts" && p.Origin.Kind == origin.InFile && r.Value("retry_mode") == "legacy" {
		return "in the retry mode legacy the SDK reads the variable alone"
	}
	service := clientSettings.Of(s.Name)
	if why := keptOf(r).refuse[service]; service != "" && why != "" && !strings.HasPrefix(why, s.Name+" ") {
		return "no client of " + service + " can be built: " + why
	}
	return ""
}

// checkClients looks at what only some clients need. Settings that every client
// needs fail where they are read.
func checkClients(r *resolve.Run, k *kept) {
	for _, name := range []string{"request_checksum_calculation", "response_checksum_validation", "account_id_endpoint_mode"} {
		s := settings.Lookup(name)
		if _, given := r.In.Explicit[name]; given {
			continue
		}
		c, ok := deciding(r, s)
		if !ok || enum(r, s, c).Do == resolve.Use {
			continue
		}
		service := clientSettings.Of(name)
		if k.refuse[service] == "" {
			k.refuse[service] = name + " is not one of its values (" + c.Origin.String() + ")"
		}
		r.Problem(resolve.Problem{Code: "invalid-value", Severity: resolve.SevError, Origin: c.Origin, Help: settings.ValidHelp(s, c.Value),
			Message: name + ": not one of its values, so that no client of " + service + " can be built"})
	}
	for _, service := range []string{"sts", "s3", "dynamodb"} {
		c, why := faultyEndpoint(r, service)
		const help = "write it as http://HOST:PORT"
		switch {
		case why == "":
		case service == "sts":
			r.Fail("invalid-value", c.Origin, help, "endpoint_url: %s, so that no client can be built", why)
		default:
			k.refuse[service] = "its endpoint (" + c.Origin.String() + ") is " + why
			r.Problem(resolve.Problem{Code: "invalid-value", Severity: resolve.SevError, Origin: c.Origin, Help: help,
				Message: settings.ServiceEndpoint(service) + ": " + why + ", so that no client of " + service + " can be built"})
		}
	}
}

// deciding gives the first place where anything stands.
func deciding(r *resolve.Run, s *settings.Setting) (origin.Candidate, bool) {
	for _, n := range s.Env {
		if c, ok := r.Var(n.Name); ok && n.In&settings.Java != 0 {
			return c, true
		}
	}
	for _, n := range s.Keys {
		if q := get(r.Profile, n.Name); q != nil && n.In&settings.Java != 0 {
			return origin.Candidate{Value: q.Value, Origin: q.Origin}, true
		}
	}
	return origin.Candidate{}, false
}

// service follows AwsClientEndpointProvider: the properties, the variables, the
// services section, the block of the service in the profile itself, the profile.
func service(r *resolve.Run, service string) *resolve.Value {
	b := r.Builder(&settings.Setting{Name: settings.ServiceEndpoint(service)})
	for _, name := range []string{settings.ServiceEndpoint(service), "endpoint_url"} {
		if c, ok := r.In.Explicit[name]; ok {
			b.Explicit(c)
		}
	}
	ignored := r.Setting("ignore_configured_endpoint_urls")
	for _, c := range endpoints(r, service) {
		switch why := keptOf(r).refuse[service]; {
		case ignored.Value == "true":
			b.Reject(c, "ignored: ignore_configured_endpoint_urls is true ("+ignored.Origin.String()+")")
		case why != "" && badEndpoint(c.Value) == "":
			b.Reject(c, "no client of "+service+" can be built: "+why)
		default:
			b.Offer(c, endpoint(r, b.Setting, c))
		}
	}
	return b.Done()
}

// endpoints gives every place of a service's endpoint where anything stands, in
// the order in which they are asked.
func endpoints(r *resolve.Run, service string) []origin.Candidate {
	var all []origin.Candidate
	add := func(c origin.Candidate, ok bool) {
		if ok {
			all = append(all, c)
		}
	}
	own := "AWS_ENDPOINT_URL_" + strings.ToUpper(underscored.Replace(service))
	for _, name := range []string{own, "AWS_ENDPOINT_URL"} {
		add(r.JavaProperty(property(name)))
	}
	for _, name := range []string{own, "AWS_ENDPOINT_URL"} {
		v, ok := r.Env.Lookup(name)
		add(origin.Candidate{Value: v.Value, Origin: origin.Origin{Kind: origin.EnvVar, Name: name, File: v.File, Line: v.Line}}, ok)
	}
	key := strings.ToLower(underscored.Replace(service)) + ".endpoint_url"
	if name := get(r.Profile, "services"); name != nil {
		add(candidate(get(r.Shared.Lookup(profiles.SectionServices, name.Value), key)))
	}
	add(candidate(get(r.Profile, key)))
	add(candidate(get(r.Profile, "endpoint_url")))
	return all
}

func candidate(q *profiles.Property) (origin.Candidate, bool) {
	if q == nil {
		return origin.Candidate{}, false
	}
	return origin.Candidate{Value: q.Value, Origin: q.Origin}, true
}

// faultyEndpoint gives the place that a service's client fails at, and why.
func faultyEndpoint(r *resolve.Run, service string) (origin.Candidate, string) {
	for _, name := range []string{settings.ServiceEndpoint(service), "endpoint_url"} {
		if _, given := r.In.Explicit[name]; given {
			return origin.Candidate{}, ""
		}
	}
	all := endpoints(r, service)
	if len(all) == 0 || r.Value("ignore_configured_endpoint_urls") == "true" {
		return origin.Candidate{}, ""
	}
	return all[0], badEndpoint(all[0].Value)
}

// underscored writes a service's id as it stands in variables and keys.
var underscored = strings.NewReplacer(" ", "_", "-", "_")
