package document

import "github.com/sessctl/sessctl/internal/session"

// Handlers is what `handlers -o json` prints.
type Handlers struct {
	SchemaVersion int    `json:"schema_version"`
	As            string `json:"as"`
	// Own reports whether the SDK has handler lists of its own; the others have
	// middleware or events instead, and are shown those of aws-sdk-go v1.
	Own    bool    `json:"own"`
	Stages []Stage `json:"stages"`
}

// Stage is a list of handlers by their names, in the order in which they run.
type Stage struct {
	Name     string   `json:"name"`
	Handlers []string `json:"handlers"`
}

// HandlersFrom makes the document of a session's handlers.
func HandlersFrom(s *session.Session) Handlers {
	d := Handlers{SchemaVersion: SchemaVersion, As: s.Config.Reading.ID, Own: s.Config.Stock != nil && s.Config.Stock.Own}
	for _, stage := range s.Handlers.Stages() {
		d.Stages = append(d.Stages, Stage{stage.Name, append([]string{}, stage.Names()...)})
	}
	return d
}
