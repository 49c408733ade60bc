package protocol

import (
	"crypto/md5"
	"encoding/base64"
	"net/url"
)

// What clients of the AWS SDK for JavaScript v3 do beside their serializers
// (packages @aws-sdk/middleware-*, 3.1175.0).
var javaScriptPreparations = []preparation{
	{"s3", "", func(c *Call) { c.encodeAnyCustomerKey("SSECustomer") }},
	{"s3", "", func(c *Call) { c.encodeAnyCustomerKey("CopySourceSSECustomer") }},
	{"s3", "CreateBucket", (*Call).placeBucket},
	{"s3", "", (*Call).askForChecksums},
	{"route53", "", (*Call).cutRoute53Prefix},
	{"ec2", "CopySnapshot", (*Call).fillDestination},
	{"glacier", "", (*Call).nameOwnAccount},
}

var javaScriptFinishings = []finishing{
	{"", "", (*Call).addLoneMD5},
	{"s3", namesInQuery, (*Call).nameInQuery},
	{"apigateway", "", func(_ *Call, m *Message, _ Target) error { m.Set("Accept", "application/json"); return nil }},
	{"glacier", "", (*Call).addGlacierVersion},
	{"glacier", "", (*Call).addGlacierHashes},
	{"ec2", "CopySnapshot", (*Call).presignCopyAlone},
	{"sqs", "", (*Call).callQueue},
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

var route53Prefixes = lazily(`^/(hostedzone|change|delegationset)/`)

// cutRoute53Prefix takes off ids what answers put before them
// (@aws-sdk/middleware-sdk-route53, idNormalizerMiddleware).
func (c *Call) cutRoute53Prefix() {
	for _, member := range []string{"DelegationSetId", "HostedZoneId", "Id"} {
		if id := c.Input.Get(member); id != nil && id.Kind == String {
			id.Text = route53Prefixes().ReplaceAllString(id.Text, "")
		}
	}
}

func (c *Call) fillDestination() {
	if c.Input.Get("PresignedUrl") == nil && c.Input.Get("DestinationRegion") == nil {
		c.Input.Set("DestinationRegion", Text(c.Options.Region))
	}
}

// callQueue goes to the host of the queue's URL, unless an endpoint is configured
// (@aws-sdk/middleware-sdk-sqs, queueUrlMiddleware).
func (c *Call) callQueue(m *Message, _ Target) error {
	queue, err := url.Parse(c.Input.Str("QueueUrl"))
	if err == nil && queue.Host != "" && (queue.Scheme == "https" || queue.Scheme == "http") && !c.Options.Custom {
		m.Endpoint = queue.Scheme + "://" + queue.Host
	}
	return nil
}

// signPayloadJavaScript has the body's hash in a header of every request
// (@smithy/signature-v4, SignatureV4.signRequest with applyChecksum).
func (c *Call) signPayloadJavaScript(m *Message, to Target) {
	m.ShowHash = true
	if m.PayloadHash == "" && c.leavesPayloadUnsigned(to) {
		m.PayloadHash = unsignedPayload
	}
}
