package document

import (
	"strings"

	"github.com/sessctl/sessctl/internal/redact"
)

// Options say what a document may have in it.
type Options struct {
	ShowSecrets bool

	as string // the reading whose SDK the texts are about, where that is known
}

// As are the options for texts about a reading: what a reading says of "this
// SDK", since several share it, is said of the one by its name.
func (o Options) As(reading string) Options {
	o.as = reading
	return o
}

func (o Options) name(s string) string {
	if o.as == "" || !strings.Contains(s, "his SDK") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "this SDK", o.as), "This SDK", o.as)
}

// Text is a text without the secrets in it.
func (o Options) Text(s string) string { return o.text(s) }

func (o Options) text(s string) string {
	s = o.name(s)
	if o.ShowSecrets {
		return s
	}
	return redact.Text(s)
}

func (o Options) texts(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = o.text(s)
	}
	return out
}

// value is the value of a setting, key or variable without what is secret in it.
func (o Options) value(name, s string) string {
	if o.ShowSecrets {
		return s
	}
	return redact.Value(name, s)
}

func (o Options) keyID(id string) string {
	if o.ShowSecrets {
		return id
	}
	return redact.KeyID(id)
}

// line is a line of a file.
func (o Options) line(s string) string {
	if o.ShowSecrets {
		return s
	}
	return redact.Line(redact.Text(s))
}

func (o Options) command(s string) string {
	if o.ShowSecrets {
		return s
	}
	return redact.Command(s)
}
