package document

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/redact"
)

// hider keeps a call's secrets out of its document: by their values, wherever
// they stand, and by the names of the headers, parameters and members that have
// them. Nothing else is touched, so that what is shown is what would be sent.
type hider struct {
	show    bool
	vault   *redact.Vault
	params  []string // names of query parameters
	members []string // names of members of bodies
	headers []string // names of headers
	labels  []string // segments of the path
	hid     bool
}

func (o Options) hider(c *dryrun.Call) *hider {
	h := &hider{show: o.ShowSecrets, vault: o.Vault, params: c.SecretParams(), members: c.SecretMembers(),
		headers: c.SecretPlaces().Headers, labels: c.SecretPlaces().Labels}
	if h.show {
		return h
	}
	if h.vault == nil {
		h.vault = &redact.Vault{}
	}
	for _, secret := range c.Secrets() {
		h.vault.Secret(secret)
	}
	return h
}

// TextOf hides what is secret in a text about a call.
func (o Options) TextOf(c *dryrun.Call, s string) string { return o.text(o.hider(c).text(s)) }

// text hides secrets by their values and their names.
func (h *hider) text(s string) string {
	return h.hide(s, func(s string) string {
		s = redact.Named(redact.Named(s, h.headers, ':'), redact.SecretHeaders, ':')
		s = redact.Named(redact.Named(s, bearers, ' '), h.params, '=')
		return redact.Segments(redact.Passwords(redact.Members(s, h.members)), h.labels)
	})
}

// bearers are the headers in which a password or token stands in place of a signature.
var bearers = []string{"authorization: bearer", "authorization:bearer", "authorization: basic", "authorization:basic"}

// body is text for what a person may have filled with anything.
func (h *hider) body(s string) string {
	if plain, ok := unzipped(s); ok && !h.show {
		if hidden := h.body(plain); hidden != plain {
			return string(protocol.Gzip([]byte(hidden), time.Time{}))
		}
		return s
	}
	return h.hide(s, func(s string) string { return redact.Members(redact.Named(s, h.params, '='), h.members) })
}

// unzipped gives what a compressed body has in it.
func unzipped(s string) (plain string, ok bool) {
	if !strings.HasPrefix(s, "\x1f\x8b") {
		return "", false
	}
	r, err := gzip.NewReader(strings.NewReader(s))
	if err != nil {
		return "", false
	}
	b, err := io.ReadAll(io.LimitReader(r, maxUnzipped))
	return string(b), err == nil && !strings.HasPrefix(string(b), "\x1f\x8b")
}

// maxUnzipped is how much of a compressed body is looked through, in bytes.
const maxUnzipped = 64 << 20

func (h *hider) hide(s string, byName func(string) string) string {
	if h.show {
		return s
	}
	hidden := h.vault.Hide(byName(s))
	h.hid = h.hid || hidden != s
	return hidden
}

func (h *hider) texts(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = h.text(s)
	}
	return out
}

func (h *hider) header(header http.Header) map[string][]string {
	out := make(map[string][]string, len(header))
	for name, values := range header {
		out[name] = make([]string, len(values))
		for i, v := range values {
			out[name][i] = strings.TrimPrefix(h.text(name+":"+v), name+":")
		}
	}
	return out
}
