package gov2

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/settings"
)

// merge makes one profile of the sections that bear its name.
//
//   - [profile NAME] takes the place of [NAME] wholly, wherever they stand
//     (shared_config.go, renameProfileSection).
//   - A section that only one file has is taken whole. Where both have it, the
//     credentials file's keys come on top, but only those that mergeSections
//     lists; the others are lost.
//   - Any section that is left can be asked for as a profile, so that
//     [sso-session x] is the profile "sso-session x" too.
func merge(s *profiles.Shared, name string, refs []profiles.SectionRef) *profiles.Profile {
	full := name
	var others []profiles.SectionRef
	switch kind := refs[0].Kind; kind {
	case profiles.SectionSSOSession:
		full = sessionPrefix + name
		others = s.Sections(profiles.SectionProfile, full)
	case profiles.SectionServices:
		full = servicesPrefix + name
		others = s.Sections(profiles.SectionProfile, full)
	default:
		if kind, rest, ok := besides(name); ok {
			others = s.Sections(kind, rest)
		}
	}
	var prefixed, plain, creds []profiles.SectionRef
	for _, list := range [][]profiles.SectionRef{refs, others} {
		for _, ref := range list {
			switch {
			case ref.File == profiles.CredentialsFile:
				creds = append(creds, ref)
			case ref.Prefixed:
				prefixed = append(prefixed, ref)
			default:
				plain = append(plain, ref)
			}
		}
	}
	config := plain
	var replaced []profiles.SectionRef
	if len(prefixed) > 0 && !displaced(s, full) {
		config, replaced = prefixed, plain
	}
	var p *profiles.Profile
	switch {
	case len(config) == 0 && len(creds) == 0:
		return nil
	case len(creds) == 0:
		p = profiles.MergeInOrder(name, config)
	case len(config) == 0:
		p = profiles.MergeInOrder(name, creds)
	default:
		p = mergeFiles(profiles.MergeInOrder(name, config), profiles.MergeInOrder(name, creds))
	}
	for _, ref := range replaced {
		p.Lose(ref, "["+config[0].Section.Name+"] takes the place of ["+ref.Section.Name+"] wholly")
	}
	return p
}

// besides takes the name of a profile as that of a section of another kind.
func besides(name string) (profiles.SectionKind, string, bool) {
	if rest, ok := strings.CutPrefix(name, sessionPrefix); ok {
		return profiles.SectionSSOSession, rest, true
	}
	if rest, ok := strings.CutPrefix(name, servicesPrefix); ok {
		return profiles.SectionServices, rest, true
	}
	return 0, "", false
}

// displaced reports whether [profile NAME] is gone before its turn comes:
// sections are renamed in the order of their names, and [profile profile NAME]
// becomes "profile NAME" (shared_config.go, processConfigSections).
func displaced(s *profiles.Shared, name string) bool {
	inner := profilePrefix + name
	return inner < name && slices.ContainsFunc(s.Sections(profiles.SectionProfile, inner), func(ref profiles.SectionRef) bool { return ref.Prefixed }) &&
		!displaced(s, inner)
}

// section gives a section by the name it has after renaming.
func section(s *profiles.Shared, name string) *profiles.Profile {
	if p := s.Profile(name); p != nil {
		return p
	}
	if kind, rest, ok := besides(name); ok {
		return s.Lookup(kind, rest)
	}
	return nil
}

// mergeFiles puts a section of the credentials file on top of the config
// file's (shared_config.go, mergeSections).
func mergeFiles(config, creds *profiles.Profile) *profiles.Profile {
	const beats = "the credentials file comes before the config file"
	p := &profiles.Profile{Name: config.Name, Origin: config.Origin, Properties: config.Properties,
		Sections: slices.Concat(config.Sections, creds.Sections)}
	at := make(map[string]int, len(p.Properties))
	for i := range p.Properties {
		at[p.Properties[i].Key] = i
	}
	pair := creds.Get("aws_access_key_id") != nil && creds.Get("aws_secret_access_key") != nil
	for _, q := range creds.Properties {
		why := keptOut(q.Key, pair)
		i, there := at[q.Key]
		switch {
		case why != "" && there:
			p.Properties[i].Hidden = append(p.Properties[i].Hidden, q.Candidate().As(origin.Shadowed, why))
		case why != "":
			p.Lost = append(p.Lost, q.Candidate().As(origin.Rejected, why))
		default:
			q.Nested = nil // a block becomes an empty value
			if there {
				old := p.Properties[i]
				q.Hidden = append(append(q.Hidden, old.Candidate().As(origin.Shadowed, beats)), old.Hidden...)
				p.Properties[i] = q
				continue
			}
			at[q.Key] = len(p.Properties)
			p.Properties = append(p.Properties, q)
		}
	}
	return p
}

// keptOut says why a key of the credentials file is not taken where the
// config file has the section too, or "".
func keptOut(key string, pair bool) string {
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
	}
	if settings.FromBothFiles(key, settings.GoV2) {
		return ""
	}
	return "this SDK takes " + key + " from the config file alone where that has the section too"
}
