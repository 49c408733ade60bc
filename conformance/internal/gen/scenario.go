package gen

import (
	"fmt"
	"strings"
)

// A scenario writes what lets a profile find credentials in one way. Depth
// counts how many profiles lead to this one.
type scenario func(b *draft, profile string, depth int)

func scenarios() []weighted[scenario] {
	return []weighted[scenario]{
		{16, staticKeys},
		{14, roleFromProfile},
		{7, roleFromSource},
		{6, webIdentity},
		{6, process},
		{9, ssoSession},
		{6, ssoLegacy},
		{5, login},
		{4, nothing},
		{5, mixture},
		{5, containerRole},
		{2, legacyFiles},
	}
}

// sources are the scenarios for a profile that another one names as its source.
func sources() []weighted[scenario] {
	return []weighted[scenario]{
		{14, staticKeys},
		{6, roleFromProfile},
		{4, roleFromSource},
		{2, webIdentity},
		{3, process},
		{3, ssoSession},
		{2, ssoLegacy},
		{1, login},
		{2, nothing},
		{2, mixture},
	}
}

func nothing(*draft, string, int) {}

func containerRole(b *draft, _ string, _ int) {
	before := b.odd
	b.odd = max(b.odd, 40)
	b.container()
	b.odd = before
}

func staticKeys(b *draft, profile string, _ int) {
	d := b.d
	at := b.inCredentials()
	s := at.section("profile", profile)
	key, sec := accessKey(d, profile), secret(d, b.odd)
	switch d.IntN(14) {
	case 0: // half a pair
		if d.in(2) {
			s.set("aws_access_key_id", key)
		} else {
			s.set("aws_secret_access_key", sec)
		}
	case 1: // split over the two files
		s.set("aws_access_key_id", key)
		other := &b.config
		if at == other {
			other = &b.creds
		}
		other.section("profile", profile).set("aws_secret_access_key", sec)
	case 2: // in both files
		s.set("aws_access_key_id", key)
		s.set("aws_secret_access_key", sec)
		other := &b.config
		if at == other {
			other = &b.creds
		}
		o := other.section("profile", profile)
		o.set("aws_access_key_id", accessKey(d, "OTHER"))
		o.set("aws_secret_access_key", sec)
		if d.in(2) {
			o.set("aws_session_token", d.of("t", "token", ""))
		}
	case 3: // empty ones
		s.set("aws_access_key_id", d.of("", key))
		s.set("aws_secret_access_key", d.of("", sec))
	default:
		s.set("aws_access_key_id", key)
		s.set("aws_secret_access_key", sec)
	}
	if d.in(6) {
		s.set(d.of("aws_session_token", "aws_session_token", "aws_security_token"), d.of("t", "FQoGZXIvYXdzE==", ""))
	}
	if d.in(15) {
		s.set("aws_account_id", pick(d, accounts))
	}
}

// roleFromProfile is a role whose calls are signed by another profile.
func roleFromProfile(b *draft, profile string, depth int) {
	d := b.d
	s := b.inConfig().section("profile", profile)
	b.role(s, profile)
	source := ""
	switch n := d.IntN(20); {
	case n < 2:
		source = profile // itself
	case n < 3:
		source = "missing"
	case n < 4 && depth > 0:
		source = b.chosen // a circle
	case n < 5:
		source = d.of("", "default ", " default", `"default"`, "profile default", "DEFAULT")
	default:
		source = b.fresh(profile, depth)
		pickWeighted(d, sources())(b, source, depth+1)
		if d.in(6) {
			b.sprinkle(&b.config, source, 1)
		}
	}
	s.set("source_profile", source)
	if d.in(12) {
		staticKeys(b, profile, depth)
	}
}

// fresh is a profile name for a source: seldom one already in use.
func (b *draft) fresh(profile string, depth int) string {
	if profile != "default" && b.d.in(3) {
		return "default"
	}
	name := b.d.of("base", "root", "src", "hub", "sso", "corp", "login", "a", "b", "c")
	if name == profile || name == b.chosen {
		name = fmt.Sprint(name, depth)
	}
	return name
}

