package resolve

import (
	"strings"

	"github.com/sessctl/sessctl/internal/settings"
)

// Identity is who a plan's credentials belong to, as far as the environment
// says so; what is not known is empty.
type Identity struct {
	Account string
	Role    string // its name
	RoleARN string // empty where only the name is known, as for SSO
}

// identify tells who the plan's credentials belong to: by the role that is
// assumed last, by what SSO and console logins are for, and by the account that
// stands beside keys.
func (r *Run) identify() {
	p := &r.Found.Credentials
	if len(p.Steps) == 0 || p.Open {
		return
	}
	last := p.Steps[len(p.Steps)-1]
	switch last.Kind {
	case StepAssumeRole, StepWebIdentity:
		p.Who = RoleOf(last.RoleARN)
	case StepSSO:
		p.Who = Identity{Account: last.AccountID, Role: last.RoleName}
	case StepLogin:
		p.Who.Account = accountOf(last.Session)
	case StepStatic, StepProcess:
		p.Who.Account = r.accountBeside(last)
	}
}

func (r *Run) accountBeside(s Step) string {
	reads := func(list []settings.Input, name string) bool {
		for _, in := range list {
			if in.Name == name {
				return in.In&r.Reading.SDK != 0
			}
		}
		return false
	}
	if s.Kind == StepStatic && s.Provider == "env" {
		if v, ok := r.Var("AWS_ACCOUNT_ID"); ok && reads(settings.InputVars(), v.Origin.Name) {
			return strings.TrimSpace(v.Value)
		}
		return ""
	}
	if s.Profile == "" || !reads(settings.InputKeys(), "aws_account_id") {
		return ""
	}
	return r.Shared.Profile(s.Profile).Value("aws_account_id")
}

// RoleOf takes the ARN of a role apart.
func RoleOf(arn string) Identity {
	who := Identity{Account: accountOf(arn), RoleARN: arn}
	if _, path, ok := strings.Cut(arn, ":role/"); ok {
		who.Role = path[strings.LastIndexByte(path, '/')+1:]
	}
	return who
}

func accountOf(arn string) string {
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 && parts[0] == "arn" {
		return parts[4]
	}
	return ""
}
