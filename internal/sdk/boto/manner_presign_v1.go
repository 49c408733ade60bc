package boto

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/dryrun"
)

const tokenHeader = "X-Amz-Security-Token"

// presignV1 presigns a request to S3 in the way that came before Signature
// Version 2 (botocore 1.43.11, auth.py, HmacV1QueryAuth). The path is that with
// the bucket.
//
// The headers in the query stand in a given order, those that it lacks behind.
func presignV1(r *http.Request, path string, order []string, keys dryrun.Keys, at time.Time, good time.Duration) dryrun.Signed {
	expires := strconv.FormatInt(at.Add(good).Unix(), 10)
	if keys.Token != "" {
		r.Header.Set("X-Amz-Security-Token", keys.Token.Reveal())
	}
	lines := []string{r.Method, strings.TrimSpace(r.Header.Get("Content-Md5")), strings.TrimSpace(r.Header.Get("Content-Type")), expires}
	params := []dryrun.Pair{{Name: "AWSAccessKeyId", Value: keys.AccessKeyID}, {Name: "Signature"}}
	var names []string
	for name := range r.Header {
		if strings.HasPrefix(name, "X-Amz-") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		lines = append(lines, strings.ToLower(name)+":"+strings.TrimSpace(strings.Join(r.Header[name], ",")))
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == tokenHeader })
	for _, name := range slices.Concat(order, names, []string{"Content-Md5", "Content-Type", tokenHeader}) {
		_, given := r.Header[name]
		if counts := strings.HasPrefix(name, "X-Amz-") || name == "Content-Md5" || name == "Content-Type"; given && counts {
			params = dryrun.SetPair(params, strings.ToLower(name), r.Header.Get(name))
		}
	}
	params = append(params, dryrun.Pair{Name: "Expires", Value: expires})
	if counted := countedParams(r.URL.RawQuery); len(counted) > 0 {
		path += "?" + strings.Join(counted, "&")
	}
	s := dryrun.Signed{StringToSign: strings.Join(append(lines, path), "\n")}
	mac := hmac.New(sha1.New, []byte(keys.SecretKey.Reveal()))
	mac.Write([]byte(s.StringToSign))
	s.Signature = base64.StdEncoding.EncodeToString(mac.Sum(nil))
	params[1].Value = s.Signature
	query := dryrun.WritePairs(params, dryrun.EscapeSegment)
	if r.URL.RawQuery != "" {
		query = r.URL.RawQuery + "&" + query
	}
	r.URL.RawQuery = query
	return s
}

// countedParams are the parameters of a query that such a signature covers, in
// its order.
func countedParams(query string) (counted []string) {
	for _, p := range dryrun.ReadPairs(query) {
		if !slices.Contains(countedInV1, p.Name) {
			continue
		}
		one := p.Name
		if p.Value != "" || strings.Contains("&"+query, "&"+p.Name+"=") {
			one += "=" + p.Value
		}
		counted = append(counted, one)
	}
	slices.Sort(counted)
	return counted
}

// headerOrder gives the headers of an input in its order, which botocore keeps.
func headerOrder(c *dryrun.Call) (names []string) {
	if c.Op.Input == nil {
		return nil
	}
	for _, f := range c.Input().Fields {
		m := c.Op.Input.Shape.Member(f.Name)
		switch {
		case m == nil:
		case m.Location == catalogue.InHeader:
			names = append(names, http.CanonicalHeaderKey(m.WireName()))
		case m.Location == catalogue.InHeaders:
			for _, one := range f.Value.Fields {
				names = append(names, http.CanonicalHeaderKey(m.WireName()+one.Name))
			}
		}
	}
	return names
}

// countedInV1 are the parameters that such a signature covers.
var countedInV1 = strings.Fields(`accelerate acl cors defaultObjectAcl location logging partNumber policy requestPayment torrent versioning
	versionId versions website uploads uploadId response-content-type response-content-language response-expires
	response-cache-control response-content-disposition response-content-encoding delete lifecycle tagging restore
	storageClass notification replication analytics metrics inventory select select-type object-lock`)
