package gov1

import (
	"path"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// The readings of aws-sdk-go v1.55.8 follow aws/session: env_config.go,
// shared_config.go, session.go and credentials.go. They differ in whether the
// program enables shared configuration or leaves that to AWS_SDK_LOAD_CONFIG.
const (
	iD       = "go-v1"
	sharedID = "go-v1-shared"
)

func Reading() *resolve.Reading {
	return reading(iD, "AWS SDK for Go v1", "aws-sdk-go v1.55.8, SharedConfigState from the environment")
}

func SharedReading() *resolve.Reading {
	return reading(sharedID, "AWS SDK for Go v1, shared config enabled", "aws-sdk-go v1.55.8, SharedConfigEnable")
}

func reading(id, title, follows string) *resolve.Reading {
	return &resolve.Reading{
		ID: id, Title: title, Follows: follows, SDK: settings.GoV1,
		FromDefault: true,
		Grammar:     func(profiles.FileKind) sharedfile.Grammar { return sharedfile.GoV1() },
		Choose:      choose,
		Locate:      locate,
		Name:        name,
		Find:        find,
		Merge:       merge,
		Load:        load,
		Gate:        gate,
		Aside:       aside,
		Convert:     map[settings.Type]resolve.Conversion{settings.Bool: toBool, settings.Enum: enum, settings.Int: resolve.AsItStands},
		ConvertSetting: map[string]resolve.Conversion{
			"endpoint_discovery_enabled": discovery,
			"ec2_metadata_disabled":      metadataDisabled,
			"csm_enabled":                cSMEnabled,
		},
		Special: map[string]func(*resolve.Run, *settings.Setting) *resolve.Value{
			"load_shared_config": loadSharedConfig,
			"csm_enabled":        cSM,
			"csm_host":           cSM,
			"csm_port":           cSM,
			"csm_client_id":      cSM,
		},
		Chain: chain,
	}
}

// shared reports whether the SDK reads the config file, and the settings of
// both files (env_config.go, loadEnvConfig).
func shared(r *resolve.Run) bool {
	return r.Reading.ID == sharedID || sharedByVariable(r)
}

func sharedByVariable(r *resolve.Run) bool {
	on, err := strconv.ParseBool(r.Env.Get("AWS_SDK_LOAD_CONFIG"))
	return err == nil && on
}

const sharedOff = "AWS_SDK_LOAD_CONFIG is not set to 1 or true"

// choose: session.Options.Profile, AWS_PROFILE, and with shared config
// AWS_DEFAULT_PROFILE (env_config.go, envConfigLoad; session.go, NewSessionWithOptions).
func choose(r *resolve.Run) resolve.ProfileChoice {
	return resolve.ProfileRule{Variables: []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}, Refuse: refusesProfile}.Choose(r)
}

func refusesProfile(r *resolve.Run, variable string) string {
	if variable == "AWS_DEFAULT_PROFILE" && !shared(r) {
		return "only read with shared config, and " + sharedOff
	}
	return ""
}

// locate: the config file, whose values the credentials file overrides
// (env_config.go, envConfigLoad; session.go, newSession).
func locate(r *resolve.Run) []resolve.FileUse {
	config := file(r, profiles.ConfigFile)
	credentials := file(r, profiles.CredentialsFile)
	if !shared(r) {
		config.Unread, config.Reason = true, sharedOff
	}
	return []resolve.FileUse{config, credentials}
}

func file(r *resolve.Run, kind profiles.FileKind) resolve.FileUse {
	use, named := resolve.NamedFile(r, kind, false)
	if !named {
		use.Path = home(r, string(kind))
	}
	return use
}

// home joins names to the .aws directory of the home that the files are
// looked for in (internal/shareddefaults, UserHomeDir).
func home(r *resolve.Run, names ...string) string {
	home := r.Env.Get(homeVariable(r))
	if home == "" {
		home = r.Env.AccountHome()
	}
	return join(r, home, names...)
}

