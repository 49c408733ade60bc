package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// sessionGiven answers a call for a session with a directory bucket.
func sessionGiven(req *http.Request) *http.Response {
	const body = `<CreateSessionResult><Credentials><AccessKeyId>ASIAIOSFODNN7SESSION</AccessKeyId>` +
		`<SecretAccessKey>je7MtGbClwBF/2Zp9Utk/h3yCo8nvbSESSIONKEY</SecretAccessKey><SessionToken>THESESSIONTOKEN</SessionToken>` +
		`<Expiration>2099-01-02T03:04:05Z</Expiration></Credentials></CreateSessionResult>`
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/xml"}}, Body: io.NopCloser(strings.NewReader(body)),
		ContentLength: int64(len(body)), Request: req}
}

// presigner is the method of S3's PresignClient for the operation.
func (k *kase) presigner(client any) (reflect.Value, error) {
	c, ok := client.(*s3.Client)
	if !ok {
		return reflect.Value{}, errors.New("the service has no presigner")
	}
	good, err := time.ParseDuration(k.Presign)
	if err != nil {
		return reflect.Value{}, err
	}
	method := reflect.ValueOf(s3.NewPresignClient(c, s3.WithPresignExpires(good))).MethodByName("Presign" + k.Operation)
	if !method.IsValid() {
		return method, errors.New("there is no presigner for the operation")
	}
	return method, nil
}

// stream takes a request whose body is written event by event, and answers it.
func (r *recorder) stream(req *http.Request) (*http.Response, error) {
	seen := described(req, req.Header, nil)
	answer, end := io.Pipe() // which ends when the events do
	go func() {
		seen.Body, _ = io.ReadAll(req.Body)
		end.Close()
		r.streamed <- seen
	}()
	return &http.Response{StatusCode: http.StatusOK, Proto: "HTTP/2.0", ProtoMajor: 2, Header: http.Header{"Content-Type": {"application/vnd.amazon.eventstream"}},
		Body: answer, Request: req}, nil
}

// streams are the members of inputs that are streams of events, by operations.
var streams = map[string]string{"InvokeModelWithBidirectionalStream": "body"}

// takeEvents takes the list of events out of an input.
func (k *kase) takeEvents(given any) []any {
	fields, _ := given.(map[string]any)
	events, _ := fields[streams[k.Operation]].([]any)
	delete(fields, streams[k.Operation])
	return events
}

// write sends the events and closes the stream.
func write(output reflect.Value, events []any) error {
	stream := output.MethodByName("GetStream").Call(nil)[0]
	send := stream.MethodByName("Send")
	for i, given := range events {
		event := reflect.New(send.Type().In(1)).Elem()
		if err := fill(event, given, fmt.Sprintf("event %d", i)); err != nil {
			return err
		}
		if err, _ := send.Call([]reflect.Value{reflect.ValueOf(context.Background()), event})[0].Interface().(error); err != nil {
			return err
		}
	}
	err, _ := stream.MethodByName("Close").Call(nil)[0].Interface().(error)
	return err
}
