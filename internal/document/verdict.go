package document

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// Verdict is what text about a resolution begins with: what is wrong and what
// to do about it, then what is in force.
type Verdict struct {
	Faults []Fault   // the reason first; none where all is well
	Rest   []Problem // what else a person should know, that no fault makes moot
	Notes  int       // how many problems of severity note are left out of Rest
	None   None      // what the first fault explains, and no fault says again
	Moot   bool      // no session is built, so that what the files say of the profile is not in force
}

// None says that there are no credentials.
type None int

// What a fault before it explains.
const (
	Unexplained None = iota // or there are some
	NoneHere
	NoneButOnEC2 // where the instance's role would be used
)

// Fault is an error with its cure. Nothing is said twice: a fault that another
// one names already is left out.
type Fault struct {
	Code    string
	Message string
	Fix     string // empty where nobody knows any
	Origin  Origin
	About   string // as a problem's
}

// Broken reports whether a fault is more than that nothing is configured.
func (v *Verdict) Broken() bool {
	return slices.ContainsFunc(v.Faults, func(f Fault) bool { return f.Code != "no-credentials" })
}

// Placed is the message with its place, which stands in it once.
func (f Fault) Placed() string {
	at := f.Origin.String()
	if f.Origin.File == "" || strings.Contains(f.Message, at) {
		return f.Message
	}
	return f.Message + " (" + at + ")"
}

func faultOf(p Problem) Fault {
	return Fault{p.Code, Plain(p.Message), p.Help, p.Origin, p.About}
}

// nothingFound is what is said where nothing is configured at all.
const (
	nothingFound = "no credentials found here"
	onEC2        = nothingFound + "; on EC2 the instance's role would be used"
	setUp        = "aws configure, aws sso login, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
)

// Verdict says what comes first.
func (d *Document) Verdict(notes bool) Verdict {
	v := Verdict{Moot: d.Error != nil}
	if d.Error != nil {
		v.Faults = append(v.Faults, d.loadFault())
	} else if f, broken := d.credentialsFault(); broken {
		v.Faults = append(v.Faults, f)
	}
	for _, p := range d.Problems {
		switch {
		case d.moot(p, v.Faults):
		case p.Severity == string(resolve.SevError):
			v.Faults = append(v.Faults, faultOf(p))
		case p.Severity == string(resolve.SevNote) && !notes:
			v.Notes++
		default:
			v.Rest = append(v.Rest, p)
		}
	}
	v.causeFirst()
	v.sealedFirst()
	v.explained()
	v.turnedOff()
	return v
}

// turnedOff adds to the cure of having nothing how the instance's role is let in again,
// and one to having no region.
func (v *Verdict) turnedOff() {
	for i := range v.Faults {
		f := &v.Faults[i]
		if f.Fix == "" && strings.Contains(f.Message, "no region is set") {
			f.Fix = "set AWS_REGION, or region in the profile"
		}
		if _, by, ok := strings.Cut(f.Message, "turned off by "); ok && f.Fix == setUp {
			by, _, _ = strings.Cut(by, " ")
			f.Fix = "unset " + by + " to use the instance's role on EC2; elsewhere aws configure or aws sso login"
		}
	}
}

// explained takes out faults and warnings that others tell: a parser's that
// stops in what was pasted, one that another file has as well, and the slip of a
// key that a fault lacks.
func (v *Verdict) explained() {
	if i := slices.IndexFunc(v.Faults, func(f Fault) bool { return strings.HasPrefix(f.Code, "pasted-") }); i > 0 {
		of := v.Faults[i]
		if first := v.Faults[0]; first.Code == "unparsable-file" && first.Fix == "" && first.Origin.File == of.Origin.File {
			v.Faults = slices.Delete(v.Faults, i, i+1)
			v.Faults[0] = of
		}
	}
	for i := 0; i < len(v.Faults); i++ {
		v.Faults = slices.Concat(v.Faults[:i+1], slices.DeleteFunc(slices.Clone(v.Faults[i+1:]), func(f Fault) bool { return v.Faults[i].takes(f) }))
		v.Rest = slices.DeleteFunc(v.Rest, func(p Problem) bool { return v.Faults[i].meant(p) })
	}
}

