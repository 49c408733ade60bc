package diagnose

import (
	"iter"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/settings"
)

// Facts are what the entries look at.
type Facts struct {
	Workspace  *resolve.Workspace
	Resolution *resolve.Resolution
	Now        time.Time
	Client     *Client  // nil where no client is shown
	Request    *Request // nil where no request is

	whole  bool // the whole environment is examined, not what one resolution shows
	scope  []*profiles.Profile
	names  map[string]bool // of the profiles in scope
	texts  []line          // the lines that are not plain, of all files
	looked bool
}

// Client is what is known of a service client, in plain words: an empty text
// is not known.
type Client struct {
	Service       string // such as s3
	Region        string // the client's
	SigningRegion string
	Partition     string           // of the region
	Scheme, Host  string           // of the endpoint
	Path          string           // of the endpoint
	UserInfo      bool             // the endpoint's URL has user info
	Configured    origin.Candidate // the endpoint that is configured, as it was given; without a value the rules decide
	FIPS          bool
	DualStack     bool
	Unlisted      bool   // the endpoint's rules made the host up: no list of AWS's endpoints has it
	AccountInHost string // the account that the host carries
	AccountFrom   origin.Origin
}

// Request is what is known of a request.
type Request struct {
	Operation      string
	Bucket         string // as it was given, an ARN perhaps
	Accelerate     bool
	VirtualHost    bool   // the bucket is in the host
	ChecksumHeader string // that the SDK added by default, such as x-amz-checksum-crc32
	Presigned      bool
	Presign        time.Duration // for how long it is, where it is presigned
	Token          bool          // it is signed with a session token
	BodyGiven      bool
	Metadata       map[string]string
}

// Finding is one thing found: a problem with the catalogue's own additions.
type Finding struct {
	resolve.Problem
	Name  string // of the setting, key, variable or profile it is about, as it stands there
	Fix   *Edit  // a safe change that cures it, nil where there is none
	State bool   // it is about what is so today
}

// Edit is a change of one line of a file.
type Edit struct {
	Path     string
	Line     int // from 1
	Old, New string
}

func (f *Facts) env() *environ.Env { return f.Workspace.Env }

// as is the id of the reading, by which texts name its SDK.
func (f *Facts) as() string { return f.Resolution.Reading.ID }

func (f *Facts) sdk() settings.SDK { return f.Resolution.Reading.SDK }

// profile is the one in use, nil when it does not exist.
func (f *Facts) profile() *profiles.Profile {
	return f.Resolution.Shared.Profile(f.Resolution.Profile.Name)
}

// variable gives a variable as a candidate; an empty one is there.
func (f *Facts) variable(name string) (origin.Candidate, bool) {
	v, ok := f.env().Lookup(name)
	return candidate(v), ok
}

func candidate(v environ.Variable) origin.Candidate {
	return origin.Candidate{Value: v.Value, Origin: origin.Origin{Kind: origin.EnvVar, Name: v.Name, File: v.File, Line: v.Line}}
}

// value is a setting's text, empty where it is unset or unknown.
func (f *Facts) value(setting string) string {
	if v := f.Resolution.Setting(setting); v != nil {
		return v.Value
	}
	return ""
}

// profiles gives those that are looked at: all of them, or the one in use and
// those that it takes its keys from.
func (f *Facts) profiles() []*profiles.Profile {
	if f.names != nil {
		return f.scope
	}
	f.names = map[string]bool{}
	shared := f.Resolution.Shared
	if f.whole {
		for _, name := range shared.ProfileNames() {
			f.add(shared.Profile(name))
		}
	}
	for p := f.profile(); p != nil && !f.names[p.Name]; p = shared.Profile(p.Value("source_profile")) {
		f.add(p)
		if p.Get("role_arn") == nil {
			break
		}
	}
	return f.scope
}

// own gives the profiles that the resolution is about: where the whole
// environment is examined, the others have resolutions of their own.
func (f *Facts) own() []*profiles.Profile {
	if !f.whole {
		return f.profiles()
	}
	if p := f.profile(); p != nil {
		return []*profiles.Profile{p}
	}
	return nil
}

func (f *Facts) add(p *profiles.Profile) {
	if p != nil {
		f.scope, f.names[p.Name] = append(f.scope, p), true
	}
}

// concerns reports whether a section's header is of a profile that is looked
// at, or of what such a profile names.
func (f *Facts) concerns(header string) bool {
	if f.whole || header == "" {
		return true
	}
	f.profiles()
	if f.names[header] || profiles.SameProfile(header, f.Resolution.Profile.Name) {
		return true
	}
	_, name, _ := strings.Cut(header, " ")
	if f.names[strings.Trim(name, " \t\"'")] {
		return true
	}
	for _, p := range f.scope {
		if name != "" && (p.Value("sso_session") == name || p.Value("services") == name) {
			return true
		}
	}
	return false
}

// sessions gives the sso-session sections that are looked at.
func (f *Facts) sessions() iter.Seq[*profiles.Profile] {
	return f.named(profiles.SectionSSOSession, "sso_session")
}

// named gives the sections of a kind that are looked at, one at a time, since there
// can be thousands: all of them, or the one that the profile names by a key.
func (f *Facts) named(kind profiles.SectionKind, key string) iter.Seq[*profiles.Profile] {
	shared := f.Resolution.Shared
	names := []string{f.profile().Value(key)}
	if f.whole {
		names = shared.Names(kind)
	}
	return func(yield func(*profiles.Profile) bool) {
		for _, name := range names {
			if name == "" && !f.whole {
				continue
			}
			if p := shared.Lookup(kind, name); p != nil && !yield(p) {
				return
			}
		}
	}
}

// found makes a finding at a place, with its entry's severity.
func found(o origin.Origin, name, message, help string) Finding {
	return Finding{Problem: resolve.Problem{Message: message, Origin: o, Help: help}, Name: name}
}

func one(o origin.Origin, name, message, help string) []Finding {
	return []Finding{found(o, name, message, help)}
}

// as gives the finding another severity than its entry has.
func (f Finding) as(s resolve.Severity) Finding {
	f.Severity = s
	return f
}

// readers gives the ids of the readings of some SDKs, those that people still
// ship with.
func readers(in settings.SDK) []string {
	var ids []string
	for _, rd := range sdk.Readings() {
		if rd.SDK&in != 0 && rd.SDK&(settings.Seed|settings.GoV1) == 0 {
			ids = append(ids, rd.ID)
		}
	}
	return ids
}

// and joins words as a sentence does: a, b and c.
func and(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// othersRead says which SDKs do what this one does not, or "".
func othersRead(in settings.SDK) string {
	ids := readers(in)
	switch len(ids) {
	case 0:
		return ""
	case 1:
		return "; " + ids[0] + " does"
	}
	return "; " + and(ids) + " do"
}
