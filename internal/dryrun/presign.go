package dryrun

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// presignURL signs a GET request in its query, for a request that carries it
// (botocore 1.43.11, signers.py, generate_presigned_url).
func (c *Client) presignURL(target, region string, keys *Keys, at time.Time) (string, error) {
	m := &c.Manner.Carried
	r, err := http.NewRequest(http.MethodGet, target, nil)
	if err != nil {
		return "", err
	}
	s := Signing{Keys: *keys, Service: c.Model.Signer(), Region: region, Time: at, PayloadHash: HashOf(nil),
		NormalizePath: c.Manner.Signing.NormalizesPath, Presign: m.For, Endless: m.Endless}
	if m.NoPort {
		r.Host = strings.TrimSuffix(r.URL.Host, ":"+r.URL.Port())
	}
	given := r.URL.RawQuery
	if _, err := s.Sign(r); err != nil {
		return "", err
	}
	if m.Order != nil {
		r.URL.RawQuery = m.Order(given, r.URL.RawQuery)
	}
	return r.URL.String(), nil
}

// BodyToQuery moves the body of a request into its query, since a presigned
// request is its URL (botocore 1.43.11, auth.py, SigV4QueryAuth).
func BodyToQuery(r *http.Request, body []byte) error {
	params := ReadPairs(r.URL.RawQuery)
	tree, err := jsontree.Parse(body)
	switch {
	case len(body) == 0:
	case isForm(r):
		for _, p := range ReadPairs(string(body)) {
			params = SetPair(params, p.Name, p.Value)
		}
	case err != nil || tree.Kind != jsontree.Object:
		return errors.New("presign the request: its body, which is neither a form nor JSON, cannot become a part of the URL")
	default:
		for _, f := range tree.Fields {
			text := f.Value.Text
			if f.Value.Kind == jsontree.Array || f.Value.Kind == jsontree.Object {
				text = string(f.Value.Append(nil))
			}
			params = SetPair(params, f.Name, text)
		}
	}
	r.URL.RawQuery = WritePairs(params, EscapeSegment)
	if isForm(r) {
		r.Header.Del("Content-Type")
	}
	return nil
}

// isForm reports whether the body is a form; not all SDKs name its character set.
func isForm(r *http.Request) bool {
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	return kind == "application/x-www-form-urlencoded"
}
