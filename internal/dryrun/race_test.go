package dryrun_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
	. "github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/session"
)

// shared requests, of each protocol and with each thing that calls share.
var sharedRequests = []struct{ service, operation, input, push string }{
	{"s3", "PutObject", `{"Bucket": "b", "Key": "k", "Body": "aGVsbG8=", "Metadata": {"a": "b"}}`, "Build:back:header=X-Team:blue"},
	{"s3", "GetObject", `{"Bucket": "b.c", "Key": "k"}`, "Sign:back:remove=v4.SignRequestHandler"},
	{"dynamodb", "PutItem", `{"TableName": "t", "Item": {"a": {"L": [{"S": "x"}, {"M": {"b": {"N": "1"}}}]}}}`, "Send:front:log"},
	{"ec2", "RunInstances", `{"MinCount": 1, "MaxCount": 1, "TagSpecifications": [{"Tags": [{"Key": "a", "Value": "b"}]}]}`, "Build:back:exec=x {\"method\": \"PUT\"}"},
	{"sts", "AssumeRole", `{"RoleArn": "arn:aws:iam::111122223333:role/r", "RoleSessionName": "s"}`, "Retry:back:log"},
	{"cloudwatch", "PutMetricData", `{"Namespace": "n", "MetricData": [{"MetricName": "m", "Value": 1.5}]}`, "Validate:front:log"},
	{"lambda", "Invoke", `{"FunctionName": "f", "Payload": "e30="}`, "Complete:back:log"},
	{"rds", "CopyDBSnapshot", `{"SourceDBSnapshotIdentifier": "a", "TargetDBSnapshotIdentifier": "b", "SourceRegion": "eu-west-1"}`, "Build:front:header=X-A:b"},
	{"dynamodb", "GetItem", `{"TableName": 1}`, "Validate:back:log"},
}

// outcomeOf runs a call and writes down what comes of it.
func outcomeOf(t *testing.T, s *session.Session, n int, answers []Answer) (string, error) {
	given := sharedRequests[n]
	model, err := catalogue.Find(given.service)
	if err != nil {
		return "", err
	}
	c, err := NewClient(s, mannerOf(t, s), catalogue.Embedded(), model, ClientOptions{})
	if err != nil {
		return "", err
	}
	op := model.Operation(given.operation)
	input, err := protocol.ParseInput(op, []byte(given.input))
	if err != nil {
		return "", err
	}
	p, err := ParsePush(given.push)
	if err != nil {
		return "", err
	}
	call, err := NewCall(c, op, input, Options{Time: testMoment, Token: "11111111-2222-4333-8444-555555555555", Push: []Push{p}, Answers: answers, Exec: programs(nil)})
	if err != nil {
		return "", err
	}
	call.Run()
	var b strings.Builder
	r := call.Request
	fmt.Fprintln(&b, r.HTTP.Method, r.HTTP.URL, r.HTTP.Header, string(r.Body), call.Err, call.Unsigned, call.Outcome, call.Stale, call.Notes)
	for _, e := range call.Trace {
		fmt.Fprintln(&b, e)
	}
	for _, a := range call.Attempts {
		fmt.Fprintln(&b, a)
	}
	secrets := call.Secrets()
	slices.Sort(secrets)
	fmt.Fprintln(&b, secrets)
	return b.String(), nil
}

// TestOneSessionManyRequests has many goroutines make clients of one session and
// requests of them, and compares with what one alone makes of each. It is for the
// race detector too.
func TestOneSessionManyRequests(t *testing.T) {
	for _, reading := range []string{"boto3", "go-v1", "go-v2", "js-v3"} {
		s := testSession(t, reading, append([]string{"AWS_SESSION_TOKEN=token"}, testKeys...)...)
		kinds := [][]Answer{nil, answers(t, "503,throttle,200")}
		want := map[[2]int]string{}
		for n := range sharedRequests {
			for k, answers := range kinds {
				text, err := outcomeOf(t, s, n, answers)
				if err != nil {
					t.Fatal(err)
				}
				want[[2]int{n, k}] = text
			}
		}
		var wg sync.WaitGroup
		for worker := range 12 {
			wg.Go(func() {
				for i := range 3 * len(sharedRequests) {
					n, k := (worker+i)%len(sharedRequests), (worker+i/2)%len(kinds)
					got, err := outcomeOf(t, s, n, kinds[k])
					if err != nil || got != want[[2]int{n, k}] {
						t.Errorf("%s: request %d came out otherwise beside others: %v\n%s\nwant\n%s", reading, n, err, got, want[[2]int{n, k}])
						return
					}
				}
			})
		}
		wg.Wait()
	}
}

// TestOneClientManyRequests does so with one client, whose handlers all its
// requests begin with.
func TestOneClientManyRequests(t *testing.T) {
	c := testClient(t, "boto3", "sqs", testKeys...)
	op := c.Model.Operation("ListQueues")
	names := fmt.Sprint(c.Handlers.Sign.Names())
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range 20 {
				value := fmt.Sprint(worker, "-", i)
				push := Push{Stage: "Sign", Front: true, Kind: "header", Arg: "X-A:" + value}
				call, err := NewCall(c, op, protocol.Value{Kind: protocol.Map}, Options{Time: testMoment, Push: []Push{push}})
				if err != nil {
					t.Error(err)
					return
				}
				if call.Run(); call.Err != nil || call.Request.HTTP.Header.Get("X-A") != value || !strings.Contains(call.Signed.CanonicalRequest, "x-a:"+value+"\n") {
					t.Errorf("request %s has another's header: %v", value, call.Err)
				}
			}
		})
	}
	wg.Wait()
	if got := fmt.Sprint(c.Handlers.Sign.Names()); got != names {
		t.Errorf("the client's handlers have become %s", got)
	}
}
