package dryrun

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/endpoint"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Endpoint is where a client's requests go, and how they are signed there.
type Endpoint struct {
	URL     string
	Rule    string // the place of the rule that gave it, "" for none
	Table   string // the SDK whose table of endpoints gave it, "" for none
	Steps   []endpoint.Step
	Params  endpoint.Params
	Headers []endpoint.Header
	Err     error // no rule fits

	Scheme        string // sigv4, sigv4a, bearer, none, …
	SchemeGiven   bool   // by the rules, not by the model
	SigningName   string
	SigningRegion string
	RegionSet     []string // of sigv4a
	Single        bool     // the path is signed as it is sent
}

// Context gives the parameters of the endpoint rules that an operation's input has.
type Context func(*endpoint.Params)

// EndpointFor asks the rules. Without an operation the answer is that for the
// service as such.
func (c *Client) EndpointFor(op *catalogue.Operation, bucket string, context Context) Endpoint {
	return c.endpointFor(op, bucket, context, false)
}

// EndpointToPresign is EndpointFor a request that is to be presigned, for which
// botocore goes to other places.
func (c *Client) EndpointToPresign(op *catalogue.Operation, bucket string, context Context) Endpoint {
	return c.endpointFor(op, bucket, context, true)
}

func (c *Client) endpointFor(op *catalogue.Operation, bucket string, context Context, presign bool) Endpoint {
	if c.usesTable() {
		return c.tableEndpoint(op, bucket, context)
	}
	e := Endpoint{Scheme: scheme(c.Model, op), SigningName: c.Model.Signer(), SigningRegion: c.Region}
	region := c.Region
	if c.boto() {
		if region, e.Err = c.botoScope(&e); e.Err != nil {
			return e
		}
	}
	if plain := c.plainRegion(); plain != region && !c.boto() {
		region, e.SigningRegion = plain, plain
	}
	rules, partitions, err := c.rules()
	if err != nil {
		e.Err = err
		return e
	}
	e.Params.LongLabels = c.Reading.SDK&(resolve.GoV2|resolve.JS) != 0
	c.builtIns(&e.Params, rules, region, op, bucket)
	if op != nil {
		for _, p := range op.StaticContextParams {
			setParam(&e.Params, p.Name, p.Value)
		}
	}
	if context != nil {
		context(&e.Params)
	}
	presign = presign && c.boto()
	if presign && c.presignsGlobally(&e.Params, bucket) {
		e.Params.SetString("Region", "aws-global")
		e.Params.SetBool("UseGlobalEndpoint", true)
	}
	found, steps, err := rules.Trace(e.Params, partitions)
	e.Steps, e.Err = steps, err
	if len(steps) > 0 {
		e.Rule = steps[len(steps)-1].Rule
	}
	if err != nil {
		return e
	}
	e.URL, e.Headers = found.URL, found.Headers
	if e.Err = c.refusesURL(e.URL); e.Err != nil {
		return e
	}
	own := e.SigningRegion
	c.authOf(&e, found.AuthSchemes)
	if presign && !strings.HasPrefix(bucket, "arn:") {
		e.SigningRegion = own // signers.py, generate_presigned_url: ignore_signing_region
	}
	e.Single = e.Single || singleEncoded(e.SigningName)
	if e.Scheme == "sigv4" && c.token() != "" {
		e.Scheme = "bearer"
	}
	return e
}

// refusesURL tells what is wrong with a URL for JavaScript, where a host whose last
// part is a number is an address (the URL standard's host parser).
func (c *Client) refusesURL(text string) error {
	u, err := url.Parse(text)
	if err != nil || !c.javaScript() {
		return nil // who needs it, finds out
	}
	host := u.Hostname()
	if _, err := strconv.ParseUint(host[strings.LastIndexByte(host, '.')+1:], 10, 64); err != nil {
		return nil
	}
	if _, err := netip.ParseAddr(host); err != nil {
		return fmt.Errorf("call %s: its last part is a number, but it is no address, which makes it no URL for the SDK", host)
	}
	return nil
}

