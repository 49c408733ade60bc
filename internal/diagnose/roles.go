package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/suggest"
)

var roleEntries = []*Entry{
	{Code: "role-without-source", Severity: resolve.SevWarning, Title: "A role with nothing to assume it from", Each: roleWithoutSource, Cure: cureRoleAlone,
		Page: Page{
			What: "A profile has role_arn and neither source_profile, credential_source nor web_identity_token_file.",
			Why:  "A role is assumed with other credentials, and nothing says with which. Some SDKs stop with an error, others take the profile for one without credentials and go on.",
			Cure: "Add source_profile = NAME, or credential_source = Ec2InstanceMetadata, EcsContainer or Environment.",
			Who:  "All SDKs.",
		}},
	{Code: "source-profile-not-found", Severity: resolve.SevWarning, Title: "A source profile that does not exist", Each: sourceNotFound, Cure: cureSource,
		Page: Page{
			What: "source_profile names a profile that stands in neither file.",
			Why:  "The role cannot be assumed.",
			Cure: "Write the name as it stands in the files, or add the profile.",
			Who:  "All SDKs.",
		}},
	{Code: "source-profile-loop", Severity: resolve.SevWarning, Title: "Source profiles that lead back to the first", Each: sourceLoop,
		Page: Page{
			What: "Following source_profile from profile to profile leads back to one that was there already, and none of them has keys.",
			Why:  "There are no credentials to begin with: no role of the loop can be assumed.",
			Cure: "Let one of them have keys, an SSO login or credential_source, and take its source_profile out.",
			Who:  "All SDKs.",
		}},
	{Code: "role-session-name-malformed", Severity: resolve.SevWarning, Title: "A session name that STS refuses", Each: sessionNameOfKey, Find: sessionNameOfVariable,
		Page: Page{
			What: "role_session_name or AWS_ROLE_SESSION_NAME is shorter than two letters, longer than 64, or has other characters in it than letters, digits and _+=,.@-.",
			Why:  "STS answers with a validation error: Value at 'roleSessionName' failed to satisfy constraint.",
			Cure: "Write a name without blanks, such as kim.doe or a mail address.",
			Who:  "All SDKs.",
		}},
	{Code: "role-duration", Severity: resolve.SevWarning, Title: "A role assumed for longer or shorter than STS allows", Plan: roleDuration,
		Page: Page{
			What: "duration_seconds is less than 900 or more than 43200.",
			Why:  "STS refuses the call.",
			Cure: "Use a number from 900 to 43200, and no more than the role's own maximum session duration.",
			Who:  "All SDKs that send the duration.",
		}},
	{Code: "role-chain-duration", Severity: resolve.SevWarning, Title: "A chained role assumed for more than an hour", Plan: roleChainDuration,
		Page: Page{
			What: "A role is assumed with the credentials of another role, for more than 3600 seconds.",
			Why:  "STS limits a role assumed from a role to one hour, whatever the role's own maximum, and refuses more.",
			Cure: "Set duration_seconds = 3600 or less for that profile.",
			Who:  "All SDKs that send the duration.",
		}},
	{Code: "role-session-name-unused", Severity: resolve.SevWarning, Title: "AWS_ROLE_SESSION_NAME without a web identity", Find: sessionNameUnused,
		Page: Page{
			What: "AWS_ROLE_SESSION_NAME is set, and AWS_WEB_IDENTITY_TOKEN_FILE is not.",
			Why:  "The variable names the session of a web identity alone. A role of a profile does not take its name from it.",
			Cure: "Write role_session_name = NAME in the profile, or unset the variable.",
			Who:  "All SDKs.",
		}},
	{Code: "half-web-identity", Severity: resolve.SevWarning, Title: "Half of a web identity", Find: halfWebIdentity,
		Page: Page{
			What: "Of AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE, which EKS sets together, one is set.",
			Why:  "The role is not assumed: what comes later in the chain is used, on a node its instance's role, or nothing.",
			Cure: "Set both, or unset the one. On EKS annotate the service account with eks.amazonaws.com/role-arn and restart the pod.",
			Who:  "All SDKs that know these variables; some fail with the token alone.",
		}},
}

