// Package endpoint evaluates endpoint rule sets: the parameters of a request
// in, where it goes and how it is signed out. A rule set is compiled once
// (Compile, For) and evaluated in microseconds.
//
// It decides no parameter: which region, which custom endpoint, which bucket
// is the caller's to say.
//
// The language is that of smithy.io's "rules engine", in the form of a tree of
// rules that SDKs ship as endpoint-rule-set-1.json, or of a binary decision
// diagram. Where readings of the language differ it follows botocore's
// endpoint_provider.py (1.43.11).
package endpoint

import "github.com/sessctl/sessctl/internal/jsontree"

// Endpoint is the outcome of a rule set.
type Endpoint struct {
	URL         string
	Headers     []Header        // to add to the request, in the rule's order
	AuthSchemes []AuthScheme    // by preference; empty where the rule leaves it to the model
	Properties  *jsontree.Value // all properties of the rule, auth schemes too; nil when there are none
}

// Header is a header that a rule adds.
type Header struct {
	Name   string
	Values []string
}

// AuthScheme is a way to sign that a rule offers.
type AuthScheme struct {
	Name                  string // "sigv4", "sigv4a", "sigv4-s3express"
	SigningName           string
	SigningRegion         string
	SigningRegionSet      []string // of sigv4a
	DisableDoubleEncoding bool
	DisableNormalizePath  bool
}

// RuleError is the refusal of a rule set: no endpoint fits the parameters.
type RuleError struct {
	Message string // the rule set's own words
}

func (e *RuleError) Error() string { return e.Message }

// ParamError is a parameter that a rule set cannot do without, or that has the
// wrong type.
type ParamError struct {
	Name     string
	Required bool // it is missing; else it has the wrong type
	Type     string
}

func (e *ParamError) Error() string {
	if e.Required {
		return "the endpoint parameter " + e.Name + " is required and not set"
	}
	return "the endpoint parameter " + e.Name + " must be a " + e.Type
}

// Parameter is what a rule set asks for.
type Parameter struct {
	Name     string
	BuiltIn  string // "AWS::Region", "SDK::Endpoint", …; "" for one that belongs to the operation or the client
	Type     string // "string", "boolean", "stringArray"
	Required bool

	defaults value
}

// Default gives the value that counts where none is given, as text; "" when
// there is none.
func (p *Parameter) Default() string {
	return p.defaults.String()
}

// Rules is a compiled rule set. It is safe for concurrent use.
type Rules struct {
	Parameters []Parameter // in the rule set's order

	slots int // of all variables
	tree  []rule
	bdd   *diagram
}

// Parameter gives a parameter by name, nil when the rules do not ask for it.
func (r *Rules) Parameter(name string) *Parameter {
	for i := range r.Parameters {
		if r.Parameters[i].Name == name {
			return &r.Parameters[i]
		}
	}
	return nil
}
