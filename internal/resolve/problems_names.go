package resolve

import (
	"fmt"
	"strings"
)

// unreadVariables reports variables that other SDKs read and this one does not.
func (r *Run) unreadVariables() {
	sdk := r.Reading.SDK
	for i := range table {
		s := &table[i]
		for _, n := range s.Env {
			if n.In&sdk == 0 {
				r.unreadVariable(n.Name, s)
			}
		}
	}
	for _, in := range inputVars {
		if in.In&sdk == 0 {
			r.unreadVariable(in.Name, nil)
		}
	}
	if r.Reading.Service == nil && r.Reading.SDK&GoV2 == 0 {
		for _, v := range r.Env.Variables() {
			if strings.HasPrefix(v.Name, "AWS_ENDPOINT_URL_") && v.Value != "" {
				r.unreadVariable(v.Name, nil)
			}
		}
	}
}

func (r *Run) unreadVariable(name string, s *Setting) {
	c, ok := r.Var(name)
	if !ok || c.Value == "" || readElsewhere(name, r.Reading.SDK) || !strings.HasPrefix(name, "AWS") {
		return // what is not of AWS by its name is there for other programs
	}
	p := Problem{Code: "variable-not-read", Severity: SevNote, Origin: c.Origin,
		Message: fmt.Sprintf("%s=%s has no effect: this SDK does not read it", name, displayed(name, c.Value))}
	if s != nil && s.KnownIn(r.Reading.SDK) {
		if v := r.Setting(s.Name); v != nil && v.Value != c.Value {
			p.Severity = SevWarning
		}
		for _, n := range s.Env {
			if n.In&r.Reading.SDK != 0 {
				p.Help = "this SDK reads " + n.Name
				break
			}
		}
	}
	r.Problem(p)
}

// readElsewhere tells whether the SDK reads a variable for another setting.
func readElsewhere(name string, sdk SDK) bool {
	for i := range table {
		for _, n := range table[i].Env {
			if n.Name == name && n.In&sdk != 0 {
				return true
			}
		}
	}
	return false
}

// misspeltVariables reports variables that look like ones that SDKs read.
func (r *Run) misspeltVariables() {
	var known []string
	for _, v := range r.Env.Variables() {
		if !strings.HasPrefix(v.Name, "AWS") || v.Value == "" || strings.HasPrefix(v.Name, "AWS_ENDPOINT_URL_") ||
			strings.HasPrefix(v.Name, "AWS_BEARER_TOKEN_") || strings.HasPrefix(v.Name, "AWS_LAMBDA_") {
			continue
		}
		if known == nil {
			known = KnownVariables()
		}
		near := Nearest(v.Name, known)
		if near == "" || near == v.Name {
			continue
		}
		r.Problem(Problem{Code: "unknown-variable", Severity: SevWarning, Origin: Origin{Kind: EnvVar, Name: v.Name, File: v.File, Line: v.Line},
			Message: fmt.Sprintf("no SDK reads %s", v.Name), Help: fmt.Sprintf("did you mean %s?", near)})
	}
}

// KnownVariables are all variables that some SDK reads, but for those of single services.
func KnownVariables() []string {
	var names []string
	for i := range table {
		for _, n := range table[i].Env {
			names = append(names, n.Name)
		}
	}
	for _, in := range inputVars {
		names = append(names, in.Name)
	}
	return names
}

// KnownKeys are all keys of a profile that some SDK reads.
func KnownKeys() []string {
	var names []string
	for i := range table {
		for _, n := range table[i].Keys {
			outer, _, _ := strings.Cut(n.Name, ".")
			names = append(names, outer)
		}
	}
	for _, in := range inputKeys {
		names = append(names, in.Name)
	}
	return names
}

// maxUnknownKeys is how many keys that no SDK reads are looked at for slips.
const maxUnknownKeys = 100

// unreadKeys reports keys of the profile in use that look like ones that SDKs
// read, and those that other SDKs read and this one does not.
func (r *Run) unreadKeys() {
	if r.Profile == nil {
		return
	}
	var known []string
	unknown := 0
	for i := range r.Profile.Properties {
		q := &r.Profile.Properties[i]
		if s, input := keyOwner(q.Key); s != nil || input != nil {
			r.unreadKey(q, s)
			continue
		}
		if unknown++; unknown > maxUnknownKeys {
			r.Problem(Problem{Code: "unknown-keys", Severity: SevNote, Origin: r.Profile.Origin,
				Message: fmt.Sprintf("the profile has more than %d keys that no SDK reads; the rest is not looked at", maxUnknownKeys)})
			return
		}
		if known == nil {
			known = KnownKeys()
		}
		if near := Nearest(q.Key, known); near != "" && near != q.Key {
			r.Problem(Problem{Code: "unknown-key", Severity: SevWarning, Origin: q.Origin,
				Message: fmt.Sprintf("no SDK reads the key %s", q.Key), Help: fmt.Sprintf("did you mean %s?", near)})
		}
	}
}

// keyOwner finds what a key belongs to.
func keyOwner(key string) (*Setting, *Input) {
	for i := range table {
		for _, n := range table[i].Keys {
			if outer, _, _ := strings.Cut(n.Name, "."); outer == key {
				return &table[i], nil
			}
		}
	}
	for i := range inputKeys {
		if inputKeys[i].Name == key {
			return nil, &inputKeys[i]
		}
	}
	return nil, nil
}

// unreadKey reports a key that other SDKs read, unless it is the business of a
// command line alone, which everybody keeps in the same file.
func (r *Run) unreadKey(q *Property, s *Setting) {
	if s == nil || q.Value == "" || s.Name == "output" || strings.HasPrefix(s.Name, "cli_") || strings.Contains(s.Name, ".") {
		return
	}
	for _, n := range s.Keys {
		if n.Name == q.Key && n.In&r.Reading.SDK != 0 {
			return
		}
	}
	r.Problem(Problem{Code: "key-not-read", Severity: SevNote, Origin: q.Origin,
		Message: fmt.Sprintf("the key %s has no effect: this SDK does not read it", q.Key)})
}
