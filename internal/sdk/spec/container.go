package spec

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Container credentials (aws-config, ecs.rs).

const noContainer = "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set"

func (c *plan) container() {
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
		c.later(resolve.StepContainer, use.Origin, there, noContainer)
		return
	}
	s, none, fault := c.containerStep()
	switch {
	case fault != nil:
		if there == "" {
			there = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is set"
		}
		c.take(resolve.StepContainer, use.Origin, there)
		if s.URL != "" {
			c.add(s)
		}
		c.stop(fault)
	case none:
		reason := noContainer
		if dialectOf(c.r).Words != "" {
			reason += " (No environment variables were set to configure ECS provider)"
		}
		c.try(resolve.StepContainer, resolve.OutcomeAbsent, origin.Origin{}, "%s", reason)
	default:
		c.take(resolve.StepContainer, use.Origin, there)
		c.add(s)
	}
}

// containerStep follows EcsCredentialsProvider::credentials: the token's file is
// read first, whether or not there is anything to ask. none tells that there is not.
func (c *plan) containerStep() (s resolve.Step, none bool, fault *loadFault) {
	s = resolve.Step{Kind: resolve.StepContainer}
	relative, isRelative := c.r.Var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
	full, isFull := c.r.Var("AWS_CONTAINER_CREDENTIALS_FULL_URI")
	var err error
	switch {
	case isRelative:
		s.Origin = relative.Origin
		s.URL, err = containerURL(relative.Value)
	case isFull:
		s.Origin = full.Origin
		s.URL, s.Lookup, err = fullURL(full.Value)
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
		return s, false, &loadFault{code: "container-uri", origin: s.Origin, help: "use https, or a loopback, ECS or EKS address",
			text: fmt.Sprintf("%s cannot be used: %s", s.Origin.Name, err),
			sdk:  fmt.Sprintf("%s: invalid %s URI for ECS provider (%s)", misconfigured, kind, err)}
	}
	return s, !isRelative && !isFull, nil
}

// containerToken finds what is sent as the authorization: a file comes before a variable.
func (c *plan) containerToken(s *resolve.Step) *loadFault {
	file, isFile := c.r.Var("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
	token, _ := c.r.Var("AWS_CONTAINER_AUTHORIZATION_TOKEN")
	text, at := token.Value, token.Origin
	if isFile {
		s.TokenFile = file.Value
		f := c.r.Env.File(file.Value)
		if !open(f) {
			return &loadFault{code: "token-file-unreadable", origin: file.Origin, help: "put the token there, or unset the variable",
				text: fmt.Sprintf("the authorization token cannot be read from %q: %s", file.Value, f.Reason()),
				sdk:  failed + ": " + osError(f)}
		}
		text, at = string(f.Data), file.Origin
	}
	if !headerValue(text) {
		return &loadFault{code: "token-not-a-header", origin: at, help: "remove the line end, if that is it",
			text: "the authorization token has a byte in it that no header can have, such as a line end",
			sdk:  misconfigured + ": the auth token could not be used as an HTTP header value. failed to parse header value: failed to parse header value"}
	}
	return nil
}

// headerValue reports whether a text can be sent as a header (http 1, HeaderValue::from_str).
func headerValue(text string) bool {
	for i := 0; i < len(text); i++ {
		if b := text[i]; b < ' ' && b != '\t' || b == 0x7f {
			return false
		}
	}
	return true
}

// containerURL puts a relative URI behind the container host; of a whole
// URL its path alone counts (Provider::build_full_uri).
func containerURL(relative string) (string, error) {
	u, err := parseURI(relative)
	if err != nil {
		return "", err
	}
	return "http://169.254.170.2/" + strings.TrimPrefix(u.path, "/"), nil
}

// fullURL gives a full URI that may be called (validate_full_uri), and lookup
// its host where that is a name whose addresses decide.
func fullURL(full string) (url, lookup string, err error) {
	u, err := parseURI(full)
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
		return "", "", errors.New("URI did not specify a scheme")
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

// ContainerAddress reports whether container credentials may be asked for at an
// address without https: a loopback, ECS or EKS one (is_full_uri_ip_allowed).
func ContainerAddress(ip netip.Addr) bool {
	switch ip.String() {
	case "169.254.170.2", "169.254.170.23", "fd00:ec2::23":
		return true
	}
	return ip.IsLoopback() && !ip.Is4In6()
}
