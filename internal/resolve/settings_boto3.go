package resolve

import (
	"strconv"
	"strings"
)

// How botocore and the AWS CLI convert values (configprovider.py), and what
// follows from other settings where nothing is configured.

func convertBoto3() map[Type]Conversion {
	return map[Type]Conversion{
		String: asWrittenBoto3, Enum: lowerBoto3, URL: asWrittenBoto3, Path: asWrittenBoto3, List: asWrittenBoto3,
		Bool: boolBoto3, Int: intBoto3,
	}
}

const emptyIsValue = "an empty value is a value to this SDK: no other place is asked, and it comes to nothing"

// blockBoto3 tells whether a candidate is a block of keys, which Python has as a map.
func (r *Run) blockBoto3(c Candidate) bool {
	if c.Origin.Kind != InFile {
		return false
	}
	q := r.Profile.Get(c.Origin.Key)
	return q != nil && len(q.Nested) > 0 && q.Origin == c.Origin
}

// asWrittenBoto3 takes the text as it stands.
func asWrittenBoto3(r *Run, _ *Setting, c Candidate) Converted {
	switch {
	case r.blockBoto3(c):
		return Converted{Do: Stop, Reason: "its value begins on the next line, so this SDK takes it for a block of keys"}
	case c.Value == "":
		return Converted{Do: Stop, Reason: emptyIsValue}
	}
	return Converted{Value: c.Value}
}

// apiVersionsBoto3 takes a block, as the text of its keys.
func apiVersionsBoto3(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	b.Layer(ExplicitLayer)
	q := r.Profile.Get(s.Name)
	if q == nil || len(q.Nested) == 0 {
		b.Layer(FileLayer)
		return b.Done()
	}
	var pairs []string
	for _, n := range q.Nested {
		pairs = append(pairs, n.Key+" = "+n.Value)
	}
	at := q.Nested[0].Origin
	at.Column -= len(pairs[0]) - len(q.Nested[0].Value)
	b.Offer(Candidate{strings.Join(pairs, ", "), at}, Converted{Value: strings.Join(pairs, ", ")})
	return b.Done()
}

// lowerBoto3 is asWrittenBoto3 for texts of which only the valid ones are known
// without their case; the others stay as they are.
func lowerBoto3(r *Run, s *Setting, c Candidate) Converted {
	got := asWrittenBoto3(r, s, c)
	lower := strings.ToLower(got.Value)
	for _, v := range s.Values {
		if lower == v {
			got.Value = v
		}
	}
	if s.Type == Bool {
		got.Value = lower
	}
	if exactBoto3(s.Name) && got.Value != c.Value {
		got.Value = c.Value // which the SDK refuses later on
	}
	return got
}

// exactBoto3 tells which enums are compared with their case.
func exactBoto3(name string) bool {
	switch name {
	case "retry_mode", "sts_regional_endpoints", "s3_us_east_1_regional_endpoint", "s3.addressing_style":
		return true
	}
	return false
}

// boolBoto3 is utils.py, ensure_boolean: true in any case is true, and
// everything else is false.
func boolBoto3(r *Run, _ *Setting, c Candidate) Converted {
	switch {
	case r.blockBoto3(c):
		return Converted{Value: "false", Reason: "a block of keys counts as false"}
	case strings.EqualFold(c.Value, "true"):
		return Converted{Value: "true"}
	case strings.EqualFold(c.Value, "false"):
		return Converted{Value: "false"}
	}
	return Converted{Value: "false", Reason: "everything but true counts as false"}
}

// intBoto3: a text that Python's int refuses is an error as soon as somebody
// asks for the setting, and no other place is asked.
func intBoto3(r *Run, s *Setting, c Candidate) Converted {
	if !r.blockBoto3(c) {
		if s.Name == "request_min_compression_size_bytes" {
			return asWrittenBoto3(r, s, c) // converted when a client is built
		}
		if n, ok := pyInt(c.Value); ok {
			return Converted{Value: n}
		}
	}
	return Converted{Do: Stop, Reason: "no whole number, which is an error as soon as the setting is asked for"}
}

// gateBoto3: nothing in the s3 block counts where s3 is no block
// (configprovider.py, SectionConfigProvider).
func gateBoto3(r *Run, s *Setting, p Place) string {
	if why := r.ignoredEndpointBoto3(s); why != "" {
		return why
	}
	if !strings.HasPrefix(s.Name, "s3.") && !s3BlockSetting(s.Name) {
		return ""
	}
	if f := r.Kept.(*loadedBoto3).fault; f != nil {
		return "settings for S3 are looked up in the files first, which is an error: " + f.message
	}
	q := r.Profile.Get("s3")
	if q == nil || len(q.Nested) > 0 || q.Value == "" {
		return ""
	}
	return "the key s3 holds a text and no block, so this SDK has no settings for S3 at all (" + q.Origin.String() + ")"
}

func s3BlockSetting(name string) bool {
	return name == "s3_use_arn_region" || name == "s3_us_east_1_regional_endpoint" || name == "s3_disable_multiregion_access_points"
}

// retryModeBoto3: when a client is built, every defaults mode but legacy makes standard the default
// (sdk-default-configuration.json), and so does AWS_NEW_RETRIES_2026, which is
// read when the library is imported (configprovider.py, _resolve_new_retries).
func retryModeBoto3(r *Run, s *Setting) *Value {
	b := r.Builder(s).Configured()
	if r.isCLI() {
		b.Layer(DefaultLayer)
		return b.Done()
	}
	if r.smartBoto3() && r.clientPossibleBoto3() {
		b.Derive("standard", "defaults_mode", "every defaults mode but legacy sets it")
	}
	if r.Value("new_retry_defaults") == "true" {
		b.Derive("standard", "new_retry_defaults", "AWS_NEW_RETRIES_2026 makes it the default when the library is imported")
	}
	b.Layer(DefaultLayer)
	return b.Done()
}

