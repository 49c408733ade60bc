package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"reflect"
	"strings"
	"time"
	_ "unsafe" // for go:linkname

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

const (
	keyID  = "AKIAIOSFODNN7EXAMPLE"
	secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
)

var errRecorded = errors.New("the request is recorded, and not sent")

// recorder is an HTTP client that sends nothing and keeps the first request, and the
// one before it that asks for a session.
type recorder struct {
	sent, before *expect
	operation    string
	streamed     chan *expect // a request with all the events that were written behind it
}

// Do writes the request down as net/http would put it on the wire.
func (r *recorder) Do(req *http.Request) (*http.Response, error) {
	if r.sent != nil {
		return nil, errRecorded
	}
	if streams[r.operation] != "" {
		return r.stream(req)
	}
	var body []byte
	if req.Body != nil {
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
		if req.Body = io.NopCloser(bytes.NewReader(body)); len(body) == 0 {
			req.Body = http.NoBody
		}
	}
	wire, err := httputil.DumpRequestOut(req, true)
	if err != nil {
		return nil, err
	}
	lines := textproto.NewReader(bufio.NewReader(bytes.NewReader(wire)))
	if _, err := lines.ReadLine(); err != nil {
		return nil, err
	}
	header, err := lines.ReadMIMEHeader()
	if err != nil {
		return nil, err
	}
	if body == nil {
		body = []byte{}
	}
	seen := described(req, http.Header(header), body)
	if r.operation != "CreateSession" && req.URL.Query().Has("session") {
		r.before = seen
		return sessionGiven(req), nil
	}
	r.sent = seen
	return nil, errRecorded
}

func described(req *http.Request, header http.Header, body []byte) *expect {
	e := &expect{Method: req.Method, URL: req.URL.Scheme + "://" + req.URL.Host + req.URL.RequestURI(), Headers: map[string]string{}, Body: body}
	for name, values := range header {
		if name != "Host" && (name != "User-Agent" || asTerraform) {
			e.Headers[strings.ToLower(name)] = strings.Join(values, ",")
		}
	}
	return e
}

// clock is the SDK's own, which has no setter: URLs that requests carry are
// signed for it, too.
//
//go:linkname clock github.com/aws/aws-sdk-go-v2/internal/sdk.NowTime
var clock func() time.Time

// once is the standard retryer, but that it does not try again.
type once struct{ aws.RetryerV2 }

func (once) IsErrorRetryable(error) bool { return false }

type token string

func (t token) GetIdempotencyToken() (string, error) { return string(t), nil }

// config is the configuration of the case's client, which does not try again.
func (k *kase) config(r *recorder) (aws.Config, error) {
	if asTerraform {
		cfg, err := k.terraformConfig(r)
		if err != nil {
			return cfg, err
		}
		usual := cfg.Retryer
		cfg.Retryer = func() aws.Retryer { return once{usual().(aws.RetryerV2)} }
		return cfg, nil
	}
	cfg, err := config.LoadDefaultConfig(context.Background(), config.WithRegion(k.Region), config.WithHTTPClient(r),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(keyID, secret, k.SessionToken)))
	cfg.Retryer = func() aws.Retryer { return once{retry.NewStandard()} }
	return cfg, err
}

