// Package redact keeps secrets out of what is printed: secret keys and tokens,
// passwords in URLs, arguments of command lines. It works on the text itself,
// so that a secret in a place where none belongs is hidden too.
package redact

import "strings"

// Stars stand for what is hidden.
const Stars = "********"

// SecretName tells whether a key or variable of this name holds a secret. Names
// with a slip of the pen count, since their values are no less secret.
func SecretName(name string) bool {
	n := strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	switch {
	case strings.HasSuffix(n, "_file"), strings.HasSuffix(n, "_expiration"), strings.HasSuffix(n, "_expires"):
		return false
	}
	for _, word := range []string{"secret", "token", "passw", "private", "apikey", "api_key"} {
		if strings.Contains(n, word) {
			return true
		}
	}
	for _, known := range []string{"aws_secret_access_key", "aws_session_token"} {
		if d := len(n) - len(known); d >= -3 && d <= 3 && near(n, known) {
			return true
		}
	}
	return false
}

// near tells whether two words share most of their pairs of letters.
func near(a, b string) bool {
	same := 0
	for i := 0; i+2 <= len(a); i++ {
		if strings.Contains(b, a[i:i+2]) {
			same++
		}
	}
	return same*4 >= (len(b)-1)*3
}

// Value hides what is secret in the value of a key or variable.
func Value(name, value string) string {
	switch {
	case value == "":
		return ""
	case SecretName(name):
		return Stars
	case strings.EqualFold(name, "credential_process"):
		return Command(value)
	case strings.EqualFold(name, "aws_access_key_id"), strings.EqualFold(name, "AWS_ACCESS_KEY_ID"), strings.EqualFold(name, "AWS_ACCESS_KEY"):
		return KeyID(value)
	}
	return Text(value)
}

// KeyID gives an access key id back, unless a secret key was put in its place.
func KeyID(id string) string {
	known := strings.HasPrefix(id, "AKIA") || strings.HasPrefix(id, "ASIA")
	if !known && len(id) >= 30 && (strings.ContainsAny(id, "+/=") || random(id)) {
		return Stars
	}
	return Text(id)
}

// Text hides passwords of URLs and lines such as `aws_secret_access_key = …`
// anywhere in a text.
func Text(s string) string {
	if !strings.ContainsAny(s, "=:@\n") {
		return s
	}
	if strings.Contains(s, "://") {
		s = urls(s)
	}
	if !strings.ContainsAny(s, "=:") {
		return s
	}
	lines := strings.SplitAfter(s, "\n")
	for i, line := range lines {
		lines[i] = Line(line)
	}
	return strings.Join(lines, "")
}

// Line hides the value of a line of a shared config file when its key says
// that it is secret, and what Text hides elsewhere in it.
func Line(line string) string {
	i := strings.IndexAny(line, "=:")
	if i < 0 {
		return line
	}
	key := strings.Trim(line[:i], " \t\"'#;{,")
	rest := line[i+1:]
	value := strings.TrimSpace(rest)
	if value == "" {
		return line
	}
	switch {
	case SecretName(key) && !strings.ContainsAny(key, " \t"):
		return strings.Replace(line, value, Stars, 1)
	case strings.EqualFold(key, "credential_process"):
		return strings.Replace(line, value, Command(value), 1)
	}
	return line
}

// urls hides the password of every URL in a text, and query parameters that
// are named as secrets.
func urls(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "://")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		i += len("://")
		b.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexAny(s, " \t\r\n\"'<>`")
		if end < 0 {
			end = len(s)
		}
		b.WriteString(url(s[:end]))
		s = s[end:]
	}
}

func url(u string) string {
	host := u
	if i := strings.IndexAny(u, "/?#"); i >= 0 && !strings.Contains(u[i:], "@") {
		host = u[:i]
	}
	rest := u[len(host):]
	if at := strings.LastIndexByte(host, '@'); at >= 0 {
		user, _, has := strings.Cut(host[:at], ":")
		if has {
			host = user + ":" + Stars + host[at:]
		} else if random(user) {
			host = Stars + host[at:]
		}
	}
	path, query, has := strings.Cut(rest, "?")
	if !has {
		return host + rest
	}
	params := strings.Split(query, "&")
	for i, p := range params {
		if name, _, ok := strings.Cut(p, "="); ok && (SecretName(name) || strings.EqualFold(name, "X-Amz-Signature")) {
			params[i] = name + "=" + Stars
		}
	}
	return host + path + "?" + strings.Join(params, "&")
}

// random tells whether a word looks made by a machine: long, with digits and
// letters of both cases.
func random(s string) bool {
	if len(s) < 16 {
		return false
	}
	var upper, lower, digit bool
	for _, c := range []byte(s) {
		upper = upper || 'A' <= c && c <= 'Z'
		lower = lower || 'a' <= c && c <= 'z'
		digit = digit || '0' <= c && c <= '9'
	}
	return upper && lower && digit
}
