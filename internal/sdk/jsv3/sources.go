package jsv3

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Where the first credentials of a chain come from, but for the keys of the
// environment and of profiles.

// readable reports whether the SDK can read a file. A pipe or device is not
// read here, but the SDK would.
func readable(f *environ.File) bool {
	return f.Err == nil || errors.Is(f.Err, environ.ErrNotRegular) || errors.Is(f.Err, environ.ErrTooLarge)
}

// runProcess: credential-provider-process.
func (c *plan) runProcess(p *profiles.Profile) link {
	q := p.Get("credential_process")
	return done(resolve.Step{Kind: resolve.StepProcess, Profile: p.Name, Command: q.Value, Origin: q.Origin})
}

// profileWebIdentity: AWS_ROLE_SESSION_NAME names the session of a profile's
// web identity too, where the profile does not (credential-provider-web-identity:
// fromTokenFile).
func (c *plan) profileWebIdentity(p *profiles.Profile) link {
	name := p.Value("role_session_name")
	if name == "" {
		name = c.r.Env.Get("AWS_ROLE_SESSION_NAME")
	}
	return c.webIdentity(resolve.Step{Profile: p.Name, RoleARN: p.Value("role_arn"), TokenFile: p.Value("web_identity_token_file"),
		RoleSessionName: name, Origin: p.OriginOf("role_arn")})
}

// webIdentity: no duration is sent, and the region is the client's.
func (c *plan) webIdentity(s resolve.Step) link {
	s.Kind = resolve.StepWebIdentity
	if f := c.r.Env.File(s.TokenFile); !readable(f) {
		return fatal(s.Origin, []resolve.Step{s}, "the web identity's token cannot be read from %s: %s", s.TokenFile, f.Reason())
	}
	endpoint, fault := c.sts("")
	s.Endpoint = endpoint
	if fault != "" {
		return fatal(s.Origin, []resolve.Step{s}, "the role %s cannot be assumed: %s", s.RoleARN, fault)
	}
	if v := c.r.Setting("auth_scheme_preference"); prefersSigV4a(v.Value) {
		return fatal(v.Origin, nil, "the role %s cannot be assumed: auth_scheme_preference puts sigv4a before noAuth, and so the call, which needs no keys, wants some", s.RoleARN)
	}
	if c.globalSTS() {
		return fatal(c.r.Setting("region").Origin, nil, "the role %s cannot be assumed: the rules of STS for aws-global say how calls are signed, and so the call, which needs no keys, wants some", s.RoleARN)
	}
	return done(s)
}

// globalSTS reports whether the rules of STS have an endpoint for the region
// aws-global: it alone names a signature, and the rules are asked for that whatever
// endpoint is configured (nested-clients/sts, endpoint/ruleset; measured).
func (c *plan) globalSTS() bool {
	raw, switches := js(c.r).rawRegion, js(c.r).settings
	return c.r.Value("region") == "aws-global" && !isFIPSRegion(raw) &&
		!plainBool(c.r, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", switches) && !plainBool(c.r, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint", switches)
}

// prefersSigV4a reports whether the schemes preferred make the STS client sign a
// call that also goes without (config: resolveAuthOptions; measured).
func prefersSigV4a(schemes string) bool {
	for _, scheme := range strings.Split(schemes, ",") {
		switch strings.TrimSpace(scheme) {
		case "noAuth":
			return false
		case "sigv4a":
			return true
		}
	}
	return false
}

// remote follows remoteProvider: a container where a variable names one, else
// instance metadata unless it is turned off.
func (c *plan) remote() link {
	uri, _ := c.containerURI()
	c.row(resolve.StepContainer, uri.Value != "", uri.Origin, uri.Origin.Name+" is set",
		"neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set")
	var got link
	if uri.Value != "" {
		got = c.settle(c.container())
		c.try(resolve.StepIMDS, resolve.OutcomeSkipped, origin.Origin{}, "%s is set, which stands in for it", uri.Origin.Name)
		return got
	}
	if off := c.r.Setting("ec2_metadata_disabled"); off.Value == "true" {
		outcome := resolve.OutcomeFailed
		if c.ended {
			outcome = resolve.OutcomeAbsent
		}
		c.try(resolve.StepIMDS, outcome, off.Origin, "instance metadata is turned off by %s", off.Origin)
		return link{}
	}
	c.row(resolve.StepIMDS, true, origin.Origin{}, "instance metadata is asked last", "")
	if c.ended {
		return link{}
	}
	return c.settle(c.metadata())
}

// containerURI gives the variable that counts: the relative URI comes first.
func (c *plan) containerURI() (v origin.Candidate, relative bool) {
	if v, ok := c.r.Var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"); ok && v.Value != "" {
		return v, true
	}
	v, _ = c.r.Var("AWS_CONTAINER_CREDENTIALS_FULL_URI")
	return v, false
}

