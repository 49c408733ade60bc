package document

import (
	"cmp"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Identity is who one would be with a plan's credentials.
type Identity struct {
	Text   string // such as "role dev in account 111122223333"; empty where nothing is known
	By     string // how one comes to be it, such as "assumed with AKIA…"
	Origin Origin // of what says so
}

// Identity says who one would be.
func (c Credentials) Identity() Identity {
	if len(c.Steps) == 0 || c.Open {
		return Identity{}
	}
	last := c.Steps[len(c.Steps)-1]
	if n := len(c.Steps); n > 1 && last.Common().Kind == resolve.StepIMDS && c.Steps[n-2].Common().Kind == resolve.StepContainer {
		last = c.Steps[n-2] // the instance is asked only if the container has no answer
	}
	id := Identity{Text: c.who(last), Origin: last.Common().Origin}
	switch s := last.(type) {
	case *AssumeRoleStep:
		id.By = "assumed with " + source(c.Steps[:len(c.Steps)-1])
	case *WebIdentityStep:
		id.By = "by the token in " + s.TokenFile
	case *SSOStep:
		id.By = joined("by SSO", s.Session)
	}
	return id
}

func (c Credentials) who(last Step) string {
	text := ""
	switch s := last.(type) {
	case *StaticStep:
		text = cmp.Or(s.AccessKeyID, "an empty access key id")
	case *ProcessStep:
		text = "whoever the credential_process returns"
	case *LoginStep:
		text = strings.TrimSpace("the console login " + s.Session)
	case *ContainerStep:
		return "the role of the container"
	case *IMDSStep:
		return "the role of the EC2 instance"
	}
	switch {
	case c.Role != "":
		text = "role " + c.Role
	case c.RoleARN != "":
		return "role " + c.RoleARN
	}
	if c.Account != "" && last.Common().Kind != resolve.StepLogin {
		text = joined(text, "in account "+c.Account)
	}
	return text
}

// source says in a few words what signs the call of a role.
func source(steps Steps) string {
	if len(steps) == 0 {
		return "keys that are not known"
	}
	for len(steps) > 1 && steps[len(steps)-1].Common().Kind == resolve.StepIMDS { // it is asked for the region of the call
		steps = steps[:len(steps)-1]
	}
	switch s := steps[len(steps)-1].(type) {
	case *StaticStep:
		return cmp.Or(s.AccessKeyID, "an empty access key id")
	case *AssumeRoleStep:
		return "role " + s.RoleARN[strings.LastIndexByte(s.RoleARN, '/')+1:]
	case *SSOStep:
		return joined(joined("SSO", s.Session), "role "+s.RoleName)
	case *ProcessStep:
		return "what credential_process returns"
	case *IMDSStep:
		return "the role of the EC2 instance"
	case *ContainerStep:
		return "the role of the container"
	}
	return "step " + steps[len(steps)-1].Common().Kind
}

func joined(a, b string) string { return strings.TrimSpace(a + " " + b) }

// Login gives when the login of a plan ends, an instant as in RFC 3339, empty
// where no login is involved or its end is not known.
func (c Credentials) Login() string {
	for _, step := range c.Steps {
		switch s := step.(type) {
		case *SSOStep:
			return s.TokenExpires
		case *LoginStep:
			return s.TokenExpires
		}
	}
	return ""
}

// Unconfigured reports whether the plan is only what every SDK falls back to
// when nothing is configured: the instance metadata service.
func (c Credentials) Unconfigured() bool {
	if c.Provider != resolve.StepIMDS || len(c.Steps) != 1 {
		return false
	}
	switch origin.Kind(c.Steps[0].Common().Origin.Kind) {
	case origin.EnvVar, origin.InFile, origin.Flag:
		return false
	}
	return true
}
