package check

import "github.com/sessctl/sessctl/internal/document"

// Report is the answers to all assertions.
type Report struct {
	As      string          `json:"as"`
	Error   *document.Error `json:"error"`
	Results []Answer        `json:"results"`
}

// Answer is one of them, as it is printed.
type Answer struct {
	Assertion string          `json:"assertion"`
	Setting   string          `json:"setting"`
	Holds     bool            `json:"holds"`
	Value     string          `json:"value"`
	Set       bool            `json:"set"`
	Origin    document.Origin `json:"origin"`
	Message   string          `json:"message"`
}

// Run asks all assertions of a document. What it reports is from shown, the
// same document without its secrets.
func Run(d, shown document.Document, list []Assertion) Report {
	r := Report{As: d.As, Error: d.Error, Results: make([]Answer, 0, len(list))}
	for _, a := range list {
		got := Ask(shown, a)
		if got.Holds = Ask(d, a).Holds; got.Holds {
			got.Why = ""
		}
		r.Results = append(r.Results, Answer{a.Text, a.Setting, got.Holds, got.Found.Value, got.Found.Set, got.Found.Origin, got.Why})
	}
	return r
}

// Failed counts the assertions that do not hold.
func (r Report) Failed() int {
	n := 0
	for _, a := range r.Results {
		if !a.Holds {
			n++
		}
	}
	return n
}
