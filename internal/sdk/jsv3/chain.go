package jsv3

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// chain follows defaultProvider (credential-provider-node): the keys of the
// environment, the profile, a web identity of the environment, a container or
// instance metadata. A link that has nothing, or whose error says so, hands on
// to the next; any other error ends the chain.
func chain(r *resolve.Run) resolve.Plan {
	c := &plan{r: r}
	for _, link := range []func() link{c.environment, c.profile, c.process, c.tokenFile, c.remote} {
		got := link()
		if c.ended {
			continue // asked for its row alone
		}
		switch got.end {
		case ended, failed:
			c.last, c.ended = got, true
		case goOn:
			if got.message != "" && c.first.message == "" {
				c.first = got
			}
		}
	}
	c.finish()
	return c.plan
}

// end is how a link of the chain ends.
type end int

const (
	goOn   end = iota // the next link is asked
	ended             // it gives credentials, as far as can be known
	failed            // credentials cannot be had
)

// link is what came of a link.
type link struct {
	end     end
	message string        // why it gives nothing, where that is a fault
	origin  origin.Origin // of what is at fault
	steps   []resolve.Step
}

func fatal(o origin.Origin, steps []resolve.Step, format string, args ...any) link {
	return link{end: failed, origin: o, steps: steps, message: fmt.Sprintf(format, args...)}
}

func next(o origin.Origin, format string, args ...any) link {
	return link{origin: o, message: fmt.Sprintf(format, args...)}
}

func done(steps ...resolve.Step) link { return link{end: ended, steps: steps} }

// plan is a plan in the making.
type plan struct {
	r     *resolve.Run
	plan  resolve.Plan
	first link // the first link that was at fault and handed on
	last  link // the link with which the chain ended
	ended bool
	taken string // what the chain has settled on, for the rows of the others

	from    roleSource // of the profile in hand
	assumer string     // the profile whose role is assumed last, empty before a role's client is made
	region  string     // of that profile, which is that of all roles of the chain
}

func (c *plan) try(provider string, outcome resolve.Outcome, o origin.Origin, format string, args ...any) {
	c.r.Tried(&c.plan.Tried, provider, outcome, o, format, args...)
}

// row records a provider: whether there is something for it, and whether it is
// the one that is taken.
func (c *plan) row(provider string, there bool, o origin.Origin, text, absent string) {
	switch {
	case !there:
		c.try(provider, resolve.OutcomeAbsent, origin.Origin{}, "%s", absent)
	case c.taken == "":
		c.try(provider, resolve.OutcomeChosen, o, "%s", text)
		c.taken = text
	default:
		c.try(provider, resolve.OutcomeSkipped, o, "%s, but %s", text, c.taken)
	}
}

// settle marks the last chosen row by what came of it, and frees the place for
// the next link where there is one.
func (c *plan) settle(got link) link {
	if c.ended {
		return got
	}
	for i := len(c.plan.Tried) - 1; i >= 0; i-- {
		t := &c.plan.Tried[i]
		if t.Outcome != resolve.OutcomeChosen {
			continue
		}
		if got.end != ended {
			t.Outcome, t.Reason = resolve.OutcomeFailed, got.message
			if !got.origin.IsZero() {
				t.Origin = got.origin
			}
		}
		break
	}
	switch got.end {
	case goOn:
		c.taken = ""
	case failed:
		c.taken = "the chain ends before, with an error"
	}
	return got
}

