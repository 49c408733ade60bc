package terraform

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// settingArguments are those that are settings by another name, or by their own.
var settingArguments = []struct{ argument, setting string }{
	{"region", "region"}, {"retry_mode", "retry_mode"}, {"max_retries", "max_attempts"},
	{"use_fips_endpoint", "use_fips_endpoint"}, {"use_dualstack_endpoint", "use_dualstack_endpoint"},
	{"ec2_metadata_service_endpoint", "ec2_metadata_service_endpoint"}, {"ec2_metadata_service_endpoint_mode", "ec2_metadata_service_endpoint_mode"},
	{"skip_metadata_api_check", "ec2_metadata_disabled"}, {"custom_ca_bundle", "ca_bundle"},
	{"http_proxy", "http_proxy"}, {"https_proxy", "https_proxy"}, {"no_proxy", "no_proxy"},
	{"s3_us_east_1_regional_endpoint", regionalS3},
	{"s3_use_path_style", "s3.addressing_style"}, {"use_path_style", "s3.addressing_style"}, {"force_path_style", "s3.addressing_style"},
}

// prepare takes the block's arguments for what code gives. What a flag gives comes first.
func (c *caller) prepare(r *resolve.Run) {
	block := r.Block()
	if block == nil {
		return
	}
	r.In.Explicit = maps.Clone(r.In.Explicit)
	if r.In.Explicit == nil {
		r.In.Explicit = map[string]origin.Candidate{}
	}
	known := c.argumentNames()
	for _, s := range settingArguments {
		n := block.Get(s.argument)
		if _, flag := r.In.Explicit[s.setting]; n == nil || flag || !slices.Contains(known, s.argument) {
			continue
		}
		if n.Unknown != "" {
			c.withhold(r, n, s.argument, s.setting)
		} else if value, counts := c.value(r, block, s.argument, n); counts {
			r.In.Explicit[s.setting] = origin.Candidate{Value: value, Origin: n.Origin}
		}
	}
	c.proxies(r, block)
	if n := block.Get("profile"); n != nil && n.Text != "" && r.In.Profile == nil {
		r.In.Profile = &origin.Candidate{Value: n.Text, Origin: n.Origin}
	}
	c.endpointArguments(r, block)
}

// withhold leaves a setting open whose argument has no value here.
func (c *caller) withhold(r *resolve.Run, n *resolve.Node, argument, setting string) {
	r.Withhold(setting, n.Origin, argument+" stands in "+c.block+", and its value is not known: "+n.Unknown)
}

// value is what an argument makes of its setting, and whether it counts: what is
// empty, zero or false is as if it did not stand there.
func (c *caller) value(r *resolve.Run, block *resolve.Node, argument string, n *resolve.Node) (string, bool) {
	switch argument {
	case "max_retries":
		return n.Text, n.Text != "0" || c.s3Backend
	case "use_fips_endpoint", "use_dualstack_endpoint":
		return "true", truth(n)
	case "skip_metadata_api_check": // either counts (EC2MetadataServiceEnableState)
		if truth(n) {
			return "true", true
		}
		return "false", true
	case "s3_use_path_style", "use_path_style", "force_path_style":
		return "path", truth(n)
	case "custom_ca_bundle":
		return pathIn(r, n), n.Text != ""
	case "s3_us_east_1_regional_endpoint":
		v := strings.ToLower(n.Text)
		return v, v == "regional" || v == "legacy"
	case "ec2_metadata_service_endpoint_mode": // the provider passes it on beside an endpoint alone (conns/config.go, ConfigureProvider)
		return strings.ToLower(n.Text), n.Text != "" && (c.s3Backend || block.Value("ec2_metadata_service_endpoint") != "")
	}
	return n.Text, n.Text != ""
}

func truth(n *resolve.Node) bool { return n != nil && (n.Text == "true" || n.Text == "1") }

