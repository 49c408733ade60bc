package render

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/resolve"
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
			if j == 0 && i > 0 && s["kind"] == "assume-role" {
				spans = append(spans, span{faint, fmt.Sprintf("signed by %d", i)})
			}
		}
		if at := p.stepPlace(s); at != "" {
			spans = append(spans, span{faint, at})
		}
		p.line(stepColumn, spans...)
	}
}

func (p *page) stepPlace(s document.Step) string {
	o, _ := s["origin"].(document.Origin)
	at := p.place(o)
	if profile, _ := s["profile"].(string); profile != "" {
		at = strings.TrimSpace(at + " [" + profile + "]")
	}
	return at
}

// describe says what a step is, and what is worth knowing of it.
func describe(s document.Step) (what string, detail []string) {
	text := func(key string) string { v, _ := s[key].(string); return v }
	add := func(format, key string) {
		if v := text(key); v != "" {
			detail = append(detail, fmt.Sprintf(format, v))
		}
	}
	switch s["kind"] {
	case "static":
		what = "static"
		add("%s", "access_key_id")
	case "process":
		what = "process"
		add("%s", "command")
	case "assume-role":
		what = "sts:AssumeRole"
		add("%s", "role_arn")
		add("via %s", "endpoint")
		add("external id %s", "external_id")
		add("with a code of %s", "mfa_serial")
		add("as %s", "role_session_name")
		if n, ok := s["duration_seconds"].(*int); ok && n != nil {
			detail = append(detail, fmt.Sprintf("for %d s", *n))
		}
	case "web-identity":
		what = "web identity"
		add("%s", "role_arn")
		add("with the token in %s", "token_file")
		add("via %s", "endpoint")
		add("as %s", "role_session_name")
	case "sso":
		what = "sso"
		detail = append(detail, strings.TrimSpace(text("role_name")+" in "+text("account_id")))
		add("via %s", "endpoint")
		add("session %s", "session")
		add("token in %s", "token_file")
		add("until %s", "token_expires")
	case "login":
		what = "login"
		add("%s", "session")
	case "container":
		what = "container"
		add("%s", "url")
		add("with the token in %s", "token_file")
	case "imds":
		what = "imds"
		add("%s", "endpoint")
	default:
		what, _ = s["kind"].(string)
	}
	add("%s", "note")
	return what, detail
}

// Credentials prints the plan alone, with every provider that was tried.
func Credentials(t Terminal, format string, res *resolve.Resolution, another bool) error {
	d := document.From(res, document.Options{ShowSecrets: t.ShowSecrets})
	doc := struct {
		SchemaVersion int                  `json:"schema_version" yaml:"schema_version"`
		As            string               `json:"as" yaml:"as"`
		Error         *document.Error      `json:"error" yaml:"error"`
		Profile       document.Profile     `json:"profile" yaml:"profile"`
		Credentials   document.Credentials `json:"credentials" yaml:"credentials"`
	}{d.SchemaVersion, d.As, d.Error, d.Profile, d.Credentials}
	if done, err := data(t, format, doc); done {
		return err
	}
	p := newPage(t)
	if another {
		p.blank()
	}
	p.header(res, d)
	p.blank()
	c := d.Credentials
	p.field("tried", faint, labelColumn+2, span{faint, "in this order"})
	for _, tr := range c.Tried {
		p.tried([]document.Tried{tr}, "")
	}
	p.blank()
	p.credentialsHead(c)
	p.steps(c.Steps)
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
		if q.Severity == "error" || strings.Contains(q.Code, "credential") || strings.Contains(q.Code, "token") ||
			strings.Contains(q.Code, "role") || strings.Contains(q.Code, "key") || strings.Contains(q.Code, "sso") || strings.Contains(q.Code, "mfa") {
			some = append(some, q)
		}
	}
	return some
}
