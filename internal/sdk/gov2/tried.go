package gov2

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// tried lists the providers of the chain in the SDK's order, with what
// comes of each: one is chosen, those before it have nothing, and those after
// it are never asked.
type tried struct {
	c     *plan
	taken string // what comes first, once there is something
}

func (t *tried) add(provider string, outcome resolve.Outcome, o origin.Origin, format string, args ...any) {
	t.c.r.Tried(&t.c.plan.Tried, provider, outcome, o, format, args...)
}

// row is one provider: there says what is configured for it, absent what is not.
func (t *tried) row(provider string, configured bool, o origin.Origin, there, absent string) {
	switch {
	case !configured:
		t.add(provider, resolve.OutcomeAbsent, origin.Origin{}, "%s", absent)
	case t.taken == "":
		t.add(provider, resolve.OutcomeChosen, o, "%s", there)
		t.taken = there
	default:
		t.add(provider, resolve.OutcomeSkipped, o, "%s, but %s", there, t.taken)
	}
}

func (c *plan) tried(cfg *config) {
	t := &tried{c: c}
	t.environment()
	t.roles(cfg)
	t.profile(cfg)
	t.ambient()
}

// environment: keys and web identity of the environment, which a profile that
// code names turns off.
func (t *tried) environment() {
	c := t.c
	explicit := explicitProfile(c.r)
	by := c.r.Choice.Origin.String() + " names a profile, which this SDK takes before the environment"
	switch {
	case c.hasKeys && explicit:
		t.add("env", resolve.OutcomeSkipped, c.id.Origin, "%s and %s are set, but %s", c.id.Origin.Name, c.secret.Origin.Name, by)
	case c.hasKeys:
		t.row("env", true, c.id.Origin, c.id.Origin.Name+" and "+c.secret.Origin.Name+" are set", "")
	case c.id.Value != "":
		c.halfPair(c.id.Origin, c.missing("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY"))
	case c.secret.Value != "":
		c.halfPair(c.secret.Origin, c.missing("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"))
	default:
		t.add("env", resolve.OutcomeAbsent, origin.Origin{}, "%s", c.missing("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"))
	}
	there := "AWS_WEB_IDENTITY_TOKEN_FILE is set"
	if c.webToken.Value != "" && explicit {
		t.add(resolve.StepWebIdentity, resolve.OutcomeSkipped, c.webToken.Origin, "%s, but %s", there, by)
		return
	}
	t.row(resolve.StepWebIdentity, c.webToken.Value != "", c.webToken.Origin, there, c.missing("AWS_WEB_IDENTITY_TOKEN_FILE"))
}

// halfPair says of one half of the environment's keys that it is of no use.
func (c *plan) halfPair(o origin.Origin, why string) {
	c.r.Tried(&c.plan.Tried, "env", resolve.OutcomeFailed, o, "%s is set, but %s", o.Name, why)
	c.r.Problem(resolve.Problem{Code: "incomplete-keys", Severity: resolve.SevWarning, Origin: o,
		Message: o.Name + " is passed over: " + why, Help: "set both halves of the pair, or unset " + o.Name})
}

// missing says that none of some variables has a value, and which is empty.
func (c *plan) missing(names ...string) string {
	for _, name := range names {
		if _, ok := c.r.Var(name); ok {
			return name + " is empty, which counts as unset"
		}
	}
	if len(names) == 1 {
		return names[0] + " is not set"
	}
	return "neither " + names[0] + " nor " + names[1] + " is set"
}

