package spec

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// Reading follows the AWS SDKs and Tools Reference, and where that says nothing
// the Rust SDK: aws-config 1.13.0, aws-runtime 1.10.2, aws-types 1.7.0.
//
// Code comes before variables, and variables before files. One place is asked,
// the first where anything stands, even an empty text; what it has is then
// read, and where that fails the default holds (aws-runtime, env_config.rs,
// EnvConfigValue::validate). Only retries refuse to be built.
func Reading() *resolve.Reading { return Dialect{}.Reading() }

// Reading is the reading of an SDK that speaks the dialect; who it is, is for
// that SDK to fill in.
func (d Dialect) Reading() *resolve.Reading {
	return &resolve.Reading{
		ID:      "spec",
		Aliases: []string{"sdk"},
		Title:   "AWS SDKs and Tools Reference",
		Follows: "the AWS SDKs and Tools Reference as it is written",
		SDK:     settings.Spec,
		Grammar: func(profiles.FileKind) sharedfile.Grammar { return sharedfile.Spec() },
		Choose:  choose,
		Locate:  locate,
		Name:    name,
		Merge:   merge,
		Load:    d.load,
		Gate:    gate,
		Aside:   aside,
		Convert: map[settings.Type]resolve.Conversion{
			settings.String: text, settings.Path: text, settings.Bool: toBool, settings.Int: unsigned, settings.Enum: enum, settings.URL: endpointURL, settings.List: names,
		},
		ConvertSetting: map[string]resolve.Conversion{
			"max_attempts":                       attempts,
			"retry_mode":                         retryMode,
			"auth_scheme_preference":             schemes,
			"sdk_ua_app_id":                      appName,
			"ec2_metadata_disabled":              onlyTrue,
			"new_retry_defaults":                 onlyTrue,
			"ec2_metadata_service_endpoint":      text,
			"ec2_metadata_service_endpoint_mode": addressFamily,
			"https_proxy":                        text,
			"http_proxy":                         text,
			"no_proxy":                           text,
		},
		Special: map[string]func(*resolve.Run, *settings.Setting) *resolve.Value{
			"region":                        region,
			"max_attempts":                  maxAttempts,
			"ec2_metadata_service_endpoint": metadataEndpoint,
		},
		Service: service,
		Chain:   chain,
		Profile: profilePlan,
		Token:   tokenPlan,
	}
}

// choose: an explicit profile, AWS_PROFILE, default; an empty name is a
// name (aws-runtime, env_config/source.rs, load).
func choose(r *resolve.Run) resolve.ProfileChoice {
	return resolve.ProfileRule{Variables: []string{"AWS_PROFILE"}, EmptyCounts: true}.Choose(r)
}

func locate(r *resolve.Run) []resolve.FileUse {
	return []resolve.FileUse{locateFile(r, profiles.ConfigFile), locateFile(r, profiles.CredentialsFile)}
}

// locateFile follows load_config_file: a variable that is set counts, even
// an empty one, and ~ at the beginning is the home directory.
func locateFile(r *resolve.Run, kind profiles.FileKind) resolve.FileUse {
	use, named := resolve.NamedFile(r, kind, true)
	switch {
	case use.Origin.Kind == origin.Flag:
		return use
	case !named:
		use.Path = "~/.aws/" + string(kind)
	}
	given := use.Path
	use.Path = expandHome(r, given)
	switch _, known := home(r); {
	case given == "":
		use.Reason = use.Origin.Name + " is set to nothing, and a file without a name cannot be read"
	case !known && strings.HasPrefix(use.Path, "~") && !r.Env.File(use.Path).Exists():
		use.Reason = "~ cannot be expanded, since HOME is not set"
	}
	return use
}

