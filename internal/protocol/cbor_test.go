package protocol_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/protocol"
)

func FuzzMarshalCBOR(f *testing.F) { fuzzMarshal(f, protocol.CBOR) }

func TestCBOR(t *testing.T) {
	const ratio, single = "65526174696f", "6653696e676c65"
	checkWire(t, protocol.CBOR, []wireCase{
		{"nothing", `{}`, map[*protocol.Style]string{botocore: "a0", goV2: "bfff", javaScript: "a0", smithy: "bfff"}},
		{"order", `{"zeta": 1, "alpha": "a", "Text": "t"}`, map[*protocol.Style]string{
			botocore:   "a3" + "647a65746101" + "65616c7068616161" + "64546578746174",
			goV2:       "bf" + "65616c7068616161" + "64546578746174" + "647a65746101" + "ff",
			javaScript: "a3" + "647a65746101" + "64546578746174" + "65616c7068616161",
		}},
		{"integers", `{"zeta": 23}`, map[*protocol.Style]string{botocore: "a1647a65746117"}},
		{"one byte", `{"zeta": 255}`, map[*protocol.Style]string{botocore: "a1647a65746118ff"}},
		{"two bytes", `{"zeta": 256}`, map[*protocol.Style]string{botocore: "a1647a657461190100"}},
		{"four bytes", `{"zeta": 65536}`, map[*protocol.Style]string{botocore: "a1647a6574611a00010000"}},
		{"eight bytes", `{"zeta": 4294967296}`, map[*protocol.Style]string{botocore: "a1647a6574611b0000000100000000"}},
		{"negative", `{"zeta": -1}`, map[*protocol.Style]string{botocore: "a1647a65746120"}},
		{"least", `{"zeta": -9223372036854775808}`, map[*protocol.Style]string{botocore: "a1647a6574613b7fffffffffffffff"}},
		{"double", `{"Ratio": 0.5}`, map[*protocol.Style]string{botocore: "a1" + ratio + "fb3fe0000000000000", javaScript: "a1" + ratio + "fb3fe0000000000000"}},
		{"whole double", `{"Ratio": 3}`, map[*protocol.Style]string{botocore: "a1" + ratio + "fb4008000000000000", javaScript: "a1" + ratio + "03"}},
		{"float", `{"Single": 0.1}`, map[*protocol.Style]string{botocore: "a1" + single + "fa3dcccccd", javaScript: "a1" + single + "fb3fb999999999999a"}},
		{"infinite", `{"Ratio": -1e400}`, map[*protocol.Style]string{botocore: "a1" + ratio + "f9fc00", goV2: "bf" + ratio + "fbfff0000000000000ff"}},
		{"boolean", `{"Flag": true}`, map[*protocol.Style]string{botocore: "a164466c6167f5", goV2: "bf64466c6167f5ff"}},
		{"blob", `{"Data": "aGk="}`, map[*protocol.Style]string{botocore: "a1" + "6444617461" + "426869"}},
		{"list", `{"List": ["a", "b"]}`, map[*protocol.Style]string{botocore: "a1" + "644c697374" + "8261616162", goV2: "bf" + "644c697374" + "9f61616162ff" + "ff"}},
		{"map", `{"Map": {"b": "1", "a": "2"}}`, map[*protocol.Style]string{botocore: "a1" + "634d6170" + "a2616261316161" + "6132", goV2: "bf" + "634d6170" + "bf616161326162" + "6131ff" + "ff"}},
		{"union", `{"Choice": {"A": "x"}}`, map[*protocol.Style]string{botocore: "a1" + "6643686f696365" + "a161416178", goV2: "bf" + "6643686f696365" + "a161416178" + "ff"}},
		{"timestamp", `{"When": "2024-02-29T12:34:56.5Z"}`, map[*protocol.Style]string{
			botocore:   "a1" + "645768656e" + "c11a65e079f0",
			goV2:       "bf" + "645768656e" + "c1fb41d9781e7c200000" + "ff",
			javaScript: "a1" + "645768656e" + "c1fb41d9781e7c200000",
		}},
		{"whole seconds", `{"When": "2024-02-29T12:34:56Z"}`, map[*protocol.Style]string{javaScript: "a1" + "645768656e" + "c11a65e079f0"}},
		{"before 1970", `{"When": "1969-12-31T23:59:59Z"}`, map[*protocol.Style]string{javaScript: "a1" + "645768656e" + "c120"}},
	}, func(_ *protocol.Style, body string) string { return hex.EncodeToString([]byte(body)) })
}

func TestCBORRefuses(t *testing.T) {
	for input, want := range map[string]string{
		`{"zeta": 18446744073709551616}`:   "more than 64 bits",
		`{"Single": 1e39}`:                 "too large for a float",
		`{"When": "1969-12-31T23:59:59Z"}`: "before 1970",
	} {
		_, err := wireCall(t, botocore, protocol.CBOR, "Put", input).Marshal()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", input, err, want)
		}
	}
}

func TestCBORMessage(t *testing.T) {
	m, err := wireCall(t, botocore, protocol.CBOR, "Ask", "").Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if m.Method != "POST" || m.Path != "/service/Wire_20200108/operation/Ask" || m.Body != nil ||
		m.Header.Get("Content-Type") != "" || m.Header.Get("Accept") != "application/cbor" || m.Header.Get("Smithy-Protocol") != "rpc-v2-cbor" {
		t.Errorf("%+v", m)
	}
	m, err = wireCall(t, botocore, protocol.CBOR, "Put", "{}").Marshal()
	if err != nil || m.Header.Get("Content-Type") != "application/cbor" {
		t.Errorf("%+v %v", m, err)
	}
}
