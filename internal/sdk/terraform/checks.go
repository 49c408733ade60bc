package terraform

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/suggest"
)

// regions are those that aws-sdk-go-base knows (endpoints/endpoints_gen.go).
const regions = " af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2" +
	" ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 eu-central-1" +
	" eu-central-2 eu-isoe-west-1 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 eusc-de-east-1 il-central-1 me-central-1 me-south-1" +
	" mx-central-1 sa-east-1 us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-iso-east-1 us-iso-west-1 us-isob-east-1 us-isob-west-1" +
	" us-isof-east-1 us-isof-south-1 us-west-1 us-west-2 "

func supported(region string) bool {
	return region != "" && !strings.Contains(region, " ") && strings.Contains(regions, " "+region+" ")
}

// regionStops reports whether the caller stops for the region: the provider for
// any that it does not know, the backend for that of its block alone.
func (c *caller) regionStops(r *resolve.Run) bool {
	v := r.Setting("region")
	switch {
	case truth(r.Block().Get("skip_region_validation")), unknown(r.Block().Get("region")), supported(v.Value):
		return false
	case c.s3Backend:
		return r.In.Explicit["region"].Value != ""
	}
	return true
}

// supportedRegion is the check that the caller makes of the region: the provider
// once it has credentials (aws-sdk-go-base validation, SupportedRegion).
func (c *caller) supportedRegion(r *resolve.Run) {
	v := r.Setting("region")
	if r.Failed() || !c.regionStops(r) {
		return
	}
	p := resolve.Problem{Code: "unsupported-region", Severity: resolve.SevError, Origin: v.Origin, Help: "use a region of AWS's, such as us-east-1",
		Message: fmt.Sprintf("%s does not start in the region %q, which is none that it knows", c.what, v.Value)}
	if near := suggest.Nearest(v.Value, strings.Fields(regions)); near != "" {
		p.Help = fmt.Sprintf("did you mean %s?", near)
	}
	if v.Value == "" {
		p.Help = "set AWS_REGION, or region in the provider block"
		p.Message = "no region is set, and the provider does not start without one"
		if r.Value("ec2_metadata_disabled") != "true" {
			p.Message += ", unless its credentials are the instance's own, whose region it then asks for"
		}
	}
	r.Problem(p)
}

func unknown(n *resolve.Node) bool { return n != nil && n.Unknown != "" }

// checkBlock raises what the caller refuses in its block, and says which values are not known.
func (c *caller) checkBlock(r *resolve.Run) {
	block := r.Block()
	if c.s3Backend {
		c.regionNamed(r)
		c.customerKey(r)
	}
	if block == nil {
		return
	}
	known := c.argumentNames()
	for _, name := range slices.Sorted(maps.Keys(block.Members)) {
		n := block.Members[name]
		if !slices.Contains(known, name) {
			help := ""
			if near := suggest.Nearest(name, known); near != "" {
				help = fmt.Sprintf("did you mean %s?", near)
			}
			r.Fail(refusedArgument, n.Origin, help, "%s has no argument %s", c.block, name)
		}
		c.tellUnknown(r, n, name)
		c.checkArgument(r, n, name)
	}
}

const refusedArgument = "provider-argument-refused"

const (
	argumentUnknown = "provider-argument-unknown"
	notKnown        = " is not known here: "
)

// toKnow says how the value of an argument becomes known.
func toKnow(n *resolve.Node, name string) string {
	flag := ""
	switch name {
	case "profile", "region":
		flag = "--" + name
	default:
		for _, s := range settingArguments {
			if s.argument == name {
				flag = "--set " + s.setting + "=VALUE"
			}
		}
	}
	switch {
	case n.Wants != "" && flag != "":
		return fmt.Sprintf("set TF_VAR_%[1]s, put %[1]s into terraform.tfvars, or give %[2]s", n.Wants, flag)
	case n.Wants != "":
		return fmt.Sprintf("set TF_VAR_%[1]s, or put %[1]s into terraform.tfvars", n.Wants)
	case flag != "":
		return "give " + flag
	}
	return "write the value itself into a copy of " + n.Origin.File
}

// tellUnknown says which values are not known. Without the profile or the files
// nothing else is, either.
func (c *caller) tellUnknown(r *resolve.Run, n *resolve.Node, name string) {
	message, help := "the value of "+name+notKnown+n.Unknown, toKnow(n, name)
	given := name == "profile" && r.Choice.Origin.Name == "--profile" && r.Choice.Origin.File == ""
	switch {
	case n.Unknown == "":
		for _, item := range n.Items {
			c.tellUnknown(r, item, name)
		}
		for _, inner := range slices.Sorted(maps.Keys(n.Members)) {
			c.tellUnknown(r, n.Members[inner], name+"."+inner)
		}
	case given:
	case name == "profile", name == "shared_config_files", name == "shared_credentials_files", name == "shared_credentials_file":
		r.Fail(argumentUnknown, n.Origin, help, "%s", message)
	default:
		r.Problem(resolve.Problem{Code: argumentUnknown, Severity: resolve.SevWarning, Origin: n.Origin, Message: message, Help: help})
	}
}

// checkArgument raises what is wrong with one argument.
func (c *caller) checkArgument(r *resolve.Run, n *resolve.Node, name string) {
	refuse := func(help, format string, args ...any) { r.Fail(refusedArgument, n.Origin, help, format, args...) }
	if n.Unknown != "" {
		return
	}
	switch name {
	case "retry_mode":
		if n.Text != "" && n.Text != "standard" && n.Text != "adaptive" {
			refuse("use standard or adaptive", "retry_mode of %s is neither standard nor adaptive", c.block)
		}
	case "max_retries", "token_bucket_rate_limiter_capacity":
		if strings.Trim(n.Text, "0123456789") != "" {
			refuse("use a whole number", "%s of %s is no whole number", name, c.block)
		}
	case "ec2_metadata_service_endpoint_mode":
		if mode := strings.ToLower(n.Text); mode != "" && mode != "ipv4" && mode != "ipv6" {
			refuse("use IPv4 or IPv6", "%s of %s is neither IPv4 nor IPv6", name, c.block)
		}
	case "allowed_account_ids":
		if r.Block().Get("forbidden_account_ids") != nil {
			refuse("keep one of them", "allowed_account_ids and forbidden_account_ids exclude each other")
		}
	}
	if switches[name] {
		switch n.Text {
		case "true", "false", "0", "1":
		default:
			refuse("use true or false", "%s of %s is neither true nor false", name, c.block)
		}
	}
}

var switches = map[string]bool{"use_fips_endpoint": true, "use_dualstack_endpoint": true, "skip_credentials_validation": true, "skip_metadata_api_check": true,
	"skip_region_validation": true, "skip_requesting_account_id": true, "s3_use_path_style": true, "use_path_style": true, "force_path_style": true, "insecure": true}
