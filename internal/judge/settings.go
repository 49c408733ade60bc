package judge

import (
	"bytes"
	"fmt"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

var (
	// notSettings are parts of an answer that are no settings, or that its SDK shows only through others.
	notSettings = set("id", "error", "steps", "access_key", "cred_error", "provider", "timeout", "region", "profile", "client_retries",
		"endpoint_s3", "endpoint_dynamodb", "signing_region_s3", "s3", "api_versions", "endpoint_url",
		"validation", "validation_error", "region_error", "warnings")
	renamed = map[string]string{
		"endpoint_url_s3": "services.s3.endpoint_url", "endpoint_url_dynamodb": "services.dynamodb.endpoint_url",
	}
	checksums = map[string]string{"1": "when_supported", "2": "when_required"} // go-v2 numbers them
	asWritten = set("sdk_ua_app_id", "ca_bundle", "cli_pager")                 // all others are compared without case
	s3Block   = map[string]string{
		"addressing_style": "s3.addressing_style", "use_accelerate_endpoint": "s3.use_accelerate_endpoint",
		"use_dualstack_endpoint": "s3.use_dualstack_endpoint", "payload_signing_enabled": "s3.payload_signing_enabled",
		"use_arn_region": "s3_use_arn_region", "us_east_1_regional_endpoint": "s3_us_east_1_regional_endpoint",
		"s3_disable_multiregion_access_points": "s3_disable_multiregion_access_points",
	}
	// sayFalse are the settings of which an SDK says False or 0 where nothing is configured.
	sayFalse = map[string][]string{
		"go-v1":        {"s3_use_arn_region", "use_dualstack_endpoint", "use_fips_endpoint"},
		"go-v1-shared": {"s3_use_arn_region", "use_dualstack_endpoint", "use_fips_endpoint"},
		"go-v2": {"disable_request_compression", "max_attempts", "s3_disable_express_session_auth", "s3_disable_multiregion_access_points",
			"s3_use_arn_region", "use_dualstack_endpoint", "use_fips_endpoint"},
		"terraform": {"disable_request_compression", "s3_disable_express_session_auth", "s3_disable_multiregion_access_points",
			"s3_use_arn_region", "use_dualstack_endpoint", "use_fips_endpoint"},
		"rust": {"s3_disable_multiregion_access_points"},
		"java-v2": {"disable_request_compression", "endpoint_discovery_enabled", "s3_use_arn_region", "s3_disable_multiregion_access_points",
			"s3_disable_express_session_auth", "ec2_metadata_v1_disabled"},
		"boto3": {"disable_request_compression", "ec2_metadata_v1_disabled"},
		"cli":   {"disable_request_compression", "ec2_metadata_v1_disabled"},
		"js-v3": {"use_fips_endpoint", "use_dualstack_endpoint"},
	}
	noRegion = regexp.MustCompile(`Region is missing|NoRegion`)
	awsOwn   = regexp.MustCompile(`\.(amazonaws\.(com|com\.cn|eu)|api\.aws|api\.amazonwebservices\.com\.cn|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$`)
)

func (j Judge) settings(a cases.Answer, d Document) []Difference {
	var found []Difference
	a = j.completed(a)
	for _, name := range sortedKeys(a) {
		if notSettings[name] {
			continue
		}
		theirs := written(a[name])
		if _, block := a[name].(map[string]any); block {
			continue // a block of keys where a text is wanted, which nobody can use
		}
		if strings.HasPrefix(theirs, "ERR") {
			if noRegion.MatchString(theirs) {
				continue // nobody can read this setting without a region
			}
			if j.onBotocore() && firstRead.MatchString(theirs) {
				continue // nor this one, unless a client that was built later has it (see completed)
			}
			theirs = ""
		}
		if j.onGoV2() && strings.Contains(name, "checksum") {
			theirs = or(checksums[theirs], theirs)
		}
		ours, kind := d.value(or(renamed[name], name))
		if name == "retry_mode" && kind == "derived" && j.onBotocore() && noClient(a) {
			continue // a client alone has what defaults_mode makes of it (args.py, compute_client_args)
		}
		x, y := strings.TrimRight(ours, "/"), strings.TrimRight(theirs, "/")
		if !asWritten[name] && !strings.Contains(y, "://") {
			x, y = strings.ToLower(x), strings.ToLower(y)
		}
		if name == "sigv4a_signing_region_set" && j.Reading == "java-v2" {
			x, y = ordered(x), ordered(y) // a set, in the order of Java's hash
		}
		unset := theirs == "" || (theirs == "0" || theirs == "False") && slices.Contains(sayFalse[j.Reading], name)
		if !alike(x, y) && !(unset && (x == "" || x == "false" || (kind == "default" || kind == "derived") && x != "true")) {
			found = append(found, Difference{name, ours, theirs})
		}
	}
	if j.onBotocore() || j.Reading == "js-v3" {
		found = append(found, j.endpoints(a, d)...)
	}
	return found
}

// ordered is a list of names in the order of the alphabet.
func ordered(list string) string {
	names := strings.Split(list, ",")
	slices.Sort(names)
	return strings.Join(names, ",")
}

// onBotocore reports whether the SDK is botocore or built on it.
func (j Judge) onBotocore() bool { return j.Reading == "boto3" || j.Reading == "cli" }

// firstRead is the error of botocore for the first setting that is read of files of
// which the second cannot be parsed. Whatever is read later comes from the first
// alone (session.py, full_config, keeps what it has by then).
var firstRead = regexp.MustCompile(`ConfigParseError`)

// refusedMode is why botocore builds no client, with the retry mode that it has read.
var refusedMode = regexp.MustCompile(`InvalidRetryModeError: Invalid value provided to "mode": "((?s).*)" must be one of`)

// noClient reports whether neither client could be built.
func noClient(a cases.Answer) bool {
	return strings.HasPrefix(written(a["endpoint_s3"]), "ERR") && strings.HasPrefix(written(a["endpoint_dynamodb"]), "ERR")
}

// onGoV2 reports whether the SDK is aws-sdk-go-v2 or built on it.
func (j Judge) onGoV2() bool { return j.Reading == "go-v2" || j.Reading == "terraform" }

// completed adds what an answer says in other words.
func (j Judge) completed(a cases.Answer) cases.Answer {
	a = maps.Clone(a)
	if _, there := a["sdk_ua_app_id"]; j.Reading == "js-v3" && !there {
		a["sdk_ua_app_id"] = nil // JSON drops what is undefined
	}
	if retries, ok := a["client_retries"].(map[string]any); ok && isSet(retries["mode"]) {
		a["retry_mode"] = retries["mode"] // with what defaults_mode makes of it
		if total, built := retries["total_max_attempts"]; built && firstRead.MatchString(written(a["max_attempts"])) {
			a["max_attempts"] = total
		}
	} else if m := refusedMode.FindStringSubmatch(written(a["endpoint_s3"])); m != nil && j.onBotocore() {
		a["retry_mode"] = m[1]
	}
	if block, there := a["s3"]; there && j.onBotocore() {
		values, _ := block.(map[string]any)
		for key, name := range s3Block {
			if _, there := a[name]; !there {
				a[name] = values[key]
			}
		}
	}
	return a
}

func (j Judge) endpoints(a cases.Answer, d Document) []Difference {
	var found []Difference
	for _, service := range []string{"s3", "dynamodb"} {
		theirs := written(a["endpoint_"+service])
		if theirs == "" || strings.HasPrefix(theirs, "ERR") {
			continue
		}
		name := "services." + service + ".endpoint_url"
		ours, _ := d.value(name)
		host, _, _ := strings.Cut(place(theirs), ":")
		own := awsOwn.MatchString(host)
		if !alike(j.address(ours), j.address(theirs)) && (ours != "" || !own) {
			if own {
				theirs = ""
			}
			found = append(found, Difference{name, ours, theirs})
		}
	}
	return found
}

// address is scheme, host and path; the JavaScript recorder sees no path.
func (j Judge) address(text string) string {
	if j.Reading == "js-v3" {
		text = whatwg(text)
	}
	scheme, path := "", ""
	if u, err := url.Parse(text); err == nil {
		scheme, path = u.Scheme, strings.TrimRight(u.Path, "/")
	}
	if j.Reading == "js-v3" {
		path = ""
	}
	return scheme + " " + place(text) + " " + path
}

// whatwg is a URL of HTTP as JavaScript writes it: without line ends and tabs, with
// its slashes, and its host an address where it is a number.
func whatwg(text string) string {
	text = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(text)
	scheme, rest, ok := strings.Cut(text, ":")
	if scheme = strings.ToLower(scheme); !ok || scheme != "http" && scheme != "https" {
		return text
	}
	path, query := rest, ""
	if i := strings.IndexAny(rest, "?#"); i >= 0 {
		path, query = rest[:i], rest[i:]
	}
	rest = strings.TrimLeft(strings.ReplaceAll(path, `\`, "/"), "/") + query
	if n, err := strconv.ParseUint(rest, 10, 32); err == nil {
		rest = fmt.Sprintf("%d.%d.%d.%d", n>>24, n>>16&255, n>>8&255, n&255)
	}
	return scheme + "://" + rest
}

// misplaced is why a setting's origin cannot be right, or "".
func misplaced(c cases.Case, s Setting) string {
	o := s.Origin
	if o.Kind == "env" {
		if _, there := c.Env[o.Name]; !there && o.Name != "HOME" {
			return "variable " + o.Name + " is not set"
		}
	}
	if o.Kind != "file" {
		return ""
	}
	text, err := os.ReadFile(o.File)
	if err != nil {
		return err.Error()
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")) // columns do not count a byte order mark
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	if bytes.Contains(text, []byte("\r")) {
		return "" // ends a line for one SDK, stands in it for another
	}
	return misplacedIn(bytes.Split(text, []byte("\n")), s)
}

// misplacedIn looks at the origin's place in lines.
func misplacedIn(lines [][]byte, s Setting) string {
	o := s.Origin
	if o.Line < 1 || o.Line > len(lines) {
		return fmt.Sprintf("%s:%d: there is no such line", o.File, o.Line)
	}
	line := lines[o.Line-1]
	parts := strings.Split(o.Key, ".")
	if !strings.Contains(strings.ToLower(string(line)), strings.ToLower(parts[len(parts)-1])) {
		return fmt.Sprintf("%s:%d has no %s: %.60q", o.File, o.Line, o.Key, line)
	}
	value := ""
	if s.Value != nil {
		value = *s.Value
	}
	at := bare(string(line[min(max(o.Column-1, 0), len(line)):]))
	first, _, _ := strings.Cut(value, "\n")
	want := []rune(bare(first))
	switch {
	case value == "true" || value == "false", strings.Contains(value, mask):
	case sameNumber(at, value), s.Origin.Key == "sigv4a_signing_region_set" && sameNames(at, value):
	case !strings.HasPrefix(at, string(want[:min(3, len(want))])):
		return fmt.Sprintf("%s:%d:%d is not %q", o.File, o.Line, o.Column, value)
	}
	return ""
}

// sameNames says that a list of names is value in another order, that of Java's hash.
func sameNames(text, value string) bool {
	return ordered(strings.NewReplacer(" ", "", "\t", "").Replace(text)) == ordered(strings.ToLower(value))
}

func bare(text string) string { return strings.ToLower(strings.TrimLeft(text, "\"' \t")) }

// sameNumber says that text starts with a number that is value in another writing.
func sameNumber(text, value string) bool {
	want, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return false
	}
	word := strings.Map(inDigits, strings.TrimRight(strings.Fields(text + " x")[0], "\"'"))
	if n, err := strconv.ParseInt(word, 0, 64); err == nil && float64(n) == want {
		return true
	}
	f, err := strconv.ParseFloat(word, 64)
	return err == nil && (f == want || float64(int64(f)) == want)
}

// inDigits writes a digit of another script, such as Python takes, as one of ASCII.
func inDigits(r rune) rune {
	if r < unicode.MaxASCII || !unicode.IsDigit(r) {
		return r
	}
	for _, list := range unicode.Nd.R16 {
		if rune(list.Lo) <= r && r <= rune(list.Hi) {
			return '0' + (r-rune(list.Lo))%10
		}
	}
	for _, list := range unicode.Nd.R32 {
		if rune(list.Lo) <= r && r <= rune(list.Hi) {
			return '0' + (r-rune(list.Lo))%10
		}
	}
	return r
}

func set(names ...string) map[string]bool {
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
