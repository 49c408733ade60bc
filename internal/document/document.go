// Package document has the JSON documents that sessctl prints, as types made
// from a Resolution. They are the program's stable interface: fields are added,
// never renamed, and the schema in schema.json describes them.
//
// It is here that secrets are taken out: no document has one unless asked.
package document

// SchemaVersion is the version of the resolve document.
const SchemaVersion = 1

// Document is what `resolve -o json` prints.
type Document struct {
	SchemaVersion int                `json:"schema_version" yaml:"schema_version"`
	As            string             `json:"as" yaml:"as"`
	Error         *Error             `json:"error" yaml:"error"`
	Profile       Profile            `json:"profile" yaml:"profile"`
	Files         []File             `json:"files" yaml:"files"`
	Settings      map[string]Setting `json:"settings" yaml:"settings"`
	Credentials   Credentials        `json:"credentials" yaml:"credentials"`
	Problems      []Problem          `json:"problems" yaml:"problems"`
}

// Origin is where a value came from.
type Origin struct {
	Kind    string `json:"kind,omitempty" yaml:"kind,omitempty"`
	Name    string `json:"name,omitempty" yaml:"name,omitempty"`
	File    string `json:"file,omitempty" yaml:"file,omitempty"`
	Line    int    `json:"line,omitempty" yaml:"line,omitempty"`
	Column  int    `json:"column,omitempty" yaml:"column,omitempty"`
	Section string `json:"section,omitempty" yaml:"section,omitempty"`
	Key     string `json:"key,omitempty" yaml:"key,omitempty"`
}

// Error is why building the session fails.
type Error struct {
	Message string `json:"message" yaml:"message"`
	Origin  Origin `json:"origin" yaml:"origin"`
}

// Profile is the profile in use.
type Profile struct {
	Name   string `json:"name" yaml:"name"`
	Origin Origin `json:"origin" yaml:"origin"`
	Found  bool   `json:"found" yaml:"found"`
}

// File is a shared file that is read, or would be.
type File struct {
	Kind   string `json:"kind" yaml:"kind"`
	Path   string `json:"path" yaml:"path"`
	Origin Origin `json:"origin" yaml:"origin"`
	Exists bool   `json:"exists" yaml:"exists"`
	Mode   string `json:"mode" yaml:"mode"`
	Reason string `json:"reason,omitempty" yaml:"reason,omitempty"`
}

// Setting is a setting's value, where it is from, and what did not win.
type Setting struct {
	Value    string            `json:"value" yaml:"value"`
	Set      bool              `json:"set" yaml:"set"`
	Origin   Origin            `json:"origin" yaml:"origin"`
	Shadowed []Outcome         `json:"shadowed" yaml:"shadowed"`
	Rejected []Outcome         `json:"rejected" yaml:"rejected"`
	Differs  map[string]string `json:"differs" yaml:"differs"`
	Note     string            `json:"note,omitempty" yaml:"note,omitempty"`
}

// Outcome is a value that did not win, and why.
type Outcome struct {
	Value  string `json:"value" yaml:"value"`
	Origin Origin `json:"origin" yaml:"origin"`
	Reason string `json:"reason" yaml:"reason"`
}

// Credentials is the plan by which credentials would be obtained.
type Credentials struct {
	Status      string  `json:"status" yaml:"status"`
	Provider    string  `json:"provider" yaml:"provider"`
	AccessKeyID string  `json:"access_key_id" yaml:"access_key_id"`
	Message     string  `json:"message" yaml:"message"`
	Steps       []Step  `json:"steps" yaml:"steps"`
	Tried       []Tried `json:"tried" yaml:"tried"`
}

// Tried is a provider of the chain and what came of it.
type Tried struct {
	Provider string `json:"provider" yaml:"provider"`
	Outcome  string `json:"outcome" yaml:"outcome"`
	Reason   string `json:"reason" yaml:"reason"`
	Origin   Origin `json:"origin" yaml:"origin"`
}

// Step is one thing that the SDK does on its way to credentials. Its keys
// depend on its kind, so it is a map; see steps.go.
type Step map[string]any

// Problem is something a person should know.
type Problem struct {
	Code     string `json:"code" yaml:"code"`
	Severity string `json:"severity" yaml:"severity"`
	Message  string `json:"message" yaml:"message"`
	Origin   Origin `json:"origin" yaml:"origin"`
	Help     string `json:"help" yaml:"help"`
}
