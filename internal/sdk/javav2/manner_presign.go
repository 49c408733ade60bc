package javav2

import "github.com/sessctl/sessctl/internal/dryrun"

// presign keeps the headers of a request and signs them all (services/s3,
// DefaultS3Presigner; other services have no presigner, and are treated likewise).
func presign(c *dryrun.Call, s dryrun.Signing) (dryrun.Signed, error) {
	r := c.Request
	s.KeepHeaders = true
	if s.SignContentLength = len(r.Body) > 0; !s.SignContentLength {
		r.HTTP.Header.Del("Content-Length")
		r.HTTP.ContentLength = 0
	}
	if len(r.Body) == 0 && c.Input().Str("ContentType") == "" {
		r.HTTP.Header.Del("Content-Type") // a presigned upload has no RequestBody
	}
	if dryrun.SingleEncoded(s.Service) {
		s.PayloadHash = dryrun.UnsignedPayload
	} else if s.PayloadHash == "" {
		s.PayloadHash = dryrun.HashOf(r.Body)
	}
	given := r.HTTP.URL.RawQuery
	signed, err := s.Sign(r.HTTP)
	if err == nil {
		r.HTTP.URL.RawQuery = asSigned(given, r.HTTP.URL.RawQuery)
	}
	return signed, err
}
