package javav2

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

const noContainer = "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set"

// container follows ContainerCredentialsProvider. Where it does not answer, six
// times, instance metadata is asked: see metadata.
func (c *plan) container() {
	use, there := c.containerVariable()
	c.provider(resolve.StepContainer, use.Origin, there, noContainer, func() *fault {
		s, f := c.containerCall()
		if f == nil {
			c.add(s)
		}
		return f
	})
}

// containerVariable: a relative URI hides a full one, even an empty one.
func (c *plan) containerVariable() (use origin.Candidate, there string) {
	for _, name := range []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"} {
		if v, ok := system(c.r, name); ok {
			return v, v.Origin.String() + " is set"
		}
	}
	return use, ""
}

// containerCall gives the call, or why none is made (ContainerCredentialsEndpointProvider).
func (c *plan) containerCall() (s resolve.Step, f *fault) {
	use, there := c.containerVariable()
	if there == "" {
		return s, faulty("container-not-configured", origin.Origin{}, "set one of the two variables", "", "%s", noContainer)
	}
	s = resolve.Step{Kind: resolve.StepContainer, Origin: use.Origin, URL: use.Value}
	if _, relative := system(c.r, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"); relative {
		host, ok := system(c.r, "AWS_CONTAINER_SERVICE_ENDPOINT")
		if !ok {
			host.Value = "http://169.254.170.2"
		}
		s.URL = host.Value + use.Value
	}
	refuse := func(format string, args ...any) *fault {
		return faulty("container-uri", use.Origin, "use https, or a loopback, ECS or EKS address", "", use.Origin.String()+" cannot be used: "+format, args...)
	}
	u, err := parseURI(s.URL)
	scheme := strings.ToLower(u.scheme)
	switch {
	case err != nil:
		return s, refuse("it is not a URI: %v", err)
	case u.scheme != "https" && !containerHost(u.host):
		return s, refuse("its host would have to be a loopback, ECS or EKS address, or a name of one")
	case scheme != "http" && scheme != "https":
		return s, refuse("it has no http:// or https://")
	}
	s.URL = scheme + s.URL[len(scheme):] // SdkHttpFullRequest has it in small letters
	if u.host == "" {
		s.URL = strings.Replace(s.URL, ":///", ":/", 1) // java.net.URI writes no authority where there is none
	}
	return s, c.containerToken(&s)
}

// containerToken: a variable comes before a file, and what cannot be read is an error.
func (c *plan) containerToken(s *resolve.Step) *fault {
	token, isToken := system(c.r, "AWS_CONTAINER_AUTHORIZATION_TOKEN")
	if !isToken {
		file, isFile := system(c.r, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
		if !isFile {
			return nil
		}
		s.TokenFile = file.Value
		f := c.r.Env.File(c.r.Env.Abs(file.Value))
		if !open(f) {
			return faulty("token-file-unreadable", file.Origin, "put the token there, or unset the variable", "",
				"the authorization token cannot be read from %q: %s", file.Value, f.Reason())
		}
		token = origin.Candidate{Value: string(f.Data), Origin: file.Origin}
	}
	if strings.Contains(token.Value, "\n") {
		c.r.Problem(resolve.Problem{Code: "token-not-a-header", Severity: resolve.SevWarning, Origin: token.Origin, Help: "remove the line end, if that is it",
			Message: "the authorization token has a line end in it, and Java rejects it as a header"})
	}
	return nil
}

// containerHost follows isAllowedHost: no host is the loopback, and a name that
// is looked up is taken not to be.
func containerHost(host string) bool {
	switch host {
	case "", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]":
		return true
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	if ip, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return ip.Unmap().IsLoopback()
	}
	first, rest, _ := strings.Cut(host, ".") // 127.1 is an address too
	n, err := strconv.Atoi(first)
	return err == nil && n == 127 && strings.Trim(rest, "0123456789.") == ""
}

// metadata follows InstanceProfileCredentialsProvider. It is the last of the
// chain, so that it is asked also where a container does not answer.
func (c *plan) metadata() {
	s, f := c.metadataFor("")
	fallback := c.by == resolve.StepContainer && c.taken != ""
	switch {
	case c.taken != "" && !fallback:
		c.try(resolve.StepIMDS, resolve.OutcomeSkipped, origin.Origin{}, "%s, so instance metadata is not asked", c.taken)
	case f != nil && f.code == "metadata-turned-off":
		c.try(resolve.StepIMDS, resolve.OutcomeAbsent, f.origin, "%s", f.text)
	case fallback && f == nil:
		c.try(resolve.StepIMDS, resolve.OutcomeSkipped, s.Origin, "asked only where the container does not answer")
		s.Note = "asked only where the container does not answer"
		c.addMetadata(s)
	case !fallback:
		c.provider(resolve.StepIMDS, s.Origin, "nothing else has credentials", "", func() *fault {
			if f == nil {
				c.addMetadata(s)
			}
			return f
		})
	}
}

// addMetadata adds a step to instance metadata, which may be asked several times in a row.
func (c *plan) addMetadata(s resolve.Step) {
	if n := len(c.plan.Steps); n > 0 {
		if last := &c.plan.Steps[n-1]; last.Kind == s.Kind && last.Endpoint == s.Endpoint {
			if s.Note == "" {
				s.Note = "asked for the region of a client too"
			}
			*last = s
			return
		}
	}
	c.add(s)
}

// metadataFor gives the call for the profile of the chain, or for that of a
// credential_source.
func (c *plan) metadataFor(profile string) (resolve.Step, *fault) {
	r := c.r
	if profile != "" && profile != r.Choice.Name {
		r = r.Under(resolve.Inputs{Profile: &origin.Candidate{Value: profile}})
	}
	s, f := metadataCall(r)
	if f != nil {
		return s, f
	}
	for _, p := range r.Setting("metadata_service_timeout").Pick(origin.Rejected) {
		if !r.Setting("metadata_service_timeout").Set {
			return s, faulty("invalid-value", p.Origin, "use a number of seconds", "", "metadata_service_timeout: %s", p.Reason)
		}
	}
	return s, nil
}

// metadataCall gives a call to instance metadata, or why none is made.
func metadataCall(r *resolve.Run) (resolve.Step, *fault) {
	s := resolve.Step{Kind: resolve.StepIMDS}
	if v := r.Setting("ec2_metadata_disabled"); v.Value == "true" {
		return s, faulty("metadata-turned-off", v.Origin, "", "", "instance metadata is turned off by %s", v.Origin)
	}
	v := r.Setting("ec2_metadata_service_endpoint")
	if v.Origin.Kind != origin.ByDefault {
		s.Origin = v.Origin
	}
	const help = "write it as http://HOST:PORT"
	if !v.Set {
		return s, faulty("invalid-value", r.Setting("ec2_metadata_service_endpoint_mode").Origin, "use IPv4 or IPv6", "", "ec2_metadata_service_endpoint_mode is neither IPv4 nor IPv6")
	}
	s.Endpoint = v.Value
	u, err := parseURI(strings.TrimSuffix(v.Value, "/") + "/latest/api/token")
	scheme := strings.ToLower(u.scheme)
	switch {
	case err != nil:
		return s, faulty("invalid-value", v.Origin, help, "", "ec2_metadata_service_endpoint is not a URI (%s): %v", v.Origin, err)
	case scheme != "http" && scheme != "https" || u.opaque:
		return s, faulty("invalid-value", v.Origin, help, "", "ec2_metadata_service_endpoint has no http:// (%s), and so no request can be made", v.Origin)
	}
	s.Endpoint = strings.TrimSuffix(fmt.Sprint(v.Value), "/")
	return s, nil
}
