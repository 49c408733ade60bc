package javav2

import (
	"net/http"
	"testing"

	"github.com/sessctl/sessctl/internal/protocol"
)

// TestNumbers has numbers as the virtual machine writes them: jshell of OpenJDK
// 17.0.15 was asked.
func TestNumbers(t *testing.T) {
	for literal, want := range map[string]string{
		"0e+00": "0.0", "1e+00": "1.0", "-5e-01": "-0.5", "1e-03": "0.001", "9.9e-04": "9.9E-4", "1e+07": "1.0E7",
		"9.9999995e+06": "9999999.5", "1.23456789e+05": "123456.789", "1e+21": "1.0E21", "NaN": "NaN",
	} {
		if got := javaNumber(literal); got != want {
			t.Errorf("%s is written %s, not %s", literal, got, want)
		}
	}
}

// TestExpectContinue: measured with bodies of this length and a byte less.
func TestExpectContinue(t *testing.T) {
	for length, want := range map[int]string{1<<20 - 1: "", 1 << 20: "100-continue"} {
		m := protocol.Message{Header: http.Header{}, Body: make([]byte, length)}
		if err := expectContinue(nil, &m, protocol.Target{}); err != nil || m.Header.Get("Expect") != want {
			t.Errorf("%d bytes: Expect is %q, not %q (%v)", length, m.Header.Get("Expect"), want, err)
		}
	}
}
