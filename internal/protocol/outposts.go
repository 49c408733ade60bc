package protocol

import "strings"

// nameInOutpost gives operations of S3 Control the name of a bucket or an access
// point in the place of its ARN, which has told where the request goes (aws-sdk-go-v2,
// service/s3control/internal/customizations/process_arn_resource.go and
// update_outpost_arn.go; @aws-sdk/middleware-sdk-s3, parseOutpostArnablesMiddleaware).
func (c *Call) nameInOutpost() {
	if c.Service.Name != "s3control" || c.Style != GoV2 && c.Style != JavaScript {
		return
	}
	if c.Style == JavaScript && c.Operation.Name == "CreateBucket" {
		return // commandBuilder.js leaves it out
	}
	if c.Style == GoV2 && !c.isOneOf("s3control", goV2TakeARNs) {
		return
	}
	for _, member := range []string{"Name", "Bucket"} {
		outpost, account, name, ok := inOutpost(c.Input.Str(member))
		if !ok {
			continue
		}
		c.outpost = outpost
		c.Input.Fields = append([]Field{}, c.Input.Fields...) // the endpoint's parameters may be asked for again
		c.Input.Set(member, Text(name))
		if c.Input.Str("AccountId") == "" {
			c.Input.Set("AccountId", Text(account))
		}
		return
	}
}

// goV2TakeARNs are the operations that aws-sdk-go-v2 does so for
// (service/s3control v1.73.0, api_op_*.go, UpdateEndpointParameterAccessor).
const goV2TakeARNs = "CreateAccessPoint DeleteAccessPoint DeleteAccessPointPolicy DeleteBucket DeleteBucketLifecycleConfiguration " +
	"DeleteBucketPolicy DeleteBucketReplication DeleteBucketTagging GetAccessPoint GetAccessPointPolicy GetBucket " +
	"GetBucketLifecycleConfiguration GetBucketPolicy GetBucketReplication GetBucketTagging GetBucketVersioning ListAccessPoints " +
	"PutAccessPointPolicy PutBucketLifecycleConfiguration PutBucketPolicy PutBucketReplication PutBucketTagging PutBucketVersioning"

// nameOutpostAccount takes the account from an ARN (aws-sdk-go-v2,
// service/s3control/internal/customizations/backfill_input.go).
func (c *Call) nameOutpostAccount() {
	for _, member := range []string{"Name", "Bucket"} {
		if _, account, _, ok := inOutpost(c.Input.Str(member)); ok && c.Input.Get("AccountId") == nil {
			c.Input.Set("AccountId", Text(account))
		}
	}
}

// inOutpost takes the ARN of a bucket or an access point in an outpost apart.
func inOutpost(arn string) (outpost, account, name string, ok bool) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" || parts[2] != "s3-outposts" {
		return "", "", "", false
	}
	resource := strings.FieldsFunc(parts[5], func(r rune) bool { return r == '/' || r == ':' })
	if len(resource) != 4 || resource[0] != "outpost" || resource[2] != "accesspoint" && resource[2] != "bucket" {
		return "", "", "", false
	}
	return resource[1], parts[4], resource[3], true
}
