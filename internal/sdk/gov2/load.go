package gov2

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// config is what the SDK takes from one profile for credentials
// (shared_config.go, SharedConfig).
type config struct {
	name    string
	profile *profiles.Profile
	again   bool // the profile's second appearance in its own chain: no role of its own

	roleARN, externalID, mfaSerial, sessionName string
	source, credentialSource                    string
	process, tokenFile, login                   string
	ssoSession, ssoRegion, ssoStartURL          string
	ssoAccount, ssoRole                         string
	duration                                    time.Duration
	keys                                        bool

	next    *config           // the source profile, as loaded
	session *profiles.Profile // the sso-session section
}

// fault is why loading a profile fails.
type fault struct {
	code    string
	origin  origin.Origin
	message string
	help    string
}

// walk loads a profile and those it takes its keys from. The SDK stops at
// the first fault; the walk goes on, so that all can be told.
type walk struct {
	r      *resolve.Run
	seen   map[string]bool
	faults []fault
}

func (w *walk) fault(code string, o origin.Origin, help, format string, args ...any) {
	w.faults = append(w.faults, fault{code, o, fmt.Sprintf(format, args...), help})
}

// load raises what LoadDefaultConfig fails with while it reads variables
// and files, in its order.
func (b Built) load(r *resolve.Run) {
	r.Kept = b
	if r.Profile == nil {
		if p := section(r.Shared, r.Choice.Name); p != nil {
			r.Profile = p
			r.Choice.Found, r.Choice.Where = true, p.Origin
			r.Found.Profile = r.Choice
		}
	}
	variables(r)
	files(r)
	if r.Profile == nil {
		missingProfile(r)
		return
	}
	_, faults := profile(r)
	for _, f := range faults {
		r.Fail(f.code, f.origin, f.help, "%s", f.message)
	}
}

// variables converts all variables before anything else is read (env_config.go, NewEnvConfig).
func variables(r *resolve.Run) {
	for _, s := range settings.InTurn(r.Reading.SDK, func(s *settings.Setting) settings.Turn { return s.EnvTurn }) {
		for _, n := range s.Env {
			if c, ok := r.Var(n.Name); ok && n.In&r.Reading.SDK != 0 {
				if got := convert(r, s, c); got.Do == resolve.FailAlways {
					r.Fail("invalid-value", c.Origin, settings.ValidHelp(s, c.Value), "%s", s.Refusal(c.Value, got.Reason))
				}
			}
		}
	}
}

func convert(r *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if convert := r.Reading.ConvertSetting[s.Name]; convert != nil {
		return convert(r, s, c)
	}
	return r.Reading.Convert[s.Type](r, s, c)
}

// files: a file that cannot be opened counts as empty, one that opens but
// cannot be read fails the load, and a lone quote makes the parser panic.
func files(r *resolve.Run) {
	for i := range r.Found.Files {
		use := &r.Found.Files[i]
		f := r.Env.File(use.Path)
		at := origin.Origin{Kind: origin.InFile, File: use.Path}
		switch {
		case f.Err == nil:
			if p := r.Shared.Files[i].Parsed; p != nil && p.Err != nil {
				at.Line, at.Column = p.Err.Pos.Line, p.Err.Pos.Column
				r.Fail("unparsable-file", at, profiles.UnparsableHelp(r.Shared.Files[i]), "%s", profiles.Losing(fmt.Sprintf("%s: %s", at, p.Err.Message), r.Shared.Files[i]))
			}
		case unopened(f.Err):
		case errors.Is(f.Err, environ.ErrNotRegular), errors.Is(f.Err, environ.ErrTooLarge):
			r.Fail("unreadable-file", at, "", "the %s file %s is not read here, though this SDK would try: %s", use.Kind, use.Path, use.Reason)
		default:
			r.Fail("unreadable-file", at, "name a file, or remove what stands there",
				"the %s file %s opens but cannot be read: %s", use.Kind, use.Path, use.Reason)
		}
	}
}

