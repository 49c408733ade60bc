package protocol

import (
	"regexp"
	"sync"
)

// The names by which S3 operations call their bucket (botocore 1.43.11,
// handlers.py, VALID_BUCKET and VALID_S3_ARN).
var (
	bucketName = lazily(`^[a-zA-Z0-9.\-_]{1,255}$`)
	s3ARN      = lazily(`^arn:(aws).*:(s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\-.]{1,63}$` +
		`|^arn:(aws).*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9\-]{1,63}[/:]accesspoint[/:][a-zA-Z0-9\-]{1,63}$`)
)

// isS3ARN tells whether a bucket is named by the ARN of an access point.
func isS3ARN(bucket string) bool { return s3ARN().MatchString(bucket) }

// isBucket tells whether a text can name a bucket.
func isBucket(name string) bool { return bucketName().MatchString(name) || isS3ARN(name) }

// lazily compiles an expression when it is first used.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
