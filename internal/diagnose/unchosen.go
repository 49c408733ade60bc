package diagnose

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/suggest"
)

var unchosenEntries = []*Entry{
	{Code: "no-profile-chosen", Severity: resolve.SevWarning, Title: "Credentials in other profiles than the default one", Plan: noProfileChosen,
		Page: Page{
			What: "No profile is asked for, the profile default has no credentials, and others have.",
			Why:  "An SDK looks at the profile default alone, unless AWS_PROFILE, a flag or the code names another: it finds no credentials and goes on to instance metadata.",
			Cure: "Set AWS_PROFILE, or give the program the profile's name.",
			Who:  "All SDKs.",
		}},
	{Code: "profile-variables-differ", Severity: resolve.SevWarning, Title: "Two variables that name two profiles", Plan: profileVariables,
		Page: Page{
			What: "AWS_PROFILE and AWS_DEFAULT_PROFILE name different profiles, and the SDK takes the latter.",
			Why:  "botocore looks at AWS_DEFAULT_PROFILE first. Other SDKs take AWS_PROFILE: the same shell is in two accounts.",
			Cure: "Unset AWS_DEFAULT_PROFILE.",
			Who:  "boto3 and cli.",
		}},
	{Code: "default-misspelt", Severity: resolve.SevWarning, Title: "A default profile in other letters", Plan: defaultMisspelt,
		Page: Page{
			What: "A section is called [Default] or [DEFAULT], and no profile is asked for.",
			Why:  "Names of profiles tell capitals from small letters: the profile that counts without another is [default].",
			Cure: "Write [default].",
			Who:  "All SDKs. boto3 and AWS CLI give what stands in [DEFAULT] to every profile of the file.",
		}},
}

// unchosen reports whether the profile is the default one because nobody asked for
// another, and it gives no credentials. A whole environment's profiles are all
// looked at anyway.
func (f *Facts) unchosen() bool {
	choice, plan := f.Resolution.Profile, f.Resolution.Credentials
	if f.whole || choice.Name != "default" || choice.Origin.Kind != origin.ByDefault && !choice.Origin.IsZero() {
		return false
	}
	return nothingHere(plan)
}

// nothingHere reports whether a plan has no credentials, or those of an instance alone
// that every plan ends with.
func nothingHere(plan resolve.Plan) bool {
	switch plan.Status {
	case resolve.StatusNone, resolve.StatusError:
		return len(plan.Steps) == 0
	}
	return plan.Provider == resolve.StepIMDS && len(plan.Steps) == 1 && !plan.Steps[0].Origin.Configured()
}

// credentialKeys are those of which a profile with credentials has one.
var credentialKeys = []string{"aws_access_key_id", "role_arn", "sso_session", "sso_start_url", "sso_account_id", "credential_process", "web_identity_token_file", "login_session"}

func givesCredentials(p *profiles.Profile) bool {
	for _, k := range credentialKeys {
		if p.Value(k) != "" {
			return true
		}
	}
	return false
}

func noProfileChosen(f *Facts) []Finding {
	if !f.unchosen() || f.Resolution.Err != nil {
		return nil
	}
	var names []string
	for _, name := range f.Resolution.Shared.ProfileNames() {
		if strings.EqualFold(name, "default") {
			continue
		}
		if p := f.Resolution.Shared.Profile(name); p != nil && givesCredentials(p) {
			names = append(names, name)
		}
		if len(names) > fewNames {
			break
		}
	}
	if len(names) == 0 {
		return nil
	}
	says := "no profile is chosen, and the files have no profile default"
	if f.Resolution.Profile.Found {
		says = "no profile is chosen, and the profile default has no credentials"
	}
	finding := found(origin.Origin{}, "credentials", says, "set AWS_PROFILE to "+someOf(names))
	finding.About = resolve.AboutCredentials
	return []Finding{finding}
}

// fewNames is how many names are said of few.
const fewNames = 3

// someOf names a few of many.
func someOf(names []string) string {
	if len(names) <= fewNames {
		return suggest.Or(names)
	}
	return strings.Join(names[:2], ", ") + " or another that sessctl profiles lists"
}

func defaultMisspelt(f *Facts) []Finding {
	if !f.unchosen() || f.Resolution.Err != nil {
		return nil
	}
	for _, name := range f.Resolution.Shared.ProfileNames() {
		if name == "default" || !strings.EqualFold(name, "default") {
			continue
		}
		p := f.Resolution.Shared.Profile(name)
		if p == nil || !givesCredentials(p) {
			continue
		}
		finding := found(p.Origin, name, fmt.Sprintf("the profile %s is not the profile default: names tell capitals from small letters", name), "write [default]")
		finding.About = resolve.AboutCredentials
		finding.Fix = f.rewrite(p.Origin, name, "default")
		return []Finding{finding}
	}
	return nil
}

func profileVariables(f *Facts) []Finding {
	choice := f.Resolution.Profile
	if choice.Origin.Kind != origin.EnvVar || choice.Origin.Name != "AWS_DEFAULT_PROFILE" {
		return nil
	}
	other, _ := f.variable("AWS_PROFILE")
	if other.Value == "" || other.Value == choice.Name {
		return nil
	}
	finding := found(choice.Origin, "profile", fmt.Sprintf("%s takes AWS_DEFAULT_PROFILE (%s) before AWS_PROFILE (%s)", f.as(), choice.Name, other.Value), "unset AWS_DEFAULT_PROFILE to use "+other.Value)
	finding.About = resolve.AboutCredentials
	return []Finding{finding}
}