// missingProfile: a profile named by code or AWS_PROFILE must exist; one
// named by AWS_DEFAULT_PROFILE, or default, need not (config.go, resolveConfigLoaders).
// With AWS_PROFILE set, one that code names instead must exist too.
func missingProfile(r *resolve.Run) {
	if o := r.Choice.Origin; o.Kind != origin.Flag && o.Name != "AWS_PROFILE" {
		return
	}
	r.Fail("profile-not-found", r.Choice.Origin, r.DidYouMean(r.Choice.Name), "profile %q is in neither file (%s)", r.Choice.Name, r.Choice.Origin)
}

// profile loads the profile in use.
func profile(r *resolve.Run) (*config, []fault) {
	w := &walk{r: r, seen: map[string]bool{}}
	c := w.load(r.Choice.Name)
	return c, w.faults
}

// load follows setFromIniSections; nil when there is no such profile.
func (w *walk) load(name string) *config {
	p := section(w.r.Shared, name)
	if p == nil {
		return nil
	}
	c := &config{name: name, profile: p, again: w.seen[name]}
	w.pair(p)
	w.values(p)
	c.read()
	if c.again {
		c.roleARN, c.externalID, c.mfaSerial, c.sessionName, c.source = "", "", "", "", ""
	} else {
		w.needsRole(c)
	}
	if len(w.seen) > 0 && c.keys {
		return c
	}
	w.seen[name] = true
	w.oneType(c)
	if c.source != "" {
		w.follow(c)
	}
	if c.ssoSession != "" {
		w.findSession(c)
	}
	return c
}

// read takes the values of the profile (setFromIniSection).
func (c *config) read() {
	p := c.profile
	c.roleARN, c.externalID = p.Value("role_arn"), p.Value("external_id")
	c.mfaSerial, c.sessionName = p.Value("mfa_serial"), p.Value("role_session_name")
	c.source, c.credentialSource = p.Value("source_profile"), p.Value("credential_source")
	c.process, c.tokenFile = p.Value("credential_process"), p.Value("web_identity_token_file")
	c.ssoSession, c.ssoRegion, c.ssoStartURL = p.Value("sso_session"), p.Value("sso_region"), p.Value("sso_start_url")
	c.ssoAccount, c.ssoRole = p.Value("sso_account_id"), p.Value("sso_role_name")
	c.login = p.Value("login_session")
	c.keys = p.Value("aws_access_key_id") != "" && p.Value("aws_secret_access_key") != ""
	if q := p.Get("duration_seconds"); q != nil {
		n, _ := number(origin.Candidate{Value: q.Value, Origin: q.Origin}) // what is no number is 0
		c.duration = time.Duration(n) * time.Second
	}
}

// pair: half of a key pair fails the load. The credentials file's section
// alone is looked at where both files have one (mergeSections).
func (w *walk) pair(p *profiles.Profile) {
	file := profiles.ConfigFile
	for _, ref := range p.Sections {
		if ref.File == profiles.CredentialsFile {
			file = profiles.CredentialsFile
		}
	}
	var id, secret *origin.Origin
	for _, ref := range p.Sections {
		if ref.File != file {
			continue
		}
		entries := ref.Section.Entries()
		for i := range entries {
			e := &entries[i]
			switch o := profiles.EntryOrigin(ref, e); e.Key {
			case "aws_access_key_id":
				id = &o
			case "aws_secret_access_key":
				secret = &o
			}
		}
	}
	switch {
	case id != nil && secret == nil:
		w.fault("incomplete-keys", *id, "add aws_secret_access_key, or remove aws_access_key_id",
			"profile %s has an access key id but no secret key in the %s file", p.Name, file)
	case id == nil && secret != nil:
		w.fault("incomplete-keys", *secret, "add aws_access_key_id, or remove aws_secret_access_key",
			"profile %s has a secret key but no access key id in the %s file", p.Name, file)
	}
}

