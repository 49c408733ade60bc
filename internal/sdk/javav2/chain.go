package javav2

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// chain follows DefaultCredentialsProvider.createChain: system properties, the
// environment's keys, its web identity, the profile, the container, instance
// metadata. Every failure leads to the next (AwsCredentialsProviderChain).
//
// All providers are made before any is asked, and that of the web identity looks
// for a region as it is made.
func chain(r *resolve.Run) resolve.Plan {
	c := &plan{r: r}
	identity := c.makeWebIdentity()
	c.properties()
	c.environment()
	c.webIdentity(identity)
	c.profile()
	c.container()
	c.metadata()
	return c.finish()
}

// profilePlan is what the profile gives by itself (ProfileCredentialsProvider).
func profilePlan(r *resolve.Run) resolve.Plan {
	c := &plan{r: r}
	c.profile()
	return c.finish()
}

// plan is a plan in the making.
type plan struct {
	r     *resolve.Run
	plan  resolve.Plan
	taken string   // why the providers that follow are not asked
	by    string   // the provider that is
	found string   // the key id that it ends with
	fault []*fault // of the providers that failed

	inside *resolve.Run // see client
}

// fault is why a provider has no credentials.
type fault struct {
	code   string
	origin origin.Origin
	help   string
	text   string
	sdk    string // the same in the words of the SDK, where it says something else
}

func faulty(code string, o origin.Origin, help, sdk, format string, args ...any) *fault {
	return &fault{code: code, origin: o, help: help, sdk: sdk, text: fmt.Sprintf(format, args...)}
}

func (f *fault) String() string {
	if f.sdk == "" {
		return f.text
	}
	return resolve.InItsWords(f.text, "Java", f.sdk)
}

func (c *plan) try(provider string, outcome resolve.Outcome, o origin.Origin, format string, args ...any) {
	c.r.Tried(&c.plan.Tried, provider, outcome, o, format, args...)
}

// provider carries out what is configured for a provider, unless one before it
// has credentials. there says what is configured, and is empty where nothing is.
func (c *plan) provider(name string, o origin.Origin, there, absent string, carryOut func() *fault) {
	switch {
	case there == "":
		c.try(name, resolve.OutcomeAbsent, origin.Origin{}, "%s", absent)
		return
	case c.taken != "":
		c.try(name, resolve.OutcomeSkipped, o, "%s, but %s", there, c.taken)
		return
	}
	f := carryOut()
	if f == nil {
		c.try(name, resolve.OutcomeChosen, o, "%s", there)
		c.taken, c.by = there, name
		return
	}
	at := f.origin
	if at.IsZero() {
		at = o
	}
	c.try(name, resolve.OutcomeFailed, at, "%s", f)
	c.fault = append(c.fault, f)
	c.r.Problem(resolve.Problem{Code: f.code, Severity: resolve.SevWarning, Origin: at, Message: f.text + ", and the chain goes on to the next provider", Help: f.help})
}

func (c *plan) add(s resolve.Step) {
	c.plan.Steps = append(c.plan.Steps, s)
	switch s.Kind {
	case resolve.StepStatic, resolve.StepLogin:
		c.found = s.AccessKeyID
	default:
		c.found = ""
	}
}

// keys are a pair of keys by variables or properties.
type keys struct {
	id, secret origin.Candidate
	step       resolve.Step
	missing    string // the name that is not set, or blank
	blank      bool
	half       bool // the other one is there
}

// keysOf follows SystemSettingsCredentialsProvider: what is blank counts as unset.
func keysOf(look func(name string) (origin.Candidate, bool), id, secret, token, account string) keys {
	filled := func(name string) (origin.Candidate, bool) {
		c, _ := look(name)
		return c, !blank(c.Value)
	}
	var k keys
	var hasID, hasSecret bool
	k.id, hasID = filled(id)
	k.secret, hasSecret = filled(secret)
	k.half = hasID != hasSecret
	switch {
	case !hasID:
		k.missing = id
	case !hasSecret:
		k.missing = secret
	}
	if k.missing == "" {
		t, _ := filled(token)
		a, _ := filled(account)
		k.step = resolve.Step{Kind: resolve.StepStatic, Provider: "env", Origin: k.id.Origin, AccessKeyID: trim(k.id.Value), SecretKey: resolve.Secret(trim(k.secret.Value)),
			SessionToken: resolve.Secret(trim(t.Value)), AccountID: trim(a.Value)}
		return k
	}
	_, k.blank = look(k.missing)
	return k
}

