package document

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/redact"
)

// hider keeps a call's secrets out of its document: by their values, wherever
// they stand, and by the names of the headers and parameters that have them.
// Nothing else is touched, so that what is shown is what would be sent.
type hider struct {
	show   bool
	values []string
	params []string // names of query parameters
	hid    bool
}

// minSecret bounds what is looked for by its value: a word such as test or
// minioadmin would be found in places where it is no secret. What stands below a
// secret's name is hidden at any length.
const minSecret = 12

func (o Options) hider(c *dryrun.Call) *hider {
	h := &hider{show: o.ShowSecrets, params: c.SecretParams()}
	if h.show {
		return h
	}
	for _, secret := range c.Secrets() {
		if len(secret) < minSecret {
			continue
		}
		once := url.QueryEscape(secret)
		quoted, _ := json.Marshal(secret)
		h.values = append(h.values, url.QueryEscape(once), once, strings.ReplaceAll(once, "+", "%20"), url.PathEscape(secret), secret,
			strings.Trim(string(quoted), `"`))
	}
	// What has another one in it goes first.
	slices.SortFunc(h.values, func(a, b string) int { return len(b) - len(a) })
	return h
}

// TextOf hides what is secret in a text about a call.
func (o Options) TextOf(c *dryrun.Call, s string) string { return o.text(o.hider(c).text(s)) }

// text hides secrets by their values and their names.
func (h *hider) text(s string) string {
	return h.hide(s, func(s string) string {
		return passwords(named(named(named(s, dryrun.SecretHeaders, ':'), bearers, ' '), h.params, '='))
	})
}

// bearers are the headers in which a password or token stands in place of a signature.
var bearers = []string{"authorization: bearer", "authorization:bearer", "authorization: basic", "authorization:basic"}

// body is text for what a person may have filled with anything.
func (h *hider) body(s string) string {
	return h.hide(s, func(s string) string { return named(s, h.params, '=') })
}

func (h *hider) hide(s string, byName func(string) string) string {
	if h.show {
		return s
	}
	was := s
	for _, v := range h.values {
		s = strings.ReplaceAll(s, v, redact.Stars)
	}
	s = byName(s)
	h.hid = h.hid || s != was
	return s
}

// named hides what stands behind the names of secrets: of headers, "NAME:value",
// to the end of the line, and of parameters, "NAME=value", to the end of the
// parameter.
func named(s string, names []string, sign byte) string {
	if strings.IndexByte(s, sign) < 0 {
		return s
	}
	ends := "\n"
	if sign == '=' {
		ends = "& \n\"'"
	}
	lower := asciiLower(s)
	for _, name := range names {
		for from := 0; ; {
			i := strings.Index(lower[from:], name)
			if i < 0 {
				break
			}
			at := from + i + len(name)
			from = at
			if at >= len(s) || s[at] != sign || at > len(name) && isWord(lower[at-len(name)-1]) {
				continue
			}
			start, end := at+1, len(s)
			for start < end && s[start] == ' ' {
				start++
			}
			if j := strings.IndexAny(s[start:], ends); j >= 0 {
				end = start + j
			}
			if start == end {
				continue
			}
			s, lower = s[:start]+redact.Stars+s[end:], lower[:start]+redact.Stars+lower[end:]
			from = start + len(redact.Stars)
		}
	}
	return s
}

// passwords hides those of URLs: "https://user:password@host".
func passwords(s string) string {
	for from := 0; ; {
		i := strings.Index(s[from:], "://")
		if i < 0 {
			return s
		}
		from += i + len("://")
		end := len(s)
		if j := strings.IndexAny(s[from:], "/?# \n\"'"); j >= 0 {
			end = from + j
		}
		user, _, ok := strings.Cut(s[from:end], ":")
		at := strings.LastIndexByte(s[from:end], '@')
		if start := from + len(user) + 1; ok && start < from+at {
			s = s[:start] + redact.Stars + s[from+at:]
		}
	}
}

// asciiLower keeps every byte in its place, as strings.ToLower does not.
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

func isWord(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_' }

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
