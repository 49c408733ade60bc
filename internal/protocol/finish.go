package protocol

import (
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// Finish adds to a message what hangs on more than its input: checksums,
// compression, lengths, and how its payload is signed.
func (c *Call) Finish(m *Message, to Target) error {
	m.Streaming = isStream(c.Operation)
	m.SignLength = m.Header.Get("Content-Length") != ""
	algorithm, chosen := "", false
	if c.Options.Unsent {
		return c.finishUnsent(m, to)
	}
	if len(c.Style.Checksums.Algorithms) > 0 {
		var err error
		if algorithm, chosen, err = c.checksumAlgorithm(m); err != nil {
			return err
		}
	}
	if algorithm != "" && !chosen && to.Presign && !c.Style.Checksums.SumsPresigned {
		algorithm = "" // what a presigned request will carry is not known
	}
	for i := range c.Style.Finish {
		if f := &c.Style.Finish[i]; c.isOneOf(f.Service, f.Operations) {
			if err := f.Do(c, m, to); err != nil {
				return err
			}
		}
	}
	if c.Style.HTTP.Compress != nil {
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

// finishUnsent leaves out what is added to requests that are sent.
func (c *Call) finishUnsent(m *Message, to Target) error {
	c.signPayload(m, to, "")
	if m.Unsigned == "" {
		m.Unsigned = c.unsigned()
	}
	m.setLength(c.Style)
	return c.refuseHeaders(m)
}

// setLength says how long the body is, where it is not said yet and the method
// is one that has a body.
func (m *Message) setLength(s *Style) {
	m.SignLength = m.SignLength || s.Signing.Length && !m.LeavesLength
	switch {
	case m.Header.Get("Transfer-Encoding") != "", m.Header.Get("Content-Length") != "", m.Events != nil:
	case len(m.Body) == 0 && m.Method == "DELETE" && !s.HTTP.CountsEmptyBodies:
	case m.Method == "GET", m.Method == "HEAD", m.Method == "OPTIONS":
	default:
		m.Set("Content-Length", strconv.Itoa(len(m.Body)))
	}
}

// signPayload decides what stands for the body in the signature.
func (c *Call) signPayload(m *Message, to Target, algorithm string) {
	if given := m.Header.Get("X-Amz-Content-Sha256"); given != "" && m.PayloadHash == "" && !to.IsS3() && !c.LeavesPayloadUnsigned(to) {
		m.PayloadHash = given // an input can name it; the signers take it as it is
	}
	c.Style.Signing.Payload(c, m, to, algorithm)
}

// SignPayload has S3 given the body's hash where the style says so, and leaves the
// body unsigned where the model does.
func SignPayload(c *Call, m *Message, to Target, algorithm string) {
	switch {
	case to.IsS3() && (to.SchemeGiven || strings.HasPrefix(c.Service.SignatureVersion, "s3")):
		m.ShowHash = true
		if m.PayloadHash == "" && !c.Style.Signing.S3Payload(c, m, to, algorithm) {
			m.PayloadHash = UnsignedPayload
		}
	case m.PayloadHash != "":
	case c.LeavesPayloadUnsigned(to):
		m.PayloadHash, m.ShowHash = UnsignedPayload, true
	}
}

// LeavesPayloadUnsigned reports whether the model has the body left out of the
// signature (botocore 1.43.11, handlers.py, set_operation_specific_signer).
func (c *Call) LeavesPayloadUnsigned(to Target) bool {
	op := c.Operation
	return op.AuthType == "v4-unsigned-body" ||
		op.Is(catalogue.UnsignedPayload) && (op.AuthType != "" || len(op.Auth) > 0 || to.SchemeGiven)
}

// SignsUnlessSummed reports whether S3 is given the body's hash: where it is set so,
// else for what is sent in the open or without a checksum, and for all but streams
// (botocore 1.43.11, auth.py, S3SigV4Auth._should_sha256_sign_payload).
func SignsUnlessSummed(c *Call, m *Message, to Target, algorithm string) bool {
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
	return !m.Streaming && !c.LeavesPayloadUnsigned(to)
}

// unsignedOperations are called without a signature whatever the model says
// (botocore 1.43.11, handlers.py, disable_signing).
var unsignedOperations = map[string]string{
	"cognito-identity": "GetId GetOpenIdToken UnlinkIdentity GetCredentialsForIdentity",
	"sts":              "AssumeRoleWithSAML AssumeRoleWithWebIdentity",
}

func (c *Call) unsigned() string {
	if isWord(unsignedOperations[c.Service.Name], c.Operation.Name) {
		return "the operation is called without a signature"
	}
	return ""
}
