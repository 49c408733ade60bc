package protocol

import (
	"fmt"
	"strings"
)

// Code is the kind of a problem.
type Code string

// The kinds of problems with an input.
const (
	Missing     Code = "missing"      // a required parameter
	Unknown     Code = "unknown"      // a parameter that the model does not have
	WrongType   Code = "wrong-type"   // of a value
	TooSmall    Code = "too-small"    // a number below its minimum
	TooShort    Code = "too-short"    // a text, list or map with fewer elements than its minimum
	WrongUnion  Code = "wrong-union"  // none or several members of a union
	NotBase64   Code = "not-base64"   // a blob
	NotHost     Code = "not-host"     // a value that becomes part of the host name
	NotAccepted Code = "not-accepted" // a value that an SDK refuses for another reason

	// Of these SDKs say nothing; the service will.
	NotInEnum Code = "not-in-enum"
	TooBig    Code = "too-big"
	TooLong   Code = "too-long"
)

// Problem is one thing that is wrong with an input.
type Problem struct {
	Path    string // of the parameter: "Filters[0].Name", "" for the input itself
	Code    Code
	Message string // without the path, lower case
}

func (p Problem) String() string {
	if p.Path == "" {
		return p.Message
	}
	return p.Path + ": " + p.Message
}

// InputError is everything that is wrong with an input.
type InputError struct {
	Operation string
	Problems  []Problem // one at least
}

func (e *InputError) Error() string {
	if len(e.Problems) == 1 {
		return fmt.Sprintf("input of %s: %s", e.Operation, e.Problems[0])
	}
	var b strings.Builder
	fmt.Fprintf(&b, "input of %s: %d problems", e.Operation, len(e.Problems))
	for _, p := range e.Problems {
		b.WriteString("\n  " + p.String())
	}
	return b.String()
}
