package protocol_test

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/sdk/boto"
	"github.com/sessctl/sessctl/internal/sdk/gov1"
	"github.com/sessctl/sessctl/internal/sdk/gov2"
	"github.com/sessctl/sessctl/internal/sdk/javav2"
	"github.com/sessctl/sessctl/internal/sdk/jsv3"
	"github.com/sessctl/sessctl/internal/sdk/rust"
	"github.com/sessctl/sessctl/internal/sdk/spec"
)

// wireModel has a shape for each thing that the protocols write in a way of its
// own.
const wireModel = `{
 "metadata": {"apiVersion": "2020-01-08", "endpointPrefix": "wire", "protocol": "query", "serviceId": "Wire",
  "targetPrefix": "Wire_20200108", "signatureVersion": "v4"},
 "operations": {
  "Put": {"name": "Put", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "All", "locationName": "PutRequest", "xmlNamespace": {"uri": "urn:wire"}}},
  "Ask": {"name": "Ask", "http": {"method": "GET", "requestUri": "/ask"}},
  "Send": {"name": "Send", "http": {"method": "PUT", "requestUri": "/send"}, "input": {"shape": "Sending"}}
 },
 "shapes": {
  "All": {"type": "structure", "required": ["zeta"], "members": {
   "Text": {"shape": "Text"},
   "alpha": {"shape": "Text"},
   "Renamed": {"shape": "Text", "locationName": "other", "queryName": "Other"},
   "zeta": {"shape": "Long"},
   "Flag": {"shape": "Flag"},
   "Ratio": {"shape": "Double"},
   "Single": {"shape": "Float"},
   "Data": {"shape": "Data"},
   "When": {"shape": "When"},
   "Since": {"shape": "When", "timestampFormat": "unixTimestamp"},
   "List": {"shape": "List"},
   "NamedList": {"shape": "NamedList"},
   "FlatList": {"shape": "List", "flattened": true},
   "FlatNamedList": {"shape": "NamedList", "flattened": true},
   "Map": {"shape": "Map"},
   "FlatMap": {"shape": "Map", "flattened": true},
   "NamedMap": {"shape": "NamedMap"},
   "Nested": {"shape": "Nested"},
   "Choice": {"shape": "Choice"},
   "Mode": {"shape": "Mode"}
  }},
  "Sending": {"type": "structure", "payload": "Body", "members": {"Body": {"shape": "Nested", "locationName": "Body", "xmlNamespace": {"uri": "urn:wire"}}}},
  "Nested": {"type": "structure", "members": {
   "Token": {"shape": "Text", "idempotencyToken": true},
   "Kind": {"shape": "Text", "xmlAttribute": true, "locationName": "xsi:type"},
   "Inner": {"shape": "Nested"},
   "Text": {"shape": "Text"}
  }, "xmlNamespace": {"prefix": "xsi", "uri": "urn:xsi"}},
  "Choice": {"type": "structure", "union": true, "members": {"A": {"shape": "Text"}, "B": {"shape": "Long"}}},
  "Mode": {"type": "string", "enum": ["ON", "OFF"]},
  "List": {"type": "list", "member": {"shape": "Text"}},
  "NamedList": {"type": "list", "member": {"shape": "Nested", "locationName": "item"}},
  "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
  "NamedMap": {"type": "map", "key": {"shape": "Text", "locationName": "K"}, "value": {"shape": "Nested", "locationName": "V"}},
  "Text": {"type": "string"}, "Long": {"type": "long"}, "Flag": {"type": "boolean"}, "Double": {"type": "double"},
  "Float": {"type": "float"}, "Data": {"type": "blob"}, "When": {"type": "timestamp"}
 }
}`

