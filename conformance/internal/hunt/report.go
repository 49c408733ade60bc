package hunt

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/judge"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

// A Report is what a hunt found, by kind of disagreement.
type Report struct {
	Reading        string
	Judged, Failed int
	Unanswered     []string // cases on which the SDK hung or died, and how
	Kinds          map[string]*Kind
	facts          map[string]int // what the SDK's answers were like
}

// A Kind is disagreements that look alike.
type Kind struct {
	Name     string
	Seen     int
	First    string // ID of the first case
	Examples []Verdict
	taken    int
}

func newReport(reading string) *Report {
	return &Report{Reading: reading, Kinds: map[string]*Kind{}, facts: map[string]int{}}
}

// add counts a verdict; it returns the kind of which an example is wanted, or "".
func (r *Report) add(v Verdict, examples, kinds int) string {
	if v.Answer["timeout"] != nil {
		r.Unanswered = append(r.Unanswered, fmt.Sprintf("%s: %.300v", v.Case.ID, v.Answer["why"]))
		return ""
	}
	r.Judged++
	r.count(v)
	if len(v.Differences) == 0 {
		return ""
	}
	r.Failed++
	wanted := ""
	for _, d := range v.Differences {
		name := Signature(d)
		k := r.Kinds[name]
		if k == nil {
			k = &Kind{Name: name, First: v.Case.ID}
			r.Kinds[name] = k
		}
		k.Seen++
		if wanted == "" && k.taken < examples && len(r.Kinds) <= kinds {
			k.taken++
			wanted = name
		}
	}
	return wanted
}

func (r *Report) example(v Verdict, kind string) {
	k := r.Kinds[kind]
	k.Examples = append(k.Examples, v)
}

// Cases are the shrunk cases with the SDK's answers, as regressions are kept.
func (r *Report) Cases() []cases.Case {
	var all []cases.Case
	for _, name := range slices.Sorted(maps.Keys(r.Kinds)) {
		for _, v := range r.Kinds[name].Examples {
			c := v.Case
			c.Note = name
			c.Answers = map[string]cases.Answer{r.Reading: v.Answer.Abridged()}
			all = append(all, c)
		}
	}
	return all
}

var (
	quoted  = regexp.MustCompile(`"[^"]*"|'[^']*'|` + "`[^`]*`")
	paths   = regexp.MustCompile(`(HOMEDIR|/tmp|\.aws|/)[^\s,:]*`)
	digits  = regexp.MustCompile(`\d+`)
	between = regexp.MustCompile(`(=)\S*`)
	named   = regexp.MustCompile(`(profile|section|RetryMode|value|value:|for|lookup|name),? [^\s,(]*[^\s,(:]`)
)

// Signature names the kind of a disagreement: two that have one cause should
// have one signature, as far as can be told from outside.
func Signature(d judge.Difference) string {
	switch d.Kind {
	case "error":
		if d.Theirs != "" {
			return "error: only the SDK refuses: " + plainWords(d.Theirs)
		}
		return "error: only sessctl refuses: " + plainWords(d.Ours)
	case "credentials":
		if strings.ContainsAny(d.Theirs, " :") {
			return "credentials: sessctl " + plainWords(d.Ours) + ", the SDK fails: " + plainWords(d.Theirs)
		}
		return "credentials: sessctl " + plainWords(d.Ours) + ", the SDK has a key"
	case "steps":
		return "steps: sessctl " + shape(d.Ours) + ", the SDK " + shape(d.Theirs) + fields(d.Ours, d.Theirs)
	case "broken":
		return "broken: " + plainWords(d.Ours)
	case "origin":
		name, why, _ := strings.Cut(d.Ours, ":")
		return "origin of " + name + ": " + plainWords(why)
	case "status", "provider", "exit status":
		return fmt.Sprintf("%s: sessctl %s, the SDK %s", d.Kind, d.Ours, d.Theirs)
	}
	return fmt.Sprintf("%s: sessctl %s, the SDK %s", d.Kind, presence(d.Ours), presence(d.Theirs))
}

func presence(value string) string {
	switch strings.ToLower(value) {
	case "":
		return "nothing"
	case "true", "false":
		return strings.ToLower(value)
	}
	return "a value"
}

func plainWords(text string) string {
	for _, change := range []struct {
		re   *regexp.Regexp
		with string
	}{{quoted, "…"}, {paths, "…"}, {digits, "0"}, {between, "=…"}, {named, "$1 …"}} {
		text = change.re.ReplaceAllString(text, change.with)
	}
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > 110 {
		text = text[:110]
		for !utf8.ValidString(text) {
			text = text[:len(text)-1]
		}
	}
	return text
}

// shape is the first word of each call.
func shape(calls string) string {
	var words []string
	for call := range strings.SplitSeq(strings.Trim(calls, "[]"), " | ") {
		word, _, _ := strings.Cut(call, " ")
		words = append(words, word)
	}
	return "[" + strings.Join(words, " ") + "]"
}

// fields names the parts in which plans of one shape differ.
func fields(ours, theirs string) string {
	if shape(ours) != shape(theirs) {
		return ""
	}
	named := map[string]bool{}
	a, b := strings.Fields(ours), strings.Fields(theirs)
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			name, _, _ := strings.Cut(a[i], "=")
			named[name] = true
		}
	}
	if len(named) > 3 {
		return " (all)"
	}
	return fmt.Sprintf(" (%s)", strings.Join(slices.Sorted(maps.Keys(named)), " "))
}
