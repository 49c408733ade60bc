package javav2

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// How the SDK reads raw texts. Variables and system properties are trimmed;
// what stands in a file is already.

func text(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	return resolve.Converted{Value: trim(c.Value)}
}

// boolean reads true and false in any case (sdk-core, SdkSystemSetting;
// utils, StringUtils.safeStringToBoolean; profiles, Profile.booleanProperty).
func boolean(s string) (value string, ok bool) {
	for _, v := range []string{"true", "false"} {
		if strings.EqualFold(trim(s), v) {
			return v, true
		}
	}
	return "", false
}

const noBool = "neither true nor false"

// boolOr reads true or false, and does something else with any other text.
func boolOr(do resolve.Action, otherwise string) resolve.Conversion {
	return func(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
		if v, ok := boolean(c.Value); ok {
			return resolve.Converted{Value: v}
		}
		return resolve.Converted{Do: do, Reason: noBool + otherwise}
	}
}

var (
	strictBool = boolOr(resolve.Fail, ", so that no client can be built")
	laterBool  = boolOr(resolve.Stop, ", which is an error once instance metadata is asked")
	passBool   = boolOr(resolve.Pass, ", so that the next place is asked")
)

// metadataDisabled follows InstanceProfileCredentialsProvider.isLocalCredentialLoadingDisabled
// and InstanceProfileRegionProvider: what cannot be read throws, and nothing is asked.
func metadataDisabled(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	if v, ok := boolean(c.Value); ok {
		return resolve.Converted{Value: v}
	}
	return resolve.Converted{Value: "true", Reason: noBool + ", an error that leaves instance metadata alone as true does"}
}

// notFalse follows UseS3ExpressAuthResolver.
func notFalse(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	if v, ok := boolean(c.Value); ok {
		return resolve.Converted{Value: v}
	}
	return resolve.Converted{Value: "true", Reason: "anything but false counts as true"}
}

// discovery follows SystemPropertiesEndpointDiscoveryProvider, of which an
// error leads to the file, and ProfileEndpointDiscoveryProvider.
func discovery(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	v, ok := boolean(c.Value)
	switch {
	case ok:
		return resolve.Converted{Value: v}
	case c.Origin.Kind == origin.InFile:
		return resolve.Converted{Value: "false", Reason: "anything but true counts as false"}
	}
	return resolve.Converted{Do: resolve.Pass, Reason: noBool + ", so that the next place is asked"}
}

// parseInt is Integer.parseInt, which knows the digits of all scripts.
func parseInt(s string) (int64, bool) {
	n, err := strconv.ParseInt(strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf || !unicode.IsDigit(r) {
			return r
		}
		zero := r // each script has its ten digits in a row
		for unicode.IsDigit(zero-1) && r-zero < 9 {
			zero--
		}
		return '0' + r - zero
	}, s), 10, 32)
	return n, err == nil
}

func integer(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	n, ok := parseInt(trim(c.Value))
	if !ok {
		return resolve.Converted{Do: resolve.Fail, Reason: "not a whole number, so that no client can be built"}
	}
	return resolve.Converted{Value: strconv.FormatInt(n, 10)}
}

// attempts follows MaxAttemptsResolver: what is wrong in the file is passed over
// with a warning, what is wrong in the variable fails every client.
func attempts(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	n, ok := parseInt(trim(c.Value))
	switch inFile := c.Origin.Kind == origin.InFile; {
	case ok && n > 0:
		return resolve.Converted{Value: strconv.FormatInt(n, 10)}
	case inFile:
		return resolve.Converted{Do: resolve.Pass, Reason: "not a whole number above zero, so that the SDK warns and passes it over"}
	}
	return resolve.Converted{Do: resolve.Fail, Reason: "not a whole number above zero, so that no client can be built"}
}

// retryMode follows RetryMode.Resolver.fromString.
func retryMode(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	v := strings.ToLower(trim(c.Value))
	if v == "" {
		return resolve.PassEmpty
	}
	return oneOf(s, v, resolve.Fail, "not a retry mode, so that no client can be built")
}

// defaultsMode follows DefaultsModeResolver and DefaultsMode.fromValue.
func defaultsMode(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	return oneOf(s, strings.ToLower(trim(c.Value)), resolve.Fail, "not a defaults mode, so that no client can be built")
}

func oneOf(s *settings.Setting, text string, do resolve.Action, otherwise string) resolve.Converted {
	for _, v := range s.Values {
		if text == v {
			return resolve.Converted{Value: v}
		}
	}
	return resolve.Converted{Do: do, Reason: otherwise}
}

