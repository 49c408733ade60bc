package redact

import (
	"slices"
	"strings"
)

// SecretName reports whether a key, variable or member of this name holds a
// secret. Names with a slip of the pen count, since their values are no less
// secret.
func SecretName(name string) bool {
	var room [8]string
	words, n := spelt(room[:0], name)
	return secretWords(name, words, n)
}

// spelt gives the words of a name behind its last dot, and all of them in one.
func spelt(room []string, name string) (words []string, n string) {
	words = appendWords(room, name[strings.LastIndexByte(name, '.')+1:])
	return words, joined(words)
}

// secretWords reports whether a name with these words is of a secret.
func secretWords(name string, words []string, n string) bool {
	if len(name) < 2 || len(name) > maxName || name == "PWD" || name == "OLDPWD" || len(words) == 0 || openEnd(words[len(words)-1]) && !strings.HasSuffix(n, "secretaccesskeyid") {
		return false
	}
	if harmlessToken(n) || strings.Contains(n, "tokeniz") || strings.Contains(n, "disableexpresssessionauth") || slices.ContainsFunc(words, switchWord) {
		return false
	}
	if hasSecretPart(n) || slices.ContainsFunc(words, secretWord) {
		return true
	}
	if last := words[len(words)-1]; len(words) > 1 && last == "pat" || len(last) > 3 && strings.HasSuffix(last, "pw") { // a personal access token; rootpw
		return true
	}
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		if all := joined(nameWords(name)); strings.HasSuffix(all, "secretaccesskey") || strings.HasSuffix(all, "sessiontoken") {
			return true // every word of it behind a dot
		}
		name = name[dot+1:]
	}
	for _, known := range [2]string{"aws_secret_access_key", "aws_session_token"} {
		if d := len(name) - len(known); d >= -3 && d <= 3 && near(strings.ToLower(name), known) {
			return true
		}
	}
	return false
}

// maxName is the length of the longest text that is taken for a name, in bytes.
const maxName = 64

// secretParts say that a name is a secret's wherever they stand in it. Each has
// one of secretRoots in it: most names have none, which is found out sooner.
var (
	secretParts = [...]string{"secret", "token", "passw", "passphrase", "passcode", "privatekey", "apikey", "signingkey", "encryptionkey", "accountkey",
		"sharedkey", "masterkey", "samlresponse", "samlassertion", "accesscode", "mfacode", "authcode", "userauth", "usercode", "devicecode", "sascode", "recoverycode", "unlockcode", "backupcode"}
	secretRoots = [...]string{"secret", "token", "pass", "key", "code", "auth", "saml"}
)

func hasSecretPart(n string) bool {
	within := func(part string) bool { return strings.Contains(n, part) }
	return slices.ContainsFunc(secretRoots[:], within) && slices.ContainsFunc(secretParts[:], within)
}

// secretWord reports whether a word says so where it stands alone.
func secretWord(w string) bool {
	switch w {
	case "pass", "pwd", "pw", "auth", "authorization", "cookie", "cookies", "otp", "totp", "pin", "jwt", "bearer",
		"cred", "creds", "sas", "signature", "passwd":
		return true
	}
	return false
}

// openEnd reports whether a name that ends in a word is not of the secret itself.
func openEnd(w string) bool {
	switch w {
	case "file", "filename", "path", "dir", "directory", "expiration", "expires", "expiry", "expired", "arn", "name", "id", "ids", "type", "mode",
		"url", "uri", "endpoint", "process", "source", "provider", "preference", "scheme", "schemes", "enabled", "disabled", "required", "region", "timeout", "ttl",
		"duration", "seconds", "count", "length", "version", "serial", "sock", "socket", "host", "port", "profile", "algorithm", "level", "list", "pager", "command", "cmd", "format", "method", "policy", "role", "group", "manager":
		return true
	}
	return false
}

