package spec

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// The profile's credentials (aws-config, profile/credentials/repr.rs). A key
// that is there counts, even an empty one.

// base is where the first credentials of a profile's chain come from.
type base struct {
	kind    string // of the step; sourceSpec for a credential_source
	profile *profiles.Profile
	key     string            // that says so
	session *profiles.Profile // the sso-session section
}

const namedSource = "credential_source"

// path is a profile's chain: the base, and the profiles whose roles are
// assumed one after the other.
type path struct {
	base  base
	roles []*profiles.Profile
}

// walk follows resolve_chain: from the profile in use to the one that its
// first credentials come from.
type walk struct {
	r       *resolve.Run
	visited profiles.Trail
	path    path
	failure *failure
}

// failure is why a profile gives no credentials.
type failure struct {
	loadFault
	err    string // what the Rust SDK says of it
	passed bool   // the chain goes on to the next provider all the same
	silent bool   // and the Rust SDK does not say why
}

// words is the whole of what the Rust SDK says (profile/credentials.rs, load_credentials).
func (f *failure) words() string {
	switch {
	case f.silent:
		return notEnabled
	case f.passed:
		return notEnabled + ": " + f.err
	}
	return misconfigured + ": ProfileFile provider could not be built: " + f.err
}

func (w *walk) fail(passed bool, code string, o origin.Origin, help, text, err string) bool {
	w.failure = &failure{loadFault: loadFault{code: code, origin: o, help: help, text: text}, err: err, passed: passed}
	return false
}

// nothing says that the profile has nothing to give.
func (w *walk) nothing(code string, o origin.Origin, help, text, err string) bool {
	w.fail(true, code, o, help, text, err)
	w.failure.silent = true
	return false
}

// follow goes through the profiles until it is known where credentials come from.
func (w *walk) follow() bool {
	p, from, at := w.r.Profile, "the root profile", w.r.Choice.Origin
	for name := w.r.Choice.Name; ; {
		if p == nil {
			return w.missing(name, from, at)
		}
		if w.visited.Has(name) {
			return w.fail(false, "source-profile-circle", at, "give one profile of the loop keys of its own",
				w.r.Shared.SourceLoop(w.r.Choice.Name),
				fmt.Sprintf("profile formed an infinite loop. first we loaded [%s], then attempted to reload %s", quoted(w.visited.Names), name))
		}
		w.visited.Add(name)
		if len(w.visited.Names) > 1 && p.Get("aws_access_key_id") != nil && p.Get("aws_secret_access_key") != nil {
			w.path.base = base{kind: resolve.StepStatic, profile: p, key: "aws_access_key_id"}
			return true
		}
		if p.Get("role_arn") == nil || p.Get("web_identity_token_file") != nil {
			return w.last(p)
		}
		source, named := p.Get("source_profile"), p.Get("credential_source")
		switch {
		case source != nil && named != nil:
			return w.invalid("several-credential-types", p, named.Origin, "keep one of them", "has both source_profile and credential_source",
				"profile contained both source_profile and credential_source. Only one or the other can be defined")
		case source == nil && named == nil:
			return w.invalid("role-without-source", p, p.Get("role_arn").Origin, "add source_profile or credential_source",
				"has role_arn but neither source_profile nor credential_source",
				"profile must contain `source_profile` or `credential_source` but neither were defined")
		}
		w.path.roles = append(w.path.roles, p)
		if named != nil || source.Value == p.Name {
			return w.findBase(p, true)
		}
		name, from, at = source.Value, p.Name, source.Origin
		p = w.r.Shared.Profile(name)
	}
}

func quoted(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = `"` + n + `"`
	}
	return strings.Join(quoted, ", ")
}

// missing: a source profile that is not there lets the chain go on.
func (w *walk) missing(name, from string, at origin.Origin) bool {
	return w.fail(true, "source-profile-not-found", at, w.r.DidYouMean(name),
		fmt.Sprintf("the source_profile %s of profile %s is in neither file", name, from),
		fmt.Sprintf("profile `%s` was not defined: could not find source profile %s referenced from %s", name, name, from))
}

func (w *walk) invalid(code string, p *profiles.Profile, at origin.Origin, help, has, sdk string) bool {
	return w.fail(false, code, at, help, fmt.Sprintf("profile %s %s", p.Name, has), fmt.Sprintf("invalid credential source in `%s`: %s", p.Name, sdk))
}

// last takes the profile that ends the chain. One that is somebody's source
// must have credentials, where the first may have none.
func (w *walk) last(p *profiles.Profile) bool {
	if w.findBase(p, false) {
		return true
	}
	if f := w.failure; len(w.visited.Names) > 1 {
		if f.silent {
			f.code, f.help = "source-profile-without-credentials", "give it keys, a role, sso settings or a process"
			f.text = fmt.Sprintf("profile %s takes its keys from profile %s, which says nothing of where credentials come from", w.visited.Names[len(w.visited.Names)-2], p.Name)
		}
		f.passed, f.silent = false, false
		f.err = fmt.Sprintf("invalid credential source in `%s`: could not load source profile: %s", p.Name, f.err)
	}
	return false
}

