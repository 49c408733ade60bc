package dryrun

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/handlers"
)

// Exec runs the command line of a handler: it gives the program an input and
// takes what it prints. Nothing in this package runs a program itself.
type Exec func(command string, input []byte) (stdout, stderr []byte, err error)

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
	Status    int                 `json:"status"` // of the response, 0 before there is one
	Error     string              `json:"error"`
	Method    *string             `json:"method"`
	URL       *string             `json:"url"`
	Header    map[string][]string `json:"headers"`
	Body      *string             `json:"body_base64"`
}

// exec lets a program see and change the request as it stands.
func (c *Call) exec(stage, command string) error {
	if c.Options.Exec == nil {
		return errNoExec
	}
	var input bytes.Buffer
	enc := json.NewEncoder(&input)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(execFrom(c.Request, stage)); err != nil {
		return fmt.Errorf("hand the request to %s: %w", program(command), err)
	}
	output, said, err := c.Options.Exec(command, input.Bytes())
	if text := strings.TrimSpace(string(said)); text != "" && err == nil {
		c.log = append(c.log, strings.Split(text, "\n")...)
	}
	if err != nil || len(bytes.TrimSpace(output)) == 0 {
		return err
	}
	var changed execRequest
	dec := json.NewDecoder(bytes.NewReader(output))
	dec.DisallowUnknownFields()
	err = dec.Decode(&changed)
	if err == nil {
		if _, more := dec.Token(); more != io.EOF {
			err = errors.New("something follows it")
		}
	}
	if err == nil {
		err = changed.apply(c.Request)
	}
	if err != nil {
		return fmt.Errorf("read the request that %s prints: %w", program(command), err)
	}
	return nil
}

func execFrom(r *handlers.Request, stage string) *execRequest {
	given := &execRequest{Service: r.Service, Operation: r.Operation, Stage: stage, Attempt: r.Attempt, Method: &r.HTTP.Method, Header: r.HTTP.Header}
	address, body := "", base64.StdEncoding.EncodeToString(r.Body)
	if r.HTTP.URL != nil {
		address = r.HTTP.URL.String()
		if r.HTTP.Host != "" && r.HTTP.Host != r.HTTP.URL.Host {
			given.Header = r.HTTP.Header.Clone()
			given.Header["Host"] = []string{r.HTTP.Host}
		}
	}
	given.URL, given.Body = &address, &body
	if r.Response != nil {
		given.Status = r.Response.StatusCode
	}
	if r.Err != nil {
		given.Error = r.Err.Error()
	}
	return given
}

// apply takes over what a program printed, all or nothing.
func (e *execRequest) apply(r *handlers.Request) error {
	method, u, header, body := r.HTTP.Method, r.HTTP.URL, r.HTTP.Header, r.Body
	host := r.HTTP.Host
	var err error
	if e.Method != nil {
		if method = *e.Method; !token(method) {
			return fmt.Errorf("%q cannot be a method", method)
		}
	}
	if e.URL != nil && *e.URL != "" {
		if u, err = url.Parse(*e.URL); err != nil || u.Host == "" || u.Scheme == "" {
			return fmt.Errorf("%q is no URL with a scheme and a host", *e.URL)
		}
		u.Fragment, u.RawFragment = "", "" // no client sends it
	}
	if e.Header != nil {
		header, host = http.Header{}, ""
		for name, values := range e.Header {
			if !token(name) {
				return fmt.Errorf("%q cannot be the name of a header", name)
			}
			for _, v := range values {
				if !sendable(v) {
					return fmt.Errorf("the header %s has a line break or another control character", name)
				}
			}
			if name = http.CanonicalHeaderKey(name); name == "Host" && len(values) > 0 {
				host = values[0]
			} else if len(values) > 0 {
				header[name] = append(header[name], values...)
			}
		}
	}
	if e.Body != nil {
		if body, err = base64.StdEncoding.DecodeString(*e.Body); err != nil {
			return fmt.Errorf("body_base64: %w", err)
		}
		if string(body) != string(r.Body) && header.Get("Content-Length") != "" {
			header.Set("Content-Length", strconv.Itoa(len(body)))
		}
	}
	r.HTTP.Method, r.HTTP.URL, r.HTTP.Header, r.HTTP.Host, r.Body = method, u, header, host, body
	return nil
}

// program is the first word of a command line: what stands behind it may be secret.
func program(command string) string {
	if words := strings.Fields(command); len(words) > 0 {
		return words[0]
	}
	return command
}

// errNoExec is the error of a handler where programs are not run.
var errNoExec = errors.New("run a handler's program: programs are not run here")