// ToCredentials leaves out of the faults what is wrong with the endpoint of a
// service that no credentials are fetched from.
func (d *Document) ToCredentials(list []Fault) []Fault {
	return slices.DeleteFunc(slices.Clone(list), func(f Fault) bool {
		service, ok := settings.ServiceOf(f.About)
		return ok && service != "sts" && service != "sso" && d.Error == nil
	})
}

// takes adds to a fault of a file or a variable that another has the same, and
// reports whether it has.
func (f *Fault) takes(other Fault) bool {
	if strings.HasPrefix(f.Code, "sso-") && strings.HasPrefix(other.Message, "the sso-session ") && strings.HasPrefix(f.Fix, "add sso_") && strings.Contains(f.Fix, "[sso-session ") {
		return true // the cure names the section
	}
	if f.Fix != "" && f.About != "" && strings.HasPrefix(other.Message, f.About+" ") && (other.Fix == "" || other.Fix == setUp) {
		return true // of the same setting
	}
	if f.Code != "" && f.Code == other.Code && f.Fix == other.Fix {
		if both := sameOfVariables(f.Message, other.Message); both != "" {
			f.Message = both
			return true
		}
	}
	says, ok := strings.CutPrefix(f.Message, f.Origin.String()+": ")
	too, also := strings.CutPrefix(other.Message, other.Origin.String()+": ")
	if !ok || !also || says != too || f.Code != other.Code || f.Fix != other.Fix {
		return false
	}
	f.Message = f.Origin.String() + " and " + other.Message
	return true
}

// sameOfVariables gives the message that says of two variables what two say of
// one each, "" where they say other things.
func sameOfVariables(a, b string) string {
	const before, and = "the value of ", " (and of "
	a, okA := strings.CutPrefix(a, before)
	b, okB := strings.CutPrefix(b, before)
	first, says, _ := strings.Cut(a, " ")
	more := ""
	if rest, ok := strings.CutPrefix(says, and[1:]); ok {
		more, says, _ = strings.Cut(rest, ") ")
	}
	name, same, _ := strings.Cut(b, " ")
	if !okA || !okB || says != same || first == name {
		return ""
	}
	if more != "" {
		more = strings.Replace(more, " and ", ", ", 1) + " and "
	}
	return before + first + and + more + name + ") " + says
}

// meant takes from a misspelt key the cure of a fault that lacks it, and reports
// whether it has.
func (f *Fault) meant(p Problem) bool {
	if p.Code == "section-ignored" && strings.Contains(f.Fix, p.Origin.String()) {
		return true // the cure is the same
	}
	if f.Fix == "" && p.Help != "" && p.About != "" && strings.HasPrefix(f.Message, p.About+" ") {
		f.Fix = p.Help
		return true
	}
	if right, _, _ := strings.Cut(strings.TrimPrefix(p.Help, "set "), " "); (p.Code == "unknown-variable" || p.Code == "variable-not-read") && strings.HasPrefix(f.Fix, "set "+strings.TrimSuffix(right, ",")) {
		f.Fix = "set " + strings.TrimSuffix(right, ",") + " in place of " + p.Origin.Name + ", which is not read"
		return true
	}
	key, ok := strings.CutPrefix(p.Help, "write it as ")
	if !ok || p.Code != "unknown-key" || p.Origin.File != f.Origin.File || p.Origin.Section != f.Origin.Section || !strings.HasPrefix(f.Fix, "add ") && !strings.HasPrefix(f.Fix, "copy ") || !strings.Contains(f.Fix, key) {
		return false
	}
	f.Fix = "write " + p.Origin.Key + " as " + key + " (" + p.Origin.String() + ")"
	return true
}

// causeFirst puts what explains why there are no credentials before that there
// are none, and takes the cure from it.
func (v *Verdict) causeFirst() {
	if len(v.Faults) == 0 || v.Faults[0].Code != "no-credentials" && v.Faults[0].Fix != setUp {
		return
	}
	none := v.Faults[0]
	none.Fix = ""
	if slices.ContainsFunc(v.Faults[1:], func(f Fault) bool { return AboutCredentials(f.Code) || slices.Contains(causes, f.Code) }) {
		v.Faults = append(v.Faults[1:], none)
		v.sayOnce()
		return
	}
	cause := slices.IndexFunc(v.Rest, misspelt)
	if slices.ContainsFunc(v.Rest, missing) {
		v.Rest = slices.DeleteFunc(v.Rest, func(p Problem) bool { return p.Code == "profile-not-found" }) // it may stand in that file
		cause = slices.IndexFunc(v.Rest, missing)
	}
	if cause < 0 {
		cause = slices.IndexFunc(v.Rest, func(p Problem) bool { return slices.Contains(causes, p.Code) && p.Severity != string(resolve.SevNote) })
	}
	if cause < 0 {
		return
	}
	if none.Message != onEC2 {
		none.Message = nothingFound // the cause says why
	}
	defer v.sayOnce()
	p := v.Rest[cause]
	v.Rest = slices.Delete(v.Rest, cause, cause+1)
	v.Faults = append([]Fault{faultOf(p)}, v.Faults...)
	v.Faults[1] = none
}

