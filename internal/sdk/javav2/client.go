package javav2

import (
	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// The clients that the providers make for themselves, of STS, SSO and SSO's
// tokens, have the settings of the profile in AWS_PROFILE or of default: nobody
// hands on to them the profile or the region that code gives.

// inner gives those settings.
func (c *plan) inner() *resolve.Run {
	if c.inside == nil {
		c.inside = c.r
		if c.r.In.Profile != nil || len(c.r.In.Explicit) > 0 {
			c.inside = c.r.Under(resolve.Inputs{})
		}
	}
	return c.inside
}

// defaultRegion follows new DefaultAwsRegionProviderChain().getRegion(): what such
// a client takes as its region. Instance metadata is a step of the plan, which
// goes on as where it knows of none.
func (c *plan) defaultRegion() string {
	inner := c.inner()
	if v := inner.Setting("region"); v.Set {
		return v.Value
	}
	c.askForRegion(inner)
	return ""
}

func (c *plan) askForRegion(r *resolve.Run) {
	s, fault := metadataCall(r)
	if fault != nil {
		return
	}
	s.Note = "asked for the region of a client; the plan goes on as where it gives none"
	c.addMetadata(s)
}

// askForMode: in the defaults mode auto a client asks instance metadata whether it is in
// its own region, unless a function's environment says which one that is (awscore,
// AutoDefaultsModeDiscovery.discover).
func (c *plan) askForMode(r *resolve.Run) {
	_, function := system(r, "AWS_EXECUTION_ENV")
	_, region := system(r, "AWS_REGION")
	if r.Value("defaults_mode") != "auto" || function && region {
		return
	}
	if s, fault := metadataCall(r); fault == nil {
		s.Note = "asked for its region by a client, whose defaults mode is auto"
		c.addMetadata(s)
	}
}

// call gives the base URL of such a client in a region that code gives it. made
// is why the client cannot be built, refused why its calls fail.
func (c *plan) call(service, region string) (endpoint string, made, refused *fault) {
	r := c.inner()
	if err := r.Found.Err; err != nil {
		return "", faulty("client-refused", err.Origin, "", "", "no client of %s can be built: %s", service, err.Message), nil
	}
	fips, dualStack := r.Value("use_fips_endpoint") == "true", r.Value("use_dualstack_endpoint") == "true"
	real, pseudo := realRegion(region)
	fips = fips || pseudo
	custom := ""
	switch all := endpoints(r, service); {
	case service == "sts" && region == "":
		custom = "https://sts.amazonaws.com" // whatever is configured
	case len(all) > 0 && r.Value("ignore_configured_endpoint_urls") != "true":
		custom = all[0].Value
		if why := badEndpoint(custom); why != "" {
			return "", faulty("client-refused", all[0].Origin, "write it as http://HOST:PORT", "", "no client of %s can be built: its endpoint (%s) is %s", service, all[0].Origin, why), nil
		}
	}
	switch {
	case custom != "" && fips:
		return custom, nil, faulty("client-refused", r.Setting("use_fips_endpoint").Origin, "", "Invalid Configuration: FIPS and custom endpoint are not supported",
			"use_fips_endpoint and an endpoint of one's own (%s) exclude each other", custom)
	case custom != "" && dualStack:
		return custom, nil, faulty("client-refused", r.Setting("use_dualstack_endpoint").Origin, "", "Invalid Configuration: Dualstack and custom endpoint are not supported",
			"use_dualstack_endpoint and an endpoint of one's own (%s) exclude each other", custom)
	case custom != "":
		c.askForMode(r)
		return custom, nil, nil
	}
	host := hosts.STS
	switch service {
	case "sso":
		host = hosts.SSOPortal
	case "sso_oidc":
		host = hosts.SSOOIDC
	}
	endpoint = host(real, fips, dualStack)
	if u, err := parseURI(endpoint); err == nil && u.host == "" {
		return "", faulty("client-refused", origin.Origin{}, "name a region such as us-east-1", "Configured region ("+real+") resulted in an invalid URI",
			"no client of %s can be built in the region %s, which gives no host name", service, real), nil
	}
	c.askForMode(r)
	return endpoint, nil, nil
}
