package resolve

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// How the AWS SDK for JavaScript v3 reads raw texts: the selectors of each
// setting. One that throws is passed over like one that finds nothing.

// boolJS: config, booleanSelector.
func boolJS(_ *Run, _ *Setting, c Candidate) Converted {
	switch c.Value {
	case "true", "false":
		return Converted{Value: c.Value}
	case "":
		return PassEmpty
	}
	return Converted{Do: Pass, Reason: "neither true nor false in lower case, so this SDK asks the next place"}
}

// standsEvenEmptyJS: the selector gives the variable itself, and an empty one
// is one (retry: NODE_RETRY_MODE_CONFIG_OPTIONS; client: NODE_APP_ID_CONFIG_OPTIONS).
func standsEvenEmptyJS(_ *Run, s *Setting, c Candidate) Converted {
	if c.Value == "" {
		return Converted{Do: Stop, Reason: "an empty " + c.Origin.Name + " counts as set to nothing"}
	}
	if s.Name == "retry_mode" && c.Value != "standard" && c.Value != "adaptive" {
		return Converted{Value: c.Value, Reason: "taken as it stands; whatever is not adaptive works as standard"}
	}
	return Converted{Value: c.Value}
}

// attemptsJS: retry, NODE_MAX_ATTEMPT_CONFIG_OPTIONS, with parseInt of any base.
func attemptsJS(_ *Run, _ *Setting, c Candidate) Converted { return integerJS(c, 0) }

// numberJS: config, numberSelector.
func numberJS(_ *Run, _ *Setting, c Candidate) Converted { return integerJS(c, 10) }

func integerJS(c Candidate, base int) Converted {
	if c.Value == "" {
		return PassEmpty
	}
	n, rest, ok := parseIntJS(c.Value, base)
	switch {
	case !ok:
		return Converted{Do: Pass, Reason: "does not begin with a number, so this SDK asks the next place"}
	case rest != "":
		return Converted{Value: numeralJS(n), Reason: "this SDK takes the number that the text begins with"}
	}
	return Converted{Value: numeralJS(n)}
}

// parseIntJS is JavaScript's parseInt: blanks, a sign, and digits as far as
// they go; base 0 is 10, or 16 after 0x. It gives what is left of the text too.
func parseIntJS(s string, base int) (n float64, rest string, ok bool) {
	s = strings.TrimLeft(s, "\t\n\v\f\r \u00a0\ufeff\u2028\u2029\u3000")
	negative := strings.HasPrefix(s, "-")
	if negative || strings.HasPrefix(s, "+") {
		s = s[1:]
	}
	if base == 0 {
		base = 10
		if len(s) > 1 && s[0] == '0' && s[1]|0x20 == 'x' {
			base, s = 16, s[2:]
		}
	}
	i := 0
	for i < len(s) && digitJS(s[i]) < base {
		i++
	}
	if i == 0 {
		return 0, s, false
	}
	whole, _ := new(big.Int).SetString(s[:i], base)
	n, _ = new(big.Float).SetInt(whole).Float64()
	if negative {
		n = -n
	}
	return n, s[i:], true
}

func digitJS(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'z':
		return int(c|0x20-'a') + 10
	}
	return math.MaxInt
}

// numeralJS writes a whole number as JavaScript does.
func numeralJS(n float64) string {
	if math.Abs(n) >= 1e21 {
		return strconv.FormatFloat(n, 'g', -1, 64)
	}
	if n == 0 {
		return "0"
	}
	digits := strconv.FormatFloat(n, 'e', -1, 64)
	mantissa, exponent, _ := strings.Cut(digits, "e")
	e, _ := strconv.Atoi(exponent)
	mantissa = strings.Replace(mantissa, ".", "", 1)
	if pad := e + 1 - len(strings.TrimPrefix(mantissa, "-")); pad > 0 {
		mantissa += strings.Repeat("0", pad)
	}
	return mantissa
}

// unionJS: checksums/flexible-checksums, stringUnionSelector.
func unionJS(_ *Run, s *Setting, c Candidate) Converted {
	if c.Value == "" {
		return PassEmpty
	}
	if v := strings.ToLower(strings.ToUpper(c.Value)); slices.Contains(s.Values, v) {
		return Converted{Value: v}
	}
	return Converted{Do: Pass, Reason: "not one of its values, so this SDK asks the next place"}
}

