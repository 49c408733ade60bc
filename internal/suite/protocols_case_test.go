package suite

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/jsontree"
	"github.com/sessctl/sessctl/internal/protocol"
)

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
	spoken := suite.Get("metadata").String("protocol")
	return &protocol.Call{Service: service, Operation: service.Operation(name), Protocol: spoken, Style: &protocol.Style{}, Input: protocol.Value{Kind: protocol.Map}}
}

// serviceName is how the catalogue calls a service with which SDKs have a way of
// their own. S3 is not among them: its buckets move to the host by endpoint rules.
func serviceName(metadata *jsontree.Value) string {
	for _, key := range []string{"serviceId", "endpointPrefix", "signingName"} {
		switch id := strings.ToLower(strings.ReplaceAll(metadata.String(key), " ", "")); id {
		case "apigateway", "glacier", "machinelearning":
			return id
		}
	}
	return "example"
}

// hasDefaults reports whether a case is about the default values of members, or
// values made up for required ones. Models in botocore's form do not tell them, so
// nobody who has only these can pass: what is given must be part of what is wanted.
func hasDefaults(given *jsontree.Value) bool {
	id := given.String("id")
	return strings.Contains(id, "ClientPopulates") || strings.Contains(id, "ClientErrorCorrects")
}

// isPart reports whether all that one value has is in another, too.
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

// packed gives the bytes of base64; as in Python, what is not part of it is passed
// over.
func packed(t *testing.T, text string) []byte {
	t.Helper()
	text, _, _ = strings.Cut(text, "=")
	text = strings.Map(func(r rune) rune {
		if r < 0x80 && (r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '+' || r == '/') {
			return r
		}
		return -1
	}, text)
	b, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		t.Fatalf("the case's body is not base64: %v", err)
	}
	return b
}
