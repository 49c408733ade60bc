package resolve

import (
	"fmt"
	"strings"
)

// Instance metadata: utils.py, IMDSFetcher; credentials.py, InstanceMetadataProvider.

// metadata is the last provider of the chain.
func (c *plannerBoto3) metadata() linkBoto3 {
	l := linkBoto3{provider: StepIMDS, there: true, text: "instance metadata is not turned off"}
	if why := c.r.metadataOffBoto3(); why != "" {
		l.there, l.text = false, why
		return l
	}
	l.load = func() (*credsBoto3, *faultBoto3) {
		f := c.r.gluedCLI()
		if f != nil && strings.HasSuffix(c.r.Value("ec2_metadata_service_endpoint"), "]") {
			return nil, f // not even the URL can be taken apart
		}
		return &credsBoto3{provider: StepIMDS, steps: []Step{{Kind: StepIMDS, Provider: StepIMDS, Endpoint: c.r.metadataBaseBoto3()}}, broken: f}, nil
	}
	return l
}

// metadataOffBoto3 says why instance metadata is not asked, or "".
func (r *Run) metadataOffBoto3() string {
	if v := r.Setting("ec2_metadata_disabled"); v.Value == "true" {
		return "instance metadata is turned off by " + v.Origin.String()
	}
	if n, _, ok := r.rawIntBoto3("metadata_service_num_attempts", 1); ok && pyBelow(n, 1) {
		return "metadata_service_num_attempts is less than one"
	}
	return ""
}

// metadataBaseBoto3 is where instance metadata is asked.
func (r *Run) metadataBaseBoto3() string {
	if glued, ok := r.gluedHostCLI(); ok {
		return glued
	}
	return r.Value("ec2_metadata_service_endpoint")
}

// metadataFaultBoto3 is what is wrong with the settings of instance metadata.
func (r *Run) metadataFaultBoto3() *faultBoto3 {
	for _, name := range []string{"metadata_service_timeout", "metadata_service_num_attempts"} {
		if _, c, ok := r.rawIntBoto3(name, 1); !ok {
			return &faultBoto3{code: "invalid-value", origin: c.Origin, help: "use a whole number, or unset it",
				message: fmt.Sprintf("%s: %q is no whole number, and no credentials can be had with it", name, c.Value)}
		}
	}
	if c, ok := r.rawBoto3("ec2_metadata_service_endpoint_mode"); ok {
		if mode := strings.ToLower(c.Value); mode != "ipv4" && mode != "ipv6" {
			return &faultBoto3{code: "invalid-value", origin: c.Origin, help: "use IPv4 or IPv6, or unset it",
				message: fmt.Sprintf("ec2_metadata_service_endpoint_mode: %q is neither IPv4 nor IPv6, and no credentials can be had with it", c.Value)}
		}
	}
	if c, ok := r.rawBoto3("ec2_metadata_service_endpoint"); ok && c.Value != "" && !pyEndpoint(c.Value) {
		return &faultBoto3{code: "invalid-value", origin: c.Origin, help: "write it with scheme and host, or unset it",
			message: "ec2_metadata_service_endpoint has no host that this SDK accepts, and no credentials can be had with it"}
	}
	return nil
}