// home is the home directory that the variables give (aws-runtime, fs_util.rs, home_dir).
func home(r *resolve.Run) (string, bool) {
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

// expandHome puts the home directory in the place of a first part that is
// ~ alone; the other parts are then joined anew (source.rs, expand_home).
func expandHome(r *resolve.Run, path string) string {
	parts := strings.FieldsFunc(path, func(c rune) bool { return separator(r, c) })
	if len(parts) == 0 || parts[0] != "~" || separator(r, rune(path[0])) {
		return path
	}
	home, known := home(r)
	if !known {
		home = "~"
	}
	for _, part := range parts[1:] {
		if part != "." {
			home = under(r, home, part)
		}
	}
	return home
}

func separator(r *resolve.Run, c rune) bool { return c == '/' || c == '\\' && r.Env.OS == "windows" }

// under joins a directory and a name, as PathBuf::push does.
func under(r *resolve.Run, dir, name string) string {
	if dir == "" || separator(r, rune(dir[len(dir)-1])) {
		return dir + name
	}
	return r.Env.Join(dir, name)
}

// name follows SectionPair::valid_for (aws-runtime, env_config/normalize.rs).
func name(kind profiles.FileKind, s *sharedfile.Section) profiles.Naming {
	prefix, name, prefixed := strings.Cut(s.Name, " ")
	if !prefixed {
		prefix, name = "", s.Name
	}
	ignored := func(format string, args ...any) profiles.Naming {
		return profiles.Naming{Kind: profiles.SectionIgnored, Name: name, Prefixed: prefixed, Reason: fmt.Sprintf(format, args...)}
	}
	const characters = "names have letters, digits and _-/.%@:+ alone"
	switch {
	case kind == profiles.CredentialsFile && prefix == "profile":
		return ignored("in the credentials file a profile stands without the word profile before its name: [%s]", name)
	case kind == profiles.CredentialsFile && prefixed:
		return ignored("a section of the type %s counts in the config file alone", prefix)
	case kind == profiles.ConfigFile && !prefixed && name != "default":
		return ignored("in the config file a profile other than default needs the word profile before its name: [profile %s]", name)
	case !sharedfile.Identifier(name):
		return ignored("%s", characters)
	case prefix == "" || prefix == "profile":
		return profiles.Naming{Kind: profiles.SectionProfile, Name: name, Prefixed: prefixed}
	case prefix == "sso-session":
		return profiles.Naming{Kind: profiles.SectionSSOSession, Name: name}
	case prefix == "services":
		return profiles.Naming{Kind: profiles.SectionServices, Name: name}
	}
	return profiles.Naming{Kind: profiles.SectionOther, Name: name}
}

func merge(_ *profiles.Shared, name string, refs []profiles.SectionRef) *profiles.Profile {
	p, _ := MergeSections(name, refs)
	return p
}

// MergeSections makes one of the sections of a name, the credentials file's keys on
// top, but [profile default] takes the place of [default] in the config file
// (normalize.rs, merge_in). kept are the sections that count.
func MergeSections(name string, refs []profiles.SectionRef) (p *profiles.Profile, kept []profiles.SectionRef) {
	var lost []profiles.SectionRef
	prefixed := false
	for _, ref := range refs {
		prefixed = prefixed || ref.File == profiles.ConfigFile && ref.Prefixed
	}
	if !prefixed || name != "default" {
		return profiles.MergeInOrder(name, refs), refs
	}
	for _, ref := range refs {
		if ref.Kind == profiles.SectionProfile && ref.File == profiles.ConfigFile && !ref.Prefixed {
			lost = append(lost, ref)
		} else {
			kept = append(kept, ref)
		}
	}
	p = profiles.MergeInOrder(name, kept)
	for _, ref := range lost {
		p.Lose(ref, "[profile default] takes the place of [default] wholly")
	}
	return p, kept
}

// kept is what load finds out.
type kept struct {
	dialect Dialect
	fault   string // the files cannot be parsed or read, so that none of them counts
	sdk     string // the same in the words of the Rust SDK
}

// load: a line that cannot be parsed loses both files (section.rs, parse).
// A default file that cannot be read counts as empty; one that code names must
// be there (source.rs, load_config_file).
func (d Dialect) load(r *resolve.Run) {
	kept := &kept{dialect: d}
	r.Kept = kept
	for i := range r.Found.Files {
		use := &r.Found.Files[i]
		if f := r.Env.File(use.Path); use.Origin.Kind == origin.Flag && f.Err != nil {
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
		at := origin.Origin{Kind: origin.InFile, File: f.Path, Line: err.Pos.Line, Column: err.Pos.Column}
		message := fmt.Sprintf("%s: %s", at, err.Message)
		d.complain(r, "unparsable-file", at, profiles.UnparsableHelp(f)+"; until then no profile of either file is used", said(r, message, err.SDK))
		kept.lose(message, "could not parse profile file")
	}
	if kept.fault != "" {
		r.Profile = nil
		return
	}
	if r.Profile == nil && r.Choice.Origin.Kind != origin.ByDefault && r.Choice.Name != "default" {
		d.complain(r, "profile-not-found", r.Choice.Origin, r.DidYouMean(r.Choice.Name), said(r,
			fmt.Sprintf("profile %q is in neither file (%s)", r.Choice.Name, r.Choice.Origin), missing(r, r.Choice.Name, "the root profile")))
	}
}

// complain refuses the session, unless the dialect builds it all the same.
func (d Dialect) complain(r *resolve.Run, code string, at origin.Origin, help, message string) {
	if !d.Lenient {
		r.Fail(code, at, help, "%s", message)
		return
	}
	r.Problem(resolve.Problem{Code: code, Severity: resolve.SevError, Origin: at, Message: message, Help: help})
}

func (k *kept) lose(fault, sdk string) {
	if k.fault == "" {
		k.fault, k.sdk = fault, sdk
	}
}

// missing says in the Rust SDK's words that a profile is not there
// (aws-config, profile/credentials/repr.rs, resolve_chain).
func missing(r *resolve.Run, name, from string) string {
	if len(r.Shared.ProfileNames()) == 0 {
		return "No profiles were defined"
	}
	return "could not find source profile " + name + " referenced from " + from
}

// aside tells of keys that are lost with their file.
func aside(b *resolve.Builder) {
	kept, _ := b.Run.Kept.(*kept)
	if kept == nil || kept.fault == "" {
		return
	}
	p := b.Run.Shared.Profile(b.Run.Choice.Name)
	for _, n := range b.Setting.Keys {
		if q := p.Get(n.Name); q != nil && n.In&b.Run.Reading.SDK != 0 {
			b.Reject(origin.Candidate{Value: q.Value, Origin: q.Origin}, "no file is used: "+kept.fault)
		}
	}
}
