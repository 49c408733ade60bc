package dryrun

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// sign is the handler of the Sign stage.
func (c *Call) sign() {
	c.Signed = nil
	c.takeEventsBack()
	switch {
	case c.message != nil && c.message.Unsigned != "":
		c.Unsigned = c.message.Unsigned
		return
	case c.Endpoint.Scheme == "none":
		c.Unsigned = "the operation is called without a signature"
		return
	case c.Endpoint.Scheme == "sigv4", c.Endpoint.Scheme == "sigv2":
	case c.Endpoint.Scheme == "sigv4a" && c.Client.Manner.Signing.LacksSigV4a != "":
		c.Request.Err = errors.New("sign the request with SigV4a: " + c.Client.Manner.Signing.LacksSigV4a)
		return
	case c.Endpoint.Scheme == "sigv4a":
	case c.Endpoint.Scheme == sessionScheme:
		c.openSession()
		c.Unsigned = "the keys of the session with the bucket come with CreateSession's answer; --session-keys gives them"
	case c.Endpoint.Scheme == "bearer":
		c.bearer()
		return
	default:
		c.Unsigned = "the request has to be signed with " + c.Endpoint.Scheme + ", which is not computed here"
		return
	}
	keys := c.signer()
	if keys == nil {
		return // Unsigned says why
	}
	signed, err := c.signed()
	if err != nil {
		c.Request.Err = err
		return
	}
	as := take(c.Request)
	c.Signed, c.KeyID, c.signedAs = &signed, keys.AccessKeyID, &as
}

// signed signs the request with the keys.
func (c *Call) signed() (Signed, error) {
	r, m := c.Request, c.Client.Manner
	presign := c.Options.Presign > 0
	switch {
	case c.Endpoint.Scheme == "sigv2" && presign:
		return Signed{}, errors.New("presign the request: a service that takes Signature Version 2 takes no URL")
	case c.Endpoint.Scheme == "sigv2":
		body, signed, err := SignV2(r.HTTP, r.Body, *c.keys, r.Time, !m.Signing.FormInOrder)
		if err == nil {
			r.Body = body
			r.HTTP.Header.Set("Content-Length", strconv.Itoa(len(body)))
		}
		return signed, err
	case c.Endpoint.SigningRegion == "" && c.Endpoint.Scheme != "sigv4a" && !m.Signing.TakesNoRegion:
		if why := c.Client.Config.RefusedRegion(); why != "" {
			return Signed{}, fmt.Errorf("sign the request: %w", refusedRegion(why))
		}
		return Signed{}, fmt.Errorf("sign the request: %w", ErrNoRegion)
	}
	s := c.signing()
	if c.Endpoint.Scheme == sessionScheme {
		c.carryToken(&s)
	}
	if presign && c.streams() {
		return Signed{}, errors.New("presign the request: a stream of events follows it, each of which is signed as it is sent")
	}
	if presign && m.Presigning.Sign != nil {
		return m.Presigning.Sign(c, s)
	}
	if presign && m.Presigning.FormAsGet && isForm(r.HTTP) {
		if err := BodyToQuery(r.HTTP, r.Body); err != nil {
			return Signed{}, err
		}
		r.HTTP.Method, r.Body = http.MethodGet, nil
		r.HTTP.Header.Del("Content-Length")
		r.HTTP.ContentLength, s.SignContentLength = 0, false
	}
	s.Endless = presign && m.Presigning.Endless != nil && m.Presigning.Endless(c.Client.Model.Name)
	if s.PayloadHash == "" {
		s.PayloadHash = HashOf(r.Body)
	}
	if presign && SingleEncoded(s.Service) {
		s.PayloadHash = UnsignedPayload
		r.HTTP.Header.Del("X-Amz-Content-Sha256")
	} else if c.message != nil && c.message.ShowHash {
		r.HTTP.Header.Set("X-Amz-Content-Sha256", s.PayloadHash)
	}
	signed, err := s.Sign(r.HTTP)
	if err == nil && !presign && c.message != nil && c.message.Chunks != nil {
		r.Body = s.signChunks(c.message.Chunks, signed)
	}
	if err == nil && c.streams() {
		r.Body, err = s.signEvents(c.message.Events, signed, func() time.Time { return s.Time })
	}
	return signed, err
}

// signing is how the request is signed, as its endpoint, its message and the
// manner of its client have it.
func (c *Call) signing() Signing {
	m := &c.Client.Manner.Signing
	s := Signing{Keys: *c.signer(), Service: c.Endpoint.SigningName, Region: c.Endpoint.SigningRegion, Time: c.Request.Time, Presign: c.Options.Presign,
		SingleEncoding: c.Endpoint.Single, NormalizePath: !c.Endpoint.Single && m.NormalizesPath, Leave: m.Leaves, Blank: m.Blank, SignExpect: m.SigV4aExpect}
	if c.Endpoint.Scheme == "sigv4a" {
		s.RegionSet = c.Endpoint.RegionSet
		if len(s.RegionSet) == 0 {
			s.RegionSet = []string{s.Region} // the rules say nothing of it
		}
		if s.Presign > 0 && c.Client.Manner.Presigning.TwiceV4a {
			s.SingleEncoding = false
		}
	}
	if c.message != nil {
		s.SignContentLength, s.SignNoLength, s.PayloadHash = c.message.SignLength, c.message.SignNoLength, c.message.PayloadHash
	}
	return s
}
