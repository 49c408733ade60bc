package dryrun

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/endpoint"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/boto"
	"github.com/sessctl/sessctl/internal/sdk/gov1"
	"github.com/sessctl/sessctl/internal/sdk/gov2"
	"github.com/sessctl/sessctl/internal/sdk/jsv3"
	"github.com/sessctl/sessctl/internal/sdk/spec"
)

// WireOptions say what a wire is made with beside the input.
type WireOptions struct {
	IdempotencyToken string // "" for a random one
	Time             time.Time
	Keys             *Keys // for operations that carry a presigned URL; nil for the session's
	Presign          bool  // the request is to be presigned
}

// NewWire makes the wire of an operation in the client's protocol.
func NewWire(c *Client, op *catalogue.Operation, input protocol.Value, o WireOptions) Wire {
	w := &wire{client: c, presign: o.Presign, call: protocol.Call{Service: c.Model, Operation: op, Protocol: c.Protocol(),
		Style: c.style(), Input: input, Options: c.protocolOptions()}}
	w.call.Options.Token, w.call.Options.Time = o.IdempotencyToken, o.Time
	if keys, _ := c.Keys(o.Keys); keys != nil {
		w.call.Options.Presign = func(target, region string) (string, error) { return c.presignURL(target, region, keys, o.Time) }
	}
	w.call.Options.EndpointIn = func(region string) (string, error) {
		other, settings := *c, *c.Client // the region stands in what the copies would share
		settings.Region = region
		other.Client = &settings
		e := other.EndpointFor(op, "", nil)
		return e.URL, e.Err
	}
	w.call.Prepare()
	return w
}

// style is the manner of the reading's SDK.
func (c *Client) style() *protocol.Style {
	switch sdk := c.Reading.SDK; {
	case c.boto():
		return boto.Style()
	case sdk&(resolve.Seed|resolve.GoV1) != 0:
		return gov1.Style()
	case sdk&resolve.GoV2 != 0:
		return gov2.Style()
	case sdk&resolve.JS != 0:
		return jsv3.Style()
	}
	return spec.Style()
}

// protocolOptions are what the client's settings say of its messages.
func (c *Client) protocolOptions() protocol.Options {
	o := protocol.Options{Region: c.Region, Checksums: c.Config.Value("request_checksum_calculation"),
		Validation: c.Config.Value("response_checksum_validation"), NoCompression: c.on("disable_request_compression"), MinCompression: -1,
		NoParamValidation: c.Config.Value("parameter_validation") == "false", Custom: c.Custom.Value != ""}
	if n, err := strconv.Atoi(c.Config.Value("request_min_compression_size_bytes")); err == nil {
		o.MinCompression = n
	}
	if given := c.Config.Value("s3.payload_signing_enabled"); given != "" {
		sign := given == "true"
		o.SignPayload = &sign
	}
	return o
}

// wire is a call in a protocol.
type wire struct {
	client  *Client
	call    protocol.Call
	presign bool
}

func (w *wire) Validate() error { return w.call.Validate() }

func (w *wire) Context(p *endpoint.Params) {
	for _, given := range w.call.ContextParams() {
		if bucket, ok := given.Value.(string); ok && given.Name == "Bucket" && w.client.javaScript() {
			given.Value = unqueried.Replace(bucket)
		}
		setParam(p, given.Name, given.Value)
	}
}

// unqueried keeps a bucket from becoming a query (@smithy/core 3.41.0,
// resolveParamsForS3).
var unqueried = strings.NewReplacer("#", "%23", "?", "%3F")

func (w *wire) Bucket() string {
	if w.client.Model.Name != "s3" && w.client.Model.Name != "s3control" {
		return ""
	}
	return w.call.Input.Str("Bucket")
}

func (w *wire) Read(r *protocol.Response) (protocol.Value, error) { return w.call.Unmarshal(r) }

func (w *wire) Corrected(r *protocol.Response) *protocol.Response { return w.call.Corrected(r) }

func (w *wire) Build(e Endpoint) (Built, error) {
	m, err := w.call.Marshal()
	if err != nil {
		return Built{}, err
	}
	for _, h := range e.Headers {
		m.Header[http.CanonicalHeaderKey(h.Name)] = h.Values
	}
	to := protocol.Target{URL: e.URL, SigningName: e.SigningName, SigningRegion: e.SigningRegion, Scheme: e.Scheme,
		SchemeGiven: e.SchemeGiven, Presign: w.presign}
	if err := w.call.Finish(m, to); err != nil {
		return Built{}, err
	}
	base := e.URL
	if m.Endpoint != "" {
		base = switchHost(base, m.Endpoint)
	}
	return Built{Method: m.Method, URL: w.client.joinURL(base, m), Header: m.Header, Body: m.Body, PayloadHash: m.PayloadHash,
		ShowHash: m.ShowHash, Unsigned: m.Unsigned, SignLength: m.SignLength, SignNoLength: m.SignNoLength}, nil
}

