package document

import (
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/endpoint/table"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

// Concerns are the problems that concern a client, or a request where there is
// one: what is wrong with the place requests go to, with how they are signed,
// and with the settings that shape them.
func (o Options) Concerns(s *session.Session, c *dryrun.Client, e *dryrun.Endpoint, call *dryrun.Call) []Problem {
	o = o.As(c.Reading.ID)
	list := []Problem{}
	res := s.Resolution()
	if res == nil {
		return list
	}
	f := &diagnose.Facts{Workspace: s.Config.Workspace, Resolution: res, Now: s.Config.Workspace.Env.Now(), Client: clientFacts(c, e)}
	if call != nil {
		f.Request = requestFacts(call)
	}
	for _, found := range diagnose.Shown(f) {
		if concerns(c, &found) {
			list = append(list, o.Problem(found.Problem))
		}
	}
	return list
}

// ofRequests are the codes of what is looked for in clients and requests alone.
var ofRequests = sync.OnceValue(func() map[string]bool {
	codes := map[string]bool{}
	for _, s := range diagnose.Subjects() {
		if s.Title == "Requests" {
			for _, e := range s.Entries {
				codes[e.Code] = true
			}
		}
	}
	return codes
})

// concerns reports whether a finding is about what a client shows: not a mere
// note, and not about a setting that the client has no use for.
func concerns(c *dryrun.Client, f *diagnose.Finding) bool {
	if ofRequests()[f.Code] || f.Code == "endpoint-ignored" || f.Code == "host-of-other-region" {
		return true
	}
	if f.Severity == resolve.SevNote || f.Code == "services-section-missing" && c.Fault == nil {
		return false
	}
	about := f.About
	if f.Code == "unknown-variable" || f.Code == "unknown-key" {
		about = suggest.Closest(about, settingsNames())
	}
	name, setting := settings.SettingNamed(about)
	if service, is := settings.ServiceOf(name); is {
		return service == dryrun.SettingName(c.Model)
	}
	if !setting {
		return true
	}
	switch name {
	case "region", "retry_mode", "max_attempts", "endpoint_url", "services", "ignore_configured_endpoint_urls":
		return true
	}
	return slices.Contains(clientSettings, name) || slices.Contains(ofService.Of(c.Model.Name), name)
}

// settingsNames are the variables and keys of all settings.
func settingsNames() []string {
	var names []string
	for i := range settings.Table() {
		for _, n := range slices.Concat(settings.Table()[i].Env, settings.Table()[i].Keys) {
			names = append(names, n.Name)
		}
	}
	return names
}

func clientFacts(c *dryrun.Client, e *dryrun.Endpoint) *diagnose.Client {
	f := &diagnose.Client{Service: c.Model.Name, Region: c.Region, SigningRegion: e.SigningRegion, Partition: c.Partition, Configured: c.Custom,
		FIPS: c.Config.On("use_fips_endpoint"), DualStack: c.Config.On("use_dualstack_endpoint")}
	if u, err := url.Parse(e.URL); err == nil && e.Err == nil {
		f.Scheme, f.Host, f.Path, f.UserInfo = u.Scheme, u.Hostname(), u.Path, u.User != nil
	}
	if f.FIPS || f.DualStack {
		listed, known := table.Scopes().Lists(c.Model.EndpointPrefix, c.Region, f.FIPS, f.DualStack)
		f.Unlisted = known && !listed
	}
	if account := c.Account(); account.Value != "" && strings.HasPrefix(f.Host, account.Value+".") {
		f.AccountInHost, f.AccountFrom = account.Value, account.Origin
	}
	return f
}

func requestFacts(call *dryrun.Call) *diagnose.Request {
	f := &diagnose.Request{Operation: call.Op.Name, Bucket: call.Bucket(), Accelerate: call.Client.Config.On("s3.use_accelerate_endpoint"),
		Presigned: call.Options.Presign > 0, BodyGiven: len(call.Request.Body) > 0, ChecksumHeader: call.DefaultChecksum()}
	f.Presign, f.Token = call.Options.Presign, call.Request.HTTP.Header.Get("X-Amz-Security-Token") != ""
	if u := call.Request.HTTP.URL; u != nil {
		f.Token = f.Token || strings.Contains(strings.ToLower(u.RawQuery), "x-amz-security-token=")
		f.VirtualHost = f.Bucket != "" && strings.HasPrefix(u.Hostname(), f.Bucket+".")
	}
	if m := call.Input().Get("Metadata"); m != nil && m.Kind == protocol.Map && call.Client.Model.Name == "s3" {
		f.Metadata = map[string]string{}
		for _, field := range m.Fields {
			f.Metadata[field.Name] = field.Value.Text
		}
	}
	return f
}
