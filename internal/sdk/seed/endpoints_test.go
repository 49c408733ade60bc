package seed

import "testing"

func TestEndpointFor(t *testing.T) {
	for _, c := range []struct{ prefix, signer, region, want string }{
		{"s3", "s3", "us-west-2", "https://s3-us-west-2.amazonaws.com s3 us-west-2"},
		{"sts", "sts", "eu-west-1", "https://sts.amazonaws.com sts us-east-1"},
		{"sqs", "sqs", "cn-north-1", "https://sqs.cn-north-1.amazonaws.com.cn sqs cn-north-1"},
		{"api.ecr", "ecr", "us-east-1", "https://ecr.us-east-1.amazonaws.com ecr us-east-1"},
		{"data-ats.iot", "iotdata", "us-east-1", " iotdata us-east-1"},
		{"iot", "iot", "us-east-1", "https://iot.us-east-1.amazonaws.com execute-api us-east-1"},
	} {
		e := endpointFor(c.prefix, c.signer, c.region)
		if got := e.URL + " " + e.SigningName + " " + e.SigningRegion; got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.prefix, c.region, got, c.want)
		}
	}
}
