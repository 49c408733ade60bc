package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/lookup"
)

// CredentialsOptions choose what of the credentials is shown.
type CredentialsOptions struct {
	Another bool // of several, and not the first
	Verbose bool // text: what the SDK says in its own words
}

// Credentials prints the plan alone: the result, every step, and every provider
// that was tried.
func Credentials(t Terminal, format string, d document.Document, o CredentialsOptions) error {
	if done, err := data(t, format, d.Chain()); done {
		return err
	}
	p := newPage(t)
	if o.Another {
		p.b.WriteByte('\n')
	}
	v := d.Verdict(o.Verbose)
	p.faults(d.ToCredentials(v.Faults))
	p.gap()
	p.table(p.outcome(d, v))
	p.gap()
	for _, q := range credentialProblems(v.Rest) {
		p.problem(q)
	}
	p.gap()
	p.steps(d.Credentials.Steps)
	p.check(d.Credentials.Check)
	p.gap()
	absent := ""
	if !d.Profile.Found {
		absent = d.Profile.Name
	}
	p.tried(d.Credentials.Tried, known(d, v), absent, o.Verbose)
	p.gap()
	v.Notes = 0
	p.closing(d, v)
	if o.Verbose {
		p.words(d)
	}
	return p.flush()
}

var statusWords = lookup.Table[string, string]{
	{"resolved", "known without the network"},
	{"needs-network", "needs the network"},
	{"needs-process", "needs a program to run"},
	{"none", "none"},
	{"error", "cannot be had"},
}

// outcome is the profile, who one would be, and how far that is known.
func (p *page) outcome(d document.Document, v document.Verdict) []row {
	rows := []row{p.profileRow(d.Profile)}
	if !v.Moot || d.Credentials.Role != "" {
		rows = append(rows, p.identity(d.Credentials)...)
	}
	if v.Moot {
		return rows
	}
	c := d.Credentials
	if c.Provider != "" && !d.LacksCredentials() {
		rows = append(rows, row{name: "provider", value: span{bold, c.Provider}, where: statusWords.Of(c.Status)})
	}
	return rows
}

// plan writes the steps in short, where the identity does not say them all, and
// what else failed on the way.
func (p *page) plan(d document.Document, v document.Verdict) {
	c := d.Credentials
	if v.Moot || c.Unconfigured() {
		return
	}
	if len(c.Steps) > 1 {
		var rows []row
		for i, s := range c.Steps {
			what, detail := describe(s)
			r := row{name: fmt.Sprintf("%d  %s", i+1, what), where: p.stepPlace(s)}
			if len(detail.head) > 0 {
				r.value = span{plain, p.t.Shorten(detail.head)}
			}
			rows = append(rows, r)
		}
		p.table(rows)
	}
	if !d.LacksCredentials() {
		return
	}
	absent := 0
	for _, t := range c.Tried {
		switch {
		case t.Outcome == "absent" || t.Outcome == "skipped":
			absent++
		case t.Outcome == "failed" && t.Provider != "imds" && len(v.Faults) < 2 && !p.told(t.Reason, v.Faults): // of two, the first explains it
			p.triedLine(t)
		}
	}
	if absent > 0 {
		source := "source"
		if c.Provider != "" && c.Provider != "imds" {
			source = "other source"
		}
		p.flow(0, span{faint, plural(absent, source) + " not configured; sessctl credentials lists them"})
	}
}

// told reports whether a fault says what a reason says.
func (p *page) told(reason string, faults []document.Fault) bool {
	return slices.ContainsFunc(faults, func(f document.Fault) bool {
		return strings.Contains(f.Message, reason) || strings.Contains(reason, f.Message)
	})
}