// roles: a role is assumed with what its source profile, its credential_source,
// or else the profile's own settings give.
func (t *tried) roles(cfg *config) {
	key := ""
	switch {
	case cfg.source != "":
		key = "source_profile"
	case cfg.credentialSource != "" && !cfg.keys:
		key = "credential_source"
	}
	who := "profile " + cfg.name
	switch {
	case key != "":
		t.row(resolve.StepAssumeRole, true, originOf(cfg, key), fmt.Sprintf("%s has %s = %s", who, key, cfg.profile.Value(key)), "")
	case cfg.roleARN != "" && cfg.tokenFile != "" && !cfg.keys:
		t.add(resolve.StepAssumeRole, resolve.OutcomeAbsent, origin.Origin{}, "the role of %s is for its web identity", who)
	case cfg.roleARN != "" && t.taken == "":
		t.add(resolve.StepAssumeRole, resolve.OutcomeChosen, originOf(cfg, "role_arn"), "%s has role_arn, assumed with what comes next", who)
	case cfg.roleARN != "":
		t.add(resolve.StepAssumeRole, resolve.OutcomeSkipped, originOf(cfg, "role_arn"), "%s has role_arn, but %s", who, t.taken)
	default:
		t.add(resolve.StepAssumeRole, resolve.OutcomeAbsent, origin.Origin{}, "%s has no role_arn", t.subject(cfg))
	}
}

// subject names the profile, or says that there is none.
func (t *tried) subject(cfg *config) string {
	if cfg.profile == nil {
		return "profile " + cfg.name + " does not exist, so it"
	}
	return "profile " + cfg.name
}

func (t *tried) profile(cfg *config) {
	p, who := cfg.profile, "profile "+cfg.name
	id, secret := p.Value("aws_access_key_id"), p.Value("aws_secret_access_key")
	absent := t.subject(cfg) + " has no keys"
	switch {
	case p.Get("aws_access_key_id") != nil && id == "", p.Get("aws_secret_access_key") != nil && secret == "":
		absent = who + " has keys, but an empty one"
	case id != "" || secret != "":
		absent = who + " has half of a key pair"
	}
	t.row(t.c.keysProvider(p), id != "" && secret != "", originOf(cfg, "aws_access_key_id"), who+" has keys", absent)
	t.row(resolve.StepWebIdentity, p.Value("web_identity_token_file") != "", originOf(cfg, "web_identity_token_file"),
		who+" has web_identity_token_file", t.subject(cfg)+" has no web_identity_token_file")
	sso := &config{profile: p}
	if p != nil {
		sso.read()
	}
	t.row(resolve.StepSSO, sso.hasSSO(), ssoOrigin(sso), who+" has sso settings", t.subject(cfg)+" has no sso settings")
	t.row(resolve.StepLogin, sso.login != "", originOf(sso, "login_session"), who+" has login_session", t.subject(cfg)+" has no login_session")
	t.row(resolve.StepProcess, sso.process != "", originOf(sso, "credential_process"), who+" has credential_process", t.subject(cfg)+" has no credential_process")
}

func (t *tried) ambient() {
	relative, _ := t.c.r.Var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
	full, _ := t.c.r.Var("AWS_CONTAINER_CREDENTIALS_FULL_URI")
	use := relative
	if use.Value == "" {
		use = full
	}
	t.row(resolve.StepContainer, use.Value != "", use.Origin, use.Origin.Name+" is set",
		t.c.missing("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"))
	if v := t.c.r.Setting("ec2_metadata_disabled"); v.Value == "true" {
		outcome := resolve.OutcomeAbsent
		if t.taken == "" {
			outcome = resolve.OutcomeFailed
		}
		t.add(resolve.StepIMDS, outcome, v.Origin, "instance metadata is turned off by %s", v.Origin)
		return
	}
	if t.taken != "" {
		t.add(resolve.StepIMDS, resolve.OutcomeSkipped, origin.Origin{}, "%s, so instance metadata is not asked", t.taken)
		return
	}
	t.add(resolve.StepIMDS, resolve.OutcomeChosen, origin.Origin{}, "nothing else is configured")
}

// markFailed says of the chosen provider that it failed: the one named, or
// else the last, which is the role whose source failed. What the environment
// gives is not at fault when a profile cannot be loaded.
func (c *plan) markFailed(provider, why string) {
	const environment = 2 // the rows of the environment come first
	last := -1
	for i, row := range c.plan.Tried {
		if row.Outcome != resolve.OutcomeChosen || provider == "" && i < environment {
			continue
		}
		if last = i; row.Provider == provider {
			break
		}
	}
	if last >= 0 {
		c.plan.Tried[last].Outcome, c.plan.Tried[last].Reason = resolve.OutcomeFailed, why
	}
}
