package suite

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/jsontree"
	"github.com/sessctl/sessctl/internal/protocol"
)

// serialized is the request that a case wants. What it does not name is not
// compared.
type serialized struct {
	Method         string
	URI            *string
	Host           string
	Headers        map[string]string
	ForbidHeaders  []string
	RequireHeaders []string
	Body           *string

	defaults bool // see hasDefaults
}

// TestSuiteProtocolsInput writes inputs as the protocol tests of AWS SDKs want
// them: the files protocols-input/NAME.json, one subtest a case. Bodies are
// compared by their meaning.
func TestSuiteProtocolsInput(t *testing.T) {
	eachProtocolCase(t, "protocols-input", func(t *testing.T, suite, given *jsontree.Value) {
		var want serialized
		unmarshalTree(t, given.Get("serialized"), &want)
		want.defaults = hasDefaults(given)
		c := protocolCall(t, suite, given)
		c.Options.Token = "00000000-0000-4000-8000-000000000000" // as all of them have it
		c.Options.Time = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		c.Options.MinCompression = -1
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
		compareMessage(t, c, m, want, suite.String("clientEndpoint"))
	})
}

// hasDefaults tells whether a case is about the default values of members, or
// values made up for required ones. Models in botocore's form do not tell them, so
// nobody who has only these can pass: what is given must be part of what is wanted.
func hasDefaults(given *jsontree.Value) bool {
	id := given.String("id")
	return strings.Contains(id, "ClientPopulates") || strings.Contains(id, "ClientErrorCorrects")
}

// isPart tells whether all that one value has is in another, too.
func isPart(part, whole any) bool {
	switch p := part.(type) {
	case map[string]any:
		w, ok := whole.(map[string]any)
		for name, v := range p {
			ok = ok && isPart(v, w[name])
		}
		return ok
	case []any:
		w, ok := whole.([]any)
		ok = ok && len(p) == len(w)
		for i := 0; ok && i < len(p); i++ {
			ok = isPart(p[i], w[i])
		}
		return ok
	}
	return reflect.DeepEqual(part, whole)
}

// specials makes numbers of the texts that stand for those which JSON does not
// have; blobs stay the texts that they are.
func specials(v *protocol.Value, m *catalogue.Member) {
	if m.Is(catalogue.JSONValue) {
		*v = jsonValue(*v)
		return
	}
	switch m.Shape.Kind {
	case catalogue.Float, catalogue.Double:
		if v.Kind == protocol.String {
			*v = protocol.Literal(v.Text)
		}
	case catalogue.Structure:
		for i := range v.Fields {
			if member := m.Shape.Member(v.Fields[i].Name); member != nil {
				specials(&v.Fields[i].Value, member)
			}
		}
	case catalogue.List:
		for i := range v.Items {
			specials(&v.Items[i], m.Shape.Value)
		}
	case catalogue.Map:
		for i := range v.Fields {
			specials(&v.Fields[i].Value, m.Shape.Value)
		}
	}
}

// jsonValue is a JSON value that a case gives as its text.
func jsonValue(v protocol.Value) protocol.Value {
	if v.Kind == protocol.String {
		if tree, err := jsontree.Parse([]byte(v.Text)); err == nil {
			return protocol.FromJSON(tree)
		}
	}
	return v
}

// eachProtocolCase runs the cases of all files of a suite of protocol tests.
func eachProtocolCase(t *testing.T, name string, run func(t *testing.T, suite, given *jsontree.Value)) {
	for _, f := range folders(t, name) {
		files, err := filepath.Glob(filepath.Join(f.path, "*.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s has no cases: %v", f.path, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tree, err := jsontree.Parse(text)
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			t.Run(f.prefix+strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
				for i := range tree.Items {
					suite := &tree.Items[i]
					cases := suite.Get("cases")
					if cases == nil {
						t.Fatalf("%s: suite %d has no cases", file, i)
					}
					for j := range cases.Items {
						given := &cases.Items[j]
						title := given.String("id")
						if title == "" {
							title = suite.String("description")
						}
						t.Run(title, func(t *testing.T) { run(t, suite, given) })
					}
				}
			})
		}
	}
}

// protocolCall makes the call of a case: its suite is a model but for the
// operation, which is the case's.
func protocolCall(t *testing.T, suite, given *jsontree.Value) *protocol.Call {
	t.Helper()
	operation := *given.Get("given")
	name := operation.String("name")
	if name == "" {
		name = "OperationName"
	}
	model := &jsontree.Value{Kind: jsontree.Object, Fields: []jsontree.Field{
		{Name: "metadata", Value: *suite.Get("metadata")},
		{Name: "operations", Value: jsontree.Value{Kind: jsontree.Object, Fields: []jsontree.Field{{Name: name, Value: operation}}}},
	}}
	if shapes := suite.Get("shapes"); shapes != nil {
		model.Fields = append(model.Fields, jsontree.Field{Name: "shapes", Value: *shapes})
	}
	service, err := catalogue.FromTree(serviceName(suite.Get("metadata")), "a protocol test", model)
	if err != nil {
		t.Fatal(err)
	}
	return &protocol.Call{Service: service, Operation: service.Operation(name), Protocol: service.Protocol, Input: protocol.Value{Kind: protocol.Map}}
}

