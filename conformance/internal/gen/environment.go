package gen

import (
	"github.com/sessctl/sessctl/internal/judge/cases"
)

// environmentKeys are keys in variables, mostly a whole pair.
func (b *draft) environmentKeys() {
	d := b.d
	key, sec := accessKey(d, "ENV"), secret(d, b.odd/3)
	switch d.IntN(12) {
	case 0:
		b.env["AWS_ACCESS_KEY_ID"] = key
	case 1:
		b.env["AWS_SECRET_ACCESS_KEY"] = sec
	case 2: // the old names
		b.env["AWS_ACCESS_KEY"], b.env["AWS_SECRET_KEY"] = key, sec
	case 3: // an old and a new name
		if d.in(2) {
			b.env["AWS_ACCESS_KEY"], b.env["AWS_SECRET_ACCESS_KEY"] = key, sec
		} else {
			b.env["AWS_ACCESS_KEY_ID"], b.env["AWS_SECRET_KEY"] = key, sec
		}
	case 4: // both
		b.env["AWS_ACCESS_KEY_ID"], b.env["AWS_SECRET_ACCESS_KEY"] = key, sec
		b.env["AWS_ACCESS_KEY"] = accessKey(d, "OLD")
		if d.in(2) {
			b.env["AWS_SECRET_KEY"] = "s"
		}
	case 5: // empty ones
		b.env["AWS_ACCESS_KEY_ID"], b.env["AWS_SECRET_ACCESS_KEY"] = d.of("", key), d.of("", sec)
		if d.in(2) {
			b.env["AWS_ACCESS_KEY"], b.env["AWS_SECRET_KEY"] = accessKey(d, "OLD"), "s"
		}
	default:
		b.env["AWS_ACCESS_KEY_ID"], b.env["AWS_SECRET_ACCESS_KEY"] = key, sec
	}
	if d.in(12) {
		b.env["AWS_CREDENTIAL_EXPIRATION"] = d.of("2099-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "", "2001-01-01T00:00:00Z", "soon", "2099-01-01")
	}
	if d.in(12) {
		b.env["AWS_ACCOUNT_ID"] = d.of("123456789012", "")
	}
	if d.in(5) {
		b.env[d.of("AWS_SESSION_TOKEN", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")] = d.of("t", "", "token")
	}
}

// tokenFile is the path of a web identity token.
func (b *draft) tokenFile() string {
	b.files["token"] = cases.File{Text: "header.payload.signature"}
	if !b.d.pct(b.odd) {
		return "HOMEDIR/token"
	}
	switch b.d.IntN(8) {
	case 0:
		b.files["token"] = cases.File{Text: ""}
		return "HOMEDIR/token"
	case 1:
		b.files["token"] = cases.File{Text: " header.payload.signature\n"}
		return "HOMEDIR/token"
	case 2:
		b.files["token"] = cases.File{Text: "\xff\xfe"}
		return "HOMEDIR/token"
	}
	return b.d.of("HOMEDIR/nowhere", "", "~/token", "token", "HOMEDIR", "$HOME/token", `"HOMEDIR/token"`)
}

func (b *draft) webIdentityVariables() {
	d := b.d
	if !d.in(8) {
		b.env["AWS_WEB_IDENTITY_TOKEN_FILE"] = b.tokenFile()
	}
	if !d.in(8) {
		b.env["AWS_ROLE_ARN"] = roleARN(d, "irsa", b.odd/2)
		if d.pct(b.odd / 4) {
			b.env["AWS_ROLE_ARN"] = ""
		}
	}
	if d.in(2) {
		b.env["AWS_ROLE_SESSION_NAME"] = words.pick(d, b.odd)
	}
}

var containerURIs = values{
	[]string{"http://169.254.170.2/creds", "http://169.254.170.23/v1/credentials", "http://localhost:8080/creds", "http://127.0.0.1/c", "http://[fd00:ec2::23]/v1/credentials", "https://creds.invalid/x"},
	[]string{"", "http://192.0.2.1/c", "http://[::1]:1/c", "http://[2001:db8::1]/c", "https://192.0.2.1/c", "ftp://169.254.170.2/c", "169.254.170.2/c", "http://", "http:///c", "http://127.1/c",
		"HTTP://127.0.0.1/C", "http://127.0.0.1:99999/c", "http://%zz/c", "://x", "http://169.254.170.2", "http://u:p@127.0.0.1/c", "http://127.0.0.1/a b", "http://127.0.0.1/c?x=1#f",
		"http://[::ffff:127.0.0.1]/c", "http://0177.0.0.1/c", "http://127.255.255.255/c", "http://0.0.0.0/c", "http://creds.invalid/c", "http://[::1", "http://LOCALHOST/c"},
}

func (b *draft) container() {
	d := b.d
	if d.in(2) {
		b.env["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = values{[]string{"/c", "/v2/credentials/0123"}, []string{"", "c", "//x", "/a b", "/%zz", "/c?id=1"}}.pick(d, b.odd)
	}
	if len(b.env["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]) == 0 || d.in(4) {
		b.env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = containerURIs.pick(d, b.odd)
	}
	if d.in(3) {
		b.env["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = values{[]string{"Basic x", "tok"}, []string{"", "a\nb", "a\r\n", " "}}.pick(d, b.odd)
	}
	if d.in(4) {
		b.files["auth"] = cases.File{Text: d.of("tok", "tok", "tok\n", "", "a\r\nb")}
		b.env["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = values{[]string{"HOMEDIR/auth"}, []string{"", "HOMEDIR/nowhere", "~/auth", "auth", "HOMEDIR"}}.pick(d, b.odd)
	}
}

// profileVariables choose the profile in force: in a variable, in code, both, or not at all.
func (b *draft) profileVariables(other string) {
	d := b.d
	switch n := d.IntN(20); {
	case n < 7:
		b.profile = b.chosen
	case n < 13:
		b.env["AWS_PROFILE"] = b.chosen
	case n < 15:
		b.env["AWS_DEFAULT_PROFILE"] = b.chosen
	case n < 16:
		b.env["AWS_PROFILE"], b.profile = other, b.chosen
	case n < 17:
		b.env["AWS_PROFILE"], b.env["AWS_DEFAULT_PROFILE"] = b.chosen, other
	case n < 18:
		b.env["AWS_PROFILE"], b.env["AWS_DEFAULT_PROFILE"] = other, b.chosen
	case n < 19:
		b.env["AWS_PROFILE"] = d.of("", "missing", b.chosen+" ", " "+b.chosen, "profile "+b.chosen, "DEFAULT", "Default")
	default:
		if b.chosen != "default" {
			b.profile = d.of("missing", "default", b.chosen+" ", "profile "+b.chosen)
		}
	}
}

// whereItRuns adds what defaults_mode = auto looks at.
func (b *draft) whereItRuns() {
	d := b.d
	b.env["AWS_DEFAULTS_MODE"] = "auto"
	if d.in(2) {
		b.env["AWS_EXECUTION_ENV"] = d.of("AWS_Lambda_python3.12", "AWS_ECS_FARGATE", "")
	}
	if d.in(2) {
		b.env[d.of("AWS_REGION", "AWS_DEFAULT_REGION")] = regions.pick(d, b.odd)
	}
	if d.in(2) {
		b.env["AWS_EC2_METADATA_DISABLED"] = "true"
	}
}

// variables sprinkles settings over the environment.
func (b *draft) variables(n int) {
	for range n {
		s := pickWeighted(b.d, envSettings)
		b.env[pick(b.d, s.env)] = s.value(b.d, b.odd)
	}
}

// sprinkle puts settings into a profile.
func (b *draft) sprinkle(f *shared, profile string, n int) {
	s := f.section("profile", profile)
	for range n {
		t := pickWeighted(b.d, fileSettings)
		s.set(t.key, t.value(b.d, b.odd))
	}
}
