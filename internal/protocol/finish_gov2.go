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
	{"s3", "", (*Call).askForChecksums},
}

var goV2Finishings = []finishing{
	{"s3", namesInQuery, (*Call).nameInQuery},
	{"apigateway", "", func(_ *Call, m *Message, _ Target) error { m.Set("Accept", "application/json"); return nil }},
	{"glacier", "", (*Call).addGlacierVersion},
	{"glacier", "", (*Call).addGlacierHashes},
	{"ec2", "CopySnapshot", (*Call).presignCopyAlone},
	{"rds", "CopyDBClusterSnapshot CreateDBCluster CopyDBSnapshot CreateDBInstanceReadReplica StartDBInstanceAutomatedBackupsReplication", (*Call).presignOtherRegion},
	{"neptune", "CopyDBClusterSnapshot CreateDBCluster", (*Call).presignOtherRegion},
	{"docdb", "CopyDBClusterSnapshot CreateDBCluster", (*Call).presignOtherRegion},
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

// presignCopyAlone adds the presigned URL without the region, which the URL has
// (service/ec2/api_op_CopySnapshot.go).
func (c *Call) presignCopyAlone(m *Message, to Target) error {
	f := parseForm(m.Body)
	if f.get("PresignedUrl") != nil {
		return nil
	}
	signed, err := c.presigned(f, to)
	if err != nil {
		return err
	}
	f.set("PresignedUrl", signed)
	m.Body = f.encodeAs(c.Style)
	return nil
}