// serviceName is how the catalogue calls a service with which SDKs have a way of
// their own. S3 is not among them: its buckets move to the host by endpoint rules.
func serviceName(metadata *jsontree.Value) string {
	switch id := strings.ToLower(strings.ReplaceAll(metadata.String("serviceId"), " ", "")); id {
	case "apigateway", "glacier", "machinelearning":
		return id
	}
	return "example"
}

// finished tells whether a case is about more than a serialiser: checksums,
// compression and what SDKs do for single services come after it.
func finished(c *protocol.Call, want serialized) bool {
	_, md5 := want.Headers["Content-MD5"]
	return md5 || want.Headers["Content-Encoding"] != "" && want.Body == nil || c.Service.Name != "example"
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
}

// styleFor is botocore's, but where a case has the Content-MD5 of the
// specification, in whose place botocore has CRC32, or is one that botocore does
// not pass or that is aws-sdk-go's own.
func styleFor(id, description string, want serialized) protocol.Style {
	if _, md5 := want.Headers["Content-MD5"]; md5 || ofSpecification[id] {
		return protocol.Smithy
	}
	if ofGoV1[description] {
		return protocol.GoV1
	}
	return protocol.Botocore
}

func unmarshalTree(t *testing.T, tree *jsontree.Value, into any) {
	t.Helper()
	if tree == nil {
		t.Fatal("the case does not say what it wants")
	}
	if err := json.Unmarshal(tree.Append(nil), into); err != nil {
		t.Fatal(err)
	}
}

func compareMessage(t *testing.T, c *protocol.Call, m *protocol.Message, want serialized, endpoint string) {
	t.Helper()
	if want.Method != "" && m.Method != want.Method {
		t.Errorf("the method is %s, want %s", m.Method, want.Method)
	}
	at, err := url.Parse(endpoint)
	if err != nil {
		t.Fatalf("the case's endpoint: %v", err)
	}
	compareURI(t, m, want.URI, strings.TrimSuffix(at.Path, "/"))
	if m.Endpoint != "" {
		if at, err = url.Parse(m.Endpoint); err != nil {
			t.Fatal(err)
		}
	}
	if want.Host != "" && at.Host != "" {
		if host := m.Prefix + at.Host; host != want.Host && host+at.Path != want.Host {
			t.Errorf("the host is %s, want %s", host, want.Host)
		}
	}
	for name, value := range want.Headers {
		got := strings.Join(m.Header[http.CanonicalHeaderKey(name)], ", ") // an empty header is as good as none
		if plainHeader(c, name, got) != plainHeader(c, name, value) && !untyped(c, name, value) {
			t.Errorf("the header %s is %q, want %q", name, got, value)
		}
	}
	for _, name := range want.RequireHeaders {
		// The length is set when the request is sent.
		if _, ok := m.Header[http.CanonicalHeaderKey(name)]; !ok && !strings.EqualFold(name, "Content-Length") {
			t.Errorf("the header %s is missing", name)
		}
	}
	for _, name := range want.ForbidHeaders {
		if v, ok := m.Header[http.CanonicalHeaderKey(name)]; ok {
			t.Errorf("the header %s is %q, want none", name, v)
		}
	}
	if want.Body != nil {
		compareBody(t, c.Protocol, m.Body, *want.Body, want.defaults)
	}
}

// compareURI compares paths as they are, with or without that of the endpoint
// before them, and queries as pairs.
func compareURI(t *testing.T, m *protocol.Message, uri *string, base string) {
	t.Helper()
	if uri == nil || *uri == "" {
		return
	}
	path, query, _ := strings.Cut(*uri, "?")
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

// untyped tells whether a header is the Content-Type that botocore does not give
// to bodies which are no JSON (serialize.py, BaseRestSerializer).
func untyped(c *protocol.Call, name, value string) bool {
	rest := c.Protocol == protocol.RESTXML || c.Protocol == protocol.RESTJSON
	return c.Style == protocol.Botocore && rest && strings.EqualFold(name, "Content-Type") && value != "application/json"
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
		packed, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(want), ""))
		if err != nil {
			t.Fatalf("the wanted body: %v", err)
		}
		a, b = decodeCBOR(t, got), decodeCBOR(t, packed)
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
