package dryrun

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
)

// sign is the handler of the Sign stage.
func (c *Call) sign() {
	c.Signed = nil
	switch {
	case c.built.Unsigned != "":
		c.Unsigned = c.built.Unsigned
		return
	case c.Endpoint.Scheme == "none":
		c.Unsigned = "the operation is called without a signature"
		return
	case c.Endpoint.Scheme == "sigv4", c.Endpoint.Scheme == "sigv2":
	case c.Endpoint.Scheme == "sigv4a":
		c.Unsigned = "the request has to be signed with SigV4a, for the regions " + strings.Join(c.Endpoint.RegionSet, ", ") + ", which is not computed here"
		return
	case c.Endpoint.Scheme == "bearer":
		c.bearer()
		return
	default:
		c.Unsigned = "the request has to be signed with " + c.Endpoint.Scheme + ", which is not computed here"
		return
	}
	if c.keys == nil {
		return // Unsigned says why
	}
	signed, err := c.signed()
	if err != nil {
		c.Request.Err = err
		return
	}
	as := take(c.Request)
	c.Signed, c.KeyID, c.signedAs = &signed, c.keys.AccessKeyID, &as
}

// signed signs the request with the keys.
func (c *Call) signed() (Signed, error) {
	r, presign := c.Request, c.Options.Presign > 0
	switch {
	case c.Endpoint.Scheme == "sigv2" && presign:
		return Signed{}, errors.New("presign the request: a service that takes Signature Version 2 takes no URL")
	case c.Endpoint.Scheme == "sigv2":
		body, signed, err := SignV2(r.HTTP, r.Body, *c.keys, r.Time, !c.Client.boto())
		if err == nil {
			r.Body = body
			r.HTTP.Header.Set("Content-Length", strconv.Itoa(len(body)))
		}
		return signed, err
	case c.Endpoint.SigningRegion == "":
		return Signed{}, errors.New("sign the request: no region is configured")
	}
	s := Signing{Keys: *c.keys, Service: c.Endpoint.SigningName, Region: c.Endpoint.SigningRegion, Time: r.Time,
		SingleEncoding: c.Endpoint.Single, NormalizePath: !c.Endpoint.Single && c.Client.normalizes(),
		SignContentLength: c.built.SignLength, SignNoLength: c.built.SignNoLength, Presign: c.Options.Presign, PayloadHash: c.built.PayloadHash}
	if c.Client.javaScript() {
		s.Leave = neverSigned
	}
	if presign && c.Client.boto() {
		return c.presignedByBoto(s)
	}
	if presign && c.Client.presignsForms() && isForm(r.HTTP) {
		if err := bodyToQuery(r.HTTP, r.Body); err != nil {
			return Signed{}, err
		}
		r.HTTP.Method, r.Body = http.MethodGet, nil
		r.HTTP.Header.Del("Content-Length")
		r.HTTP.ContentLength, s.SignContentLength = 0, false
	}
	s.Endless = presign && c.Client.presignsEndlessly()
	if s.PayloadHash == "" {
		s.PayloadHash = HashOf(r.Body)
	}
	if presign && singleEncoded(s.Service) {
		s.PayloadHash = UnsignedPayload
		r.HTTP.Header.Del("X-Amz-Content-Sha256")
	} else if c.built.ShowHash {
		r.HTTP.Header.Set("X-Amz-Content-Sha256", s.PayloadHash)
	}
	return s.Sign(r.HTTP)
}

// presignsEndlessly tells whether a presigned request does not say how long it is
// good (aws-sdk-go-v2: only S3's PresignClient lets code say it).
func (c *Client) presignsEndlessly() bool {
	return c.Reading.SDK&resolve.GoV2 != 0 && c.Model.Name != "s3"
}

// presignedByBoto presigns as botocore's generate_presigned_url does.
func (c *Call) presignedByBoto(s Signing) (Signed, error) {
	r := c.Request
	for _, name := range []string{"X-Amz-Content-Sha256", "Content-Length", "X-Amz-Checksum-Mode"} {
		r.HTTP.Header.Del(name)
	}
	if c.Client.Model.Name == "polly" {
		r.HTTP.Header.Del("Content-Type") // handlers.py, remove_content_type_header_for_presigning
	}
	if c.Client.signsV1(&c.Endpoint) {
		path := r.HTTP.URL.EscapedPath()
		if bucket := c.Wire.Bucket(); bucket != "" {
			path = c.pathWithBucket(bucket)
		}
		return presignV1(r.HTTP, path, c.headerOrder(), *c.keys, r.Time, c.Options.Presign), nil
	}
	s.KeepHeaders, s.PayloadHash = true, HashOf(nil)
	if singleEncoded(s.Service) {
		s.PayloadHash = UnsignedPayload
	}
	if err := bodyToQuery(r.HTTP, r.Body); err != nil {
		return Signed{}, err
	}
	r.Body = nil
	given := r.HTTP.URL.RawQuery
	signed, err := s.Sign(r.HTTP)
	if err == nil {
		r.HTTP.URL.RawQuery = signatureLast(given, r.HTTP.URL.RawQuery)
	}
	return signed, err
}

// pathWithBucket is the path of the model, with the bucket even where the host
// has it; an access point's ARN does not count (botocore 1.43.11, handlers.py,
// remove_bucket_from_url_paths_from_model and remove_arn_from_signing_path).
func (c *Call) pathWithBucket(bucket string) string {
	path := c.Request.HTTP.URL.EscapedPath()
	if strings.HasPrefix(bucket, "arn:") {
		if path == "" {
			return "/"
		}
		return path
	}
	own := "/" + escapeSegment(bucket)
	if path == own {
		return own + "/"
	}
	if strings.HasPrefix(path, own+"/") && !strings.HasPrefix(c.Request.HTTP.URL.Host, bucket+".") {
		return path
	}
	if path == "" {
		path = "/"
	}
	return own + path
}

// presignsForms tells whether the reading's SDK makes a GET of a form that it
// presigns (aws-sdk-go v1.55.8, private/protocol/query/build.go; aws-sdk-go-v2,
// aws/protocol/query, AddAsGetRequestMiddleware).
func (c *Client) presignsForms() bool {
	return c.Reading.SDK&(resolve.Seed|resolve.GoV1|resolve.GoV2) != 0
}

// normalizes tells whether the reading's signer takes dots and empty segments
// out of the path: botocore's (auth.py, _normalize_url_path), JavaScript's and
// Rust's do, those for Go do not.
func (c *Client) normalizes() bool {
	return c.Reading.SDK&(resolve.Boto|resolve.CLI|resolve.JS|resolve.Spec) != 0
}