// halfWebIdentity looks at the two variables of a web identity.
func halfWebIdentity(f *Facts) []Finding {
	arn, _ := f.variable("AWS_ROLE_ARN")
	token, _ := f.variable("AWS_WEB_IDENTITY_TOKEN_FILE")
	if (arn.Value == "") == (token.Value == "") || !f.readsInput("AWS_WEB_IDENTITY_TOKEN_FILE") || f.failed() || f.Resolution.Credentials.Provider == "env" {
		return nil // pipelines have a variable of that name for a purpose of their own
	}
	there, lacks := arn, "AWS_WEB_IDENTITY_TOKEN_FILE"
	if arn.Value == "" {
		there, lacks = token, "AWS_ROLE_ARN"
	}
	return one(there.Origin, there.Origin.Name, fmt.Sprintf("%s is set without %s: no role is assumed", there.Origin.Name, lacks),
		fmt.Sprintf("set %s too, or unset %s", lacks, there.Origin.Name))
}

// failed reports whether the reading has said already what is wrong with the
// profile's credentials.
func (f *Facts) failed() bool {
	return f.Resolution.Err != nil || slices.ContainsFunc(f.Resolution.Problems, func(p resolve.Problem) bool {
		return p.Severity == resolve.SevError && p.About == "credentials"
	})
}

// unsound reports whether what is wrong with a profile is known already, or of
// no concern since no role of the config file is read.
func (f *Facts) unsound(*profiles.Profile) bool {
	return f.Resolution.LeavesAlone(profiles.ConfigFile) || f.failed()
}

func roleWithoutSource(f *Facts, p *profiles.Profile) []Finding {
	q := p.Get("role_arn")
	if q == nil || q.Value == "" || f.unsound(p) || p.Value("source_profile") != "" || p.Value("credential_source") != "" || p.Value("web_identity_token_file") != "" {
		return nil
	}
	return one(q.Origin, p.Name, fmt.Sprintf("profile %s has role_arn but neither source_profile nor credential_source", p.Name), sourceFor(p))
}

// sourceFor says what to add to a role without a source.
func sourceFor(p *profiles.Profile) string {
	switch {
	case p.Value("sso_session") != "" || p.Value("sso_start_url") != "":
		return "move the sso_ keys to a profile of their own, and name that as source_profile"
	case p.Value("aws_access_key_id") != "":
		return "add source_profile = " + p.Name + ": the keys are in the same profile"
	}
	return "add source_profile = NAME below it"
}

// cureRoleAlone names the source that the profile has itself.
func cureRoleAlone(f *Facts, finding *Finding) {
	shared := f.Resolution.Shared
	for _, file := range []profiles.FileKind{profiles.ConfigFile, profiles.CredentialsFile} {
		p := shared.Profile(shared.Naming(file, finding.Origin.Section).Name)
		if q := p.Get("role_arn"); q != nil && q.Origin == finding.Origin && (p.Value("sso_session") != "" || p.Value("sso_start_url") != "" || p.Value("aws_access_key_id") != "") {
			finding.Help = sourceFor(p)
		}
	}
}

func sourceNotFound(f *Facts, p *profiles.Profile) []Finding {
	q := p.Get("source_profile")
	if q == nil || q.Value == "" || p.Get("role_arn") == nil || f.unsound(p) || f.Resolution.Shared.Profile(q.Value) != nil {
		return nil
	}
	finding := found(q.Origin, p.Name, fmt.Sprintf("the source_profile %s of profile %s is in neither file", q.Value, p.Name), "")
	cureSource(f, &finding)
	return []Finding{finding}
}

