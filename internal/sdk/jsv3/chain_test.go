package jsv3

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
)

// calls writes a plan down: its status, and each step with what tells it from others.
func calls(p resolve.Plan) string {
	b := []string{string(p.Status)}
	for _, s := range p.Steps {
		text := s.Kind
		switch s.Kind {
		case resolve.StepStatic:
			text += " " + s.Provider + " " + s.AccessKeyID
		case resolve.StepAssumeRole, resolve.StepWebIdentity:
			seconds := "-"
			if s.DurationSeconds != nil {
				seconds = fmt.Sprint(*s.DurationSeconds)
			}
			text += fmt.Sprintf(" %s %s %s %s", s.RoleARN, seconds, s.RoleSessionName, s.Endpoint)
		case resolve.StepSSO:
			text += fmt.Sprintf(" %s %s %s", s.AccountID, s.RoleName, s.Endpoint)
		case resolve.StepLogin:
			text += " " + s.AccessKeyID
		case resolve.StepContainer:
			text += " " + s.URL
		case resolve.StepIMDS:
			text += " " + s.Endpoint
		}
		b = append(b, text)
	}
	return strings.Join(b, "; ")
}

func cache(key string) string {
	sum := sha1.Sum([]byte(key))
	return ".aws/sso/cache/" + hex.EncodeToString(sum[:]) + ".json"
}

func loginPath(session string) string {
	sum := sha256.Sum256([]byte(session))
	return ".aws/login/cache/" + hex.EncodeToString(sum[:]) + ".json"
}

