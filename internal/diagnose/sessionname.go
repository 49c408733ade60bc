package diagnose

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
)

// sessionName reports whether STS takes a text for the name of a role's session
// (AssumeRoleRequest in its API model: 2 to 64 of [\w+=,.@-]).
func sessionName(s string) bool {
	if len(s) < 2 || len(s) > 64 {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("_+=,.@-", r))
	}) < 0
}

// sessionNameFor makes of a text a name that STS takes, "" where that is another name.
func sessionNameFor(s string) string {
	if meant := strings.NewReplacer(" ", ".", "/", "-", ":", "-").Replace(strings.TrimSpace(s)); sessionName(meant) {
		return meant
	}
	return ""
}

func refusedName(value, name string, o origin.Origin) []Finding {
	help := "use two to 64 letters, digits and _+=,.@-"
	if meant := sessionNameFor(value); meant != "" {
		help = "write " + meant
	}
	return one(o, name, fmt.Sprintf("the value of %s, %q, is not a session name that STS accepts", name, value), help)
}

func sessionNameOfKey(_ *Facts, p *profiles.Profile) []Finding {
	q := p.Get("role_session_name")
	if q == nil || q.Value == "" || p.Value("role_arn") == "" || sessionName(q.Value) || strings.ContainsAny(q.Value, "$%") {
		return nil
	}
	return refusedName(q.Value, "role_session_name", q.Origin)
}

func sessionNameOfVariable(f *Facts) []Finding {
	v, _ := f.variable("AWS_ROLE_SESSION_NAME")
	if v.Value == "" || f.env().Get("AWS_ROLE_ARN") == "" || sessionName(v.Value) {
		return nil
	}
	return refusedName(v.Value, "AWS_ROLE_SESSION_NAME", v.Origin)
}
