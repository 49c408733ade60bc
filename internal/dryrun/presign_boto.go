package dryrun

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/endpoint"
	"github.com/sessctl/sessctl/internal/jsontree"
	"github.com/sessctl/sessctl/internal/resolve"
)

var hostLabel = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z\d-]{1,63}$`) })

// presignsGlobally tells whether botocore presigns for the global host of S3,
// which it does outside us-east-1 too (1.43.11, signers.py, _should_use_global_endpoint;
// handlers.py, customize_endpoint_resolver_builtins).
func (c *Client) presignsGlobally(p *endpoint.Params, bucket string) bool {
	if c.Model.Name != "s3" || c.Partition != "aws" && c.Region != "" || c.ownDualStack() ||
		c.Config.Value("s3_us_east_1_regional_endpoint") == "regional" && c.Region == "us-east-1" || c.Config.Value("s3.addressing_style") == "virtual" {
		return false
	}
	label := bucket == "" || hostLabel().MatchString(bucket) && bucket[0] != '-' && bucket[len(bucket)-1] != '-'
	path, _ := p.Text("ForcePathStyle")
	return label && path != "true" && !strings.HasPrefix(bucket, "arn:") && !strings.HasSuffix(bucket, "--x-s3")
}

// signsV1 tells whether boto3 presigns requests to S3 in the old way, as it does
// in the regions that still take it (botocore 1.43.11, client.py,
// _set_s3_presign_signature_version; data/endpoints.json). The AWS CLI does not.
func (c *Client) signsV1(e *Endpoint) bool {
	return c.Model.Name == "s3" && c.Reading.SDK&resolve.Boto != 0 && e.Scheme == "sigv4" && slices.Contains(signsV1In, botoRegion(c.Region))
}

var signsV1In = []string{"", "aws-global", "us-east-1", "us-west-1", "us-west-2", "eu-west-1", "sa-east-1", "ap-northeast-1", "ap-southeast-1",
	"ap-southeast-2", "us-gov-east-1", "us-gov-west-1"}

// bodyToQuery moves the body of a request into its query, since a presigned
// request is its URL (botocore 1.43.11, auth.py, SigV4QueryAuth).
func bodyToQuery(r *http.Request, body []byte) error {
	params := readPairs(r.URL.RawQuery)
	tree, err := jsontree.Parse(body)
	switch {
	case len(body) == 0:
	case isForm(r):
		for _, p := range readPairs(string(body)) {
			params = setPair(params, p.name, p.value)
		}
	case err != nil || tree.Kind != jsontree.Object:
		return errors.New("presign the request: its body, which is neither a form nor JSON, cannot become a part of the URL")
	default:
		for _, f := range tree.Fields {
			text := f.Value.Text
			if f.Value.Kind == jsontree.Array || f.Value.Kind == jsontree.Object {
				text = string(f.Value.Append(nil))
			}
			params = setPair(params, f.Name, text)
		}
	}
	r.URL.RawQuery = writePairs(params, escapeSegment)
	if isForm(r) {
		r.Header.Del("Content-Type")
	}
	return nil
}

// isForm tells whether the body is a form; not all SDKs name its character set.
func isForm(r *http.Request) bool {
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	return kind == "application/x-www-form-urlencoded"
}

// presignV1 presigns a request to S3 in the way that came before Signature
// Version 2 (botocore 1.43.11, auth.py, HmacV1QueryAuth). The path is that with
// the bucket.
//
// The headers in the query stand in a given order, those that it lacks behind.
func presignV1(r *http.Request, path string, order []string, keys Keys, at time.Time, good time.Duration) Signed {
	expires := strconv.FormatInt(at.Add(good).Unix(), 10)
	if keys.Token != "" {
		r.Header.Set("X-Amz-Security-Token", keys.Token.Reveal())
	}
	lines := []string{r.Method, strings.TrimSpace(r.Header.Get("Content-Md5")), strings.TrimSpace(r.Header.Get("Content-Type")), expires}
	params := []pair{{"AWSAccessKeyId", keys.AccessKeyID}, {"Signature", ""}}
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
			params = setPair(params, strings.ToLower(name), r.Header.Get(name))
		}
	}
	params = append(params, pair{"Expires", expires})
	var counted []string
	for _, p := range readPairs(r.URL.RawQuery) {
		if !slices.Contains(countedInV1, p.name) {
			continue
		}
		one := p.name
		if p.value != "" || strings.Contains("&"+r.URL.RawQuery, "&"+p.name+"=") {
			one += "=" + p.value
		}
		counted = append(counted, one)
	}
	slices.Sort(counted)
	if len(counted) > 0 {
		path += "?" + strings.Join(counted, "&")
	}
	s := Signed{StringToSign: strings.Join(append(lines, path), "\n")}
	mac := hmac.New(sha1.New, []byte(keys.SecretKey.Reveal()))
	mac.Write([]byte(s.StringToSign))
	s.Signature = base64.StdEncoding.EncodeToString(mac.Sum(nil))
	params[1].value = s.Signature
	query := writePairs(params, escapeSegment)
	if r.URL.RawQuery != "" {
		query = r.URL.RawQuery + "&" + query
	}
	r.URL.RawQuery = query
	return s
}

const tokenHeader = "X-Amz-Security-Token"

// headerOrder gives the headers of an input in its order, which botocore keeps.
func (c *Call) headerOrder() (names []string) {
	w, ok := c.Wire.(*wire)
	if !ok || c.Op.Input == nil {
		return nil
	}
	for _, f := range w.call.Input.Fields {
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
