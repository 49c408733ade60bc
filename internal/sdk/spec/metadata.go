package spec

import (
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Instance metadata (aws-config, imds/credentials.rs and imds/client.rs).

func (c *plan) metadata() {
	if c.taken != "" {
		if c.r.Untold() {
			return
		}
		c.try(resolve.StepIMDS, resolve.OutcomeSkipped, origin.Origin{}, "%s, so instance metadata is not asked", c.taken)
		return
	}
	s, off, fault := c.metadataStep()
	if off != nil {
		c.try(resolve.StepIMDS, resolve.OutcomeAbsent, off.origin, "%s", off.text)
		if off.code == "invalid-value" {
			c.r.Problem(resolve.Problem{Code: off.code, Severity: resolve.SevError, Origin: off.origin, Message: off.text, Help: off.help})
		}
		return
	}
	c.take(resolve.StepIMDS, s.Origin, "nothing else is configured")
	if fault != nil {
		c.stop(fault)
		return
	}
	c.add(s)
}

// metadataStep gives the step, or why metadata is left alone, or what is wrong
// with the way to it.
func (c *plan) metadataStep() (s resolve.Step, off, fault *loadFault) {
	if v := c.r.Setting("ec2_metadata_disabled"); v.Value == "true" {
		return resolve.Step{Kind: resolve.StepIMDS}, &loadFault{code: "metadata-turned-off", origin: v.Origin, text: "instance metadata is turned off by " + v.Origin.String(),
			sdk: "IMDS disabled by AWS_EC2_METADATA_DISABLED env var set to `true`"}, nil
	}
	v := c.r.Setting("ec2_metadata_service_endpoint")
	s = resolve.Step{Kind: resolve.StepIMDS, Endpoint: v.Value}
	if v.Origin.Kind != origin.ByDefault {
		s.Origin = v.Origin
	}
	const unexpected = failed + ": an unexpected error occurred communicating with IMDS: failed to build IMDS client: "
	if !v.Set {
		mode := c.r.Setting("ec2_metadata_service_endpoint_mode")
		for _, p := range mode.Pick(origin.Rejected) {
			return s, nil, &loadFault{code: "invalid-value", origin: p.Origin, help: "use IPv4 or IPv6",
				text: "ec2_metadata_service_endpoint_mode: " + p.Reason,
				sdk:  unexpected + "invalid endpoint mode: `" + p.Value + "` is not a valid endpoint mode. Valid values are [`IPv4`, `IPv6`]"}
		}
	}
	u, err := parseURI(v.Value)
	switch {
	case err != nil:
		return s, nil, &loadFault{code: "invalid-value", origin: v.Origin, help: "write it as http://HOST:PORT",
			text: "ec2_metadata_service_endpoint is no URI (" + v.Origin.String() + "): " + err.Error(),
			sdk:  unexpected + "invalid URI: " + err.Error()}
	case u.authority == "", u.scheme == "":
		return s, &loadFault{code: "invalid-value", origin: v.Origin, help: "write it as http://HOST:PORT",
			text: "ec2_metadata_service_endpoint has no http:// and host (" + v.Origin.String() + "), and so no request can be made",
			sdk:  "could not communicate with IMDS: dispatch failure: other: failed to apply endpoint"}, nil
	}
	s.Endpoint = strings.TrimSuffix(u.String(), "/")
	return s, nil, nil
}
