// Package origin says where values come from: the place of each, and how it fared
// against the others that were looked at.
package origin

import (
	"fmt"
	"strings"
)

// Kind is what sort of place a value came from.
type Kind string

// The kinds of origins, as the JSON document names them.
const (
	Flag       Kind = "flag"
	EnvVar     Kind = "env"
	InFile     Kind = "file"
	ByDefault  Kind = "default"
	Derived    Kind = "derived"
	TokenCache Kind = "token-cache"
	IMDS       Kind = "imds"
	Container  Kind = "container"
)

// Origin is where a value came from. Line and Column count from 1 and are 0
// where there is none; a column counts bytes.
type Origin struct {
	Kind    Kind
	Name    string // of the flag or variable; of the setting a derived value follows
	File    string
	Line    int
	Column  int
	Section string
	Key     string
}

// IsZero reports whether there is no origin.
func (o Origin) IsZero() bool { return o == Origin{} }

// Configured reports whether the value stands somewhere, in a flag, a variable
// or a file, or is made of a text that does.
func (o Origin) Configured() bool {
	switch o.Kind {
	case Flag, EnvVar, InFile:
		return true
	}
	return o.Kind == Derived && o.File != ""
}

// Quotable reports whether the value stands in a line of a file that can be shown:
// a shared file, or one of a program's own.
func (o Origin) Quotable() bool {
	return o.File != "" && o.Line > 0 && (o.Kind == InFile || o.Kind == Flag)
}

// String names the place for messages: a flag, a variable, or file:line:column.
func (o Origin) String() string {
	switch {
	case o.File != "" && o.Line > 0 && o.Column > 0:
		return fmt.Sprintf("%s:%d:%d", o.File, o.Line, o.Column)
	case o.File != "" && o.Line > 0:
		return fmt.Sprintf("%s:%d", o.File, o.Line)
	case o.File != "":
		return o.File
	case o.Kind == ByDefault:
		return "default"
	case o.Kind == Derived && o.Name != "":
		return "derived from " + o.Name
	}
	return strings.TrimSpace(o.Name)
}