// cureSource says which profile may have been meant.
func cureSource(f *Facts, finding *Finding) {
	if finding.Origin.Key != "source_profile" {
		return
	}
	if finding.Help == "" {
		finding.Help = "add that profile, or name another as source_profile"
	}
	name := strings.TrimSpace(f.valueAt(finding.Origin))
	if bare := bareName(strings.Trim(name, "[]")); bare != name && f.Resolution.Shared.Profile(bare) != nil {
		finding.Help = "write source_profile = " + bare
		finding.Fix = f.rewrite(finding.Origin, name, bare)
		return
	}
	if refs := f.ignoredFor(name); name != "" && len(refs) > 0 {
		if _, right := f.intended(refs[0]); right != "" {
			finding.Help = fmt.Sprintf("write %s in place of [%s] (%s)", right, refs[0].Section.Name, refs[0].Origin())
			return
		}
	}
	if near := f.Resolution.Shared.Near(profiles.SectionProfile).Names(name); name != "" && len(near) > 0 && near[0] != name {
		finding.Help = "did you mean " + suggest.List(near) + "?"
	}
}

// valueAt is the text from an origin to the end of its line.
func (f *Facts) valueAt(o origin.Origin) string {
	if src := f.source(o); o.Column > 0 && o.Column <= len(src) {
		return src[o.Column-1:]
	}
	return ""
}

// sourceLoop follows source_profile until it ends or comes back.
func sourceLoop(f *Facts, p *profiles.Profile) []Finding {
	if p.Get("role_arn") == nil || f.unsound(p) {
		return nil
	}
	way := []string{p.Name}
	for at := p; ; {
		source := at.Value("source_profile")
		next := f.Resolution.Shared.Profile(source)
		if source == "" || next == nil || next.Get("role_arn") == nil || source == at.Name && at.Get("aws_access_key_id") != nil {
			return nil
		}
		way = append(way, source)
		if source == f.Resolution.Profile.Name && source != p.Name {
			return nil // the loop is told of the profile in use
		}
		if source == p.Name {
			return one(p.Get("source_profile").Origin, p.Name, "source_profile loop: "+strings.Join(way, " → "), "let one of them have keys, an SSO login or credential_source in place of source_profile")
		}
		if len(way) > 100 || contains(way[:len(way)-1], source) {
			return nil // a loop further on, which is told of its own profiles
		}
		at = next
	}
}

func contains(list []string, s string) bool {
	for _, t := range list {
		if t == s {
			return true
		}
	}
	return false
}

// roleSteps calls look with every role of the plan that is assumed for a time
// of its own, and how many roles came before it.
func roleSteps(f *Facts, look func(s *resolve.Step, before, seconds int)) {
	before := 0
	for i := range f.Resolution.Credentials.Steps {
		s := &f.Resolution.Credentials.Steps[i]
		if s.Kind != resolve.StepAssumeRole {
			continue
		}
		if s.DurationSeconds != nil {
			look(s, before, *s.DurationSeconds)
		}
		before++
	}
}

func roleDuration(f *Facts) []Finding {
	var list []Finding
	roleSteps(f, func(s *resolve.Step, before, seconds int) {
		if seconds < 900 || seconds > 43200 {
			list = append(list, found(s.Origin, s.Profile, fmt.Sprintf("%s is assumed for %d seconds; STS takes 900 to 43200", s.RoleARN, seconds), "set duration_seconds to a number from 900 to 43200"))
		}
	})
	return list
}

func roleChainDuration(f *Facts) []Finding {
	var list []Finding
	roleSteps(f, func(s *resolve.Step, before, seconds int) {
		if before > 0 && seconds > 3600 && seconds <= 43200 {
			list = append(list, found(s.Origin, s.Profile, fmt.Sprintf("%s is assumed from another role for %d seconds; STS refuses more than 3600 in a chain", s.RoleARN, seconds), "set duration_seconds = 3600"))
		}
	})
	return list
}

func sessionNameUnused(f *Facts) []Finding {
	name, ok := f.variable("AWS_ROLE_SESSION_NAME")
	token, _ := f.variable("AWS_WEB_IDENTITY_TOKEN_FILE")
	if !ok || name.Value == "" || token.Value != "" {
		return nil
	}
	for _, s := range f.Resolution.Credentials.Steps {
		if s.Kind == resolve.StepWebIdentity || s.RoleSessionName == name.Value {
			return nil
		}
	}
	return one(name.Origin, name.Origin.Name, "AWS_ROLE_SESSION_NAME has no effect without AWS_WEB_IDENTITY_TOKEN_FILE: the role of a profile does not take its name from it",
		"write role_session_name in the profile, or unset the variable")
}
