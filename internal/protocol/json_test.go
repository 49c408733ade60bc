package protocol_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

func FuzzMarshalJSON(f *testing.F) { fuzzMarshal(f, protocol.JSON) }

func FuzzMarshalRESTJSON(f *testing.F) { fuzzMarshal(f, protocol.RESTJSON) }

func TestJSON(t *testing.T) {
	same := func(_ *protocol.Style, body string) string { return body }
	checkWire(t, protocol.JSON, []wireCase{
		{"order", `{"zeta": 1, "alpha": "a", "Text": "t"}`, map[*protocol.Style]string{
			botocore:   `{"zeta": 1, "alpha": "a", "Text": "t"}`,
			goV1:       `{"alpha":"a","Text":"t","zeta":1}`,
			goV2:       `{"alpha":"a","Text":"t","zeta":1}`,
			javaScript: `{"zeta":1,"Text":"t","alpha":"a"}`,
		}},
		{"escapes", "{\"zeta\": 1, \"Text\": \"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u007fé\\u2028\\ud83d\\ude00\"}", map[*protocol.Style]string{
			botocore:   `{"zeta": 1, "Text": "\"\\/\b\f\n\r\t\u0001\u007f\u00e9\u2028\ud83d\ude00"}`,
			goV1:       `{"Text":"\"\\/\b\f\n\r\t\u0001` + "\x7fé\u2028\U0001f600" + `","zeta":1}`,
			goV2:       `{"Text":"\"\\/\u0008\u000c\n\r\t\u0001\u007fé\u2028` + "\U0001f600" + `","zeta":1}`,
			javaScript: `{"zeta":1,"Text":"\"\\/\b\f\n\r\t\u0001` + "\x7fé\u2028\U0001f600" + `"}`,
		}},
		{"numbers", `{"zeta": 9007199254740993, "Ratio": 1e-7}`, map[*protocol.Style]string{
			botocore:   `{"zeta": 9007199254740993, "Ratio": 1e-07}`,
			goV1:       `{"Ratio":0.0000001,"zeta":9007199254740993}`,
			goV2:       `{"Ratio":1e-7,"zeta":9007199254740993}`,
			javaScript: `{"zeta":9007199254740993,"Ratio":1e-7}`,
		}},
		{"an integer for a double", `{"zeta": 1, "Ratio": 3}`, map[*protocol.Style]string{botocore: `{"zeta": 1, "Ratio": 3}`}},
		{"large double", `{"zeta": 1, "Ratio": 1e21}`, map[*protocol.Style]string{botocore: `{"zeta": 1, "Ratio": 1e+21}`}},
		{"blob", `{"zeta": 1, "Data": "AAE="}`, map[*protocol.Style]string{botocore: `{"zeta": 1, "Data": "AAE="}`, goV2: `{"Data":"AAE=","zeta":1}`}},
		{"times", `{"zeta": 1, "When": "2026-01-02T03:04:05.678Z"}`, map[*protocol.Style]string{
			botocore: `{"zeta": 1, "When": 1767323045}`,
			goV1:     `{"When":1767323045.678,"zeta":1}`,
			goV2:     `{"When":1767323045.678,"zeta":1}`,
		}},
		{"times before 1678", `{"zeta": 1, "When": "0001-01-01T00:00:00Z"}`, map[*protocol.Style]string{
			botocore: `{"zeta": 1, "When": -62135596800}`,
			goV1:     `{"When":-6795364578.871,"zeta":1}`,
			goV2:     `{"When":-6795364578.871,"zeta":1}`,
		}},
		{"null that nothing has refused", `{"zeta": null, "Map": {"k": null}}`, map[*protocol.Style]string{
			botocore: `{"zeta": null, "Map": {"k": null}}`, goV2: `{"Map":{}}`,
		}},
		{"lists and maps", `{"zeta": 1, "List": [], "Map": {"k": "v"}, "Nested": {}}`, map[*protocol.Style]string{
			botocore: `{"zeta": 1, "List": [], "Map": {"k": "v"}, "Nested": {}}`,
		}},
	}, same)
}

func TestTimestampsAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"2026-01-02":                       "2026-01-02T00:00:00Z",
		"2026-01-02T03:04:05":              "2026-01-02T03:04:05Z",
		"2026-01-02 03:04:05":              "2026-01-02T03:04:05Z",
		"2026-01-02T03:04:05+01:00":        "2026-01-02T02:04:05Z",
		"2026-01-02T03:04:05.1234567Z":     "2026-01-02T03:04:05.123456Z",
		"20260102T030405Z":                 "2026-01-02T03:04:05Z",
		"Fri, 02 Jan 2026 03:04:05 GMT":    "2026-01-02T03:04:05Z",
		"Fri, 2 Jan 2026 03:04:05 +0000":   "2026-01-02T03:04:05Z",
		"2026-01-02 03:04 UTC":             "2026-01-02T03:04:00Z",
		"1767323045":                       "2026-01-02T03:04:05Z",
		"1767323045.5":                     "2026-01-02T03:04:05.5Z",
		"-1.5":                             "1969-12-31T23:59:58.5Z",
		"2 January 2026":                   "2026-01-02T00:00:00Z",
		"2026-01-02T03:04:05-0830":         "2026-01-02T11:34:05Z",
		"2026-01-02T24:04:05":              "",
		"soon":                             "",
		"":                                 "",
		"2026-13-02":                       "",
		"99999999999999":                   "",
		"0x1p4":                            "",
		"2026-01-02T03:04:05 and a little": "",
	} {
		v := protocol.Text(text)
		got, err := protocol.TimeOf(&v)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q is read as %v, want an error", text, got)
		case want != "" && (err != nil || got.Format(time.RFC3339Nano) != want):
			t.Errorf("%q is read as %v (%v), want %s", text, got.Format(time.RFC3339Nano), err, want)
		}
	}
}

const restModel = `{
 "metadata": {"apiVersion": "2020-01-08", "endpointPrefix": "rest", "protocol": "rest-json", "serviceId": "Rest", "signatureVersion": "v4"},
 "operations": {
  "Put": {"name": "Put", "http": {"method": "PUT", "requestUri": "/{Name}/o/{Key+}?mode"}, "input": {"shape": "In"}, "endpoint": {"hostPrefix": "{Account}.data-"}}
 },
 "shapes": {
  "In": {"type": "structure", "required": ["Name", "Key"], "members": {
   "Name": {"shape": "Text", "location": "uri", "locationName": "Name"},
   "Key": {"shape": "Text", "location": "uri", "locationName": "Key"},
   "Account": {"shape": "Text", "hostLabel": true, "location": "header", "locationName": "x-account"},
   "List": {"shape": "List", "location": "querystring", "locationName": "l"},
   "Flag": {"shape": "Flag", "location": "querystring", "locationName": "f"},
   "Since": {"shape": "When", "location": "querystring", "locationName": "s"},
   "Changed": {"shape": "When", "location": "header", "locationName": "If-Modified-Since"},
   "Tags": {"shape": "List", "location": "header", "locationName": "x-tags"},
   "Meta": {"shape": "Map", "location": "headers", "locationName": "x-meta-"},
   "Filter": {"shape": "Map", "location": "querystring"},
   "Rest": {"shape": "Text"}
  }},
  "List": {"type": "list", "member": {"shape": "Text"}},
  "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
  "Text": {"type": "string"}, "Flag": {"type": "boolean"}, "When": {"type": "timestamp"}
 }
}`

func restCall(t testing.TB, style *protocol.Style, input string) *protocol.Call {
	t.Helper()
	s, err := catalogue.Parse("rest", "the test", []byte(restModel))
	if err != nil {
		t.Fatal(err)
	}
	op := s.Operation("Put")
	v, err := protocol.ParseInput(op, []byte(input))
	if err != nil {
		t.Fatal(err)
	}
	return &protocol.Call{Service: s, Operation: op, Protocol: protocol.RESTJSON, Style: style, Input: v}
}

func TestPlacesInAMessage(t *testing.T) {
	m, err := restCall(t, botocore, `{"Key": "a b/c?~", "Name": "x/y", "Account": "12", "List": ["1 2", "&"], "Flag": true, "Since": 0,
		"Changed": "2026-01-02T03:04:05.9Z", "Tags": ["a", "b,c", "d\"e"], "Meta": {"k": "v"}, "Filter": {"p": "q"}, "Rest": "r"}`).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, got, want string }{
		{"method", m.Method, "PUT"},
		{"path", m.Path, "/x%2Fy/o/a%20b/c%3F~"},
		{"query", m.Query, "mode&l=1%202&l=%26&f=true&s=1970-01-01T00%3A00%3A00Z&p=q"},
		{"prefix", m.Prefix, "12.data-"},
		{"If-Modified-Since", m.Header.Get("If-Modified-Since"), "Fri, 02 Jan 2026 03:04:05 GMT"},
		{"x-tags", m.Header.Get("X-Tags"), `a,"b,c","d\"e"`},
		{"x-meta-k", m.Header.Get("X-Meta-K"), "v"},
		{"body", string(m.Body), `{"Rest": "r"}`},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, c.got, c.want)
		}
	}
}

func TestLabelsThatAreMissing(t *testing.T) {
	for input, want := range map[string]string{
		`{"Key": "k", "Account": "12"}`:               "Name: is required",
		`{"Key": "k", "Name": "n", "Account": "a b"}`: "part of the host name",
	} {
		if _, err := restCall(t, javaScript, input).Marshal(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the error is %v, want %q in it", input, err, want)
		}
	}
}
