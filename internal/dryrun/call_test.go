package dryrun_test

import (
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	. "github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

func testSession(t testing.TB, reading string, vars ...string) *session.Session {
	t.Helper()
	env, err := environ.New(environ.Options{NoEnv: true, Root: t.TempDir(), Vars: append([]string{"AWS_EC2_METADATA_DISABLED=true"}, vars...)})
	if err != nil {
		t.Fatal(err)
	}
	return session.New(sdkOf(t, reading).Config(), &session.Config{Workspace: resolve.NewWorkspace(env)})
}

func sdkOf(t testing.TB, reading string) *sdk.SDK {
	t.Helper()
	found, ok := sdk.Find(reading)
	if !ok {
		t.Fatalf("there is no reading %s", reading)
	}
	return found
}

// mannerOf is the manner of a session's SDK.
func mannerOf(t testing.TB, s *session.Session) *Manner {
	t.Helper()
	return sdkOf(t, s.Config.Reading.ID).Manner()
}

var keptModels = &catalogue.Source{Kept: true}

// modelsOf are the models that the clients of an SDK have.
func modelsOf(m *Manner) *catalogue.Source {
	if m.KeptModels {
		return keptModels
	}
	return catalogue.Embedded()
}

func testClient(t testing.TB, reading, service string, vars ...string) *Client {
	t.Helper()
	s := testSession(t, reading, vars...)
	manner := mannerOf(t, s)
	source := modelsOf(manner)
	model, err := source.Find(service)
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewClient(s, manner, source, model, ClientOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var (
	testKeys   = []string{"AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1"}
	testMoment = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
)

// testCall asks SQS for queues.
func testCall(t testing.TB, reading string, o Options, vars ...string) *Call {
	t.Helper()
	return testCallWith(t, reading, protocol.Value{Kind: protocol.Map}, o, vars...)
}

func testCallWith(t testing.TB, reading string, input protocol.Value, o Options, vars ...string) *Call {
	t.Helper()
	c := testClient(t, reading, "sqs", append(vars, testKeys...)...)
	if o.Time.IsZero() {
		o.Time = testMoment
	}
	call, err := NewCall(c, c.Model.Operation("ListQueues"), input, o)
	if err != nil {
		t.Fatal(err)
	}
	call.Run()
	return call
}

func pushes(t testing.TB, texts ...string) (list []Push) {
	t.Helper()
	for _, s := range texts {
		p, err := ParsePush(s)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	return list
}

func answers(t testing.TB, list string) []Answer {
	t.Helper()
	a, err := ParseAnswers(list, os.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestCallIsSignedAndRecorded(t *testing.T) {
	c := testCall(t, "go-v1", Options{})
	if c.Err != nil || c.Signed == nil {
		t.Fatalf("the call failed: %v, unsigned: %s", c.Err, c.Unsigned)
	}
	h := c.Request.HTTP.Header
	if got, want := h.Get("X-Amz-Date"), "20260102T030405Z"; got != want {
		t.Errorf("X-Amz-Date is %s, want %s", got, want)
	}
	if !strings.Contains(h.Get("Authorization"), "Credential=AKIDEXAMPLE/20260102/us-east-1/sqs/aws4_request") {
		t.Errorf("Authorization is %s", h.Get("Authorization"))
	}
	var stages []string
	for _, e := range c.Trace {
		if len(stages) == 0 || stages[len(stages)-1] != e.Stage {
			stages = append(stages, e.Stage)
		}
	}
	if got, want := strings.Join(stages, " "), "Validate Build Sign Send"; got != want {
		t.Errorf("the stages were %s, want %s", got, want)
	}
}

// TestHandlersStepIn changes the lists as code would change them.
func TestHandlersStepIn(t *testing.T) {
	for _, tt := range []struct {
		push string
		want func(*Call) bool
	}{
		{"Build:back:header=X-Team:blue", func(c *Call) bool { return strings.Contains(c.Signed.CanonicalRequest, "x-team:blue") }},
		{"Send:front:header=X-Team:blue", func(c *Call) bool {
			return c.Request.HTTP.Header.Get("X-Team") == "blue" && !strings.Contains(c.Signed.CanonicalRequest, "x-team")
		}},
		{"Sign:back:remove=v4.SignRequestHandler", func(c *Call) bool { return c.Signed == nil && c.Request.HTTP.Header.Get("Authorization") == "" }},
		{"Build:front:log", func(c *Call) bool { return c.Trace[2].Handler == "sessctl.log" && len(c.Trace[2].Log) == 1 }},
		{"Validate:back:remove=core.ValidateParametersHandler", func(c *Call) bool { return c.Err == nil }},
	} {
		c := testCall(t, "go-v1", Options{Push: pushes(t, tt.push)})
		if c.Err != nil || !tt.want(c) {
			t.Errorf("%s: the call came out otherwise: %v %+v", tt.push, c.Err, c.Trace)
		}
	}
	bad := protocol.Value{Kind: protocol.Map, Fields: []protocol.Field{{Name: "QueueNamePrefix", Value: protocol.Value{Kind: protocol.Bool}}}}
	if c := testCallWith(t, "go-v1", bad, Options{}); c.Err == nil || !strings.Contains(c.Err.Error(), "QueueNamePrefix: must be a string") {
		t.Errorf("the input's fault is not told: %v", c.Err)
	}
	if c := testCallWith(t, "go-v1", bad, Options{Push: pushes(t, "Validate:back:remove=core.ValidateParametersHandler")}); c.Err != nil {
		t.Errorf("without the handler that validates the input is refused: %v", c.Err)
	}
}

func TestPushesThatAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"Build":                                 "expected LIST:front|back:KIND",
		"Biuld:back:log":                        `did you mean "Build"`,
		"Build:middle:log":                      "expected front or back",
		"Build:back:lgo":                        `did you mean "log"`,
		"Build:back:exce=rm":                    "unknown kind",
		"Build:back:header=X":                   "expected header=NAME:VALUE",
		"Build:back:header=X Y:z":               "expected header=NAME:VALUE",
		"Build:back:header=X:a\r\nY: b":         "no line breaks",
		"Build:back:remove=":                    "expected remove=NAME",
		"Sign:back:remove=v4.SignRequestHandlr": "did you mean \"v4.SignRequestHandler\"",
	} {
		p, err := ParsePush(text)
		if err == nil {
			c := testClient(t, "go-v1", "sqs")
			h := c.Handlers.Copy()
			err = p.Apply(&h)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the error is %v, want %q in it", text, err, want)
		}
	}
}

func TestSimulate(t *testing.T) {
	for _, tt := range []struct {
		reading, answers string
		vars             []string
		attempts         int
		outcome          string
		quota            int
	}{
		{"boto3", "503,503,200", nil, 3, "attempt 3 succeeds", 0},
		{"boto3", "500,500,500,500,500,200", nil, 5, "last of 5 attempts", 0},
		{"boto3", "throttle,timeout,200", []string{"AWS_RETRY_MODE=standard"}, 3, "attempt 3 succeeds", 495},
		{"boto3", "throttle,200", []string{"AWS_RETRY_MODE=standard"}, 2, "attempt 2 succeeds", 500},
		{"go-v2", "503,503,503,200", nil, 3, "last of 3 attempts", 472},
		{"go-v2", "404,200", nil, 1, "not one to retry", 500},
		{"go-v2", "200", nil, 1, "attempt 1 succeeds", 500},
		{"go-v2", "503", nil, 1, "no answer is given", 486},
		{"go-v2", "503,503,503", []string{"AWS_MAX_ATTEMPTS=2"}, 2, "last of 2 attempts", 486},
		{"go-v1", "500,throttle,connection,500,200", nil, 4, "last of 4 attempts", 0},
	} {
		c := testCall(t, tt.reading, Options{Answers: answers(t, tt.answers)}, tt.vars...)
		if len(c.Attempts) != tt.attempts || !strings.Contains(c.Outcome, tt.outcome) {
			t.Errorf("%s %s: %d attempts, %q; want %d, %q", tt.reading, tt.answers, len(c.Attempts), c.Outcome, tt.attempts, tt.outcome)
			continue
		}
		if last := c.Attempts[len(c.Attempts)-1]; last.Quota != tt.quota {
			t.Errorf("%s %s: the quota is %d, want %d", tt.reading, tt.answers, last.Quota, tt.quota)
		}
	}
}

// TestQuotaRunsOut tries so often that the bucket is empty before the attempts are.
func TestQuotaRunsOut(t *testing.T) {
	list := strings.TrimSuffix(strings.Repeat("503,", 60), ",")
	c := testCall(t, "go-v2", Options{Answers: answers(t, list)}, "AWS_MAX_ATTEMPTS=60")
	if len(c.Attempts) != 36 || !strings.Contains(c.Outcome, "the retry quota has 10 left") {
		t.Errorf("%d attempts, %s", len(c.Attempts), c.Outcome)
	}
}

func TestWaits(t *testing.T) {
	for _, tt := range []struct {
		reading, service string
		vars             []string
		failed           Failed
		want             string // of the first three retries
	}{
		{"boto3", "sqs", nil, Transient, "0s-1s 0s-2s 0s-4s"},
		{"boto3", "dynamodb", nil, Transient, "50ms-50ms 100ms-100ms 200ms-200ms"},
		{"boto3", "sqs", []string{"AWS_NEW_RETRIES_2026=true", "AWS_RETRY_MODE=standard"}, Transient, "0s-50ms 0s-100ms 0s-200ms"},
		{"go-v2", "sqs", nil, Throttled, "0s-1s 0s-2s 0s-4s"},
		{"go-v1", "sqs", nil, Transient, "30ms-60ms 60ms-120ms 120ms-240ms"},
		{"go-v1", "sqs", nil, Throttled, "500ms-1s 1s-2s 2s-4s"},
		{"go-v1.1", "dynamodb", nil, Transient, "50ms-50ms 100ms-100ms 200ms-200ms"},
	} {
		c := testClient(t, tt.reading, tt.service, tt.vars...)
		var got []string
		for n := 1; n <= 3; n++ {
			low, high := c.Retry.Wait(n, tt.failed)
			got = append(got, low.String()+"-"+high.String())
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s %s: waits %s, want %s", tt.reading, tt.service, s, tt.want)
		}
	}
	c := testClient(t, "go-v2", "sqs")
	if _, high := c.Retry.Wait(40, Throttled); high != 20*time.Second {
		t.Errorf("the longest wait is %s", high)
	}
}

func TestAnswersThatAreRefused(t *testing.T) {
	for _, list := range []string{"", "503,", "99", "600", "slow", "100"} {
		if a, err := ParseAnswers(list, os.ReadFile); err == nil {
			t.Errorf("%q gives %v", list, a)
		}
	}
}

// TestOneSessionManyClients is for the race detector: clients of one session
// resolve, sign and are simulated at once.
func TestOneSessionManyClients(t *testing.T) {
	s := testSession(t, "go-v2", testKeys...)
	var wg sync.WaitGroup
	for _, called := range []string{"sqs ListQueues", "s3 ListBuckets", "dynamodb ListTables", "sqs ListQueues", "ec2 DescribeRegions", "sts GetCallerIdentity", "s3 ListBuckets", "logs DescribeLogGroups"} {
		wg.Go(func() {
			name, operation, _ := strings.Cut(called, " ")
			model, err := catalogue.Find(name)
			if err != nil {
				t.Error(err)
				return
			}
			c, err := NewClient(s, mannerOf(t, s), catalogue.Embedded(), model, ClientOptions{})
			if err != nil {
				t.Error(err)
				return
			}
			for range 20 {
				call, err := NewCall(c, model.Operation(operation), protocol.Value{Kind: protocol.Map}, Options{Time: testMoment, Answers: []Answer{{Status: 503}, {Status: 200}},
					Push: []Push{{Stage: "Build", Kind: "header", Arg: "X-A:" + name}}})
				if err != nil {
					t.Error(err)
					return
				}
				if call.Run(); call.Err != nil || call.Request.HTTP.Header.Get("X-A") != name {
					t.Errorf("a call has another's header, or failed: %v", call.Err)
				}
			}
		})
	}
	wg.Wait()
}
