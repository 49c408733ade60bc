package protocol

import (
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// finishing is something an SDK does to the messages of some operations, before
// they are compressed and get a checksum.
type finishing struct {
	service    string
	operations string
	do         func(c *Call, m *Message, to Target) error
}

// The operations that copy what stands in another region, which the presigned URL
// in them reads.
const (
	rdsCopies     = "CopyDBClusterSnapshot CreateDBCluster CopyDBSnapshot CreateDBInstanceReadReplica StartDBInstanceAutomatedBackupsReplication"
	clusterCopies = "CopyDBClusterSnapshot CreateDBCluster"
)

var finishings = map[Style][]finishing{
	Botocore:   botocoreFinishings,
	GoV1:       goV1Finishings,
	GoV2:       goV2Finishings,
	JavaScript: javaScriptFinishings,
	Smithy:     smithyFinishings,
}

// Finish adds to a message what hangs on more than its input: checksums,
// compression, lengths, and how its payload is signed.
func (c *Call) Finish(m *Message, to Target) error {
	m.Streaming = isStream(c.Operation)
	m.SignLength = m.Header.Get("Content-Length") != ""
	algorithm, chosen := "", false
	if c.Style.computesChecksums() {
		var err error
		if algorithm, chosen, err = c.checksumAlgorithm(m); err != nil {
			return err
		}
	}
	if algorithm != "" && !chosen && to.Presign {
		algorithm = "" // what a presigned request will carry is not known
	}
	for i := range finishings[c.Style] {
		if f := &finishings[c.Style][i]; c.isOneOf(f.service, f.operations) {
			if err := f.do(c, m, to); err != nil {
				return err
			}
		}
	}
	if c.Style.compresses() {
		c.compress(m)
	}
	if algorithm != "" {
		c.addChecksum(m, to, algorithm, chosen)
		m.SignLength = m.SignLength && m.Header.Get("Content-Length") != ""
	}
	c.signPayload(m, to, algorithm)
	if m.Unsigned == "" {
		m.Unsigned = c.unsigned()
	}
	m.setLength(c.Style)
	return c.refuseHeaders(m)
}

// setLength says how long the body is, where it is not said yet and the method
// is one that has a body.
func (m *Message) setLength(s Style) {
	m.SignLength = m.SignLength || s.signsLength()
	switch {
	case m.Header.Get("Transfer-Encoding") != "", m.Header.Get("Content-Length") != "":
	case len(m.Body) == 0 && m.Method == "DELETE" && !s.countsNothing():
	case m.Method == "GET", m.Method == "HEAD", m.Method == "OPTIONS":
	default:
		m.Set("Content-Length", strconv.Itoa(len(m.Body)))
	}
}

// signPayload decides what stands for the body in the signature.
func (c *Call) signPayload(m *Message, to Target, algorithm string) {
	if given := m.Header.Get("X-Amz-Content-Sha256"); given != "" && m.PayloadHash == "" && !isS3(to.SigningName) && !c.leavesPayloadUnsigned(to) {
		m.PayloadHash = given // an input can name it; the signers take it as it is
	}
	switch c.Style {
	case GoV1:
		c.signPayloadGoV1(m, to)
		return
	case JavaScript:
		c.signPayloadJavaScript(m, to)
		return
	}
	switch {
	case isS3(to.SigningName) && (to.SchemeGiven || strings.HasPrefix(c.Service.SignatureVersion, "s3")):
		m.ShowHash = true
		if m.PayloadHash == "" && !c.signsS3Payload(m, to, algorithm) {
			m.PayloadHash = unsignedPayload
		}
	case m.PayloadHash != "":
	case c.leavesPayloadUnsigned(to):
		m.PayloadHash, m.ShowHash = unsignedPayload, true
	}
}

// leavesPayloadUnsigned tells whether the model has the body left out of the
// signature (botocore 1.43.11, handlers.py, set_operation_specific_signer).
func (c *Call) leavesPayloadUnsigned(to Target) bool {
	op := c.Operation
	return op.AuthType == "v4-unsigned-body" ||
		op.Is(catalogue.UnsignedPayload) && (op.AuthType != "" || len(op.Auth) > 0 || to.SchemeGiven)
}

// signsS3Payload tells whether S3 is given the body's hash (botocore 1.43.11,
// auth.py, S3SigV4Auth._should_sha256_sign_payload).
func (c *Call) signsS3Payload(m *Message, to Target, algorithm string) bool {
	if c.Style == GoV2 {
		return c.signsS3PayloadGoV2(m, to)
	}
	if c.Options.SignPayload != nil {
		return *c.Options.SignPayload
	}
	sum := "Content-Md5"
	if algorithm != "" {
		sum = checksumHeader + algorithm
	}
	if !to.Secure() || m.Header.Get(sum) == "" {
		return true
	}
	return !m.Streaming && !c.leavesPayloadUnsigned(to)
}

// isS3 tells whether requests signed for a name are signed as those to S3 are.
func isS3(signingName string) bool {
	switch signingName {
	case "s3", "s3express", "s3-outposts", "s3-object-lambda":
		return true
	}
	return false
}

// unsignedOperations are called without a signature whatever the model says
// (botocore 1.43.11, handlers.py, disable_signing).
var unsignedOperations = map[string]string{
	"cognito-identity": "GetId GetOpenIdToken UnlinkIdentity GetCredentialsForIdentity",
	"sts":              "AssumeRoleWithSAML AssumeRoleWithWebIdentity",
}

func (c *Call) unsigned() string {
	if strings.Contains(" "+unsignedOperations[c.Service.Name]+" ", " "+c.Operation.Name+" ") {
		return "the operation is called without a signature"
	}
	return ""
}
