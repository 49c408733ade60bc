package protocol

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sort"
	"strings"
)

// What several SDKs do to the messages of single services.

// ContinueThreshold is the length from which on bodies wait for the service's leave
// (aws-sdk-go-v2, service/internal/s3shared, s3100continue.go; @aws-sdk/middleware-sdk-s3,
// addExpectContinueMiddleware).
const ContinueThreshold = 2 << 20

// NamesInQuery are the operations of S3 that newer models tell apart by a
// parameter of their own (aws-sdk-go-v2, service/s3 v1.114.10, serializers.go).
const NamesInQuery = "AbortMultipartUpload CopyObject DeleteObject GetBucketAnalyticsConfiguration GetBucketIntelligentTieringConfiguration " +
	"GetBucketInventoryConfiguration GetBucketMetricsConfiguration GetObject GetObjectAnnotation ListBucketAnalyticsConfigurations " +
	"ListBucketIntelligentTieringConfigurations ListBucketInventoryConfigurations ListBucketMetricsConfigurations ListBuckets " +
	"ListDirectoryBuckets ListObjectAnnotations ListParts PutObject UploadPart UploadPartCopy"

// NameInQuery adds that parameter.
func NameInQuery(c *Call, m *Message, _ Target) error {
	pairs := strings.Split(m.Query, "&")
	if m.Query == "" {
		pairs = nil
	}
	pairs = append(pairs, "x-id="+c.Operation.Name)
	sort.Strings(pairs)
	m.Query = strings.Join(pairs, "&")
	return nil
}

// AddGlacierVersion says which version of Glacier is called.
func AddGlacierVersion(c *Call, m *Message, _ Target) error {
	m.Set("X-Amz-Glacier-Version", c.Service.APIVersion)
	return nil
}

// AddGlacierHashes adds the sums of a body (service/glacier/customizations.go,
// addChecksum).
func AddGlacierHashes(_ *Call, m *Message, _ Target) error {
	if m.Header.Get("X-Amz-Sha256-Tree-Hash") != "" {
		return nil
	}
	sum, tree := sha256.Sum256(m.Body), ""
	if len(m.Body) > 0 {
		tree = TreeHash(m.Body)
	}
	m.Set("X-Amz-Sha256-Tree-Hash", tree)
	m.Set("X-Amz-Content-Sha256", hex.EncodeToString(sum[:]))
	return nil
}

// HashGivenBody is AddGlacierHashes for requests that have a body
// (@aws-sdk/middleware-sdk-glacier, addChecksumHeadersMiddleware; aws-sdk-go-v2,
// service/glacier/internal/customizations/treehash.go).
func HashGivenBody(c *Call, m *Message, to Target) error {
	if member, given := c.Payload(); len(m.Body) == 0 && (member == nil || given == nil) {
		return nil
	}
	return AddGlacierHashes(c, m, to)
}

// AcceptJSON has API Gateway answer with JSON, unless the input names something else.
func AcceptJSON(_ *Call, m *Message, _ Target) error {
	if m.Header.Get("Accept") == "" {
		m.Set("Accept", "application/json")
	}
	return nil
}

// AcceptOnlyJSON is AcceptJSON, whatever the input names.
func AcceptOnlyJSON(_ *Call, m *Message, _ Target) error {
	m.Set("Accept", "application/json")
	return nil
}

// SwitchHost sends a prediction to the endpoint that its input names.
func SwitchHost(_ *Call, m *Message, _ Target) error {
	var body struct{ PredictEndpoint string }
	if err := json.Unmarshal(m.Body, &body); err != nil || body.PredictEndpoint == "" {
		return nil
	}
	m.Endpoint = body.PredictEndpoint
	return nil
}
