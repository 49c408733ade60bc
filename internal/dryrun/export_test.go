package dryrun

// What tests of the outside look at: they are made with SDKs, which stand above
// this package.

var ErrNoExec = errNoExec

type ExecRequest = execRequest

func IsToken(s string) bool { return token(s) }

func (c *Call) RunProgram(stage, command string) error { return c.exec(stage, command) }

var DeriveV4aKey = deriveV4aKey
