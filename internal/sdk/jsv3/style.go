package jsv3

import (
	"bytes"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

// Style is how the AWS SDK for JavaScript v3 writes requests: its clients 3.1175.0
// with @aws-sdk/core 3.981.1 and @smithy/core 3.41.0.
func Style() *protocol.Style { return &requestStyle }

var requestStyle = protocol.Style{
	Events: protocol.EventStyle{Written: true},
	Members: protocol.MemberStyle{
		Before:            requiredFirst,
		JSONBefore:        requiredFirst,
		AttributesAsGiven: true, // @aws-sdk/dynamodb-codec 3.973.58, writeAttributeValue
		FillsNestedTokens: true, // @aws-sdk/core, QueryShapeSerializer.js
	},
	Numbers: protocol.NumberStyle{
		Precision: protocol.Doubles,
		JSON:      protocol.ShortestNumber,
		XML:       protocol.ShortestNumber,
		Forms:     protocol.ShortestNumber,
		REST:      protocol.ShortestNumber,
	},
	Times: protocol.TimeStyle{ISO8601: iso8601, Millis: time.Time.UnixMilli},
	JSON:  protocol.JSONStyle{ShortEscapes: "\b\f\n\r\t"},
	XML: protocol.XMLStyle{ // @aws-sdk/core, AwsRestXmlProtocol.js and XmlShapeSerializer.js
		Declaration:          `<?xml version="1.0" encoding="UTF-8"?>`,
		ContentType:          "application/xml",
		TypesAbsentBodies:    true, // serializeRequest
		EscapeText:           func(text string) string { return xmlText().Replace(text) },
		EscapeAttr:           func(text string) string { return xmlAttr().Replace(text) },
		EmptyElement:         "/>", // @aws-sdk/xml-builder, XmlNode.js, where an empty text is a child
		EmptyTextHasTag:      true,
		UsesServiceNamespace: true, // flush
		InheritsNamespaces:   true, // getXmlnsAttribute
		PutsNamespacesLast:   true, // writeStruct
	},
	Forms: protocol.FormStyle{
		Escape:              func(text string) string { return protocol.EscapeLabel(text, false) }, // @smithy/core, extended-encode-uri-component.js
		ContentType:         "application/x-www-form-urlencoded",                                   // @aws-sdk/core, AwsQueryProtocol.js
		NamesEmptyFlatLists: true,
		CapitalisesMembers:  true, // @aws-sdk/core, QueryShapeSerializer.js, getKey
	},
	CBOR: protocol.CBORStyle{WholeNumbers: true}, // @smithy/core, CborShapeSerializer2.js, writeValue
	REST: protocol.RESTStyle{
		CutsSlashes:        true, // the Smithy models of the same operations have none there
		SortsQueries:       true, // @smithy/querystring-builder: the names alone
		PutsQueryMapsLast:  true, // @smithy/core, HttpBindingProtocol.js, serializeQuery
		SendsEmptyHeaders:  true,
		TakesJSONText:      true, // @smithy/core, lazy-json.js
		NamesEmptyLists:    true, // @smithy/core, ToStringShapeSerializer.js
		HeaderSeparator:    ", ",
		QuoteListed:        protocol.QuoteBackslashes,
		WritesEmptyUnions:  true,
		TypesStreams:       true,
		TypesAbsentStreams: true,
		TypesEmptyBodies:   true,
		EmptyTypeIsNone:    protocol.InAll, // @aws-sdk/core, serializeRequest
	},
	HTTP: protocol.HTTPStyle{
		ChecksHeaders: true, // Node.js, http.validateHeaderName and validateHeaderValue
		Latin1Headers: true,
		Compress:      protocol.Gzip,
	},
	Checksums: protocol.ChecksumStyle{ // @aws-sdk/checksums
		Algorithms:       []string{"crc32", "crc32c", "crc64nvme", "sha1", "sha256", "md5"}, // getChecksumLocationName
		InCapitals:       true,
		PrefersMD5:       true, // @smithy/middleware-apply-body-checksum
		SumsAbsentBodies: true,
		SumsAnyBody:      true, // flexibleChecksumsMiddleware.js, unless a header asks for theirs, which seems an oversight
		NamesAlgorithm:   true,
		SumsPresigned:    true, // of whatever body the command has: @aws-sdk/s3-request-presigner
		// Of streams alone does the checksum come behind the body (@aws-sdk/middleware-flexible-checksums).
		ChunksEmptyBodies: true,
		CutsChunks:        true,
	},
	Signing: protocol.SigningStyle{
		Length:  true, // @smithy/signature-v4, constants.js: it is none of the headers that are left out
		Payload: signPayload,
	},
	Errors: protocol.ErrorStyle{AsksForQueryErrors: true, ByName: true, Under200: under200, Unsaid: unsaid},
	Validation: protocol.ValidationStyle{
		Refusals: []protocol.Refusal{
			{Service: "s3", Check: needBucket},
			{Service: "s3", Check: checkSlash},
			{Service: "glacier", Operations: "UploadArchive UploadMultipartPart", Check: needGlacierBody},
			{Service: "route53", Operations: "ChangeResourceRecordSets", Check: needAliasZone},
		},
	},

	Prepare: []protocol.Preparation{
		{Service: "s3", Do: func(c *protocol.Call) { encodeAnyCustomerKey(c, "SSECustomer") }},
		{Service: "s3", Do: func(c *protocol.Call) { encodeAnyCustomerKey(c, "CopySourceSSECustomer") }},
		{Service: "s3", Operations: "CreateBucket", Do: placeAnyBucket},
		{Service: "s3", Do: protocol.AskForChecksums},
		{Service: "route53", Do: cutRoute53Prefix},
		{Service: "route53", Operations: "ChangeResourceRecordSets", Do: copyChanges},
		{Service: "glacier", Do: nameAnyAccount},
		{Service: "rds", Do: dropSourceRegion},
		{Service: "neptune", Do: dropSourceRegion},
		{Service: "docdb", Do: dropSourceRegion},
	},
	Rewrite: []protocol.Preparation{
		{Service: "s3control", Do: nameInOutpost},
	},
	Finish: []protocol.Finishing{
		{Do: protocol.AddLoneMD5},
		{Service: "s3", Operations: protocol.NamesInQuery, Do: protocol.NameInQuery},
		{Service: "s3", Do: expectContinue},
		{Service: "apigateway", Do: protocol.AcceptJSON},
		{Service: "glacier", Do: protocol.AddGlacierVersion},
		{Service: "glacier", Do: protocol.HashGivenBody},
		{Service: "ec2", Operations: "CopySnapshot", Do: presignCopyInput},
		{Service: "s3control", Do: nameOutpost},
		{Service: "sqs", Do: callQueue},
		{Service: "rds", Operations: protocol.RDSCopies, Do: presignFromARN},
		{Service: "neptune", Operations: protocol.ClusterCopies, Do: presignFromARN},
		{Service: "docdb", Operations: protocol.ClusterCopies, Do: presignFromARN},
		{Service: "machinelearning", Operations: "Predict", Do: protocol.SwitchHost},
	},
}

// requiredFirst is the order of the schemas: the model's with required members first
// (@aws-sdk/client-s3 3.981.1, schemas/schemas_0.js), but for those that the SDK
// fills in (@aws-sdk/client-s3-control 3.1112.0, CreateJobRequest).
func requiredFirst(a, b *catalogue.Member) bool { return comesFirst(a) && !comesFirst(b) }

func comesFirst(m *catalogue.Member) bool {
	return m.Traits&catalogue.Required != 0 && !m.Is(catalogue.IdempotencyToken)
}

// iso8601 has milliseconds where there are any (toISOString).
func iso8601(t time.Time) string {
	if t.Nanosecond() >= 1e6 {
		return t.Format("2006-01-02T15:04:05.000Z")
	}
	return t.Format("2006-01-02T15:04:05Z")
}

// What @aws-sdk/xml-builder escapes (escape-element.js and escape-attribute.js).
var (
	xmlText = sync.OnceValue(func() *strings.Replacer {
		return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "'", "&apos;", "<", "&lt;", ">", "&gt;", "\r", "&#x0D;", "\n", "&#x0A;", "\u0085", "&#x85;", "\u2028", "&#x2028;")
	})
	xmlAttr = sync.OnceValue(func() *strings.Replacer {
		return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
	})
)

