package document

import (
	"io"
	"strings"

	"github.com/sessctl/sessctl/internal/redact"
	"github.com/sessctl/sessctl/internal/settings"
)

// Options say what a document may have in it.
type Options struct {
	ShowSecrets bool
	Vault       *redact.Vault // the secrets that the run has met; nil for none
	Netted      bool          // the whole document passes the vault when it is written: its texts need not, each

	// Only are the settings that a document is to have; nil for all.
	Only map[string]bool

	as string // the reading whose SDK the texts are about, where that is known
}

// As are the options for texts about a reading: what a reading says of "this
// SDK", since several share it, is said of the one by its name.
func (o Options) As(reading string) Options {
	o.as = reading
	return o
}

func (o Options) name(s string) string {
	if o.as == "" || !strings.Contains(s, "his SDK") && !strings.Contains(s, "his parser") {
		return s
	}
	return strings.NewReplacer("this SDK", o.as, "This SDK", o.as, "this parser", o.as).Replace(s)
}

// hidden takes the secrets of the run out of a text from which decide has taken
// what is secret by its own looks.
func (o Options) hidden(s string, decide func(string) string) string {
	if o.ShowSecrets || s == "" {
		return s
	}
	if o.Netted {
		return decide(s)
	}
	return o.Vault.Hide(decide(s))
}

// Written is a document as it is written, without the secrets of its run.
func (o Options) Written(text []byte) []byte {
	if o.ShowSecrets {
		return text
	}
	return []byte(o.Vault.Hide(string(text)))
}

// Text is a text without the secrets in it.
func (o Options) Text(s string) string { return o.text(s) }

func (o Options) text(s string) string { return o.hidden(o.name(s), redact.Text) }

// Message is an error about what a person typed, without the secrets in it.
func (o Options) Message(s string) string { return o.hidden(o.name(s), redact.Message) }

func (o Options) texts(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = o.text(s)
	}
	return out
}

// Value is the value of a setting, key or variable without what is secret in it.
func (o Options) Value(name, s string) string { return o.value(name, s) }

func (o Options) value(name, s string) string {
	return o.hidden(s, func(s string) string { return redact.Value(name, s) })
}

// keyID is an access key id, unless keys were swapped.
func (o Options) keyID(id string) string {
	if !o.ShowSecrets && o.Vault.Swapped(id) {
		return redact.Stars
	}
	return o.hidden(id, redact.KeyID)
}

// line is a line of a file.
func (o Options) line(s string) string { return o.hidden(s, redact.Line) }

func (o Options) command(s string) string { return o.hidden(s, redact.Command) }

// Name is what a person typed where a name was wanted: stars where it may be
// more than one.
func Name(s string) string { return redact.Name(s) }

// Given is what a person gave for a setting, as an error quotes it.
func Given(name, value string) string { return redact.Value(name, value) }

// NewVault begins a run: it holds what may be secret in the arguments.
func NewVault(args []string) *redact.Vault {
	v := &redact.Vault{Names: settings.Has}
	v.Args(args)
	return v
}

// Nets gives a net for each of the two streams of a run.
func Nets(v *redact.Vault, out, err io.Writer) (outNet, errNet *redact.Net) {
	outNet, errNet = redact.NewNet(v, out), redact.NewNet(v, err)
	redact.Join(outNet, errNet)
	return outNet, errNet
}