func homeVariable(r *resolve.Run) string {
	if r.Env.OS == "windows" {
		return "USERPROFILE"
	}
	return "HOME"
}

func join(r *resolve.Run, home string, names ...string) string {
	elem := append([]string{".aws"}, names...)
	if home != "" {
		elem = append([]string{home}, elem...)
	}
	if r.Env.OS == "windows" {
		return r.Env.Join(elem...)
	}
	return path.Join(elem...)
}

const ssoSessionPrefix = "sso-session "

// name is for listing sections. The SDK itself looks sections up by name:
// see find.
func name(_ profiles.FileKind, sec *sharedfile.Section) profiles.Naming {
	if name, ok := strings.CutPrefix(sec.Name, ssoSessionPrefix); ok {
		return profiles.Naming{Kind: profiles.SectionSSOSession, Name: name}
	}
	if name, ok := strings.CutPrefix(sec.Name, "services "); ok {
		return profiles.Naming{Kind: profiles.SectionIgnored, Name: name, Reason: "this SDK knows no services sections"}
	}
	if sec.Name == cSMProfile {
		return profiles.Naming{Kind: profiles.SectionOther, Name: sec.Name}
	}
	if name, ok := strings.CutPrefix(sec.Name, "profile "); ok {
		return profiles.Naming{Kind: profiles.SectionProfile, Name: name, Prefixed: true}
	}
	return profiles.Naming{Kind: profiles.SectionProfile, Name: sec.Name}
}

// find: a profile is the section with its bare name or, where a file has
// none, the one with "profile " before it, in either file
// (shared_config.go, setFromIniFile).
func find(s *profiles.Shared, kind profiles.SectionKind, name string) []profiles.SectionRef {
	switch kind {
	case profiles.SectionSSOSession:
		return s.Headed(ssoSessionPrefix + name)
	case profiles.SectionOther:
		return s.Headed(name)
	case profiles.SectionProfile:
		refs := s.Headed(name)
		return append(refs[:len(refs):len(refs)], s.Headed("profile "+name)...)
	}
	return nil
}

// effective picks of all sections that could be a profile the one that is,
// in each file: the bare name before the prefixed one, and of several with the
// same header the last, which replaces the others (internal/ini/visitor.go,
// VisitStatement).
func effective(name string, refs []profiles.SectionRef) (config, credentials *profiles.SectionRef) {
	for i := range refs {
		at := &config
		if refs[i].File == profiles.CredentialsFile {
			at = &credentials
		}
		if *at == nil || refs[i].Section.Name == (*at).Section.Name || refs[i].Section.Name == name {
			*at = &refs[i]
		}
	}
	return config, credentials
}

func merge(_ *profiles.Shared, name string, refs []profiles.SectionRef) *profiles.Profile {
	config, credentials := effective(name, refs)
	var effective []profiles.SectionRef
	for _, ref := range []*profiles.SectionRef{config, credentials} {
		if ref != nil {
			effective = append(effective, *ref)
		}
	}
	p := profiles.MergeInOrder(name, effective)
	for _, ref := range refs {
		for _, won := range effective {
			if ref.File == won.File && ref.Section != won.Section {
				hide(p, ref, won)
			}
		}
	}
	return p
}

// hide records the keys of a section that another one of the same file
// displaces altogether, where the profile has the key at all.
func hide(p *profiles.Profile, lost, won profiles.SectionRef) {
	reason := "[" + won.Section.Name + "] further down replaces this section, every key of it"
	if lost.Section.Name != won.Section.Name {
		reason = "[" + won.Section.Name + "] stands in the same file, and then this section is not looked at"
	}
	entries := lost.Section.Entries()
	for i := range entries {
		e := &entries[i]
		if q := p.Get(e.Key); q != nil {
			q.Hidden = append(q.Hidden, origin.Candidate{Value: e.Value, Origin: profiles.EntryOrigin(lost, e)}.As(origin.Shadowed, reason))
		}
	}
}
