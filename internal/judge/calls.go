package judge

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

var (
	standardPort = regexp.MustCompile(`:(80|443)$`)
	printedKey   = regexp.MustCompile(`AccessKeyId\W{1,6}(\w+)`)
	metadataCall = regexp.MustCompile(`latest/(api/token|meta-data|dynamic)|^\S+ https?://[^/]*/meta-data/|//ec2metadata[.]`)
	queryPair    = regexp.MustCompile(`[?&](\w+)=([^&]*)`)
	lastHost     = regexp.MustCompile(`(host=)(\S*)$`)
	signedBy     = regexp.MustCompile(` by=\S* `)
)

// place is host:port of a URL or a bare host, without the scheme's own port.
func place(address string) string {
	if !strings.Contains(address, "//") {
		address = "//" + address
	}
	_, host, _ := strings.Cut(address, "//")
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	host = strings.ToLower(host[strings.LastIndex(host, "@")+1:])
	return standardPort.ReplaceAllString(host, "")
}

// plan is a credentials plan in the words of the recorders.
type plan struct {
	calls []string
	key   string // that it ends with; "?" when only a program knows
	kinds []string
}

func (p plan) last() string {
	if len(p.kinds) == 0 {
		return ""
	}
	return p.kinds[len(p.kinds)-1]
}

func (p plan) has(kind string) bool {
	for _, k := range p.kinds {
		if k == kind {
			return true
		}
	}
	return false
}

func planned(steps []Step) plan {
	var p plan
	for _, s := range steps {
		p.kinds = append(p.kinds, s.Kind)
		switch s.Kind {
		case "assume-role", "web-identity":
			action, by := "AssumeRoleWithWebIdentity", ""
			if s.Kind == "assume-role" {
				action, by = "AssumeRole", p.key
			}
			p.calls = append(p.calls, fmt.Sprintf("%s %s by=%s ext=%s mfa=%s dur=%s name=%s host=%s", action, s.RoleARN, by,
				s.ExternalID, s.MFASerial, truthy(s.DurationSeconds), s.RoleSessionName, place(s.Endpoint)))
			p.key = "ASIA" + strings.ReplaceAll(s.RoleARN, "/", "_")
		case "sso":
			p.calls = append(p.calls, fmt.Sprintf("SSO account=%s role=%s host=%s", s.AccountID, s.RoleName, place(s.Endpoint)))
			p.key = "ASIASSO"
		case "process":
			p.key = "?"
			if found := printedKey.FindStringSubmatch(s.Command); found != nil {
				p.key = found[1]
			}
		case "container":
			p.calls, p.key = append(p.calls, "container "+s.URL), ""
		case "imds":
			p.calls, p.key = append(p.calls, "imds "+place(s.Endpoint)), ""
		default:
			p.key = s.AccessKeyID
		}
	}
	return p
}

// truthy is a value as Python's `v or ”` prints it.
func truthy(v any) string {
	text := written(v)
	if text == "0" || text == "False" {
		return ""
	}
	return text
}

// recorded is the calls that an SDK made, repeats and the many shapes of one
// call made one.
func recorded(steps any) []string {
	list, _ := steps.([]any)
	var calls []string
	for _, entry := range list {
		s, _ := entry.(string)
		switch {
		case strings.HasPrefix(s, "POST ") && strings.HasSuffix(s, "/token"):
			continue // renewing a login is part of the SSO step
		case strings.HasPrefix(s, "POST https://dynamodb."):
			continue // the recorder's own request asks for its endpoint first
		case strings.HasPrefix(s, "SSO"):
			q := map[string]string{}
			for _, pair := range queryPair.FindAllStringSubmatch(s, -1) {
				q[pair[1]] = unquote(pair[2])
			}
			host := strings.TrimPrefix(strings.Fields(s)[1], "host=")
			s = fmt.Sprintf("SSO account=%s role=%s host=%s", q["account_id"], q["role_name"], place(host))
		case metadataCall.MatchString(s):
			_, address, _ := strings.Cut(s, " ")
			s = "imds " + place(address)
		case strings.HasPrefix(s, "GET "):
			s = "container " + s[4:]
		default:
			s = lastHost.ReplaceAllStringFunc(s, func(m string) string { return "host=" + place(strings.TrimPrefix(m, "host=")) })
		}
		if len(calls) == 0 || calls[len(calls)-1] != s {
			calls = append(calls, s)
		}
	}
	return calls
}

func unquote(s string) string {
	if t, err := url.QueryUnescape(s); err == nil {
		return t
	}
	return s
}

// noDuration makes durations that JavaScript sends and no one can mean none.
var noDuration = strings.NewReplacer(" dur=NaN ", " dur= ", " dur=0 ", " dur= ")

// hugeDuration is one of JavaScript that may be more than documents have numbers for.
var hugeDuration = regexp.MustCompile(` dur=-?\d[\d.e+]{3,} `)

// largest writes such a duration as the largest number, or the smallest, where it is beyond that.
func largest(dur string) string {
	switch f, _ := strconv.ParseFloat(strings.TrimSpace(strings.TrimPrefix(dur, " dur=")), 64); {
	case f >= math.MaxInt64:
		return fmt.Sprintf(" dur=%d ", math.MaxInt64)
	case f <= math.MinInt64:
		return fmt.Sprintf(" dur=%d ", math.MinInt64)
	}
	return dur
}

// sameCalls compares plans; what only a program would know may differ.
func (j Judge) sameCalls(ours, theirs []string) bool {
	if len(ours) != len(theirs) {
		return false
	}
	for i, a := range ours {
		b := theirs[i]
		if strings.Contains(a, " by=? ") {
			b = signedBy.ReplaceAllString(b, " by=? ")
		}
		if !alike(a, hugeDuration.ReplaceAllStringFunc(noDuration.Replace(b), largest)) {
			return false
		}
	}
	return true
}

const mask = "********"

// alike compares what sessctl shows with what an SDK says; where sessctl shows
// stars, for what holds a secret or looks like it, anything may have stood.
func alike(ours, theirs string) bool {
	ours, theirs = strings.Map(inXML, ours), strings.Map(inXML, theirs)
	if ours == theirs || !strings.Contains(ours, mask) {
		return ours == theirs
	}
	shown := strings.Split(ours, mask)
	if !strings.HasPrefix(theirs, shown[0]) || !strings.HasSuffix(theirs[len(shown[0]):], shown[len(shown)-1]) {
		return false
	}
	for _, part := range shown {
		at := strings.Index(theirs, part)
		if at < 0 {
			return false
		}
		theirs = theirs[at+len(part):]
	}
	return true
}

// inXML leaves out what a recorder's XML cannot carry.
func inXML(r rune) rune {
	if r < ' ' || r == '\uFFFD' {
		return -1
	}
	return r
}
