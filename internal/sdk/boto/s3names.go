package boto

import (
	"regexp"
	"sync"
)

// The names by which S3 operations call their bucket (botocore 1.43.11,
// handlers.py, VALID_BUCKET and VALID_S3_ARN).
var (
	bucketName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z0-9.\-_]{1,255}$`) })
	s3ARN      = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^arn:(aws).*:(s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\-.]{1,63}$` +
			`|^arn:(aws).*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9\-]{1,63}[/:]accesspoint[/:][a-zA-Z0-9\-]{1,63}$`)
	})
)

// isS3ARN reports whether a bucket is named by the ARN of an access point.
func isS3ARN(bucket string) bool { return s3ARN().MatchString(bucket) }

// isBucket reports whether a text can name a bucket.
func isBucket(name string) bool { return bucketName().MatchString(name) || isS3ARN(name) }
