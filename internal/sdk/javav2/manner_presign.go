package javav2

import "github.com/sessctl/sessctl/internal/dryrun"

// presign is S3's (services/s3, DefaultS3Presigner); other services have no presigner,
// and are treated likewise. A presigned upload has no RequestBody.
func presign(c *dryrun.Call, s dryrun.Signing) (dryrun.Signed, error) {
	return dryrun.PresignKept(c, s, asSigned)
}

// asSigned is the order of a query that the signer has added to (http-auth-aws,
// V4RequestSigner.presigned).
func asSigned(given, signed string) string {
	return dryrun.SignatureLast(given, signed, "X-Amz-Security-Token", "X-Amz-Algorithm", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Credential",
		"X-Amz-Expires", "X-Amz-Signature")
}
