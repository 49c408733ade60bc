package dryrun_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	. "github.com/sessctl/sessctl/internal/dryrun"
)

// programs is an Exec without programs: what it prints is the command line.
func programs(seen *[]string) Exec {
	return func(command string, input []byte) ([]byte, []byte, error) {
		if seen != nil {
			*seen = append(*seen, string(input))
		}
		name, text, _ := strings.Cut(command, " ")
		switch name {
		case "fail":
			return nil, []byte(text), errors.New("run fail: exit status 1: " + text)
		case "grumble":
			return nil, []byte("one\ntwo\n"), nil
		}
		return []byte(text), nil, nil
	}
}

func execCall(t *testing.T, seen *[]string, handlers ...string) *Call {
	t.Helper()
	return testCall(t, "go-v1", Options{Push: pushes(t, handlers...), Exec: programs(seen)})
}

func TestExecChangesTheRequest(t *testing.T) {
	for _, tt := range []struct {
		prints string
		want   func(*Call) bool
	}{
		{``, func(c *Call) bool { return string(c.Request.Body) == "{}" }},
		{`{}`, func(c *Call) bool {
			return string(c.Request.Body) == "{}" && c.Request.HTTP.Header.Get("Content-Type") == "application/x-amz-json-1.0"
		}},
		{`{"method": "PUT"}`, func(c *Call) bool {
			return c.Request.HTTP.Method == "PUT" && strings.HasPrefix(c.Signed.CanonicalRequest, "PUT\n")
		}},
		{`{"url": "https://example.com/a%2Fb?c=d%20e"}`, func(c *Call) bool {
			return c.Request.HTTP.URL.String() == "https://example.com/a%2Fb?c=d%20e" && strings.Contains(c.Signed.CanonicalRequest, "host:example.com\n")
		}},
		{`{"headers": {"x-team": ["blue"]}}`, func(c *Call) bool {
			return c.Request.HTTP.Header.Get("Content-Type") == "" && strings.Contains(c.Signed.CanonicalRequest, "x-team:blue\n")
		}},
		{`{"headers": {"Host": ["other"]}}`, func(c *Call) bool { return strings.Contains(c.Signed.CanonicalRequest, "host:other\n") }},
		{`{"body_base64": "AAE="}`, func(c *Call) bool {
			return string(c.Request.Body) == "\x00\x01" && strings.HasSuffix(c.Signed.CanonicalRequest, HashOf([]byte{0, 1}))
		}},
	} {
		c := execCall(t, nil, "Build:back:exec=print "+tt.prints)
		if c.Err != nil || c.Signed == nil || !tt.want(c) {
			t.Errorf("%s: %v %+v", tt.prints, c.Err, c.Request.HTTP)
		}
	}
}

func TestExecIsRefused(t *testing.T) {
	for prints, want := range map[string]string{
		`hello`:                               "invalid character",
		`{} {}`:                               "something follows it",
		`[]`:                                  "cannot unmarshal array",
		`{"header": {}}`:                      `unknown field "header"`,
		`{"method": "GET /"}`:                 "cannot be a method",
		`{"url": "example.com"}`:              "no URL with a scheme and a host",
		`{"url": "https://a b/"}`:             "no URL with a scheme and a host",
		`{"headers": {"a b": ["c"]}}`:         "cannot be the name of a header",
		`{"headers": {"a": ["b\r\nc: d"]}}`:   "has a line break",
		`{"body_base64": "?"}`:                "body_base64",
		`{"method": "PUT", "url": "nowhere"}`: "no URL",
	} {
		c := execCall(t, nil, "Build:back:exec=print "+prints)
		var handler *HandlerError
		if !errors.As(c.Err, &handler) || handler.Stage != "Build" || !strings.Contains(c.Err.Error(), want) {
			t.Errorf("%s: %v", prints, c.Err)
		}
		if c.Request.HTTP.Method != "POST" || strings.Contains(c.Err.Error(), "print {") {
			t.Errorf("%s: half of it was taken over, or the arguments are told: %v", prints, c.Err)
		}
	}
	for _, stage := range []string{"Validate", "Build", "Sign", "Send"} {
		c := execCall(t, nil, stage+":front:exec=fail badly")
		if c.Err == nil || !strings.Contains(c.Err.Error(), "handler of "+stage+": run fail: exit status 1: badly") {
			t.Errorf("%s: %v", stage, c.Err)
		}
	}
	c := testCall(t, "go-v1", Options{Push: pushes(t, "Build:back:exec=x")})
	if !errors.Is(c.Err, ErrNoExec) {
		t.Errorf("without programs: %v", c.Err)
	}
}

