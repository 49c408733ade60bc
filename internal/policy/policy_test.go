package policy

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/document"
)

var configFile = document.Origin{Kind: "file", File: "/c", Line: 3, Column: 10, Section: "profile prod", Key: "region"}

func subject() Subject {
	hour := 3600
	return Subject{Document: &document.Document{
		SchemaVersion: 1, As: "go-v2", Profile: document.Profile{Name: "prod", Found: true},
		Names: []string{"region", "max_attempts", "endpoint_url", "services.s3.endpoint_url", "services.sqs.endpoint_url"},
		Settings: map[string]document.Setting{
			"region":                    {Value: "us-gov-west-1", Set: true, Origin: configFile},
			"retry_mode":                {},
			"max_attempts":              {Value: "many", Set: true},
			"metadata_service_timeout":  {Value: "5", Set: true},
			"use_fips_endpoint":         {Value: "true", Set: true},
			"use_dualstack_endpoint":    {Value: "perhaps", Set: true},
			"s3.addressing_style":       {Value: "path", Set: true},
			"endpoint_url":              {Value: "https://one", Set: true, Origin: configFile},
			"services.s3.endpoint_url":  {Value: "http://two", Set: true, Origin: document.Origin{Kind: "env", Name: "AWS_ENDPOINT_URL_S3"}},
			"services.sqs.endpoint_url": {Value: "https://one", Set: true, Origin: configFile},
		},
		Credentials: document.Credentials{Status: "needs-network", Provider: "assume-role", Steps: document.Steps{
			&document.StaticStep{StepCommon: document.StepCommon{Kind: "static", Origin: configFile}, AccessKeyID: "AKIA"},
			&document.AssumeRoleStep{StepCommon: document.StepCommon{Kind: "assume-role"}, DurationSeconds: &hour},
		}},
		Problems: []document.Problem{{Code: "zone-as-region", Severity: "warning"}},
	}}
}

// TestExpressions are what people write, with what becomes of it.
func TestExpressions(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`region in ["us-gov-west-1"]`, "true"},
		{`settings.region.value startsWith "us-gov-" and use_fips_endpoint`, "true"},
		{`partition == "aws-us-gov"`, "true"},
		{`profile.name matches "^prod" && profile.found`, "true"},
		{`not any(credentials.steps, .kind == "assume-role" and .mfa_serial == "")`, "false"},
		{`credentials.steps[0].kind == "static"`, "true"},
		{`credentials.steps[-1].duration_seconds <= 3600`, "true"},
		{`credentials.steps[0].duration_seconds <= 3600`, "invalid operation: <nil> <= int"},
		{`(credentials.steps[0].duration_seconds ?? 900) <= 3600`, "true"},
		{`none(endpoints, .value startsWith "http://")`, "false"},
		{`len(endpoints) == 2`, "true"}, // a service that has the global one is not told again
		{`settings["services.s3.endpoint_url"].value`, "it yields string, neither true nor false"},
		{`settings["services.s3.endpoint_url"].origin.name == "AWS_ENDPOINT_URL_S3"`, "true"},
		{`s3.addressing_style == "path"`, "true"},
		{`metadata_service_timeout < 6`, "true"},
		{`retry_mode == "" and not settings.retry_mode.set`, "true"},
		{`csm_enabled`, "false"},
		{`error == nil`, "true"},
		{`error.message == ""`, "there is nothing to look into: it is nil"},
		{`all(problems, .severity != "error")`, "true"},
		{`len(disagreements) == 0`, "true"},
		{`disagreements == []`, "lists cannot be compared with ==; len(LIST) == 0 says that one is empty"},
		{`len(keys(settings)) > 60`, "true"},
		{`let r = region; len(r) > 3 && r != "x"`, "true"},
		{`region matches "("`, "error parsing regexp: missing closing ): `(`"},
		{`max_attempts >= 3`, `max_attempts is "many", which is no number: the expression has to say what holds then`},
		{`metadata_service_num_attempts == 3`, `metadata_service_num_attempts is unset: the expression has to say what holds then`},
		{`use_dualstack_endpoint`, `use_dualstack_endpoint is "perhaps", neither true nor false: the expression has to say what holds then`},
		{`not use_dualstack_endpoint`, `use_dualstack_endpoint is "perhaps", neither true nor false: the expression has to say what holds then`},
		{`true or max_attempts >= 3`, "true"}, // what is not asked for is not looked at
		{`regoin == ""`, `there is no regoin, did you mean "region"?`},
		{`settings.regoin.set`, `there is no setting regoin, did you mean "region"?`},
		{`settings.region.sett`, `setting has no field sett, did you mean "set"?`},
		{`s3.adressing_style == ""`, `there is no setting adressing_style, did you mean "addressing_style"?`},
		{`any(credentials.steps, .knd == "x")`, `step has no field knd, did you mean "kind"?`},
		{`credentials.stps == nil`, `credentials has no field stps, did you mean "steps"?`},
		{`profile == "prod"`, "invalid operation: == (mismatched types profile and string); its name is profile.name"},
		{`region == 3`, "invalid operation: == (mismatched types string and int)"},
		{`lowr(region) == "x"`, `there is no lowr, did you mean "lower"?`},
		{`$env["region"] == "x"`, "there is no $env"},
		{`(region == "a"`, "unexpected token EOF"},
		{`region`, "it yields string, neither true nor false"},
	} {
		got := ""
		p, err := Compile(tt.text)
		if err == nil {
			var holds bool
			if holds, err = p.Ask(subject()); err == nil {
				got = fmt.Sprint(holds)
			}
		}
		if err != nil {
			got = err.Error()
			if f := new(Fault); !errors.As(err, &f) || !strings.Contains(f.Caret()[1], "^") {
				t.Errorf("%s: no caret in %q", tt.text, f.Caret())
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.text, got, tt.want)
		}
	}
}

