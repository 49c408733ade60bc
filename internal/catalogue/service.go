// Package catalogue is the API models of AWS: which services there are, their
// operations, the shapes of input and output, the rules of their endpoints.
// The models of a pinned botocore release are part of the program, reduced to
// facts; newer ones found on the machine win (Source).
//
// It builds no request and resolves no endpoint: internal/protocol and
// internal/endpoint do, from what they read here. A Service and all that hangs
// on it is read-only once handed out and safe for concurrent use.
package catalogue

import (
	"slices"
	"sort"
	"strings"
	"sync"
)

// Service is one API at one version.
type Service struct {
	Name string // botocore's directory name, which is the AWS CLI's command: "s3", "elbv2"
	From string // where the model comes from: "botocore 1.43.11" or the path of a file

	RulesFrom string // where the endpoint rule set comes from, likewise; "" when there is none

	ID                 string // serviceId, "Elastic Load Balancing v2"
	FullName           string // serviceFullName
	Abbreviation       string // serviceAbbreviation, "" when there is none
	UID                string
	APIVersion         string   // "2006-03-01"
	EndpointPrefix     string   // the first label of ordinary host names
	GlobalEndpoint     string   // "" for regional services
	SignatureVersion   string   // "v4", "v2", "s3", "s3v4", "bearer"
	SigningName        string   // as the model has it, "" when it is the endpoint prefix: see Signer
	Auth               []string // "aws.auth#sigv4", "aws.auth#sigv4a", "smithy.api#httpBearerAuth", "smithy.api#noAuth"
	Protocol           string   // the one older SDKs use: "json", "query", "ec2", "rest-json", "rest-xml", "smithy-rpc-v2-cbor"
	Protocols          []string // all that are offered; empty in older models
	JSONVersion        string   // "1.0", "1.1"
	TargetPrefix       string   // of the X-Amz-Target header
	XMLNamespace       XMLNamespace
	ChecksumFormat     string // "sha256" or ""
	H2                 string // "optional", "eventstream" or ""
	AWSQueryCompatible bool   // errors and the x-amzn-query-mode header of a service that once spoke query
	Deprecated         bool

	ClientContextParams []ContextParam // options of a client that the endpoint rules ask about
	Operations          []*Operation   // sorted by name; of a release held to, All has those of the newest too
	Shapes              []*Shape       // sorted by name

	ruleSet func() ([]byte, error)
	newer   func() []*Operation // those that only the newest release knows; nil where it is this one

	once     sync.Once
	compiled any
}

// Compiled keeps with the service what its rule set is compiled to, so that both
// go together; compile is called once.
func (s *Service) Compiled(compile func() any) any {
	s.once.Do(func() { s.compiled = compile() })
	return s.compiled
}

// Signer gives the name that requests of the service are signed for.
func (s *Service) Signer() string {
	if s.SigningName != "" {
		return s.SigningName
	}
	return s.EndpointPrefix
}

// Operation gives an operation by its exact name, nil when there is none.
func (s *Service) Operation(name string) *Operation {
	if o := among(s.Operations, name); o != nil || s.newer == nil {
		return o
	}
	return among(s.newer(), name)
}

func among(sorted []*Operation, name string) *Operation {
	i := sort.Search(len(sorted), func(i int) bool { return sorted[i].Name >= name })
	if i < len(sorted) && sorted[i].Name == name {
		return sorted[i]
	}
	return nil
}

// All gives all operations, sorted by name.
func (s *Service) All() []*Operation {
	if s.newer == nil {
		return s.Operations
	}
	all := slices.Concat(s.Operations, s.newer())
	slices.SortFunc(all, func(a, b *Operation) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// OperationNames gives the names of all operations, sorted.
func (s *Service) OperationNames() []string {
	all := s.All()
	names := make([]string, len(all))
	for i, o := range all {
		names[i] = o.Name
	}
	return names
}

// Shape gives a shape by its exact name, nil when there is none.
func (s *Service) Shape(name string) *Shape {
	i := sort.Search(len(s.Shapes), func(i int) bool { return s.Shapes[i].Name >= name })
	if i < len(s.Shapes) && s.Shapes[i].Name == name {
		return s.Shapes[i]
	}
	return nil
}

// RuleSet gives the text of the service's endpoint rule set, in the JSON form
// that SDKs ship (endpoint-rule-set-1.json) without documentation; nil when the
// model comes without one.
func (s *Service) RuleSet() ([]byte, error) {
	if s.ruleSet == nil {
		return nil, nil
	}
	return s.ruleSet()
}

// ContextParam is a parameter of the endpoint rules.
type ContextParam struct {
	Name string
	Type string // "boolean", "string", "stringArray"
}

// StaticParam is a parameter of the endpoint rules whose value belongs to the
// operation.
type StaticParam struct {
	Name  string
	Value any // bool, string or []string
}

// PathParam is a parameter of the endpoint rules that is read from the input.
type PathParam struct {
	Name string
	Path string // a JMESPath expression over the input: "TableCreationParameters.TableName", "keys(RequestItems)", "TransactItems[*].[…]"
}

// XMLNamespace is an xmlns attribute; URI is "" when there is none.
type XMLNamespace struct {
	URI    string
	Prefix string
}
