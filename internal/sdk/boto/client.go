package boto

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// What keeps botocore from building a client (session.py, create_client;
// args.py; config.py). Sessions are not hurt by it, but the clients of the
// credentials chain are, and so is whoever wants to call a service.

// stage is how far the building of a client comes before it meets a fault.
type stage int

const (
	atArgs    stage = iota // while its arguments are computed (args.py, compute_client_args)
	before                 // before that (session.py, create_client)
	afterArgs              // when they are put to use
)

// fault is something that goes wrong when it is met.
type fault struct {
	stage               stage
	code, message, help string
	provider            string // that meets it, where it is one of the chain
	origin              origin.Origin
}

// clientFault gives the first fault that a client of the service meets.
// signed is true where its requests are signed.
func clientFault(r *resolve.Run, service, region string, known, signed bool) *fault {
	faults := clientFaults(r, service, region, known, signed)
	if len(faults) == 0 {
		return nil
	}
	return &faults[0]
}

// clientFaults gives all that is wrong for a client of the service.
func clientFaults(r *resolve.Run, service, region string, known, signed bool) []fault {
	var faults []fault
	if known && !pyRegion(region) {
		faults = append(faults, fault{stage: before, code: "invalid-region", origin: r.Setting("region").Origin,
			message: fmt.Sprintf("%q cannot be a region: letters, digits and hyphens only", region), help: "correct the region"})
	}
	faults = append(faults, commonFaults(r, signed)...)
	f := serviceFault(r, service)
	if f != nil {
		faults = append(faults, *f)
	}
	plain, _ := fipsRegion(region)
	if r.Value("use_dualstack_endpoint") == "true" && !dualStack(r, plain) {
		faults = append(faults, fault{code: "no-dualstack-endpoint", origin: r.Setting("use_dualstack_endpoint").Origin,
			message: fmt.Sprintf("%s has no endpoint with IPv6 in region %s", service, plain), help: "unset use_dualstack_endpoint"})
	}
	switch {
	case f == nil && r.Value(settings.ServiceEndpoint(service)) != "":
	case known && plain == "":
		faults = append(faults, fault{stage: afterArgs, code: "empty-region", message: "with an empty region there is no host to call",
			help: "set a region, or remove the empty one"})
	case !known && service == "dynamodb":
		faults = append(faults, fault{code: "no-region", message: "there is no region"})
	}
	return faults
}

// reaches reports whether the building of an S3 client gets as far as a stage.
func reaches(r *resolve.Run, stage stage) bool {
	if r.Kept.(*loaded).fault != nil {
		return false
	}
	region, known := region(r)
	for _, f := range clientFaults(r, "s3", region, known, true) {
		if f.stage == before || stage == afterArgs && f.stage == atArgs {
			return false
		}
	}
	return s3Settings(r)
}

// clientPossible reports whether a client of some service can be built.
func clientPossible(r *resolve.Run) bool {
	if r.Kept.(*loaded).fault != nil {
		return false
	}
	region, known := region(r)
	return clientFault(r, "s3", region, known, true) == nil && s3Settings(r) || clientFault(r, "dynamodb", region, known, true) == nil
}

// dualStack reports whether a region's partition has endpoints with IPv6
// (endpoints.json; regions.py, _resolve).
func dualStack(r *resolve.Run, region string) bool {
	p, _ := hosts.Of(region)
	return p.ID != "aws-iso-e" && p.ID != "aws-iso-f"
}

// serviceFault: the endpoint that is configured for a service.
func serviceFault(r *resolve.Run, service string) *fault {
	v := r.Setting(settings.ServiceEndpoint(service))
	if v.Value != "" {
		if !pyEndpoint(v.Value) {
			return &fault{stage: afterArgs, code: "invalid-endpoint", origin: v.Origin, help: "write it with its scheme and host, such as https://host:port",
				message: "the configured endpoint has no scheme and host that this SDK accepts"}
		}
		return nil
	}
	if r.Value("ignore_configured_endpoint_urls") == "true" {
		return nil
	}
	_, f, _ := servicesKey(r, service)
	return f
}

