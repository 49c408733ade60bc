package jsv3

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

// needAliasZone misses the zone of an alias, from whose id the SDK cuts a prefix
// (@aws-sdk/middleware-sdk-route53, changeResourceRecordSetsMiddleware: a TypeError).
func needAliasZone(c *protocol.Call) []protocol.Problem {
	changes := c.Input.Get("ChangeBatch").Get("Changes")
	if changes == nil {
		return nil
	}
	var bad []protocol.Problem
	for i := range changes.Items {
		target := changes.Items[i].Get("ResourceRecordSet").Get("AliasTarget")
		if target == nil || target.Kind != protocol.Map {
			continue
		}
		if id := target.Get("HostedZoneId"); id == nil || id.Kind == protocol.Null {
			bad = append(bad, protocol.Problem{Path: fmt.Sprintf("ChangeBatch.Changes[%d].ResourceRecordSet.AliasTarget.HostedZoneId", i),
				Code: protocol.Missing, Message: "is required: the SDK cuts a prefix off it"})
		}
	}
	return bad
}

// needGlacierBody refuses an empty body, which the SDK fails to hash
// (@aws-sdk/body-checksum-node: a TypeError).
func needGlacierBody(c *protocol.Call) []protocol.Problem {
	if body := c.Input.Get("body"); body != nil && body.Kind != protocol.Null && protocol.PlainText(body) == "" {
		return []protocol.Problem{{Path: "body", Code: protocol.TooShort, Message: "is empty, which the SDK cannot hash: leave it out"}}
	}
	return nil
}

// needBucket misses a bucket that the URL needs: it stands in the host name, so
// that nothing else would (@aws-sdk/middleware-sdk-s3, S3RestXmlProtocol).
func needBucket(c *protocol.Call) []protocol.Problem {
	in := c.Operation.Input
	if in == nil {
		return nil
	}
	if m := in.Shape.Member("Bucket"); m != nil && m.Location == catalogue.InURI && c.Input.Str("Bucket") == "" {
		return []protocol.Problem{{Path: "Bucket", Code: protocol.Missing, Message: "is required: it is part of the URL"}}
	}
	return nil
}

// checkSlash refuses slashes in what is no ARN (@aws-sdk/middleware-sdk-s3,
// validateBucketNameMiddleware).
func checkSlash(c *protocol.Call) []protocol.Problem {
	if bucket := c.Input.Str("Bucket"); strings.Contains(bucket, "/") && (!strings.HasPrefix(bucket, "arn:") || strings.Count(bucket, ":") < 5) {
		return []protocol.Problem{{Path: "Bucket", Code: protocol.NotAccepted, Message: fmt.Sprintf("%q has a slash in it: a bucket's name has none", bucket)}}
	}
	return nil
}
