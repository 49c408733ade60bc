package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/document"
)

// Request prints a request that was built and not sent.
func Request(t Terminal, format string, d document.Request) error {
	switch format {
	case "json":
		return JSON(t, d)
	case "http":
		return requestHTTP(t, d)
	case "curl":
		return requestCurl(t, d)
	case "har":
		return requestHAR(t, d)
	}
	p := newPage(t)
	row := func(label string, spans ...span) { p.field(label, faint, clientColumn, spans...) }
	p.concerns(d.Problems, nil, "")
	p.gap()
	row("operation", span{bold, d.Service + " " + d.Operation}, span{faint, "as " + d.As + ", at " + d.Time})
	p.endpoint(*d.Endpoint, d.Steps)
	p.signing(*d.Signing, d.Problems)
	if len(d.Stale) > 0 {
		p.field("", plain, clientColumn, span{yellow, "the signature no longer fits: " + strings.Join(d.Stale, ", ") + " changed after it"})
	}
	if d.Region.Value != "" {
		row("region", span{bold, d.Region.Value}, span{faint, "(" + p.placeIn(d.Region.Origin) + ")"})
	}
	for _, n := range d.Notes {
		p.field("note", yellow, clientColumn, span{plain, n})
	}
	p.preceding(d.Before)
	p.blank()
	p.b.WriteString(t.paint(bold, d.Request.Method+" "+d.Request.URL) + "\n")
	for _, h := range headerLines(d.Request) {
		p.b.WriteString(t.paint(cyan, h[0]) + ": " + t.paint(plain, h[1]) + "\n")
	}
	p.body(d.Request.Bytes())
	if slices.Contains(d.Show, "canonical") {
		p.quoted("canonical request", d.CanonicalRequest)
	}
	if slices.Contains(d.Show, "string-to-sign") {
		p.quoted("string to sign", d.StringToSign)
	}
	if d.Steps {
		p.trace(d.Trace)
	}
	p.attempts(d)
	if d.Hidden {
		p.blank()
		p.flow(0, span{faint, "What is secret is hidden; --show-secrets shows it."})
	}
	return p.flush()
}

// preceding shows the call that the SDK makes first.
func (p *page) preceding(d *document.Preceding) {
	if d == nil {
		return
	}
	var lines []string
	switch {
	case d.Request == nil:
		lines = []string{d.Error}
	default:
		lines = []string{d.Request.Method + " " + d.Request.URL}
		for _, h := range headerLines(d.Request) {
			lines = append(lines, h[0]+": "+h[1])
		}
	}
	title := "before it: " + d.Operation
	if d.Unsigned != "" {
		title += ", not signed: " + d.Unsigned
	}
	p.quoted(title, strings.Join(lines, "\n"))
}

// headerLines are the headers of a request by name.
func headerLines(r *document.HTTPRequest) [][2]string {
	names := make([]string, 0, len(r.Header))
	for n := range r.Header {
		names = append(names, n)
	}
	slices.Sort(names)
	var lines [][2]string
	for _, n := range names {
		for _, v := range r.Header[n] {
			lines = append(lines, [2]string{n, v})
		}
	}
	return lines
}

// maxBody bounds the body that text shows.
const maxBody = 4096

func (p *page) body(body []byte) {
	if len(body) == 0 {
		return
	}
	p.blank()
	if !utf8.Valid(body) || slices.Contains(body, 0) {
		p.flow(0, span{faint, fmt.Sprintf("(%d bytes that are no text)", len(body))})
		return
	}
	shown, rest := string(body), 0
	if len(shown) > maxBody {
		rest = len(shown) - maxBody
		shown = strings.ToValidUTF8(shown[:maxBody], "")
	}
	for _, line := range strings.Split(strings.TrimSuffix(shown, "\n"), "\n") {
		p.b.WriteString(p.t.paint(plain, line) + "\n")
	}
	if rest > 0 {
		p.flow(0, span{faint, fmt.Sprintf("(and %d bytes more)", rest)})
	}
}

func (p *page) quoted(title, text string) {
	p.blank()
	p.b.WriteString(p.t.paint(faint, title) + "\n")
	if text == "" {
		p.b.WriteString("  " + p.t.paint(faint, "none: the request is not signed") + "\n")
		return
	}
	for _, line := range strings.Split(text, "\n") {
		p.b.WriteString(strings.TrimRight("  "+p.t.paint(plain, line), " ") + "\n")
	}
}

func (p *page) trace(entries []document.TraceEntry) {
	p.blank()
	p.b.WriteString(p.t.paint(faint, "what each handler did") + "\n")
	stage, attempt := "", 0
	for _, e := range entries {
		label := ""
		if e.Stage != stage || e.Attempt != attempt {
			stage, attempt, label = e.Stage, e.Attempt, e.Stage
			if e.Attempt > 0 {
				label = fmt.Sprintf("%s %d", e.Stage, e.Attempt)
			}
		}
		p.field("  "+label, cyan, 22, span{bold, e.Handler})
		for _, c := range e.Changes {
			p.field("", plain, 24, span{plain, c})
		}
		for _, l := range e.Log {
			p.field("", plain, 24, span{faint, "log: " + l})
		}
		if e.Error != "" {
			p.field("", plain, 24, span{red, "error: " + e.Error})
		}
	}
}

const attemptColumn = 14

func (p *page) attempts(d document.Request) {
	if len(d.Attempts) == 0 {
		return
	}
	p.blank()
	p.retry("retries", *d.Retry, true)
	for _, a := range d.Attempts {
		spans := []span{{bold, a.Answer + ":"}}
		if a.Error != nil {
			code := a.Error.Code
			if a.Error.Shape != "" && a.Error.Shape != code {
				code += " (" + a.Error.Shape + ")"
			}
			said := strings.TrimSuffix(code+": "+a.Error.Message, ": ")
			spans = append(spans, span{red, fmt.Sprintf("%d %s;", a.Status, said)})
		}
		if a.Retried {
			spans = append(spans, span{plain, "wait " + between(*a.Delay)})
		} else {
			spans = append(spans, span{plain, a.Reason})
		}
		if d.Retry.Quota > 0 {
			spans = append(spans, span{faint, fmt.Sprintf("(quota %d)", a.Quota)})
		}
		p.field(fmt.Sprintf("  attempt %d", a.Number), faint, attemptColumn, spans...)
	}
	spans := []span{{bold, d.Outcome}}
	if total, waited := waits(d.Attempts); waited {
		spans = append(spans, span{faint, "after waiting " + between(total)})
	}
	p.field("outcome", faint, clientColumn, spans...)
	if output, ok := d.Output.(json.RawMessage); ok {
		var b bytes.Buffer
		if json.Indent(&b, output, "", "  ") == nil {
			p.quoted("output", b.String())
		}
	}
}

// waits adds up the waits between attempts.
func waits(attempts []document.Attempt) (total document.Delay, waited bool) {
	for _, a := range attempts {
		if a.Delay != nil {
			total.Min, total.Max, waited = total.Min+a.Delay.Min, total.Max+a.Delay.Max, true
		}
	}
	return total, waited
}
