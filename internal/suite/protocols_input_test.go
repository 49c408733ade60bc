package suite

import (
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/jsontree"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/sdk/boto"
	"github.com/sessctl/sessctl/internal/sdk/gov1"
	reference "github.com/sessctl/sessctl/internal/sdk/spec"
)

// serialized is the request that a case wants. What it does not name is not
// compared.
type serialized struct {
	method, uri, host string
	headers           map[string]string
	forbidden, needed []string // headers
	body              *string
	defaults          bool // see hasDefaults
	anyBase           bool // the endpoint has a path, which the case may not tell
}

func serializedOf(t *testing.T, given *jsontree.Value) serialized {
	t.Helper()
	tree := given.Get("serialized")
	if tree == nil {
		t.Fatal("the case does not say what it wants")
	}
	want := serialized{
		method: tree.String("method"), uri: tree.String("uri"), host: tree.String("host"),
		headers: map[string]string{}, forbidden: tree.Strings("forbidHeaders"), needed: tree.Strings("requireHeaders"),
		defaults: hasDefaults(given), anyBase: strings.HasSuffix(given.String("id"), "HostWithPath"),
	}
	if headers := tree.Get("headers"); headers != nil {
		for _, f := range headers.Fields {
			want.headers[http.CanonicalHeaderKey(f.Name)] = f.Value.Text
		}
	}
	if body := tree.Get("body"); body != nil {
		text := body.Text
		if body.Kind == jsontree.Object || body.Kind == jsontree.Array {
			text = string(body.Append(nil))
		}
		want.body = &text
	}
	return want
}

// TestSuiteProtocolsInput writes inputs as the protocol tests of AWS SDKs want
// them: the files protocols-input/NAME.json, one subtest a case. Bodies are
// compared by their meaning.
func TestSuiteProtocolsInput(t *testing.T) {
	eachProtocolCase(t, "protocols-input", func(t *testing.T, suite, given *jsontree.Value) {
		want := serializedOf(t, given)
		c := protocolCall(t, suite, given)
		c.Options.Token = "00000000-0000-4000-8000-000000000000" // as all of them have it
		c.Options.Time = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		c.Options.MinCompression = 10240
		c.Style = styleFor(given.String("id"), suite.String("description"), want)
		if params := given.Get("params"); params != nil {
			c.Input = protocol.FromJSON(params)
			if in := c.Operation.Input; in != nil {
				specials(&c.Input, in)
			}
		}
		c.Prepare()
		m, err := c.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if finished(c, want) {
			if err := c.Finish(m, protocol.Target{URL: "https://example.com", SigningName: "example", Scheme: "sigv4"}); err != nil {
				t.Fatal(err)
			}
		}
		at := given.String("clientEndpoint")
		if at == "" {
			at = suite.String("clientEndpoint")
		}
		compareMessage(t, c, m, want, at)
	})
}

// finished reports whether a case is about more than a serialiser: checksums,
// compression and what SDKs do for single services come after it.
func finished(c *protocol.Call, want serialized) bool {
	_, md5 := want.headers["Content-Md5"]
	return md5 || want.headers["Content-Encoding"] != "" && want.body == nil || c.Service.Name != "example"
}

// ofGoV1 are the cases that say what aws-sdk-go v1 does otherwise than botocore.
var ofGoV1 = map[string]bool{
	"JSON value trait":  true, // also in bodies and queries
	"Header whitespace": true, // goes
}

// ofSpecification are the cases of the Smithy specification that botocore 1.43.11
// does not pass when its serializers are given them.
var ofSpecification = map[string]bool{
	"DocumentTypeAsPayloadInput":        true, // in an object under the name "null"
	"DocumentTypeAsPayloadInputString":  true, // likewise
	"RestJsonHttpPayloadWithUnsetUnion": true, // has the body {}
	"HttpPayloadWithUnsetUnion":         true,
	"RestJsonQueryPrecedence":           true, // the parameter that comes last in the input counts
	"RestXmlQueryPrecedence":            true,
	"QueryFlattenedListArgWithXmlName":  true, // called as its elements are

	// null is written where nothing has refused it
	"AwsJson10StructuresDontSerializeNullValues": true,
	"AwsJson11StructuresDontSerializeNullValues": true,
}

// styleFor is botocore's, but where a case has the Content-MD5 of the
// specification, in whose place botocore has CRC32, or is one that botocore does
// not pass or that is aws-sdk-go's own.
func styleFor(id, description string, want serialized) *protocol.Style {
	if _, md5 := want.headers["Content-Md5"]; md5 || ofSpecification[id] {
		return reference.Style()
	}
	if ofGoV1[description] {
		return gov1.Style()
	}
	return boto.Style()
}

