package document

import (
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// looked is a place that was looked at, with the source line it stands in.
type looked struct {
	origin.Place
	Source string // the line of the file, secrets and all
}

// quoted adds to places the source lines they stand in.
func quoted(w *resolve.Workspace, places []origin.Place) []looked {
	list := make([]looked, 0, len(places))
	for _, p := range places {
		l := looked{Place: p}
		if p.Origin.Quotable() {
			if d := w.Document(w.Env.Abs(p.Origin.File)); d != nil {
				l.Source = d.Line(p.Origin.Line)
			}
		}
		list = append(list, l)
	}
	return list
}

// notRead gives the variables and keys of a setting that are set but that the
// reading does not read, as places with a reason.
func notRead(w *resolve.Workspace, r *resolve.Resolution, s *settings.Setting) []origin.Place {
	var places []origin.Place
	for _, n := range s.Env {
		if n.In&r.Reading.SDK != 0 {
			continue
		}
		if v, ok := w.Env.Lookup(n.Name); ok {
			places = append(places, origin.Place{Candidate: origin.Candidate{Value: v.Value, Origin: origin.Origin{Kind: origin.EnvVar, Name: n.Name, File: v.File, Line: v.Line}},
				Verdict: origin.Rejected, Reason: "this SDK does not read it"})
		}
	}
	profile := r.Shared.Profile(r.Profile.Name)
	for _, n := range s.Keys {
		if n.In&r.Reading.SDK != 0 {
			continue
		}
		if q := profile.Get(n.Name); q != nil {
			places = append(places, origin.Place{Candidate: origin.Candidate{Value: q.Value, Origin: q.Origin}, Verdict: origin.Rejected, Reason: "this SDK does not read this key"})
		}
	}
	return places
}
