package dryrun

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/sessctl/sessctl/internal/handlers"
)

// Exec runs a program for a handler: it gives it an input and takes its output.
type Exec func(command string, input []byte) ([]byte, error)

// HandlerError is the failure of a handler that a person has pushed.
type HandlerError struct {
	Stage string
	Err   error
}

func (e *HandlerError) Error() string { return "handler of " + e.Stage + ": " + e.Err.Error() }
func (e *HandlerError) Unwrap() error { return e.Err }

// execRequest is what a program is given of a request, and what it gives back:
// then only the request itself counts, and what it leaves out stays as it was.
type execRequest struct {
	Service   string              `json:"service"`
	Operation string              `json:"operation"`
	Stage     string              `json:"stage"`
	Attempt   int                 `json:"attempt"`
	Method    *string             `json:"method"`
	URL       *string             `json:"url"`
	Header    map[string][]string `json:"headers"`
	Body      *string             `json:"body_base64"`
}

// exec lets a program see and change the request as it stands.
func (c *Call) exec(stage, command string) error {
	r := c.Request
	given := execRequest{Service: r.Service, Operation: r.Operation, Stage: stage, Attempt: r.Attempt, Method: &r.HTTP.Method, Header: r.HTTP.Header}
	address := ""
	if r.HTTP.URL != nil {
		address = r.HTTP.URL.String()
	}
	body := base64.StdEncoding.EncodeToString(r.Body)
	given.URL, given.Body = &address, &body
	input, err := json.Marshal(given)
	if err != nil {
		return fmt.Errorf("hand the request to %s: %w", command, err)
	}
	output, err := c.Options.Exec(command, append(input, '\n'))
	if err != nil {
		return err
	}
	if len(output) == 0 {
		return nil
	}
	var changed execRequest
	if err := json.Unmarshal(output, &changed); err != nil {
		return fmt.Errorf("read the request that %s prints: %w", command, err)
	}
	return changed.apply(r, command)
}

func (e *execRequest) apply(r *handlers.Request, command string) error {
	if e.Method != nil {
		r.HTTP.Method = *e.Method
	}
	if e.URL != nil && *e.URL != "" {
		u, err := url.Parse(*e.URL)
		if err != nil || u.Host == "" {
			return fmt.Errorf("read the request that %s prints: %q is no URL with a host", command, *e.URL)
		}
		r.HTTP.URL = u
	}
	if e.Header != nil {
		r.HTTP.Header = http.Header{}
		for name, values := range e.Header {
			if !token(name) {
				return fmt.Errorf("read the request that %s prints: %q cannot be the name of a header", command, name)
			}
			r.HTTP.Header[http.CanonicalHeaderKey(name)] = slices.Clone(values)
		}
	}
	if e.Body != nil {
		body, err := base64.StdEncoding.DecodeString(*e.Body)
		if err != nil {
			return fmt.Errorf("read the request that %s prints: body_base64: %w", command, err)
		}
		if string(body) != string(r.Body) && r.HTTP.Header.Get("Content-Length") != "" {
			r.HTTP.Header.Set("Content-Length", fmt.Sprint(len(body)))
		}
		r.Body = body
	}
	return nil
}

// errNoExec is the error of a handler where programs are not run.
var errNoExec = errors.New("run a handler's program: programs are not run here")
