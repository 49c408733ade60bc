package jsv3

import (
	"strings"

	"github.com/sessctl/sessctl/internal/dryrun"
)

// presign makes a URL of a request as @aws-sdk/s3-request-presigner 3.1169.0 does
// (getSignedUrl and S3RequestPresigner.prepareRequest; @smithy/signature-v4 5.7.6,
// moveHeadersToQuery): the payload is never signed, and what the service's own headers
// say goes into the query by their names in lower case, but for how S3 encrypts. Its package is for S3 alone; of other requests @smithy/signature-v4
// signs the payload.
func presign(c *dryrun.Call, s dryrun.Signing) (dryrun.Signed, error) {
	r := c.Request.HTTP
	if !dryrun.SingleEncoded(s.Service) {
		if s.PayloadHash == "" {
			s.PayloadHash = dryrun.HashOf(c.Request.Body)
		}
		return s.Sign(r)
	}
	query := dryrun.ReadPairs(r.URL.RawQuery)
	for _, name := range []string{"Amz-Sdk-Invocation-Id", "Amz-Sdk-Request", "X-Amz-User-Agent", "X-Amz-Content-Sha256", "Content-Type", "X-Amz-Date", "Date"} {
		r.Header.Del(name)
	}
	for name, values := range r.Header {
		if lower := strings.ToLower(name); strings.HasPrefix(lower, "x-amz-") && !strings.HasPrefix(lower, "x-amz-server-side-encryption") {
			query = dryrun.SetPair(query, lower, strings.Join(values, ", "))
			delete(r.Header, name)
		}
	}
	query = dryrun.SetPair(query, "X-Amz-Content-Sha256", dryrun.UnsignedPayload)
	r.URL.RawQuery = dryrun.WritePairs(query, dryrun.EscapeSegment)
	s.KeepHeaders, s.PayloadHash = true, dryrun.UnsignedPayload
	s.SingleEncoding, s.NormalizePath = true, false // uriEscapePath
	signed, err := s.Sign(r)
	if err == nil {
		r.URL.RawQuery = sorted("", r.URL.RawQuery)
	}
	return signed, err
}
