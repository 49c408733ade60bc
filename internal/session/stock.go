package session

import (
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/handlers"
)

// Stock says what an SDK has its sessions do to every request of their own
// accord.
type Stock struct {
	Own     bool // the SDK has lists of handlers; others, which have middleware or events instead, are shown them
	First   bool // only the handlers that there were at first, and what follows one that fails runs too
	Metrics bool // calls are reported where csm_enabled is set

	Agent       string // the name and the version in the user agent, such as aws-sdk-x/1.2.3
	AgentAlways bool   // says so in every request, and what it runs on; else only where an app id is configured

	// A program built on the SDK says what it is before that, and what it is told to after it,
	// by a handler of its own: by an argument of its block, and by a variable.
	Program, Appender, Argument, Variable string
}

// The errors of the stock handlers.
var (
	ErrMissingEndpoint = errors.New("validate the request: it has no endpoint to go to; set a region or an endpoint_url")
	ErrNotSent         = errors.New("send the request: nothing is installed that sends, so it stays on this machine")
)

// stock are the handlers that a new session has, by the names that they have
// in aws-sdk-go (aws/defaults/defaults.go, Handlers; aws/corehandlers). Other
// SDKs have middleware or events instead: their readings get those, too.
func stock(c *Config) handlers.Handlers {
	var h handlers.Handlers
	var own Stock
	if c.Stock != nil {
		own = *c.Stock
	}
	h.Validate.PushBackNamed(validateEndpoint)
	told := own.told(c)
	h.Build.PushBackNamed(addToUserAgent("core.SDKVersionUserAgentHandler", own.userAgent(c.Value("sdk_ua_app_id"), told != "")))
	h.Sign.PushBackNamed(contentLength)
	if !own.First {
		h.Validate.AfterEach = handlers.StopOnError
		h.Build.PushBackNamed(handlers.Named{Name: "core.AddAwsInternal", Fn: nothing})
		h.Build.PushBackNamed(addToUserAgent("core.AddHostExecEnvUserAgentHander", executionEnvironment(c)))
		if own.Appender != "" {
			h.Build.PushBackNamed(addToUserAgent(own.Appender, told))
		}
		h.Build.AfterEach = handlers.StopOnError
		h.Send.PushBackNamed(handlers.Named{Name: "core.ValidateReqSigHandler", Fn: nothing})
	}
	h.Send.PushBackNamed(send)
	h.ValidateResponse.PushBackNamed(validateResponse)
	h.AfterRetry.PushBackNamed(afterRetry)
	if own.Metrics && c.On("csm_enabled") {
		// aws/csm/reporter.go, InjectHandlers
		h.Complete.PushFrontNamed(handlers.Named{Name: "awscsm.SendAPICallMetric", Fn: nothing})
		h.CompleteAttempt.PushFrontNamed(handlers.Named{Name: "awscsm.SendAPICallAttemptMetric", Fn: nothing})
	}
	return h
}

// nothing stands for handlers that have an effect only on requests that are sent.
func nothing(*handlers.Request) {}

var validateParameters = handlers.Named{Name: "core.ValidateParametersHandler", Fn: func(r *handlers.Request) {
	if v, ok := r.Input.(interface{ Validate() error }); ok {
		if err := v.Validate(); err != nil {
			r.Err = err
		}
	}
}}

var validateEndpoint = handlers.Named{Name: "core.ValidateEndpointHandler", Fn: func(r *handlers.Request) {
	if r.HTTP.URL == nil || r.HTTP.URL.Host == "" {
		r.Err = ErrMissingEndpoint
	}
}}

var contentLength = handlers.Named{Name: "core.BuildContentLengthHandler", Fn: func(r *handlers.Request) {
	if r.HTTP.Header.Get("Transfer-Encoding") != "" {
		return // the chunks say how long they are
	}
	if given := r.HTTP.Header.Get("Content-Length"); given != "" {
		r.HTTP.ContentLength, _ = strconv.ParseInt(given, 10, 64)
		return
	}
	r.HTTP.ContentLength = int64(len(r.Body))
	if len(r.Body) > 0 {
		r.HTTP.Header.Set("Content-Length", strconv.Itoa(len(r.Body)))
	}
}}

// send is put in the place of the one that would send, which sessctl has in
// one package alone.
var send = handlers.Named{Name: "core.SendHandler", Fn: func(r *handlers.Request) { r.Err = ErrNotSent }}

var validateResponse = handlers.Named{Name: "core.ValidateResponseHandler", Fn: func(r *handlers.Request) {
	if r.Response == nil || r.Response.StatusCode == 0 || r.Response.StatusCode >= http.StatusMultipleChoices {
		r.Err = errors.New("the response is an error that nothing has read")
	}
}}

// afterRetry decides, where nobody has, that errors of the server and of the
// connection may be retried. Waiting is for whoever runs the request.
var afterRetry = handlers.Named{Name: "core.AfterRetryHandler", Fn: func(r *handlers.Request) {
	if r.Retryable == nil {
		retry := r.Err != nil && !errors.Is(r.Err, ErrNotSent) && (r.Response == nil || r.Response.StatusCode >= http.StatusInternalServerError)
		r.Retryable = &retry
	}
}}

// addToUserAgent is a handler that adds a part to the user agent, if there is one.
func addToUserAgent(name, part string) handlers.Named {
	return handlers.Named{Name: name, Fn: func(r *handlers.Request) {
		if part == "" {
			return
		}
		agent := strings.TrimSpace(r.HTTP.Header.Get("User-Agent") + " " + part)
		r.HTTP.Header.Set("User-Agent", agent)
	}}
}

// userAgent is what an SDK says of itself in every request. Where it says much
// of the machine beside, only its name and the app id are a matter of the
// session, and are given where there is such an id.
func (s *Stock) userAgent(app string, told bool) string {
	switch {
	case s.AgentAlways:
		return fmt.Sprintf("%s (%s; %s; %s)", s.Agent, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	case app == "" && !told:
		return ""
	}
	agent := strings.TrimSpace(s.Program + " " + s.Agent)
	if app != "" {
		agent += " app/" + app
	}
	return strings.TrimSpace(agent)
}

// told is what the program is told to say of itself.
func (s *Stock) told(c *Config) string {
	var parts []string
	if c.Reading != nil {
		if n := c.Blocks[c.Reading.ID].Get(s.Argument); n != nil {
			for _, item := range n.Items {
				parts = append(parts, item.Text)
			}
		}
	}
	if s.Variable != "" && c.Workspace != nil {
		parts = append(parts, c.Workspace.Env.Get(s.Variable))
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

func executionEnvironment(c *Config) string {
	if c.Workspace == nil {
		return ""
	}
	if v := c.Workspace.Env.Get("AWS_EXECUTION_ENV"); v != "" {
		return "exec-env/" + v
	}
	return ""
}
