package resolve

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/hosts"
)

// gov1Chain plans the credentials of aws-sdk-go v1 (aws/session/credentials.go,
// resolveCredentials): an explicit profile, the environment's keys, its web
// identity, the profile in use; where the profile has none, the container's or
// the instance's. What building the session would refuse is a failure; what
// goes wrong only when the credentials are asked for is the plan's.
func gov1Chain(r *Run) Plan {
	st := r.Kept.(*gov1State)
	c := &gov1Planner{r: r, region: r.Value("region"), hosts: hosts.GoV1{
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
		plan.Status, plan.AccessKeyID, plan.Message = StatusError, "", r.Found.Err.Message
		if fault != nil {
			plan.Message = fault.message
		}
	}
	plan.Tried = c.tried
	gov1Transport(r, st.config)
	gov1Monitoring(r)
	return plan
}

// gov1Link is a step, or the lack of one, with what stands in its way.
type gov1Link struct {
	Step
	fault string // why this step cannot run
	none  bool   // there is no step, only the fault
}

type gov1Planner struct {
	r        *Run
	hosts    hosts.GoV1
	region   string
	provider string
	tried    []Tried
	nothing  bool // no provider has anything to offer
}

func (c *gov1Planner) try(provider string, outcome Outcomes, o Origin, format string, args ...any) {
	c.tried = append(c.tried, Tried{Provider: provider, Outcome: outcome, Origin: o, Reason: fmt.Sprintf(format, args...)})
}

// begin follows resolveCredentials.
func (c *gov1Planner) begin(cfg *gov1Config) ([]gov1Link, *gov1Fault) {
	r := c.r
	explicit := r.Choice.Origin.Kind == Flag
	key, secret, whole := gov1EnvKeys(r)
	token, _ := r.Var("AWS_WEB_IDENTITY_TOKEN_FILE")
	if whole && !explicit {
		c.try("env", OutcomeChosen, key.Origin, "%s and %s are set", key.Origin.Name, secret.Origin.Name)
		c.skipProfile(cfg, "the keys of the environment come before the profile")
		c.provider = "env"
		return []gov1Link{{Step: c.envKeys(key, secret)}}, nil
	}
	c.envTried(key, secret, whole)
	switch {
	case token.Value == "":
		c.try("web-identity", OutcomeAbsent, Origin{}, "AWS_WEB_IDENTITY_TOKEN_FILE is not set")
	case explicit:
		c.try("web-identity", OutcomeSkipped, token.Origin, "%s names a profile, which comes before the environment", r.Choice.Origin.Name)
	default:
		role, _ := r.Var("AWS_ROLE_ARN")
		name, _ := r.Var("AWS_ROLE_SESSION_NAME")
		c.provider = StepWebIdentity
		if role.Value == "" {
			c.try("web-identity", OutcomeFailed, token.Origin, "AWS_ROLE_ARN is not set")
			return nil, &gov1Fault{code: "web-identity-role-missing", origin: token.Origin, help: "set AWS_ROLE_ARN",
				message: "AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN"}
		}
		c.try("web-identity", OutcomeChosen, token.Origin, "AWS_WEB_IDENTITY_TOKEN_FILE is set")
		c.skipProfile(cfg, "the web identity of the environment comes before the profile")
		return []gov1Link{c.webIdentity("", token, role, name)}, nil
	}
	return c.profile(cfg, true)
}

func (c *gov1Planner) envTried(key, secret Candidate, whole bool) {
	switch {
	case whole:
		c.try("env", OutcomeSkipped, key.Origin, "%s names a profile, which comes before the environment's keys", c.r.Choice.Origin.Name)
	case key.Value != "":
		c.try("env", OutcomeFailed, key.Origin, "%s is set, but neither AWS_SECRET_ACCESS_KEY nor AWS_SECRET_KEY", key.Origin.Name)
		c.halfEnv(key, "AWS_SECRET_ACCESS_KEY")
	case secret.Value != "":
		c.try("env", OutcomeFailed, secret.Origin, "%s is set, but neither AWS_ACCESS_KEY_ID nor AWS_ACCESS_KEY", secret.Origin.Name)
		c.halfEnv(secret, "AWS_ACCESS_KEY_ID")
	default:
		c.try("env", OutcomeAbsent, Origin{}, "neither AWS_ACCESS_KEY_ID nor AWS_ACCESS_KEY is set")
	}
}

func (c *gov1Planner) halfEnv(half Candidate, other string) {
	c.r.Problem(Problem{Code: "static-keys-incomplete", Severity: SevWarning, Origin: half.Origin,
		Message: half.Origin.Name + " is passed over: " + other + " is not set", Help: "set both variables, or neither"})
}

func (c *gov1Planner) skipProfile(cfg *gov1Config, why string) {
	switch {
	case cfg.RoleARN.Value != "":
		c.try("assume-role", OutcomeSkipped, cfg.RoleARN.Origin, "%s", why)
	case cfg.hasKeys():
		c.try(gov1Provider(cfg.KeyFile), OutcomeSkipped, cfg.Key.Origin, "%s", why)
	case cfg.hasSSO():
		c.try("sso", OutcomeSkipped, cfg.Origin, "%s", why)
	case cfg.Process.Value != "":
		c.try("process", OutcomeSkipped, cfg.Process.Origin, "%s", why)
	}
}

// gov1EnvKeys are the environment's keys (env_config.go, envConfigLoad).
func gov1EnvKeys(r *Run) (key, secret Candidate, whole bool) {
	first := func(names ...string) Candidate {
		for _, n := range names {
			if v, _ := r.Var(n); v.Value != "" {
				return v
			}
		}
		return Candidate{}
	}
	key, secret = first("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"), first("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY")
	return key, secret, key.Value != "" && secret.Value != ""
}

func (c *gov1Planner) envKeys(key, secret Candidate) Step {
	return Step{Kind: StepStatic, Origin: key.Origin, AccessKeyID: key.Value, SecretKey: Secret(secret.Value),
		SessionToken: Secret(c.r.Env.Get("AWS_SESSION_TOKEN")), Provider: "env"}
}

func gov1Provider(kind FileKind) string {
	if kind == ConfigFile {
		return "config"
	}
	return "shared-credentials"
}

// profile follows resolveCredsFromProfile. Links come in the order they run.
func (c *gov1Planner) profile(cfg *gov1Config, top bool) (links []gov1Link, fault *gov1Fault) {
	// The chain can be a thousand profiles long: walk to its end first.
	var chain []*gov1Config
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
			c.provider = StepAssumeRole
		}
	}
	return links, nil
}

