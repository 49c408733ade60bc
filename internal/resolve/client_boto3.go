package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
)

// What keeps botocore from building a client (session.py, create_client;
// args.py; config.py). Sessions are not hurt by it, but the clients of the
// credentials chain are, and so is whoever wants to call a service.

// stageBoto3 is how far the building of a client comes before it meets a fault.
type stageBoto3 int

const (
	atArgsBoto3    stageBoto3 = iota // while its arguments are computed (args.py, compute_client_args)
	beforeBoto3                      // before that (session.py, create_client)
	afterArgsBoto3                   // when they are put to use
)

// faultBoto3 is something that goes wrong when it is met.
type faultBoto3 struct {
	stage               stageBoto3
	code, message, help string
	provider            string // that meets it, where it is one of the chain
	origin              Origin
}

// clientFaultBoto3 gives the first fault that a client of the service meets.
// signed says whether its requests are signed.
func (r *Run) clientFaultBoto3(service, region string, known, signed bool) *faultBoto3 {
	faults := r.clientFaultsBoto3(service, region, known, signed)
	if len(faults) == 0 {
		return nil
	}
	return &faults[0]
}

// clientFaultsBoto3 gives all that is wrong for a client of the service.
func (r *Run) clientFaultsBoto3(service, region string, known, signed bool) []faultBoto3 {
	var faults []faultBoto3
	if known && !pyRegion(region) {
		faults = append(faults, faultBoto3{stage: beforeBoto3, code: "invalid-region", origin: r.Setting("region").Origin,
			message: fmt.Sprintf("%q cannot be a region: letters, digits and hyphens only", region), help: "correct the region"})
	}
	faults = append(faults, r.commonFaultsBoto3(signed)...)
	f := r.serviceFaultBoto3(service)
	if f != nil && !r.isCLI() {
		faults = append(faults, *f)
	}
	plain, _ := fipsRegionBoto3(region)
	if r.Value("use_dualstack_endpoint") == "true" && !r.dualStackBoto3(plain) {
		faults = append(faults, faultBoto3{code: "no-dualstack-endpoint", origin: r.Setting("use_dualstack_endpoint").Origin,
			message: fmt.Sprintf("%s has no endpoint with IPv6 in region %s", service, plain), help: "unset use_dualstack_endpoint"})
	}
	switch {
	case f == nil && r.Value(ServiceEndpoint(service)) != "":
	case known && plain == "":
		faults = append(faults, faultBoto3{stage: afterArgsBoto3, code: "empty-region", message: "with an empty region there is no host to call",
			help: "set a region, or remove the empty one"})
	case !known && service == "dynamodb":
		faults = append(faults, faultBoto3{code: "no-region", message: "there is no region"})
	}
	return faults
}

// reachesBoto3 tells whether the building of an S3 client gets as far as a stage.
func (r *Run) reachesBoto3(stage stageBoto3) bool {
	if r.Kept.(*loadedBoto3).fault != nil {
		return false
	}
	region, known := r.regionBoto3()
	for _, f := range r.clientFaultsBoto3("s3", region, known, true) {
		if f.stage == beforeBoto3 || stage == afterArgsBoto3 && f.stage == atArgsBoto3 {
			return false
		}
	}
	return r.s3SettingsBoto3()
}

// clientPossibleBoto3 tells whether a client of some service can be built.
func (r *Run) clientPossibleBoto3() bool {
	if r.Kept.(*loadedBoto3).fault != nil {
		return false
	}
	region, known := r.regionBoto3()
	return r.clientFaultBoto3("s3", region, known, true) == nil && r.s3SettingsBoto3() || r.clientFaultBoto3("dynamodb", region, known, true) == nil
}

// dualStackBoto3 tells whether a region's partition has endpoints with IPv6
// (endpoints.json; regions.py, _resolve).
func (r *Run) dualStackBoto3(region string) bool {
	if r.isCLI() {
		return hosts.DualStackOfCLI(region)
	}
	p, _ := hosts.Of(region)
	return p.ID != "aws-iso-e" && p.ID != "aws-iso-f"
}

