package redact

import (
	"strings"
)

// Names whose values are secret, in lower case: of headers and of query
// parameters. They are session tokens, tokens of sign-on, and the keys that
// customers encrypt objects with.
var (
	SecretParams = []string{"x-amz-security-token", "securitytoken", "x-amz-s3session-token", "x-amz-sso_bearer_token",
		"x-amz-server-side-encryption-customer-key", "x-amz-copy-source-server-side-encryption-customer-key"}
	SecretHeaders = append([]string{"cookie", "set-cookie", "proxy-authorization", "x-api-key"}, SecretParams...)
)

// Named hides what stands behind the names of secrets: of headers, "NAME:value",
// to the end of the line, and of parameters, "NAME=value", to the end of the
// parameter.
func Named(s string, names []string, sign byte) string {
	if strings.IndexByte(s, sign) < 0 {
		return s
	}
	ends := "\n"
	if sign == '=' {
		ends = "& \n\"'"
	}
	lower := asciiLower(s)
	for _, name := range names {
		for from := 0; ; {
			i := strings.Index(lower[from:], name)
			if i < 0 {
				break
			}
			at := from + i + len(name)
			from = at
			if at >= len(s) || s[at] != sign || at > len(name) && isWord(lower[at-len(name)-1]) {
				continue
			}
			start, end := at+1, len(s)
			for start < end && s[start] == ' ' {
				start++
			}
			if j := strings.IndexAny(s[start:], ends); j >= 0 {
				end = start + j
			}
			if start == end {
				continue
			}
			s, lower = s[:start]+Stars+s[end:], lower[:start]+Stars+lower[end:]
			from = start + len(Stars)
		}
	}
	return s
}

// Segments hides the segments of paths that are one of these texts.
func Segments(s string, texts []string) string {
	var found []span
	for _, text := range texts {
		for from := 0; text != ""; {
			i := strings.IndexByte(s[from:], '/')
			if i < 0 {
				break
			}
			from += i + 1
			end := len(s)
			if strings.HasPrefix(s[from:], text) { // as it stands, with slashes in it
				end = from + len(text)
			} else if j := strings.IndexAny(s[from:], "/?# \n\"'"); j >= 0 {
				end = from + j
			}
			if end < len(s) && strings.IndexByte("/?# \n\"'", s[end]) < 0 {
				continue
			}
			if segment := s[from:end]; segment == text || strings.IndexByte(segment, '%') >= 0 && unescaped(segment) == text {
				found = append(found, span{from, end})
			}
		}
	}
	return mask(s, found)
}

// Passwords hides those of URLs: "https://user:password@host".
func Passwords(s string) string {
	for from := 0; ; {
		i := strings.Index(s[from:], "://")
		if i < 0 {
			return s
		}
		from += i + len("://")
		end := len(s)
		if j := strings.IndexAny(s[from:], "/?# \n\"'"); j >= 0 {
			end = from + j
		}
		user, _, ok := strings.Cut(s[from:end], ":")
		at := strings.LastIndexByte(s[from:end], '@')
		if start := from + len(user) + 1; ok && start < from+at {
			s = s[:start] + Stars + s[from+at:]
		}
	}
}

// asciiLower keeps every byte in its place, as strings.ToLower does not.
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// isWord reports whether a byte of a lower-case text can be of a name.
func isWord(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_' }
