package dryrun_test

import (
	"bufio"
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
)

// recordedRequest is what a real SDK makes of an input.
type recordedRequest struct {
	Service, Operation, Region, Time, Note string
	FIPS, DualStack                        bool
	Endpoint                               string `json:"endpoint_url"`
	Input                                  json.RawMessage
	S3, Settings                           map[string]any // the settings of S3 by their names below "s3.", others by their whole names
	Protocol                               string         `json:"forced_protocol"`
	SessionToken                           string         `json:"session_token"`
	Presign                                string         // for how long
	Token                                  string         `json:"idempotency_token"`
	terraformCase
	Expect struct {
		sentRequest
		Error  any
		Before *sentRequest // the call for a session with a directory bucket
	}
}

type sentRequest struct {
	Method, URL string
	Headers     map[string]string
	Body        string `json:"body_base64"`
}

// bucketSession are the keys that the recorders answer calls for a session with.
var bucketSession = Keys{AccessKeyID: "ASIAIOSFODNN7SESSION", SecretKey: "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbSESSIONKEY", Token: "THESESSIONTOKEN"}

// TestRecordedRequests builds the requests that real SDKs build, each in its
// reading, which a file is named after. Of their headers the one that only names
// the client is left out. What names one call, with its random part, and the client
// is signed too by aws-sdk-go-v2 and JavaScript: a handler adds it.
func TestRecordedRequests(t *testing.T) {
	files, err := filepath.Glob("../../testdata/recorded/requests/*.jsonl")
	if err != nil || len(files) < 3 {
		t.Fatalf("recorded requests are missing: %v %v", files, err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".jsonl")
		reading, _, _ := strings.Cut(name, "_")
		t.Run(name, func(t *testing.T) {
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			lines := bufio.NewScanner(f)
			lines.Buffer(nil, 1<<20)
			n := 0
			for ; lines.Scan(); n++ {
				var r recordedRequest
				if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
					t.Fatal(err)
				}
				if diff := r.differs(t, reading); diff != "" {
					t.Errorf("%s %s %s %s: %s\n%s", r.Service, r.Operation, r.Input, r.Endpoint, r.Note, diff)
				}
			}
			floor := 100
			if strings.HasSuffix(name, "_faults") {
				floor = 50
			}
			if n < floor {
				t.Errorf("only %d requests", n)
			}
		})
	}
}

func (r *recordedRequest) differs(t *testing.T, reading string) string {
	t.Helper()
	o := ClientOptions{Protocol: r.Protocol}
	if r.Endpoint != "" {
		o.Endpoint = &origin.Candidate{Value: r.Endpoint}
	}
	s := r.session(t, reading)
	manner := mannerOf(t, s)
	source := modelsOf(manner)
	model, err := source.Find(r.Service)
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewClient(s, manner, source, model, o)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.Parse(time.RFC3339, r.Time)
	if err != nil {
		t.Fatal(err)
	}
	keys := &Keys{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Token: resolve.Secret(r.SessionToken)}
	op := model.Operation(r.Operation)
	input, err := protocol.ParseInput(op, r.Input)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(r.Expect.Headers["authorization"], bucketSession.AccessKeyID) && r.Call > 0 {
		keys = &bucketSession // which the role has given before
	}
	if diff := r.differsInClient(c); diff != "" {
		return diff
	}
	ran := Options{Time: at, Token: r.Token, Keys: keys, Session: &bucketSession}
	if r.Presign != "" {
		if ran.Presign, err = time.ParseDuration(r.Presign); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"amz-sdk-invocation-id", "amz-sdk-request", "x-amz-user-agent"} {
		if value := r.Expect.Headers[name]; value != "" {
			ran.Push = append(ran.Push, Push{Stage: "Build", Kind: "header", Arg: name + ":" + value})
		}
	}
	call, err := NewCall(c, op, input, ran)
	if err != nil {
		t.Fatal(err)
	}
	call.Run()
	if r.Expect.Error != nil || call.Err != nil {
		if r.Expect.Error != nil && call.Err != nil {
			return ""
		}
		return "the error is " + cmp.Diff(r.Expect.Error, call.Err, cmp.Transformer("", func(e error) string { return e.Error() }))
	}
	if diff := r.differsInAgent(call); diff != "" {
		return diff
	}
	body, err := base64.StdEncoding.DecodeString(r.Expect.Body)
	if err != nil {
		t.Fatal(err)
	}
	type request struct {
		Method, URL, Body string
		Header            map[string]string
	}
	want := request{r.Expect.Method, r.Expect.URL, string(body), r.Expect.Headers}
	got := request{call.Request.HTTP.Method, call.Request.HTTP.URL.String(), string(call.Request.Body), headersOf(call)}
	if want.Header["x-amz-content-sha256"] == "STREAMING-AWS4-HMAC-SHA256-EVENTS" {
		events, err := call.EventsSignedAt(momentsOf(t, body))
		if err != nil {
			t.Fatal(err)
		}
		got.Body = string(events)
	}
	if r.Presign != "" && want.Body == "" {
		got.Body = "" // what is sent along with a URL is not recorded everywhere
		if want.Header == nil {
			got.Header = nil
		}
	}
	if diff := r.differsBefore(call); diff != "" {
		return diff
	}
	if call.Signed != nil && strings.HasPrefix(call.Signed.StringToSign, "AWS4-ECDSA") {
		for _, text := range []*string{&want.URL, &got.URL} {
			*text = withoutECDSA(t, *text, call.Signed.StringToSign)
		}
		for _, h := range []map[string]string{want.Header, got.Header} {
			if auth, ok := h["authorization"]; ok {
				h["authorization"] = withoutECDSA(t, auth, call.Signed.StringToSign)
			}
		}
	}
	zips := reading == "js-v3" || reading == "java-v2" || reading == "rust"
	if zipped := "\x1f\x8b"; zips && strings.HasPrefix(want.Body, zipped) && strings.HasPrefix(got.Body, zipped) {
		// Node.js, Java and Rust compress by algorithms of their own; nothing that follows from the bytes is compared.
		want.Body, got.Body = unzipped(t, want.Body), unzipped(t, got.Body)
		for _, h := range []map[string]string{want.Header, got.Header} {
			for _, name := range []string{"authorization", "content-length", "x-amz-content-sha256"} {
				delete(h, name)
			}
		}
	}
	if _, counted := want.Header["content-length"]; reading == "rust" && !counted && !strings.Contains(got.Header["authorization"], "content-length") {
		delete(got.Header, "content-length") // what its HTTP client adds is not recorded
	}
	for _, h := range []map[string]string{want.Header, got.Header} {
		delete(h, "user-agent")
		if h["accept-encoding"] != "identity" {
			delete(h, "accept-encoding") // net/http's own, which is not signed
		}
		if reading != "boto3" && len(body) == 0 && h["content-length"] == "0" && got.Method != http.MethodDelete {
			delete(h, "content-length") // what net/http and Node.js write is not recorded everywhere
		}
	}
	return cmp.Diff(want, got)
}

