package gov2

import "github.com/sessctl/sessctl/internal/protocol"

// What clients of aws-sdk-go-v2 do beside their serializers
// (service/SERVICE/api_client.go and internal/customizations).

// refuseCompression keeps net/http from asking for compressed answers, whose
// checksums could not be compared (service/internal/accept-encoding).
func refuseCompression(_ *protocol.Call, m *protocol.Message, to protocol.Target) error {
	if to.Presign {
		return nil // that step is none of a presigned request
	}
	m.Set("Accept-Encoding", "identity")
	return nil
}

// expectContinue asks for leave to send what is long, or is not there: its
// length counts as unknown.
func expectContinue(c *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	if body := c.Input.Get("Body"); body == nil || body.Kind == protocol.Null || len(m.Body) >= protocol.ContinueThreshold {
		m.Set("Expect", "100-continue")
	}
	return nil
}

// leaveTypeOpen takes the type that nobody gave from a presigned request without a
// body (smithy-go, transport/http/middleware_headers.go,
// AddNoPayloadDefaultContentTypeRemover).
func leaveTypeOpen(c *protocol.Call, m *protocol.Message, to protocol.Target) error {
	if to.Presign && c.Input.Get("Body") == nil && c.Input.Get("ContentType") == nil {
		m.Header.Del("Content-Type")
	}
	return nil
}

// signsS3Payload reports whether S3 is given the body's hash: always but for
// streams over https (aws/signer/v4, middleware.go, dynamicPayloadSigningMiddleware).
func signsS3Payload(_ *protocol.Call, m *protocol.Message, to protocol.Target, _ string) bool {
	return !m.Streaming || !to.Secure()
}

// takeARNs are the operations that name what stands in an outpost by its ARN
// (service/s3control v1.73.0, api_op_*.go, UpdateEndpointParameterAccessor).
const takeARNs = "CreateAccessPoint DeleteAccessPoint DeleteAccessPointPolicy DeleteBucket DeleteBucketLifecycleConfiguration " +
	"DeleteBucketPolicy DeleteBucketReplication DeleteBucketTagging GetAccessPoint GetAccessPointPolicy GetBucket " +
	"GetBucketLifecycleConfiguration GetBucketPolicy GetBucketReplication GetBucketTagging GetBucketVersioning ListAccessPoints " +
	"PutAccessPointPolicy PutBucketLifecycleConfiguration PutBucketPolicy PutBucketReplication PutBucketTagging PutBucketVersioning"

// nameOutpostAccount takes the account from an ARN (aws-sdk-go-v2,
// service/s3control/internal/customizations/backfill_input.go).
func nameOutpostAccount(c *protocol.Call) {
	for _, member := range []string{"Name", "Bucket"} {
		if _, account, _, ok := protocol.InOutpost(c.Input.Str(member)); ok && c.Input.Get("AccountId") == nil {
			c.Input.Set("AccountId", protocol.Text(account))
		}
	}
}
