package gov1

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// config is a profile as aws-sdk-go v1 loads it for credentials: its own
// keys, and the profile that its role is assumed from. An absent key has an
// empty value (shared_config.go, sharedConfig).
type config struct {
	Profile string
	Found   bool
	Origin  origin.Origin // of the section's header

	Key, Secret, Token origin.Candidate
	KeyFile            profiles.FileKind // that the pair of keys is from

	RoleARN, SourceName, CredentialSource origin.Candidate
	ExternalID, MFASerial, SessionName    origin.Candidate
	Duration                              *time.Duration
	TokenFile, Process                    origin.Candidate

	SSOSession, SSOAccount, SSORegion, SSORole, SSOStart origin.Candidate
	Session                                              *ssoSession

	CABundle origin.Candidate
	Source   *config

	half []origin.Candidate // keys that lack the other half of their pair in the same file
}

// ssoSession is an sso-session section.
type ssoSession struct {
	Name             string
	Region, StartURL origin.Candidate
	Origin           origin.Origin
}

// loadFault is why loading a profile fails.
type loadFault struct {
	code, message, help string
	origin              origin.Origin
	notFound            bool // the profile is in none of the files
}

func (c *config) named() string { return named(c.Profile) }

func named(profile string) string { return fmt.Sprintf("profile %q", profile) }

func (c *config) hasKeys() bool { return c.Key.Value != "" && c.Secret.Value != "" }

func (c *config) hasSSO() bool {
	return c.SSOSession.Value != "" || c.SSORegion.Value != "" || c.SSOAccount.Value != "" || c.SSOStart.Value != "" || c.SSORole.Value != ""
}

// loader loads profiles from parsed files (shared_config.go,
// loadSharedConfig). Its reads say how often a section was read, since each
// reading of a quoted value with escapes leaves it changed.
type loader struct {
	r      *resolve.Run
	shared *profiles.Shared
	full   bool // shared config is on: all keys count
	files  []source
	reads  map[read]int
	seen   map[string]bool
}

type source struct {
	kind profiles.FileKind
	path string
}

// read is a section of a file, by its place.
type read struct {
	file profiles.FileKind
	at   sharedfile.Pos
}

func newLoader(r *resolve.Run, shared *profiles.Shared, full bool) *loader {
	l := &loader{r: r, shared: shared, full: full, reads: map[read]int{}, seen: map[string]bool{}}
	for _, f := range shared.Files {
		if f.Parsed != nil {
			l.files = append(l.files, source{f.Kind, f.Path})
		}
	}
	return l
}

// parseFault is the first file that the parser refuses.
func (l *loader) parseFault() *loadFault {
	for _, f := range l.shared.Files {
		if f.Parsed == nil || f.Parsed.Err == nil {
			continue
		}
		e := f.Parsed.Err
		return &loadFault{code: "unparsable-file", message: resolve.InItsWords(e.Message+": this SDK then takes nothing of the file", "Go", e.SDK),
			origin: origin.Origin{Kind: origin.InFile, File: f.Path, Line: e.Pos.Line, Column: e.Pos.Column},
			help:   "correct or remove that line"}
	}
	return nil
}

// load loads a profile and what it assumes its role from (setFromIniFiles).
func (l *loader) load(name string) (*config, *loadFault) {
	c := &config{Profile: name}
	if len(l.files) == 0 {
		return c, nil
	}
	config, credentials := effective(name, find(l.shared, profiles.SectionProfile, name))
	for _, ref := range []*profiles.SectionRef{config, credentials} {
		if ref == nil {
			continue
		}
		if !c.Found {
			c.Found, c.Origin = true, ref.Origin()
		}
		if fault := l.section(c, *ref); fault != nil {
			return c, fault
		}
	}
	if !c.Found {
		return c, &loadFault{notFound: true}
	}
	if l.seen[name] {
		// The second time round a profile only gives credentials.
		c.RoleARN, c.ExternalID, c.MFASerial, c.SessionName, c.SourceName = origin.Candidate{}, origin.Candidate{}, origin.Candidate{}, origin.Candidate{}, origin.Candidate{}
	} else if fault := l.needsRole(c); fault != nil {
		return c, fault
	}
	l.seen[name] = true
	if fault := l.oneType(c); fault != nil {
		return c, fault
	}
	if fault := l.source(c); fault != nil {
		return c, fault
	}
	return c, l.session(c)
}

