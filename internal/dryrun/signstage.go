package dryrun

import "github.com/sessctl/sessctl/internal/resolve"

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
	case c.Endpoint.Scheme == "sigv4":
	case c.Endpoint.Scheme == "sigv4a":
		c.Unsigned = "the service wants SigV4a, which is not computed here"
		return
	case c.Endpoint.Scheme == "bearer":
		c.Unsigned = "the service wants a bearer token, not a signature"
		return
	default:
		c.Unsigned = "the service wants " + c.Endpoint.Scheme + ", which is not computed here"
		return
	}
	if c.keys == nil {
		return // Unsigned says why
	}
	r := c.Request
	s := Signing{Keys: *c.keys, Service: c.Endpoint.SigningName, Region: c.Endpoint.SigningRegion, Time: r.Time,
		SingleEncoding: c.Endpoint.Single, NormalizePath: !c.Endpoint.Single && c.Client.normalizes(),
		SignContentLength: c.built.SignLength, Presign: c.Options.Presign, PayloadHash: c.built.PayloadHash}
	if s.PayloadHash == "" {
		s.PayloadHash = HashOf(r.Body)
	}
	if c.Options.Presign > 0 && singleEncoded(s.Service) {
		s.PayloadHash = UnsignedPayload
		r.HTTP.Header.Del("X-Amz-Content-Sha256")
	} else if c.built.ShowHash {
		r.HTTP.Header.Set("X-Amz-Content-Sha256", s.PayloadHash)
	}
	signed, err := s.Sign(r.HTTP)
	if err != nil {
		r.Err = err
		return
	}
	c.Signed, c.KeyID = &signed, c.keys.AccessKeyID
}

// normalizes tells whether the reading's signer takes dots and empty segments
// out of the path: botocore's (auth.py, _normalize_url_path), JavaScript's and
// Rust's do, those for Go do not.
func (c *Client) normalizes() bool {
	return c.Reading.SDK&(resolve.Boto|resolve.CLI|resolve.JS|resolve.Spec) != 0
}