// TestChain: each plan was taken from the SDK itself, its calls recorded.
func TestChain(t *testing.T) {
	const (
		keys    = "[profile k]\naws_access_key_id=AK\naws_secret_access_key=s\n"
		role    = "[default]\nregion=us-west-2\nrole_arn=arn:r\nsource_profile=k\n"
		regions = "https://sts.us-west-2.amazonaws.com"
		sso     = "[default]\nregion=r\nsso_account_id=1\nsso_role_name=A\nsso_region=us-east-1\nsso_start_url=https://x\n"
		session = "[default]\nregion=r\nsso_session=my\nsso_account_id=1\nsso_role_name=A\n[sso-session my]\nsso_region=us-east-1\nsso_start_url=https://x\n"
		live    = `{"accessToken":"t","expiresAt":"2099-01-01T00:00:00Z"}`
		stale   = `{"accessToken":"t","expiresAt":"2001-01-01T00:00:00Z"}`
		login   = `{"accessToken":{"accessKeyId":"LK","secretAccessKey":"s","sessionToken":"t","accountId":"1","expiresAt":"%s"},"clientId":"c","refreshToken":"r","dpopKey":"k"}`
	)
	env := []string{"AWS_ACCESS_KEY_ID=EK", "AWS_SECRET_ACCESS_KEY=s"}
	with := func(vars ...string) []string { return append(env[:2:2], vars...) }
	portal := "needs-network; sso 1 A https://portal.sso.us-east-1.amazonaws.com"
	for _, tt := range []struct {
		name string
		c    sdktest.Offline
		want string
	}{
		{"keys of the environment", sdktest.Offline{Config: role + keys, Vars: env}, "resolved; static env EK"},
		{"AWS_PROFILE turns them off", sdktest.Offline{Vars: with("AWS_PROFILE=default")}, "none"},
		{"an empty AWS_PROFILE does not", sdktest.Offline{Vars: with("AWS_PROFILE=")}, "resolved; static env EK"},
		{"nor half a pair", sdktest.Offline{Config: "[default]\n" + keys[12:], Vars: env[:1]}, "resolved; static config AK"},
		{"keys of two files", sdktest.Offline{Config: "[default]\naws_access_key_id=C\naws_secret_access_key=s\n", Credentials: "[default]\naws_access_key_id=D\n"}, "resolved; static shared-credentials D"},
		{"a role", sdktest.Offline{Config: role + keys}, "needs-network; static config AK; assume-role arn:r 3600  " + regions},
		{"a role before the keys beside it", sdktest.Offline{Config: role + "aws_access_key_id=X\naws_secret_access_key=s\n" + keys}, "needs-network; static config AK; assume-role arn:r 3600  " + regions},
		{"its profile's region comes before AWS_REGION", sdktest.Offline{Config: role + keys, Vars: []string{"AWS_REGION=eu-west-1"}}, "needs-network; static config AK; assume-role arn:r 3600  " + regions},
		{"a source's region does not", sdktest.Offline{Config: "[default]\nrole_arn=arn:r\nsource_profile=k\n" + keys + "region=us-east-2\n", Vars: []string{"AWS_REGION=us-west-2"}}, "needs-network; static config AK; assume-role arn:r 3600  " + regions},
		{"a pseudo region of the environment is not FIPS here", sdktest.Offline{Config: "[default]\nrole_arn=arn:r\nsource_profile=k\n" + keys, Vars: []string{"AWS_REGION=us-west-2-fips"}}, "needs-network; static config AK; assume-role arn:r 3600  " + regions},
		{"one of the profile is", sdktest.Offline{Config: "[default]\nregion=fips-us-west-2\nrole_arn=arn:r\nsource_profile=k\n" + keys}, "needs-network; static config AK; assume-role arn:r 3600  https://sts-fips.us-west-2.amazonaws.com"},
		{"duration as parseInt takes it", sdktest.Offline{Config: role + "duration_seconds=1.5e3\nrole_session_name=me\n" + keys}, "needs-network; static config AK; assume-role arn:r 1 me " + regions},
		{"a duration that is none", sdktest.Offline{Config: role + "duration_seconds=long\n" + keys}, "needs-network; static config AK; assume-role arn:r -  " + regions},
		{"no region", sdktest.Offline{Config: "[default]\nrole_arn=arn:r\nsource_profile=k\n" + keys}, "error; static config AK; assume-role arn:r 3600  "},
		{"an endpoint", sdktest.Offline{Config: role + keys, Vars: []string{"AWS_ENDPOINT_URL=http://H:80/p"}}, "needs-network; static config AK; assume-role arn:r 3600  http://h/p"},
		{"an endpoint with FIPS", sdktest.Offline{Config: role + "use_fips_endpoint=true\n" + keys, Vars: []string{"AWS_ENDPOINT_URL_STS=http://h"}}, "error; static config AK; assume-role arn:r 3600  "},
		{"a defaults mode that is none", sdktest.Offline{Config: role + keys, Vars: []string{"AWS_DEFAULTS_MODE=x"}}, "error; static config AK; assume-role arn:r 3600  "},
		{"its own source with keys", sdktest.Offline{Config: "[profile k]\nregion=us-west-2\nrole_arn=arn:r\nsource_profile=k\n" + keys[12:], Profile: "k"}, "needs-network; static config AK; assume-role arn:r 3600  " + regions},
		{"a circle hands on", sdktest.Offline{Config: "[default]\nregion=r\nrole_arn=arn:r\nsource_profile=b\n[profile b]\nrole_arn=arn:b\nsource_profile=default\n"}, "error"},
		{"to a web identity of the environment", sdktest.Offline{Config: "[default]\nregion=us-west-2\nrole_arn=arn:r\nsource_profile=default\n", Files: map[string]string{"tok": "t"}, Vars: []string{"AWS_ROLE_ARN=arn:w", "AWS_WEB_IDENTITY_TOKEN_FILE=HOME~/tok"}}, "needs-network; web-identity arn:w -  " + regions},
		{"to the process beside it", sdktest.Offline{Config: "[default]\nrole_arn=arn:r\nsource_profile=nope\ncredential_process=x\n"}, "needs-process; process"},
		{"a device", sdktest.Offline{Config: role + "mfa_serial=m\n" + keys}, "error; static config AK; assume-role arn:r 3600  "},
		{"source and credential_source", sdktest.Offline{Config: role + "credential_source=Environment\n" + keys, Vars: with("AWS_PROFILE=default")}, "error"},
		{"keys of the environment for a role", sdktest.Offline{Config: "[default]\nregion=us-west-2\nrole_arn=arn:r\ncredential_source=Environment\n", Vars: with("AWS_PROFILE=default")}, "needs-network; static env EK; assume-role arn:r 3600  " + regions},
		{"a source that has no role itself", sdktest.Offline{Config: "[default]\nregion=us-west-2\nrole_arn=arn:r\nsource_profile=e\n[profile e]\ncredential_source=Environment\n", Vars: with("AWS_PROFILE=default")}, "needs-network; static env EK; assume-role arn:r 3600  " + regions},
		{"a profile with credential_source alone", sdktest.Offline{Config: "[default]\ncredential_source=Environment\n", Vars: with("AWS_PROFILE=default")}, "none"},
		{"instance metadata for a role, though it is off", sdktest.Offline{Config: "[default]\nregion=us-west-2\nrole_arn=arn:r\ncredential_source=Ec2InstanceMetadata\n"}, "needs-network; imds http://169.254.169.254; assume-role arn:r 3600  " + regions},
		{"a web identity", sdktest.Offline{Config: "[default]\nregion=us-west-2\nrole_arn=arn:w\nweb_identity_token_file=HOME~/tok\n", Files: map[string]string{"tok": "t"}, Vars: []string{"AWS_ROLE_SESSION_NAME=me"}}, "needs-network; web-identity arn:w - me " + regions},
		{"a web identity without a token", sdktest.Offline{Config: "[default]\nregion=us-west-2\nrole_arn=arn:w\nweb_identity_token_file=HOME~/tok\n"}, "error; web-identity arn:w -  "},
		{"sso", sdktest.Offline{Config: sso, Files: map[string]string{cache("https://x"): live}}, portal},
		{"sso, expired", sdktest.Offline{Config: sso, Files: map[string]string{cache("https://x"): stale}}, "error"},
		{"sso, an expiry that is no date", sdktest.Offline{Config: sso, Files: map[string]string{cache("https://x"): `{"accessToken":"t","expiresAt":"2001-01-01T00:00:00UTC"}`}}, portal},
		{"sso, incomplete", sdktest.Offline{Config: strings.Replace(sso, "sso_region", "#", 1), Files: map[string]string{cache("https://x"): live}}, "error"},
		{"sso session", sdktest.Offline{Config: session, Files: map[string]string{cache("my"): live}}, portal},
		{"sso session, expired for good", sdktest.Offline{Config: session, Files: map[string]string{cache("my"): stale}}, "error"},
		{"sso session, renewable", sdktest.Offline{Config: session, Files: map[string]string{cache("my"): strings.Replace(stale, "{", `{"clientId":"c","clientSecret":"s","refreshToken":"r",`, 1)}}, portal},
		{"sso session in a file named with a tilde", sdktest.Offline{Files: map[string]string{"cfg": session, cache("my"): live}, Vars: []string{"AWS_CONFIG_FILE=~/cfg"}}, "error"},
		{"a login", sdktest.Offline{Config: "[default]\nlogin_session=l\n", Files: map[string]string{loginPath("l"): fmt.Sprintf(login, "2099-01-01T00:00:00Z")}}, "resolved; login LK"},
		{"a login to renew", sdktest.Offline{Config: "[default]\nlogin_session=l\n", Files: map[string]string{loginPath("l"): fmt.Sprintf(login, "2001-01-01T00:00:00Z")}}, "needs-network; login "},
		{"no login", sdktest.Offline{Config: "[default]\nlogin_session=l\n"}, "error; login "},
		{"a container", sdktest.Offline{Vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/a/../c?x=1"}}, "needs-network; container http://169.254.170.2/c?x=1"},
		{"a container elsewhere", sdktest.Offline{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://192.0.2.1/c"}}, "error"},
		{"a container's token with a line end", sdktest.Offline{Files: map[string]string{"tok": "t\n"}, Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/c", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=HOME~/tok"}}, "error; container http://169.254.170.23/c"},
		{"on this machine it is left out", sdktest.Offline{Files: map[string]string{"tok": "t\n"}, Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost/c", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=HOME~/tok"}}, "needs-network; container http://localhost/c"},
		{"instance metadata", sdktest.Offline{Vars: []string{"AWS_EC2_METADATA_DISABLED=false"}}, "needs-network; imds http://169.254.169.254"},
		{"with a mode that is none", sdktest.Offline{Vars: []string{"AWS_EC2_METADATA_DISABLED=", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=ipv4"}}, "error"},
		{"nothing", sdktest.Offline{}, "none"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			plan := tt.c.Resolve(t, Reading()).Credentials
			if got := calls(plan); got != tt.want {
				t.Errorf("got  %s\nwant %s\n(%s)", got, tt.want, plan.Message)
			}
			if plan.Status == resolve.StatusError && plan.Message == "" {
				t.Error("an error without a message")
			}
			for _, row := range plan.Tried {
				if row.Reason == "" {
					t.Errorf("no reason: %+v", row)
				}
			}
		})
	}
}

// TestDeepRoles: a thousand roles in a row are followed.
func TestDeepRoles(t *testing.T) {
	var b strings.Builder
	b.WriteString("[default]\nregion=us-west-2\nrole_arn=arn:d\nsource_profile=p0\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "[profile p%d]\nrole_arn=arn:%d\nsource_profile=p%d\n", i, i, i+1)
	}
	b.WriteString("[profile p1000]\naws_access_key_id=AK\naws_secret_access_key=s\n")
	plan := sdktest.Offline{Config: b.String()}.Resolve(t, Reading()).Credentials
	if plan.Status != resolve.StatusNeedsNetwork || len(plan.Steps) != 1002 {
		t.Errorf("%s after %d steps: %s", plan.Status, len(plan.Steps), plan.Message)
	}
}

// TestRegionAsked holds the note of a container to what a client of 3.1175.0 did: it
// asked a metadata service for a region where there was none and nothing turned that off.
func TestRegionAsked(t *testing.T) {
	const container = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c"
	for _, tt := range []struct {
		name string
		c    sdktest.Offline
		asks bool
	}{
		{"no region", sdktest.Offline{Vars: []string{container, "AWS_EC2_METADATA_DISABLED="}}, true},
		{"turned off, in whatever words", sdktest.Offline{Vars: []string{container, "AWS_EC2_METADATA_DISABLED=false"}}, false},
		{"a region", sdktest.Offline{Vars: []string{container, "AWS_EC2_METADATA_DISABLED=", "AWS_REGION=us-west-2"}}, false},
		{"a region in a file", sdktest.Offline{Config: "[default]\nregion=us-west-2\n", Vars: []string{container, "AWS_EC2_METADATA_DISABLED="}}, false},
	} {
		steps := tt.c.Resolve(t, Reading()).Credentials.Steps
		if len(steps) != 1 || strings.Contains(steps[0].Note, "PUT /latest/api/token") != tt.asks {
			t.Errorf("%s: got %+v", tt.name, steps)
		}
	}
}
