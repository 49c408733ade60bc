// Package settings is the table of what a session can be configured with: a row
// for each setting, with the variables, keys and defaults by which each SDK knows
// it, and beside the rows what is no setting but leads to credentials or says where
// the files are. It reads no environment: what comes of one is resolve's to say.
package settings

import (
	"slices"
	"strings"
)

// SDK is a set of SDKs, for the columns of the settings table.
type SDK uint16

// The SDKs that a row of the table can name. GoV1 stands for both readings of
// aws-sdk-go v1; what only shared configuration turns on is the reading's to say.
const (
	Seed SDK = 1 << iota
	GoV1
	GoV2
	Boto
	CLI
	JS
	Spec
	Terraform
	Rust
	Java
	Backend // Terraform's S3 backend, which nobody counts among the SDKs

	AllSDKs = Seed | GoV1 | GoV2 | Boto | CLI | JS | Spec | Terraform | Rust | Java | Backend
)

// Type is how a setting's raw text is understood. What is a valid text of a
// type, and what an invalid one does, differs by SDK: see Reading.Convert.
type Type int

// The types of settings.
const (
	String Type = iota
	Bool        // true or false
	Int         // a decimal integer
	Enum        // one of Setting.Values
	URL         // an endpoint
	Path        // of a file
	List        // of comma-separated names
)

// String is the type in a word.
func (t Type) String() string {
	return map[Type]string{String: "text", Bool: "true or false", Int: "number", Enum: "one of", URL: "URL", Path: "path", List: "list"}[t]
}

// Stage is when an SDK reads a setting.
type Stage int

// The stages.
const (
	AtLoad    Stage = iota // when the session is built
	AtClient               // when a service client is built
	AtRequest              // when a request is made
	AtProcess              // once, when the process starts or the library is imported
)

// Named is a name or a value, with the SDKs that know it.
type Named struct {
	Name string
	In   SDK
}

// InTurn gives the settings that an SDK does something with in an order of its own.
func InTurn(sdk SDK, turn func(*Setting) Turn) []*Setting {
	var list []*Setting
	for i := range table {
		if turn(&table[i]).In&sdk != 0 {
			list = append(list, &table[i])
		}
	}
	slices.SortFunc(list, func(a, b *Setting) int { return turn(a).At - turn(b).At })
	return list
}

// Turn is a place in the order in which SDKs do something with each setting.
type Turn struct {
	In SDK
	At int
}

// Setting is a row of the settings table: one thing that a session is
// configured with. Names are those of the AWS SDKs and Tools Reference.
type Setting struct {
	Name    string
	Type    Type
	Values  []string // of an Enum, in the reference's spelling
	Summary string   // a few words for people
	Env     []Named  // variables, in the usual order of precedence
	Keys    []Named  // keys of the profile; "s3.addressing_style" is a key nested under s3
	Default []Named  // the value where nothing is configured, by SDK
	Stage   Stage
	// EnvTurn and KeyTurn say which SDKs convert its variables, or its key, while
	// they load, whether or not something else wins, and in which order.
	EnvTurn, KeyTurn Turn
	// ConfigOnly are the SDKs that take the key from the config file alone where
	// both files have the section.
	ConfigOnly SDK
	// Only restricts the SDKs that have the setting when no variable or key does, as for what code alone can set.
	Only SDK

	row int // see Row
}

// Row is the setting's place in the table, from 1, once NumberRows has been called.
func (s *Setting) Row() int { return s.row }

// KnownIn reports whether any of the given SDKs has the setting at all.
func (s *Setting) KnownIn(sdk SDK) bool {
	known := s.Only
	for _, list := range [][]Named{s.Env, s.Keys} {
		for _, n := range list {
			known |= n.In
		}
	}
	return known&sdk != 0
}

// DefaultIn is the value that the SDK uses where nothing is configured.
func (s *Setting) DefaultIn(sdk SDK) (string, bool) {
	for _, d := range s.Default {
		if d.In&sdk != 0 {
			return d.Name, true
		}
	}
	return "", false
}

const (
	servicesPrefix = "services."
	servicesSuffix = ".endpoint_url"
)

// ServiceOf gives SERVICE of a name such as services.SERVICE.endpoint_url.
func ServiceOf(name string) (string, bool) {
	s, ok := strings.CutPrefix(name, servicesPrefix)
	if !ok {
		return "", false
	}
	s, ok = strings.CutSuffix(s, servicesSuffix)
	return s, ok && s != "" && !strings.Contains(s, ".")
}

// ServiceEndpoint is the name of the setting of a service's endpoint.
func ServiceEndpoint(service string) string { return servicesPrefix + service + servicesSuffix }
