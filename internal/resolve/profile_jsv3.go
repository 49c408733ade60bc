package resolve

import (
	"fmt"
	"strings"
)

// The profile's link of the chain (credential-provider-ini). A profile gives
// credentials in one way, the first that its keys fit (resolveProfileData).

// profile is the link of the profile in use.
func (c *planJS) profile() linkJS {
	name := c.r.Choice.Name
	p := c.r.Profile
	c.profileRows(name, p)
	if c.ended {
		return linkJS{}
	}
	return c.settle(c.profileData(name, p, map[string]bool{}, false))
}

// profileData gives what a profile offers. visited are the profiles on the way to it.
func (c *planJS) profileData(name string, p *Profile, visited map[string]bool, source bool) linkJS {
	switch {
	case len(visited) > 0 && hasKeysJS(p):
		return done(c.keys(p))
	case source, assumesJS(p):
		return c.role(name, p, visited)
	case hasKeysJS(p):
		return done(c.keys(p))
	case p.Value("web_identity_token_file") != "" && p.Value("role_arn") != "":
		return c.profileWebIdentity(p)
	case p.Value("credential_process") != "":
		return c.runProcess(p)
	case hasSSOJS(p):
		return c.sso(name, p)
	case p.Value("login_session") != "":
		return c.login(p)
	}
	message := ""
	switch {
	case p == nil || len(p.Properties) == 0:
		if len(visited) > 0 {
			message = fmt.Sprintf("profile %s takes its keys from profile %s, which is not there", c.from.name, name)
		}
	case p.Value("role_arn") != "" && p.Value("source_profile") != "":
		message = fmt.Sprintf("profile %s has source_profile and credential_source, and with both this SDK passes its role over", name)
	case p.Value("role_arn") != "":
		message = fmt.Sprintf("profile %s has a role but nothing to assume it with", name)
	case p.Value("aws_access_key_id") != "" || p.Value("aws_secret_access_key") != "":
		message = fmt.Sprintf("profile %s has half of a key pair", name)
	case len(visited) > 0:
		message = fmt.Sprintf("profile %s takes its keys from profile %s, which has nothing to give", c.from.name, name)
	}
	return linkJS{message: message, origin: c.from.origin}
}

// hasKeysJS: isStaticCredsProfile.
func hasKeysJS(p *Profile) bool {
	return p.Value("aws_access_key_id") != "" && p.Value("aws_secret_access_key") != ""
}

// assumesJS: isAssumeRoleProfile.
func assumesJS(p *Profile) bool {
	return p.Value("role_arn") != "" && (p.Value("source_profile") != "") != (p.Value("credential_source") != "")
}

// bareSourceJS: isCredentialSourceWithoutRoleArn.
func bareSourceJS(p *Profile) bool {
	return p.Value("role_arn") == "" && p.Value("credential_source") != ""
}

// hasSSOJS: isSsoProfile.
func hasSSOJS(p *Profile) bool {
	for _, key := range ssoKeysJS {
		if p.Value(key) != "" {
			return true
		}
	}
	return false
}

var ssoKeysJS = [...]string{"sso_session", "sso_start_url", "sso_account_id", "sso_region", "sso_role_name"}

func originJS(p *Profile, key string) Origin {
	if q := p.Get(key); q != nil {
		return q.Origin
	}
	return Origin{}
}

func ssoOriginJS(p *Profile) Origin {
	for _, key := range ssoKeysJS {
		if p.Value(key) != "" {
			return originJS(p, key)
		}
	}
	return Origin{}
}

// fromJS is the profile that the one in hand is the source of.
type fromJS struct {
	name   string
	origin Origin // of its source_profile
}

// keys uses the keys of a profile.
func (c *planJS) keys(p *Profile) Step {
	id, token := p.Get("aws_access_key_id"), p.Get("aws_session_token")
	s := Step{Kind: StepStatic, Provider: keysProviderJS(p), Profile: p.Name, Origin: id.Origin,
		AccessKeyID: id.Value, SecretKey: Secret(p.Value("aws_secret_access_key")), SessionToken: Secret(p.Value("aws_session_token"))}
	for _, q := range []*Property{p.Get("aws_secret_access_key"), token} {
		if q != nil && q.Value != "" && q.File != id.File {
			c.r.Problem(Problem{Code: "keys-of-two-files", Severity: SevWarning, Origin: q.Origin,
				Message: fmt.Sprintf("profile %s has %s from the %s file and aws_access_key_id from the %s file", p.Name, q.Key, q.File, id.File),
				Help:    "keep what belongs together in one file"})
		}
	}
	return s
}

func keysProviderJS(p *Profile) string {
	if q := p.Get("aws_access_key_id"); q != nil && q.File == ConfigFile {
		return "config"
	}
	return "shared-credentials"
}

