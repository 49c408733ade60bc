package protocol

import (
	"net/url"
	"sort"
	"strings"
)

// formBody is a form that has been written, taken apart again.
type formBody []formPair

type formPair struct{ name, value string }

func parseForm(body []byte) formBody {
	var f formBody
	for _, pair := range strings.Split(string(body), "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		f = append(f, formPair{unescapeForm(name), unescapeForm(value)})
	}
	return f
}

func unescapeForm(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// get gives the first value of a name, nil when there is none.
func (f formBody) get(name string) *string {
	for i := range f {
		if f[i].name == name {
			return &f[i].value
		}
	}
	return nil
}

func (f *formBody) set(name, value string) {
	if v := f.get(name); v != nil {
		*v = value
		return
	}
	*f = append(*f, formPair{name, value})
}

func (f formBody) without(name string) formBody {
	kept := make(formBody, 0, len(f))
	for _, p := range f {
		if p.name != name {
			kept = append(kept, p)
		}
	}
	return kept
}

// encodeAs writes the form as a body in the manner of a style.
func (f formBody) encodeAs(s Style) []byte {
	if s.sortsForms() {
		sort.SliceStable(f, func(i, j int) bool { return f[i].name < f[j].name })
	}
	return []byte(f.join(s.escapeForm))
}

// query writes the form as the query of a URL, spaces as %20.
func (f formBody) query() string {
	return f.join(func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") })
}

func (f formBody) join(escape func(string) string) string {
	parts := make([]string, len(f))
	for i, p := range f {
		parts[i] = escape(p.name) + "=" + escape(p.value)
	}
	return strings.Join(parts, "&")
}
