package diagnose

import "github.com/sessctl/sessctl/internal/origin"

const (
	portalLogin = "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = R\nregion = us-east-2\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-2\n"
	proxied     = "HTTP_PROXY=http://proxy.example:8080"
	podIdentity = "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1/credentials"
)

var atLocalStack = Client{Service: "s3", Region: "us-east-1", Scheme: "http", Host: "media.localhost", Configured: origin.Candidate{Value: "http://localhost:4566"}}

// askedCases are those of entries that people's questions led to.
var askedCases = []firing{
	{code: "keys-past-expiry", fires: cred("[default]\n" + pairOf(asia, secret) + "aws_session_token = x\nx_security_token_expires = 2024-01-02T03:04:05+01:00\n"), near: cred("[default]\n" + pairOf(asia, secret) + "aws_session_token = x\nx_security_token_expires = 2124-01-02T03:04:05+01:00\n")},
	{code: "keys-past-expiry", as: "go-v2", fires: cred("[default]\n" + pairOf(asia, secret) + "aws_session_token = x\naws_session_expiration = 2022-03-01T10:00:00.000Z\n"), near: cred("[default]\n" + pairOf(id, secret) + "aws_session_expiration = 2022-03-01T10:00:00.000Z\n")},
	{code: "keys-past-expiry", as: "go-v2", fires: envPair(asia, secret, "AWS_SESSION_TOKEN=x", "AWS_CREDENTIAL_EXPIRATION=2022-03-01T10:00:00Z"), near: env("AWS_CREDENTIAL_EXPIRATION=2022-03-01T10:00:00Z")},
	{code: "keys-past-expiry", as: "boto3", fires: envPair(asia, secret, "AWS_SESSION_TOKEN=x", "AWS_SESSION_EXPIRATION=2022-03-01T10:00:00Z"), near: envPair(asia, secret, "AWS_SESSION_TOKEN=x", "AWS_CREDENTIAL_EXPIRATION=2022-03-01T10:00:00Z")},
	{code: "keys-beat-process", as: "cli", fires: both("[profile a]\ncredential_process = gsts\n", "[a]\n"+keys).asked("a"), near: cfg("[profile a]\ncredential_process = gsts\n").asked("a")},
	{code: "process-not-found", as: "cli", fires: cfg("[profile a]\ncredential_process = no-such-program\n").asked("a"), near: both("[profile a]\ncredential_process = no-such-program\n", "[a]\n"+keys).asked("a")},
	{code: "no-profile-chosen", fires: cred("[work]\n" + keys), near: cred("[default]\n" + keys + "[work]\n" + keys)},
	{code: "no-profile-chosen", as: "terraform", fires: cfg("[profile work]\ncredential_process = x\n"), near: cfg("[profile work]\nregion = us-east-1\n")},
	{code: "no-profile-chosen", fires: cred("[work]\n" + keys), near: cred("[work]\n" + keys).whole()},
	{code: "default-misspelt", as: "cli", fires: cred("[Default]\n" + keys), near: cred("[Other]\n" + keys)},
	{code: "mfa-not-inherited", as: "cli", fires: both("[profile a]\nregion = us-east-1\n"+role+"source_profile = b\n[profile b]\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n", "[b]\n"+keys).asked("a"), near: roleOf("source_profile = b\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n")},
	{code: "include-profile", as: "boto3", fires: cfg("[profile a]\ninclude_profile = b\n[profile b]\nregion = us-east-1\n").asked("a"), near: cfg("[profile a]\nregion = us-east-1\ninclude_profile = b\n[profile b]\nregion = us-east-1\n").asked("a")},
	{code: "login-host-made-up", as: "cli", fires: cfg("[default]\n"+portalLogin, "AWS_USE_FIPS_ENDPOINT=true"), near: cfg("[default]\n" + portalLogin)},
	{code: "metadata-by-proxy", as: "boto3", fires: env(proxied), near: env(proxied, "NO_PROXY=localhost, 169.254.169.254")},
	{code: "metadata-by-proxy", as: "go-v2", fires: env(proxied, podIdentity), near: env(proxied, podIdentity, "NO_PROXY=169.254.0.0/16")},
	{code: "metadata-by-proxy", as: "go-v2", fires: env(proxied, podIdentity), near: env(proxied, "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1/v1/credentials")},
	{code: "metadata-by-proxy", as: "boto3", fires: env(proxied), near: env(proxied, podIdentity)},
	{code: "file-named-otherwise", fires: env().has(".aws/credentials.txt", keys), near: cred("[default]\n"+keys).has(".aws/credentials.txt", keys)},
	{code: "file-named-otherwise", fires: env("HOME=HOME~/.aws").has(".aws/config", "[default]\n"), near: env().has(".aws/config", "[default]\n")},
	{code: "home-of-other-user", fires: env("SUDO_USER=kim"), near: env("SUDO_USER=root")},
	{code: "home-of-other-user", as: "go-v2", fires: env("SUDO_USER=kim"), near: cred("[default]\n"+keys, "SUDO_USER=kim")},
	{code: "endpoint-without-service", fires: cfg("[default]\nservices = l\n[services l]\nendpoint_url = http://localhost\n"), near: cfg("[default]\nservices = l\n[services l]\ns3 =\n  endpoint_url = http://localhost\n")},
	{code: "bucket-in-local-host", as: "js-v3", fires: env().shows(atLocalStack, &Request{Bucket: "media", VirtualHost: true}), near: env().shows(Client{Service: "s3", Host: "media.s3.localhost.localstack.cloud", Configured: origin.Candidate{Value: "http://x"}}, &Request{Bucket: "media", VirtualHost: true})},
	{code: "env-keys-empty", as: "boto3", fires: env("AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=", "CI=true"), near: cred("[default]\n"+keys, "AWS_ACCESS_KEY_ID=")},
	{code: "github-without-credentials", as: "cli", fires: env("GITHUB_ACTIONS=true"), near: env("GITHUB_ACTIONS=true", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x")},
	{code: "rejected-elsewhere", fires: cfg("[profile a]\nregion = us-east-1\n[profile a]\noutput = json\n").whole(), near: cfg("[profile a]\nregion = us-east-1\n[profile b]\noutput = json\n").whole()},
	{code: "rejected-elsewhere", as: "js-v3", fires: cfg("[default]\nexport x\nregion = us-east-1\n").whole(), near: cfg("[default]\n# export x\nregion = us-east-1\n").whole()},
	{code: "mfa-not-sent", as: "rust", fires: roleOf("source_profile = b\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n"), near: roleOf("source_profile = b\n")},
	{code: "mfa-serial-malformed", as: "cli", fires: roleOf("source_profile = b\nmfa_serial = arn:aws:iam::111122223333:user/me\n"), near: roleOf("source_profile = b\nmfa_serial = GAHT12345678\n")},
	{code: "role-at-endpoint", as: "boto3", fires: roleOf("source_profile = b\nendpoint_url = http://minio:9000\n"), near: roleOf("source_profile = b\nendpoint_url = https://sts.us-east-1.amazonaws.com\n")},
	{code: "proxy-not-used", as: "js-v3", fires: env("HTTPS_PROXY=http://proxy.example").shows(Client{Scheme: "https", Host: "s3.amazonaws.com"}, nil), near: env("HTTPS_PROXY=http://proxy.example", "NO_PROXY=s3.amazonaws.com").shows(Client{Scheme: "https", Host: "s3.amazonaws.com"}, nil)},
	{code: "proxy-not-used", as: "js-v3", fires: env("http_proxy=http://proxy.example").shows(Client{Scheme: "http", Host: "x"}, nil), near: env("http_proxy=http://proxy.example").shows(Client{Scheme: "https", Host: "x"}, nil)},
	{code: "keys-behind-header", as: "cli", fires: cred("[default] aws_access_key_id = AKIA\n"), near: cred("[default] # aws_access_key_id = AKIA\n")},
	{code: "keys-behind-header", as: "go-v2", fires: cred("[default] aws_access_key_id = AKIA\r\n"), near: cred("[default]\raws_access_key_id = AKIA\r")},
	{code: "session-token-left-over", as: "cli", fires: cred("[default]\naws_session_token = x\n"), near: cfg("[default]\ncredential_process = x\naws_session_token = x\n")},
	{code: "endpoint-in-profile-block", as: "go-v2", fires: cfg("[default]\ns3.endpoint_url = http://localhost\n"), near: cfg("[default]\nendpoint_url = http://localhost\n")},
	{code: "unknown-variable", as: "js-v3", fires: env("AWS_S3_FORCE_PATH_STYLE=true"), near: env("AWS_S3_FORCE_PATH_STYLE=")},
	{code: "store-of-other-region", fires: env().shows(Client{Host: "s3.nl-ams.scw.example", SigningRegion: "us-east-1", Configured: origin.Candidate{Value: "https://s3.nl-ams.scw.example"}}, nil), near: env().shows(Client{Host: "s3.nl-ams.scw.example", SigningRegion: "nl-ams", Configured: origin.Candidate{Value: "https://s3.nl-ams.scw.example"}}, nil)},
	{code: "store-of-other-region", fires: env().shows(Client{Host: "store.eu-nl-1.cloud.example", SigningRegion: "us-east-1", Configured: origin.Candidate{Value: "https://x"}}, nil), near: env().shows(Client{Host: "my-store-1.example", SigningRegion: "us-east-1", Configured: origin.Candidate{Value: "https://x"}}, nil)},
	{code: "endpoint-with-blank", as: "go-v2", fires: env("AWS_ENDPOINT_URL=http://localhost: 4566"), near: env("AWS_ENDPOINT_URL=http://localhost:4566")},
	{code: "output-unknown", as: "cli", fires: cfg("[default]\noutput = JSON\n"), near: cfg("[default]\noutput = yaml-stream\n")},
	{code: "unknown-variable", as: "cli", fires: env("aws_profile=x"), near: env("AWS_PROFILE=x")},
	{code: "pasted-csv", as: "cli", fires: cred("User Name,Access key ID,Secret access key\nkim,AKIA,s\n"), near: cred("[default]\n# Access key ID,Secret access key\n" + keys)},
	{code: "placeholder-value", as: "cli", fires: envPair("{{ key }}", secret), near: envPair("${{ secrets.KEY }}", secret)},
	{code: "utf-16-file", fires: cred("\xff\xfe[\x00d\x00"), near: cred("[default]\n" + keys)},
	{code: "invisible-character", as: "boto3", fires: envPair(id+"\r", secret), near: envPair(id, secret)},
	{code: "invisible-character", as: "go-v2", fires: envPair(id, secret+" "), near: envPair(id, secret)},
	{code: "invisible-character", as: "go-v2", fires: envPair(id, secret+" "), near: scene{home: home{config: "[default]\n", vars: []string{"AWS_SECRET_ACCESS_KEY=" + secret + " "}}}},
	{code: "quoted-value", as: "boto3", fires: envPair("'"+id+"'", secret), near: envPair(id, secret)},
	{code: "unexpanded-variable", as: "boto3", fires: envPair("${ID}", "${SECRET}"), near: envPair("minio", "pa$Word 1")},
	{code: "unexpanded-variable", fires: env("AWS_REGION=%REGION%"), near: env("AWS_REGION=us-east-1")},
	{code: "impossible-region", fires: env("AWS_REGION=None"), near: env("AWS_REGION=us-east-1")},
	{code: "impossible-region", fires: env("AWS_REGION=Ireland"), near: env("AWS_REGION=eu-west-1")},
	{code: "pasted-json", as: "cli", fires: cred(`{"Credentials": {"AccessKeyId": "ASIA", "SecretAccessKey": "s"}}` + "\n"), near: cred(`{"Colour": {"Shade": "x"}}` + "\n")},
}