// section reads one section of one file (setFromIniFile).
func (l *loader) section(c *config, ref profiles.SectionRef) *loadFault {
	again := read{ref.File, ref.Section.Pos}
	read := func(key string) (origin.Candidate, bool) { return text(ref, key, l.reads[again]) }
	defer func() { l.reads[again]++ }()
	set := func(at *origin.Candidate, key string) {
		if v, ok := read(key); ok {
			*at = v
		}
	}
	if l.full {
		set(&c.RoleARN, "role_arn")
		set(&c.ExternalID, "external_id")
		set(&c.MFASerial, "mfa_serial")
		set(&c.SessionName, "role_session_name")
		set(&c.SourceName, "source_profile")
		set(&c.CredentialSource, "credential_source")
		set(&c.CABundle, "ca_bundle")
		if e := entry(ref.Section, "duration_seconds"); e != nil {
			n, _ := strconv.ParseInt(e.Raw, 0, 64)
			d := time.Duration(n) * time.Second // overflow included
			if _, err := strconv.ParseInt(e.Raw, 0, 64); err != nil {
				d = 0
			}
			c.Duration = &d
		}
		for _, key := range []string{"sts_regional_endpoints", "s3_us_east_1_regional_endpoint"} {
			if v, ok := read(key); ok && v.Value != "" && !known(key, v.Value) {
				return invalid(key, v)
			}
		}
		set(&c.SSOSession, "sso_session")
		set(&c.SSOAccount, "sso_account_id")
		set(&c.SSORegion, "sso_region")
		set(&c.SSORole, "sso_role_name")
		set(&c.SSOStart, "sso_start_url")
		const mode = "ec2_metadata_service_endpoint_mode"
		if v, ok := read(mode); ok && strings.TrimSpace(v.Value) != "" && !known(mode, strings.TrimSpace(v.Value)) {
			return invalid(mode, v)
		}
	}
	set(&c.Process, "credential_process")
	set(&c.TokenFile, "web_identity_token_file")
	key, _ := read("aws_access_key_id")
	secret, _ := read("aws_secret_access_key")
	switch {
	case key.Value != "" && secret.Value != "":
		c.Key, c.Secret, c.KeyFile = key, secret, l.kind(ref)
		c.Token, _ = read("aws_session_token")
	case key.Value != "":
		c.half = append(c.half, key)
	case secret.Value != "":
		c.half = append(c.half, secret)
	}
	return nil
}

// kind is what a file counts as that may be named as both.
func (l *loader) kind(ref profiles.SectionRef) profiles.FileKind {
	for _, use := range l.r.Found.Files {
		if use.Kind == profiles.ConfigFile && use.Path == ref.Path {
			return profiles.ConfigFile
		}
	}
	return ref.File
}

func invalid(key string, v origin.Candidate) *loadFault {
	s := settings.Lookup(key)
	return &loadFault{code: "invalid-value", origin: v.Origin, help: settings.ValidHelp(s, v.Value),
		message: key + ": neither " + strings.Join(s.Values, " nor ")}
}

// entry is a key's entry in a section: the last one.
func entry(sec *sharedfile.Section, key string) *sharedfile.Entry {
	entries := sec.Entries()
	for i := len(entries) - 1; i >= 0; i-- {
		if entries[i].Key == key {
			return &entries[i]
		}
	}
	return nil
}

// text is a key's text in a section that has been read before so many times.
func text(ref profiles.SectionRef, key string, before int) (origin.Candidate, bool) {
	e := entry(ref.Section, key)
	if e == nil {
		return origin.Candidate{}, false
	}
	value := e.Value
	if before > 0 && strings.HasPrefix(e.Raw, `"`) && strings.IndexByte(e.Raw, '\\') >= 0 {
		raw := e.Raw
		for range before {
			_, raw = sharedfile.GoV1Unquote(raw)
		}
		value, _ = sharedfile.GoV1Unquote(raw)
	}
	return origin.Candidate{Value: value, Origin: profiles.EntryOrigin(ref, e)}, true
}