// serviceFaultBoto3: the endpoint that is configured for a service.
func (r *Run) serviceFaultBoto3(service string) *faultBoto3 {
	v := r.Setting(ServiceEndpoint(service))
	if v.Value != "" {
		if !pyEndpoint(v.Value) {
			return &faultBoto3{stage: afterArgsBoto3, code: "invalid-endpoint", origin: v.Origin, help: "write it with its scheme and host, such as https://host:port",
				message: fmt.Sprintf("the endpoint configured for %s has no host that this SDK accepts", service)}
		}
		return nil
	}
	if r.Value("ignore_configured_endpoint_urls") == "true" {
		return nil
	}
	if c, why, _ := r.servicesKeyBoto3(service); why != "" {
		return &faultBoto3{code: "services-section-missing", origin: c.Origin, message: why, help: "add [services " + c.Value + "], or remove the key services"}
	}
	return nil
}

// commonFaultsBoto3 gives the faults that every client meets, nearly in the
// order in which they are met. AWS CLI 2.9.19 knows some of the settings only.
func (r *Run) commonFaultsBoto3(signed bool) []faultBoto3 {
	var faults []faultBoto3
	add := func(stage stageBoto3, name, format string, args ...any) {
		faults = append(faults, r.valueFaultBoto3(stage, name, format, args...))
	}
	boto := !r.isCLI()
	if c, ok := r.rawBoto3("api_versions"); boto && ok && !r.blockBoto3(c) {
		add(beforeBoto3, "api_versions", "it has to be a block of keys")
	}
	if f := r.tokenFaultBoto3(); f != nil {
		f.stage = beforeBoto3
		faults = append(faults, *f)
	}
	if c, ok := r.rawBoto3("defaults_mode"); boto && ok && !defaultsModeBoto3(strings.ToLower(c.Value)) {
		add(beforeBoto3, "defaults_mode", "%q is no mode", c.Value)
	}
	if q := r.Profile.Get("s3"); q != nil && len(q.Nested) == 0 && q.Value == "" {
		faults = append(faults, faultBoto3{code: "empty-s3-block", origin: q.Origin, message: "the key s3 has nothing below it, which this SDK cannot build a client with",
			help: "remove the line, or indent settings below it"})
	}
	if c, ok := r.rawBoto3("s3_us_east_1_regional_endpoint"); boto && ok && c.Value != "legacy" && c.Value != "regional" && r.s3SettingsBoto3() {
		add(atArgsBoto3, "s3_us_east_1_regional_endpoint", "%q is neither legacy nor regional", c.Value)
	}
	n, c, ok := r.rawIntBoto3("max_attempts", 3)
	if !ok {
		add(atArgsBoto3, "max_attempts", "%q is no whole number", c.Value)
	}
	if boto {
		faults = append(faults, r.newFaultsBoto3(signed)...)
	}
	if ok && pyBelow(n, 1) {
		add(afterArgsBoto3, "max_attempts", "%s is less than one", n)
	}
	if c, ok := r.rawBoto3("retry_mode"); ok && !slices.Contains(r.retryModesBoto3(), c.Value) {
		add(afterArgsBoto3, "retry_mode", "%q is none of %s", c.Value, strings.Join(r.retryModesBoto3(), ", "))
	}
	if c, ok := r.rawBoto3("s3.addressing_style"); ok && c.Value != "auto" && c.Value != "path" && c.Value != "virtual" {
		add(afterArgsBoto3, "s3.addressing_style", "%q is none of auto, path, virtual", c.Value)
	}
	if c, ok := r.rawBoto3("sts_regional_endpoints"); boto && ok && c.Value != "" && c.Value != "legacy" && c.Value != "regional" {
		add(afterArgsBoto3, "sts_regional_endpoints", "%q is neither legacy nor regional", c.Value)
	}
	if r.Value("csm_enabled") == "true" {
		if _, c, ok := r.rawIntBoto3("csm_port", 31000); !ok {
			add(afterArgsBoto3, "csm_port", "%q is no whole number", c.Value)
		}
	}
	return faults
}

