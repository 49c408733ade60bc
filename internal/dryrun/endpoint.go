package dryrun

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/endpoint"
	"github.com/sessctl/sessctl/internal/origin"
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
	m := &c.Manner.Endpoints
	if m.Find != nil {
		return m.Find(c, op, bucket, context)
	}
	e := Endpoint{Scheme: Scheme(c.Model, op), SigningName: c.Model.Signer(), SigningRegion: c.Region}
	region := c.plainRegion()
	if m.Region != nil {
		region = m.Region(c, bucket)
	}
	if m.Scope == nil {
		e.SigningRegion = region
	} else if region, e.Err = m.Scope(c, &e); e.Err != nil {
		return e
	}
	if m.RefuseRegion != nil && region != "" {
		if e.Err = m.RefuseRegion(c.Model.Name, region); e.Err != nil {
			return e
		}
	}
	own := e.SigningRegion
	if schemes := c.askRules(&e, region, op, bucket, context, presign); e.Err == nil {
		c.authOf(&e, schemes)
	} else {
		return e
	}
	if m.SigningRegion != nil {
		if region := m.SigningRegion(c); region != "" {
			e.SigningRegion = region
		}
	}
	if presign && c.Manner.Presigning.KeepsRegion && !strings.HasPrefix(bucket, "arn:") {
		e.SigningRegion = own
	}
	e.Single = e.Single || SingleEncoded(e.SigningName)
	c.setRegions(&e, presign)
	if e.Scheme == "sigv4" && c.token() != "" {
		e.Scheme = "bearer"
	}
	return e
}

// askRules takes the endpoint from the service's rules, and gives the ways of
// signing that they offer.
func (c *Client) askRules(e *Endpoint, region string, op *catalogue.Operation, bucket string, context Context, presign bool) []endpoint.AuthScheme {
	rules, partitions, err := c.rules()
	if err != nil {
		e.Err = err
		return nil
	}
	if _, e.Err = c.readCustom(); e.Err != nil {
		return nil
	}
	e.Params.LongLabels, e.Params.ParseURL = c.Manner.Endpoints.LongLabels, c.Manner.Endpoints.ParseURL
	c.builtIns(&e.Params, rules, region, op, bucket)
	if op != nil {
		for _, p := range op.StaticContextParams {
			setParam(&e.Params, p.Name, p.Value)
		}
	}
	if context != nil {
		context(&e.Params)
	}
	if global := c.Manner.Presigning.Global; presign && global != nil && global(c, &e.Params, bucket) {
		e.Params.SetString("Region", "aws-global")
		e.Params.SetBool("UseGlobalEndpoint", true)
	}
	found, steps, err := rules.Trace(e.Params, partitions)
	e.Steps, e.Err = steps, err
	if len(steps) > 0 {
		e.Rule = steps[len(steps)-1].Rule
	}
	if err != nil {
		return nil
	}
	e.URL, e.Headers = found.URL, found.Headers
	if read := c.Manner.Endpoints.ReadURL; read != nil {
		if e.URL, e.Err = read(c.Custom.Value, e.URL); e.Err != nil {
			return nil
		}
	}
	return found.AuthSchemes
}

// readCustom is the custom endpoint as the rules are told of it, "" for none.
func (c *Client) readCustom() (string, error) {
	if read := c.Manner.Endpoints.ReadCustom; read != nil && c.Custom.Value != "" {
		return read(c.Custom.Value)
	}
	return c.Custom.Value, nil
}

// authOf takes the first way of signing that is known here.
func (c *Client) authOf(e *Endpoint, schemes []endpoint.AuthScheme) {
	if e.Scheme == "none" || len(schemes) == 0 {
		return
	}
	chosen := schemes[0]
	if c.Manner.Signing.PassesSigV4a && chosen.Name == "sigv4a" {
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

// setRegions sets what a SigV4a signature holds for: what the setting says goes before
// the rules (botocore 1.43.11, handlers.py, _resolve_sigv4a_region; @aws-sdk/core,
// AwsSdkSigV4ASigner.js; aws-runtime 1.10.2, auth/sigv4a.rs; services/s3 2.59.1,
// DefaultS3AuthSchemeProvider). The Go SDKs have no such setting.
func (c *Client) setRegions(e *Endpoint, presign bool) {
	set := c.Config.Value("sigv4a_signing_region_set")
	if e.Scheme != "sigv4a" || set == "" {
		return
	}
	if !c.Manner.Signing.SigV4aForAllAlone {
		e.RegionSet = strings.Split(set, ",")
	} else if set != "*" && !presign {
		e.Scheme, e.SigningRegion, e.RegionSet = "sigv4", set, nil
	}
}

// Scheme is the way of signing that the model has for a service or an operation.
func Scheme(model *catalogue.Service, op *catalogue.Operation) string {
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

// SingleEncoded reports whether paths are signed as they are sent: for S3 and
// its kin alone.
func SingleEncoded(signingName string) bool {
	switch signingName {
	case "s3", "s3express", "s3-outposts", "s3-object-lambda":
		return true
	}
	return false
}

// Account is the account of the keys with the place it stands in, where it is
// known without asking.
func (c *Client) Account() origin.Candidate {
	plan := c.Config.Credentials
	if plan == nil || c.Config.Workspace == nil || plan.Status != resolve.StatusResolved || plan.Provider != "env" {
		return origin.Candidate{}
	}
	v, _ := c.Config.Workspace.Env.Lookup("AWS_ACCOUNT_ID")
	return origin.Candidate{Value: v.Value, Origin: origin.Origin{Kind: origin.EnvVar, Name: v.Name, File: v.File, Line: v.Line}}
}
