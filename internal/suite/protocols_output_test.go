package suite

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/jsontree"
	"github.com/sessctl/sessctl/internal/protocol"
)

// TestSuiteProtocolsOutput reads responses as the protocol tests of AWS SDKs want
// them read: the files protocols-output/NAME.json, one subtest a case.
func TestSuiteProtocolsOutput(t *testing.T) {
	eachProtocolCase(t, "protocols-output", func(t *testing.T, suite, given *jsontree.Value) {
		c := protocolCall(t, suite, given)
		answer := given.Get("response")
		r := &protocol.Response{Header: http.Header{}, Body: []byte(answer.String("body"))}
		r.Status, _ = strconv.Atoi(answer.Number("status_code"))
		if headers := answer.Get("headers"); headers != nil {
			for _, f := range headers.Fields {
				r.Header.Set(f.Name, f.Value.Text)
			}
		}
		if c.Protocol == protocol.CBOR {
			packed, err := base64.StdEncoding.DecodeString(string(r.Body))
			if err != nil {
				t.Fatal(err)
			}
			r.Body = packed
		}
		got, err := c.Unmarshal(r)
		if code := given.String("errorCode"); code != "" {
			var failed *protocol.ServiceError
			if !errors.As(err, &failed) || failed.Code != code || failed.Message != given.String("errorMessage") {
				t.Fatalf("the error is %v, want %s: %s", err, code, given.String("errorMessage"))
			}
			if want := given.Get("error"); want != nil {
				compareOutput(t, failed.Output, want)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		compareOutput(t, got, given.Get("result"))
	})
}

func compareOutput(t *testing.T, got protocol.Value, want *jsontree.Value) {
	t.Helper()
	wanted := protocol.Value{Kind: protocol.Map}
	if want != nil {
		wanted = protocol.FromJSON(want)
	}
	if diff := cmp.Diff(plainOutput(wanted), plainOutput(got)); diff != "" {
		t.Errorf("the output (-want +got):\n%s", diff)
	}
}

// plainOutput makes values comparable with those of cases, in which blobs are
// texts and timestamps seconds; what is null is left out.
func plainOutput(v protocol.Value) any {
	switch v.Kind {
	case protocol.Bool:
		return v.True
	case protocol.Number:
		if f, err := strconv.ParseFloat(v.Text, 64); err == nil {
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
