package document

import (
	"encoding/base64"
	"errors"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/session"
)

// Request is what `request -o json` prints: a request that was built and not
// sent. Where it is refused, Request is null and Error says why.
type Request struct {
	SchemaVersion    int           `json:"schema_version"`
	As               string        `json:"as"`
	Service          string        `json:"service"`
	Operation        string        `json:"operation"`
	Time             string        `json:"time"`
	Before           *Preceding    `json:"before"`
	Request          *HTTPRequest  `json:"request"`
	CanonicalRequest string        `json:"canonical_request"`
	StringToSign     string        `json:"string_to_sign"`
	Endpoint         *Endpoint     `json:"endpoint"`
	Signing          *Signing      `json:"signing"`
	Retry            *RetryPolicy  `json:"retry"`
	Trace            []TraceEntry  `json:"trace"`
	Attempts         []Attempt     `json:"attempts"`
	Outcome          string        `json:"outcome"` // of a simulation
	Output           any           `json:"output"`  // that a recorded response has; null for none
	Error            *RequestError `json:"error"`
	Stale            []string      `json:"changed_after_signing"` // what no longer fits the signature
	Notes            []string      `json:"notes"`                 // what else is odd about the request
	Hidden           bool          `json:"hidden"`                // something secret is left out, so that what is shown is not what would be sent
	Region           ClientValue   `json:"region"`                // the client's
	Problems         []Problem     `json:"problems"`              // what is wrong or risky about it

	Show  []string `json:"-"` // canonical, string-to-sign
	Steps bool     `json:"-"` // show the trace
}

// HTTPRequest is a request as it would be sent.
type HTTPRequest struct {
	Method string              `json:"method"`
	URL    string              `json:"url"`
	Header map[string][]string `json:"headers"`
	Body   string              `json:"body_base64"`
}

// Preceding is a call that the SDK makes before the one that was asked for.
type Preceding struct {
	Operation string       `json:"operation"`
	Request   *HTTPRequest `json:"request"`  // null where it is not built
	Unsigned  string       `json:"unsigned"` // why it is not signed; empty when it is
	Error     string       `json:"error"`    // why it is not built
}

// Bytes gives the body.
func (r *HTTPRequest) Bytes() []byte {
	b, _ := base64.StdEncoding.DecodeString(r.Body)
	return b
}

// RequestError is why a request is not built.
type RequestError struct {
	Message  string         `json:"message"`
	Problems []InputProblem `json:"problems"`
}

// RequestErrorFrom makes the document of why a request is not built. The lines
// say more than the message.
func RequestErrorFrom(err error, message string, lines []string, o Options) *RequestError {
	e := &RequestError{Message: o.Message(strings.Join(append([]string{message}, lines...), "; ")), Problems: []InputProblem{}}
	var in *protocol.InputError
	if errors.As(err, &in) {
		for _, p := range in.Problems {
			e.Problems = append(e.Problems, InputProblem{p.Path, string(p.Code), o.text(p.Message)})
		}
	}
	return e
}

