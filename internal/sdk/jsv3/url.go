package jsv3

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// webURL is a URL as JavaScript's URL takes it apart, by the WHATWG standard.
// Names that are not ASCII are kept as they are.
type webURL struct {
	scheme string
	host   string // IPv6 addresses in brackets
	port   string // empty for the scheme's own
	path   string
	query  string // with its question mark
}

func (u webURL) hostPort() string {
	if u.port == "" {
		return u.host
	}
	return u.host + ":" + u.port
}

func (u webURL) String() string { return u.scheme + "://" + u.hostPort() + u.path + u.query }

func defaultPort(scheme string) (port string, special bool) {
	switch scheme {
	case "http", "ws":
		return "80", true
	case "https", "wss":
		return "443", true
	case "ftp":
		return "21", true
	}
	return "", false
}

// IsURL reports whether a text is an absolute URL by the WHATWG standard, which other
// libraries follow too.
func IsURL(text string) bool {
	_, ok := parseURL(text)
	return ok
}

// parseURL parses an absolute URL.
func parseURL(text string) (u webURL, ok bool) {
	text = strings.TrimFunc(text, func(c rune) bool { return c <= ' ' })
	text = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(text)
	scheme, rest, found := strings.Cut(text, ":")
	if !found || !isScheme(scheme) {
		return u, false
	}
	u.scheme = strings.ToLower(scheme)
	rest, _, _ = strings.Cut(rest, "#")
	rest, query, asked := strings.Cut(rest, "?")
	if asked && query != "" {
		u.query = "?" + query
	}
	own, special := defaultPort(u.scheme)
	if special {
		rest = strings.ReplaceAll(rest, `\`, "/")
		rest = "//" + strings.TrimLeft(rest, "/")
	}
	authority, hierarchical := strings.CutPrefix(rest, "//")
	if !hierarchical {
		u.path = rest
		return u, true
	}
	path := ""
	if i := strings.IndexByte(authority, '/'); i >= 0 {
		authority, path = authority[:i], authority[i:]
	}
	authority = authority[strings.LastIndexByte(authority, '@')+1:]
	host := authority
	if i := strings.LastIndexByte(authority, ':'); i > strings.LastIndexByte(authority, ']') {
		host, u.port = authority[:i], authority[i+1:]
		if host == "" && u.port != "" {
			return u, false
		}
	}
	if u.port != "" {
		n, err := strconv.ParseUint(u.port, 10, 16)
		if err != nil {
			return u, false
		}
		if u.port = strconv.FormatUint(n, 10); u.port == own {
			u.port = ""
		}
	}
	if u.host, ok = parseHost(host, special); !ok {
		return u, false
	}
	u.path = parsePath(path, special)
	return u, true
}

func isScheme(s string) bool {
	for i, c := range []byte(s) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || !('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.')) {
			return false
		}
	}
	return s != ""
}

// parseHost is the standard's host parser.
func parseHost(host string, special bool) (string, bool) {
	if inner, ok := strings.CutPrefix(host, "["); ok {
		inner, closed := strings.CutSuffix(inner, "]")
		ip, err := netip.ParseAddr(inner)
		if !closed || err != nil || !ip.Is6() || ip.Zone() != "" {
			return "", false
		}
		return "[" + ip.String() + "]", true
	}
	if !special {
		return host, !strings.ContainsAny(host, "\x00 <>[\\]^|")
	}
	plain, err := url.PathUnescape(host)
	if err != nil {
		return "", false
	}
	host = strings.ToLower(plain)
	if host == "" || strings.ContainsAny(host, "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f #%/:<>?@[\\]^|") {
		return "", false
	}
	parts := strings.Split(host, ".")
	if n := len(parts); n > 1 && parts[n-1] == "" {
		parts = parts[:n-1]
	}
	if last := parts[len(parts)-1]; last != "" && strings.Trim(last, "0123456789") == "" || numberPart(last) >= 0 {
		return ipv4(parts)
	}
	return host, true
}

// ipv4 reads an address of one to four numbers, the last of which fills what
// the others leave.
func ipv4(parts []string) (string, bool) {
	if len(parts) > 4 {
		return "", false
	}
	var address uint64
	for i, part := range parts {
		n := numberPart(part)
		if n < 0 || i < len(parts)-1 && n > 255 {
			return "", false
		}
		if i < len(parts)-1 {
			address |= uint64(n) << (8 * (3 - i))
			continue
		}
		if n >= 1<<(8*(5-len(parts))) {
			return "", false
		}
		address |= uint64(n)
	}
	return netip.AddrFrom4([4]byte{byte(address >> 24), byte(address >> 16), byte(address >> 8), byte(address)}).String(), true
}

// numberPart reads a part of an address in decimal, octal or hexadecimal; -1
// where it is no number.
func numberPart(s string) int64 {
	base := 10
	switch {
	case s == "":
		return -1
	case strings.HasPrefix(s, "0x"):
		if s, base = s[2:], 16; s == "" {
			return 0
		}
	case len(s) > 1 && s[0] == '0':
		s, base = s[1:], 8
	}
	n, err := strconv.ParseUint(s, base, 40)
	if err != nil {
		return -1
	}
	return int64(n)
}

// parsePath takes dot segments out.
func parsePath(path string, special bool) string {
	if path == "" {
		if special {
			return "/"
		}
		return ""
	}
	var kept []string
	segments := strings.Split(path[1:], "/")
	for i, s := range segments {
		last := i == len(segments)-1
		switch strings.ReplaceAll(strings.ToLower(s), "%2e", ".") {
		case ".":
			if last {
				kept = append(kept, "")
			}
		case "..":
			if len(kept) > 0 {
				kept = kept[:len(kept)-1]
			}
			if last {
				kept = append(kept, "")
			}
		default:
			kept = append(kept, escape(s))
		}
	}
	return "/" + strings.Join(kept, "/")
}

// escape escapes what may not stand in a path.
func escape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"#<>?`{}^", c) >= 0 {
			b.WriteString("%" + strings.ToUpper(strconv.FormatUint(uint64(c)|0x100, 16)[1:]))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
