package spec

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// chain follows DefaultCredentialsChain (aws-config 1.13.0,
// default_provider/credentials.rs): the environment, the profile, the web
// identity of the environment, the container, instance metadata. A provider that
// is not configured is passed over; any other failure ends the chain
// (meta/credentials/chain.rs).
func chain(r *resolve.Run) resolve.Plan {
	c := &plan{r: r}
	c.environment()
	c.profile()
	c.webIdentity()
	c.container()
	c.metadata()
	c.finish()
	return c.plan
}

// profilePlan is what the profile gives by itself (ProfileFileCredentialsProvider).
func profilePlan(r *resolve.Run) resolve.Plan {
	c := &plan{r: r}
	c.profile()
	c.finish()
	if f := c.empty; f != nil && c.plan.Status == resolve.StatusNone {
		c.plan.Message = said(c.r, f.text, f.words()+" ("+f.err+")")
	}
	return c.plan
}

// plan is a plan in the making.
type plan struct {
	r    *resolve.Run
	plan resolve.Plan

	taken  string     // why the providers that follow are not asked
	chosen *int       // the row of the one that is, in plan.Tried
	fault  *loadFault // why the chain stops
	empty  *failure   // why the profile is passed over
}

// loadFault is why credentials cannot be had.
type loadFault struct {
	code   string
	origin origin.Origin
	help   string
	text   string
	sdk    string // the same in the words of the Rust SDK
}

// How the Rust SDK begins its errors (aws-credential-types, provider/error.rs).
const (
	notEnabled    = "the credential provider was not enabled"
	misconfigured = "the credentials provider was not properly configured"
	failed        = "an error occurred while loading credentials"
	unexpected    = "unexpected credentials error"
)

func (c *plan) try(provider string, outcome resolve.Outcome, o origin.Origin, format string, args ...any) {
	c.r.Tried(&c.plan.Tried, provider, outcome, o, format, args...)
}

// later says of a provider that something before it comes first; there is
// empty where nothing is configured for it.
func (c *plan) later(provider string, o origin.Origin, there, absent string) {
	if c.r.Untold() {
		return
	}
	if there == "" {
		c.try(provider, resolve.OutcomeAbsent, origin.Origin{}, "%s", absent)
		return
	}
	c.try(provider, resolve.OutcomeSkipped, o, "%s, but %s", there, c.taken)
}

// take says that a provider is used.
func (c *plan) take(provider string, o origin.Origin, reason string) {
	row := len(c.plan.Tried)
	if !c.r.Untold() {
		c.try(provider, resolve.OutcomeChosen, o, "%s", reason)
	}
	c.taken, c.chosen = reason, &row
}

// failed says of the provider in use, or else of the last, that it failed.
func (c *plan) failed(o origin.Origin, reason string) {
	at := len(c.plan.Tried) - 1
	if c.chosen != nil {
		at = *c.chosen
	}
	if at < 0 || c.r.Untold() {
		return
	}
	row := &c.plan.Tried[at]
	row.Outcome, row.Reason = resolve.OutcomeFailed, reason
	if !o.IsZero() {
		row.Origin = o
	}
}

// stop ends the chain with a fault of the provider tried last.
func (c *plan) stop(f *loadFault) {
	if c.fault != nil {
		return
	}
	c.failed(f.origin, f.text)
	c.fault, c.taken = f, f.text
	if f.code != "" {
		c.r.Problem(resolve.Problem{Code: f.code, Severity: resolve.SevError, Origin: f.origin, Message: f.text, Help: f.help})
	}
}

// add takes a step into the plan, unless the chain has stopped before it.
func (c *plan) add(s resolve.Step) {
	if c.fault == nil {
		c.plan.Steps = append(c.plan.Steps, s)
	}
}

// keys are keys of the environment.
type keys struct {
	id, secret origin.Candidate
	step       resolve.Step
	missing    string // the variable that is not there, or empty
	half       bool   // the other one is
}

// environmentKeys follows EnvironmentVariableCredentialsProvider
// (environment/credentials.rs): what is blank counts as unset.
func environmentKeys(r *resolve.Run) keys {
	filled := func(name string) (origin.Candidate, bool) {
		v, _ := r.Var(name)
		return v, strings.TrimSpace(v.Value) != ""
	}
	k := keys{}
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
		k.step = resolve.Step{Kind: resolve.StepStatic, Provider: "env", Origin: k.id.Origin, AccessKeyID: k.id.Value, SecretKey: resolve.Secret(k.secret.Value),
			SessionToken: resolve.Secret(strings.TrimSpace(token.Value)), AccountID: strings.TrimSpace(account.Value)}
	}
	return k
}

