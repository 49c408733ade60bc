package sharedfile

import (
	"strings"
	"testing"
)

func TestExcess(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"plain", "[default]\nregion = x\r\n\n[profile a]\rregion = y", ""},
		{"the longest line", "[default]\na = " + strings.Repeat("x", MaxLine-4) + "\n", ""},
		{"a longer line", "[default]\r\na = " + strings.Repeat("x", MaxLine-3) + "\n", "line 2 is longer than 256 KiB"},
		{"a longer last line", "\r\r" + strings.Repeat("x", MaxLine+1), "line 3 is longer than 256 KiB"},
		{"the most lines", strings.Repeat("[a]\n", MaxLines), ""},
		{"more lines", strings.Repeat("[a]\n", MaxLines) + "x", "it has more than 1000000 lines"},
		{"the longest section", "\n[a]\n" + strings.Repeat("a=b\n", MaxSectionLines-1) + "[b]\n", ""},
		{"a longer section", "\n[a]\n" + strings.Repeat("a=b\n", MaxSectionLines) + "[b]\n", "the section at line 2 has more than 10000 lines"},
	} {
		if got := Excess([]byte(c.text)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