// role follows resolveAssumeRoleCredentials. The client for STS is made for the
// role that is assumed last, and its region is that of all roles of the chain.
func (c *planJS) role(name string, p *Profile, visited map[string]bool) linkJS {
	if c.assumer == "" {
		c.assumer, c.region = name, p.Value("region")
	}
	source := p.Value("source_profile")
	at := originJS(p, "source_profile")
	if source != "" && visited[source] {
		return next(at, "the roles go round in a circle: profile %s takes its keys from profile %s, which was on the way to it", name, source)
	}
	var got linkJS
	if source != "" {
		from := c.r.Shared.Profile(source)
		visited[source] = true
		c.from = fromJS{name, at}
		got = c.profileData(source, from, visited, bareSourceJS(from))
	} else {
		at = originJS(p, "credential_source")
		switch p.Value("credential_source") {
		case "EcsContainer":
			got = c.container()
		case "Ec2InstanceMetadata":
			got = c.metadata()
		case "Environment":
			got = c.sourceEnvironment(p)
		default:
			return next(at, "credential_source of profile %s is none that this SDK knows: it takes EcsContainer, Ec2InstanceMetadata and Environment, in just these letters", name)
		}
	}
	if bareSourceJS(p) {
		return got
	}
	s := Step{Kind: StepAssumeRole, Profile: name, RoleARN: p.Value("role_arn"), ExternalID: p.Value("external_id"), MFASerial: p.Value("mfa_serial"),
		RoleSessionName: p.Value("role_session_name"), DurationSeconds: c.duration(p), Origin: originJS(p, "role_arn")}
	if s.MFASerial != "" {
		return c.needsCode(p, got, s)
	}
	if got.end != doneJS {
		return got
	}
	endpoint, fault := c.sts(c.region)
	s.Endpoint = endpoint
	if c.region != "" && realRegionJS(c.region) != c.r.Value("region") && fault == "" {
		s.Note = "in the region of profile " + c.assumer + ", which comes before any other for this call"
	}
	steps := append(got.steps, s)
	if fault != "" {
		return fatal(s.Origin, steps, "the role %s cannot be assumed: %s", s.RoleARN, fault)
	}
	return done(steps...)
}

// needsCode: a device's code is wanted before the source's credentials are
// waited for, and the default chain has nobody to ask.
func (c *planJS) needsCode(p *Profile, source linkJS, s Step) linkJS {
	var steps []Step
	if source.end == doneJS && reachJS(source.steps) == StatusResolved {
		steps = source.steps
	}
	at := originJS(p, "mfa_serial")
	message := fmt.Sprintf("the role of profile %s asks for a code of the device %s, and the default chain has nobody to ask for it", p.Name, s.MFASerial)
	c.r.Problem(Problem{Code: "mfa-without-code-provider", Severity: SevError, Origin: at, Message: message,
		Help: "give the program fromIni with an mfaCodeProvider, or use credentials of another kind"})
	return fatal(at, append(steps, s), "%s", message)
}

// duration: an hour unless told; what does not begin with a number is sent as NaN.
func (c *planJS) duration(p *Profile) *int {
	q := p.Get("duration_seconds")
	if q == nil || q.Value == "" {
		hour := 3600
		return &hour
	}
	n, rest, ok := parseIntJS(q.Value, 10)
	if !ok {
		c.r.Problem(Problem{Code: "invalid-value", Severity: SevError, Origin: q.Origin,
			Message: "duration_seconds does not begin with a number: this SDK sends NaN, which STS refuses", Help: "use a whole number"})
		return nil
	}
	if rest != "" {
		c.r.Problem(Problem{Code: "invalid-value", Severity: SevWarning, Origin: q.Origin,
			Message: fmt.Sprintf("duration_seconds is taken as %s, the number it begins with", numeralJS(n)), Help: "use a whole number"})
	}
	seconds := int(n)
	return &seconds
}

func (c *planJS) sourceEnvironment(p *Profile) linkJS {
	if c.r.Env.Get("AWS_ACCESS_KEY_ID") == "" || c.r.Env.Get("AWS_SECRET_ACCESS_KEY") == "" {
		return next(originJS(p, "credential_source"), "profile %s has credential_source = Environment, but the environment has no pair of keys", p.Name)
	}
	return done(c.environmentKeys(p.Name))
}

// profileRows lists the ways of the profile in the order in which they are looked for.
func (c *planJS) profileRows(name string, p *Profile) {
	who, absent := "profile "+name, "profile "+name
	if p == nil {
		absent += " does not exist, so it"
	}
	role := who + " has role_arn and source_profile"
	if p.Value("credential_source") != "" {
		role = who + " has role_arn and credential_source"
	}
	noRole := absent + " has no role_arn"
	if p.Value("role_arn") != "" {
		noRole = who + " has role_arn, but neither source_profile nor credential_source alone beside it"
	}
	c.row(StepAssumeRole, assumesJS(p), originJS(p, "role_arn"), role, noRole)
	noKeys := absent + " has no keys"
	if p.Value("aws_access_key_id")+p.Value("aws_secret_access_key") != "" {
		noKeys = who + " has half of a key pair"
	}
	c.row(keysProviderJS(p), hasKeysJS(p), originJS(p, "aws_access_key_id"), who+" has keys", noKeys)
	web := p.Value("web_identity_token_file") != ""
	noWeb := absent + " has no web_identity_token_file"
	if web {
		noWeb = who + " has web_identity_token_file, but no role_arn"
	}
	c.row(StepWebIdentity, web && p.Value("role_arn") != "", originJS(p, "web_identity_token_file"), who+" has web_identity_token_file", noWeb)
	for _, way := range []struct{ provider, key string }{{StepProcess, "credential_process"}, {StepSSO, ""}, {StepLogin, "login_session"}} {
		if way.key == "" {
			c.row(way.provider, hasSSOJS(p), ssoOriginJS(p), who+" has sso settings", absent+" has no sso settings")
			continue
		}
		c.row(way.provider, p.Value(way.key) != "", originJS(p, way.key), who+" has "+way.key, strings.TrimSpace(absent+" has no "+way.key))
	}
}
