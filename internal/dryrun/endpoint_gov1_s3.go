package dryrun

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/endpoint/table"
)

// s3 moves the bucket into the host, or makes one of its ARN (aws-sdk-go v1.55.8,
// service/s3/endpoint.go, endpointHandler).
func (t *tableCall) s3() error {
	if t.op != nil && t.op.Name == "WriteGetObjectResponse" {
		return t.objectLambdaResponse()
	}
	if strings.HasPrefix(t.bucket, "arn:") && strings.Count(t.bucket, ":") >= 5 {
		return t.s3ARN()
	}
	if t.bucket == "" || !t.on("s3.use_accelerate_endpoint") || t.op != nil && slices.Contains([]string{"ListBuckets", "CreateBucket", "DeleteBucket"}, t.op.Name) {
		t.hostStyle()
		return nil
	}
	// service/s3/host_style_bucket.go, updateEndpointForAccelerate
	if !t.hostCompatible() {
		return fmt.Errorf("bucket name %s is not compatible with S3 Accelerate", t.bucket)
	}
	parts := strings.Split(t.host(), ".")
	if len(parts) < 3 {
		return fmt.Errorf("unable to update endpoint host for S3 accelerate, hostname invalid, %s", t.host())
	}
	if parts[0] == "s3" || strings.HasPrefix(parts[0], "s3-") {
		parts[0] = "s3-accelerate"
	}
	if i := slices.Index(parts[1:len(parts)-1], t.Region); i >= 0 {
		parts = slices.Delete(parts, i+1, i+2)
	}
	t.setHost(func(string) string { return t.bucket + "." + strings.Join(parts, ".") })
	return nil
}

// hostStyle names the bucket in the host where it can stand there, else in the
// path (service/s3/host_style_bucket.go, v1.1.2 and v1.55.8).
func (t *tableCall) hostStyle() {
	switch {
	case t.bucket == "":
	case t.Config.Value("s3.addressing_style") != "path" && (t.op == nil || t.op.Name != "GetBucketLocation") && t.hostCompatible():
		t.setHost(func(host string) string { return t.bucket + "." + host })
	default:
		t.e.URL = strings.TrimSuffix(t.e.URL, "/") + "/" + escapeSegment(t.bucket)
	}
}

var (
	domain    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9][a-z0-9\.\-]{1,61}[a-z0-9]$`) })
	ipAddress = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\d+\.){3}\d+$`) })
)

func (t *tableCall) hostCompatible() bool {
	if strings.HasPrefix(t.e.URL, "https:") && strings.Contains(t.bucket, ".") {
		return false
	}
	return domain().MatchString(t.bucket) && !ipAddress().MatchString(t.bucket) && !strings.Contains(t.bucket, "..")
}