// wireCall makes a call of an operation of wireModel.
func wireCall(t testing.TB, style *protocol.Style, spoken, operation, input string) *protocol.Call {
	t.Helper()
	s, err := catalogue.Parse("wire", "the test", []byte(wireModel))
	if err != nil {
		t.Fatal(err)
	}
	op := s.Operation(operation)
	v, err := protocol.ParseInput(op, []byte(input))
	if err != nil {
		t.Fatal(err)
	}
	return &protocol.Call{Service: s, Operation: op, Protocol: spoken, Style: style, Input: v, Options: protocol.Options{Token: "T"}}
}

// wireBody gives the body of a call of Put.
func wireBody(t *testing.T, style *protocol.Style, spoken, input string) string {
	t.Helper()
	m, err := wireCall(t, style, spoken, "Put", input).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return string(m.Body)
}

// A wireCase is an input of Put and its body in each style.
type wireCase struct {
	name, input string
	want        map[*protocol.Style]string
}

// everywhere is the same body in all styles.
func everywhere(body string) map[*protocol.Style]string {
	return map[*protocol.Style]string{botocore: body, goV1: body, goV2: body, javaScript: body, smithy: body}
}

func checkWire(t *testing.T, spoken string, cases []wireCase, strip func(*protocol.Style, string) string) {
	t.Helper()
	for _, c := range cases {
		for style, want := range c.want {
			t.Run(c.name+"/"+styleName(style), func(t *testing.T) {
				if got := strip(style, wireBody(t, style, spoken, c.input)); got != want {
					t.Errorf("%s\n got %q\nwant %q", c.input, got, want)
				}
			})
		}
	}
}

// The styles, and what tests call them.
var (
	botocore   = boto.Style()
	awsCLI     = boto.CLIStyle()
	goV1       = gov1.Style()
	goV2       = gov2.Style()
	javaScript = jsv3.Style()
	java       = javav2.Style()
	ofRust     = rust.Style()
	smithy     = spec.Style()

	styles = []struct {
		name  string
		style *protocol.Style
	}{{"botocore", botocore}, {"cli", awsCLI}, {"go-v1", goV1}, {"go-v2", goV2}, {"javascript", javaScript}, {"java", java}, {"rust", ofRust}, {"smithy", smithy}}
)

func styleName(s *protocol.Style) string {
	for _, named := range styles {
		if named.style == s {
			return named.name
		}
	}
	return "a style without a name"
}

// fuzzMarshal lets a call of Put be written with any input, in all styles: no
// input may make it crash.
func fuzzMarshal(f *testing.F, spoken string) {
	f.Add(`{"Text": 1, "zeta": "x", "Flag": [], "Ratio": 1e400, "Data": {}, "List": {"a": 1}, "Map": [1], "Nested": "x", "When": "never"}`)
	f.Add(`{"zeta": -18446744073709551617, "Single": 1e39, "Ratio": 1e-7, "When": 1e300, "Since": -1.5}`)
	f.Add(`{"List": [null, {}], "NamedList": [null, 1], "Map": {"": null}, "NamedMap": {"x": {"Inner": {"Inner": {}}}}, "Choice": {}, "Nope": 1}`)
	f.Add(`{"FlatNamedList": [], "FlatMap": {}, "Nested": {"Kind": "\u0000\ud800"}}`)
	f.Add(`{"Nested": ` + strings.Repeat(`{"Inner": `, 100) + `{}` + strings.Repeat("}", 101))
	s, err := catalogue.Parse("wire", "the test", []byte(wireModel))
	if err != nil {
		f.Fatal(err)
	}
	op := s.Operation("Put")
	f.Fuzz(func(t *testing.T, input string) {
		v, err := protocol.ParseInput(op, []byte(input))
		if err != nil && v.Kind != protocol.Map {
			return
		}
		for _, named := range styles {
			c := &protocol.Call{Service: s, Operation: op, Protocol: spoken, Style: named.style, Input: v}
			if m, err := c.Marshal(); err == nil && m == nil {
				t.Error("neither a message nor an error")
			}
		}
	})
}