// tried writes what came of every provider, in the order of the chain. Those that
// are not configured, behind the one in use or the one whose error is told, share a line, as do those that
// are not for one cause, unless all is asked for. What is said above or before is
// not said again, nor what each lacks in a profile that is absent.
func (p *page) tried(list []document.Tried, faults []document.Fault, absent string, all bool) {
	if len(list) == 0 {
		return
	}
	p.flow(0, span{faint, "tried, in this order:"})
	used := false
	for at := 0; at < len(list); {
		n, cause := 1, ""
		switch {
		case all:
		case used:
			n = max(1, absentFirst(list[at:]))
		default:
			n, cause = oneCause(list[at:], absent)
		}
		switch t := list[at]; {
		case n > 1:
			p.triedLine(several(list[at:at+n], used, cause))
		case all:
			p.triedLine(t)
		default:
			p.triedLine(p.shortly(t, list[:at], faults))
		}
		used = used || list[at].Outcome == "chosen" || list[at].Outcome == "failed" && p.told(document.Plain(list[at].Reason), faults)
		at += n
	}
}

// known are the errors that are told, with the one in place of which another is.
func known(d document.Document, v document.Verdict) []document.Fault {
	if d.Error == nil {
		return v.Faults
	}
	return append(slices.Clone(v.Faults), document.Fault{Message: document.Plain(d.Error.Message)})
}

// several are providers in one line, each named once.
func several(list []document.Tried, used bool, cause string) document.Tried {
	var names []string
	for _, t := range list {
		if !slices.Contains(names, t.Provider) {
			names = append(names, t.Provider)
		}
	}
	t := document.Tried{Provider: plural(len(names), "other"), Outcome: "absent", Reason: strings.Join(names, ", ")}
	if !used {
		t.Provider, t.Reason = plural(len(names), "source"), cause+": "+t.Reason
	}
	return t
}

// absentFirst is how many of the first providers are not configured.
func absentFirst(list []document.Tried) int {
	n := slices.IndexFunc(list, func(t document.Tried) bool { return t.Outcome != "absent" })
	if n < 0 {
		return len(list)
	}
	return n
}

// oneCause is how many of the first providers are not configured for one cause,
// such as a profile that does not exist.
func oneCause(list []document.Tried, absent string) (n int, cause string) {
	for n = range absentFirst(list) {
		of, _, ok := strings.Cut(list[n].Reason, ", so ")
		if !ok && absent != "" && strings.HasPrefix(of, "profile "+absent+" ") {
			of, ok = "profile "+absent+" does not exist", true
		}
		if !ok || cause != "" && of != cause {
			return max(n, 1), cause
		}
		cause = of
	}
	return max(absentFirst(list), 1), cause
}

// shortly takes out of a provider's reason what an error says, or the provider
// that is used.
func (p *page) shortly(t document.Tried, before []document.Tried, faults []document.Fault) document.Tried {
	if t.Outcome == "failed" && p.told(document.Plain(t.Reason), faults) {
		t.Reason = "the error above"
		return t
	}
	for _, b := range before {
		if rest, ok := strings.CutPrefix(t.Reason, b.Reason+", so "); ok && b.Outcome == "chosen" {
			t.Reason = "not asked, since " + b.Provider + " is used"
		} else if ok && rest != "" {
			t.Reason = "not asked after " + b.Provider
		}
	}
	return t
}

// triedColumn is where the outcome of a provider stands, and outcomeColumn the reason.
const (
	triedColumn   = 22
	outcomeColumn = 31
)

func (p *page) triedLine(t document.Tried) {
	st := map[string]style{"failed": red, "chosen": green}[t.Outcome]
	word := map[string]string{"chosen": "used", "absent": "absent", "skipped": "skipped", "failed": "failed"}[t.Outcome]
	p.pad(2)
	p.b.WriteString(t.Provider)
	p.pad(max(triedColumn-2-width(t.Provider), 1))
	p.b.WriteString(p.t.paint(st, word))
	p.pad(outcomeColumn - triedColumn - width(word))
	p.flow(outcomeColumn, span{faint, p.prose(document.Plain(t.Reason))})
}

