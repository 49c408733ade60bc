package dryrun_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	. "github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/protocol"
)

// recordedError is an error of a service, and what SDKs make of it.
type recordedError struct {
	Service, Operation string
	Input              json.RawMessage
	Status             int
	Headers            map[string]string
	Body               string
	Answers            map[string]struct {
		Attempts   int
		Type, Code string
		Error      string // of the SDK itself, of which types and codes are not compared
		Waits      *int64 // milliseconds, with nothing by chance
	}
}

// read has a client get the error, and another one where it tries again.
func (r *recordedError) read(t *testing.T, reading string, vars ...string) *Call {
	t.Helper()
	c := testClient(t, reading, r.Service, append([]string{"AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1"}, vars...)...)
	op := c.Model.Operation(r.Operation)
	input, err := protocol.ParseInput(op, r.Input)
	if err != nil {
		t.Fatal(err)
	}
	h := http.Header{}
	for name, value := range r.Headers {
		h.Set(name, value)
	}
	failed := Answer{Text: "@error", Status: r.Status, Failed: Final, Response: &protocol.Response{Status: r.Status, Header: h, Body: []byte(r.Body)}}
	call, err := NewCall(c, op, input, Options{Time: time.Now(), Timely: true, Keys: &Keys{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretKey: "x"}, Answers: []Answer{failed, failed}})
	if err != nil {
		t.Fatal(err)
	}
	call.Run()
	if len(call.Attempts) == 0 {
		t.Fatalf("%s %s %s makes no attempt: %v", reading, r.Service, r.Operation, call.Err)
	}
	return call
}

// TestRecordedErrors holds the retries and the names of errors to what real SDKs do.
func TestRecordedErrors(t *testing.T) {
	if asked := replayErrors(t, "errors.jsonl"); asked < 1000 {
		t.Errorf("only %d answers", asked)
	}
}

// TestRecordedSums has answers that say the CRC32 of their bodies, some of them wrong.
func TestRecordedSums(t *testing.T) {
	if asked := replayErrors(t, "sums.jsonl"); asked < 200 {
		t.Errorf("only %d answers", asked)
	}
}

// TestRecordedOperations has errors that the operation does not have, and some without a body.
func TestRecordedOperations(t *testing.T) {
	if asked := replayErrors(t, "operations.jsonl"); asked < 400 {
		t.Errorf("only %d answers", asked)
	}
}

func replayErrors(t *testing.T, file string) (asked int) {
	f, err := os.Open("../../testdata/recorded/errors/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var r recordedError
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		for sdk, want := range r.Answers {
			asked++
			reading, mode, _ := strings.Cut(sdk, " ")
			if mode == "" {
				mode = "standard"
			}
			call := r.read(t, reading, "AWS_RETRY_MODE="+mode, "AWS_MAX_ATTEMPTS=2")
			what := fmt.Sprint(sdk, " ", r.Service, " ", r.Operation, " ", r.Status, " ", r.Headers, " ", r.Body)
			if got := len(call.Attempts); got != min(want.Attempts, 2) {
				t.Errorf("%s: %d attempts, want %d", what, got, want.Attempts)
			}
			if got := call.Attempts[0].Low.Milliseconds(); want.Waits != nil && got != *want.Waits {
				t.Errorf("%s: waits %d ms at least, want %d", what, got, *want.Waits)
			}
			a := call.Attempts[len(call.Attempts)-1].Answer
			switch own := a.Spoilt != nil || a.Success() && call.Request.Err != nil; {
			case own != (want.Error != ""):
				t.Errorf("%s: the SDK's own error is %v, want %q", what, a.Spoilt, want.Error)
			case want.Error == "" && want.Code == "" && a.Service != nil:
				t.Errorf("%s: the error is %v, want none", what, a.Service)
			case want.Code != "":
				compareError(t, what, a.Service, reading, want.Type, want.Code)
			}
		}
	}
	return asked
}

// compareError compares an error with the type and the code that an SDK gives it.
func compareError(t *testing.T, what string, e *protocol.ServiceError, reading, typed, code string) {
	t.Helper()
	if e == nil {
		t.Errorf("%s: there is no error", what)
		return
	}
	if e.Code != code {
		t.Errorf("%s: the code is %s, want %s", what, e.Code, code)
	}
	unmodelled := slices.Contains([]string{"ClientError", "GenericAPIError", "AwsServiceException", "requestError", "Unhandled"}, typed)
	switch {
	case reading == "go-v1": // which has types for some protocols alone, by names of its own
	case e.Shape == nil && !unmodelled && typed != code:
		t.Errorf("%s: no shape, want %s", what, typed)
	case e.Shape != nil && !sameType(e.Shape.Name, typed):
		t.Errorf("%s: the shape is %s, want %s", what, e.Shape.Name, typed)
	}
}

