package diagnose

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/profiles"
)

const (
	cache   = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"
	webFile = "AWS_WEB_IDENTITY_TOKEN_FILE=HOME~/token"
	webRole = "AWS_ROLE_ARN=arn:aws:iam::111122223333:role/pod"
	ecsHost = "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.2/x"
	fine    = "[default]\nregion = us-east-1\n"
)

// rolesInTurn is profile a with a role, and as many before the one with the keys.
func rolesInTurn(n int) string {
	text := "[profile a]\nregion = us-east-1\n" + role + "source_profile = r1\n"
	for i := 1; i < n; i++ {
		text += fmt.Sprintf("[profile r%d]\n%ssource_profile = r%d\n", i, role, i+1)
	}
	return text + fmt.Sprintf("[profile r%d]\n%s", n, keys)
}

// roleOf is a profile a with a role and some more keys, and a profile b with keys.
func roleOf(more string) scene {
	return both("[profile a]\nregion = us-east-1\n"+role+more, "[b]\n"+keys).asked("a")
}

// portal is a profile a with an sso-session.
func portal(more, session string) scene {
	return cfg("[profile a]\nregion = us-east-1\n" + more + "[sso-session corp]\n" + session).asked("a")
}

const whereLogin = "sso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n"

// raisedCases are those of what readings and parsers raise.
var raisedCases = []firing{
	// what parsers make of files
	{code: "unparsable-file", as: "go-v1.1", fires: cred("[default]\njunk\n"), near: cred("[default]\n# junk\n")},
	{code: "client-refused", as: "java-v2", fires: cfg("[default]\nregion = us-east-1\nsso_account_id = 1\nsso_role_name = R\nsso_start_url = https://x\nsso_region = us_east_1\n"), near: cfg("[default]\nregion = us-east-1\nsso_account_id = 1\nsso_role_name = R\nsso_start_url = https://x\nsso_region = us-east-1\n")},
	{code: "partitions-file-not-read", as: "java-v2", fires: env("AWS_PARTITIONS_FILE=/p.json"), near: env("AWS_REGION=us-east-1")},
	{code: "java-options-unparsable", as: "java-v2", fires: env("JDK_JAVA_OPTIONS=Main"), near: env("JDK_JAVA_OPTIONS=-Xmx1g")},
	{code: "java-options-unparsable", as: "java-v2", fires: env("JAVA_TOOL_OPTIONS='-Da=b"), near: env("JAVA_TOOL_OPTIONS='-Da=b'")},
	{code: "unparsable-file", as: "js-v3", fires: cfg("[__proto__]\na=b\n"), near: cfg("[proto]\na=b\n")},
	{code: "more-notes", as: "go-v2", fires: cfg("[default]\na\nb\nc\nd\ne\nf\ng\nh\ni\n"), near: cfg("[default]\na\nb\nc\nd\ne\nf\ng\nh\n")},
	{code: "byte-order-mark", as: "go-v2", fires: cfg("\ufeff" + fine), near: cfg(fine)},
	{code: "unclosed-quote", as: "go-v1", fires: cred("[default]\na = \"x\n"), near: cred("[default]\na = \"x\"\n")},
	{code: "text-after-header", as: "boto3", fires: cfg("[default] x\n"), near: cfg("[default]\n")},
	{code: "default-section", as: "boto3", fires: cfg("[DEFAULT]\na=b\n"), near: cfg("[default]\na=b\n")},
	{code: "spaces-in-header", as: "boto3", fires: cfg("[ default ]\na=b\n").whole(), near: cfg("[default]\na=b\n").whole()},
	{code: "continued-value", as: "boto3", fires: cfg("[default]\nregion = a\n  output = b\n"), near: cfg("[default]\nregion = a\noutput = b\n")},
	{code: "junk-line", as: "go-v2", fires: cfg("[default]\njunk\n"), near: cfg("[default]\n# junk\n")},
	{code: "empty-value", as: "go-v1", fires: cred("[default]\na =\nb = c\n"), near: cred("[default]\na = x\nb = c\n")},
	{code: "nested-block", as: "go-v1", fires: cred("[default]\ns3 =\n  a = b\nc = d\n"), near: cred("[default]\ns3 = x\nc = d\n")},
	{code: "comma-drops-key", as: "go-v1", fires: cred("[default]\na = b ,c\n"), near: cred("[default]\na = b,c\n")},
	{code: "key-before-section", as: "js-v3", fires: cfg("a=b\n" + fine), near: cfg(fine + "a=b\n")},
	{code: "text-after-quote", as: "go-v1", fires: cred("[default]\na = \"b\" c\n"), near: cred("[default]\na = \"b\"\n")},
	{code: "empty-header", as: "js-v3", fires: cfg("[]\na=b\n").whole(), near: cfg("[x]\na=b\n").whole()},
	{code: "broken-header", as: "js-v3", fires: cfg(fine + "[profile x\na=b\n"), near: cfg(fine + "[profile x]\na=b\n")},
	{code: "key-ignored", fires: cfg("[default]\na!b = c\n"), near: cfg("[default]\na-b = c\n")},
	{code: "not-utf-8", fires: cfg("[default]\na = \xff\n"), near: cfg("[default]\na = é\n")},
	{code: "header-to-last-bracket", as: "go-v1.1", fires: cred("[a]]\nb = c\n").whole(), near: cred("[a]\nb = c\n").whole()},
	{code: "numbered-key", as: "go-v1.1", fires: cred("[default]\n- = c\n"), near: cred("[default]\na = c\n")},
	{code: "value-cut-at-comment", as: "go-v1.1", fires: cred("[default]\na = b#c\n"), near: cred("[default]\na = b\n")},

	// what is refused while a session or client is built
	{code: "section-undecided", as: "rust", fires: cfg("[default]\nregion = a\n[ default ]\nregion = b\n"), near: cfg("[default]\nregion = a\n[ default ]\noutput = b\n")},
	{code: "unsupported-region", as: "terraform", fires: cfg("[default]\nregion = us-west-9\n"), near: cfg("[default]\nregion = us-west-2\n")},
	{code: "unsupported-region", as: "terraform", fires: cfg("[default]\noutput = json\n"), near: env("AWS_REGION=eusc-de-east-1")},
	{code: "unsupported-region", as: "terraform", fires: tf("region = \"moon-1\""), near: tf("region = \"moon-1\"\nskip_region_validation = true")},
	{code: "backend-without-region", as: "terraform-s3-backend", fires: cfg(fine), near: env("AWS_DEFAULT_REGION=eu-west-1")},
	{code: "provider-argument-refused", as: "terraform", fires: tf("regoin = \"eu-west-1\""), near: tf("region = \"eu-west-1\"")},
	{code: "provider-argument-refused", as: "terraform", fires: tf("retry_mode = \"legacy\""), near: tf("retry_mode = \"adaptive\"")},
	{code: "provider-argument-refused", as: "terraform-s3-backend", fires: env("AWS_SSE_CUSTOMER_KEY=x"), near: env("AWS_SSE_CUSTOMER_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")},
	{code: "provider-argument-unknown", as: "terraform", fires: tf("region = data.aws_region.here.name"), near: tf("region = lower(\"EU-WEST-1\")")},
	{code: "account-not-allowed", as: "terraform", fires: tf("region = \"eu-west-1\"\nallowed_account_ids = [\"111111111111\"]\nassume_role {\nrole_arn = \"arn:aws:iam::222222222222:role/r\"\n}"),
		near: tf("region = \"eu-west-1\"\nallowed_account_ids = [\"222222222222\"]\nassume_role {\nrole_arn = \"arn:aws:iam::222222222222:role/r\"\n}")},
	{code: "deprecated-variable", as: "terraform", fires: env("AWS_METADATA_URL=http://localhost"), near: env("AWS_EC2_METADATA_SERVICE_ENDPOINT=http://localhost")},
	{code: "deprecated-variable", as: "terraform", fires: env("AWS_IAM_ENDPOINT=http://localhost"), near: env("AWS_IAM_ENDPOINT=http://localhost", "AWS_ENDPOINT_URL_IAM=http://localhost")},
	{code: "provider-does-not-start", as: "terraform", fires: cfg(fine, "AWS_EC2_METADATA_DISABLED=true"), near: both(fine, "[default]\n"+keys)},
	{code: "identity-check-fails", as: "terraform", fires: both(fine+"use_fips_endpoint = true\n", "[default]\n"+keys, "AWS_ENDPOINT_URL=http://localhost"),
		near: both(fine+"use_fips_endpoint = true\n", "[default]\n"+keys, "AWS_ENDPOINT_URL=http://localhost", "AWS_ENDPOINT_URL_STS=http://localhost")},
	{code: "identity-check-fails", as: "terraform", fires: both(fine, "[default]\n"+keys, "AWS_ENDPOINT_URL=http://exa mple"), near: both(fine, "[default]\n"+keys, "AWS_ENDPOINT_URL=http://example")},
	{code: "file-too-large", fires: cfg("[default]\nregion = " + strings.Repeat("x", 2<<20) + "\n"), near: cfg("[default]\nregion = " + strings.Repeat("x", 2<<10) + "\n")},
	{code: "invalid-value", as: "go-v2", fires: env("AWS_MAX_ATTEMPTS=x"), near: env("AWS_MAX_ATTEMPTS=3")},
	{code: "defaults-mode", as: "js-v3", fires: env("AWS_DEFAULTS_MODE=fast"), near: env("AWS_DEFAULTS_MODE=standard")},
	{code: "retry-mode-unknown", as: "js-v3", fires: env("AWS_RETRY_MODE=legacy"), near: env("AWS_RETRY_MODE=standard")},
	{code: "app-id-too-long", as: "js-v3", fires: env("AWS_SDK_UA_APP_ID=" + many(8)[:60]), near: env("AWS_SDK_UA_APP_ID=x")},
	{code: "region-star", as: "js-v3", fires: env("AWS_REGION=*"), near: env("AWS_REGION=us-east-1")},
	{code: "region-refused", as: "js-v3", fires: cfg("[default]\nregion=us.east.1\n", "AWS_ENDPOINT_URL=https://store.example"), near: cfg(fine)},
	{code: "endpoint-unusable", as: "js-v3", fires: env("AWS_ENDPOINT_URL=localhost:4566"), near: env("AWS_ENDPOINT_URL=http://localhost:4566")},
	{code: "endpoint-url-not-in-chain", as: "go-v2", fires: roleOf("source_profile = b\nendpoint_url = http://localhost\n"), near: roleOf("source_profile = b\n")},
	{code: "metadata-asked-while-loading", as: "go-v2", fires: cfg("[default]\nregion = us-east-1\ndefaults_mode = auto\n"), near: cfg("[default]\nregion = us-east-1\ndefaults_mode = standard\n")},
	{code: "region-turns-fips-on", as: "go-v2", fires: env("AWS_REGION=fips-us-east-1"), near: env("AWS_REGION=us-east-1")},
	{code: "ca-bundle-without-certificates", as: "go-v2", fires: env("AWS_CA_BUNDLE=HOME~/pem").has("pem", "x"), near: env()},
	{code: "ca-bundle", as: "go-v1", fires: env("AWS_CA_BUNDLE=HOME~/pem").has("pem", "x"), near: env()},
	{code: "certificates-unchecked", as: "boto3", fires: env("AWS_CA_BUNDLE="), near: env()},
	{code: "client-certificate", as: "go-v1", fires: env("AWS_SDK_GO_CLIENT_TLS_CERT=/x"), near: env()},
	{code: "csm-host", as: "go-v1", fires: env("AWS_CSM_ENABLED=true", "AWS_CSM_HOST=h.example"), near: env("AWS_CSM_HOST=127.0.0.1")},
	{code: "needs-shared-config", as: "go-v1", fires: cred("[default]\n" + role + "source_profile = b\n"), near: cred("[default]\n" + keys)},
	{code: "section-named-otherwise", as: "go-v1.1", fires: cred("[profile a]\n"+keys, "AWS_PROFILE=a"), near: cred("[a]\n"+keys, "AWS_PROFILE=a")},
	{code: "section-replaced", as: "boto3", fires: cfg("[profile a]\nregion = x\n[profile  a]\noutput = json\n").asked("a"), near: cfg("[profile a]\nregion = x\noutput = json\n").asked("a")},
	{code: "plugins-not-loaded", as: "cli", fires: cfg(fine + "[plugins]\nx = y\n"), near: cfg(fine)},
	{code: "plugins-loaded", as: "cli", fires: cfg(fine+"[plugins]\ncli_legacy_plugin_path = HOME~/p\nx = y\n").has("p/y.py", ""), near: cfg(fine)},
	{code: "plugin-not-found", as: "cli", fires: cfg(fine + "[plugins]\ncli_legacy_plugin_path = HOME~/p\nx = y\n"), near: cfg(fine)},
	{code: "invalid-region", as: "boto3", fires: cfg("[default]\nregion = us.east.1\n", "AWS_ENDPOINT_URL=https://store.example"), near: cfg(fine)},
	{code: "no-dualstack-endpoint", as: "boto3", fires: both("[profile a]\nregion = us-isof-south-1\nuse_dualstack_endpoint = true\n"+role+"source_profile = b\n", "[b]\n"+keys).asked("a"), near: roleOf("source_profile = b\nuse_dualstack_endpoint = true\n")},
	{code: "invalid-endpoint", as: "boto3", fires: env("AWS_ENDPOINT_URL=localhost:4566", "AWS_DEFAULT_REGION=us-east-1"), near: env("AWS_ENDPOINT_URL=http://localhost:4566", "AWS_DEFAULT_REGION=us-east-1")},
	{code: "services-section-missing", as: "boto3", fires: cfg("[default]\nregion = us-east-1\nservices = x\n"), near: cfg("[default]\nregion = us-east-1\nservices = x\n[services x]\ns3 =\n  endpoint_url = http://h\n")},
	{code: "empty-s3-block", as: "boto3", fires: cfg("[default]\nregion = us-east-1\ns3 =\n"), near: cfg("[default]\nregion = us-east-1\ns3 =\n  addressing_style = path\n")},
	{code: "s3-no-block", as: "boto3", fires: cfg("[default]\nregion = us-east-1\ns3 = x\n"), near: cfg(fine)},

	{code: "region-empty", as: "js-v3", fires: env().in(" "), near: env().in("us-east-1")},
	{code: "empty-region", as: "boto3", fires: both("[profile a]\n"+role+"source_profile = b\n", "[b]\n"+keys, "AWS_DEFAULT_REGION=").asked("a"), near: roleOf("source_profile = b\n")},
	{code: "no-region", as: "boto3", fires: both("[profile a]\n"+role+"source_profile = b\n", "[b]\n"+keys, "AWS_ENDPOINT_URL_STS=http://h").asked("a"), near: roleOf("source_profile = b\n")},
	{code: "nested-session", as: "go-v1-shared", fires: both("[profile a]\nregion = us-east-1\n"+account+sso, "[w]\nweb_identity_token_file = x\n", "AWS_PROFILE=w").asked("a"), near: portal(account, whereLogin)},

	// keys
	{code: "incomplete-keys", fires: env("AWS_ACCESS_KEY_ID=x"), near: envPair("x", "y")},
	{code: "static-keys-incomplete", as: "go-v1", fires: cred("[default]\naws_access_key_id = x\n"), near: cred("[default]\n" + pairOf("x", "y"))},
	{code: "empty-keys", as: "go-v1.1", fires: cred("[default]\naws_access_key_id=\naws_secret_access_key=s\n"), near: cred("[default]\n" + pairOf("x", "y"))},
	{code: "endless-value", as: "go-v1.1", fires: cred("[default]\naws_access_key_id=%(aws_secret_access_key)s\naws_secret_access_key=%(aws_access_key_id)s\n"), near: cred("[default]\n" + pairOf("x", "y"))},
	{code: "keys-of-two-files", as: "js-v3", fires: both("[default]\naws_session_token = x\n", "[default]\n"+pairOf(asia, secret)), near: cred("[default]\n" + pairOf(asia, secret) + "aws_session_token = x\n")},
	{code: "env-keys-passed-over", as: "js-v3", fires: envPair("x", "y", "AWS_PROFILE=default"), near: envPair("x", "y")},
	{code: "keys-expired", as: "boto3", fires: envPair("x", "y", "AWS_CREDENTIAL_EXPIRATION=2020-01-01T00:00:00Z"), near: envPair("x", "y", "AWS_CREDENTIAL_EXPIRATION=2099-01-01T00:00:00Z")},
	{code: "expiration-unreadable", as: "boto3", fires: envPair("x", "y", "AWS_CREDENTIAL_EXPIRATION=soon"), near: envPair("x", "y")},
	{code: "expiration-without-zone", as: "boto3", fires: envPair("x", "y", "AWS_CREDENTIAL_EXPIRATION=2099-01-01T00:00:00"), near: envPair("x", "y")},

	// web identities and containers
	{code: "role-arn-missing", fires: env(webFile).has("token", "abcdef"), near: env(webFile, webRole).has("token", "abcdef")},
	{code: "web-identity-role-missing", as: "go-v1", fires: env(webFile).has("token", "abcdef"), near: env(webFile, webRole).has("token", "abcdef")},
	{code: "token-file-unreadable", fires: env(webFile, webRole, "AWS_REGION=us-east-1"), near: env(webFile, webRole, "AWS_REGION=us-east-1").has("token", "abcdef")},
	{code: "token-too-short", as: "boto3", fires: env(webFile, webRole, "AWS_DEFAULT_REGION=us-east-1").has("token", "abc"), near: env(webFile, webRole, "AWS_DEFAULT_REGION=us-east-1").has("token", "abcd")},
	{code: "token-not-a-header", fires: env(ecsHost, "AWS_CONTAINER_AUTHORIZATION_TOKEN=a\nb"), near: env(ecsHost, "AWS_CONTAINER_AUTHORIZATION_TOKEN=a")},
	{code: "container-token", as: "js-v3", fires: env(ecsHost, "AWS_CONTAINER_AUTHORIZATION_TOKEN=a\nb"), near: env(ecsHost, "AWS_CONTAINER_AUTHORIZATION_TOKEN=a")},
	{code: "container-token-unusable", as: "boto3", fires: env(ecsHost, "AWS_CONTAINER_AUTHORIZATION_TOKEN=a\nb"), near: env(ecsHost, "AWS_CONTAINER_AUTHORIZATION_TOKEN=a")},
	{code: "container-uri", fires: env("AWS_CONTAINER_CREDENTIALS_FULL_URI=http://8.8.8.8/x"), near: env(ecsHost)},
	{code: "container-host-refused", as: "boto3", fires: env("AWS_CONTAINER_CREDENTIALS_FULL_URI=http://8.8.8.8/x"), near: env(ecsHost)},
	{code: "container-uri-missing", as: "go-v1-shared", fires: roleOf("credential_source = EcsContainer\n"), near: roleOf("source_profile = b\n")},
	{code: "container-not-configured", fires: roleOf("credential_source = EcsContainer\n"), near: roleOf("source_profile = b\n")},
	{code: "environment-without-keys", fires: roleOf("credential_source = Environment\n"), near: roleOf("source_profile = b\n")},
	{code: "credential-source-unknown", fires: roleOf("credential_source = Instance\n"), near: roleOf("source_profile = b\n")},
	{code: "credential-source-empty", as: "boto3", fires: roleOf("credential_source = Environment\n"), near: roleOf("source_profile = b\n")},
	{code: "metadata-turned-off", fires: cfg("[profile a]\nregion = us-east-1\n"+role+"credential_source = Ec2InstanceMetadata\n", "AWS_EC2_METADATA_DISABLED=true").asked("a"), near: roleOf("credential_source = Ec2InstanceMetadata\n")},
	{code: "metadata-without-token", as: "cli", fires: env("AWS_EC2_METADATA_V1_DISABLED=true"), near: env("AWS_EC2_METADATA_V1_DISABLED=true", "AWS_REGION=us-east-1")},
	{code: "imds-unreachable", as: "go-v1.1", fires: env("AWS_REGION=cn-north-1"), near: env("AWS_REGION=us-east-1")},

	{code: "java-options-unparsable", as: "java-v2", fires: env("JAVA_TOOL_OPTIONS=\"-Dx"), near: env("JAVA_TOOL_OPTIONS=\"-Dx\"")},
	{code: "client-refused", as: "java-v2", fires: cfg("[profile a]\nregion = us-east-1\n"+account+sso, "AWS_ENDPOINT_URL_SSO=http://", "AWS_PROFILE=a").has(cache, login(9*time.Hour)), near: cfg("[profile a]\nregion = us-east-1\n"+account+sso, "AWS_ENDPOINT_URL_SSO=http://h", "AWS_PROFILE=a").has(cache, login(9*time.Hour))},

	// roles and processes
	{code: "role-cached", as: "cli", fires: roleOf("source_profile = b\n").has(".aws/cli/cache/"+roleHash+".json", roleKeys), near: roleOf("source_profile = b\n")},
	{code: "role-circle", as: "boto3", fires: roleOf("source_profile = a\n"), near: roleOf("source_profile = b\n")},
	{code: "source-profile-circle", as: "go-v2", fires: cfg("[profile a]\n" + role + "source_profile = c\n[profile c]\n" + role + "source_profile = a\n").asked("a"), near: roleOf("source_profile = b\n")},
	{code: "source-profile-missing", as: "boto3", fires: roleOf("source_profile = c\n"), near: roleOf("source_profile = b\n")},
	{code: "source-profile-unusable", as: "go-v1-shared", fires: roleOf("source_profile = c\n"), near: roleOf("source_profile = b\n")},
	{code: "source-profile-without-credentials", as: "go-v2", fires: cfg("[profile a]\n" + role + "source_profile = c\n[profile c]\nregion = x\n").asked("a"), near: roleOf("source_profile = b\n")},
	{code: "source-without-credentials", as: "boto3", fires: cfg("[profile a]\n" + role + "source_profile = c\n[profile c]\nregion = x\n").asked("a"), near: roleOf("source_profile = b\n")},
	{code: "several-credential-types", as: "go-v2", fires: roleOf("source_profile = b\ncredential_source = Environment\n"), near: roleOf("source_profile = b\n")},
	{code: "credential-types-collide", as: "go-v1-shared", fires: roleOf("source_profile = b\ncredential_source = Environment\n"), near: roleOf("source_profile = b\n")},
	{code: "two-sources", as: "boto3", fires: roleOf("source_profile = b\ncredential_source = Environment\n"), near: roleOf("source_profile = b\n")},
	{code: "role-chain-too-long", fires: cfg(rolesInTurn(profiles.MaxRoles)).asked("a"), near: cfg(rolesInTurn(profiles.MaxRoles - 1)).asked("a")},
	{code: "role-not-assumable", fires: both("[profile a]\nregion = a b\n"+role+"source_profile = b\n", "[b]\n"+keys).asked("a"), near: roleOf("source_profile = b\n")},
	{code: "mfa-without-token-provider", as: "go-v2", fires: roleOf("source_profile = b\nmfa_serial = x\n"), near: roleOf("source_profile = b\n")},
	{code: "mfa-without-code-provider", as: "js-v3", fires: roleOf("source_profile = b\nmfa_serial = x\n"), near: roleOf("source_profile = b\n")},
	{code: "mfa-needs-program", as: "go-v1-shared", fires: roleOf("source_profile = b\nmfa_serial = x\n"), near: roleOf("source_profile = b\n")},
	{code: "duration-ignored", as: "boto3", fires: roleOf("source_profile = b\nduration_seconds = x\n"), near: roleOf("source_profile = b\nduration_seconds = 900\n")},
	{code: "duration-too-short", as: "boto3", fires: roleOf("source_profile = b\nduration_seconds = 899\n"), near: roleOf("source_profile = b\nduration_seconds = 900\n")},
	{code: "parameter-too-short", as: "boto3", fires: roleOf("source_profile = b\nexternal_id = x\n"), near: roleOf("source_profile = b\nexternal_id = xx\n")},
	{code: "process-unreadable", as: "boto3", fires: cfg("[profile a]\ncredential_process = sh 'x\n").asked("a"), near: cfg("[profile a]\ncredential_process = sh 'x'\n").asked("a")},
	{code: "process-empty", as: "boto3", fires: cfg("[profile a]\ncredential_process =\n").asked("a"), near: cfg("[profile a]\ncredential_process = sh\n").asked("a")},
	{code: "credential-file-unreadable", as: "boto3", fires: env("AWS_CREDENTIAL_FILE=/nonexistent"), near: env("AWS_CREDENTIAL_FILE=HOME~/f").has("f", "AWSAccessKeyId=x\nAWSSecretKey=y\n")},

	// logins
	{code: "no-home", as: "go-v2", fires: env("HOME=", "AWS_CONFIG_FILE=HOME~/c", "AWS_PROFILE=a").has("c", "[profile a]\n"+account+sso), near: env("AWS_CONFIG_FILE=HOME~/c", "AWS_PROFILE=a").has("c", "[profile a]\n"+account+sso)},
	{code: "sso-token-missing", fires: portal(account, whereLogin), near: portal(account, whereLogin).has(cache, login(9*time.Hour))},
	{code: "sso-token-expired", fires: portal(account, whereLogin).has(cache, login(-time.Hour)), near: portal(account, whereLogin).has(cache, login(9*time.Hour))},
	{code: "sso-token-renewed", as: "go-v2", fires: portal(account, whereLogin).has(cache, renewable), near: portal(account, whereLogin).has(cache, login(9*time.Hour))},
	{code: "sso-token", as: "go-v1-shared", fires: portal(account, whereLogin), near: portal(account, whereLogin).has(cache, login(9*time.Hour))},
	{code: "sso-incomplete", fires: portal("sso_session = corp\nsso_account_id = 1\n", whereLogin), near: portal(account, whereLogin).has(cache, login(9*time.Hour))},
	{code: "sso-session-incomplete", as: "go-v1-shared", fires: portal(account, "sso_region = us-east-1\n"), near: portal(account, whereLogin)},
	{code: "sso-session-missing", as: "boto3", fires: portal("sso_session = crp\nsso_account_id = 1\nsso_role_name = x\n", whereLogin), near: portal(account, whereLogin)},
	{code: "sso-session-conflict", fires: portal(account+"sso_region = eu-west-1\n", whereLogin), near: portal(account, whereLogin)},
	{code: "sso-mismatch", as: "boto3", fires: portal(account+"sso_region = eu-west-1\n", whereLogin), near: portal(account, whereLogin)},
	{code: "sso-without-role", as: "go-v2", fires: portal("sso_session = corp\n", whereLogin), near: portal(account, whereLogin)},
	{code: "sso-token-only", fires: portal("sso_session = corp\n", whereLogin), near: portal(account, whereLogin)},
	{code: "sso-not-callable", fires: portal(account, "sso_start_url = https://corp.awsapps.com/start\nsso_region = a b\n").has(cache, login(9*time.Hour)), near: portal(account, whereLogin)},
	{code: "login-missing", as: "go-v2", fires: cfg("[profile a]\nregion = us-east-1\nlogin_session = arn:aws:iam::1:user/x\n").asked("a"), near: cfg("[profile a]\nregion = us-east-1\n").asked("a")},
	{code: "login-renewed", as: "go-v2", fires: console("2020-01-01T00:00:00Z"), near: console("2099-01-01T00:00:00Z")},
	{code: "login-without-crt", as: "boto3", fires: cfg("[profile a]\nregion = us-east-1\nlogin_session = arn:aws:iam::1:user/x\n").asked("a"), near: cfg("[profile a]\nregion = us-east-1\n").asked("a")},
}

