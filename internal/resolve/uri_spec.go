package resolve

import (
	"errors"
	"strings"
)

// uriSpec is a URI as the Rust SDK's http library takes it apart (http 0.2.12,
// uri/mod.rs). path has the query too, and no fragment.
type uriSpec struct{ scheme, authority, host, path string }

func (u uriSpec) String() string {
	s := u.authority
	if u.scheme != "" {
		s = u.scheme + "://" + s
	}
	if !strings.HasPrefix(u.path, "/") && u.path != "" {
		s += "/"
	} else if u.path == "" {
		s += "/"
	}
	return s + u.path
}

var (
	errEmptyURI     = errors.New("empty string")
	errURICharacter = errors.New("invalid uri character")
	errURIFormat    = errors.New("invalid format")
)

// parseURISpec takes a path, an authority, or a scheme and an authority with or
// without a path.
func parseURISpec(s string) (uriSpec, error) {
	switch {
	case s == "":
		return uriSpec{}, errEmptyURI
	case s == "*":
		return uriSpec{path: s}, nil
	case s[0] == '/':
		path, err := uriPath(s)
		return uriSpec{path: path}, err
	}
	u := uriSpec{}
	rest := s
	if i := strings.Index(s, "://"); i > 0 && schemeSpec(s[:i]) {
		u.scheme, rest = s[:i], s[i+len("://"):]
		if lower := lowerASCII(u.scheme); lower == "http" || lower == "https" {
			u.scheme = lower
		}
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	u.authority = rest[:end]
	u.host = hostOfSpec(u.authority)
	switch {
	case !authoritySpec(u.authority):
		return u, errURICharacter
	case u.scheme == "" && end < len(rest), u.authority == "", u.host == "":
		return u, errURIFormat
	}
	path, err := uriPath(rest[end:])
	u.path = path
	return u, err
}

func schemeSpec(s string) bool {
	for i := 0; i < len(s); i++ {
		if b := s[i]; !letterASCII(b) && !('0' <= b && b <= '9') && b != '+' && b != '-' && b != '.' {
			return false
		}
	}
	return len(s) <= 64
}

func authoritySpec(s string) bool {
	for i := 0; i < len(s); i++ {
		if b := s[i]; !letterASCII(b) && !('0' <= b && b <= '9') && strings.IndexByte("-._~!$&'()*+,;=:@[]%", b) < 0 {
			return false
		}
	}
	return true
}

// hostOfSpec gives the host of an authority, with the brackets of an IPv6 address.
func hostOfSpec(authority string) string {
	host := authority[strings.LastIndexByte(authority, '@')+1:]
	if strings.HasPrefix(host, "[") {
		if i := strings.IndexByte(host, ']'); i >= 0 {
			return host[:i+1]
		}
		return ""
	}
	host, _, _ = strings.Cut(host, ":")
	return host
}

// uriPath checks a path with its query, and drops a fragment.
func uriPath(s string) (string, error) {
	s, _, _ = strings.Cut(s, "#")
	query := false
	for i := 0; i < len(s); i++ {
		b := s[i]
		query = query || b == '?'
		if b <= ' ' || b == 0x7f || b == '<' || b == '>' || b == '`' && !query {
			return "", errURICharacter
		}
	}
	return s, nil
}
