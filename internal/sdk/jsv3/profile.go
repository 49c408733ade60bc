package jsv3

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// The profile's link of the chain (credential-provider-ini). A profile gives
// credentials in one way, the first that its keys fit (resolveProfileData).

// profile is the link of the profile in use.
func (c *plan) profile() link {
	name := c.r.Choice.Name
	p := c.r.Profile
	c.profileRows(name, p)
	if c.ended {
		return link{}
	}
	return c.settle(c.profileData(name, p, map[string]bool{}, false))
}

// profileData gives what a profile offers. visited are the profiles on the way to it.
func (c *plan) profileData(name string, p *profiles.Profile, visited map[string]bool, source bool) link {
	switch {
	case len(visited) > 0 && hasKeys(p):
		return done(c.keys(p))
	case source, assumes(p):
		return c.role(name, p, visited)
	case hasKeys(p):
		return done(c.keys(p))
	case p.Value("web_identity_token_file") != "" && p.Value("role_arn") != "":
		return c.profileWebIdentity(p)
	case p.Value("credential_process") != "":
		return c.runProcess(p)
	case hasSSO(p):
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
	return link{message: message, origin: c.from.origin}
}

// hasKeys: isStaticCredsProfile.
func hasKeys(p *profiles.Profile) bool {
	return p.Value("aws_access_key_id") != "" && p.Value("aws_secret_access_key") != ""
}

// assumes: isAssumeRoleProfile.
func assumes(p *profiles.Profile) bool {
	return p.Value("role_arn") != "" && (p.Value("source_profile") != "") != (p.Value("credential_source") != "")
}

// bareSource: isCredentialSourceWithoutRoleArn.
func bareSource(p *profiles.Profile) bool {
	return p.Value("role_arn") == "" && p.Value("credential_source") != ""
}

// hasSSO: isSsoProfile.
func hasSSO(p *profiles.Profile) bool {
	for _, key := range ssoKeys {
		if p.Value(key) != "" {
			return true
		}
	}
	return false
}

var ssoKeys = [...]string{"sso_session", "sso_start_url", "sso_account_id", "sso_region", "sso_role_name"}

func ssoOrigin(p *profiles.Profile) origin.Origin {
	for _, key := range ssoKeys {
		if p.Value(key) != "" {
			return p.OriginOf(key)
		}
	}
	return origin.Origin{}
}

// roleSource is the profile that the one in hand is the source of.
type roleSource struct {
	name   string
	origin origin.Origin // of its source_profile
}

// keys uses the keys of a profile.
func (c *plan) keys(p *profiles.Profile) resolve.Step {
	id, token := p.Get("aws_access_key_id"), p.Get("aws_session_token")
	s := resolve.Step{Kind: resolve.StepStatic, Provider: keysProvider(p), Profile: p.Name, Origin: id.Origin,
		AccessKeyID: id.Value, SecretKey: resolve.Secret(p.Value("aws_secret_access_key")), SessionToken: resolve.Secret(p.Value("aws_session_token"))}
	for _, q := range []*profiles.Property{p.Get("aws_secret_access_key"), token} {
		if q != nil && q.Value != "" && q.File != id.File {
			c.r.Problem(resolve.Problem{Code: "keys-of-two-files", Severity: resolve.SevWarning, Origin: q.Origin,
				Message: fmt.Sprintf("profile %s has %s from the %s file and aws_access_key_id from the %s file", p.Name, q.Key, q.File, id.File),
				Help:    "keep what belongs together in one file"})
		}
	}
	return s
}

func keysProvider(p *profiles.Profile) string {
	if q := p.Get("aws_access_key_id"); q != nil && q.File == profiles.ConfigFile {
		return "config"
	}
	return "shared-credentials"
}

// role follows resolveAssumeRoleCredentials. The client for STS is made for the
// role that is assumed last, and its region is that of all roles of the chain.
func (c *plan) role(name string, p *profiles.Profile, visited map[string]bool) link {
	if c.assumer == "" {
		c.assumer, c.region = name, p.Value("region")
	}
	source := p.Value("source_profile")
	at := p.OriginOf("source_profile")
	if source != "" && visited[source] {
		return next(at, "%s", c.r.Shared.SourceLoop(c.assumer))
	}
	var got link
	if source != "" {
		from := c.r.Shared.Profile(source)
		visited[source] = true
		c.from = roleSource{name, at}
		got = c.profileData(source, from, visited, bareSource(from))
	} else {
		at = p.OriginOf("credential_source")
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
	if bareSource(p) {
		return got
	}
	s := resolve.Step{Kind: resolve.StepAssumeRole, Profile: name, RoleARN: p.Value("role_arn"), ExternalID: p.Value("external_id"), MFASerial: p.Value("mfa_serial"),
		RoleSessionName: p.Value("role_session_name"), DurationSeconds: c.duration(p), Origin: p.OriginOf("role_arn")}
	if s.MFASerial != "" {
		return c.needsCode(p, got, s)
	}
	if got.end != ended {
		return got
	}
	endpoint, fault := c.sts(c.region)
	s.Endpoint = endpoint
	if c.region != "" && realRegion(c.region) != c.r.Value("region") && fault == "" {
		s.Note = "in the region of profile " + c.assumer + ", which comes before any other for this call"
	}
	steps := append(got.steps, s)
	if fault == "" {
		fault = unsendable(got.steps)
	}
	if fault != "" {
		return fatal(s.Origin, steps, "the role %s cannot be assumed: %s", s.RoleARN, fault)
	}
	return done(steps...)
}

// unsendable says why Node sends no request that is signed with the keys of a last
// step, or "": the id and the session token are in headers, in which a byte of a
// file that is not UTF-8 is U+FFFD.
func unsendable(steps []resolve.Step) string {
	if len(steps) == 0 || steps[len(steps)-1].Kind != resolve.StepStatic {
		return ""
	}
	keys := steps[len(steps)-1]
	if why := refusedHeader(keys.AccessKeyID); why != "" {
		return "the access key id " + why
	}
	if why := refusedHeader(keys.SessionToken.Reveal()); why != "" {
		return "the session token " + why
	}
	return ""
}

// needsCode: a device's code is wanted before the source's credentials are
// waited for, and the default chain has nobody to ask.
func (c *plan) needsCode(p *profiles.Profile, source link, s resolve.Step) link {
	var steps []resolve.Step
	if source.end == ended && resolve.Reach(source.steps) == resolve.StatusResolved {
		steps = source.steps
	}
	at := p.OriginOf("mfa_serial")
	message := fmt.Sprintf("the role of profile %s needs an MFA code from %s, and the default chain has no MFA prompt", p.Name, s.MFASerial)
	c.r.Problem(resolve.Problem{Code: "mfa-without-code-provider", Severity: resolve.SevError, Origin: at, Message: message,
		Help: "give the program fromIni with an mfaCodeProvider, or use credentials of another kind"})
	return fatal(at, append(steps, s), "%s", message)
}

// duration: an hour unless told; what does not begin with a number is sent as NaN.
func (c *plan) duration(p *profiles.Profile) *int {
	q := p.Get("duration_seconds")
	if q == nil || q.Value == "" {
		hour := 3600
		return &hour
	}
	n, rest, ok := parseInt(q.Value, 10)
	if !ok {
		c.r.Problem(resolve.Problem{Code: "invalid-value", Severity: resolve.SevError, Origin: q.Origin,
			Message: "duration_seconds does not begin with a number: this SDK sends NaN, which STS refuses", Help: "use a whole number"})
		return nil
	}
	if rest != "" {
		c.r.Problem(resolve.Problem{Code: "invalid-value", Severity: resolve.SevWarning, Origin: q.Origin,
			Message: fmt.Sprintf("duration_seconds is taken as %s, the number it begins with", numeral(n)), Help: "use a whole number"})
	}
	seconds, err := strconv.Atoi(numeral(n)) // the digits that JavaScript prints of it
	switch {
	case err != nil && n > 0: // more than there are numbers for here; STS refuses all of them
		seconds = math.MaxInt
	case err != nil:
		seconds = math.MinInt
	}
	return &seconds
}

func (c *plan) sourceEnvironment(p *profiles.Profile) link {
	if c.r.Env.Get("AWS_ACCESS_KEY_ID") == "" || c.r.Env.Get("AWS_SECRET_ACCESS_KEY") == "" {
		return next(p.OriginOf("credential_source"), "profile %s has credential_source = Environment, but the environment has no pair of keys", p.Name)
	}
	return done(c.environmentKeys(p.Name))
}

// profileRows lists the ways of the profile in the order in which they are looked for.
func (c *plan) profileRows(name string, p *profiles.Profile) {
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
		noRole = who + " has role_arn but neither source_profile nor credential_source alone beside it"
	}
	c.row(resolve.StepAssumeRole, assumes(p), p.OriginOf("role_arn"), role, noRole)
	noKeys := absent + " has no keys"
	if p.Value("aws_access_key_id")+p.Value("aws_secret_access_key") != "" {
		noKeys = who + " has half of a key pair"
	}
	c.row(keysProvider(p), hasKeys(p), p.OriginOf("aws_access_key_id"), who+" has keys", noKeys)
	web := p.Value("web_identity_token_file") != ""
	noWeb := absent + " has no web_identity_token_file"
	if web {
		noWeb = who + " has web_identity_token_file, but no role_arn"
	}
	c.row(resolve.StepWebIdentity, web && p.Value("role_arn") != "", p.OriginOf("web_identity_token_file"), who+" has web_identity_token_file", noWeb)
	for _, way := range []struct{ provider, key string }{{resolve.StepProcess, "credential_process"}, {resolve.StepSSO, ""}, {resolve.StepLogin, "login_session"}} {
		if way.key == "" {
			c.row(way.provider, hasSSO(p), ssoOrigin(p), who+" has sso settings", absent+" has no sso settings")
			continue
		}
		c.row(way.provider, p.Value(way.key) != "", p.OriginOf(way.key), who+" has "+way.key, strings.TrimSpace(absent+" has no "+way.key))
	}
}
