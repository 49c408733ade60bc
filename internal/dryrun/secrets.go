package dryrun

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/redact"
)

// see remembers what is secret in the headers of the request, as they stand.
func (c *Call) see(h http.Header) {
	for name, values := range h {
		for _, v := range values {
			if secret := redact.HeaderSecret(name, v); secret != "" {
				c.keep(secret)
			}
		}
	}
}

// keep remembers a text that nobody is to see.
func (c *Call) keep(secret string) {
	if secret == "" || c.seen[secret] {
		return
	}
	if c.seen == nil {
		c.seen = map[string]bool{}
	}
	c.seen[secret] = true
	if w := c.Client.Config.Workspace; w != nil && w.Env != nil {
		w.Env.Vault().Secret(secret)
	}
}

// keepMembers remembers the members of an input or output that the model calls
// sensitive, or that have the name of a secret.
func (c *Call) keepMembers(v *protocol.Value, m *catalogue.Member) {
	if v == nil {
		return
	}
	walk := sensitive{call: c, opens: redact.SecretName(c.Op.Name)}
	walk.value(v, m, false, nil)
	for _, name := range walk.names {
		if !slices.Contains(c.members, name) {
			c.members = append(c.members, name)
		}
	}
}

// sensitive goes through a value for what is secret in it.
type sensitive struct {
	call  *Call
	opens bool     // what the operation is about is called as secrets are: CreateApiKey
	names []string // that the members with a secret have in messages
}

func (s *sensitive) value(v *protocol.Value, m *catalogue.Member, secret bool, names []string) {
	secret = secret || m != nil && m.Is(catalogue.Sensitive)
	switch v.Kind {
	case protocol.Map:
		pair := secret && len(v.Fields) == 2
		for i := range v.Fields {
			f := &v.Fields[i]
			if pair && (f.Name == "name" || f.Name == "Name") { // what the other field is called
				continue
			}
			next := below(m, f.Name)
			named := (redact.SecretName(f.Name) || s.opens && f.Name == "value") && (next == nil || !next.Is(catalogue.IdempotencyToken))
			scalar := f.Value.Kind != protocol.Map && f.Value.Kind != protocol.List
			s.value(&f.Value, next, secret || named && scalar, namesOf(f.Name, next))
		}
	case protocol.List:
		for i := range v.Items {
			s.value(&v.Items[i], below(m, ""), secret, names)
		}
	case protocol.Null, protocol.Bool:
	default:
		if !secret {
			return
		}
		s.names = append(s.names, names...)
		s.call.keepPlace(m, v.Text)
		s.call.keep(v.Text)
		if len(v.Bytes) > 0 {
			s.call.keep(string(v.Bytes))
			s.call.keep(base64.StdEncoding.EncodeToString(v.Bytes))
		}
	}
}

// keepPlace remembers where in the request line or the headers a secret stands: a
// word that could be any other is hidden there alone.
func (c *Call) keepPlace(m *catalogue.Member, text string) {
	if m == nil {
		return
	}
	add := func(list *[]string, s string) {
		if s != "" && !slices.Contains(*list, s) {
			*list = append(*list, s)
		}
	}
	switch m.Location {
	case catalogue.InURI:
		add(&c.places.Labels, text)
	case catalogue.InQueryString:
		add(&c.places.Params, strings.ToLower(m.WireName()))
	case catalogue.InHeader:
		add(&c.places.Headers, strings.ToLower(m.WireName()))
	}
}

// Places are where a request has secrets that its model tells of.
type Places struct {
	Labels  []string // what stands in segments of the path
	Params  []string // names of parameters of the query, in lower case
	Headers []string // names of headers, in lower case
}

// SecretPlaces are where else than in the body the request has secrets.
func (c *Call) SecretPlaces() Places { return c.places }

// below gives the model of a field or element, nil where there is none.
func below(m *catalogue.Member, name string) *catalogue.Member {
	switch {
	case m == nil || m.Shape == nil:
		return nil
	case m.Shape.Kind == catalogue.Structure:
		return m.Shape.Member(name)
	}
	return m.Shape.Value
}

// namesOf are the names that a member can have in messages: that of the model,
// that of the place, and those of the query protocols.
func namesOf(name string, m *catalogue.Member) []string {
	names := []string{name}
	if m != nil {
		names = append(names, m.WireName(), m.QueryName)
	}
	for _, n := range names {
		if n != "" {
			names = append(names, strings.ToUpper(n[:1])+n[1:])
		}
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(n string) bool { return n == "" })
}

// SecretMembers are the names of the members that are secret and that the call
// has, as messages write them.
func (c *Call) SecretMembers() []string { return c.members }

// Secrets are the texts of the call that nobody is to see: what it is signed
// with, tokens and keys that it carries, passwords of its endpoint, and members
// that the model calls sensitive.
func (c *Call) Secrets() []string {
	secrets := []string{c.Client.token().Reveal()}
	for _, keys := range []*Keys{c.keys, c.Options.Session} {
		if keys == nil {
			continue
		}
		secrets = append(secrets, keys.SecretKey.Reveal(), keys.Token.Reveal())
		if id := keys.AccessKeyID; redact.KeyID(id) != id {
			secrets = append(secrets, id) // a secret key in the wrong place
		}
	}
	for secret := range c.seen {
		secrets = append(secrets, secret)
	}
	if u, err := url.Parse(c.Client.Custom.Value); err == nil {
		if password, ok := u.User.Password(); ok {
			secrets = append(secrets, password)
		}
		for name, values := range u.Query() {
			if redact.QueryName(name) {
				secrets = append(secrets, values...)
			}
		}
	}
	return secrets
}

// SecretParams are the query parameters of the call's URL that are secret.
func (c *Call) SecretParams() []string {
	names := append(redact.SecretParams[:len(redact.SecretParams):len(redact.SecretParams)], c.places.Params...)
	if u, err := url.Parse(c.Client.Custom.Value); err == nil {
		for name := range u.Query() {
			if redact.QueryName(name) {
				names = append(names[:len(names):len(names)], strings.ToLower(name))
			}
		}
	}
	return names
}