// session is that of the case: what is set for a client in code comes by flags.
func (r *recordedRequest) session(t *testing.T, reading string) *session.Session {
	t.Helper()
	vars := []string{"AWS_REGION=" + r.Region, "AWS_DEFAULT_REGION=" + r.Region}
	for name, on := range map[string]bool{"AWS_USE_FIPS_ENDPOINT": r.FIPS, "AWS_USE_DUALSTACK_ENDPOINT": r.DualStack} {
		if on {
			vars = append(vars, name+"=true")
		}
	}
	s := testSession(t, reading, vars...)
	if reading == "terraform" {
		s = r.terraformSession(t, vars)
	}
	settings := map[string]origin.Candidate{}
	for prefix, given := range map[string]map[string]any{"s3.": r.S3, "": r.Settings} {
		for name, value := range given {
			settings[prefix+name] = origin.Candidate{Value: fmt.Sprint(value), Origin: origin.Origin{Kind: origin.Flag}}
		}
	}
	if len(settings) > 0 {
		s = s.Copy(&session.Config{Settings: settings})
	}
	return s
}

func headersOf(c *Call) map[string]string {
	all := map[string]string{}
	for name, values := range c.Request.HTTP.Header {
		all[strings.ToLower(name)] = strings.Join(values, ",")
	}
	return all
}

// momentsOf are when the events of a recorded stream were signed: the SDK asks the
// machine's clock for each.
func momentsOf(t *testing.T, stream []byte) (moments []time.Time) {
	t.Helper()
	const date = 12 + 1 + len(":date") + 1
	for len(stream) > 0 {
		size := int(binary.BigEndian.Uint32(stream))
		if size > len(stream) || size < date+8 || string(stream[13:18]) != ":date" {
			t.Fatalf("the recorded stream is none of signed events: %q", stream)
		}
		moments = append(moments, time.UnixMilli(int64(binary.BigEndian.Uint64(stream[date:]))))
		stream = stream[size:]
	}
	return moments
}

// differsBefore compares the call that the SDK makes first. It is a call like any
// other, whose signature other cases have: here are headers with a random part in it.
func (r *recordedRequest) differsBefore(c *Call) string {
	want, before := r.Expect.Before, c.Before
	if want == nil || before == nil {
		return cmp.Diff(want == nil, before == nil)
	}
	got := sentRequest{before.Request.HTTP.Method, before.Request.HTTP.URL.String(), headersOf(before), base64.StdEncoding.EncodeToString(before.Request.Body)}
	for _, h := range []map[string]string{want.Headers, got.Headers} {
		for _, name := range []string{"amz-sdk-invocation-id", "amz-sdk-request", "x-amz-user-agent", "user-agent", "authorization"} {
			delete(h, name)
		}
		if h["content-length"] == "0" {
			delete(h, "content-length")
		}
	}
	return cmp.Diff(*want, got)
}

var ecdsaSignature = regexp.MustCompile(`(Signature=)([0-9a-f]+)`)

// withoutECDSA takes out a signature by SigV4a, which SDKs draw anew each time, and
// checks that it is one of what is signed here.
func withoutECDSA(t *testing.T, text, signed string) string {
	t.Helper()
	return ecdsaSignature.ReplaceAllStringFunc(text, func(found string) string {
		signature, err := hex.DecodeString(strings.TrimPrefix(found, "Signature="))
		digest := sha256.Sum256([]byte(signed))
		if err != nil || !ecdsa.VerifyASN1(recordedV4aKey(t), digest[:], signature) {
			return found
		}
		return "Signature=valid"
	})
}

// recordedV4aKey is the public key that belongs to the recorders' keys.
func recordedV4aKey(t *testing.T) *ecdsa.PublicKey {
	t.Helper()
	key, err := DeriveV4aKey("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
	if err != nil {
		t.Fatal(err)
	}
	return &key.PublicKey
}

func unzipped(t *testing.T, body string) string {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}
