package dryrun

import (
	"errors"
	"regexp"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// ErrMustBeConfigured is the error of a service that is in no table of endpoints.
var ErrMustBeConfigured = errors.New("this SDK has no endpoint for the service: it has to be configured, as endpoint_url")

// TableCall is one look into a table of endpoints, in an SDK that knows no
// endpoint rules.
type TableCall struct {
	*Client
	Op       *catalogue.Operation // nil for the service as such
	Bucket   string
	Endpoint *Endpoint // that is being made
}

// NewTableCall begins a look, with what no table says.
func NewTableCall(c *Client, op *catalogue.Operation, bucket string, context Context) *TableCall {
	e := &Endpoint{Scheme: Scheme(c.Model, op), SigningRegion: c.Region}
	if e.Scheme == "sigv4a" {
		e.Scheme = "sigv4" // such SDKs know no other
	}
	if context != nil {
		context(&e.Params)
	}
	return &TableCall{Client: c, Op: op, Bucket: bucket, Endpoint: e}
}

// Configured reports whether an endpoint is configured, and takes it.
func (t *TableCall) Configured() bool {
	if t.Custom.Value == "" {
		return false
	}
	t.Endpoint.URL = withScheme(t.Custom.Value)
	return true
}

// Found gives the endpoint that has been made.
func (t *TableCall) Found() Endpoint {
	t.Endpoint.Single = SingleEncoded(t.Endpoint.SigningName)
	return *t.Endpoint
}

// withScheme completes an endpoint that is a host alone (aws/endpoints/endpoints.go, AddScheme).
func withScheme(endpoint string) string {
	if before, _, ok := strings.Cut(endpoint, "://"); ok && before != "" && !strings.Contains(before, ":") {
		return endpoint
	}
	return "https://" + endpoint
}

// AccountPrefix puts the account before the host where the operation asks for
// it and the rules of newer SDKs do it.
func (t *TableCall) AccountPrefix() {
	if t.Op == nil || t.Op.HostPrefix != "{AccountId}." || t.Model.Name != "s3control" {
		return
	}
	if id := t.Input("AccountId"); id != "" {
		t.SetHost(func(host string) string { return id + "." + host })
	}
}

// SetHost changes the host of the endpoint.
func (t *TableCall) SetHost(change func(host string) string) {
	scheme, rest, _ := strings.Cut(t.Endpoint.URL, "://")
	host, path, slash := strings.Cut(rest, "/")
	t.Endpoint.URL = scheme + "://" + change(host)
	if slash {
		t.Endpoint.URL += "/" + path
	}
}

// Host gives the host of the endpoint.
func (t *TableCall) Host() (host string) {
	t.SetHost(func(h string) string { host = h; return h })
	return host
}

// Input gives an endpoint parameter of the operation's input.
func (t *TableCall) Input(name string) string {
	s, _ := t.Endpoint.Params.Text(name)
	return s
}

// HostStyle names the bucket in the host where it can stand there, else in the
// path (service/s3/host_style_bucket.go, v1.1.2 and v1.55.8).
func (t *TableCall) HostStyle() {
	switch {
	case t.Bucket == "":
	case t.Config.Value("s3.addressing_style") != "path" && (t.Op == nil || t.Op.Name != "GetBucketLocation") && t.HostCompatible():
		t.SetHost(func(host string) string { return t.Bucket + "." + host })
	default:
		t.Endpoint.URL = strings.TrimSuffix(t.Endpoint.URL, "/") + "/" + EscapeSegment(t.Bucket)
	}
}

var (
	domain    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9][a-z0-9\.\-]{1,61}[a-z0-9]$`) })
	ipAddress = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\d+\.){3}\d+$`) })
)

func (t *TableCall) HostCompatible() bool {
	if strings.HasPrefix(t.Endpoint.URL, "https:") && strings.Contains(t.Bucket, ".") {
		return false
	}
	return domain().MatchString(t.Bucket) && !ipAddress().MatchString(t.Bucket) && !strings.Contains(t.Bucket, "..")
}
