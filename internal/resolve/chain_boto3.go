package resolve

import (
	"fmt"
	"strings"
)

// chainBoto3 follows credentials.py, create_credential_resolver and
// CredentialResolver: the first provider that returns something is the one; a
// provider that raises an error ends the search. Roles, web identities and SSO
// call nobody before the credentials are used, but what their profiles lack is
// an error at once.
func chainBoto3(r *Run) Plan {
	kept := r.Kept.(*loadedBoto3)
	c := &plannerBoto3{r: r, kept: kept, visited: []string{r.inUseBoto3()}}
	if f := c.unready(); f != nil {
		c.problem(f)
		return Plan{Status: StatusError, Message: f.message}
	}
	c.plan.Steps = c.early()
	links := c.links()
	found, fault := c.try(links, true)
	switch {
	case fault != nil:
		c.plan.Status, c.plan.Message = StatusError, fault.message
		c.plan.Provider = fault.provider
		c.problem(fault)
	case found == nil:
		c.plan.Status, c.plan.Message = StatusNone, "no provider of the chain has anything"
	default:
		c.plan.Provider = found.provider
		c.plan.Steps = append(c.plan.Steps, found.steps...)
		c.settle(found)
	}
	c.plan.Steps = mergeCallsBoto3(c.plan.Steps)
	if c.plan.Status == "" {
		c.plan.Status = reachBoto3(c.plan.Steps)
	}
	return c.plan
}

type plannerBoto3 struct {
	r       *Run
	kept    *loadedBoto3
	plan    Plan
	visited []string // profiles that roles have led to, the profile in use first
}

// credsBoto3 is what a provider returns: credentials that are there, or that
// the steps lead to once they are used.
type credsBoto3 struct {
	provider string
	steps    []Step
	broken   *faultBoto3 // why the steps do not lead there; the last one fails
}

// linkBoto3 is a provider of the chain.
type linkBoto3 struct {
	provider string
	there    bool   // something is configured for it
	origin   Origin // of what is
	text     string // says what is, or what is not
	skip     string // why the chain does without it although something is there
	load     func() (*credsBoto3, *faultBoto3)
}

// unready: making the chain asks for the settings of instance metadata, which
// fails whatever the credentials are to come from. Where the files cannot be
// used at all, that is where it shows.
func (c *plannerBoto3) unready() *faultBoto3 {
	if f := c.kept.fault; f != nil {
		for _, name := range []string{"metadata_service_timeout", "metadata_service_num_attempts", "ec2_metadata_service_endpoint",
			"ec2_metadata_service_endpoint_mode", "ec2_metadata_v1_disabled"} {
			if _, ok := c.r.rawBoto3(name); !ok {
				return f
			}
		}
	}
	return c.r.metadataFaultBoto3()
}

// links gives the chain.
func (c *plannerBoto3) links() []linkBoto3 {
	name := c.r.inUseBoto3()
	explicit := c.r.Choice.Origin.Kind == Flag
	env := c.environment()
	if explicit {
		env.skip = c.r.Choice.Origin.String() + " names a profile, which keeps this SDK from looking for keys in the environment"
	}
	if f := c.kept.fault; f != nil { // the next provider asks for the files
		return []linkBoto3{env, {provider: StepAssumeRole, there: true, text: "the profile is wanted", load: func() (*credsBoto3, *faultBoto3) { return nil, f }}}
	}
	links := []linkBoto3{env, c.roleLink(name)}
	links = append(links, c.profileLinks(name, explicit)...)
	return append(links, c.oldestFile(), c.botoFile(), c.container(), c.metadata())
}

// profileLinks are the providers of one profile (credentials.py,
// ProfileProviderBuilder): those of the chain, or of a role's source profile.
func (c *plannerBoto3) profileLinks(name string, withoutEnv bool) []linkBoto3 {
	return []linkBoto3{
		c.webIdentity(name, withoutEnv),
		c.sso(name),
		c.keys(name, CredentialsFile),
		c.login(name),
		c.process(name),
		c.keys(name, ConfigFile),
	}
}