func TestExecSeesTheRequest(t *testing.T) {
	var seen []string
	c := execCall(t, &seen, "Validate:front:exec=a", "Build:back:header=Host:h", "Sign:back:exec=b", "Send:back:exec=grumble")
	if c.Err != nil || len(seen) != 3 {
		t.Fatalf("%v %q", c.Err, seen)
	}
	var first, second ExecRequest
	if err := errors.Join(json.Unmarshal([]byte(seen[0]), &first), json.Unmarshal([]byte(seen[1]), &second)); err != nil {
		t.Fatal(err)
	}
	if first.Stage != "Validate" || first.Service != "sqs" || first.Operation != "ListQueues" || *first.Body != "" {
		t.Errorf("first saw %s", seen[0])
	}
	if second.Stage != "Sign" || *second.Body != "e30=" || !slices.Equal(second.Header["Host"], []string{"h"}) || second.Header["Authorization"] == nil {
		t.Errorf("then saw %s", seen[1])
	}
	for _, s := range seen {
		if strings.Contains(s, "wJalrXUtnFEMI") {
			t.Errorf("a program is given the secret key: %s", s)
		}
	}
	last := c.Trace[len(c.Trace)-1]
	if last.Handler != "sessctl.exec" || !slices.Equal(last.Log, []string{"one", "two"}) {
		t.Errorf("the last entry is %+v", last)
	}
}

// TestChangesThatAreThrownAway has handlers whose change a later stage undoes, and
// such whose change stays.
func TestChangesThatAreThrownAway(t *testing.T) {
	const build = "awssdk.jsonrpc.Build throws away "
	for _, tt := range []struct {
		pushes  string // separated by bars
		answers string
		want    string
	}{
		{"Validate:front:header=Content-Type:text/plain", "", build + "the header Content-Type that the header handler of Validate sets"},
		{"Build:front:header=Content-Type:text/plain", "", build + "the header Content-Type that the header handler of Build sets"},
		{"Build:back:header=Content-Type:text/plain", "", ""},
		{`Validate:back:exec=x {"method": "PUT", "body_base64": "AAE="}`, "", build + "the body that the exec handler of Validate sets; " + build + "the method that the exec handler of Validate sets"},
		{`Validate:back:exec=x {"url": "https://example.com/"}`, "", build + "the URL that the exec handler of Validate sets"},
		{"Validate:back:header=X-Team:blue", "", ""},
		{"Validate:back:header=Host:other", "", ""},
		{"Validate:back:header=User-Agent:mine", "", ""}, // what the SDK says is added to it
		{"Build:back:header=X-Amz-Date:20200101T000000Z", "", "v4.SignRequestHandler throws away the header X-Amz-Date that the header handler of Build sets"},
		{"Sign:front:header=Authorization:mine", "", "v4.SignRequestHandler throws away the header Authorization that the header handler of Sign sets"},
		{"Sign:back:header=Authorization:mine", "503,200", ""}, // it is set anew for each attempt
		{"Build:back:header=X-Team:blue|Send:back:header=X-Team:red", "", "sessctl.header throws away the header X-Team that the header handler of Build sets"},
		{`Build:front:exec=x {"headers": {}}|Build:front:header=Content-Type:a`, "", "sessctl.exec throws away the header Content-Type that the header handler of Build sets; " +
			"awssdk.jsonrpc.Build puts back the header Content-Type, which the exec handler of Build takes out"},
		{"Send:back:remove=sessctl.RecordHandler", "", "nothing is sent here, so that it changes nothing to remove sessctl.RecordHandler from Send"},
		{"Send:back:remove=sessctl.RecordHandler", "200", "without sessctl.RecordHandler in Send no answer reaches the attempts"},
		{"AfterRetry:back:remove=core.AfterRetryHandler", "", "the list AfterRetry is not run, since nothing answers the request; --simulate does"},
		{"AfterRetry:back:remove=core.AfterRetryHandler", "503", ""},
	} {
		o := Options{Push: pushes(t, strings.Split(tt.pushes, "|")...), Exec: programs(nil)}
		if tt.answers != "" {
			o.Answers = answers(t, tt.answers)
		}
		c := testCall(t, "go-v1", o)
		var notes []string
		for _, n := range c.Notes {
			if !strings.Contains(n, "came after the signature") {
				notes = append(notes, n)
			}
		}
		if got := strings.Join(notes, "; "); c.Err != nil || got != tt.want {
			t.Errorf("%s: %v\n%q, want\n%q", tt.pushes, c.Err, got, tt.want)
		}
	}
}

