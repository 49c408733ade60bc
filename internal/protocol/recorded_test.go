package protocol_test

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

// eachRecorded reads what a real botocore said, a JSON value a line.
func eachRecorded[T any](t *testing.T, name string, check func(T)) {
	t.Helper()
	f, err := os.Open("../../testdata/recorded/botocore/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); n++ {
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatalf("%s:%d: %v", name, n+1, err)
		}
		check(v)
	}
	if n < 100 {
		t.Errorf("%s has only %d lines", name, n)
	}
}

func TestDatesAsBotocoreReadsThem(t *testing.T) {
	eachRecorded(t, "dates.jsonl", func(pair [2]string) {
		v, got := protocol.Text(pair[0]), ""
		if at, err := protocol.TimeOf(&v); err == nil {
			got = at.Format("2006-01-02T15:04:05.000000Z")
		}
		if got != pair[1] {
			t.Errorf("%q: got %q, want %q", pair[0], got, pair[1])
		}
	})
}

func TestFaultsAsBotocoreFindsThem(t *testing.T) {
	type input struct {
		Service, Operation string
		Input              json.RawMessage
		Faults             []string
	}
	eachRecorded(t, "validation.jsonl", func(c input) {
		call := recordedCall(t, c.Service, c.Operation)
		var err error
		if call.Input, err = protocol.ParseInput(call.Operation, c.Input); err != nil {
			t.Errorf("%s %s %s: %v", c.Service, c.Operation, c.Input, err)
			return
		}
		faults := []string{}
		var in *protocol.InputError
		if errors.As(call.Validate(), &in) {
			for _, p := range in.Problems {
				faults = append(faults, p.Path+" "+string(p.Code))
			}
		}
		slices.Sort(faults)
		if !slices.Equal(faults, c.Faults) {
			t.Errorf("%s %s %s:\n got %q\nwant %q", c.Service, c.Operation, c.Input, faults, c.Faults)
		}
	})
}

func TestOutputsAsBotocoreReadsThem(t *testing.T) {
	type answer struct {
		Service, Operation, Protocol string
		Status                       int
		Headers                      map[string]string
		Body                         []byte
		Want                         struct {
			Code, Message string
			Out           map[string]any
		}
	}
	eachRecorded(t, "outputs.jsonl", func(c answer) {
		call := recordedCall(t, c.Service, c.Operation)
		call.Protocol = c.Protocol
		r := &protocol.Response{c.Status, http.Header{}, c.Body}
		for name, value := range c.Headers {
			r.Header.Set(name, value)
		}
		got, err := call.Unmarshal(r)
		var failed *protocol.ServiceError
		switch {
		case errors.As(err, &failed):
			got = failed.Output
			if failed.Code != c.Want.Code || failed.Message != c.Want.Message {
				t.Errorf("%s %s: the error is %v, want %s: %s", c.Service, c.Operation, failed, c.Want.Code, c.Want.Message)
			}
		case err != nil:
			t.Errorf("%s %s: %v", c.Service, c.Operation, err)
			return
		}
		if diff := cmp.Diff(any(c.Want.Out), recordedForm(got)); diff != "" {
			t.Errorf("%s %s in %s (-want +got):\n%s", c.Service, c.Operation, c.Protocol, diff)
		}
	})
}

// followed has the models of the botocore that was asked.
var followed = &catalogue.Source{Kept: true}

func recordedCall(t *testing.T, service, operation string) *protocol.Call {
	t.Helper()
	s, err := followed.Find(service)
	if err != nil {
		t.Fatal(err)
	}
	return &protocol.Call{Service: s, Operation: s.Operation(operation), Protocol: s.Protocol, Style: botocore}
}

// recordedForm writes an output as the records do.
func recordedForm(v protocol.Value) any {
	switch v.Kind {
	case protocol.Bool:
		return v.True
	case protocol.Number:
		f, err := strconv.ParseFloat(v.Text, 64)
		if err != nil || protocol.IsInteger(v.Text) && math.Abs(f) >= 1<<53 {
			return v.Text
		}
		return protocol.PythonFloat(f)
	case protocol.String:
		return v.Text
	case protocol.Blob:
		return "b:" + base64.StdEncoding.EncodeToString(v.Bytes)
	case protocol.Time:
		return fmt.Sprintf("t:%.3f", float64(v.Time.UnixMicro())/1e6)
	case protocol.List:
		list := []any{}
		for _, item := range v.Items {
			list = append(list, recordedForm(item))
		}
		return list
	case protocol.Map:
		m := map[string]any{}
		for _, f := range v.Fields {
			if f.Value.Kind != protocol.Null {
				m[f.Name] = recordedForm(f.Value)
			}
		}
		return m
	}
	return nil
}

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"2026-01-02T03:04:05Z", "2 Jan 2026 10 pm GMT+3", "Jan of 26", "5m 3.5s", "1.2.3", "20260102T0304", "+", "99/99", "a.m."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if at, err := protocol.ParseTime(s); err == nil && (at.Year() < 1 || at.Year() > 9999) {
			t.Errorf("%q is %v", s, at)
		}
	})
}
