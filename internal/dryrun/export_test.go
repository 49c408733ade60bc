package dryrun

import "time"

// What tests of the outside look at: they are made with SDKs, which stand above
// this package.

var ErrNoExec = errNoExec

type ExecRequest = execRequest

func IsToken(s string) bool { return token(s) }

func (c *Call) RunProgram(stage, command string) error { return c.exec(stage, command) }

var DeriveV4aKey = deriveV4aKey

// EventsSignedAt signs the events that follow the request as if each was sent at its moment.
func (c *Call) EventsSignedAt(moments []time.Time) ([]byte, error) {
	s, i := c.signing(), -1
	return s.signEvents(c.message.Events, *c.Signed, func() time.Time {
		i++
		return moments[i%len(moments)]
	})
}
