package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

// rejectedValue is about values that an SDK passes over in silence.
var rejectedValue = &Entry{Code: "value-rejected", Severity: resolve.SevWarning, Title: "A value that is none of the setting's", Plan: rejectedValues,
	Page: Page{
		What: "A setting has a value that it cannot have, such as retry_mode = adaptiv or max_attempts = many, and the SDK passes over it.",
		Why:  "What was meant is not in force: the next place or the default counts, without a word. Other SDKs refuse to start.",
		Cure: "Use one of the values that are named. lint --fix shows the line where the slip is plain.",
		Who:  "All SDKs; some refuse the value instead.",
	}}

// outputUnknown is about a format that only shows when something is printed.
var outputUnknown = &Entry{Code: "output-unknown", Severity: resolve.SevWarning, Title: "A format of output that AWS CLI does not have", Each: badOutput,
	Page: Page{
		What: "output is none of json, text, table, yaml, yaml-stream and off, written in small letters.",
		Why:  "AWS CLI calls the service and then fails to print: Unknown output type.",
		Cure: "Write one of them.",
		Who:  "cli.",
	}}

func badOutput(_ *Facts, p *profiles.Profile) []Finding {
	q, s := p.Get("output"), settings.Lookup("output")
	if q == nil || s == nil || q.Value == "" || slices.Contains(s.Values, q.Value) || oddRegion(q.Value) {
		return nil
	}
	return one(q.Origin, "output", fmt.Sprintf("AWS CLI has no output %q", q.Value), "use one of "+strings.Join(s.Values, ", "))
}

func rejectedValues(f *Facts) []Finding {
	var list []Finding
	for _, v := range f.Resolution.Settings {
		if v.Setting == nil {
			continue
		}
		for _, p := range v.Pick(origin.Rejected) {
			if f.noValue(v.Setting, p) && (v.Origin.Kind != origin.Derived || v.Origin.Configured()) {
				list = append(list, f.rejected(v.Setting, p))
			}
		}
	}
	return list
}

// noValue reports whether a rejected place has a text that the setting cannot
// have, of which nothing else has been said.
func (f *Facts) noValue(s *settings.Setting, p origin.Place) bool {
	if p.Value == "" || p.Origin.Kind != origin.EnvVar && p.Origin.Kind != origin.InFile || oddRegion(p.Value) {
		return false
	}
	if _, err := settings.Canonical(s.Name, p.Value); err == nil {
		return false
	}
	for _, q := range f.Resolution.Problems {
		if q.Origin == p.Origin {
			return false
		}
	}
	return true
}

// cureValue names the value that was meant, where a reading refuses a slip of one.
func cureValue(f *Facts, finding *Finding) {
	v := f.Resolution.Setting(resolve.About(finding.Origin))
	if v == nil || v.Setting == nil || v.Setting.Type != settings.Enum {
		return
	}
	for _, p := range v.Places {
		if p.Origin == finding.Origin {
			f.meant(finding, v.Setting, p)
		}
	}
}

// meant puts into a finding the one value of which another is a slip, and reports
// whether there is one.
func (f *Facts) meant(finding *Finding, s *settings.Setting, p origin.Place) bool {
	near := suggest.Slips(strings.ToLower(p.Value), s.Values)
	if len(near) != 1 {
		return false
	}
	finding.Help = "did you mean " + near[0] + "?"
	finding.Fix = f.rewrite(p.Origin, p.Value, near[0])
	return true
}

func (f *Facts) rejected(s *settings.Setting, p origin.Place) Finding {
	finding := found(p.Origin, s.Name, fmt.Sprintf("the value of %s is rejected: %s", named(p.Origin), p.Reason), "")
	switch s.Type {
	case settings.Enum:
		if !f.meant(&finding, s, p) {
			finding.Help = "use one of " + strings.Join(s.Values, ", ")
		}
	case settings.Bool:
		finding.Help = "use true or false"
	case settings.Int:
		finding.Help = "use a whole number"
	}
	return finding
}
