package suite

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
)

// player carries out a plan with recorded answers in the place of the network.
// It holds the plan to the recording: each call that follows from the plan must
// be the next one recorded, and none may be left over.
type player struct {
	t        *testing.T
	root     string
	strict   bool // the bodies of the recording are to be trusted too; signatures never are, since recordings were made from each other
	left     []*exchange
	metadata string // the token of instance metadata, once it is there
}

func (c endToEnd) player(t *testing.T) *player {
	return &player{t: t, root: c.root, strict: c.own, left: readTraffic(t, filepath.Join(c.dir, "http-traffic.json"))}
}

// call is a request that follows from the plan.
type call struct {
	method, uri string
	headers     map[string]string // in lower case; where the recording has them, they must agree
	form        map[string]string // of the body, where it is a form
}

// The beginnings of the SDK's errors.
const (
	notEnabled = "the credential provider was not enabled"
	failed     = "an error occurred while loading credentials"
	unexpected = "unexpected credentials error"
)

// play carries out the steps of a plan, one after the other.
func (p *player) play(plan resolve.Plan) (keys, string) {
	if plan.Status == resolve.StatusError || plan.Status == resolve.StatusNone {
		return keys{}, plan.Message
	}
	var k keys
	for i, s := range plan.Steps {
		var failure string
		switch s.Kind {
		case resolve.StepStatic:
			k = keys{AccessKeyID: s.AccessKeyID, SecretAccessKey: s.SecretKey.Reveal(), SessionToken: s.SessionToken.Reveal(), AccountID: s.AccountID}
		case resolve.StepProcess:
			k, failure = runProcess(s)
		case resolve.StepContainer:
			k, failure = p.container(s)
		case resolve.StepIMDS:
			k, failure = p.instance(s)
		case resolve.StepSSO:
			k, failure = p.portal(s)
		case resolve.StepAssumeRole, resolve.StepWebIdentity:
			k, failure = p.role(s)
		case resolve.StepLogin:
			k = keys{AccessKeyID: s.AccessKeyID, SecretAccessKey: s.SecretKey.Reveal(), SessionToken: s.SessionToken.Reveal(),
				AccountID: s.AccountID, Expiry: s.TokenExpires.Unix()}
		}
		switch {
		case failure == "":
		case i == 0 && s.Profile == "":
			return keys{}, failure // a provider of the chain speaks for itself
		default:
			return keys{}, failed + ": " + failure // the profile's provider speaks for it
		}
	}
	return k, ""
}

// send gives the recorded answer to a call, again and again while it is one
// that the SDK tries once more and another is recorded; nil when nothing is.
func (p *player) send(c call, attempts int, again func(*exchange) bool) *exchange {
	p.t.Helper()
	var last *exchange
	for attempt := 1; attempt <= attempts; attempt++ {
		if attempt > 1 && (len(p.left) == 0 || !again(last)) {
			return last
		}
		if attempt > 1 && c.headers["x-aws-ec2-metadata-token"] != "" && strings.HasSuffix(p.left[0].uri, "/latest/api/token") {
			return last // the token is renewed first
		}
		if len(p.left) == 0 {
			p.t.Errorf("the plan leads to %s %s, which is not recorded", c.method, c.uri)
			return nil
		}
		last, p.left = p.left[0], p.left[1:]
		p.compare(c, last)
	}
	return last
}

func (p *player) compare(c call, x *exchange) {
	p.t.Helper()
	if c.method != x.method || !sameURI(c.uri, x.uri) {
		p.t.Errorf("the plan leads to %s %s, recorded is %s %s", c.method, c.uri, x.method, x.uri)
	}
	for name, want := range c.headers {
		if got, recorded := x.headers[name]; first(got) != want && (recorded || p.strict) {
			p.t.Errorf("%s %s: the header %s would be %q, recorded is %q", c.method, c.uri, name, want, first(got))
		}
	}
	form, err := url.ParseQuery(x.body)
	if err != nil || len(c.form) == 0 || x.body == "" {
		return
	}
	for name, want := range c.form {
		if got := form.Get(name); got != want && (p.strict || name == "Action") {
			p.t.Errorf("%s %s: %s would be %q, recorded is %q", c.method, c.uri, name, want, got)
		}
	}
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// done complains of what was recorded and never called.
func (p *player) done() {
	p.t.Helper()
	for _, x := range p.left {
		p.t.Errorf("%s %s is recorded, but the plan does not lead to it", x.method, x.uri)
	}
}

// transient are the answers after which most calls are tried again: none, and
// those that say that the server is at fault.
func transient(x *exchange) bool { return x.status == 0 || x.status >= 500 || x.status == 429 }

// standard is how often calls are tried that nobody configures otherwise.
const standard = 3

// answered says what is wrong with an answer, in general.
func answered(x *exchange) string {
	switch {
	case x == nil:
		return "nothing is recorded"
	case x.status == 0:
		return "dispatch failure: io error"
	case x.status/100 != 2:
		return fmt.Sprintf("service error: unhandled error (status %d)", x.status)
	}
	return ""
}

// read gives a file of the case.
func (p *player) read(path string) string {
	data, err := os.ReadFile(filepath.Join(p.root, path))
	if err != nil {
		p.t.Errorf("the plan leads to the file %s, which cannot be read", path)
	}
	return string(data)
}
