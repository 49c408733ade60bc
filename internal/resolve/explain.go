package resolve

// Looked is a place that was looked at for a setting, with the source line it
// stands in, for `explain`.
type Looked struct {
	Place
	Source string // the line of the file, secrets and all
}

// Explain gives every place that was looked at for a setting, in order of
// precedence, with source lines.
func Explain(w *Workspace, v *Value) []Looked { return ExplainPlaces(w, v.Places) }

// ExplainPlaces adds to places the source lines they stand in.
func ExplainPlaces(w *Workspace, places []Place) []Looked {
	looked := make([]Looked, 0, len(places))
	for _, p := range places {
		l := Looked{Place: p}
		if p.Origin.Quotable() {
			if d := w.Document(w.Env.Abs(p.Origin.File)); d != nil {
				l.Source = d.Line(p.Origin.Line)
			}
		}
		looked = append(looked, l)
	}
	return looked
}

// NotRead gives the variables and keys of a setting that are set but that the
// reading does not read, as places with a reason.
func (r *Resolution) NotRead(w *Workspace, s *Setting) []Place {
	var places []Place
	for _, n := range s.Env {
		if n.In&r.Reading.SDK != 0 {
			continue
		}
		if v, ok := w.Env.Lookup(n.Name); ok {
			places = append(places, Place{Candidate: Candidate{v.Value, Origin{Kind: EnvVar, Name: n.Name, File: v.File, Line: v.Line}},
				Verdict: Rejected, Reason: "this SDK does not read it"})
		}
	}
	profile := r.Shared.Profile(r.Profile.Name)
	for _, n := range s.Keys {
		if n.In&r.Reading.SDK != 0 {
			continue
		}
		if q := profile.Get(n.Name); q != nil {
			places = append(places, Place{Candidate: Candidate{q.Value, q.Origin}, Verdict: Rejected, Reason: "this SDK does not read this key"})
		}
	}
	return places
}
