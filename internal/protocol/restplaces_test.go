package protocol_test

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

const placesModel = `{
 "metadata": {"apiVersion": "2020-01-08", "endpointPrefix": "places", "protocol": "rest-json", "serviceId": "Places", "signatureVersion": "v4"},
 "operations": {
  "Put": {"name": "Put", "http": {"method": "PUT", "requestUri": "/{Name}?fixed"}, "input": {"shape": "In"}}
 },
 "shapes": {
  "In": {"type": "structure", "members": {
   "Name": {"shape": "Text", "location": "uri", "locationName": "Name"},
   "Count": {"shape": "Int", "location": "querystring", "locationName": "n"},
   "List": {"shape": "List", "location": "querystring", "locationName": "l"},
   "All": {"shape": "Map", "location": "querystring"},
   "Size": {"shape": "Int", "location": "header", "locationName": "x-size"},
   "Tags": {"shape": "List", "location": "header", "locationName": "x-tags"},
   "Note": {"shape": "Text", "location": "header", "locationName": "x-note"},
   "JSON": {"shape": "Text", "location": "header", "locationName": "x-json", "jsonvalue": true},
   "Single": {"shape": "Float"},
   "Ratio": {"shape": "Double"},
   "Any": {"shape": "Any"}
  }},
  "Any": {"type": "structure", "document": true, "members": {}},
  "List": {"type": "list", "member": {"shape": "Text"}},
  "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
  "Text": {"type": "string"}, "Int": {"type": "integer"}, "Float": {"type": "float"}, "Double": {"type": "double"}
 }
}`

// TestHowPlacesAreFilled tells a message by its query, its headers that begin with
// "X-" and its body.
func TestHowPlacesAreFilled(t *testing.T) {
	s, err := catalogue.Parse("places", "the test", []byte(placesModel))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, input string
		want        map[*protocol.Style]string
	}{
		{"a boolean for a number", `{"Count": true, "Size": false}`, map[*protocol.Style]string{
			botocore: "fixed&n=True|X-Size: False|{}",
		}},
		{"an empty list in the query", `{"List": []}`, map[*protocol.Style]string{
			botocore: "fixed&||{}", goV1: "fixed=||{}", goV2: "fixed=||{}", javaScript: "fixed=||{}",
		}},
		{"a parameter that is given twice", `{"All": {"n": "m", "z": "m"}, "Count": 1}`, map[*protocol.Style]string{
			botocore: "fixed&n=1&z=m||{}", goV2: "fixed=&n=1&z=m||{}",
		}},
		{"a list in a header", `{"Tags": ["a", "b,\t\"\\", ""]}`, map[*protocol.Style]string{
			botocore:   "fixed|X-Tags: a,\"b,\t\\\"\\\",|{}",
			goV1:       `fixed=|X-Tags: a,"b,\t\"\\"|{}`,
			goV2:       `fixed=|X-Tags: a; "b,\t\"\\"; |{}`,
			javaScript: "fixed=|X-Tags: a, \"b,\t\\\"\\\\\", |{}",
		}},
		{"an empty list in a header", `{"Tags": []}`, map[*protocol.Style]string{
			botocore: "fixed||{}", goV1: "fixed=||{}", goV2: "fixed=|X-Tags: |{}", javaScript: "fixed=|X-Tags: |{}", smithy: "fixed=||{}",
		}},
		{"an empty header", `{"Note": ""}`, map[*protocol.Style]string{
			botocore: "fixed|X-Note: |{}", goV2: "fixed=|X-Note: |{}", smithy: "fixed=||{}",
		}},
		{"JSON in a header", `{"JSON": []}`, map[*protocol.Style]string{botocore: "fixed|X-Json: W10=|{}"}},
		{"JSON in a header, as Go writes it", `{"JSON": {"b": 1e21, "a": "<"}}`, map[*protocol.Style]string{
			botocore: "fixed|X-Json: eyJiIjoxZSsyMSwiYSI6IjwifQ==|{}",
			goV1:     "fixed=|X-Json: eyJhIjoiXHUwMDNjIiwiYiI6MWUrMjF9|{}",
		}},
		{"a text of JSON in a header", `{"JSON": "{}"}`, map[*protocol.Style]string{
			botocore: "fixed|X-Json: Int9Ig==|{}", goV2: "fixed=|X-Json: e30=|{}", javaScript: "fixed=|X-Json: e30=|{}",
		}},
		{"precision", `{"Single": 16777217, "Ratio": 9007199254740993}`, map[*protocol.Style]string{
			botocore:   `fixed||{"Single": 16777217, "Ratio": 9007199254740993}`,
			goV1:       `fixed=||{"Ratio":9007199254740992,"Single":16777217}`,
			goV2:       `fixed=||{"Ratio":9007199254740992,"Single":16777216}`,
			javaScript: `fixed=||{"Single":16777217,"Ratio":9007199254740992}`,
		}},
		{"infinity", `{"Ratio": 1e400, "Any": {"b": 1e400, "a": 0}}`, map[*protocol.Style]string{
			botocore: `fixed||{"Ratio": "Infinity", "Any": {"b": Infinity, "a": 0}}`,
		}},
		{"a document", `{"Any": {"b": 1, "a": null}}`, map[*protocol.Style]string{
			botocore: `fixed||{"Any": {"b": 1, "a": null}}`, goV2: `fixed=||{"Any":{"a":null,"b":1}}`,
		}},
	} {
		input := `{"Name": "x", ` + c.input[1:]
		v, err := protocol.ParseInput(s.Operation("Put"), []byte(input))
		if err != nil {
			t.Fatal(err)
		}
		for style, want := range c.want {
			call := &protocol.Call{Service: s, Operation: s.Operation("Put"), Protocol: protocol.RESTJSON, Style: style, Input: v}
			m, err := call.Marshal()
			if err != nil {
				t.Errorf("%s, %s: %v", c.name, styleName(style), err)
				continue
			}
			headers := ""
			for name, values := range m.Header {
				if strings.HasPrefix(name, "X-") {
					headers += name + ": " + strings.Join(values, "; ")
				}
			}
			if got := m.Query + "|" + headers + "|" + string(m.Body); got != want {
				t.Errorf("%s, %s\n got %s\nwant %s", c.name, styleName(style), got, want)
			}
		}
	}
}