// enum takes a value in any case. Another one fails the clients that need the
// setting, or the call to instance metadata.
func enum(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	for _, v := range s.Values {
		if strings.EqualFold(trim(c.Value), v) {
			return resolve.Converted{Value: v}
		}
	}
	return resolve.Converted{Do: resolve.Stop, Reason: "not one of its values, which is an error of whatever needs it"}
}

// regionName follows Region.of.
func regionName(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	v := c.Value
	if c.Origin.Kind != origin.InFile {
		v = trim(v)
	}
	if blank(v) {
		return resolve.Converted{Do: resolve.Pass, Reason: "a blank region is an error, and the next place is asked"}
	}
	return resolve.Converted{Value: encodeRegion(v)}
}

// endpoint follows AwsClientEndpointProvider.createUri: the text must be a URI
// with a scheme. Variables and properties are taken untrimmed.
func endpoint(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	if why := badEndpoint(c.Value); why != "" {
		return resolve.Converted{Do: resolve.Stop, Reason: why + ", so that no client for it can be built"}
	}
	return resolve.Converted{Value: c.Value}
}

func badEndpoint(s string) string {
	u, err := parseURI(s)
	switch {
	case err != nil:
		return "not a URI (" + err.Error() + ")"
	case u.scheme == "":
		return "a URI without http:// or https://"
	case u.opaque:
		return "a URI without slashes after its scheme"
	}
	return ""
}

// schemes follows AuthSchemePreferenceResolver.parseAuthSchemeList: white space
// goes everywhere, empty names at the end go, and a list of nothing leads on.
func schemes(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	v := trim(c.Value)
	if v == "" {
		return resolve.PassEmpty
	}
	v = strings.Map(func(r rune) rune {
		if r == ' ' || '\t' <= r && r <= '\r' {
			return -1
		}
		return r
	}, v)
	if v != "" && strings.Trim(v, ",") == "" {
		return resolve.Converted{Do: resolve.Pass, Reason: "a list of nothing, so that the next place is asked"}
	}
	return resolve.Converted{Value: strings.TrimRight(v, ",")}
}

// regionSet follows Sigv4aSigningRegionSetProvider: a set, in the order of Java's hash.
func regionSet(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	var names []string
	seen := map[string]bool{}
	for _, name := range strings.Split(c.Value, ",") {
		if name = trim(name); name != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return resolve.Converted{Do: resolve.Stop, Reason: "a list of nothing, which counts as none"}
	}
	return resolve.Converted{Value: strings.Join(hashed(names), ",")}
}

// hashed gives names in the order of a java.util.HashSet: by the place of
// each name's hash code in a table that is at most three quarters full.
func hashed(names []string) []string {
	size := 16
	for 4*len(names) > 3*size {
		size *= 2
	}
	buckets := make([][]string, size)
	for _, name := range names {
		var h int32
		for _, unit := range utf16.Encode([]rune(name)) {
			h = 31*h + int32(unit)
		}
		at := (uint32(h) ^ uint32(h)>>16) & uint32(size-1)
		buckets[at] = append(buckets[at], name)
	}
	ordered := make([]string, 0, len(names))
	for _, b := range buckets {
		ordered = append(ordered, b...)
	}
	return ordered
}

// seconds follows Ec2MetadataConfigProvider.parseTimeoutValue: milliseconds are counted.
func seconds(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	v := trim(c.Value)
	milliseconds := new(big.Int)
	if n, ok := parseInt(v); ok {
		milliseconds.SetInt64(n * 1000)
	} else if f, ok := parseDouble(v); ok {
		milliseconds.SetInt64(round(f * 1000))
	} else {
		return resolve.Converted{Do: resolve.Stop, Reason: "not a number, which is an error once instance metadata is asked"}
	}
	return resolve.Converted{Value: decimal(milliseconds)}
}

// parseDouble is Double.parseDouble, without the hexadecimal form.
func parseDouble(s string) (float64, bool) {
	s = trim(s)
	if n := len(s); n > 1 && strings.IndexByte("dDfF", s[n-1]) >= 0 {
		s = s[:n-1]
	}
	if strings.ContainsAny(s, "_xXpP") {
		return 0, false
	}
	switch strings.TrimLeft(s, "+-") {
	case "NaN", "Infinity":
	default:
		if strings.Trim(s, "0123456789.eE+-") != "" {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil || math.IsInf(f, 0) // too large a number is infinite
}

// round is Math.round.
func round(f float64) int64 {
	switch f = math.Floor(f + 0.5); {
	case math.IsNaN(f):
		return 0
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return int64(f)
}

// decimal writes milliseconds as seconds.
func decimal(milliseconds *big.Int) string {
	s := new(big.Rat).SetFrac(milliseconds, big.NewInt(1000)).FloatString(3)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}
