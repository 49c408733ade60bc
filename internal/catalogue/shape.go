package catalogue

// Kind is the type of a shape.
type Kind uint8

// The kinds of shapes.
const (
	Structure Kind = iota
	List
	Map
	String
	Blob
	Boolean
	Integer
	Long
	Float
	Double
	Timestamp
	BigInteger
	BigDecimal
	Character
)

var kindNames = [...]string{"structure", "list", "map", "string", "blob", "boolean", "integer", "long", "float", "double", "timestamp", "biginteger", "bigdecimal", "character"}

// String gives the name that models use.
func (k Kind) String() string { return kindNames[k] }

// Location is the place of a member in an HTTP message.
type Location uint8

// The locations of members. Those with none go into the body.
const (
	InBody Location = iota
	InURI
	InQueryString // a parameter, or a map of them
	InHeader
	InHeaders // a map of headers whose names begin with LocationName
	InStatusCode
)

var locationNames = [...]string{"", "uri", "querystring", "header", "headers", "statusCode"}

// String gives the name that models use, "" for the body.
func (l Location) String() string { return locationNames[l] }

// TimestampFormat is how a timestamp is written.
type TimestampFormat uint8

// The formats of timestamps. DefaultFormat depends on protocol and location.
const (
	DefaultFormat TimestampFormat = iota
	ISO8601
	RFC822
	UnixTimestamp
)

var formatNames = [...]string{"", "iso8601", "rfc822", "unixTimestamp"}

// String gives the name that models use, "" for the default.
func (f TimestampFormat) String() string { return formatNames[f] }

// Trait is a set of facts that are just true of a shape, a member or an
// operation.
type Trait uint32

// The traits, and where they stand: (s)hape, (m)ember, (o)peration.
const (
	Required                  Trait = 1 << iota // m: its structure lists it as required
	Boxed                                       // s m
	Flattened                                   // s m
	Streaming                                   // s m
	RequiresLength                              // s: a stream whose length must be known
	Sensitive                                   // s m: never to be shown
	IdempotencyToken                            // m
	HostLabel                                   // m: fills a place in Operation.HostPrefix
	JSONValue                                   // m
	XMLAttribute                                // m
	EventStream                                 // s: its members are events
	Event                                       // s
	EventPayload                                // m
	EventHeader                                 // m
	Union                                       // s: exactly one member is set
	Document                                    // s: any JSON value
	Sparse                                      // s: null elements are kept
	Wrapper                                     // s: ec2 and query outputs
	Exception                                   // s
	Fault                                       // s: the server's fault
	SenderFault                                 // s
	Retryable                                   // s
	Throttling                                  // s: retryable, as a throttling error
	Deprecated                                  // s m o
	Idempotent                                  // o
	ReadOnly                                    // o
	UnsignedPayload                             // o
	EndpointOperation                           // o: it is the one that discovers endpoints
	EndpointDiscovery                           // o: its endpoint can be discovered
	EndpointDiscoveryRequired                   // o: and has to be
	EndpointDiscoveryID                         // m: goes into the endpoint operation's Identifiers
	Synthetic                                   // s
)

// Shape is a type of values.
type Shape struct {
	Name    string
	Kind    Kind
	Traits  Trait
	Members []Member // of a structure, in the model's order
	Key     *Member  // of a map
	Value   *Member  // of a map or a list

	Payload         string // the member that is the whole body, "" when there is none
	TimestampFormat TimestampFormat
	LocationName    string // rare: a name that the shape itself gives to the places that use it
	XMLNamespace    XMLNamespace

	Enum     []string
	Min, Max string // of the value of numbers, else of the length; "" when there is none; decimal text as in the model
	Pattern  string // a regular expression of Java's kind

	ErrorCode   string // code of an exception on the wire, "" when it is Name: see Code
	ErrorStatus int    // its HTTP status, 0 when the model has none
}

// Is reports whether the shape has all of these traits.
func (s *Shape) Is(t Trait) bool { return s.Traits&t == t }

// Member gives a structure's member by its exact name, nil when there is none.
func (s *Shape) Member(name string) *Member {
	for i := range s.Members {
		if s.Members[i].Name == name {
			return &s.Members[i]
		}
	}
	return nil
}

// MemberNames gives the names of a structure's members in the model's order.
func (s *Shape) MemberNames() []string {
	names := make([]string, len(s.Members))
	for i := range s.Members {
		names[i] = s.Members[i].Name
	}
	return names
}

// Code gives the code that an exception has on the wire.
func (s *Shape) Code() string {
	if s.ErrorCode != "" {
		return s.ErrorCode
	}
	return s.Name
}

// Member is one use of a shape: a structure's member, a list's element, a map's
// key or value, an operation's input or output. What it says of itself goes
// before what its shape says.
type Member struct {
	Name  string // of a structure's member, else ""
	Shape *Shape

	Traits          Trait // its own; Is asks the shape too
	Location        Location
	TimestampFormat TimestampFormat // its own: see Format
	LocationName    string          // its own: see WireName
	QueryName       string          // for the ec2 protocol
	ContextParam    string          // the endpoint parameter it is
	XMLNamespace    XMLNamespace    // its own: see Namespace
}

// Is reports whether the member, or its shape, has all of these traits.
func (m *Member) Is(t Trait) bool { return (m.Traits|m.Shape.Traits)&t == t }

// WireName gives the name in messages: the location name of the member, else
// that of its shape, else the member's name.
func (m *Member) WireName() string {
	switch {
	case m.LocationName != "":
		return m.LocationName
	case m.Shape.LocationName != "":
		return m.Shape.LocationName
	}
	return m.Name
}

// Format gives the timestamp format of the member, else that of its shape.
func (m *Member) Format() TimestampFormat {
	if m.TimestampFormat != DefaultFormat {
		return m.TimestampFormat
	}
	return m.Shape.TimestampFormat
}

// Namespace gives the XML namespace of the member, else that of its shape.
func (m *Member) Namespace() XMLNamespace {
	if m.XMLNamespace.URI != "" {
		return m.XMLNamespace
	}
	return m.Shape.XMLNamespace
}
