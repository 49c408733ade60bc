package protocol

import "github.com/sessctl/sessctl/internal/catalogue"

// Style is how an SDK writes requests and reads answers: what two SDKs do
// differently with the same input in the same protocol. It is data, and code where
// no word says it; what several SDKs do alike stands in this package, for each of
// them to pick. An SDK has one value, which nobody changes once it is made.
type Style struct {
	Members    MemberStyle     // which members of a structure are written, and in which order
	Numbers    NumberStyle     // how numbers look
	Times      TimeStyle       // how timestamps look
	JSON       JSONStyle       // documents of json and rest-json, and JSON within headers
	XML        XMLStyle        // documents of rest-xml
	Forms      FormStyle       // bodies of query and ec2
	CBOR       CBORStyle       // bodies of rpc-v2-cbor
	REST       RESTStyle       // paths, queries, headers and payloads of rest-json and rest-xml
	HTTP       HTTPStyle       // what the SDK's HTTP client does and refuses
	Checksums  ChecksumStyle   // checksums of bodies
	Signing    SigningStyle    // what of a message is signed
	Events     EventStyle      // bodies that are streams of events
	Copies     CopyStyle       // presigned URLs within requests that copy from another region
	Errors     ErrorStyle      // how errors are asked for and recognised
	Validation ValidationStyle // what is refused before anything is sent

	Prepare []Preparation // changes the input before anybody looks at it
	Rewrite []Preparation // changes the input once it has given the endpoint its parameters
	Finish  []Finishing   // adds to the message before it is compressed and summed
}

// Preparation is something an SDK does to the input of some operations.
type Preparation struct {
	Service    string // by its name in the catalogue, "" for all
	Operations string // their names between spaces, "" for all
	Do         func(*Call)
}

// Finishing is something an SDK does to the messages of some operations.
type Finishing struct {
	Service    string
	Operations string
	Do         func(c *Call, m *Message, to Target) error
}

// Refusal is something that an SDK refuses beside what the model says.
type Refusal struct {
	Service    string
	Operations string
	Check      func(*Call) []Problem
}

// Protocols is a set of wire protocols, for choices that differ between them.
type Protocols uint8

// The wire protocols as sets.
const (
	InJSON Protocols = 1 << iota
	InRESTJSON
	InRESTXML
	InQuery
	InEC2
	InCBOR

	InNone Protocols = 0
	InAll            = InJSON | InRESTJSON | InRESTXML | InQuery | InEC2 | InCBOR
)

// has reports whether a protocol is in the set.
func (p Protocols) has(protocol string) bool {
	one := InNone
	switch protocol {
	case JSON:
		one = InJSON
	case RESTJSON:
		one = InRESTJSON
	case RESTXML:
		one = InRESTXML
	case Query:
		one = InQuery
	case EC2:
		one = InEC2
	case CBOR:
		one = InCBOR
	}
	return p&one != 0
}

// MemberOrder reports whether a member of a structure is written before another one.
type MemberOrder func(a, b *catalogue.Member) bool

// MemberStyle says which members of a structure are written, and in which order.
type MemberStyle struct {
	InputOrder        bool        // as the caller has given them; the two orders below count for nothing then
	Before            MemberOrder // in all protocols
	JSONBefore        MemberOrder // but in json and rest-json
	InputBefore       MemberOrder // but of what the input has for the body in rest-json and rest-xml; nil for none
	AttributesAsGiven bool        // DynamoDB's values of attributes have the caller's order in any case
	SortsMapKeys      bool        // maps are written sorted by their keys, not as they were given
	FillsNestedTokens bool        // idempotency tokens are filled in below the input's own members, too
	DropsEmptyEnums   bool        // an empty text of an enumeration counts as none
	KeepsNulls        bool        // structures, maps that are not sparse, and lists in a query keep their nulls
}

// Precision is how exactly an SDK holds numbers where the model has a float or a
// double.
type Precision uint8

// The precisions.
const (
	AsGiven Precision = iota // nothing is lost
	Doubles                  // floats are doubles, too
	Singles                  // floats have single precision
)

// NumberFormat writes the decimal literal of a number: PlainNumber, ShortestNumber
// or PythonNumber.
type NumberFormat func(literal string) string

// NumberStyle says how numbers look.
type NumberStyle struct {
	Precision        Precision
	JSON, XML, Forms NumberFormat
	REST             NumberFormat // in paths, queries and headers
	Floats           NumberFormat // of what the model has as a float or a double, before the others; nil where they do without
	CapitalBooleans  bool         // a boolean where the model wants a number is "True" or "False"
}
