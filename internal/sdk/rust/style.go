package rust

import (
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/sdk/spec"
)

// Style is how the AWS SDK for Rust writes requests: measured of aws-sdk-s3 1.157.0,
// aws-sdk-sts 1.124.0 and their kin, with aws-smithy-runtime 1.16.2 and aws-sigv4
// 1.6.4. Where a hash map comes in any order, sorted is one of them.
func Style() *protocol.Style { return style() }

var style = sync.OnceValue(func() *protocol.Style {
	s := *spec.Style()
	s.Members.Before, s.Members.JSONBefore = protocol.AsModelled, protocol.AsModelled
	s.Members.InputBefore = protocol.ByName
	s.XML.EscapeText = func(text string) string { return xmlText().Replace(text) }
	s.XML.EscapeAttr = s.XML.EscapeText
	s.XML.TypesAbsentBodies, s.XML.TypesAbsentStreams = true, true
	s.Forms.Sorted = false
	s.Forms.Escape = func(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
	s.CBOR.ClosedLists, s.CBOR.PlainNaN = true, true
	s.CBOR.AddsFractions = true // aws-smithy-types 1.9.3, date_time, as_secs_f64
	s.JSON.EscapesDelete, s.JSON.EscapesLineEnds = protocol.InNone, false
	s.Errors.Unsaid = unsaid
	s.Errors.OfOperation = func(*protocol.Call) bool { return true } // aws-sdk-sqs 1.119.0, protocol_serde/shape_delete_message.rs
	s.REST.TakesOneLabel = true
	s.REST.SortsQueries = false
	s.REST.SendsEmptyHeaders, s.REST.NamesEmptyLists = true, true
	s.REST.HeaderSeparator = ","
	s.REST.TypesAbsentStreams = true
	s.HTTP.CountsEmptyBodies, s.HTTP.ChecksHeaders = false, true
	s.Checksums.ChunksKnownBodies = false
	s.Checksums.MD5IsUsual = true        // aws-smithy-checksums 0.65.0, lib.rs, from_str
	s.Checksums.NeverWhenRequired = true // aws-sdk-s3 1.157.0, http_request_checksum.rs
	s.Signing.Length = true
	s.Signing.S3Payload = func(c *protocol.Call, _ *protocol.Message, to protocol.Target, _ string) bool {
		return !c.LeavesPayloadUnsigned(to)
	}
	s.Signing.Payload = signPayload
	s.Validation = protocol.ValidationStyle{Refusals: []protocol.Refusal{{Check: needPlaced}, {Service: "route53", Operations: "ChangeResourceRecordSets", Check: needChanges}}}
	s.Prepare = []protocol.Preparation{
		{Service: "route53", Do: cutRoute53IDs},
		{Service: "route53", Operations: "ChangeResourceRecordSets", Do: judgeTargets},
		{Service: "route53", Operations: "CreateHostedZone", Do: dropPublic},
		{Service: "glacier", Do: protocol.NameOwnAccount},
		{Service: "s3", Do: protocol.AskForChecksums},
	}
	s.Finish = []protocol.Finishing{
		{Do: protocol.AddLoneMD5},
		{Service: "s3", Operations: protocol.NamesInQuery, Do: nameFirst},
		{Service: "apigateway", Do: protocol.AcceptOnlyJSON},
		{Service: "glacier", Do: protocol.AddGlacierVersion},
		{Service: "glacier", Operations: "UploadArchive UploadMultipartPart", Do: protocol.AddGlacierHashes},
		{Service: "machinelearning", Operations: "Predict", Do: protocol.SwitchHost},
	}
	return &s
})

// xmlText is what aws-smithy-xml 0.64.1, escape.rs, escapes.
var xmlText = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "'", "&apos;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;", "\n", "&#xA;", "\u0085", "&#x85;", "\u2028", "&#x2028;")
})

// nameFirst puts the parameter that tells operations apart before those of the
// input: the model has it in the path.
func nameFirst(c *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	id := "x-id=" + c.Operation.Name
	if m.Query != "" {
		id += "&" + m.Query
	}
	m.Query = id
	return nil
}

// signPayload signs the length of every body that there is, an empty one too.
func signPayload(c *protocol.Call, m *protocol.Message, to protocol.Target, algorithm string) {
	protocol.SignPayload(c, m, to, algorithm)
	if member, _ := c.Payload(); member != nil && len(m.Body) == 0 && m.Events == nil {
		m.SignNoLength = true
	}
	if in := c.Operation.Input; c.Protocol == protocol.Query && (in == nil || len(in.Shape.Members) == 0) {
		m.LeavesLength = true // the generated ser_OPERATION_op_input is asked for no length
	}
}

// needPlaced misses required parameters of the query and of the endpoint, be they empty, and the headers (the generated
// uri_query and add_headers); what stands within a body the service misses.
func needPlaced(c *protocol.Call) []protocol.Problem {
	var problems []protocol.Problem
	if c.Operation.Input == nil {
		return nil
	}
	members := c.Operation.Input.Shape.Members
	for i := range members {
		m := &members[i]
		placed := m.Location == catalogue.InQueryString || m.Location == catalogue.InHeader
		if m.Traits&catalogue.Required == 0 || !placed && m.ContextParam == "" {
			continue
		}
		v := c.Input.Get(m.Name)
		if m.ContextParam != "" && (v == nil || v.Kind == protocol.String && v.Text == "") { // the generated EndpointParamsInterceptor
			problems = append(problems, protocol.Problem{Path: m.Name, Code: protocol.Missing, Message: "is required: endpoints depend on it"})
			continue
		}
		if v == nil || v.Kind == protocol.Null || m.Location == catalogue.InQueryString && v.Kind == protocol.String && v.Text == "" {
			problems = append(problems, protocol.Problem{Path: m.Name, Code: protocol.Missing, Message: "is required"})
		}
	}
	return problems
}

// unsaid is the code of an error of S3 without a body (aws-sdk-s3 1.157.0, protocol_serde.rs,
// parse_http_error_metadata).
func unsaid(c *protocol.Call, status int) string {
	if c.Service.Name == "s3" && status == http.StatusNotFound {
		return "NotFound"
	}
	return ""
}
