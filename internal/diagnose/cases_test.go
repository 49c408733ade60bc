package diagnose

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// firing is a case in which a diagnosis is made, and one near it in which it is not.
type firing struct {
	code  string
	as    string // spec when empty
	fires scene
	near  scene
}

// scene is an environment, and what is shown of it.
type scene struct {
	home
	client  *Client
	request *Request
	lint    bool // the whole environment is examined
}

func (s scene) findings(t *testing.T, as string) []Finding {
	t.Helper()
	w, in := s.lay(t)
	rd := reading(t, as)
	if s.lint {
		return Whole(w, in, rd, time.Now()).Findings
	}
	return Shown(&Facts{Workspace: w, Resolution: resolve.Resolve(w, in, rd), Now: time.Now(), Client: s.client, Request: s.request})
}

// in makes a scene of a config file, vars of variables, and so on.
func cfg(text string, vars ...string) scene { return scene{home: home{config: text, vars: vars}} }
func cred(text string, vars ...string) scene {
	return scene{home: home{credentials: text, vars: vars}}
}
func both(config, credentials string, vars ...string) scene {
	return scene{home: home{config: config, credentials: credentials, vars: vars}}
}
func env(vars ...string) scene { return scene{home: home{vars: vars}} }

// tf is a scene with a provider block.
func tf(arguments string, vars ...string) scene {
	return scene{home: home{config: "[default]\n" + keys, vars: vars, module: "provider \"aws\" {\n" + arguments + "\n}\n"}}
}

func (s scene) whole() scene               { s.lint = true; return s }
func (s scene) asked(profile string) scene { s.profile = profile; return s }
func (s scene) in(region string) scene     { s.region = region; return s }
func (s scene) has(path, text string) scene {
	s.home.files = map[string]string{path: text}
	return s
}
func (s scene) shows(c Client, r *Request) scene {
	s.client, s.request = &c, r
	return s
}

// TestEveryEntryFires: every entry has a case, is found in it, and is not found
// in the case near it.
func TestEveryEntryFires(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range slices.Concat(ownCases, raisedCases, askedCases) {
		seen[c.code] = true
		as := c.as
		if as == "" {
			as = "spec"
		}
		t.Run(c.code+"/"+as, func(t *testing.T) {
			has := func(s scene) bool {
				return slices.ContainsFunc(s.findings(t, as), func(f Finding) bool { return f.Code == c.code })
			}
			if !has(c.fires) {
				t.Errorf("it is not found; there is %v", codesOf(c.fires.findings(t, as)))
			}
			if has(c.near) {
				t.Error("it is found in the case near it")
			}
		})
	}
	for _, e := range Catalogue() {
		if !seen[e.Code] {
			t.Errorf("%s has no case", e.Code)
		}
	}
}

func codesOf(list []Finding) []string {
	var codes []string
	for _, f := range list {
		codes = append(codes, f.Code)
	}
	return codes
}

const (
	id     = "AKIAIOSFODNN7EXAMPLE"
	asia   = "ASIAIOSFODNN7EXAMPLE"
	secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
)

func pairOf(id, secret string) string {
	return "aws_access_key_id = " + id + "\naws_secret_access_key = " + secret + "\n"
}

func envPair(id, secret string, more ...string) scene {
	return env(append([]string{"AWS_ACCESS_KEY_ID=" + id, "AWS_SECRET_ACCESS_KEY=" + secret}, more...)...)
}

var (
	atStore = Client{Service: "s3", Region: "us-east-1", Scheme: "https", Host: "store.example", Configured: origin.Candidate{Value: "https://store.example"}}
	atAWS   = Client{Service: "s3", Region: "eu-south-2", Partition: "aws", Scheme: "https", Host: "s3.eu-south-2.amazonaws.com"}
	global  = Client{Service: "s3", Region: "eu-south-2", Scheme: "https", Host: "b.s3.amazonaws.com"}
)

