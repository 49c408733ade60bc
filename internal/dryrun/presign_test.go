package dryrun_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	. "github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/jsontree"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/resolve"
)

// TestRecordedPresignedURLs compares with the URLs that botocore presigns.
func TestRecordedPresignedURLs(t *testing.T) {
	for _, name := range []string{"presigned", "signature_version"} {
		t.Run(name, func(t *testing.T) { testPresigned(t, "../../testdata/recorded/presigned/"+name+".jsonl") })
	}
}

func testPresigned(t *testing.T, file string) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); n++ {
		var r struct {
			recordedEndpoint
			Input json.RawMessage
			Token string
		}
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		r.As = "boto3"
		c := recordedClient(t, r.recordedEndpoint)
		op := c.Model.Operation(r.Operation)
		call := presigned(t, c, op, string(r.Input), &Keys{AccessKeyID: "AKIDEXAMPLE",
			SecretKey: resolve.Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), Token: resolve.Secret(r.Token)})
		switch {
		case call.Err != nil && r.URL == "":
		case call.Err != nil:
			t.Errorf("%s\n%v", lines.Text(), call.Err)
		case call.Request.HTTP.URL.String() != r.URL:
			t.Errorf("%s\n%s", lines.Text(), call.Request.HTTP.URL)
		}
	}
	if n < 80 {
		t.Errorf("only %d cases", n)
	}
}

