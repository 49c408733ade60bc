package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/resolve"
)

// TestDocumentsKeepTheSchema validates what resolve prints in every reading,
// for every profile of two homes, against the schema that it prints.
func TestDocumentsKeepTheSchema(t *testing.T) {
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(document.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("resolve.json", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("resolve.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, home := range []string{copyHome(t, "../../testdata/home"), secretHome(t), t.TempDir()} {
		for _, rd := range resolve.Readings() {
			for _, profile := range []string{"", "dev", "local", "portal", "process", "role", "sso", "container", "missing"} {
				args := []string{"resolve", "-o", "json", "--as", rd.ID, "--no-env", "--home", home, "--env", "AWS_MAX_ATTEMPTS=x", "--env", "AWS_DEFAULT_REGION=eu-west-3"}
				if profile != "" {
					args = append(args, "--profile", profile)
				}
				var out, errs bytes.Buffer
				run(args, streams{in: strings.NewReader(""), out: &out, err: &errs})
				doc, err := jsonschema.UnmarshalJSON(&out)
				if err != nil {
					t.Fatalf("%v: %v\n%s", args, err, errs.String())
				}
				if err := schema.Validate(doc); err != nil {
					t.Fatalf("%v: %v", args, err)
				}
			}
		}
	}
}
