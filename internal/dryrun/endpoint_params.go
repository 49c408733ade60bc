package dryrun

import (
	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/endpoint"
	"github.com/sessctl/sessctl/internal/hosts"
)

// builtIns sets what the rules want to know of the client's configuration.
func (c *Client) builtIns(p *endpoint.Params, rules *endpoint.Rules, region string, op *catalogue.Operation, bucket string) {
	for i := range rules.Parameters {
		r := &rules.Parameters[i]
		switch r.BuiltIn {
		case "AWS::Region":
			setText(p, r.Name, region)
		case "SDK::Endpoint":
			custom, _ := c.readCustom() // which is no error here
			setText(p, r.Name, custom)
		case "AWS::UseFIPS":
			p.SetBool(r.Name, c.fips())
		case "AWS::UseDualStack":
			p.SetBool(r.Name, !c.forgetsVariants() && c.OwnDualStack())
		case "AWS::STS::UseGlobalEndpoint":
			p.SetBool(r.Name, c.LegacySTS())
		case "AWS::Auth::AccountIdEndpointMode":
			setText(p, r.Name, c.setting("account_id_endpoint_mode"))
		case "AWS::Auth::AccountId":
			setText(p, r.Name, c.Account().Value)
		default:
			c.builtInS3(p, r, op, bucket)
		}
		if r.Name == "DisableS3ExpressSessionAuth" && c.Config.On("s3_disable_express_session_auth") {
			p.SetBool(r.Name, true)
		}
	}
}

// builtInS3 sets what the rules of S3 and its kin want to know.
func (c *Client) builtInS3(p *endpoint.Params, r *endpoint.Parameter, op *catalogue.Operation, bucket string) {
	m := &c.Manner.Endpoints
	switch r.BuiltIn {
	case "AWS::S3::UseGlobalEndpoint":
		p.SetBool(r.Name, m.S3Global != nil && m.S3Global(c))
	case "AWS::S3::Accelerate":
		p.SetBool(r.Name, c.Config.On("s3.use_accelerate_endpoint"))
	case "AWS::S3::ForcePathStyle":
		if m.PathStyle != nil {
			p.SetBool(r.Name, m.PathStyle(c, op, bucket))
		} else {
			p.SetBool(r.Name, c.Config.Value("s3.addressing_style") == "path")
		}
	case "AWS::S3::UseArnRegion", "AWS::S3Control::UseArnRegion":
		given := c.Config.Value("s3_use_arn_region")
		if given == "" && m.RulesDecideOnARNRegion {
			return
		}
		p.SetBool(r.Name, given == "true" || given == "" && m.UsesARNRegion && r.BuiltIn == "AWS::S3::UseArnRegion")
	case "AWS::S3::DisableMultiRegionAccessPoints":
		p.SetBool(r.Name, c.Config.On("s3_disable_multiregion_access_points"))
	}
}

// SignsIAMForBeijing is a SigningRegion: that of IAM in China, with FIPS too, where
// botocore's rules have the partition's other region.
func SignsIAMForBeijing(c *Client) string {
	if c.Model.Name == "iam" && c.Partition == "aws-cn" && c.Custom.Value == "" {
		return "cn-north-1"
	}
	return ""
}

// LegacySTS reports whether STS goes by its global name.
func (c *Client) LegacySTS() bool {
	return c.Model.Name == "sts" && c.Config.Value("sts_regional_endpoints") == "legacy" && (c.Region == "aws-global" || hosts.OnceGlobalSTS(c.Region))
}

// plainRegion is the region that is meant by an old pseudo region.
func (c *Client) plainRegion() string {
	if plain := c.Manner.Endpoints.PlainRegion; plain != nil {
		return plain(c.Region)
	}
	return c.Region
}

// forgetsVariants reports whether a custom endpoint makes the SDK forget FIPS and
// dual-stack.
func (c *Client) forgetsVariants() bool {
	return c.Manner.Endpoints.CustomForgetsVariants && c.Custom.Value != ""
}

func (c *Client) fips() bool {
	if c.forgetsVariants() || c.Manner.Endpoints.CustomForgetsFIPS && c.Custom.Value != "" {
		return false
	}
	given := c.Manner.Endpoints.GivenFIPS
	return c.Config.On("use_fips_endpoint") || c.plainRegion() != c.Region || given != nil && given(c.Config.GivenRegion)
}

// OwnDualStack is what the settings say of dual-stack, S3's own first.
func (c *Client) OwnDualStack() bool {
	if own := c.Config.Value("s3.use_dualstack_endpoint"); own != "" && (c.Model.Name == "s3" || c.Model.Name == "s3control") {
		return own == "true"
	}
	return c.Config.On("use_dualstack_endpoint")
}

func setText(p *endpoint.Params, name, text string) {
	if text != "" {
		p.SetString(name, text)
	}
}

func setParam(p *endpoint.Params, name string, v any) {
	switch v := v.(type) {
	case bool:
		p.SetBool(name, v)
	case string:
		p.SetString(name, v)
	case []string:
		p.SetStrings(name, v)
	}
}
