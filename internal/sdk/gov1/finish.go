package gov1

import (
	"crypto/md5"
	"encoding/base64"
	"regexp"
	"sync"

	"github.com/sessctl/sessctl/internal/protocol"
)

// The customizations of aws-sdk-go v1.55.8: service/SERVICE/customizations.go and
// what they name.

func setDestination(c *protocol.Call) {
	if c.Input.Get("PresignedUrl") == nil {
		c.Input.Set("DestinationRegion", protocol.Text(c.Options.Region))
	}
}

// placeBucket puts a new bucket into the client's region
// (service/s3/bucket_location.go, populateLocationConstraint).
func placeBucket(c *protocol.Call) {
	if c.Input.Get("CreateBucketConfiguration") == nil && c.Options.Region != "" && c.Options.Region != "us-east-1" {
		c.Input.Set("CreateBucketConfiguration", protocol.Value{Kind: protocol.Map, Fields: []protocol.Field{{Name: "LocationConstraint", Value: protocol.Text(c.Options.Region)}}})
	}
}

// signPayload decides what stands for the body in the signature
// (aws/signer/v4/v4.go, buildBodyDigest).
func signPayload(c *protocol.Call, m *protocol.Message, to protocol.Target, _ string) {
	m.ShowHash = to.IsS3() || to.SigningName == "glacier"
	if c.LeavesPayloadUnsigned(to) {
		m.PayloadHash, m.ShowHash = protocol.UnsignedPayload, true
	}
}

// needTLSForKeys keeps a customer's key off an open line (service/s3/sse.go,
// validateSSERequiresSSL).
func needTLSForKeys(c *protocol.Call, _ *protocol.Message, to protocol.Target) error {
	if to.Secure() {
		return nil
	}
	for _, name := range []string{"SSECustomerKey", "CopySourceSSECustomerKey"} {
		if c.Input.Str(name) != "" {
			return &protocol.InputError{Operation: c.Operation.Name, Problems: []protocol.Problem{{Path: name, Code: protocol.NotAccepted, Message: "cannot be sent over http: the SDK wants https for it"}}}
		}
	}
	return nil
}

// addKeySums adds the MD5 sums of customer's keys, which are encoded only when
// they come as headers (service/s3/sse.go, computeKeyMD5).
func addKeySums(c *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	for member, header := range map[string]string{
		"SSECustomerKey":           "X-Amz-Server-Side-Encryption-Customer-Key",
		"CopySourceSSECustomerKey": "X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key",
	} {
		key := m.Header.Get(header)
		if given := c.Input.Str(member); given != "" {
			key = given
			m.Set(header, base64.StdEncoding.EncodeToString([]byte(given)))
		}
		if key != "" && !m.HasHeader(header+"-Md5") {
			sum := md5.Sum([]byte(key))
			m.Set(header+"-Md5", base64.StdEncoding.EncodeToString(sum[:]))
		}
	}
	return nil
}

// addRequiredMD5 adds the sum that some operations require
// (private/checksum/content_md5.go, AddBodyContentMD5Handler).
func addRequiredMD5(c *protocol.Call, m *protocol.Message, to protocol.Target) error {
	if sum := c.Operation.Checksum; sum.MD5Required || sum.RequestRequired {
		return protocol.AddBodyMD5(c, m, to)
	}
	return nil
}

func addAccept(_ *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	m.Header.Add("Accept", "application/json")
	return nil
}

var route53Prefix = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`/%2F\w+%2F`) })

// cutRoute53Path keeps of "/hostedzone/Z1" in a path what follows the last slash
// (service/route53/customizations.go, sanitizeURL).
func cutRoute53Path(_ *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	m.Path = route53Prefix().ReplaceAllString(m.Path, "/")
	return nil
}

// renameJSON gives JSON the name that some services want.
func renameJSON(_ *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	if m.Header.Get("Content-Type") == "application/json" {
		m.Set("Content-Type", "application/x-amz-json-1.1")
	}
	return nil
}

// refuseCompression keeps net/http from asking for compressed answers
// (service/dynamodb/customizations.go).
func refuseCompression(_ *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	m.Set("Accept-Encoding", "identity")
	return nil
}
