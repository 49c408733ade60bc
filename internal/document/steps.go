package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Step is one thing that the SDK does on its way to credentials. Each kind is a
// type with the fields that it has beside the common ones.
type Step interface{ Common() *StepCommon }

// StepCommon is what every step has.
type StepCommon struct {
	Kind    string `json:"kind"`
	Profile string `json:"profile"`
	Origin  Origin `json:"origin"`
	Note    string `json:"note,omitempty"` // what a person should know of it
}

// Common gives the part that all kinds have.
func (c *StepCommon) Common() *StepCommon { return c }

// StaticStep takes keys that stand somewhere. The secrets are nil unless they
// are asked for.
type StaticStep struct {
	StepCommon
	AccessKeyID     string  `json:"access_key_id"`
	SecretAccessKey *string `json:"secret_access_key,omitempty"`
	SessionToken    *string `json:"session_token,omitempty"`
}

// ProcessStep runs a program.
type ProcessStep struct {
	StepCommon
	Command string `json:"command"`
}

// AssumeRoleStep calls sts:AssumeRole. DurationSeconds is nil where the SDK
// sends none; RoleSessionName is empty where it makes one up.
type AssumeRoleStep struct {
	StepCommon
	RoleARN         string `json:"role_arn"`
	ExternalID      string `json:"external_id"`
	MFASerial       string `json:"mfa_serial"`
	DurationSeconds *int   `json:"duration_seconds"`
	RoleSessionName string `json:"role_session_name"`
	Endpoint        string `json:"endpoint"`
}

// WebIdentityStep calls sts:AssumeRoleWithWebIdentity.
type WebIdentityStep struct {
	StepCommon
	RoleARN         string `json:"role_arn"`
	TokenFile       string `json:"token_file"`
	RoleSessionName string `json:"role_session_name"`
	DurationSeconds *int   `json:"duration_seconds"`
	Endpoint        string `json:"endpoint"`
}

// SSOStep asks the SSO portal for a role's credentials. TokenExpires is a time
// as in RFC 3339, empty where it is not known.
type SSOStep struct {
	StepCommon
	AccountID    string `json:"account_id"`
	RoleName     string `json:"role_name"`
	Region       string `json:"region"`
	StartURL     string `json:"start_url"`
	Session      string `json:"session"`
	Endpoint     string `json:"endpoint"`
	TokenFile    string `json:"token_file"`
	TokenExpires string `json:"token_expires"`
}

// LoginStep takes the credentials of `aws login`. AccessKeyID is that of keys
// that are good still.
type LoginStep struct {
	StepCommon
	Session      string `json:"session"`
	TokenFile    string `json:"token_file"`
	TokenExpires string `json:"token_expires"`
	AccessKeyID  string `json:"access_key_id,omitempty"`
}

// ContainerStep asks the endpoint that a container has.
type ContainerStep struct {
	StepCommon
	URL       string `json:"url"`
	TokenFile string `json:"token_file"`
}

// IMDSStep asks the instance metadata service.
type IMDSStep struct {
	StepCommon
	Endpoint string `json:"endpoint"`
}

// stepKinds makes an empty step of each kind.
var stepKinds = lookup.Table[string, func() Step]{
	{resolve.StepStatic, func() Step { return new(StaticStep) }},
	{resolve.StepProcess, func() Step { return new(ProcessStep) }},
	{resolve.StepAssumeRole, func() Step { return new(AssumeRoleStep) }},
	{resolve.StepWebIdentity, func() Step { return new(WebIdentityStep) }},
	{resolve.StepSSO, func() Step { return new(SSOStep) }},
	{resolve.StepLogin, func() Step { return new(LoginStep) }},
	{resolve.StepContainer, func() Step { return new(ContainerStep) }},
	{resolve.StepIMDS, func() Step { return new(IMDSStep) }},
}

// Steps are a plan's steps in the order in which they run.
type Steps []Step

// MarshalJSON writes the fields of each step in alphabetical order, whether all
// steps have them or one kind.
func (s Steps) MarshalJSON() ([]byte, error) {
	sorted := make([]map[string]json.RawMessage, len(s))
	for i, step := range s {
		text, err := marshal(step)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(text, &sorted[i]); err != nil {
			return nil, err
		}
	}
	return marshal(sorted)
}

// marshal leaves it to whoever writes the whole document to escape for HTML.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return b.Bytes(), err
}

// UnmarshalJSON reads each step as the type of its kind.
func (s *Steps) UnmarshalJSON(text []byte) error {
	var list []json.RawMessage
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	*s = make(Steps, len(list))
	for i, one := range list {
		var common StepCommon
		if err := json.Unmarshal(one, &common); err != nil {
			return fmt.Errorf("read step %d: %w", i+1, err)
		}
		empty, ok := stepKinds.Find(common.Kind)
		if !ok {
			return fmt.Errorf("read step %d: there is no kind of step %q", i+1, common.Kind)
		}
		step := empty()
		if err := json.Unmarshal(one, step); err != nil {
			return fmt.Errorf("read step %d, of kind %s: %w", i+1, common.Kind, err)
		}
		(*s)[i] = step
	}
	return nil
}

// Step makes the document of a step.
func (o Options) Step(s resolve.Step) Step {
	c := StepCommon{Kind: s.Kind, Profile: s.Profile, Origin: originOf(s.Origin), Note: o.text(s.Note)}
	switch s.Kind {
	case resolve.StepStatic:
		d := &StaticStep{StepCommon: c, AccessKeyID: o.keyID(s.AccessKeyID)}
		if o.ShowSecrets {
			secret, token := s.SecretKey.Reveal(), s.SessionToken.Reveal()
			d.SecretAccessKey, d.SessionToken = &secret, &token
		}
		return d
	case resolve.StepProcess:
		return &ProcessStep{c, o.command(s.Command)}
	case resolve.StepAssumeRole:
		return &AssumeRoleStep{StepCommon: c, RoleARN: o.text(s.RoleARN), ExternalID: o.text(s.ExternalID), MFASerial: o.text(s.MFASerial),
			DurationSeconds: s.DurationSeconds, RoleSessionName: o.text(s.RoleSessionName), Endpoint: o.text(s.Endpoint)}
	case resolve.StepWebIdentity:
		return &WebIdentityStep{StepCommon: c, RoleARN: o.text(s.RoleARN), TokenFile: s.TokenFile, RoleSessionName: o.text(s.RoleSessionName),
			DurationSeconds: s.DurationSeconds, Endpoint: o.text(s.Endpoint)}
	case resolve.StepSSO:
		return &SSOStep{StepCommon: c, AccountID: s.AccountID, RoleName: s.RoleName, Region: s.Region, StartURL: o.text(s.StartURL),
			Session: s.Session, Endpoint: o.text(s.Endpoint), TokenFile: s.TokenFile, TokenExpires: when(s.TokenExpires)}
	case resolve.StepLogin:
		return &LoginStep{StepCommon: c, Session: s.Session, TokenFile: s.TokenFile, TokenExpires: when(s.TokenExpires), AccessKeyID: o.keyID(s.AccessKeyID)}
	case resolve.StepContainer:
		return &ContainerStep{c, o.text(s.URL), s.TokenFile}
	case resolve.StepIMDS:
		return &IMDSStep{c, o.text(s.Endpoint)}
	}
	return &c
}

func when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