// nameInOutpost is protocol.NameInOutpost for all operations but one, which
// commandBuilder.js leaves out.
func nameInOutpost(c *protocol.Call) {
	if c.Operation.Name != "CreateBucket" {
		protocol.NameInOutpost(c)
	}
}

// under200 is an answer of S3 as @aws-sdk/middleware-sdk-s3,
// throw200ExceptionsMiddleware, takes it.
func under200(c *protocol.Call, r *protocol.Response) *protocol.Response {
	switch {
	case c.IsLate() && len(r.Body) == 0:
		return protocol.S3Error(r, http.StatusServiceUnavailable, "InternalError", "S3 aborted request")
	case c.MayHideError(false) && bytes.HasSuffix(r.Body, []byte("</Error>")):
		return r.With(http.StatusServiceUnavailable)
	}
	return r
}

// unsaid is the code of an error without a body, which only 404 has, and only in XML
// (@aws-sdk/core 3.981.2, protocols: loadRestXmlErrorCode, loadQueryErrorCode).
func unsaid(c *protocol.Call, status int) string {
	if inXML := c.Protocol == protocol.RESTXML || c.Protocol == protocol.Query || c.Protocol == protocol.EC2; inXML && status == http.StatusNotFound {
		return "NotFound"
	}
	return "Unknown"
}
