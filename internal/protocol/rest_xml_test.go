package protocol_test

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/protocol"
)

func FuzzMarshalXML(f *testing.F) { fuzzMarshal(f, protocol.RESTXML) }

// withoutRoot takes the declaration and the tags of the root element away.
func withoutRoot(_ *protocol.Style, body string) string {
	body = strings.TrimPrefix(body, `<?xml version="1.0" encoding="UTF-8"?>`)
	body = strings.TrimPrefix(body, `<PutRequest xmlns="urn:wire">`)
	return strings.TrimSuffix(body, "</PutRequest>")
}

func TestRESTXML(t *testing.T) {
	checkWire(t, protocol.RESTXML, []wireCase{
		{"order", `{"zeta": 1, "alpha": "a", "Text": "t"}`, map[*protocol.Style]string{
			botocore:   "<zeta>1</zeta><alpha>a</alpha><Text>t</Text>",
			goV1:       "<alpha>a</alpha><Text>t</Text><zeta>1</zeta>",
			goV2:       "<alpha>a</alpha><Text>t</Text><zeta>1</zeta>",
			javaScript: "<zeta>1</zeta><Text>t</Text><alpha>a</alpha>",
		}},
		{"escapes", `{"Text": "a<b>&\"'\r\n\t\u0085\u2028é"}`, map[*protocol.Style]string{
			botocore:   "<Text>a&lt;b&gt;&amp;\"'\r\n\t\u0085\u2028é</Text>",
			goV1:       "<Text>a&lt;b&gt;&amp;&#34;&#39;&#xD;&#xA;&#x9;\u0085\u2028é</Text>",
			goV2:       "<Text>a&lt;b&gt;&amp;&#34;&#39;&#xD;&#xA;&#x9;&#x85;&#x2028;é</Text>",
			javaScript: "<Text>a&lt;b&gt;&amp;&quot;&apos;&#x0D;&#x0A;\t&#x85;&#x2028;é</Text>",
		}},
		{"empty text", `{"Text": ""}`, map[*protocol.Style]string{botocore: "<Text />", goV1: "<Text></Text>", goV2: "<Text></Text>", javaScript: "<Text></Text>"}},
		{"name", `{"Renamed": "x"}`, everywhere("<other>x</other>")},
		{"boolean", `{"Flag": true}`, everywhere("<Flag>true</Flag>")},
		{"blob", `{"Data": "aGk="}`, everywhere("<Data>aGk=</Data>")},
		{"small", `{"Ratio": 1e-7}`, map[*protocol.Style]string{botocore: "<Ratio>1e-07</Ratio>", goV1: "<Ratio>0.0000001</Ratio>", goV2: "<Ratio>1e-7</Ratio>", javaScript: "<Ratio>1e-7</Ratio>"}},
		{"list", `{"List": ["a"]}`, everywhere("<List><member>a</member></List>")},
		{"empty list", `{"List": []}`, map[*protocol.Style]string{botocore: "<List />", goV1: "<List></List>", javaScript: "<List/>"}},
		{"flat list", `{"FlatList": ["a", "b"]}`, everywhere("<FlatList>a</FlatList><FlatList>b</FlatList>")},
		{"flat named list", `{"FlatNamedList": [{"Text": "a", "Token": "t"}]}`, map[*protocol.Style]string{
			botocore: `<FlatNamedList xmlns:xsi="urn:xsi"><Text>a</Text><Token>t</Token></FlatNamedList>`,
		}},
		{"named list", `{"NamedList": [{"Text": "a"}]}`, map[*protocol.Style]string{
			botocore: `<NamedList><item xmlns:xsi="urn:xsi"><Text>a</Text></item></NamedList>`,
			goV2:     `<NamedList><item xmlns:xsi="urn:xsi"><Text>a</Text></item></NamedList>`,
		}},
		{"map", `{"Map": {"b": "1"}}`, everywhere("<Map><entry><key>b</key><value>1</value></entry></Map>")},
		{"flat map", `{"FlatMap": {"b": "1"}}`, everywhere("<FlatMap><key>b</key><value>1</value></FlatMap>")},
		{"named map", `{"NamedMap": {"a": {"Text": "x"}}}`, map[*protocol.Style]string{
			botocore: `<NamedMap><entry><K>a</K><V xmlns:xsi="urn:xsi"><Text>x</Text></V></entry></NamedMap>`,
		}},
		{"attributes", `{"Nested": {"Kind": "a\"\n", "Text": "x", "Inner": {"Kind": "c"}, "Token": "t"}}`, map[*protocol.Style]string{
			botocore:   `<Nested xmlns:xsi="urn:xsi" xsi:type="a&quot;&#10;"><Text>x</Text><Inner xmlns:xsi="urn:xsi" xsi:type="c" /><Token>t</Token></Nested>`,
			goV2:       `<Nested xmlns:xsi="urn:xsi" xsi:type="a&#34;&#xA;"><Inner xmlns:xsi="urn:xsi" xsi:type="c"></Inner><Text>x</Text><Token>t</Token></Nested>`,
			javaScript: "<Nested xsi:type=\"a&quot;\n\" xmlns:xsi=\"urn:xsi\"><Token>t</Token><Inner xsi:type=\"c\"><Token>T</Token></Inner><Text>x</Text></Nested>",
		}},
		{"timestamp", `{"When": "2024-02-29T12:34:56Z"}`, everywhere("<When>2024-02-29T12:34:56Z</When>")},
	}, withoutRoot)
	if got := wireBody(t, javaScript, protocol.RESTXML, `{"Text": "a"}`); got != `<?xml version="1.0" encoding="UTF-8"?><PutRequest xmlns="urn:wire"><Text>a</Text></PutRequest>` {
		t.Error(got)
	}
}

func TestRESTXMLPayload(t *testing.T) {
	for _, c := range []struct {
		style             *protocol.Style
		input, body, kind string
	}{
		{botocore, `{"Body": {"Kind": "k"}}`, `<Body xmlns="urn:wire" xsi:type="k" />`, ""},
		{botocore, `{"Body": {}}`, `<Body xmlns="urn:wire" />`, ""},
		{botocore, `{}`, "", ""},
		{goV1, `{}`, "", ""},
		{goV2, `{}`, "", ""},
		{goV2, `{"Body": {}}`, `<Body xmlns="urn:wire"></Body>`, "application/xml"},
	} {
		m, err := wireCall(t, c.style, protocol.RESTXML, "Send", c.input).Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if string(m.Body) != c.body || m.Header.Get("Content-Type") != c.kind || m.Method != "PUT" || m.Path != "/send" {
			t.Errorf("%s %s: %s %s %s %q", styleName(c.style), c.input, m.Method, m.Path, m.Body, m.Header.Get("Content-Type"))
		}
	}
	for style, want := range map[*protocol.Style]string{
		botocore: "", javaScript: "",
		goV1: `<PutRequest xmlns="urn:wire"></PutRequest>`, goV2: `<PutRequest xmlns="urn:wire"></PutRequest>`,
	} {
		if got := wireBody(t, style, protocol.RESTXML, `{}`); got != want {
			t.Errorf("%s: %q", styleName(style), got)
		}
	}
}
