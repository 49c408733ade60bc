package diagnose

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

// maxUnknownKeys is how many keys of a profile that no SDK reads are looked at for slips.
const maxUnknownKeys = 100

// unknownKeys reports keys of a profile that look like ones that SDKs read.
func unknownKeys(f *Facts, p *profiles.Profile) []Finding {
	var list []Finding
	var names []string
	unknown := 0
	for i := range p.Properties {
		q := &p.Properties[i]
		if known(q.Key) || q.Key == "aws_role_arn" && p.Get("aws_access_key_id") != nil {
			continue // gsts and others note of which role the keys are
		}
		if unknown++; unknown > maxUnknownKeys {
			break
		}
		if names == nil {
			names = knownKeys()
		}
		list = append(list, f.slip(q, names)...)
	}
	return list
}

// unknownSectionKeys does so for sso-session sections.
func unknownSectionKeys(f *Facts) []Finding {
	var list []Finding
	names := []string{"sso_start_url", "sso_region", "sso_registration_scopes"}
	for s := range f.sessions() {
		for i := range s.Properties {
			if q := &s.Properties[i]; !known(q.Key) {
				list = append(list, f.slip(q, names)...)
			}
		}
	}
	return list
}

func (f *Facts) slip(q *profiles.Property, names []string) []Finding {
	near := suggest.Slips(q.Key, names)
	if meant := synonymOf(q.Key); meant != "" && slices.Contains(names, meant) {
		near = []string{meant}
	}
	if len(near) == 0 {
		return nil
	}
	says := fmt.Sprintf("no SDK reads the key %s", q.Key)
	if strings.EqualFold(near[0], q.Key) {
		says = fmt.Sprintf("%s does not read the key %s, since it tells capitals from small letters", f.as(), q.Key)
	}
	finding := found(q.Origin, q.Key, says, fmt.Sprintf("did you mean %s?", suggest.Or(near)))
	if len(near) == 1 {
		finding.Help = fmt.Sprintf("write it as %s", near[0])
		finding.Fix = f.rewrite(q.Origin, q.Key, near[0])
	}
	finding.About = resolve.About(origin.Origin{Kind: origin.InFile, Key: near[0]})
	return []Finding{finding}
}

func tooManyKeys(_ *Facts, p *profiles.Profile) []Finding {
	if len(p.Properties) <= maxUnknownKeys {
		return nil
	}
	unknown := 0
	for i := range p.Properties {
		if !known(p.Properties[i].Key) {
			unknown++
		}
	}
	if unknown <= maxUnknownKeys {
		return nil
	}
	return one(p.Origin, p.Name, fmt.Sprintf("the profile %s has %d keys that no SDK reads; %d are looked at for slips", p.Name, unknown, maxUnknownKeys), "")
}

// unreadKeys reports keys that other SDKs read, unless they are the business of
// a command line alone, which everybody keeps in the same file.
func unreadKeys(f *Facts, p *profiles.Profile) []Finding {
	var list []Finding
	for i := range p.Properties {
		q := &p.Properties[i]
		s, _ := keyOwner(q.Key)
		if s == nil || q.Value == "" || s.Name == "output" || strings.HasPrefix(s.Name, "cli_") || strings.Contains(s.Name, ".") {
			continue
		}
		var in settings.SDK
		for _, n := range s.Keys {
			if n.Name == q.Key {
				in |= n.In
			}
		}
		if in&f.sdk() != 0 {
			continue
		}
		list = append(list, found(q.Origin, q.Key, fmt.Sprintf("the key %s has no effect: %s does not read it%s", q.Key, f.as(), othersRead(in)), ""))
	}
	return list
}

// knownKeys are all keys of a profile that some SDK reads.
func knownKeys() []string {
	var names []string
	for i := range settings.Table() {
		for _, n := range settings.Table()[i].Keys {
			outer, _, _ := strings.Cut(n.Name, ".")
			names = append(names, outer)
		}
	}
	for _, in := range settings.InputKeys() {
		names = append(names, in.Name)
	}
	return names
}

// owner is what a key belongs to: a setting, or an input that is none.
type owner struct {
	setting *settings.Setting
	input   *settings.Input
}

var owners = sync.OnceValue(func() map[string]owner {
	all := map[string]owner{}
	for i := range settings.InputKeys() {
		in := &settings.InputKeys()[i]
		all[in.Name] = owner{input: in}
	}
	table := settings.Table()
	for i := len(table) - 1; i >= 0; i-- { // the first row of a name counts
		for _, n := range table[i].Keys {
			outer, _, _ := strings.Cut(n.Name, ".")
			all[outer] = owner{setting: &table[i]}
		}
	}
	return all
})

// keyOwner finds what a key belongs to.
func keyOwner(key string) (*settings.Setting, *settings.Input) {
	o := owners()[key]
	return o.setting, o.input
}
