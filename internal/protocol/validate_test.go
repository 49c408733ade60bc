package protocol_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/protocol"
)

func TestValidate(t *testing.T) {
	for _, c := range []struct{ name, input, want string }{ // for botocore: paths and codes
		{"right", `{"zeta": 1}`, ""},
		{"missing", `{}`, "zeta missing"},
		{"unknown", `{"zeta": 1, "Txet": "x"}`, "Txet unknown"},
		{"types", `{"zeta": "1", "Text": 1, "Flag": "true", "Ratio": "x", "Data": 5, "When": "never", "List": {}, "Map": [], "Nested": 1}`,
			"zeta wrong-type, Text wrong-type, Flag wrong-type, Ratio wrong-type, Data wrong-type, When wrong-type, List wrong-type, Map wrong-type, Nested wrong-type"},
		{"null", `{"zeta": null}`, "zeta wrong-type"},
		{"a boolean is a number", `{"zeta": true, "Ratio": false}`, ""},
		{"no fraction", `{"zeta": 1.0}`, "zeta wrong-type"},
		{"inside", `{"zeta": 1, "NamedList": [{"Text": 1}, {"Inner": {"Nope": 1}}], "Map": {"a": 1}}`,
			"NamedList[0].Text wrong-type, NamedList[1].Inner.Nope unknown, Map.a wrong-type"},
		{"union", `{"zeta": 1, "Choice": {}}`, "Choice wrong-union"},
		{"union of two", `{"zeta": 1, "Choice": {"A": "a", "B": 1}}`, "Choice wrong-union"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := wireCall(t, botocore, protocol.JSON, "Put", c.input).Validate()
			if got := codes(t, err); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func codes(t *testing.T, err error) string {
	t.Helper()
	var in *protocol.InputError
	if err != nil && !errors.As(err, &in) {
		t.Fatalf("the error is a %T: %v", err, err)
	}
	if in == nil {
		return ""
	}
	var list []string
	for _, p := range in.Problems {
		list = append(list, p.Path+" "+string(p.Code))
	}
	return strings.Join(list, ", ")
}

func TestValidateSuggests(t *testing.T) {
	err := wireCall(t, botocore, protocol.JSON, "Put", `{"zeta": 1, "Txet": "x"}`).Validate()
	if err == nil || !strings.Contains(err.Error(), "did you mean \"Text\"?") {
		t.Errorf("the error is %v", err)
	}
}

func TestValidateCanBeOff(t *testing.T) {
	c := wireCall(t, botocore, protocol.JSON, "Put", `{"zeta": "x"}`)
	c.Options.NoParamValidation = true
	if err := c.Validate(); err != nil {
		t.Error(err)
	}
}

// FuzzValidate holds that an input that is found right can be written, whatever
// the protocol, and that nothing crashes.
func FuzzValidate(f *testing.F) {
	f.Add(`{"zeta": 1, "NamedList": [{"Inner": {}}], "When": "2026-01-02", "Ratio": 1e5}`)
	f.Add(`{"zeta": 1, "When": 1e12, "Data": "AA==", "Choice": {"A": "x"}, "Mode": "OFF"}`)
	f.Fuzz(func(t *testing.T, input string) {
		for _, p := range []string{protocol.JSON, protocol.RESTJSON, protocol.RESTXML, protocol.Query, protocol.EC2, protocol.CBOR} {
			c := wireCall(t, botocore, p, "Put", `{}`)
			v, err := protocol.ParseInput(c.Operation, []byte(input))
			if err != nil {
				return
			}
			c.Input = v
			c.Prepare()
			if c.Validate() != nil {
				return
			}
			if _, err := c.Marshal(); err != nil && !strings.Contains(err.Error(), "1970") {
				t.Errorf("%s: %s is found right and cannot be written: %v", p, input, err)
			}
		}
	})
}
