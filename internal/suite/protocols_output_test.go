package suite

import (
	"errors"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/jsontree"
	"github.com/sessctl/sessctl/internal/protocol"
)

// TestSuiteProtocolsOutput reads responses as the protocol tests of AWS SDKs want
// them read: the files protocols-output/NAME.json, one subtest a case.
func TestSuiteProtocolsOutput(t *testing.T) {
	eachProtocolCase(t, "protocols-output", func(t *testing.T, suite, given *jsontree.Value) {
		c := protocolCall(t, suite, given)
		if c.Operation.Name == "GetBucketLocation" {
			c.Service.Name = "s3" // whose answer is a root element alone
		}
		// The cases have JSON values of bodies read, as aws-sdk-go v1 does; botocore
		// itself leaves them the texts that they are.
		c.Style = &protocol.Style{JSON: protocol.JSONStyle{QuotesValues: true}}
		answer := given.Get("response")
		r := &protocol.Response{Header: http.Header{}, Body: []byte(answer.String("body"))}
		r.Status, _ = strconv.Atoi(answer.Number("status_code"))
		if headers := answer.Get("headers"); headers != nil {
			for _, f := range headers.Fields {
				r.Header.Set(f.Name, f.Value.Text)
			}
		}
		if c.Protocol == protocol.CBOR || hasEvents(c.Operation.Output) {
			r.Body = packed(t, string(r.Body))
		}
		got, err := c.Unmarshal(r)
		if code, want := given.String("errorCode"), given.Get("error"); code != "" || want != nil {
			compareError(t, err, code, given.String("errorMessage"), want)
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		var shape *catalogue.Shape
		if c.Operation.Output != nil {
			shape = c.Operation.Output.Shape
		}
		compareOutput(t, shape, got, given.Get("result"), hasDefaults(given))
	})
}

// compareError compares an error and, when the model has it, its members.
func compareError(t *testing.T, err error, code, message string, want *jsontree.Value) {
	t.Helper()
	var failed *protocol.ServiceError
	if !errors.As(err, &failed) || code != "" && failed.Code != code || message != "" && failed.Message != message {
		t.Fatalf("the error is %v, want %s: %s", err, code, message)
	}
	if want != nil && failed.Shape != nil {
		compareOutput(t, failed.Shape, failed.Output, want, false)
	}
}

// hasEvents reports whether an output has a stream of events.
func hasEvents(out *catalogue.Member) bool {
	if out == nil {
		return false
	}
	return slices.ContainsFunc(out.Shape.Members, func(m catalogue.Member) bool { return m.Shape.Is(catalogue.EventStream) })
}

func compareOutput(t *testing.T, shape *catalogue.Shape, got protocol.Value, want *jsontree.Value, defaults bool) {
	t.Helper()
	wanted := protocol.Value{Kind: protocol.Map}
	if want != nil {
		wanted = protocol.FromJSON(want)
	}
	if shape != nil {
		level(shape, &got, &wanted)
	}
	if defaults && isPart(plainOutput(got), plainOutput(wanted)) {
		return
	}
	if diff := cmp.Diff(plainOutput(wanted), plainOutput(got)); diff != "" {
		t.Errorf("the output (-want +got):\n%s", diff)
	}
}

// level takes away what is no difference: the case of the names of headers, and
// whether no bytes or no headers are an empty value or none.
func level(shape *catalogue.Shape, got, wanted *protocol.Value) {
	for i := range shape.Members {
		m := &shape.Members[i]
		if m.Location == catalogue.InHeaders {
			for _, v := range []*protocol.Value{got.Get(m.Name), wanted.Get(m.Name)} {
				if v == nil {
					continue
				}
				for j := range v.Fields {
					v.Fields[j].Name = strings.ToLower(v.Fields[j].Name)
				}
			}
		}
		if v := wanted.Get(m.Name); m.Is(catalogue.JSONValue) && v != nil {
			*v = jsonValue(*v)
		}
		may := m.Name == shape.Payload || m.Location == catalogue.InHeaders
		if v := got.Get(m.Name); may && v != nil && absent(wanted.Get(m.Name)) && v.Text == "" && len(v.Bytes)+len(v.Fields) == 0 {
			got.Delete(m.Name)
		}
	}
}

func absent(v *protocol.Value) bool { return v == nil || v.Kind == protocol.Null }

// plainOutput makes values comparable with those of cases, in which blobs are
// texts and timestamps seconds; what is null is left out.
func plainOutput(v protocol.Value) any {
	switch v.Kind {
	case protocol.Bool:
		return v.True
	case protocol.Number:
		if f, err := strconv.ParseFloat(v.Text, 64); err == nil && !math.IsInf(f, 0) {
			return number(f)
		}
		return v.Text
	case protocol.String:
		return v.Text
	case protocol.Blob:
		return string(v.Bytes)
	case protocol.Time:
		return float64(v.Time.UnixMicro()) / 1e6
	case protocol.List:
		list := []any{}
		for _, item := range v.Items {
			list = append(list, plainOutput(item))
		}
		return list
	case protocol.Map:
		m := map[string]any{}
		for _, f := range v.Fields {
			if f.Value.Kind != protocol.Null {
				m[f.Name] = plainOutput(f.Value)
			}
		}
		return m
	}
	return nil
}
