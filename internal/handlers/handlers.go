// Package handlers is the chain of functions that a request passes through on
// its way: lists of named handlers, one list for each stage, which a session
// hands on to its clients and a client to its requests, and to which anybody
// may add. It follows the request package of aws-sdk-go (aws/request/handlers.go)
// and knows nothing of AWS settings, signing or protocols.
package handlers

// Handlers are the lists of all stages.
//
// Any number of goroutines may copy, run and read Handlers at once; changing a
// list is for one of them, while no other uses it.
type Handlers struct {
	Validate         List // is the request fit to be built?
	Build            List // the HTTP request
	Sign             List
	Send             List
	ValidateResponse List // is the response an answer or an error?
	Unmarshal        List // the answer
	UnmarshalMeta    List // the response's own data, before all else
	UnmarshalError   List
	Retry            List // may the error be retried?
	AfterRetry       List // wait, and make ready for the next attempt
	CompleteAttempt  List // after every attempt
	Complete         List // once, at the end
}

// Stage is a list with the name of its stage.
type Stage struct {
	Name string
	*List
}

// Stages gives the lists themselves with their names, in the order in which
// people are shown them.
func (h *Handlers) Stages() []Stage {
	return []Stage{
		{"Validate", &h.Validate},
		{"Build", &h.Build},
		{"Sign", &h.Sign},
		{"Send", &h.Send},
		{"ValidateResponse", &h.ValidateResponse},
		{"Unmarshal", &h.Unmarshal},
		{"UnmarshalMeta", &h.UnmarshalMeta},
		{"UnmarshalError", &h.UnmarshalError},
		{"Retry", &h.Retry},
		{"AfterRetry", &h.AfterRetry},
		{"CompleteAttempt", &h.CompleteAttempt},
		{"Complete", &h.Complete},
	}
}

// Stage gives the list of a stage by its name, nil when there is none.
func (h *Handlers) Stage(name string) *List {
	for _, s := range h.Stages() {
		if s.Name == name {
			return s.List
		}
	}
	return nil
}

// Copy gives lists of the same handlers. No change to one shows in the other.
func (h *Handlers) Copy() Handlers {
	c := *h
	for _, s := range c.Stages() {
		*s.List = s.Copy()
	}
	return c
}

// Clear removes every handler of every list.
func (h *Handlers) Clear() {
	for _, s := range h.Stages() {
		s.Clear()
	}
}

// IsEmpty reports whether there is no handler at all.
func (h *Handlers) IsEmpty() bool {
	for _, s := range h.Stages() {
		if s.Len() > 0 {
			return false
		}
	}
	return true
}
