package dryrun

import (
	"slices"
	"strings"
)

// SignatureLast orders a query as SDKs do that put what a signature adds behind what
// is there, by an order of names of their own: the signer sorts it.
func SignatureLast(given, signed string, names ...string) string {
	values := map[string]string{}
	for pair := range strings.SplitSeq(signed, "&") {
		name, _, _ := strings.Cut(pair, "=")
		values[name] = pair
	}
	var pairs []string
	for pair := range strings.SplitSeq(given, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if pair != "" && !slices.Contains(names, name) {
			pairs = append(pairs, pair)
		}
	}
	for _, name := range names {
		if pair, ok := values[name]; ok {
			pairs = append(pairs, pair)
		}
	}
	return strings.Join(pairs, "&")
}

// PresignKept presigns in the way of SDKs whose URLs keep the headers of their
// requests: all of them are signed, and have to be sent along. A request without a
// body has neither a length nor, unless the input names one, a type.
func PresignKept(c *Call, s Signing, order func(given, signed string) string) (Signed, error) {
	r := c.Request
	s.KeepHeaders = true
	if s.SignContentLength = len(r.Body) > 0; !s.SignContentLength {
		r.HTTP.Header.Del("Content-Length")
		r.HTTP.ContentLength = 0
		if c.Input().Str("ContentType") == "" {
			r.HTTP.Header.Del("Content-Type")
		}
	}
	if SingleEncoded(s.Service) {
		s.PayloadHash = UnsignedPayload
	} else if s.PayloadHash == "" {
		s.PayloadHash = HashOf(r.Body)
	}
	given := r.HTTP.URL.RawQuery
	signed, err := s.Sign(r.HTTP)
	if err == nil {
		r.HTTP.URL.RawQuery = order(given, r.HTTP.URL.RawQuery)
	}
	return signed, err
}
