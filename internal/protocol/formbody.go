package protocol

import (
	"net/url"
	"sort"
	"strings"
)

// Form is a form that has been written, taken apart again.
type Form []Pair

// Pair is a name of a form with a value.
type Pair struct{ Name, Value string }

// ParseForm takes the body of a form apart.
func ParseForm(body []byte) Form {
	var f Form
	for _, pair := range strings.Split(string(body), "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		f = append(f, Pair{unescapeForm(name), unescapeForm(value)})
	}
	return f
}

func unescapeForm(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// Get gives the first value of a name, nil when there is none.
func (f Form) Get(name string) *string {
	for i := range f {
		if f[i].Name == name {
			return &f[i].Value
		}
	}
	return nil
}

// Set gives the first value of a name another one; a new name comes last.
func (f *Form) Set(name, value string) {
	if v := f.Get(name); v != nil {
		*v = value
		return
	}
	*f = append(*f, Pair{name, value})
}

func (f Form) without(name string) Form {
	kept := make(Form, 0, len(f))
	for _, p := range f {
		if p.Name != name {
			kept = append(kept, p)
		}
	}
	return kept
}

// Encode writes the form as a body in the manner of a style.
func (f Form) Encode(s *Style) []byte {
	if s.Forms.Sorted {
		sort.SliceStable(f, func(i, j int) bool { return f[i].Name < f[j].Name })
	}
	return []byte(f.join(s.Forms.Escape))
}

// Query writes the form as the query of a URL, spaces as %20.
func (f Form) Query() string {
	return f.join(func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") })
}

func (f Form) join(escape func(string) string) string {
	parts := make([]string, len(f))
	for i, p := range f {
		parts[i] = escape(p.Name) + "=" + escape(p.Value)
	}
	return strings.Join(parts, "&")
}
