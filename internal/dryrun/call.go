package dryrun

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/handlers"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
)

// Options say how a call is run.
type Options struct {
	Time    time.Time // that it is signed for
	Timely  bool      // the answers came then, so that their dates say how far the clocks are apart
	Token   string    // for members that are idempotency tokens; "" for a random one
	Keys    *Keys     // to sign with, in place of the session's
	Session *Keys     // of a session with a directory bucket, as CreateSession gives them; nil where they are not known
	Presign time.Duration
	Push    []Push
	Answers []Answer // of a simulated service
	Exec    Exec     // runs the programs of pushed handlers; nil where none are run
}

// Call is one operation with its input on its way through the handlers.
type Call struct {
	Client   *Client
	Op       *catalogue.Operation
	Options  Options
	Request  *handlers.Request
	Endpoint Endpoint

	Signed   *Signed // nil for a request that is not signed
	Unsigned string  // why it is not
	KeyID    string  // of the key that it is signed with
	Trace    []Entry
	Attempts []Attempt
	Outcome  string          // of a simulation
	Output   *protocol.Value // that a recorded answer has; nil for none
	Err      error
	Stale    []string // what was changed after the request was signed
	Notes    []string // what else a person should know
	Before   *Call    // that the SDK makes first, whose answer gives what this one is signed with; nil for none

	asked    protocol.Value    // the input as it was given
	wire     protocol.Call     // the input in the client's protocol
	message  *protocol.Message // what was built of it; nil before
	signedAs *snapshot
	keys     *Keys
	quota    int
	seen     map[string]bool // secrets in headers and members
	members  []string        // names of members that are secret
	places   Places          // where else than in bodies such members are
	log      []string
	broken   error                   // the failure of a handler that a person has pushed, which ends the call
	changed  map[string]pushedChange // by the parts of the request
	ran      []string                // the stages that have run
	apart    time.Duration           // of the service's clock from the one here, as an answer has shown it
	answered int                     // how many answers have been given, the last to the attempt under way
}

// NewCall readies a call of an operation with an input. It fails where a handler
// that is to go is not there.
func NewCall(c *Client, op *catalogue.Operation, input protocol.Value, o Options) (*Call, error) {
	o.Answers = slices.Clone(o.Answers)
	call := &Call{Client: c, Op: op, Options: o, quota: c.Retry.Quota}
	call.Request = handlers.NewRequest(c.Model.Name, op.Name, c.Handlers, call, nil)
	call.Request.Time = o.Time
	for _, p := range o.Push {
		if err := p.Apply(&call.Request.Handlers); err != nil {
			return nil, err
		}
	}
	call.keys, call.Unsigned = c.Keys(o.Keys)
	call.keepMembers(&input, op.Input)
	call.prepare(input)
	return call, nil
}

// Keys gives what the client signs with, or why there is nothing to sign with.
func (c *Client) Keys(given *Keys) (*Keys, string) {
	if given != nil {
		return given, ""
	}
	plan := c.Config.Credentials
	if plan == nil {
		return nil, "the session has no credentials"
	}
	switch plan.Status {
	case resolve.StatusResolved:
		for i := len(plan.Steps) - 1; i >= 0; i-- {
			if s := plan.Steps[i]; s.Kind == resolve.StepStatic && s.AccessKeyID != "" && s.SecretKey != "" {
				return &Keys{s.AccessKeyID, s.SecretKey, s.SessionToken}, ""
			}
		}
		return nil, "the keys of the session are not known here"
	case resolve.StatusNeedsNetwork:
		return nil, "the credentials would have to be fetched first (" + plan.Provider + ")"
	case resolve.StatusNeedsProcess:
		return nil, "a credential_process would have to run first"
	case resolve.StatusNone:
		return nil, "the session has no credentials"
	}
	return nil, "the credentials cannot be had: " + plan.Message
}

// Run takes the call through its handlers, in the order of aws-sdk-go's
// request.Send: once where it is only recorded, else as often as the simulated
// answers and the retry mode have it.
func (c *Call) Run() {
	find := c.Client.EndpointFor
	if c.Options.Presign > 0 {
		find = c.Client.EndpointToPresign
	}
	c.Endpoint = find(c.Op, c.Bucket(), c.context)
	if c.Endpoint.Err == nil {
		c.Request.HTTP.URL, c.Endpoint.Err = url.Parse(c.Endpoint.URL)
	}
	for _, stage := range []string{"Validate", "Build"} {
		if c.run(stage); c.Request.Err != nil {
			c.fail()
			return
		}
	}
	if len(c.Options.Answers) == 0 {
		if c.run("Sign"); c.Request.Err != nil {
			c.fail()
			return
		}
		c.run("Send")
		c.Err, c.Request.Err = c.Request.Err, nil
		c.conclude()
		return
	}
	for c.attempt() {
	}
	c.run("Complete")
	if c.broken != nil {
		c.Err, c.Outcome = c.broken, fmt.Sprintf("attempt %d ends with the failure of a handler", c.Request.Attempt)
	}
	c.conclude()
}

