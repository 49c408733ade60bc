package handlers

import (
	"net/http"
	"time"
)

// Request is what handlers work on: one call of an operation, from its input
// to its output. A Request belongs to one goroutine.
type Request struct {
	Service   string // such as s3
	Operation string // such as PutObject
	Input     any
	Output    any

	// Handlers are the request's own copy: what is pushed on them while it is
	// under way holds for this request alone.
	Handlers Handlers

	HTTP     *http.Request
	Body     []byte // of HTTP, kept for signing and for the next attempt
	Response *http.Response

	Time       time.Time // that the request is signed for
	Err        error     // of the stage that is under way; a handler that mends it sets nil
	Attempt    int       // from 1 once the request is sent
	Retryable  *bool     // whether Err may be retried; nil until somebody decides
	RetryDelay time.Duration
}

// NewRequest begins a request with handlers of its own.
func NewRequest(service, operation string, h Handlers, input, output any) *Request {
	return &Request{Service: service, Operation: operation, Input: input, Output: output,
		Handlers: h.Copy(), HTTP: &http.Request{Method: http.MethodPost, Header: http.Header{}}}
}