// why says why the environment has no keys.
func (k keys) why(r *resolve.Run) string {
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

func (c *plan) environment() {
	k := environmentKeys(c.r)
	if k.missing == "" {
		c.take("env", k.id.Origin, k.id.Origin.Name+" and "+k.secret.Origin.Name+" are set")
		c.add(k.step)
		return
	}
	if !c.r.Untold() {
		c.try("env", resolve.OutcomeAbsent, origin.Origin{}, "%s", k.why(c.r))
	}
	if !k.half {
		return
	}
	there := k.id
	if k.missing == "AWS_ACCESS_KEY_ID" {
		there = k.secret
	}
	c.r.Problem(resolve.Problem{Code: "incomplete-keys", Severity: resolve.SevWarning, Origin: there.Origin,
		Message: there.Origin.Name + " is passed over: " + k.missing + " is not set", Help: "set " + k.missing + " too, or unset " + there.Origin.Name})
}

// webIdentity follows WebIdentityTokenCredentialsProvider (web_identity_token.rs).
func (c *plan) webIdentity() {
	token, hasToken := c.r.Var("AWS_WEB_IDENTITY_TOKEN_FILE")
	arn, hasARN := c.r.Var("AWS_ROLE_ARN")
	there := ""
	if hasToken {
		there = "AWS_WEB_IDENTITY_TOKEN_FILE is set"
	}
	const absent = "AWS_WEB_IDENTITY_TOKEN_FILE is not set"
	switch {
	case c.taken != "":
		c.later(resolve.StepWebIdentity, token.Origin, there, absent)
	case !hasToken:
		c.try(resolve.StepWebIdentity, resolve.OutcomeAbsent, origin.Origin{}, absent)
	case !hasARN:
		c.try(resolve.StepWebIdentity, resolve.OutcomeAbsent, token.Origin, "%s, but AWS_ROLE_ARN is not", there)
		c.r.Problem(resolve.Problem{Code: "role-arn-missing", Severity: resolve.SevWarning, Origin: token.Origin,
			Message: "AWS_WEB_IDENTITY_TOKEN_FILE is passed over: AWS_ROLE_ARN is not set", Help: "set AWS_ROLE_ARN too"})
	default:
		name, _ := c.r.Var("AWS_ROLE_SESSION_NAME")
		c.take(resolve.StepWebIdentity, token.Origin, there+", and so is AWS_ROLE_ARN")
		c.assumeWithToken(resolve.Step{RoleARN: arn.Value, TokenFile: token.Value, RoleSessionName: name.Value, Origin: arn.Origin}, "")
	}
}

// assumeWithToken plans a role assumed with a token; by is what whoever wants
// that puts before the Rust SDK's error.
func (c *plan) assumeWithToken(s resolve.Step, by string) {
	s.Kind = resolve.StepWebIdentity
	endpoint, note, fault := c.call("sts", "AssumeRoleWithWebIdentity", c.r.Setting("region"), false)
	s.Endpoint, s.Note = endpoint, note
	c.add(s)
	f := c.r.Env.File(s.TokenFile)
	switch {
	case !open(f):
		c.stop(&loadFault{code: "token-file-unreadable", origin: s.Origin, help: "put the token there, or name another file",
			text: fmt.Sprintf("the web identity's token cannot be read from %s: %s", s.TokenFile, f.Reason()),
			sdk:  by + failed + ": " + osError(f)})
	case f.Err == nil && !utf8.Valid(f.Data):
		c.stop(&loadFault{code: "token-file-unreadable", origin: s.Origin, text: "the web identity's token in " + s.TokenFile + " is not UTF-8",
			sdk: by + unexpected + ": WebIdentityToken was not valid UTF-8"})
	case fault != nil:
		c.stop(&loadFault{code: "role-not-assumable", origin: s.Origin, text: fmt.Sprintf("the role %s cannot be assumed: %s", s.RoleARN, fault.text),
			sdk: by + failed + ": " + fault.sdk})
	}
}

// open reports whether the SDK can read a file. A pipe or device is not read
// here, but an SDK would.
func open(f *environ.File) bool {
	return f.Err == nil || errors.Is(f.Err, environ.ErrNotRegular) || errors.Is(f.Err, environ.ErrTooLarge)
}

// osError is how Rust prints why a file cannot be read.
func osError(f *environ.File) string {
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
func (c *plan) finish() {
	p := &c.plan
	p.Provider = resolve.LastProvider(p.Steps)
	switch {
	case c.fault != nil:
		p.Status, p.Message = resolve.StatusError, said(c.r, c.fault.text, c.fault.sdk)
	case len(p.Steps) == 0:
		p.Status = resolve.StatusNone
		words := notEnabled + ": no credentials found in chain"
		if f := c.empty; f != nil && !f.silent {
			words += ": Profile: " + f.words()
		}
		p.Message = said(c.r, "no provider has credentials", words)
	default:
		p.Status = resolve.Reach(p.Steps)
	}
	if p.Status == resolve.StatusResolved {
		p.AccessKeyID = p.Steps[len(p.Steps)-1].AccessKeyID
	}
}
