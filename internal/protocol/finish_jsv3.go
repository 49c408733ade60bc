package protocol

import (
	"crypto/md5"
	"encoding/base64"
)

// What clients of the AWS SDK for JavaScript v3 do beside their serializers
// (packages @aws-sdk/middleware-*, 3.1175.0).
var javaScriptPreparations = []preparation{
	{"s3", "", func(c *Call) { c.encodeAnyCustomerKey("SSECustomer") }},
	{"s3", "", func(c *Call) { c.encodeAnyCustomerKey("CopySourceSSECustomer") }},
	{"s3", "CreateBucket", (*Call).placeBucket},
	{"s3", "", (*Call).askForChecksums},
	{"route53", "", (*Call).cutRoute53IDs},
	{"glacier", "", (*Call).nameOwnAccount},
}

var javaScriptFinishings = []finishing{
	{"s3", namesInQuery, (*Call).nameInQuery},
	{"apigateway", "", func(_ *Call, m *Message, _ Target) error { m.Set("Accept", "application/json"); return nil }},
	{"glacier", "", (*Call).addGlacierVersion},
	{"glacier", "", (*Call).addGlacierHashes},
	{"ec2", "CopySnapshot", (*Call).presignCopy},
	{"rds", "CopyDBClusterSnapshot CreateDBCluster CopyDBSnapshot CreateDBInstanceReadReplica StartDBInstanceAutomatedBackupsReplication", (*Call).presignOtherRegion},
	{"neptune", "CopyDBClusterSnapshot CreateDBCluster", (*Call).presignOtherRegion},
	{"docdb", "CopyDBClusterSnapshot CreateDBCluster", (*Call).presignOtherRegion},
	{"machinelearning", "Predict", (*Call).switchHost},
}

// encodeAnyCustomerKey encodes a customer's key unless it is 32 bytes in base64
// already, and says its MD5 sum whatever was given (@aws-sdk/middleware-ssec).
func (c *Call) encodeAnyCustomerKey(member string) {
	key := c.Input.Get(member + "Key")
	if key == nil || key.Kind != String {
		return
	}
	raw, err := base64.StdEncoding.DecodeString(key.Text)
	if err != nil || len(raw) != 32 {
		raw = []byte(key.Text)
	}
	sum := md5.Sum(raw)
	*key = Text(base64.StdEncoding.EncodeToString(raw))
	c.Input.Set(member+"KeyMD5", Text(base64.StdEncoding.EncodeToString(sum[:])))
}

// signPayloadJavaScript has the body's hash in a header of every request
// (@smithy/signature-v4, SignatureV4.signRequest with applyChecksum).
func (c *Call) signPayloadJavaScript(m *Message, to Target) {
	m.ShowHash = true
	if m.PayloadHash == "" && c.leavesPayloadUnsigned(to) {
		m.PayloadHash = unsignedPayload
	}
}
