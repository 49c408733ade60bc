package diagnose

import (
	"strings"

	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// chainLoginEntries are what readings raise about logins.
var chainLoginEntries = []*Entry{
	{Code: "no-home", Severity: resolve.SevError, State: true, Title: "No home directory for the token cache",
		Page: Page{
			What: "There is no home directory, and the login's token would be below it.",
			Why:  "There are no credentials.",
			Cure: "Set HOME.",
			Who:  "All SDKs.",
		}},
	{Code: "sso-token-missing", Severity: resolve.SevError, State: true, Title: "No SSO login", Cure: cureOwnLogin,
		Page: Page{
			What: "There is no token of an SSO login to be used.",
			Why:  "There are no credentials.",
			Cure: "aws sso login --profile NAME",
			Who:  "All SDKs.",
		}},
	{Code: "sso-token-expired", Severity: resolve.SevError, State: true, Title: "An SSO login that has expired",
		Page: Page{
			What: "The token of the SSO login has expired, and cannot be renewed without you.",
			Why:  "There are no credentials.",
			Cure: "aws sso login --profile NAME",
			Who:  "All SDKs.",
		}},
	{Code: "sso-token-renewed", Severity: resolve.SevNote, State: true, Title: "An SSO login that is renewed",
		Page: Page{
			What: "The token of the SSO login has expired or soon will, and the SDK renews it before it is used.",
			Why:  "One more call is made.",
			Cure: "Nothing.",
			Who:  "All SDKs that know sso-session.",
		}},
	{Code: "sso-token", Severity: resolve.SevWarning, State: true, Title: "An SSO token that may not be usable",
		Page: Page{
			What: "The token of the SSO login is missing, expired or of another URL.",
			Why:  "There are no credentials.",
			Cure: "aws sso login --profile NAME",
			Who:  "go-v1.",
		}},
	{Code: "sso-incomplete", Severity: resolve.SevError, Title: "SSO settings that are incomplete", Cure: cureIncomplete,
		Page: Page{
			What: "A profile or its sso-session lacks one of sso_account_id, sso_role_name, sso_start_url and sso_region.",
			Why:  "There are no credentials.",
			Cure: "Add what is missing: account and role to the profile, URL and region to the session.",
			Who:  "All SDKs.",
		}},
	{Code: "sso-session-incomplete", Severity: resolve.SevError, Title: "An sso-session that is incomplete",
		Page: Page{
			What: "The sso-session section lacks sso_start_url or sso_region.",
			Why:  "There are no credentials.",
			Cure: "Add what is missing to the section.",
			Who:  "go-v1.",
		}},
	{Code: "sso-session-missing", Severity: resolve.SevError, Title: "An sso-session that does not exist", Cure: cureSession,
		Page: Page{
			What: "sso_session names a section that is not in the config file.",
			Why:  "There are no credentials.",
			Cure: "Write the name as it stands in [sso-session NAME].",
			Who:  "boto3, cli and js-v3.",
		}},
	{Code: "sso-session-conflict", Severity: resolve.SevError, Title: "A profile that says again what its sso-session says",
		Page: Page{
			What: "The profile has sso_start_url or sso_region beside sso_session, and it is not the session's.",
			Why:  "The SDK does not choose, and stops.",
			Cure: "Take the key out of the profile.",
			Who:  "go-v1 and spec.",
		}},
	{Code: "sso-mismatch", Severity: resolve.SevError, Title: "A profile that contradicts its sso-session",
		Page: Page{
			What: "sso_start_url or sso_region of the profile is not that of its sso-session.",
			Why:  "The SDK does not choose, and stops.",
			Cure: "Take the key out of the profile.",
			Who:  "boto3, cli and go-v2.",
		}},
	{Code: "sso-without-role", Severity: resolve.SevWarning, Title: "SSO settings without account and role",
		Page: Page{
			What: "The profile has an sso_session and neither sso_account_id nor sso_role_name.",
			Why:  "It gives a bearer token, but no credentials for AWS.",
			Cure: "Add sso_account_id and sso_role_name.",
			Who:  "go-v2.",
		}},
	{Code: "sso-token-only", Severity: resolve.SevError, Title: "SSO settings without account and role",
		Page: Page{
			What: "The profile has an sso_session and neither sso_account_id nor sso_role_name.",
			Why:  "It gives a bearer token, but no credentials for AWS.",
			Cure: "Add sso_account_id and sso_role_name.",
			Who:  "spec.",
		}},
	{Code: "sso-not-callable", Severity: resolve.SevError, Title: "An SSO portal that cannot be called",
		Page: Page{
			What: "The call to the SSO portal cannot be made: its region is no host's label.",
			Why:  "There are no credentials.",
			Cure: "Correct sso_region.",
			Who:  "spec.",
		}},
	{Code: "login-missing", Severity: resolve.SevError, State: true, Title: "No console login",
		Page: Page{
			What: "There is no login of aws login to be used.",
			Why:  "There are no credentials.",
			Cure: "aws login --profile NAME",
			Who:  "All SDKs that know login_session.",
		}},
	{Code: "login-renewed", Severity: resolve.SevNote, State: true, Title: "A console login that is renewed",
		Page: Page{
			What: "The login's credentials have expired or soon will, and the SDK renews them.",
			Why:  "One more call is made.",
			Cure: "Nothing.",
			Who:  "All SDKs that know login_session.",
		}},
	{Code: "login-without-crt", Severity: resolve.SevError, State: true, Title: "A console login that needs awscrt",
		Page: Page{
			What: "The profile has login_session, and botocore needs the package awscrt for it.",
			Why:  "There are no credentials.",
			Cure: "pip install 'botocore[crt]'",
			Who:  "boto3.",
		}},
}

// cureOwnLogin: a profile with sso_start_url has a token of its own, beside that of an
// sso-session of the same portal.
func cureOwnLogin(f *Facts, finding *Finding) {
	p := f.profile()
	if p == nil || p.Value("sso_session") != "" || p.Value("sso_start_url") == "" || !strings.HasPrefix(finding.Help, "aws sso login --profile ") {
		return
	}
	portal := func(url string) string { return strings.TrimRight(url, "#/") }
	shared := f.Resolution.Shared
	for _, name := range shared.Names(profiles.SectionSSOSession) {
		if s := shared.Lookup(profiles.SectionSSOSession, name); s != nil && portal(s.Value("sso_start_url")) == portal(p.Value("sso_start_url")) {
			finding.Help += ", or write sso_session = " + name + " in place of sso_start_url to share that session's login"
			return
		}
	}
}