// container follows fromHttp (credential-provider-http), and what comes after
// it where its token is of no use, fromContainerMetadata (credential-provider-imds).
func (c *plan) container() link {
	v, relative := c.containerURI()
	if v.Value == "" {
		return next(origin.Origin{}, "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set, so there is no container to ask")
	}
	text := v.Value
	if relative {
		text = "http://169.254.170.2" + text
	}
	u, ok := parseURL(text)
	switch {
	case !ok:
		return fatal(v.Origin, nil, "%s makes no URL", v.Origin.Name)
	case !trustedHost(u):
		return next(v.Origin, "%s: over plain http this SDK asks only loopback addresses and those of ECS and EKS, and %s is none", v.Origin.Name, u.host)
	case u.scheme != "https":
		u.scheme = "http"
	}
	s := resolve.Step{Kind: resolve.StepContainer, Origin: v.Origin, URL: u.String(), TokenFile: c.r.Env.Get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")}
	token, from := c.r.Env.Get("AWS_CONTAINER_AUTHORIZATION_TOKEN"), "AWS_CONTAINER_AUTHORIZATION_TOKEN"
	plain := token
	if s.TokenFile != "" {
		f := c.r.Env.File(s.TokenFile)
		if !readable(f) {
			return fatal(v.Origin, []resolve.Step{s}, "the authorization token cannot be read from %s: %s", s.TokenFile, f.Reason())
		}
		token, from = string(f.Data), "the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
	}
	s.Note = c.regionAsked()
	why := refusedHeader(token)
	if why == "" {
		return done(s)
	}
	// fromContainerMetadata knows no token file and fewer hosts.
	c.r.Problem(resolve.Problem{Code: "container-token", Severity: resolve.SevError, Origin: v.Origin,
		Message: fmt.Sprintf("%s %s, with which no request can be made", from, why), Help: "write the token alone, without a line end"})
	s.TokenFile = ""
	switch {
	case !relative && u.host != "localhost" && u.host != "127.0.0.1":
		return fatal(v.Origin, []resolve.Step{s}, "%s %s, and without it only localhost and 127.0.0.1 are asked", from, why)
	case refusedHeader(plain) != "":
		return fatal(v.Origin, []resolve.Step{s}, "%s %s", from, why)
	}
	s.Note = "without the token of the file, which cannot be sent"
	return done(s)
}

// regionAsked says that a client which is given no region asks instance metadata for
// one before it asks for credentials: by a PUT for a token, after which it fails with
// "Region is missing" where nobody answers. Any text in the variable turns that off
// (@smithy/core 3.41.1, config, NODE_REGION_CONFIG_OPTIONS and getInstanceMetadataRegion).
func (c *plan) regionAsked() string {
	if off, _ := c.r.Var("AWS_EC2_METADATA_DISABLED"); off.Value != "" || c.r.Setting("region").Set {
		return ""
	}
	return "a client without a region asks instance metadata for one before this, by PUT /latest/api/token"
}

// trustedHost: checkUrl.
func trustedHost(u webURL) bool {
	switch u.host {
	case "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "[::1]", "localhost":
		return true
	}
	return u.scheme == "https" || strings.HasPrefix(u.host, "127.") && strings.Count(u.host, ".") == 3
}

// refusedHeader says why Node sends no header with a text, or "".
func refusedHeader(text string) string {
	for _, c := range text {
		switch {
		case c == '\n' || c == '\r':
			return "has a line end in it, be it the last character"
		case c < ' ' && c != '\t' || c == 0x7f || c > 0xff || c == utf8.RuneError:
			return "has a character in it that no header can have"
		}
	}
	return ""
}

// metadata follows fromInstanceMetadata (credential-provider-imds), which does
// not look at AWS_EC2_METADATA_DISABLED: that is the chain's business, and a
// credential_source asks it all the same.
func (c *plan) metadata() link {
	v := c.r.Setting("ec2_metadata_service_endpoint")
	at := v.Origin
	if v.Origin.Kind == origin.ByDefault {
		at = origin.Origin{}
	}
	if !v.Set {
		return fatal(at, nil, "%s", js(c.r).imdsFault)
	}
	s := resolve.Step{Kind: resolve.StepIMDS, Endpoint: v.Value, Origin: at}
	u, ok := parseURL(v.Value)
	switch {
	case !ok || u.host == "":
		return fatal(at, nil, "ec2_metadata_service_endpoint is no URL (%s)", at)
	case u.scheme != "http":
		return fatal(at, []resolve.Step{s}, "instance metadata is asked over plain http alone, and the endpoint has %s (%s)", u.scheme, at)
	}
	if off := c.r.Setting("ec2_metadata_v1_disabled"); off.Value == "true" {
		s.Note = "with a token alone: falling back to IMDSv1 is turned off"
	}
	return done(s)
}
