package protocol

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// What the errors of all protocols have in common (botocore 1.43.11, parsers.py).

// failure begins the error of a response with what is known without its body:
// the status stands for a code, and for a message too where no service has
// written the body (_do_generic_error_parse, _parse_error_from_http_status).
func (c *Call) failure(r *Response) *ServiceError {
	e := &ServiceError{Status: r.Status, RequestID: requestIDOf(r), Code: strconv.Itoa(r.Status)}
	body := bytes.TrimSpace(r.Body)
	if unsaid := c.Style.Errors.Unsaid; unsaid != nil && len(r.Body) == 0 {
		if code := unsaid(c, r.Status); code != "" {
			e.Code = code
		}
	}
	if r.Status >= 500 && (len(body) == 0 || bytes.HasPrefix(body, []byte("<html>"))) || c.Protocol == RESTXML {
		e.Message = http.StatusText(r.Status)
	}
	return e
}

// named sets what the body says of an error.
func (e *ServiceError) named(code, message string) {
	if code != "" {
		e.Code, e.Message = code, message
	} else if message != "" {
		e.Message = message
	}
}

// setShape finds the error in the model by its code: InvalidIdentityToken is
// InvalidIdentityTokenException. By the shape's name it is found where the protocol
// sends that, and by SDKs that know no difference.
func (e *ServiceError) setShape(c *Call) {
	named := c.Protocol == JSON || c.Protocol == RESTJSON || c.Protocol == CBOR
	if e.Shape = c.errorShape(e.Code, c.Style.Errors.ByName || named); e.Shape != nil && c.Style.Errors.SaysOwnCode && !named {
		e.Code = e.Shape.Code()
	}
}

// errorShape finds an error in the model, nil for one that it does not have.
func (c *Call) errorShape(code string, byName bool) *catalogue.Shape {
	is := func(s *catalogue.Shape) bool { return s.Code() == code || byName && s.Name == code }
	if i := slices.IndexFunc(c.Operation.Errors, is); i >= 0 {
		return c.Operation.Errors[i]
	}
	if of := c.Style.Errors.OfOperation; of != nil && of(c) {
		return nil
	}
	for _, s := range c.Service.Shapes {
		if s.Is(catalogue.Exception) && is(s) {
			return s
		}
	}
	return nil
}

// setQueryCode takes the code that a service had when it spoke query, which it
// still gives in a header: "Code;Sender". The shape remains that of the body's
// code (_do_query_compatible_error_parse).
func (e *ServiceError) setQueryCode(r *Response) {
	if parts := strings.Split(r.Header.Get("X-Amzn-Query-Error"), ";"); len(parts) == 2 && parts[0] != "" {
		e.Code = parts[0]
	}
}

// errorName takes the name of an error out of what identifies it:
// "com.amazon#Name:http://…".
func errorName(s string) string {
	s, _, _ = strings.Cut(s, ":")
	if i := strings.LastIndexByte(s, '#'); i >= 0 {
		s = s[i+1:]
	}
	return strings.TrimSpace(s)
}