// escapeSegment escapes a segment of a path (private/protocol/rest/build.go, EscapePath).
func escapeSegment(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// s3Resource is an ARN that stands for a bucket or an access point.
type s3Resource struct {
	partition, service, region, account string
	outpost, accessPoint, bucket        string
}

// parseS3ARN reads such an ARN (internal/s3shared/arn; service/s3 and
// service/s3control, endpoint.go).
func parseS3ARN(s string, control bool) (r s3Resource, err error) {
	fault := func(why string) (s3Resource, error) {
		return r, fmt.Errorf("invalid Amazon %s ARN, %s, %s", r.service, why, s)
	}
	parts := strings.SplitN(s, ":", 6)
	r.partition, r.service, r.region, r.account = parts[1], parts[2], parts[3], parts[4]
	segments := strings.FieldsFunc(parts[5], func(c rune) bool { return c == '/' || c == ':' })
	if n := strings.Count(parts[5], "/") + strings.Count(parts[5], ":") + 1; n != len(segments) {
		return fault("resource-id not set")
	}
	switch {
	case r.partition == "":
		return fault("partition not set")
	case !slices.Contains([]string{"s3", "s3-outposts", "s3-object-lambda"}, r.service):
		return fault("service is not supported")
	case strings.HasPrefix(r.region, "fips-") || strings.HasSuffix(r.region, "-fips"):
		return fault("FIPS region not allowed in ARN")
	case len(segments) == 0 || segments[0] != "outpost" && (control || segments[0] != "accesspoint"):
		return fault("unknown resource type")
	}
	rest := segments[1:]
	kind := "accesspoint"
	if segments[0] == "outpost" {
		if !control && r.service != "s3-outposts" {
			return fault("service is not s3-outposts")
		}
		if len(rest) < 3 {
			return fault("access-point resource not set in Outpost ARN")
		}
		r.outpost, kind, rest = rest[0], rest[1], rest[2:]
	} else if r.service == "s3-outposts" {
		return fault("service is not s3 or s3-object-lambda")
	}
	switch {
	case kind != "accesspoint" && !(control && kind == "bucket"):
		return fault("unknown resource set for outpost ARN")
	case r.region == "":
		return fault("region not set")
	case r.account == "":
		return fault("account-id not set")
	case len(rest) == 0 || strings.TrimSpace(rest[0]) == "":
		return fault("resource-id not set")
	case len(rest) > 1:
		return fault("sub resource not supported")
	case kind == "bucket":
		r.bucket = rest[0]
	default:
		r.accessPoint = rest[0]
	}
	return r, nil
}

// allowed checks an ARN against what the client is configured with.
func (t *tableCall) allowed(r s3Resource) error {
	switch {
	case t.partition != "" && t.partition != r.partition:
		return errors.New("client partition does not match provided ARN partition")
	case !t.on("s3_use_arn_region") && t.e.SigningRegion != r.region:
		return errors.New("client region does not match provided ARN region")
	case t.on("s3.use_accelerate_endpoint"):
		return errors.New("client configured for S3 Accelerate but is not supported with resource ARN")
	}
	return nil
}

var errARNDualStack = errors.New("client configured for S3 Dual-stack but is not supported with resource ARN")

// s3ARN makes the endpoint of an access point.
func (t *tableCall) s3ARN() error {
	r, err := parseS3ARN(t.bucket, false)
	if err == nil {
		err = t.allowed(r)
	}
	if err != nil {
		return err
	}
	prefix, becomes := r.accessPoint+"-"+r.account+".", "s3-accesspoint"
	switch {
	case r.outpost != "" && t.options.FIPS:
		return errors.New("use of ARN is not supported when client or request is configured for FIPS")
	case r.service != "s3" && t.options.DualStack:
		return errARNDualStack
	case r.outpost != "":
		prefix, becomes = prefix+r.outpost+".", "s3-outposts"
	case r.service == "s3-object-lambda":
		becomes = "s3-object-lambda"
	}
	found, err := t.regional("s3", r.region)
	if err != nil {
		return fmt.Errorf("endpoint resolver failed to find an endpoint for the provided ARN region: %w", err)
	}
	t.redirect(found, "s3", becomes)
	t.setHost(func(host string) string { return prefix + host })
	t.e.SigningRegion, t.e.SigningName = found.SigningRegion, "s3"
	if r.service != "s3" {
		t.e.SigningName = r.service
	}
	if r.outpost != "" {
		t.e.SigningRegion = r.region
	}
	return validHost(t.host())
}

// regional looks an endpoint up for an ARN's region.
func (t *tableCall) regional(service, region string) (table.Endpoint, error) {
	o := t.options
	o.RegionalS3, o.Resolved = true, ""
	return table.GoV1().EndpointFor(service, region, o)
}

// redirect goes to another endpoint, with the first label of its host changed,
// unless one is configured.
func (t *tableCall) redirect(to table.Endpoint, from, becomes string) {
	if t.custom {
		return
	}
	t.e.URL = to.URL
	t.setHost(func(host string) string {
		if rest, ok := strings.CutPrefix(host, from); ok {
			return becomes + rest
		}
		return host
	})
}

// objectLambdaResponse is for the one operation that answers an object lambda
// (service/s3/endpoint.go, buildWriteGetObjectResponseEndpoint).
func (t *tableCall) objectLambdaResponse() error {
	switch {
	case t.options.DualStack:
		return errors.New("client configured for dualstack but not supported for operation")
	case t.on("s3.use_accelerate_endpoint"):
		return errors.New("client configured for accelerate but not supported for operation")
	}
	t.e.SigningName = "s3-object-lambda"
	if t.custom {
		return nil
	}
	o := t.options
	o.RegionalS3 = true
	found, err := table.GoV1().EndpointFor("s3", t.Region, o)
	if err != nil {
		return fmt.Errorf("failed to resolve endpoint: %w", err)
	}
	t.redirect(found, "s3", "s3-object-lambda")
	t.e.SigningRegion = found.SigningRegion
	return nil
}

// s3control makes the endpoint of an outpost (service/s3control/endpoint.go,
// endpointHandler), or puts the account before the host.
func (t *tableCall) s3control() error {
	arn := t.input("Bucket")
	if name := t.input("AccessPointName"); name != "" {
		arn = name
	}
	if t.op != nil && (t.op.Name == "CreateBucket" || t.op.Name == "ListRegionalBuckets") {
		if strings.TrimSpace(t.input("OutpostId")) == "" {
			t.accountPrefix()
			return nil
		}
		t.redirect(table.Endpoint{URL: t.e.URL}, "s3-control", "s3-outposts")
		if t.custom {
			t.accountPrefix()
		}
		t.e.SigningName = "s3-outposts"
		return nil
	}
	if !strings.HasPrefix(arn, "arn:") || strings.Count(arn, ":") < 5 {
		t.accountPrefix()
		return nil
	}
	r, err := parseS3ARN(arn, true)
	if err == nil {
		err = t.allowed(r)
	}
	if err != nil {
		return err
	}
	if t.options.DualStack {
		return errARNDualStack
	}
	from := "s3"
	if r.bucket != "" {
		from = "s3-control"
	}
	found, err := t.regional(from, r.region)
	if err != nil {
		return fmt.Errorf("endpoint resolver failed to find an endpoint for the provided ARN region: %w", err)
	}
	t.redirect(found, from, r.service)
	t.e.SigningName, t.e.SigningRegion = r.service, r.region
	return validHost(t.host())
}

// validHost checks the labels of a host that an ARN has made (private/protocol/host.go,
// ValidateEndpointHost).
func validHost(host string) error {
	name, _, _ := strings.Cut(host, ":")
	for label := range strings.SplitSeq(strings.TrimSuffix(name, "."), ".") {
		if n := len(label); n == 0 || n > 63 || strings.Trim(label, "-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return fmt.Errorf("invalid ARN: the host label %q is not of the kind [a-zA-Z0-9-]{1,63}", label)
		}
	}
	return nil
}
