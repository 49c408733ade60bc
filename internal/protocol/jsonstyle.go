package protocol

// spacesJSON tells whether JSON has spaces behind commas and colons (Python's
// json.dumps).
func (s Style) spacesJSON() bool { return s == Botocore }

// escapesToASCII tells whether JSON has only printable ASCII characters (Python's
// json.dumps).
func (s Style) escapesToASCII() bool { return s == Botocore }

// shortEscapes are the control characters with an escape of two characters in
// JSON (smithy-go 1.28.9, encoding/json/escape.go, has three of them).
func (s Style) shortEscapes() string {
	if s == GoV2 || s == Smithy {
		return "\n\r\t"
	}
	return "\b\f\n\r\t"
}

// escapesDelete tells whether the character 0x7f is escaped in JSON (Python's
// json.dumps; smithy-go 1.28.9, protocol/internal/json/shape_serializer.go, but not
// encoding/json/escape.go).
func (c *Call) escapesDelete() bool {
	return c.Style == Botocore || c.Style == Smithy || c.hasSchemas()
}

// escapesInJSON tells whether a character beyond ASCII is escaped in JSON
// (smithy-go 1.28.9, encoding/json/escape.go: those that end lines in JavaScript).
func (s Style) escapesInJSON(r rune) bool {
	return (s == GoV2 || s == Smithy) && (r == '\u2028' || r == '\u2029')
}

// jsonNumber writes a number in JSON (aws-sdk-go v1.55.8, jsonutil/build.go, has
// no exponents; smithy-go 1.28.9, encoding/encoding.go, EncodeFloat, those of
// JavaScript).
func (s Style) jsonNumber(literal string) string {
	switch s {
	case Botocore:
		return pythonNumber(literal)
	case GoV1:
		return plainNumber(literal)
	}
	return shortestNumber(literal)
}

// quotesJSONValues tells whether JSON values are texts wherever they stand, not
// in headers alone (aws-sdk-go v1.55.8, protocol/jsonvalue.go).
func (s Style) quotesJSONValues() bool { return s == GoV1 }

// escapesHTML tells whether JSON values are safe to stand in HTML (aws-sdk-go v1.55.8,
// protocol/jsonvalue.go, EncodeJSONValue: encoding/json).
func (s Style) escapesHTML() bool { return s == GoV1 }

// asksForQueryErrors tells whether services that once spoke query are asked to
// name errors as they did then (not by aws-sdk-go v1).
func (s Style) asksForQueryErrors() bool { return s != GoV1 }

// writesInfinity tells whether numbers that are none of JSON's stand in documents as
// they are (Python's json.dumps).
func (s Style) writesInfinity() bool { return s == Botocore }