// commonFaults gives the faults that every client meets, nearly in the
// order in which they are met.
func commonFaults(r *resolve.Run, signed bool) []fault {
	var faults []fault
	add := func(stage stage, name, format string, args ...any) {
		faults = append(faults, valueFault(r, stage, name, format, args...))
	}
	if c, ok := raw(r, "api_versions"); ok && !block(r, c) {
		add(before, "api_versions", "it has to be a block of keys")
		faults[len(faults)-1].help = "put versions on indented lines below api_versions =, as s3 = 2006-03-01"
	}
	if f := tokenFault(r); f != nil {
		f.stage = before
		faults = append(faults, *f)
	}
	if c, ok := raw(r, "defaults_mode"); ok && !defaultsMode(strings.ToLower(c.Value)) {
		add(before, "defaults_mode", "%q is no mode", c.Value)
	}
	if q := r.Profile.Get("s3"); q != nil && len(q.Nested) == 0 && q.Value == "" {
		faults = append(faults, fault{code: "empty-s3-block", origin: q.Origin, message: "the key s3 has nothing below it, which this SDK cannot build a client with",
			help: "remove the line, or indent settings below it"})
	}
	if c, ok := raw(r, "s3_us_east_1_regional_endpoint"); !isCLI(r) && ok && c.Value != "legacy" && c.Value != "regional" && s3Settings(r) {
		add(atArgs, "s3_us_east_1_regional_endpoint", "%q is neither legacy nor regional", c.Value)
	}
	n, c, ok := rawInt(r, "max_attempts", 3)
	if !ok {
		add(atArgs, "max_attempts", "%q is no whole number", c.Value)
	}
	faults = append(faults, newFaults(r, signed)...)
	if ok && pyBelow(n, 1) {
		add(afterArgs, "max_attempts", "%s is less than one", n)
	}
	if c, ok := raw(r, "retry_mode"); ok && !slices.Contains(retryModes(r), c.Value) {
		add(afterArgs, "retry_mode", "%q is none of %s", c.Value, strings.Join(retryModes(r), ", "))
	}
	if c, ok := raw(r, "s3.addressing_style"); ok && c.Value != "auto" && c.Value != "path" && c.Value != "virtual" {
		add(afterArgs, "s3.addressing_style", "%q is none of auto, path, virtual", c.Value)
	}
	if c, ok := raw(r, "sts_regional_endpoints"); ok && c.Value != "" && c.Value != "legacy" && c.Value != "regional" {
		add(afterArgs, "sts_regional_endpoints", "%q is neither legacy nor regional", c.Value)
	}
	if c, ok := bundle(r); isCLI(r) && ok && strings.TrimSpace(c.Value) == "" {
		faults = append(faults, fault{stage: afterArgs, code: "invalid-value", origin: c.Origin, help: "name a file, or unset it",
			message: "ca_bundle: it is empty, which no client is built with"}) // endpoint.py of 2.38.5, _validate_verify_value
	}
	if r.Value("csm_enabled") == "true" {
		if _, c, ok := rawInt(r, "csm_port", 31000); !ok {
			add(afterArgs, "csm_port", "%q is no whole number", c.Value)
		}
	}
	return faults
}

// valueFault is a setting whose value is refused.
func valueFault(r *resolve.Run, stage stage, name, format string, args ...any) fault {
	c, _ := raw(r, name)
	var taken []string
	if name == "retry_mode" {
		taken = retryModes(r)
	}
	return fault{stage: stage, code: "invalid-value", origin: c.Origin, message: name + ": " + fmt.Sprintf(format, args...),
		help: settings.ValidHelp(settings.Lookup(name), c.Value, taken...)}
}