// record makes one call.
func record(k *kase) (*expect, error) {
	at, err := time.Parse(time.RFC3339, k.Time)
	if err != nil {
		return nil, err
	}
	clock = func() time.Time { return at }
	r := &recorder{operation: k.Operation, streamed: make(chan *expect, 1)}
	if asTerraform {
		done, err := k.inEnvironment()
		defer done()
		if err != nil {
			return nil, err
		}
	}
	if k.Call > 0 {
		return k.ownCall()
	}
	cfg, err := k.config(r)
	if err != nil {
		return nil, err
	}
	service, ok := services[k.Service]
	if !ok {
		return nil, fmt.Errorf("the service is not built in")
	}
	var unfit error
	client := service(cfg, func(options any) { unfit = k.configure(reflect.ValueOf(options).Elem()) })
	method := reflect.ValueOf(client).MethodByName(k.Operation)
	if k.Presign != "" {
		if method, err = k.presigner(client); err != nil {
			return nil, err
		}
	}
	if unfit == nil && !method.IsValid() {
		unfit = errors.New("there is no such operation")
	}
	if unfit != nil {
		return nil, unfit
	}
	input := reflect.New(method.Type().In(1).Elem())
	d := json.NewDecoder(bytes.NewReader(k.Input))
	d.UseNumber()
	var given any
	if err := d.Decode(&given); err != nil {
		return nil, err
	}
	events := k.takeEvents(given)
	if err := fill(input.Elem(), given, ""); err != nil {
		return nil, err
	}
	answer := method.Call([]reflect.Value{reflect.ValueOf(context.Background()), input})
	failed, _ := answer[1].Interface().(error)
	switch {
	case failed == nil && k.Presign != "":
		made := answer[0].Interface().(*v4.PresignedHTTPRequest)
		r.sent = &expect{Method: made.Method, URL: made.URL, Headers: map[string]string{}, Body: []byte{}}
		for name, values := range made.SignedHeader {
			if name != "Host" {
				r.sent.Headers[strings.ToLower(name)] = strings.Join(values, ",")
			}
		}
	case failed == nil && streams[k.Operation] != "": // the call goes on by itself
		if err := write(answer[0], events); err != nil {
			return nil, err
		}
		select {
		case r.sent = <-r.streamed:
		case <-time.After(5 * time.Second):
			return nil, errors.New("no events came")
		}
	case failed == nil:
		return nil, errors.New("the call succeeded")
	}
	if r.sent != nil && (failed == nil || errors.Is(failed, errRecorded)) {
		r.sent.Before = r.before
		return r.sent, nil
	}
	text := failed.Error()
	return &expect{Headers: map[string]string{}, Body: []byte{}, Error: &text}, nil
}

// configure sets the options of a client, as code would.
func (k *kase) configure(o reflect.Value) error {
	set := func(name string, v any) error {
		f := o.FieldByName(name)
		if !f.IsValid() {
			return fmt.Errorf("the client has no option %s", name)
		}
		f.Set(reflect.ValueOf(v))
		return nil
	}
	if o.FieldByName("IdempotencyTokenProvider").IsValid() {
		if err := set("IdempotencyTokenProvider", token(k.IdempotencyToken)); err != nil {
			return err
		}
	}
	if k.EndpointURL != "" {
		if err := set("BaseEndpoint", aws.String(k.EndpointURL)); err != nil {
			return err
		}
	}
	eo := o.FieldByName("EndpointOptions")
	if k.FIPS {
		eo.FieldByName("UseFIPSEndpoint").Set(reflect.ValueOf(aws.FIPSEndpointStateEnabled))
	}
	if k.DualStack {
		eo.FieldByName("UseDualStackEndpoint").Set(reflect.ValueOf(aws.DualStackEndpointStateEnabled))
	}
	settings := maps.Clone(k.Settings)
	for name, v := range k.S3 {
		if settings == nil {
			settings = map[string]any{}
		}
		settings["s3."+name] = v
	}
	for name, v := range settings {
		var err error
		switch on := v == true; name {
		case "s3.addressing_style":
			err = set("UsePathStyle", v == "path")
		case "s3.use_accelerate_endpoint":
			err = set("UseAccelerate", on)
		case "s3_use_arn_region", "s3.use_arn_region":
			err = set("UseARNRegion", on)
		case "s3_disable_multiregion_access_points":
			err = set("DisableMultiRegionAccessPoints", on)
		case "disable_request_compression":
			err = set("DisableRequestCompression", on)
		case "request_min_compression_size_bytes":
			err = set("RequestMinCompressSizeBytes", int64(v.(float64)))
		case "request_checksum_calculation":
			err = set("RequestChecksumCalculation", map[any]aws.RequestChecksumCalculation{"when_supported": aws.RequestChecksumCalculationWhenSupported,
				"when_required": aws.RequestChecksumCalculationWhenRequired}[v])
		case "response_checksum_validation":
			err = set("ResponseChecksumValidation", map[any]aws.ResponseChecksumValidation{"when_supported": aws.ResponseChecksumValidationWhenSupported,
				"when_required": aws.ResponseChecksumValidationWhenRequired}[v])
		default:
			err = fmt.Errorf("the setting %s is not known here", name)
		}
		if err != nil {
			return err
		}
	}
	if asTerraform {
		k.provide(o)
	}
	return nil
}