// ownCases are those of the entries that look for themselves.
var ownCases = []firing{
	{code: "pasted-export", fires: cred("[default]\nexport AWS_ACCESS_KEY_ID=\"AKIA\"\n"), near: cred("[default]\n# export AWS_ACCESS_KEY_ID=AKIA\naws_access_key_id = AKIA\n")},
	{code: "pasted-export", as: "boto3", fires: cred("[default]\nSET AWS_ACCESS_KEY_ID=AKIA\n"), near: cred("[default]\nset_x = 1\n")},
	{code: "pasted-export", as: "go-v2", fires: cred("[default]\n$Env:AWS_ACCESS_KEY_ID=\"AKIA\"\n"), near: both("[default]\nregion=x\n", "[other]\nexport AWS_ACCESS_KEY_ID=AKIA\n")},
	{code: "pasted-export", as: "js-v3", fires: cred("[other]\nexport AWS_ACCESS_KEY_ID=AKIA\n").whole(), near: cred("[other]\naws_access_key_id=AKIA\n").whole()},
	{code: "pasted-json", fires: cred("[default]\n\"AccessKeyId\": \"AKIA\",\n"), near: cred("[default]\naws_access_key_id = AKIA\n")},
	{code: "pasted-json", as: "boto3", fires: cred("[default]\n  \"SecretAccessKey\": \"x\"\n"), near: cred("[default]\n\"Colour\": \"x\"\n")},
	{code: "pasted-yaml", fires: cfg("[default]\nregion: us-east-1\n"), near: cfg("[default]\nregion = us-east-1\n")},
	{code: "pasted-yaml", as: "js-v3", fires: cfg("[default]\nregion: us-east-1\n"), near: cfg("[default]\ncolour: us-east-1\n")},
	{code: "quoted-value", as: "boto3", fires: cfg("[default]\nregion = \"us-east-1\"\n"), near: cfg("[default]\nregion = us-east-1\ncredential_process = \"/bin/sh\"\n")},
	{code: "quoted-value", fires: env("AWS_REGION='us-east-1'"), near: env("AWS_REGION=us-east-1")},
	{code: "trailing-semicolon", fires: env("AWS_REGION=us-east-1;"), near: env("AWS_REGION=us-east-1")},
	{code: "comment-in-value", as: "boto3", fires: cfg("[default]\nregion = us-east-1 # main\n"), near: cfg("[default]\nregion = us-east-1#main\n")},
	{code: "continued-over-lines", as: "boto3", fires: cfg("[default]\nregion = us-east-1\n  output = json\n"), near: cfg("[default]\nregion = us-east-1\noutput = json\n")},
	{code: "placeholder-value", fires: cfg("[default]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/<role>\nsource_profile = default\n"), near: cfg("[default]\nregion = us-east-1\nrole_session_name = my-your-name\n")},
	{code: "unexpanded-variable", fires: cfg("[default]\nregion = ${REGION}\n"), near: cfg("[default]\nregion = us-east-1\nexternal_id = a$5\n")},
	{code: "invisible-character", fires: env("AWS_REGION=us-east-1\u200b"), near: env("AWS_REGION=us-east-1")},

	{code: "value-rejected", fires: cfg("[profile a]\nuse_fips_endpoint = yes\n").asked("a"), near: cfg("[profile a]\nuse_fips_endpoint = true\n").asked("a")},
	{code: "value-rejected", fires: env("AWS_USE_FIPS_ENDPOINT=yes"), near: env("AWS_USE_FIPS_ENDPOINT=")},

	{code: "env-keys-beat-profile", fires: envPair(id, secret, "AWS_PROFILE=a").has(".aws/credentials", "[a]\n"+keys), near: envPair(id, secret)},
	{code: "env-keys-beat-role", fires: envPair(id, secret, "AWS_ROLE_ARN=arn:aws:iam::111122223333:role/pod", "AWS_WEB_IDENTITY_TOKEN_FILE=/x"), near: envPair(id, secret, "AWS_ROLE_ARN=arn:aws:iam::111122223333:role/pod")},
	{code: "env-keys-beat-role", as: "go-v2", fires: envPair(id, secret, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x"), near: env("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x")},
	{code: "session-token-left-over", fires: env("AWS_SESSION_TOKEN=x"), near: envPair(asia, secret, "AWS_SESSION_TOKEN=x")},
	{code: "session-token-of-other-keys", fires: envPair(id, secret, "AWS_SESSION_TOKEN=x"), near: envPair(asia, secret, "AWS_SESSION_TOKEN=x")},
	{code: "session-token-of-other-keys", fires: cred("[default]\n" + pairOf(id, secret) + "aws_session_token = x\n"), near: cred("[default]\n" + pairOf("minio", secret) + "aws_session_token = x\n")},
	{code: "temporary-keys-without-token", fires: envPair(asia, secret), near: envPair(asia, secret, "AWS_SESSION_TOKEN=x")},
	{code: "temporary-keys-without-token", as: "boto3", fires: cred("[default]\n" + pairOf(asia, secret) + "aws_session_token =\n"), near: cred("[default]\n" + pairOf(asia, secret) + "aws_session_token = x\n")},
	{code: "session-token-in-other-file", as: "boto3", fires: both("[default]\naws_session_token = x\n", "[default]\n"+pairOf(asia, secret)), near: cred("[default]\n" + pairOf(asia, secret) + "aws_session_token = x\n")},
	{code: "half-key-pair", as: "js-v3", fires: cred("[default]\naws_access_key_id = " + id + "\n"), near: cred("[default]\n" + pairOf(id, secret))},
	{code: "access-key-id-malformed", fires: envPair("AKIAIOSFODNN7", secret), near: envPair("minioadmin", secret)},
	{code: "access-key-id-malformed", fires: envPair("AROAIOSFODNN7ABCDEFG", secret), near: envPair(id, secret)},
	{code: "secret-in-place-of-id", fires: envPair(secret, id), near: envPair(id, secret)},
	{code: "secret-key-malformed", fires: envPair("AKIAIOSFODNN7ABCDEFG", "abc"), near: envPair("AKIAIOSFODNN7ABCDEFG", secret)},

	{code: "unknown-variable", fires: env("AWS_SQS_ENDPOINT=https://x"), near: env("AWS_ENDPOINT_URL_SQS=https://x")},
	{code: "unknown-variable", fires: env("AWS_REGION_NAME=x"), near: env("AWS_VAULT=x", "AWS_SSO_REGION=x")},
	{code: "unknown-variable", fires: env("AWS_ACESS_KEY_ID=x"), near: env("AWS_ACCESS_KEY_ID=x")},
	{code: "variable-not-read", fires: env("AWS_DEFAULT_REGION=us-west-2"), near: env("AWS_REGION=us-west-2")},
	{code: "variable-not-read", fires: env("AWS_S3_ENDPOINT=https://x"), near: env("AWS_ENDPOINT_URL_S3=https://x")},
	{code: "variable-not-read", as: "boto3", fires: env("AWS_SECRET_KEY=x"), near: env("AWS_SECRET_ACCESS_KEY=x")},
	{code: "unknown-key", fires: cfg("[default]\nso_start_url = https://x\n"), near: cfg("[default]\ngranted_sso_start_url = https://x\n")},
	{code: "unknown-key", fires: cfg("[sso-session c]\nso_region = us-east-1\n").whole(), near: cfg("[sso-session c]\nsso_region = us-east-1\n").whole()},
	{code: "unknown-keys", fires: cfg("[default]\n" + many(101)), near: cfg("[default]\n" + many(100))},
	{code: "key-not-read", fires: cfg("[default]\nsts_regional_endpoints = legacy\n"), near: cfg("[default]\nsts_regional_endpoints = legacy\n").whole()},

	{code: "profile-not-found", fires: cfg("[profile staging]\n").asked("stagin"), near: cfg("[profile staging]\n").asked("staging")},
	{code: "profile-not-found", as: "js-v3", fires: cfg("[profile staging]\n").asked("stagin"), near: cfg("[profile staging]\n")},
	{code: "section-ignored", as: "go-v2", fires: cfg("[mgmt]\nregion = eu-west-1\n").asked("mgmt"), near: cfg("[profile mgmt]\nregion = eu-west-1\n").asked("mgmt")},
	{code: "section-ignored", fires: cred("[profile x]\n" + keys).asked("x"), near: cred("[x]\n" + keys).asked("x")},
	{code: "section-ignored", fires: cfg("[mgmt]\nregion = eu-west-1\n").whole(), near: cfg("[plugins]\nregion = x\n[other]\ncolour = red\n").whole()},
	{code: "misplaced-sso-key", fires: cfg("[profile g]\nsso_session = g\n[sso-session g]\nsso_role_name = x\n").asked("g"), near: cfg("[profile g]\nsso_session = g\nsso_role_name = x\n[sso-session g]\nsso_region = us-east-1\n").asked("g")},
	{code: "keys-in-both-files", fires: both("[default]\n"+pairOf("AKIAOTHER", "s"), "[default]\n"+keys), near: both("[default]\n"+keys, "[default]\n"+keys)},

	{code: "role-without-source", as: "js-v3", fires: cfg("[profile a]\n" + role).asked("a"), near: cfg("[profile a]\n" + role + "credential_source = Environment\n").asked("a")},
	{code: "source-profile-not-found", fires: both("[profile a]\n"+role+"source_profile = bse\n", "[base]\n"+keys).asked("a"), near: both("[profile a]\n"+role+"source_profile = base\n", "[base]\n"+keys).asked("a")},
	{code: "source-profile-loop", as: "js-v3", fires: cfg("[profile a]\n"+role+"source_profile = b\n[profile b]\n"+role+"source_profile = a\n", "AWS_PROFILE=a", "AWS_ACCESS_KEY_ID="+id, "AWS_SECRET_ACCESS_KEY=x").asked("a"), near: both("[profile a]\n"+role+"source_profile = a\n", "[a]\n"+keys).asked("a")},
	{code: "role-duration", fires: both("[profile a]\n"+role+"source_profile = b\nduration_seconds = 90000\n", "[b]\n"+keys).asked("a"), near: both("[profile a]\n"+role+"source_profile = b\nduration_seconds = 43200\n", "[b]\n"+keys).asked("a")},
	{code: "role-chain-duration", as: "go-v2", fires: both("[profile a]\nregion = us-east-1\n"+role+"source_profile = b\nduration_seconds = 7200\n[profile b]\n"+role+"source_profile = c\n", "[c]\n"+keys).asked("a"), near: both("[profile a]\n"+role+"source_profile = c\nduration_seconds = 7200\n", "[c]\n"+keys).asked("a")},
	{code: "unknown-key", fires: cfg("[default]\naws_access_key = AKIAIOSFODNN7EXAMPLE\n"), near: cfg("[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n")},
	{code: "unknown-key", as: "js-v3", fires: cred("[default]\nsecretAccessKey = s\n"), near: cred("[default]\nsecret = s\naccess_mode = x\n")},
	{code: "value-without-key", as: "go-v2", fires: cfg("[default]\nus-east-1\n"), near: cfg("[default]\nregion = us-east-1\n")},
	{code: "value-without-key", as: "js-v3", fires: cfg("[default]\nus-east-1\n"), near: cfg("[default]\nsomething\n")},
	{code: "value-without-key", as: "go-v2", fires: cfg("[default]\nus-east-1\n").whole(), near: cfg("[default]\nregion =\n  us-east-1\n").whole()},
	{code: "half-web-identity", as: "go-v2", fires: env("AWS_ROLE_ARN=arn:aws:iam::111122223333:role/app"), near: env("AWS_ROLE_ARN=arn:aws:iam::111122223333:role/app", "AWS_WEB_IDENTITY_TOKEN_FILE=/x")},
	{code: "half-web-identity", as: "boto3", fires: env("AWS_ROLE_ARN=arn:aws:iam::111122223333:role/app"), near: env("AWS_ROLE_ARN=")},
	{code: "half-web-identity", as: "js-v3", fires: env("AWS_ROLE_ARN=arn:aws:iam::111122223333:role/app"), near: env("AWS_ROLE_ARN=arn:aws:iam::111122223333:role/app", "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=s")},
	{code: "endpoint-with-bucket", fires: env("AWS_ENDPOINT_URL_S3=https://media.s3.eu-west-1.amazonaws.com"), near: env("AWS_ENDPOINT_URL_S3=https://s3.eu-west-1.amazonaws.com")},
	{code: "endpoint-with-bucket", fires: env("AWS_ENDPOINT_URL_S3=https://my.media.s3-eu-west-1.amazonaws.com"), near: env("AWS_ENDPOINT_URL_S3=https://bucket.vpce-1a2b3c4d.s3.eu-west-1.vpce.amazonaws.com")},
	{code: "endpoint-with-bucket", fires: env("AWS_ENDPOINT_URL=https://media.s3.amazonaws.com"), near: env("AWS_ENDPOINT_URL_S3_CONTROL=https://111122223333.s3-control.eu-west-1.amazonaws.com")},
	{code: "role-session-name-unused", fires: env("AWS_ROLE_SESSION_NAME=x"), near: env("AWS_ROLE_SESSION_NAME=x", "AWS_ROLE_ARN=arn:aws:iam::1:role/x", "AWS_WEB_IDENTITY_TOKEN_FILE=/x")},

	{code: "role-arn-malformed", fires: cfg("[profile a]\nrole_arn = arn:aws:iam::{account}:role/x\nsource_profile = b\n").asked("a"), near: cfg("[profile a]\n" + role + "source_profile = b\n").asked("a")},
	{code: "role-arn-malformed", as: "go-v2", fires: cfg("[profile a]\nrole_arn = arn:aws:sts::111122223333:assumed-role/x/me\nsource_profile = b\n").whole(), near: cfg("[profile a]\nrole_arn = arn:aws-us-gov:iam::111122223333:role/path/x\nsource_profile = b\n").whole()},
	{code: "role-arn-malformed", fires: env("AWS_ROLE_ARN=pod", "AWS_WEB_IDENTITY_TOKEN_FILE=/x"), near: env("AWS_ROLE_ARN=pod")},
	{code: "account-id-malformed", fires: cfg("[profile a]\nsso_session = corp\nsso_account_id = 1111-2222-3333\nsso_role_name = x\n" + sso).asked("a"), near: cfg("[profile a]\n" + account + sso).asked("a")},
	{code: "token-file-unreadable", as: "boto3", fires: env("AWS_ROLE_ARN=arn:aws:iam::111122223333:role/pod", "AWS_WEB_IDENTITY_TOKEN_FILE=/nonexistent/token"), near: env("AWS_ROLE_ARN=arn:aws:iam::111122223333:role/pod", "AWS_WEB_IDENTITY_TOKEN_FILE=HOME~/token").has("token", "eyJ")},
	{code: "token-file-unreadable", as: "go-v2", fires: cfg("[profile a]\nregion = us-east-1\n" + role + "web_identity_token_file = /nonexistent/token\n").asked("a"), near: cfg("[profile a]\nregion = us-east-1\n" + role + "web_identity_token_file = /etc/passwd\n").asked("a")},
	{code: "token-file-unreadable", as: "js-v3", fires: env("AWS_ROLE_ARN=arn:aws:iam::111122223333:role/pod", "AWS_WEB_IDENTITY_TOKEN_FILE=/nonexistent/token"), near: envPair(id, secret, "AWS_ROLE_ARN=arn:aws:iam::111122223333:role/pod", "AWS_WEB_IDENTITY_TOKEN_FILE=/nonexistent/token")},

	{code: "sso-session-not-found", fires: cfg("[profile a]\nsso_session = crp\nsso_account_id = 111122223333\nsso_role_name = x\n" + sso).asked("a"), near: cfg("[profile a]\n" + account + sso).asked("a")},
	{code: "sso-start-url-malformed", fires: cfg("[profile a]\nsso_start_url = corp.awsapps.com/start\n").asked("a"), near: cfg("[profile a]\nsso_start_url = https://corp.awsapps.com/start\n").asked("a")},
	{code: "login-expires-soon", fires: cfg("[profile a]\n"+account+sso).asked("a").has(".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json", login(30*time.Minute)), near: cfg("[profile a]\n"+account+sso).asked("a").has(".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json", login(5*time.Hour))},

	{code: "process-not-found", fires: cfg("[profile a]\ncredential_process = /nonexistent/tool x\n").asked("a"), near: cfg("[profile a]\ncredential_process = /bin/sh -c x\n").asked("a")},
	{code: "process-not-found", fires: cfg("[profile a]\ncredential_process = no-such-tool x\n").asked("a"), near: cfg("[profile a]\ncredential_process = sh -c x\n").asked("a")},
	{code: "process-not-executable", fires: cfg("[profile a]\ncredential_process = /etc/passwd\n").asked("a"), near: cfg("[profile a]\ncredential_process = /bin/sh\n").asked("a")},
	{code: "process-relative-path", fires: cfg("[profile a]\ncredential_process = ~/bin/tool\n").asked("a"), near: cfg("[profile a]\ncredential_process = tool ~/x\n").asked("a")},

	{code: "home-unset", fires: env("HOME="), near: env("HOME=", "AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null")},
	{code: "file-not-read", as: "go-v1", fires: cfg("[default]\nregion = x\n"), near: cfg("[default]\nregion = x\n", "AWS_SDK_LOAD_CONFIG=1")},
	{code: "missing-file", as: "go-v2", fires: env("AWS_CONFIG_FILE=${X}/config"), near: env("AWS_CONFIG_FILE=/dev/null")},
	{code: "unreadable-file", as: "boto3", fires: env("AWS_SHARED_CREDENTIALS_FILE=/"), near: env("AWS_SHARED_CREDENTIALS_FILE=/dev/null")},
	{code: "file-readable-by-others", fires: scene{home: open("aws_secret_access_key = x\n"), lint: true}, near: scene{home: open("# aws_secret_access_key = x\n"), lint: true}},
	{code: "ca-bundle-unreadable", as: "boto3", fires: env("AWS_CA_BUNDLE=/nonexistent.pem"), near: env("AWS_CA_BUNDLE=/dev/null")},

	{code: "zone-as-region", fires: env("AWS_REGION=eu-west-1a"), near: env("AWS_REGION=eu-west-1")},
	{code: "zone-as-region", fires: cfg("[profile a]\nregion = us-east-1b\n").whole(), near: cfg("[profile a]\nregion = us-east-1\n").whole()},
	{code: "impossible-region", fires: env().in("EU_WEST_1"), near: env("AWS_ENDPOINT_URL=https://store.example").in("nl-ams")},
	{code: "impossible-region", fires: cfg("[default]\nregion = nl-ams\n"), near: cfg("[default]\nregion = nl-ams\ns3 =\n  endpoint_url = https://store.example\n")},
	{code: "impossible-region", fires: cfg("[profile a]\nsso_region = useast1\n").asked("a"), near: cfg("[profile a]\nsso_region = us-east-1\n").asked("a")},
	{code: "unknown-region", fires: env("AWS_REGION=us-est-1"), near: env("AWS_REGION=us-east-1")},

	{code: "role-of-other-partition", as: "boto3", fires: both("[profile a]\nregion = us-east-1\nrole_arn = arn:aws-us-gov:iam::1:role/auditor\nsource_profile = b\n", "[b]\n"+keys).asked("a"), near: both("[profile a]\nregion = us-gov-west-1\nrole_arn = arn:aws-us-gov:iam::1:role/auditor\nsource_profile = b\n", "[b]\n"+keys).asked("a")},
	{code: "sso-of-other-partition", fires: cfg("[profile a]\nregion = cn-north-1\n" + account + sso).asked("a"), near: cfg("[profile a]\nregion = eu-west-1\n" + account + sso).asked("a")},
	{code: "fips-not-available", fires: env("AWS_REGION=eu-west-1", "AWS_USE_FIPS_ENDPOINT=true"), near: env("AWS_REGION=ca-central-1", "AWS_USE_FIPS_ENDPOINT=true")},
	{code: "dualstack-not-available", fires: env("AWS_REGION=us-isof-south-1", "AWS_USE_DUALSTACK_ENDPOINT=true"), near: env("AWS_REGION=us-gov-west-1", "AWS_USE_DUALSTACK_ENDPOINT=true")},
	{code: "endpoint-made-up", fires: env().shows(Client{Service: "x", Region: "us-east-1", Host: "x-fips.us-east-1.amazonaws.com", FIPS: true, Unlisted: true}, nil), near: env().shows(Client{Service: "x", Host: "x-fips.us-east-1.amazonaws.com", FIPS: true}, nil)},
	{code: "bucket-of-other-partition", fires: env().shows(atAWS, &Request{Bucket: "arn:aws-cn:s3:::b"}), near: env().shows(atAWS, &Request{Bucket: "arn:aws:s3:::b"})},

	{code: "endpoint-without-scheme", as: "go-v2", fires: env("AWS_ENDPOINT_URL_S3=localhost:4566", "AWS_DEFAULT_REGION=us-east-1"), near: env("AWS_ENDPOINT_URL_S3=http://localhost:4566", "AWS_DEFAULT_REGION=us-east-1")},
	{code: "endpoint-with-path", fires: env("AWS_ENDPOINT_URL=http://localhost/x"), near: env("AWS_ENDPOINT_URL=http://localhost/")},
	{code: "endpoint-with-user", fires: env("AWS_ENDPOINT_URL=http://u:p@localhost"), near: env("AWS_ENDPOINT_URL=http://localhost")},
	{code: "endpoint-not-encrypted", fires: env("AWS_ENDPOINT_URL=http://store.example"), near: env("AWS_ENDPOINT_URL=http://10.1.2.3:9000")},
	{code: "endpoint-of-other-region", fires: env("AWS_REGION=eu-west-1", "AWS_ENDPOINT_URL_S3=https://s3.us-west-2.amazonaws.com"), near: env("AWS_REGION=us-west-2", "AWS_ENDPOINT_URL_S3=https://s3.us-west-2.amazonaws.com")},
	{code: "endpoint-of-other-region", fires: env().shows(Client{Host: "sqs.us-west-2.amazonaws.com", SigningRegion: "eu-west-1", Configured: origin.Candidate{Value: "https://sqs.us-west-2.amazonaws.com"}}, nil), near: env().shows(Client{Host: "sts.us-east-1.amazonaws.com", SigningRegion: "eu-west-1"}, nil)},
	{code: "endpoint-of-one-service", fires: env("AWS_ENDPOINT_URL=https://s3.us-west-2.amazonaws.com"), near: env("AWS_ENDPOINT_URL_S3=https://s3.us-west-2.amazonaws.com")},
	{code: "services-not-found", as: "go-v2", fires: cfg("[profile a]\nservices = my-stack\n[services mystack]\ns3 =\n  endpoint_url = http://localhost\n").asked("a"), near: cfg("[profile a]\nservices = mystack\n[services mystack]\ns3 =\n  endpoint_url = http://localhost\n").asked("a")},

	{code: "endpoint-in-profile-block", as: "boto3", fires: cfg("[default]\nregion = nl-ams\ns3 =\n  endpoint_url = https://store.example\n").whole(), near: cfg("[default]\nservices = x\n[services x]\ns3 =\n  endpoint_url = https://store.example\n").whole()},
	{code: "endpoint-in-profile-block", fires: cfg("[default]\ns3 =\n  endpoint_url = https://store.example\n").shows(atAWS, nil), near: cfg("[default]\ndynamodb =\n  endpoint_url = https://store.example\n").shows(atAWS, nil)},
	{code: "endpoint-ignored", as: "go-v2", fires: env("AWS_ENDPOINT_URL=https://x", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true").shows(atAWS, nil), near: env("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true").shows(atAWS, nil)},
	{code: "host-of-other-region", fires: env().shows(Client{Host: "sqs.us-west-2.amazonaws.com", SigningRegion: "eu-west-1"}, nil), near: env().shows(Client{Host: "iam.amazonaws.com", SigningRegion: "us-east-1"}, nil)},

	{code: "checksum-at-other-store", as: "boto3", fires: env().shows(atStore, &Request{ChecksumHeader: "x-amz-checksum-crc32"}), near: env("AWS_REQUEST_CHECKSUM_CALCULATION=when_required").shows(atStore, &Request{ChecksumHeader: "x-amz-checksum-crc32"})},
	{code: "checksum-at-other-store", as: "boto3", fires: env().shows(atStore, &Request{ChecksumHeader: "x-amz-checksum-crc32"}), near: env().shows(atAWS, &Request{ChecksumHeader: "x-amz-checksum-crc32"})},
	{code: "presigned-checksum-of-empty-body", as: "js-v3", fires: env().shows(atAWS, &Request{ChecksumHeader: "x-amz-checksum-crc32", Presigned: true}), near: env().shows(atAWS, &Request{ChecksumHeader: "x-amz-checksum-crc32", Presigned: true, BodyGiven: true})},
	{code: "presigned-outlives-token", fires: env().shows(atAWS, &Request{Presigned: true, Token: true, Presign: 2 * time.Hour}), near: env().shows(atAWS, &Request{Presigned: true, Token: true, Presign: time.Hour})},
	{code: "presigned-outlives-token", fires: env().shows(atAWS, &Request{Presigned: true, Token: true, Presign: 90 * time.Minute}), near: env().shows(atAWS, &Request{Presigned: true, Presign: 2 * time.Hour})},
	{code: "presigned-global-host", as: "boto3", fires: env().shows(global, &Request{Presigned: true}), near: env().shows(atAWS, &Request{Presigned: true})},
	{code: "bucket-with-dots", fires: env().shows(atAWS, &Request{Bucket: "a.b", VirtualHost: true}), near: env().shows(atAWS, &Request{Bucket: "a.b"})},
	{code: "bucket-with-dots", fires: env().shows(atAWS, &Request{Bucket: "a.b", Accelerate: true}), near: env().shows(atAWS, &Request{Bucket: "a-b", Accelerate: true})},
	{code: "metadata-not-ascii", fires: env().shows(atAWS, &Request{Metadata: map[string]string{"name": "Zoë"}}), near: env().shows(atAWS, &Request{Metadata: map[string]string{"name": "Zoe"}})},
	{code: "account-in-host", as: "go-v2", fires: env().shows(Client{Service: "dynamodb", AccountInHost: "111122223333"}, nil), near: env().shows(Client{Service: "dynamodb"}, nil)},
}

func many(n int) string {
	text := ""
	for i := range n {
		text += "zz" + string(rune('a'+i/26)) + string(rune('a'+i%26)) + "qq = 1\n"
	}
	return text
}

// login is a token that expires after a time.
func login(left time.Duration) string {
	return `{"startUrl":"https://corp.awsapps.com/start","region":"us-east-1","accessToken":"t","expiresAt":"` + time.Now().Add(left).UTC().Format(time.RFC3339) + `"}`
}

func open(text string) home {
	return home{credentials: "[default]\n" + text, modes: map[string]os.FileMode{".aws/credentials": 0o644}}
}
