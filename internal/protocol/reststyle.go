package protocol

import (
	"strings"
	"time"
)

// escapePath escapes the value of a label in a path.
func (s Style) escapePath(value string, greedy bool) string { return escapeLabel(value, greedy) }

// headerTime is the time that a header tells: botocore cuts it to the second
// whatever the format (serialize.py, _convert_header_value).
func (s Style) headerTime(t time.Time) time.Time {
	if s == Botocore {
		return t.Truncate(time.Second)
	}
	return t
}

// headerSeparator stands between the elements of a list in a header.
func (s Style) headerSeparator() string {
	if s == Botocore {
		return ","
	}
	return ", "
}

// quoteListed quotes an element of a list in a header that has a comma or a
// quotation mark in it.
func (s Style) quoteListed(text string) string {
	if !strings.ContainsAny(text, `",`) {
		return text
	}
	if s != Botocore {
		text = strings.ReplaceAll(text, `\`, `\\`)
	}
	return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"`
}

// trim takes the spaces off the name or value of a header (aws-sdk-go v1.55.8,
// rest/build.go, buildHeader and buildHeaderMap).
func (s Style) trim(text string) string {
	if s == GoV1 {
		return strings.TrimSpace(text)
	}
	return text
}