// joinURL puts a message's path, query and host prefix to the URL of an endpoint,
// as it stands (botocore 1.43.11, awsrequest.py, _urljoin).
func (c *Client) joinURL(base string, m *protocol.Message) string {
	scheme, rest, ok := strings.Cut(base, "://")
	if !ok {
		return base
	}
	rest, _, _ = strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	host, path := rest, ""
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		host, path = rest[:i], rest[i:]
	}
	if c.dropsDefaultPort() {
		host = strings.TrimSuffix(host, map[string]string{"https": ":443", "http": ":80"}[scheme])
	}
	switch ends := strings.HasSuffix(path, "/"); {
	case m.Path == "" || m.Path == "/":
		if path == "" || !ends && c.endsInSlash() || path != "/" && c.doublesSlashes() && strings.HasPrefix(c.Protocol(), "rest-") {
			path += "/"
		}
	case ends && strings.HasPrefix(m.Path, "/") && (path == "/" || !c.doublesSlashes()):
		path = path[:len(path)-1] + m.Path
	default:
		path += m.Path
	}
	if query != "" && m.Query != "" {
		query += "&"
	}
	if query += m.Query; query != "" || m.Asks {
		query = "?" + query
	}
	return scheme + "://" + m.Prefix + host + path + query
}

// javaScript tells whether the reading is that of JavaScript, whose requests have
// URLs taken apart and put together (@smithy/core, HttpProtocol and url-parser).
func (c *Client) javaScript() bool { return c.Reading.SDK&resolve.JS != 0 }

// dropsDefaultPort tells whether a port goes that the scheme implies.
func (c *Client) dropsDefaultPort() bool { return c.javaScript() }

// doublesSlashes tells whether a custom endpoint's last slash stays before that of
// the path.
func (c *Client) doublesSlashes() bool { return c.javaScript() }

// endsInSlash tells whether the path of a custom endpoint gets a slash where the
// operation has no path of its own (aws-sdk-go v1.55.8, aws/request/request.go, New).
func (c *Client) endsInSlash() bool {
	return c.javaScript() || c.Reading.SDK&(resolve.Seed|resolve.GoV1) != 0 && c.Model.Name != "s3"
}

// switchHost gives the scheme and host of another endpoint to a URL.
func switchHost(base, other string) string {
	to, err := url.Parse(other)
	u, err2 := url.Parse(base)
	if err != nil || err2 != nil || to.Host == "" {
		return base
	}
	u.Scheme, u.Host = to.Scheme, to.Host
	return u.String()
}

// presignedFor is how long a URL is good that a request carries (botocore
// 1.43.11, signers.py; aws-sdk-go v1.55.8, service/ec2/customizations.go).
func (c *Client) presignedFor() time.Duration {
	if c.Reading.SDK&(resolve.Seed|resolve.GoV1) != 0 {
		return 5 * time.Minute
	}
	return time.Hour
}

// presignURL signs a GET request in its query, for a request that carries it
// (botocore 1.43.11, signers.py, generate_presigned_url). aws-sdk-go-v2 leaves it
// open for how long that is (service/ec2/api_op_CopySnapshot.go, PresignURL).
func (c *Client) presignURL(target, region string, keys *Keys, at time.Time) (string, error) {
	r, err := http.NewRequest(http.MethodGet, target, nil)
	if err != nil {
		return "", err
	}
	s := Signing{Keys: *keys, Service: c.Model.Signer(), Region: region, Time: at, PayloadHash: HashOf(nil),
		NormalizePath: c.normalizes(), Presign: c.presignedFor(), Endless: c.Reading.SDK&resolve.GoV2 != 0}
	if c.javaScript() {
		r.Host = strings.TrimSuffix(r.URL.Host, ":"+r.URL.Port())
	}
	given := r.URL.RawQuery
	if _, err := s.Sign(r); err != nil {
		return "", err
	}
	switch {
	case c.boto():
		r.URL.RawQuery = signatureLast(given, r.URL.RawQuery)
	case c.javaScript(): // @smithy/core 3.41.0, buildQueryString
		pairs := strings.Split(r.URL.RawQuery, "&")
		slices.SortStableFunc(pairs, func(a, b string) int { return strings.Compare(nameOf(a), nameOf(b)) })
		r.URL.RawQuery = strings.Join(pairs, "&")
	}
	return r.URL.String(), nil
}

func nameOf(pair string) string {
	name, _, _ := strings.Cut(pair, "=")
	return name
}

// signatureLast puts the parameters of a signature behind those that were given,
// in the order of botocore (botocore 1.43.11, auth.py, SigV4QueryAuth), which
// the signer sorts.
func signatureLast(given, signed string) string {
	byName := map[string]string{}
	for _, pair := range strings.Split(signed, "&") {
		byName[nameOf(pair)] = pair
	}
	var pairs []string
	if given != "" {
		pairs = append(pairs, given)
	}
	for _, name := range []string{"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Security-Token", "X-Amz-Signature"} {
		if pair, ok := byName[name]; ok {
			pairs = append(pairs, pair)
		}
	}
	return strings.Join(pairs, "&")
}
