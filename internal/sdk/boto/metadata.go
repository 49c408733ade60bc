package boto

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
)

// Instance metadata: utils.py, IMDSFetcher; credentials.py, InstanceMetadataProvider.

// metadata is the last provider of the chain.
func (c *planner) metadata() link {
	l := link{provider: resolve.StepIMDS, there: true, text: "instance metadata is not turned off"}
	if why := metadataOff(c.r); why != "" {
		l.there, l.text = false, why
		return l
	}
	l.load = func() (*creds, *fault) {
		return &creds{provider: resolve.StepIMDS, steps: []resolve.Step{{Kind: resolve.StepIMDS, Provider: resolve.StepIMDS, Endpoint: metadataBase(c.r)}}}, nil
	}
	return l
}

// metadataOff says why instance metadata is not asked, or "".
func metadataOff(r *resolve.Run) string {
	if v := r.Setting("ec2_metadata_disabled"); v.Value == "true" {
		return "instance metadata is turned off by " + v.Origin.String()
	}
	if n, _, ok := rawInt(r, "metadata_service_num_attempts", 1); ok && pyBelow(n, 1) {
		return "metadata_service_num_attempts is less than one"
	}
	return ""
}

// metadataBase is where instance metadata is asked.
func metadataBase(r *resolve.Run) string {
	return r.Value("ec2_metadata_service_endpoint")
}

// metadataFault is what is wrong with the settings of instance metadata.
func metadataFault(r *resolve.Run) *fault {
	for _, name := range []string{"metadata_service_timeout", "metadata_service_num_attempts"} {
		if _, c, ok := rawInt(r, name, 1); !ok {
			return &fault{code: "invalid-value", origin: c.Origin, help: "use a whole number, or unset it",
				message: fmt.Sprintf("%s: %q is no whole number, and no credentials can be had with it", name, c.Value)}
		}
	}
	if c, ok := raw(r, "ec2_metadata_service_endpoint_mode"); ok {
		if mode := strings.ToLower(c.Value); mode != "ipv4" && mode != "ipv6" {
			return &fault{code: "invalid-value", origin: c.Origin, help: "use IPv4 or IPv6, or unset it",
				message: fmt.Sprintf("ec2_metadata_service_endpoint_mode: %q is neither IPv4 nor IPv6, and no credentials can be had with it", c.Value)}
		}
	}
	if c, ok := raw(r, "ec2_metadata_service_endpoint"); ok && c.Value != "" && !pyEndpoint(c.Value) {
		return &fault{code: "invalid-value", origin: c.Origin, help: "write it with scheme and host, or unset it",
			message: "ec2_metadata_service_endpoint has no host that this SDK accepts, and no credentials can be had with it"}
	}
	return nil
}
