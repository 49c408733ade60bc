package boto

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// Where the first credentials of a chain come from (credentials.py).

// environment is EnvProvider.
func (c *planner) environment() link {
	id, _ := c.r.Var("AWS_ACCESS_KEY_ID")
	l := link{provider: "env", there: id.Value != "", origin: id.Origin, text: "AWS_ACCESS_KEY_ID is set"}
	if !l.there {
		l.text, l.origin = "AWS_ACCESS_KEY_ID is not set", origin.Origin{}
	}
	l.load = func() (*creds, *fault) {
		secret, _ := c.r.Var("AWS_SECRET_ACCESS_KEY")
		if secret.Value == "" {
			return nil, problemf("incomplete-keys", id.Origin, "set AWS_SECRET_ACCESS_KEY too, or unset AWS_ACCESS_KEY_ID",
				"AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is not")
		}
		token := c.r.Env.Get("AWS_SECURITY_TOKEN")
		if token == "" {
			token = c.r.Env.Get("AWS_SESSION_TOKEN")
		}
		got := &creds{provider: "env", steps: []resolve.Step{{Kind: resolve.StepStatic, Provider: "env", Origin: id.Origin, AccessKeyID: id.Value,
			SecretKey: resolve.Secret(secret.Value), SessionToken: resolve.Secret(token)}}}
		return got, c.expiry(got)
	}
	return l
}

// expiry: keys of the environment that say when they expire are refreshed from
// the environment, which must have newer ones by then.
func (c *planner) expiry(got *creds) *fault {
	v, _ := c.r.Var("AWS_CREDENTIAL_EXPIRATION")
	if v.Value == "" {
		return nil
	}
	at, zone, ok := pyTime(v.Value)
	switch {
	case !ok:
		return problemf("expiration-unreadable", v.Origin, "write it like 2030-01-31T12:00:00Z", "AWS_CREDENTIAL_EXPIRATION is no time that can be read")
	case !zone:
		got.broken = problemf("expiration-without-zone", v.Origin, "end it with Z", "AWS_CREDENTIAL_EXPIRATION has no time zone, which this SDK cannot compare with the time")
	case c.r.Env.Now().After(at):
		got.broken = problemf("keys-expired", v.Origin, "renew the keys of the environment", "the keys of the environment expired at %s", resolve.Stamp(at))
	}
	return nil
}

// pyTime reads the forms of dateutil.parser.parse that people write, and tells
// whether there is a time zone.
func pyTime(text string) (at time.Time, zone, ok bool) {
	text = strings.TrimSpace(text)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05MST", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00",
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 MST", "20060102T150405Z0700"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, true, true
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02", "20060102T150405"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, false, true
		}
	}
	return time.Time{}, false, false
}

// keys is SharedCredentialProvider or ConfigProvider: each looks into its own
// file alone, and at the secret key only when there is an access key.
func (c *planner) keys(name string, kind profiles.FileKind) link {
	p := c.r.Shared.Profile(name)
	id := own(p, kind, "aws_access_key_id")
	l := link{provider: "shared-credentials", there: id != nil}
	if kind == profiles.ConfigFile {
		l.provider = "config"
	}
	switch {
	case id != nil:
		l.origin, l.text = id.Origin, "profile "+name+" has aws_access_key_id in the "+string(kind)+" file"
	case kind == profiles.CredentialsFile && c.kept.credentials != nil:
		l.there, l.origin, l.text = true, c.kept.credentials.origin, "the credentials file cannot be parsed"
	case own(p, kind, "aws_secret_access_key") != nil:
		l.origin = own(p, kind, "aws_secret_access_key").Origin
		l.text = "profile " + name + " has a secret key but no aws_access_key_id in the " + string(kind) + " file"
	default:
		l.text = "profile " + name + " has no aws_access_key_id in the " + string(kind) + " file"
	}
	l.load = func() (*creds, *fault) {
		if id == nil {
			return nil, c.kept.credentials
		}
		secret := own(p, kind, "aws_secret_access_key")
		if secret == nil {
			return nil, problemf("incomplete-keys", id.Origin, "add aws_secret_access_key beside it",
				"profile %s has aws_access_key_id in the %s file but no aws_secret_access_key there", name, kind)
		}
		s := resolve.Step{Kind: resolve.StepStatic, Provider: l.provider, Profile: name, Origin: id.Origin, AccessKeyID: id.Value, SecretKey: resolve.Secret(secret.Value)}
		for _, key := range []string{"aws_security_token", "aws_session_token"} {
			if q := own(p, kind, key); q != nil {
				s.SessionToken = resolve.Secret(q.Value)
				break
			}
		}
		return &creds{provider: l.provider, steps: []resolve.Step{s}}, nil
	}
	return l
}

