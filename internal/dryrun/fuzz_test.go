package dryrun_test

import (
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
	. "github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/endpoint"
	"github.com/sessctl/sessctl/internal/origin"
)

// FuzzBuckets asks for the endpoint of anything as a bucket, in SDKs with rules
// and in SDKs with tables.
func FuzzBuckets(f *testing.F) {
	f.Add("my-bucket", "https://example.com/base", "us-east-1")
	f.Add("arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-0/accesspoint/reports", "localhost:4566", "fips-us-west-2")
	f.Add("arn:aws:s3:us-west-2:123456789012:accesspoint:x_y", "", "")
	f.Fuzz(func(t *testing.T, bucket, custom, region string) {
		for _, reading := range []string{"go-v1.1", "go-v1", "boto3", "js-v3"} {
			s := testSession(t, reading, testKeys[:2]...)
			s.Config.Settings["region"] = origin.Candidate{Value: region, Origin: origin.Origin{Kind: origin.Flag}}
			for _, name := range []string{"s3", "s3control"} {
				model, err := catalogue.Find(name)
				if err != nil {
					t.Fatal(err)
				}
				c, err := NewClient(s, mannerOf(t, s), catalogue.Embedded(), model, ClientOptions{Endpoint: &origin.Candidate{Value: custom}})
				if err != nil {
					t.Fatal(err)
				}
				give := func(p *endpoint.Params) { p.SetString("Bucket", bucket) }
				if e := c.EndpointFor(model.Operation("DeleteBucket"), bucket, give); e.Err == nil && e.URL == "" {
					t.Errorf("%s: neither an endpoint nor an error", reading)
				}
				c.EndpointToPresign(model.Operation("DeleteBucket"), bucket, give)
			}
		}
	})
}
