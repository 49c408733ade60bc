package resolve

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/environ"
)

// chainSpec follows DefaultCredentialsChain (aws-config 1.13.0,
// default_provider/credentials.rs): the environment, the profile, the web
// identity of the environment, the container, instance metadata. A provider that
// is not configured is passed over; any other failure ends the chain
// (meta/credentials/chain.rs).
func chainSpec(r *Run) Plan {
	c := &planSpec{r: r}
	c.environment()
	c.profile()
	c.webIdentity()
	c.container()
	c.metadata()
	c.finish()
	return c.plan
}

// profilePlanSpec is what the profile gives by itself (ProfileFileCredentialsProvider).
func profilePlanSpec(r *Run) Plan {
	c := &planSpec{r: r}
	c.profile()
	c.finish()
	if f := c.empty; f != nil && c.plan.Status == StatusNone {
		c.plan.Message = f.text + " (" + f.err + "); the Rust SDK says: " + f.words()
	}
	return c.plan
}

// planSpec is a plan in the making.
type planSpec struct {
	r    *Run
	plan Plan

	taken  string       // why the providers that follow are not asked
	chosen *int         // the row of the one that is, in plan.Tried
	fault  *faultSpec   // why the chain stops
	empty  *failureSpec // why the profile is passed over
}

// faultSpec is why credentials cannot be had.
type faultSpec struct {
	code   string
	origin Origin
	help   string
	text   string
	sdk    string // the same in the words of the Rust SDK
}

// How the Rust SDK begins its errors (aws-credential-types, provider/error.rs).
const (
	notEnabledSpec    = "the credential provider was not enabled"
	misconfiguredSpec = "the credentials provider was not properly configured"
	failedSpec        = "an error occurred while loading credentials"
	unexpectedSpec    = "unexpected credentials error"
)

func (c *planSpec) try(provider string, outcome Outcomes, o Origin, format string, args ...any) {
	c.plan.Tried = append(c.plan.Tried, Tried{Provider: provider, Outcome: outcome, Reason: fmt.Sprintf(format, args...), Origin: o})
}

// later says of a provider that something before it comes first; there is
// empty where nothing is configured for it.
func (c *planSpec) later(provider string, o Origin, there, absent string) {
	if there == "" {
		c.try(provider, OutcomeAbsent, Origin{}, "%s", absent)
		return
	}
	c.try(provider, OutcomeSkipped, o, "%s, but %s", there, c.taken)
}

// take says that a provider is used.
func (c *planSpec) take(provider string, o Origin, reason string) {
	row := len(c.plan.Tried)
	c.try(provider, OutcomeChosen, o, "%s", reason)
	c.taken, c.chosen = reason, &row
}

// failed says of the provider in use, or else of the last, that it failed.
func (c *planSpec) failed(o Origin, reason string) {
	at := len(c.plan.Tried) - 1
	if c.chosen != nil {
		at = *c.chosen
	}
	if at < 0 {
		return
	}
	row := &c.plan.Tried[at]
	row.Outcome, row.Reason = OutcomeFailed, reason
	if !o.IsZero() {
		row.Origin = o
	}
}

// stop ends the chain with a fault of the provider tried last.
func (c *planSpec) stop(f *faultSpec) {
	if c.fault != nil {
		return
	}
	c.failed(f.origin, f.text)
	c.fault, c.taken = f, f.text
	if f.code != "" {
		c.r.Problem(Problem{Code: f.code, Severity: SevError, Origin: f.origin, Message: f.text, Help: f.help})
	}
}

// add takes a step into the plan, unless the chain has stopped before it.
func (c *planSpec) add(s Step) {
	if c.fault == nil {
		c.plan.Steps = append(c.plan.Steps, s)
	}
}

// keysSpec are keys of the environment.
type keysSpec struct {
	id, secret Candidate
	step       Step
	missing    string // the variable that is not there, or empty
	half       bool   // the other one is
}

// environmentKeysSpec follows EnvironmentVariableCredentialsProvider
// (environment/credentials.rs): what is blank counts as unset.
func environmentKeysSpec(r *Run) keysSpec {
	filled := func(name string) (Candidate, bool) {
		v, _ := r.Var(name)
		return v, strings.TrimSpace(v.Value) != ""
	}
	k := keysSpec{}
	var hasID, hasSecret bool
	k.id, hasID = filled("AWS_ACCESS_KEY_ID")
	if k.secret, hasSecret = filled("AWS_SECRET_ACCESS_KEY"); !hasSecret {
		k.secret, hasSecret = filled("SECRET_ACCESS_KEY")
	}
	k.half = hasID != hasSecret
	switch {
	case !hasID:
		k.missing = "AWS_ACCESS_KEY_ID"
	case !hasSecret:
		k.missing = "AWS_SECRET_ACCESS_KEY"
	default:
		token, _ := filled("AWS_SESSION_TOKEN")
		account, _ := filled("AWS_ACCOUNT_ID")
		k.step = Step{Kind: StepStatic, Provider: "env", Origin: k.id.Origin, AccessKeyID: k.id.Value, SecretKey: Secret(k.secret.Value),
			SessionToken: Secret(strings.TrimSpace(token.Value)), AccountID: strings.TrimSpace(account.Value)}
	}
	return k
}

// why says why the environment has no keys.
func (k keysSpec) why(r *Run) string {
	said := k.missing + " is not set"
	if v, set := r.Var(k.missing); set && strings.TrimSpace(v.Value) == "" {
		said = k.missing + " is blank, which counts as unset"
	}
	if !k.half {
		return said
	}
	other := k.id
	if k.missing == "AWS_ACCESS_KEY_ID" {
		other = k.secret
	}
	return other.Origin.Name + " is set, but " + said
}