// sealedFirst puts a file that is encrypted before the profile that is in neither
// file: it may stand in that one.
func (v *Verdict) sealedFirst() {
	if len(v.Faults) > 1 && strings.Contains(v.Faults[0].Message, "is in neither file") && v.Faults[1].Code == "sealed-file" {
		v.Faults[0], v.Faults[1] = v.Faults[1], v.Faults[0]
		v.Faults[1].Fix = ""
	}
}

// sayOnce leaves out that there are no credentials, where a fault before it says why.
func (v *Verdict) sayOnce() {
	for i, f := range v.Faults {
		switch {
		case i == 0 || f.Fix != "":
			continue
		case f.Message == nothingFound:
			v.None = NoneHere
		case f.Message == onEC2:
			v.None = NoneButOnEC2
		default:
			continue
		}
		v.Faults = slices.Delete(v.Faults, i, i+1)
		return
	}
}

// missing reports whether a problem is of a file that a variable names and that is
// not there.
func missing(p Problem) bool { return p.Code == "missing-file" }

// causes are codes of what explains why there are no credentials, where there are none.
var causes = []string{
	"source-profile-not-found", "source-profile-loop", "source-without-credentials", "role-without-source",
	"half-key-pair", "incomplete-keys", "static-keys-incomplete", "section-ignored", "sso-token-only", "sso-incomplete",
	"misplaced-sso-key", "session-token-left-over", "file-not-read", "missing-file", "home-unset", "sso-token", "half-web-identity", "unreadable-file",
	"profile-not-found", "sso-token-missing", "sso-token-expired", "no-profile-chosen", "default-misspelt", "file-named-otherwise", "home-of-other-user", "home-of-service", "env-keys-empty", "empty-keys", "byte-order-mark", "keys-behind-header", "github-without-credentials", "commented-out", "metadata-endpoint-without-scheme", "utf-16-file", "sealed-file",
}

// misspelt reports whether a problem is of a name that was meant to give credentials.
func misspelt(p Problem) bool {
	return p.About == resolve.AboutCredentials && (p.Code == "unknown-variable" || p.Code == "variable-not-read" || p.Code == "unknown-key")
}

// AboutCredentials reports whether a code is of something that leads to credentials.
func AboutCredentials(code string) bool {
	return slices.ContainsFunc([]string{"credential", "token", "role", "key", "sso", "mfa", "login", "partition", "process", "export", "profile", "paste", "metadata-endpoint"},
		func(word string) bool { return strings.Contains(code, word) })
}

// loadFault is why the session is not built.
func (d *Document) loadFault() Fault {
	f := Fault{Message: Plain(d.Error.Message), Origin: d.Error.Origin}
	for _, p := range d.Problems {
		if d.isError(p) {
			f.Code, f.Fix = p.Code, p.Help
			break
		}
	}
	return f
}

// credentialsFault is why there are no credentials.
func (d *Document) credentialsFault() (Fault, bool) {
	c := d.Credentials
	switch {
	case c.Unconfigured():
		return Fault{Code: "no-credentials", Message: onEC2, Fix: setUp}, true
	case c.Status == string(resolve.StatusNone):
		f := Fault{Code: "no-credentials", Message: nothingFound, Fix: setUp}
		if m := Plain(c.Message); m != "" && !generic(m) {
			f.Message = m
		}
		return f, true
	case c.Status != string(resolve.StatusError):
		return Fault{}, false
	case d.onlyMetadata():
		return Fault{Code: "no-credentials", Message: nothingFound + "; " + Plain(c.Message), Fix: setUp}, true
	}
	if f, known := d.raised(); known {
		return f, true
	}
	f := Fault{Message: Plain(c.Message)}
	if f.Message == "" {
		f.Message = nothingFound
	}
	if len(c.Steps) == 0 {
		f.Fix = setUp
	}
	return f, true
}

