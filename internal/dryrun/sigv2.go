package dryrun

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// SignV2 signs a POST of a form with Signature Version 2: the form gets the
// key, the time and the signature. Go's SDK sorts the form, botocore leaves it as
// it is (botocore 1.43.11, auth.py, SigV2Auth; aws-sdk-go v1.55.8,
// private/signer/v2/v2.go).
func SignV2(r *http.Request, form []byte, keys Keys, at time.Time, sorted bool) ([]byte, Signed, error) {
	if r.Method != http.MethodPost {
		return nil, Signed{}, errors.New("sign the request: Signature Version 2 is for the POST of a form")
	}
	if keys.AccessKeyID == "" || keys.SecretKey == "" {
		return nil, Signed{}, errors.New("sign the request: there are no keys")
	}
	params := ReadPairs(string(form))
	for _, p := range []Pair{{"AWSAccessKeyId", keys.AccessKeyID}, {"SignatureVersion", "2"}, {"SignatureMethod", "HmacSHA256"},
		{"Timestamp", at.UTC().Format("2006-01-02T15:04:05Z")}, {"SecurityToken", keys.Token.Reveal()}} {
		if p.Value != "" {
			params = SetPair(params, p.Name, p.Value)
		}
	}
	params = slices.DeleteFunc(params, func(p Pair) bool { return p.Name == "Signature" }) // of an earlier attempt
	byName := slices.Clone(params)
	slices.SortStableFunc(byName, func(a, b Pair) int { return strings.Compare(a.Name, b.Name) })
	path := r.URL.EscapedPath()
	if path == "" {
		path = "/"
	}
	s := Signed{StringToSign: strings.Join([]string{r.Method, r.URL.Host, path, WritePairs(byName, EscapeSegment)}, "\n")}
	mac := hmac.New(sha256.New, []byte(keys.SecretKey.Reveal()))
	mac.Write([]byte(s.StringToSign))
	s.Signature = base64.StdEncoding.EncodeToString(mac.Sum(nil))
	params = append(params, Pair{"Signature", s.Signature})
	if sorted {
		slices.SortStableFunc(params, func(a, b Pair) int { return strings.Compare(a.Name, b.Name) })
	}
	return []byte(WritePairs(params, url.QueryEscape)), s, nil
}
