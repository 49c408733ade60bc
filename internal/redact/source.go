package redact

import "strings"

// Source hides what may be secret in a line of a shared file, however wrong it
// is: after a shell's command, in JSON, in the place of another key, or alone.
func Source(line string) string {
	i := strings.IndexAny(line, "=:")
	key := line
	if i >= 0 {
		key = line[:i]
	}
	if at := afterSecretName(key); at >= 0 {
		return hideFrom(line, at)
	}
	if i < 0 {
		return machineMade(line)
	}
	value := strings.TrimSpace(line[i+1:])
	if rest, ok := cutFold(strings.TrimSpace(key), "$env"); ok && rest == "" {
		return line[:i+1] + Source(line[i+1:])
	}
	if value != "" && strings.EqualFold(strings.TrimSpace(key), "credential_process") {
		return strings.Replace(line, value, Command(value), 1)
	}
	return machineMade(Text(line))
}

// afterSecretName gives the end of the first word that is the name of a secret,
// -1 where none is.
func afterSecretName(key string) int {
	at := 0
	for _, w := range strings.Fields(key) {
		at += strings.Index(key[at:], w) + len(w)
		if SecretName(strings.Trim(w, "\"'#;{,")) {
			return at
		}
	}
	return -1
}

// hideFrom hides what follows a place, but for the delimiter.
func hideFrom(line string, at int) string {
	for at < len(line) && strings.IndexByte(" \t=:", line[at]) >= 0 {
		at++
	}
	if at == len(line) {
		return line
	}
	return line[:at] + Stars
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// machineMade hides every run of letters that is as long as a secret key and
// mixed as one is.
func machineMade(s string) string {
	var b strings.Builder
	for s != "" {
		n := 0
		for n < len(s) && base64Byte(s[n]) {
			n++
		}
		if run := s[:n]; n >= 30 && random(run) {
			b.WriteString(Stars)
		} else {
			b.WriteString(run)
		}
		if n < len(s) {
			b.WriteByte(s[n])
			n++
		}
		s = s[n:]
	}
	return b.String()
}

func base64Byte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '+' || c == '/'
}
