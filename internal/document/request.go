package document

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/redact"
)

// Request is what `request -o json` prints: a request that was built and not
// sent. Where it is refused, Request is null and Error says why.
type Request struct {
	SchemaVersion    int           `json:"schema_version"`
	As               string        `json:"as"`
	Service          string        `json:"service"`
	Operation        string        `json:"operation"`
	Time             string        `json:"time"`
	Request          *HTTPRequest  `json:"request"`
	CanonicalRequest string        `json:"canonical_request"`
	StringToSign     string        `json:"string_to_sign"`
	Endpoint         *Endpoint     `json:"endpoint"`
	Signing          *Signing      `json:"signing"`
	Retry            *RetryPolicy  `json:"retry"`
	Trace            []TraceEntry  `json:"trace"`
	Attempts         []Attempt     `json:"attempts"`
	Outcome          string        `json:"outcome"` // of a simulation
	Error            *RequestError `json:"error"`
	Hidden           bool          `json:"hidden"` // something secret is left out, so that what is shown is not what would be sent

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
}

// Refused makes the document of a request that is not built.
func Refused(as, service, operation string, err *RequestError) Request {
	return Request{SchemaVersion: SchemaVersion, As: as, Service: service, Operation: operation, Error: err, Trace: []TraceEntry{}, Attempts: []Attempt{}}
}

// RequestFrom makes the document of a call that has run.
func RequestFrom(c *dryrun.Call, o Options) Request {
	d := Refused(c.Client.Reading.ID, c.Client.Model.Name, c.Op.Name, nil)
	h := o.hider(c)
	d.Time = c.Request.Time.UTC().Format(time.RFC3339)
	e := o.Endpoint(c.Client, &c.Endpoint)
	s := o.Signing(&c.Endpoint)
	s.AccessKeyID, s.Unsigned = o.keyID(c.KeyID), ""
	if c.Signed == nil {
		s.Unsigned = o.text(c.Unsigned)
	} else {
		d.CanonicalRequest, d.StringToSign = h.text(c.Signed.CanonicalRequest), c.Signed.StringToSign
	}
	retry := retryFrom(c.Client.Retry)
	d.Endpoint, d.Signing, d.Retry, d.Outcome = &e, &s, &retry, o.text(c.Outcome)
	for _, t := range c.Trace {
		d.Trace = append(d.Trace, TraceEntry{t.Attempt, t.Stage, t.Handler, h.texts(t.Changes), h.texts(t.Log), h.text(t.Err)})
	}
	for _, a := range c.Attempts {
		at := Attempt{Number: a.Number, Answer: a.Answer.Text, Status: a.Answer.Status, Retried: a.Retried, Cost: a.Cost, Quota: a.Quota, Reason: a.Why}
		if a.Retried {
			at.Delay = &Delay{a.Low.Milliseconds(), a.High.Milliseconds()}
		}
		d.Attempts = append(d.Attempts, at)
	}
	if c.Err != nil {
		return d
	}
	r := c.Request.HTTP
	d.Request = &HTTPRequest{Method: r.Method, URL: h.text(r.URL.String()), Header: h.header(r.Header),
		Body: base64.StdEncoding.EncodeToString([]byte(h.known(string(c.Request.Body))))}
	if r.Host != "" && r.Host != r.URL.Host {
		d.Request.Header["Host"] = []string{r.Host}
	}
	d.Hidden = h.hid
	return d
}

// hider keeps a call's secrets out of its document: those that it knows, by
// their value, and what looks like one, by its name.
type hider struct {
	show   bool
	values []string
	hid    bool
}

func (o Options) hider(c *dryrun.Call) *hider {
	h := &hider{show: o.ShowSecrets}
	for _, secret := range c.Secrets() {
		if secret == "" {
			continue
		}
		once := url.QueryEscape(secret)
		quoted, _ := json.Marshal(secret)
		h.values = append(h.values, url.QueryEscape(once), once, strings.ReplaceAll(once, "+", "%20"), secret, strings.Trim(string(quoted), `"`))
	}
	return h
}

// known hides the secrets whose values are known.
func (h *hider) known(s string) string {
	if h.show {
		return s
	}
	for _, v := range h.values {
		if strings.Contains(s, v) {
			s, h.hid = strings.ReplaceAll(s, v, redact.Stars), true
		}
	}
	return s
}

func (h *hider) text(s string) string {
	if h.show {
		return s
	}
	s = h.known(s)
	hidden := redact.Text(s)
	h.hid = h.hid || hidden != s
	return hidden
}

func (h *hider) texts(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = h.text(s)
	}
	return out
}

func (h *hider) header(header http.Header) map[string][]string {
	out := make(map[string][]string, len(header))
	for name, values := range header {
		for _, v := range values {
			shown := h.text(v)
			switch {
			case h.show:
			case secretHeader(name), strings.HasPrefix(v, "Bearer "), strings.HasPrefix(v, "Basic "):
				shown, h.hid = redact.Stars, true
			}
			out[name] = append(out[name], shown)
		}
	}
	return out
}

// secretHeader tells whether a header carries a secret by its name.
func secretHeader(name string) bool {
	switch http.CanonicalHeaderKey(name) {
	case "X-Amz-Security-Token", "X-Amz-S3session-Token", "X-Amz-Server-Side-Encryption-Customer-Key",
		"X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key", "X-Amz-Sso_bearer_token", "Cookie", "Proxy-Authorization":
		return true
	}
	return false
}
