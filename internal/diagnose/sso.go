package diagnose

import (
	"fmt"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/suggest"
)

var ssoEntries = []*Entry{
	{Code: "sso-session-not-found", Severity: resolve.SevWarning, Title: "An sso-session that does not exist", Each: sessionNotFound, Cure: cureSession,
		Page: Page{
			What: "sso_session names a section [sso-session NAME] that is not in the config file.",
			Why:  "There is nowhere to log in: the profile gives no credentials.",
			Cure: "Write the name as it stands in the section's header, or run aws configure sso-session.",
			Who:  "All SDKs that know sso-session.",
		}},
	{Code: "sso-start-url-malformed", Severity: resolve.SevWarning, Title: "A start URL that is none", Each: startURL, Find: sessionStartURL,
		Page: Page{
			What: "sso_start_url does not begin with https://.",
			Why:  "aws sso login fails, and a token that was got with another spelling of the URL is not found.",
			Cure: "Copy the URL from the access portal, such as https://NAME.awsapps.com/start.",
			Who:  "All SDKs.",
		}},
	{Code: "login-expires-soon", Severity: resolve.SevNote, State: true, Title: "A login that expires within the hour", Plan: expiresSoon,
		Page: Page{
			What: "The token of the SSO login in use expires within an hour, and nothing renews it.",
			Why:  "A long job begun now will be refused in its middle.",
			Cure: "aws sso login --profile NAME",
			Who:  "All SDKs.",
		}},
}

func sessionNotFound(f *Facts, p *profiles.Profile) []Finding {
	q := p.Get("sso_session")
	if q == nil || q.Value == "" || f.unsound(p) || f.Resolution.Shared.Lookup(profiles.SectionSSOSession, q.Value) != nil || said(f, q.Origin, "sso-session-missing") {
		return nil
	}
	finding := found(q.Origin, p.Name, fmt.Sprintf("profile %s names the sso-session %q, which is not in the config file", p.Name, q.Value), "")
	cureSession(f, &finding)
	return []Finding{finding}
}

// cureSession says which session may have been meant.
func cureSession(f *Facts, finding *Finding) {
	if finding.Origin.Key != "sso_session" {
		return
	}
	name := strings.TrimSpace(f.valueAt(finding.Origin))
	near := f.Resolution.Shared.Near(profiles.SectionSSOSession).Names(name)
	placeholder, _ := oddPlaceholder(name)
	switch {
	case placeholder != "":
		finding.Help = "write the name of your own session there and in its header"
	case len(near) > 0:
		finding.Help = "did you mean " + suggest.List(near) + "?"
		if len(near) == 1 {
			finding.Fix = f.rewrite(finding.Origin, name, near[0])
		}
	case f.quoted(name) != "":
		plain := strings.ReplaceAll(name, " ", "-")
		finding.Help = fmt.Sprintf("name it without quotes and blanks: [sso-session %s] (%s), and sso_session = %s", plain, f.quoted(name), plain)
	case f.sessionNamed(name).Section != nil:
		ref := f.sessionNamed(name)
		finding.Help = fmt.Sprintf("write [sso-session %s] in place of [%s] (%s)", name, ref.Section.Name, ref.Origin())
	case finding.Help == "" && name != "":
		finding.Help = fmt.Sprintf("add a section [sso-session %s]", name)
	}
}

// quoted is where a session stands whose name has quotes around it in the header, "" where
// there is none.
func (f *Facts) quoted(name string) string {
	for _, ref := range f.Resolution.Shared.Ending(name) {
		word, rest, ok := strings.Cut(strings.TrimSpace(ref.Section.Name), " ")
		if ok && word == "sso-session" && rest != name && strings.Trim(rest, " \"'") == name {
			return ref.Origin().String()
		}
	}
	return ""
}

// sessionNamed gives the section that was meant for a session and has another word
// before its name.
func (f *Facts) sessionNamed(name string) (of profiles.SectionRef) {
	if name == "" {
		return of
	}
	for _, ref := range f.Resolution.Shared.Ending(name) {
		word, ok := strings.CutSuffix(strings.TrimSpace(ref.Section.Name), " "+name)
		if ok && strings.Contains(strings.ToLower(word), "session") && ref.Kind != profiles.SectionSSOSession {
			return ref
		}
	}
	return of
}

func startURL(f *Facts, p *profiles.Profile) []Finding { return badStartURL(p.Get("sso_start_url")) }

func sessionStartURL(f *Facts) []Finding {
	var list []Finding
	for s := range f.sessions() {
		list = append(list, badStartURL(s.Get("sso_start_url"))...)
	}
	return list
}

func badStartURL(q *profiles.Property) []Finding {
	if q == nil || q.Value == "" || strings.HasPrefix(q.Value, "https://") || strings.HasPrefix(q.Value, "http://") || oddRegion(q.Value) {
		return nil
	}
	return one(q.Origin, "sso_start_url", fmt.Sprintf("sso_start_url %s has no https:// before it", q.Value), "copy the URL from the access portal")
}

func expiresSoon(f *Facts) []Finding {
	for _, s := range f.Resolution.Credentials.Steps {
		if s.Kind != resolve.StepSSO || s.TokenExpires.IsZero() || s.TokenEndpoint != "" {
			continue
		}
		left := s.TokenExpires.Sub(f.Now)
		if left <= 0 || left > time.Hour {
			continue
		}
		return one(origin.Origin{Kind: origin.TokenCache, File: s.TokenFile}, s.Profile, fmt.Sprintf("the login of profile %s expires in %d min", s.Profile, int(left.Minutes())), "aws sso login --profile "+s.Profile)
	}
	return nil
}
