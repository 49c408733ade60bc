package dryrun

import (
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/endpoint"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/session"
)

// Manner is how the clients of one SDK behave: a struct of choices, which a
// client is given when it is made and which nobody changes afterwards. What an
// SDK does as most do is the zero value of its choice.
//
// Most of it is data; a function is for what one SDK alone does, and nil stands
// for the common way.
type Manner struct {
	Style      *protocol.Style // how it writes requests, and reads answers
	Stock      session.Stock   // the handlers of its sessions, and the user agent
	Protocols  Protocols
	Retries    Retries
	TimeOuts   TimeOuts
	Endpoints  Endpoints
	URLs       URLs
	Signing    SigningManner
	Presigning Presigning
	Carried    Carried

	// KeptModels has its requests follow the older models where the newest ones
	// differ: see catalogue.Source.
	KeptModels bool

	// Refuses says why the SDK has no client for a service, nil where it has one.
	Refuses func(*catalogue.Service) error
}

// Protocols are what an SDK speaks with services that offer several protocols.
type Protocols struct {
	Prefer []string            // the first of them that is offered
	Of     map[string][]string // in place of that, for single services by their names
}

// CBORFirst is the order of SDKs that take what is shortest.
func CBORFirst() Protocols {
	return Protocols{Prefer: []string{protocol.CBOR, protocol.JSON, protocol.RESTJSON, protocol.RESTXML, protocol.Query, protocol.EC2}}
}

// JSONFirst is the order of SDKs whose languages read JSON fastest.
func JSONFirst() Protocols {
	return Protocols{Prefer: []string{protocol.JSON, protocol.RESTJSON, protocol.RESTXML, protocol.CBOR, protocol.Query, protocol.EC2}}
}

// Retries are the schedules by which an SDK retries. The number of attempts is
// that of the setting max_attempts, be it a default, where nothing here says
// otherwise.
type Retries struct {
	Standard Schedule
	Legacy   *Schedule // in the retry mode legacy; nil for an SDK that has none
	Recent   *Schedule // where the setting new_retry_defaults is on; nil where it changes nothing
	Fixed    bool      // no setting changes Standard

	// Usual is how often a client tries in a retry mode where the SDK rejects
	// max_attempts. Where it is nil a number below one is taken: no retry.
	Usual map[string]int

	Endless bool // a number below zero is no limit: the quota alone ends it

	Noted bool // what the reading notes about max_attempts is said of a client, too

	// Adjust has the last word, where a client's schedule depends on more than settings.
	Adjust func(c *Client, r *Retry)
}

// Schedule is a way to retry, with the ways of single services by their names.
// MaxAttempts is for services that have a number of their own, and for an SDK
// that has no setting for it; 0 else.
type Schedule struct {
	Retry
	Services map[string]Retry
}

// TimeOuts are how long an SDK's clients wait.
type TimeOuts struct {
	Default     Timeouts
	ModeConnect bool // a defaults mode says how long to wait for the connection
	ModeTLS     bool // and how long for the handshake
}

// Endpoints are how an SDK finds where requests go.
type Endpoints struct {
	// Find takes the place of the endpoint rules, in an SDK that knows none.
	Find func(c *Client, op *catalogue.Operation, bucket string, context Context) Endpoint

	// PlainRegion gives the region that is meant by an old pseudo region, whose
	// endpoints are those for FIPS; GivenFIPS tells it of a region as it was given.
	PlainRegion func(region string) string
	GivenFIPS   func(given string) bool

	// Scope sets what is signed where the rules leave it open, and gives the
	// region that they are asked about.
	Scope func(c *Client, e *Endpoint) (region string, err error)

	// Region is what the rules are asked about, in place of the client's plain region.
	Region func(c *Client, bucket string) string

	// SigningRegion is what is signed for in place of what the rules say, "" for that.
	SigningRegion func(c *Client) string

	S3Global     func(c *Client) bool                                         // S3 in us-east-1 goes by its global name
	PathStyle    func(c *Client, op *catalogue.Operation, bucket string) bool // S3 requests name the bucket in the path
	Bucket       func(bucket string) string                                   // as the rules are told of it
	RefuseRegion func(service, region string) error                           // whatever the endpoint; not of an empty one

	// ParseURL is how the rules take a URL apart: see endpoint.Params.
	ParseURL func(text string) *endpoint.URL

	// ReadCustom is a custom endpoint as the rules are told of it; ReadURL is what
	// they have given as requests go there. An error says why none can.
	ReadCustom func(custom string) (string, error)
	ReadURL    func(custom, ruled string) (string, error)

	LongLabels             bool // see endpoint.Params
	CustomForgetsVariants  bool // with a custom endpoint there is neither FIPS nor dual-stack; else the rules refuse that
	CustomForgetsFIPS      bool // with a custom endpoint there is no FIPS
	UsesARNRegion          bool // S3 does, where the setting is not there
	RulesDecideOnARNRegion bool // where the setting is not there
}

// URLs are how an SDK puts a request's path to a custom endpoint.
type URLs struct {
	DropsDefaultPort bool
	FormsToRoot      bool // query and ec2 go to the root of the endpoint's host, whatever its path
	DoublesSlashes   bool // the endpoint's last slash stays before that of the path
	// EndsInSlash: the endpoint gets a last slash where the operation has no path of its
	// own beside S3's bucket.
	EndsInSlash func(service, bucket string) bool
}

// SigningManner is how an SDK signs.
type SigningManner struct {
	NormalizesPath bool // dots and empty segments are taken out
	PassesSigV4a   bool // SigV4 is taken where both are offered
	SigV4aExpect   bool // the header Expect is signed with SigV4a, though not with SigV4
	// SigV4aForAllAlone: the configured set of regions makes the region of a SigV4
	// signature unless it is "*"; it does not reach presigned URLs.
	SigV4aForAllAlone bool

	TakesNoRegion bool // without a region, at a configured endpoint, none is in the scope

	LacksSigV4a  string            // why nothing else is signed with it; "" where it is
	FormInOrder  bool              // a form stays in its order under Signature Version 2
	Leaves       func(string) bool // reports whether a header of the name is left out
	Blank        func(rune) bool   // reports whether a character is white in a header's value, which is signed with one space for as many; nil for spaces alone
	BedrockToken bool              // a token of the environment is taken for Bedrock
}

// Presigning is how an SDK makes a URL of a request.
type Presigning struct {
	Sign        func(c *Call, s Signing) (Signed, error)
	Global      func(c *Client, p *endpoint.Params, bucket string) bool // it is one of S3's global host
	Bare        bool                                                    // nothing is added that requests get as they are sent
	FormAsGet   bool                                                    // a form becomes a query
	TwiceV4a    bool                                                    // with SigV4a the path is escaped once more for S3, too, which S3 does not do
	KeepsRegion bool                                                    // the signing region of the rules does not count, but for ARNs
	Endless     func(service string) bool                               // the URL does not say how long it is good
}

// Carried is how an SDK presigns the URL that a request carries.
type Carried struct {
	For     time.Duration
	Endless bool                              // it does not say so
	NoPort  bool                              // the host is signed without its port
	Order   func(given, signed string) string // of the query
}

// Always is for a choice that holds for all services and buckets.
func Always(_, _ string) bool { return true }

// ButBuckets is for a choice that holds for all but calls to a bucket of S3.
func ButBuckets(service, bucket string) bool { return service != "s3" || bucket == "" }

// ButS3 is for a choice that holds for all services but one.
func ButS3(service string) bool { return service != "s3" }