// values converts the keys that fail the load when they are wrong
// (setFromIniSection), also those of a source profile, whose values are of no
// other use.
func (w *walk) values(p *profiles.Profile) {
	for _, s := range settings.InTurn(w.r.Reading.SDK, func(s *settings.Setting) settings.Turn { return s.KeyTurn }) {
		q := p.Get(s.Name)
		if q == nil {
			continue
		}
		if got := convert(w.r, s, origin.Candidate{Value: q.Value, Origin: q.Origin}); got.Do == resolve.FailAlways {
			w.fault("invalid-value", q.Origin, settings.ValidHelp(s, q.Value), "%s", s.Refusal(q.Value, got.Reason))
		}
	}
}

// needsRole: validateCredentialsRequireARN.
func (w *walk) needsRole(c *config) {
	if c.roleARN != "" {
		return
	}
	for _, key := range []string{"source_profile", "credential_source", "web_identity_token_file"} {
		if q := c.profile.Get(key); q != nil && q.Value != "" {
			w.fault("role-arn-missing", q.Origin, "add role_arn, or remove "+key,
				"profile %s has %s but no role_arn", c.name, key)
			return
		}
	}
}

// oneType: validateCredentialType.
func (w *walk) oneType(c *config) {
	var found []string
	last := origin.Origin{}
	for _, t := range []struct{ key, value string }{
		{"source_profile", c.source}, {"credential_source", c.credentialSource},
		{"credential_process", c.process}, {"web_identity_token_file", c.tokenFile},
	} {
		if t.value != "" {
			found = append(found, t.key)
			last = c.profile.Get(t.key).Origin
		}
	}
	if len(found) > 1 {
		w.fault("several-credential-types", last, "keep one of them",
			"profile %s has more than one of the keys that say where credentials come from: %s", c.name, strings.Join(found, ", "))
	}
}

// follow loads the source profile. What the profile itself has for credentials
// is set aside, but for sso_session and login_session (clearCredentialOptions).
func (w *walk) follow(c *config) {
	c.credentialSource, c.process, c.tokenFile, c.keys = "", "", "", false
	c.ssoAccount, c.ssoRegion, c.ssoRole, c.ssoStartURL = "", "", "", ""
	at := c.profile.Get("source_profile").Origin
	next := w.load(c.source)
	switch {
	case next == nil:
		w.fault("source-profile-not-found", at, w.r.DidYouMean(c.source),
			"the source_profile %[2]s of profile %[1]s is in neither file", c.name, c.source)
	case next.again && !next.hasCredentials():
		w.fault("source-profile-circle", at, "give one profile of the loop keys of its own",
			"%s, and none of them has keys", w.r.Shared.SourceLoop(c.name))
	case !next.hasCredentials():
		w.fault("source-profile-without-credentials", at, "give it keys, a role, sso settings or a process",
			"profile %s takes its keys from profile %s, which says nothing of where credentials come from%s", c.name, c.source, onlyLogin(next))
	}
	c.next = next
}

func onlyLogin(c *config) string {
	if c.login != "" {
		return " (this SDK does not count login_session here)"
	}
	return ""
}

// hasCredentials: the SDK's function of that name; login_session does not count.
func (c *config) hasCredentials() bool {
	return c.source != "" || c.credentialSource != "" || c.process != "" || c.tokenFile != "" || c.hasSSO() || c.keys
}

func (c *config) hasSSO() bool { return c.ssoSession != "" || c.hasLegacySSO() }

func (c *config) hasLegacySSO() bool {
	return c.ssoRegion != "" || c.ssoAccount != "" || c.ssoStartURL != "" || c.ssoRole != ""
}

// findSession: the section must be there, whether or not it will be used.
func (w *walk) findSession(c *config) {
	c.session = section(w.r.Shared, sessionPrefix+strings.TrimSpace(c.ssoSession))
	if c.session == nil {
		help := ""
		if near := w.r.Shared.Nearest(profiles.SectionSSOSession, c.ssoSession); near != "" {
			help = fmt.Sprintf("did you mean %q?", near)
		}
		w.fault("sso-session-not-found", c.profile.Get("sso_session").Origin, help,
			"profile %s names the sso-session %s, which is in neither file", c.name, c.ssoSession)
	}
}
