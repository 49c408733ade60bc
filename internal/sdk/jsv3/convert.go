package jsv3

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// How the AWS SDK for JavaScript v3 reads raw texts: the selectors of each
// setting. One that throws is passed over like one that finds nothing.

// toBool: config, booleanSelector.
func toBool(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch c.Value {
	case "true", "false":
		return resolve.Converted{Value: c.Value}
	case "":
		return resolve.PassEmpty
	}
	return resolve.Converted{Do: resolve.Pass, Reason: "neither true nor false in lower case, so this SDK asks the next place"}
}

// standsEvenEmpty: the selector gives the variable itself, and an empty one
// is one (retry: NODE_RETRY_MODE_CONFIG_OPTIONS; client: NODE_APP_ID_CONFIG_OPTIONS).
func standsEvenEmpty(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if c.Value == "" {
		return resolve.Converted{Do: resolve.Stop, Reason: "an empty " + c.Origin.Name + " counts as set to nothing"}
	}
	if s.Name == "retry_mode" && c.Value != "standard" && c.Value != "adaptive" {
		return resolve.Converted{Value: c.Value, Reason: "taken as it stands; whatever is not adaptive works as standard"}
	}
	return resolve.Converted{Value: c.Value}
}

// attempts: retry, NODE_MAX_ATTEMPT_CONFIG_OPTIONS, with parseInt of any base.
func attempts(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	return integer(c, 0)
}

// number: config, numberSelector.
func number(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	return integer(c, 10)
}

func integer(c origin.Candidate, base int) resolve.Converted {
	if c.Value == "" {
		return resolve.PassEmpty
	}
	n, rest, ok := parseInt(c.Value, base)
	switch {
	case !ok:
		return resolve.Converted{Do: resolve.Pass, Reason: "does not begin with a number, so this SDK asks the next place"}
	case rest != "":
		return resolve.Converted{Value: numeral(n), Reason: "this SDK takes the number that the text begins with"}
	}
	return resolve.Converted{Value: numeral(n)}
}

// parseInt is JavaScript's parseInt: blanks, a sign, and digits as far as
// they go; base 0 is 10, or 16 after 0x. It gives what is left of the text too.
func parseInt(s string, base int) (n float64, rest string, ok bool) {
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
	for i < len(s) && digit(s[i]) < base {
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

func digit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'z':
		return int(c|0x20-'a') + 10
	}
	return math.MaxInt
}

// numeral writes a whole number as JavaScript does.
func numeral(n float64) string {
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

// union: checksums/flexible-checksums, stringUnionSelector.
func union(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if c.Value == "" {
		return resolve.PassEmpty
	}
	if v := strings.ToLower(strings.ToUpper(c.Value)); slices.Contains(s.Values, v) {
		return resolve.Converted{Value: v}
	}
	return resolve.Converted{Do: resolve.Pass, Reason: "not one of its values, so this SDK asks the next place"}
}

// accountMode: account-id-endpoint, NODE_ACCOUNT_ID_ENDPOINT_MODE_CONFIG_OPTIONS.
// An empty variable is taken, and refused when an endpoint is wanted.
func accountMode(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	switch {
	case slices.Contains(s.Values, c.Value):
		return resolve.Converted{Value: c.Value}
	case c.Value == "":
		return resolve.Converted{Do: resolve.Stop, Reason: "an empty " + c.Origin.Name + " counts as set, and requests of services that use the account fail"}
	}
	return resolve.Converted{Do: resolve.Pass, Reason: "not one of its values, so this SDK asks the next place"}
}

// schemes: httpAuthSchemes, NODE_AUTH_SCHEME_PREFERENCE_OPTIONS. An empty
// variable is an empty list.
func schemes(r *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if c.Value == "" {
		return resolve.Converted{Do: resolve.Stop, Reason: "an empty " + c.Origin.Name + " is an empty list, so the files are not asked"}
	}
	return list(r, s, c)
}

// list: httpAuthSchemes, NODE_SIGV4A_CONFIG_OPTIONS.
func list(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	if c.Value == "" {
		return resolve.PassEmpty
	}
	names := strings.Split(c.Value, ",")
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return resolve.Converted{Value: strings.Join(names, ",")}
}

// defaultsModeText: config, resolveDefaultsModeConfig. A mode that is none,
// or an empty variable, makes every request fail.
func defaultsModeText(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if v := strings.ToLower(c.Value); slices.Contains(s.Values, v) {
		return resolve.Converted{Value: v}
	}
	if c.Value == "" {
		return resolve.Converted{Do: resolve.Stop, Reason: "an empty " + c.Origin.Name + " counts as set, and is no mode"}
	}
	return resolve.Converted{Do: resolve.Stop, Reason: "not one of its values"}
}

// metadataDisabled: credential-provider-node, remoteProvider.
func metadataDisabled(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch c.Value {
	case "":
		return resolve.PassEmpty
	case "true", "false":
		return resolve.Converted{Value: c.Value}
	}
	return resolve.Converted{Value: "true", Reason: "whatever is not false, in lower case, counts as true"}
}

// metadataV1: credential-provider-imds, getInstanceMetadataProvider. An empty
// variable is false, and the files are not asked.
func metadataV1(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch c.Value {
	case "true", "false":
		return resolve.Converted{Value: c.Value}
	case "":
		return resolve.Converted{Value: "false", Reason: "an empty " + c.Origin.Name + " counts as false"}
	}
	return resolve.Converted{Value: "true", Reason: "whatever is not false, in lower case, counts as true"}
}

// addressFamily: credential-provider-imds, getFromEndpointModeConfig.
func addressFamily(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch c.Value {
	case "IPv4":
		return resolve.Converted{Value: "ipv4"}
	case "IPv6":
		return resolve.Converted{Value: "ipv6"}
	case "":
		return resolve.Converted{Do: resolve.Stop, Reason: "an empty " + c.Origin.Name + " counts as set, and is neither IPv4 nor IPv6"}
	}
	return resolve.Converted{Do: resolve.Stop, Reason: "neither IPv4 nor IPv6, to the letter"}
}

// socketTimeout: client, isDefaultSocketTimeoutEnabled.
func socketTimeout(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	if c.Value == "true" {
		return resolve.Converted{Value: "true"}
	}
	return resolve.Converted{Do: resolve.Pass, Reason: "only the word true, in lower case, has an effect"}
}

// discoveryText: middleware-endpoint-discovery, NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS.
func discoveryText(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch c.Value {
	case "":
		return resolve.PassEmpty
	case "false", "0":
		return resolve.Converted{Value: "false"}
	case "true":
		return resolve.Converted{Value: "true"}
	}
	return resolve.Converted{Value: "true", Reason: "whatever is neither false nor 0 counts as true"}
}
