package resolve

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/sharedfile"
)

// boto3 follows botocore 1.43.11, which boto3 and AWS CLI v1 are made of.
//
// A setting is looked up when somebody asks for it (configprovider.py,
// ChainProvider): code, variables, the profile, a default; the first that is
// there wins, an empty one too, and is then converted. Making a session reads
// nothing; the first look-up that reaches the files reads both.
func boto3() *Reading {
	return &Reading{
		ID:      "boto3",
		Aliases: []string{"botocore", "cli-v1"},
		Title:   "boto3 (botocore)",
		Follows: "botocore 1.43.11",
		SDK:     Boto,
		Grammar: func(FileKind) sharedfile.Grammar { return sharedfile.ConfigParser() },
		Choose:  chooseBoto3,
		Locate:  locateBoto3,
		Name:    nameBoto3,
		Find:    findBoto3,
		Merge:   mergeBoto3,
		Load:    loadBoto3,
		Gate:    gateBoto3,
		Aside:   asideBoto3,
		Convert: convertBoto3(),
		ConvertSetting: map[string]Conversion{
			"endpoint_discovery_enabled": lowerBoto3,
			"parameter_validation":       lowerBoto3,
			"endpoint_url":               AsItStands,
		},
		Special: map[string]func(*Run, *Setting) *Value{
			"api_versions":                   apiVersionsBoto3,
			"retry_mode":                     retryModeBoto3,
			"s3.use_dualstack_endpoint":      dualStackS3Boto3,
			"s3_us_east_1_regional_endpoint": globalS3Boto3,
			"max_attempts":                   maxAttemptsBoto3,
			"ca_bundle":                      caBundleBoto3,
			"ec2_metadata_service_endpoint":  metadataEndpointBoto3,
			"https_proxy":                    proxyBoto3,
			"http_proxy":                     proxyBoto3,
			"no_proxy":                       proxyBoto3,
			"endpoint_url":                   endpointBoto3,
		},
		Service: serviceBoto3,
		Check:   checkBoto3,
		Chain:   chainBoto3,
	}
}

func (r *Run) isCLI() bool { return r.Reading.SDK == CLI }

// chooseBoto3: botocore asks AWS_DEFAULT_PROFILE first, AWS CLI v2 AWS_PROFILE
// (configprovider.py, the row profile). A variable that is set but empty names
// a profile too, one without a name.
func chooseBoto3(r *Run) ProfileChoice {
	rule := ProfileRule{Variables: []string{"AWS_DEFAULT_PROFILE", "AWS_PROFILE"}, EmptyCounts: true}
	if r.isCLI() {
		slices.Reverse(rule.Variables)
	}
	return rule.Choose(r)
}

// inUse is the profile that the credentials chain works with: an empty name
// counts as default there (credentials.py, create_credential_resolver).
func (r *Run) inUseBoto3() string {
	if r.Choice.Name == "" {
		return "default"
	}
	return r.Choice.Name
}

// locateBoto3: variables in a path are expanded, then ~, wherever it comes from;
// an empty path is no file, and neither is what is not a regular file
// (configloader.py, raw_config_parse).
func locateBoto3(r *Run) []FileUse {
	return []FileUse{locateFileBoto3(r, ConfigFile), locateFileBoto3(r, CredentialsFile)}
}

func locateFileBoto3(r *Run, kind FileKind) FileUse {
	use, named := NamedFile(r, kind, true)
	switch {
	case !named:
		use.Path = "~/.aws/" + string(kind)
	case use.Path == "":
		use.Reason = use.Origin.Name + " is set to nothing, which this SDK takes for a file that does not exist"
	}
	use.Path = pathBoto3(r, use.Path)
	return use
}

func pathBoto3(r *Run, path string) string { return pyExpandUser(r, pyExpandVars(r, path)) }

