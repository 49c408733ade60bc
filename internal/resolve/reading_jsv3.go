package resolve

import (
	"path"
	"strings"

	"github.com/sessctl/sessctl/internal/sharedfile"
)

// jsV3 follows the AWS SDK for JavaScript v3 on Node.js, clients 3.1175
// (@smithy/core 3.41.0, @aws-sdk/credential-provider-node 3.972.98).
//
// A setting is read when a client first needs it: the variable, else the files,
// else a default. A place whose text a setting's selector refuses is passed
// over, whatever it says (config: loadConfig, fromEnv, fromSharedConfigFiles),
// so that no text fails the building of a client. What fails later is a problem.
func jsV3() *Reading {
	return &Reading{
		ID:         "js-v3",
		Aliases:    []string{"js"},
		Title:      "AWS SDK for JavaScript v3",
		Follows:    "AWS SDK for JavaScript v3, clients 3.1175",
		SDK:        JS,
		Grammar:    func(FileKind) sharedfile.Grammar { return sharedfile.JavaScript() },
		Choose:     chooseJS,
		Locate:     locateJS,
		Name:       nameJS,
		Find:       findJS,
		Merge:      mergeJS,
		Load:       loadJS,
		ProfileFor: profileForJS,
		Gate:       gateJS,
		Aside:      asideJS,
		Convert:    map[Type]Conversion{Bool: boolJS},
		ConvertSetting: map[string]Conversion{
			"region":                             regionTextJS,
			"retry_mode":                         standsEvenEmptyJS,
			"sdk_ua_app_id":                      standsEvenEmptyJS,
			"max_attempts":                       attemptsJS,
			"defaults_mode":                      defaultsModeTextJS,
			"request_checksum_calculation":       unionJS,
			"response_checksum_validation":       unionJS,
			"account_id_endpoint_mode":           accountModeJS,
			"auth_scheme_preference":             schemesJS,
			"sigv4a_signing_region_set":          listJS,
			"request_min_compression_size_bytes": numberJS,
			"ec2_metadata_disabled":              metadataDisabledJS,
			"ec2_metadata_v1_disabled":           metadataV1JS,
			"ec2_metadata_service_endpoint_mode": addressFamilyJS,
			"default_socket_timeout":             socketTimeoutJS,
			"endpoint_discovery_enabled":         discoveryTextJS,
		},
		Special: map[string]func(*Run, *Setting) *Value{
			"region":                             regionJS,
			"use_fips_endpoint":                  fipsJS,
			"retry_mode":                         retryModeJS,
			"defaults_mode":                      defaultsModeJS,
			"endpoint_url":                       endpointJS,
			"endpoint_discovery_enabled":         discoveryJS,
			"ec2_metadata_service_endpoint":      metadataEndpointJS,
			"ec2_metadata_service_endpoint_mode": metadataModeJS,
		},
		Service: serviceJS,
		Check:   checkJS,
		Chain:   chainJS,
	}
}

// chooseJS: code, AWS_PROFILE, default; empty ones are none (config: getProfileName).
func chooseJS(r *Run) ProfileChoice {
	return ProfileRule{Variables: []string{"AWS_PROFILE"}}.Choose(r)
}

// locateJS: a leading ~/ is the home directory, an empty variable is none
// (config: loadSharedConfigFiles, getConfigFilepath, getCredentialsFilepath).
// A file that cannot be read counts as empty.
func locateJS(r *Run) []FileUse {
	return []FileUse{locateFileJS(r, ConfigFile), locateFileJS(r, CredentialsFile)}
}

func locateFileJS(r *Run, kind FileKind) FileUse {
	use, _ := NamedFile(r, kind, false)
	home, known := homeJS(r)
	rest, tilde := strings.CutPrefix(use.Path, "~/")
	switch {
	case use.Path != "" && !tilde:
	case !known:
		use.Path, use.Reason = "", "no home directory is known to look for it in"
	case tilde:
		use.Path = joinJS(r, home, rest)
	default:
		use.Path = joinJS(r, home, ".aws", string(kind))
	}
	return use
}

// homeJS is the home directory (config: getHomeDir), and whether it is known.
// Node's os.homedir, which is asked last, gives an empty HOME back as it is.
func homeJS(r *Run) (string, bool) {
	for _, name := range []string{"HOME", "USERPROFILE"} {
		if home := r.Env.Get(name); home != "" {
			return home, true
		}
	}
	if home := r.Env.Get("HOMEPATH"); home != "" {
		if drive, ok := r.Env.Lookup("HOMEDRIVE"); ok {
			return drive.Value + home, true
		}
		return "C:" + r.Env.Join("", "") + home, true
	}
	return accountHomeJS(r)
}

// accountHomeJS is what Node's os.homedir gives.
func accountHomeJS(r *Run) (string, bool) {
	name := "HOME"
	if r.Env.OS == "windows" {
		name = "USERPROFILE"
	}
	if v, ok := r.Env.Lookup(name); ok {
		return v.Value, true
	}
	home := r.Env.AccountHome()
	return home, home != ""
}

// joinJS joins paths as Node's path.join does.
func joinJS(r *Run, elem ...string) string {
	if elem[0] == "" {
		elem = elem[1:]
	}
	if r.Env.OS == "windows" {
		return r.Env.Join(elem...)
	}
	return path.Join(elem...)
}