// proxies: the block's HTTP proxy serves HTTPS too where nothing else is set
// (config.go, HTTPTransportOptions).
func (c *caller) proxies(r *resolve.Run, block *resolve.Node) {
	plain := block.Get("http_proxy")
	_, flag := r.In.Explicit["https_proxy"]
	if plain == nil || plain.Text == "" || flag || block.Get("https_proxy") != nil {
		return
	}
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
		if v, _ := r.Var(name); v.Value != "" {
			return
		}
	}
	r.In.Explicit["https_proxy"] = plain.Candidate()
}

// endpointArguments takes the endpoints of the block.
func (c *caller) endpointArguments(r *resolve.Run, block *resolve.Node) {
	give := func(service string, n *resolve.Node, argument string) {
		setting := settings.ServiceEndpoint(service)
		if _, flag := r.In.Explicit[setting]; flag || n == nil {
			return
		}
		if !slices.Contains(r.In.Services, service) {
			r.In.Services = append(slices.Clone(r.In.Services), service)
		}
		if n.Unknown != "" {
			c.withhold(r, n, argument, setting)
		} else if n.Text != "" {
			r.In.Explicit[setting] = n.Candidate()
		}
	}
	for _, endpoints := range block.Blocks("endpoints") {
		for _, name := range slices.Sorted(maps.Keys(endpoints.Members)) {
			give(serviceOf(name), endpoints.Members[name], "endpoints."+name)
		}
	}
	for _, service := range c.named {
		arguments, _ := c.endpoints(service)
		for _, a := range arguments {
			give(service, block.Get(a), a)
		}
	}
}

// serviceOf gives the service that an argument of the endpoints block is for.
func serviceOf(name string) string {
	switch name {
	case "s3", "sts", "iam", "sso", "dynamodb", "ec2", "sqs", "sns", "kms", "lambda":
		return name
	}
	if s, err := catalogue.Find(name); err == nil {
		return strings.ReplaceAll(strings.ToLower(s.ID), " ", "_")
	}
	return name
}

// locate gives the files that the block names, or those of the SDK.
func (c *caller) locate(goV2 func(*resolve.Run) []resolve.FileUse) func(*resolve.Run) []resolve.FileUse {
	return func(r *resolve.Run) []resolve.FileUse {
		var files []resolve.FileUse
		for _, use := range goV2(r) {
			if named := c.files(r, use.Kind); len(named) > 0 && use.Origin.Kind != origin.Flag {
				files = append(files, named...)
			} else {
				files = append(files, use)
			}
		}
		return files
	}
}

// files are those of one kind that the block names, or that the backend takes of
// a variable as if it did.
func (c *caller) files(r *resolve.Run, kind profiles.FileKind) (files []resolve.FileUse) {
	list, one, variable := "shared_config_files", "", "AWS_SHARED_CONFIG_FILE"
	if kind == profiles.CredentialsFile {
		list, one, variable = "shared_credentials_files", "shared_credentials_file", "AWS_SHARED_CREDENTIALS_FILE"
	}
	use := func(path string, o origin.Origin) {
		files = append(files, resolve.FileUse{Kind: kind, Path: path, Origin: o})
	}
	if n := r.Block().Get(list); n != nil {
		for _, item := range n.Items {
			if item.Text != "" {
				use(pathIn(r, item), item.Origin)
			}
		}
		return files
	}
	if !c.s3Backend {
		return nil
	}
	if v, _ := r.Var(variable); v.Value != "" {
		use(expand(r, v.Value), v.Origin)
	} else if n := r.Block().Get(one); n != nil && n.Text != "" {
		use(pathIn(r, n), n.Origin)
	}
	return files
}

// pathIn is a path in the block: a relative one is relative to the module, in
// whose directory the program runs.
func pathIn(r *resolve.Run, n *resolve.Node) string {
	path := expand(r, n.Text)
	if path == "" || r.Env.Abs(path) == path {
		return path
	}
	return filepath.Join(filepath.Dir(n.Origin.File), path)
}

// expand puts variables and the home directory into a path (internal/expand, FilePath).
func expand(r *resolve.Run, path string) string {
	path = r.Env.Expand(path)
	if home := r.Env.Get("HOME"); home != "" && (path == "~" || strings.HasPrefix(path, "~/")) {
		return home + path[1:]
	}
	return path
}
