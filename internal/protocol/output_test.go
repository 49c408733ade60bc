package protocol_test

import (
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

const answerModel = `{
 "metadata": {"apiVersion": "2020-01-08", "endpointPrefix": "answer", "protocol": "query", "serviceId": "Answer", "signatureVersion": "v4", "awsQueryCompatible": {}},
 "operations": {"Get": {"name": "Get", "http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "Out", "resultWrapper": "GetResult"}, "errors": [{"shape": "Gone"}]}},
 "shapes": {
  "Out": {"type": "structure", "members": {
   "Text": {"shape": "Text"}, "Count": {"shape": "Long"}, "When": {"shape": "When"}, "Data": {"shape": "Data"}, "List": {"shape": "List"},
   "Flat": {"shape": "List", "flattened": true}, "Map": {"shape": "Map"}, "Self": {"shape": "Out"}, "Flag": {"shape": "Flag"}, "Ratio": {"shape": "Double"},
   "Choice": {"shape": "Choice"}, "Tag": {"shape": "Text", "location": "header", "locationName": "ETag"}, "Dates": {"shape": "Dates", "location": "header", "locationName": "x-dates"}}},
  "Choice": {"type": "structure", "union": true, "members": {"A": {"shape": "Text"}, "B": {"shape": "Long"}}},
  "Gone": {"type": "structure", "exception": true, "error": {"code": "GoneAway", "httpStatusCode": 410}, "members": {"Where": {"shape": "Text"}}},
  "List": {"type": "list", "member": {"shape": "Text"}}, "Dates": {"type": "list", "member": {"shape": "When"}},
  "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Out"}},
  "Text": {"type": "string"}, "Long": {"type": "long"}, "Flag": {"type": "boolean"}, "Double": {"type": "double"}, "Data": {"type": "blob"}, "When": {"type": "timestamp"}
 }
}`

func answerCall(t testing.TB, spoken string) *protocol.Call {
	t.Helper()
	s, err := catalogue.Parse("answer", "the test", []byte(answerModel))
	if err != nil {
		t.Fatal(err)
	}
	return &protocol.Call{Service: s, Operation: s.Operation("Get"), Protocol: spoken, Style: &protocol.Style{}}
}

// TestErrors reads the forms in which services say that something went wrong.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name, protocol string
		status         int
		header         http.Header
		body           string
		want           string // code, message, request id, where
	}{
		{"json type", protocol.JSON, 400, http.Header{"X-Amzn-Requestid": {"r1"}}, `{"__type": "com.amazon#Gone", "message": "no more", "Where": "there"}`, "Gone|no more|r1|there"},
		{"json header", protocol.RESTJSON, 410, http.Header{"X-Amzn-Errortype": {"GoneAway:http://internal/"}}, `{"Message": "no more"}`, "GoneAway|no more||"},
		{"query compatible", protocol.JSON, 400, http.Header{"X-Amzn-Query-Error": {"AWS.Gone;Sender"}}, `{"__type": "Gone", "Where": "x"}`, "AWS.Gone|||x"},
		{"unknown", protocol.JSON, 500, nil, `{"code": "Odd"}`, "Odd|||"},
		{"a proxy", protocol.RESTJSON, 502, nil, `<html>`, "502|Bad Gateway||"},
		{"query", protocol.Query, 410, nil, `<ErrorResponse><Error><Type>Sender</Type><Code>GoneAway</Code><Message>no more</Message><Where>there</Where></Error><RequestId>r2</RequestId></ErrorResponse>`, "GoneAway|no more|r2|there"},
		{"a page", protocol.JSON, 404, nil, `not here`, "404|not here||"},
		{"an empty body", protocol.JSON, 404, nil, "", "404|||"},
		{"of the service", protocol.JSON, 500, nil, "", "500|Internal Server Error||"},
		{"one part", protocol.JSON, 400, http.Header{"X-Amzn-Query-Error": {"Odd"}}, `{"__type": "Gone"}`, "Gone|||"},
		{"ec2", protocol.EC2, 400, nil, `<Response><Errors><Error><Code>Odd</Code><Message>m</Message></Error></Errors><RequestID>r3</RequestID></Response>`, "Odd|m|r3|"},
		{"s3", protocol.RESTXML, 404, nil, `<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>m</Message><RequestId>r4</RequestId></Error>`, "NoSuchKey|m|r4|"},
		{"rest-xml", protocol.RESTXML, 410, nil, `<ErrorResponse xmlns="x"><Error><Code>GoneAway</Code><Where>w</Where></Error><RequestId>r5</RequestId></ErrorResponse>`, "GoneAway||r5|w"},
		{"head", protocol.RESTXML, 404, http.Header{"X-Amz-Request-Id": {"r6"}}, "", "404|Not Found|r6|"},
		{"cbor", protocol.CBOR, 400, nil, unhex("bf665f5f747970656a636f6d2361" + "23476f6e65676d657373616765626e6fff"), "Gone|no||"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := answerCall(t, c.protocol).Unmarshal(&protocol.Response{c.status, c.header, []byte(c.body)})
			var e *protocol.ServiceError
			if !errors.As(err, &e) {
				t.Fatalf("the error is %v", err)
			}
			if got := strings.Join([]string{e.Code, e.Message, e.RequestID, e.Output.Str("Where")}, "|"); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func unhex(s string) string {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func TestOutputs(t *testing.T) {
	header := http.Header{"Etag": {`"e"`}, "X-Dates": {"Fri, 02 Jan 2026 03:04:05 GMT, Sat, 03 Jan 2026 03:04:05 GMT"}}
	v, err := answerCall(t, protocol.RESTXML).Unmarshal(&protocol.Response{200, header, []byte(`<?xml version="1.0" encoding="ISO-8859-1"?><Out xmlns="u"><Text>a&amp;b</Text><Count>5</Count><When>2026-01-02T03:04:05Z</When><Data>AAE=</Data>
		<List><member>x</member></List><Flat>1</Flat><Flat>2</Flat><Map><entry><key>k</key><value><Text>in</Text></value></entry></Map><Self><Flag>true</Flag></Self><Other/></Out>`)})
	if err != nil {
		t.Fatal(err)
	}
	if v.Str("Text") != "a&b" || v.Get("Count").Text != "5" || !v.Get("When").Time.Equal(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)) ||
		string(v.Get("Data").Bytes) != "\x00\x01" || len(v.Get("List").Items) != 1 || len(v.Get("Flat").Items) != 2 ||
		v.Get("Map").Get("k").Str("Text") != "in" || !v.Get("Self").Get("Flag").True || v.Get("Other") != nil ||
		v.Str("Tag") != `"e"` || len(v.Get("Dates").Items) != 2 {
		t.Errorf("got %+v", v)
	}
}

func FuzzUnmarshalJSON(f *testing.F) {
	fuzzUnmarshal(f, []string{protocol.JSON, protocol.RESTJSON}, `{"Self": {"Self": {}}, "When": 1, "Map": {"a": {}}, "Data": "AA=="}`, `{"Choice": {"A": "x", "__type": "t"}}`, "{", "[[[[", "null")
}

func FuzzUnmarshalXML(f *testing.F) {
	fuzzUnmarshal(f, []string{protocol.RESTXML, protocol.Query, protocol.EC2}, `<a><Self><Self/></Self><Map><entry/></Map><When>x</When></a>`, "<Error><Code>GoneAway</Code></Error>", "<", "<a><a><a>")
}

func FuzzUnmarshalCBOR(f *testing.F) {
	fuzzUnmarshal(f, []string{protocol.CBOR}, "\xbf\x64Text\x61x\xff", "\x9f\x9f\x9f", "\xa1\x64When\xc1\xfb\x7f\xf0\x00\x00\x00\x00\x00\x00", "\xf6", "\x9b\xff\xff\xff\xff\xff\xff\xff\xff")
}

// fuzzUnmarshal holds that whatever a service may answer, nothing crashes, and an
// output that is read has the kinds of the model.
func fuzzUnmarshal(f *testing.F, protocols []string, bodies ...string) {
	for _, body := range append(bodies, "") {
		f.Add(200, body)
		f.Add(400, body)
		f.Add(500, body)
	}
	calls := map[string]*protocol.Call{}
	for _, p := range protocols {
		calls[p] = answerCall(f, p)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		for _, c := range calls {
			r := &protocol.Response{status, http.Header{"X-Dates": {body}, "Etag": {body}, "X-Amzn-Errortype": {body}, "X-Amzn-Query-Error": {body}}, []byte(body)}
			v, err := c.Unmarshal(r)
			if err == nil && v.Kind != protocol.Map {
				t.Errorf("%s: the output is %s", c.Protocol, v.Kind)
			}
			if d := v.Get("Data"); err == nil && d != nil && d.Kind != protocol.Blob {
				t.Errorf("%s: Data is %s", c.Protocol, d.Kind)
			}
			_ = c.RequestID(r)
		}
	})
}

func TestUnions(t *testing.T) {
	for _, c := range []struct{ protocol, body, want string }{
		{protocol.JSON, `{"Choice": {"A": "x"}}`, "A"},
		{protocol.JSON, `{"Choice": {"A": "x", "B": null, "__type": "t"}}`, "A"},
		{protocol.JSON, `{"Choice": {"Newer": 1}}`, "SDK_UNKNOWN_MEMBER"},
		{protocol.RESTXML, `<Out><Choice><Newer>1</Newer></Choice></Out>`, "SDK_UNKNOWN_MEMBER"},
		{protocol.JSON, `{"Choice": {"A": "x", "B": 1}}`, ""},
		{protocol.JSON, `{"Choice": {}}`, ""},
		{protocol.RESTXML, `<Out><Choice><A>1</A><B>1</B></Choice></Out>`, ""},
		{protocol.CBOR, "\xa1\x66Choice\xa1\x61B\x01", "B"},
		{protocol.CBOR, "\xa1\x66Choice\xa0", ""},
	} {
		v, err := answerCall(t, c.protocol).Unmarshal(&protocol.Response{200, nil, []byte(c.body)})
		switch {
		case c.want == "":
			if err == nil || !strings.Contains(err.Error(), "must have one member") {
				t.Errorf("%s: the error is %v", c.body, err)
			}
		case err != nil:
			t.Errorf("%s: %v", c.body, err)
		case v.Get("Choice").Get(c.want) == nil:
			t.Errorf("%s: got %+v", c.body, v)
		}
	}
}

func TestRequestID(t *testing.T) {
	for _, c := range []struct{ protocol, body, want string }{
		{protocol.JSON, "{}", "header"},
		{protocol.RESTXML, "<a><RequestId>body</RequestId></a>", "header"},
		{protocol.Query, "<a><ResponseMetadata><RequestId>body</RequestId></ResponseMetadata></a>", "body"},
		{protocol.EC2, "<a><requestId>body</requestId></a>", "body"},
		{protocol.EC2, "", "header"},
	} {
		r := &protocol.Response{200, http.Header{"X-Amzn-Requestid": {"header"}}, []byte(c.body)}
		if got := answerCall(t, c.protocol).RequestID(r); got != c.want {
			t.Errorf("%s: got %s, want %s", c.protocol, got, c.want)
		}
	}
}
