package boto

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// chain follows credentials.py, create_credential_resolver and
// CredentialResolver: the first provider that returns something is the one; a
// provider that raises an error ends the search. Roles, web identities and SSO
// call nobody before the credentials are used, but what their profiles lack is
// an error at once.
func chain(r *resolve.Run) resolve.Plan {
	kept := r.Kept.(*loaded)
	c := &planner{r: r, kept: kept}
	c.visited.Add(inUse(r))
	if f := c.unready(); f != nil {
		c.problem(f)
		return resolve.Plan{Status: resolve.StatusError, Message: f.message}
	}
	c.plan.Steps = c.early()
	links := c.links()
	found, fault := c.try(links, true)
	switch {
	case fault != nil:
		c.plan.Status, c.plan.Message = resolve.StatusError, fault.message
		c.plan.Provider = fault.provider
		c.problem(fault)
	case found == nil:
		c.plan.Status, c.plan.Message = resolve.StatusNone, "no provider of the chain has anything"
	default:
		c.plan.Provider = found.provider
		c.plan.Steps = append(c.plan.Steps, found.steps...)
		c.settle(found)
	}
	c.plan.Steps = mergeCalls(c.plan.Steps)
	if c.plan.Status == "" {
		c.plan.Status = resolve.Reach(c.plan.Steps)
	}
	return c.plan
}

type planner struct {
	r       *resolve.Run
	kept    *loaded
	plan    resolve.Plan
	visited profiles.Trail // profiles that roles have led to, the profile in use first
}

// creds is what a provider returns: credentials that are there, or that
// the steps lead to once they are used.
type creds struct {
	provider string
	steps    []resolve.Step
	broken   *fault // why the steps do not lead there; the last one fails
}

// link is a provider of the chain.
type link struct {
	provider string
	there    bool          // something is configured for it
	origin   origin.Origin // of what is
	text     string        // says what is, or what is not
	skip     string        // why the chain does without it although something is there
	load     func() (*creds, *fault)
}

// unready: making the chain asks for the settings of instance metadata, which
// fails whatever the credentials are to come from. Where the files cannot be
// used at all, that is where it shows.
func (c *planner) unready() *fault {
	if f := c.kept.fault; f != nil {
		for _, name := range []string{"metadata_service_timeout", "metadata_service_num_attempts", "ec2_metadata_service_endpoint",
			"ec2_metadata_service_endpoint_mode", "ec2_metadata_v1_disabled"} {
			if _, ok := raw(c.r, name); !ok {
				return f
			}
		}
	}
	return metadataFault(c.r)
}

// links gives the chain.
func (c *planner) links() []link {
	name := inUse(c.r)
	explicit := c.r.Choice.Origin.Kind == origin.Flag
	env := c.environment()
	if explicit {
		env.skip = c.r.Choice.Origin.String() + " names a profile, which keeps this SDK from looking for keys in the environment"
	}
	if f := c.kept.fault; f != nil { // the next provider asks for the files
		return []link{env, {provider: resolve.StepAssumeRole, there: true, text: "the profile is wanted", load: func() (*creds, *fault) { return nil, f }}}
	}
	links := []link{env, c.roleLink(name)}
	links = append(links, c.profileLinks(name, explicit)...)
	return append(links, c.oldestFile(), c.botoFile(), c.container(), c.metadata())
}

// profileLinks are the providers of one profile (credentials.py,
// ProfileProviderBuilder): those of the chain, or of a role's source profile.
func (c *planner) profileLinks(name string, withoutEnv bool) []link {
	return []link{
		c.webIdentity(name, withoutEnv),
		c.sso(name),
		c.keys(name, profiles.CredentialsFile),
		c.login(name),
		c.process(name),
		c.keys(name, profiles.ConfigFile),
	}
}

// try asks the providers in turn.
func (c *planner) try(links []link, record bool) (*creds, *fault) {
	var found *creds
	var fault *fault
	taken := ""
	for _, l := range links {
		outcome, reason := resolve.OutcomeAbsent, l.text
		switch {
		case !l.there:
		case l.skip != "":
			outcome, reason = resolve.OutcomeSkipped, l.text+", but "+l.skip
		case taken != "":
			outcome, reason = resolve.OutcomeSkipped, l.text+", but "+taken
		default:
			got, f := l.load()
			switch {
			case f != nil:
				fault = f
				if fault.provider == "" {
					fault.provider = l.provider
				}
				outcome, reason, taken = resolve.OutcomeFailed, f.message, "the chain has stopped at "+l.provider
			case got == nil:
				reason = l.text + ", with no credentials in it"
			default:
				found, outcome, taken = got, resolve.OutcomeChosen, l.provider+" comes first"
				if got.broken != nil {
					outcome, reason = resolve.OutcomeFailed, got.broken.message
				}
			}
		}
		if record {
			c.r.Tried(&c.plan.Tried, l.provider, outcome, l.origin, "%s", reason)
		}
		if !record && taken != "" {
			break
		}
	}
	return found, fault
}

// settle says how the credentials that were found end.
func (c *planner) settle(found *creds) {
	if f := found.broken; f != nil {
		c.plan.Status, c.plan.Message = resolve.StatusError, f.message
		c.problem(f)
		return
	}
	if n := len(found.steps); n > 0 && found.steps[n-1].AccessKeyID != "" {
		c.plan.AccessKeyID = found.steps[n-1].AccessKeyID
	}
}

func (c *planner) problem(f *fault) {
	c.r.Problem(resolve.Problem{Code: f.code, Severity: resolve.SevError, Message: f.message, Origin: f.origin, Help: f.help})
}

// early is what is called before any credentials are looked for: AWS CLI v2
// asks instance metadata for a region where none is configured, and botocore
// asks it when a client is built with defaults_mode = auto.
func (c *planner) early() []resolve.Step {
	if !isCLI(c.r) {
		if v := c.r.Setting("region"); v.Set && !pyRegion(v.Value) || tokenFault(c.r) != nil {
			return nil // no client gets that far
		}
	}
	return c.clientCalls(region(c.r))
}

// clientCalls is what building a client calls.
func (c *planner) clientCalls(_ string, known bool) []resolve.Step {
	note := ""
	switch {
	case isCLI(c.r) && !known:
		note = "asks for the region, which is not configured"
	case !isCLI(c.r) && autoAsks(c.r):
		note = "asks for the region, which defaults_mode = auto compares with"
	default:
		return nil
	}
	if metadataOff(c.r) != "" {
		return nil
	}
	return []resolve.Step{{Kind: resolve.StepIMDS, Endpoint: metadataBase(c.r), Note: note}}
}

// autoAsks: configprovider.py, resolve_auto_mode.
func autoAsks(r *resolve.Run) bool {
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

// region is the region of the session and whether there is one; an empty
// one is one.
func region(r *resolve.Run) (string, bool) {
	c, ok := raw(r, "region")
	return c.Value, ok
}

// mergeCalls makes one step of calls to instance metadata that follow
// each other: the last of them, for what it brings.
func mergeCalls(steps []resolve.Step) []resolve.Step {
	var merged []resolve.Step
	last := -1 // the call before, if it was one to instance metadata
	for _, s := range steps {
		switch s.Kind {
		case resolve.StepStatic, resolve.StepProcess, resolve.StepLogin:
		case resolve.StepIMDS:
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

func problemf(code string, o origin.Origin, help, format string, args ...any) *fault {
	return &fault{code: code, origin: o, help: help, message: fmt.Sprintf(format, args...)}
}
