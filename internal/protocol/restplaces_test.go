package protocol

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
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
		want        map[Style]string
	}{
		{"a boolean for a number", `{"Count": true, "Size": false}`, map[Style]string{
			Botocore: "fixed&n=True|X-Size: False|{}",
		}},
		{"an empty list in the query", `{"List": []}`, map[Style]string{
			Botocore: "fixed&||{}", GoV1: "fixed=||{}", GoV2: "fixed=||{}", JavaScript: "fixed=||{}",
		}},
		{"a parameter that is given twice", `{"All": {"n": "m", "z": "m"}, "Count": 1}`, map[Style]string{
			Botocore: "fixed&n=1&z=m||{}", GoV2: "fixed=&n=1&z=m||{}",
		}},
		{"a list in a header", `{"Tags": ["a", "b,\t\"\\", ""]}`, map[Style]string{
			Botocore:   "fixed|X-Tags: a,\"b,\t\\\"\\\",|{}",
			GoV1:       `fixed=|X-Tags: a,"b,\t\"\\"|{}`,
			GoV2:       `fixed=|X-Tags: a; "b,\t\"\\"; |{}`,
			JavaScript: "fixed=|X-Tags: a, \"b,\t\\\"\\\\\", |{}",
		}},
		{"an empty list in a header", `{"Tags": []}`, map[Style]string{
			Botocore: "fixed||{}", GoV1: "fixed=||{}", GoV2: "fixed=|X-Tags: |{}", JavaScript: "fixed=|X-Tags: |{}", Smithy: "fixed=||{}",
		}},
		{"an empty header", `{"Note": ""}`, map[Style]string{
			Botocore: "fixed|X-Note: |{}", GoV2: "fixed=|X-Note: |{}", Smithy: "fixed=||{}",
		}},
		{"JSON in a header", `{"JSON": []}`, map[Style]string{Botocore: "fixed|X-Json: W10=|{}"}},
		{"JSON in a header, as Go writes it", `{"JSON": {"b": 1e21, "a": "<"}}`, map[Style]string{
			Botocore: "fixed|X-Json: eyJiIjoxZSsyMSwiYSI6IjwifQ==|{}",
			GoV1:     "fixed=|X-Json: eyJhIjoiXHUwMDNjIiwiYiI6MWUrMjF9|{}",
		}},
		{"a text of JSON in a header", `{"JSON": "{}"}`, map[Style]string{
			Botocore: "fixed|X-Json: Int9Ig==|{}", GoV2: "fixed=|X-Json: e30=|{}", JavaScript: "fixed=|X-Json: e30=|{}",
		}},
		{"precision", `{"Single": 16777217, "Ratio": 9007199254740993}`, map[Style]string{
			Botocore:   `fixed||{"Single": 16777217, "Ratio": 9007199254740993}`,
			GoV1:       `fixed=||{"Ratio":9007199254740992,"Single":16777217}`,
			GoV2:       `fixed=||{"Ratio":9007199254740992,"Single":16777216}`,
			JavaScript: `fixed=||{"Single":16777217,"Ratio":9007199254740992}`,
		}},
		{"infinity", `{"Ratio": 1e400, "Any": {"b": 1e400, "a": 0}}`, map[Style]string{
			Botocore: `fixed||{"Ratio": "Infinity", "Any": {"b": Infinity, "a": 0}}`,
		}},
		{"a document", `{"Any": {"b": 1, "a": null}}`, map[Style]string{
			Botocore: `fixed||{"Any": {"b": 1, "a": null}}`, GoV2: `fixed=||{"Any":{"a":null,"b":1}}`,
		}},
	} {
		input := `{"Name": "x", ` + c.input[1:]
		v, err := ParseInput(s.Operation("Put"), []byte(input))
		if err != nil {
			t.Fatal(err)
		}
		for style, want := range c.want {
			call := &Call{Service: s, Operation: s.Operation("Put"), Protocol: RESTJSON, Style: style, Input: v}
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
