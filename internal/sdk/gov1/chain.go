package gov1

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// chain plans the credentials of aws-sdk-go v1 (aws/session/credentials.go,
// resolveCredentials): an explicit profile, the environment's keys, its web
// identity, the profile in use; where the profile has none, the container's or
// the instance's. What building the session would refuse is a failure; what
// goes wrong only when the credentials are asked for is the plan's.
func chain(r *resolve.Run) resolve.Plan {
	st := r.Kept.(*state)
	c := &planner{r: r, region: r.Value("region"), hosts: hostRules{
		FIPS:        r.Value("use_fips_endpoint") == "true",
		DualStack:   r.Value("use_dualstack_endpoint") == "true",
		RegionalSTS: r.Value("sts_regional_endpoints") == "regional",
	}}
	if st.fault != nil {
		return c.refused(st.fault)
	}
	failed := r.Failed()
	links, fault := c.begin(st.config)
	if fault != nil {
		r.Fail(fault.code, fault.origin, fault.help, "%s", fault.message)
	}
	plan := c.plan(links)
	if (fault != nil || failed) && r.Failed() {
		plan.Status, plan.AccessKeyID, plan.Message = resolve.StatusError, "", r.Found.Err.Message
		if fault != nil {
			plan.Message = fault.message
		}
	}
	plan.Tried = c.tried
	transport(r, st.config)
	monitoring(r)
	return plan
}

// chainLink is a step, or the lack of one, with what stands in its way.
type chainLink struct {
	resolve.Step
	fault string // why this step cannot run
	none  bool   // there is no step, only the fault
}

type planner struct {
	r        *resolve.Run
	hosts    hostRules
	region   string
	provider string
	tried    []resolve.Tried
	nothing  bool // no provider has anything to offer
}

func (c *planner) try(provider string, outcome resolve.Outcome, o origin.Origin, format string, args ...any) {
	c.r.Tried(&c.tried, provider, outcome, o, format, args...)
}

// begin follows resolveCredentials.
func (c *planner) begin(cfg *config) ([]chainLink, *loadFault) {
	r := c.r
	explicit := r.Choice.Origin.Kind == origin.Flag
	key, secret, whole := envKeys(r)
	token, _ := r.Var("AWS_WEB_IDENTITY_TOKEN_FILE")
	if whole && !explicit {
		c.try("env", resolve.OutcomeChosen, key.Origin, "%s and %s are set", key.Origin.Name, secret.Origin.Name)
		c.skipProfile(cfg, "the keys of the environment come before the profile")
		c.provider = "env"
		return []chainLink{{Step: c.envKeys(key, secret)}}, nil
	}
	c.envTried(key, secret, whole)
	switch {
	case token.Value == "":
		c.try("web-identity", resolve.OutcomeAbsent, origin.Origin{}, "AWS_WEB_IDENTITY_TOKEN_FILE is not set")
	case explicit:
		c.try("web-identity", resolve.OutcomeSkipped, token.Origin, "%s names a profile, which comes before the environment", r.Choice.Origin.Name)
	default:
		role, _ := r.Var("AWS_ROLE_ARN")
		name, _ := r.Var("AWS_ROLE_SESSION_NAME")
		c.provider = resolve.StepWebIdentity
		if role.Value == "" {
			c.try("web-identity", resolve.OutcomeFailed, token.Origin, "AWS_ROLE_ARN is not set")
			return nil, &loadFault{code: "web-identity-role-missing", origin: token.Origin, help: "set AWS_ROLE_ARN",
				message: "AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN"}
		}
		c.try("web-identity", resolve.OutcomeChosen, token.Origin, "AWS_WEB_IDENTITY_TOKEN_FILE is set")
		c.skipProfile(cfg, "the web identity of the environment comes before the profile")
		return []chainLink{c.webIdentity("", token, role, name)}, nil
	}
	return c.profile(cfg, true)
}