// environment: a profile that code or AWS_PROFILE names turns the keys of the
// environment off.
func (c *plan) environment() link {
	id, _ := c.r.Var("AWS_ACCESS_KEY_ID")
	secret, _ := c.r.Var("AWS_SECRET_ACCESS_KEY")
	set := id.Value != "" && secret.Value != ""
	by, _ := c.r.Var("AWS_PROFILE")
	if c.r.In.Profile != nil {
		by = *c.r.In.Profile
	}
	help := "unset " + by.Origin.Name
	if by.Origin.Kind == origin.Flag {
		help = "leave " + by.Origin.Name + " out"
	}
	switch {
	case by.Value != "" && set:
		c.try("env", resolve.OutcomeSkipped, id.Origin, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set, but %s names a profile, which this SDK takes instead", by.Origin.Name)
		c.r.Problem(resolve.Problem{Code: "env-keys-passed-over", Severity: resolve.SevWarning, Origin: id.Origin,
			Message: fmt.Sprintf("the keys of the environment are not used, since %s names profile %s", by.Origin.Name, by.Value),
			Help:    help + " to use them; most other SDKs take them first, and this one says that it may come to that"})
		return link{}
	case set:
		c.row("env", true, id.Origin, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set", "")
		return done(c.environmentKeys(""))
	case id.Value != "":
		c.halfPair(id.Origin, "AWS_SECRET_ACCESS_KEY")
	case secret.Value != "":
		c.halfPair(secret.Origin, "AWS_ACCESS_KEY_ID")
	default:
		c.try("env", resolve.OutcomeAbsent, origin.Origin{}, "AWS_ACCESS_KEY_ID is not set")
	}
	return link{}
}

func (c *plan) halfPair(o origin.Origin, other string) {
	c.try("env", resolve.OutcomeAbsent, o, "%s is set, but %s is not", o.Name, other)
	c.r.Problem(resolve.Problem{Code: "incomplete-keys", Severity: resolve.SevWarning, Origin: o,
		Message: o.Name + " is passed over: " + other + " is not set", Help: "set " + other + " too, or unset " + o.Name})
}

func (c *plan) environmentKeys(profile string) resolve.Step {
	id, _ := c.r.Var("AWS_ACCESS_KEY_ID")
	token, _ := c.r.Var("AWS_SESSION_TOKEN")
	return resolve.Step{Kind: resolve.StepStatic, Provider: "env", Profile: profile, Origin: id.Origin,
		AccessKeyID: id.Value, SecretKey: resolve.Secret(c.r.Env.Get("AWS_SECRET_ACCESS_KEY")), SessionToken: resolve.Secret(token.Value)}
}

// process is the link after the profile's: its credential_process is run where
// the profile was taken for something else that had nothing to give, and once
// more where it failed.
func (c *plan) process() link {
	p := c.r.Profile
	q := p.Get("credential_process")
	if c.ended || q == nil || q.Value == "" {
		return link{}
	}
	c.row(resolve.StepProcess, true, q.Origin, "profile "+p.Name+" has credential_process too, which this SDK asks next", "")
	return c.settle(c.runProcess(p))
}

// tokenFile: a web identity of the environment, asked after the profile.
func (c *plan) tokenFile() link {
	file, _ := c.r.Var("AWS_WEB_IDENTITY_TOKEN_FILE")
	arn, _ := c.r.Var("AWS_ROLE_ARN")
	absent := "AWS_WEB_IDENTITY_TOKEN_FILE is not set"
	if file.Value != "" {
		absent = "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not"
	}
	both := file.Value != "" && arn.Value != ""
	c.row(resolve.StepWebIdentity, both, file.Origin, "AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN are set", absent)
	if !both || c.ended {
		return link{}
	}
	name, _ := c.r.Var("AWS_ROLE_SESSION_NAME")
	return c.settle(c.webIdentity(resolve.Step{RoleARN: arn.Value, TokenFile: file.Value, RoleSessionName: name.Value, Origin: arn.Origin}))
}

// sts gives the endpoint of a role call: in the region of the profile whose
// role it is, if that has one, else in the client's (nested-clients/sts:
// resolveRegion).
func (c *plan) sts(own string) (endpoint, fault string) {
	client := client{service: "sts", switches: js(c.r).settings, standard: hosts.STS}
	if own != "" {
		client.region = own
		return client.endpoint(c.r)
	}
	v := c.r.Setting("region")
	if client.region = v.Value; v.Set {
		return client.endpoint(c.r)
	}
	for _, p := range v.Pick(origin.Rejected) {
		if p.Origin.Kind != origin.IMDS && p.Reason != emptyKey && p.Value+p.Origin.Name != "" {
			return "", fmt.Sprintf("the region of %s is %s", p.Origin, p.Reason)
		}
	}
	fault = "no region is set, and STS is called in a region"
	if c.r.Env.Get("AWS_EC2_METADATA_DISABLED") == "" {
		fault += ", unless instance metadata tells one"
	}
	return "", fault
}

// finish says how far the plan comes.
func (c *plan) finish() {
	p := &c.plan
	p.Steps = c.last.steps
	if n := len(p.Steps); n > 0 {
		p.Provider = p.Steps[n-1].Kind
		if p.Provider == resolve.StepStatic {
			p.Provider = p.Steps[n-1].Provider
		}
	}
	switch {
	case c.ended && c.last.end == ended:
		p.Status = resolve.Reach(p.Steps)
		if p.Status == resolve.StatusResolved {
			p.AccessKeyID = p.Steps[len(p.Steps)-1].AccessKeyID
		}
	case c.ended:
		p.Status, p.Message = resolve.StatusError, c.last.message
	case c.first.message != "":
		p.Status, p.Message = resolve.StatusError, c.first.message+"; nothing after it in the chain has credentials"
	default:
		p.Status, p.Message = resolve.StatusNone, "no provider of the chain has credentials"
	}
}
