package protocol

import "time"

// TimeStyle says how timestamps look.
type TimeStyle struct {
	ISO8601             func(time.Time) string
	Millis              func(time.Time) int64 // since 1970, of which fractions of seconds are made
	EveryMilli          bool                  // but those of documents always have the digits of milliseconds
	WholeSeconds        bool                  // seconds since 1970 have no fraction
	KeepsFractions      bool                  // but those that have one keep it, to the microsecond
	CutsHeaders         bool                  // in headers times have whole seconds, whatever the format
	MillisecondServices string                // whose timestamps keep their milliseconds in any case, by name between spaces
}

// JSONStyle says how JSON is written.
type JSONStyle struct {
	Spaced          bool      // there are spaces behind commas and colons
	ASCII           bool      // all but printable ASCII characters is escaped
	ShortEscapes    string    // the control characters that have an escape of two characters
	EscapesDelete   Protocols // where the character 0x7f is escaped
	EscapesPairs    bool      // characters beyond U+FFFF are escaped
	CapitalDigits   bool      // the digits of an escape are 0 to F, not 0 to f
	EscapesLineEnds bool      // U+2028 and U+2029 are escaped
	QuotesValues    bool      // JSON values are texts wherever they stand, not in headers alone
	EscapesHTML     bool      // JSON values within texts are safe to stand in HTML
	WritesInfinity  bool      // numbers that JSON does not have stand in documents as they are
}

// XMLStyle says how documents of rest-xml are written.
type XMLStyle struct {
	Declaration          string              // what a document begins with
	ContentType          string              // of a document, "" for none
	TypesAbsentBodies    bool                // a body that is not given has a Content-Type, since the model has one
	TypesAbsentStreams   bool                // likewise for blobs alone
	EscapeText           func(string) string // of an element
	EscapeAttr           func(string) string // the value of an attribute
	EmptyElement         string              // the end of a tag that is the whole element, "" for a tag of its own
	EmptyTextHasTag      bool                // an empty text, though, has an end tag of its own
	UsesServiceNamespace bool                // documents without a namespace have that of the service
	InheritsNamespaces   bool                // an element within one of the same namespace says nothing of it
	PutsNamespacesLast   bool                // a structure's namespace comes after its other attributes
	LiftsNamespaces      bool                // the namespace of a flat list becomes that of the element around it
	WritesEmptyDocuments bool                // there is a document even when no member for it is given
	WritesBareInputs     bool                // there is one even for an input that has no members at all
}

// FormStyle says how the forms of query and ec2 are written.
type FormStyle struct {
	Sorted                 bool // by name, with Action and Version among the others
	Escape                 func(string) string
	ContentType            string
	WritesEmptyMaps        bool // a map without entries is a parameter without a value, as lists are
	NamesEmptyFlatLists    bool // a flat list without elements is called what its elements would be
	NamesFlatListsByMember bool // a flat list with a name of its own is called by it, not by that of its elements
	CapitalisesMembers     bool // in ec2, members have a capital even where the model gives them no name for messages
}

// CBORStyle says how bodies of rpc-v2-cbor are written.
type CBORStyle struct {
	OpenLengths   bool // lists, maps and structures, but for unions, are of indefinite length
	ClosedLists   bool // but lists are not
	PlainNaN      bool // NaN has no bits but those that make it one
	ShortDoubles  bool // doubles take four bytes where they lose nothing
	HalfSpecials  bool // infinities and NaN take two bytes
	Singles       bool // floats take four bytes, not eight as doubles do
	WholeNumbers  bool // floats and timestamps without a fraction are integers
	LongNumbers   bool // also those of more than 53 bits
	DoubleTimes   bool // but timestamps are doubles
	WholeSeconds  bool // timestamps are whole numbers, and none is before 1970
	AddsFractions bool // a timestamp is the sum of its seconds and of a fraction that is never negative
	AcceptsEvents bool // calls that are answered with events ask for them, and call their own body so
}

// EventStyle says how streams of events are sent.
type EventStyle struct {
	Written bool // the SDK can send them; one that cannot takes a stream for a structure
	Untyped bool // the request does not say that its body is one

	// LikeRequests: an event is written as a request is: with the length of its payload, and its
	// headers in the order of the alphabet.
	LikeRequests bool
}