func (c *planner) envTried(key, secret origin.Candidate, whole bool) {
	switch {
	case whole:
		c.try("env", resolve.OutcomeSkipped, key.Origin, "%s names a profile, which comes before the environment's keys", c.r.Choice.Origin.Name)
	case key.Value != "":
		c.try("env", resolve.OutcomeFailed, key.Origin, "%s is set, but neither AWS_SECRET_ACCESS_KEY nor AWS_SECRET_KEY", key.Origin.Name)
		c.halfEnv(key, "AWS_SECRET_ACCESS_KEY")
	case secret.Value != "":
		c.try("env", resolve.OutcomeFailed, secret.Origin, "%s is set, but neither AWS_ACCESS_KEY_ID nor AWS_ACCESS_KEY", secret.Origin.Name)
		c.halfEnv(secret, "AWS_ACCESS_KEY_ID")
	default:
		c.try("env", resolve.OutcomeAbsent, origin.Origin{}, "neither AWS_ACCESS_KEY_ID nor AWS_ACCESS_KEY is set")
	}
}

func (c *planner) halfEnv(half origin.Candidate, other string) {
	c.r.Problem(resolve.Problem{Code: "static-keys-incomplete", Severity: resolve.SevWarning, Origin: half.Origin,
		Message: half.Origin.Name + " is passed over: " + other + " is not set", Help: "set both variables, or neither"})
}

func (c *planner) skipProfile(cfg *config, why string) {
	switch {
	case cfg.RoleARN.Value != "":
		c.try("assume-role", resolve.OutcomeSkipped, cfg.RoleARN.Origin, "%s", why)
	case cfg.hasKeys():
		c.try(providerOf(cfg.KeyFile), resolve.OutcomeSkipped, cfg.Key.Origin, "%s", why)
	case cfg.hasSSO():
		c.try("sso", resolve.OutcomeSkipped, cfg.Origin, "%s", why)
	case cfg.Process.Value != "":
		c.try("process", resolve.OutcomeSkipped, cfg.Process.Origin, "%s", why)
	}
}

// envKeys are the environment's keys (env_config.go, envConfigLoad).
func envKeys(r *resolve.Run) (key, secret origin.Candidate, whole bool) {
	first := func(names ...string) origin.Candidate {
		for _, n := range names {
			if v, _ := r.Var(n); v.Value != "" {
				return v
			}
		}
		return origin.Candidate{}
	}
	key, secret = first("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"), first("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY")
	return key, secret, key.Value != "" && secret.Value != ""
}

func (c *planner) envKeys(key, secret origin.Candidate) resolve.Step {
	return resolve.Step{Kind: resolve.StepStatic, Origin: key.Origin, AccessKeyID: key.Value, SecretKey: resolve.Secret(secret.Value),
		SessionToken: resolve.Secret(c.r.Env.Get("AWS_SESSION_TOKEN")), Provider: "env"}
}

func providerOf(kind profiles.FileKind) string {
	if kind == profiles.ConfigFile {
		return "config"
	}
	return "shared-credentials"
}

// profile follows resolveCredsFromProfile. Links come in the order they run.
func (c *planner) profile(cfg *config, top bool) (links []chainLink, fault *loadFault) {
	// The chain can be a thousand profiles long: walk to its end first.
	var chain []*config
	for at := cfg; at != nil; at = at.Source {
		chain = append(chain, at)
	}
	last := chain[len(chain)-1]
	if top {
		c.profileTried(cfg, last)
	}
	links, done, fault := c.source(last)
	if fault != nil {
		return links, fault
	}
	if done { // a web identity's role is its own
		chain = chain[:len(chain)-1]
	}
	for i := len(chain) - 1; i >= 0; i-- {
		if chain[i].RoleARN.Value != "" {
			links = append(links, c.assumeRole(chain[i]))
			c.provider = resolve.StepAssumeRole
		}
	}
	return links, nil
}

