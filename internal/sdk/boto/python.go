package boto

import (
	"errors"
	"net/netip"
	"strings"
	"unicode"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// What Python's own functions make of texts, where botocore and the AWS CLI
// leave it to them.

// pyInt is int(text): white space around it, a sign, decimal digits of any
// script, single underscores between digits. The digits come back in canonical
// form, of any length.
func pyInt(text string) (string, bool) {
	s := strings.TrimFunc(text, sharedfile.PythonSpace)
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = "-"
		}
		s = s[1:]
	}
	var digits []byte
	after := false // a digit came before
	for _, r := range s {
		d := pyDigit(r)
		switch {
		case d >= 0:
			digits = append(digits, '0'+byte(d))
			after = true
		case r == '_' && after:
			after = false
		default:
			return "", false
		}
	}
	if !after || len(digits) > 4300 { // sys.int_info.default_max_str_digits
		return "", false
	}
	canonical := strings.TrimLeft(string(digits), "0")
	if canonical == "" {
		return "0", true
	}
	return sign + canonical, true
}

// pyDigit is the value of a decimal digit, or -1.
func pyDigit(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case r < 0x80 || !unicode.Is(unicode.Nd, r):
		return -1
	}
	for _, span := range unicode.Nd.R16 {
		if rune(span.Lo) <= r && r <= rune(span.Hi) {
			return int(r-rune(span.Lo)) % 10
		}
	}
	for _, span := range unicode.Nd.R32 {
		if rune(span.Lo) <= r && r <= rune(span.Hi) {
			return int(r-rune(span.Lo)) % 10
		}
	}
	return -1
}

// pyBelow reports whether a canonical integer is less than a small one.
func pyBelow(canonical string, limit int) bool {
	if strings.HasPrefix(canonical, "-") {
		return true
	}
	if len(canonical) > 9 {
		return false
	}
	n := 0
	for _, c := range []byte(canonical) {
		n = 10*n + int(c-'0')
	}
	return n < limit
}

// pyWords is shlex.split: the words of a POSIX shell, no comments.
func pyWords(s string) ([]string, error) {
	var words []string
	var word strings.Builder
	started := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case ' ', '\t', '\r', '\n':
			if started {
				words = append(words, word.String())
				word.Reset()
				started = false
			}
		case '\\':
			if i++; i == len(s) {
				return nil, errors.New("nothing stands after the last backslash")
			}
			started = true
			word.WriteByte(s[i])
		case '\'', '"':
			started = true
			for i++; ; i++ {
				if i == len(s) {
					return nil, errors.New("a quote is not closed")
				}
				if s[i] == c {
					break
				}
				if s[i] == '\\' && c == '"' {
					if i++; i == len(s) {
						return nil, errors.New("nothing stands after the last backslash")
					}
					if s[i] != '\\' && s[i] != '"' {
						word.WriteByte('\\')
					}
				}
				word.WriteByte(s[i])
			}
		default:
			started = true
			word.WriteByte(c)
		}
	}
	if started {
		words = append(words, word.String())
	}
	return words, nil
}

// pyExpandVars is os.path.expandvars: $NAME and ${NAME} where there is such a
// variable; others stay.
func pyExpandVars(r *resolve.Run, path string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(path, '$')
		if i < 0 || i+1 == len(path) {
			break
		}
		name, end := "", i+1
		if path[end] == '{' {
			n := strings.IndexByte(path[end:], '}')
			if n < 0 {
				b.WriteString(path[:end])
				path = path[end:]
				continue
			}
			name, end = path[end+1:end+n], end+n+1
		} else {
			for end < len(path) && wordByte(path[end]) {
				end++
			}
			name = path[i+1 : end]
		}
		v, ok := r.Env.Lookup(name)
		if name == "" || !ok {
			b.WriteString(path[:end])
		} else {
			b.WriteString(path[:i])
			b.WriteString(v.Value)
		}
		path = path[end:]
	}
	b.WriteString(path)
	return b.String()
}

func wordByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// pyExpandUser is os.path.expanduser. Another account's home (~name) is not
// looked up here; such a path stays as it is.
func pyExpandUser(r *resolve.Run, path string) string {
	if path == "" || path[0] != '~' {
		return path
	}
	rest := path[1:]
	if rest != "" && rest[0] != '/' && (r.Env.OS != "windows" || rest[0] != '\\') {
		return path
	}
	name := "HOME"
	if r.Env.OS == "windows" {
		name = "USERPROFILE"
	}
	v, ok := r.Env.Lookup(name)
	home := v.Value
	if !ok {
		if home = r.Env.AccountHome(); home == "" {
			return path
		}
	}
	if path = strings.TrimRight(home, "/") + rest; path == "" {
		return "/"
	}
	return path
}

// pySplitURL is the scheme and the hostname of urlsplit(url); false where
// urlsplit refuses the URL.
func pySplitURL(url string) (scheme, host string, ok bool) {
	url = strings.TrimLeftFunc(url, func(r rune) bool { return r <= ' ' })
	url = strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(url)
	if i := strings.IndexByte(url, ':'); i > 0 && pyScheme(url[:i]) {
		scheme, url = strings.ToLower(url[:i]), url[i+1:]
	}
	rest, slashes := strings.CutPrefix(url, "//")
	if !slashes {
		return scheme, "", true
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	if strings.Contains(rest, "[") != strings.Contains(rest, "]") {
		return "", "", false
	}
	host = rest[strings.LastIndexByte(rest, '@')+1:]
	if _, bracketed, ok := strings.Cut(host, "["); ok {
		host, _, _ = strings.Cut(bracketed, "]")
	} else {
		host, _, _ = strings.Cut(host, ":")
	}
	return scheme, strings.ToLower(host), true
}

func pyScheme(s string) bool {
	for i, c := range []byte(s) {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || !(wordByte(c) && c != '_') && c != '+' && c != '-' && c != '.') {
			return false
		}
	}
	return true
}

// pyEndpoint reports whether botocore takes a text for an endpoint: it has a host
// of letters, digits and hyphens, or one that is an IPv6 address
// (utils.py, is_valid_endpoint_url and is_valid_ipv6_endpoint_url).
func pyEndpoint(url string) bool {
	if strings.ContainsAny(url, "\t\r\n") {
		return false
	}
	_, host, ok := pySplitURL(url)
	if !ok || host == "" {
		return false
	}
	if strings.Contains(host, ":") {
		ip, err := netip.ParseAddr(host)
		return err == nil && ip.Is6()
	}
	if len(host) > 255 {
		return false
	}
	for _, label := range strings.Split(strings.TrimSuffix(host, "."), ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, c := range []byte(label) {
			if c != '-' && (c == '_' || !wordByte(c)) {
				return false
			}
		}
	}
	return true
}

// pyRegion reports whether botocore takes a text for a region: a host label
// (utils.py, validate_region_name). An empty one passes.
func pyRegion(region string) bool {
	region = strings.TrimSuffix(region, "\n") // $ matches before it
	if len(region) > 63 || strings.HasPrefix(region, "-") || strings.HasSuffix(region, "-") {
		return false
	}
	number := region != ""
	for _, c := range []byte(region) {
		if c != '-' && (c == '_' || !wordByte(c)) {
			return false
		}
		number = number && '0' <= c && c <= '9'
	}
	return !number
}
