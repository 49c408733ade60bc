package main

import (
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/request"
	"github.com/aws/aws-sdk-go/aws/session"
)

// fail adds to a case of ../python/errors.py what this SDK makes of the answer: how often
// it calls, of two, and the type and the code of the error that its caller gets. Cases that
// cannot be expressed in Go stay as they are.
func fail(line []byte) ([]byte, error) {
	var c struct {
		Service, Operation, Body string
		Input                    any
		Status                   int
		Headers                  map[string]string
	}
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, err
	}
	sent := session.Must(session.NewSession(aws.NewConfig().WithRegion("us-east-1").WithMaxRetries(1).WithSleepDelay(func(time.Duration) {}).
		WithCredentials(credentials.NewStaticCredentials("AKIAIOSFODNN7EXAMPLE", "x", ""))))
	cl := client(c.Service, sent)
	if cl == nil {
		return line, nil
	}
	method := reflect.ValueOf(cl).MethodByName(c.Operation + "Request")
	input := reflect.New(method.Type().In(0).Elem())
	if !fill(input.Elem(), c.Input) {
		return line, nil
	}
	req := method.Call([]reflect.Value{input})[0].Interface().(*request.Request)
	calls := 0
	req.Handlers.Send.Clear()
	req.Handlers.Send.PushBack(func(r *request.Request) {
		calls++
		h := http.Header{}
		for name, value := range c.Headers {
			h.Set(name, value)
		}
		r.HTTPResponse = &http.Response{StatusCode: c.Status, Header: h, Body: io.NopCloser(strings.NewReader(c.Body)), ContentLength: int64(len(c.Body))}
	})
	said := map[string]any{}
	if failed, ok := req.Send().(awserr.Error); ok {
		if _, ofService := failed.(awserr.RequestFailure); ofService {
			said["type"], said["code"] = reflect.Indirect(reflect.ValueOf(failed)).Type().Name(), failed.Code()
		} else {
			said["error"] = failed.Code()
		}
	}
	said["attempts"] = calls
	return withAnswer(line, "go-v1", said)
}

// withAnswer adds the answer of an SDK to a case.
func withAnswer(line []byte, sdk string, said any) ([]byte, error) {
	var c map[string]json.RawMessage
	answers := map[string]json.RawMessage{}
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, err
	}
	if c["answers"] != nil {
		if err := json.Unmarshal(c["answers"], &answers); err != nil {
			return nil, err
		}
	}
	var err error
	if answers[sdk], err = json.Marshal(said); err != nil {
		return nil, err
	}
	if c["answers"], err = json.Marshal(answers); err != nil {
		return nil, err
	}
	return json.Marshal(c)
}
