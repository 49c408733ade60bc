package catalogue

// Operation is one call of a service.
type Operation struct {
	Name       string
	WireName   string // what query and json protocols call it: Name, but for versions ("TagResource2020_05_31")
	Method     string // "GET"
	RequestURI string // "/{Bucket}/{Key+}?acl"
	StatusCode int    // of a success, 0 when the model has none

	Input  *Member  // nil when it takes none; LocationName and XMLNamespace name the element of the body
	Output *Member  // nil when it gives none
	Errors []*Shape // in the model's order

	ResultWrapper string   // the element around a query protocol's output
	HostPrefix    string   // "{AccountId}." and the like, put before the host
	Auth          []string // as Service.Auth, of this operation alone
	AuthType      string   // "none", "v4-unsigned-body", "bearer" or ""
	Compression   []string // encodings for the body of the request: "gzip"
	Checksum      Checksum

	StaticContextParams    []StaticParam
	OperationContextParams []PathParam

	Traits Trait // Deprecated, Idempotent, ReadOnly, UnsignedPayload, EndpointOperation, EndpointDiscovery, EndpointDiscoveryRequired
}

// Is reports whether the operation has all of these traits.
func (o *Operation) Is(t Trait) bool { return o.Traits&t == t }

// Checksum is the httpChecksum trait and the older httpChecksumRequired.
type Checksum struct {
	MD5Required            bool     // httpChecksumRequired: some checksum must go with the body, Content-MD5 at first
	RequestRequired        bool     // requestChecksumRequired
	RequestAlgorithmMember string   // the input's member that names the algorithm
	RequestValidationMode  string   // requestValidationModeMember
	ResponseAlgorithms     []string // in the model's order
}
