package protocol

// refusal is something that an SDK refuses beside what the model says.
type refusal struct {
	service    string
	operations string
	check      func(*Call, *validator)
}

var refusals = map[Style][]refusal{Botocore: botocoreRefusals}

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
