package spec

import (
	"regexp"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
)

// quotes are the marks of a text that somebody's program says.
var quotes = regexp.MustCompile(`SDK says|(Rust|Java|Go|JavaScript) SDK|\bpanick?s?|Expected an? |No environment variables`)

// TestTheReferenceQuotesNobody goes through environments in which much goes wrong:
// the reference is no program, and has no words of its own for it.
func TestTheReferenceQuotesNobody(t *testing.T) {
	role := "role_arn = arn:aws:iam::111122223333:role/r\n"
	faulty := []sdktest.Case{
		{Config: "junk\n"}, {Config: "[default]\njunk\n"}, {Config: "[default]\n  a = b\n"}, {Config: "[default]\ns3 =\n  b\n"}, {Config: "\ufeff[default]\n"}, {Config: "[default\n"},
		{Profile: "nobody"}, {Profile: "nobody", Config: "[default]\n"},
		{Config: "[default]\nsource_profile = default\n" + role}, {Config: "[default]\nsource_profile = b\n" + role}, {Config: "[default]\n" + role},
		{Config: "[default]\ncredential_source = Environment\n" + role}, {Config: "[default]\ncredential_source = x\n" + role}, {Config: "[default]\ncredential_source = EcsContainer\n" + role},
		{Config: "[default]\nregion = a b\nsource_profile = b\nduration_seconds = 1000\n" + role + "[profile b]\naws_access_key_id = a\naws_secret_access_key = b\n"},
		{Config: "[default]\nregion = us-east-1\nmfa_serial = m\nsource_profile = b\n" + role + "[profile b]\naws_access_key_id = a\naws_secret_access_key = b\n"},
		{Config: "[default]\naws_access_key_id = a\n"}, {Config: "[default]\nsso_session = x\n"}, {Config: "[default]\nsso_session = x\nsso_account_id = 1\nsso_role_name = r\n[sso-session x]\nsso_region = us-east-1\nsso_start_url = https://x\n"},
		{Config: "[default]\nlogin_session = arn:aws:iam::1:user/x\n"}, {Config: "[default]\nmax_attempts = x\n"}, {Config: "[default]\nretry_mode = x\n"},
		{Vars: []string{"AWS_WEB_IDENTITY_TOKEN_FILE=/nowhere", "AWS_ROLE_ARN=arn:aws:iam::111122223333:role/w", "AWS_REGION=us-east-1"}},
		{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://1.2.3.4/"}}, {Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=localhost/x"}}, {Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=127.0.0.1"}},
		{Vars: []string{"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/nowhere"}}, {Vars: []string{"AWS_EC2_METADATA_DISABLED=true"}}, {Vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=x"}},
	}
	told := 0
	for _, c := range faulty {
		words, rust := spoken(Reading(), c, t), spoken(Dialect{Words: "Rust"}.Reading(), c, t)
		for _, text := range words {
			if at := quotes.FindString(text); at != "" {
				t.Errorf("%q in %q", at, text)
			}
		}
		if strings.Contains(strings.Join(rust, "\n"), "the Rust SDK says: ") {
			told++
		}
	}
	if told < 15 {
		t.Errorf("only %d of %d cases have words at all", told, len(faulty))
	}
}

// spoken is all that a resolution says.
func spoken(rd *resolve.Reading, c sdktest.Case, t *testing.T) []string {
	res := c.Resolve(t, rd)
	all := []string{res.Credentials.Message}
	if res.Err != nil {
		all = append(all, res.Err.Message)
	}
	for _, p := range res.Problems {
		all = append(all, p.Message, p.Help)
	}
	for _, tried := range res.Credentials.Tried {
		all = append(all, tried.Reason)
	}
	for _, s := range res.Credentials.Steps {
		all = append(all, s.Note)
	}
	for _, v := range res.Settings {
		all = append(all, v.Note)
		for _, p := range v.Places {
			all = append(all, p.Reason)
		}
	}
	return all
}
