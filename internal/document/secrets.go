package document

import "github.com/sessctl/sessctl/internal/redact"

// Options say what a document may have in it.
type Options struct {
	ShowSecrets bool
}

// Text is a text without the secrets in it.
func (o Options) Text(s string) string { return o.text(s) }

func (o Options) text(s string) string {
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