// source is where the chain of roles begins.
func (c *gov1Planner) source(cfg *gov1Config) (links []gov1Link, done bool, fault *gov1Fault) {
	switch {
	case cfg.hasKeys():
		c.provider = gov1Provider(cfg.KeyFile)
		return []gov1Link{{Step: Step{Kind: StepStatic, Profile: cfg.Profile, Origin: cfg.Key.Origin, AccessKeyID: cfg.Key.Value,
			SecretKey: Secret(cfg.Secret.Value), SessionToken: Secret(cfg.Token.Value), Provider: c.provider}}}, false, nil
	case cfg.CredentialSource.Value != "":
		links, fault = c.credentialSource(cfg)
		return links, false, fault
	case cfg.TokenFile.Value != "":
		c.provider = StepWebIdentity
		if cfg.RoleARN.Value == "" {
			return nil, true, &gov1Fault{code: "role-arn-missing", origin: cfg.TokenFile.Origin, help: "let the circle end at a profile with keys",
				message: cfg.named() + " is met a second time, as the source of a role, and then its role_arn does not count for its web identity"}
		}
		return []gov1Link{c.webIdentity(cfg.Profile, cfg.TokenFile, cfg.RoleARN, cfg.SessionName)}, true, nil
	case cfg.hasSSO():
		link, fault := c.sso(cfg)
		c.provider = StepSSO
		return []gov1Link{link}, false, fault
	case cfg.Process.Value != "":
		c.provider = StepProcess
		link := gov1Link{Step: Step{Kind: StepProcess, Profile: cfg.Profile, Origin: cfg.Process.Origin, Command: cfg.Process.Value}}
		if strings.TrimSpace(cfg.Process.Value) == "" {
			link.fault = "credential_process is a command of blanks alone"
		}
		return []gov1Link{link}, false, nil
	}
	link := c.remote(cfg)
	c.nothing = link.none && cfg.RoleARN.Value == ""
	return []gov1Link{link}, false, nil
}