func (c *plan) environmentKeys() keys {
	look := func(name string) (origin.Candidate, bool) {
		v, ok := c.r.Env.Lookup(name)
		return origin.Candidate{Value: v.Value, Origin: origin.Origin{Kind: origin.EnvVar, Name: name, File: v.File, Line: v.Line}}, ok
	}
	return keysOf(look, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCOUNT_ID")
}

func (c *plan) propertyKeys() keys {
	return keysOf(c.r.JavaProperty, "aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken", "aws.accountId")
}

// properties: who sets no such property need not hear of them.
func (c *plan) properties() {
	if k := c.propertyKeys(); k.missing == "" || k.half {
		c.keys(k, "system property ")
	}
}

func (c *plan) environment() { c.keys(c.environmentKeys(), "") }

func (c *plan) keys(k keys, what string) {
	if k.missing == "" {
		c.provider("env", k.id.Origin, k.id.Origin.String()+" and "+k.secret.Origin.String()+" are set", "", func() *fault {
			c.add(k.step)
			return nil
		})
		return
	}
	c.try("env", resolve.OutcomeAbsent, origin.Origin{}, "%s%s", what, k.why())
	if !k.half || c.taken != "" {
		return
	}
	there := k.other()
	c.r.Problem(resolve.Problem{Code: "incomplete-keys", Severity: resolve.SevWarning, Origin: there.Origin,
		Message: there.Origin.String() + " is passed over: " + what + k.missing + " is not set", Help: "set " + what + k.missing + " too"})
}

func (k keys) other() origin.Candidate {
	if blank(k.id.Value) {
		return k.secret
	}
	return k.id
}

// why says why there are no keys.
func (k keys) why() string {
	said := k.missing + " is not set"
	if k.blank {
		said = k.missing + " is blank, which counts as unset"
	}
	if k.half {
		said += ", though " + k.other().Origin.String() + " is set"
	}
	return said
}

// webIdentity follows WebIdentityTokenFileCredentialsProvider, which needs no
// profile and comes before any.
func (c *plan) webIdentity(made func() *fault) {
	token, ok := system(c.r, "AWS_WEB_IDENTITY_TOKEN_FILE")
	there := ""
	if ok {
		there = token.Origin.String() + " names a web identity token"
	}
	c.provider(resolve.StepWebIdentity, token.Origin, there, "AWS_WEB_IDENTITY_TOKEN_FILE is not set", func() *fault { return made() })
}

// makeWebIdentity makes that provider, and gives what asking it does.
func (c *plan) makeWebIdentity() func() *fault {
	token, hasToken := system(c.r, "AWS_WEB_IDENTITY_TOKEN_FILE")
	arn, hasARN := system(c.r, "AWS_ROLE_ARN")
	if !hasToken || !hasARN {
		return func() *fault {
			return faulty("role-arn-missing", token.Origin, "set AWS_ROLE_ARN too",
				"Either the environment variable AWS_ROLE_ARN or the javaproperty aws.roleArn must be set.", "a web identity token is named, but no AWS_ROLE_ARN")
		}
	}
	name, _ := system(c.r, "AWS_ROLE_SESSION_NAME")
	return c.assumeWithToken(resolve.Step{RoleARN: arn.Value, TokenFile: token.Value, RoleSessionName: name.Value, Origin: arn.Origin})
}

// finish says how far the plan comes.
func (c *plan) finish() resolve.Plan {
	p := &c.plan
	p.Status = resolve.StatusResolved
	for _, s := range p.Steps {
		switch s.Kind {
		case resolve.StepProcess:
			p.Status = resolve.StatusNeedsProcess
		case resolve.StepStatic:
		case resolve.StepLogin:
			if s.AccessKeyID != "" {
				continue
			}
			fallthrough
		default:
			if p.Status != resolve.StatusNeedsProcess {
				p.Status = resolve.StatusNeedsNetwork
			}
		}
	}
	var why []string
	for _, f := range c.fault {
		why = append(why, f.String())
	}
	switch {
	case c.taken != "":
		p.Provider = c.by
		if p.Status == resolve.StatusResolved {
			p.AccessKeyID = c.found
		}
		if len(why) > 0 {
			p.Message = "passed over: " + strings.Join(why, "; ")
		}
		return *p
	case len(why) > 0:
		p.Status, p.Message = resolve.StatusError, "no provider has credentials: "+strings.Join(why, "; ")
	default:
		p.Status, p.Message = resolve.StatusNone, "no provider has credentials; the SDK says: Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain"
	}
	return *p
}
