package spec

import (
	"errors"
	"strings"
)

// uri is a URI as the Rust SDK's http library takes it apart (http 1,
// uri/mod.rs). path has the query too, and no fragment.
type uri struct{ scheme, authority, host, path string }

func (u uri) String() string {
	s := u.authority
	if u.scheme != "" {
		s = u.scheme + "://" + s
	}
	if !strings.HasPrefix(u.path, "/") {
		s += "/"
	}
	return s + u.path
}

var (
	errEmptyURI     = errors.New("empty string")
	errURICharacter = errors.New("invalid uri character")
	errURIFormat    = errors.New("invalid format")
	errURIAuthority = errors.New("invalid authority")
	errURIScheme    = errors.New("it has no scheme, such as http")
)

// Absolute takes a URI apart that has a scheme and an authority, as parseURI does;
// path has the query too.
func Absolute(s string) (scheme, authority, path string, err error) {
	u, err := parseURI(s)
	if err == nil && u.scheme == "" {
		err = errURIScheme
	}
	return u.scheme, u.authority, u.path, err
}

// parseURI takes a path, an authority, or a scheme and an authority with or
// without a path (Uri::from_shared, parse_full).
func parseURI(s string) (uri, error) {
	switch {
	case s == "":
		return uri{}, errEmptyURI
	case s == "*":
		return uri{path: s}, nil
	case s[0] == '/':
		path, err := uriPath(s)
		return uri{path: path}, err
	}
	u := uri{}
	rest := s
	if i := strings.Index(s, "://"); i >= 0 && len(s) > len("://") && scheme(s[:i]) {
		u.scheme, rest = s[:i], s[i+len("://"):]
		if lower := lowerASCII(u.scheme); lower == "http" || lower == "https" {
			u.scheme = lower
		}
	}
	end, err := authority(rest)
	switch {
	case err != nil:
		return u, err
	case u.scheme == "" && end < len(rest), end == 0:
		return u, errURIFormat
	}
	u.authority = rest[:end]
	u.host = hostOf(u.authority)
	u.path, err = uriPath(rest[end:])
	return u, err
}

func scheme(s string) bool {
	for i := 0; i < len(s); i++ {
		if b := s[i]; !letterASCII(b) && !('0' <= b && b <= '9') && b != '+' && b != '-' && b != '.' {
			return false
		}
	}
	return len(s) <= 64
}

// authority gives where the authority at the beginning of a text ends
// (authority.rs, parse): a percent sign may stand before an @ or in brackets
// alone, and of brackets there is one pair.
func authority(s string) (end int, err error) {
	colons, open, closed, percent, at := 0, false, false, false, -1
	for end = 0; end < len(s) && s[end] != '/' && s[end] != '?' && s[end] != '#'; end++ {
		switch b := s[end]; {
		case b == ':':
			if colons++; colons > 8 {
				return 0, errURIAuthority
			}
		case b == '[':
			if percent || open {
				return 0, errURIAuthority
			}
			open = true
		case b == ']':
			if !open || closed {
				return 0, errURIAuthority
			}
			closed, colons, percent = true, 0, false
		case b == '@':
			at, colons, percent = end, 0, false
		case b == '%':
			percent = true
		case !letterASCII(b) && !('0' <= b && b <= '9') && strings.IndexByte("-._~!$&'()*+,;=", b) < 0:
			return 0, errURICharacter
		}
	}
	if open != closed || colons > 1 || percent || end > 0 && at == end-1 {
		return 0, errURIAuthority
	}
	return end, nil
}

// hostOf gives the host of an authority, with the brackets of an IPv6 address.
func hostOf(authority string) string {
	host := authority[strings.LastIndexByte(authority, '@')+1:]
	if strings.HasPrefix(host, "[") {
		if i := strings.IndexByte(host, ']'); i >= 0 {
			return host[:i+1]
		}
	}
	host, _, _ = strings.Cut(host, ":")
	return host
}

// uriPath checks a path with its query, and drops a fragment (path.rs, from_shared).
func uriPath(s string) (string, error) {
	s, _, _ = strings.Cut(s, "#")
	query := false
	for i := 0; i < len(s); i++ {
		b := s[i]
		switch {
		case b == '?':
			query = true
		case b <= ' ', b == '<', !query && (b == '>' || b == '`'), query && b == '"':
			return "", errURICharacter
		}
	}
	return s, nil
}
