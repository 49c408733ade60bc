package gov1

import (
	"net/netip"
	"net/url"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// remote follows defaults.RemoteCredProvider: a container's URI, else the
// instance metadata service. credential_source does not choose between them.
func (c *planner) remote(cfg *config) chainLink {
	full, _ := c.r.Var("AWS_CONTAINER_CREDENTIALS_FULL_URI")
	relative, _ := c.r.Var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
	var link chainLink
	switch {
	case full.Value != "":
		link = c.container(full, full.Value, true)
		if relative.Value != "" {
			c.try("container", resolve.OutcomeSkipped, relative.Origin, "AWS_CONTAINER_CREDENTIALS_FULL_URI is read before %s", relative.Origin.Name)
		}
	case relative.Value != "":
		link = c.container(relative, "http://169.254.170.2"+relative.Value, false)
	default:
		c.try("container", resolve.OutcomeAbsent, origin.Origin{}, "neither AWS_CONTAINER_CREDENTIALS_FULL_URI nor AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is set")
		link = c.metadata()
	}
	link.Profile = cfg.Profile
	if !cfg.Found {
		link.Profile = ""
	}
	return link
}

// container follows localHTTPCredProvider and httpCredProvider
// (aws/defaults/defaults.go) and aws/credentials/endpointcreds.
func (c *planner) container(v origin.Candidate, address string, check bool) chainLink {
	r := c.r
	c.provider = resolve.StepContainer
	tokenFile := r.Env.Get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
	link := chainLink{Step: resolve.Step{Kind: resolve.StepContainer, Origin: v.Origin, URL: address, TokenFile: tokenFile}}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		link.fault = v.Origin.Name + " makes no URL"
	case check && u.Hostname() == "":
		link.fault = v.Origin.Name + " has no host"
	case check && u.Scheme == "http" && !allowedHost(u.Hostname()):
		link.fault = "over plain http this SDK asks only loopback addresses and those of ECS and EKS, and " + u.Hostname() + " is none, nor is it looked up here"
	case u.Scheme != "http" && u.Scheme != "https":
		link.fault = v.Origin.Name + " is neither an http nor an https URL"
	}
	if err == nil {
		link.URL = u.String()
	}
	if link.fault == "" {
		link.fault = c.containerToken(tokenFile)
	}
	if link.fault != "" {
		c.try("container", resolve.OutcomeFailed, v.Origin, "%s", link.fault)
	} else {
		c.try("container", resolve.OutcomeChosen, v.Origin, "%s is set", v.Origin.Name)
	}
	c.try("imds", resolve.OutcomeSkipped, origin.Origin{}, "%s is set, which stands in for it", v.Origin.Name)
	return link
}

func (c *planner) containerToken(file string) (fault string) {
	token := c.r.Env.Get("AWS_CONTAINER_AUTHORIZATION_TOKEN")
	from := "AWS_CONTAINER_AUTHORIZATION_TOKEN"
	if file != "" {
		f := c.r.Env.File(file)
		if f.Err != nil {
			return "the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read: " + f.Reason()
		}
		token, from = string(f.Data), "the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
	}
	if strings.ContainsAny(token, "\r\n") {
		return from + " has a line end in it, be it the last character, and this SDK rejects that"
	}
	return ""
}

// allowedHost follows isAllowedHost, but looks no name up: of names only
// localhost is known.
func allowedHost(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || ip.Zone() != "" {
		return false
	}
	ip = ip.Unmap()
	switch ip.String() {
	case "169.254.170.2", "169.254.170.23", "fd00:ec2::23":
		return true
	}
	return ip.IsLoopback()
}

// metadata follows ec2RoleProvider and aws/ec2metadata, NewClient: the path of
// a configured endpoint is dropped.
func (c *planner) metadata() chainLink {
	r := c.r
	c.provider = resolve.StepIMDS
	if off := r.Setting("ec2_metadata_disabled"); off != nil && off.Value == "true" {
		c.try("imds", resolve.OutcomeFailed, off.Origin, "%s turns the instance metadata service off", off.Origin)
		return chainLink{none: true, fault: off.Origin.String() + " turns the instance metadata service off"}
	}
	link := chainLink{Step: resolve.Step{Kind: resolve.StepIMDS, Origin: origin.Origin{Kind: origin.ByDefault}, Endpoint: "http://169.254.169.254"}}
	if mode := r.Setting("ec2_metadata_service_endpoint_mode"); mode.Value == "ipv6" {
		link.Endpoint, link.Origin = "http://[fd00:ec2::254]", mode.Origin
	}
	if at := r.Setting("ec2_metadata_service_endpoint"); at.Value != "" {
		link.Origin = at.Origin
		link.Endpoint, link.fault = metadataURL(at.Value)
	}
	if r.Value("ec2_metadata_v1_disabled") == "true" {
		link.Note = "only by IMDSv2: falling back to IMDSv1 is turned off"
	}
	if link.fault != "" {
		c.try("imds", resolve.OutcomeFailed, link.Origin, "%s", link.fault)
	} else {
		c.try("imds", resolve.OutcomeChosen, link.Origin, "asked where nothing else gives credentials, at %s", link.Endpoint)
	}
	return link
}

func metadataURL(configured string) (endpoint, fault string) {
	u, err := url.Parse(configured)
	if err != nil {
		return configured, "ec2_metadata_service_endpoint is no URL"
	}
	u.Path, u.RawPath, u.RawQuery = "", "", ""
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return u.String(), "ec2_metadata_service_endpoint does not begin with http:// or https://"
	case u.Host == "":
		return u.String(), "ec2_metadata_service_endpoint has no host"
	}
	return u.String(), ""
}