// findBase follows base_provider: the order of the kinds is the SDK's.
func (w *walk) findBase(p *profiles.Profile, again bool) bool {
	token, arn := p.Get("web_identity_token_file"), p.Get("role_arn")
	base := base{profile: p}
	switch sso := ssoKey(p); {
	case p.Get("credential_source") != nil:
		base.kind, base.key = namedSource, "credential_source"
	case token != nil && arn == nil:
		return w.invalid("role-arn-missing", p, token.Origin, "add role_arn, or remove web_identity_token_file",
			"has web_identity_token_file but no role_arn", "`web_identity_token_file` was specified but `role_arn` was missing")
	case token != nil:
		base.kind, base.key = resolve.StepWebIdentity, "web_identity_token_file"
	case sso != "":
		base.kind, base.key = resolve.StepSSO, sso
		if base.session = w.session(p); w.failure != nil {
			return false
		}
	case p.Get("login_session") != nil:
		base.kind, base.key = resolve.StepLogin, "login_session"
	case p.Get("credential_process") != nil:
		base.kind, base.key = resolve.StepProcess, "credential_process"
	default:
		if !w.keys(p) {
			return false
		}
		base.kind, base.key = resolve.StepStatic, "aws_access_key_id"
	}
	w.path.base = base
	return true
}

// keys follows static_creds_from_profile.
func (w *walk) keys(p *profiles.Profile) bool {
	id, secret, token := p.Get("aws_access_key_id"), p.Get("aws_secret_access_key"), p.Get("aws_session_token")
	switch {
	case id != nil && secret != nil:
		return true
	case id == nil && secret == nil && token == nil:
		text := fmt.Sprintf("profile %s has nothing about credentials", p.Name)
		if p.Get("role_arn") != nil {
			text = fmt.Sprintf("profile %s is its own source but has no keys", p.Name)
		}
		return w.nothing("source-without-credentials", p.Origin, "add keys, or name another source", text,
			"profile `"+p.Name+"` did not contain credential information")
	case id == nil:
		at := secret
		if at == nil {
			at = token
		}
		return w.invalid("incomplete-keys", p, at.Origin, "add aws_access_key_id, or remove the other half of the pair",
			"has "+at.Key+" but no aws_access_key_id", "profile missing aws_access_key_id")
	}
	return w.invalid("incomplete-keys", p, id.Origin, "add aws_secret_access_key, or remove aws_access_key_id",
		"has aws_access_key_id but no aws_secret_access_key", "profile missing aws_secret_access_key")
}

// ssoKey gives the first key about SSO that a profile has.
func ssoKey(p *profiles.Profile) string {
	for _, key := range []string{"sso_session", "sso_account_id", "sso_role_name", "sso_start_url", "sso_region"} {
		if p.Get(key) != nil {
			return key
		}
	}
	return ""
}

// session follows sso_from_profile: it checks the settings, and gives the
// sso-session section where the profile names one.
func (w *walk) session(p *profiles.Profile) *profiles.Profile {
	from := p
	sso := func(code string, q *profiles.Property, help, text, sdk string) *profiles.Profile {
		w.fail(false, code, q.Origin, help, fmt.Sprintf("profile %s %s", p.Name, text), fmt.Sprintf("profile `%s` has invalid SSO config: %s", p.Name, sdk))
		return nil
	}
	if named := p.Get("sso_session"); named != nil {
		for _, key := range []string{"sso_start_url", "sso_region"} {
			if q := p.Get(key); q != nil {
				return sso("sso-session-conflict", q, "remove it: the sso-session section has it", "has both sso_session and "+key,
					"`"+key+"` can only be specified in the [sso-session] config when a session name is given")
			}
		}
		from = w.r.Shared.Lookup(profiles.SectionSSOSession, named.Value)
		if from == nil {
			help := ""
			if near := w.r.Shared.Nearest(profiles.SectionSSOSession, named.Value); near != "" {
				help = fmt.Sprintf("did you mean %q?", near)
			}
			w.fail(false, "sso-session-not-found", named.Origin, help, fmt.Sprintf("profile %s names the sso-session %s, which is in neither file", p.Name, named.Value),
				fmt.Sprintf("sso-session named `%s` (referenced by profile `%s`) was not found", named.Value, p.Name))
			return nil
		}
	}
	account, role := p.Get("sso_account_id"), p.Get("sso_role_name")
	switch {
	case account != nil && role == nil:
		return sso("sso-incomplete", account, "add sso_role_name", "has sso_account_id but no sso_role_name", "if `sso_account_id` is set, then `sso_role_name` must also be set")
	case account == nil && role != nil:
		return sso("sso-incomplete", role, "add sso_account_id", "has sso_role_name but no sso_account_id", "if `sso_role_name` is set, then `sso_account_id` must also be set")
	}
	for _, key := range []string{"sso_region", "sso_start_url"} {
		if from.Get(key) != nil {
			continue
		}
		where := "profile " + p.Name
		if from != p {
			where = "the sso-session " + from.Name
		}
		w.fail(true, "sso-incomplete", from.Origin, "add "+key, where+" lacks "+key, fmt.Sprintf("profile `%s` was not defined: `%s` was missing", p.Name, key))
		return nil
	}
	return from
}
