package gov2

import (
	"fmt"
	"time"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// chain follows resolveCredentialChain (config, resolve_credentials.go). It
// decides while loading which one provider is used; when that one has nothing
// to give, no other is asked.
func chain(r *resolve.Run) resolve.Plan {
	c := &plan{r: r}
	cfg := &config{name: r.Choice.Name}
	if r.Profile != nil {
		var faults []fault
		cfg, faults = profile(r)
		if len(faults) > 0 {
			c.unloadable(faults[0].message)
		}
	} else if r.Failed() && r.Choice.Origin.Kind != origin.ByDefault && r.Choice.Origin.Name != "AWS_DEFAULT_PROFILE" {
		c.unloadable(fmt.Sprintf("profile %q does not exist", r.Choice.Name))
	}
	c.findKeys()
	c.tried(cfg)
	switch {
	case explicitProfile(r):
		c.fromProfile(cfg)
	case c.hasKeys:
		c.environment("env", c.id.Origin, "")
	case c.webToken.Value != "":
		c.environmentToken()
	default:
		c.fromProfile(cfg)
	}
	c.finish()
	return c.plan
}

// explicitProfile: a profile that code names comes before everything in the environment.
func explicitProfile(r *resolve.Run) bool { return r.Choice.Origin.Kind == origin.Flag }

// plan is a plan in the making.
type plan struct {
	r    *resolve.Run
	plan resolve.Plan

	hasKeys              bool // in the environment
	id, secret, webToken origin.Candidate

	unloaded string // why the session cannot be built with these credentials
	broken   string // why the chain stops when credentials are asked for
	brokenBy string // the provider that stops it
	nothing  bool   // it stops because nothing is configured
}

// unloadable says why building the session fails for the credentials' sake.
func (c *plan) unloadable(message string) {
	if c.unloaded == "" {
		c.unloaded = message
	}
}

// refuse makes building the session fail.
func (c *plan) refuse(code string, o origin.Origin, help, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	c.r.Fail(code, o, help, "%s", message)
	c.unloadable(message)
}

// stop says why credentials cannot be had once they are asked for. Only the
// first reason counts: what comes before in the chain runs first.
func (c *plan) stop(provider, format string, args ...any) {
	if c.broken == "" {
		c.broken, c.brokenBy = fmt.Sprintf(format, args...), provider
	}
}

// add takes a step into the plan, unless the chain has stopped before it.
func (c *plan) add(s resolve.Step) {
	if c.broken == "" {
		c.plan.Steps = append(c.plan.Steps, s)
	}
}

// fromProfile follows resolveCredsFromProfile. It reports whether the session
// can be built.
func (c *plan) fromProfile(cfg *config) bool {
	ok := true
	switch {
	case cfg.next != nil:
		ok = c.fromProfile(cfg.next)
	case cfg.keys:
		c.keys(cfg)
	case cfg.source != "":
		ok = false // there is no such profile, which is said elsewhere
	case cfg.credentialSource != "":
		ok = c.namedSource(cfg)
	case cfg.tokenFile != "":
		return c.webIdentity(resolve.Step{Profile: cfg.name, RoleARN: cfg.roleARN, TokenFile: cfg.tokenFile,
			RoleSessionName: cfg.sessionName, Origin: originOf(cfg, "role_arn")})
	case cfg.hasSSO():
		ok = c.sso(cfg)
	case cfg.login != "":
		ok = c.login(cfg)
	case cfg.process != "":
		c.add(resolve.Step{Kind: resolve.StepProcess, Profile: cfg.name, Command: cfg.process, Origin: originOf(cfg, "credential_process")})
	default:
		ok = c.ambient(cfg)
	}
	if !ok || cfg.roleARN == "" {
		return ok
	}
	return c.role(cfg)
}

func originOf(cfg *config, key string) origin.Origin {
	if q := cfg.profile.Get(key); q != nil {
		return q.Origin
	}
	return origin.Origin{}
}

// namedSource follows resolveCredsFromSource; the names are case-sensitive.
func (c *plan) namedSource(cfg *config) bool {
	at := originOf(cfg, "credential_source")
	switch cfg.credentialSource {
	case "Environment":
		if !c.hasKeys {
			c.stop("env", "credential_source = Environment, but the environment has no pair of keys")
		}
		c.environment("env", c.id.Origin, cfg.name)
		return true
	case "Ec2InstanceMetadata":
		return c.metadata(at)
	case "EcsContainer":
		if !c.hasContainer() {
			c.refuse("container-not-configured", at, "set one of the two variables, or use another credential_source",
				"credential_source = EcsContainer, but neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set")
			return false
		}
		return c.container()
	}
	c.refuse("credential-source-unknown", at, "write Environment, Ec2InstanceMetadata or EcsContainer, in just these letters",
		"credential_source of profile %s is none that this SDK knows", cfg.name)
	return false
}

// role follows credsFromAssumeRole and stscreds.AssumeRoleProvider.
func (c *plan) role(cfg *config) bool {
	s := resolve.Step{Kind: resolve.StepAssumeRole, Profile: cfg.name, RoleARN: cfg.roleARN, ExternalID: cfg.externalID, MFASerial: cfg.mfaSerial,
		RoleSessionName: cfg.sessionName, DurationSeconds: duration(cfg.duration), Origin: originOf(cfg, "role_arn")}
	if cfg.mfaSerial != "" {
		c.add(s)
		c.refuse("mfa-without-token-provider", originOf(cfg, "mfa_serial"),
			"give the program a token provider (config.WithAssumeRoleCredentialOptions), or use credentials of another kind",
			"the role of profile %s needs an MFA code from %s, and LoadDefaultConfig has no MFA prompt", cfg.name, cfg.mfaSerial)
		return false
	}
	endpoint, err := stsEndpoint(c.r)
	s.Endpoint = endpoint
	c.add(s)
	if err != nil {
		c.stop(resolve.StepAssumeRole, "the role %s cannot be assumed: %s", cfg.roleARN, err)
	}
	return true
}

// duration: a duration counts from sixteen full minutes on; below, the
// default of fifteen is sent. The arithmetic wraps as the SDK's does.
func duration(d time.Duration) *int {
	if d/time.Minute <= 15 {
		d = 15 * time.Minute
	}
	seconds := int(int32(d / time.Second))
	return &seconds
}

// environmentToken follows the environment's branch of assumeWebIdentity.
func (c *plan) environmentToken() {
	arn, _ := c.r.Var("AWS_ROLE_ARN")
	name, _ := c.r.Var("AWS_ROLE_SESSION_NAME")
	if arn.Value == "" {
		c.refuse("role-arn-missing", c.webToken.Origin, "set AWS_ROLE_ARN, or unset AWS_WEB_IDENTITY_TOKEN_FILE",
			"AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not")
		return
	}
	c.webIdentity(resolve.Step{RoleARN: arn.Value, TokenFile: c.webToken.Value, RoleSessionName: name.Value, Origin: arn.Origin})
}

// webIdentity follows assumeWebIdentity and stscreds.WebIdentityRoleProvider,
// which read the token when credentials are asked for and send no duration.
func (c *plan) webIdentity(s resolve.Step) bool {
	s.Kind = resolve.StepWebIdentity
	endpoint, err := stsEndpoint(c.r)
	s.Endpoint = endpoint
	c.add(s)
	if f := c.r.Env.File(s.TokenFile); !readable(f) {
		c.stop(resolve.StepWebIdentity, "the web identity's token cannot be read from %s: %s", s.TokenFile, f.Reason())
	}
	if err != nil {
		c.stop(resolve.StepWebIdentity, "the role %s cannot be assumed: %s", s.RoleARN, err)
	}
	return true
}

// finish says how far the plan comes.
func (c *plan) finish() {
	p := &c.plan
	p.Provider = resolve.LastProvider(p.Steps)
	switch {
	case c.unloaded != "":
		p.Status, p.Message, p.Provider = resolve.StatusError, c.unloaded, ""
	case c.broken != "":
		p.Status, p.Message = resolve.StatusError, c.broken
		if c.nothing && len(p.Steps) == 0 {
			p.Status = resolve.StatusNone
		}
	default:
		p.Status = c.reach()
	}
	if p.Status == resolve.StatusResolved {
		p.AccessKeyID = p.Steps[len(p.Steps)-1].AccessKeyID
	}
	switch {
	case c.unloaded != "":
		c.markFailed("", c.unloaded)
	case c.broken != "":
		c.markFailed(c.brokenBy, c.broken)
	}
	c.notes()
}

// reach is the status of a plan that can be carried out.
func (c *plan) reach() resolve.Status {
	status := resolve.StatusResolved
	for _, s := range c.plan.Steps {
		switch {
		case s.Kind == resolve.StepProcess:
			return resolve.StatusNeedsProcess
		case s.Kind == resolve.StepLogin && s.AccessKeyID != "", s.Kind == resolve.StepStatic:
		default:
			status = resolve.StatusNeedsNetwork
		}
	}
	return status
}

// notes tells what is odd about a plan that would work.
func (c *plan) notes() {
	for _, s := range c.plan.Steps {
		service := ""
		switch s.Kind {
		case resolve.StepAssumeRole, resolve.StepWebIdentity:
			service = "sts"
		case resolve.StepSSO:
			service = "sso"
		default:
			continue
		}
		v := c.r.Setting("endpoint_url")
		if _, own := chainEndpoint(c.r, service); v.Set && !own && v.Origin.Kind != origin.Flag {
			c.r.Problem(resolve.Problem{Code: "endpoint-url-not-in-chain", Severity: resolve.SevNote, Origin: v.Origin,
				Message: "endpoint_url does not reach the " + service + " calls that this SDK makes for credentials",
				Help:    "set " + serviceVariable(service) + " to redirect them"})
		}
	}
}
