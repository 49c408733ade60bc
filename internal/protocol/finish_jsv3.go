package protocol

import (
	"crypto/md5"
	"encoding/base64"
	"net/url"
	"slices"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// What clients of the AWS SDK for JavaScript v3 do beside their serializers
// (packages @aws-sdk/middleware-*, 3.1175.0).
var javaScriptPreparations = []preparation{
	{"s3", "", func(c *Call) { c.encodeAnyCustomerKey("SSECustomer") }},
	{"s3", "", func(c *Call) { c.encodeAnyCustomerKey("CopySourceSSECustomer") }},
	{"s3", "CreateBucket", (*Call).placeAnyBucket},
	{"s3", "", (*Call).askForChecksums},
	{"route53", "", (*Call).cutRoute53Prefix},
	{"route53", "ChangeResourceRecordSets", (*Call).cutAliasPrefixes},
	{"route53", "ChangeResourceRecordSets", (*Call).copyChanges},
	{"glacier", "", (*Call).nameAnyAccount},
	{"rds", "", (*Call).dropSourceRegion},
	{"neptune", "", (*Call).dropSourceRegion},
	{"docdb", "", (*Call).dropSourceRegion},
}

var javaScriptFinishings = []finishing{
	{"", "", (*Call).addLoneMD5},
	{"s3", namesInQuery, (*Call).nameInQuery},
	{"s3", "", (*Call).expectContinueJavaScript},
	{"apigateway", "", (*Call).acceptJSON},
	{"glacier", "", (*Call).addGlacierVersion},
	{"glacier", "", (*Call).hashGivenBody},
	{"ec2", "CopySnapshot", (*Call).presignCopyInput},
	{"s3control", "", (*Call).nameOutpost},
	{"sqs", "", (*Call).callQueue},
	{"rds", rdsCopies, (*Call).presignFromARN},
	{"neptune", clusterCopies, (*Call).presignFromARN},
	{"docdb", clusterCopies, (*Call).presignFromARN},
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

// copyChanges is cutRoute53Prefix for the targets of aliases. There is a list of
// changes even when none is given (changeResourceRecordSetsMiddleware).
func (c *Call) copyChanges() {
	batch := Value{Kind: Map}
	if given := c.Input.Get("ChangeBatch"); given != nil && given.Kind != Null {
		batch = *given
	}
	given := batch.Get("Changes")
	switch {
	case batch.Kind != Map:
		return
	case given == nil || given.Kind == Null:
		given = &Value{Kind: List}
	case given.Kind != List:
		return
	}
	changes := Value{Kind: List, Items: slices.Clone(given.Items)}
	for i, change := range changes.Items {
		id := change.Get("ResourceRecordSet").Get("AliasTarget").Get("HostedZoneId")
		if id != nil && id.Kind == String {
			changes.Items[i] = change.with(Text(route53Prefixes().ReplaceAllString(id.Text, "")), "ResourceRecordSet", "AliasTarget", "HostedZoneId")
		}
	}
	c.Input.Set("ChangeBatch", batch.with(changes, "Changes"))
}

// with is a copy with another value where the names lead.
func (v *Value) with(to Value, path ...string) Value {
	if len(path) == 0 {
		return to
	}
	copied := *v
	copied.Fields = slices.Clone(v.Fields)
	inner := Value{Kind: Map}
	if f := v.Get(path[0]); f != nil {
		inner = *f
	}
	copied.Set(path[0], inner.with(to, path[1:]...))
	return copied
}

// cutAliasPrefixes is cutRoute53Prefix for the targets of aliases, and gives the input
// a list of changes in any case (@aws-sdk/middleware-sdk-route53,
// changeResourceRecordSetsMiddleware).
func (c *Call) cutAliasPrefixes() {
	batch := c.Input.Get("ChangeBatch")
	if batch == nil || batch.Kind == Null {
		c.Input.Set("ChangeBatch", Value{Kind: Map})
		batch = c.Input.Get("ChangeBatch")
	}
	if batch.Kind != Map {
		return
	}
	changes := batch.Get("Changes")
	if changes == nil || changes.Kind == Null {
		batch.Set("Changes", Value{Kind: List})
		return
	}
	for i := range changes.Items {
		set := changes.Items[i].Get("ResourceRecordSet")
		if set == nil || set.Get("AliasTarget") == nil {
			continue
		}
		if id := set.Get("AliasTarget").Get("HostedZoneId"); id != nil && id.Kind == String {
			id.Text = route53Prefixes().ReplaceAllString(id.Text, "")
		}
	}
}

// dropSourceRegion leaves out what the SDK's models do not have.
func (c *Call) dropSourceRegion() { c.Input.Delete("SourceRegion") }

// nameAnyAccount is nameOwnAccount, also for an account without a name
// (@aws-sdk/middleware-sdk-glacier, accountIdDefaultMiddleware).
func (c *Call) nameAnyAccount() {
	if id := c.Input.Get("accountId"); id == nil || id.Kind == Null || id.Kind == String && id.Text == "" {
		c.Input.Set("accountId", Text("-"))
	}
}

// nameOutpost says which outpost an ARN has named, also where the endpoint's rules
// do not (@aws-sdk/middleware-sdk-s3, updateArnablesRequestMiddleware).
func (c *Call) nameOutpost(m *Message, _ Target) error {
	if c.outpost != "" {
		m.Set("X-Amz-Outpost-Id", c.outpost)
	}
	return nil
}

// expectContinueJavaScript asks S3 for leave to send what is long
// (@aws-sdk/middleware-sdk-s3, addExpectContinueMiddleware).
func (c *Call) expectContinueJavaScript(m *Message, _ Target) error {
	if len(m.Body) >= continueThreshold {
		m.Set("Expect", "100-continue")
	}
	return nil
}

// placeAnyBucket puts a new bucket into the client's region, unless the input has a
// place for it (@aws-sdk/middleware-sdk-s3, locationConstraintMiddleware).
func (c *Call) placeAnyBucket() {
	if c.Options.Region == "us-east-1" || c.Options.Region == "" {
		return
	}
	config := c.Input.Get("CreateBucketConfiguration")
	switch {
	case config == nil || config.Kind == Null:
		c.Input.Set("CreateBucketConfiguration", Value{Kind: Map, Fields: []Field{{"LocationConstraint", Text(c.Options.Region)}}})
	case config.Kind == Map && config.Str("LocationConstraint") == "" && config.Get("Location") == nil:
		config.Set("LocationConstraint", Text(c.Options.Region))
	}
}

// hashGivenBody is addGlacierHashes for requests that have a body
// (@aws-sdk/middleware-sdk-glacier, addChecksumHeadersMiddleware; aws-sdk-go-v2,
// service/glacier/internal/customizations/treehash.go).
func (c *Call) hashGivenBody(m *Message, to Target) error {
	if member, given := c.payload(); len(m.Body) == 0 && (member == nil || given == nil) {
		return nil
	}
	return c.addGlacierHashes(m, to)
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

// signPayloadJavaScript has the body's hash in a header of every request, also
// where the model has the body left out of the signature (@smithy/signature-v4
// 5.7.5, SignatureV4.signRequest and getPayloadHash; seen of @aws-sdk/client-ebs
// 3.1138.0). A body that is given and empty has a length, which is signed.
func (c *Call) signPayloadJavaScript(m *Message, _ Target) {
	m.ShowHash = true
	if member, given := c.payload(); given != nil && member != nil && member.Shape.Kind == catalogue.Blob && len(m.Body) == 0 {
		m.SignNoLength = true
	}
}
