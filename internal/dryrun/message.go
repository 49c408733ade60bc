package dryrun

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/endpoint"
	"github.com/sessctl/sessctl/internal/protocol"
)

// prepare takes the input into the client's protocol.
func (c *Call) prepare(input protocol.Value) {
	c.asked = input
	c.asked.Fields = slices.Clone(input.Fields)
	client, o := c.Client, c.Client.protocolOptions()
	o.Token, o.Time = c.Options.Token, c.Options.Time
	o.Unsent = c.Options.Presign > 0 && client.Manner.Presigning.Bare
	if keys := c.keys; keys != nil {
		o.Presign = func(target, region string) (string, error) {
			return client.presignURL(target, region, keys, c.Options.Time)
		}
	}
	o.EndpointIn = func(region string) (string, error) {
		other, settings := *client, *client.Client // the region stands in what the copies would share
		settings.Region = region
		other.Client = &settings
		e := other.EndpointFor(c.Op, "", nil)
		return e.URL, e.Err
	}
	c.wire = protocol.Call{Service: client.Model, Operation: c.Op, Protocol: client.Protocol(), Style: client.Manner.Style, Input: input, Options: o}
	c.wire.Prepare()
}

// protocolOptions are what the client's settings say of its messages.
func (c *Client) protocolOptions() protocol.Options {
	o := protocol.Options{Region: c.Region, Checksums: c.setting("request_checksum_calculation"),
		Validation: c.setting("response_checksum_validation"), NoCompression: c.Config.On("disable_request_compression"),
		NoParamValidation: c.Config.Value("parameter_validation") == "false", Custom: c.Custom.Value != ""}
	least, err := strconv.Atoi(c.setting("request_min_compression_size_bytes"))
	if err != nil {
		least, _ = strconv.Atoi(c.defaultOf("request_min_compression_size_bytes"))
	}
	o.MinCompression = least
	if given := c.Config.Value("s3.payload_signing_enabled"); given != "" {
		sign := given == "true"
		o.SignPayload = &sign
	}
	return o
}

// Validate checks the input, for the handler that validates parameters.
func (c *Call) Validate() error { return c.wire.Validate() }

// Input is what the operation is called with, as the protocol has prepared it.
func (c *Call) Input() *protocol.Value { return &c.wire.Input }

// DefaultChecksum is the header of the checksum that the request carries only
// because the SDK adds one to whatever takes one, "" where there is none, where
// the input asks for it, or where the operation needs it.
func (c *Call) DefaultChecksum() string {
	sum := c.Op.Checksum
	if sum.RequestRequired || sum.MD5Required || c.Client.setting("request_checksum_calculation") != "when_supported" {
		return ""
	}
	if m := sum.RequestAlgorithmMember; m != "" && c.asked.Str(m) != "" {
		return ""
	}
	for _, f := range c.asked.Fields {
		if strings.HasPrefix(f.Name, "Checksum") {
			return ""
		}
	}
	for name, values := range c.Request.HTTP.Header {
		if n := strings.ToLower(name); isChecksum(n) {
			return n
		} else if n == "x-amz-trailer" && len(values) > 0 && isChecksum(values[0]) {
			return values[0]
		}
	}
	if u := c.Request.HTTP.URL; u != nil {
		for name := range u.Query() {
			if n := strings.ToLower(name); isChecksum(n) {
				return n
			}
		}
	}
	return ""
}

// isChecksum reports whether a header in lower case carries a checksum, and does
// not only say something about checksums.
func isChecksum(header string) bool {
	algorithm, ok := strings.CutPrefix(header, "x-amz-checksum-")
	return ok && algorithm != "mode" && algorithm != "type" && algorithm != "algorithm"
}

// Bucket is the S3 bucket that is called, "" for none.
func (c *Call) Bucket() string {
	if c.Client.Model.Name != "s3" && c.Client.Model.Name != "s3control" {
		return ""
	}
	return c.wire.Input.Str("Bucket")
}

// context gives the endpoint parameters that the input has.
func (c *Call) context(p *endpoint.Params) {
	for _, given := range c.wire.ContextParams() {
		bucket, ok := given.Value.(string)
		if change := c.Client.Manner.Endpoints.Bucket; ok && given.Name == "Bucket" && change != nil {
			given.Value = change(bucket)
		}
		setParam(p, given.Name, given.Value)
	}
}

// build is the handler that makes the request.
func (c *Call) build() {
	m, err := c.wire.Marshal()
	if err != nil {
		c.Request.Err = err
		return
	}
	e := &c.Endpoint
	for _, h := range e.Headers {
		m.Header[http.CanonicalHeaderKey(h.Name)] = h.Values
	}
	to := protocol.Target{URL: e.URL, SigningName: e.SigningName, SigningRegion: e.SigningRegion, Scheme: e.Scheme,
		SchemeGiven: e.SchemeGiven, Presign: c.Options.Presign > 0}
	if err := c.wire.Finish(m, to); err != nil {
		c.Request.Err = err
		return
	}
	base := e.URL
	if m.Endpoint != "" {
		base = switchHost(base, m.Endpoint)
	}
	u, err := url.Parse(c.Client.joinURL(base, c.Bucket(), m))
	if err != nil {
		c.Request.Err = fmt.Errorf("build the request: %w", err)
		return
	}
	r := c.Request
	r.HTTP.Method, r.HTTP.URL, r.Body, c.message = m.Method, u, m.Body, m
	for name, values := range m.Header {
		r.HTTP.Header[name] = values
	}
}
