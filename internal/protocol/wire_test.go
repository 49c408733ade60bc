package protocol

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
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
func wireCall(t testing.TB, style Style, protocol, operation, input string) *Call {
	t.Helper()
	s, err := catalogue.Parse("wire", "the test", []byte(wireModel))
	if err != nil {
		t.Fatal(err)
	}
	op := s.Operation(operation)
	v, err := ParseInput(op, []byte(input))
	if err != nil {
		t.Fatal(err)
	}
	return &Call{Service: s, Operation: op, Protocol: protocol, Style: style, Input: v, Options: Options{Token: "T"}}
}

// wireBody gives the body of a call of Put.
func wireBody(t *testing.T, style Style, protocol, input string) string {
	t.Helper()
	m, err := wireCall(t, style, protocol, "Put", input).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return string(m.Body)
}

// A wireCase is an input of Put and its body in each style.
type wireCase struct {
	name, input string
	want        map[Style]string
}

// everywhere is the same body in all styles.
func everywhere(body string) map[Style]string {
	return map[Style]string{Botocore: body, GoV1: body, GoV2: body, JavaScript: body, Smithy: body}
}

func checkWire(t *testing.T, protocol string, cases []wireCase, strip func(Style, string) string) {
	t.Helper()
	for _, c := range cases {
		for style, want := range c.want {
			t.Run(c.name+"/"+styleName(style), func(t *testing.T) {
				if got := strip(style, wireBody(t, style, protocol, c.input)); got != want {
					t.Errorf("%s\n got %q\nwant %q", c.input, got, want)
				}
			})
		}
	}
}

func styleName(s Style) string {
	return [...]string{"botocore", "go-v1", "go-v2", "javascript", "smithy"}[s]
}

// fuzzMarshal lets a call of Put be written with any input, in all styles: no
// input may make it crash.
func fuzzMarshal(f *testing.F, protocol string) {
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
		v, err := ParseInput(op, []byte(input))
		if err != nil && v.Kind != Map {
			return
		}
		for style := Botocore; style <= Smithy; style++ {
			c := &Call{Service: s, Operation: op, Protocol: protocol, Style: style, Input: v}
			if m, err := c.Marshal(); err == nil && m == nil {
				t.Error("neither a message nor an error")
			}
		}
	})
}
