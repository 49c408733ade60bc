package endpoint

import (
	"net/netip"
	"strconv"
	"strings"
)

// arn is what aws.parseArn gives.
type arn struct {
	partition, service, region, account string
	resource                            []string
}

func (a *arn) attr(name string) value {
	switch name {
	case "partition":
		return text(a.partition)
	case "service":
		return text(a.service)
	case "region":
		return text(a.region)
	case "accountId":
		return text(a.account)
	case "resourceId":
		return value{kind: isList, list: a.resource}
	}
	return value{}
}

func (a *arn) String() string {
	return strings.Join([]string{"arn", a.partition, a.service, a.region, a.account, strings.Join(a.resource, "/")}, ":")
}

func parseARN(s string) *arn {
	parts := strings.SplitN(s, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" || parts[1] == "" || parts[2] == "" || parts[5] == "" {
		return nil
	}
	return &arn{parts[1], parts[2], parts[3], parts[4], strings.Split(strings.ReplaceAll(parts[5], ":", "/"), "/")}
}

// URL is what the function parseURL gives.
type URL struct {
	Scheme, Authority, Path, NormalizedPath string
	IsIP                                    bool
}

func (u *URL) attr(name string) value {
	switch name {
	case "scheme":
		return text(u.Scheme)
	case "authority":
		return text(u.Authority)
	case "path":
		return text(u.Path)
	case "normalizedPath":
		return text(u.NormalizedPath)
	case "isIp":
		return boolean(u.IsIP)
	}
	return value{}
}

func (u *URL) String() string { return u.Scheme + "://" + u.Authority + u.Path }

// ParseURL takes a URL apart as Python's urllib.parse does.
func ParseURL(s string) *URL {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return r <= ' ' })
	s = strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(s)
	scheme, rest, ok := strings.Cut(s, ":")
	scheme = strings.ToLower(scheme)
	if !ok || scheme != "http" && scheme != "https" {
		return nil
	}
	u := &URL{Scheme: scheme}
	rest, _, _ = strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	if query != "" {
		return nil
	}
	if after, ok := strings.CutPrefix(rest, "//"); ok {
		u.Authority, rest = after, ""
		if i := strings.IndexByte(after, '/'); i >= 0 {
			u.Authority, rest = after[:i], after[i:]
		}
	}
	if i := strings.IndexByte(rest[strings.LastIndexByte(rest, '/')+1:], ';'); i >= 0 {
		rest = rest[:strings.LastIndexByte(rest, '/')+1+i]
	}
	u.Path = rest
	host, ok := hostOf(u.Authority)
	if !ok {
		return nil
	}
	u.NormalizedPath = string(appendEncoded(nil, withoutDots(rest), "/"))
	if !strings.HasSuffix(u.NormalizedPath, "/") {
		u.NormalizedPath += "/"
	}
	u.IsIP = looksLikeIPv4(host) || isIPv6(host)
	return u
}

// hostOf gives the host name of an authority; false when its port is none or
// a bracket is not closed.
func hostOf(authority string) (string, bool) {
	host := authority[strings.LastIndexByte(authority, '@')+1:]
	port := ""
	if strings.ContainsAny(authority, "[]") {
		_, after, opened := strings.Cut(host, "[")
		inner, after, closed := strings.Cut(after, "]")
		if !opened || !closed {
			return "", false
		}
		host = inner
		_, port, _ = strings.Cut(after, ":")
	} else {
		host, port, _ = strings.Cut(host, ":")
	}
	for i := 0; i < len(port); i++ {
		if port[i] < '0' || port[i] > '9' {
			return "", false
		}
	}
	if port != "" {
		if n, err := strconv.Atoi(port); err != nil || n > 65535 {
			return "", false
		}
	}
	return strings.ToLower(host), true
}

// withoutDots resolves "." and ".." in a path and drops repeated slashes.
func withoutDots(path string) string {
	if path == "" {
		return "/"
	}
	var kept []string
	for s := range strings.SplitSeq(path, "/") {
		switch {
		case s == "" || s == ".":
		case s == "..":
			kept = kept[:max(0, len(kept)-1)]
		default:
			kept = append(kept, s)
		}
	}
	first, last := "", ""
	if path[0] == '/' {
		first = "/"
	}
	if path[len(path)-1] == '/' && len(kept) > 0 {
		last = "/"
	}
	return first + strings.Join(kept, "/") + last
}

// looksLikeIPv4 takes four groups of up to three digits, whatever their value.
func looksLikeIPv4(s string) bool {
	groups, digits := 1, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if digits++; digits > 3 {
				return false
			}
		case c == '.' && digits > 0:
			groups++
			digits = 0
		default:
			return false
		}
	}
	return groups == 4 && digits > 0
}

func isIPv6(host string) bool {
	if !strings.Contains(host, ":") {
		return false
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Is6()
}

// validHostLabel is RFC 1123's label; with subdomains, several between dots.
func validHostLabel(s string, subdomains bool) bool {
	if subdomains {
		for label := range strings.SplitSeq(s, ".") {
			if !validHostLabel(label, false) {
				return false
			}
		}
		return true
	}
	if len(s) == 0 || len(s) > 63 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

// virtualHostable reports whether a bucket may stand in a host name, as a whole or
// with each of its labels.
func virtualHostable(bucket string, subdomains, eachLabel bool) bool {
	if eachLabel && subdomains {
		for label := range strings.SplitSeq(bucket, ".") {
			if len(label) < 3 {
				return false
			}
		}
	}
	if len(bucket) < 3 || looksLikeIPv4(bucket) || !validHostLabel(bucket, subdomains) {
		return false
	}
	return strings.ToLower(bucket) == bucket
}

// substring gives a part of an ASCII string; counted from the end, with
// reverse.
func substring(s string, start, stop int, reverse bool) (string, bool) {
	if start < 0 || start >= stop || len(s) < stop {
		return "", false
	}
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return "", false
		}
	}
	if reverse {
		start, stop = len(s)-stop, len(s)-start
	}
	return s[start:stop], true
}

// split cuts a string at every delimiter, into no more parts than limit where
// that is not 0.
func split(s, delimiter string, limit int) []string {
	switch {
	case delimiter == "":
		return []string{s}
	case limit <= 0:
		return strings.Split(s, delimiter)
	}
	return strings.SplitN(s, delimiter, limit)
}

const upperHex = "0123456789ABCDEF"

// appendEncoded percent-encodes everything but unreserved characters and those
// that are safe.
func appendEncoded(dst []byte, s, safe string) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~' || strings.IndexByte(safe, c) >= 0 {
			dst = append(dst, c)
			continue
		}
		dst = append(dst, '%', upperHex[c>>4], upperHex[c&15])
	}
	return dst
}
