package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// conforms holds a text in a format to the format's published schema.
func conforms(t *testing.T, format string, text []byte) {
	t.Helper()
	var err error
	switch format {
	case "sarif":
		err = validSARIF(t, text)
	case "junit":
		err = validJUnit(text)
	case "gitlab":
		err = validGitLab(text)
	case "github":
		err = validGitHub(text)
	default:
		t.Fatalf("nobody knows what %s has to be like", format)
	}
	if err != nil {
		t.Errorf("%s: %v\n%.2000s", format, err, text)
	}
}

var sarifSchema *jsonschema.Schema

func validSARIF(t *testing.T, text []byte) error {
	t.Helper()
	if sarifSchema == nil {
		data, err := os.ReadFile("../../testdata/schemas/sarif-2.1.0-rtm.5.json")
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource("sarif.json", parsed); err != nil {
			t.Fatal(err)
		}
		if sarifSchema, err = c.Compile("sarif.json"); err != nil {
			t.Fatal(err)
		}
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return sarifSchema.Validate(doc)
}

// validGitLab holds a report to what GitLab's parser asks of an issue
// (app/validators/json_schemas/codeclimate.json), and to what its documentation
// asks beside: a severity of its list, fingerprints that no other issue has.
func validGitLab(text []byte) error {
	var issues []struct {
		Description, Fingerprint, Severity *string
		Check                              *string `json:"check_name"`
		Location                           *struct {
			Path  *string
			Lines *struct{ Begin *int }
		}
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&issues); err != nil {
		return err
	}
	if issues == nil {
		return fmt.Errorf("no array")
	}
	seen := map[string]bool{}
	for _, i := range issues {
		switch {
		case i.Description == nil, i.Fingerprint == nil, i.Severity == nil, i.Check == nil, i.Location == nil, i.Location.Path == nil, i.Location.Lines == nil, i.Location.Lines.Begin == nil:
			return fmt.Errorf("an issue lacks a field")
		case !slices.Contains([]string{"info", "minor", "major", "critical", "blocker"}, *i.Severity):
			return fmt.Errorf("there is no severity %s", *i.Severity)
		case seen[*i.Fingerprint]:
			return fmt.Errorf("two issues have the fingerprint %s", *i.Fingerprint)
		case *i.Location.Path == "" || *i.Location.Lines.Begin < 1:
			return fmt.Errorf("an issue stands nowhere")
		}
		seen[*i.Fingerprint] = true
	}
	return nil
}

// githubLine is a workflow command as a runner takes it apart, or a line of the log.
var githubLine = regexp.MustCompile(`^(::(error|warning|notice) title=[^,:\r]*(,file=[^,:\r]+)?(,line=\d+)?(,col=\d+)?::.+|sessctl .*)$`)

func validGitHub(text []byte) error {
	if !bytes.HasSuffix(text, []byte("\n")) {
		return fmt.Errorf("the last line has no end")
	}
	for _, line := range bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n")) {
		if !githubLine.Match(line) {
			return fmt.Errorf("%q is no annotation", line)
		}
		for i, c := range line {
			if c != '%' {
				continue
			}
			if code := string(line[i+1 : min(i+3, len(line))]); !slices.Contains([]string{"25", "0A", "0D", "3A", "2C"}, code) {
				return fmt.Errorf("%q escapes %%%s", line, code)
			}
		}
	}
	return nil
}

// element is what junit-10.xsd says of an element: its attributes, those that it
// must have, and what stands below it.
type element struct {
	attributes, required, below []string
	text                        bool
}

var junitElements = map[string]element{
	"testsuites": {attributes: []string{"name", "time", "tests", "failures", "errors"}, below: []string{"testsuite"}},
	"testsuite": {attributes: []string{"name", "tests", "failures", "errors", "group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url", "version"},
		required: []string{"name", "tests", "failures", "errors"}, below: []string{"testsuite", "properties", "testcase", "system-out", "system-err"}},
	"testcase": {attributes: []string{"name", "time", "classname", "group"}, required: []string{"name"}, below: []string{"skipped", "error", "failure", "system-out", "system-err"}},
	"failure":  {attributes: []string{"type", "message"}, text: true}, "error": {attributes: []string{"type", "message"}, text: true}, "skipped": {attributes: []string{"type", "message"}, text: true},
	"system-out": {text: true}, "system-err": {text: true},
}

// validJUnit holds a report to junit-10.xsd, and to its own counts.
func validJUnit(text []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(text))
	var open []string
	counts, claimed := map[string]int{}, map[string]int{}
	for {
		token, err := dec.Token()
		switch {
		case err == io.EOF && len(open) == 0:
			for what, n := range claimed {
				if counts[what] != n {
					return fmt.Errorf("the root counts %d %s, there are %d", n, what, counts[what])
				}
			}
			return nil
		case err != nil:
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			e, known := junitElements[name]
			if !known || len(open) == 0 && name != "testsuites" || len(open) > 0 && !slices.Contains(junitElements[open[len(open)-1]].below, name) {
				return fmt.Errorf("an element %s below %v", name, open)
			}
			required := slices.Clone(e.required)
			for _, a := range token.Attr {
				if !slices.Contains(e.attributes, a.Name.Local) {
					return fmt.Errorf("%s has an attribute %s", name, a.Name.Local)
				}
				required = slices.DeleteFunc(required, func(s string) bool { return s == a.Name.Local })
				if n, err := strconv.Atoi(a.Value); err == nil && name == "testsuites" {
					claimed[a.Name.Local] = n
				}
			}
			if len(required) > 0 {
				return fmt.Errorf("%s lacks %v", name, required)
			}
			counts[map[string]string{"testcase": "tests", "failure": "failures", "error": "errors"}[name]]++
			open = append(open, name)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(bytes.TrimSpace(token)) > 0 && (len(open) == 0 || !junitElements[open[len(open)-1]].text) {
				return fmt.Errorf("text %q in %v", token, open)
			}
		}
	}
}
