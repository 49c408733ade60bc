package boto

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/endpoint/table"
)

// plainRegion is the region that an old pseudo region means.
func plainRegion(region string) string {
	plain, _ := fipsRegion(region)
	return plain
}

// scope sets what botocore signs with where the rules leave it open, and
// gives the region that the rules are asked about. botocore takes both from the
// table that it used before there were rules (1.43.11, client.py,
// ClientEndpointBridge; args.py, _compute_endpoint_config and
// _build_endpoint_resolver), and refuses what the table cannot have.
func scope(c *dryrun.Client, e *dryrun.Endpoint) (string, error) {
	if c.Custom.Value != "" && !pyEndpoint(c.Custom.Value) {
		// endpoint_provider.py asks nobody: args.py makes the client's endpoint first (EndpointCreator.create_endpoint).
		return "", fmt.Errorf("invalid endpoint: %s", c.Custom.Value)
	}
	region := plainRegion(c.Region)
	fips := c.Config.On("use_fips_endpoint") || region != c.Region
	custom := c.Custom.Value != ""
	asked := region
	if global := c.Manner.Endpoints.S3Global; c.Model.Name == "s3" && global != nil && global(c) {
		asked = ""
	}
	found, err := table.Scopes().ScopeFor(c.Model.EndpointPrefix, asked, fips, c.OwnDualStack())
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
	if c.LegacySTS() && !custom && !fips && !c.OwnDualStack() {
		e.SigningRegion = "us-east-1"
	}
	switch {
	case c.Model.Name == "s3" && found.Region == "aws-global" && asked == "" && c.Manner.Endpoints.S3Global != nil:
		return "us-east-1", nil
	case c.Model.Name == "s3", c.Model.Name == "sts", region == "":
		return found.Region, nil
	}
	return region, nil
}

// readURL: a port that there is not is found when the host is signed
// (Python's urllib.parse, SplitResult.port).
func readURL(_, ruled string) (string, error) {
	u, err := url.Parse(ruled)
	if err != nil {
		return ruled, nil // who needs it, finds out
	}
	if n, err := strconv.ParseUint(u.Port(), 10, 64); u.Port() != "" && (err != nil || n > 65535) {
		return "", fmt.Errorf("port out of range 0-65535 in %s", ruled)
	}
	return ruled, nil
}

// s3Global reports whether S3 in us-east-1 goes by its global name.
func s3Global(c *dryrun.Client) bool {
	return c.Config.Value("s3_us_east_1_regional_endpoint") != "regional" && (c.Region == "us-east-1" || c.Region == "")
}

// pathStyle reports whether S3 requests name the bucket in the path (botocore
// 1.43.11, handlers.py, customize_endpoint_resolver_builtins).
func pathStyle(c *dryrun.Client, op *catalogue.Operation, bucket string) bool {
	if op != nil && op.Name == "GetBucketLocation" {
		return true
	}
	if strings.HasPrefix(bucket, "arn:") {
		return false
	}
	style := c.Config.Value("s3.addressing_style")
	switch {
	case c.Config.On("s3.use_accelerate_endpoint"):
		return false
	case c.Custom.Value != "" && !strings.Contains(c.Custom.Value, "s3-accelerate"):
		return style != "virtual"
	}
	return style == "path"
}

// refuses says which services botocore has no longer: those whose models are
// aws-sdk-go's.
func refuses(model *catalogue.Service) error {
	if strings.HasPrefix(model.From, "aws-sdk-go ") {
		return fmt.Errorf("%s is a service that botocore 1.43.11 has no longer; the reading go-v1 knows it", model.Name)
	}
	return nil
}
