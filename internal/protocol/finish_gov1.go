package protocol

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// goV1Preparations and goV1Finishings are the customizations of aws-sdk-go
// v1.55.8: service/SERVICE/customizations.go and what they name.
var goV1Preparations = []preparation{
	{"glacier", "", (*Call).nameOwnAccount},
	{"ec2", "CopySnapshot", (*Call).setDestination},
	{"s3", "CreateBucket", (*Call).placeBucket},
}

var goV1Finishings = []finishing{
	{"s3", "", (*Call).needTLSForKeys},
	{"s3", "", (*Call).addKeySums},
	{"s3", "PutObject UploadPart", (*Call).addBodyMD5},
	{"s3", "", (*Call).addRequiredMD5},
	{"s3control", "", (*Call).addRequiredMD5},
	{"glacier", "", (*Call).addGlacierVersion},
	{"glacier", "", (*Call).addGlacierHashes},
	{"apigateway", "", (*Call).addAccept},
	{"route53", "", (*Call).cutRoute53Path},
	{"dynamodb", "", func(_ *Call, m *Message, _ Target) error { m.Set("Accept-Encoding", "identity"); return nil }},
	{"ec2", "CopySnapshot", (*Call).presignCopy},
	{"rds", rdsCopies, (*Call).presignOtherRegion},
	{"neptune", clusterCopies, (*Call).presignOtherRegion},
	{"docdb", clusterCopies, (*Call).presignOtherRegion},
	{"machinelearning", "Predict", (*Call).switchHost},
	{"finspace", "", (*Call).renameJSON},
	{"lookoutmetrics", "", (*Call).renameJSON},
	{"lexv2-models", "", (*Call).renameJSON},
}

func (c *Call) setDestination() {
	if c.Input.Get("PresignedUrl") == nil {
		c.Input.Set("DestinationRegion", Text(c.Options.Region))
	}
}

// placeBucket puts a new bucket into the client's region
// (service/s3/bucket_location.go, populateLocationConstraint).
func (c *Call) placeBucket() {
	if c.Input.Get("CreateBucketConfiguration") == nil && c.Options.Region != "" && c.Options.Region != "us-east-1" {
		c.Input.Set("CreateBucketConfiguration", Value{Kind: Map, Fields: []Field{{"LocationConstraint", Text(c.Options.Region)}}})
	}
}

// signPayloadGoV1 decides what stands for the body in the signature
// (aws/signer/v4/v4.go, buildBodyDigest).
func (c *Call) signPayloadGoV1(m *Message, to Target) {
	m.ShowHash = isS3(to.SigningName) || to.SigningName == "glacier"
	if c.leavesPayloadUnsigned(to) {
		m.PayloadHash, m.ShowHash = unsignedPayload, true
	}
}

// needTLSForKeys keeps a customer's key off an open line (service/s3/sse.go,
// validateSSERequiresSSL).
func (c *Call) needTLSForKeys(_ *Message, to Target) error {
	if to.Secure() {
		return nil
	}
	for _, name := range []string{"SSECustomerKey", "CopySourceSSECustomerKey"} {
		if c.Input.Str(name) != "" {
			return &InputError{Operation: c.Operation.Name, Problems: []Problem{{Path: name, Code: NotAccepted, Message: "cannot be sent over http: the SDK wants https for it"}}}
		}
	}
	return nil
}

// addKeySums adds the MD5 sums of customer's keys, which are encoded only when
// they come as headers (service/s3/sse.go, computeKeyMD5).
func (c *Call) addKeySums(m *Message, _ Target) error {
	for member, header := range map[string]string{
		"SSECustomerKey":           "X-Amz-Server-Side-Encryption-Customer-Key",
		"CopySourceSSECustomerKey": "X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key",
	} {
		key := m.Header.Get(header)
		if given := c.Input.Str(member); given != "" {
			key = given
			m.Set(header, base64.StdEncoding.EncodeToString([]byte(given)))
		}
		if key != "" && !m.hasHeader(header+"-Md5") {
			sum := md5.Sum([]byte(key))
			m.Set(header+"-Md5", base64.StdEncoding.EncodeToString(sum[:]))
		}
	}
	return nil
}

func (c *Call) addBodyMD5(m *Message, to Target) error {
	if !m.hasHeader("Content-Md5") && !to.Presign {
		sum := md5.Sum(m.Body)
		m.Set("Content-Md5", base64.StdEncoding.EncodeToString(sum[:]))
	}
	return nil
}

// addRequiredMD5 adds the sum that some operations require
// (private/checksum/content_md5.go, AddBodyContentMD5Handler).
func (c *Call) addRequiredMD5(m *Message, to Target) error {
	if sum := c.Operation.Checksum; sum.MD5Required || sum.RequestRequired {
		return c.addBodyMD5(m, to)
	}
	return nil
}

// addGlacierHashes adds the sums of a body (service/glacier/customizations.go,
// addChecksum).
func (c *Call) addGlacierHashes(m *Message, _ Target) error {
	if m.Header.Get("X-Amz-Sha256-Tree-Hash") != "" {
		return nil
	}
	sum, tree := sha256.Sum256(m.Body), ""
	if len(m.Body) > 0 {
		tree = treeHash(m.Body)
	}
	m.Set("X-Amz-Sha256-Tree-Hash", tree)
	m.Set("X-Amz-Content-Sha256", hex.EncodeToString(sum[:]))
	return nil
}

func (c *Call) addAccept(m *Message, _ Target) error {
	m.Header.Add("Accept", "application/json")
	return nil
}

var route53Prefix = lazily(`/%2F\w+%2F`)

// cutRoute53Path keeps of "/hostedzone/Z1" in a path what follows the last slash
// (service/route53/customizations.go, sanitizeURL).
func (c *Call) cutRoute53Path(m *Message, _ Target) error {
	m.Path = route53Prefix().ReplaceAllString(m.Path, "/")
	return nil
}

// presignOtherRegion gives RDS and its kin the right to read what stands in
// another region than the client's.
func (c *Call) presignOtherRegion(m *Message, to Target) error {
	return c.presignUnless(m, to, func(form formBody, source string) bool {
		given := form.get("PreSignedUrl")
		isGiven := given != nil && (*given != "" || c.Style != GoV2)
		return isGiven || form.get("DestinationRegion") != nil || source == to.clientRegion(c)
	})
}

// renameJSON gives JSON the name that some services want.
func (c *Call) renameJSON(m *Message, _ Target) error {
	if m.Header.Get("Content-Type") == "application/json" {
		m.Set("Content-Type", "application/x-amz-json-1.1")
	}
	return nil
}
