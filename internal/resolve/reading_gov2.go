package resolve

import (
	"strings"

	"github.com/sessctl/sessctl/internal/sharedfile"
)

// goV2 follows aws-sdk-go-v2, config v1.33.16: LoadDefaultConfig.
//
// Code comes before variables, and variables before files (config.go,
// LoadDefaultConfig). A variable or key that cannot be converted fails the
// load, whether or not another place wins: all are converted first.
func goV2() *Reading {
	return &Reading{
		ID:      "go-v2",
		Title:   "AWS SDK for Go v2",
		Follows: "aws-sdk-go-v2 config v1.33.16",
		SDK:     GoV2,
		Grammar: func(FileKind) sharedfile.Grammar { return sharedfile.GoV2() },
		Choose:  chooseGoV2,
		Locate:  locateGoV2,
		Name:    nameGoV2,
		Merge:   mergeGoV2,
		Load:    loadGoV2,
		Gate:    gateGoV2,
		Convert: map[Type]Conversion{Bool: boolGoV2},
		ConvertSetting: map[string]Conversion{
			"max_attempts":                       attemptsGoV2,
			"request_min_compression_size_bytes": compressionSizeGoV2,
			"retry_mode":                         exactGoV2,
			"account_id_endpoint_mode":           exactGoV2,
			"restrict_file_permissions":          foldedGoV2,
			"defaults_mode":                      defaultsModeGoV2,
			"request_checksum_calculation":       foldedGoV2,
			"response_checksum_validation":       foldedGoV2,
			"endpoint_discovery_enabled":         discoveryGoV2,
			"ec2_metadata_service_endpoint_mode": addressFamilyGoV2,
			"ec2_metadata_disabled":              metadataDisabledGoV2,
			"disable_request_compression":        plainBoolGoV2,
			"disable_clock_skew_correction":      plainBoolGoV2,
			"default_socket_timeout":             socketTimeoutGoV2,
			"auth_scheme_preference":             schemesGoV2,
		},
		Special: map[string]func(*Run, *Setting) *Value{
			"region":                        regionGoV2,
			"retry_mode":                    retryModeGoV2,
			"ec2_metadata_service_endpoint": metadataEndpointGoV2,
			"endpoint_url":                  endpointGoV2,
		},
		Service: serviceGoV2,
		Check:   checkGoV2,
		Chain:   chainGoV2,
	}
}

// chooseGoV2: an explicit profile, AWS_PROFILE, AWS_DEFAULT_PROFILE, default;
// empty ones are none (env_config.go, setStringFromEnvVal).
func chooseGoV2(r *Run) ProfileChoice {
	return ProfileRule{Variables: []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}}.Choose(r)
}

// locateGoV2: a path is used as it stands, an empty variable is none
// (env_config.go, getSharedConfigFiles). The default paths are made once, when
// the process starts (shared_config.go, DefaultSharedConfigFiles).
func locateGoV2(r *Run) []FileUse {
	return []FileUse{locateFileGoV2(r, ConfigFile), locateFileGoV2(r, CredentialsFile)}
}

func locateFileGoV2(r *Run, kind FileKind) FileUse {
	use, named := NamedFile(r, kind, false)
	if !named {
		use.Path = underHomeGoV2(r, ".aws", string(kind))
	}
	return use
}

// homeGoV2 is the home directory (internal/shareddefaults, UserHomeDir): what
// the variable says, else what the account has; empty where neither does.
func homeGoV2(r *Run) string {
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

func underHomeGoV2(r *Run, elem ...string) string {
	home := homeGoV2(r)
	if home == "" {
		return r.Env.Join(elem...) // relative to where the program runs
	}
	separator := r.Env.Join("", "")
	return r.Env.Join(append([]string{strings.TrimRight(home, separator)}, elem...)...)
}

const (
	profilePrefixGoV2  = "profile "
	sessionPrefixGoV2  = "sso-session "
	servicesPrefixGoV2 = "services "
)

// nameGoV2 follows shared_config.go, processConfigSections and
// processCredentialsSections. Prefixes are case-sensitive.
func nameGoV2(kind FileKind, s *sharedfile.Section) Naming {
	name := s.Name
	switch {
	case strings.HasPrefix(name, profilePrefixGoV2):
		n := Naming{Kind: SectionProfile, Name: name[len(profilePrefixGoV2):], Prefixed: true}
		if kind == CredentialsFile {
			n.Kind, n.Reason = SectionIgnored, "in the credentials file this SDK takes no section with the word profile before its name"
		}
		return n
	case strings.HasPrefix(name, sessionPrefixGoV2):
		return Naming{Kind: SectionSSOSession, Name: name[len(sessionPrefixGoV2):]}
	case strings.HasPrefix(name, servicesPrefixGoV2):
		return Naming{Kind: SectionServices, Name: name[len(servicesPrefixGoV2):]}
	case kind == CredentialsFile, strings.EqualFold(name, "default"):
		return Naming{Kind: SectionProfile, Name: name}
	}
	return Naming{Kind: SectionIgnored, Name: name, Reason: "in the config file this SDK takes a profile only as [profile " + name + "]"}
}

// gateGoV2: the endpoints of the environment and the files are left aside when
// ignore_configured_endpoint_urls says so (resolve.go, resolveBaseEndpoint).
func gateGoV2(r *Run, s *Setting, _ Place) string {
	if _, service := ServiceOf(s.Name); service || s.Name == "endpoint_url" {
		return ignoredEndpointGoV2(r)
	}
	return ""
}

// regionGoV2: an empty region given explicitly counts as none (load_options.go, getRegion).
func regionGoV2(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	if c, ok := r.In.Explicit[s.Name]; ok && c.Value == "" {
		b.Reject(c, EmptyIsUnset)
	} else if ok {
		b.Explicit(c)
	}
	b.Layer(EnvLayer)
	b.Layer(FileLayer)
	return b.Done()
}

// retryModeGoV2: every defaults mode but legacy sets standard, which is the
// default anyway (service clients, resolveRetryer).
func retryModeGoV2(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	for _, l := range []Layer{ExplicitLayer, EnvLayer, FileLayer} {
		b.Layer(l)
	}
	if mode := r.Value("defaults_mode"); mode != "" && mode != "legacy" {
		b.Derive("standard", "defaults_mode", "every defaults mode but legacy sets it")
	}
	b.Layer(DefaultLayer)
	return b.Done()
}

// metadataEndpointGoV2: the endpoint follows from the address family where
// none is configured (feature/ec2/imds request_middleware.go, resolveEndpoint).
func metadataEndpointGoV2(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	for _, l := range []Layer{ExplicitLayer, EnvLayer, FileLayer} {
		b.Layer(l)
	}
	if r.Value("ec2_metadata_service_endpoint_mode") == "ipv6" {
		b.Derive("http://[fd00:ec2::254]", "ec2_metadata_service_endpoint_mode", "the IPv6 address of the metadata service")
	}
	b.Default("http://169.254.169.254")
	return b.Done()
}
