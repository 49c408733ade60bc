package rust

import (
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/sdk/spec"
	"github.com/sessctl/sessctl/internal/session"
)

// Manner is how the clients of the AWS SDK for Rust behave.
func Manner() *dryrun.Manner { return manner() }

var manner = sync.OnceValue(func() *dryrun.Manner {
	m := *spec.Manner()
	m.Style = Style()
	m.Stock = session.Stock{Agent: "aws-sdk-rust/1.3.18"}
	m.Signing.Leaves = neverSigned
	m.URLs.EndsInSlash = dryrun.Always
	m.Endpoints.RulesDecideOnARNRegion = true
	m.Endpoints.LongLabels = true // aws-sdk-s3 1.157.0, endpoint_lib/s3.rs
	m.Endpoints.RefuseRegion = refuseRegion
	m.Endpoints.ReadCustom, m.Endpoints.ReadURL, m.Endpoints.ParseURL = readCustom, readURL, rulesURL
	m.Endpoints.SigningRegion = dryrun.SignsIAMForBeijing // aws-sdk-iam 1.133.0, config/endpoint.rs
	m.Retries = retries()
	// aws-smithy-runtime 1.16.2, client/defaults.rs; there is neither a time-out for the answer nor a defaults mode
	m.TimeOuts = dryrun.TimeOuts{Default: dryrun.Timeouts{Connect: 3100 * time.Millisecond}}
	m.Presigning = dryrun.Presigning{Sign: presign}
	return &m
})

// presign does without the header that says the payload's hash (aws-sigv4 1.6.4,
// http_request/sign.rs, calculate_signing_params).
func presign(c *dryrun.Call, s dryrun.Signing) (dryrun.Signed, error) {
	c.Request.HTTP.Header.Del("X-Amz-Content-Sha256")
	return dryrun.PresignKept(c, s, signatureLast)
}

func signatureLast(given, signed string) string {
	return dryrun.SignatureLast(given, signed, "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
		"X-Amz-Security-Token", "X-Amz-S3session-Token", "X-Amz-Signature")
}

// neverSigned are the headers that are added when a request is signed already
// (aws-sigv4 1.6.4, http_request/settings.rs; aws-runtime 1.10.2, request_info.rs).
func neverSigned(name string) bool {
	switch strings.ToLower(name) {
	case "amz-sdk-invocation-id", "amz-sdk-request":
		return true
	}
	return false
}