// TestCarets point at the character at fault, in the line that it stands in.
func TestCarets(t *testing.T) {
	for _, tt := range []struct{ text, line, caret string }{
		{"region == \"é\" and\n  ünknown and\n  true", "  ünknown and", "  ^"},
		{`"é" == regoin`, `"é" == regoin`, `       ^`},
		{"\tregoin == \"\"", " regoin == \"\"", " ^"},
	} {
		_, err := Compile(tt.text)
		var f *Fault
		if !errors.As(err, &f) || f.Caret()[0] != tt.line || f.Caret()[1] != tt.caret {
			t.Errorf("%q: %q", tt.text, f.Caret())
		}
	}
}

// TestExplain shows what the parts of an expression were, and where from.
func TestExplain(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{`region == "x"`, []string{`region is "us-gov-west-1" at 3`}},
		{`region == "x" or (use_fips_endpoint and not (retry_mode == "standard"))`, []string{
			`region == "x" is false at 0`, `region is "us-gov-west-1" at 3`, `use_fips_endpoint is true at 0`, `retry_mode == "standard" is false at 0`, `retry_mode is "" at 0`}},
		{`all(credentials.steps, .kind == "static" && len(.access_key_id) > 3)`, []string{
			`credentials.steps[0].kind is "static" at 3`, `credentials.steps[1].kind is "assume-role" at 0`,
			`credentials.steps[0].access_key_id is "AKIA" at 3`, `credentials.steps[1].access_key_id is "" at 0`}},
		{`error.message != "" or len(disagreements) > 0`, []string{
			`error.message != "" is cannot be evaluated: there is nothing to look into: it is nil at 0`, `error.message is cannot be evaluated: there is nothing to look into: it is nil at 0`,
			`len(disagreements) > 0 is false at 0`, `disagreements is [] at 0`}},
	} {
		p, err := Compile(tt.text)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range p.Explain(subject()) {
			got = append(got, fmt.Sprintf("%s is %s at %d", s.Expression, s.Value, s.Origin.Line))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n%s\nwant\n%s", tt.text, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}

func sdks(names []string) ([]string, error) {
	for _, n := range names {
		if n != "go-v2" && n != "boto3" {
			return nil, fmt.Errorf("unknown reading %q", n)
		}
	}
	return names, nil
}

// TestFiles are files of policies, with what is said of them.
func TestFiles(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"- name: a\n  expression: region == \"x\"\n", ""},
		{"- {name: a, expression: 'true', severity: note, as: [go-v2, boto3], profiles: prod-*, when: 'false', help: h, message: m}", ""},
		{"- name: a\n  expression: true\n- name: b\n  expression: true\n  as: all\n", ""},
		{"", "f.yaml:1:1: the file has no policies"},
		{"[]", "f.yaml:1:1: the file has no policies"},
		{"a: b\n", `f.yaml:1:1: expected a list of policies, each beginning with "- name: "`},
		{"- a\n", `f.yaml:1:3: expected a policy, beginning with "- name: "`},
		{"- name: a\n  expression: true\n  serverity: note\n", `f.yaml:3:3: unknown key "serverity", did you mean "severity"?`},
		{"- name: a\n  name: b\n  expression: true\n", "f.yaml:2:3: name stands twice in this policy"},
		{"- name: a\n", "f.yaml:1:3: this policy has no expression"},
		{"- expression: true\n", "f.yaml:1:3: this policy has no name"},
		{"- name: a\n  expression: true\n- name: a\n  expression: true\n", `f.yaml:3:9: there is a policy "a" already, at f.yaml:1:3`},
		{"- name: a\n  expression: true\n  severity: eror\n", `f.yaml:3:13: severity: "eror" is none of error, warning, note, did you mean "error"?`},
		{"- name: a\n  expression: true\n  as: go-v9\n", `f.yaml:3:7: as: unknown reading "go-v9"`},
		{"- name: a\n  expression: true\n  profiles: {a: b}\n", `f.yaml:3:13: profiles: expected a name, or a list of names`},
		{"- name: a\n  expression: true\n  profiles: []\n", `f.yaml:3:13: profiles: the list is empty`},
		{"- name: [a]\n  expression: true\n", `f.yaml:1:9: name: expected a text`},
		{"- name: a\n  expression: [true]\n", `f.yaml:2:15: policy a: expected an expression`},
		{"- name: a\n  expression: region == regoin\n", `f.yaml:2:25: policy a: there is no regoin, did you mean "region"?`},
		{"- name: a\n  expression: \"region == regoin\"\n", `f.yaml:2:26: policy a: there is no regoin, did you mean "region"?`},
		{"- name: a\n  expression: \"region == \\\"x\\\" and regoin == ''\"\n", `f.yaml:2:15: policy a: there is no regoin, did you mean "region"?`},
		{"- name: a\n  expression: |\n    region == \"x\" and\n      regoin == \"y\"\n", `f.yaml:4:7: policy a: there is no regoin, did you mean "region"?`},
		{"- name: a\n  expression: >\n    region == \"x\"\n    and regoin == \"y\"\n", `f.yaml:2:15: policy a: there is no regoin, did you mean "region"?`},
		{"- name: a\n  expression: true\n  when: region\n", `f.yaml:3:9: policy a: it yields string, neither true nor false`},
		{"- name: a\n  expression: &e true\n- name: b\n  expression: *e\n", ""},
		{"- name: 'a\n", "f.yaml: line 2: found unexpected end of stream"},
	} {
		var s Set
		err := s.Parse("f.yaml", []byte(tt.text), sdks)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%q:\n%s\nwant\n%s", tt.text, got, tt.want)
		}
	}
}

