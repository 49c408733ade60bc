package gov1

import (
	"fmt"
	"testing"
)

func TestServices(t *testing.T) {
	for id, want := range map[string]string{"S3": "s3 s3 false", "IoT Data Plane": "data-ats.iot iotdata true", "SESv2": "email ses false", "Lex Runtime Service": "runtime.lex lex false"} {
		s, ok := serviceOf(id)
		if got := fmt.Sprint(s.endpointsID, " ", s.signingName, " ", s.configured); !ok || got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	for _, id := range []string{"", "Nothing", "S"} {
		if s, ok := serviceOf(id); ok {
			t.Errorf("%q is %+v", id, s)
		}
	}
}
