package boto

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// Reading follows botocore 1.43.11, which Reading and AWS CLI v1 are made of.
//
// A setting is looked up when somebody asks for it (configprovider.py,
// ChainProvider): code, variables, the profile, a default; the first that is
// there wins, an empty one too, and is then converted. Making a session reads
// nothing; the first look-up that reaches the files reads both.
func Reading() *resolve.Reading {
	return &resolve.Reading{
		ID:      "boto3",
		Aliases: []string{"python", "botocore", "boto", "cli-v1"},
		Title:   "boto3 (botocore)",
		Follows: "botocore 1.43.11",
		SDK:     settings.Boto,
		Grammar: func(profiles.FileKind) sharedfile.Grammar { return sharedfile.ConfigParser() },
		Choose:  choose,
		Locate:  locate,
		Name:    name,
		Find:    find,
		Merge:   merge,
		Load:    load,
		Gate:    gate,
		Aside:   aside,
		Convert: convert(),
		ConvertSetting: map[string]resolve.Conversion{
			"endpoint_discovery_enabled": lower,
			"parameter_validation":       lower,
			"endpoint_url":               resolve.AsItStands,
		},
		Special: map[string]func(*resolve.Run, *settings.Setting) *resolve.Value{
			"api_versions":                   apiVersions,
			"retry_mode":                     retryMode,
			"s3.use_dualstack_endpoint":      dualStackS3,
			"s3_us_east_1_regional_endpoint": globalS3,
			"max_attempts":                   maxAttempts,
			"ca_bundle":                      caBundle,
			"ec2_metadata_service_endpoint":  metadataEndpoint,
			"https_proxy":                    proxy,
			"http_proxy":                     proxy,
			"no_proxy":                       proxy,
			"endpoint_url":                   endpointSetting,
		},
		Service: service,
		Check:   check,
		Chain:   chain,
	}
}

func isCLI(r *resolve.Run) bool { return r.Reading.SDK == settings.CLI }

// choose: botocore asks AWS_DEFAULT_PROFILE first, AWS CLI v2 AWS_PROFILE
// (configprovider.py, the row profile). A variable that is set but empty names
// a profile too, one without a name.
func choose(r *resolve.Run) resolve.ProfileChoice {
	rule := resolve.ProfileRule{Variables: []string{"AWS_DEFAULT_PROFILE", "AWS_PROFILE"}, EmptyCounts: true}
	if isCLI(r) {
		slices.Reverse(rule.Variables)
	}
	return rule.Choose(r)
}

// inUse is the profile that the credentials chain works with: an empty name
// counts as default there (credentials.py, create_credential_resolver).
func inUse(r *resolve.Run) string {
	if r.Choice.Name == "" {
		return "default"
	}
	return r.Choice.Name
}

// locate: variables in a path are expanded, then ~, wherever it comes from;
// an empty path is no file, and neither is what is not a regular file
// (configloader.py, raw_config_parse).
func locate(r *resolve.Run) []resolve.FileUse {
	return []resolve.FileUse{locateFile(r, profiles.ConfigFile), locateFile(r, profiles.CredentialsFile)}
}

func locateFile(r *resolve.Run, kind profiles.FileKind) resolve.FileUse {
	use, named := resolve.NamedFile(r, kind, true)
	switch {
	case !named:
		use.Path = "~/.aws/" + string(kind)
	case use.Path == "":
		use.Reason = use.Origin.Name + " is set to nothing, which this SDK takes for a file that does not exist"
	}
	use.Path = expand(r, use.Path)
	return use
}

func expand(r *resolve.Run, path string) string { return pyExpandUser(r, pyExpandVars(r, path)) }

