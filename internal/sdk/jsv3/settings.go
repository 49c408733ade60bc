package jsv3

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// Settings of the AWS SDK for JavaScript v3 that follow from others, or whose
// places are asked in an order of their own.

// isFIPSRegion, realRegion: config, isFipsRegion and getRealRegion.
func isFIPSRegion(region string) bool {
	return strings.HasPrefix(region, "fips-") || strings.HasSuffix(region, "-fips")
}

func realRegion(region string) string {
	if !isFIPSRegion(region) {
		return region
	}
	if region == "fips-aws-global" || region == "aws-fips" {
		return "us-east-1"
	}
	marked := strings.Index(region, "fips-")
	if i := strings.Index(region, "-fips"); i >= 0 && (marked < 0 || i < marked) {
		return region[:i] + region[i+len("-fips"):]
	}
	rest := region[marked+len("fips-"):]
	for _, mark := range []string{"dkr-", "prod-"} {
		if after, ok := strings.CutPrefix(rest, mark); ok {
			rest = after
			break
		}
	}
	return region[:marked] + rest
}

// refusedRegion says why a region makes every request fail, or "" (config:
// checkRegion; transport: isValidHostLabel). A lone * passes.
func refusedRegion(region string) string {
	switch {
	case region == "*":
		return ""
	case region == "":
		return "empty, which is no part of a host name"
	case len(region) > 63:
		return "longer than 63 letters, which is no part of a host name"
	case region[0] == '-' || region[len(region)-1] == '-':
		return "no part of a host name: a hyphen begins or ends it"
	}
	for _, c := range region {
		if !(c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z') {
			return fmt.Sprintf("no part of a host name: %q is in it", c)
		}
	}
	return ""
}

// regionText: the first place that has a region is taken; if it cannot be
// one, no other is asked and every request fails.
func regionText(r *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	if js(r).rawRegion == "" {
		js(r).rawRegion = c.Value
	}
	region := realRegion(c.Value)
	if why := refusedRegion(region); why != "" {
		return resolve.Converted{Do: resolve.Stop, Reason: why}
	}
	if region != c.Value {
		return resolve.Converted{Value: region, Reason: c.Value + " is a pseudo region: it stands for " + region + ", with FIPS"}
	}
	return resolve.Converted{Value: region}
}

// region: code, AWS_REGION, the files, and at last the instance's own region
// (config: NODE_REGION_CONFIG_OPTIONS, getInstanceMetadataRegion).
func region(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	if c, ok := r.In.Explicit[s.Name]; ok {
		if c.Value == "" { // config: resolveRegionConfig
			r.Fail("region-empty", c.Origin, "leave it out, or name a region", "an empty region is given in code, and with that this SDK builds no client")
			b.Reject(c, "an empty region, with which no client is built")
		} else {
			b.Offer(c, regionText(r, s, c))
		}
	}
	b.Layer(resolve.EnvLayer)
	b.Layer(resolve.FileLayer)
	v := b.Done()
	if !v.Set && b.Stopped() == "" {
		at := origin.Candidate{Origin: origin.Origin{Kind: origin.IMDS, Name: "the instance's own region, from instance metadata"}}
		if off, ok := r.Var("AWS_EC2_METADATA_DISABLED"); ok && off.Value != "" {
			b.Reject(at, "not asked: AWS_EC2_METADATA_DISABLED is set, and here any value counts, even false")
		} else {
			v.Places = append(v.Places, origin.Place{Candidate: at, Verdict: origin.Absent, Reason: "asked where no region is configured, and not known without the network"})
		}
	}
	if raw := js(r).rawRegion; v.Set && v.Origin.Kind == origin.InFile && !strings.Contains(raw, v.Value) {
		v.Note = raw + " is a pseudo region, written at " + v.Origin.String() + ", which stands for " + v.Value
		v.Origin = origin.Origin{Kind: origin.Derived, Name: raw}
	}
	return v
}

// fips: a pseudo region turns FIPS on whatever else is set (config: resolveRegionConfig).
func fips(r *resolve.Run, s *settings.Setting) *resolve.Value {
	r.Setting("region")
	b := r.Builder(s)
	if raw := js(r).rawRegion; isFIPSRegion(raw) {
		b.Derive("true", "region", "the pseudo region "+raw+" turns it on")
	}
	for _, l := range []resolve.Layer{resolve.ExplicitLayer, resolve.EnvLayer, resolve.FileLayer, resolve.DefaultLayer} {
		b.Layer(l)
	}
	return b.Done()
}

