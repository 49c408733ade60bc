package protocol

import (
	"net/http"
	"strconv"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// The wire protocols, by the names that models give them.
const (
	JSON     = "json"
	RESTJSON = "rest-json"
	RESTXML  = "rest-xml"
	Query    = "query"
	EC2      = "ec2"
	CBOR     = "smithy-rpc-v2-cbor"
)

// Call is an operation with its input, on its way to becoming a message. Its
// steps are Prepare, Validate, Marshal and Finish, in this order.
type Call struct {
	Service   *catalogue.Service
	Operation *catalogue.Operation
	Protocol  string // one of the constants
	Style     *Style // not nil, but for Unmarshal
	Input     Value
	Options   Options

	Outpost string // that an ARN of the input has named
}

// Options are what a client's configuration and its caller say of messages.
type Options struct {
	Region            string // of the client
	Token             string // for members that are idempotency tokens; "" for a random one
	Time              time.Time
	Checksums         string // request_checksum_calculation: "when_supported" or "when_required"
	Validation        string // response_checksum_validation, likewise
	NoCompression     bool   // disable_request_compression
	MinCompression    int    // request_min_compression_size_bytes
	NoParamValidation bool   // parameter_validation is off
	Custom            bool   // the endpoint is configured, not found by rules
	SignPayload       *bool  // s3.payload_signing_enabled, nil when it is not set

	// Presign makes a presigned URL of a GET request, for operations that carry
	// one; nil where there is nothing to sign with.
	Presign func(url, region string) (string, error)
	// Unsent says that the message becomes a URL, and that nothing is added which
	// requests get as they are sent: checksums, compression, Finish of the style.
	Unsent bool

	EndpointIn func(region string) (url string, err error) // of the service in another region; nil where there is none
}

// Target is where a message goes and for what it is signed, as far as the
// message itself depends on it.
type Target struct {
	URL           string // of the endpoint, without the message's path
	SigningName   string
	SigningRegion string
	Scheme        string // "sigv4", "none", …
	SchemeGiven   bool   // the scheme is the endpoint's, not the model's
	Presign       bool   // the request is to be presigned
}

// Secure reports whether the target is reached by https.
func (t Target) Secure() bool { return len(t.URL) >= 8 && t.URL[:8] == "https://" }

// IsS3 reports whether requests to the target are signed as those to S3 are.
func (t Target) IsS3() bool {
	switch t.SigningName {
	case "s3", "s3express", "s3-outposts", "s3-object-lambda":
		return true
	}
	return false
}

// Message is an HTTP request before it is given a host and signed.
type Message struct {
	Method string
	Path   string // escaped, from the first slash on
	Query  string // escaped, without the question mark
	Asks   bool   // there is a question mark also when there is no query
	Header http.Header
	Body   []byte
	Prefix string // of the host name, with its final dot: "123456789012."

	Streaming   bool   // the body is a stream, a blob or text that is the payload
	PayloadHash string // what stands for the body in the signature; "" for its SHA-256
	ShowHash    bool   // that hash goes into the header X-Amz-Content-Sha256
	Unsigned    string // why the message is not signed; "" when it is
	SignLength  bool   // the length is signed

	Chunks       *Chunks
	Events       [][]byte // that follow, each a message of its own; nil for a body that is none of a stream of events
	LeavesLength bool     // the length is the HTTP client's to add, and is not signed
	SignNoLength bool     // also when there is none
	Endpoint     string   // to go to in place of the one that was found, "" for that
}

// Chunks are how a body is cut that is signed piece by piece, each with the
// signature of the one before it.
type Chunks struct {
	Body    []byte
	Size    int    // of each but the last
	Trailer string // the header behind the body, "name:value"; "" for none
}

// Length is how long the body becomes.
func (c *Chunks) Length() int {
	const signature = len(";chunk-signature=") + 64 + len("\r\n")
	n := len("0") + signature + len("\r\n")
	for rest := len(c.Body); rest > 0; rest -= c.Size {
		size := min(rest, c.Size)
		n += len(strconv.FormatInt(int64(size), 16)) + signature + size + len("\r\n")
	}
	if c.Trailer != "" {
		n += len(c.Trailer) + len("\r\n") + len("x-amz-trailer-signature:") + 64 + len("\r\n")
	}
	return n
}

// Set sets a header under its canonical name.
func (m *Message) Set(name, value string) { m.Header.Set(name, value) }

// newMessage begins a message.
func newMessage(method string) *Message {
	return &Message{Method: method, Path: "/", Header: http.Header{}}
}

// Response is an HTTP response, as far as protocols read it.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
}

// ServiceError is what a service says when it does not do what was asked.
type ServiceError struct {
	Status    int
	Code      string
	Message   string
	RequestID string
	Shape     *catalogue.Shape // the model's; nil for an error that it does not have
	Output    Value            // the members of Shape
}

func (e *ServiceError) Error() string {
	s := e.Code
	if s == "" {
		s = http.StatusText(e.Status)
	}
	if e.Message != "" {
		s += ": " + e.Message
	}
	return s
}