// nameBoto3: in the config file a header that begins with one of three words
// must have two words, split as a shell would, and the second is the name
// (configloader.py, build_profile_map); in the credentials file the whole
// header is the name (session.py, full_config).
func nameBoto3(kind FileKind, s *sharedfile.Section) Naming {
	name := s.Name
	if kind == CredentialsFile {
		return Naming{Kind: SectionProfile, Name: name}
	}
	n := Naming{Kind: SectionIgnored, Name: name}
	switch {
	case strings.HasPrefix(name, "profile"):
		n.Kind, n.Prefixed = SectionProfile, true
	case strings.HasPrefix(name, "sso-session"):
		n.Kind = SectionSSOSession
	case strings.HasPrefix(name, "services"):
		n.Kind = SectionServices
	case name == "default":
		n.Kind = SectionProfile
		return n
	case name == "plugins", name == "preview":
		n.Kind = SectionOther
		return n
	default:
		n.Reason = "in the config file this SDK takes a profile only as [profile " + name + "]"
		return n
	}
	words, err := pyWords(name)
	switch {
	case err != nil:
		n.Kind, n.Reason = SectionIgnored, "its header cannot be split into words: "+err.Error()
	case len(words) < 2:
		n.Kind, n.Reason = SectionIgnored, "no name follows the word "+name
	case len(words) > 2:
		n.Kind, n.Reason = SectionIgnored, "its header has more than two words; a name with spaces needs quotes"
	default:
		n.Name = words[1]
	}
	return n
}

// findBoto3 gives the sections of a name, also where quotes or backslashes
// keep the header from reading like it.
func findBoto3(s *Shared, kind SectionKind, name string) []SectionRef {
	return s.Indexed(kind, name, func() []SectionRef { return s.scanBoto3(kind, name) })
}

func (s *Shared) scanBoto3(kind SectionKind, name string) []SectionRef {
	var refs []SectionRef
	for i, text := range []string{name, `"`, `'`, `\`} {
		s.Mentioning(text, func(ref SectionRef) {
			seen := false
			for _, before := range []string{name, `"`, `'`, `\`}[:i] {
				seen = seen || strings.Contains(ref.Section.Name, before)
			}
			if !seen && ref.Kind == kind && ref.Name == name {
				refs = append(refs, ref)
			}
		})
	}
	slices.SortStableFunc(refs, func(a, b SectionRef) int {
		if a.File != b.File {
			return strings.Compare(string(a.File), string(b.File)) // config before credentials
		}
		return a.Section.Pos.Line - b.Section.Pos.Line
	})
	return refs
}

// mergeBoto3: of the config file's sections of one name the last replaces the
// others wholly (configloader.py, build_profile_map); the credentials file's is
// put over it key by key (session.py, full_config).
func mergeBoto3(_ *Shared, name string, refs []SectionRef) *Profile {
	p := MergeInOrder(name, effectiveBoto3(refs))
	p.Sections = refs
	return p
}

func effectiveBoto3(refs []SectionRef) []SectionRef {
	last, configs := -1, 0
	for i := range refs {
		if refs[i].File == ConfigFile {
			last = i
			configs++
		}
	}
	if configs < 2 {
		return refs
	}
	var effective []SectionRef
	for i, ref := range refs {
		if ref.File != ConfigFile || i == last {
			effective = append(effective, ref)
		}
	}
	return effective
}

// ownBoto3 gives a key of a profile as one file alone has it.
func ownBoto3(p *Profile, kind FileKind, key string) *Property {
	if p == nil {
		return nil
	}
	for _, ref := range effectiveBoto3(p.Sections) {
		if ref.File != kind {
			continue
		}
		for i := range ref.Section.Entries {
			if ref.Section.Entries[i].Key == key {
				q := PropertyOf(ref, &ref.Section.Entries[i])
				return &q
			}
		}
	}
	return nil
}

// asideBoto3 shows keys of sections that a later one of the same name replaced.
func asideBoto3(b *Builder) {
	if b.Run.Profile == nil || len(b.Run.Profile.Sections) < 2 {
		return
	}
	effective := effectiveBoto3(b.Run.Profile.Sections)
	if len(effective) == len(b.Run.Profile.Sections) {
		return
	}
	for _, ref := range b.Run.Profile.Sections {
		if slices.ContainsFunc(effective, func(e SectionRef) bool { return e.Section == ref.Section }) {
			continue
		}
		for _, n := range b.Setting.Keys {
			if n.In&b.Run.Reading.SDK == 0 {
				continue
			}
			for i := range ref.Section.Entries {
				if e := &ref.Section.Entries[i]; e.Key == n.Name {
					b.Reject(Candidate{e.Value, EntryOrigin(ref, e)}, "["+effective[0].Section.Name+"] further down replaces this whole section")
				}
			}
		}
	}
}
