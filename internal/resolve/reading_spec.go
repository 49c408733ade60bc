package resolve

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/sharedfile"
)

// spec follows the AWS SDKs and Tools Reference, and where that says nothing
// the Rust SDK: aws-config 1.13.0, aws-runtime 1.10.2, aws-types 1.7.0.
//
// Code comes before variables, and variables before files. One place is asked,
// the first where anything stands, even an empty text; what it has is then
// read, and where that fails the default holds (aws-runtime, env_config.rs,
// EnvConfigValue::validate). Only retries refuse to be built.
func spec() *Reading {
	return &Reading{
		ID:      "spec",
		Aliases: []string{"sdk"},
		Title:   "AWS SDKs and Tools Reference",
		Follows: "the specification that the SDKs for Rust, Java v2, Kotlin and .NET follow, as aws-config 1.13.0 has it",
		SDK:     Spec,
		Grammar: func(FileKind) sharedfile.Grammar { return sharedfile.Spec() },
		Choose:  chooseSpec,
		Locate:  locateSpec,
		Name:    nameSpec,
		Merge:   mergeSpec,
		Load:    loadSpec,
		Gate:    gateSpec,
		Aside:   asideSpec,
		Convert: map[Type]Conversion{
			String: textSpec, Path: textSpec, Bool: boolSpec, Int: unsignedSpec, Enum: enumSpec, URL: urlSpec, List: namesSpec,
		},
		ConvertSetting: map[string]Conversion{
			"max_attempts":                       attemptsSpec,
			"retry_mode":                         retryModeSpec,
			"auth_scheme_preference":             schemesSpec,
			"sdk_ua_app_id":                      appNameSpec,
			"ec2_metadata_disabled":              onlyTrueSpec,
			"new_retry_defaults":                 onlyTrueSpec,
			"ec2_metadata_service_endpoint":      textSpec,
			"ec2_metadata_service_endpoint_mode": addressFamilySpec,
			"https_proxy":                        textSpec,
			"http_proxy":                         textSpec,
			"no_proxy":                           textSpec,
		},
		Special: map[string]func(*Run, *Setting) *Value{
			"region":                        regionSpec,
			"max_attempts":                  maxAttemptsSpec,
			"ec2_metadata_service_endpoint": metadataEndpointSpec,
		},
		Service: serviceSpec,
		Chain:   chainSpec,
		Profile: profilePlanSpec,
		Token:   tokenPlanSpec,
	}
}

// chooseSpec: an explicit profile, AWS_PROFILE, default; an empty name is a
// name (aws-runtime, env_config/source.rs, load).
func chooseSpec(r *Run) ProfileChoice {
	return ProfileRule{Variables: []string{"AWS_PROFILE"}, EmptyCounts: true}.Choose(r)
}

func locateSpec(r *Run) []FileUse {
	return []FileUse{locateFileSpec(r, ConfigFile), locateFileSpec(r, CredentialsFile)}
}

// locateFileSpec follows load_config_file: a variable that is set counts, even
// an empty one, and ~ at the beginning is the home directory.
func locateFileSpec(r *Run, kind FileKind) FileUse {
	use, named := NamedFile(r, kind, true)
	switch {
	case use.Origin.Kind == Flag:
		return use
	case !named:
		use.Path = "~/.aws/" + string(kind)
	}
	given := use.Path
	use.Path = expandHomeSpec(r, given)
	switch _, known := homeSpec(r); {
	case given == "":
		use.Reason = use.Origin.Name + " is set to nothing, and a file without a name cannot be read"
	case !known && strings.HasPrefix(use.Path, "~") && !r.Env.File(use.Path).Exists():
		use.Reason = "no home directory is known to put in the place of ~, since HOME is not set"
	}
	return use
}

// homeSpec is the home directory that the variables give (aws-runtime, fs_util.rs, home_dir).
func homeSpec(r *Run) (string, bool) {
	if v, ok := r.Var("HOME"); ok {
		return v.Value, true
	}
	if r.Env.OS != "windows" {
		return "", false
	}
	if v, ok := r.Var("USERPROFILE"); ok {
		return v.Value, true
	}
	drive, there := r.Var("HOMEDRIVE")
	path, ok := r.Var("HOMEPATH")
	return drive.Value + path.Value, there && ok
}

// expandHomeSpec puts the home directory in the place of a first part that is
// ~ alone; the other parts are then joined anew (source.rs, expand_home).
func expandHomeSpec(r *Run, path string) string {
	parts := strings.FieldsFunc(path, func(c rune) bool { return separatorSpec(r, c) })
	if len(parts) == 0 || parts[0] != "~" || separatorSpec(r, rune(path[0])) {
		return path
	}
	home, known := homeSpec(r)
	if !known {
		home = "~"
	}
	for _, part := range parts[1:] {
		if part != "." {
			home = underSpec(r, home, part)
		}
	}
	return home
}

func separatorSpec(r *Run, c rune) bool { return c == '/' || c == '\\' && r.Env.OS == "windows" }

// underSpec joins a directory and a name, as PathBuf::push does.
func underSpec(r *Run, dir, name string) string {
	if dir == "" || separatorSpec(r, rune(dir[len(dir)-1])) {
		return dir + name
	}
	return r.Env.Join(dir, name)
}

