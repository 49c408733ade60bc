package document

import (
	"path"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

// ProfileRow is a profile in short.
type ProfileRow struct {
	Name     string    `json:"name"`
	Used     bool      `json:"used"` // it is the profile in use
	Kind     string    `json:"kind"`
	Account  string    `json:"account"`
	Role     string    `json:"role"`   // its name
	Source   string    `json:"source"` // what the keys come from: a profile, a provider, a program, or the key id itself
	Session  string    `json:"sso_session"`
	Region   string    `json:"region"`
	Status   string    `json:"status"` // ok, or what is wrong in a few words
	Broken   bool      `json:"broken"`
	Origin   Origin    `json:"origin"`
	Problems []Problem `json:"problems"`
}

// profileRow makes the row of a profile that was examined.
func (o Options) profileRow(shared *profiles.Shared, report diagnose.ProfileReport, base *resolve.Resolution) ProfileRow {
	p := shared.Profile(report.Name)
	r := ProfileRow{Name: report.Name, Used: report.Name == base.Profile.Name, Kind: profiles.KindOf(p), Region: o.text(p.Value("region")),
		Session: o.text(p.Value("sso_session")), Origin: headerOf(p), Problems: []Problem{}}
	o.whose(&r, p)
	for _, f := range report.Findings {
		if f.Severity != resolve.SevNote && !sameFailure(base, f.Problem) {
			r.Problems = append(r.Problems, o.Problem(f.Problem))
			if r.Status == "" {
				r.Status = o.text(status(&f, p))
			}
			r.Broken = r.Broken || f.Severity == resolve.SevError || f.State || slices.Contains(causes, f.Code)
		}
	}
	if report.Fails && base.Err == nil {
		r.Broken = true
	}
	if r.Status == "" {
		r.Status = "ok"
	}
	return r
}

// sameFailure reports whether a problem is why no session is built at all,
// whichever the profile.
func sameFailure(base *resolve.Resolution, p resolve.Problem) bool {
	return base.Err != nil && base.Err.Message == p.Message && base.Err.Origin == p.Origin
}

// whose says whom the profile's credentials belong to and where they come from.
func (o Options) whose(r *ProfileRow, p *profiles.Profile) {
	switch r.Kind {
	case "role", "web identity":
		who := resolve.RoleOf(p.Value("role_arn"))
		r.Account, r.Role = o.text(who.Account), o.text(who.Role)
		for _, key := range []string{"source_profile", "credential_source"} {
			if v := p.Value(key); v != "" && r.Source == "" {
				r.Source = o.text(v)
			}
		}
	case "sso":
		r.Account, r.Role = o.text(p.Value("sso_account_id")), o.text(p.Value("sso_role_name"))
	case "process":
		words := strings.Fields(p.Value("credential_process"))
		if len(words) > 0 {
			r.Source = o.text(path.Base(strings.Trim(words[0], `"'`)))
		}
	case "login":
		who := resolve.RoleOf(p.Value("login_session"))
		r.Account, r.Role = o.text(who.Account), o.text(who.Role)
	case "keys":
		r.Source = o.keyID(p.Value("aws_access_key_id"))
	}
	if r.Account == "" {
		r.Account = o.text(p.Value("aws_account_id"))
	}
}

// statuses are what is said of the commonest problems in a few words.
var statuses = lookup.Table[string, string]{
	{"sso-token-missing", "not logged in"}, {"login-missing", "not logged in"}, {"sso-token", "not logged in"},
	{"source-profile-missing", "source profile missing"}, {"source-profile-not-found", "source profile missing"},
	{"source-profile-circle", "source_profile loop"}, {"source-profile-loop", "source_profile loop"}, {"role-circle", "source_profile loop"},
	{"services-section-missing", "services section missing"}, {"services-not-found", "services section missing"},
	{"sso-session-missing", "sso-session missing"}, {"sso-session-not-found", "sso-session missing"},
	{"half-key-pair", "half a pair of keys"}, {"incomplete-keys", "half a pair of keys"}, {"static-keys-incomplete", "half a pair of keys"},
	{"role-without-source", "role without a source"}, {"role-not-assumable", "role cannot be assumed"},
	{"process-not-found", "program not found"}, {"process-not-executable", "program cannot be run"}, {"process-relative-path", "program not found"},
	{"several-credential-types", "two sources of credentials"}, {"credential-types-collide", "two sources of credentials"}, {"two-sources", "two sources of credentials"},
	{"mfa-without-token-provider", "MFA code needed"}, {"mfa-without-code-provider", "MFA code needed"}, {"mfa-needs-program", "MFA code needed"},
	{"temporary-keys-without-token", "session token missing"}, {"session-token-of-other-keys", "session token of other keys"},
	{"endpoint-without-scheme", "endpoint without http(s)://"}, {"endpoint-unusable", "endpoint is no URL"}, {"invalid-endpoint", "endpoint is no URL"},
	{"role-arn-malformed", "role_arn is no role's ARN"}, {"login-without-crt", "login needs awscrt"}, {"sso-mismatch", "sso-session contradicted"}, {"sso-session-conflict", "sso-session said twice"},
	{"token-file-unreadable", "token file missing"}, {"role-of-other-partition", "role of another partition"},
}

// keyStatuses are what is said of a key, which stands before it.
var keyStatuses = lookup.Table[string, string]{
	{"zone-as-region", "is an availability zone"}, {"impossible-region", "is not one of AWS"}, {"unknown-region", "is not known"}, {"region-refused", "is not valid"}, {"invalid-region", "is not valid"},
	{"quoted-value", "is in quotes"}, {"trailing-semicolon", "ends in a semicolon"}, {"comment-in-value", "has a comment in it"}, {"continued-over-lines", "goes on over lines"},
	{"unexpanded-variable", "has a $ in it"}, {"placeholder-value", "is a placeholder"}, {"invisible-character", "has an invisible character"}, {"value-rejected", "is not valid"},
	{"unknown-key", "is misspelt"}, {"account-id-malformed", "is not twelve digits"}, {"access-key-id-malformed", "is not one of AWS"}, {"secret-key-malformed", "has a wrong length"},
	{"endpoint-in-profile-block", "is not read"}, {"mfa-serial-malformed", "is no device's ARN"},
}

// status says what is wrong with a profile in a few words.
func status(f *diagnose.Finding, p *profiles.Profile) string {
	switch f.Code {
	case "sso-token-expired":
		if at := stampIn(f.Message); at != "" {
			return "login expired at " + at
		}
		return "login expired"
	case "keys-past-expiry", "keys-expired":
		if at := stampIn(f.Message); at != "" {
			return "keys expired at " + at
		}
		return "keys expired"
	case "invalid-value", "retry-mode-unknown", "value-rejected", "defaults-mode":
		if key := f.Origin.Key; key != "" {
			if s := settings.Lookup(key); s != nil && suggest.Closest(strings.ToLower(p.Value(key)), s.Values) != "" {
				return key + " is misspelt"
			}
			return key + " is not valid"
		}
	}
	if said := keyStatuses.Of(f.Code); said != "" && f.Origin.Key != "" {
		return f.Origin.Key + " " + said
	}
	if s := statuses.Of(f.Code); s != "" {
		return s
	}
	if e := diagnose.Lookup(f.Code); e != nil {
		title := e.Title
		for _, article := range []string{"A ", "An ", "The "} {
			if rest, ok := strings.CutPrefix(title, article); ok {
				return rest
			}
		}
		return strings.ToLower(title[:1]) + title[1:]
	}
	return Plain(f.Message)
}

// stampIn is the instant in a message, "" where there is none.
func stampIn(message string) string {
	for _, word := range strings.Fields(message) {
		word = strings.Trim(word, ",;.()")
		if len(word) == len("2006-01-02T15:04:05Z") && word[10] == 'T' && word[19] == 'Z' {
			return word
		}
	}
	return ""
}
