package boto

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// CLIReading follows AWS CLI 2.38.5, which has a botocore of its own inside. What
// differs from Reading is marked in the functions that both share: the order of
// the profile variables, which defaults there are, which faults a client meets.
//
// It knows neither defaults_mode nor sts_regional_endpoints, and asks instance
// metadata for the region last (clidriver.py, _construct_cli_region_chain).
func CLIReading() *resolve.Reading {
	rd := Reading()
	rd.ID, rd.Aliases = "cli", []string{"cli-v2", "aws-cli", "awscli"}
	rd.Title = "AWS CLI v2"
	rd.Follows = "AWS CLI 2.38.5"
	rd.SDK = settings.CLI
	rd.Special["region"] = regionCLI
	rd.Special["cli_pager"] = pagerCLI
	rd.Special["tcp_keepalive"] = keepAliveCLI
	rd.Check = checkCLI
	return rd
}

// regionCLI: AWS_REGION, AWS_DEFAULT_REGION, the profile, instance metadata.
func regionCLI(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s).Configured()
	if b.Won() || b.Stopped() != "" {
		return b.Done()
	}
	why := metadataOff(r)
	if why == "" {
		why = "the AWS CLI asks instance metadata for the region of the instance it runs on"
	}
	b.Place(origin.Place{Candidate: origin.Candidate{Origin: origin.Origin{Kind: origin.IMDS, Name: "instance metadata"}}, Verdict: origin.Absent, Reason: why})
	return b.Done()
}

// pagerCLI: PAGER comes last, and without any less is used; an empty one turns
// paging off (clidriver.py, _construct_cli_pager_chain).
func pagerCLI(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s).Configured()
	if b.Stopped() != "" {
		return b.Done()
	}
	if v, ok := r.Var("PAGER"); ok {
		b.Derive(v.Value, "PAGER", "PAGER is asked where neither AWS_PAGER nor cli_pager is there")
	}
	b.Default("less")
	return b.Done()
}

// keepAliveCLI: the session has no such setting; a client looks into the profile
// by itself (botocore/args.py, _compute_socket_options).
func keepAliveCLI(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	if q := r.Profile.Get(s.Name); q != nil {
		why := "the session has no such setting; each client looks the key up in the profile by itself, and does not keep its connections alive"
		if strings.EqualFold(q.Value, "true") {
			why = "the session has no such setting; each client looks the key up in the profile by itself, and keeps its connections alive"
		}
		b.Reject(origin.Candidate{Value: q.Value, Origin: q.Origin}, why)
	}
	b.Layer(resolve.DefaultLayer)
	return b.Done()
}

// checkCLI adds what goes wrong when the region is to come from instance
// metadata whose settings are wrong: the look-up itself is an error.
func checkCLI(r *resolve.Run) {
	if _, known := region(r); !known && r.Kept.(*loaded).fault == nil {
		if f := metadataFault(r); f != nil {
			r.Fail(f.code, f.origin, f.help, "%s; with no region configured it is needed at once", f.message)
		} else if v := r.Setting("ec2_metadata_v1_disabled"); v.Value == "true" && r.Value("ec2_metadata_disabled") != "true" {
			r.Fail("metadata-without-token", v.Origin, "set AWS_REGION or region, or AWS_EC2_METADATA_DISABLED=true",
				"with no region configured instance metadata is asked for it at once, and where that gives no token, as anywhere but on an instance, ec2_metadata_v1_disabled = true ends the program")
		}
	}
	check(r)
}

// pluginsCLI: plug-ins are imported when the program starts, if
// cli_legacy_plugin_path says where they are; one that is not there ends it
// (plugin.py, load_plugins).
func pluginsCLI(r *resolve.Run) {
	p := r.Shared.Lookup(profiles.SectionOther, "plugins")
	path := p.Get("cli_legacy_plugin_path")
	if path == nil {
		if p != nil && len(p.Properties) > 0 {
			r.Problem(resolve.Problem{Code: "plugins-not-loaded", Severity: resolve.SevWarning, Origin: p.Origin, Help: "add cli_legacy_plugin_path, the directory that they are in",
				Message: "the plug-ins of [plugins] are not loaded: AWS CLI v2 wants cli_legacy_plugin_path beside them"})
		}
		return
	}
	for _, q := range p.Properties {
		if q.Key == path.Key || moduleCLI(r, path.Value, q.Value) {
			continue
		}
		r.Fail("plugin-not-found", q.Origin, "install it there, or remove the line", "the plug-in %s is not found: no module %s in %s", q.Key, q.Value, path.Value)
		return
	}
	r.Problem(resolve.Problem{Code: "plugins-loaded", Severity: resolve.SevNote, Origin: path.Origin,
		Message: fmt.Sprintf("plug-ins of %s are loaded and may change any of this", path.Value)})
}
