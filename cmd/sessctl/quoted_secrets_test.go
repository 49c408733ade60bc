package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSecretsInWhatIsQuoted has secrets in what the program cannot use and quotes, or
// shows though it is no value: a file that is no response, a preference, the name of
// a variable.
func TestSecretsInWhatIsQuoted(t *testing.T) {
	const weak = "x9rO<k>&m2Zp"
	const token = "eyJhbGciOiJSUzI1NiIsImtpZCI6InoyMHUzc0pVIn0.eyJzdWIiOiJ1dndIdVFPWmVwSU5GdDFxQ0FWaiJ9.0e1uiJES92a1Y9uHWJl3rwViSh41N"
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	answer := file("answer", `{"status": 403, "body": "{\"Variables\":{\"DB_PASSWORD\":\"`+weak+`\"}}"}`)
	pod := file("pod.json", `{"kind": "Pod", "spec": {"containers": [{"name": "web", "env": [{"name": "DB_PASSWORD=`+token+`", "value": "x"}]}]}}`)
	for _, tt := range []struct {
		secret, as string
		args       []string
	}{
		{weak, "", []string{"request", "lambda", "GetFunctionConfiguration", "--param", "FunctionName=f", "--simulate", "@" + answer}},
		{token, "x " + token, []string{"request", "sts", "GetCallerIdentity", "-o", "json"}},
		{token, "", []string{"bundle", "--container-env", pod}},
		{token, "", []string{"bundle", "--show", "--container-env", pod}},
		{"S3cr3ret;x=1Q", "", []string{"request", "apigateway", "CreateApiKey", "--region", "eu-west-1", "--param", "name=x", "--param", "value=S3cr3ret;x=1Q", "-o", "curl"}},
	} {
		t.Setenv("SESSCTL_AS", tt.as)
		var out, errs bytes.Buffer
		run(append(tt.args, "--home", dir), streams{in: strings.NewReader(""), out: &out, err: &errs})
		text := out.String() + errs.String()
		if strings.Contains(text, tt.secret) || strings.Contains(text, tt.secret[len(tt.secret)/2:]) {
			t.Errorf("%q shows %q:\n%s", tt.args, tt.secret, text)
		}
		if text == "" {
			t.Errorf("%q: nothing is printed", tt.args)
		}
	}
}

// TestNamesBesideSecretsAreShown: what a secret variable is called is none, nor is
// another member that is called as its name is.
func TestNamesBesideSecretsAreShown(t *testing.T) {
	_, out, _ := runRequest(t, "ecs", "RegisterTaskDefinition", "--region", "eu-west-1", "--input", `{"family":"f","containerDefinitions":[{"name":"web","environment":[{"name":"STAGE","value":"fluffy9cat"}]}]}`)
	if !strings.Contains(out, `"name":"web"`) || !strings.Contains(out, `"name":"STAGE"`) || strings.Contains(out, "fluffy9cat") {
		t.Error(out)
	}
	home := copyHome(t, "../../testdata/home")
	var text, errs bytes.Buffer
	run([]string{"copy", "--home", home, "--no-env", "--profile", "dev", "--write", "team=blue", "--dry-run"}, streams{in: strings.NewReader(""), out: &text, err: &errs})
	if !strings.Contains(errs.String(), "team=blue") {
		t.Error(errs.String())
	}
}
