package terraform

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/resolve"
)

// regions are those that aws-sdk-go-base knows (endpoints/endpoints_gen.go).
const regions = " af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2" +
	" ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 eu-central-1" +
	" eu-central-2 eu-isoe-west-1 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 eusc-de-east-1 il-central-1 me-central-1 me-south-1" +
	" mx-central-1 sa-east-1 us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-iso-east-1 us-iso-west-1 us-isob-east-1 us-isob-west-1" +
	" us-isof-east-1 us-isof-south-1 us-west-1 us-west-2 "

func supported(region string) bool {
	return region != "" && !strings.Contains(region, " ") && strings.Contains(regions, " "+region+" ")
}

// supportedRegion is the check that the provider makes once it has credentials
// (aws-sdk-go-base validation, SupportedRegion).
func supportedRegion(r *resolve.Run) {
	v := r.Setting("region")
	if r.Failed() || supported(v.Value) {
		return
	}
	p := resolve.Problem{Code: "unsupported-region", Severity: resolve.SevError, Origin: v.Origin, Help: "use a region of AWS's, such as us-east-1",
		Message: fmt.Sprintf("the provider does not start in the region %q, which is none that it knows", v.Value)}
	if near := resolve.Nearest(v.Value, strings.Fields(regions)); near != "" {
		p.Help = fmt.Sprintf("did you mean %s?", near)
	}
	if v.Value == "" {
		p.Help = "set AWS_REGION, or region in the provider block"
		p.Message = "no region is set, and the provider does not start without one"
		if r.Value("ec2_metadata_disabled") != "true" {
			p.Message += ", unless its credentials are the instance's own, whose region it then asks for"
		}
	}
	r.Problem(p)
}

// tryOut adds what the provider does with credentials once it has them: it does
// not start without, and calls sts:GetCallerIdentity (aws_config.go,
// GetAwsAccountIDAndPartition).
func tryOut(r *resolve.Run, p *resolve.Plan) {
	if r.Failed() {
		return
	}
	if p.Status == resolve.StatusNone || p.Status == resolve.StatusError {
		r.Problem(resolve.Problem{Code: "provider-does-not-start", Severity: resolve.SevError,
			Message: "the provider fetches credentials before anything else, and stops without them: " + p.Message,
			Help:    "see `sessctl credentials --as terraform`"})
		return
	}
	v := r.Setting("region")
	if !supported(v.Value) {
		return // it stops for that
	}
	endpoint, why := identityEndpoint(r)
	if why != "" {
		r.Problem(resolve.Problem{Code: "identity-check-fails", Severity: resolve.SevError, Origin: r.Setting(resolve.ServiceEndpoint("sts")).Origin,
			Message: "the provider asks STS who it is before anything else, and that call cannot be made: " + why,
			Help:    "set AWS_ENDPOINT_URL_STS, or skip_credentials_validation in the provider block"})
		return
	}
	p.Check = &resolve.Check{Call: "sts:GetCallerIdentity", Endpoint: endpoint}
}

// identityEndpoint gives where that call goes, or why it goes nowhere.
func identityEndpoint(r *resolve.Run) (endpoint, why string) {
	fips, dualStack := r.Value("use_fips_endpoint") == "true", r.Value("use_dualstack_endpoint") == "true"
	c, own := stsEndpoint(r, "sts")
	if !own {
		v := r.Setting(resolve.ServiceEndpoint("sts"))
		switch {
		case !v.Set:
			return hosts.STS(r.Value("region"), fips, dualStack), ""
		case fips:
			return "", "an endpoint is configured (" + v.Origin.String() + "), which FIPS excludes"
		case dualStack:
			return "", "an endpoint is configured (" + v.Origin.String() + "), which dual-stack excludes"
		}
		c = resolve.Candidate{Value: v.Value, Origin: v.Origin}
	}
	if _, err := url.Parse(c.Value); err != nil {
		return "", "the endpoint in " + c.Origin.String() + " is no URL"
	}
	return c.Value, ""
}
