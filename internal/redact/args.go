package redact

import "strings"

// Args takes a program's arguments before anything has looked at them, since
// what cannot be understood is quoted in errors.
func (v *Vault) Args(args []string) {
	flag, named := "", ""
	for _, a := range args {
		if named != "" && !strings.HasPrefix(a, "--") { // "--env NAME VALUE"
			v.Value(named, a)
		}
		named = secretOf(flag, a)
		switch {
		case strings.HasPrefix(a, "--"):
			name, value, has := strings.Cut(a[2:], "=")
			if flag != "" && !plainName(name) { // a value that begins as flags do
				v.argument(flag, a)
			}
			flag = name
			if has {
				v.argument(name, value)
				flag, named = "", secretOf(name, value)
			}
		case strings.HasPrefix(a, "-") && len(a) > 2:
			v.argument(a[1:2], a[2:])
		default:
			v.argument(flag, a)
			flag = ""
		}
	}
}

// secretOf gives the name of the secret whose value the next argument must be: what a
// flag was given is the name alone.
func secretOf(flag, value string) string {
	switch flag {
	case "env", "set", "param", "java-property":
		if SecretName(value) {
			return value
		}
	case "sign-with":
		if keyID(value) {
			return "aws_secret_access_key"
		}
	}
	return ""
}

func (v *Vault) argument(flag, value string) {
	switch flag {
	case "sign-with", "session-keys":
		v.signWith(value)
	case "handler":
		v.handler(value)
	case "profile", "p", "region", "r", "output", "o":
		v.Typed(value)
	case "as", "sdks": // names with commas between them, which look made only together
		for name := range strings.SplitSeq(value, ",") {
			v.Typed(name)
		}
	case "endpoint-url":
		v.Value("endpoint_url", value)
	case "env", "set":
		if name, text, ok := strings.Cut(value, "="); ok {
			v.Value(lastName(name), text)
		}
		v.Value("", value)
		v.Typed(value)
	case "param", "":
		if name, text, ok := strings.Cut(value, "="); ok {
			v.Given(lastName(name), text)
		}
		v.Given("", value)
		v.Typed(value)
	default:
		v.Given(flag, value)
		v.Typed(value)
	}
}

// lastName is the name of what a path leads to: "Tags[0].Value".
func lastName(path string) string {
	return strings.TrimRight(path[strings.LastIndexAny(path, ".[")+1:], `]"0123456789`)
}

// signWith takes KEY:SECRET[:TOKEN]. Where it is no such thing, all of it may be
// the secret.
func (v *Vault) signWith(value string) {
	id, rest, ok := strings.Cut(value, ":")
	if !ok {
		if !keyID(value) {
			v.Secret(value)
		}
		return
	}
	if len(keyIDSpans(id)) > 0 {
		v.Secret(id)
	}
	secret, token, _ := strings.Cut(rest, ":")
	if keyID(secret) && !keyID(id) {
		v.Value("AWS_ACCESS_KEY_ID", id)
		v.Value("AWS_SECRET_ACCESS_KEY", secret)
	}
	v.Secret(secret)
	v.Secret(token)
}

// handler takes LIST:front|back:KIND=ARG.
func (v *Vault) handler(value string) {
	list, arg, ok := strings.Cut(value, "=")
	if !ok {
		v.Typed(value)
		return
	}
	v.Typed(list)
	if strings.Contains(list, "exec") {
		v.Typed(arg)
		v.Value("credential_process", arg)
		return
	}
	name, text, ok := strings.Cut(arg, ":")
	if !ok || SecretName(name) {
		v.Typed(arg)
	}
	if ok { // apart, or the two are taken for a user and a password
		v.Typed(name)
		v.Typed(strings.TrimSpace(text))
		v.Header(name, text)
	}
}

// Header takes a header of a request or response.
func (v *Vault) Header(name, value string) {
	v.Secret(HeaderSecret(name, value))
}

// HeaderSecret gives what is secret in the value of a header, "" for nothing.
func HeaderSecret(name, value string) string {
	value = strings.TrimSpace(value)
	name = strings.ToLower(strings.TrimSpace(name))
	if name != "authorization" && name != "proxy-authorization" {
		if scheme, rest, ok := strings.Cut(value, " "); ok && (strings.EqualFold(scheme, "bearer") || strings.EqualFold(scheme, "basic")) && !strings.ContainsAny(rest, " \"") && len(rest) >= minWord {
			return rest // what belongs in Authorization
		}
		if SecretName(name) || strings.HasSuffix(name, "-encryption-customer-key") {
			return value
		}
		return ""
	}
	scheme, rest, ok := strings.Cut(value, " ")
	switch {
	case !ok:
		return value
	case strings.HasPrefix(strings.ToUpper(scheme), "AWS"):
		return "" // a signature, of which nothing can be made
	}
	return strings.TrimSpace(rest)
}

// Name gives back what should be a name, or stars where it could be more: what
// was typed in the wrong form may be a secret as it stands.
func Name(s string) string {
	if profileName(s) {
		return s
	}
	return Stars
}
