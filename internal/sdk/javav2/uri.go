package javav2

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// uri is a URI as java.net.URI takes it apart. host is empty where the
// authority is no host with a port, which Java calls registry-based.
type uri struct {
	scheme, authority, host, path string
	opaque                        bool // nothing but a scheme and text, such as localhost:80
}

// The faults of a text that is no URI.
var (
	errScheme    = errors.New("expected a scheme's name before the colon")
	errSpecific  = errors.New("nothing follows the scheme")
	errAuthority = errors.New("no host follows the slashes")
	errCharacter = errors.New("a character that no URI has")
	errEscape    = errors.New("a percent sign without two hexadecimal digits")
)

// parseURI follows java.net.URI's parser (JDK 17, URI.Parser.parse).
func parseURI(s string) (uri, error) {
	rest, _, hasFragment := strings.Cut(s, "#")
	if hasFragment {
		if err := check(s[len(rest)+1:], uric); err != nil {
			return uri{}, err
		}
	}
	var u uri
	if i := strings.IndexAny(rest, "/?:"); i >= 0 && rest[i] == ':' {
		u.scheme = rest[:i]
		if !schemeName(u.scheme) {
			return uri{}, errScheme
		}
		rest = rest[i+1:]
		if !strings.HasPrefix(rest, "/") {
			u.opaque = true
			if rest == "" {
				return uri{}, errSpecific
			}
			return u, check(rest, uric)
		}
	}
	if after, ok := strings.CutPrefix(rest, "//"); ok {
		end := strings.IndexAny(after, "/?")
		if end < 0 {
			end = len(after)
		}
		if after == "" {
			return uri{}, errAuthority
		}
		host, err := authority(after[:end])
		if err != nil {
			return uri{}, err
		}
		u.authority, u.host, rest = after[:end], host, after[end:]
	}
	path, query, _ := strings.Cut(rest, "?")
	u.path = path
	if err := check(path, pathChars); err != nil {
		return uri{}, err
	}
	return u, check(query, uric)
}

func schemeName(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !letter(c) && (i == 0 || !digit(c) && strings.IndexByte("+-.", c) < 0) {
			return false
		}
	}
	return s != ""
}

// The characters beside letters, digits, escapes and what is no ASCII that a
// part of a URI can have.
const (
	marks     = "-_.!~*'()"
	uric      = marks + ";/?:@&=+$,[]"
	pathChars = marks + ":@&=+$,;/"
	userInfo  = marks + ";:&=+$,"
	server    = userInfo + "@[]"
	registry  = marks + "$,;:@&=+"
)

func check(s, others string) error {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '%':
			if i+2 >= len(s) || !hexadecimal(s[i+1]) || !hexadecimal(s[i+2]) {
				return errEscape
			}
			size = 3
		case r < utf8.RuneSelf && (letter(s[i]) || digit(s[i]) || strings.IndexByte(others, s[i]) >= 0):
		case r > 0x80 && !unicode.Is(unicode.Z, r) && !unicode.IsControl(r):
		default:
			return errCharacter
		}
		i += size
	}
	return nil
}

// authority gives the host of an authority, which may be none (parseAuthority).
func authority(s string) (host string, err error) {
	if s == "" {
		return "", nil // before a path, a query or a fragment
	}
	others := server
	if strings.Contains(s, "]") {
		others += "%"
	}
	serverErr, registryErr := check(s, server), check(s, registry)
	if others != server && onlyServer(s) {
		serverErr = nil
	}
	if serverErr == nil {
		if host, ok := serverHost(s); ok {
			return host, nil
		}
	}
	if registryErr != nil {
		return "", registryErr
	}
	return "", nil
}

// onlyServer reports whether a text has the characters of a server alone, a
// percent sign by itself among them.
func onlyServer(s string) bool {
	return check(strings.ReplaceAll(s, "%", "-"), server) == nil
}

// serverHost gives the host of an authority with a user and a port (parseServer).
func serverHost(s string) (host string, ok bool) {
	if i := strings.IndexByte(s, '@'); i >= 0 {
		if check(s[:i], userInfo) != nil {
			return "", false
		}
		s = s[i+1:]
	}
	rest := ""
	if strings.HasPrefix(s, "[") {
		i := strings.IndexByte(s, ']')
		if i < 0 || !ipv6(s[1:i]) {
			return "", false
		}
		host, rest = s[:i+1], s[i+1:]
	} else {
		host, rest, _ = strings.Cut(s, ":")
		if len(host) < len(s) {
			rest = ":" + rest
		}
		if !ipv4(host) && !hostName(host) {
			return "", false
		}
	}
	if rest == "" {
		return host, true
	}
	port := rest[1:]
	if rest[0] != ':' || strings.Trim(port, "0123456789") != "" || len(strings.TrimLeft(port, "0")) > 9 {
		return "", false
	}
	return host, true
}

// ipv4 reports whether a text is an address as java.net.URI reads it.
func ipv4(s string) bool {
	parts := strings.Split(s, ".")
	for _, p := range parts {
		if p == "" || strings.Trim(p, "0123456789") != "" || len(strings.TrimLeft(p, "0")) > 3 || number(p) > 255 {
			return false
		}
	}
	return len(parts) == 4
}

func number(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		n = 10*n + int(s[i]-'0')
	}
	return n
}

func ipv6(s string) bool {
	address, _, _ := strings.Cut(s, "%")
	for i := 0; i < len(address); i++ {
		if c := address[i]; !hexadecimal(c) && c != ':' && c != '.' {
			return false
		}
	}
	return strings.Contains(address, ":")
}

// hostName follows parseHostname: labels of letters, digits and inner hyphens,
// the last of which begins with a letter where there are several.
func hostName(s string) bool {
	s = strings.TrimSuffix(s, ".")
	labels := strings.Split(s, ".")
	for _, l := range labels {
		if l == "" || !alphanumeric(l[0]) || !alphanumeric(l[len(l)-1]) {
			return false
		}
		for i := 0; i < len(l); i++ {
			if !alphanumeric(l[i]) && l[i] != '-' {
				return false
			}
		}
	}
	last := labels[len(labels)-1]
	return len(labels) == 1 || letter(last[0])
}

func letter(c byte) bool       { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
func digit(c byte) bool        { return '0' <= c && c <= '9' }
func alphanumeric(c byte) bool { return letter(c) || digit(c) }
func hexadecimal(c byte) bool {
	return digit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// encodeRegion follows Region.of: everything is escaped but letters, digits and -_.~
// (utils, SdkHttpUtils.urlEncode).
func encodeRegion(s string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; alphanumeric(c) || strings.IndexByte("-_.~", c) >= 0 {
			out.WriteByte(c)
		} else {
			out.WriteString(string([]byte{'%', hex[c>>4], hex[c&15]}))
		}
	}
	return out.String()
}

// trim is String.trim.
func trim(s string) string { return strings.TrimFunc(s, func(c rune) bool { return c <= ' ' }) }

// blank follows StringUtils.isBlank: white space of any kind alone.
func blank(s string) bool {
	return strings.TrimFunc(s, func(c rune) bool {
		// Character.isWhitespace: no-break spaces are none.
		return unicode.IsSpace(c) && c != '\u00a0' && c != '\u2007' && c != '\u202f' && c != '\u0085' || '\x1c' <= c && c <= '\x1f'
	}) == ""
}