// sameType compares the name of a shape with what SDKs make of it: IdpCommunicationErrorException
// of IDPCommunicationError.
func sameType(shape, typed string) bool {
	plain := func(name string) string { return strings.TrimSuffix(strings.ToLower(name), "exception") }
	return plain(shape) == plain(typed)
}

// TestReadErrors has what the sources of the other SDKs say, for the codes in which
// they differ: 2 attempts or 1.
func TestReadErrors(t *testing.T) {
	sts := func(status int, code string) recordedError {
		return recordedError{Service: "sts", Operation: "AssumeRoleWithWebIdentity", Status: status, Headers: map[string]string{"content-type": "text/xml"},
			Input: json.RawMessage(`{"RoleArn": "arn:aws:iam::123456789012:role/web", "RoleSessionName": "session", "WebIdentityToken": "abcd"}`),
			Body:  "<ErrorResponse><Error><Code>" + code + "</Code></Error></ErrorResponse>"}
	}
	readings := []string{"rust", "java-v2", "go-v1", "go-v1.1", "cli"}
	for _, test := range []struct {
		status int
		code   string
		want   string // of the readings
	}{
		// aws-runtime 1.10.2, retries/classifiers.rs; aws-core 2.59.1, AwsErrorCode; aws-sdk-go v1.55.8 and v1.1.2, aws/request/retryer.go
		{400, "IDPCommunicationError", "22212"},
		{400, "InvalidIdentityToken", "11111"},
		{400, "LimitExceededException", "22122"},
		{400, "SlowDown", "22112"},
		{400, "BandwidthLimitExceeded", "22112"},
		{400, "PriorRequestNotComplete", "22212"},
		{400, "ThrottledException", "22212"},
		{400, "InternalError", "12111"},
		{400, "RequestTimeout", "22222"},
		{400, "RequestTimeoutException", "22212"},
		{400, "RequestTimeTooSkewed", "12111"},
		{400, "RequestExpired", "12221"},
		{400, "ExpiredToken", "11221"},
		{429, "Nonsense", "12211"},
		{501, "Nonsense", "11121"},
		{400, "Nonsense", "11111"},
	} {
		got := ""
		for _, reading := range readings {
			r := sts(test.status, test.code)
			call := r.read(t, reading, "AWS_MAX_ATTEMPTS=2")
			tried := "1"
			if call.Attempts[0].Retried {
				tried = "2"
			}
			got += tried
		}
		if got != test.want {
			t.Errorf("%d %s: %v try %s times, want %s", test.status, test.code, readings, got, test.want)
		}
	}
}

// TestRustKnowsTheErrorsOfTheOperation alone, each operation having a type of its own; it
// tries again by the code.
func TestRustKnowsTheErrorsOfTheOperation(t *testing.T) {
	for operation, known := range map[string]bool{"AssumeRoleWithWebIdentity": true, "GetCallerIdentity": false} {
		r := recordedError{Service: "sts", Operation: operation, Status: 400, Body: "<ErrorResponse><Error><Code>IDPCommunicationError</Code></Error></ErrorResponse>"}
		if operation == "AssumeRoleWithWebIdentity" {
			r.Input = json.RawMessage(`{"RoleArn": "arn:aws:iam::123456789012:role/web", "RoleSessionName": "session", "WebIdentityToken": "abcd"}`)
		} else {
			r.Input = json.RawMessage(`{}`)
		}
		call := r.read(t, "rust")
		if a := call.Attempts[0]; (a.Answer.Service.Shape != nil) != known || !a.Retried {
			t.Errorf("%s: %+v", operation, a)
		}
	}
}

// TestInnerCallsAreTold: what the SDK's own call for a web identity does otherwise.
func TestInnerCallsAreTold(t *testing.T) {
	for reading, told := range map[string]bool{"go-v2": true, "terraform": true, "go-v1": true, "boto3": false, "js-v3": false, "java-v2": false, "rust": false} {
		r := recordedError{Service: "sts", Operation: "AssumeRoleWithWebIdentity", Status: 400, Body: "<ErrorResponse><Error><Code>InvalidIdentityToken</Code></Error></ErrorResponse>",
			Input: json.RawMessage(`{"RoleArn": "arn:aws:iam::123456789012:role/web", "RoleSessionName": "session", "WebIdentityToken": "abcd"}`)}
		notes := strings.Join(r.read(t, reading).Notes, "\n")
		if strings.Contains(notes, "InvalidIdentityToken is retried") != told {
			t.Errorf("%s: %s", reading, notes)
		}
	}
}
