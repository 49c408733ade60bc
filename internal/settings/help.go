package settings

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/suggest"
)

// Refusal says of a value why it is rejected, with the value where it is short.
func (s *Setting) Refusal(value, reason string) string {
	if n := len(value); n > 0 && n <= 32 && (strings.HasPrefix(reason, "not ") || strings.HasPrefix(reason, "neither ")) {
		return fmt.Sprintf("%s: %q is %s", s.Name, value, reason)
	}
	return s.Name + ": " + reason
}

// ValidHelp says which value was meant by one that a setting does not take, or
// which ones it takes, or "". A reading that takes fewer values names them.
func ValidHelp(s *Setting, value string, taken ...string) string {
	if len(taken) == 0 {
		taken = s.Values
	}
	switch near := suggest.Slips(strings.ToLower(value), taken); {
	case len(near) == 1:
		return "did you mean " + near[0] + "?"
	case len(taken) > 0:
		return "use one of " + strings.Join(taken, ", ")
	case s.Type == Bool:
		return "use true or false"
	case s.Type == Int:
		return "use a whole number"
	}
	return ""
}
