package protocol

import (
	"sort"
	"strings"
)

// What clients of aws-sdk-go-v2 do beside their serializers
// (service/SERVICE/api_client.go and internal/customizations).
var goV2Preparations = []preparation{
	{"route53", "", (*Call).cutRoute53IDs},
	{"glacier", "", (*Call).nameOwnAccount},
	{"s3control", goV2TakeARNs, (*Call).nameOutpostAccount},
	{"s3", "", (*Call).askForChecksums},
	{"", "", (*Call).dropZeroes},
}

var goV2Finishings = []finishing{
	{"", "", (*Call).addLoneMD5},
	{"s3", "", (*Call).refuseCompression},
	{"dynamodb", "", (*Call).refuseCompression},
	{"s3", "PutObject UploadPart", (*Call).expectContinueGoV2},
	{"s3", "PutObject UploadPart", (*Call).leaveTypeOpen},
	{"s3", namesInQuery, (*Call).nameInQuery},
	{"apigateway", "", func(_ *Call, m *Message, _ Target) error { m.Set("Accept", "application/json"); return nil }},
	{"glacier", "", (*Call).addGlacierVersion},
	{"glacier", "", (*Call).hashGivenBody},
	{"ec2", "CopySnapshot", (*Call).presignCopy},
	{"rds", rdsCopies, (*Call).presignOtherRegion},
	{"neptune", clusterCopies, (*Call).presignOtherRegion},
	{"docdb", clusterCopies, (*Call).presignOtherRegion},
	{"machinelearning", "Predict", (*Call).switchHost},
}

// namesInQuery are the operations of S3 that newer models tell apart by a
// parameter of their own (aws-sdk-go-v2, service/s3 v1.114.10, serializers.go).
const namesInQuery = "AbortMultipartUpload CopyObject DeleteObject GetBucketAnalyticsConfiguration GetBucketIntelligentTieringConfiguration " +
	"GetBucketInventoryConfiguration GetBucketMetricsConfiguration GetObject GetObjectAnnotation ListBucketAnalyticsConfigurations " +
	"ListBucketIntelligentTieringConfigurations ListBucketInventoryConfigurations ListBucketMetricsConfigurations ListBuckets " +
	"ListDirectoryBuckets ListObjectAnnotations ListParts PutObject UploadPart UploadPartCopy"

func (c *Call) nameInQuery(m *Message, _ Target) error {
	pairs := strings.Split(m.Query, "&")
	if m.Query == "" {
		pairs = nil
	}
	pairs = append(pairs, "x-id="+c.Operation.Name)
	sort.Strings(pairs)
	m.Query = strings.Join(pairs, "&")
	return nil
}

// refuseCompression keeps net/http from asking for compressed answers, whose
// checksums could not be compared (service/internal/accept-encoding).
func (c *Call) refuseCompression(m *Message, to Target) error {
	if to.Presign {
		return nil // that step is none of a presigned request
	}
	m.Set("Accept-Encoding", "identity")
	return nil
}

// continueThreshold is the length from which on a body waits for the service's
// leave (service/internal/s3shared, s3100continue.go).
const continueThreshold = 2 << 20

// expectContinueGoV2 asks for leave to send what is long, or is not there: its
// length counts as unknown.
func (c *Call) expectContinueGoV2(m *Message, _ Target) error {
	if body := c.Input.Get("Body"); body == nil || body.Kind == Null || len(m.Body) >= continueThreshold {
		m.Set("Expect", "100-continue")
	}
	return nil
}

// leaveTypeOpen takes the type that nobody gave from a presigned request without a
// body (smithy-go, transport/http/middleware_headers.go,
// AddNoPayloadDefaultContentTypeRemover).
func (c *Call) leaveTypeOpen(m *Message, to Target) error {
	if to.Presign && c.Input.Get("Body") == nil && c.Input.Get("ContentType") == nil {
		m.Header.Del("Content-Type")
	}
	return nil
}

// signsS3PayloadGoV2 tells whether S3 is given the body's hash: always but for
// streams over https (aws/signer/v4, middleware.go, dynamicPayloadSigningMiddleware).
func (c *Call) signsS3PayloadGoV2(m *Message, to Target) bool {
	return !m.Streaming || !to.Secure()
}