// valueFaultBoto3 is a setting whose value is refused.
func (r *Run) valueFaultBoto3(stage stageBoto3, name, format string, args ...any) faultBoto3 {
	c, _ := r.rawBoto3(name)
	return faultBoto3{stage: stage, code: "invalid-value", origin: c.Origin, message: name + ": " + fmt.Sprintf(format, args...), help: ValidHelp(Lookup(name))}
}

func (r *Run) retryModesBoto3() []string {
	if r.isCLI() {
		return []string{"standard", "adaptive"} // config.py of 2.9.19, _validate_retry_configuration
	}
	return []string{"legacy", "standard", "adaptive"}
}

// s3SettingsBoto3 tells whether there are S3 settings at all: a text under the
// key s3 takes them all away.
func (r *Run) s3SettingsBoto3() bool {
	q := r.Profile.Get("s3")
	return q == nil || len(q.Nested) > 0 || q.Value == ""
}

// newFaultsBoto3 are faults of settings that AWS CLI 2.9.19 is too old to know.
// Without signatures no account is looked for (args.py,
// _compute_account_id_endpoint_mode_config).
func (r *Run) newFaultsBoto3(signed bool) []faultBoto3 {
	var faults []faultBoto3
	add := func(name, format string, args ...any) {
		faults = append(faults, r.valueFaultBoto3(atArgsBoto3, name, format, args...))
	}
	if n, c, ok := r.rawIntBoto3("request_min_compression_size_bytes", 10240); !ok {
		add("request_min_compression_size_bytes", "%q is no whole number", c.Value)
	} else if pyBelow(n, 1) || !pyBelow(n, 1048577) {
		add("request_min_compression_size_bytes", "%s is not between 1 and 1048576", n)
	}
	for _, name := range []string{"request_checksum_calculation", "response_checksum_validation", "account_id_endpoint_mode"} {
		if name == "account_id_endpoint_mode" && !signed {
			continue
		}
		if c, ok := r.rawBoto3(name); ok && !slices.Contains(Lookup(name).Values, strings.ToLower(c.Value)) {
			add(name, "%q is none of %s", c.Value, strings.Join(Lookup(name).Values, ", "))
		}
	}
	if c, ok := r.rawBoto3("auth_scheme_preference"); ok && r.blockBoto3(c) {
		add("auth_scheme_preference", "it has to be a list separated by commas")
	}
	if c, ok := r.rawBoto3("s3_disable_express_session_auth"); ok && !strings.EqualFold(c.Value, "true") && !strings.EqualFold(c.Value, "false") {
		add("s3_disable_express_session_auth", "%q is neither true nor false", c.Value)
	}
	return faults
}

// tokenFaultBoto3: whoever builds a client looks up the SSO session of the
// profile in use, needed or not (session.py, get_auth_token; tokens.py,
// SSOTokenProvider._load_sso_config).
func (r *Run) tokenFaultBoto3() *faultBoto3 { return r.sessionFaultBoto3(r.inUseBoto3()) }

// sessionFaultBoto3 says what is wrong with the sso-session of a profile as
// far as its token is concerned.
func (r *Run) sessionFaultBoto3(profile string) *faultBoto3 {
	q := r.Shared.Profile(profile).Get("sso_session")
	if q == nil {
		return nil
	}
	session := r.Shared.Lookup(SectionSSOSession, q.Value)
	if session == nil || len(session.Properties) == 0 {
		return &faultBoto3{code: "sso-session-missing", origin: q.Origin, message: fmt.Sprintf("profile %s names the sso-session %q, which is not there", profile, q.Value),
			help: "add [sso-session " + q.Value + "] to the config file, or correct the name"}
	}
	var missing []string
	for _, key := range []string{"sso_start_url", "sso_region"} {
		if session.Get(key) == nil {
			missing = append(missing, key)
		}
	}
	if len(missing) > 0 {
		return &faultBoto3{code: "sso-incomplete", origin: session.Origin, help: "add what is missing to the section",
			message: fmt.Sprintf("the sso-session %s lacks %s", q.Value, strings.Join(missing, " and "))}
	}
	return nil
}
