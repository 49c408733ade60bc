package gov1

import (
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/protocol"
)

// Style is how aws-sdk-go v1.55.8 writes requests: the packages private/protocol/…
// and aws/signer/v4.
func Style() *protocol.Style { return &requestStyle }

var requestStyle = protocol.Style{
	Events: protocol.EventStyle{Written: true},
	Members: protocol.MemberStyle{
		Before:            protocol.ByField, // the code is generated with the members sorted as the fields of structs are
		JSONBefore:        protocol.ByField,
		SortsMapKeys:      true, // query/queryutil/queryutil.go, parseMap. Where Go iterates a map as it comes, sorting is one of its orders
		FillsNestedTokens: true, // query/queryutil/queryutil.go, parseStruct, and xml/xmlutil/build.go, buildStruct
	},
	Numbers: protocol.NumberStyle{ // json/jsonutil/build.go, xml/xmlutil/build.go and query/queryutil/queryutil.go have no exponents
		Precision: protocol.Doubles,
		JSON:      protocol.PlainNumber,
		XML:       protocol.PlainNumber,
		Forms:     protocol.PlainNumber,
		REST:      protocol.PlainNumber,
	},
	Times: protocol.TimeStyle{ISO8601: protocol.ISO8601Millis, Millis: millis},
	JSON: protocol.JSONStyle{
		ShortEscapes: "\b\f\n\r\t",
		QuotesValues: true, // private/protocol/jsonvalue.go
		EscapesHTML:  true, // EncodeJSONValue: encoding/json
	},
	XML: protocol.XMLStyle{
		EscapeText:           protocol.EscapeXML,
		EscapeAttr:           protocol.EscapeXML,
		WritesEmptyDocuments: true, // xml/xmlutil/build.go, buildStruct
		WritesBareInputs:     true,
	},
	Forms: protocol.FormStyle{
		Sorted:              true, // net/url, Values.Encode
		Escape:              url.QueryEscape,
		ContentType:         "application/x-www-form-urlencoded; charset=utf-8", // query/build.go
		WritesEmptyMaps:     true,                                               // query/queryutil/queryutil.go, parseMap
		NamesEmptyFlatLists: true,                                               // query/queryutil/queryutil.go, parseStruct
		CapitalisesMembers:  true,                                               // as the fields of structs are
	},
	CBOR: protocol.CBORStyle{Singles: true},
	REST: protocol.RESTStyle{
		CleanPath:          cleanPath,
		SortsQueries:       true, // aws/signer/v4/v4.go, buildCanonicalString, writes them anew
		ValueBefore:        func(a, b string) bool { return a < b },
		SendsEmptyHeaders:  true,
		TrimsHeaders:       true,           // rest/build.go, buildHeader and buildHeaderMap
		SkipsEmptyElements: protocol.InAll, // rest/build.go, convertType
		HeaderSeparator:    ",",
		QuoteListed:        strconv.Quote,
		WritesEmptyUnions:  true,
		TypesEmptyBodies:   true,
	},
	HTTP: protocol.HTTPStyle{ChecksHeaders: true}, // golang.org/x/net/http/httpguts
	Signing: protocol.SigningStyle{
		Length:  true, // aws/signer/v4/v4.go
		Payload: signPayload,
	},
	Copies:     protocol.CopyStyle{NamesDestination: true},
	Errors:     protocol.ErrorStyle{Under200: under200, Unsaid: unsaid},
	Validation: protocol.ValidationStyle{ChecksRequired: true, ChecksMinimum: true}, // aws/request/validation.go

	Prepare: []protocol.Preparation{
		{Service: "glacier", Do: protocol.NameOwnAccount},
		{Service: "ec2", Operations: "CopySnapshot", Do: setDestination},
		{Service: "s3", Operations: "CreateBucket", Do: placeBucket},
	},
	Finish: []protocol.Finishing{
		{Service: "s3", Do: needTLSForKeys},
		{Service: "s3", Do: addKeySums},
		{Service: "s3", Operations: "PutObject UploadPart", Do: protocol.AddBodyMD5},
		{Service: "s3", Do: addRequiredMD5},
		{Service: "s3control", Do: addRequiredMD5},
		{Service: "glacier", Do: protocol.AddGlacierVersion},
		{Service: "glacier", Do: protocol.AddGlacierHashes},
		{Service: "apigateway", Do: addAccept},
		{Service: "route53", Do: cutRoute53Path},
		{Service: "dynamodb", Do: refuseCompression},
		{Service: "ec2", Operations: "CopySnapshot", Do: protocol.PresignCopy},
		{Service: "rds", Operations: protocol.RDSCopies, Do: protocol.PresignOtherRegion},
		{Service: "neptune", Operations: protocol.ClusterCopies, Do: protocol.PresignOtherRegion},
		{Service: "docdb", Operations: protocol.ClusterCopies, Do: protocol.PresignOtherRegion},
		{Service: "machinelearning", Operations: "Predict", Do: protocol.SwitchHost},
		{Service: "finspace", Do: renameJSON},
		{Service: "lookoutmetrics", Do: renameJSON},
		{Service: "lexv2-models", Do: renameJSON},
	},
}

// millis are whole ones of an int64 of nanoseconds, which has other times than
// those meant before 1678 and after 2261 (private/protocol/timestamp.go, FormatTime).
func millis(t time.Time) int64 {
	return t.Truncate(time.Millisecond).UnixNano() / int64(time.Millisecond)
}

// cleanPath cleans a path and what it is without escapes, each for itself, and
// gives the first where it is still the second one escaped (net/url,
// URL.EscapedPath), or in any case for Route 53 (private/protocol/rest/build.go,
// cleanPath; service/route53/customizations.go, sanitizeURL). S3's client switches
// it off.
func cleanPath(c *protocol.Call, escaped, plain string) string {
	if c.Service.Name == "s3" {
		return escaped
	}
	u := url.URL{Path: path.Clean("/" + plain), RawPath: path.Clean("/" + escaped)}
	if strings.HasSuffix(plain, "/") && !strings.HasSuffix(u.Path, "/") {
		u.Path, u.RawPath = u.Path+"/", u.RawPath+"/"
	}
	if c.Service.Name == "route53" {
		return u.RawPath
	}
	return u.EscapedPath()
}

// under200 is an answer of S3 as service/s3/statusok_error.go takes it.
func under200(c *protocol.Call, r *protocol.Response) *protocol.Response {
	switch {
	case !c.IsLate():
	case len(r.Body) == 0:
		return protocol.S3Error(r, http.StatusInternalServerError, "SerializationError", "empty response payload")
	case protocol.RootIs(r.Body, "Error"):
		return r.With(http.StatusServiceUnavailable)
	}
	return r
}

// unsaid is the code of an error of S3 without a body (service/s3/unmarshal_error.go).
func unsaid(c *protocol.Call, status int) string {
	if c.Service.Name != "s3" {
		return ""
	}
	return strings.ReplaceAll(http.StatusText(status), " ", "")
}
