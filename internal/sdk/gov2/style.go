package gov2

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/protocol"
)

// Style is how aws-sdk-go-v2 v1.48.0 with smithy-go 1.28.9 writes requests. Clients of
// the JSON protocols and of CBOR have a package of schemas in the place of generated
// serializers; the two differ where an input is empty.
func Style() *protocol.Style { return &requestStyle }

var requestStyle = protocol.Style{
	Events: protocol.EventStyle{Written: true, Untyped: true}, // of bedrockruntime v1.63.12
	Members: protocol.MemberStyle{ // Where Go iterates a map as it comes, sorting is one of its orders.
		Before:          protocol.ByName, // serializers.go
		JSONBefore:      protocol.ByField,
		SortsMapKeys:    true, // smithy-go, query/shape_serializer.go, CloseMap
		DropsEmptyEnums: true, // enumerations are no pointers in structs
	},
	Numbers: protocol.NumberStyle{
		Precision: protocol.Singles,
		JSON:      protocol.ShortestNumber, // smithy-go, encoding/encoding.go, EncodeFloat
		XML:       protocol.ShortestNumber,
		Forms:     protocol.PlainNumber,
		REST:      protocol.PlainNumber, // smithy-go, httpbinding/query.go
	},
	Times: protocol.TimeStyle{ISO8601: protocol.ISO8601Millis, Millis: millis},
	JSON: protocol.JSONStyle{ // smithy-go, encoding/json/escape.go
		ShortEscapes:    "\n\r\t",
		EscapesDelete:   protocol.InJSON | protocol.InRESTJSON, // smithy-go, protocol/internal/json/shape_serializer.go
		EscapesLineEnds: true,
	},
	XML: protocol.XMLStyle{ // serializers.go
		ContentType:          "application/xml",
		TypesAbsentStreams:   true,
		EscapeText:           protocol.EscapeXMLLineEnds,
		EscapeAttr:           protocol.EscapeXMLLineEnds,
		UsesServiceNamespace: true,
		WritesEmptyDocuments: true,
	},
	Forms: protocol.FormStyle{
		Sorted:              true, // aws/protocol/query/encoder.go, Encode
		Escape:              url.QueryEscape,
		ContentType:         "application/x-www-form-urlencoded", // serializers.go
		NamesEmptyFlatLists: true,
		CapitalisesMembers:  true, // smithy-go, query/shape_serializer.go, ec2MemberName
	},
	CBOR: protocol.CBORStyle{
		OpenLengths: true, // smithy-go, protocol/internal/cbor/shape_serializer.go
		Singles:     true,
	},
	REST: protocol.RESTStyle{
		CutsSlashes:        true,               // the Smithy models of the same operations have none there
		RefusesEmptyLabels: protocol.InRESTXML, // serializers.go; schemas send them
		TakesOneLabel:      true,               // smithy-go, transport/http/host.go, ValidHostLabel
		SortsQueries:       true,               // aws/signer/v4/v4.go, Build, writes them anew
		ValueBefore:        protocol.EscapedBefore,
		PutsQueryMapsLast:  true,
		SendsEmptyHeaders:  true,
		TakesJSONText:      true,               // the structs have texts there
		NamesEmptyLists:    true,               // smithy-go, httpbinding/serializer.go, CloseList
		SkipsEmptyElements: protocol.InRESTXML, // service/s3, serializers.go
		RepeatsHeaders:     true,               // smithy-go, httpbinding/header.go
		HeaderSeparator:    ", ",
		QuoteListed:        strconv.Quote,
		TypesStreams:       true,
		EmptyTypeIsNone:    protocol.InRESTJSON, // and no empty body has a type: smithy-go, httpbinding/serializer.go, Build
	},
	HTTP: protocol.HTTPStyle{
		ChecksHeaders: true, // golang.org/x/net/http/httpguts
		Compress:      protocol.Gzip,
	},
	Checksums: protocol.ChecksumStyle{ // service/internal/checksum
		Algorithms:         []string{"crc32", "crc32c", "crc64nvme", "sha1", "sha256", "sha512"},
		PrefersMD5:         true, // smithy-go, transport/http/checksum_middleware.go, for bodies that there are
		ChunksKnownBodies:  true,
		CountsChunks:       true, // middleware_compute_input_checksum.go; it puts the sum of nothing into a header
		JoinsEmptyEncoding: true,
	},
	Signing: protocol.SigningStyle{
		Length:    true, // aws/signer/v4/v4.go
		Payload:   protocol.SignPayload,
		S3Payload: signsS3Payload,
	},
	Copies: protocol.CopyStyle{
		AsksRules:      true, // service/internal/presigned-url, with the client's other options; the URL alone has the region (service/ec2/api_op_CopySnapshot.go)
		EmptyURLIsNone: true,
	},
	Errors: protocol.ErrorStyle{AsksForQueryErrors: true, ByName: true, SaysOwnCode: true, Under200: under200,
		OfOperation: func(c *protocol.Call) bool { return c.Protocol == protocol.RESTXML }, // the generated deserializers.go
		Unsaid:      unsaid,
	},
	Validation: protocol.ValidationStyle{ChecksRequired: true}, // the generated validators.go

	Prepare: []protocol.Preparation{
		{Service: "route53", Do: protocol.CutRoute53IDs},
		{Service: "glacier", Do: protocol.NameOwnAccount},
		{Service: "s3control", Operations: takeARNs, Do: nameOutpostAccount},
		{Service: "s3", Do: protocol.AskForChecksums},
		{Do: dropZeroes},
	},
	Rewrite: []protocol.Preparation{
		{Service: "s3control", Operations: takeARNs, Do: protocol.NameInOutpost},
	},
	Finish: []protocol.Finishing{
		{Do: protocol.AddLoneMD5},
		{Service: "s3", Do: refuseCompression},
		{Service: "dynamodb", Do: refuseCompression},
		{Service: "s3", Operations: "PutObject UploadPart", Do: expectContinue},
		{Service: "s3", Operations: "PutObject UploadPart", Do: leaveTypeOpen},
		{Service: "s3", Operations: protocol.NamesInQuery, Do: protocol.NameInQuery},
		{Service: "apigateway", Do: protocol.AcceptOnlyJSON},
		{Service: "glacier", Do: protocol.AddGlacierVersion},
		{Service: "glacier", Do: protocol.HashGivenBody},
		{Service: "ec2", Operations: "CopySnapshot", Do: protocol.PresignCopy},
		{Service: "rds", Operations: protocol.RDSCopies, Do: protocol.PresignOtherRegion},
		{Service: "neptune", Operations: protocol.ClusterCopies, Do: protocol.PresignOtherRegion},
		{Service: "docdb", Operations: protocol.ClusterCopies, Do: protocol.PresignOtherRegion},
		{Service: "machinelearning", Operations: "Predict", Do: protocol.SwitchHost},
	},
}

// millis are whole ones of an int64 of nanoseconds, which has other times than
// those meant before 1678 and after 2261 (smithy-go, time/time.go, FormatEpochSeconds).
func millis(t time.Time) int64 { return t.UnixNano() / int64(time.Millisecond) }

// under200 is an answer of S3 as service/s3 v1.114.10,
// internal/customizations/handle_200_error.go, takes it.
func under200(c *protocol.Call, r *protocol.Response) *protocol.Response {
	if c.MayHideError(true) && protocol.RootIs(r.Body, "error") {
		return r.With(http.StatusInternalServerError)
	}
	return r
}

// unsaid is the code of an error without a body: in S3 the words of its status
// (service/internal/s3shared, s3ErrorMiddleware with UseStatusCode).
func unsaid(c *protocol.Call, status int) string {
	if said := strings.ReplaceAll(http.StatusText(status), " ", ""); c.Service.Name == "s3" && said != "" {
		return said
	}
	return "UnknownError"
}
