package render

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/bundle"
	"github.com/sessctl/sessctl/internal/environ"
)

// TestABundleNamesWhoReadsItOtherwise shows a bundle that some SDKs do not read as
// what it was made of, and one that all of them do.
func TestABundleNamesWhoReadsItOtherwise(t *testing.T) {
	for _, readings := range [][]string{nil, {"boto3", "go-v2"}} {
		var out bytes.Buffer
		s := bundle.Summary{Bundle: &environ.Bundle{OS: "linux", Made: time.Unix(0, 0)}, ReadOtherwise: readings}
		if err := Bundle(Terminal{Writer: &out, Width: 80}, s); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(out.String(), "read the files: boto3, go-v2"); got != (readings != nil) {
			t.Errorf("%v: %s", readings, out.String())
		}
	}
}