// nameJS follows getConfigData: of the config file only [default] and headers
// of two words are kept, or a name with a dot for the blank between them. The
// credentials file is taken as parsed, so that a profile there has its bare name.
func nameJS(kind FileKind, s *sharedfile.Section) Naming {
	key, dropped := sharedfile.HeaderJS(s.Name)
	first, rest, two := strings.Cut(key, ".")
	known := two && (first == "profile" || first == "sso-session" || first == "services")
	switch {
	case dropped && s.Name == "":
		return Naming{Reason: "a header without a name"}
	case dropped:
		return Naming{Name: s.Name, Reason: "this SDK drops sections of two words, but for profile, sso-session and services"}
	case kind == CredentialsFile && known:
		return Naming{Name: key, Reason: "in the credentials file this SDK knows the section as the profile " + key + ", not " + rest}
	case kind == CredentialsFile:
		return Naming{Kind: SectionProfile, Name: key}
	case known && first == "profile":
		return Naming{Kind: SectionProfile, Name: rest, Prefixed: true}
	case known && first == "sso-session":
		return Naming{Kind: SectionSSOSession, Name: rest}
	case known:
		return Naming{Kind: SectionServices, Name: rest}
	case key == "default":
		return Naming{Kind: SectionProfile, Name: key}
	}
	return Naming{Name: key, Reason: "in the config file this SDK takes a profile only as [profile NAME], with one blank and no blank in the name"}
}

// findJS adds to a profile's sections those that go by its name only when
// somebody asks for just that: "sso-session.NAME", "services.NAME", and in the
// credentials file "profile.NAME".
func findJS(s *Shared, kind SectionKind, name string) []SectionRef {
	refs := s.Named(kind, name)
	first, rest, two := strings.Cut(name, ".")
	if kind != SectionProfile || !two || first != "profile" && first != "sso-session" && first != "services" {
		return refs
	}
	refs = refs[:len(refs):len(refs)]
	s.Mentioning(rest, func(ref SectionRef) {
		key, dropped := sharedfile.HeaderJS(ref.Section.Name)
		if !dropped && key == name && (ref.File == CredentialsFile || first != "profile") {
			refs = append(refs, ref)
		}
	})
	return refs
}

// keptJS is what the functions of this reading share.
type keptJS struct {
	settings *Profile // the profile in use, where the config file beats the credentials file
	ambient  *Profile // the same of the profile that the environment names
	named    string   // that profile's name
	code     bool     // code names another profile

	rawRegion string // as written, before pseudo regions are taken apart
	modeFault string // why the defaults mode makes every request fail
	imdsFault string // why the address of the metadata service cannot be had
}

func (r *Run) js() *keptJS { return r.Kept.(*keptJS) }

func loadJS(r *Run) {
	k := &keptJS{named: "default"}
	if name := r.Env.Get("AWS_PROFILE"); name != "" {
		k.named = name
	}
	k.settings = settingsProfileJS(r.Shared, r.Choice.Name)
	k.ambient = k.settings
	if k.code = k.named != r.Choice.Name; k.code {
		k.ambient = settingsProfileJS(r.Shared, k.named)
	}
	r.Kept = k
}

// ambientJS tells whether a setting is loaded without the client's profile, so
// that only the one in AWS_PROFILE counts: endpoints (endpoints:
// getEndpointFromConfig), the defaults mode (config: resolveDefaultsModeConfig),
// instance metadata (credential-provider-imds: getInstanceMetadataEndpoint) and
// clock skew (httpAuthSchemes: DEFAULT_DISABLE_CLOCK_SKEW_CORRECTION).
func ambientJS(name string) bool {
	switch name {
	case "endpoint_url", "ignore_configured_endpoint_urls", "services", "defaults_mode",
		"ec2_metadata_service_endpoint", "ec2_metadata_service_endpoint_mode", "disable_clock_skew_correction":
		return true
	}
	_, service := ServiceOf(name)
	return service
}

// profileForJS: the region alone is looked for in the credentials file first
// (config: NODE_REGION_CONFIG_FILE_OPTIONS).
func profileForJS(r *Run, s *Setting) *Profile {
	switch {
	case s.Name == "region":
		return r.Profile
	case ambientJS(s.Name):
		return r.js().ambient
	}
	return r.js().settings
}

// asideJS records keys of the profile that code names and that this SDK looks
// for in another profile.
func asideJS(b *Builder) {
	k := b.Run.js()
	if !k.code || !ambientJS(b.Setting.Name) {
		return
	}
	for _, n := range b.Setting.Keys {
		if q := k.settings.Get(n.Name); q != nil && n.In&JS != 0 && q.Value != "" {
			b.Reject(Candidate{q.Value, q.Origin}, elsewhereJS(b.Run, n.Name))
		}
	}
}

func elsewhereJS(r *Run, key string) string {
	return "this SDK looks for " + key + " in the profile that AWS_PROFILE names (" + r.js().named + "), not in one that code names"
}

// gateJS: a key without a value is no key, and endpoints are left aside where
// ignore_configured_endpoint_urls says so.
func gateJS(r *Run, s *Setting, p Place) string {
	if p.Origin.Kind == InFile && p.Value == "" {
		return emptyKeyJS
	}
	if _, service := ServiceOf(s.Name); service || s.Name == "endpoint_url" {
		return ignoredEndpointJS(r)
	}
	return ""
}

const emptyKeyJS = "a key without a value heads a block of indented keys in this SDK, and sets nothing"
