package policy

import (
	"reflect"
	"sync"
)

// The types of this file are the document as expressions see it. They have the
// fields of the JSON document under its names; a law holds them to that.

// Origin is where a value came from.
type Origin struct {
	Kind    string `expr:"kind"`
	Name    string `expr:"name"`
	File    string `expr:"file"`
	Line    int    `expr:"line"`
	Column  int    `expr:"column"`
	Section string `expr:"section"`
	Key     string `expr:"key"`
}

// Failure is why no session is built.
type Failure struct {
	Message string `expr:"message"`
	Origin  Origin `expr:"origin"`
}

// Profile is the profile in use.
type Profile struct {
	Name   string `expr:"name"`
	Origin Origin `expr:"origin"`
	Found  bool   `expr:"found"`
}

// File is a shared file.
type File struct {
	Kind   string `expr:"kind"`
	Path   string `expr:"path"`
	Origin Origin `expr:"origin"`
	Exists bool   `expr:"exists"`
	Mode   string `expr:"mode"`
	Reason string `expr:"reason"`
}

// Setting is a setting; one that the SDK does not know is unset.
type Setting struct {
	Value    string            `expr:"value"`
	Set      bool              `expr:"set"`
	Origin   Origin            `expr:"origin"`
	Shadowed []Outcome         `expr:"shadowed"`
	Rejected []Outcome         `expr:"rejected"`
	Differs  map[string]string `expr:"differs"`
	Note     string            `expr:"note"`
}

// Outcome is a value that did not win.
type Outcome struct {
	Value  string `expr:"value"`
	Origin Origin `expr:"origin"`
	Reason string `expr:"reason"`
}

// Credentials is the plan by which credentials would be obtained.
type Credentials struct {
	Status      string  `expr:"status"`
	Provider    string  `expr:"provider"`
	AccessKeyID string  `expr:"access_key_id"`
	Account     string  `expr:"account"`
	Role        string  `expr:"role"`
	RoleARN     string  `expr:"role_arn"`
	Message     string  `expr:"message"`
	Steps       []Step  `expr:"steps"`
	Tried       []Tried `expr:"tried"`
	Check       *Call   `expr:"check"`
}

// Call is the call that tries credentials out.
type Call struct {
	Call     string `expr:"call"`
	Endpoint string `expr:"endpoint"`
}

// Step has the fields of every kind of step; what a kind does not have is empty.
type Step struct {
	Kind            string `expr:"kind"`
	Profile         string `expr:"profile"`
	Origin          Origin `expr:"origin"`
	Note            string `expr:"note"`
	AccessKeyID     string `expr:"access_key_id"`
	Command         string `expr:"command"`
	RoleARN         string `expr:"role_arn"`
	ExternalID      string `expr:"external_id"`
	MFASerial       string `expr:"mfa_serial"`
	DurationSeconds any    `expr:"duration_seconds"` // an int, or nil
	RoleSessionName string `expr:"role_session_name"`
	TokenFile       string `expr:"token_file"`
	Endpoint        string `expr:"endpoint"`
	AccountID       string `expr:"account_id"`
	RoleName        string `expr:"role_name"`
	Region          string `expr:"region"`
	StartURL        string `expr:"start_url"`
	Session         string `expr:"session"`
	TokenExpires    string `expr:"token_expires"`
	URL             string `expr:"url"`
}

// Tried is a provider of the chain and what came of it.
type Tried struct {
	Provider string `expr:"provider"`
	Outcome  string `expr:"outcome"`
	Reason   string `expr:"reason"`
	Origin   Origin `expr:"origin"`
}

// Problem is something that a person should know.
type Problem struct {
	Code     string `expr:"code"`
	Severity string `expr:"severity"`
	Message  string `expr:"message"`
	Origin   Origin `expr:"origin"`
	Help     string `expr:"help"`
}

// Endpoint is a setting that names an endpoint, and is configured.
type Endpoint struct {
	Name   string `expr:"name"`
	Value  string `expr:"value"`
	Origin Origin `expr:"origin"`
}

// Disagreement is something that SDKs that matter make different things of,
// because of what is configured.
type Disagreement struct {
	Name    string `expr:"name"` // a setting, profile, session or credentials
	Message string `expr:"message"`
	Origin  Origin `expr:"origin"`
}

// roots are what expressions begin with, but for the settings' own names.
var roots = sync.OnceValue(func() map[string]reflect.Type {
	return map[string]reflect.Type{
		"schema_version": reflect.TypeFor[int](),
		"as":             reflect.TypeFor[string](),
		"error":          reflect.TypeFor[*Failure](),
		"profile":        reflect.TypeFor[Profile](),
		"files":          reflect.TypeFor[[]File](),
		"credentials":    reflect.TypeFor[Credentials](),
		"problems":       reflect.TypeFor[[]Problem](),
		"partition":      reflect.TypeFor[string](),
		"endpoints":      reflect.TypeFor[[]Endpoint](),
		"disagreements":  reflect.TypeFor[[]Disagreement](),
	}
})

// Part is a part of the document that costs more than the rest.
type Part int

// The parts.
const (
	Problems Part = 1 << iota
	Differs
	Disagreements
)