// nameSpec follows SectionPair::valid_for (aws-runtime, env_config/normalize.rs).
func nameSpec(kind FileKind, s *sharedfile.Section) Naming {
	prefix, name, prefixed := strings.Cut(s.Name, " ")
	if !prefixed {
		prefix, name = "", s.Name
	}
	ignored := func(format string, args ...any) Naming {
		return Naming{Kind: SectionIgnored, Name: name, Prefixed: prefixed, Reason: fmt.Sprintf(format, args...)}
	}
	const characters = "names have letters, digits and _-/.%@:+ alone"
	switch {
	case kind == CredentialsFile && prefix == "profile":
		return ignored("in the credentials file a profile stands without the word profile before its name: [%s]", name)
	case kind == CredentialsFile && prefixed:
		return ignored("a section of the type %s counts in the config file alone", prefix)
	case kind == ConfigFile && !prefixed && name != "default":
		return ignored("in the config file a profile other than default needs the word profile before its name: [profile %s]", name)
	case !sharedfile.Identifier(name):
		return ignored("%s", characters)
	case prefix == "" || prefix == "profile":
		return Naming{Kind: SectionProfile, Name: name, Prefixed: prefixed}
	case prefix == "sso-session":
		return Naming{Kind: SectionSSOSession, Name: name}
	case prefix == "services":
		return Naming{Kind: SectionServices, Name: name}
	}
	return Naming{Kind: SectionOther, Name: name}
}

// mergeSpec: sections of one name are one, the credentials file's keys on top,
// but [profile default] takes the place of [default] in the config file
// (normalize.rs, merge_in).
func mergeSpec(_ *Shared, name string, refs []SectionRef) *Profile {
	var kept, lost []SectionRef
	prefixed := false
	for _, ref := range refs {
		prefixed = prefixed || ref.File == ConfigFile && ref.Prefixed
	}
	for _, ref := range refs {
		if prefixed && ref.Kind == SectionProfile && name == "default" && ref.File == ConfigFile && !ref.Prefixed {
			lost = append(lost, ref)
		} else {
			kept = append(kept, ref)
		}
	}
	p := MergeInOrder(name, kept)
	for _, ref := range lost {
		for i := range ref.Section.Entries {
			p.Lost = append(p.Lost, Lost{PropertyOf(ref, &ref.Section.Entries[i]), "[profile default] takes the place of [default] wholly"})
		}
	}
	return p
}

// keptSpec is what loadSpec finds out.
type keptSpec struct {
	fault string // the files cannot be parsed or read, so that none of them counts
	sdk   string // the same in the words of the Rust SDK
}

// loadSpec: a line that cannot be parsed loses both files (section.rs, parse).
// A default file that cannot be read counts as empty; one that code names must
// be there (source.rs, load_config_file).
func loadSpec(r *Run) {
	kept := &keptSpec{}
	r.Kept = kept
	for i := range r.Found.Files {
		use := &r.Found.Files[i]
		if f := r.Env.File(use.Path); use.Origin.Kind == Flag && f.Err != nil {
			message := fmt.Sprintf("the %s file %s, named by %s, cannot be read: %s", use.Kind, use.Path, use.Origin.Name, use.Reason)
			r.Fail("unreadable-file", use.Origin, "name a file that is there", "%s", message)
			kept.lose(message, "could not read file `"+use.Path+"`")
		}
	}
	for _, f := range r.Shared.Files {
		if f.Parsed == nil || f.Parsed.Err == nil {
			continue
		}
		err := f.Parsed.Err
		at := Origin{Kind: InFile, File: f.Path, Line: err.Pos.Line, Column: err.Pos.Column}
		r.Fail("unparsable-file", at, "put the line right: until then no profile of either file is used", "%s: %s", at, err.Message)
		kept.lose(fmt.Sprintf("%s: %s", at, err.Message), "could not parse profile file")
	}
	if kept.fault != "" {
		r.Profile = nil
		return
	}
	if r.Profile == nil && r.Choice.Origin.Kind != ByDefault && r.Choice.Name != "default" {
		help := ""
		if near := Nearest(r.Choice.Name, r.Shared.ProfileNames()); near != "" {
			help = fmt.Sprintf("did you mean %q?", near)
		}
		r.Fail("profile-not-found", r.Choice.Origin, help, "profile %q, asked for by %s, is not in the files (%s)",
			r.Choice.Name, r.Choice.Origin, missingSpec(r, r.Choice.Name, "the root profile"))
	}
}

func (k *keptSpec) lose(fault, sdk string) {
	if k.fault == "" {
		k.fault, k.sdk = fault, sdk
	}
}

// missingSpec says in the Rust SDK's words that a profile is not there
// (aws-config, profile/credentials/repr.rs, resolve_chain).
func missingSpec(r *Run, name, from string) string {
	if len(r.Shared.ProfileNames()) == 0 {
		return "No profiles were defined"
	}
	return "could not find source profile " + name + " referenced from " + from
}

// asideSpec tells of keys that are lost with their file.
func asideSpec(b *Builder) {
	kept, _ := b.Run.Kept.(*keptSpec)
	if kept == nil || kept.fault == "" {
		return
	}
	p := b.Run.Shared.Profile(b.Run.Choice.Name)
	for _, n := range b.Setting.Keys {
		if q := p.Get(n.Name); q != nil && n.In&Spec != 0 {
			b.Reject(Candidate{q.Value, q.Origin}, "no file counts: "+kept.fault)
		}
	}
}
