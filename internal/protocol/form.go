package protocol

import (
	"sort"
	"strings"
)

// form is the body of the query protocols while it is written: names with
// values, in order. A name that is set again keeps its place.
type form struct {
	pairs Form
	at    map[string]int
}

// newForm begins a form with the two parameters that every call has.
func newForm(action, version string) *form {
	f := &form{at: make(map[string]int)}
	f.set("Action", action)
	f.set("Version", version)
	return f
}

func (f *form) set(name, value string) {
	if i, ok := f.at[name]; ok {
		f.pairs[i].Value = value
		return
	}
	f.at[name] = len(f.pairs)
	f.pairs = append(f.pairs, Pair{name, value})
}

// body writes the form in the manner of a style.
func (f *form) body(s *Style) []byte {
	if s.Forms.Sorted {
		sort.SliceStable(f.pairs, func(i, j int) bool { return f.pairs[i].Name < f.pairs[j].Name })
	}
	return []byte(f.pairs.join(s.Forms.Escape))
}

// joined adds a name to the name of a parameter.
func joined(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + "." + name
}

// replaced puts a name in the place of the last part of a parameter's name.
func replaced(prefix, name string) string {
	return prefix[:strings.LastIndexByte(prefix, '.')+1] + name
}
