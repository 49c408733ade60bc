package sharedfile

import (
	"fmt"
	"strings"
	"testing"
)

// manySections are sections of different names, of so many lines each.
func manySections(sections, lines int) string {
	var b strings.Builder
	for i := range sections {
		fmt.Fprintf(&b, "[s%d]\n%s", i, strings.Repeat("\n", lines-1))
	}
	return b.String()
}

func TestExcess(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"plain", "[default]\nregion = x\r\n\n[profile a]\rregion = y", ""},
		{"the longest line", "[default]\na = " + strings.Repeat("x", MaxLine-4) + "\n", ""},
		{"a longer line", "[default]\r\na = " + strings.Repeat("x", MaxLine-3) + "\n", "line 2 is longer than 256 KiB"},
		{"a longer last line", "\r\r" + strings.Repeat("x", MaxLine+1), "line 3 is longer than 256 KiB"},
		{"the most lines", manySections(MaxLines/100, 100), ""},
		{"more lines", manySections(MaxLines/100, 100) + "x", "it has more than 1000000 lines"},
		{"the most sections of a name", strings.Repeat("[a]\n", MaxSameSections), ""},
		{"more sections of a name", strings.Repeat("[a]\n", MaxSameSections) + "\n[ 'a' ]\r\n", "line 1002 begins ['a'] again, of which there are more than 1000"},
		{"more that are indented", "[b]\n" + strings.Repeat("  [a] # too\r", MaxSameSections+1), "line 1002 begins [a] again, of which there are more than 1000"},
		{"headers that are not closed", strings.Repeat("[a\n", MaxSameSections+1), "line 1001 begins [a] again, of which there are more than 1000"},
		{"the longest section", "\n[a]\n" + strings.Repeat("a=b\n", MaxSectionLines-1) + "[b]\n", ""},
		{"a longer section", "\n[a]\n" + strings.Repeat("a=b\n", MaxSectionLines) + "[b]\n", "the section at line 2 has more than 10000 lines"},
	} {
		if got := Excess([]byte(c.text)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
