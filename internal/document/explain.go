package document

import (
	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// Explanation is what `explain -o json` prints for one reading.
type Explanation struct {
	SchemaVersion int     `json:"schema_version"`
	As            string  `json:"as"`
	Setting       string  `json:"setting"`
	Name          *Named  `json:"name,omitempty"` // the variable or key that was asked about
	Summary       string  `json:"summary"`
	Known         bool    `json:"known"` // the reading has this setting
	Value         string  `json:"value"`
	Set           bool    `json:"set"`
	Origin        Origin  `json:"origin"`
	ReadAt        string  `json:"read_at"` // load, client, request or process
	Note          string  `json:"note,omitempty"`
	Places        []Place `json:"places"`
	Error         *Error  `json:"error"`
	Fix           string  `json:"-"` // of the error
}

// unloaded puts into an explanation why no session is built, and the cure.
func (e *Explanation) unloaded(res *resolve.Resolution, o Options) {
	if res.Err == nil {
		return
	}
	e.Error = &Error{Message: o.text(res.Err.Message), Origin: originOf(res.Err.Origin)}
	for _, p := range res.Problems {
		if p.Message == res.Err.Message {
			e.Fix = o.text(p.Help)
			return
		}
	}
}

// Named is who reads a variable or key.
type Named struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"` // variable, key or profile
	Readers []string `json:"readers"`
	Read    bool     `json:"read"` // in this reading
	All     bool     `json:"-"`    // every reading reads it
	Help    string   `json:"help"` // what to do where this reading does not read it and it is set
}

// ExplainName makes the explanation of a variable, of a key or of the choice of
// the profile.
func ExplainName(w *resolve.Workspace, res *resolve.Resolution, name string, o Options) Explanation {
	o = o.As(res.Reading.ID)
	n := diagnose.ExplainName(w, res, name)
	named := &Named{n.Name, n.Kind, n.Readers, n.Read, n.All, n.Help}
	if n.Setting != "" {
		e := Explain(w, res, n.Setting, o)
		e.Name = named
		return e
	}
	e := Explanation{SchemaVersion: SchemaVersion, As: res.Reading.ID, Setting: n.Name, Name: named, Summary: n.Summary, Known: n.Read, ReadAt: stages.Of(settings.AtLoad), Places: []Place{}}
	e.unloaded(res, o)
	for _, l := range quoted(w, n.Places) {
		if l.Verdict == origin.Won {
			e.Value, e.Set, e.Origin = o.value(n.Name, l.Value), true, originOf(l.Origin)
		}
		e.Places = append(e.Places, Place{string(l.Verdict), o.value(n.Name, l.Value), originOf(l.Origin), o.text(l.Reason), o.line(l.Source)})
	}
	return e
}

// Place is a place that was looked at.
type Place struct {
	Verdict string `json:"verdict"` // won, shadowed, rejected or absent
	Value   string `json:"value"`
	Origin  Origin `json:"origin"`
	Reason  string `json:"reason"`
	Source  string `json:"source"` // the line of the file
}

var stages = lookup.Table[settings.Stage, string]{{settings.AtLoad, "load"}, {settings.AtClient, "client"}, {settings.AtRequest, "request"}, {settings.AtProcess, "process"}}

// Explain makes the explanation of a setting.
func Explain(w *resolve.Workspace, res *resolve.Resolution, name string, o Options) Explanation {
	o = o.As(res.Reading.ID)
	e := Explanation{SchemaVersion: SchemaVersion, As: res.Reading.ID, Setting: name, ReadAt: stages.Of(settings.AtLoad), Places: []Place{}}
	e.unloaded(res, o)
	row := settings.Lookup(name)
	if row != nil {
		e.Summary, e.ReadAt = row.Summary, stages.Of(row.Stage)
	} else {
		e.Summary = "the endpoint configured for the service"
	}
	var all []looked
	if v := res.Setting(name); v != nil {
		e.Known, e.Value, e.Set, e.Origin, e.Note = true, o.value(name, v.Value), v.Set, originOf(v.Origin), v.Note
		all = quoted(w, v.Places)
	}
	if row != nil {
		all = append(all, quoted(w, notRead(w, res, row))...)
	}
	for _, l := range all {
		if l.Verdict == origin.Absent && l.Origin.IsZero() {
			continue
		}
		e.Places = append(e.Places, Place{string(l.Verdict), o.value(name, l.Value), originOf(l.Origin), o.text(l.Reason), o.line(l.Source)})
	}
	return e
}