// decoded reads an input, which has no members where it is empty.
func decoded(t *testing.T, op *catalogue.Operation, input string) protocol.Value {
	t.Helper()
	tree := &jsontree.Value{Kind: jsontree.Object}
	if input != "" {
		var err error
		if tree, err = jsontree.Parse([]byte(input)); err != nil {
			t.Fatal(err)
		}
	}
	in, err := protocol.DecodeInput(op, tree)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// presigned takes a call with an input through its handlers.
func presigned(t *testing.T, c *Client, op *catalogue.Operation, input string, keys *Keys) *Call {
	t.Helper()
	in := decoded(t, op, input)
	at := testMoment
	call, err := NewCall(c, op, in, Options{Time: at, Keys: keys, Presign: 15 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	call.Run()
	return call
}

// TestSignV2 has the request that botocore 1.43.11 sends to SimpleDB, and the
// one that Go's SDK sends.
func TestSignV2(t *testing.T) {
	const form = "Action=GetAttributes&Version=2009-04-15&DomainName=semi%3Bcolon&ItemName=x%3Dy%26z&AttributeNames=%2A+b"
	r, err := http.NewRequest(http.MethodPost, "https://sdb.us-east-2.amazonaws.com/", nil)
	if err != nil {
		t.Fatal(err)
	}
	keys := Keys{AccessKeyID: "AKIDEXAMPLE", SecretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", Token: "t/k"}
	body, signed, err := SignV2(r, []byte(form), keys, testMoment, false)
	if err != nil {
		t.Fatal(err)
	}
	want := "POST\nsdb.us-east-2.amazonaws.com\n/\nAWSAccessKeyId=AKIDEXAMPLE&Action=GetAttributes&AttributeNames=%2A%20b&DomainName=semi%3Bcolon" +
		"&ItemName=x%3Dy%26z&SecurityToken=t%2Fk&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=2026-01-02T03%3A04%3A05Z&Version=2009-04-15"
	if signed.StringToSign != want {
		t.Errorf("signed is\n%s\nwant\n%s", signed.StringToSign, want)
	}
	if s := string(body); !strings.HasPrefix(s, form+"&AWSAccessKeyId=AKIDEXAMPLE&SignatureVersion=2&SignatureMethod=HmacSHA256&Timestamp=2026-01-02T03%3A04%3A05Z&SecurityToken=t%2Fk&Signature=") {
		t.Errorf("the form is %s", s)
	}
	again, second, err := SignV2(r, body, keys, testMoment, false)
	if err != nil || string(again) != string(body) || second.Signature != signed.Signature {
		t.Errorf("signed again it is %s, %v", again, err)
	}
	ordered, third, err := SignV2(r, []byte(form), keys, testMoment, true)
	if err != nil || third.Signature != signed.Signature || !strings.HasPrefix(string(ordered), "AWSAccessKeyId=AKIDEXAMPLE&Action=") {
		t.Errorf("in order it is %s, %v", ordered, err)
	}
	if _, _, err := SignV2(&http.Request{Method: http.MethodGet, URL: r.URL}, nil, keys, testMoment, false); err == nil {
		t.Error("a GET is signed")
	}
	if _, _, err := SignV2(r, nil, Keys{}, testMoment, false); err == nil {
		t.Error("without keys it is signed")
	}
}

func TestWhatIsNotSigned(t *testing.T) {
	token := "AWS_BEARER_TOKEN_BEDROCK=bearer-token"
	for _, c := range []struct {
		reading, service, operation, input string
		vars                               []string
		header, unsigned, err              string
	}{
		{"boto3", "bedrock", "ListFoundationModels", "", []string{token}, "Bearer bearer-token", "a bearer token stands in place of a signature", ""},
		{"go-v2", "bedrock-runtime", "ListAsyncInvokes", "", []string{token}, "Bearer bearer-token", "a bearer token stands", ""},
		{"cli", "bedrock", "ListFoundationModels", "", []string{token}, "Bearer bearer-token", "a bearer token stands", ""},
		{"java-v2", "bedrock-runtime", "ListAsyncInvokes", "", []string{token}, "Bearer bearer-token", "a bearer token stands", ""}, // measured
		{"boto3", "sqs", "ListQueues", "", []string{token}, "AWS4-HMAC-SHA256 ", "", ""},
		{"boto3", "codecatalyst", "GetUserDetails", "", nil, "", "", "takes a bearer token in place of a signature, and there is none"},
		{"boto3", "sts", "AssumeRoleWithWebIdentity", `{"RoleArn": "arn:aws:iam::123456789012:role/r", "RoleSessionName": "ab", "WebIdentityToken": "abcde"}`, nil, "", "without a signature", ""},
		{"js-v3", "s3", "HeadObject", `{"Bucket": "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap", "Key": "k"}`, nil, "", "", "where @aws-sdk/signature-v4a or @aws-sdk/signature-v4-crt is imported"},
		{"go-v2", "s3", "HeadObject", `{"Bucket": "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap", "Key": "k"}`, nil, "AWS4-ECDSA-P256-SHA256 Credential=", "", ""},
		{"go-v1", "sdb", "ListDomains", "", nil, "", "", ""},
	} {
		client := testClient(t, c.reading, c.service, append(c.vars, testKeys...)...)
		call := sent(t, client, c.operation, c.input)
		message := ""
		if call.Err != nil {
			message = call.Err.Error()
		}
		if got := call.Request.HTTP.Header.Get("Authorization"); !strings.HasPrefix(got, c.header) || c.header == "" && got != "" {
			t.Errorf("%s %s: the header is %q", c.reading, c.service, got)
		}
		if !strings.Contains(call.Unsigned, c.unsigned) || c.unsigned == "" && call.Unsigned != "" && c.err == "" || !strings.Contains(message, c.err) || c.err == "" && message != "" {
			t.Errorf("%s %s: unsigned: %q, error: %q", c.reading, c.service, call.Unsigned, message)
		}
		if hasToken := slices.Contains(call.Secrets(), "bearer-token"); hasToken != strings.Contains(c.header, "bearer-token") {
			t.Errorf("%s %s: the token is among the secrets: %v", c.reading, c.service, hasToken)
		}
	}
}

// TestStreamsAreSignedWithoutALength: events follow the request, so that it has none
// (bedrockruntime 2.59.1 of Java's, recorded).
func TestStreamsAreSignedWithoutALength(t *testing.T) {
	for _, reading := range []string{"java-v2", "rust", "js-v3", "go-v2"} {
		call := sent(t, testClient(t, reading, "bedrock-runtime", testKeys...), "InvokeModelWithBidirectionalStream", `{"modelId":"m","body":[{"chunk":{"bytes":"e30="}}]}`)
		if call.Signed == nil || slices.Contains(call.Signed.Headers, "content-length") || !strings.HasSuffix(call.Signed.CanonicalRequest, "STREAMING-AWS4-HMAC-SHA256-EVENTS") {
			t.Errorf("%s: %+v, %s", reading, call.Signed, call.Unsigned)
		}
	}
}

// sent takes a call with an input through its handlers, without presigning it.
func sent(t *testing.T, c *Client, operation, input string) *Call {
	t.Helper()
	op := c.Model.Operation(operation)
	in := decoded(t, op, input)
	call, err := NewCall(c, op, in, Options{Time: testMoment})
	if err != nil {
		t.Fatal(err)
	}
	call.Run()
	return call
}