// process is ProcessProvider: the command is split as a shell would and run
// without one.
func (c *planner) process(name string) link {
	q := c.r.Shared.Profile(name).Get("credential_process")
	l := link{provider: resolve.StepProcess, there: q != nil, text: "profile " + name + " has no credential_process"}
	if q == nil {
		return l
	}
	l.origin, l.text = q.Origin, "profile "+name+" has credential_process"
	l.load = func() (*creds, *fault) {
		words, err := pyWords(q.Value)
		switch {
		case err != nil:
			return nil, problemf("process-unreadable", q.Origin, "correct the quotes", "credential_process of profile %s cannot be split into words: %s", name, err)
		case len(words) == 0:
			return nil, problemf("process-empty", q.Origin, "remove the line", "credential_process of profile %s is empty", name)
		}
		return &creds{provider: resolve.StepProcess, steps: []resolve.Step{{Kind: resolve.StepProcess, Profile: name, Command: q.Value, Origin: q.Origin}}}, nil
	}
	return l
}

// oldestFile is OriginalEC2Provider.
func (c *planner) oldestFile() link {
	v, ok := c.r.Var("AWS_CREDENTIAL_FILE")
	l := link{provider: "credential-file", there: ok, origin: v.Origin, text: "AWS_CREDENTIAL_FILE is set"}
	if !ok {
		l.text, l.origin = "AWS_CREDENTIAL_FILE is not set", origin.Origin{}
		return l
	}
	l.load = func() (*creds, *fault) {
		path := pyExpandUser(c.r, v.Value)
		text, f := textFile(c.r, path)
		if f != nil {
			f.code, f.origin, f.help = "credential-file-unreadable", v.Origin, "unset AWS_CREDENTIAL_FILE"
			f.message = "AWS_CREDENTIAL_FILE: " + f.message
			return nil, f
		}
		var id, secret string
		var at origin.Origin
		hasID, hasSecret := false, false
		for i, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
			key, value, found := strings.Cut(line, "=")
			switch key = strings.TrimFunc(key, sharedfile.PythonSpace); {
			case !found:
			case key == "AWSAccessKeyId":
				id, hasID = strings.TrimFunc(value, sharedfile.PythonSpace), true
				at = origin.Origin{Kind: origin.InFile, File: path, Line: i + 1, Column: strings.IndexByte(line, '=') + 2, Key: key}
			case key == "AWSSecretKey":
				secret, hasSecret = strings.TrimFunc(value, sharedfile.PythonSpace), true
			}
		}
		switch {
		case !hasID:
			return nil, nil
		case !hasSecret:
			return nil, problemf("incomplete-keys", at, "add AWSSecretKey", "%s has AWSAccessKeyId but no AWSSecretKey", path)
		}
		return &creds{provider: "credential-file", steps: []resolve.Step{{Kind: resolve.StepStatic, Provider: "credential-file", Origin: at, AccessKeyID: id, SecretKey: resolve.Secret(secret)}}}, nil
	}
	return l
}

// botoFile is BotoProvider.
func (c *planner) botoFile() link {
	paths := []string{"/etc/boto.cfg", "~/.boto"}
	v, ok := c.r.Var("BOTO_CONFIG")
	if ok {
		paths = []string{v.Value}
	}
	l := link{provider: "boto-config", origin: v.Origin, text: "there is neither /etc/boto.cfg nor ~/.boto"}
	var there []string
	for _, path := range paths {
		path = expand(c.r, path)
		if path != "" && c.r.Env.File(path).Err == nil {
			there = append(there, path)
		}
	}
	if l.there = len(there) > 0; !l.there {
		if ok {
			l.text = "the file that BOTO_CONFIG names is not there"
		} else {
			l.origin = origin.Origin{}
		}
		return l
	}
	l.text = "there is " + strings.Join(there, " and ")
	l.load = func() (*creds, *fault) {
		for _, path := range there {
			f := c.r.Parse(path, sharedfile.ConfigParser())
			if f.Err != nil {
				at := origin.Origin{Kind: origin.InFile, File: path, Line: f.Err.Pos.Line, Column: f.Err.Pos.Column}
				return nil, problemf("unparsable-file", at, "", "%s: %s", at, f.Err.Message)
			}
			if got, fault := c.botoSection(path, f); got != nil || fault != nil {
				return got, fault
			}
		}
		return nil, nil
	}
	return l
}

