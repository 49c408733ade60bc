package dryrun_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"
	"time"

	. "github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/resolve"
)

// TestSignV4a signs the requests of aws-sdk-go-v2 (internal/v4a 1.5.12, v4a_test.go):
// what is signed has the sum that is published there, and the signature holds under
// the public key that is published for the keys.
func TestSignV4a(t *testing.T) {
	point, err := hex.DecodeString("04" + "15D242CEEBF8D8169FD6A8B5A746C41140414C3B07579038DA06AF89190FFFCB" +
		"0515242CEDD82E94799482E4C0514B505AFCCF2C0C98D6A553BF539F424C5EC0")
	if err != nil {
		t.Fatal(err)
	}
	published, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ token, sum string }{
		{"TOKEN", "4ba7d0482cf4d5450cefdc067a00de1a4a715e444856fa3e1d85c35fb34d9730"},
		{"", "1aeefb422ae6aa0de7aec829da813e55cff35553cac212dffd5f9474c71e47ee"},
	} {
		r, err := http.NewRequest(http.MethodPost, "https://dynamodb.us-east-1.amazonaws.com", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.URL.Opaque = "//example.org/bucket/key-._~,!@%23$%25^&*()"
		r.ContentLength = 1024
		for _, h := range []struct{ name, value string }{{"X-Amz-Target", "prefix.Operation"}, {"Content-Type", "application/x-amz-json-1.0"},
			{"X-Amz-Meta-Other-Header", "some-value=!@#$%^&* (+)"}, {"X-Amz-Meta-Other-Header_With_Underscore", "some-value=!@#$%^&* (+)"},
			{"X-Amz-Meta-Other-Header_With_Underscore", "some-value=!@#$%^&* (+)"}} {
			r.Header.Add(h.name, h.value)
		}
		s := Signing{Keys: Keys{AccessKeyID: "AKISORANDOMAASORANDOM", SecretKey: "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom", Token: resolve.Secret(c.token)},
			Service: "dynamodb", RegionSet: []string{"us-east-1"}, Time: time.Unix(0, 0), PayloadHash: HashOf(nil), SignContentLength: true}
		signed, err := s.Sign(r)
		if err != nil {
			t.Fatal(err)
		}
		digest := sha256.Sum256([]byte(signed.StringToSign))
		if got := hex.EncodeToString(digest[:]); got != c.sum {
			t.Errorf("what is signed has the sum %s, want %s:\n%s\n%s", got, c.sum, signed.StringToSign, signed.CanonicalRequest)
		}
		signature, err := hex.DecodeString(signed.Signature)
		if err != nil || !ecdsa.VerifyASN1(published, digest[:], signature) {
			t.Errorf("the signature %q does not hold", signed.Signature)
		}
		want := "AWS4-ECDSA-P256-SHA256 Credential=AKISORANDOMAASORANDOM/19700101/dynamodb/aws4_request, SignedHeaders=content-length;content-type;host;x-amz-date;"
		if got := r.Header.Get("Authorization"); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "Signature="+signed.Signature) {
			t.Errorf("the header is %s", got)
		}
	}
}

// TestRegionSet: the setting goes before the rules in SDKs that have it. That of
// JavaScript is in the recorded requests.
func TestRegionSet(t *testing.T) {
	for reading, want := range map[string]string{"cli": "us-east-1, eu-west-1", "rust": "us-east-1,eu-west-1", "spec": "us-east-1,eu-west-1", "go-v2": "*", "terraform": "*"} {
		c := testClient(t, reading, "s3", "AWS_REGION=us-west-2", "AWS_DEFAULT_REGION=us-west-2", "AWS_SIGV4A_SIGNING_REGION_SET=us-east-1, eu-west-1")
		op := c.Model.Operation("GetObject")
		input, err := protocol.ParseInput(op, []byte(`{"Bucket": "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap", "Key": "k"}`))
		if err != nil {
			t.Fatal(err)
		}
		call, err := NewCall(c, op, input, Options{Time: time.Unix(0, 0), Keys: &Keys{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretKey: "x"}})
		if err != nil {
			t.Fatal(err)
		}
		call.Run()
		if got := call.Request.HTTP.Header.Get("X-Amz-Region-Set"); call.Err != nil || got != want {
			t.Errorf("%s signs for %q, want %q: %v", reading, got, want, call.Err)
		}
	}
}
