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

// pair is a parameter of a form or a query, decoded.
type pair struct{ name, value string }

// readPairs takes a form or a query apart, in its order.
func readPairs(text string) (all []pair) {
	for one := range strings.SplitSeq(text, "&") {
		if one == "" {
			continue
		}
		name, value, _ := strings.Cut(one, "=")
		n, err := url.QueryUnescape(name)
		if err != nil {
			n = name
		}
		v, err := url.QueryUnescape(value)
		if err != nil {
			v = value
		}
		all = append(all, pair{n, v})
	}
	return all
}

// setPair puts a parameter in, in the place of an older one.
func setPair(all []pair, name, value string) []pair {
	for i := range all {
		if all[i].name == name {
			all[i].value = value
			return all
		}
	}
	return append(all, pair{name, value})
}

// writePairs is the inverse of readPairs.
func writePairs(all []pair, escape func(string) string) string {
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = escape(p.name) + "=" + escape(p.value)
	}
	return strings.Join(texts, "&")
}

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
	params := readPairs(string(form))
	for _, p := range []pair{{"AWSAccessKeyId", keys.AccessKeyID}, {"SignatureVersion", "2"}, {"SignatureMethod", "HmacSHA256"},
		{"Timestamp", at.UTC().Format("2006-01-02T15:04:05Z")}, {"SecurityToken", keys.Token.Reveal()}} {
		if p.value != "" {
			params = setPair(params, p.name, p.value)
		}
	}
	params = slices.DeleteFunc(params, func(p pair) bool { return p.name == "Signature" }) // of an earlier attempt
	byName := slices.Clone(params)
	slices.SortStableFunc(byName, func(a, b pair) int { return strings.Compare(a.name, b.name) })
	path := r.URL.EscapedPath()
	if path == "" {
		path = "/"
	}
	s := Signed{StringToSign: strings.Join([]string{r.Method, r.URL.Host, path, writePairs(byName, escapeSegment)}, "\n")}
	mac := hmac.New(sha256.New, []byte(keys.SecretKey.Reveal()))
	mac.Write([]byte(s.StringToSign))
	s.Signature = base64.StdEncoding.EncodeToString(mac.Sum(nil))
	params = append(params, pair{"Signature", s.Signature})
	if sorted {
		slices.SortStableFunc(params, func(a, b pair) int { return strings.Compare(a.name, b.name) })
	}
	return []byte(writePairs(params, url.QueryEscape)), s, nil
}