func (c *planSpec) environment() {
	k := environmentKeysSpec(c.r)
	if k.missing == "" {
		c.take("env", k.id.Origin, k.id.Origin.Name+" and "+k.secret.Origin.Name+" are set")
		c.add(k.step)
		return
	}
	c.try("env", OutcomeAbsent, Origin{}, "%s", k.why(c.r))
	if !k.half {
		return
	}
	there := k.id
	if k.missing == "AWS_ACCESS_KEY_ID" {
		there = k.secret
	}
	c.r.Problem(Problem{Code: "incomplete-keys", Severity: SevWarning, Origin: there.Origin,
		Message: there.Origin.Name + " is passed over: " + k.missing + " is not set", Help: "set " + k.missing + " too, or unset " + there.Origin.Name})
}

// webIdentity follows WebIdentityTokenCredentialsProvider (web_identity_token.rs).
func (c *planSpec) webIdentity() {
	token, hasToken := c.r.Var("AWS_WEB_IDENTITY_TOKEN_FILE")
	arn, hasARN := c.r.Var("AWS_ROLE_ARN")
	there := ""
	if hasToken {
		there = "AWS_WEB_IDENTITY_TOKEN_FILE is set"
	}
	const absent = "AWS_WEB_IDENTITY_TOKEN_FILE is not set"
	switch {
	case c.taken != "":
		c.later(StepWebIdentity, token.Origin, there, absent)
	case !hasToken:
		c.try(StepWebIdentity, OutcomeAbsent, Origin{}, absent)
	case !hasARN:
		c.try(StepWebIdentity, OutcomeAbsent, token.Origin, "%s, but AWS_ROLE_ARN is not", there)
		c.r.Problem(Problem{Code: "role-arn-missing", Severity: SevWarning, Origin: token.Origin,
			Message: "AWS_WEB_IDENTITY_TOKEN_FILE is passed over: AWS_ROLE_ARN is not set", Help: "set AWS_ROLE_ARN too"})
	default:
		name, _ := c.r.Var("AWS_ROLE_SESSION_NAME")
		c.take(StepWebIdentity, token.Origin, there+", and so is AWS_ROLE_ARN")
		c.assumeWithToken(Step{RoleARN: arn.Value, TokenFile: token.Value, RoleSessionName: name.Value, Origin: arn.Origin}, "")
	}
}

// assumeWithToken plans a role assumed with a token; by is what whoever wants
// that puts before the Rust SDK's error.
func (c *planSpec) assumeWithToken(s Step, by string) {
	s.Kind = StepWebIdentity
	endpoint, note, fault := c.call("sts", "AssumeRoleWithWebIdentity", c.r.Setting("region"), false)
	s.Endpoint, s.Note = endpoint, note
	c.add(s)
	f := c.r.Env.File(s.TokenFile)
	switch {
	case !openSpec(f):
		c.stop(&faultSpec{code: "token-file-unreadable", origin: s.Origin, help: "put the token there, or name another file",
			text: fmt.Sprintf("the web identity's token cannot be read from %s: %s", s.TokenFile, f.Reason()),
			sdk:  by + failedSpec + ": " + osErrorSpec(f)})
	case f.Err == nil && !utf8.Valid(f.Data):
		c.stop(&faultSpec{code: "token-file-unreadable", origin: s.Origin, text: "the web identity's token in " + s.TokenFile + " is not UTF-8",
			sdk: by + unexpectedSpec + ": WebIdentityToken was not valid UTF-8"})
	case fault != nil:
		c.stop(&faultSpec{code: "role-not-assumable", origin: s.Origin, text: fmt.Sprintf("the role %s cannot be assumed: %s", s.RoleARN, fault.text),
			sdk: by + failedSpec + ": " + fault.sdk})
	}
}

// openSpec tells whether the SDK can read a file. A pipe or device is not read
// here, but an SDK would.
func openSpec(f *environ.File) bool {
	return f.Err == nil || errors.Is(f.Err, environ.ErrNotRegular) || errors.Is(f.Err, environ.ErrTooLarge)
}

// osErrorSpec is how Rust prints why a file cannot be read.
func osErrorSpec(f *environ.File) string {
	switch {
	case errors.Is(f.Err, fs.ErrNotExist):
		return "No such file or directory (os error 2)"
	case errors.Is(f.Err, fs.ErrPermission):
		return "Permission denied (os error 13)"
	case f.Mode.IsDir():
		return "Is a directory (os error 21)"
	}
	return f.Reason()
}

// finish says how far the plan comes.
func (c *planSpec) finish() {
	p := &c.plan
	if n := len(p.Steps); n > 0 {
		last := p.Steps[n-1]
		p.Provider = last.Kind
		if last.Kind == StepStatic {
			p.Provider = last.Provider
		}
	}
	switch {
	case c.fault != nil:
		p.Status, p.Message = StatusError, c.fault.said()
	case len(p.Steps) == 0:
		p.Status = StatusNone
		p.Message = "no provider has credentials; the Rust SDK says: " + notEnabledSpec + ": no credentials found in chain"
		if f := c.empty; f != nil && !f.silent {
			p.Message += ": Profile: " + f.words()
		}
	default:
		p.Status = reachSpec(p.Steps)
	}
	if p.Status == StatusResolved {
		p.AccessKeyID = p.Steps[len(p.Steps)-1].AccessKeyID
	}
}

func (f *faultSpec) said() string { return f.text + "; the Rust SDK says: " + f.sdk }

// reachSpec is the status of a plan that can be carried out.
func reachSpec(steps []Step) Status {
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
