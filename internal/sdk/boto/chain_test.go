package boto

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/logins"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
)

const (
	botoSession = "[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://x.awsapps.com/start\n"
	botoSSO     = "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\n"
	botoToken   = `{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00Z"}`
	botoOld     = `{"accessToken": "t", "expiresAt": "2001-01-01T00:00:00Z"}`
	// The names of the token files for the session corp and for the start URL.
	corpToken = ".aws/sso/cache/"
)

func tokens(session, url string) map[string]string {
	files := map[string]string{}
	if session != "" {
		files[corpToken+logins.SSOName("corp")] = session
	}
	if url != "" {
		files[corpToken+logins.SSOName("https://x.awsapps.com/start")] = url
	}
	return files
}

func TestChain(t *testing.T) {
	web := "web_identity_token_file = HOME~/token\n"
	token := map[string]string{"token": "header.payload.signature", "short": "abc"}
	region := "[default]\nregion = us-west-2\n"
	tests := []struct {
		name string
		c    sdktest.Offline
		boto string
		cli  string // where it differs
	}{
		{"nothing", sdktest.Offline{}, "none", ""},
		{"environment", sdktest.Offline{Vars: []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_ACCESS_KEY=s", "AWS_PROFILE=a"}, Config: "[profile a]\n" + keys("A")}, "resolved env | static E", ""},
		{"an explicit profile comes before it", sdktest.Offline{Vars: []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_ACCESS_KEY=s"}, Profile: "a", Config: "[profile a]\n" + keys("A")}, "resolved config | static A", ""},
		{"half a pair stops the chain", sdktest.Offline{Vars: []string{"AWS_ACCESS_KEY_ID=E"}, Credentials: "[default]\n" + keys("A")}, "error env", ""},
		{"a secret alone does not", sdktest.Offline{Vars: []string{"AWS_SECRET_ACCESS_KEY=s"}, Credentials: "[default]\n" + keys("A")}, "resolved shared-credentials | static A", ""},
		{"expired", sdktest.Offline{Vars: []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_ACCESS_KEY=s", "AWS_CREDENTIAL_EXPIRATION=2001-01-01T00:00:00Z"}}, "error env | static E", ""},
		{"credentials file first", sdktest.Offline{Config: "[default]\n" + keys("C"), Credentials: "[default]\n" + keys("A")}, "resolved shared-credentials | static A", ""},
		{"a pair over two files", sdktest.Offline{Config: "[default]\naws_secret_access_key = s\n", Credentials: "[default]\naws_access_key_id = A\n"}, "error shared-credentials", ""},
		{"an empty key is a key", sdktest.Offline{Credentials: "[default]\naws_access_key_id =\naws_secret_access_key =\n"}, "resolved shared-credentials | static ", ""},

		{"role", sdktest.Offline{Config: region + keys("A") + "[profile a]\nregion = eu-west-1\n" + role("a") + "source_profile = default\nduration_seconds = 1_800\n", Profile: "a"},
			"needs-network assume-role | static A | role a 1800 sts.eu-west-1.amazonaws.com", ""},
		{"no duration", sdktest.Offline{Config: region + keys("A") + "[profile a]\n" + role("a") + "source_profile = default\nduration_seconds = 1h\n", Profile: "a"},
			"needs-network assume-role | static A | role a - sts.amazonaws.com", ""},
		{"chain of roles", sdktest.Offline{Config: "[default]\n" + keys("A") + "[profile a]\n" + role("a") + "source_profile = default\n[profile b]\nregion = cn-north-1\n" + role("b") + "source_profile = a\n", Profile: "b"},
			"needs-network assume-role | static A | role a - sts.cn-north-1.amazonaws.com.cn | role b - sts.cn-north-1.amazonaws.com.cn", ""},
		{"its own keys", sdktest.Offline{Config: region + keys("A") + role("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.us-west-2.amazonaws.com", ""},
		{"its own source without keys", sdktest.Offline{Config: region + role("a") + "source_profile = default\n"}, "error assume-role", ""},
		{"circle", sdktest.Offline{Config: "[profile a]\n" + role("a") + "source_profile = b\n[profile b]\n" + role("b") + "source_profile = a\n", Profile: "a"}, "error assume-role", ""},
		{"keys end a circle", sdktest.Offline{Config: "[profile a]\nregion = us-east-1\n" + role("a") + "source_profile = b\n[profile b]\n" + keys("B") + role("b") + "source_profile = a\n", Profile: "a"},
			"needs-network assume-role | static B | role a - sts.us-east-1.amazonaws.com", ""},
		{"no source", sdktest.Offline{Config: region + role("a"), Credentials: "[default]\n" + keys("A")}, "error assume-role", ""},
		{"two sources", sdktest.Offline{Config: region + role("a") + "source_profile = default\ncredential_source = Environment\n"}, "error assume-role", ""},
		{"an empty source is one", sdktest.Offline{Config: region + role("a") + "source_profile =\n", Credentials: "[default]\n" + keys("A")}, "error assume-role", ""},
		{"keys of the environment for an explicit profile", sdktest.Offline{Config: region + role("a") + "credential_source = Environment\n", Profile: "default", Vars: []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_ACCESS_KEY=s"}},
			"needs-network assume-role | static E | role a - sts.us-west-2.amazonaws.com", ""},
		{"case of a source", sdktest.Offline{Config: region + role("a") + "credential_source = environment\n", Profile: "default"}, "error assume-role", ""},
		{"short parameter", sdktest.Offline{Config: region + keys("A") + role("a") + "source_profile = default\nexternal_id = x\n"}, "error assume-role | static A | role a - sts.us-west-2.amazonaws.com", ""},
		{"unchecked", sdktest.Offline{Config: region + "parameter_validation = false\n" + keys("A") + role("a") + "source_profile = default\nexternal_id = x\n"}, "needs-network assume-role | static A | role a - sts.us-west-2.amazonaws.com", ""},
		{"short duration", sdktest.Offline{Config: region + keys("A") + role("a") + "source_profile = default\nduration_seconds = 899\n"}, "error assume-role | static A | role a 899 sts.us-west-2.amazonaws.com", ""},
		{"a client that cannot be built", sdktest.Offline{Config: region + "max_attempts = abc\n" + keys("A") + role("a") + "source_profile = default\n"}, "error assume-role | static A | role a - ", ""},
		{"a setting that the CLI does not know", sdktest.Offline{Config: region + "defaults_mode = fast\n" + keys("A") + role("a") + "source_profile = default\n"}, "error assume-role | static A | role a - ",
			"needs-network assume-role | static A | role a - sts.us-west-2.amazonaws.com"},
		{"retry mode of old", sdktest.Offline{Config: region + "retry_mode = legacy\n" + keys("A") + role("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.us-west-2.amazonaws.com",
			"error assume-role | static A | role a - "},

		{"web identity", sdktest.Offline{Files: token, Config: region + role("w") + web}, "needs-network web-identity | web w sts.us-west-2.amazonaws.com", ""},
		{"of the environment", sdktest.Offline{Files: token, Config: region + role("w") + web, Vars: []string{"AWS_ROLE_ARN=arn:aws:iam::123456789012:role/e"}}, "needs-network web-identity | web e sts.us-west-2.amazonaws.com", ""},
		{"not with an explicit profile", sdktest.Offline{Files: token, Config: region + role("w") + web, Profile: "default", Vars: []string{"AWS_ROLE_ARN=arn:aws:iam::123456789012:role/e"}}, "needs-network web-identity | web w sts.us-west-2.amazonaws.com", ""},
		{"turned off", sdktest.Offline{Files: token, Config: region + role("w") + web + keys("A"), Vars: []string{"AWS_WEB_IDENTITY_TOKEN_FILE="}}, "resolved config | static A", ""},
		{"no role", sdktest.Offline{Files: token, Config: region + web + keys("A")}, "error web-identity", ""},
		{"no token", sdktest.Offline{Config: region + role("w") + web}, "error web-identity | web w ", ""},
		{"short token", sdktest.Offline{Files: token, Config: region + role("w") + "web_identity_token_file = HOME~/short\n"}, "error web-identity | web w sts.us-west-2.amazonaws.com", ""},

		{"SSO before keys", sdktest.Offline{Files: tokens(botoToken, ""), Config: region + botoSSO + keys("A") + botoSession}, "needs-network sso | sso 111122223333/Admin portal.sso.eu-west-1.amazonaws.com", ""},
		{"session alone", sdktest.Offline{Config: region + "sso_session = corp\n" + keys("A") + botoSession}, "resolved config | static A", ""},
		{"no token for it", sdktest.Offline{Config: region + botoSSO + botoSession}, "error sso | sso 111122223333/Admin portal.sso.eu-west-1.amazonaws.com", ""},
		{"session missing", sdktest.Offline{Config: region + botoSSO}, "error sso", ""},
		{"session and profile differ", sdktest.Offline{Files: tokens(botoToken, ""), Config: region + botoSSO + "sso_region = us-east-1\n" + botoSession}, "error sso", ""},
		{"old token of a session", sdktest.Offline{Files: tokens(botoOld, ""), Config: region + botoSSO + botoSession}, "error sso | sso 111122223333/Admin portal.sso.eu-west-1.amazonaws.com", ""},
		{"old token of a URL", sdktest.Offline{Files: tokens("", botoOld), Config: region + "sso_account_id = 1\nsso_role_name = R\nsso_region = eu-west-1\nsso_start_url = https://x.awsapps.com/start\n"},
			"error sso | sso 1/R portal.sso.eu-west-1.amazonaws.com", ""},
		{"SSO of a source profile", sdktest.Offline{Files: tokens(botoToken, ""), Config: "[profile base]\n" + botoSSO + "[profile a]\nregion = us-east-1\n" + role("a") + "source_profile = base\n" + botoSession, Profile: "a"},
			"needs-network assume-role | sso 111122223333/Admin portal.sso.eu-west-1.amazonaws.com | role a - sts.us-east-1.amazonaws.com", ""},

		{"process after keys", sdktest.Offline{Config: region + "credential_process = /bin/creds --x\n" + keys("A")}, "needs-process process | process", ""},
		{"keys of the credentials file before process", sdktest.Offline{Config: region + "credential_process = /bin/creds\n", Credentials: "[default]\n" + keys("A")}, "resolved shared-credentials | static A", ""},
		{"empty process", sdktest.Offline{Config: region + "credential_process =\n" + keys("A")}, "error process", ""},
		{"process for a role", sdktest.Offline{Config: "[profile base]\ncredential_process = p\n[profile a]\nregion = us-east-1\n" + role("a") + "source_profile = base\n", Profile: "a"}, "needs-process assume-role | process | role a - sts.us-east-1.amazonaws.com", ""},

		{"oldest file", sdktest.Offline{Files: map[string]string{"old": "# c\nAWSAccessKeyId = O\nAWSSecretKey = s\n"}, Vars: []string{"AWS_CREDENTIAL_FILE=~/old"}}, "resolved credential-file | static O", ""},
		{"oldest file missing", sdktest.Offline{Vars: []string{"AWS_CREDENTIAL_FILE=~/old"}}, "error credential-file", ""},
		{"boto file", sdktest.Offline{Files: map[string]string{".boto": "[Credentials]\n" + keys("B")}}, "resolved boto-config | static B", ""},
		{"boto file by name", sdktest.Offline{Files: map[string]string{"b": "[Credentials]\n" + keys("B")}, Vars: []string{"BOTO_CONFIG=$HOME/b"}}, "resolved boto-config | static B", ""},

		{"container", sdktest.Offline{Vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c", "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost/d"}}, "needs-network container | container http://169.254.170.2/c", ""},
		{"pod identity", sdktest.Offline{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1/credentials"}}, "needs-network container | container http://169.254.170.23/v1/credentials", ""},
		{"any host by https", sdktest.Offline{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=https://x.test/c"}}, "needs-network container | container https://x.test/c", ""},
		{"other host", sdktest.Offline{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://192.0.2.1/c"}}, "error container", ""},
		{"line end in a token", sdktest.Offline{Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost/c", "AWS_CONTAINER_AUTHORIZATION_TOKEN=a\n"}}, "error container", ""},
		{"metadata", sdktest.Offline{Config: region, Vars: []string{"AWS_EC2_METADATA_DISABLED=no"}}, "needs-network imds | imds http://169.254.169.254/", ""},
		{"metadata not asked", sdktest.Offline{Config: region, Vars: []string{"AWS_EC2_METADATA_DISABLED=no", "AWS_METADATA_SERVICE_NUM_ATTEMPTS=0"}}, "none", ""},
		{"the CLI asks it for the region", sdktest.Offline{Credentials: "[default]\n" + keys("A"), Vars: []string{"AWS_EC2_METADATA_DISABLED=no"}}, "resolved shared-credentials | static A",
			"needs-network shared-credentials | imds http://169.254.169.254/ | static A"},
		{"a defaults mode asks it", sdktest.Offline{Config: region + "defaults_mode = auto\n" + keys("A"), Vars: []string{"AWS_EC2_METADATA_DISABLED=no"}}, "needs-network config | imds http://169.254.169.254/ | static A", "resolved config | static A"},
		{"bad settings of metadata", sdktest.Offline{Config: region + keys("A") + "metadata_service_timeout = 1.5\n"}, "error", ""},

		{"FIPS", sdktest.Offline{Config: "[default]\nregion = us-gov-west-1\nuse_fips_endpoint = true\n" + keys("A") + role("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.us-gov-west-1.amazonaws.com", ""},
		{"pseudo region", sdktest.Offline{Config: "[default]\nregion = fips-us-east-1\n" + keys("A") + role("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts-fips.us-east-1.amazonaws.com", ""},
		{"global host", sdktest.Offline{Config: region + "sts_regional_endpoints = legacy\n" + keys("A") + role("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.amazonaws.com",
			"needs-network assume-role | static A | role a - sts.us-west-2.amazonaws.com"},
		{"regional host of a newer region", sdktest.Offline{Config: "[default]\nregion = af-south-1\nsts_regional_endpoints = legacy\n" + keys("A") + role("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.af-south-1.amazonaws.com", ""},
		{"partition of its own", sdktest.Offline{Config: "[default]\nregion = eu-isoe-west-1\n" + keys("A") + role("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.eu-isoe-west-1.cloud.adc-e.uk", ""},
		{"partition with its own suffix", sdktest.Offline{Config: "[default]\nregion = eusc-de-east-1\n" + keys("A") + role("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.eusc-de-east-1.amazonaws.eu", ""},
		{"an empty bundle", sdktest.Offline{Config: region + "ca_bundle =\n" + keys("A") + role("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.us-west-2.amazonaws.com", "error assume-role | static A | role a - "},
		{"compression from no byte on", sdktest.Offline{Config: region + "request_min_compression_size_bytes = 0\n" + keys("A") + role("a") + "source_profile = default\n"}, "error assume-role | static A | role a - ", ""},
		{"endpoint", sdktest.Offline{Config: region + "endpoint_url = http://localhost:4566\n" + keys("A") + role("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - http://localhost:4566", ""},
		{"invalid region", sdktest.Offline{Config: "[default]\nregion = us_east_1\n" + keys("A") + role("a") + "source_profile = default\n"}, "error assume-role | static A | role a - ", ""},

		{"login without crt", sdktest.Offline{Config: region + "login_session = me\n", Vars: []string{"AWS_LOGIN_CACHE_DIRECTORY=HOME~/l"},
			Files: map[string]string{"l/2744ccd10c7533bd736ad890f9dd5cab2adb27b07d500b9493f29cdc420cb2e0.json": `{"accessToken": {"accessKeyId": "L", "secretAccessKey": "s", "sessionToken": "t", "accountId": "1", "expiresAt": "2099-01-01T00:00:00Z"}, "refreshToken": "r", "dpopKey": "k", "clientId": "c"}`}},
			"error login | login", "resolved login | login L"},
		{"login missing", sdktest.Offline{Config: region + "login_session = me\n"}, "error login | login", "error login"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, rd := range []*resolve.Reading{Reading(), CLIReading()} {
				want := tt.boto
				if rd.ID == "cli" && tt.cli != "" {
					want = tt.cli
				}
				plan := tt.c.Resolve(t, rd).Credentials
				if got := outline(plan); got != want {
					t.Errorf("%s:\n got %s (%s)\nwant %s", rd.ID, got, plan.Message, want)
				}
				if failed := plan.Status == resolve.StatusError || plan.Status == resolve.StatusNone; failed != (plan.Message != "") {
					t.Errorf("%s: status %s with the message %q", rd.ID, plan.Status, plan.Message)
				}
			}
		})
	}
}

func TestSecrets(t *testing.T) {
	c := sdktest.Offline{Credentials: "[default]\naws_access_key_id = A\naws_secret_access_key = hidden\naws_session_token = new\naws_security_token = old\n"}
	s := c.Resolve(t, Reading()).Credentials.Steps[0]
	if s.SecretKey.Reveal() != "hidden" || s.SessionToken.Reveal() != "old" {
		t.Errorf("got %q, %q", s.SecretKey.Reveal(), s.SessionToken.Reveal())
	}
	c = sdktest.Offline{Vars: []string{"AWS_ACCESS_KEY_ID=A", "AWS_SECRET_ACCESS_KEY=hidden", "AWS_SESSION_TOKEN=new", "AWS_SECURITY_TOKEN=old"}}
	if s = c.Resolve(t, Reading()).Credentials.Steps[0]; s.SessionToken.Reveal() != "old" {
		t.Errorf("got %q", s.SessionToken.Reveal())
	}
}

// Every provider is listed in the order in which it is asked.
func TestTried(t *testing.T) {
	c := sdktest.Offline{Config: "[default]\ncredential_process = p\nregion = r\n", Credentials: "[default]\n" + keys("A"), Vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c"}}
	var got []string
	for _, tried := range c.Resolve(t, Reading()).Credentials.Tried {
		got = append(got, tried.Provider+" "+string(tried.Outcome))
	}
	want := "env absent, assume-role absent, web-identity absent, sso absent, shared-credentials chosen, login absent, process skipped, config absent, " +
		"credential-file absent, boto-config absent, container skipped, imds absent"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestCLIPlugins(t *testing.T) {
	for _, tt := range []struct{ config, fails string }{
		{"[plugins]\nfoo = bar\n", ""},
		{"[plugins]\ncli_legacy_plugin_path = HOME~/plugins\n", ""},
		{"[plugins]\ncli_legacy_plugin_path = HOME~/plugins\nfoo = there\n", ""},
		{"[plugins]\ncli_legacy_plugin_path = HOME~/none:HOME~/plugins\nfoo = pack.mod\n", ""},
		{"[plugins]\ncli_legacy_plugin_path = HOME~/plugins\nfoo = gone\n", "gone"},
	} {
		c := sdktest.Offline{Config: tt.config, Files: map[string]string{"plugins/there.py": "", "plugins/pack/mod/__init__.py": ""}}
		res := c.Resolve(t, CLIReading())
		if failed := res.Err != nil; failed != (tt.fails != "") {
			t.Errorf("%q: %+v", tt.config, res.Err)
		}
		if res := c.Resolve(t, Reading()); res.Err != nil {
			t.Errorf("%q: boto3 has no plug-ins: %s", tt.config, res.Err.Message)
		}
	}
}

func TestCLIMetadataForTheRegion(t *testing.T) {
	c := sdktest.Offline{Credentials: "[default]\n" + keys("A"), Vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=6"}}
	if res := c.Resolve(t, CLIReading()); res.Err == nil {
		t.Error("the region is asked of instance metadata, whose settings are wrong")
	}
	if res := c.With("AWS_REGION=r").Resolve(t, CLIReading()); res.Err != nil || res.Credentials.Status != resolve.StatusError {
		t.Errorf("with a region the fault is met later: %v, %s", res.Err, res.Credentials.Status)
	}
}

func TestCLIRoleCache(t *testing.T) {
	// python3 -c 'import json, hashlib; print(hashlib.sha1(json.dumps({"RoleArn": "arn:aws:iam::123456789012:role/a", "ExternalId": "é\"x"}, sort_keys=True).encode()).hexdigest())'
	c := sdktest.Offline{Config: "[default]\nregion = us-east-1\n" + keys("A") + role("a") + "source_profile = default\nexternal_id = é\"x\n",
		Files: map[string]string{".aws/cli/cache/2a152a820c6c521bba1186fcd9d24d7e12318fd2.json": `{"Credentials": {"Expiration": "2099-01-01T00:00:00+00:00"}}`}}
	plan := c.Resolve(t, CLIReading()).Credentials
	if note := plan.Steps[len(plan.Steps)-1].Note; !strings.Contains(note, "2099") {
		t.Errorf("nothing is said of the cached role: %q", note)
	}
	plan = c.Resolve(t, Reading()).Credentials
	if note := plan.Steps[len(plan.Steps)-1].Note; note != "" {
		t.Errorf("boto3 has no cache: %q", note)
	}
}