func defaultsModeBoto3(mode string) bool {
	switch mode {
	case "legacy", "auto", "standard", "in-region", "cross-region", "mobile":
		return true
	}
	return false
}

// smartBoto3 tells whether a defaults mode changes defaults.
func (r *Run) smartBoto3() bool {
	mode := r.Value("defaults_mode")
	return !r.isCLI() && defaultsModeBoto3(mode) && mode != "legacy"
}

// globalS3Boto3: every defaults mode but legacy calls S3 in us-east-1 by its
// regional name.
func globalS3Boto3(r *Run, s *Setting) *Value {
	b := r.Builder(s).Configured()
	if r.smartBoto3() && r.reachesBoto3(atArgsBoto3) {
		b.Derive("regional", "defaults_mode", "every defaults mode but legacy sets it")
	}
	return b.Done()
}

// dualStackS3Boto3: where there is a block of S3 settings, use_dualstack_endpoint
// is written into it, even over a false (args.py, compute_client_args).
func dualStackS3Boto3(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	b.Layer(ExplicitLayer)
	all := r.Setting("use_dualstack_endpoint")
	if q := r.Profile.Get("s3"); all.Value == "true" && q != nil && len(q.Nested) > 0 && r.reachesBoto3(afterArgsBoto3) {
		b.Derive("true", "use_dualstack_endpoint", "use_dualstack_endpoint is true ("+all.Origin.String()+") and holds for S3 too")
	}
	b.Layer(FileLayer)
	return b.Done()
}

// maxAttemptsBoto3: how often the retry modes try where nothing is configured
// (_retry.json; retries/standard.py, DEFAULT_MAX_ATTEMPTS).
func maxAttemptsBoto3(r *Run, s *Setting) *Value {
	b := r.Builder(s).Configured()
	if r.isCLI() {
		b.Layer(DefaultLayer)
		return b.Done()
	}
	switch r.Value("retry_mode") {
	case "legacy":
		b.Derive("5", "retry_mode", "retry mode legacy tries five times, DynamoDB ten times")
	case "standard", "adaptive":
		b.Derive("3", "retry_mode", "retry modes standard and adaptive try three times")
	}
	return b.Done()
}

// caBundleBoto3: where the session has none, a client asks two variables of
// other programs (endpoint.py, _get_verify_value).
func caBundleBoto3(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	b.Layer(ExplicitLayer)
	b.Var("AWS_CA_BUNDLE")
	b.Layer(FileLayer)
	for _, name := range []string{"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"} {
		if v, ok := r.Var(name); ok {
			b.Derive(v.Value, name, "a client asks "+name+" where the session has no bundle")
		}
	}
	return b.Done()
}

// metadataEndpointBoto3: an endpoint that is empty counts as none, though it
// keeps the files from being asked (utils.py, IMDSFetcher._select_base_url).
func metadataEndpointBoto3(r *Run, s *Setting) *Value {
	b := r.Builder(s).Configured()
	b.GoOn()
	if r.metadataModeBoto3() == "ipv6" {
		b.Derive("http://[fd00:ec2::254]/", "ec2_metadata_service_endpoint_mode", "the IPv6 address of instance metadata")
	}
	b.Default("http://169.254.169.254/")
	return b.Done()
}

// metadataModeBoto3: imds_use_ipv6 is asked where the mode is not there
// (utils.py, resolve_imds_endpoint_mode). An invalid mode is returned as it is.
func (r *Run) metadataModeBoto3() string {
	if c, ok := r.rawBoto3("ec2_metadata_service_endpoint_mode"); ok {
		return strings.ToLower(c.Value)
	}
	if r.Value("imds_use_ipv6") == "true" {
		return "ipv6"
	}
	return "ipv4"
}

// proxyBoto3: the lower-case variable wins, and an empty one takes the proxy
// away (Python's urllib.request, getproxies_environment).
func proxyBoto3(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	b.Layer(ExplicitLayer)
	for i := len(s.Env) - 1; i >= 0; i-- {
		c, ok := r.Var(s.Env[i].Name)
		if ok && c.Value == "" && i == 0 {
			b.Reject(c, EmptyIsUnset)
			continue
		}
		b.Ask(c, ok)
	}
	return b.Done()
}

// asWrittenBoto3 gives the first place that is there for a setting, before any
// conversion: what a look-up of botocore finds.
func (r *Run) rawBoto3(name string) (Candidate, bool) {
	s := Lookup(name)
	if c, ok := r.In.Explicit[name]; ok {
		return c, true
	}
	for _, n := range s.Env {
		if n.In&r.Reading.SDK == 0 {
			continue
		}
		if c, ok := r.Var(n.Name); ok {
			return c, true
		}
	}
	for _, n := range s.Keys {
		if n.In&r.Reading.SDK == 0 {
			continue
		}
		if q := r.Profile.Get(n.Name); q != nil {
			return Candidate{q.Value, q.Origin}, true
		}
	}
	return Candidate{}, false
}

// rawIntBoto3 is a setting that goes through int; false where that fails.
func (r *Run) rawIntBoto3(name string, otherwise int) (string, Candidate, bool) {
	c, ok := r.rawBoto3(name)
	if !ok {
		return strconv.Itoa(otherwise), c, true
	}
	n, ok := pyInt(c.Value)
	return n, c, ok && !r.blockBoto3(c)
}
