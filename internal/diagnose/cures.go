package diagnose

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/profiles"
)

// cureIncomplete says what to add to SSO settings, and where; or what to do about those
// in a profile whose login is another's: a role's is that of its source_profile.
func cureIncomplete(f *Facts, finding *Finding) {
	p := f.profile()
	if _, lacks, ok := strings.Cut(finding.Message, " lacks "); ok && p != nil && strings.HasPrefix(finding.Help, "add what is missing") && !strings.ContainsAny(lacks, ", ") {
		at := header(profiles.ConfigFile, p.Name)
		if s := f.Resolution.Shared.Lookup(profiles.SectionSSOSession, p.Value("sso_session")); s != nil && (lacks == "sso_region" || lacks == "sso_start_url") {
			at = "[sso-session " + s.Name + "] (" + s.Origin.String() + ")"
		}
		finding.Help = "add " + lacks + " to " + at
	}
	if p == nil || finding.Origin.Key != "sso_session" || p.Value("role_arn") == "" || p.Value("source_profile") == "" {
		return
	}
	finding.Help = fmt.Sprintf("take sso_session out of %s: who logs in is %s, its source_profile", header(profiles.ConfigFile, p.Name), p.Value("source_profile"))
}

// cureBareSource says what to do about a source profile without credentials, where
// the environment has keys that were meant.
func cureBareSource(f *Facts, finding *Finding) {
	if id, _ := f.variable("AWS_ACCESS_KEY_ID"); id.Value != "" {
		finding.Help = "write credential_source = Environment in place of source_profile, to use the keys of AWS_ACCESS_KEY_ID"
		return
	}
	if finding.Help == "" {
		finding.Help = "give that profile credentials, or name another as source_profile"
	}
}

// cureProperties names the property that aws-sdk-java v1 has for a secret key, where
// that is what is set.
func cureProperties(f *Facts, finding *Finding) {
	if !strings.Contains(finding.Help, "aws.secretAccessKey") {
		return
	}
	if _, ok := f.env().JavaProperty("aws.secretKey"); ok {
		finding.Help = "call aws.secretKey aws.secretAccessKey, as aws-sdk-java-v2 does"
	}
}
