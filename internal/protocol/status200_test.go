package protocol

import (
	"net/http"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
)

func TestErrorsUnder200(t *testing.T) {
	const failed = `<?xml version="1.0"?><Error><Code>InternalError</Code></Error>`
	service, err := catalogue.Find("s3")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		operation, body string
		want            map[Style]int
	}{
		{"CopyObject", failed, map[Style]int{Botocore: 500, GoV1: 503, GoV2: 500, JavaScript: 503}},
		{"CopyObject", failed + "\n", map[Style]int{Botocore: 500, GoV1: 503, GoV2: 500, JavaScript: 200}},
		{"CopyObject", "", map[Style]int{Botocore: 200, GoV1: 500, GoV2: 200, JavaScript: 503}},
		{"CopyObject", "<CopyObjectResult>", map[Style]int{Botocore: 500, GoV1: 200, GoV2: 200, JavaScript: 200}},
		{"CopyObject", "<CopyObjectResult/>x", map[Style]int{Botocore: 500}},
		{"CopyObject", "<CopyObjectResult/><CopyObjectResult/>", map[Style]int{Botocore: 500}},
		{"CopyObject", " ", map[Style]int{Botocore: 500}},
		{"CopyObject", "\n<CopyObjectResult/>\n", map[Style]int{Botocore: 200}},
		{"CopyObject", "<CopyObjectResult/>", map[Style]int{Botocore: 200, GoV1: 200, GoV2: 200, JavaScript: 200}},
		{"ListObjectsV2", failed, map[Style]int{Botocore: 500, GoV1: 200, GoV2: 500, JavaScript: 503}},
		{"ListObjectsV2", "", map[Style]int{Botocore: 200, GoV1: 200, GoV2: 200, JavaScript: 200}},
		{"DeleteBucket", failed, map[Style]int{Botocore: 200, GoV1: 200, GoV2: 500, JavaScript: 200}},
		{"GetObject", failed, map[Style]int{Botocore: 200, GoV1: 200, GoV2: 200, JavaScript: 200}},
		{"GetBucketPolicy", failed, map[Style]int{Botocore: 200, GoV1: 200, GoV2: 200, JavaScript: 200}},
		{"SelectObjectContent", failed, map[Style]int{Botocore: 200, GoV1: 200, GoV2: 200, JavaScript: 200}},
	} {
		for style, want := range c.want {
			call := &Call{Service: service, Operation: service.Operation(c.operation), Protocol: RESTXML, Style: style}
			r := &Response{Status: 200, Header: http.Header{}, Body: []byte(c.body)}
			if got := call.Corrected(r).Status; got != want {
				t.Errorf("%v: %s with %q counts as %d, want %d", style, c.operation, c.body, got, want)
			}
		}
	}
}
