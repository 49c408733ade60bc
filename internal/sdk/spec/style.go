package spec

import (
	neturl "net/url"
	"time"

	"github.com/sessctl/sessctl/internal/protocol"
)

// Style is how SDKs write requests that follow the Smithy specification to the
// letter, with the customizations that its protocol tests have, and those of the SDK
// for Rust (aws/codegen-aws-sdk, customize).
func Style() *protocol.Style { return &requestStyle }

var requestStyle = protocol.Style{
	Events: protocol.EventStyle{Written: true},
	Members: protocol.MemberStyle{
		Before:       protocol.ByName,
		JSONBefore:   protocol.ByName,
		SortsMapKeys: true,
	},
	Numbers: protocol.NumberStyle{
		Precision: protocol.Singles,
		JSON:      protocol.ShortestNumber,
		XML:       protocol.ShortestNumber,
		Forms:     protocol.PlainNumber,
		REST:      protocol.PlainNumber,
	},
	Times: protocol.TimeStyle{ISO8601: protocol.ISO8601Millis, Millis: time.Time.UnixMilli},
	JSON: protocol.JSONStyle{
		ShortEscapes:    "\n\r\t",
		EscapesDelete:   protocol.InAll,
		EscapesLineEnds: true,
	},
	XML: protocol.XMLStyle{
		ContentType:          "application/xml",
		EscapeText:           protocol.EscapeXMLLineEnds,
		EscapeAttr:           protocol.EscapeXMLLineEnds,
		UsesServiceNamespace: true,
		WritesEmptyDocuments: true,
	},
	Forms: protocol.FormStyle{
		Sorted:                 true,
		Escape:                 neturl.QueryEscape,
		ContentType:            "application/x-www-form-urlencoded",
		NamesEmptyFlatLists:    true,
		NamesFlatListsByMember: true, // xmlFlattened
		CapitalisesMembers:     true,
	},
	CBOR: protocol.CBORStyle{OpenLengths: true, Singles: true},
	REST: protocol.RESTStyle{
		CutsSlashes:        true, // older models of the same operations have one
		RefusesEmptyLabels: protocol.InAll,
		SortsQueries:       true,
		ValueBefore:        protocol.EscapedBefore,
		PutsQueryMapsLast:  true,
		TakesJSONText:      true,
		HeaderSeparator:    ", ",
		QuoteListed:        protocol.QuoteBackslashes,
		TypesStreams:       true,
		TypesEmptyBodies:   true,
	},
	HTTP: protocol.HTTPStyle{
		CountsEmptyBodies: true,
		Compress:          protocol.Gzip,
	},
	Checksums: protocol.ChecksumStyle{
		Algorithms:        []string{"crc32", "crc32c", "crc64nvme", "sha1", "sha256"},
		PrefersMD5:        true,
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
	Errors:     protocol.ErrorStyle{AsksForQueryErrors: true, Under200: protocol.Under200},
	Validation: protocol.ValidationStyle{ChecksRequired: true},

	Prepare: []protocol.Preparation{
		{Service: "route53", Do: protocol.CutRoute53IDs},
		{Service: "glacier", Do: protocol.NameOwnAccount},
		{Service: "s3", Do: protocol.AskForChecksums},
	},
	Finish: []protocol.Finishing{
		{Do: protocol.AddLoneMD5},
		{Service: "s3", Operations: protocol.NamesInQuery, Do: protocol.NameInQuery},
		{Service: "apigateway", Do: protocol.AcceptOnlyJSON},
		{Service: "glacier", Do: protocol.AddGlacierVersion},
		{Service: "glacier", Operations: "UploadArchive UploadMultipartPart", Do: protocol.AddGlacierHashes},
		{Service: "machinelearning", Operations: "Predict", Do: protocol.SwitchHost},
	},
}