// source is where the chain of roles begins.
func (c *planner) source(cfg *config) (links []chainLink, done bool, fault *loadFault) {
	switch {
	case cfg.hasKeys():
		c.provider = providerOf(cfg.KeyFile)
		return []chainLink{{Step: resolve.Step{Kind: resolve.StepStatic, Profile: cfg.Profile, Origin: cfg.Key.Origin, AccessKeyID: cfg.Key.Value,
			SecretKey: resolve.Secret(cfg.Secret.Value), SessionToken: resolve.Secret(cfg.Token.Value), Provider: c.provider}}}, false, nil
	case cfg.CredentialSource.Value != "":
		links, fault = c.credentialSource(cfg)
		return links, false, fault
	case cfg.TokenFile.Value != "":
		c.provider = resolve.StepWebIdentity
		if cfg.RoleARN.Value == "" {
			return nil, true, &loadFault{code: "role-arn-missing", origin: cfg.TokenFile.Origin, help: "let the loop end at a profile with keys",
				message: cfg.named() + " is met a second time, as the source of a role, and then its role_arn does not count for its web identity"}
		}
		return []chainLink{c.webIdentity(cfg.Profile, cfg.TokenFile, cfg.RoleARN, cfg.SessionName)}, true, nil
	case cfg.hasSSO():
		link, fault := c.sso(cfg)
		c.provider = resolve.StepSSO
		return []chainLink{link}, false, fault
	case cfg.Process.Value != "":
		c.provider = resolve.StepProcess
		link := chainLink{Step: resolve.Step{Kind: resolve.StepProcess, Profile: cfg.Profile, Origin: cfg.Process.Origin, Command: cfg.Process.Value}}
		if strings.TrimSpace(cfg.Process.Value) == "" {
			link.fault = "credential_process is a command of blanks alone"
		}
		return []chainLink{link}, false, nil
	}
	link := c.remote(cfg)
	c.nothing = link.none && cfg.RoleARN.Value == ""
	return []chainLink{link}, false, nil
}

// credentialSource follows resolveCredsFromSource; names keep their case.
func (c *planner) credentialSource(cfg *config) ([]chainLink, *loadFault) {
	at := cfg.CredentialSource.Origin
	switch cfg.CredentialSource.Value {
	case "Ec2InstanceMetadata":
		return []chainLink{c.remote(cfg)}, nil
	case "EcsContainer":
		if c.r.Env.Get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") == "" {
			return nil, &loadFault{code: "container-uri-missing", origin: at, help: "set AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
				message: cfg.named() + " has credential_source EcsContainer, but AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not set"}
		}
		return []chainLink{c.remote(cfg)}, nil
	case "Environment":
		key, secret, whole := envKeys(c.r)
		if !whole {
			return []chainLink{{none: true, Step: resolve.Step{Origin: at}, fault: "credential_source of " + cfg.named() + " is Environment, but the environment has no whole pair of keys"}}, nil
		}
		step := c.envKeys(key, secret)
		step.Profile = cfg.Profile
		c.provider = "env"
		return []chainLink{{Step: step}}, nil
	}
	return nil, &loadFault{code: "invalid-value", origin: at, help: "use Environment, Ec2InstanceMetadata or EcsContainer, written so",
		message: cfg.named() + " has an unknown credential_source"}
}

