package dryrun

import (
	"strings"

	"github.com/sessctl/sessctl/internal/endpoint/table"
	"github.com/sessctl/sessctl/internal/resolve"
)

// botoRegion takes an old pseudo region such as fips-us-east-1 apart
// (botocore 1.43.11, client.py, _normalize_fips_region).
func botoRegion(region string) string {
	return strings.ReplaceAll(strings.ReplaceAll(region, "fips-", ""), "-fips", "")
}

// plainRegion is the region that is meant by an old pseudo region, whose endpoints
// are those for FIPS (aws-sdk-go-v2, service/s3/endpoints.go,
// finalizeClientEndpointResolverOptions).
func (c *Client) plainRegion() string {
	switch {
	case c.boto():
		return botoRegion(c.Region)
	case c.Reading.SDK&resolve.GoV2 != 0:
		return strings.NewReplacer("-fips-", "-", "fips-", "", "-fips", "").Replace(c.Region)
	}
	return c.Region
}

// botoScope sets what botocore signs with where the rules leave it open, and
// gives the region that the rules are asked about. botocore takes both from the
// table that it used before there were rules (1.43.11, client.py,
// ClientEndpointBridge; args.py, _compute_endpoint_config and
// _build_endpoint_resolver), and refuses what the table cannot have.
func (c *Client) botoScope(e *Endpoint) (string, error) {
	region := botoRegion(c.Region)
	fips := c.on("use_fips_endpoint") || region != c.Region
	custom := c.Custom.Value != ""
	asked := region
	if c.Model.Name == "s3" && c.s3Global() {
		asked = ""
	}
	found, err := table.Botocore().ScopeFor(c.Model.EndpointPrefix, asked, fips, c.ownDualStack())
	if err != nil {
		return "", err
	}
	e.SigningRegion = found.SigningRegion
	if found.SigningName != "" {
		e.SigningName = found.SigningName
	}
	if custom && (region != "" || c.Model.Name != "s3") {
		e.SigningRegion = region // without one nothing can be signed
		return region, nil
	}
	if c.legacySTS() && !custom && !fips && !c.ownDualStack() {
		e.SigningRegion = "us-east-1"
	}
	switch {
	case c.Model.Name == "s3" && found.Region == "aws-global" && asked == "":
		return "us-east-1", nil
	case c.Model.Name == "s3", c.Model.Name == "sts", region == "":
		return found.Region, nil
	}
	return region, nil
}

// legacySTS tells whether STS goes by its global name.
func (c *Client) legacySTS() bool {
	return c.Model.Name == "sts" && c.Config.Value("sts_regional_endpoints") == "legacy" && legacySTS[c.Region]
}