func compareMessage(t *testing.T, c *protocol.Call, m *protocol.Message, want serialized, endpoint string) {
	t.Helper()
	if want.method != "" && m.Method != want.method {
		t.Errorf("the method is %s, want %s", m.Method, want.method)
	}
	at, err := url.Parse(endpoint)
	if err != nil {
		t.Fatalf("the case's endpoint: %v", err)
	}
	base := strings.TrimSuffix(at.Path, "/")
	if base == "" && want.anyBase {
		path, _, _ := strings.Cut(want.uri, "?")
		base = strings.TrimSuffix(path, m.Path)
	}
	compareURI(t, m, want.uri, base)
	if m.Endpoint != "" {
		if at, err = url.Parse(m.Endpoint); err != nil {
			t.Fatal(err)
		}
	}
	if want.host != "" && at.Host != "" {
		if host := m.Prefix + at.Host; host != want.host && host+at.Path != want.host {
			t.Errorf("the host is %s, want %s", host, want.host)
		}
	}
	for name, value := range want.headers {
		got := strings.Join(m.Header[http.CanonicalHeaderKey(name)], ", ") // an empty header is as good as none
		if plainHeader(c, name, got) != plainHeader(c, name, value) && !untyped(c, name, value) {
			t.Errorf("the header %s is %q, want %q", name, got, value)
		}
	}
	for _, name := range want.needed {
		// The length is set when the request is sent.
		if _, ok := m.Header[http.CanonicalHeaderKey(name)]; !ok && !strings.EqualFold(name, "Content-Length") {
			t.Errorf("the header %s is missing", name)
		}
	}
	for _, name := range want.forbidden {
		if v := m.Header.Get(name); v != "" {
			t.Errorf("the header %s is %q, want none", name, v)
		}
	}
	if want.body != nil {
		compareBody(t, c.Protocol, m.Body, *want.body, want.defaults)
	}
}

// compareURI compares paths as they are, with or without that of the endpoint
// before them, and queries as pairs.
func compareURI(t *testing.T, m *protocol.Message, uri, base string) {
	t.Helper()
	if uri == "" {
		return
	}
	path, query, _ := strings.Cut(uri, "?")
	if m.Path != path && base+m.Path != path {
		t.Errorf("the path is %s, want %s", m.Path, path)
	}
	if got, want := pairs(t, m.Query), pairs(t, query); !slices.Equal(got, want) {
		t.Errorf("the query is %q, want %q", got, want)
	}
}

// plainHeader is a header without what SDKs write as they like: the space after
// a comma and the character set of forms.
func plainHeader(c *protocol.Call, name, value string) string {
	if strings.EqualFold(name, "Content-Type") && (c.Protocol == protocol.Query || c.Protocol == protocol.EC2) {
		value, _, _ = strings.Cut(value, ";")
	}
	if at, err := http.ParseTime(value); err == nil {
		return at.String()
	}
	return strings.ReplaceAll(value, ", ", ",")
}

// untyped reports whether a header is the Content-Type that botocore does not give
// to bodies which are no JSON (serialize.py, BaseRestSerializer).
func untyped(c *protocol.Call, name, value string) bool {
	rest := c.Protocol == protocol.RESTXML || c.Protocol == protocol.RESTJSON
	return c.Style == boto.Style() && rest && strings.EqualFold(name, "Content-Type") && value != "application/json"
}

func compareBody(t *testing.T, name string, got []byte, want string, defaults bool) {
	t.Helper()
	if string(got) == want {
		return
	}
	var a, b any
	switch name {
	case protocol.Query, protocol.EC2:
		a, b = pairs(t, string(got)), pairs(t, want)
	case protocol.CBOR:
		a, b = decodeCBOR(t, got), decodeCBOR(t, packed(t, want))
	case protocol.RESTXML:
		a, b = xmlTree(got), xmlTree([]byte(want))
	default:
		a, b = jsonTree(got), jsonTree([]byte(want))
	}
	if !reflect.DeepEqual(a, b) && !(defaults && isPart(a, b)) {
		t.Errorf("the body is\n%s\nwant\n%s\n(-want +got):\n%s", got, want, cmp.Diff(b, a))
	}
}

// pairs are those of a form or a query, sorted; names without a value have an
// empty one.
func pairs(t *testing.T, form string) []string {
	t.Helper()
	var list []string
	for pair := range strings.SplitSeq(form, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		plain, err := url.QueryUnescape(name + "=" + value)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, plain)
	}
	slices.Sort(list)
	return list
}

// jsonTree is the value of JSON, or the text when it is none.
func jsonTree(text []byte) any {
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		return string(text)
	}
	return v
}
