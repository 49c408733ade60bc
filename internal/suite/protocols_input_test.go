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
}

// TestSuiteProtocolsInput writes inputs as the protocol tests of AWS SDKs want
// them: the files protocols-input/NAME.json, one subtest a case. Bodies are
// compared by their meaning.
func TestSuiteProtocolsInput(t *testing.T) {
	eachProtocolCase(t, "protocols-input", func(t *testing.T, suite, given *jsontree.Value) {
		var want serialized
		unmarshalTree(t, given.Get("serialized"), &want)
		c := protocolCall(t, suite, given)
		c.Options.Token = "00000000-0000-4000-8000-000000000000" // as all of them have it
		c.Options.Time = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		c.Options.MinCompression = -1
		c.Style = styleFor(suite.String("description"), want)
		if params := given.Get("params"); params != nil {
			c.Input = protocol.FromJSON(params)
		}
		c.Prepare()
		m, err := c.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if finished(want) {
			if err := c.Finish(m, protocol.Target{URL: "https://example.com", SigningName: "example", Scheme: "sigv4"}); err != nil {
				t.Fatal(err)
			}
		}
		compareMessage(t, c, m, want, suite.String("clientEndpoint"))
	})
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
	service, err := catalogue.FromTree("example", "a protocol test", model)
	if err != nil {
		t.Fatal(err)
	}
	return &protocol.Call{Service: service, Operation: service.Operation(name), Protocol: service.Protocol, Input: protocol.Value{Kind: protocol.Map}}
}

// finished tells whether a case is about more than a serialiser: checksums and
// compression come after it.
func finished(want serialized) bool {
	_, md5 := want.Headers["Content-MD5"]
	return md5 || want.Headers["Content-Encoding"] != "" && want.Body == nil
}

// ofGoV1 are the cases that say what aws-sdk-go v1 does otherwise than botocore.
var ofGoV1 = map[string]bool{
	"JSON value trait":  true, // also in bodies and queries
	"Header whitespace": true, // goes
}

// styleFor is botocore's, but where a case has the Content-MD5 of the
// specification, in whose place botocore has CRC32, or is aws-sdk-go's own.
func styleFor(description string, want serialized) protocol.Style {
	if _, md5 := want.Headers["Content-MD5"]; md5 {
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
	if want.URI != nil && *want.URI != "" {
		got := m.Path
		if m.Query != "" {
			got += "?" + m.Query
		}
		if got != *want.URI {
			t.Errorf("the URI is %s, want %s", got, *want.URI)
		}
	}
	if want.Host != "" {
		host := want.Host
		if u, err := url.Parse(endpoint); err == nil && u.Host != "" {
			if host = m.Prefix + u.Host; !strings.HasPrefix(want.Host, m.Prefix) || host != want.Host && host+u.Path != want.Host {
				t.Errorf("the host is %s, want %s", host, want.Host)
			}
		}
	}
	for name, value := range want.Headers {
		if got := strings.Join(m.Header[http.CanonicalHeaderKey(name)], ", "); got != value {
			t.Errorf("the header %s is %q, want %q", name, got, value)
		}
	}
	for _, name := range want.RequireHeaders {
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
		compareBody(t, c.Protocol, m.Body, *want.Body)
	}
}

func compareBody(t *testing.T, name string, got []byte, want string) {
	t.Helper()
	if string(got) == want {
		return
	}
	var a, b any
	switch name {
	case protocol.Query, protocol.EC2:
		a, b = pairs(t, string(got)), pairs(t, want)
	case protocol.CBOR:
		packed, err := base64.StdEncoding.DecodeString(want)
		if err != nil {
			t.Fatalf("the wanted body: %v", err)
		}
		a, b = decodeCBOR(t, got), decodeCBOR(t, packed)
	case protocol.RESTXML:
		a, b = xmlTree(got), xmlTree([]byte(want))
	default:
		a, b = jsonTree(got), jsonTree([]byte(want))
	}
	if !reflect.DeepEqual(a, b) {
		t.Errorf("the body is\n%s\nwant\n%s\n(-want +got):\n%s", got, want, cmp.Diff(b, a))
	}
}

// pairs are those of a form, sorted.
func pairs(t *testing.T, form string) []string {
	t.Helper()
	list := strings.Split(form, "&")
	for i, pair := range list {
		plain, err := url.QueryUnescape(pair)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = plain
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
