package protocol_test

import (
	"net/http"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

func TestErrorsUnder200(t *testing.T) {
	const failed = `<?xml version="1.0"?><Error><Code>InternalError</Code></Error>`
	service, err := catalogue.Find("s3")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		operation, body string
		want            map[*protocol.Style]int
	}{
		{"CopyObject", failed, map[*protocol.Style]int{botocore: 500, goV1: 503, goV2: 500, javaScript: 503}},
		{"CopyObject", failed + "\n", map[*protocol.Style]int{botocore: 500, goV1: 503, goV2: 500, javaScript: 200}},
		{"CopyObject", "", map[*protocol.Style]int{botocore: 200, goV1: 500, goV2: 200, javaScript: 503}},
		{"CopyObject", "<CopyObjectResult>", map[*protocol.Style]int{botocore: 500, goV1: 200, goV2: 200, javaScript: 200}},
		{"CopyObject", "<CopyObjectResult/>x", map[*protocol.Style]int{botocore: 500}},
		{"CopyObject", "<CopyObjectResult/><CopyObjectResult/>", map[*protocol.Style]int{botocore: 500}},
		{"CopyObject", " ", map[*protocol.Style]int{botocore: 500}},
		{"CopyObject", "\n<CopyObjectResult/>\n", map[*protocol.Style]int{botocore: 200}},
		{"CopyObject", "<CopyObjectResult/>", map[*protocol.Style]int{botocore: 200, goV1: 200, goV2: 200, javaScript: 200}},
		{"ListObjectsV2", failed, map[*protocol.Style]int{botocore: 500, goV1: 200, goV2: 500, javaScript: 503}},
		{"ListObjectsV2", "", map[*protocol.Style]int{botocore: 200, goV1: 200, goV2: 200, javaScript: 200}},
		{"DeleteBucket", failed, map[*protocol.Style]int{botocore: 200, goV1: 200, goV2: 500, javaScript: 200}},
		{"GetObject", failed, map[*protocol.Style]int{botocore: 200, goV1: 200, goV2: 200, javaScript: 200}},
		{"GetBucketPolicy", failed, map[*protocol.Style]int{botocore: 200, goV1: 200, goV2: 200, javaScript: 200}},
		{"SelectObjectContent", failed, map[*protocol.Style]int{botocore: 200, goV1: 200, goV2: 200, javaScript: 200}},
	} {
		for style, want := range c.want {
			call := &protocol.Call{Service: service, Operation: service.Operation(c.operation), Protocol: protocol.RESTXML, Style: style}
			r := &protocol.Response{Status: 200, Header: http.Header{}, Body: []byte(c.body)}
			if got := call.Corrected(r).Status; got != want {
				t.Errorf("%s: %s with %q counts as %d, want %d", styleName(style), c.operation, c.body, got, want)
			}
		}
	}
}