func (b *draft) role(s *section, profile string) {
	d := b.d
	if !d.in(25) {
		s.set("role_arn", roleARN(d, profile, b.odd/2))
	}
	if d.in(4) {
		s.set("external_id", externalIDs.pick(d, b.odd))
	}
	if d.in(3) {
		s.set("duration_seconds", durations.pick(d, b.odd))
	}
	if d.in(4) {
		s.set("role_session_name", words.pick(d, b.odd))
	}
	if d.in(8) {
		s.set("mfa_serial", mfaSerials.pick(d, b.odd))
	}
}

func roleFromSource(b *draft, profile string, _ int) {
	d := b.d
	s := b.inConfig().section("profile", profile)
	b.role(s, profile)
	source := d.of("Environment", "Ec2InstanceMetadata", "EcsContainer", "Environment")
	if d.pct(b.odd) {
		source = d.of("environment", "ENVIRONMENT", "Ec2Instance", "", "EC2InstanceMetadata", "Environment ", "x", "EcsContainer#")
	}
	s.set("credential_source", source)
	if d.in(15) {
		s.set("source_profile", d.of("default", profile, "missing"))
	}
	if strings.HasPrefix(source, "E") && d.pct(70) {
		switch source {
		case "Environment":
			b.environmentKeys()
		case "EcsContainer":
			b.container()
		}
	}
}

func webIdentity(b *draft, profile string, _ int) {
	d := b.d
	s := b.inConfig().section("profile", profile)
	if d.pct(85) {
		s.set("role_arn", roleARN(d, profile, b.odd/2))
	}
	s.set("web_identity_token_file", b.tokenFile())
	if d.in(3) {
		s.set("role_session_name", words.pick(d, b.odd))
	}
	if d.in(5) {
		s.set("duration_seconds", durations.pick(d, b.odd))
	}
}

func process(b *draft, profile string, _ int) {
	b.inConfig().section("profile", profile).set("credential_process", b.processCommand(profile))
}

// mixture puts two or three ways into one profile.
func mixture(b *draft, profile string, depth int) {
	for range 2 + b.d.IntN(2) {
		pickWeighted(b.d, scenarios()[:8])(b, profile, depth+1)
	}
}

// processCommand prints credentials, or something else.
func (b *draft) processCommand(profile string) string {
	d := b.d
	key := accessKey(d, "PROC"+profile)
	document := `{"Version":1,"AccessKeyId":"` + key + `","SecretAccessKey":"s"}`
	if d.in(4) {
		document = `{"Version": 1, "AccessKeyId": "` + key + `", "SecretAccessKey": "s", "SessionToken": "t", "Expiration": "2099-01-01T00:00:00Z"}`
	}
	if d.pct(max(b.odd, 15)) {
		return d.of("", "/bin/false", "no-such-program", "/bin/echo", "/bin/echo '{}'", `/bin/echo '{"Version":2,"AccessKeyId":"A","SecretAccessKey":"s"}'`,
			`/bin/echo '{"Version":1,"AccessKeyId":"A"}'`, `/bin/echo '{"Version":1,"SecretAccessKey":"s"}'`, "/bin/echo not json", "'/bin/echo", "/bin/echo '"+strings.ReplaceAll(document, `"`, "'")+"'",
			`/bin/echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s","Expiration":"2001-01-01T00:00:00Z"}'`, "~/bin/creds", "$HOME/creds", `"/bin/echo" '`+document+"'", "exit 3",
			`/bin/echo '{"Version":"1","AccessKeyId":"A","SecretAccessKey":"s"}'`, "/bin/echo "+document)
	}
	switch d.IntN(4) {
	case 0:
		return "printf '" + document + "'"
	case 1:
		return "/usr/bin/printf %s '" + document + "'"
	case 2:
		return `/bin/echo "` + strings.ReplaceAll(document, `"`, `\"`) + `"`
	}
	return "/bin/echo '" + document + "'"
}
