package gov2

import (
	"strconv"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
)

const (
	login    = `{"accessToken": {"accessKeyId": "L", "secretAccessKey": "s", "sessionToken": "t", "accountId": "1", "expiresAt": "EXPIRY"}, "clientId": "c", "refreshToken": "r", "dpopKey": "k"}`
	roleOf   = "[default]\nrole_arn=r\nsource_profile=base\n"
	roleSelf = "[default]\nrole_arn=r\n"
)

func TestPlans(t *testing.T) {
	region := []string{"AWS_REGION=us-east-1", noIMDS}
	with := func(vars ...string) []string { return append(vars, region...) }
	goodLogin := strings.Replace(login, "EXPIRY", "2099-01-01T00:00:00Z", 1)
	oldLogin := strings.Replace(login, "EXPIRY", "2001-01-01T00:00:00Z", 1)
	tests := []struct {
		name string
		in   sdktest.Case
		plan string
		part string // of the message
	}{
		{"nothing", sdktest.Case{Vars: region}, "none ", "turned off by AWS_EC2_METADATA_DISABLED"},
		{"instance metadata", sdktest.Case{}, "needs-network imds | imds http://169.254.169.254", ""},
		{"environment", sdktest.Case{Vars: with("AWS_ACCESS_KEY_ID=E", "AWS_SECRET_KEY=s"), Config: "[default]\n" + keysA}, "resolved env | static E", ""},
		{"environment before a profile it names", sdktest.Case{Vars: with("AWS_ACCESS_KEY_ID=E", "AWS_SECRET_KEY=s", "AWS_PROFILE=x"), Config: "[profile x]\n" + keysA}, "resolved env | static E", ""},
		{"a profile that code names before the environment", sdktest.Case{Profile: "x", Vars: with("AWS_ACCESS_KEY_ID=E", "AWS_SECRET_KEY=s"), Config: "[profile x]\n" + keysA}, "resolved config | static A", ""},
		{"half the environment's pair", sdktest.Case{Vars: with("AWS_ACCESS_KEY_ID=E", "AWS_SECRET_KEY="), Config: "[default]\n" + keysA}, "resolved config | static A", ""},
		{"credentials file on top", sdktest.Case{Vars: region, Config: "[default]\n" + keysA, Credentials: "[default]\n" + keysB}, "resolved shared-credentials | static B", ""},
		{"empty keys on top", sdktest.Case{Vars: region, Config: "[default]\n" + keysA, Credentials: "[default]\naws_access_key_id=\naws_secret_access_key=\n"}, "none ", ""},
		{"keys before a process", sdktest.Case{Vars: region, Config: "[default]\ncredential_process=x\n" + keysA}, "resolved config | static A", ""},
		{"process", sdktest.Case{Vars: region, Config: "[default]\ncredential_process=x\n"}, "needs-process process | process", ""},
		{"role by a process", sdktest.Case{Vars: region, Config: roleOf + "[profile base]\ncredential_process=x\n"}, "needs-process assume-role | process | role r 900 " + sts, ""},

		{"role by a source", sdktest.Case{Vars: region, Config: roleOf + "[profile base]\n" + keysA}, "needs-network assume-role | static A | role r 900 " + sts, ""},
		{"role by its own keys", sdktest.Case{Vars: region, Config: roleSelf + keysA}, "needs-network assume-role | static A | role r 900 " + sts, ""},
		{"role by itself as source", sdktest.Case{Vars: region, Config: "[default]\nrole_arn=r\nsource_profile=default\n" + keysA}, "needs-network assume-role | static A | role r 900 " + sts, ""},
		{"role by instance metadata", sdktest.Case{Config: roleSelf, Region: "us-east-1"}, "needs-network assume-role | imds http://169.254.169.254 | role r 900 " + sts, ""},
		{"role by metadata that is off", sdktest.Case{Vars: region, Config: roleSelf}, "error imds | imds http://169.254.169.254", "turned off"},
		{"role by the environment", sdktest.Case{Vars: with("AWS_ACCESS_KEY=E", "AWS_SECRET_KEY=s"), Profile: "default", Config: "[default]\nrole_arn=r\ncredential_source=Environment\n"}, "needs-network assume-role | static E | role r 900 " + sts, ""},
		{"role by an environment without keys", sdktest.Case{Vars: region, Config: "[default]\nrole_arn=r\ncredential_source=Environment\n"}, "error ", "no pair of keys"},
		{"keys of a source end the chain, its role does not", sdktest.Case{Vars: region, Config: roleOf + "[profile base]\nrole_arn=q\nsource_profile=nowhere\n" + keysA}, "needs-network assume-role | static A | role q 900 " + sts + " | role r 900 " + sts, ""},
		{"a circle with keys", sdktest.Case{Vars: region, Config: "[default]\nrole_arn=r\nsource_profile=base\n" + keysB + "[profile base]\nrole_arn=q\nsource_profile=default\n"}, "needs-network assume-role | static B | role q 900 " + sts + " | role r 900 " + sts, ""},
		{"a duration of less than sixteen minutes", sdktest.Case{Vars: region, Config: roleSelf + "duration_seconds=959\n" + keysA}, "needs-network assume-role | static A | role r 900 " + sts, ""},
		{"a duration of sixteen minutes", sdktest.Case{Vars: region, Config: roleSelf + "duration_seconds=960\n" + keysA}, "needs-network assume-role | static A | role r 960 " + sts, ""},
		{"a duration that is no number", sdktest.Case{Vars: region, Config: roleSelf + "duration_seconds=1h\n" + keysA}, "needs-network assume-role | static A | role r 900 " + sts, ""},
		{"a duration that wraps", sdktest.Case{Vars: region, Config: roleSelf + "duration_seconds=5000000000\n" + keysA}, "needs-network assume-role | static A | role r 705032704 " + sts, ""},

		{"no region", sdktest.Case{Vars: []string{noIMDS}, Config: roleSelf + keysA}, "error assume-role | static A | role r 900 ", "no region"},
		{"a region that is none", sdktest.Case{Region: "us east", Config: roleSelf + keysA}, "error assume-role | static A | role r 900 ", "host name"},
		{"global", sdktest.Case{Region: "aws-global", Config: roleSelf + keysA}, "needs-network assume-role | static A | role r 900 https://sts.amazonaws.com", ""},
		{"fips by region", sdktest.Case{Region: "fips-us-east-1", Config: roleSelf + keysA}, "needs-network assume-role | static A | role r 900 https://sts-fips.us-east-1.amazonaws.com", ""},
		{"AWS_ENDPOINT_URL does not count", sdktest.Case{Vars: with("AWS_ENDPOINT_URL=http://x"), Config: roleSelf + keysA}, "needs-network assume-role | static A | role r 900 " + sts, ""},
		{"its own endpoint, without region", sdktest.Case{Vars: []string{"AWS_ENDPOINT_URL_STS=http://x"}, Config: roleSelf + keysA}, "needs-network assume-role | static A | role r 900 http://x", ""},
		{"endpoint and fips", sdktest.Case{Vars: with("AWS_ENDPOINT_URL_STS=http://x", "AWS_USE_FIPS_ENDPOINT=true"), Config: roleSelf + keysA}, "error assume-role | static A | role r 900 ", "FIPS"},

		{"web identity of the environment", sdktest.Case{Vars: with("AWS_WEB_IDENTITY_TOKEN_FILE=HOME~/t", "AWS_ROLE_ARN=w"), Files: map[string]string{"t": ""}, Config: "[default]\n" + keysA}, "needs-network web-identity | web w " + sts, ""},
		{"web identity of the profile, no second role", sdktest.Case{Vars: region, Files: map[string]string{"t": "x"}, Config: roleSelf + "web_identity_token_file=HOME~/t\nmfa_serial=m\n"}, "needs-network web-identity | web r " + sts, ""},
		{"web identity without token", sdktest.Case{Vars: region, Config: roleSelf + "web_identity_token_file=HOME~/t\n"}, "error web-identity | web r " + sts, "no such file"},

		{"sso", sdktest.Case{Vars: region, Files: map[string]string{tokenOfURL: goodToken}, Config: "[default]\n" + ssoKeys}, "needs-network sso | sso 1/r https://portal.sso.us-east-1.amazonaws.com", ""},
		{"sso before the role", sdktest.Case{Vars: region, Files: map[string]string{tokenOfURL: goodToken}, Config: roleSelf + ssoKeys}, "needs-network assume-role | sso 1/r https://portal.sso.us-east-1.amazonaws.com | role r 900 " + sts, ""},
		{"sso without token", sdktest.Case{Vars: region, Config: "[default]\n" + ssoKeys}, "error sso | sso 1/r https://portal.sso.us-east-1.amazonaws.com", "no such file"},
		{"sso expired, never renewed", sdktest.Case{Vars: region, Files: map[string]string{tokenOfURL: renewable}, Config: "[default]\n" + ssoKeys}, "error sso | sso 1/r https://portal.sso.us-east-1.amazonaws.com", "expired at 2001"},
		{"sso token of another kind", sdktest.Case{Vars: region, Files: map[string]string{tokenOfURL: `{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00UTC"}`}, Config: "[default]\n" + ssoKeys}, "error sso | sso 1/r https://portal.sso.us-east-1.amazonaws.com", "RFC 3339"},
		{"session", sdktest.Case{Vars: region, Files: map[string]string{tokenOfSession: goodToken}, Config: "[default]\n" + ofSession + ssoSection}, "needs-network sso | sso 1/r https://portal.sso.eu-west-1.amazonaws.com", ""},
		{"session without role", sdktest.Case{Vars: region, Files: map[string]string{tokenOfSession: goodToken}, Config: "[default]\nsso_session=s\n" + ssoSection}, "needs-network sso | sso / https://portal.sso.eu-west-1.amazonaws.com", ""},
		{"session expired and renewed", sdktest.Case{Vars: region, Files: map[string]string{tokenOfSession: renewable}, Config: "[default]\n" + ofSession + ssoSection}, "needs-network sso | sso 1/r https://portal.sso.eu-west-1.amazonaws.com", ""},
		{"session expired for good", sdktest.Case{Vars: region, Files: map[string]string{tokenOfSession: oldToken}, Config: "[default]\n" + ofSession + ssoSection}, "error sso | sso 1/r https://portal.sso.eu-west-1.amazonaws.com", "cannot be renewed"},
		{"session of the credentials file", sdktest.Case{Vars: region, Files: map[string]string{tokenOfSession: goodToken}, Config: "[default]\n" + ofSession, Credentials: ssoSection}, "needs-network sso | sso 1/r https://portal.sso.eu-west-1.amazonaws.com", ""},

		{"login", sdktest.Case{Vars: region, Files: map[string]string{tokenOfLogin: goodLogin}, Config: "[default]\nlogin_session=' arn:l'\n"}, "resolved login | login L", ""},
		{"login expired", sdktest.Case{Vars: region, Files: map[string]string{tokenOfLogin: oldLogin}, Config: "[default]\nlogin_session=arn:l\n"}, "needs-network login | login ", ""},
		{"login elsewhere", sdktest.Case{Vars: with("AWS_LOGIN_CACHE_DIRECTORY=HOME~/c"), Files: map[string]string{"c" + tokenOfLogin[len(".aws/login/cache"):]: goodLogin}, Config: "[default]\nlogin_session=arn:l\n"}, "resolved login | login L", ""},
		{"no login", sdktest.Case{Vars: region, Config: "[default]\nlogin_session=arn:l\n"}, "error login | login ", "no such file"},
		{"login incomplete", sdktest.Case{Vars: region, Files: map[string]string{tokenOfLogin: strings.Replace(goodLogin, "dpopKey", "x", 1)}, Config: "[default]\nlogin_session=arn:l\n"}, "error login | login ", "dpopKey"},

		{"container", sdktest.Case{Vars: with("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x", "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://192.0.2.1/")}, "needs-network container | container http://169.254.170.2/x", ""},
		{"container at this machine", sdktest.Case{Vars: with("AWS_CONTAINER_CREDENTIALS_FULL_URI=http://LocalHost:1/x")}, "needs-network container | container http://LocalHost:1/x", ""},
		{"container by https", sdktest.Case{Vars: with("AWS_CONTAINER_CREDENTIALS_FULL_URI=https://h/x")}, "needs-network container | container https://h/x", ""},
		{"container by another scheme", sdktest.Case{Vars: with("AWS_CONTAINER_CREDENTIALS_FULL_URI=ftp://h/x")}, "error container | container ftp://h/x", "neither http nor https"},
		{"a token file with a line end", sdktest.Case{Vars: with("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=HOME~/t"), Files: map[string]string{"t": "t\n"}}, "error container | container http://169.254.170.2/x", "line end"},
		{"a missing profile", sdktest.Case{Vars: region, Profile: "x"}, "error ", `profile "x" does not exist`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := tt.in.Resolve(t, Reading()).Credentials
			if got := outline(p); got != tt.plan || !strings.Contains(p.Message, tt.part) {
				t.Errorf("\n got %s (%s)\nwant %s (%s)", got, p.Message, tt.plan, tt.part)
			}
			if p.Status == resolve.StatusError && p.Message == "" {
				t.Error("an error without a message")
			}
		})
	}
}