// authOf takes the first way of signing that is known here.
func (c *Client) authOf(e *Endpoint, schemes []endpoint.AuthScheme) {
	if e.Scheme == "none" || len(schemes) == 0 {
		return
	}
	chosen := schemes[0]
	if (c.boto() || c.javaScript()) && chosen.Name == "sigv4a" {
		// Without the C runtime botocore passes over it (regions.py, auth_schemes_to_signing_ctx),
		// JavaScript without a package for it (@aws-sdk/client-s3, sigv4aDependency).
		if i := slices.IndexFunc(schemes, func(s endpoint.AuthScheme) bool { return s.Name == "sigv4" }); i >= 0 {
			chosen = schemes[i]
		}
	}
	e.SchemeGiven = true
	e.Scheme, e.Single, e.RegionSet = chosen.Name, chosen.DisableDoubleEncoding, chosen.SigningRegionSet
	if chosen.SigningName != "" {
		e.SigningName = chosen.SigningName
	}
	if chosen.SigningRegion != "" {
		e.SigningRegion = chosen.SigningRegion
	}
}

// scheme is the way of signing that the model has for a service or an operation.
func scheme(model *catalogue.Service, op *catalogue.Operation) string {
	auth := model.Auth
	if model.Name == "importexport" {
		return "sigv4" // though its model says otherwise (botocore 1.43.11, client.py, _register_importexport_events)
	}
	if op != nil {
		switch {
		case op.AuthType == "none":
			return "none"
		case op.AuthType == "bearer":
			return "bearer"
		case len(op.Auth) > 0:
			auth = op.Auth
		}
	}
	for _, a := range auth {
		switch _, name, _ := strings.Cut(a, "#"); name {
		case "sigv4", "sigv4a":
			return name
		case "httpBearerAuth":
			return "bearer"
		case "noAuth":
			return "none"
		}
	}
	switch model.SignatureVersion {
	case "v2":
		return "sigv2"
	case "bearer":
		return "bearer"
	}
	return "sigv4"
}

// singleEncoded tells whether paths are signed as they are sent: for S3 and
// its kin alone.
func singleEncoded(signingName string) bool {
	switch signingName {
	case "s3", "s3express", "s3-outposts", "s3-object-lambda":
		return true
	}
	return false
}

// builtIns sets what the rules want to know of the client's configuration.
func (c *Client) builtIns(p *endpoint.Params, rules *endpoint.Rules, region string, op *catalogue.Operation, bucket string) {
	custom := c.Custom.Value != ""
	for i := range rules.Parameters {
		r := &rules.Parameters[i]
		switch r.BuiltIn {
		case "AWS::Region":
			if region != "" {
				p.SetString(r.Name, region)
			}
		case "SDK::Endpoint":
			if custom {
				p.SetString(r.Name, c.Custom.Value)
			}
		case "AWS::UseFIPS":
			p.SetBool(r.Name, c.fips())
		case "AWS::UseDualStack":
			p.SetBool(r.Name, c.dualStack())
		case "AWS::STS::UseGlobalEndpoint":
			p.SetBool(r.Name, c.legacySTS())
		case "AWS::S3::UseGlobalEndpoint":
			p.SetBool(r.Name, c.s3Global())
		case "AWS::S3::Accelerate":
			p.SetBool(r.Name, c.on("s3.use_accelerate_endpoint"))
		case "AWS::S3::ForcePathStyle":
			p.SetBool(r.Name, c.pathStyle(op, bucket))
		case "AWS::S3::UseArnRegion":
			given := c.Config.Value("s3_use_arn_region")
			if given == "" && c.Reading.SDK&resolve.JS != 0 {
				continue // the rules decide
			}
			p.SetBool(r.Name, given == "true" || given == "" && c.boto())
		case "AWS::S3Control::UseArnRegion":
			if c.Config.Value("s3_use_arn_region") != "" || !c.javaScript() {
				p.SetBool(r.Name, c.on("s3_use_arn_region"))
			}
		case "AWS::S3::DisableMultiRegionAccessPoints":
			p.SetBool(r.Name, c.on("s3_disable_multiregion_access_points"))
		case "AWS::Auth::AccountIdEndpointMode":
			mode := c.Config.Value("account_id_endpoint_mode")
			if mode == "" && c.Reading.SDK&(resolve.GoV2|resolve.JS|resolve.Spec) != 0 {
				mode = "preferred"
			}
			if mode != "" {
				p.SetString(r.Name, mode)
			}
		case "AWS::Auth::AccountId":
			if id := c.accountID(); id != "" {
				p.SetString(r.Name, id)
			}
		}
		if r.Name == "DisableS3ExpressSessionAuth" && c.on("s3_disable_express_session_auth") {
			p.SetBool(r.Name, true)
		}
	}
}

