package main

import (
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/corehandlers"
	"github.com/aws/aws-sdk-go/aws/csm"
	"github.com/aws/aws-sdk-go/aws/defaults"
	"github.com/aws/aws-sdk-go/aws/endpoints"
	"github.com/aws/aws-sdk-go/aws/request"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/s3"
)

// stateful says that a case left something behind in the process which changes
// the next one: client-side monitoring starts one reporter for good. The
// process then ends, and whoever asks starts another.
func stateful() bool { return csm.Get() != nil }

func resolveV1(k kase, rec *recorder, a answer, shared bool) error {
	s, err := session.NewSessionWithOptions(optionsV1(k, &http.Client{Transport: rec}, shared))
	if err != nil && strings.Contains(err.Error(), "unsupported transport") {
		// A custom CA bundle or client certificate wants a transport of its own:
		// then the Send handler does the recording, and the client is a plain one.
		o := optionsV1(k, &http.Client{}, shared)
		o.Handlers = defaults.Handlers()
		o.Handlers.Send.SwapNamed(request.NamedHandler{Name: corehandlers.SendHandler.Name, Fn: rec.send})
		s, err = session.NewSessionWithOptions(o)
	}
	if err != nil {
		return err
	}
	a["region"] = aws.StringValue(s.Config.Region)
	a["use_fips_endpoint"] = s.Config.UseFIPSEndpoint == endpoints.FIPSEndpointStateEnabled
	a["use_dualstack_endpoint"] = s.Config.UseDualStackEndpoint == endpoints.DualStackEndpointStateEnabled
	a["s3_use_arn_region"] = aws.BoolValue(s.Config.S3UseARNRegion)
	a["endpoint_s3"] = s3.New(s).Endpoint
	c, err := s.Config.Credentials.Get()
	if err != nil {
		a["cred_error"] = err.Error()
		return nil
	}
	a["access_key"] = c.AccessKeyID
	a["provider"] = c.ProviderName
	return nil
}

func optionsV1(k kase, client *http.Client, shared bool) session.Options {
	o := session.Options{Profile: k.Profile}
	if shared {
		o.SharedConfigState = session.SharedConfigEnable
	}
	o.Config.HTTPClient = client
	o.Config.MaxRetries = aws.Int(0)
	if k.Region != "" {
		o.Config.Region = aws.String(k.Region)
	}
	o.AssumeRoleTokenProvider = func() (string, error) { return "123456", nil } // someone types the MFA code
	return o
}

func (r *recorder) send(req *request.Request) {
	resp, err := r.RoundTrip(req.HTTPRequest)
	if err != nil {
		req.HTTPResponse = &http.Response{StatusCode: 0, Body: http.NoBody}
		req.Error = err
		return
	}
	req.HTTPResponse = resp
}
