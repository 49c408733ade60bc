package diagnose

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

var regionEntries = []*Entry{
	{Code: "zone-as-region", Severity: resolve.SevWarning, Over: []string{"invalid-region", "region-refused"}, Title: "An availability zone in the place of a region", Plan: planRegions(lookZone), Each: keyRegions(lookZone), Find: sessionRegions(lookZone),
		Page: Page{
			What: "A region ends in a letter, such as eu-west-1a: that is an availability zone, a part of the region eu-west-1.",
			Why:  "Hosts are made with the region's name: sqs.eu-west-1a.amazonaws.com does not exist.",
			Cure: "Leave the letter off.",
			Who:  "All SDKs.",
		}},
	{Code: "impossible-region", Severity: resolve.SevWarning, Over: []string{"invalid-region", "region-refused"}, Title: "A region that AWS cannot have", Plan: planRegions(lookImpossible), Each: keyRegions(lookImpossible), Find: sessionRegions(lookImpossible),
		Page: Page{
			What: "A region is not written as AWS writes them: lower case, hyphens, a number at the end.",
			Why:  "Hosts are made with the region's name: the host is not found, or the SDK refuses it.",
			Cure: "Write the region as AWS does, such as us-east-1.",
			Who:  "All SDKs. Nothing is said where an endpoint outside AWS is configured: stores may have regions of their own.",
		}},
	{Code: "unknown-region", Severity: resolve.SevNote, Title: "A region that is not among the known ones", Plan: planRegions(lookUnknown), Each: keyRegions(lookUnknown), Find: sessionRegions(lookUnknown),
		Page: Page{
			What: "A region is written as AWS writes them, but this version of sessctl knows none of that name.",
			Why:  "It is new, or a slip: us-west-3 does not exist.",
			Cure: "Look the region up in the console, or run aws ec2 describe-regions.",
			Who:  "All SDKs: they make the host's name without asking whether the region exists.",
		}},
}

// regionLook says what is wrong with a region, and which was meant.
type regionLook func(region string) (says, help, meant string)

// zoneOf gives the region of an availability zone, "" for anything else.
func zoneOf(s string) string {
	n := len(s)
	if n < 3 || s[n-1] < 'a' || s[n-1] > 'h' || s[n-2] < '0' || s[n-2] > '9' {
		return ""
	}
	if _, known := hosts.Of(s[:n-1]); !known {
		return ""
	}
	return s[:n-1]
}

func lookZone(region string) (string, string, string) {
	if z := zoneOf(region); z != "" {
		return fmt.Sprintf("%s is an availability zone, not a region", region), "use " + z, z
	}
	return "", "", ""
}

func lookImpossible(region string) (string, string, string) {
	if hosts.Plausible(region) || zoneOf(region) != "" || oddRegion(region) {
		return "", "", ""
	}
	if says, help := notRegions(region); says != "" {
		return fmt.Sprintf("%q %s", region, says), help, ""
	}
	says := fmt.Sprintf("%q is not a region of AWS", region)
	if first, _, list := strings.Cut(region, ","); list {
		if _, known := hosts.Of(strings.TrimSpace(first)); known {
			return fmt.Sprintf("%q is more than one region", region), "use one of them, such as " + strings.TrimSpace(first), strings.TrimSpace(first)
		}
	}
	for _, known := range []string{regionAt(region), regionWithin(strings.ToLower(region))} {
		if known != "" {
			return says, "use " + known, known
		}
	}
	folded := strings.NewReplacer("_", "-", " ", "-", "\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2014", "-", "\u2212", "-").Replace(strings.ToLower(region))
	if _, known := hosts.Of(folded); known {
		return says, "use " + folded, folded
	}
	if help, meant := nearRegion(folded); help != "" {
		return says, help, meant
	}
	return says, "write it as AWS does, such as us-east-1", ""
}

// nearRegion says which region may have been meant.
func nearRegion(region string) (help, meant string) {
	near := suggest.Slips(region, hosts.Regions())
	if len(near) == 0 {
		return "", ""
	}
	if len(near) == 1 {
		meant = near[0]
	}
	return "did you mean " + suggest.Or(near) + "?", meant
}

func lookUnknown(region string) (string, string, string) {
	if _, known := hosts.Of(region); known || !hosts.Plausible(region) {
		return "", "", ""
	}
	help, meant := nearRegion(region)
	return fmt.Sprintf("%s is not a known region of AWS", region), help, meant
}

// oddRegion reports whether another diagnosis says what is wrong with the text.
func oddRegion(v string) bool {
	if plain(v) {
		return false
	}
	for _, look := range []oddity{oddQuotes, oddSemicolon, oddComment, oddLines, oddVariable, oddCharacter} {
		if says, _ := look(v); says != "" {
			return true
		}
	}
	return false
}

// ownRegions reports whether an endpoint outside AWS is configured, where
// regions may have other names.
func (f *Facts) ownRegions() bool {
	for _, v := range f.Resolution.Settings {
		if v.Set && v.Value != "" && v.Origin.Kind != origin.ByDefault && (v.Name == "endpoint_url" || isServiceEndpoint(v.Name)) {
			if u, ok := parseEndpoint(v.Value); !ok || !u.ofAWS() {
				return true
			}
		}
	}
	return f.blockElsewhere()
}

// blockElsewhere reports whether the profile has an endpoint outside AWS in a
// block such as s3: nobody reads it, and it says what the region is meant for.
func (f *Facts) blockElsewhere() bool {
	p := f.profile()
	if p == nil {
		return false
	}
	for _, q := range blockEndpoints(p) {
		if u, ok := parseEndpoint(q.Value); ok && !u.ofAWS() {
			return true
		}
	}
	return false
}

func isServiceEndpoint(name string) bool {
	_, ok := settings.ServiceOf(name)
	return ok
}

// planRegions looks at the region in force.
func planRegions(look regionLook) func(*Facts) []Finding {
	return func(f *Facts) []Finding {
		v := f.Resolution.Setting("region")
		if v == nil || !v.Set || v.Value == "" {
			return nil
		}
		switch v.Origin.Kind {
		case origin.EnvVar, origin.InFile, origin.Flag:
			return f.badRegion(look, "region", v.Value, v.Origin)
		}
		return nil
	}
}

// keyRegions looks at the regions that a profile has.
func keyRegions(look regionLook) func(*Facts, *profiles.Profile) []Finding {
	return func(f *Facts, p *profiles.Profile) []Finding {
		var list []Finding
		for _, key := range []string{"region", "sso_region"} {
			if q := p.Get(key); q != nil && q.Value != "" {
				list = append(list, f.badRegion(look, key, q.Value, q.Origin)...)
			}
		}
		return list
	}
}

func sessionRegions(look regionLook) func(*Facts) []Finding {
	return func(f *Facts) []Finding {
		var list []Finding
		for s := range f.sessions() {
			if q := s.Get("sso_region"); q != nil && q.Value != "" {
				list = append(list, f.badRegion(look, "sso_region", q.Value, q.Origin)...)
			}
		}
		return list
	}
}

func (f *Facts) badRegion(look regionLook, about, value string, o origin.Origin) []Finding {
	says, help, meant := look(value)
	if says == "" {
		return nil
	}
	if about == "region" && f.ownRegions() {
		return nil
	}
	finding := found(o, about, says, help)
	if help != "" {
		finding.Severity = resolve.SevWarning // new regions are unlike old ones
	}
	if meant != "" {
		finding.Fix = f.rewrite(o, value, meant)
	}
	return []Finding{finding}
}