// try asks the providers in turn.
func (c *plannerBoto3) try(links []linkBoto3, record bool) (*credsBoto3, *faultBoto3) {
	var found *credsBoto3
	var fault *faultBoto3
	taken := ""
	for _, l := range links {
		outcome, reason := OutcomeAbsent, l.text
		switch {
		case !l.there:
		case l.skip != "":
			outcome, reason = OutcomeSkipped, l.text+", but "+l.skip
		case taken != "":
			outcome, reason = OutcomeSkipped, l.text+", but "+taken
		default:
			got, f := l.load()
			switch {
			case f != nil:
				fault = f
				if fault.provider == "" {
					fault.provider = l.provider
				}
				outcome, reason, taken = OutcomeFailed, f.message, "the chain has stopped at "+l.provider
			case got == nil:
				reason = l.text + ", with no credentials in it"
			default:
				found, outcome, taken = got, OutcomeChosen, l.provider+" comes first"
				if got.broken != nil {
					outcome, reason = OutcomeFailed, got.broken.message
				}
			}
		}
		if record {
			c.plan.Tried = append(c.plan.Tried, Tried{Provider: l.provider, Outcome: outcome, Reason: reason, Origin: l.origin})
		}
		if !record && taken != "" {
			break
		}
	}
	return found, fault
}

// settle says how the credentials that were found end.
func (c *plannerBoto3) settle(found *credsBoto3) {
	if f := found.broken; f != nil {
		c.plan.Status, c.plan.Message = StatusError, f.message
		c.problem(f)
		return
	}
	if n := len(found.steps); n > 0 && found.steps[n-1].AccessKeyID != "" {
		c.plan.AccessKeyID = found.steps[n-1].AccessKeyID
	}
}

func (c *plannerBoto3) problem(f *faultBoto3) {
	c.r.Problem(Problem{Code: f.code, Severity: SevError, Message: f.message, Origin: f.origin, Help: f.help})
}

// early is what is called before any credentials are looked for: AWS CLI v2
// asks instance metadata for a region where none is configured, and botocore
// asks it when a client is built with defaults_mode = auto.
func (c *plannerBoto3) early() []Step {
	if !c.r.isCLI() {
		if v := c.r.Setting("region"); v.Set && !pyRegion(v.Value) || c.r.tokenFaultBoto3() != nil {
			return nil // no client gets that far
		}
	}
	return c.clientCalls(c.r.regionBoto3())
}

// clientCalls is what building a client calls.
func (c *plannerBoto3) clientCalls(_ string, known bool) []Step {
	note := ""
	switch {
	case c.r.isCLI() && !known:
		note = "asks for the region, which is not configured"
	case !c.r.isCLI() && c.r.autoAsksBoto3():
		note = "asks for the region, which defaults_mode = auto compares with"
	default:
		return nil
	}
	if c.r.metadataOffBoto3() != "" {
		return nil
	}
	return []Step{{Kind: StepIMDS, Endpoint: c.r.metadataBaseBoto3(), Note: note}}
}

// autoAsksBoto3: configprovider.py, resolve_auto_mode.
func (r *Run) autoAsksBoto3() bool {
	if r.Value("defaults_mode") != "auto" {
		return false
	}
	if r.Env.Get("AWS_EXECUTION_ENV") == "" {
		return true
	}
	if v, ok := r.Env.Lookup("AWS_REGION"); ok {
		return v.Value == ""
	}
	return r.Env.Get("AWS_DEFAULT_REGION") == ""
}

// regionBoto3 is the region of the session and whether there is one; an empty
// one is one.
func (r *Run) regionBoto3() (string, bool) {
	c, ok := r.rawBoto3("region")
	return c.Value, ok
}

// mergeCallsBoto3 makes one step of calls to instance metadata that follow
// each other: the last of them, for what it brings.
func mergeCallsBoto3(steps []Step) []Step {
	var merged []Step
	last := -1 // the call before, if it was one to instance metadata
	for _, s := range steps {
		switch s.Kind {
		case StepStatic, StepProcess, StepLogin:
		case StepIMDS:
			if last >= 0 && merged[last].Endpoint == s.Endpoint {
				if s.Provider != "" {
					s.Note = strings.TrimPrefix(merged[last].Note+"; then for credentials", "; ")
					merged = append(merged[:last], merged[last+1:]...)
				} else {
					continue
				}
			}
			last = len(merged)
		default:
			last = -1
		}
		merged = append(merged, s)
	}
	return merged
}

// reachBoto3 is the status of a plan that can be carried out.
func reachBoto3(steps []Step) Status {
	status := StatusResolved
	for _, s := range steps {
		switch {
		case s.Kind == StepProcess:
			return StatusNeedsProcess
		case s.Kind == StepStatic, s.Kind == StepLogin && s.AccessKeyID != "":
		default:
			status = StatusNeedsNetwork
		}
	}
	return status
}

func problemfBoto3(code string, o Origin, help, format string, args ...any) *faultBoto3 {
	return &faultBoto3{code: code, origin: o, help: help, message: fmt.Sprintf(format, args...)}
}
