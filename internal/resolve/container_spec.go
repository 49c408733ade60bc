package resolve

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
)

// Container credentials (aws-config, ecs.rs).

const noContainerSpec = "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set"

func (c *planSpec) container() {
	relative, isRelative := c.r.Var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
	use, isFull := c.r.Var("AWS_CONTAINER_CREDENTIALS_FULL_URI")
	if isRelative {
		use = relative
	}
	there := ""
	if isRelative || isFull {
		there = use.Origin.Name + " is set"
	}
	if c.taken != "" {
		c.later(StepContainer, use.Origin, there, noContainerSpec)
		return
	}
	s, none, fault := c.containerStep()
	switch {
	case fault != nil:
		if there == "" {
			there = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is set"
		}
		c.take(StepContainer, use.Origin, there)
		if s.URL != "" {
			c.add(s)
		}
		c.stop(fault)
	case none:
		c.try(StepContainer, OutcomeAbsent, Origin{}, "%s (No environment variables were set to configure ECS provider)", noContainerSpec)
	default:
		c.take(StepContainer, use.Origin, there)
		c.add(s)
	}
}

// containerStep follows EcsCredentialsProvider::credentials: the token's file is
// read first, whether or not there is anything to ask. none tells that there is not.
func (c *planSpec) containerStep() (s Step, none bool, fault *faultSpec) {
	s = Step{Kind: StepContainer}
	relative, isRelative := c.r.Var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
	full, isFull := c.r.Var("AWS_CONTAINER_CREDENTIALS_FULL_URI")
	var err error
	switch {
	case isRelative:
		s.Origin = relative.Origin
		s.URL, err = containerURLSpec(relative.Value)
	case isFull:
		s.Origin = full.Origin
		s.URL, s.Lookup, err = fullURLSpec(full.Value)
		if s.Lookup != "" {
			s.Note = "the host's name is looked up first, and the call is refused unless every address is a loopback, ECS or EKS one"
		}
	}
	if fault = c.containerToken(&s); fault != nil {
		return s, false, fault
	}
	if err != nil {
		kind := "full"
		if isRelative {
			kind = "relative"
		}
		return s, false, &faultSpec{code: "container-uri", origin: s.Origin, help: "use https, or a loopback, ECS or EKS address",
			text: fmt.Sprintf("%s cannot be used: %s", s.Origin.Name, lowerASCII(err.Error()[:1])+err.Error()[1:]),
			sdk:  fmt.Sprintf("%s: invalid %s URI for ECS provider (%s)", misconfiguredSpec, kind, err)}
	}
	return s, !isRelative && !isFull, nil
}

// containerToken finds what is sent as the authorization: a file comes before a variable.
func (c *planSpec) containerToken(s *Step) *faultSpec {
	file, isFile := c.r.Var("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
	token, _ := c.r.Var("AWS_CONTAINER_AUTHORIZATION_TOKEN")
	text, at := token.Value, token.Origin
	if isFile {
		s.TokenFile = file.Value
		f := c.r.Env.File(file.Value)
		if !openSpec(f) {
			return &faultSpec{code: "token-file-unreadable", origin: file.Origin, help: "put the token there, or unset the variable",
				text: fmt.Sprintf("the authorization token cannot be read from %q: %s", file.Value, f.Reason()),
				sdk:  failedSpec + ": " + osErrorSpec(f)}
		}
		text, at = string(f.Data), file.Origin
	}
	for i := 0; i < len(text); i++ {
		if b := text[i]; b < ' ' && b != '\t' || b == 0x7f {
			return &faultSpec{code: "token-not-a-header", origin: at, help: "remove the line end, if that is it",
				text: "the authorization token has a byte in it that no header can have, such as a line end",
				sdk:  misconfiguredSpec + ": the auth token could not be used as an HTTP header value. failed to parse header value: failed to parse header value"}
		}
	}
	return nil
}

// containerURLSpec puts a relative URI behind the container host; of a whole
// URL its path alone counts (Provider::build_full_uri).
func containerURLSpec(relative string) (string, error) {
	u, err := parseURISpec(relative)
	if err != nil {
		return "", err
	}
	return "http://169.254.170.2/" + strings.TrimPrefix(u.path, "/"), nil
}

// fullURLSpec says whether a full URI may be called (validate_full_uri). lookup
// is its host where that is a name whose addresses decide.
func fullURLSpec(full string) (url, lookup string, err error) {
	u, err := parseURISpec(full)
	switch {
	case err != nil:
		return "", "", errors.New("URI was invalid")
	case u.scheme == "https":
		return u.String(), "", nil
	case u.authority == "":
		return "", "", errors.New("URI did not specify a host")
	}
	host := strings.TrimSuffix(strings.TrimPrefix(u.host, "["), "]")
	ip, err := netip.ParseAddr(host)
	switch {
	case u.scheme == "" && (err != nil || ContainerAddress(ip)):
		return "", "", errors.New("URI did not specify a scheme, on which the Rust SDK panics")
	case err != nil && lowerASCII(host) == "localhost":
		return u.String(), "", nil
	case err != nil && host == "":
		return "", "", errors.New("failed to perform DNS lookup while validating URI")
	case err != nil:
		return u.String(), host, nil
	case !ContainerAddress(ip):
		return "", "", errors.New("URI did not refer to an allowed IP address")
	}
	return u.String(), "", nil
}

// ContainerAddress tells whether container credentials may be asked for at an
// address without https: a loopback, ECS or EKS one (is_full_uri_ip_allowed).
func ContainerAddress(ip netip.Addr) bool {
	switch ip.String() {
	case "169.254.170.2", "169.254.170.23", "fd00:ec2::23":
		return true
	}
	return ip.IsLoopback() && !ip.Is4In6()
}