// renewable is a token that has expired and that its refresh token renews.
const renewable = `{"startUrl":"https://corp.awsapps.com/start","region":"us-east-1","accessToken":"t","expiresAt":"2020-01-01T00:00:00Z","refreshToken":"r","clientId":"c","clientSecret":"s","registrationExpiresAt":"2099-01-01T00:00:00Z"}`

// roleHash is the name under which AWS CLI keeps the credentials of the role.
var roleHash = func() string {
	sum := sha1.Sum([]byte(`{"RoleArn": "arn:aws:iam::111122223333:role/Deploy"}`))
	return hex.EncodeToString(sum[:])
}()

const roleKeys = `{"Credentials":{"AccessKeyId":"ASIAX","SecretAccessKey":"s","SessionToken":"t","Expiration":"2099-01-01T00:00:00Z"}}`

// console is a profile a with a console login whose keys end at a time.
func console(ends string) scene {
	sum := sha256.Sum256([]byte("arn:x"))
	return cfg("[profile a]\nregion = us-east-1\nlogin_session = arn:x\n").asked("a").has(".aws/login/cache/"+hex.EncodeToString(sum[:])+".json",
		`{"accessToken":{"accessKeyId":"L","secretAccessKey":"s","sessionToken":"t","accountId":"1","expiresAt":"`+ends+`"},"clientId":"c","refreshToken":"r","dpopKey":"k"}`)
}