// needsRole: what names a source of credentials for a role needs the role
// (validateCredentialsRequireARN). Without shared config no role is ever read.
func (l *loader) needsRole(c *config) *loadFault {
	if c.RoleARN.Value != "" {
		return nil
	}
	for _, v := range []origin.Candidate{c.SourceName, c.CredentialSource, c.TokenFile} {
		if v.Value == "" {
			continue
		}
		help := "add role_arn to the profile"
		if !l.full {
			help = "set AWS_SDK_LOAD_CONFIG=1: without shared config this SDK does not read role_arn"
		}
		return &loadFault{code: "role-arn-missing", origin: v.Origin, help: help,
			message: c.named() + " has " + v.Origin.Key + " without role_arn"}
	}
	return nil
}

// oneType: a profile names one source of credentials (validateCredentialType).
func (l *loader) oneType(c *config) *loadFault {
	var first *origin.Candidate
	for _, v := range []*origin.Candidate{&c.SourceName, &c.CredentialSource, &c.Process, &c.TokenFile} {
		switch {
		case v.Value == "":
		case first == nil:
			first = v
		default:
			return &loadFault{code: "credential-types-collide", origin: v.Origin, help: "keep one of the two",
				message: c.named() + " has both " + first.Origin.Key + " and " + v.Origin.Key}
		}
	}
	return nil
}

// source loads the profile that the role is assumed from.
func (l *loader) source(c *config) *loadFault {
	if c.SourceName.Value == "" {
		return nil
	}
	// The source gives the credentials: the profile's own do not count. Its sso_session stays.
	c.CredentialSource, c.Process, c.TokenFile = origin.Candidate{}, origin.Candidate{}, origin.Candidate{}
	c.Key, c.Secret, c.Token = origin.Candidate{}, origin.Candidate{}, origin.Candidate{}
	c.SSOAccount, c.SSORegion, c.SSORole, c.SSOStart = origin.Candidate{}, origin.Candidate{}, origin.Candidate{}, origin.Candidate{}
	again := l.seen[c.SourceName.Value]
	src, fault := l.load(c.SourceName.Value)
	if fault != nil && !fault.notFound {
		return fault
	}
	if fault == nil && (src.SourceName.Value != "" || src.CredentialSource.Value != "" || src.Process.Value != "" || src.TokenFile.Value != "" || src.hasSSO() || src.hasKeys()) {
		c.Source = src
		return nil
	}
	why, help := "which has no credentials", "give that profile credentials"
	switch {
	case fault != nil:
		why, help = "which is in none of the files that are read", "name a profile that exists"
	case again:
		return &loadFault{code: "source-profile-unusable", origin: c.SourceName.Origin, help: "give one profile of the loop keys of its own",
			message: l.shared.SourceLoop(c.SourceName.Value) + ", and none of them has keys"}
	case len(src.half) > 0:
		why = "whose key pair is not whole in any one file"
	}
	return &loadFault{code: "source-profile-unusable", origin: c.SourceName.Origin, help: help,
		message: c.named() + " assumes its role from " + named(c.SourceName.Value) + ", " + why}
}

// session finds the sso-session section: the first file that has it.
func (l *loader) session(c *config) *loadFault {
	if c.SSOSession.Value == "" {
		return nil
	}
	name := strings.TrimSpace(c.SSOSession.Value)
	var ref *profiles.SectionRef
	for _, f := range l.shared.Headed(ssoSessionPrefix + name) {
		if ref == nil || f.File == ref.File {
			ref = &f
		}
	}
	if ref == nil {
		return &loadFault{code: "sso-session-not-found", origin: c.SSOSession.Origin, help: "add [sso-session " + name + "] with sso_region and sso_start_url",
			message: c.named() + " names the sso-session " + name + ", which is in none of the files that are read"}
	}
	again := read{ref.File, ref.Section.Pos}
	s := &ssoSession{Name: c.SSOSession.Value, Origin: ref.Origin()}
	s.Region, _ = text(*ref, "sso_region", l.reads[again])
	s.StartURL, _ = text(*ref, "sso_start_url", l.reads[again])
	l.reads[again]++
	c.Session = s
	return nil
}
