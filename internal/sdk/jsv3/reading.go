package jsv3

import (
	"path"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// Reading follows the AWS SDK for JavaScript v3 on Node.js, clients 3.1175
// (@smithy/core 3.41.1, @aws-sdk/credential-provider-node 3.972.99).
//
// A setting is read when a client first needs it: the variable, else the files,
// else a default. A place whose text a setting's selector refuses is passed
// over, whatever it says (config: loadConfig, fromEnv, fromSharedConfigFiles),
// so that no text fails the building of a client. What fails later is a problem.
func Reading() *resolve.Reading {
	return &resolve.Reading{
		ID:          "js-v3",
		Aliases:     []string{"js", "node", "nodejs", "javascript"},
		Title:       "AWS SDK for JavaScript v3",
		Follows:     "AWS SDK for JavaScript v3, clients 3.1175",
		SDK:         settings.JS,
		FromDefault: true,
		Grammar:     func(profiles.FileKind) sharedfile.Grammar { return sharedfile.JavaScript() },
		Choose:      choose,
		Locate:      locate,
		Name:        name,
		Find:        find,
		Merge:       merge,
		Load:        load,
		ProfileFor:  profileFor,
		Gate:        gate,
		Aside:       aside,
		Convert:     map[settings.Type]resolve.Conversion{settings.Bool: toBool, settings.Int: number},
		ConvertSetting: map[string]resolve.Conversion{
			"region":                             regionText,
			"retry_mode":                         standsEvenEmpty,
			"sdk_ua_app_id":                      standsEvenEmpty,
			"max_attempts":                       attempts,
			"defaults_mode":                      defaultsModeText,
			"request_checksum_calculation":       union,
			"response_checksum_validation":       union,
			"account_id_endpoint_mode":           accountMode,
			"auth_scheme_preference":             schemes,
			"sigv4a_signing_region_set":          list,
			"ec2_metadata_disabled":              metadataDisabled,
			"ec2_metadata_v1_disabled":           metadataV1,
			"ec2_metadata_service_endpoint_mode": addressFamily,
			"default_socket_timeout":             socketTimeout,
			"endpoint_discovery_enabled":         discoveryText,
		},
		Special: map[string]func(*resolve.Run, *settings.Setting) *resolve.Value{
			"region":                             region,
			"use_fips_endpoint":                  fips,
			"retry_mode":                         retryMode,
			"defaults_mode":                      defaultsMode,
			"endpoint_url":                       endpoint,
			"endpoint_discovery_enabled":         discovery,
			"ec2_metadata_service_endpoint":      metadataEndpoint,
			"ec2_metadata_service_endpoint_mode": metadataMode,
		},
		Service: service,
		Check:   check,
		Chain:   chain,
	}
}

// choose: code, AWS_PROFILE, default; empty ones are none (config: getProfileName).
func choose(r *resolve.Run) resolve.ProfileChoice {
	return resolve.ProfileRule{Variables: []string{"AWS_PROFILE"}}.Choose(r)
}

// locate: a leading ~/ is the home directory, an empty variable is none
// (config: loadSharedConfigFiles, getConfigFilepath, getCredentialsFilepath).
// A file that cannot be read counts as empty.
func locate(r *resolve.Run) []resolve.FileUse {
	return []resolve.FileUse{locateFile(r, profiles.ConfigFile), locateFile(r, profiles.CredentialsFile)}
}

func locateFile(r *resolve.Run, kind profiles.FileKind) resolve.FileUse {
	use, _ := resolve.NamedFile(r, kind, false)
	home, known := home(r)
	rest, tilde := strings.CutPrefix(use.Path, "~/")
	switch {
	case use.Path != "" && !tilde:
	case !known:
		use.Path, use.Reason = "", "no home directory is known to look for it in"
	case tilde:
		use.Path = join(r, home, rest)
	default:
		use.Path = join(r, home, ".aws", string(kind))
	}
	return use
}

// home is the home directory (config: getHomeDir), and whether it is known.
// Node's os.homedir, which is asked last, gives an empty HOME back as it is.
func home(r *resolve.Run) (string, bool) {
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
	return accountHome(r)
}

// accountHome is what Node's os.homedir gives.
func accountHome(r *resolve.Run) (string, bool) {
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

// join joins paths as Node's path.join does.
func join(r *resolve.Run, elem ...string) string {
	if elem[0] == "" {
		elem = elem[1:]
	}
	if r.Env.OS == "windows" {
		return r.Env.Join(elem...)
	}
	return path.Join(elem...)
}

// name follows getConfigData: of the config file only [default] and headers
// of two words are kept, or a name with a dot for the blank between them. The
// credentials file is taken as parsed, so that a profile there has its bare name.
func name(kind profiles.FileKind, s *sharedfile.Section) profiles.Naming {
	key, dropped := sharedfile.HeaderJS(s.Name)
	first, rest, two := strings.Cut(key, ".")
	known := two && (first == "profile" || first == "sso-session" || first == "services")
	switch {
	case dropped && s.Name == "":
		return profiles.Naming{Reason: "a header without a name"}
	case dropped:
		return profiles.Naming{Name: s.Name, Reason: "this SDK drops sections of two words, but for profile, sso-session and services"}
	case kind == profiles.CredentialsFile && known:
		return profiles.Naming{Name: key, Reason: "in the credentials file this SDK knows the section as the profile " + key + ", not " + rest}
	case kind == profiles.CredentialsFile:
		return profiles.Naming{Kind: profiles.SectionProfile, Name: key}
	case known && first == "profile":
		return profiles.Naming{Kind: profiles.SectionProfile, Name: rest, Prefixed: true}
	case known && first == "sso-session":
		return profiles.Naming{Kind: profiles.SectionSSOSession, Name: rest}
	case known:
		return profiles.Naming{Kind: profiles.SectionServices, Name: rest}
	case key == "default":
		return profiles.Naming{Kind: profiles.SectionProfile, Name: key}
	}
	return profiles.Naming{Name: key, Reason: "in the config file this SDK takes a profile only as [profile NAME], with one blank and no blank in the name"}
}

// find adds to a profile's sections those that go by its name only when
// somebody asks for just that: "sso-session.NAME", "services.NAME", and in the
// credentials file "profile.NAME".
func find(s *profiles.Shared, kind profiles.SectionKind, name string) []profiles.SectionRef {
	refs := s.Named(kind, name)
	first, rest, two := strings.Cut(name, ".")
	if kind != profiles.SectionProfile || !two || first != "profile" && first != "sso-session" && first != "services" {
		return refs
	}
	refs = refs[:len(refs):len(refs)]
	s.Mentioning(rest, func(ref profiles.SectionRef) {
		key, dropped := sharedfile.HeaderJS(ref.Section.Name)
		if !dropped && key == name && (ref.File == profiles.CredentialsFile || first != "profile") {
			refs = append(refs, ref)
		}
	})
	return refs
}

// kept is what the functions of this reading share.
type kept struct {
	settings *profiles.Profile // the profile in use, where the config file overrides the credentials file
	ambient  *profiles.Profile // the same of the profile that the environment names
	named    string            // that profile's name
	code     bool              // code names another profile

	rawRegion string // as written, before pseudo regions are taken apart
	modeFault string // why the defaults mode makes every request fail
	modeAsks  string // the same, where instance metadata does not tell the region
	imdsFault string // why the address of the metadata service cannot be had
}

func js(r *resolve.Run) *kept { return r.Kept.(*kept) }

func load(r *resolve.Run) {
	k := &kept{named: "default"}
	if name := r.Env.Get("AWS_PROFILE"); name != "" {
		k.named = name
	}
	k.settings = settingsProfile(r.Shared, r.Choice.Name)
	k.ambient = k.settings
	if k.code = k.named != r.Choice.Name; k.code {
		k.ambient = settingsProfile(r.Shared, k.named)
	}
	r.Kept = k
}

// ambient reports whether a setting is loaded without the client's profile, so
// that only the one in AWS_PROFILE counts: endpoints (endpoints:
// getEndpointFromConfig), the defaults mode (config: resolveDefaultsModeConfig),
// instance metadata (credential-provider-imds: getInstanceMetadataEndpoint) and
// clock skew (httpAuthSchemes: DEFAULT_DISABLE_CLOCK_SKEW_CORRECTION).
func ambient(name string) bool {
	switch name {
	case "endpoint_url", "ignore_configured_endpoint_urls", "services", "defaults_mode",
		"ec2_metadata_service_endpoint", "ec2_metadata_service_endpoint_mode", "disable_clock_skew_correction":
		return true
	}
	_, service := settings.ServiceOf(name)
	return service
}

// profileFor: the region alone is looked for in the credentials file first
// (config: NODE_REGION_CONFIG_FILE_OPTIONS).
func profileFor(r *resolve.Run, s *settings.Setting) *profiles.Profile {
	switch {
	case s.Name == "region":
		return r.Profile
	case ambient(s.Name):
		return js(r).ambient
	}
	return js(r).settings
}

// aside records keys of the profile that code names and that this SDK looks
// for in another profile.
func aside(b *resolve.Builder) {
	k := js(b.Run)
	if !k.code || !ambient(b.Setting.Name) {
		return
	}
	for _, n := range b.Setting.Keys {
		if q := k.settings.Get(n.Name); q != nil && n.In&settings.JS != 0 && q.Value != "" {
			b.Reject(origin.Candidate{Value: q.Value, Origin: q.Origin}, elsewhere(b.Run, n.Name))
		}
	}
}

func elsewhere(r *resolve.Run, key string) string {
	return "this SDK looks for " + key + " in the profile that AWS_PROFILE names (" + js(r).named + "), not in one that code names"
}

// gate: a key without a value is no key, and endpoints are left aside where
// ignore_configured_endpoint_urls says so.
func gate(r *resolve.Run, s *settings.Setting, p origin.Place) string {
	if p.Origin.Kind == origin.InFile && p.Value == "" {
		return emptyKey
	}
	if _, service := settings.ServiceOf(s.Name); service || s.Name == "endpoint_url" {
		return ignoredEndpoint(r)
	}
	return ""
}

const emptyKey = "a key without a value heads a block of indented keys in this SDK, and sets nothing"
