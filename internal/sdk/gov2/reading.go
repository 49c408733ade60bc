package gov2

import (
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// Reading follows aws-sdk-go-v2, config v1.33.18: LoadDefaultConfig.
//
// Code comes before variables, and variables before files (config.go,
// LoadDefaultConfig). A variable or key that cannot be converted fails the
// load, whether or not another place wins: all are converted first.
func Reading() *resolve.Reading { return Built{}.Reading() }

// Built is what a program that is built on this SDK does in its own way. The zero
// Built is the SDK by itself.
type Built struct {
	// Endpoint gives the endpoint that the program sets for clients of a service,
	// those of the credentials chain among them. It does so by the older kind of
	// resolver, which asks for no region and knows neither FIPS nor dual-stack
	// (config, WithEndpointResolverWithOptions).
	Endpoint func(r *resolve.Run, service string) (origin.Candidate, bool)
}

// endpointOf gives the endpoint that the program which runs sets for a service.
func endpointOf(r *resolve.Run, service string) (origin.Candidate, bool) {
	if built, _ := r.Kept.(Built); built.Endpoint != nil {
		return built.Endpoint(r, service)
	}
	return origin.Candidate{}, false
}

// Reading is the reading of a program built on this SDK; who it is, is for that
// program to fill in.
func (b Built) Reading() *resolve.Reading {
	return &resolve.Reading{
		ID:      "go-v2",
		Aliases: []string{"go", "golang"},
		Title:   "AWS SDK for Go v2",
		Follows: "aws-sdk-go-v2 config v1.33.18",
		SDK:     settings.GoV2,
		Grammar: func(profiles.FileKind) sharedfile.Grammar { return sharedfile.GoV2() },
		Choose:  choose,
		Locate:  locate,
		Name:    name,
		Merge:   merge,
		Load:    b.load,
		Gate:    gate,
		Convert: map[settings.Type]resolve.Conversion{settings.Bool: toBool, settings.Int: whole},
		ConvertSetting: map[string]resolve.Conversion{
			"max_attempts":                       attempts,
			"request_min_compression_size_bytes": compressionSize,
			"retry_mode":                         exact,
			"account_id_endpoint_mode":           exact,
			"restrict_file_permissions":          folded,
			"defaults_mode":                      defaultsMode,
			"request_checksum_calculation":       folded,
			"response_checksum_validation":       folded,
			"endpoint_discovery_enabled":         discovery,
			"ec2_metadata_service_endpoint_mode": addressFamily,
			"ec2_metadata_disabled":              metadataDisabled,
			"disable_request_compression":        plainBool,
			"disable_clock_skew_correction":      plainBool,
			"default_socket_timeout":             socketTimeout,
			"auth_scheme_preference":             schemes,
		},
		Special: map[string]func(*resolve.Run, *settings.Setting) *resolve.Value{
			"region":                        region,
			"retry_mode":                    retryMode,
			"ec2_metadata_service_endpoint": metadataEndpoint,
			"endpoint_url":                  endpoint,
		},
		Service: service,
		Check:   check,
		Chain:   chain,
	}
}

// choose: an explicit profile, AWS_PROFILE, AWS_DEFAULT_PROFILE, default;
// empty ones are none (env_config.go, setStringFromEnvVal).
func choose(r *resolve.Run) resolve.ProfileChoice {
	return resolve.ProfileRule{Variables: []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}}.Choose(r)
}

// locate: a path is used as it stands, an empty variable is none
// (env_config.go, getSharedConfigFiles). The default paths are made once, when
// the process starts (shared_config.go, DefaultSharedConfigFiles).
func locate(r *resolve.Run) []resolve.FileUse {
	return []resolve.FileUse{locateFile(r, profiles.ConfigFile), locateFile(r, profiles.CredentialsFile)}
}

func locateFile(r *resolve.Run, kind profiles.FileKind) resolve.FileUse {
	use, named := resolve.NamedFile(r, kind, false)
	if !named {
		use.Path = underHome(r, ".aws", string(kind))
	}
	return use
}

