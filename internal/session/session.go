// Package session is what every AWS SDK builds before it does anything: one
// configuration, merged from defaults, the environment, the shared files and
// what code gives, together with the handlers that every client inherits. It
// follows the session package of aws-sdk-go (aws/session/session.go), for any
// reading.
//
// It calls nobody: credentials are a plan, and nothing that its handlers do
// reaches the network.
package session

import (
	"errors"
	"slices"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/handlers"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Session is a configuration and the handlers of the clients made with it.
//
// Any number of goroutines may read a Session, copy it and take client
// configurations of it at once. Changing its Config or its Handlers is for one
// of them, before the others have it; each of them may change its own copies.
type Session struct {
	Config   *Config
	Handlers handlers.Handlers

	err        error
	resolution *resolve.Resolution
}

// New builds a session of the environment with configs on top, merged from
// left to right; one of them has to name the reading. It always gives a session
// with all that can be known; Err is why the SDK would have refused to build it.
func New(configs ...*Config) *Session {
	c := Merge(configs...)
	s := &Session{Config: c}
	s.load(c.Credentials)
	if c.Reading == nil {
		return s
	}
	s.Handlers = stock(c)
	s.settleHandlers()
	return s
}

// load resolves the whole environment anew, but for credentials that are given.
func (s *Session) load(credentials *resolve.Plan) {
	c := s.Config
	if c.Reading == nil {
		s.err = errors.New("build a session: the config names no reading")
		return
	}
	if c.Workspace == nil {
		// Without options nothing is read that could fail.
		env, err := environ.New(environ.Options{})
		if err != nil {
			s.err = err
			return
		}
		c.Workspace = resolve.NewWorkspace(env)
	}
	res := resolve.Resolve(c.Workspace, c.Inputs(), c.Reading)
	s.resolution, s.err = res, nil
	if res.Err != nil {
		s.err = errors.New(res.Err.Message)
	}
	c.take(res.Settings)
	c.Credentials = copyPlan(&res.Credentials)
	if credentials != nil {
		c.Credentials = copyPlan(credentials)
	}
}

// Resolution is all that is known of the environment: each setting with the
// places that were looked at, the files, the problems. Nobody changes it. A copy
// whose settings are not those of the environment has none: it is nil.
func (s *Session) Resolution() *resolve.Resolution { return s.resolution }

// Differ adds to the resolution what other readings make of each setting, before
// anybody else has it. Where defaults do not matter, what follows from them alone
// is left out.
func (s *Session) Differ(others []*resolve.Reading, defaults bool) {
	if s.resolution != nil {
		resolve.FillDiffers(s.Config.Workspace, s.Config.Inputs(), s.resolution, others, defaults)
	}
}

// settle resolves the settings anew, since some follow from others, and leaves
// the credentials as they are.
func (s *Session) settle(services ...string) {
	c := s.Config
	if c.Workspace == nil || c.Reading == nil {
		return
	}
	in := c.Inputs()
	for _, service := range services {
		if !slices.Contains(in.Services, service) {
			in.Services = append(in.Services, service)
		}
	}
	found := resolve.Settings(c.Workspace, in, c.Reading)
	values := make([]*resolve.Value, 0, len(found))
	for _, v := range found {
		values = append(values, v)
	}
	c.take(values)
	s.resolution = nil
}

// Err says why the SDK refuses to build the session, nil where it does not.
func (s *Session) Err() error { return s.err }

// Copy gives a session of its own with configs merged on top. The credentials
// stay the base's, unless the configs give others or name another profile,
// environment or reading: then everything is resolved anew.
func (s *Session) Copy(configs ...*Config) *Session { return s.copy(Merge(configs...)) }

func (s *Session) copy(over *Config, services ...string) *Session {
	n := &Session{Config: s.Config.Copy(over), Handlers: s.Handlers.Copy(), err: s.err, resolution: s.resolution}
	switch {
	case over.Profile != nil, over.Workspace != nil, over.Reading != nil:
		n.load(over.Credentials)
	case len(over.Settings) > 0, len(services) > 0:
		n.settle(services...)
	}
	n.settleHandlers()
	return n
}

// settleHandlers pushes the handler that checks parameters, or leaves it out.
// As in aws-sdk-go it moves to the back of its list at every copy
// (aws/session/session.go, initHandlers).
func (s *Session) settleHandlers() {
	s.Handlers.Validate.Remove(validateParameters)
	if s.Config.Value("parameter_validation") != "false" {
		s.Handlers.Validate.PushBackNamed(validateParameters)
	}
}
