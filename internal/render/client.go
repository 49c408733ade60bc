package render

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/document"
)

const clientColumn = 14

// Client prints what a service's client is configured with.
func Client(t Terminal, format string, d document.Client) error {
	if done, err := data(t, format, d); done {
		return err
	}
	p := newPage(t)
	row := func(label string, spans ...span) { p.field(label, faint, clientColumn, spans...) }
	if d.Error != nil {
		p.field("error", red, clientColumn, span{plain, p.t.Shorten(d.Error.Message)})
		p.blank()
	}
	row("service", span{bold, d.Service.Name}, span{plain, "- " + d.Service.FullName}, span{faint, "(" + d.Service.APIVersion + ", " + d.Protocol + ", from " + p.t.Shorten(d.Service.Model) + ")"})
	if d.Region.Value == "" {
		row("region", span{yellow, "none"})
	} else {
		row("region", span{bold, d.Region.Value}, span{faint, "(" + p.place(d.Region.Origin) + ")"}, span{plain, "in " + d.Partition})
	}
	p.endpoint(d.Endpoint)
	p.signing(d.Signing)
	p.retry(d.Retry)
	row("timeouts", span{plain, "connect " + wait(d.Timeouts.Connect) + ", read " + wait(d.Timeouts.Read)})
	if len(d.Settings) > 0 {
		p.blank()
		names := 0
		for _, s := range d.Settings {
			names = max(names, width(s.Name))
		}
		for _, s := range d.Settings {
			p.line(names+2, span{plain, fit(s.Name, names)}, span{bold, valueText(s.Valued)}, span{faint, p.place(s.Origin)})
		}
	}
	p.blank()
	for _, s := range d.Handlers {
		if len(s.Handlers) > 0 {
			p.field(s.Name, cyan, 18, span{plain, strings.Join(s.Handlers, ", ")})
		}
	}
	return p.flush()
}

func wait(ms int64) string {
	if ms == 0 {
		return "without end"
	}
	return (time.Duration(ms) * time.Millisecond).String()
}

// endpoint writes an endpoint with the rule that gave it.
func (p *page) endpoint(e document.Endpoint) {
	if e.Error != "" {
		p.field("endpoint", faint, clientColumn, span{red, "none: " + e.Error})
	} else {
		p.field("endpoint", faint, clientColumn, span{bold, e.URL})
	}
	if e.Custom != nil {
		p.field("", plain, clientColumn, span{faint, "configured: " + p.place(e.Custom.Origin)})
	}
	if e.Table != "" {
		p.field("", plain, clientColumn, span{faint, "from the table of endpoints of " + e.Table})
	}
	colon := ""
	if len(e.Conditions) > 0 {
		colon = ":"
	}
	if e.Rule != "" {
		p.field("", plain, clientColumn, span{faint, "rule " + e.Rule + " of the service's endpoint rules" + colon})
	}
	for _, c := range e.Conditions {
		p.field("", plain, clientColumn+2, span{faint, c})
	}
	var given []string
	for name, value := range e.Parameters {
		if strings.Contains(value, " ") {
			value = strconv.Quote(value)
		}
		given = append(given, name+"="+value)
	}
	if sort.Strings(given); len(given) > 0 {
		p.field("", plain, clientColumn, span{faint, "with " + strings.Join(given, ", ")})
	}
}

func (p *page) signing(s document.Signing) {
	what := s.Scheme
	switch s.Scheme {
	case "sigv4", "sigv4-s3express":
		what += ", name " + s.Name + ", region " + s.Region
	case "sigv4a":
		what += ", name " + s.Name + ", regions " + strings.Join(s.RegionSet, ", ")
	}
	spans := []span{{bold, what}}
	if s.AccessKeyID != "" {
		spans = append(spans, span{faint, "with " + s.AccessKeyID})
	}
	p.field("signing", faint, clientColumn, spans...)
	if s.Unsigned != "" && s.Scheme != "none" {
		p.field("", plain, clientColumn, span{yellow, "not signed: " + s.Unsigned})
	}
}

func (p *page) retry(r document.RetryPolicy) {
	p.field("retry", faint, clientColumn, span{bold, r.Mode + ","}, span{plain, fmt.Sprintf("%s, waits %s", plural(r.MaxAttempts, "attempt"), delays(r.Delays))})
	if delays(r.Throttled) != delays(r.Delays) {
		p.field("", plain, clientColumn, span{plain, "when throttled " + delays(r.Throttled)})
	}
	if r.Quota > 0 {
		p.field("", plain, clientColumn, span{faint, fmt.Sprintf("quota of %d; a retry costs %d, after a time-out %d, when throttled %d", r.Quota, r.Cost, r.TimeoutCost, r.Throttle)})
	}
	if r.Mode == "adaptive" {
		p.field("", plain, clientColumn, span{faint, "throttled answers also slow the client's next requests down"})
	}
}

func delays(list []document.Delay) string {
	if len(list) == 0 {
		return "none"
	}
	var all []string
	for _, d := range list {
		all = append(all, between(d))
	}
	return strings.Join(all, ", ")
}

// between writes a wait with its range.
func between(d document.Delay) string {
	low, high := (time.Duration(d.Min) * time.Millisecond).String(), (time.Duration(d.Max) * time.Millisecond).String()
	if low == high {
		return low
	}
	return low + "–" + high
}