// home is the home directory (internal/shareddefaults, UserHomeDir): what
// the variable says, else what the account has; empty where neither does.
func home(r *resolve.Run) string {
	name := "HOME"
	switch r.Env.OS {
	case "windows":
		name = "USERPROFILE"
	case "plan9":
		name = "home"
	}
	if home := r.Env.Get(name); home != "" {
		return home
	}
	return r.Env.AccountHome()
}

func underHome(r *resolve.Run, elem ...string) string {
	home := home(r)
	if home == "" {
		return r.Env.Join(elem...) // relative to where the program runs
	}
	separator := r.Env.Join("", "")
	return r.Env.Join(append([]string{strings.TrimRight(home, separator)}, elem...)...)
}

const (
	profilePrefix  = "profile "
	sessionPrefix  = "sso-session "
	servicesPrefix = "services "
)

// name follows shared_config.go, processConfigSections and
// processCredentialsSections. Prefixes are case-sensitive.
func name(kind profiles.FileKind, s *sharedfile.Section) profiles.Naming {
	name := s.Name
	switch {
	case strings.HasPrefix(name, profilePrefix):
		n := profiles.Naming{Kind: profiles.SectionProfile, Name: name[len(profilePrefix):], Prefixed: true}
		if kind == profiles.CredentialsFile {
			n.Kind, n.Reason = profiles.SectionIgnored, "in the credentials file this SDK takes no section with the word profile before its name"
		}
		return n
	case strings.HasPrefix(name, sessionPrefix):
		return profiles.Naming{Kind: profiles.SectionSSOSession, Name: name[len(sessionPrefix):]}
	case strings.HasPrefix(name, servicesPrefix):
		return profiles.Naming{Kind: profiles.SectionServices, Name: name[len(servicesPrefix):]}
	case kind == profiles.CredentialsFile, strings.EqualFold(name, "default"):
		return profiles.Naming{Kind: profiles.SectionProfile, Name: name}
	}
	return profiles.Naming{Kind: profiles.SectionIgnored, Name: name, Reason: "in the config file this SDK takes a profile only as [profile " + name + "]"}
}

// gate: the endpoints of the environment and the files are left aside when
// ignore_configured_endpoint_urls says so (resolve.go, resolveBaseEndpoint).
func gate(r *resolve.Run, s *settings.Setting, _ origin.Place) string {
	if _, service := settings.ServiceOf(s.Name); service || s.Name == "endpoint_url" {
		return ignoredEndpoint(r)
	}
	return ""
}

// region: an empty region given explicitly counts as none (load_options.go, getRegion).
func region(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	if c, ok := r.In.Explicit[s.Name]; ok && c.Value == "" {
		b.Reject(c, resolve.EmptyIsUnset)
	} else if ok {
		b.Explicit(c)
	}
	b.Layer(resolve.EnvLayer)
	b.Layer(resolve.FileLayer)
	return b.Done()
}

// retryMode: every defaults mode but legacy sets standard, which is the
// default anyway (service clients, resolveRetryer).
func retryMode(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	for _, l := range []resolve.Layer{resolve.ExplicitLayer, resolve.EnvLayer, resolve.FileLayer} {
		b.Layer(l)
	}
	if mode := r.Value("defaults_mode"); mode != "" && mode != "legacy" {
		b.Derive("standard", "defaults_mode", "every defaults mode but legacy sets it")
	}
	b.Layer(resolve.DefaultLayer)
	return b.Done()
}

// metadataEndpoint: the endpoint follows from the address family where
// none is configured (feature/ec2/imds request_middleware.go, resolveEndpoint).
func metadataEndpoint(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	for _, l := range []resolve.Layer{resolve.ExplicitLayer, resolve.EnvLayer, resolve.FileLayer} {
		b.Layer(l)
	}
	if r.Value("ec2_metadata_service_endpoint_mode") == "ipv6" {
		b.Derive("http://[fd00:ec2::254]", "ec2_metadata_service_endpoint_mode", "the IPv6 address of the metadata service")
	}
	b.Default("http://169.254.169.254")
	return b.Done()
}
