package seed

import (
	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/dryrun"
)

// findEndpoint takes an endpoint from the table of aws-sdk-go v1.1.2 (aws/session/session.go, ClientConfig;
// private/signer/v4/v4.go, Sign).
func findEndpoint(c *dryrun.Client, op *catalogue.Operation, bucket string, context dryrun.Context) dryrun.Endpoint {
	t := dryrun.NewTableCall(c, op, bucket, context)
	found := endpointFor(t.Model.EndpointPrefix, t.Model.Signer(), t.Region)
	t.Endpoint.Table, t.Endpoint.URL, t.Endpoint.SigningName = "aws-sdk-go v1.1.2", found.URL, found.SigningName
	if t.Configured() {
		t.Endpoint.Table = ""
	} else {
		t.Endpoint.SigningRegion = found.SigningRegion
	}
	if t.Endpoint.URL == "" {
		t.Endpoint.Err = dryrun.ErrMustBeConfigured
		return t.Found()
	}
	if t.Model.Name == "s3" {
		t.HostStyle()
	}
	t.AccountPrefix()
	return t.Found()
}
