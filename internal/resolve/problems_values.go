package resolve

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/sessctl/sessctl/internal/hosts"
)

// valueProblems reports values that nobody can have meant.
func (r *Run) valueProblems() {
	for _, v := range r.Found.Settings {
		if !v.Set || v.Origin.Kind != EnvVar && v.Origin.Kind != InFile && v.Origin.Kind != Flag {
			continue
		}
		if why := Odd(v.Value); why != "" {
			r.Problem(Problem{Code: "suspicious-value", Severity: SevWarning, Origin: v.Origin, Message: fmt.Sprintf("the value of %s %s", v.Name, why)})
			continue
		}
		if v.Name == "region" && !hosts.Plausible(v.Value) {
			p := Problem{Code: "impossible-region", Severity: SevWarning, Origin: v.Origin,
				Message: fmt.Sprintf("%q is no region of AWS", v.Value)}
			if near := Nearest(v.Value, hosts.Regions()); near != "" {
				p.Help = fmt.Sprintf("did you mean %q?", near)
			}
			r.Problem(p)
		}
	}
	for _, key := range []string{"aws_access_key_id", "role_arn", "source_profile", "sso_start_url", "sso_region", "sso_account_id"} {
		if q := r.Profile.Get(key); q != nil {
			if why := Odd(q.Value); why != "" {
				r.Problem(Problem{Code: "suspicious-value", Severity: SevWarning, Origin: q.Origin, Message: fmt.Sprintf("the value of %s %s", key, why)})
			}
		}
	}
}

// Odd says what is odd about a value that an SDK takes as it stands: comments
// or quotes inside it, invisible characters, a variable that nobody expanded.
func Odd(value string) string {
	switch {
	case value == "":
		return ""
	case strings.Contains(value, "\n"):
		return "goes on over several lines: an indented line continues the one above it"
	case strings.Contains(value, " #"), strings.Contains(value, " ;"), strings.Contains(value, "\t#"), strings.Contains(value, "\t;"):
		return "has what looks like a comment in it: this SDK takes it as part of the value"
	case strings.HasPrefix(value, `"`), strings.HasPrefix(value, "'"), strings.HasSuffix(value, `"`), strings.HasSuffix(value, "'"):
		return "has quotes in it: this SDK takes them as part of the value"
	case strings.Contains(value, "$"):
		return "has a $ in it: no SDK expands variables"
	case strings.TrimSpace(value) != value:
		return "begins or ends with white space"
	}
	for _, c := range value {
		if unicode.IsControl(c) || unicode.In(c, unicode.Cf, unicode.Zl, unicode.Zp) || c != ' ' && unicode.IsSpace(c) {
			return fmt.Sprintf("has an invisible character in it (U+%04X)", c)
		}
	}
	return ""
}