// fail says why the request is not built: for want of an endpoint with the
// words of its rules, and together with everything that is wrong with the input.
func (c *Call) fail() {
	c.Err = c.Request.Err
	if !errors.Is(c.Err, session.ErrMissingEndpoint) {
		return
	}
	if c.Endpoint.Err != nil {
		c.Err = c.Client.NoEndpoint(c.Endpoint.Err)
	}
	if err := c.Validate(); err != nil {
		c.Err = errors.Join(err, c.Err)
	}
}

// Beside gives what else went wrong than one of several errors of a call.
func Beside(err, one error) []error {
	several, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	var others []error
	for _, e := range several.Unwrap() {
		if !errors.Is(e, one) {
			others = append(others, e)
		}
	}
	return others
}

// record stands where a request would be sent: it answers what a person made
// up, or nothing.
func (c *Call) record() {
	r := c.Request
	if c.answered == 0 {
		return
	}
	a := c.Options.Answers[c.answered-1]
	if a.Status == 0 {
		r.Err = fmt.Errorf("no answer: %s", map[Failed]string{TimedOut: "the request timed out", Transient: "the connection broke"}[a.Failed])
		return
	}
	header, body := http.Header{}, []byte(nil)
	if a.Response != nil {
		header, body = a.Response.Header.Clone(), a.Response.Body
	}
	r.Response = &http.Response{StatusCode: a.Status, Status: fmt.Sprintf("%d %s", a.Status, http.StatusText(a.Status)),
		Header: header, Body: io.NopCloser(bytes.NewReader(body)), Request: r.HTTP}
}

// attempt makes one try and reports whether another one follows.
func (c *Call) attempt() bool {
	r := c.Request
	r.Attempt++
	r.Err, r.Response, r.Retryable = nil, nil, nil
	a := Attempt{Number: r.Attempt}
	c.newAttempt()
	if c.run("Sign"); r.Err != nil {
		c.fail()
		return false
	}
	if c.answered >= len(c.Options.Answers) {
		c.Outcome = fmt.Sprintf("attempt %d would follow, and no answer is given for it", a.Number)
		return false
	}
	a.Answer = c.read(c.Options.Answers[c.answered])
	a.Answer.Failed = c.Client.Retry.Counts(a.Answer)
	c.Options.Answers[c.answered] = a.Answer
	c.answered++
	c.run("Send")
	if r.Err == nil {
		c.run("UnmarshalMeta")
		if c.run("ValidateResponse"); r.Err != nil {
			c.run("UnmarshalError")
		} else {
			c.run("Unmarshal")
		}
	}
	if r.Err == nil {
		c.succeed(&a)
		c.Outcome = fmt.Sprintf("attempt %d succeeds", a.Number)
	} else {
		c.run("Retry")
		c.run("AfterRetry")
		if c.decide(&a); !a.Retried {
			c.Outcome = fmt.Sprintf("attempt %d fails for good: %s", a.Number, a.Why)
		}
	}
	if c.broken != nil {
		a.Retried, a.Why = false, "a handler failed"
	}
	c.Attempts = append(c.Attempts, a)
	c.run("CompleteAttempt")
	return a.Retried && c.broken == nil
}

func (c *Call) unmarshalMeta() {}

// afterRetry decides, where nobody has, whether the error may be retried.
func (c *Call) afterRetry() {
	r := c.Request
	if r.Retryable == nil {
		retry := r.Err != nil && c.answered > 0 && c.Client.Retry.Counts(c.Options.Answers[c.answered-1]) != Final
		r.Retryable = &retry
	}
}

// logRequest writes the request as it stands into the trace.
func (c *Call) logRequest() {
	r := c.Request
	line := r.HTTP.Method + " (no address yet)"
	if r.HTTP.URL != nil {
		line = r.HTTP.Method + " " + r.HTTP.URL.String()
	}
	c.log = append(c.log, fmt.Sprintf("%s, %d headers, body of %d bytes", line, len(r.HTTP.Header), len(r.Body)))
}
