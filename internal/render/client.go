package render

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/document"
)

const clientColumn = 11

// ClientOptions choose what of a client is shown.
type ClientOptions struct {
	Trace bool // the rules that gave the endpoint
	All   bool // defaults and handlers too
}

// Client prints what a service's client is configured with: what is wrong, then
// where requests go and how they are signed and retried.
func Client(t Terminal, format string, d document.Client, o ClientOptions) error {
	if done, err := data(t, format, d); done {
		return err
	}
	p := newPage(t)
	row := func(label string, spans ...span) { p.field(label, faint, clientColumn, spans...) }
	if d.Error != nil {
		p.fault(document.Fault{Message: d.Error.Message, Fix: d.Help, Origin: d.Error.Origin})
	}
	p.concerns(d.Problems, d.Error, d.Help)
	p.gap()
	if d.Endpoint.Error == "" || o.Trace {
		p.endpoint(d.Endpoint, o.Trace || o.All)
	}
	if d.Error != nil {
		d.Signing.Unsigned = "" // the error says more
	}
	p.signing(d.Signing, d.Problems)
	p.retry("retries", d.Retry, o.All)
	row("timeouts", span{plain, timeouts(d.Timeouts)})
	p.regionRow(d.Region, d.Partition)
	row("service", span{plain, d.Service.Name + " as " + d.As + ":"}, span{faint, d.Service.FullName + ", " + d.Protocol})
	if o.All {
		row("model", span{faint, p.t.Shorten(d.Service.Model) + ", " + d.Service.APIVersion})
	}
	p.gap()
	p.clientSettings(d.Settings, o.All)
	p.gap()
	if o.All {
		for _, s := range d.Handlers {
			if len(s.Handlers) > 0 {
				p.field(s.Name, cyan, 18, span{plain, strings.Join(s.Handlers, ", ")})
			}
		}
	}
	return p.flush()
}

// concerns are the problems of a client or request; what the error says already
// is left out, with its cure.
func (p *page) concerns(list []document.Problem, err *document.Error, help string) {
	for _, q := range list {
		if err != nil {
			if strings.Contains(err.Message, document.Plain(q.Message)) || q.Severity == "error" && q.Origin == err.Origin {
				continue
			}
			if q.Help == help {
				q.Help = ""
			}
		}
		p.problem(q)
	}
}

func (p *page) regionRow(r document.ClientValue, partition string) {
	if r.Value == "" {
		p.field("region", faint, clientColumn, span{yellow, "(none)"})
		return
	}
	p.field("region", faint, clientColumn, span{bold, r.Value}, span{faint, "(" + p.placeIn(r.Origin) + ")"}, span{plain, "of the partition " + partition})
}

// clientSettings are those that are configured, or all.
func (p *page) clientSettings(list []document.ClientSetting, all bool) {
	var rows []row
	for _, s := range list {
		if all || s.Origin.Kind != "default" && s.Origin.Kind != "derived" {
			rows = append(rows, row{name: s.Name, value: span{bold, valueText(s.Valued)}, where: p.placeIn(s.Origin)})
		}
	}
	p.table(rows)
}

// timeouts says how long a client waits.
func timeouts(t document.Timeouts) string {
	var set []string
	for _, w := range []struct {
		what string
		ms   int64
	}{{"connect", t.Connect}, {"read", t.Read}} {
		if w.ms > 0 {
			set = append(set, w.what+" "+(time.Duration(w.ms)*time.Millisecond).String())
		}
	}
	if len(set) == 0 {
		return "none"
	}
	return strings.Join(set, ", ")
}

// endpoint writes an endpoint, with the rule that gave it where that is traced.
func (p *page) endpoint(e document.Endpoint, traced bool) {
	if e.Error != "" {
		p.field("endpoint", faint, clientColumn, span{red, "none: " + e.Error})
	} else {
		spans := []span{{bold, e.URL}}
		if e.Custom != nil {
			spans = append(spans, span{faint, "(" + p.placeIn(e.Custom.Origin) + ")"})
		}
		p.field("endpoint", faint, clientColumn, spans...)
	}
	if !traced {
		return
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

func (p *page) signing(s document.Signing, told []document.Problem) {
	what := s.Scheme
	switch s.Scheme {
	case "sigv4", "sigv4-s3express":
		what += " as " + s.Name + " in " + firstOf(s.Region, "(no region)")
	case "sigv4a":
		what += " as " + s.Name + " in " + strings.Join(s.RegionSet, ", ")
	}
	spans := []span{{bold, what}}
	if s.AccessKeyID != "" {
		spans = append(spans, span{faint, "with " + s.AccessKeyID})
	}
	p.field("signing", faint, clientColumn, spans...)
	if s.Unsigned != "" && s.Scheme != "none" {
		why := p.prose(s.Unsigned)
		if slices.ContainsFunc(told, func(q document.Problem) bool { return strings.Contains(s.Unsigned, document.Plain(q.Message)) }) {
			why = "the credentials cannot be had"
		}
		p.field("", plain, clientColumn, span{yellow, "not signed: " + why})
	}
}

// retry writes how failed requests are retried; in full with what a throttled
// answer does, and with the quota.
func (p *page) retry(label string, r document.RetryPolicy, full bool) {
	attempts := "no limit of attempts"
	if r.MaxAttempts >= 0 {
		attempts = plural(r.MaxAttempts, "attempt")
	}
	p.field(label, faint, clientColumn, span{bold, r.Mode + ","}, span{plain, fmt.Sprintf("%s, waits %s", attempts, delays(r.Delays))})
	for _, other := range r.Elsewhere {
		p.field("", plain, clientColumn, span{faint, p.prose(other)})
	}
	if !full {
		return
	}
	if delays(r.Throttled) != delays(r.Delays) {
		p.field("", plain, clientColumn, span{plain, "when throttled " + delays(r.Throttled)})
	}
	if r.Quota > 0 {
		p.field("", plain, clientColumn, span{faint, fmt.Sprintf("quota of %d; a retry costs %d, after a time-out %d, when throttled %d", r.Quota, r.Cost, r.TimeoutCost, r.Throttle)})
	}
	if r.Unreachable > 0 && r.Unreachable < r.MaxAttempts {
		p.field("", plain, clientColumn, span{faint, fmt.Sprintf("%s where the host is not found or refuses to be connected to", plural(r.Unreachable, "attempt"))})
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
	last := len(all) - 1
	same := last
	for same > 0 && all[same-1] == all[last] {
		same--
	}
	if last-same < 2 {
		return strings.Join(all, ", ")
	}
	return strings.Join(all[:same], ", ") + ", then always " + all[last]
}

// between writes a wait with its range.
func between(d document.Delay) string {
	low, high := (time.Duration(d.Min) * time.Millisecond).String(), (time.Duration(d.Max) * time.Millisecond).String()
	if low == high {
		return low
	}
	return low + "–" + high
}