// assumeRole follows credsFromAssumeRole and stscreds.AssumeRoleProvider. STS is
// called in the session's region, not in that of the profile the role is from.
func (c *planner) assumeRole(cfg *config) chainLink {
	seconds := 900
	if d := cfg.Duration; d != nil && *d/time.Minute > 15 {
		seconds = int(*d / time.Second)
	}
	link := chainLink{Step: resolve.Step{Kind: resolve.StepAssumeRole, Profile: cfg.Profile, Origin: cfg.RoleARN.Origin, RoleARN: cfg.RoleARN.Value,
		ExternalID: cfg.ExternalID.Value, MFASerial: cfg.MFASerial.Value, RoleSessionName: cfg.SessionName.Value, DurationSeconds: &seconds}}
	if d := cfg.Duration; d != nil && time.Duration(seconds)*time.Second != *d {
		link.Note = "duration_seconds counts from 960 on, and as a plain whole number: 900 is sent"
	}
	url, fault := c.hosts.STS(c.region)
	switch {
	case fault != "":
		link.fault = fault
	default:
		link.Endpoint = url
		link.fault = short("role_arn", cfg.RoleARN.Value, 20) + short("role_session_name", cfg.SessionName.Value, 2) +
			short("external_id", cfg.ExternalID.Value, 2) + short("mfa_serial", cfg.MFASerial.Value, 9)
	}
	if cfg.MFASerial.Value != "" {
		c.r.Problem(resolve.Problem{Code: "mfa-needs-program", Severity: resolve.SevNote, Origin: cfg.MFASerial.Origin,
			Message: cfg.named() + " needs an MFA code: building the session fails in a program that sets no AssumeRoleTokenProvider",
			Help:    "give session.Options an AssumeRoleTokenProvider, such as stscreds.StdinTokenProvider"})
	}
	return link
}

// short says that a parameter is shorter than the SDK lets pass; an empty
// one is not sent.
func short(key, value string, least int) string {
	if value == "" || len(value) >= least {
		return ""
	}
	return fmt.Sprintf("%s has fewer than %d bytes, which the SDK rejects; ", key, least)
}

// webIdentity follows assumeWebIdentity and stscreds.WebIdentityRoleProvider.
func (c *planner) webIdentity(profile string, file, role, name origin.Candidate) chainLink {
	link := chainLink{Step: resolve.Step{Kind: resolve.StepWebIdentity, Profile: profile, Origin: role.Origin, RoleARN: role.Value,
		TokenFile: file.Value, RoleSessionName: name.Value}}
	url, fault := c.hosts.STS(c.region)
	f := c.r.Env.File(file.Value)
	switch {
	case f.Err != nil:
		link.fault = "the web identity's token cannot be read from " + file.Value + ": " + f.Reason()
	case fault != "":
		link.fault = fault
	default:
		link.Endpoint = url
		link.fault = short("the role ARN", role.Value, 20) + short("the session's name", name.Value, 2)
		if len(f.Data) < 4 {
			link.fault += "the token file has fewer than 4 bytes, which the SDK rejects; "
		}
	}
	return link
}

// plan says how far the links come. The SDK checks a call before it asks for
// the credentials to sign it with, so of several faults the outermost counts,
// and then nothing at all is called.
func (c *planner) plan(links []chainLink) resolve.Plan {
	p := resolve.Plan{Status: resolve.StatusResolved, Provider: c.provider}
	for i, link := range slices.Backward(links) {
		if link.fault == "" {
			continue
		}
		p.Status, p.Message = resolve.StatusError, strings.TrimSuffix(link.fault, "; ")
		if c.nothing {
			p.Status, p.Provider, p.Message = resolve.StatusNone, "", "neither the environment nor the profile nor a container has credentials, and "+p.Message
		}
		if i == 1 && links[0].Kind == resolve.StepStatic {
			p.Steps = append(p.Steps, links[0].Step)
		}
		if !link.none {
			p.Steps = append(p.Steps, link.Step)
		}
		return p
	}
	for _, link := range links {
		p.Steps = append(p.Steps, link.Step)
		switch {
		case link.Kind == resolve.StepProcess:
			p.Status = resolve.StatusNeedsProcess
		case link.Kind != resolve.StepStatic && p.Status == resolve.StatusResolved:
			p.Status = resolve.StatusNeedsNetwork
		}
	}
	if len(links) == 0 {
		p.Status, p.Provider = resolve.StatusNone, ""
	}
	if p.Status == resolve.StatusResolved && len(p.Steps) > 0 {
		p.AccessKeyID = p.Steps[0].AccessKeyID
	}
	return p
}
