package document

import "github.com/sessctl/sessctl/internal/resolve"

// Explanation is what `explain -o json` prints for one reading.
type Explanation struct {
	SchemaVersion int     `json:"schema_version"`
	As            string  `json:"as"`
	Setting       string  `json:"setting"`
	Summary       string  `json:"summary"`
	Known         bool    `json:"known"` // the reading has this setting
	Value         string  `json:"value"`
	Set           bool    `json:"set"`
	Origin        Origin  `json:"origin"`
	ReadAt        string  `json:"read_at"` // load, client, request or process
	Note          string  `json:"note,omitempty"`
	Places        []Place `json:"places"`
	Error         *Error  `json:"error"`
	About         *About  `json:"about,omitempty"` // the variable or key that was asked about
}

// Place is a place that was looked at.
type Place struct {
	Verdict string `json:"verdict"` // won, shadowed, rejected or absent
	Value   string `json:"value"`
	Origin  Origin `json:"origin"`
	Reason  string `json:"reason"`
	Source  string `json:"source"` // the line of the file
}

var stages = map[resolve.Stage]string{resolve.AtLoad: "load", resolve.AtClient: "client", resolve.AtRequest: "request", resolve.AtProcess: "process"}

// Explain makes the explanation of a setting.
func Explain(w *resolve.Workspace, res *resolve.Resolution, name string, o Options) Explanation {
	o = o.As(res.Reading.ID)
	e := Explanation{SchemaVersion: SchemaVersion, As: res.Reading.ID, Setting: name, ReadAt: stages[resolve.AtLoad], Places: []Place{}}
	if res.Err != nil {
		e.Error = &Error{Message: o.text(res.Err.Message), Origin: origin(res.Err.Origin)}
	}
	row := resolve.Lookup(name)
	if row != nil {
		e.Summary, e.ReadAt = row.Summary, stages[row.Stage]
	} else {
		e.Summary = "the endpoint configured for the service"
	}
	var looked []resolve.Looked
	if v := res.Setting(name); v != nil {
		e.Known, e.Value, e.Set, e.Origin, e.Note = true, o.value(name, v.Value), v.Set, origin(v.Origin), v.Note
		looked = resolve.Explain(w, v)
	}
	if row != nil {
		looked = append(looked, resolve.ExplainPlaces(w, res.NotRead(w, row))...)
	}
	for _, l := range looked {
		if l.Verdict == resolve.Absent && l.Origin.IsZero() {
			continue
		}
		e.Places = append(e.Places, Place{string(l.Verdict), o.value(name, l.Value), origin(l.Origin), o.text(l.Reason), o.line(l.Source)})
	}
	return e
}