// TestPatterns are patterns of profiles' names.
func TestPatterns(t *testing.T) {
	for _, tt := range []struct {
		name, pattern string
		want          bool
	}{
		{"prod-a", "prod-*", true}, {"prod-", "prod-*", true}, {"xprod-a", "prod-*", false}, {"a/prod/b", "*prod*", true}, {"prod", "prod", true},
		{"prod", "pro", false}, {"p[1]", "p[1]*", true}, {"p1", "p[1]*", false}, {"p1", "p?", true}, {`a\b`, `a\*`, true}, {"", "*", true}, {"aXbXc", "a*X?", true}, {"aXbXc", "a*b", false}, {"é", "?", true}, {"", "", true}, {"a", "", false},
	} {
		if got := Matches(tt.name, tt.pattern); got != tt.want {
			t.Errorf("%q matches %q: %v", tt.name, tt.pattern, got)
		}
	}
}

// TestViewsAreTheDocument holds the types that expressions see to the fields of
// the JSON document.
func TestViewsAreTheDocument(t *testing.T) {
	for _, pair := range []struct {
		view reflect.Type
		docs []reflect.Type
	}{
		{reflect.TypeFor[Origin](), []reflect.Type{reflect.TypeFor[document.Origin]()}},
		{reflect.TypeFor[Failure](), []reflect.Type{reflect.TypeFor[document.Error]()}},
		{reflect.TypeFor[Profile](), []reflect.Type{reflect.TypeFor[document.Profile]()}},
		{reflect.TypeFor[File](), []reflect.Type{reflect.TypeFor[document.File]()}},
		{reflect.TypeFor[Setting](), []reflect.Type{reflect.TypeFor[document.Setting]()}},
		{reflect.TypeFor[Outcome](), []reflect.Type{reflect.TypeFor[document.Outcome]()}},
		{reflect.TypeFor[Credentials](), []reflect.Type{reflect.TypeFor[document.Credentials]()}},
		{reflect.TypeFor[Call](), []reflect.Type{reflect.TypeFor[document.Check]()}},
		{reflect.TypeFor[Tried](), []reflect.Type{reflect.TypeFor[document.Tried]()}},
		{reflect.TypeFor[Problem](), []reflect.Type{reflect.TypeFor[document.Problem]()}},
		{reflect.TypeFor[Step](), []reflect.Type{reflect.TypeFor[document.StepCommon](), reflect.TypeFor[document.StaticStep](), reflect.TypeFor[document.ProcessStep](),
			reflect.TypeFor[document.AssumeRoleStep](), reflect.TypeFor[document.WebIdentityStep](), reflect.TypeFor[document.SSOStep](), reflect.TypeFor[document.LoginStep](),
			reflect.TypeFor[document.ContainerStep](), reflect.TypeFor[document.IMDSStep]()}},
	} {
		want := map[string]bool{}
		for _, d := range pair.docs {
			for i := range d.NumField() {
				name, _, _ := strings.Cut(d.Field(i).Tag.Get("json"), ",")
				if name != "-" && name != "" && name != "secret_access_key" && name != "session_token" {
					want[name] = true
				}
			}
		}
		for i := range pair.view.NumField() {
			name := pair.view.Field(i).Tag.Get("expr")
			if !want[name] {
				t.Errorf("%s has a field %q that the document has not", pair.view, name)
			}
			delete(want, name)
		}
		if len(want) > 0 {
			t.Errorf("%s lacks %v", pair.view, want)
		}
	}
	for _, name := range []string{"schema_version", "as", "error", "profile", "files", "settings", "credentials", "problems"} {
		if !slices.Contains(Names(), name) {
			t.Errorf("no expression can name %s", name)
		}
	}
}
