package document

import "github.com/sessctl/sessctl/internal/session"

// Handlers is what `handlers -o json` prints.
type Handlers struct {
	SchemaVersion int     `json:"schema_version" yaml:"schema_version"`
	As            string  `json:"as" yaml:"as"`
	Stages        []Stage `json:"stages" yaml:"stages"`
}

// Stage is a list of handlers by their names, in the order in which they run.
type Stage struct {
	Name     string   `json:"name" yaml:"name"`
	Handlers []string `json:"handlers" yaml:"handlers"`
}

// HandlersFrom makes the document of a session's handlers.
func HandlersFrom(s *session.Session) Handlers {
	d := Handlers{SchemaVersion: SchemaVersion, As: s.Config.Reading.ID}
	for _, stage := range s.Handlers.Stages() {
		d.Stages = append(d.Stages, Stage{stage.Name, append([]string{}, stage.Names()...)})
	}
	return d
}
