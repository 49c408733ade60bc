package jsv3

import (
	"crypto/md5"
	"encoding/base64"
	"net/url"
	"regexp"
	"slices"
	"sync"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

// What clients of the AWS SDK for JavaScript v3 do beside their serializers
// (packages @aws-sdk/middleware-*, 3.1175.0).

// encodeAnyCustomerKey encodes a customer's key unless it is 32 bytes in base64
// already, and says its MD5 sum whatever was given (@aws-sdk/middleware-ssec).
func encodeAnyCustomerKey(c *protocol.Call, member string) {
	key := c.Input.Get(member + "Key")
	if key == nil || key.Kind != protocol.String {
		return
	}
	raw, err := base64.StdEncoding.DecodeString(key.Text)
	if err != nil || len(raw) != 32 {
		raw = []byte(key.Text)
	}
	sum := md5.Sum(raw)
	*key = protocol.Text(base64.StdEncoding.EncodeToString(raw))
	c.Input.Set(member+"KeyMD5", protocol.Text(base64.StdEncoding.EncodeToString(sum[:])))
}

var route53Prefixes = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^/(hostedzone|change|delegationset)/`) })

// cutRoute53Prefix takes off ids what answers put before them
// (@aws-sdk/middleware-sdk-route53, idNormalizerMiddleware).
func cutRoute53Prefix(c *protocol.Call) {
	for _, member := range []string{"DelegationSetId", "HostedZoneId", "Id"} {
		if id := c.Input.Get(member); id != nil && id.Kind == protocol.String {
			id.Text = route53Prefixes().ReplaceAllString(id.Text, "")
		}
	}
}

// copyChanges is cutRoute53Prefix for the targets of aliases. There is a list of
// changes even when none is given (changeResourceRecordSetsMiddleware).
func copyChanges(c *protocol.Call) {
	batch := protocol.Value{Kind: protocol.Map}
	if given := c.Input.Get("ChangeBatch"); given != nil && given.Kind != protocol.Null {
		batch = *given
	}
	given := batch.Get("Changes")
	switch {
	case batch.Kind != protocol.Map:
		return
	case given == nil || given.Kind == protocol.Null:
		given = &protocol.Value{Kind: protocol.List}
	case given.Kind != protocol.List:
		return
	}
	changes := protocol.Value{Kind: protocol.List, Items: slices.Clone(given.Items)}
	for i, change := range changes.Items {
		id := change.Get("ResourceRecordSet").Get("AliasTarget").Get("HostedZoneId")
		if id != nil && id.Kind == protocol.String {
			changes.Items[i] = with(&change, protocol.Text(route53Prefixes().ReplaceAllString(id.Text, "")), "ResourceRecordSet", "AliasTarget", "HostedZoneId")
		}
	}
	c.Input.Set("ChangeBatch", with(&batch, changes, "Changes"))
}

// with is a copy with another value where the names lead.
func with(v *protocol.Value, to protocol.Value, path ...string) protocol.Value {
	if len(path) == 0 {
		return to
	}
	copied := *v
	copied.Fields = slices.Clone(v.Fields)
	inner := protocol.Value{Kind: protocol.Map}
	if f := v.Get(path[0]); f != nil {
		inner = *f
	}
	copied.Set(path[0], with(&inner, to, path[1:]...))
	return copied
}

// dropSourceRegion leaves out what the SDK's models do not have.
func dropSourceRegion(c *protocol.Call) { c.Input.Delete("SourceRegion") }

// nameAnyAccount is nameOwnAccount, also for an account without a name
// (@aws-sdk/middleware-sdk-glacier, accountIdDefaultMiddleware).
func nameAnyAccount(c *protocol.Call) {
	if id := c.Input.Get("accountId"); id == nil || id.Kind == protocol.Null || id.Kind == protocol.String && id.Text == "" {
		c.Input.Set("accountId", protocol.Text("-"))
	}
}

// nameOutpost says which outpost an ARN has named, also where the endpoint's rules
// do not (@aws-sdk/middleware-sdk-s3, updateArnablesRequestMiddleware).
func nameOutpost(c *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	if c.Outpost != "" {
		m.Set("X-Amz-Outpost-Id", c.Outpost)
	}
	return nil
}

// expectContinue asks S3 for leave to send what is long
// (@aws-sdk/middleware-sdk-s3, addExpectContinueMiddleware).
func expectContinue(_ *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	if len(m.Body) >= protocol.ContinueThreshold {
		m.Set("Expect", "100-continue")
	}
	return nil
}

// placeAnyBucket puts a new bucket into the client's region, unless the input has a
// place for it (@aws-sdk/middleware-sdk-s3, locationConstraintMiddleware).
func placeAnyBucket(c *protocol.Call) {
	if c.Options.Region == "us-east-1" || c.Options.Region == "" {
		return
	}
	config := c.Input.Get("CreateBucketConfiguration")
	switch {
	case config == nil || config.Kind == protocol.Null:
		c.Input.Set("CreateBucketConfiguration", protocol.Value{Kind: protocol.Map, Fields: []protocol.Field{{Name: "LocationConstraint", Value: protocol.Text(c.Options.Region)}}})
	case config.Kind == protocol.Map && config.Str("LocationConstraint") == "" && config.Get("Location") == nil:
		config.Set("LocationConstraint", protocol.Text(c.Options.Region))
	}
}

// callQueue goes to the host of the queue's URL, unless an endpoint is configured
// (@aws-sdk/middleware-sdk-sqs, queueUrlMiddleware).
func callQueue(c *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	queue, err := url.Parse(c.Input.Str("QueueUrl"))
	if err == nil && queue.Host != "" && (queue.Scheme == "https" || queue.Scheme == "http") && !c.Options.Custom {
		m.Endpoint = queue.Scheme + "://" + queue.Host
	}
	return nil
}

// signPayload has the body's hash in a header of every request, also
// where the model has the body left out of the signature (@smithy/signature-v4
// 5.7.5, SignatureV4.signRequest and getPayloadHash; seen of @aws-sdk/client-ebs
// 3.1138.0). A body that is given and empty has a length, which is signed.
func signPayload(c *protocol.Call, m *protocol.Message, _ protocol.Target, _ string) {
	m.ShowHash = true
	if member, given := c.Payload(); given != nil && member != nil && member.Shape.Kind == catalogue.Blob && len(m.Body) == 0 {
		m.SignNoLength = true
	}
}
