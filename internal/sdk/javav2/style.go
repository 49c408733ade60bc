package javav2

import (
	neturl "net/url"
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

// Style is how the AWS SDK for Java v2, 2.59.1, writes requests: measured, and
// named after the classes that do it.
func Style() *protocol.Style { return &requestStyle }

var requestStyle = protocol.Style{
	Events: protocol.EventStyle{Written: true, LikeRequests: true}, // measured of bedrockruntime and transcribestreaming 2.59.1
	Members: protocol.MemberStyle{ // the generated sdkFields; maps are as code has filled them
		Before:     protocol.AsModelled,
		JSONBefore: protocol.AsModelled,
	},
	Numbers: protocol.NumberStyle{
		Precision: protocol.Singles,
		Floats:    javaNumber,
		JSON:      protocol.AsHeld,
		XML:       protocol.AsHeld,
		Forms:     protocol.AsHeld,
		REST:      protocol.AsHeld,
	},
	Times: protocol.TimeStyle{
		ISO8601:    iso8601,
		Millis:     time.Time.UnixMilli,
		EveryMilli: true, // utils, DateUtils.formatUnixTimestampInstant
	},
	JSON: protocol.JSONStyle{ // Jackson's generator
		ShortEscapes:  "\b\f\n\r\t",
		EscapesPairs:  true,
		CapitalDigits: true,
	},
	XML: protocol.XMLStyle{ // aws-xml-protocol, XmlWriter
		Declaration:          `<?xml version="1.0" encoding="UTF-8"?>`,
		ContentType:          "application/xml",
		TypesAbsentStreams:   true,
		EscapeText:           escapeText,
		EscapeAttr:           func(text string) string { return xmlText().Replace(text) },
		UsesServiceNamespace: true,
		WritesEmptyDocuments: true,
	},
	Forms: protocol.FormStyle{
		Escape:              formEncoded,
		ContentType:         "application/x-www-form-urlencoded; charset=utf-8",
		NamesEmptyFlatLists: true,
		CapitalisesMembers:  true,
	},
	CBOR: protocol.CBORStyle{OpenLengths: true, ClosedLists: true, Singles: true, ShortDoubles: true, PlainNaN: true, WholeNumbers: true, LongNumbers: true, DoubleTimes: true},
	REST: protocol.RESTStyle{
		RefusesEmptyLabels: protocol.InAll, // protocol-core, PathMarshaller
		TakesOneLabel:      true,           // HostnameValidator
		SendsEmptyHeaders:  true,
		TakesJSONText:      true,
		HeaderSeparator:    ",",
		QuoteListed:        func(text string) string { return text },
		TypesStreams:       true,
		StreamType:         streamType,
		TypesEmptyBodies:   true,
		EmptyTypeIsNone:    protocol.InAll,
	},
	HTTP: protocol.HTTPStyle{Compress: protocol.Gzip},
	Checksums: protocol.ChecksumStyle{ // without aws-crt beside it
		Algorithms:         []string{"crc32", "crc32c", "sha1", "sha256", "sha512"},
		PassesUnknown:      true, // core, HttpChecksumUtils
		AddsToOthers:       true,
		SumsAbsentBodies:   true,
		SumsAnyBody:        true, // HttpChecksumStage
		NamesAlgorithm:     true,
		ChunksKnownBodies:  true,
		ChunksEmptyBodies:  true,
		CutsChunks:         true,
		ChunkSize:          chunkSize,
		CountsChunks:       true,
		JoinsEmptyEncoding: true,
	},
	Signing: protocol.SigningStyle{
		Length:  true,
		Payload: signPayload,
	},
	Errors: protocol.ErrorStyle{AsksForQueryErrors: true, Under200: protocol.Under200},

	Validation: protocol.ValidationStyle{
		Refusals: []protocol.Refusal{{Check: needPlaced}, {Service: "s3", Operations: "CreateBucket", Check: checkNewBucket}},
	},

	Prepare: []protocol.Preparation{
		{Service: "s3", Operations: "CreateBucket", Do: placeBucket},
	},
	Finish: []protocol.Finishing{
		{Service: "s3", Operations: "GetObject", Do: askForSumBehind},
		{Service: "s3", Operations: "CreateMultipartUpload", Do: typeUpload},
		{Service: "s3", Operations: "PutObject UploadPart", Do: expectContinue},
		{Service: "s3control", Operations: takeARNs, Do: repeatAccount},
		{Service: "apigateway", Do: protocol.AcceptJSON},
		{Service: "ec2", Operations: "CopySnapshot", Do: presignCopy},
		{Service: "rds", Operations: protocol.RDSCopies, Do: presignFromRegion},
		{Service: "neptune", Operations: protocol.ClusterCopies, Do: presignFromRegion},
		{Service: "docdb", Operations: protocol.ClusterCopies, Do: presignFromRegion},
		{Service: "machinelearning", Operations: "Predict", Do: protocol.SwitchHost},
	},
}

// iso8601 is DateTimeFormatter.ISO_INSTANT: digits behind the second in threes.
func iso8601(t time.Time) string {
	format := "2006-01-02T15:04:05Z"
	switch n := t.Nanosecond(); {
	case n == 0:
	case n%1e6 == 0:
		format = "2006-01-02T15:04:05.000Z"
	case n%1e3 == 0:
		format = "2006-01-02T15:04:05.000000Z"
	default:
		format = "2006-01-02T15:04:05.000000000Z"
	}
	return t.Format(format)
}

// xmlText is what aws-xml-protocol's XmlWriter escapes.
var xmlText = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "'", "&apos;", "<", "&lt;", ">", "&gt;", "\r", "&#x0D;", "\n", "&#x0A;")
})

// formEncoded is URLEncoder.encode.
func formEncoded(text string) string {
	return strings.NewReplacer("~", "%7E", "%2A", "*").Replace(neturl.QueryEscape(text))
}

// streamType is application/octet-stream for streams, as RequestBody has it; what
// is no stream has the type of its protocol (the generated marshallers).
func streamType(m *catalogue.Member) string {
	switch {
	case m.Is(catalogue.Streaming):
		return "application/octet-stream"
	case m.Shape.Kind == catalogue.String:
		return ""
	}
	return "application/json"
}

// escapeText takes what looks escaped for that, and escapes it no second time
// (aws-xml-protocol, XmlWriter, escapeXmlEntities).
func escapeText(text string) string {
	for _, e := range [][2]string{{"&quot;", `"`}, {"&apos;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&#x0D;", "\r"}, {"&#x0A;", "\n"}, {"&amp;", "&"}} {
		text = strings.ReplaceAll(text, e[0], e[1])
	}
	return xmlText().Replace(text)
}