func (c *planner) botoSection(path string, f *sharedfile.File) (*creds, *fault) {
	for section := range f.Mentioning("Credentials") {
		if section.Name != "Credentials" {
			continue
		}
		p := profiles.MergeInOrder("Credentials", []profiles.SectionRef{{Path: path, Section: section}})
		id, secret := p.Get("aws_access_key_id"), p.Get("aws_secret_access_key")
		switch {
		case id == nil:
			return nil, nil
		case secret == nil:
			return nil, problemf("incomplete-keys", id.Origin, "add aws_secret_access_key", "[Credentials] of %s has aws_access_key_id but no aws_secret_access_key", path)
		}
		return &creds{provider: "boto-config", steps: []resolve.Step{{Kind: resolve.StepStatic, Provider: "boto-config", Origin: id.Origin, AccessKeyID: id.Value, SecretKey: resolve.Secret(secret.Value)}}}, nil
	}
	return nil, nil
}

// textFile reads a text file as Python's open does.
func textFile(r *resolve.Run, path string) (string, *fault) {
	f := r.Env.File(path)
	switch {
	case path == "":
		return "", &fault{message: "the path is empty"}
	case errors.Is(f.Err, environ.ErrNotRegular), errors.Is(f.Err, environ.ErrTooLarge):
		return "unread", nil // which the SDK would read
	case f.Err != nil:
		return "", &fault{message: fmt.Sprintf("%s: %s", path, f.Reason())}
	case !utf8.Valid(f.Data):
		return "", &fault{message: path + " is not text in UTF-8"}
	}
	text := strings.ReplaceAll(string(f.Data), "\r\n", "\n")
	return strings.ReplaceAll(text, "\r", "\n"), nil
}

// container is ContainerProvider: the relative address comes first where it is
// there at all, and a failure ends the chain.
func (c *planner) container() link {
	relative, isRelative := c.r.Var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
	full, isFull := c.r.Var("AWS_CONTAINER_CREDENTIALS_FULL_URI")
	use, url := relative, "http://169.254.170.2"+relative.Value
	if !isRelative {
		use, url = full, full.Value
	}
	l := link{provider: resolve.StepContainer, there: isRelative || isFull, origin: use.Origin, text: use.Origin.Name + " is set"}
	if !l.there {
		l.text, l.origin = "no container variable is set", origin.Origin{}
		return l
	}
	l.load = func() (*creds, *fault) {
		s := resolve.Step{Kind: resolve.StepContainer, URL: url, Origin: use.Origin}
		if v, ok := c.r.Var("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"); ok {
			s.TokenFile = v.Value
			token, f := textFile(c.r, v.Value)
			if f == nil && strings.ContainsAny(token, "\r\n") {
				f = &fault{message: "the token in " + v.Value + " has a line end in it, which no header may have"}
			}
			if f != nil {
				f.code, f.origin, f.message = "container-token-unusable", v.Origin, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "+f.message
				return nil, f
			}
		} else if v, ok := c.r.Var("AWS_CONTAINER_AUTHORIZATION_TOKEN"); ok && strings.ContainsAny(v.Value, "\r\n") {
			return nil, problemf("container-token-unusable", v.Origin, "", "AWS_CONTAINER_AUTHORIZATION_TOKEN has a line end in it, which no header may have")
		}
		if why := containerRefused(c.r, url); why != "" {
			return nil, problemf("container-host-refused", use.Origin, "", "%s: %s", use.Origin.Name, why)
		}
		return &creds{provider: resolve.StepContainer, steps: []resolve.Step{s}}, nil
	}
	return l
}

// containerRefused says why the keys are not asked for at an address
// (utils.py, ContainerMetadataFetcher._validate_allowed_url).
func containerRefused(r *resolve.Run, url string) string {
	scheme, host, ok := pySplitURL(url)
	if !ok {
		return "no URL that can be taken apart"
	}
	allowed := []string{"169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost"}
	if scheme == "https" {
		return ""
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if isCLI(r) {
			ip = ip.Unmap() // its Python 3.14 takes an IPv4 address in IPv6 for what it is, older ones do not
		}
		if ip.Is4() && ip.IsLoopback() || ip.WithZone("") == netip.IPv6Loopback() {
			return ""
		}
	}
	for _, a := range allowed {
		if host == a {
			return ""
		}
	}
	return fmt.Sprintf("the host %q is none that this SDK asks for credentials: %s, loopback addresses, or any by https", host, strings.Join(allowed, ", "))
}
