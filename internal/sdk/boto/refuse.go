package boto

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/protocol"
)

// checkBucket refuses what cannot name a bucket (botocore 1.43.11, handlers.py,
// validate_bucket_name).
func checkBucket(c *protocol.Call) []protocol.Problem {
	bucket := c.Input.Get("Bucket")
	if bucket == nil || bucket.Kind != protocol.String || isBucket(bucket.Text) {
		return nil
	}
	says := fmt.Sprintf("%q is neither a bucket's name, which has letters, digits, dots, hyphens and underscores, nor the ARN of an access point", bucket.Text)
	if name, key, ok := strings.Cut(strings.TrimPrefix(bucket.Text, "s3://"), "/"); isBucket(name) && key == "" {
		says += "; the bucket is " + name
	} else if ok && isBucket(name) {
		says += fmt.Sprintf("; the bucket is %s, and %s belongs to the key", name, key)
	}
	return []protocol.Problem{{Path: "Bucket", Code: protocol.NotAccepted, Message: says}}
}

// checkMetadata refuses metadata beyond ASCII (handlers.py, validate_ascii_metadata).
func checkMetadata(c *protocol.Call) []protocol.Problem {
	metadata := c.Input.Get("Metadata")
	if metadata == nil || metadata.Kind != protocol.Map {
		return nil
	}
	var bad []protocol.Problem
	for i := range metadata.Fields {
		if f := &metadata.Fields[i]; !isASCII(f.Name) || f.Value.Kind == protocol.String && !isASCII(f.Value.Text) {
			bad = append(bad, protocol.Problem{Path: "Metadata." + f.Name, Code: protocol.NotAccepted, Message: "S3 metadata has only ASCII characters"})
		}
	}
	return bad
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