// bundle is what a client takes for its certificates (endpoint.py, _get_verify_value).
func bundle(r *resolve.Run) (origin.Candidate, bool) {
	if c, ok := r.In.Explicit["ca_bundle"]; ok {
		return c, true
	}
	if c, ok := r.Var("AWS_CA_BUNDLE"); ok {
		return c, true
	}
	if q := r.Profile.Get("ca_bundle"); q != nil {
		return origin.Candidate{Value: q.Value, Origin: q.Origin}, true
	}
	return r.Var("REQUESTS_CA_BUNDLE")
}

func retryModes(r *resolve.Run) []string {
	if isCLI(r) {
		return []string{"standard", "adaptive"} // config.py of 2.38.5, _validate_retry_configuration
	}
	return []string{"legacy", "standard", "adaptive"}
}

// s3Settings reports whether there are S3 settings at all: a text under the
// key s3 takes them all away.
func s3Settings(r *resolve.Run) bool {
	q := r.Profile.Get("s3")
	return q == nil || len(q.Nested) > 0 || q.Value == ""
}

// newFaults are faults of the newer settings. Without signatures no account is looked for (args.py,
// _compute_account_id_endpoint_mode_config).
func newFaults(r *resolve.Run, signed bool) []fault {
	var faults []fault
	add := func(name, format string, args ...any) {
		faults = append(faults, valueFault(r, atArgs, name, format, args...))
	}
	if n, c, ok := rawInt(r, "request_min_compression_size_bytes", 10240); !ok {
		add("request_min_compression_size_bytes", "%q is no whole number", c.Value)
	} else if pyBelow(n, 1) || !pyBelow(n, 1048577) {
		add("request_min_compression_size_bytes", "%s is not between 1 and 1048576", n)
	}
	for _, name := range []string{"request_checksum_calculation", "response_checksum_validation", "account_id_endpoint_mode"} {
		if name == "account_id_endpoint_mode" && !signed {
			continue
		}
		if c, ok := raw(r, name); ok && !slices.Contains(settings.Lookup(name).Values, strings.ToLower(c.Value)) {
			add(name, "%q is none of %s", c.Value, strings.Join(settings.Lookup(name).Values, ", "))
		}
	}
	if c, ok := raw(r, "auth_scheme_preference"); ok && block(r, c) {
		add("auth_scheme_preference", "it has to be a list separated by commas")
	}
	if c, ok := raw(r, "s3_disable_express_session_auth"); ok && !strings.EqualFold(c.Value, "true") && !strings.EqualFold(c.Value, "false") {
		add("s3_disable_express_session_auth", "%q is neither true nor false", c.Value)
	}
	return faults
}

// tokenFault: whoever builds a client looks up the SSO session of the
// profile in use, needed or not (session.py, get_auth_token; tokens.py,
// SSOTokenProvider._load_sso_config).
func tokenFault(r *resolve.Run) *fault { return sessionFault(r, inUse(r)) }

// sessionFault says what is wrong with the sso-session of a profile as
// far as its token is concerned.
func sessionFault(r *resolve.Run, profile string) *fault {
	q := r.Shared.Profile(profile).Get("sso_session")
	if q == nil {
		return nil
	}
	session := r.Shared.Lookup(profiles.SectionSSOSession, q.Value)
	if session == nil || len(session.Properties) == 0 {
		return &fault{code: "sso-session-missing", origin: q.Origin, message: fmt.Sprintf("profile %s names the sso-session %q, which is not there", profile, q.Value),
			help: "add [sso-session " + q.Value + "] to the config file, or correct the name"}
	}
	var missing []string
	for _, key := range []string{"sso_start_url", "sso_region"} {
		if session.Get(key) == nil {
			missing = append(missing, key)
		}
	}
	if len(missing) > 0 {
		return &fault{code: "sso-incomplete", origin: session.Origin, help: "add what is missing to the section",
			message: fmt.Sprintf("the sso-session %s lacks %s", q.Value, strings.Join(missing, " and "))}
	}
	return nil
}
