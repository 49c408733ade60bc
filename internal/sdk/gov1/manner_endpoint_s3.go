package gov1

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/endpoint/table"
)

// s3 moves the bucket into the host, or makes one of its ARN (aws-sdk-go v1.55.8,
// service/s3/endpoint.go, endpointHandler).
func (t *look) s3() error {
	if t.Op != nil && t.Op.Name == "WriteGetObjectResponse" {
		return t.objectLambdaResponse()
	}
	if strings.HasPrefix(t.Bucket, "arn:") && strings.Count(t.Bucket, ":") >= 5 {
		return t.s3ARN()
	}
	if t.Bucket == "" || !t.Config.On("s3.use_accelerate_endpoint") || t.Op != nil && slices.Contains([]string{"ListBuckets", "CreateBucket", "DeleteBucket"}, t.Op.Name) {
		t.HostStyle()
		return nil
	}
	// service/s3/host_style_bucket.go, updateEndpointForAccelerate
	if !t.HostCompatible() {
		return fmt.Errorf("bucket name %s is not compatible with S3 Accelerate", t.Bucket)
	}
	parts := strings.Split(t.Host(), ".")
	if len(parts) < 3 {
		return fmt.Errorf("unable to update endpoint host for S3 accelerate, hostname invalid, %s", t.Host())
	}
	if parts[0] == "s3" || strings.HasPrefix(parts[0], "s3-") {
		parts[0] = "s3-accelerate"
	}
	if i := slices.Index(parts[1:len(parts)-1], t.Region); i >= 0 {
		parts = slices.Delete(parts, i+1, i+2)
	}
	t.SetHost(func(string) string { return t.Bucket + "." + strings.Join(parts, ".") })
	return nil
}

// allowed checks an ARN against what the client is configured with.
func (t *look) allowed(r s3Resource) error {
	switch {
	case t.partition != "" && t.partition != r.partition:
		return errors.New("client partition does not match provided ARN partition")
	case !t.Config.On("s3_use_arn_region") && t.Endpoint.SigningRegion != r.region:
		return errors.New("client region does not match provided ARN region")
	case t.Config.On("s3.use_accelerate_endpoint"):
		return errors.New("client configured for S3 Accelerate but is not supported with resource ARN")
	}
	return nil
}

var errARNDualStack = errors.New("client configured for S3 Dual-stack but is not supported with resource ARN")

// s3ARN makes the endpoint of an access point.
func (t *look) s3ARN() error {
	r, err := parseS3ARN(t.Bucket, false)
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
	t.SetHost(func(host string) string { return prefix + host })
	t.Endpoint.SigningRegion, t.Endpoint.SigningName = found.SigningRegion, "s3"
	if r.service != "s3" {
		t.Endpoint.SigningName = r.service
	}
	if r.outpost != "" {
		t.Endpoint.SigningRegion = r.region
	}
	return validHost(t.Host())
}

// regional looks an endpoint up for an ARN's region.
func (t *look) regional(service, region string) (table.Endpoint, error) {
	o := t.options
	o.RegionalS3, o.Resolved = true, ""
	return endpoints().EndpointFor(service, region, o)
}

// redirect goes to another endpoint, with the first label of its host changed,
// unless one is configured.
func (t *look) redirect(to table.Endpoint, from, becomes string) {
	if t.custom {
		return
	}
	t.Endpoint.URL = to.URL
	t.SetHost(func(host string) string {
		if rest, ok := strings.CutPrefix(host, from); ok {
			return becomes + rest
		}
		return host
	})
}

// objectLambdaResponse is for the one operation that answers an object lambda
// (service/s3/endpoint.go, buildWriteGetObjectResponseEndpoint).
func (t *look) objectLambdaResponse() error {
	switch {
	case t.options.DualStack:
		return errors.New("client configured for dualstack but not supported for operation")
	case t.Config.On("s3.use_accelerate_endpoint"):
		return errors.New("client configured for accelerate but not supported for operation")
	}
	t.Endpoint.SigningName = "s3-object-lambda"
	if t.custom {
		return nil
	}
	o := t.options
	o.RegionalS3 = true
	found, err := endpoints().EndpointFor("s3", t.Region, o)
	if err != nil {
		return fmt.Errorf("failed to resolve endpoint: %w", err)
	}
	t.redirect(found, "s3", "s3-object-lambda")
	t.Endpoint.SigningRegion = found.SigningRegion
	return nil
}

// s3control makes the endpoint of an outpost (service/s3control/endpoint.go,
// endpointHandler), or puts the account before the host.
func (t *look) s3control() error {
	arn := t.Input("Bucket")
	if name := t.Input("AccessPointName"); name != "" {
		arn = name
	}
	if t.Op != nil && (t.Op.Name == "CreateBucket" || t.Op.Name == "ListRegionalBuckets") {
		if strings.TrimSpace(t.Input("OutpostId")) == "" {
			t.AccountPrefix()
			return nil
		}
		t.redirect(table.Endpoint{URL: t.Endpoint.URL}, "s3-control", "s3-outposts")
		if t.custom {
			t.AccountPrefix()
		}
		t.Endpoint.SigningName = "s3-outposts"
		return nil
	}
	if !strings.HasPrefix(arn, "arn:") || strings.Count(arn, ":") < 5 {
		t.AccountPrefix()
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
	t.Endpoint.SigningName, t.Endpoint.SigningRegion = r.service, r.region
	return validHost(t.Host())
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
