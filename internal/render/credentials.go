package render

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

var statusWords = map[string]string{
	"resolved":      "known without the network",
	"needs-network": "needs the network",
	"needs-process": "needs a program to run",
	"none":          "none",
	"error":         "fails",
}

// credentials writes the plan's steps, and where there are no credentials, why.
func (p *page) credentials(d document.Document) {
	c := d.Credentials
	p.credentialsHead(c)
	p.steps(c.Steps)
	p.check(c.Check)
	if c.Message != "" {
		p.field("", plain, labelColumn+2, span{plain, p.t.Shorten(c.Message)})
	}
	if c.Status == "none" || c.Status == "error" {
		p.tried(c.Tried, "absent")
	}
}

func (p *page) credentialsHead(c document.Credentials) {
	head := statusWords[c.Status]
	if c.Provider != "" {
		head = c.Provider + ", " + head
	}
	st := bold
	if c.Status == "none" || c.Status == "error" {
		st = red
	}
	p.field("credentials", cyan, labelColumn+2, span{st, head})
}

func (p *page) tried(list []document.Tried, without string) {
	for _, t := range list {
		if t.Outcome == without && t.Reason == "" {
			continue
		}
		p.pad(2)
		p.b.WriteString(fit(t.Provider, 20))
		mark, st := t.Outcome, faint
		switch t.Outcome {
		case "failed":
			st = red
		case "chosen":
			st = green
		}
		p.flow(22, span{st, mark + ":"}, span{plain, p.t.Shorten(t.Reason)})
	}
}

// stepColumn is where what is known of a step begins.
const stepColumn = 22

// steps writes a plan's steps in the order in which they run.
func (p *page) steps(steps []document.Step) {
	for i, s := range steps {
		what, detail := describe(s)
		spans := []span{{bold, fmt.Sprintf("  %d  %s", i+1, fit(what, stepColumn-7))}}
		for j, line := range detail {
			st := plain
			if j > 0 {
				st = faint
			}
			spans = append(spans, span{st, p.t.Shorten(line)})
			if _, role := s.(*document.AssumeRoleStep); role && j == 0 && i > 0 {
				spans = append(spans, span{faint, fmt.Sprintf("signed by %d", i)})
			}
		}
		if at := p.stepPlace(s); at != "" {
			spans = append(spans, span{faint, at})
		}
		p.line(stepColumn, spans...)
	}
}

// check writes the call by which the credentials are tried out.
func (p *page) check(c *document.Check) {
	if c != nil {
		p.line(stepColumn, span{bold, "  then"}, span{plain, c.Call + " at " + c.Endpoint}, span{faint, "to try them out"})
	}
}

func (p *page) stepPlace(s document.Step) string {
	c := s.Common()
	at := p.place(c.Origin)
	if c.Profile != "" {
		at = strings.TrimSpace(at + " [" + c.Profile + "]")
	}
	return at
}

// details are what is worth knowing of a step, line by line.
type details []string

func (d *details) add(format, value string) {
	if value != "" {
		*d = append(*d, fmt.Sprintf(format, value))
	}
}

// describe says what a step is, and what is worth knowing of it.
func describe(step document.Step) (what string, d details) {
	what = step.Common().Kind
	switch s := step.(type) {
	case *document.StaticStep:
		d.add("%s", s.AccessKeyID)
	case *document.ProcessStep:
		d.add("%s", s.Command)
	case *document.AssumeRoleStep:
		what = "sts:AssumeRole"
		d.add("%s", s.RoleARN)
		d.add("via %s", s.Endpoint)
		d.add("external id %s", s.ExternalID)
		d.add("with a code of %s", s.MFASerial)
		d.add("as %s", s.RoleSessionName)
		if s.DurationSeconds != nil {
			d.add("for %s s", strconv.Itoa(*s.DurationSeconds))
		}
	case *document.WebIdentityStep:
		what = "web identity"
		d.add("%s", s.RoleARN)
		d.add("with the token in %s", s.TokenFile)
		d.add("via %s", s.Endpoint)
		d.add("as %s", s.RoleSessionName)
	case *document.SSOStep:
		d = append(d, strings.TrimSpace(s.RoleName+" in "+s.AccountID))
		d.add("via %s", s.Endpoint)
		d.add("session %s", s.Session)
		d.add("token in %s", s.TokenFile)
		d.add("until %s", s.TokenExpires)
	case *document.LoginStep:
		d.add("%s", s.Session)
	case *document.ContainerStep:
		d.add("%s", s.URL)
		d.add("with the token in %s", s.TokenFile)
	case *document.IMDSStep:
		d.add("%s", s.Endpoint)
	}
	d.add("%s", step.Common().Note)
	return what, d
}

// Credentials prints the plan alone, with every provider that was tried.
func Credentials(t Terminal, format string, d document.Document, another bool) error {
	if done, err := data(t, format, d.Chain()); done {
		return err
	}
	p := newPage(t)
	if another {
		p.blank()
	}
	p.header(d.Head())
	p.blank()
	c := d.Credentials
	p.field("tried", faint, labelColumn+2, span{faint, "in this order"})
	for _, tr := range c.Tried {
		p.tried([]document.Tried{tr}, "")
	}
	p.blank()
	p.credentialsHead(c)
	p.steps(c.Steps)
	p.check(c.Check)
	if c.Message != "" {
		p.field("", plain, labelColumn+2, span{plain, p.t.Shorten(c.Message)})
	}
	p.problems(credentialProblems(d.Problems))
	return p.flush()
}

// credentialProblems leaves out what only concerns settings.
func credentialProblems(list []document.Problem) []document.Problem {
	var some []document.Problem
	for _, q := range list {
		if q.Severity == "error" || q.About == "credentials" {
			some = append(some, q)
		}
	}
	return some
}
