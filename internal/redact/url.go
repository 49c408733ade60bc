package redact

import (
	"net/url"
	"strings"
)

// urlSpans finds the passwords and tokens of URLs that stand in a text, each up
// to the first blank or quote.
func urlSpans(s string) []span {
	var found []span
	for from := 0; ; {
		i := strings.Index(s[from:], ":/")
		if i < 0 {
			return found
		}
		at := from + i
		from = at + 2
		start := at
		for start > 0 && isAlnum(s[start-1]) {
			start--
		}
		if start == at {
			continue // no scheme
		}
		end := len(s)
		if j := strings.IndexAny(s[from:], " \t\r\n\"'<>`"); j >= 0 {
			end = from + j
		}
		found = append(found, moved(urlValue(s[start:end]), start)...)
		from = end
	}
}

// urlValue finds the password and the tokens of a text that is one URL, or is
// meant as one: without a scheme, with one slash, with blanks in the password.
func urlValue(s string) []span {
	if strings.HasPrefix(s, "arn:") {
		return nil
	}
	head := schemeOf(s)
	var found []span
	rest := s[head:]
	at := passwordEnd(rest, head > 0)
	if at < 0 && head > 0 {
		if p := noPort(rest); p >= 0 {
			return append(found, span{head + p, len(s)})
		}
	}
	if at >= 0 {
		user, _, has := strings.Cut(rest[:at], ":")
		switch {
		case has:
			found = append(found, span{head + len(user) + 1, head + at})
		case !profileName(user) && strengthOf(user) != ordinary && steps(user) >= 2:
			found = append(found, span{head, head + at})
		}
	}
	after := head + max(at, 0)
	if p := hook(s[after:]); p >= 0 && head > 0 {
		found = append(found, span{after + p, len(s)})
	}
	return append(found, moved(paramSpans(s[after:]), after)...)
}

// hook gives the place of what nobody can guess in the address of a webhook, whose path
// is all that is asked for there; -1 where there is none.
func hook(s string) int {
	i := strings.IndexByte(s, '/')
	if i < 0 {
		return -1
	}
	at := -1
	for _, dir := range [...]string{"/webhooks/", "/webhook/", "/services/"} {
		if j := strings.Index(s[i:], dir); j >= 0 && (dir != "/services/" || strings.Contains(s[:i], "hooks.")) {
			at = i + j + len(dir)
			break
		}
	}
	if at < 0 && strings.Contains(s[:i], "hooks.") {
		at = strings.LastIndexByte(strings.TrimRight(s, "/"), '/') + 1
	}
	if at < 0 {
		return -1
	}
	if rest, _, _ := strings.Cut(s[at:], "?"); len(rest) < 16 || steps(rest) < fewSteps {
		return -1
	}
	return at
}

// noPort gives the place of what stands where a port belongs and is none, -1
// where there is nothing like that: "https://user:password", whose host was forgotten.
func noPort(s string) int {
	end := len(s)
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		end = i
	}
	i := strings.LastIndexByte(s[:end], ':')
	if i < 0 || strings.HasPrefix(s, "[") || strengthOf(s[i+1:end]) == ordinary && !looksMade(s[i+1:]) {
		return -1
	}
	return i + 1
}

// schemeOf gives the length of a URL's scheme and slashes, 0 where there is none.
func schemeOf(s string) int {
	if strings.HasPrefix(s, "//") {
		return len("//")
	}
	i := strings.IndexByte(s, ':')
	if i <= 0 || !strings.HasPrefix(s[i:], ":/") {
		return 0
	}
	for _, c := range []byte(s[:i]) {
		if !isAlnum(c) && strings.IndexByte("+.-", c) < 0 {
			return 0
		}
	}
	i++
	for i < len(s) && s[i] == '/' {
		i++
	}
	return i
}

// passwordEnd gives the place of the @ that ends the part of user and password,
// -1 where there is none. Passwords are written with every sign there is, so
// that it is the last @ before what looks like a host.
func passwordEnd(s string, scheme bool) int {
	at := strings.LastIndexByte(s, '@')
	for ; at >= 0; at = strings.LastIndexByte(s[:at], '@') {
		if hostFollows(s[at+1:]) {
			break
		}
	}
	if at < 0 {
		return -1
	}
	user, password, has := strings.Cut(s[:at], ":")
	if !scheme && (strings.Contains(s[:at], `":`) || strings.Contains(s[:at], `","`)) {
		return -1 // members of JSON, and a mail address
	}
	if i := strings.IndexAny(user, "/?# \t"); i >= 0 && (has || strings.Contains(user[:i], ".") || !random(user) || steps(user) < 6) || !has && !scheme || user == "" && !has {
		return -1 // the @ is of the path, or of a mail address
	}
	if port := strings.TrimLeft(password, "0123456789"); has && port != password && (strings.HasPrefix(port, "/") || strings.HasPrefix(port, "?")) {
		return -1 // "host:80/path@2"
	}
	return at
}

func hostFollows(s string) bool {
	if s == "" {
		return false
	}
	c := s[0]
	return isAlnum(c) || c == '[' || c == '-' || c == '_' || c >= 0x80
}

// paramSpans finds the tokens among a URL's parameters: of the query, of the
// fragment and of segments of the path. A name may be encoded.
func paramSpans(s string) []span {
	if i := strings.IndexAny(s, " \t\r\n"); i >= 0 {
		s = s[:i]
	}
	i := strings.IndexAny(s, "?#;")
	if i < 0 {
		return nil
	}
	var found []span
	for at := i + 1; at < len(s); {
		end := len(s)
		if j := strings.IndexAny(s[at:], "&;?#"); j >= 0 {
			end = at + j
		}
		name, _, has := strings.Cut(s[at:end], "=")
		switch {
		case has && (QueryName(unescaped(name)) || len(name) > maxName):
			found = append(found, span{at + len(name) + 1, end})
		case has && random(unescaped(s[at+len(name)+1:end])) && steps(s[at+len(name)+1:end]) >= 6:
			found = append(found, span{at + len(name) + 1, end})
		case !has && strengthOf(unescaped(name)) != ordinary && steps(unescaped(name)) >= 3:
			found = append(found, span{at, end}) // a token alone
		}
		at = end + 1
	}
	return found
}

// unescaped decodes a part of a URL as often as it is encoded.
func unescaped(s string) string {
	for range 3 {
		if strings.IndexByte(s, '%') < 0 {
			break
		}
		once, err := url.QueryUnescape(s)
		if err != nil {
			break
		}
		s = once
	}
	return s
}
