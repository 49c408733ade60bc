package resolve

import (
	"slices"
	"strings"
)

// mergeGoV2 makes one profile of the sections that bear its name.
//
//   - [profile NAME] takes the place of [NAME] wholly, wherever they stand
//     (shared_config.go, renameProfileSection).
//   - A section that only one file has is taken whole. Where both have it, the
//     credentials file's keys come on top, but only those that mergeSections
//     lists; the others are lost.
//   - Any section that is left can be asked for as a profile, so that
//     [sso-session x] is the profile "sso-session x" too.
func mergeGoV2(s *Shared, name string, refs []SectionRef) *Profile {
	full := name
	var others []SectionRef
	switch kind := refs[0].Kind; kind {
	case SectionSSOSession:
		full = sessionPrefixGoV2 + name
		others = s.Sections(SectionProfile, full)
	case SectionServices:
		full = servicesPrefixGoV2 + name
		others = s.Sections(SectionProfile, full)
	default:
		if kind, rest, ok := besidesGoV2(name); ok {
			others = s.Sections(kind, rest)
		}
	}
	var prefixed, plain, creds []SectionRef
	for _, list := range [][]SectionRef{refs, others} {
		for _, ref := range list {
			switch {
			case ref.File == CredentialsFile:
				creds = append(creds, ref)
			case ref.Prefixed:
				prefixed = append(prefixed, ref)
			default:
				plain = append(plain, ref)
			}
		}
	}
	config := plain
	var replaced []SectionRef
	if len(prefixed) > 0 && !displacedGoV2(s, full) {
		config, replaced = prefixed, plain
	}
	var p *Profile
	switch {
	case len(config) == 0 && len(creds) == 0:
		return nil
	case len(creds) == 0:
		p = MergeInOrder(name, config)
	case len(config) == 0:
		p = MergeInOrder(name, creds)
	default:
		p = mergeFilesGoV2(MergeInOrder(name, config), MergeInOrder(name, creds))
	}
	for _, ref := range replaced {
		for i := range ref.Section.Entries {
			p.Lost = append(p.Lost, Lost{PropertyOf(ref, &ref.Section.Entries[i]),
				"[" + config[0].Section.Name + "] takes the place of [" + ref.Section.Name + "] wholly"})
		}
	}
	return p
}

// besidesGoV2 takes the name of a profile as that of a section of another kind.
func besidesGoV2(name string) (SectionKind, string, bool) {
	if rest, ok := strings.CutPrefix(name, sessionPrefixGoV2); ok {
		return SectionSSOSession, rest, true
	}
	if rest, ok := strings.CutPrefix(name, servicesPrefixGoV2); ok {
		return SectionServices, rest, true
	}
	return 0, "", false
}

// displacedGoV2 tells whether [profile NAME] is gone before its turn comes:
// sections are renamed in the order of their names, and [profile profile NAME]
// becomes "profile NAME" (shared_config.go, processConfigSections).
func displacedGoV2(s *Shared, name string) bool {
	inner := profilePrefixGoV2 + name
	return inner < name && slices.ContainsFunc(s.Sections(SectionProfile, inner), func(ref SectionRef) bool { return ref.Prefixed }) &&
		!displacedGoV2(s, inner)
}

// sectionGoV2 gives a section by the name it has after renaming.
func sectionGoV2(s *Shared, name string) *Profile {
	if p := s.Profile(name); p != nil {
		return p
	}
	if kind, rest, ok := besidesGoV2(name); ok {
		return s.Lookup(kind, rest)
	}
	return nil
}

// mergeFilesGoV2 puts a section of the credentials file on top of the config
// file's (shared_config.go, mergeSections).
func mergeFilesGoV2(config, creds *Profile) *Profile {
	const beats = "the credentials file beats the config file"
	p := &Profile{Name: config.Name, Origin: config.Origin, Properties: config.Properties,
		Sections: slices.Concat(config.Sections, creds.Sections)}
	at := make(map[string]int, len(p.Properties))
	for i := range p.Properties {
		at[p.Properties[i].Key] = i
	}
	pair := creds.Get("aws_access_key_id") != nil && creds.Get("aws_secret_access_key") != nil
	for _, q := range creds.Properties {
		why := keptOutGoV2(q.Key, pair)
		i, there := at[q.Key]
		switch {
		case why != "" && there:
			p.Properties[i].Hidden = append(p.Properties[i].Hidden, Outcome{Candidate{q.Value, q.Origin}, why})
		case why != "":
			p.Lost = append(p.Lost, Lost{q, why})
		default:
			q.Nested = nil // a block becomes an empty value
			if there {
				old := p.Properties[i]
				q.Hidden = append(append(q.Hidden, Outcome{Candidate{old.Value, old.Origin}, beats}), old.Hidden...)
				p.Properties[i] = q
				continue
			}
			at[q.Key] = len(p.Properties)
			p.Properties = append(p.Properties, q)
		}
	}
	return p
}

// keptOutGoV2 says why a key of the credentials file is not taken where the
// config file has the section too, or "".
func keptOutGoV2(key string, pair bool) string {
	switch key {
	case "aws_access_key_id", "aws_secret_access_key":
		if pair {
			return ""
		}
		return "half of a key pair"
	case "aws_session_token":
		if pair {
			return ""
		}
		return "a session token without its keys"
	case "role_arn", "source_profile", "credential_source", "external_id", "mfa_serial", "role_session_name", "duration_seconds",
		"region", "endpoint_discovery_enabled", "credential_process", "web_identity_token_file",
		"s3_use_arn_region", "s3_disable_multiregion_access_points",
		"ec2_metadata_service_endpoint_mode", "ec2_metadata_service_endpoint", "ec2_metadata_v1_disabled",
		"use_dualstack_endpoint", "use_fips_endpoint", "defaults_mode", "retry_mode", "max_attempts", "ca_bundle",
		"sso_session", "sso_account_id", "sso_region", "sso_role_name", "sso_start_url",
		"auth_scheme_preference", "login_session":
		return ""
	}
	return "this SDK takes " + key + " from the config file alone where that has the section too"
}
