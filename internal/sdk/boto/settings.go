package boto

import (
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// How botocore and the AWS CLI convert values (configprovider.py), and what
// follows from other settings where nothing is configured.

func convert() map[settings.Type]resolve.Conversion {
	return map[settings.Type]resolve.Conversion{
		settings.String: asWritten, settings.Enum: lower, settings.URL: asWritten, settings.Path: asWritten, settings.List: asWritten,
		settings.Bool: toBool, settings.Int: toInt,
	}
}

const emptyIsValue = "an empty value is a value to this SDK: no other place is asked, and it comes to nothing"

// block reports whether a candidate is a block of keys, which Python has as a map.
func block(r *resolve.Run, c origin.Candidate) bool {
	if c.Origin.Kind != origin.InFile {
		return false
	}
	q := r.Profile.Get(c.Origin.Key)
	return q != nil && len(q.Nested) > 0 && q.Origin == c.Origin
}

// asWritten takes the text as it stands.
func asWritten(r *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch {
	case block(r, c):
		return resolve.Converted{Do: resolve.Stop, Reason: "its value begins on the next line, so this SDK takes it for a block of keys"}
	case c.Value == "":
		return resolve.Converted{Do: resolve.Stop, Reason: emptyIsValue}
	}
	return resolve.Converted{Value: c.Value}
}

// apiVersions takes a block, as the text of its keys.
func apiVersions(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	q := r.Profile.Get(s.Name)
	if q == nil || len(q.Nested) == 0 {
		b.Layer(resolve.FileLayer)
		return b.Done()
	}
	var pairs []string
	for _, n := range q.Nested {
		pairs = append(pairs, n.Key+" = "+n.Value)
	}
	at := q.Nested[0].Origin
	at.Column -= len(pairs[0]) - len(q.Nested[0].Value)
	b.Offer(origin.Candidate{Value: strings.Join(pairs, ", "), Origin: at}, resolve.Converted{Value: strings.Join(pairs, ", ")})
	return b.Done()
}

// lower is asWritten for texts of which only the valid ones are known
// without their case; the others stay as they are.
func lower(r *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	got := asWritten(r, s, c)
	lower := strings.ToLower(got.Value)
	for _, v := range s.Values {
		if lower == v {
			got.Value = v
		}
	}
	if s.Type == settings.Bool {
		got.Value = lower
	}
	if exact(s.Name) && got.Value != c.Value {
		got.Value = c.Value // which the SDK refuses later on
	}
	return got
}

// exact tells which enums are compared with their case.
func exact(name string) bool {
	switch name {
	case "retry_mode", "sts_regional_endpoints", "s3_us_east_1_regional_endpoint", "s3.addressing_style":
		return true
	}
	return false
}

// toBool is utils.py, ensure_boolean: true in any case is true, and
// everything else is false.
func toBool(r *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch {
	case block(r, c):
		return resolve.Converted{Value: "false", Reason: "a block of keys counts as false"}
	case strings.EqualFold(c.Value, "true"):
		return resolve.Converted{Value: "true"}
	case strings.EqualFold(c.Value, "false"):
		return resolve.Converted{Value: "false"}
	}
	return resolve.Converted{Value: "false", Reason: "everything but true counts as false"}
}

// toInt: a text that Python's int refuses is an error as soon as somebody
// asks for the setting, and no other place is asked.
func toInt(r *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if !block(r, c) {
		if s.Name == "request_min_compression_size_bytes" {
			return asWritten(r, s, c) // converted when a client is built
		}
		if n, ok := pyInt(c.Value); ok {
			return resolve.Converted{Value: n}
		}
	}
	return resolve.Converted{Do: resolve.Stop, Reason: "no whole number, which is an error as soon as the setting is asked for"}
}

// gate: nothing in the s3 block counts where s3 is no block
// (configprovider.py, SectionConfigProvider).
func gate(r *resolve.Run, s *settings.Setting, p origin.Place) string {
	if why := ignoredEndpoint(r, s); why != "" {
		return why
	}
	if !strings.HasPrefix(s.Name, "s3.") && !s3BlockSetting(s.Name) {
		return ""
	}
	if f := r.Kept.(*loaded).fault; f != nil {
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

// retryMode: when a client is built, every defaults mode but legacy makes standard the default
// (sdk-default-configuration.json), and so does AWS_NEW_RETRIES_2026, which is
// read when the library is imported (configprovider.py, _resolve_new_retries).
func retryMode(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s).Configured()
	if isCLI(r) {
		b.Layer(resolve.DefaultLayer)
		return b.Done()
	}
	if smart(r) && clientPossible(r) {
		b.Derive("standard", "defaults_mode", "every defaults mode but legacy sets it")
	}
	if r.Value("new_retry_defaults") == "true" {
		b.Derive("standard", "new_retry_defaults", "AWS_NEW_RETRIES_2026 makes it the default when the library is imported")
	}
	b.Layer(resolve.DefaultLayer)
	return b.Done()
}

func defaultsMode(mode string) bool {
	switch mode {
	case "legacy", "auto", "standard", "in-region", "cross-region", "mobile":
		return true
	}
	return false
}

// smart reports whether a defaults mode changes defaults.
func smart(r *resolve.Run) bool {
	mode := r.Value("defaults_mode")
	return !isCLI(r) && defaultsMode(mode) && mode != "legacy"
}

// globalS3: every defaults mode but legacy calls S3 in us-east-1 by its
// regional name.
func globalS3(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s).Configured()
	if smart(r) && reaches(r, atArgs) {
		b.Derive("regional", "defaults_mode", "every defaults mode but legacy sets it")
	}
	return b.Done()
}

// dualStackS3: where there is a block of S3 settings, use_dualstack_endpoint
// is written into it, even over a false (args.py, compute_client_args).
func dualStackS3(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	all := r.Setting("use_dualstack_endpoint")
	if q := r.Profile.Get("s3"); all.Value == "true" && q != nil && len(q.Nested) > 0 && reaches(r, afterArgs) {
		b.Derive("true", "use_dualstack_endpoint", "use_dualstack_endpoint is true ("+all.Origin.String()+") and holds for S3 too")
	}
	b.Layer(resolve.FileLayer)
	return b.Done()
}

// maxAttempts: how often the retry modes try where nothing is configured
// (_retry.json; retries/standard.py, DEFAULT_MAX_ATTEMPTS).
func maxAttempts(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s).Configured()
	if isCLI(r) {
		b.Layer(resolve.DefaultLayer)
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

// caBundle: where the session has none, a client asks two variables of
// other programs (endpoint.py, _get_verify_value).
func caBundle(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	b.Var("AWS_CA_BUNDLE")
	b.Layer(resolve.FileLayer)
	for _, name := range []string{"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"} {
		if v, ok := r.Var(name); ok {
			b.Derive(v.Value, name, "a client asks "+name+" where the session has no bundle")
		}
	}
	return b.Done()
}

// metadataEndpoint: an endpoint that is empty counts as none, though it
// keeps the files from being asked (utils.py, IMDSFetcher._select_base_url).
func metadataEndpoint(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s).Configured()
	b.GoOn()
	if metadataMode(r) == "ipv6" {
		b.Derive("http://[fd00:ec2::254]/", "ec2_metadata_service_endpoint_mode", "the IPv6 address of instance metadata")
	}
	b.Default("http://169.254.169.254/")
	return b.Done()
}

// metadataMode: imds_use_ipv6 is asked where the mode is not there
// (utils.py, resolve_imds_endpoint_mode). An invalid mode is returned as it is.
func metadataMode(r *resolve.Run) string {
	if c, ok := raw(r, "ec2_metadata_service_endpoint_mode"); ok {
		return strings.ToLower(c.Value)
	}
	if r.Value("imds_use_ipv6") == "true" {
		return "ipv6"
	}
	return "ipv4"
}

// proxy: the lower-case variable wins, and an empty one takes the proxy
// away (Python's urllib.request, getproxies_environment).
func proxy(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	for i := len(s.Env) - 1; i >= 0; i-- {
		c, ok := r.Var(s.Env[i].Name)
		if ok && c.Value == "" && i == 0 {
			b.Reject(c, resolve.EmptyIsUnset)
			continue
		}
		b.Ask(c, ok)
	}
	return b.Done()
}

// asWritten gives the first place that is there for a setting, before any
// conversion: what a look-up of botocore finds.
func raw(r *resolve.Run, name string) (origin.Candidate, bool) {
	s := settings.Lookup(name)
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
			return origin.Candidate{Value: q.Value, Origin: q.Origin}, true
		}
	}
	return origin.Candidate{}, false
}

// rawInt is a setting that goes through int; false where that fails.
func rawInt(r *resolve.Run, name string, otherwise int) (string, origin.Candidate, bool) {
	c, ok := raw(r, name)
	if !ok {
		return strconv.Itoa(otherwise), c, true
	}
	n, ok := pyInt(c.Value)
	return n, c, ok && !block(r, c)
}
