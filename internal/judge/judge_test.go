package judge

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

func document(t *testing.T, text string) Document {
	t.Helper()
	var d Document
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&d); err != nil {
		t.Fatal(err)
	}
	return d
}

func answer(t *testing.T, text string) cases.Answer {
	t.Helper()
	a, err := cases.ParseAnswer([]byte(text), "")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestDisagreements(t *testing.T) {
	static := `"credentials":{"status":"resolved","provider":"config","steps":[{"kind":"static","access_key_id":"A"}]}`
	tests := []struct {
		name, reading, document, answer, want string
	}{
		{"agreement", "go-v2", `{"settings":{"region":{"value":"r","set":true}},` + static + `}`, `{"region":"r","access_key":"A"}`, ""},
		{"region", "go-v2", `{"settings":{"region":{"value":"x","set":true}},` + static + `}`, `{"region":"r","access_key":"A"}`, "region"},
		{"only the SDK refuses", "go-v2", `{` + static + `}`, `{"error":"no"}`, "error"},
		{"only sessctl refuses", "go-v2", `{"error":{"message":"no"}}`, `{"region":""}`, "error exit status"},
		{"another key", "go-v2", `{` + static + `}`, `{"region":"","access_key":"B"}`, "credentials"},
		{"hidden key of a process", "go-v2", `{"credentials":{"status":"needs-process","steps":[{"kind":"process","command":"/bin/echo ****"}]}}`, `{"region":"","access_key":"P"}`, ""},
		{"a step too few", "go-v2", `{` + static + `}`, `{"region":"","access_key":"A","steps":["AssumeRole r by=A ext= mfa= dur=900 name= host=h"]}`, "steps"},
		{
			"same role call", "go-v2",
			`{"credentials":{"status":"needs-network","steps":[{"kind":"static","access_key_id":"A"},{"kind":"assume-role","role_arn":"r","duration_seconds":900,"endpoint":"https://H"}]}}`,
			`{"region":"","access_key":"ASIAr","steps":["AssumeRole r by=A ext= mfa= dur=900 name= host=h:443"]}`, "",
		},
		{"repeats are one call", "boto3", `{"credentials":{"status":"needs-network","steps":[{"kind":"container","url":"http://c"}]}}`, `{"region":"","cred_error":"x","steps":["GET http://c","GET http://c"]}`, ""},
		{"metadata refused", "go-v2", `{"credentials":{"status":"needs-network","steps":[{"kind":"imds","endpoint":"http://m"}]}}`, `{"region":"","cred_error":"x","steps":["PUT http://m/latest/api/token","GET http://m/latest/meta-data/iam"]}`, ""},
		{"a refused step is last or left out", "go-v2", `{"credentials":{"status":"error","steps":[{"kind":"sso"}]}}`, `{"region":"","cred_error":"x"}`, ""},
		{"unset is like the default", "go-v2", `{` + static + `}`, `{"region":"","access_key":"A","max_attempts":0,"use_fips_endpoint":false}`, ""},
		{"a value where there is none", "go-v2", `{"settings":{"max_attempts":{"value":"3","set":true,"origin":{"kind":"env","name":"HOME"}}},` + static + `}`, `{"region":"","access_key":"A","max_attempts":0}`, "max_attempts"},
		{"numbered checksums", "go-v2", `{"settings":{"request_checksum_calculation":{"value":"when_required","set":true}},` + static + `}`, `{"region":"","access_key":"A","request_checksum_calculation":2}`, ""},
		{"other provider", "go-v2", `{` + static + `}`, `{"region":"","access_key":"A","provider":"EnvConfigCredentials"}`, "provider"},
		{"AWS's own endpoint", "boto3", `{` + static + `}`, `{"region":"","access_key":"A","endpoint_s3":"https://s3.us-west-2.amazonaws.com"}`, ""},
		{"an endpoint that sessctl misses", "boto3", `{` + static + `}`, `{"region":"","access_key":"A","endpoint_s3":"http://localhost:1"}`, "services.s3.endpoint_url"},
		{"hidden password", "go-v2", `{"settings":{"services.s3.endpoint_url":{"value":"https://u:********@h","set":true}},` + static + `}`, `{"region":"","access_key":"A","endpoint_url_s3":"https://u:p@h"}`, ""},
		{"a variable that is not there", "go-v2", `{"settings":{"region":{"value":"r","set":true,"origin":{"kind":"env","name":"AWS_REGION"}}},` + static + `}`, `{"region":"r","access_key":"A"}`, "origin"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document(t, tt.document)
			var kinds []string
			for _, diff := range (Judge{Reading: tt.reading}).Disagreements(cases.Case{}, answer(t, tt.answer), d) {
				kinds = append(kinds, diff.Kind)
			}
			if got := strings.Join(kinds, " "); got != tt.want {
				t.Errorf("disagreements %q, want %q", got, tt.want)
			}
		})
	}
}

func TestMisplaced(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(file, []byte("\ufeffregion = eu\nmax_attempts = 0b11\r\nretry_mode = \"standard\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	at := func(key, value string, line, column int) string {
		return misplaced(cases.Case{}, Setting{Value: &value, Set: true, Origin: Origin{Kind: "file", File: file, Key: key, Line: line, Column: column}})
	}
	for _, ok := range []string{at("region", "eu", 1, 10), at("max_attempts", "3", 2, 16), at("retry_mode", "standard", 3, 15)} {
		if ok != "" {
			t.Error(ok)
		}
	}
	for name, got := range map[string]string{"line": at("region", "eu", 2, 10), "column": at("region", "eu", 1, 3), "beyond the end": at("region", "eu", 9, 1)} {
		if got == "" {
			t.Errorf("a wrong %s goes unnoticed", name)
		}
	}
}

func TestUnknowable(t *testing.T) {
	d := document(t, `{"credentials":{"status":"needs-process","steps":[{"kind":"process","command":"x"},{"kind":"assume-role","role_arn":"r","endpoint":"https://h"}]}}`)
	j := Judge{Reading: "go-v2"}
	if !j.Unknowable(cases.Case{}, answer(t, `{"cred_error":"the process failed"}`), d) {
		t.Error("no one can know offline that a process fails")
	}
	printing := cases.Case{Files: map[string]cases.File{"x": {Text: `{"AccessKeyId":"K"}`}}}
	if j.Unknowable(printing, answer(t, `{"access_key":"K","steps":["AssumeRole q by=K ext= mfa= dur=900 name= host=h"]}`), d) {
		t.Error("a plan that ran can be judged")
	}
}
