package diagnose

import (
	"fmt"
	"time"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

var expiryEntries = []*Entry{
	{Code: "keys-past-expiry", Severity: resolve.SevError, State: true, Title: "Temporary keys that have expired, as the program noted that wrote them", Each: pastExpiry, Plan: envPastExpiry,
		Page: Page{
			What: "Beside temporary keys stands until when they are valid, as saml2aws (x_security_token_expires), gsts (aws_session_expiration), aws-azure-login (aws_expiration) and aws-vault (AWS_CREDENTIAL_EXPIRATION) note it, and that is past.",
			Why:  "Most SDKs do not read it: they send the keys, and AWS refuses them with ExpiredToken.",
			Cure: "Run the program again that wrote the keys, or open a new shell with it.",
			Who:  "All SDKs; boto3 and AWS CLI alone read AWS_CREDENTIAL_EXPIRATION.",
		}},
	{Code: "keys-beat-process", Severity: resolve.SevWarning, Title: "Keys of a profile come before its credential_process", Each: keysBeatProcess,
		Page: Page{
			What: "A profile has keys, mostly in the credentials file, and a credential_process; the keys are used.",
			Why:  "The program that would give new keys is never run. Old keys that are left over end in ExpiredToken or in another account.",
			Cure: "Take the keys out of the profile.",
			Who:  "All SDKs where the keys stand in the credentials file.",
		}},
}

// expiryKeys are the keys under which programs note when temporary keys end.
var expiryKeys = []string{"x_security_token_expires", "aws_session_expiration", "aws_expiration"}

// expiryLayouts are the ways in which they write it.
var expiryLayouts = []string{time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05.999999999Z07:00"}

func parseExpiry(text string) (time.Time, bool) {
	for _, layout := range expiryLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// static gives the step of a plan that has a profile's own keys.
func (f *Facts) static(p *profiles.Profile) *resolve.Step {
	for i := range f.Resolution.Credentials.Steps {
		s := &f.Resolution.Credentials.Steps[i]
		if s.Kind == resolve.StepStatic && s.Profile == p.Name && s.Origin.Kind == origin.InFile {
			return s
		}
	}
	return nil
}

func pastExpiry(f *Facts, p *profiles.Profile) []Finding {
	id := p.Get("aws_access_key_id")
	if id == nil || !temporaryKey(id.Value) || f.static(p) == nil {
		return nil
	}
	for _, key := range expiryKeys {
		q := p.Get(key)
		if q == nil || q.Origin.File != id.Origin.File {
			continue
		}
		if at, ok := parseExpiry(q.Value); ok && at.Before(f.Now) {
			return one(q.Origin, p.Name, fmt.Sprintf("the keys of profile %s expired at %s, says %s", p.Name, resolve.Stamp(at), key), "get new keys from the program that wrote them")
		}
	}
	return nil
}

func envPastExpiry(f *Facts) []Finding {
	if !f.usesEnvKeys(f.envKeys()) {
		return nil
	}
	for _, name := range []string{"AWS_CREDENTIAL_EXPIRATION", "AWS_SESSION_EXPIRATION"} {
		v, _ := f.variable(name)
		if at, ok := parseExpiry(v.Value); ok && at.Before(f.Now) && !said(f, v.Origin, "keys-expired") {
			return one(v.Origin, "credentials", fmt.Sprintf("the keys of the environment expired at %s, says %s", resolve.Stamp(at), name), "get new keys, or unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN")
		}
	}
	return nil
}

func keysBeatProcess(f *Facts, p *profiles.Profile) []Finding {
	q, s := p.Get("credential_process"), f.static(p)
	if q == nil || q.Value == "" || s == nil {
		return nil
	}
	return one(s.Origin, p.Name, fmt.Sprintf("the keys of profile %s are used, and its credential_process (%s) is never run", p.Name, q.Origin), "take the keys out of the profile, if the program is to give them")
}
