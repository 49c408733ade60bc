package protocol

import (
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// refusal is something that an SDK refuses beside what the model says.
type refusal struct {
	service    string
	operations string
	check      func(*Call, *validator)
}

var refusals = map[Style][]refusal{Botocore: botocoreRefusals, JavaScript: javaScriptRefusals}

// javaScriptRefusals are those of @aws-sdk/middleware-sdk-s3: S3RestXmlProtocol and
// validateBucketNameMiddleware.
var javaScriptRefusals = []refusal{
	{"s3", "", needBucket},
	{"s3", "", checkSlash},
	{"glacier", "UploadArchive UploadMultipartPart", needGlacierBody},
	{"route53", "ChangeResourceRecordSets", needAliasZone},
}

// needAliasZone misses the zone of an alias, from whose id the SDK cuts a prefix
// (@aws-sdk/middleware-sdk-route53, changeResourceRecordSetsMiddleware: a TypeError).
func needAliasZone(c *Call, v *validator) {
	changes := c.Input.Get("ChangeBatch").Get("Changes")
	if changes == nil {
		return
	}
	for i := range changes.Items {
		target := changes.Items[i].Get("ResourceRecordSet").Get("AliasTarget")
		if target == nil || target.Kind != Map {
			continue
		}
		if id := target.Get("HostedZoneId"); id == nil || id.Kind == Null {
			v.add(index("ChangeBatch.Changes", i)+".ResourceRecordSet.AliasTarget.HostedZoneId", Missing, "is required: the SDK cuts a prefix off it")
		}
	}
}

// needGlacierBody refuses an empty body, which the SDK fails to hash
// (@aws-sdk/body-checksum-node: a TypeError).
func needGlacierBody(c *Call, v *validator) {
	if body := c.Input.Get("body"); body != nil && body.Kind != Null && plainText(body) == "" {
		v.add("body", TooShort, "is empty, which the SDK cannot hash: leave it out")
	}
}

// needBucket misses a bucket that the URL needs: it stands in the host name, so
// that nothing else would.
func needBucket(c *Call, v *validator) {
	in := c.Operation.Input
	if in == nil {
		return
	}
	if m := in.Shape.Member("Bucket"); m != nil && m.Location == catalogue.InURI && c.Input.Str("Bucket") == "" {
		v.add("Bucket", Missing, "is required: it is part of the URL")
	}
}

func checkSlash(c *Call, v *validator) {
	if bucket := c.Input.Str("Bucket"); strings.Contains(bucket, "/") && (!strings.HasPrefix(bucket, "arn:") || strings.Count(bucket, ":") < 5) {
		v.add("Bucket", NotAccepted, "%q has a slash in it: a bucket's name has none", bucket)
	}
}

// botocoreRefusals are those of botocore 1.43.11, handlers.py,
// validate_bucket_name and validate_ascii_metadata.
var botocoreRefusals = []refusal{
	{"s3", "", checkBucket},
	{"s3", "CopyObject PutObject CreateMultipartUpload", checkMetadata},
}

func checkBucket(c *Call, v *validator) {
	if bucket := c.Input.Get("Bucket"); bucket != nil && bucket.Kind == String && !isBucket(bucket.Text) {
		v.add("Bucket", NotAccepted, "%q is neither a bucket's name, which has letters, digits, dots, hyphens and underscores, nor the ARN of an access point", bucket.Text)
	}
}

func checkMetadata(c *Call, v *validator) {
	metadata := c.Input.Get("Metadata")
	if metadata == nil || metadata.Kind != Map {
		return
	}
	for i := range metadata.Fields {
		if f := &metadata.Fields[i]; !isASCII(f.Name) || f.Value.Kind == String && !isASCII(f.Value.Text) {
			v.add(join("Metadata", f.Name), NotAccepted, "S3 metadata has only ASCII characters")
		}
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