// raised is the problem that has the message of the credentials' failure. The cure
// is that of the one that knows more than where to look.
func (d *Document) raised() (f Fault, known bool) {
	for _, p := range d.Problems {
		if p.Severity != string(resolve.SevError) && !slices.Contains(causes, p.Code) || !alike(p.Message, d.Credentials.Message) {
			continue
		}
		switch elsewhere := strings.HasPrefix(f.Fix, "see `"); {
		case !known:
			f, known = faultOf(p), true
		case elsewhere && p.Help != "":
			f.Fix, f.Origin, f.About = p.Help, p.Origin, p.About
		}
	}
	return f, known
}

// onlyMetadata reports whether nothing is configured but that instance metadata
// is not to be asked.
func (d *Document) onlyMetadata() bool {
	c := d.Credentials
	failed := false
	for _, t := range c.Tried {
		switch {
		case t.Provider == resolve.StepIMDS:
			failed = failed || t.Outcome == string(resolve.OutcomeFailed)
		case t.Outcome != string(resolve.OutcomeAbsent):
			return false
		}
	}
	return failed && len(c.Steps) == 0
}

// generic reports whether a message says no more than that there are no credentials.
func generic(m string) bool {
	return strings.HasPrefix(m, "no provider") || strings.HasPrefix(m, "no credential provider") || strings.HasPrefix(m, "NoCredentialProviders")
}

// moot reports whether a problem is said already, or of no interest after the
// faults that are known so far.
func (d *Document) moot(p Problem, faults []Fault) bool {
	for _, f := range faults {
		if p.Code == "home-unset" && strings.HasPrefix(f.Fix, "set "+p.Origin.Name+": ") {
			return true
		}
		if p.Code == "section-ignored" && strings.Contains(f.Fix, p.Origin.String()) {
			return true
		}
		if f.Code == p.Code && f.Origin == p.Origin || alike(f.Message, p.Message) || f.Origin == p.Origin && p.Code == "section-ignored" {
			return true
		}
	}
	return d.Error != nil && (p.Code == "profile-not-found" || p.Code == "env-keys-beat-profile" || p.Severity == string(resolve.SevNote))
}

// alike reports whether two messages say the same, the one perhaps with more words.
func alike(a, b string) bool {
	a, b = Plain(a), Plain(b)
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}

// Plain is a message without what an SDK says in its own words.
func Plain(message string) string { return resolve.WithoutWords(message) }

// Words is what an SDK says in a message in its own words, empty where there is none.
func Words(message string) string { return resolve.WordsOf(message) }

// At are the problems, but for notes, at the places of some settings.
func (d *Document) At(names []string) []Problem {
	at := map[Origin]bool{}
	for _, n := range names {
		s := d.Settings[n]
		at[s.Origin] = true
		for _, list := range [][]Outcome{s.Shadowed, s.Rejected} {
			for _, out := range list {
				at[out.Origin] = true
			}
		}
		for _, e := range s.Elsewhere {
			at[e.Origin] = true
		}
	}
	var some []Problem
	for _, p := range d.Problems {
		if p.Severity != string(resolve.SevNote) && p.Origin != (Origin{}) && p.Origin.Kind != string(origin.ByDefault) && (at[p.Origin] || slices.Contains(names, p.About) && p.Origin.Kind == string(origin.InFile)) && !d.isError(p) {
			some = append(some, p)
		}
	}
	return some
}

// LacksCredentials reports whether there are none to be had.
func (d *Document) LacksCredentials() bool {
	s := d.Credentials.Status
	return s == string(resolve.StatusNone) || s == string(resolve.StatusError) || d.Credentials.Unconfigured() || d.cannotRun()
}

// cannotRun reports whether a program that would have to run cannot.
func (d *Document) cannotRun() bool {
	return d.Credentials.Status == string(resolve.StatusNeedsProcess) && slices.ContainsFunc(d.Problems, func(p Problem) bool {
		return p.Severity == string(resolve.SevError) && strings.HasPrefix(p.Code, "process-")
	})
}
