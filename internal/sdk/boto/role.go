package boto

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Roles: credentials.py, AssumeRoleProvider and AssumeRoleWithWebIdentityProvider.

// assumesRole: a key with nothing behind it counts as there, and one for a
// web identity takes the role out of this provider's hands
// (_has_assume_role_config_vars).
func assumesRole(p *profiles.Profile) bool {
	return p.Get("role_arn") != nil && p.Get("web_identity_token_file") == nil
}

func (c *planner) roleLink(name string) link {
	p := c.r.Shared.Profile(name)
	l := link{provider: resolve.StepAssumeRole, there: assumesRole(p), origin: p.OriginOf("role_arn")}
	switch {
	case l.there:
		l.text = "profile " + name + " has role_arn"
	case p == nil:
		l.text, l.origin = "profile "+name+" does not exist", origin.Origin{}
	case p.Get("role_arn") != nil:
		l.text = "the role of profile " + name + " is for its web identity"
	default:
		l.text = "profile " + name + " has no role_arn"
	}
	l.load = func() (*creds, *fault) { return c.role(name) }
	return l
}

// role follows _load_creds_via_assume_role.
func (c *planner) role(name string) (*creds, *fault) {
	p := c.r.Shared.Profile(name)
	source, fault := c.source(name, p)
	if fault != nil {
		fault.provider = resolve.StepAssumeRole
		return nil, fault
	}
	if source.broken != nil {
		source.provider = resolve.StepAssumeRole
		return source, nil
	}
	s := resolve.Step{Kind: resolve.StepAssumeRole, Profile: name, RoleARN: p.Value("role_arn"), ExternalID: p.Value("external_id"),
		MFASerial: p.Value("mfa_serial"), RoleSessionName: p.Value("role_session_name"), Origin: p.OriginOf("role_arn")}
	if q := p.Get("duration_seconds"); q != nil {
		s.DurationSeconds = c.duration(name, q)
	}
	region, known := region(c.r)
	steps := append(source.steps, c.clientCalls(region, known)...)
	endpoint, broken := call(c.r, "sts", region, known, true)
	if s.Endpoint = endpoint; broken == nil {
		broken = roleParameters(c.r, p, &s)
	}
	c.noteCache(&s)
	return &creds{provider: resolve.StepAssumeRole, steps: append(steps, s), broken: broken}, nil
}

// duration: what int refuses is left out.
func (c *planner) duration(name string, q *profiles.Property) *int {
	n, ok := pyInt(q.Value)
	if !ok {
		c.r.Problem(resolve.Problem{Code: "duration-ignored", Severity: resolve.SevWarning, Origin: q.Origin, Help: "use a whole number of seconds",
			Message: "duration_seconds of profile " + name + " is no whole number, so this SDK sends none"})
		return nil
	}
	seconds, _ := strconv.Atoi(n)
	return &seconds
}

// source follows _get_role_config and _resolve_source_credentials.
func (c *planner) source(name string, p *profiles.Profile) (*creds, *fault) {
	from, named := p.Get("source_profile"), p.Get("credential_source")
	switch {
	case from != nil && named != nil:
		return nil, problemf("two-sources", named.Origin, "remove one of them", "profile %s has both source_profile and credential_source", name)
	case from == nil && named == nil:
		return nil, problemf("role-without-source", p.OriginOf("role_arn"), "add source_profile or credential_source",
			"profile %s has role_arn but neither source_profile nor credential_source", name)
	case named != nil:
		return c.namedSource(name, named)
	}
	source := c.r.Shared.Profile(from.Value)
	if source == nil {
		return nil, problemf("source-profile-missing", from.Origin, c.nearProfile(from.Value), "the source_profile %s of profile %s is in neither file", from.Value, name)
	}
	static := source.Get("aws_access_key_id") != nil || source.Get("aws_secret_access_key") != nil
	if c.visited.Has(from.Value) && (from.Value != name || !static) {
		if from.Value == name {
			return nil, problemf("role-circle", from.Origin, "give it keys, or another source_profile", "profile %s is its own source but has no keys", name)
		}
		return nil, problemf("role-circle", from.Origin, "let one of them have keys of its own instead of a source_profile",
			"%s", c.r.Shared.SourceLoop(c.visited.Names[0]))
	}
	c.visited.Add(from.Value)
	if !static && assumesRole(source) {
		return c.role(from.Value)
	}
	found, fault := c.try(c.profileLinks(from.Value, true), false)
	if fault == nil && found == nil {
		fault = problemf("source-without-credentials", from.Origin, "", "profile %s, the source of profile %s, has no credentials", from.Value, name)
	}
	return found, fault
}

func (c *planner) nearProfile(name string) string {
	if near := c.r.Shared.Nearest(profiles.SectionProfile, name); near != "" {
		return "did you mean " + near + "?"
	}
	return ""
}

// namedSource follows CanonicalNameCredentialSourcer; the name's case counts.
func (c *planner) namedSource(name string, q *profiles.Property) (*creds, *fault) {
	var l link
	switch q.Value {
	case "Environment":
		l = c.environment()
	case "EcsContainer":
		l = c.container()
	case "Ec2InstanceMetadata":
		l = c.metadata()
	default:
		return nil, problemf("credential-source-unknown", q.Origin, "write Environment, EcsContainer or Ec2InstanceMetadata, in just these letters",
			"credential_source of profile %s is %q, which this SDK does not know", name, q.Value)
	}
	var found *creds
	if l.there {
		var fault *fault
		if found, fault = l.load(); fault != nil {
			return nil, fault
		}
	}
	if found == nil {
		return nil, problemf("credential-source-empty", q.Origin, "", "credential_source = %s of profile %s has nothing: %s", q.Value, name, l.text)
	}
	return found, nil
}