// legacySTS are the regions whose STS requests went to the global endpoint
// before there were regional ones (botocore 1.43.11, args.py, LEGACY_GLOBAL_STS_REGIONS).
var legacySTS = map[string]bool{
	"ap-northeast-1": true, "ap-south-1": true, "ap-southeast-1": true, "ap-southeast-2": true, "aws-global": true, "ca-central-1": true,
	"eu-central-1": true, "eu-north-1": true, "eu-west-1": true, "eu-west-2": true, "eu-west-3": true, "sa-east-1": true,
	"us-east-1": true, "us-east-2": true, "us-west-1": true, "us-west-2": true,
}

// ignoresVariants tells whether a custom endpoint makes the SDK forget FIPS and
// dual-stack (botocore 1.43.11, args.py, compute_endpoint_resolver_builtin_defaults);
// the rules of the others refuse the combination.
func (c *Client) ignoresVariants() bool { return c.boto() && c.Custom.Value != "" }

func (c *Client) fips() bool {
	if c.ignoresVariants() {
		return false
	}
	given := c.Config.GivenRegion // @smithy/core 3.41.0, isFipsRegion
	return c.on("use_fips_endpoint") || c.plainRegion() != c.Region ||
		c.javaScript() && (strings.HasPrefix(given, "fips-") || strings.HasSuffix(given, "-fips"))
}

func (c *Client) dualStack() bool {
	return !c.ignoresVariants() && c.ownDualStack()
}

// ownDualStack is what the settings say, S3's own first.
func (c *Client) ownDualStack() bool {
	if own := c.Config.Value("s3.use_dualstack_endpoint"); own != "" && (c.Model.Name == "s3" || c.Model.Name == "s3control") {
		return own == "true"
	}
	return c.on("use_dualstack_endpoint")
}

// s3Global tells whether S3 in us-east-1 goes by its global name.
func (c *Client) s3Global() bool {
	given := c.Config.Value("s3_us_east_1_regional_endpoint")
	switch {
	case c.boto():
		return given != "regional" && (c.Region == "us-east-1" || c.Region == "")
	}
	return false
}

// pathStyle tells whether S3 requests name the bucket in the path.
func (c *Client) pathStyle(op *catalogue.Operation, bucket string) bool {
	style := c.Config.Value("s3.addressing_style")
	if !c.boto() {
		return style == "path"
	}
	// botocore 1.43.11, handlers.py, customize_endpoint_resolver_builtins
	if op != nil && op.Name == "GetBucketLocation" {
		return true
	}
	if strings.HasPrefix(bucket, "arn:") {
		return false
	}
	switch {
	case c.on("s3.use_accelerate_endpoint"):
		return false
	case c.Custom.Value != "" && !strings.Contains(c.Custom.Value, "s3-accelerate"):
		return style != "virtual"
	}
	return style == "path"
}

// accountID is the account of the keys, where it is known without asking.
func (c *Client) accountID() string {
	plan := c.Config.Credentials
	if plan == nil || c.Config.Workspace == nil || plan.Status != resolve.StatusResolved || plan.Provider != "env" {
		return ""
	}
	return c.Config.Workspace.Env.Get("AWS_ACCOUNT_ID")
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
