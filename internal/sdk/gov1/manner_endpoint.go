package gov1

import (
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/endpoint/table"
)

// findEndpoint takes an endpoint from the SDK's table.
func findEndpoint(c *dryrun.Client, op *catalogue.Operation, bucket string, context dryrun.Context) dryrun.Endpoint {
	t := look{TableCall: dryrun.NewTableCall(c, op, bucket, context)}
	t.findEndpoint()
	return t.Found()
}

// look is one look into the table.
type look struct {
	*dryrun.TableCall
	partition string // "" with a configured endpoint
	custom    bool
	options   table.Options
}

// findEndpoint is for aws-sdk-go v1.55.8 (aws/session/session.go, ClientConfig and
// resolveEndpoint).
func (t *look) findEndpoint() {
	made, known := serviceOf(t.Model.ID)
	if !known { // newer than the SDK: its client would be like the others
		made = service{endpointsID: t.Model.EndpointPrefix, signingName: t.Model.Signer()}
	}
	resolved := plainRegion(t.Region)
	t.options = table.Options{FIPS: t.Config.On("use_fips_endpoint") || resolved != "", DualStack: t.Config.On("use_dualstack_endpoint"), Resolved: resolved,
		RegionalSTS: t.Config.Value("sts_regional_endpoints") == "regional",
		RegionalS3:  t.Config.Value("s3_us_east_1_regional_endpoint") == "regional"}
	t.Endpoint.SigningName = made.signingName
	switch t.custom = t.Configured(); {
	case t.custom:
	case made.configured:
		t.Endpoint.Err = dryrun.ErrMustBeConfigured
		return
	default:
		found, err := endpoints().EndpointFor(made.endpointsID, t.Region, t.options)
		t.Endpoint.Table = "aws-sdk-go v" + endpoints().Release
		if err != nil {
			t.Endpoint.Err = err
			return
		}
		t.partition, t.Endpoint.URL, t.Endpoint.SigningRegion = found.Partition, found.URL, found.SigningRegion
		if found.SigningName != "" {
			t.Endpoint.SigningName = found.SigningName
		}
	}
	switch t.Model.Name {
	case "s3":
		t.Endpoint.Err = t.s3()
	case "s3control":
		t.Endpoint.Err = t.s3control()
	}
}

// plainRegion takes an old pseudo region such as fips-us-east-1 apart; "" for a
// region that is none (aws/session/session.go, normalizeRegion).
func plainRegion(region string) string {
	if !strings.Contains(region, "-fips") && !strings.Contains(region, "fips-") {
		return ""
	}
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(region, "-fips-", "-"), "-fips", ""), "fips-", "")
}