// credentialSource follows resolveCredsFromSource; names keep their case.
func (c *gov1Planner) credentialSource(cfg *gov1Config) ([]gov1Link, *gov1Fault) {
	at := cfg.CredentialSource.Origin
	switch cfg.CredentialSource.Value {
	case "Ec2InstanceMetadata":
		return []gov1Link{c.remote(cfg)}, nil
	case "EcsContainer":
		if c.r.Env.Get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") == "" {
			return nil, &gov1Fault{code: "container-uri-missing", origin: at, help: "set AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
				message: cfg.named() + " has credential_source EcsContainer, but AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not set"}
		}
		return []gov1Link{c.remote(cfg)}, nil
	case "Environment":
		key, secret, whole := gov1EnvKeys(c.r)
		if !whole {
			return []gov1Link{{none: true, Step: Step{Origin: at}, fault: "credential_source of " + cfg.named() + " is Environment, but the environment has no whole pair of keys"}}, nil
		}
		step := c.envKeys(key, secret)
		step.Profile = cfg.Profile
		c.provider = "env"
		return []gov1Link{{Step: step}}, nil
	}
	return nil, &gov1Fault{code: "invalid-value", origin: at, help: "use Environment, Ec2InstanceMetadata or EcsContainer, written so",
		message: cfg.named() + " has an unknown credential_source"}
}

// assumeRole follows credsFromAssumeRole and stscreds.AssumeRoleProvider. STS is
// called in the session's region, not in that of the profile the role is from.
func (c *gov1Planner) assumeRole(cfg *gov1Config) gov1Link {
	seconds := 900
	if d := cfg.Duration; d != nil && *d/time.Minute > 15 {
		seconds = int(*d / time.Second)
	}
	link := gov1Link{Step: Step{Kind: StepAssumeRole, Profile: cfg.Profile, Origin: cfg.RoleARN.Origin, RoleARN: cfg.RoleARN.Value,
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
		link.fault = gov1Short("role_arn", cfg.RoleARN.Value, 20) + gov1Short("role_session_name", cfg.SessionName.Value, 2) +
			gov1Short("external_id", cfg.ExternalID.Value, 2) + gov1Short("mfa_serial", cfg.MFASerial.Value, 9)
	}
	if cfg.MFASerial.Value != "" {
		c.r.Problem(Problem{Code: "mfa-needs-program", Severity: SevNote, Origin: cfg.MFASerial.Origin,
			Message: cfg.named() + " needs an MFA code: building the session fails in a program that sets no AssumeRoleTokenProvider",
			Help:    "give session.Options an AssumeRoleTokenProvider, such as stscreds.StdinTokenProvider"})
	}
	return link
}

// gov1Short says that a parameter is shorter than the SDK lets pass; an empty
// one is not sent.
func gov1Short(key, value string, least int) string {
	if value == "" || len(value) >= least {
		return ""
	}
	return fmt.Sprintf("%s has fewer than %d bytes, which the SDK refuses to send; ", key, least)
}

// webIdentity follows assumeWebIdentity and stscreds.WebIdentityRoleProvider.
func (c *gov1Planner) webIdentity(profile string, file, role, name Candidate) gov1Link {
	link := gov1Link{Step: Step{Kind: StepWebIdentity, Profile: profile, Origin: role.Origin, RoleARN: role.Value,
		TokenFile: file.Value, RoleSessionName: name.Value}}
	url, fault := c.hosts.STS(c.region)
	f := c.r.Env.File(file.Value)
	switch {
	case f.Err != nil:
		link.fault = "the token file cannot be read: " + f.Reason()
	case fault != "":
		link.fault = fault
	default:
		link.Endpoint = url
		link.fault = gov1Short("the role ARN", role.Value, 20) + gov1Short("the session's name", name.Value, 2)
		if len(f.Data) < 4 {
			link.fault += "the token file has fewer than 4 bytes, which the SDK refuses to send; "
		}
	}
	return link
}

// plan says how far the links come. The SDK checks a call before it asks for
// the credentials to sign it with, so of several faults the outermost counts,
// and then nothing at all is called.
func (c *gov1Planner) plan(links []gov1Link) Plan {
	p := Plan{Status: StatusResolved, Provider: c.provider}
	for i, link := range slices.Backward(links) {
		if link.fault == "" {
			continue
		}
		p.Status, p.Message = StatusError, strings.TrimSuffix(link.fault, "; ")
		if c.nothing {
			p.Status, p.Provider, p.Message = StatusNone, "", "neither the environment nor the profile nor a container has credentials, and "+p.Message
		}
		if i == 1 && links[0].Kind == StepStatic {
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
		case link.Kind == StepProcess:
			p.Status = StatusNeedsProcess
		case link.Kind != StepStatic && p.Status == StatusResolved:
			p.Status = StatusNeedsNetwork
		}
	}
	if len(links) == 0 {
		p.Status, p.Provider = StatusNone, ""
	}
	if p.Status == StatusResolved && len(p.Steps) > 0 {
		p.AccessKeyID = p.Steps[0].AccessKeyID
	}
	return p
}