// TestPresignedHeaders has a header that a presigned request keeps in its query,
// and one that it leaves out.
func TestPresignedHeaders(t *testing.T) {
	for push, want := range map[string]string{
		"Build:back:header=X-Amz-Meta-Team:blue": "",
		"Build:back:header=X-Amz-Team:blue":      "",
		"Build:back:header=Authorization:mine":   "v4.SignRequestHandler throws away the header Authorization that the header handler of Build sets",
	} {
		c := testCall(t, "go-v2", Options{Push: pushes(t, push), Presign: time.Minute})
		if got := strings.Join(c.Notes, "; "); c.Err != nil || got != want {
			t.Errorf("%s: %v, %q", push, c.Err, got)
		}
	}
}

// TestChangedAfterSigning tells what no longer fits, and only that.
func TestChangedAfterSigning(t *testing.T) {
	for _, tt := range []struct {
		push  string
		stale string
		notes string
	}{
		{"Sign:back:log", "", ""},
		{"Sign:front:header=X-Team:blue", "", ""},
		{"Sign:back:header=X-Team:blue", "", ""},
		{"Sign:back:header=X-Amz-Team:blue", "", "X-Amz-Team came after the signature; services want every X-Amz- header signed"},
		{"Send:front:header=X-Amz-Date:20200101T000000Z", "the header X-Amz-Date", ""},
		{"Send:front:header=Host:other", "the header Host", ""},
		{`Send:front:exec=x {"headers": {}}`, "the header Authorization", ""},
		{`Send:front:exec=x {"method": "PUT"}`, "the method", ""},
		{`Send:front:exec=x {"url": "https://sqs.us-east-1.amazonaws.com/?a"}`, "the URL", ""},
		{`Send:front:exec=x {"body_base64": "AAE="}`, "the body", ""},
		{"Build:back:header=Content-Length:7", "", "Content-Length is 7, and the body has 2 bytes"},
		{"Retry:back:log", "", "the list Retry is not run, since nothing answers the request; --simulate does"},
		{"Sign:back:remove=v4.SignRequestHandler", "", ""},
	} {
		c := execCall(t, nil, tt.push)
		stale, notes := strings.Join(c.Stale, "; "), strings.Join(c.Notes, "; ")
		if tt.stale == "the header Authorization" {
			if !strings.Contains(stale, "the header X-Amz-Date") {
				t.Errorf("%s: %q", tt.push, stale)
			}
			continue
		}
		if c.Err != nil || stale != tt.stale || notes != tt.notes {
			t.Errorf("%s: %v, %q, %q", tt.push, c.Err, stale, notes)
		}
	}
	c := execCall(t, nil, "Sign:back:remove=v4.SignRequestHandler")
	if c.Unsigned != "no handler of the Sign list signs it" {
		t.Errorf("without the handler that signs: %q", c.Unsigned)
	}
}

func TestSecretsOfACall(t *testing.T) {
	c := testCall(t, "boto3", Options{Push: pushes(t, "Build:back:header=X-Amz-Server-Side-Encryption-Customer-Key:customer", "Build:back:header=Authorization:Basic basic",
		"Sign:back:header=X-Amz-Server-Side-Encryption-Customer-Key:other")}, "AWS_SESSION_TOKEN=token", "AWS_ENDPOINT_URL=https://u:password@h/?token=parameter&a=b")
	secrets := c.Secrets()
	for _, want := range []string{"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "token", "customer", "other", "basic", "password", "parameter"} {
		if !slices.Contains(secrets, want) {
			t.Errorf("%q is no secret: %q", want, secrets)
		}
	}
	if slices.Contains(secrets, "b") || slices.Contains(secrets, "AKIDEXAMPLE") {
		t.Errorf("too much is secret: %q", secrets)
	}
}
