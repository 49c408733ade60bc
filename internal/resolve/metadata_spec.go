package resolve

import "strings"

// Instance metadata (aws-config, imds/credentials.rs and imds/client.rs).

func (c *planSpec) metadata() {
	if c.taken != "" {
		c.try(StepIMDS, OutcomeSkipped, Origin{}, "%s, so instance metadata is not asked", c.taken)
		return
	}
	s, off, fault := c.metadataStep()
	if off != nil {
		c.try(StepIMDS, OutcomeAbsent, off.origin, "%s", off.text)
		if off.code == "invalid-value" {
			c.r.Problem(Problem{Code: off.code, Severity: SevError, Origin: off.origin, Message: off.text, Help: off.help})
		}
		return
	}
	c.take(StepIMDS, s.Origin, "nothing else is configured")
	if fault != nil {
		c.stop(fault)
		return
	}
	c.add(s)
}

// metadataStep gives the step, or why metadata is left alone, or what is wrong
// with the way to it.
func (c *planSpec) metadataStep() (s Step, off, fault *faultSpec) {
	if v := c.r.Setting("ec2_metadata_disabled"); v.Value == "true" {
		return Step{Kind: StepIMDS}, &faultSpec{code: "metadata-turned-off", origin: v.Origin, text: "instance metadata is turned off by " + v.Origin.String(),
			sdk: "IMDS disabled by AWS_EC2_METADATA_DISABLED env var set to `true`"}, nil
	}
	v := c.r.Setting("ec2_metadata_service_endpoint")
	s = Step{Kind: StepIMDS, Endpoint: v.Value}
	if v.Origin.Kind != ByDefault {
		s.Origin = v.Origin
	}
	const unexpected = failedSpec + ": an unexpected error occurred communicating with IMDS: failed to build IMDS client: "
	if !v.Set {
		mode := c.r.Setting("ec2_metadata_service_endpoint_mode")
		for _, p := range mode.Pick(Rejected) {
			return s, nil, &faultSpec{code: "invalid-value", origin: p.Origin, help: "use IPv4 or IPv6",
				text: "ec2_metadata_service_endpoint_mode: " + p.Reason,
				sdk:  unexpected + "invalid endpoint mode: `" + p.Value + "` is not a valid endpoint mode. Valid values are [`IPv4`, `IPv6`]"}
		}
	}
	u, err := parseURISpec(v.Value)
	switch {
	case err != nil:
		return s, nil, &faultSpec{code: "invalid-value", origin: v.Origin, help: "write it as http://HOST:PORT",
			text: "ec2_metadata_service_endpoint is no URI (" + v.Origin.String() + "): " + err.Error(),
			sdk:  unexpected + "invalid URI: " + err.Error()}
	case u.authority == "", u.scheme == "":
		return s, &faultSpec{code: "invalid-value", origin: v.Origin, help: "write it as http://HOST:PORT",
			text: "ec2_metadata_service_endpoint has no http:// and host (" + v.Origin.String() + "), and so no request can be made",
			sdk:  "could not communicate with IMDS: dispatch failure: other: failed to apply endpoint"}, nil
	}
	s.Endpoint = strings.TrimSuffix(u.String(), "/")
	return s, nil, nil
}
