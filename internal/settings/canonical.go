package settings

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/redact"
)

// Canonical checks a value given explicitly for a setting, as the type system
// of an SDK's own language would, and gives its canonical text.
func Canonical(name, value string) (string, error) {
	s := Lookup(name)
	if s == nil {
		s = &Setting{Type: URL}
	}
	switch s.Type {
	case Bool:
		v := strings.ToLower(value)
		if v != "true" && v != "false" {
			return "", fmt.Errorf("%q is not true or false", redact.Value(name, value))
		}
		return v, nil
	case Int:
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return "", fmt.Errorf("%q is not a whole number", redact.Value(name, value))
		}
		return strconv.FormatInt(n, 10), nil
	case Enum:
		v := strings.ToLower(value)
		if !slices.Contains(s.Values, v) {
			return "", fmt.Errorf("%q is none of %s", redact.Value(name, value), strings.Join(s.Values, ", "))
		}
		return v, nil
	}
	return value, nil
}
