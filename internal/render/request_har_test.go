package render

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestHARKeepsTheSchema validates against a schema of HAR 1.2, and finds the
// request again in what is printed.
func TestHARKeepsTheSchema(t *testing.T) {
	schema := harSchema(t)
	for _, s := range samples {
		d := document1(s.method, "https://example.com"+s.target, s.body, s.headers...)
		text := printed(t, "har", d)
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v\n%s", s.name, err, text)
		}
		var har struct {
			Log struct {
				Version string
				Entries []struct{ Request harRequest }
			}
		}
		if err := json.Unmarshal(text, &har); err != nil {
			t.Fatal(err)
		}
		if har.Log.Version != "1.2" || len(har.Log.Entries) != 1 {
			t.Fatalf("%s: %s", s.name, text)
		}
		r := har.Log.Entries[0].Request
		if r.Method != s.method || r.URL != d.Request.URL || r.BodySize != len(s.body) {
			t.Errorf("%s: %+v", s.name, r)
		}
		var body []byte
		if r.PostData != nil {
			body = []byte(r.PostData.Text)
			if r.PostData.Encoding == "base64" {
				body, _ = base64.StdEncoding.DecodeString(r.PostData.Text)
			}
		}
		if !bytes.Equal(body, s.body) {
			t.Errorf("%s: the body is %q", s.name, body)
		}
		for name, values := range d.Request.Header {
			for _, v := range values {
				if !slices.Contains(r.Headers, harPair{name, v}) {
					t.Errorf("%s: there is no header %s: %s", s.name, name, v)
				}
			}
		}
		if !slices.ContainsFunc(r.Headers, func(h harPair) bool { return h.Name == "Host" }) {
			t.Errorf("%s: there is no Host", s.name)
		}
		u, err := url.Parse(d.Request.URL)
		if err != nil {
			t.Fatal(err)
		}
		for name, values := range u.Query() {
			for _, v := range values {
				if !slices.Contains(r.QueryString, harPair{name, v}) {
					t.Errorf("%s: the query has no %s=%s: %v", s.name, name, v, r.QueryString)
				}
			}
		}
	}
}

func harSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	files, err := filepath.Glob("testdata/har/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("there is no schema: %v", err)
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource("https://example.com/"+filepath.Base(name), doc); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := c.Compile("https://example.com/har.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
