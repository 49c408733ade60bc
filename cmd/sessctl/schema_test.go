package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

// TestDocumentsKeepTheSchema validates what resolve prints in every reading,
// for every profile of two homes, against the schema that it prints.
func TestDocumentsKeepTheSchema(t *testing.T) {
	schema := compiled(t, document.Schema(), false)
	for _, home := range []string{copyHome(t, "../../testdata/home"), secretHome(t), t.TempDir()} {
		for _, rd := range sdk.Readings() {
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

// compiled readies a schema. A closed one takes no field that it does not
// describe.
func compiled(t *testing.T, text []byte, closed bool) *jsonschema.Schema {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if closed {
		closeObjects(parsed)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func closeObjects(v any) {
	switch v := v.(type) {
	case map[string]any:
		if _, has := v["properties"]; has && v["type"] == "object" {
			v["additionalProperties"] = false
		}
		for _, below := range v {
			closeObjects(below)
		}
	case []any:
		for _, below := range v {
			closeObjects(below)
		}
	}
}

// keeps runs a command and validates what it prints.
func keeps(t *testing.T, schema *jsonschema.Schema, args ...string) {
	t.Helper()
	var out, errs bytes.Buffer
	run(args, streams{in: strings.NewReader(""), out: &out, err: &errs})
	text := out.String()
	doc, err := jsonschema.UnmarshalJSON(&out)
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, errs.String())
	}
	if err := schema.Validate(doc); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, text)
	}
}

// printedSchema is what --json-schema prints.
func printedSchema(t *testing.T, command string) []byte {
	t.Helper()
	var out bytes.Buffer
	if status := run([]string{command, "--json-schema"}, streams{in: strings.NewReader(""), out: &out, err: &out}); status != exitDone {
		t.Fatalf("%s --json-schema ends with %d: %s", command, status, out.String())
	}
	return out.Bytes()
}

// TestRequestsKeepTheSchema does so for requests: built, refused, simulated and
// presigned, in every reading.
func TestRequestsKeepTheSchema(t *testing.T) {
	schema := compiled(t, printedSchema(t, "request"), true)
	home := copyHome(t, "../../testdata/home")
	for _, rd := range sdk.Readings() {
		for _, args := range [][]string{
			{"s3", "PutObject", "--param", "Bucket=b", "--param", "Key=k", "--body", "x"},
			{"s3", "GetObject", "--param", "Bucket=b", "--param", "Key=k", "--presign", "5m", "--endpoint-url", "http://localhost:1"},
			{"dynamodb", "GetItem", "--input", `{"TableName": 5, "Ky": 1}`},
			{"dynamodb", "GetItem", "--input", `{`},
			{"dynamodb", "GetItm"},
			{"dynamobd", "GetItem"},
			{"sqs", "ListQueues", "--simulate", "503,timeout,throttle,connection,200", "--handler", "Retry:back:log"},
			{"sqs", "ListQueues", "--sign-with", "A:secretsecret:token", "--handler", "Send:front:header=X-Amz-Date:1"},
			{"sqs", "ListQueues", "--at", "soon"},
			{"sqs", "ListQueues", "--handler", "Sign:back:remove=v4.SignRequestHandler", "--handler", "Complete:back:log"},
			{"sqs", "ListQueues", "--profile", "missing"},
			{"sqs", "ListQueues", "--profile", "portal"},
			{"eventbridge", "PutEvents", "--input", `{"Entries": [], "EndpointId": "a.b"}`},
		} {
			keeps(t, schema, append(append([]string{"request"}, args...), "-o", "json", "--as", rd.ID, "--no-env", "--home", home, "--env", "AWS_EC2_METADATA_DISABLED=true")...)
		}
	}
}

// TestClientsKeepTheSchema does so for clients.
func TestClientsKeepTheSchema(t *testing.T) {
	schema := compiled(t, printedSchema(t, "client"), true)
	home := copyHome(t, "../../testdata/home")
	for _, rd := range sdk.Readings() {
		for _, service := range []string{"s3", "sts", "cloudwatch", "ec2", "eventbridge", "codecatalyst"} {
			for _, profile := range []string{"default", "dev", "local", "portal", "missing"} {
				keeps(t, schema, "client", service, "-o", "json", "--as", rd.ID, "--no-env", "--home", home, "--profile", profile)
			}
		}
	}
}

// TestEveryProblemIsAboutSomething has what each problem concerns, in every
// reading, for every profile of two homes.
func TestEveryProblemIsAboutSomething(t *testing.T) {
	seen := map[string]bool{}
	for _, home := range []string{copyHome(t, "../../testdata/home"), secretHome(t)} {
		env, err := environ.New(environ.Options{NoEnv: true, Home: home, Vars: []string{"AWS_MAX_ATTEMPTS=x", "AWS_REGOIN=x", "AWS_ACCESS_KEY_ID=AKIA", "AWS_USE_FIPS_ENDPOINT=perhaps"}})
		if err != nil {
			t.Fatal(err)
		}
		w := resolve.NewWorkspace(env)
		for _, of := range sdk.All() {
			for _, name := range []string{"default", "dev", "local", "portal", "indented", "process", "role", "swapped", "sso", "container", "missing"} {
				s := session.New(of.Config(), &session.Config{Workspace: w, Profile: &origin.Candidate{Value: name, Origin: origin.Origin{Kind: origin.Flag, Name: "--profile"}}})
				for _, p := range s.Resolution().Problems {
					seen[p.About] = true
					if p.About == "" {
						t.Errorf("%s, profile %s: %s is about nothing: %s (%s)", of.Reading.ID, name, p.Code, p.Message, p.Origin)
					}
				}
			}
		}
	}
	for _, want := range []string{"profile", "credentials", "max_attempts"} {
		if !seen[want] {
			t.Errorf("no problem is about %s, of %v", want, seen)
		}
	}
}

// TestLintKeepsTheSchema validates what lint prints in every reading.
func TestLintKeepsTheSchema(t *testing.T) {
	schema := compiled(t, document.LintSchema(), true)
	for _, home := range []string{copyHome(t, "../../testdata/home"), secretHome(t), t.TempDir()} {
		for _, rd := range sdk.Readings() {
			var out, errs bytes.Buffer
			run([]string{"lint", "-o", "json", "--diff", "--as", rd.ID, "--no-env", "--home", home, "--env", "AWS_REGION=eu-west-1a"}, streams{in: strings.NewReader(""), out: &out, err: &errs})
			doc, err := jsonschema.UnmarshalJSON(&out)
			if err != nil {
				t.Fatalf("%s: %v\n%s", rd.ID, err, errs.String())
			}
			if err := schema.Validate(doc); err != nil {
				t.Fatalf("%s: %v", rd.ID, err)
			}
		}
	}
}

// TestChecksKeepTheSchema does so for what check answers.
func TestChecksKeepTheSchema(t *testing.T) {
	schema := compiled(t, printedSchema(t, "check"), true)
	home := copyHome(t, "../../testdata/home")
	for _, args := range [][]string{
		{"region=x", "!endpoint_url", "--fail-on", "note"},
		{"--as", "all"},
		{"--policy", secretPolicies, "--explain", "--profiles", "*"},
		{"--policy", secretPolicies, "--explain", "--as", "go-v2", "--profile", "missing"},
	} {
		keeps(t, schema, append(append([]string{"check"}, args...), "-o", "json", "--no-env", "--home", home)...)
	}
}

// TestEveryJSONHasASchema: a command that prints JSON prints its schema too, and
// keeps it.
func TestEveryJSONHasASchema(t *testing.T) {
	home := copyHome(t, "../../testdata/home")
	args := map[string][]string{
		"get": {"region"}, "explain": {"region"}, "check": {"region=us-west-2"}, "client": {"s3"}, "request": {"sts", "GetCallerIdentity"},
		"copy": {"--region", "eu-west-1"}, "diff": {"default", "dev"},
	}
	root, _ := newRoot(streams{})
	for _, cmd := range root.Commands() {
		name := cmd.Name()
		if !slices.Contains(render.Formats(name), "json") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			schema := compiled(t, printedSchema(t, name), false)
			var out, errs bytes.Buffer
			given := append(append([]string{name}, args[name]...), "-o", "json", "--no-env", "--home", home)
			if status := run(given, streams{in: strings.NewReader(""), out: &out, err: &errs}); status == exitUsage {
				t.Fatalf("%v: %s", given, errs.String())
			}
			doc, err := jsonschema.UnmarshalJSON(&out)
			if err != nil {
				t.Fatalf("%v: %v\n%s", given, err, errs.String())
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%v: %v", given, err)
			}
			if fields, ok := doc.(map[string]any); ok && fields["schema_version"] == nil {
				t.Errorf("%v: no schema_version", given)
			}
		})
	}
}