// Every provider is told of, each with a reason, and just the chain's own are chosen.
func TestTried(t *testing.T) {
	tests := []struct {
		name string
		in   sdktest.Case
		want string // the provider and outcome of each row that is not absent
		part string // of some reason
	}{
		{"explicit profile", sdktest.Case{Profile: "x", Vars: []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_KEY=s"}, Config: "[profile x]\n" + keysA},
			"env skipped, config chosen, imds skipped", "--profile names a profile, which this SDK takes before the environment"},
		{"environment first", sdktest.Case{Vars: []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_KEY=s"}, Credentials: "[default]\ncredential_process=x\n" + keysA},
			"env chosen, shared-credentials skipped, process skipped, imds skipped", "profile default has keys, but AWS_ACCESS_KEY_ID and AWS_SECRET_KEY are set"},
		{"half a pair", sdktest.Case{Vars: []string{"AWS_SECRET_KEY=s", "AWS_ACCESS_KEY_ID="}}, "env failed, imds chosen", "AWS_SECRET_KEY is set, but AWS_ACCESS_KEY_ID is empty"},
		{"role and source", sdktest.Case{Vars: []string{noIMDS}, Region: "us-east-1", Config: roleOf + "[profile base]\n" + keysA}, "assume-role chosen", "source_profile = base"},
		{"role and own keys", sdktest.Case{Vars: []string{noIMDS}, Region: "us-east-1", Config: roleSelf + keysA}, "assume-role chosen, config chosen", "assumed with what comes next"},
		{"failed source", sdktest.Case{Vars: []string{noIMDS}, Config: roleSelf + ssoKeys}, "assume-role chosen, sso failed", "no such file"},
		{"nothing", sdktest.Case{Vars: []string{noIMDS}}, "imds failed", "turned off by AWS_EC2_METADATA_DISABLED"},
		{"empty key", sdktest.Case{Vars: []string{noIMDS}, Config: "[default]\naws_access_key_id=\naws_secret_access_key=x\n"}, "imds failed", "an empty one"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := tt.in.Resolve(t, Reading()).Credentials
			var rows []string
			found := false
			for _, row := range p.Tried {
				if row.Outcome != resolve.OutcomeAbsent {
					rows = append(rows, row.Provider+" "+string(row.Outcome))
				}
				found = found || strings.Contains(row.Reason, tt.part)
				if row.Reason == "" {
					t.Errorf("%s is %s for no reason", row.Provider, row.Outcome)
				}
			}
			if got := strings.Join(rows, ", "); got != tt.want || !found {
				t.Errorf("got %s, want %s, with …%s… in %+v", got, tt.want, tt.part, p.Tried)
			}
		})
	}
}

func TestDeepChain(t *testing.T) {
	var b strings.Builder
	b.WriteString("[default]\nrole_arn=r\nsource_profile=p0\n")
	for i := range 1000 {
		b.WriteString("[profile p" + strconv.Itoa(i) + "]\nrole_arn=r\nsource_profile=p" + strconv.Itoa(i+1) + "\n")
	}
	b.WriteString("[profile p1000]\n" + keysA)
	p := sdktest.Case{Config: b.String(), Region: "us-east-1"}.Resolve(t, Reading()).Credentials
	if len(p.Steps) != 1002 || p.Status != resolve.StatusNeedsNetwork {
		t.Errorf("got %d steps, %s: %s", len(p.Steps), p.Status, p.Message)
	}
}
