package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/smithy-go"
)

// failing is an error of a service's, as ../python/errors.py has it: what the SDK makes
// of it is how often it calls, of two, and the error that its caller gets.
type failing struct {
	Service   string             `json:"service"`
	Operation string             `json:"operation"`
	Input     json.RawMessage    `json:"input"`
	Status    int                `json:"status"`
	Headers   map[string]string  `json:"headers"`
	Body      string             `json:"body"`
	Answers   map[string]outcome `json:"answers"`
}

type outcome struct {
	Attempts int    `json:"attempts"`
	Type     string `json:"type,omitempty"`
	Code     string `json:"code,omitempty"`
	Error    string `json:"error,omitempty"` // of the SDK itself
	Waits    *int64 `json:"waits,omitempty"` // milliseconds, where a header says how long
}

// refusing answers every request with the error.
type refusing struct {
	with  *failing
	calls int
	last  time.Time
	waits int64
}

func (r *refusing) Do(req *http.Request) (*http.Response, error) {
	r.calls++
	r.waits = time.Since(r.last).Round(100 * time.Millisecond).Milliseconds()
	r.last = time.Now()
	h := http.Header{}
	for name, value := range r.with.Headers {
		h.Set(name, value)
	}
	return &http.Response{StatusCode: r.with.Status, Header: h, Body: io.NopCloser(strings.NewReader(r.with.Body)), ContentLength: int64(len(r.with.Body)), Request: req}, nil
}

func fail(line []byte) (*failing, error) {
	var f failing
	if err := json.Unmarshal(line, &f); err != nil {
		return nil, err
	}
	client := &refusing{with: &f}
	cfg, err := config.LoadDefaultConfig(context.Background(), config.WithRegion("us-east-1"), config.WithHTTPClient(client),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(keyID, secret, "")))
	if err != nil {
		return nil, err
	}
	cfg.Retryer = func() aws.Retryer {
		return retry.NewStandard(func(o *retry.StandardOptions) {
			o.MaxAttempts = 2
			o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
		})
	}
	service, ok := services[f.Service]
	if !ok {
		return nil, fmt.Errorf("%s is not built in", f.Service)
	}
	method := reflect.ValueOf(service(cfg, func(any) {})).MethodByName(f.Operation)
	input := reflect.New(method.Type().In(1).Elem())
	d := json.NewDecoder(bytes.NewReader(f.Input))
	d.UseNumber()
	var given any
	if err := d.Decode(&given); err != nil {
		return nil, err
	}
	if err := fill(input.Elem(), given, ""); err != nil {
		return nil, err
	}
	failed, _ := method.Call([]reflect.Value{reflect.ValueOf(context.Background()), input})[1].Interface().(error)
	o := outcome{Attempts: client.calls}
	var api smithy.APIError
	if errors.As(failed, &api) {
		o.Code = api.ErrorCode()
		o.Type = reflect.TypeOf(api).Elem().Name()
	} else if failed != nil {
		o.Error = innermost(failed)
	}
	for name := range f.Headers {
		if client.calls > 1 && strings.Contains(strings.ToLower(name), "retry-after") {
			o.Waits = &client.waits
		}
	}
	if f.Answers == nil {
		f.Answers = map[string]outcome{}
	}
	f.Answers["go-v2"] = o
	return &f, nil
}

// innermost is the type of the first error that the SDK has made, below those that say which call it was.
func innermost(err error) string {
	var operation *smithy.OperationError
	if errors.As(err, &operation) {
		err = operation.Err
	}
	var attempts *retry.MaxAttemptsError
	if errors.As(err, &attempts) {
		err = attempts.Err
	}
	return reflect.Indirect(reflect.ValueOf(err)).Type().Name()
}