// steps writes a plan's steps in the order in which they run, with all that is
// known of each.
func (p *page) steps(steps []document.Step) {
	names := 0
	for _, s := range steps {
		what, _ := describe(s)
		names = max(names, width(what))
	}
	column := names + 7
	for i, s := range steps {
		what, detail := describe(s)
		p.b.WriteString(p.t.paint(bold, fmt.Sprintf("  %d  %s", i+1, what)))
		p.pad(column - width(what) - 5)
		head := []span{{plain, p.t.Shorten(detail.head)}}
		if _, role := s.(*document.AssumeRoleStep); role && i > 0 {
			head = append(head, span{faint, fmt.Sprintf("signed with %d", i)})
		}
		if _, imds := s.(*document.IMDSStep); imds { // the answer to a token's request goes no further than one host by default
			head = append(head, span{faint, "(in a container: hop limit 2)"})
		}
		if at := p.stepPlace(s); at != "" {
			head = append(head, span{faint, " " + at})
		}
		p.flow(column, head...)
		if t, ok := instant(detail.until); ok {
			detail.more = append(detail.more, "login "+lasts(t, p.now))
		}
		if len(detail.more) > 0 {
			p.pad(column)
			p.flow(column, span{faint, p.prose(strings.Join(detail.more, ", "))})
		}
	}
}

func instant(stamp string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, stamp)
	return t, err == nil
}

// check writes the call by which the credentials are tried out.
func (p *page) check(c *document.Check) {
	if c != nil {
		p.pad(2)
		call := c.Call
		if c.Endpoint != "" {
			call += " at " + c.Endpoint
		}
		p.flow(5, span{bold, "then"}, span{plain, call}, span{faint, "to try them out"})
	}
}

// stepPlace is where a step is configured, with the section that says so.
func (p *page) stepPlace(s document.Step) string {
	c := s.Common()
	at := p.placeIn(c.Origin)
	if c.Profile != "" && !strings.Contains(at, "[") {
		at = strings.TrimSpace(at + " [" + c.Profile + "]")
	}
	return at
}

// details are what is worth knowing of a step.
type details struct {
	head  string
	more  []string
	until string // the end of a login, as in RFC 3339
}

func (d *details) add(format, value string) {
	if value != "" {
		d.more = append(d.more, fmt.Sprintf(format, value))
	}
}

// describe says what a step is, and what is worth knowing of it.
func describe(step document.Step) (what string, d details) {
	what = step.Common().Kind
	switch s := step.(type) {
	case *document.StaticStep:
		what, d.head = "keys", s.AccessKeyID
	case *document.ProcessStep:
		d.head = s.Command
	case *document.AssumeRoleStep:
		what, d.head = "sts:AssumeRole", s.RoleARN
		d.add("at %s", s.Endpoint)
		d.add("external id %s", s.ExternalID)
		d.add("MFA code from %s", s.MFASerial)
		d.add("session name %s", s.RoleSessionName)
		d.seconds(s.DurationSeconds)
	case *document.WebIdentityStep:
		what, d.head = "web identity", s.RoleARN
		d.add("token in %s", s.TokenFile)
		d.add("at %s", s.Endpoint)
		d.add("session name %s", s.RoleSessionName)
		d.seconds(s.DurationSeconds)
	case *document.SSOStep:
		d.head = strings.TrimSpace(s.RoleName + " in " + s.AccountID)
		d.until = s.TokenExpires
		d.add("session %s", s.Session)
		d.add("at %s", s.Endpoint)
		d.add("token in %s", s.TokenFile)
	case *document.LoginStep:
		d.head, d.until = s.Session, s.TokenExpires
	case *document.ContainerStep:
		d.head = s.URL
		d.add("token in %s", s.TokenFile)
	case *document.IMDSStep:
		d.head = s.Endpoint
	}
	d.add("%s", step.Common().Note)
	return what, d
}

func (d *details) seconds(n *int) {
	if n != nil {
		d.add("for %s s", strconv.Itoa(*n))
	}
}

// credentialProblems leaves out what only concerns settings.
func credentialProblems(list []document.Problem) []document.Problem {
	var some []document.Problem
	for _, q := range list {
		if q.Severity == "error" || q.About == "credentials" || document.AboutCredentials(q.Code) {
			some = append(some, q)
		}
	}
	return some
}

// words writes what the SDK itself says of what is wrong.
func (p *page) words(d document.Document) {
	texts := []string{d.Credentials.Message}
	if d.Error != nil {
		texts = append(texts, d.Error.Message)
	}
	for _, text := range texts {
		if said := document.Words(text); said != "" {
			p.gap()
			p.label("it says:", faint, 9)
			p.flow(9, span{plain, p.t.Shorten(said)})
		}
	}
}