// harmlessToken reports whether a name is of a token that nothing can be opened
// with, or of the service that keeps secrets.
func harmlessToken(n string) bool {
	switch n {
	case "nexttoken", "paginationtoken", "continuationtoken", "nextcontinuationtoken", "startingtoken", "pagetoken", "nextpagetoken", "clienttoken",
		"clientrequesttoken", "idempotencytoken", "creationtoken", "requesttoken", "nextforwardtoken", "nextbackwardtoken", "syncclienttoken", "secretsmanager":
		return true
	}
	return false
}

// switchWord reports whether a name with a word in it is that of a switch.
func switchWord(w string) bool { return w == "disable" || w == "enable" || w == "ignore" }

// nameWords gives the words of a name in lower case: AWS_SESSION_TOKEN,
// session-token and sessionToken have the same.
func nameWords(name string) []string { return appendWords(nil, name) }

func appendWords(words []string, name string) []string {
	start, lower := -1, lowered(name)
	for i := 0; i <= len(name); i++ {
		letter := i < len(name) && isAlnum(name[i])
		switch {
		case !letter:
			if start >= 0 {
				words = append(words, lower[start:i])
			}
			start = -1
		case start < 0:
			start = i
		case isUpper(name[i]) && (!isUpper(name[i-1]) || i+1 < len(name) && isLower(name[i+1])):
			words = append(words, lower[start:i])
			start = i
		}
	}
	return words
}

// joined gives words without anything between them.
func joined(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words, "")
}

// lowered gives a text with the capitals of ASCII in lower case, byte by byte.
func lowered(s string) string {
	i := 0
	for i < len(s) && !isUpper(s[i]) {
		i++
	}
	if i == len(s) {
		return s
	}
	var room [maxName]byte
	b := append(room[:0], s...)
	for ; i < len(b); i++ {
		if isUpper(b[i]) {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

// QueryName reports whether a parameter of a URL with this name opens something.
// Short names that say nothing elsewhere are those of tokens there.
func QueryName(name string) bool {
	if strings.EqualFold(name, "credential") || strings.EqualFold(name, "x-amz-credential") {
		return false // an access key id and what it is good for
	}
	if SecretName(name) {
		return true
	}
	n := strings.ToLower(name)
	if words := nameWords(name); len(words) > 1 && words[len(words)-1] == "key" {
		return true
	}
	return slices.Contains([]string{"sig", "signature", "code", "key", "auth", "sid", "sessionid", "session", "hmac", "ticket", "assertion", "access", "pass",
		"password", "access_key", "samlrequest", "code_verifier", "id_token_hint", "x-amz-signature", "x-amz-security-token", "x-goog-signature", "tok", "subscription-key"}, n) ||
		strings.HasSuffix(n, "_sig") || strings.HasSuffix(n, "-sig")
}

// near reports whether two words share most of their pairs of letters.
func near(a, b string) bool {
	same := 0
	for i := 0; i+2 <= len(a); i++ {
		if strings.Contains(b, a[i:i+2]) {
			same++
		}
	}
	return same*4 >= (len(b)-1)*3
}

// keyIDName reports whether a key or variable of this name holds an access key id.
func keyIDName(name string) bool {
	var room [8]string
	_, n := spelt(room[:0], name)
	return keyIDWords(n)
}

// commandName reports whether a key of this name has a command line for its value,
// also with a slip of the pen in it.
func commandName(name string) bool {
	const key = "credential_process"
	if strings.EqualFold(name, key) {
		return true
	}
	d := len(name) - len(key)
	return d >= -2 && d <= 2 && strings.IndexByte("cC", name[0]) >= 0 && near(strings.ToLower(name), key)
}

func keyIDWords(n string) bool {
	return n == "awsaccesskeyid" || n == "awsaccesskey" || n == "accesskeyid"
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isAlnum(c byte) bool { return isUpper(c) || isLower(c) || isDigit(c) }
func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
