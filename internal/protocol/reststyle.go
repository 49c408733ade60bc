package protocol

import (
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// sortsQueries tells whether a query is sorted by names and values, and names
// without a value get an equals sign: the signers of Go write it anew
// (aws-sdk-go v1.55.8, signer/v4/v4.go, buildCanonicalString; aws-sdk-go-v2
// v1.48.0, signer/v4/v4.go, Build), and JavaScript's handler sorts the names
// (@smithy/querystring-builder).
func (s Style) sortsQueries() bool { return s != Botocore }

// valueBefore tells which of two values of a name comes first in a sorted query:
// aws-sdk-go v1 sorts them as they are, aws-sdk-go-v2 as they are escaped.
func (s Style) valueBefore(a, b string) bool {
	switch s {
	case GoV1:
		return a < b
	case JavaScript:
		return false // they stay as they are
	}
	return escapeLabel(a, false) < escapeLabel(b, false)
}

// cleansPaths tells whether "..", "." and empty segments are taken out of the
// path that is sent (aws-sdk-go v1.55.8, rest/build.go, cleanPath; S3's client
// switches it off).
func (c *Call) cleansPaths() bool { return c.Style == GoV1 && c.Service.Name != "s3" }

// cleanedPath cleans a path and what it is without escapes, each for itself, and
// gives the first where it is still the second one escaped (net/url,
// URL.EscapedPath), or in any case for Route 53 (service/route53/customizations.go,
// sanitizeURL).
func cleanedPath(escaped, plain string, keep bool) string {
	u := url.URL{Path: path.Clean("/" + plain), RawPath: path.Clean("/" + escaped)}
	if strings.HasSuffix(plain, "/") && !strings.HasSuffix(u.Path, "/") {
		u.Path, u.RawPath = u.Path+"/", u.RawPath+"/"
	}
	if keep {
		return u.RawPath
	}
	return u.EscapedPath()
}

// headerTime is the time that a header tells: botocore cuts it to the second
// whatever the format (serialize.py, _convert_header_value).
func (s Style) headerTime(t time.Time) time.Time {
	if s == Botocore {
		return t.Truncate(time.Second)
	}
	return t
}

// sendsEmptyHeaders tells whether a header is sent whose value is empty (the Smithy
// HTTP bindings leave it out).
func (s Style) sendsEmptyHeaders() bool { return s != Smithy }

// namesEmptyLists tells whether a header is sent for a list without elements
// (smithy-go 1.28.9, httpbinding/serializer.go, CloseList; @smithy/core 3.41.0,
// ToStringShapeSerializer.js).
func (s Style) namesEmptyLists() bool { return s == GoV2 || s == JavaScript }

// skipsEmptyElements tells whether texts without characters are left out of a list
// in a header (aws-sdk-go v1.55.8, rest/build.go, convertType; aws-sdk-go-v2,
// service/s3, serializers.go).
func (c *Call) skipsEmptyElements() bool {
	return c.Style == GoV1 || c.Style == GoV2 && !c.hasSchemas()
}

// repeatsHeaders tells whether each element of a list has a header of its own
// (smithy-go 1.28.9, httpbinding/header.go).
func (s Style) repeatsHeaders() bool { return s == GoV2 }

// headerSeparator stands between the elements of a list in a header.
func (s Style) headerSeparator() string {
	if s == Botocore || s == GoV1 {
		return ","
	}
	return ", "
}

// quoteListed quotes an element of a list in a header that has a comma or a
// quotation mark in it (Go: strconv.Quote).
func (s Style) quoteListed(text string) string {
	switch {
	case !strings.ContainsAny(text, `",`):
		return text
	case s == GoV1 || s == GoV2:
		return strconv.Quote(text)
	case s != Botocore:
		text = strings.ReplaceAll(text, `\`, `\\`)
	}
	return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"`
}

// takesJSONText tells whether a text that stands where a header has JSON is JSON
// (aws-sdk-go-v2's structs have texts there; @smithy/core 3.41.0, lazy-json.js); in
// Python and aws-sdk-go v1 it is a value to be written as JSON.
func (s Style) takesJSONText() bool { return s == GoV2 || s == JavaScript || s == Smithy }

// trim takes the spaces off the name or value of a header (aws-sdk-go v1.55.8,
// rest/build.go, buildHeader and buildHeaderMap).
func (s Style) trim(text string) string {
	if s == GoV1 {
		return strings.TrimSpace(text)
	}
	return text
}

// putsQueryMapsLast tells whether a map whose entries become parameters of the
// query gives way to members that are the same parameter (smithy-go 1.28.9 and
// @smithy/core 3.41.0, HttpBindingProtocol.js, serializeQuery; in botocore what comes
// later in the input counts).
func (s Style) putsQueryMapsLast() bool { return s == GoV2 || s == Smithy || s == JavaScript }

// queryMap is 1 for a map whose entries become parameters of the query.
func queryMap(f memberValue) int {
	if f.member.Location == catalogue.InQueryString && f.value.Kind == Map {
		return 1
	}
	return 0
}

// refusesEmptyLabels tells whether an empty part of the path is refused
// (aws-sdk-go-v2's serializers; its schemas send it, as does JavaScript: @smithy/core
// 3.41.0, serializePath).
func (c *Call) refusesEmptyLabels() bool {
	return c.Style == Smithy || c.Style == GoV2 && !c.hasSchemas()
}

// asksForNothing tells whether an empty list in the query leaves a question mark
// or an ampersand behind (botocore 1.43.11, awsrequest.py, prepare_request_dict).
func (s Style) asksForNothing() bool { return s == Botocore }

// word is a boolean where the model wants a number, which a boolean is in Python
// (botocore 1.43.11, serialize.py: str makes a text of it, but in JSON).
func (s Style) word(b bool) string {
	switch {
	case s != Botocore:
		return strconv.FormatBool(b)
	case b:
		return "True"
	}
	return "False"
}
