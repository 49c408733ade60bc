package resolve

import (
	"path"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/sharedfile"
)

// The readings of aws-sdk-go v1.55.8 follow aws/session: env_config.go,
// shared_config.go, session.go and credentials.go. They differ in whether the
// program enables shared configuration or leaves that to AWS_SDK_LOAD_CONFIG.
const (
	gov1ID       = "go-v1"
	gov1SharedID = "go-v1-shared"
)

func goV1() *Reading {
	return gov1Reading(gov1ID, "AWS SDK for Go v1", "aws-sdk-go v1.55.8, SharedConfigState from the environment")
}

func goV1Shared() *Reading {
	return gov1Reading(gov1SharedID, "AWS SDK for Go v1, shared config enabled", "aws-sdk-go v1.55.8, SharedConfigEnable")
}

func gov1Reading(id, title, follows string) *Reading {
	return &Reading{
		ID: id, Title: title, Follows: follows, SDK: GoV1,
		Grammar: func(FileKind) sharedfile.Grammar { return sharedfile.GoV1() },
		Choose:  gov1Choose,
		Locate:  gov1Locate,
		Name:    gov1Name,
		Find:    gov1Find,
		Merge:   gov1Merge,
		Load:    gov1Load,
		Gate:    gov1Gate,
		Aside:   gov1Aside,
		Convert: map[Type]Conversion{Bool: gov1Bool, Enum: gov1Enum, Int: AsItStands},
		ConvertSetting: map[string]Conversion{
			"endpoint_discovery_enabled": gov1Discovery,
			"ec2_metadata_disabled":      gov1MetadataDisabled,
			"csm_enabled":                gov1CSMEnabled,
		},
		Special: map[string]func(*Run, *Setting) *Value{
			"load_shared_config": gov1LoadSharedConfig,
			"csm_enabled":        gov1CSM,
			"csm_host":           gov1CSM,
			"csm_port":           gov1CSM,
			"csm_client_id":      gov1CSM,
		},
		Chain: gov1Chain,
	}
}

// gov1Shared tells whether the SDK reads the config file, and the settings of
// both files (env_config.go, loadEnvConfig).
func gov1Shared(r *Run) bool {
	return r.Reading.ID == gov1SharedID || gov1SharedByVariable(r)
}

func gov1SharedByVariable(r *Run) bool {
	on, err := strconv.ParseBool(r.Env.Get("AWS_SDK_LOAD_CONFIG"))
	return err == nil && on
}

const gov1SharedOff = "AWS_SDK_LOAD_CONFIG is not set to 1 or true"

// gov1Choose: session.Options.Profile, AWS_PROFILE, and with shared config
// AWS_DEFAULT_PROFILE (env_config.go, envConfigLoad; session.go, NewSessionWithOptions).
func gov1Choose(r *Run) ProfileChoice {
	return ProfileRule{Variables: []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}, Refuse: gov1RefusesProfile}.Choose(r)
}

func gov1RefusesProfile(r *Run, variable string) string {
	if variable == "AWS_DEFAULT_PROFILE" && !gov1Shared(r) {
		return "only read with shared config, and " + gov1SharedOff
	}
	return ""
}

// gov1Locate: the config file, whose values the credentials file overrides
// (env_config.go, envConfigLoad; session.go, newSession).
func gov1Locate(r *Run) []FileUse {
	config := gov1File(r, ConfigFile)
	credentials := gov1File(r, CredentialsFile)
	if !gov1Shared(r) {
		config.Unread, config.Reason = true, gov1SharedOff
	}
	return []FileUse{config, credentials}
}

func gov1File(r *Run, kind FileKind) FileUse {
	use, named := NamedFile(r, kind, false)
	if !named {
		use.Path = gov1Home(r, string(kind))
	}
	return use
}

// gov1Home joins names to the .aws directory of the home that the files are
// looked for in (internal/shareddefaults, UserHomeDir).
func gov1Home(r *Run, names ...string) string {
	home := r.Env.Get(gov1HomeVariable(r))
	if home == "" {
		home = r.Env.AccountHome()
	}
	return gov1Join(r, home, names...)
}

func gov1HomeVariable(r *Run) string {
	if r.Env.OS == "windows" {
		return "USERPROFILE"
	}
	return "HOME"
}

func gov1Join(r *Run, home string, names ...string) string {
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

// gov1Name is for listing sections. The SDK itself looks sections up by name:
// see gov1Find.
func gov1Name(_ FileKind, sec *sharedfile.Section) Naming {
	if name, ok := strings.CutPrefix(sec.Name, ssoSessionPrefix); ok {
		return Naming{Kind: SectionSSOSession, Name: name}
	}
	if name, ok := strings.CutPrefix(sec.Name, "services "); ok {
		return Naming{Kind: SectionIgnored, Name: name, Reason: "this SDK knows no services sections"}
	}
	if sec.Name == gov1CSMProfile {
		return Naming{Kind: SectionOther, Name: sec.Name}
	}
	if name, ok := strings.CutPrefix(sec.Name, "profile "); ok {
		return Naming{Kind: SectionProfile, Name: name, Prefixed: true}
	}
	return Naming{Kind: SectionProfile, Name: sec.Name}
}

// gov1Find: a profile is the section with its bare name or, where a file has
// none, the one with "profile " before it, in either file
// (shared_config.go, setFromIniFile).
func gov1Find(s *Shared, kind SectionKind, name string) []SectionRef {
	switch kind {
	case SectionSSOSession:
		return s.Headed(ssoSessionPrefix + name)
	case SectionOther:
		return s.Headed(name)
	case SectionProfile:
		refs := s.Headed(name)
		return append(refs[:len(refs):len(refs)], s.Headed("profile "+name)...)
	}
	return nil
}

// gov1Effective picks of all sections that could be a profile the one that is,
// in each file: the bare name before the prefixed one, and of several with the
// same header the last, which replaces the others (internal/ini/visitor.go,
// VisitStatement).
func gov1Effective(name string, refs []SectionRef) (config, credentials *SectionRef) {
	for i := range refs {
		at := &config
		if refs[i].File == CredentialsFile {
			at = &credentials
		}
		if *at == nil || refs[i].Section.Name == (*at).Section.Name || refs[i].Section.Name == name {
			*at = &refs[i]
		}
	}
	return config, credentials
}

func gov1Merge(_ *Shared, name string, refs []SectionRef) *Profile {
	config, credentials := gov1Effective(name, refs)
	var effective []SectionRef
	for _, ref := range []*SectionRef{config, credentials} {
		if ref != nil {
			effective = append(effective, *ref)
		}
	}
	p := MergeInOrder(name, effective)
	for _, ref := range refs {
		for _, won := range effective {
			if ref.File == won.File && ref.Section != won.Section {
				gov1Hide(p, ref, won)
			}
		}
	}
	return p
}

// gov1Hide records the keys of a section that another one of the same file
// displaces altogether, where the profile has the key at all.
func gov1Hide(p *Profile, lost, won SectionRef) {
	reason := "[" + won.Section.Name + "] further down replaces this section, every key of it"
	if lost.Section.Name != won.Section.Name {
		reason = "[" + won.Section.Name + "] stands in the same file, and then this section is not looked at"
	}
	for i := range lost.Section.Entries {
		e := &lost.Section.Entries[i]
		if q := p.Get(e.Key); q != nil {
			q.Hidden = append(q.Hidden, Outcome{Candidate{e.Value, EntryOrigin(lost, e)}, reason})
		}
	}
}
