package spec

import (
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// How the specification reads raw texts: aws-config default_provider/*.rs, each
// with a parser of its own. A text that cannot be read counts as none, and no
// other place is asked in its stead.

func text(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	return resolve.Converted{Value: c.Value}
}

func unusable(reason string) resolve.Converted {
	return resolve.Converted{Do: resolve.UseDefault, Reason: reason}
}

// toBool: environment/mod.rs, parse_bool.
func toBool(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch lower := lowerASCII(c.Value); lower {
	case "true", "false":
		return resolve.Converted{Value: lower}
	}
	return unusable("neither true nor false, so that the default holds and no other place is asked")
}

// onlyTrue: true in any case, and everything else is false (imds/credentials.rs,
// imds_disabled; default_provider/retry_config.rs).
func onlyTrue(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch lower := lowerASCII(c.Value); lower {
	case "true", "false":
		return resolve.Converted{Value: lower}
	}
	return resolve.Converted{Value: "false", Reason: "anything but true counts as false"}
}

// unsigned: environment/mod.rs, parse_uint.
func unsigned(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	n, err := parseUint32(c.Value)
	if err != nil {
		return unusable("not a whole number from 0 to 4294967295, so that the default holds and no other place is asked")
	}
	return resolve.Converted{Value: strconv.FormatUint(n, 10)}
}

// parseUint32 reads a number as Rust's u32 does: a plus sign may come first.
func parseUint32(s string) (uint64, error) {
	return strconv.ParseUint(strings.TrimPrefix(s, "+"), 10, 32)
}

// attempts: default_provider/retry_config.rs, validate_max_attempts; what is
// wrong there panics.
func attempts(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	n, err := parseUint32(c.Value)
	switch {
	case err != nil:
		return resolve.Converted{Do: resolve.Fail, Reason: "not a whole number from 1 to 4294967295"}
	case n == 0:
		return resolve.Converted{Do: resolve.Fail, Reason: "0 attempts are none: the least is 1"}
	}
	return resolve.Converted{Value: strconv.FormatUint(n, 10)}
}

// retryMode: aws-smithy-types retry.rs, RetryMode::from_str. The reference
// has legacy too, for older SDKs; the Rust SDK refuses it.
func retryMode(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	lower := lowerASCII(strings.TrimSpace(c.Value))
	for _, v := range s.Values {
		if lower == v {
			return resolve.Converted{Value: v}
		}
	}
	return resolve.Converted{Do: resolve.Fail, Reason: "not a retry mode"}
}

// enum takes a value of the setting in any case.
func enum(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	lower := lowerASCII(c.Value)
	for _, v := range s.Values {
		if lower == v {
			return resolve.Converted{Value: v}
		}
	}
	return unusable("not one of its values, so that the default holds and no other place is asked")
}

// endpointURL: environment/mod.rs, parse_url. It is the URL standard's parser, which
// wants a scheme, and a host after those of the web.
func endpointURL(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	if !absoluteURL(c.Value) {
		return unusable("not a URL, so that it counts as none and no other place is asked")
	}
	return resolve.Converted{Value: c.Value}
}

func absoluteURL(s string) bool {
	scheme, rest, ok := strings.Cut(strings.TrimFunc(s, func(c rune) bool { return c <= ' ' }), ":")
	if !ok || scheme == "" || !letterASCII(scheme[0]) {
		return false
	}
	for i := 1; i < len(scheme); i++ {
		if c := scheme[i]; !letterASCII(c) && !('0' <= c && c <= '9') && c != '+' && c != '-' && c != '.' {
			return false
		}
	}
	switch lowerASCII(scheme) {
	case "http", "https", "ws", "wss", "ftp":
		host := strings.TrimLeft(rest, `/\`)
		if i := strings.IndexAny(host, `/\?#`); i >= 0 {
			host = host[:i]
		}
		return hostAndPort(host[strings.LastIndexByte(host, '@')+1:])
	}
	return true
}

// hostAndPort reports whether a text can stand for the host of a URL, with or
// without a port.
func hostAndPort(s string) bool {
	host, port, _ := strings.Cut(s, ":")
	if i := strings.IndexByte(s, ']'); strings.HasPrefix(s, "[") && i > 0 {
		host, port = s[:i+1], strings.TrimPrefix(s[i+1:], ":")
	}
	if host == "" || strings.ContainsAny(host, " <>^|%\t\n\r") {
		return false
	}
	_, err := strconv.ParseUint(port, 10, 16)
	return port == "" || err == nil
}

func letterASCII(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// names: default_provider/sigv4a_signing_region_set.rs.
func names(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	var names []string
	for _, name := range strings.Split(c.Value, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return unusable("a list of nothing, which counts as none")
	}
	return resolve.Converted{Value: strings.Join(names, ",")}
}

// schemes: default_provider/auth_scheme_preference.rs; an empty name spoils
// the list, and what stands before a # is dropped.
func schemes(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	var names []string
	for _, name := range strings.Split(c.Value, ",") {
		name = strings.NewReplacer(" ", "", "\t", "").Replace(strings.TrimSpace(name))
		if name == "" {
			return unusable("one of its names is empty, which spoils the list, and no other place is asked")
		}
		names = append(names, name[strings.LastIndexByte(name, '#')+1:])
	}
	return resolve.Converted{Value: strings.Join(names, ",")}
}

// appName: aws-types app_name.rs.
func appName(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	for i := 0; i < len(c.Value); i++ {
		if b := c.Value[i]; !letterASCII(b) && !('0' <= b && b <= '9') && strings.IndexByte("!#$%&'*+-.^_`|~", b) < 0 {
			return unusable("an application's name has letters, digits and !#$%&'*+-.^_`|~ alone, so that this one counts as none")
		}
	}
	if c.Value == "" {
		return unusable("an empty name, which counts as none")
	}
	return resolve.Converted{Value: c.Value}
}

// addressFamily: imds/client.rs, EndpointMode::from_str. A bad one is an
// error once instance metadata is asked.
func addressFamily(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch lower := lowerASCII(c.Value); lower {
	case "ipv4", "ipv6":
		return resolve.Converted{Value: lower}
	}
	return resolve.Converted{Do: resolve.Stop, Reason: "`" + c.Value + "` is not a valid endpoint mode, which are IPv4 and IPv6"}
}

func lowerASCII(s string) string {
	return strings.Map(func(c rune) rune {
		if 'A' <= c && c <= 'Z' {
			return c + 'a' - 'A'
		}
		return c
	}, s)
}
