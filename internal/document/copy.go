package document

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/sharedfile/edit"
)

// Copied is what `copy -o json` prints: how a copy of a session differs from
// its base.
type Copied struct {
	SchemaVersion int         `json:"schema_version"`
	As            string      `json:"as"`
	Error         *Error      `json:"error"`
	Fix           string      `json:"-"` // of the error
	Changed       []Change    `json:"changed"`
	Kept          []Kept      `json:"kept"`
	Credentials   CopiedChain `json:"credentials"`
	Handlers      string      `json:"handlers"` // copied: the lists are the base's, and the copy's own; changed: some are not the base's
	// HandlerLists are the lists of handlers that differ.
	HandlerLists []HandlerList `json:"handler_lists"`
	// Saved is what saving the copy came to; nil where it was not to be saved.
	Saved *Saved `json:"saved,omitempty"`
}

// HandlerList is a list of handlers by their names, as the base has it and as
// the copy does.
type HandlerList struct {
	List string   `json:"list"`
	Base []string `json:"base"`
	Copy []string `json:"copy"`

	Steps []HandlerStep `json:"-"` // from the one to the other
}

// HandlerStep is a handler that stayed (' '), went ('-') or came ('+').
type HandlerStep struct {
	Op   byte
	Name string
}

// Change is a setting whose value, or the place it comes from, is another in
// the copy.
type Change struct {
	Setting string `json:"setting"`
	Base    Valued `json:"base"`
	Copy    Valued `json:"copy"`
}

// Valued is a value with its origin.
type Valued struct {
	Value  string `json:"value"`
	Set    bool   `json:"set"`
	Origin Origin `json:"origin"`
}

// Kept is a setting that stayed as it was in the base.
type Kept struct {
	Setting string `json:"setting"`
	Valued
}

// CopiedChain is the credentials of both sessions; they are the same where the
// copy keeps those of the base.
type CopiedChain struct {
	Kept bool        `json:"kept"`
	Base Credentials `json:"base"`
	Copy Credentials `json:"copy"`
}

// CopyFrom makes the document of a session and its copy. keeps is true where
// the copy has the credentials of the base, not some of its own.
func CopyFrom(base, copied *session.Session, keeps bool, o Options) Copied {
	o = o.As(copied.Config.Reading.ID)
	d := Copied{SchemaVersion: SchemaVersion, As: copied.Config.Reading.ID, Changed: []Change{}, Kept: []Kept{}, Handlers: "copied", HandlerLists: handlerLists(base, copied)}
	if len(d.HandlerLists) > 0 {
		d.Handlers = "changed"
	}
	if err := copied.Err(); err != nil {
		d.Error = &Error{Message: o.text(err.Error())}
	}
	names := append(base.Config.Names(), copied.Config.Names()...)
	slices.Sort(names)
	for _, n := range slices.Compact(names) {
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

func handlerLists(base, copied *session.Session) []HandlerList {
	lists := []HandlerList{}
	was, is := base.Handlers.Stages(), copied.Handlers.Stages()
	for i := range was {
		a, b := was[i].Names(), is[i].Names()
		if slices.Equal(a, b) {
			continue
		}
		l := HandlerList{List: was[i].Name, Base: append([]string{}, a...), Copy: append([]string{}, b...)}
		for _, h := range edit.Diff(lineEach(a), lineEach(b)) {
			for _, line := range h.Lines {
				l.Steps = append(l.Steps, HandlerStep{line.Op, line.Text})
			}
		}
		lists = append(lists, l)
	}
	return lists
}

// lineEach has each name on a line.
func lineEach(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return strings.Join(names, "\n") + "\n"
}

func (o Options) valued(s *session.Session, name string) Valued {
	v, set := s.Config.Get(name)
	return Valued{o.value(name, v.Value), set, originOf(v.Origin)}
}

func (o Options) plan(s *session.Session) Credentials {
	if s.Config.Credentials == nil {
		return o.credentials(resolve.Plan{Status: resolve.StatusNone})
	}
	return o.credentials(*s.Config.Credentials)
}
