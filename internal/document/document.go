// Package document has the JSON documents that sessctl prints, as types made
// from a Resolution. They are the program's stable interface: fields are added,
// never renamed, and the schema in schema.json describes them.
//
// It is here that secrets are taken out: no document has one unless asked.
package document

import "github.com/sessctl/sessctl/internal/origin"

// SchemaVersion is the version of the resolve document.
const SchemaVersion = 1

// Document is what `resolve -o json` prints.
type Document struct {
	SchemaVersion int                `json:"schema_version"`
	As            string             `json:"as"`
	Error         *Error             `json:"error"`
	Profile       Profile            `json:"profile"`
	Files         []File             `json:"files"`
	Settings      map[string]Setting `json:"settings"`
	Credentials   Credentials        `json:"credentials"`
	Problems      []Problem          `json:"problems"`

	Title      string         `json:"-"` // of the SDK, for people
	Names      []string       `json:"-"` // of the settings, in the order of the table
	NotLoading []OtherFailure `json:"-"` // other SDKs that build no session
}

// OtherFailure is why other SDKs build no session.
type OtherFailure struct {
	Readings []string
	Message  string
}

// Origin is where a value came from.
type Origin struct {
	Kind    string `json:"kind,omitempty"`
	Name    string `json:"name,omitempty"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Section string `json:"section,omitempty"`
	Key     string `json:"key,omitempty"`
}

// String names the place as messages do.
func (o Origin) String() string {
	return origin.Origin{Kind: origin.Kind(o.Kind), Name: o.Name, File: o.File, Line: o.Line, Column: o.Column}.String()
}

// Error is why building the session fails.
type Error struct {
	Message string `json:"message"`
	Origin  Origin `json:"origin"`
}

// Profile is the profile in use.
type Profile struct {
	Name   string `json:"name"`
	Origin Origin `json:"origin"`
	Found  bool   `json:"found"`
}

// File is a shared file that is read, or would be.
type File struct {
	Kind   string `json:"kind"`
	Path   string `json:"path"`
	Origin Origin `json:"origin"`
	Exists bool   `json:"exists"`
	Mode   string `json:"mode"`
	Reason string `json:"reason,omitempty"`
}

// Setting is a setting's value, where it is from, and what did not win.
type Setting struct {
	Value    string            `json:"value"`
	Set      bool              `json:"set"`
	Origin   Origin            `json:"origin"`
	Shadowed []Outcome         `json:"shadowed"`
	Rejected []Outcome         `json:"rejected"`
	Differs  map[string]string `json:"differs"`
	Note     string            `json:"note,omitempty"`

	Notable   bool        `json:"-"` // a person wants to see it
	Elsewhere []Elsewhere `json:"-"` // the readings of Differs whose value is another because of what is configured
	Alike     []string    `json:"-"` // the other readings with this value
	Variable  string      `json:"-"` // that carries it to another process of this SDK; empty where none does
	Hidden    bool        `json:"-"` // the value has something secret that is left out

	InProfiles []string `json:"-"` // of a region that is not set: the profiles that have one, where none is asked for
}

// Elsewhere is a setting's value in another reading.
type Elsewhere struct {
	Reading string
	Value   string
	Set     bool
	Origin  Origin
}

// Outcome is a value that did not win, and why.
type Outcome struct {
	Value  string `json:"value"`
	Origin Origin `json:"origin"`
	Reason string `json:"reason"`

	Unasked bool `json:"-"` // another place ended the search before this one
}

// Credentials is the plan by which credentials would be obtained.
type Credentials struct {
	Status      string  `json:"status"`
	Provider    string  `json:"provider"`
	AccessKeyID string  `json:"access_key_id"`
	Account     string  `json:"account"`  // that they belong to, where it is known
	Role        string  `json:"role"`     // its name, likewise
	RoleARN     string  `json:"role_arn"` // empty where only the name is known
	Message     string  `json:"message"`
	Steps       Steps   `json:"steps"`
	Tried       []Tried `json:"tried"`
	// Check is the call that tries the credentials out once they are there; nil where the program makes none.
	Check *Check `json:"check,omitempty"`

	Keys *Keys `json:"-"` // nil where they are not known
	Open bool  `json:"-"` // steps may follow that are not known here
}

// Check is a call that gives no credentials, but needs them.
type Check struct {
	Call     string `json:"call"`
	Endpoint string `json:"endpoint"`
}

// Keys are those with which requests are signed. The secrets are empty unless
// they are asked for.
type Keys struct {
	AccessKeyID     string
	SecretAccessKey string
	SessionToken    string
	Hidden          bool // the secrets are left out
}

// Tried is a provider of the chain and what came of it.
type Tried struct {
	Provider string `json:"provider"`
	Outcome  string `json:"outcome"`
	Reason   string `json:"reason"`
	Origin   Origin `json:"origin"`
}

// Problem is something a person should know.
type Problem struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Origin   Origin `json:"origin"`
	Help     string `json:"help"`

	About string `json:"-"` // what it concerns, as resolve.Problem has it
}
