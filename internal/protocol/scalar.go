package protocol

import (
	"encoding/base64"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// scalar writes a value that has no parts as forms and XML do: booleans as words,
// blobs as base64, timestamps as iso8601 unless the model wants another format.
// Numbers are written by number.
func (c *Call) scalar(v *Value, m *catalogue.Member, number NumberFormat) (string, error) {
	switch m.Shape.Kind {
	case catalogue.Timestamp:
		t, err := timeOf(v)
		if err != nil {
			return "", fmt.Errorf("write %s: %w", m.Name, err)
		}
		return c.timestamp(t, formatOr(m, catalogue.ISO8601)), nil
	case catalogue.Boolean:
		return strconv.FormatBool(truth(v)), nil
	case catalogue.Blob:
		if v.Kind == String {
			return base64.StdEncoding.EncodeToString([]byte(v.Text)), nil
		}
	}
	switch v.Kind {
	case Bool:
		return c.Style.Numbers.word(v.True), nil
	case Number:
		return number(c.Style.Numbers.held(v.Text, m.Shape.Kind)), nil
	case String:
		return v.Text, nil
	case Blob:
		return base64.StdEncoding.EncodeToString(v.Bytes), nil
	case Time:
		return v.Time.UTC().Format(time.RFC3339Nano), nil
	}
	return "", nil
}

// truth reports whether a value counts as true where a boolean is wanted.
func truth(v *Value) bool {
	switch v.Kind {
	case Bool:
		return v.True
	case Number:
		return float(v.Text) != 0
	case String:
		return v.Text != ""
	case Blob:
		return len(v.Bytes) > 0
	case List:
		return len(v.Items) > 0
	case Map:
		return len(v.Fields) > 0
	}
	return v.Kind == Time
}

// word is a boolean where the model wants a number.
func (s *NumberStyle) word(b bool) string {
	switch {
	case !s.CapitalBooleans:
		return strconv.FormatBool(b)
	case b:
		return "True"
	}
	return "False"
}

// PlainNumber writes a number without an exponent (aws-sdk-go v1.55.8,
// queryutil.go and xmlutil/build.go; smithy-go 1.28.9, httpbinding/query.go).
func PlainNumber(literal string) string {
	if isSpecial(literal) {
		return literal
	}
	if isInteger(literal) {
		return plainInteger(literal)
	}
	f := float(literal)
	if math.IsInf(f, 0) {
		return pythonFloat(f)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