// roleParameters checks parameters as botocore does before it calls STS:
// types and least lengths, unless parameter_validation is off
// (validate.py; service-2.json of sts).
func roleParameters(r *resolve.Run, p *profiles.Profile, s *resolve.Step) *fault {
	if q := r.Profile.Get("parameter_validation"); q != nil && !strings.EqualFold(q.Value, "true") {
		return nil
	}
	short := func(key, value string, least int) *fault {
		if utf8.RuneCountInString(value) >= least {
			return nil
		}
		return problemf("parameter-too-short", p.OriginOf(key), "correct it, or remove the line",
			"%s of profile %s has less than %d characters, which this SDK rejects", key, s.Profile, least)
	}
	if s.RoleSessionName != "" {
		if f := short("role_session_name", s.RoleSessionName, 2); f != nil {
			return f
		}
	}
	if p.Get("external_id") != nil {
		if f := short("external_id", s.ExternalID, 2); f != nil {
			return f
		}
	}
	if p.Get("mfa_serial") != nil {
		if f := short("mfa_serial", s.MFASerial, 9); f != nil {
			return f
		}
	}
	if s.DurationSeconds != nil && *s.DurationSeconds < 900 {
		return problemf("duration-too-short", p.OriginOf("duration_seconds"), "use 900 or more",
			"duration_seconds of profile %s is %d; this SDK rejects less than 900", s.Profile, *s.DurationSeconds)
	}
	return short("role_arn", s.RoleARN, 20)
}

// webIdentity follows _assume_role_with_web_identity: each of three settings
// comes from a variable, if that is there at all, else from the profile.
func (c *planner) webIdentity(name string, withoutEnv bool) link {
	p := c.r.Shared.Profile(name)
	get := func(key, variable string) (origin.Candidate, bool) {
		if v, ok := c.r.Var(variable); ok && !withoutEnv {
			return v, true
		}
		if q := p.Get(key); q != nil {
			return origin.Candidate{Value: q.Value, Origin: q.Origin}, true
		}
		return origin.Candidate{}, false
	}
	token, ok := get("web_identity_token_file", "AWS_WEB_IDENTITY_TOKEN_FILE")
	l := link{provider: resolve.StepWebIdentity, there: token.Value != "", origin: token.Origin}
	switch {
	case l.there && token.Origin.Kind == origin.EnvVar:
		l.text = "AWS_WEB_IDENTITY_TOKEN_FILE is set"
	case l.there:
		l.text = "profile " + name + " has web_identity_token_file"
	case ok:
		l.text = token.Origin.String() + " is empty, which turns a web identity off"
	case withoutEnv && c.r.Env.Get("AWS_WEB_IDENTITY_TOKEN_FILE") != "":
		l.text = "profile " + name + " has no web_identity_token_file, and with a profile named explicitly AWS_WEB_IDENTITY_TOKEN_FILE is not read"
	default:
		l.text = "neither AWS_WEB_IDENTITY_TOKEN_FILE is set nor has profile " + name + " a web_identity_token_file"
	}
	l.load = func() (*creds, *fault) {
		arn, _ := get("role_arn", "AWS_ROLE_ARN")
		if arn.Value == "" {
			return nil, problemf("role-arn-missing", token.Origin, "set AWS_ROLE_ARN or role_arn", "there is a web identity's token but no role: %s", l.text)
		}
		session, _ := get("role_session_name", "AWS_ROLE_SESSION_NAME")
		s := resolve.Step{Kind: resolve.StepWebIdentity, RoleARN: arn.Value, TokenFile: token.Value, RoleSessionName: session.Value, Origin: token.Origin}
		if token.Origin.Kind == origin.InFile {
			s.Profile = name
		}
		return c.withToken(s, arn, session), nil
	}
	return l
}

// withToken: the token is read when the role is assumed, before the client is
// built; the path is taken as it stands.
func (c *planner) withToken(s resolve.Step, arn, session origin.Candidate) *creds {
	got := &creds{provider: resolve.StepWebIdentity}
	region, known := region(c.r)
	token, broken := textFile(c.r, s.TokenFile)
	if broken == nil {
		got.steps = c.clientCalls(region, known)
		s.Endpoint, broken = call(c.r, "sts", region, known, false)
	} else {
		broken.code, broken.origin = "token-file-unreadable", s.Origin
		broken.message = "the web identity's token cannot be read from " + broken.message
	}
	if q := c.r.Profile.Get("parameter_validation"); broken == nil && (q == nil || strings.EqualFold(q.Value, "true")) {
		switch {
		case utf8.RuneCountInString(token) < 4:
			broken = problemf("token-too-short", s.Origin, "", "the token in %s has less than 4 characters, which this SDK rejects", s.TokenFile)
		case utf8.RuneCountInString(arn.Value) < 20:
			broken = problemf("parameter-too-short", arn.Origin, "", "the role %q has less than 20 characters, which this SDK rejects", arn.Value)
		case session.Value != "" && utf8.RuneCountInString(session.Value) < 2:
			broken = problemf("parameter-too-short", session.Origin, "", "the role session name has less than 2 characters, which this SDK rejects")
		}
	}
	got.steps, got.broken = append(got.steps, s), broken
	return got
}
