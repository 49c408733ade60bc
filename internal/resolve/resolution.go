package resolve

import (
	"slices"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/settings"
)

// Resolution is what one reading makes of an environment: plain data, computed
// once, rendered and asserted about by everyone else.
type Resolution struct {
	Reading     *Reading
	Err         *Failure // building the session fails
	Profile     ProfileChoice
	Files       []FileUse
	Settings    []*Value // in the order of the table
	Credentials Plan
	Problems    []Problem
	Shared      *profiles.Shared // the profiles, as this reading merges the two files
	Others      []OtherFailure   // other readings in which building the session fails

	index map[string]*Value // of many settings
}

// Setting gives the value of a setting by name, nil where the reading does not know it.
func (r *Resolution) Setting(name string) *Value {
	if len(r.index) > 0 && len(r.index) == len(r.Settings) {
		return r.index[name]
	}
	for _, v := range r.Settings {
		if v.Name == name {
			return v
		}
	}
	return nil
}

// manySettings are so many that an index of them is worth its making.
const manySettings = 256

// indexSettings makes settings quick to find, where a services section has
// thousands of them.
func (r *Resolution) indexSettings() {
	if len(r.Settings) < manySettings {
		return
	}
	r.index = make(map[string]*Value, len(r.Settings))
	for _, v := range r.Settings {
		r.index[v.Name] = v
	}
}

// LeavesAlone reports whether the SDK does not read a shared file at all.
func (r *Resolution) LeavesAlone(kind profiles.FileKind) bool {
	return slices.ContainsFunc(r.Files, func(f FileUse) bool { return f.Kind == kind && f.Unread })
}

// Failure is why an SDK refuses to build the session.
type Failure struct {
	Message string
	Origin  origin.Origin
}

// ProfileChoice is the profile in use and who asked for it.
type ProfileChoice struct {
	Name   string
	Origin origin.Origin
	Found  bool
	Where  origin.Origin  // of the profile's own section, when found
	Others []origin.Place // other flags and variables that named a profile
}

// FileUse is a shared file that the reading reads, or would.
type FileUse struct {
	Kind   profiles.FileKind
	Path   string // absolute
	Given  string // the path as it was given
	Origin origin.Origin
	Exists bool
	Mode   string // such as 0600; empty when there is no file
	Reason string // why it is not read, or why its content is lost
	Unread bool   // the SDK leaves it alone, for that reason
}

// Value is a setting as resolved. Places has everything that was looked at, in
// order of precedence; the winner, the shadowed and the rejected are among them.
type Value struct {
	Name    string
	Setting *settings.Setting // nil for a service's endpoint
	Value   string            // canonical text
	Set     bool
	Origin  origin.Origin
	Note    string // how the value follows, for derived ones
	Places  []origin.Place
	Fault   *Problem // why there is no client of a service, whose endpoint this is; nil where there can be one
	Broken  *Problem // why there is none whatever its endpoint is
	Differs []Other  // what other readings make of it, where that is another value
	Alike   []string // the ids of other readings that make the same of it
}

// OtherFailure is why another reading builds no session.
type OtherFailure struct {
	Reading string
	Failure
}

// Other is a setting's value in another reading.
type Other struct {
	Reading    string
	Value      string
	Set        bool
	Origin     origin.Origin
	Configured bool // it comes from a flag, a variable or a file, there or here
}

// Variable is the name of a variable that carries the setting in a reading, or "".
func (v *Value) Variable(rd *Reading) string {
	if service, ok := settings.ServiceOf(v.Name); ok {
		return "AWS_ENDPOINT_URL_" + strings.ToUpper(service)
	}
	if v.Setting == nil {
		return ""
	}
	for _, n := range v.Setting.Env {
		if n.In&rd.SDK != 0 {
			return n.Name
		}
	}
	return ""
}

// Pick gives the places with a verdict.
func (v *Value) Pick(verdict origin.Verdict) []origin.Place {
	var some []origin.Place
	for _, p := range v.Places {
		if p.Verdict == verdict {
			some = append(some, p)
		}
	}
	return some
}

// Severity of a problem.
type Severity string

// The severities.
const (
	SevError   Severity = "error"
	SevWarning Severity = "warning"
	SevNote    Severity = "note"
)

// Problem is something a person should know.
type Problem struct {
	Code     string // lower case words joined by hyphens
	Severity Severity
	Message  string
	Origin   origin.Origin
	Help     string // what to do, a command where there is one
	About    string // a setting, "profile", "files", "credentials", the path of a file, or the key or variable itself
}

// Status is how far a credentials plan comes without calling anybody.
type Status string

// The statuses of a plan.
const (
	StatusResolved     Status = "resolved"
	StatusNeedsNetwork Status = "needs-network"
	StatusNeedsProcess Status = "needs-process"
	StatusNone         Status = "none"
	StatusError        Status = "error"
)

// Plan is the way by which credentials would be obtained.
type Plan struct {
	Status      Status
	Provider    string
	AccessKeyID string
	Message     string
	Steps       []Step
	Tried       []Tried
	Who         Identity // the credentials belong to
	Open        bool     // steps may follow that are not known here
	// Check is the call by which the program tries the credentials out before it
	// uses them, nil where it makes none.
	Check *Check
}

// Check is a call that gives no credentials, but needs them.
type Check struct {
	Call     string // such as sts:GetCallerIdentity
	Endpoint string
}

// Tried is a provider of the chain and what came of it.
type Tried struct {
	Provider string
	Outcome  Outcome
	Reason   string
	Origin   origin.Origin
}

// Outcome is what came of trying a provider of the chain.
type Outcome string

// What can come of trying a provider.
const (
	OutcomeAbsent  Outcome = "absent"  // nothing is configured for it
	OutcomeSkipped Outcome = "skipped" // configured, but the SDK does not get to it
	OutcomeFailed  Outcome = "failed"
	OutcomeChosen  Outcome = "chosen"
)

// The kinds of steps.
const (
	StepStatic      = "static"
	StepProcess     = "process"
	StepAssumeRole  = "assume-role"
	StepWebIdentity = "web-identity"
	StepSSO         = "sso"
	StepLogin       = "login"
	StepContainer   = "container"
	StepIMDS        = "imds"
)

// Step is one thing that the SDK does on its way to credentials. Which fields
// hold depends on Kind; see the documents for the list.
type Step struct {
	Kind    string
	Profile string
	Origin  origin.Origin

	AccessKeyID  string // static
	SecretKey    Secret
	SessionToken Secret
	Provider     string // static: which provider it is from: env, shared-credentials, config

	RoleARN         string // assume-role, web-identity
	ExternalID      string
	MFASerial       string
	DurationSeconds *int
	RoleSessionName string
	TokenFile       string // web-identity, sso, container

	Endpoint string // of the call: assume-role, web-identity, sso, imds
	Command  string // process
	URL      string // container

	AccountID    string // sso
	RoleName     string
	Region       string
	StartURL     string
	Session      string // sso, login
	TokenExpires time.Time
	// TokenEndpoint is where the SSO token is renewed before it is used, empty where it is used as it is.
	TokenEndpoint string
	// Lookup is the host name of a container's URL that is looked up first: its addresses decide whether the call is made.
	Lookup string
	Note   string // what a person should know of this step
}

// Secret is a text that prints as stars; Reveal gives it away.
type Secret string

const stars = "********"

func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return stars
}

// GoString keeps %#v from printing the secret.
func (s Secret) GoString() string { return s.String() }

// MarshalText keeps encoders from printing the secret.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Reveal gives the secret itself.
func (s Secret) Reveal() string { return string(s) }
