package boto

import (
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/deflate"
	"github.com/sessctl/sessctl/internal/protocol"
)

// selectsContent is an operation whose key of the customer's the AWS CLI leaves as it is given.
const selectsContent = "SelectObjectContent"

// Style is how botocore 1.43.11 writes requests, and the AWS CLI with it. Where no
// other file is named, it follows serialize.py and Python's json.dumps.
func Style() *protocol.Style { return &requestStyle }

var requestStyle = protocol.Style{
	Members: protocol.MemberStyle{
		InputOrder: true, // _serialize_type_structure: a dict is iterated
		KeepsNulls: true, // JSONSerializer and BaseRestSerializer: None is written as it is, once nothing has refused it
	},
	Numbers: protocol.NumberStyle{
		Precision:       protocol.AsGiven,
		JSON:            protocol.PythonNumber,
		XML:             protocol.PythonNumber,
		Forms:           protocol.PythonNumber,
		REST:            protocol.PythonNumber,
		CapitalBooleans: true, // str makes a text of it, but in JSON
	},
	Times: protocol.TimeStyle{
		ISO8601:             iso8601,
		Millis:              time.Time.UnixMilli,
		WholeSeconds:        true,
		CutsHeaders:         true,                // _convert_header_value
		MillisecondServices: "bedrock-agentcore", // handlers.py, enable_millisecond_timestamp_precision
	},
	JSON: protocol.JSONStyle{
		Spaced:         true,
		ASCII:          true,
		ShortEscapes:   "\b\f\n\r\t",
		EscapesDelete:  protocol.InAll,
		WritesInfinity: true,
	},
	XML: protocol.XMLStyle{ // Python 3.11, ElementTree, _serialize_xml
		EscapeText:      func(text string) string { return xmlText().Replace(text) },
		EscapeAttr:      func(text string) string { return xmlAttr().Replace(text) },
		EmptyElement:    " />",
		LiftsNamespaces: true, // RestXMLSerializer._serialize_type_list
	},
	Forms: protocol.FormStyle{ // QuerySerializer and EC2Serializer
		Escape:      url.QueryEscape, // as quote_plus does
		ContentType: "application/x-www-form-urlencoded; charset=utf-8",
	},
	CBOR: protocol.CBORStyle{ // CBORSerializer
		HalfSpecials:  true, // _get_bytes_for_special_numbers
		Singles:       true,
		WholeSeconds:  true, // _serialize_type_timestamp
		AcceptsEvents: true, // RpcV2CBORSerializer._serialize_headers
	},
	REST: protocol.RESTStyle{
		AsksForNothing:    true, // awsrequest.py, prepare_request_dict
		SendsEmptyHeaders: true,
		HeaderSeparator:   ",",
		QuoteListed:       func(text string) string { return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"` },
		NamesPayload:      true, // RestJSONSerializer: the key is None, which Python writes as "null"
		WritesEmptyUnions: true, // RestJSONSerializer._serialize_empty_body
		TypesEmptyBodies:  true,
	},
	HTTP: protocol.HTTPStyle{
		CountsEmptyBodies: true,
		Compress:          deflate.Gzip, // compress.py: zlib's best compression, and the time
	},
	Checksums: protocol.ChecksumStyle{ // httpchecksum.py; others need a library beside it
		Algorithms:        []string{"crc32", "sha1", "sha256", "sha512"},
		SumsAbsentBodies:  true,
		NamesAlgorithm:    true,
		ChunksKnownBodies: true,
		ChunksEmptyBodies: true,
		CutsChunks:        true,
	},
	Signing: protocol.SigningStyle{
		Payload:   protocol.SignPayload,
		S3Payload: protocol.SignsUnlessSummed,
	},
	Copies: protocol.CopyStyle{NamesDestination: true},
	Errors: protocol.ErrorStyle{AsksForQueryErrors: true, Under200: protocol.Under200},
	Validation: protocol.ValidationStyle{ // validate.py
		ChecksRequired:     true,
		ChecksMinimum:      true, // range_check
		RefusesNull:        true, // it is None
		CountsBooleans:     true, // as in Python
		RefusesSpecialText: true,
		Refusals: []protocol.Refusal{
			{Service: "s3", Check: checkBucket},
			{Service: "s3", Operations: "CopyObject PutObject CreateMultipartUpload", Check: checkMetadata},
		},
	},

	// handlers.py, BUILTIN_HANDLERS before-parameter-build, from the most specific on.
	Prepare: []protocol.Preparation{
		{Service: "s3", Operations: "HeadObject GetObject PutObject CopyObject CreateMultipartUpload UploadPart UploadPartCopy CompleteMultipartUpload",
			Do: func(c *protocol.Call) { encodeCustomerKey(c, "SSECustomer") }},
		{Service: "s3", Operations: selectsContent, Do: func(c *protocol.Call) { encodeCustomerKey(c, "SSECustomer") }},
		{Service: "s3", Operations: "CopyObject UploadPartCopy", Do: func(c *protocol.Call) { encodeCustomerKey(c, "CopySourceSSECustomer") }},
		{Service: "s3", Operations: "CopyObject UploadPartCopy", Do: escapeCopySource},
		{Service: "s3", Operations: "ListObjects ListObjectsV2 ListObjectVersions", Do: askForURLEncoding},
		{Service: "ec2", Operations: "RunInstances", Do: encodeUserData},
		{Service: "autoscaling", Operations: "CreateLaunchConfiguration", Do: encodeUserData},
		{Service: "route53", Do: protocol.CutRoute53IDs},
		{Service: "glacier", Do: protocol.NameOwnAccount},
		{Service: "ec2", Do: func(c *protocol.Call) { renameAlias(c, "Filters", "Filter") }},
		{Service: "logs", Operations: "CreateExportTask", Do: func(c *protocol.Call) { renameAlias(c, "fromTime", "from") }},
		{Service: "cloudsearchdomain", Operations: "Search", Do: func(c *protocol.Call) { renameAlias(c, "returnFields", "return") }},
		{Do: protocol.AskForChecksums},
	},

	// handlers.py, BUILTIN_HANDLERS before-call and request-created.
	Finish: []protocol.Finishing{
		{Service: "s3", Operations: "PutObject UploadPart", Do: expectContinue},
		{Service: "glacier", Do: protocol.AddGlacierVersion},
		{Service: "apigateway", Do: protocol.AcceptJSON},
		{Service: "s3", Operations: "DeleteObjects PutBucketLifecycleConfiguration", Do: escapeLineBreaks},
		{Service: "glacier", Operations: "UploadArchive UploadMultipartPart", Do: addGlacierChecksums},
		{Service: "ec2", Operations: "CopySnapshot", Do: protocol.PresignCopy},
		{Service: "rds", Operations: protocol.RDSCopies, Do: presignSource},
		{Service: "neptune", Operations: protocol.ClusterCopies, Do: presignSource},
		{Service: "docdb", Operations: protocol.ClusterCopies, Do: presignSource},
		{Do: addAPIVersion},
		{Service: "machinelearning", Operations: "Predict", Do: protocol.SwitchHost},
		{Service: "cloudsearchdomain", Operations: "Search", Do: postQuery},
	},
}

// iso8601 has microseconds where there are any (serialize.py, _timestamp_iso8601).
func iso8601(t time.Time) string {
	year := strconv.Itoa(t.Year()) // not padded: Python's strftime on Linux
	if t.Nanosecond() >= 1000 {
		return year + t.Format("-01-02T15:04:05.000000Z")
	}
	return year + t.Format("-01-02T15:04:05Z")
}

// What ElementTree escapes (Python 3.11, _escape_cdata and _escape_attrib).
var (
	xmlText = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;") })
	xmlAttr = sync.OnceValue(func() *strings.Replacer {
		return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;", "\n", "&#10;", "\t", "&#09;")
	})
)
