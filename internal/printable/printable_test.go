package printable_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"unicode"

	"github.com/sessctl/sessctl/internal/printable"
)

// driving is what a terminal or an editor acts on.
const driving = "a\x1b[2J\u009b31m\u061c\u202e\u2066\u2028\ufeff\U000e0041\U000e0002\x7fz"

func TestJSONIsTheSameDocument(t *testing.T) {
	text, err := json.MarshalIndent(map[string]string{"é" + driving: driving + "語"}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	quiet := printable.JSON(text)
	var was, is map[string]string
	if json.Unmarshal(text, &was) != nil || json.Unmarshal(quiet, &is) != nil || !reflect.DeepEqual(was, is) {
		t.Errorf("%q is not %q", quiet, text)
	}
	for _, r := range string(quiet) {
		if r != '\n' && printable.Drives(r) {
			t.Errorf("%U is left in %q", r, quiet)
		}
	}
}

func TestLinesAreQuiet(t *testing.T) {
	if got := printable.Lines("one\n\ttwo\r\nthree é"); got != "one\n\ttwo\r\nthree é" {
		t.Errorf("lines become %q", got)
	}
	for _, r := range printable.Lines(driving) {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			t.Errorf("%U is left", r)
		}
	}
}
