package document

import (
	"sort"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
)

// Copied is what `copy -o json` prints: how a copy of a session differs from
// its base.
type Copied struct {
	SchemaVersion int         `json:"schema_version" yaml:"schema_version"`
	As            string      `json:"as" yaml:"as"`
	Error         *Error      `json:"error" yaml:"error"`
	Changed       []Change    `json:"changed" yaml:"changed"`
	Kept          []Kept      `json:"kept" yaml:"kept"`
	Credentials   CopiedChain `json:"credentials" yaml:"credentials"`
	Handlers      string      `json:"handlers" yaml:"handlers"` // copied: the lists are the base's, and the copy's own
}

// Change is a setting whose value, or the place it comes from, is another in
// the copy.
type Change struct {
	Setting string `json:"setting" yaml:"setting"`
	Base    Valued `json:"base" yaml:"base"`
	Copy    Valued `json:"copy" yaml:"copy"`
}

// Valued is a value with its origin.
type Valued struct {
	Value  string `json:"value" yaml:"value"`
	Set    bool   `json:"set" yaml:"set"`
	Origin Origin `json:"origin" yaml:"origin"`
}

// Kept is a setting that stayed as it was in the base.
type Kept struct {
	Setting string `json:"setting" yaml:"setting"`
	Valued  `yaml:",inline"`
}

// CopiedChain is the credentials of both sessions; they are the same where the
// copy keeps those of the base.
type CopiedChain struct {
	Kept bool        `json:"kept" yaml:"kept"`
	Base Credentials `json:"base" yaml:"base"`
	Copy Credentials `json:"copy" yaml:"copy"`
}

// CopyFrom makes the document of a session and its copy. keeps reports whether
// the copy has the credentials of the base, not some of its own.
func CopyFrom(base, copied *session.Session, keeps bool, o Options) Copied {
	d := Copied{SchemaVersion: SchemaVersion, As: copied.Config.Reading.ID, Changed: []Change{}, Kept: []Kept{}, Handlers: "copied"}
	if err := copied.Err(); err != nil {
		d.Error = &Error{Message: o.text(err.Error())}
	}
	names := map[string]bool{}
	for n := range base.Config.Settings {
		names[n] = true
	}
	for n := range copied.Config.Settings {
		names[n] = true
	}
	all := make([]string, 0, len(names))
	for n := range names {
		all = append(all, n)
	}
	sort.Strings(all)
	for _, n := range all {
		was, is := o.valued(base, n), o.valued(copied, n)
		if was == is {
			d.Kept = append(d.Kept, Kept{n, is})
			continue
		}
		d.Changed = append(d.Changed, Change{n, was, is})
	}
	d.Credentials = CopiedChain{keeps, o.plan(base), o.plan(copied)}
	return d
}

func (o Options) valued(s *session.Session, name string) Valued {
	v, set := s.Config.Get(name)
	return Valued{o.value(name, v.Value), set, origin(v.Origin)}
}

func (o Options) plan(s *session.Session) Credentials {
	if s.Config.Credentials == nil {
		return o.credentials(resolve.Plan{Status: resolve.StatusNone})
	}
	return o.credentials(*s.Config.Credentials)
}