// InputProblem is something that is wrong with an input.
type InputProblem struct {
	Path    string `json:"path"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// TraceEntry is what one handler did.
type TraceEntry struct {
	Attempt int      `json:"attempt"` // 0 before the first of a simulation
	Stage   string   `json:"stage"`
	Handler string   `json:"handler"`
	Changes []string `json:"changes"`
	Log     []string `json:"log"`
	Error   string   `json:"error"`
}

// Attempt is one try of a simulated request.
type Attempt struct {
	Number  int    `json:"number"`
	Answer  string `json:"answer"`
	Status  int    `json:"status"` // 0 without an answer
	Retried bool   `json:"retried"`
	Delay   *Delay `json:"delay"` // before the next attempt; null where there is none
	Cost    int    `json:"cost"`
	Quota   int    `json:"quota"` // left
	Reason  string `json:"reason"`

	Error *ServiceError `json:"error"` // that the service names; null where it does not
}

// ServiceError is what a service says of an error.
type ServiceError struct {
	Code      string `json:"code"`
	Shape     string `json:"shape"` // what the model and the SDKs' types call it; "" where the model has no such error
	Message   string `json:"message"`
	RequestID string `json:"request_id"`
}

// Refused makes the document of a request that is not built.
func Refused(as, service, operation string, err *RequestError) Request {
	return Request{SchemaVersion: SchemaVersion, As: as, Service: service, Operation: operation, Error: err, Trace: []TraceEntry{}, Attempts: []Attempt{}, Stale: []string{}, Notes: []string{}, Problems: []Problem{}}
}

// RequestFrom makes the document of a session's call that has run.
func RequestFrom(s *session.Session, c *dryrun.Call, o Options) Request {
	o = o.As(c.Client.Reading.ID)
	d := Refused(c.Client.Reading.ID, c.Client.Model.Name, c.Op.Name, nil)
	h := o.hider(c)
	d.Time = c.Request.Time.UTC().Format(time.RFC3339)
	e := o.Endpoint(c.Client, &c.Endpoint)
	region, _ := c.Client.Config.Get("region")
	d.Region, d.Problems = ClientValue{o.text(region.Value), originOf(region.Origin)}, o.Concerns(s, c.Client, &c.Endpoint, c)
	signing := o.Signing(&c.Endpoint)
	signing.AccessKeyID, signing.Unsigned = o.keyID(c.KeyID), ""
	if c.Signed == nil {
		signing.Unsigned = o.text(c.Unsigned)
	} else {
		d.CanonicalRequest, d.StringToSign = h.text(c.Signed.CanonicalRequest), h.text(c.Signed.StringToSign)
	}
	retry := retryFrom(c.Client)
	d.Endpoint, d.Signing, d.Retry, d.Outcome = &e, &signing, &retry, o.text(c.Outcome)
	for _, t := range c.Trace {
		d.Trace = append(d.Trace, TraceEntry{t.Attempt, t.Stage, t.Handler, h.texts(t.Changes), h.texts(t.Log), o.text(h.text(t.Err))})
	}
	for _, a := range c.Attempts {
		at := Attempt{Number: a.Number, Answer: a.Answer.Text, Status: a.Answer.Status, Retried: a.Retried, Cost: a.Cost, Quota: a.Quota, Reason: a.Why}
		if a.Retried {
			at.Delay = &Delay{a.Low.Milliseconds(), a.High.Milliseconds()}
		}
		if e := a.Answer.Spoilt; e != nil {
			at.Error = &ServiceError{Code: e.Code, Message: o.text(h.text(e.Why))}
		} else if e := a.Answer.Service; e != nil {
			at.Error = &ServiceError{Code: e.Code, Message: o.text(h.text(e.Message)), RequestID: e.RequestID}
			if e.Shape != nil {
				at.Error.Shape = e.Shape.Name
			}
		}
		d.Attempts = append(d.Attempts, at)
	}
	if output := h.output(c.Output, c.Op.Output); output != nil {
		d.Output = output
	}
	d.Stale, d.Notes = append(d.Stale, c.Stale...), append(d.Notes, h.texts(c.Notes)...)
	if c.Before != nil {
		d.Before = o.preceding(c.Before)
	}
	if d.Hidden = h.hid; c.Err != nil {
		return d
	}
	d.Request = h.request(c)
	d.Hidden = h.hid
	return d
}

// request is the request of a call.
func (h *hider) request(c *dryrun.Call) *HTTPRequest {
	r := c.Request.HTTP
	d := &HTTPRequest{Method: r.Method, URL: h.text(r.URL.String()), Header: h.header(r.Header),
		Body: base64.StdEncoding.EncodeToString([]byte(h.body(string(c.Request.Body))))}
	if r.Host != "" && r.Host != r.URL.Host {
		d.Header["Host"] = []string{r.Host}
	}
	return d
}

// preceding makes the document of a call that the SDK makes before another one.
func (o Options) preceding(c *dryrun.Call) *Preceding {
	d := &Preceding{Operation: c.Op.Name}
	if c.Err != nil {
		d.Error = o.text(c.Err.Error())
		return d
	}
	d.Request = o.hider(c).request(c)
	if c.Signed == nil {
		d.Unsigned = o.text(c.Unsigned)
	}
	return d
}

// Unsigned is why the request is not signed though it was to be, "" where it
// is, or where nobody expects it.
func (d *Request) Unsigned() string {
	if d.Signing == nil || d.Signing.Scheme == "none" || d.Signing.Unsigned == dryrun.NoSigner || len(d.Attempts) > 0 {
		return ""
	}
	return d.Signing.Unsigned
}