// defaultsMode keeps why the mode is of no use: it is asked for before every
// request, and by the default of retry_mode.
func defaultsMode(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	for _, l := range []resolve.Layer{resolve.ExplicitLayer, resolve.EnvLayer, resolve.FileLayer} {
		b.Layer(l)
	}
	v := b.Done()
	if !v.Set && b.Stopped() != "" {
		for _, p := range v.Pick(origin.Rejected) {
			if p.Reason == b.Stopped() {
				js(r).modeFault = p.Origin.String() + " is of no use as defaults_mode: " + b.Stopped()
				break
			}
		}
	} else if v.Value == "auto" {
		if fault, asked := autoFault(r); asked {
			js(r).modeAsks = fault
		} else {
			js(r).modeFault = fault
		}
	}
	b.Layer(resolve.DefaultLayer)
	return v
}

// autoFault: the mode auto wants to know the region, from AWS_REGION or from
// the profile that the environment names, the config file first (config:
// resolveDefaultsModeConfig). Where neither has one, instance metadata is asked,
// whatever region the client has of a profile that code names.
func autoFault(r *resolve.Run) (fault string, asked bool) {
	if _, ok := r.In.Explicit["region"]; ok {
		return "", false
	}
	if _, ok := r.Env.Lookup("AWS_REGION"); ok || js(r).ambient.Value("region") != "" {
		return "", false
	}
	fault = "defaults_mode is auto, and neither AWS_REGION nor profile " + js(r).named + " has the region that it wants to know"
	return fault, r.Env.Get("AWS_EC2_METADATA_DISABLED") == ""
}

// retryMode: the default follows from the defaults mode, though all have the
// same (client: loadConfigsForDefaultMode).
func retryMode(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	for _, l := range []resolve.Layer{resolve.ExplicitLayer, resolve.EnvLayer, resolve.FileLayer} {
		b.Layer(l)
	}
	mode := r.Setting("defaults_mode")
	switch {
	case b.Won():
	case js(r).modeFault != "":
		b.Reject(origin.Candidate{Value: "standard", Origin: origin.Origin{Kind: origin.Derived, Name: "defaults_mode"}}, js(r).modeFault)
		return b.Done()
	case mode.Value != "legacy":
		b.Derive("standard", "defaults_mode", "every defaults mode but legacy sets it")
	}
	b.Layer(resolve.DefaultLayer)
	return b.Done()
}

// discovery: the first variable that is there decides, and of an empty one
// the files are asked (middleware-endpoint-discovery). Clients of a few
// services alone have the setting.
func discovery(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	first := ""
	for _, n := range s.Env {
		c, ok := r.Var(n.Name)
		switch {
		case n.In&settings.JS == 0:
		case ok && first != "":
			b.Reject(c, "not asked where "+first+" is there, be it empty")
		default:
			b.Var(n.Name)
			if ok {
				first = n.Name
			}
		}
	}
	b.Layer(resolve.FileLayer)
	return b.Done()
}

// metadataEndpoint: an empty variable counts as set; the address then follows
// from the mode, as it does where none is configured (credential-provider-imds:
// getInstanceMetadataEndpoint).
func metadataEndpoint(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	c, there := r.Var("AWS_EC2_METADATA_SERVICE_ENDPOINT")
	if there && c.Value == "" {
		why := "an empty AWS_EC2_METADATA_SERVICE_ENDPOINT counts as set, so the address follows from the mode"
		b.Reject(c, why)
		if q := js(r).ambient.Get("ec2_metadata_service_endpoint"); q != nil {
			b.Reject(origin.Candidate{Value: q.Value, Origin: q.Origin}, "not asked: "+why)
		}
	} else {
		b.Layer(resolve.EnvLayer)
		b.Layer(resolve.FileLayer)
	}
	mode := r.Setting("ec2_metadata_service_endpoint_mode")
	switch {
	case b.Won() || mode.Set && mode.Value == "ipv4":
		b.Default("http://169.254.169.254")
	case mode.Value == "ipv6":
		b.Derive("http://[fd00:ec2::254]", mode.Name, "the IPv6 address of the metadata service")
	default:
		for _, p := range mode.Pick(origin.Rejected) {
			js(r).imdsFault = p.Origin.String() + " is no mode of the metadata service: " + p.Reason
			b.Reject(origin.Candidate{Value: "http://169.254.169.254", Origin: origin.Origin{Kind: origin.Derived, Name: mode.Name}}, js(r).imdsFault)
			break
		}
	}
	return b.Done()
}

func metadataMode(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	for _, l := range []resolve.Layer{resolve.ExplicitLayer, resolve.EnvLayer, resolve.FileLayer} {
		b.Layer(l)
	}
	b.Default("ipv4")
	return b.Done()
}

// plainBool reads a switch as a client does that the credentials chain makes
// for itself: it has the profile, but not what code says.
func plainBool(r *resolve.Run, variable, key string, p *profiles.Profile) bool {
	for _, text := range []string{r.Env.Get(variable), p.Value(key)} {
		if text == "true" || text == "false" {
			return text == "true"
		}
	}
	return false
}