// accountModeJS: account-id-endpoint, NODE_ACCOUNT_ID_ENDPOINT_MODE_CONFIG_OPTIONS.
// An empty variable is taken, and refused when an endpoint is wanted.
func accountModeJS(_ *Run, s *Setting, c Candidate) Converted {
	switch {
	case slices.Contains(s.Values, c.Value):
		return Converted{Value: c.Value}
	case c.Value == "":
		return Converted{Do: Stop, Reason: "an empty " + c.Origin.Name + " counts as set, and requests of services that use the account fail"}
	}
	return Converted{Do: Pass, Reason: "not one of its values, so this SDK asks the next place"}
}

// schemesJS: httpAuthSchemes, NODE_AUTH_SCHEME_PREFERENCE_OPTIONS. An empty
// variable is an empty list.
func schemesJS(r *Run, s *Setting, c Candidate) Converted {
	if c.Value == "" {
		return Converted{Do: Stop, Reason: "an empty " + c.Origin.Name + " is an empty list, so the files are not asked"}
	}
	return listJS(r, s, c)
}

// listJS: httpAuthSchemes, NODE_SIGV4A_CONFIG_OPTIONS.
func listJS(_ *Run, _ *Setting, c Candidate) Converted {
	if c.Value == "" {
		return PassEmpty
	}
	names := strings.Split(c.Value, ",")
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return Converted{Value: strings.Join(names, ",")}
}

// defaultsModeTextJS: config, resolveDefaultsModeConfig. A mode that is none,
// or an empty variable, makes every request fail.
func defaultsModeTextJS(_ *Run, s *Setting, c Candidate) Converted {
	if v := strings.ToLower(c.Value); slices.Contains(s.Values, v) {
		return Converted{Value: v}
	}
	if c.Value == "" {
		return Converted{Do: Stop, Reason: "an empty " + c.Origin.Name + " counts as set, and is no mode"}
	}
	return Converted{Do: Stop, Reason: "not one of its values"}
}

// metadataDisabledJS: credential-provider-node, remoteProvider.
func metadataDisabledJS(_ *Run, _ *Setting, c Candidate) Converted {
	switch c.Value {
	case "":
		return PassEmpty
	case "true", "false":
		return Converted{Value: c.Value}
	}
	return Converted{Value: "true", Reason: "whatever is not false, in lower case, counts as true"}
}

// metadataV1JS: credential-provider-imds, getInstanceMetadataProvider. An empty
// variable is false, and the files are not asked.
func metadataV1JS(_ *Run, _ *Setting, c Candidate) Converted {
	switch c.Value {
	case "true", "false":
		return Converted{Value: c.Value}
	case "":
		return Converted{Value: "false", Reason: "an empty " + c.Origin.Name + " counts as false"}
	}
	return Converted{Value: "true", Reason: "whatever is not false, in lower case, counts as true"}
}

// addressFamilyJS: credential-provider-imds, getFromEndpointModeConfig.
func addressFamilyJS(_ *Run, _ *Setting, c Candidate) Converted {
	switch c.Value {
	case "IPv4":
		return Converted{Value: "ipv4"}
	case "IPv6":
		return Converted{Value: "ipv6"}
	case "":
		return Converted{Do: Stop, Reason: "an empty " + c.Origin.Name + " counts as set, and is neither IPv4 nor IPv6"}
	}
	return Converted{Do: Stop, Reason: "neither IPv4 nor IPv6, to the letter"}
}

// socketTimeoutJS: client, isDefaultSocketTimeoutEnabled.
func socketTimeoutJS(_ *Run, _ *Setting, c Candidate) Converted {
	if c.Value == "true" {
		return Converted{Value: "true"}
	}
	return Converted{Do: Pass, Reason: "only the word true, in lower case, has an effect"}
}

// discoveryTextJS: middleware-endpoint-discovery, NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS.
func discoveryTextJS(_ *Run, _ *Setting, c Candidate) Converted {
	switch c.Value {
	case "":
		return PassEmpty
	case "false", "0":
		return Converted{Value: "false"}
	case "true":
		return Converted{Value: "true"}
	}
	return Converted{Value: "true", Reason: "whatever is neither false nor 0 counts as true"}
}
