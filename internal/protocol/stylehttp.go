package protocol

import (
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// RESTStyle says how the paths, queries, headers and payloads of rest-json and
// rest-xml are written.
type RESTStyle struct {
	CutsSlashes        bool                                        // paths lose the slash at their end that older models have
	CleanPath          func(c *Call, escaped, plain string) string // takes "..", "." and empty segments out of a path; nil to leave them
	RefusesEmptyLabels Protocols                                   // where an empty part of the path is refused
	TakesOneLabel      bool                                        // what becomes part of the host name has no dot

	SortsQueries      bool                   // by name; names without a value get an equals sign
	ValueBefore       func(a, b string) bool // the order of values of a name in a sorted query; nil for that of the input
	PutsQueryMapsLast bool                   // members win over a map's entry that is the same parameter
	AsksForNothing    bool                   // an empty list leaves a question mark or an ampersand behind

	SendsEmptyHeaders  bool                // a header is sent whose value is empty
	TrimsHeaders       bool                // names and values lose the spaces around them
	TakesJSONText      bool                // a text where a header has JSON is JSON already, not a value to be written as such
	NamesEmptyLists    bool                // a header is sent for a list without elements
	SkipsEmptyElements Protocols           // where texts without characters are left out of a list
	RepeatsHeaders     bool                // each element of a list has a header of its own
	HeaderSeparator    string              // stands between the elements of a list
	QuoteListed        func(string) string // quotes an element with a comma or a quotation mark in it

	NamesPayload       bool                           // in rest-json, a payload that is no structure becomes the field "null"
	WritesEmptyUnions  bool                           // in rest-json, a union that is the payload but is not given has the body {}
	TypesStreams       bool                           // bodies that are blobs or texts have a Content-Type
	StreamType         func(*catalogue.Member) string // of such a body, where it has one; nil for the usual
	TypesAbsentStreams bool                           // in rest-json, also when they are not given
	TypesEmptyBodies   bool                           // in rest-json, an empty body that is no stream has a Content-Type
	EmptyTypeIsNone    Protocols                      // where an input that names an empty Content-Type names none
}

// HTTPStyle says what the SDK's HTTP client does and refuses.
type HTTPStyle struct {
	CountsEmptyBodies bool                                   // the length of an empty body is said also where the method needs none
	ChecksHeaders     bool                                   // headers are refused that HTTP does not have
	Latin1Headers     bool                                   // so are those with other characters than Latin-1
	Compress          func(body []byte, at time.Time) []byte // nil for an SDK that does not compress
}

// ChecksumStyle says how bodies get checksums, beside the Content-MD5 that an SDK
// adds by a Finishing.
type ChecksumStyle struct {
	Algorithms         []string // that the SDK computes, in lower case; none when it computes no checksums
	Usual              string   // the one where nobody chose; "" is crc32
	MD5IsUsual         bool     // who chooses md5 gets the usual one
	InCapitals         bool     // a name in small letters is none that the SDK knows
	PassesUnknown      bool     // who chooses what is no algorithm has chosen none
	AddsToOthers       bool     // the one that is chosen is computed though the sum of another is given
	NeverWhenRequired  bool     // where sums are sent only when required, also a chosen one is not
	PrefersMD5         bool     // operations that once wanted Content-MD5 and know no algorithms still get it
	SumsPresigned      bool     // presigned requests have the checksum of the body they are made with
	SumsAbsentBodies   bool     // that Content-MD5 is sent for a message without a body, too
	SumsAnyBody        bool     // operations whose answers alone have checksums send that of their empty body
	NamesAlgorithm     bool     // a header says which checksum the SDK has chosen
	ChunksKnownBodies  bool     // the checksum of a stream comes behind it although the body is at hand
	ChunksEmptyBodies  bool     // also when it is empty
	CutsChunks         bool     // a body whose length is known is cut into chunks
	ChunkSize          int      // of those; 0 for a megabyte
	CountsChunks       bool     // a body in chunks has a Content-Length in place of a Transfer-Encoding
	JoinsEmptyEncoding bool     // aws-chunked is added to a Content-Encoding that is empty as to any other
}

// SigningStyle says what of a message is signed.
type SigningStyle struct {
	Length    bool                                                        // the length of a body is signed
	Payload   func(c *Call, m *Message, to Target, algorithm string)      // decides what stands for the body
	S3Payload func(c *Call, m *Message, to Target, algorithm string) bool // reports whether S3 is given the body's hash; for SignPayload
}

// CopyStyle says how requests carry a presigned URL that reads what is copied from
// another region.
type CopyStyle struct {
	NamesDestination bool // a copy of an EC2 snapshot names its destination beside the URL, too
	AsksRules        bool // the endpoint's rules say where the source is, not the client's own endpoint
	EmptyURLIsNone   bool // a URL that is given and empty is made nevertheless
}

// ErrorStyle says how errors are asked for and recognised.
type ErrorStyle struct {
	AsksForQueryErrors bool // services that once spoke query are asked to name errors as they did then
	ByName             bool // an error is found by the name of its shape, too
	SaysOwnCode        bool // one that is found says the code of its shape, whatever came, but in JSON and CBOR

	OfOperation func(c *Call) bool               // reports whether only the errors of the operation are known; nil for never
	Unsaid      func(c *Call, status int) string // the code of an error without a body; nil or "" for its status

	// Under200 gives an answer of S3 whose status is 2xx as the SDK takes it.
	Under200 func(c *Call, r *Response) *Response
}

// ValidationStyle says what is refused before anything is sent.
type ValidationStyle struct {
	ChecksRequired     bool // required parameters are missed; else the service does that, but for what the URL needs
	ChecksMinimum      bool // the least value or length is checked
	RefusesNull        bool // null is a value of the wrong type, not as if it were not given
	CountsBooleans     bool // true and false are numbers
	RefusesSpecialText bool // "NaN" and "Infinity" are refused as texts
	Refusals           []Refusal
}
