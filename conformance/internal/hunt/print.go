package hunt

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

// Summary is one line.
func (r *Report) Summary() string {
	s := fmt.Sprintf("%s: %d of %d environments agree", r.Reading, r.Judged-r.Failed, r.Judged)
	if r.Failed > 0 {
		s += fmt.Sprintf(", %d kinds of disagreement", len(r.Kinds))
	}
	if len(r.Unanswered) > 0 {
		s += fmt.Sprintf("; on %d more the SDK hung or crashed", len(r.Unanswered))
	}
	return s
}

// String is the summary and every kind of disagreement with its examples, the
// commonest first.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintln(&b, r.Summary())
	kinds := slices.Collect(maps.Values(r.Kinds))
	sort.Slice(kinds, func(i, j int) bool {
		if kinds[i].Seen != kinds[j].Seen {
			return kinds[i].Seen > kinds[j].Seen
		}
		return kinds[i].Name < kinds[j].Name
	})
	for i, k := range kinds {
		fmt.Fprintf(&b, "\n%d. %s\n   in %d environments, the first %s\n", i+1, k.Name, k.Seen, k.First)
		for _, v := range k.Examples {
			b.WriteString(v.String())
		}
	}
	for _, why := range r.Unanswered {
		fmt.Fprintf(&b, "\nunanswered: %s\n", why)
	}
	return b.String()
}

// Facts are how often the SDK's answers were of some sort: what the generator reached.
func (r *Report) Facts() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(r.facts)) {
		fmt.Fprintf(&b, "%6.1f%%  %s\n", 100*float64(r.facts[name])/float64(max(r.Judged, 1)), name)
	}
	return b.String()
}

func (r *Report) count(v Verdict) {
	for _, fact := range Facts(v.Answer) {
		r.facts[fact]++
	}
}

// Facts says what sort of answer an SDK gave.
func Facts(a cases.Answer) []string {
	if a["error"] != nil {
		return []string{"refused: " + plainWords(fmt.Sprint(a["error"]))}
	}
	found := []string{"loaded"}
	if key, got := a["access_key"]; got && key != nil {
		provider, _, _ := strings.Cut(fmt.Sprint(a["provider"]), ":")
		found = append(found, "credentials of "+provider)
	} else {
		found = append(found, "no credentials: "+plainWords(fmt.Sprint(a["cred_error"])))
	}
	if steps, _ := a["steps"].([]any); len(steps) > 0 {
		found = append(found, fmt.Sprintf("%d calls", len(steps)))
	}
	return found
}

// String shows the environment, both answers, and the case as a line to paste.
func (v Verdict) String() string {
	var b strings.Builder
	for _, d := range v.Differences {
		fmt.Fprintf(&b, "   - %s\n", d)
	}
	for _, name := range slices.Sorted(maps.Keys(v.Case.Files)) {
		f := v.Case.Files[name]
		switch {
		case f.Dir:
			fmt.Fprintf(&b, "     %s is a directory\n", name)
		case f.Symlink != "":
			fmt.Fprintf(&b, "     %s links to %s\n", name, f.Symlink)
		default:
			fmt.Fprintf(&b, "     %s:\n", name)
			for line := range strings.SplitAfterSeq(f.Text, "\n") {
				if line != "" {
					fmt.Fprintf(&b, "       %s\n", strings.Trim(fmt.Sprintf("%q", line), `"`))
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(v.Case.Env)) {
		fmt.Fprintf(&b, "     %s=%q\n", name, v.Case.Env[name])
	}
	for flag, value := range map[string]string{"profile": v.Case.Profile, "region": v.Case.Region} {
		if value != "" {
			fmt.Fprintf(&b, "     --%s %q\n", flag, value)
		}
	}
	fmt.Fprintf(&b, "   the SDK:  %s\n   sessctl:  %s\n   case:     %s\n", compact(v.Answer), v.ours(), v.Case.Line())
	return b.String()
}

// ours is what of sessctl's document bears on credentials and errors.
func (v Verdict) ours() string {
	d := v.Document
	if d.Broken != "" {
		return d.Broken
	}
	steps, _ := json.Marshal(d.Creds.Steps)
	region := ""
	if r := d.Settings["region"].Value; r != nil {
		region = *r
	}
	return fmt.Sprintf("error %s, region %q, credentials %s of %q %q, steps %s", compact(d.Error), region,
		d.Creds.Status, d.Creds.Provider, d.Creds.Message, steps)
}

func compact(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
