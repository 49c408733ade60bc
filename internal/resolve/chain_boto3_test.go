package resolve

import (
	"strings"
	"testing"
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
		files[corpToken+SSOCacheName("corp")] = session
	}
	if url != "" {
		files[corpToken+SSOCacheName("https://x.awsapps.com/start")] = url
	}
	return files
}

func TestBoto3Chain(t *testing.T) {
	web := "web_identity_token_file = HOME~/token\n"
	token := map[string]string{"token": "header.payload.signature", "short": "abc"}
	region := "[default]\nregion = us-west-2\n"
	tests := []struct {
		name string
		c    botoCase
		boto string
		cli  string // where it differs
	}{
		{"nothing", botoCase{}, "none", ""},
		{"environment", botoCase{vars: []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_ACCESS_KEY=s", "AWS_PROFILE=a"}, config: "[profile a]\n" + keysBoto3("A")}, "resolved env | static E", ""},
		{"an explicit profile comes before it", botoCase{vars: []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_ACCESS_KEY=s"}, profile: "a", config: "[profile a]\n" + keysBoto3("A")}, "resolved config | static A", ""},
		{"half a pair stops the chain", botoCase{vars: []string{"AWS_ACCESS_KEY_ID=E"}, credentials: "[default]\n" + keysBoto3("A")}, "error env", ""},
		{"a secret alone does not", botoCase{vars: []string{"AWS_SECRET_ACCESS_KEY=s"}, credentials: "[default]\n" + keysBoto3("A")}, "resolved shared-credentials | static A", ""},
		{"expired", botoCase{vars: []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_ACCESS_KEY=s", "AWS_CREDENTIAL_EXPIRATION=2001-01-01T00:00:00Z"}}, "error env | static E", ""},
		{"credentials file first", botoCase{config: "[default]\n" + keysBoto3("C"), credentials: "[default]\n" + keysBoto3("A")}, "resolved shared-credentials | static A", ""},
		{"a pair over two files", botoCase{config: "[default]\naws_secret_access_key = s\n", credentials: "[default]\naws_access_key_id = A\n"}, "error shared-credentials", ""},
		{"an empty key is a key", botoCase{credentials: "[default]\naws_access_key_id =\naws_secret_access_key =\n"}, "resolved shared-credentials | static ", ""},

		{"role", botoCase{config: region + keysBoto3("A") + "[profile a]\nregion = eu-west-1\n" + roleBoto3("a") + "source_profile = default\nduration_seconds = 1_800\n", profile: "a"},
			"needs-network assume-role | static A | role a 1800 sts.eu-west-1.amazonaws.com", ""},
		{"no duration", botoCase{config: region + keysBoto3("A") + "[profile a]\n" + roleBoto3("a") + "source_profile = default\nduration_seconds = 1h\n", profile: "a"},
			"needs-network assume-role | static A | role a - sts.amazonaws.com", ""},
		{"chain of roles", botoCase{config: "[default]\n" + keysBoto3("A") + "[profile a]\n" + roleBoto3("a") + "source_profile = default\n[profile b]\nregion = cn-north-1\n" + roleBoto3("b") + "source_profile = a\n", profile: "b"},
			"needs-network assume-role | static A | role a - sts.cn-north-1.amazonaws.com.cn | role b - sts.cn-north-1.amazonaws.com.cn", ""},
		{"its own keys", botoCase{config: region + keysBoto3("A") + roleBoto3("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.us-west-2.amazonaws.com", ""},
		{"its own source without keys", botoCase{config: region + roleBoto3("a") + "source_profile = default\n"}, "error assume-role", ""},
		{"circle", botoCase{config: "[profile a]\n" + roleBoto3("a") + "source_profile = b\n[profile b]\n" + roleBoto3("b") + "source_profile = a\n", profile: "a"}, "error assume-role", ""},
		{"keys end a circle", botoCase{config: "[profile a]\nregion = us-east-1\n" + roleBoto3("a") + "source_profile = b\n[profile b]\n" + keysBoto3("B") + roleBoto3("b") + "source_profile = a\n", profile: "a"},
			"needs-network assume-role | static B | role a - sts.us-east-1.amazonaws.com", ""},
		{"no source", botoCase{config: region + roleBoto3("a"), credentials: "[default]\n" + keysBoto3("A")}, "error assume-role", ""},
		{"two sources", botoCase{config: region + roleBoto3("a") + "source_profile = default\ncredential_source = Environment\n"}, "error assume-role", ""},
		{"an empty source is one", botoCase{config: region + roleBoto3("a") + "source_profile =\n", credentials: "[default]\n" + keysBoto3("A")}, "error assume-role", ""},
		{"keys of the environment for an explicit profile", botoCase{config: region + roleBoto3("a") + "credential_source = Environment\n", profile: "default", vars: []string{"AWS_ACCESS_KEY_ID=E", "AWS_SECRET_ACCESS_KEY=s"}},
			"needs-network assume-role | static E | role a - sts.us-west-2.amazonaws.com", ""},
		{"case of a source", botoCase{config: region + roleBoto3("a") + "credential_source = environment\n", profile: "default"}, "error assume-role", ""},
		{"short parameter", botoCase{config: region + keysBoto3("A") + roleBoto3("a") + "source_profile = default\nexternal_id = x\n"}, "error assume-role | static A | role a - sts.us-west-2.amazonaws.com", ""},
		{"unchecked", botoCase{config: region + "parameter_validation = false\n" + keysBoto3("A") + roleBoto3("a") + "source_profile = default\nexternal_id = x\n"}, "needs-network assume-role | static A | role a - sts.us-west-2.amazonaws.com", ""},
		{"short duration", botoCase{config: region + keysBoto3("A") + roleBoto3("a") + "source_profile = default\nduration_seconds = 899\n"}, "error assume-role | static A | role a 899 sts.us-west-2.amazonaws.com", ""},
		{"a client that cannot be built", botoCase{config: region + "max_attempts = abc\n" + keysBoto3("A") + roleBoto3("a") + "source_profile = default\n"}, "error assume-role | static A | role a - ", ""},
		{"a setting that the CLI does not know", botoCase{config: region + "defaults_mode = fast\n" + keysBoto3("A") + roleBoto3("a") + "source_profile = default\n"}, "error assume-role | static A | role a - ",
			"needs-network assume-role | static A | role a - sts.us-west-2.amazonaws.com"},
		{"retry mode of old", botoCase{config: region + "retry_mode = legacy\n" + keysBoto3("A") + roleBoto3("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.us-west-2.amazonaws.com",
			"error assume-role | static A | role a - "},

		{"web identity", botoCase{files: token, config: region + roleBoto3("w") + web}, "needs-network web-identity | web w sts.us-west-2.amazonaws.com", ""},
		{"of the environment", botoCase{files: token, config: region + roleBoto3("w") + web, vars: []string{"AWS_ROLE_ARN=arn:aws:iam::123456789012:role/e"}}, "needs-network web-identity | web e sts.us-west-2.amazonaws.com", ""},
		{"not with an explicit profile", botoCase{files: token, config: region + roleBoto3("w") + web, profile: "default", vars: []string{"AWS_ROLE_ARN=arn:aws:iam::123456789012:role/e"}}, "needs-network web-identity | web w sts.us-west-2.amazonaws.com", ""},
		{"turned off", botoCase{files: token, config: region + roleBoto3("w") + web + keysBoto3("A"), vars: []string{"AWS_WEB_IDENTITY_TOKEN_FILE="}}, "resolved config | static A", ""},
		{"no role", botoCase{files: token, config: region + web + keysBoto3("A")}, "error web-identity", ""},
		{"no token", botoCase{config: region + roleBoto3("w") + web}, "error web-identity | web w ", ""},
		{"short token", botoCase{files: token, config: region + roleBoto3("w") + "web_identity_token_file = HOME~/short\n"}, "error web-identity | web w sts.us-west-2.amazonaws.com", ""},

		{"SSO before keys", botoCase{files: tokens(botoToken, ""), config: region + botoSSO + keysBoto3("A") + botoSession}, "needs-network sso | sso 111122223333/Admin portal.sso.eu-west-1.amazonaws.com", ""},
		{"session alone", botoCase{config: region + "sso_session = corp\n" + keysBoto3("A") + botoSession}, "resolved config | static A", ""},
		{"no token for it", botoCase{config: region + botoSSO + botoSession}, "error sso | sso 111122223333/Admin portal.sso.eu-west-1.amazonaws.com", ""},
		{"session missing", botoCase{config: region + botoSSO}, "error sso", ""},
		{"session and profile differ", botoCase{files: tokens(botoToken, ""), config: region + botoSSO + "sso_region = us-east-1\n" + botoSession}, "error sso", ""},
		{"old token of a session", botoCase{files: tokens(botoOld, ""), config: region + botoSSO + botoSession}, "error sso | sso 111122223333/Admin portal.sso.eu-west-1.amazonaws.com", ""},
		{"old token of a URL", botoCase{files: tokens("", botoOld), config: region + "sso_account_id = 1\nsso_role_name = R\nsso_region = eu-west-1\nsso_start_url = https://x.awsapps.com/start\n"},
			"error sso | sso 1/R portal.sso.eu-west-1.amazonaws.com", "needs-network sso | sso 1/R portal.sso.eu-west-1.amazonaws.com"},
		{"SSO of a source profile", botoCase{files: tokens(botoToken, ""), config: "[profile base]\n" + botoSSO + "[profile a]\nregion = us-east-1\n" + roleBoto3("a") + "source_profile = base\n" + botoSession, profile: "a"},
			"needs-network assume-role | sso 111122223333/Admin portal.sso.eu-west-1.amazonaws.com | role a - sts.us-east-1.amazonaws.com",
			"error assume-role | sso 111122223333/Admin portal.sso.eu-west-1.amazonaws.com"},

		{"process after keys", botoCase{config: region + "credential_process = /bin/creds --x\n" + keysBoto3("A")}, "needs-process process | process", ""},
		{"keys of the credentials file before process", botoCase{config: region + "credential_process = /bin/creds\n", credentials: "[default]\n" + keysBoto3("A")}, "resolved shared-credentials | static A", ""},
		{"empty process", botoCase{config: region + "credential_process =\n" + keysBoto3("A")}, "error process", ""},
		{"process for a role", botoCase{config: "[profile base]\ncredential_process = p\n[profile a]\nregion = us-east-1\n" + roleBoto3("a") + "source_profile = base\n", profile: "a"}, "needs-process assume-role | process | role a - sts.us-east-1.amazonaws.com", ""},

		{"oldest file", botoCase{files: map[string]string{"old": "# c\nAWSAccessKeyId = O\nAWSSecretKey = s\n"}, vars: []string{"AWS_CREDENTIAL_FILE=~/old"}}, "resolved credential-file | static O", ""},
		{"oldest file missing", botoCase{vars: []string{"AWS_CREDENTIAL_FILE=~/old"}}, "error credential-file", ""},
		{"boto file", botoCase{files: map[string]string{".boto": "[Credentials]\n" + keysBoto3("B")}}, "resolved boto-config | static B", ""},
		{"boto file by name", botoCase{files: map[string]string{"b": "[Credentials]\n" + keysBoto3("B")}, vars: []string{"BOTO_CONFIG=$HOME/b"}}, "resolved boto-config | static B", ""},

		{"container", botoCase{vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c", "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost/d"}}, "needs-network container | container http://169.254.170.2/c", ""},
		{"pod identity", botoCase{vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1/credentials"}}, "needs-network container | container http://169.254.170.23/v1/credentials", "error container"},
		{"any host by https", botoCase{vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=https://x.test/c"}}, "needs-network container | container https://x.test/c", "error container"},
		{"other host", botoCase{vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://192.0.2.1/c"}}, "error container", ""},
		{"line end in a token", botoCase{vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost/c", "AWS_CONTAINER_AUTHORIZATION_TOKEN=a\n"}}, "error container", "needs-network container | container http://localhost/c"},
		{"metadata", botoCase{config: region, vars: []string{"AWS_EC2_METADATA_DISABLED=no"}}, "needs-network imds | imds http://169.254.169.254/", ""},
		{"metadata not asked", botoCase{config: region, vars: []string{"AWS_EC2_METADATA_DISABLED=no", "AWS_METADATA_SERVICE_NUM_ATTEMPTS=0"}}, "none", ""},
		{"the CLI asks it for the region", botoCase{credentials: "[default]\n" + keysBoto3("A"), vars: []string{"AWS_EC2_METADATA_DISABLED=no"}}, "resolved shared-credentials | static A",
			"needs-network shared-credentials | imds http://169.254.169.254/ | static A"},
		{"a defaults mode asks it", botoCase{config: region + "defaults_mode = auto\n" + keysBoto3("A"), vars: []string{"AWS_EC2_METADATA_DISABLED=no"}}, "needs-network config | imds http://169.254.169.254/ | static A", "resolved config | static A"},
		{"bad settings of metadata", botoCase{config: region + keysBoto3("A") + "metadata_service_timeout = 1.5\n"}, "error", ""},

		{"FIPS", botoCase{config: "[default]\nregion = us-gov-west-1\nuse_fips_endpoint = true\n" + keysBoto3("A") + roleBoto3("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.us-gov-west-1.amazonaws.com", ""},
		{"pseudo region", botoCase{config: "[default]\nregion = fips-us-east-1\n" + keysBoto3("A") + roleBoto3("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts-fips.us-east-1.amazonaws.com", ""},
		{"global host", botoCase{config: region + "sts_regional_endpoints = legacy\n" + keysBoto3("A") + roleBoto3("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.amazonaws.com",
			"needs-network assume-role | static A | role a - sts.us-west-2.amazonaws.com"},
		{"regional host of a newer region", botoCase{config: "[default]\nregion = af-south-1\nsts_regional_endpoints = legacy\n" + keysBoto3("A") + roleBoto3("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.af-south-1.amazonaws.com", ""},
		{"partition that the CLI is too old for", botoCase{config: "[default]\nregion = eu-isoe-west-1\n" + keysBoto3("A") + roleBoto3("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - sts.eu-isoe-west-1.cloud.adc-e.uk",
			"needs-network assume-role | static A | role a - sts.eu-isoe-west-1.amazonaws.com"},
		{"endpoint", botoCase{config: region + "endpoint_url = http://localhost:4566\n" + keysBoto3("A") + roleBoto3("a") + "source_profile = default\n"}, "needs-network assume-role | static A | role a - http://localhost:4566", ""},
		{"invalid region", botoCase{config: "[default]\nregion = us_east_1\n" + keysBoto3("A") + roleBoto3("a") + "source_profile = default\n"}, "error assume-role | static A | role a - ", ""},

		{"login without crt", botoCase{config: region + "login_session = me\n", vars: []string{"AWS_LOGIN_CACHE_DIRECTORY=HOME~/l"},
			files: map[string]string{"l/2744ccd10c7533bd736ad890f9dd5cab2adb27b07d500b9493f29cdc420cb2e0.json": `{"accessToken": {"accessKeyId": "L", "secretAccessKey": "s", "sessionToken": "t", "expiresAt": "2099-01-01T00:00:00Z"}, "refreshToken": "r", "dpopKey": "k", "clientId": "c"}`}},
			"error login | login", "resolved login | login L"},
		{"login missing", botoCase{config: region + "login_session = me\n"}, "error login | login", "error login"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, rd := range []*Reading{boto3(), cli()} {
				want := tt.boto
				if rd.ID == "cli" && tt.cli != "" {
					want = tt.cli
				}
				plan := tt.c.resolve(t, rd).Credentials
				if got := outlineBoto3(plan); got != want {
					t.Errorf("%s:\n got %s (%s)\nwant %s", rd.ID, got, plan.Message, want)
				}
				if failed := plan.Status == StatusError || plan.Status == StatusNone; failed != (plan.Message != "") {
					t.Errorf("%s: status %s with the message %q", rd.ID, plan.Status, plan.Message)
				}
			}
		})
	}
}

func TestBoto3Secrets(t *testing.T) {
	c := botoCase{credentials: "[default]\naws_access_key_id = A\naws_secret_access_key = hidden\naws_session_token = new\naws_security_token = old\n"}
	s := c.resolve(t, boto3()).Credentials.Steps[0]
	if s.SecretKey.Reveal() != "hidden" || s.SessionToken.Reveal() != "old" {
		t.Errorf("got %q, %q", s.SecretKey.Reveal(), s.SessionToken.Reveal())
	}
	c = botoCase{vars: []string{"AWS_ACCESS_KEY_ID=A", "AWS_SECRET_ACCESS_KEY=hidden", "AWS_SESSION_TOKEN=new", "AWS_SECURITY_TOKEN=old"}}
	if s = c.resolve(t, boto3()).Credentials.Steps[0]; s.SessionToken.Reveal() != "old" {
		t.Errorf("got %q", s.SessionToken.Reveal())
	}
}

// Every provider is listed in the order in which it is asked.
func TestBoto3Tried(t *testing.T) {
	c := botoCase{config: "[default]\ncredential_process = p\nregion = r\n", credentials: "[default]\n" + keysBoto3("A"), vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/c"}}
	var got []string
	for _, tried := range c.resolve(t, boto3()).Credentials.Tried {
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
		c := botoCase{config: tt.config, files: map[string]string{"plugins/there.py": "", "plugins/pack/mod/__init__.py": ""}}
		res := c.resolve(t, cli())
		if failed := res.Err != nil; failed != (tt.fails != "") {
			t.Errorf("%q: %+v", tt.config, res.Err)
		}
		if res := c.resolve(t, boto3()); res.Err != nil {
			t.Errorf("%q: boto3 has no plug-ins: %s", tt.config, res.Err.Message)
		}
	}
}

func TestCLIMetadataForTheRegion(t *testing.T) {
	c := botoCase{credentials: "[default]\n" + keysBoto3("A"), vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=6"}}
	if res := c.resolve(t, cli()); res.Err == nil {
		t.Error("the region is asked of instance metadata, whose settings are wrong")
	}
	if res := c.with("AWS_REGION=r").resolve(t, cli()); res.Err != nil || res.Credentials.Status != StatusError {
		t.Errorf("with a region the fault is met later: %v, %s", res.Err, res.Credentials.Status)
	}
}

func TestCLIRoleCache(t *testing.T) {
	// python3 -c 'import json, hashlib; print(hashlib.sha1(json.dumps({"RoleArn": "arn:aws:iam::123456789012:role/a", "ExternalId": "é\"x"}, sort_keys=True).encode()).hexdigest())'
	c := botoCase{config: "[default]\nregion = us-east-1\n" + keysBoto3("A") + roleBoto3("a") + "source_profile = default\nexternal_id = é\"x\n",
		files: map[string]string{".aws/cli/cache/2a152a820c6c521bba1186fcd9d24d7e12318fd2.json": `{"Credentials": {"Expiration": "2099-01-01T00:00:00+00:00"}}`}}
	plan := c.resolve(t, cli()).Credentials
	if note := plan.Steps[len(plan.Steps)-1].Note; !strings.Contains(note, "2099") {
		t.Errorf("nothing is said of the cached role: %q", note)
	}
	plan = c.resolve(t, boto3()).Credentials
	if note := plan.Steps[len(plan.Steps)-1].Note; note != "" {
		t.Errorf("boto3 has no cache: %q", note)
	}
}