// name: in the config file a header that begins with one of three words
// must have two words, split as a shell would, and the second is the name
// (configloader.py, build_profile_map); in the credentials file the whole
// header is the name (session.py, full_config).
func name(kind profiles.FileKind, s *sharedfile.Section) profiles.Naming {
	name := s.Name
	if kind == profiles.CredentialsFile {
		return profiles.Naming{Kind: profiles.SectionProfile, Name: name}
	}
	n := profiles.Naming{Kind: profiles.SectionIgnored, Name: name}
	switch {
	case strings.HasPrefix(name, "profile"):
		n.Kind, n.Prefixed = profiles.SectionProfile, true
	case strings.HasPrefix(name, "sso-session"):
		n.Kind = profiles.SectionSSOSession
	case strings.HasPrefix(name, "services"):
		n.Kind = profiles.SectionServices
	case name == "default":
		n.Kind = profiles.SectionProfile
		return n
	case name == "plugins", name == "preview":
		n.Kind = profiles.SectionOther
		return n
	default:
		n.Reason = "in the config file this SDK takes a profile only as [profile " + name + "]"
		return n
	}
	words, err := pyWords(name)
	switch {
	case err != nil:
		n.Kind, n.Reason = profiles.SectionIgnored, "its header cannot be split into words: "+err.Error()
	case len(words) < 2:
		n.Kind, n.Reason = profiles.SectionIgnored, "no name follows the word "+name
	case len(words) > 2:
		n.Kind, n.Reason = profiles.SectionIgnored, "its header has more than two words; a name with spaces needs quotes"
	default:
		n.Name = words[1]
	}
	return n
}

// find gives the sections of a name, also where quotes or backslashes
// keep the header from reading like it.
func find(s *profiles.Shared, kind profiles.SectionKind, name string) []profiles.SectionRef {
	return s.Indexed(kind, name, func() []profiles.SectionRef { return scan(s, kind, name) })
}

func scan(s *profiles.Shared, kind profiles.SectionKind, name string) []profiles.SectionRef {
	var refs []profiles.SectionRef
	for i, text := range []string{name, `"`, `'`, `\`} {
		s.Mentioning(text, func(ref profiles.SectionRef) {
			seen := false
			for _, before := range []string{name, `"`, `'`, `\`}[:i] {
				seen = seen || strings.Contains(ref.Section.Name, before)
			}
			if !seen && ref.Kind == kind && ref.Name == name {
				refs = append(refs, ref)
			}
		})
	}
	slices.SortStableFunc(refs, func(a, b profiles.SectionRef) int {
		if a.File != b.File {
			return strings.Compare(string(a.File), string(b.File)) // config before credentials
		}
		return a.Section.Pos.Line - b.Section.Pos.Line
	})
	return refs
}

// merge: of the config file's sections of one name the last replaces the
// others wholly (configloader.py, build_profile_map); the credentials file's is
// put over it key by key (session.py, full_config).
func merge(_ *profiles.Shared, name string, refs []profiles.SectionRef) *profiles.Profile {
	p := profiles.MergeInOrder(name, effective(refs))
	p.Sections = refs
	return p
}

func effective(refs []profiles.SectionRef) []profiles.SectionRef {
	last, configs := -1, 0
	for i := range refs {
		if refs[i].File == profiles.ConfigFile {
			last = i
			configs++
		}
	}
	if configs < 2 {
		return refs
	}
	var effective []profiles.SectionRef
	for i, ref := range refs {
		if ref.File != profiles.ConfigFile || i == last {
			effective = append(effective, ref)
		}
	}
	return effective
}

// own gives a key of a profile as one file alone has it.
func own(p *profiles.Profile, kind profiles.FileKind, key string) *profiles.Property {
	if p == nil {
		return nil
	}
	for _, ref := range effective(p.Sections) {
		if ref.File != kind {
			continue
		}
		entries := ref.Section.Entries()
		for i := range entries {
			if entries[i].Key == key {
				q := profiles.PropertyOf(ref, &entries[i])
				return &q
			}
		}
	}
	return nil
}

// aside shows keys of sections that a later one of the same name replaced.
func aside(b *resolve.Builder) {
	if b.Run.Profile == nil || len(b.Run.Profile.Sections) < 2 {
		return
	}
	effective := effective(b.Run.Profile.Sections)
	if len(effective) == len(b.Run.Profile.Sections) {
		return
	}
	for _, ref := range b.Run.Profile.Sections {
		if slices.ContainsFunc(effective, func(e profiles.SectionRef) bool { return e.Section == ref.Section }) {
			continue
		}
		entries := ref.Section.Entries()
		for _, n := range b.Setting.Keys {
			if n.In&b.Run.Reading.SDK == 0 {
				continue
			}
			for i := range entries {
				if e := &entries[i]; e.Key == n.Name {
					b.Reject(origin.Candidate{Value: e.Value, Origin: profiles.EntryOrigin(ref, e)}, "["+effective[0].Section.Name+"] further down replaces this whole section")
				}
			}
		}
	}
}
