package boto

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/dryrun"
	rules "github.com/sessctl/sessctl/internal/endpoint"
)

var hostLabel = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z\d-]{1,63}$`) })

// presignsGlobally reports whether botocore presigns for the global host of S3,
// which it does outside us-east-1 too (1.43.11, signers.py, _should_use_global_endpoint;
// handlers.py, customize_endpoint_resolver_builtins).
func presignsGlobally(c *dryrun.Client, p *rules.Params, bucket string) bool {
	if c.Model.Name != "s3" || c.Partition != "aws" && c.Region != "" || c.OwnDualStack() ||
		c.Config.Value("s3_us_east_1_regional_endpoint") == "regional" && c.Region == "us-east-1" || c.Config.Value("s3.addressing_style") == "virtual" {
		return false
	}
	label := bucket == "" || hostLabel().MatchString(bucket) && bucket[0] != '-' && bucket[len(bucket)-1] != '-'
	path, _ := p.Text("ForcePathStyle")
	return label && path != "true" && !strings.HasPrefix(bucket, "arn:") && !strings.HasSuffix(bucket, "--x-s3")
}

// signsV1 reports whether boto3 presigns requests to S3 in the old way, as it does
// in the regions that still take it (botocore 1.43.11, client.py,
// _set_s3_presign_signature_version; data/endpoints.json).
func signsV1(c *dryrun.Client, e *dryrun.Endpoint) bool {
	if c.Config.Value("s3.signature_version") != "" { // any: client.py, _get_configured_signature_version
		return false
	}
	return c.Model.Name == "s3" && e.Scheme == "sigv4" && slices.Contains(signsV1In, plainRegion(c.Region))
}

var signsV1In = []string{"", "aws-global", "us-east-1", "us-west-1", "us-west-2", "eu-west-1", "sa-east-1", "ap-northeast-1", "ap-southeast-1",
	"ap-southeast-2", "us-gov-east-1", "us-gov-west-1"}

// unpresigned are the headers of requests that presigned URLs do without.
var unpresigned = []string{"X-Amz-Content-Sha256", "Content-Length"}

// presignOlder presigns in the way that S3 once had (botocore 1.43.11, auth.py, HmacV1QueryAuth).
func presignOlder(c *dryrun.Call, s dryrun.Signing) dryrun.Signed {
	r := c.Request
	for _, name := range unpresigned {
		r.HTTP.Header.Del(name)
	}
	path := r.HTTP.URL.EscapedPath()
	if bucket := c.Bucket(); bucket != "" {
		path = pathWithBucket(c, bucket)
	}
	return presignV1(r.HTTP, path, headerOrder(c), s.Keys, r.Time, c.Options.Presign)
}

// presign presigns as botocore's generate_presigned_url does (1.43.11, signers.py).
func presign(c *dryrun.Call, s dryrun.Signing) (dryrun.Signed, error) {
	r := c.Request
	for _, name := range unpresigned {
		r.HTTP.Header.Del(name)
	}
	s.KeepHeaders, s.PayloadHash = true, dryrun.HashOf(nil)
	if dryrun.SingleEncoded(s.Service) {
		s.PayloadHash = dryrun.UnsignedPayload
	}
	if err := dryrun.BodyToQuery(r.HTTP, r.Body); err != nil {
		return dryrun.Signed{}, err
	}
	r.Body = nil
	given := r.HTTP.URL.RawQuery
	signed, err := s.Sign(r.HTTP)
	switch {
	case err != nil:
	case c.Endpoint.Scheme == "sigv4a":
		r.HTTP.URL.RawQuery = regionsLast(given, r.HTTP.URL.RawQuery)
	default:
		r.HTTP.URL.RawQuery = signatureLast(given, r.HTTP.URL.RawQuery)
	}
	return signed, err
}

// regionsLast is the order of the C runtime (awscrt 0.38.0, as AWS CLI 2.38.5 has it).
func regionsLast(given, signed string) string {
	return dryrun.SignatureLast(given, signed, "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires",
		"X-Amz-Security-Token", "X-Amz-Region-Set", "X-Amz-Signature")
}

// pathWithBucket is the path of the model, with the bucket even where the host
// has it; an access point's ARN does not count (botocore 1.43.11, handlers.py,
// remove_bucket_from_url_paths_from_model and remove_arn_from_signing_path).
func pathWithBucket(c *dryrun.Call, bucket string) string {
	path := c.Request.HTTP.URL.EscapedPath()
	if strings.HasPrefix(bucket, "arn:") {
		if path == "" {
			return "/"
		}
		return path
	}
	own := "/" + dryrun.EscapeSegment(bucket)
	if path == own {
		return own + "/"
	}
	if strings.HasPrefix(path, own+"/") && !strings.HasPrefix(c.Request.HTTP.URL.Host, bucket+".") {
		return path
	}
	if path == "" {
		path = "/"
	}
	return own + path
}

// signatureLast is the order of a query with a signature (botocore 1.43.11, auth.py,
// SigV4QueryAuth).
func signatureLast(given, signed string) string {
	return dryrun.SignatureLast(given, signed, "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
		"X-Amz-Security-Token", "X-Amz-S3session-Token", "X-Amz-Signature")
}
