package diagnose

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/hclfile"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
)

// home is an environment that a test lays out.
type home struct {
	config, credentials string
	vars                []string          // HOME~ stands for the home directory
	files               map[string]string // by path under the home directory
	modes               map[string]os.FileMode
	profile, region     string // as flags give them
	module              string // a file of Terraform's, whose blocks are given
}

// lay writes the home's files and gives its workspace and what flags give.
func (h home) lay(t testing.TB) (*resolve.Workspace, resolve.Inputs) {
	t.Helper()
	dir := t.TempDir()
	at := func(s string) string { return strings.ReplaceAll(s, "HOME~", dir) }
	files := map[string]string{}
	for name, text := range h.files {
		files[name] = text
	}
	if h.config != "" {
		files[".aws/config"] = h.config
	}
	if h.credentials != "" {
		files[".aws/credentials"] = h.credentials
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		mode := os.FileMode(0o600)
		if m, ok := h.modes[name]; ok {
			mode = m
		}
		if err := os.WriteFile(path, []byte(at(text)), mode); err != nil {
			t.Fatal(err)
		}
	}
	vars := []string{"PATH=/usr/bin:/bin"}
	for _, v := range h.vars {
		vars = append(vars, at(v))
	}
	options := environ.Options{NoEnv: true, Home: dir, Vars: vars, OS: "linux"}
	for _, v := range vars {
		if strings.HasPrefix(v, "HOME=") {
			options.Home = ""
		}
	}
	env, err := environ.New(options)
	if err != nil {
		t.Fatal(err)
	}
	in := resolve.Inputs{Explicit: map[string]origin.Candidate{}}
	if h.profile != "" {
		in.Profile = &origin.Candidate{Value: h.profile, Origin: origin.Origin{Kind: origin.Flag, Name: "--profile"}}
	}
	if h.region != "" {
		in.Explicit["region"] = origin.Candidate{Value: strings.TrimSpace(h.region), Origin: origin.Origin{Kind: origin.Flag, Name: "--region"}}
	}
	if h.module != "" {
		path := filepath.Join(dir, "main.tf")
		if err := os.WriteFile(path, []byte(h.module), 0o600); err != nil {
			t.Fatal(err)
		}
		m, err := hclfile.Read(env, path)
		if err != nil {
			t.Fatal(err)
		}
		in.Blocks = map[string]*resolve.Node{}
		for as, headers := range map[string][]hclfile.Header{"terraform": {{"provider", "aws"}}, "terraform-s3-backend": {{"terraform"}, {"backend", "s3"}}} {
			if n, err := m.Find(headers, ""); err == nil {
				in.Blocks[as] = n
			}
		}
	}
	return resolve.NewWorkspace(env), in
}

func reading(t testing.TB, id string) *resolve.Reading {
	t.Helper()
	found, ok := sdk.Find(id)
	if !ok {
		t.Fatalf("there is no reading %s", id)
	}
	return found.Reading
}

const (
	keys    = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n"
	sso     = "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n"
	role    = "role_arn = arn:aws:iam::111122223333:role/Deploy\n"
	account = "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\n"
)

// ordinary are environments such as people have, in which nothing is wrong.
var ordinary = map[string]home{
	"nothing at all":                {},
	"aws configure":                 {config: "[default]\nregion = eu-west-1\noutput = json\n", credentials: "[default]\n" + keys},
	"no spaces":                     {config: "[default]\nregion=eu-west-1\noutput=json\n", credentials: "[default]\naws_access_key_id=AKIAIOSFODNN7EXAMPLE\naws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n"},
	"windows line ends":             {config: "[default]\r\nregion = eu-west-1\r\n", credentials: strings.ReplaceAll("[default]\n"+keys, "\n", "\r\n")},
	"comments":                      {config: "# mine\n[default]\n; the region\nregion = eu-west-1\n\n# [profile old]\n#region = us-east-1\n#export AWS_PROFILE=x\n", credentials: "[default]\n" + keys},
	"several profiles":              {config: "[default]\nregion = us-east-1\n\n[profile dev]\nregion = eu-west-1\n\n[profile prod]\nregion = eu-central-1\noutput = table\n", credentials: "[default]\n" + keys + "[dev]\n" + keys + "[prod]\n" + keys},
	"AWS_PROFILE":                   {config: "[profile dev]\nregion = eu-west-1\n", credentials: "[dev]\n" + keys, vars: []string{"AWS_PROFILE=dev"}},
	"keys of the environment":       {vars: []string{"AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1"}},
	"temporary keys":                {vars: []string{"AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEXAMPLE", "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1"}},
	"temporary keys in the file":    {config: "[default]\nregion = eu-west-1\n", credentials: "[default]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_session_token = IQoJb3JpZ2luX2VjEXAMPLE==\n"},
	"saml2aws":                      {config: "[profile saml]\nregion = eu-west-1\n", credentials: "[saml]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_session_token = IQoJb3JpZ2luX2VjEXAMPLE\naws_security_token = IQoJb3JpZ2luX2VjEXAMPLE\nx_principal_arn = arn:aws:sts::111122223333:assumed-role/x/me\nx_security_token_expires = 2030-01-01T10:00:00+01:00\n"},
	"sso session":                   {config: "[profile dev]\n" + account + "region = eu-west-1\n\n" + sso},
	"sso of many accounts":          {config: sso + "[profile a]\n" + account + "[profile b]\n" + account + "region = us-west-2\n[profile c]\n" + account + "output = json\n"},
	"sso the old way":               {config: "[profile dev]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = Admin\nregion = eu-west-1\n"},
	"sso as default":                {config: "[default]\n" + account + "region = eu-west-1\n\n" + sso},
	"sso with a valid login":        {config: "[profile dev]\n" + account + "region = eu-west-1\n\n" + sso, vars: []string{"AWS_PROFILE=dev"}, files: map[string]string{".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json": `{"startUrl":"https://corp.awsapps.com/start","region":"us-east-1","accessToken":"t","expiresAt":"2099-01-01T00:00:00Z"}`}},
	"a start url with a hash":       {config: "[sso-session corp]\nsso_start_url = https://d-1234567890.awsapps.com/start/#\nsso_region = eu-central-1\nsso_registration_scopes = sso:account:access\n[profile dev]\n" + account},
	"a role":                        {config: "[profile base]\nregion = eu-west-1\n[profile deploy]\n" + role + "source_profile = base\nregion = eu-west-1\n", credentials: "[base]\n" + keys},
	"a role with mfa":               {config: "[default]\nregion = eu-west-1\n[profile deploy]\n" + role + "source_profile = default\nmfa_serial = arn:aws:iam::111122223333:mfa/kim\nduration_seconds = 3600\nrole_session_name = kim\n", credentials: "[default]\n" + keys},
	"a chain of roles":              {config: "[profile hub]\n" + role + "source_profile = base\n[profile spoke]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = hub\nexternal_id = abc-123\n", credentials: "[base]\n" + keys},
	"a role from sso":               {config: sso + "[profile base]\n" + account + "[profile deploy]\n" + role + "source_profile = base\n"},
	"a role of the instance":        {config: "[profile deploy]\n" + role + "credential_source = Ec2InstanceMetadata\nregion = eu-west-1\n"},
	"a profile that is its source":  {config: "[profile x]\n" + role + "source_profile = x\nregion = eu-west-1\n", credentials: "[x]\n" + keys},
	"govcloud":                      {config: "[profile gov]\nregion = us-gov-west-1\nrole_arn = arn:aws-us-gov:iam::111122223333:role/x\nsource_profile = govbase\n[profile govbase]\nregion = us-gov-west-1\n", credentials: "[govbase]\n" + keys},
	"china":                         {config: "[profile cn]\nregion = cn-north-1\nrole_arn = arn:aws-cn:iam::111122223333:role/x\nsource_profile = cnbase\n[profile cnbase]\nregion = cn-northwest-1\n", credentials: "[cnbase]\n" + keys},
	"fips":                          {config: "[default]\nregion = us-east-1\nuse_fips_endpoint = true\n", credentials: "[default]\n" + keys},
	"dual-stack":                    {config: "[default]\nregion = eu-west-1\nuse_dualstack_endpoint = true\n", credentials: "[default]\n" + keys},
	"localstack":                    {config: "[profile local]\nregion = us-east-1\nendpoint_url = http://localhost:4566\n", credentials: "[local]\naws_access_key_id = test\naws_secret_access_key = test\n", vars: []string{"AWS_PROFILE=local"}},
	"localstack in variables":       {vars: []string{"AWS_ENDPOINT_URL=http://localhost.localstack.cloud:4566", "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_DEFAULT_REGION=us-east-1", "AWS_REGION=us-east-1"}},
	"minio":                         {config: "[profile minio]\nregion = minio-1\nservices = minio\nrequest_checksum_calculation = when_required\nresponse_checksum_validation = when_required\n[services minio]\ns3 =\n  endpoint_url = http://minio:9000\n", credentials: "[minio]\naws_access_key_id = minioadmin\naws_secret_access_key = minioadmin\n", vars: []string{"AWS_PROFILE=minio"}},
	"another store":                 {config: "[profile r2]\nregion = auto\nendpoint_url = https://abc.r2.cloudflarestorage.com\n", credentials: "[r2]\naws_access_key_id = 0123456789abcdef0123456789abcdef\naws_secret_access_key = 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n", vars: []string{"AWS_PROFILE=r2"}},
	"s3 block":                      {config: "[default]\nregion = eu-west-1\ns3 =\n  max_concurrent_requests = 20\n  addressing_style = virtual\n", credentials: "[default]\n" + keys},
	"retries":                       {config: "[default]\nregion = eu-west-1\nretry_mode = adaptive\nmax_attempts = 10\ndefaults_mode = standard\n", credentials: "[default]\n" + keys},
	"a pager and other tastes":      {config: "[default]\nregion = eu-west-1\ncli_pager =\ncli_auto_prompt = on-partial\noutput = yaml\ncli_history = enabled\n", credentials: "[default]\n" + keys, vars: []string{"AWS_PAGER=less -FRX"}},
	"credential_process":            {config: "[profile p]\ncredential_process = /bin/sh -c 'cat \"$HOME/x\"'\nregion = eu-west-1\n"},
	"a process in PATH":             {config: "[profile p]\ncredential_process = sh -c true\nregion = eu-west-1\n"},
	"irsa":                          {vars: []string{"AWS_ROLE_ARN=arn:aws:iam::111122223333:role/pod", "AWS_WEB_IDENTITY_TOKEN_FILE=HOME~/token", "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1", "AWS_STS_REGIONAL_ENDPOINTS=regional", "AWS_ROLE_SESSION_NAME=pod"}, files: map[string]string{"token": "eyJhbGciOiJSUzI1NiJ9.e30.c2ln"}},
	"pod identity":                  {vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1/credentials", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=HOME~/token", "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1", "AWS_STS_REGIONAL_ENDPOINTS=regional"}, files: map[string]string{"token": "eyJhbGciOiJSUzI1NiJ9.e30.c2ln"}},
	"ecs":                           {vars: []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/v2/credentials/x", "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1", "AWS_EXECUTION_ENV=AWS_ECS_FARGATE", "ECS_CONTAINER_METADATA_URI_V4=http://169.254.170.2/v4/x"}},
	"lambda":                        {vars: []string{"AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AWS_SESSION_TOKEN=x", "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1", "AWS_LAMBDA_FUNCTION_NAME=f", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=128", "AWS_LAMBDA_INITIALIZATION_TYPE=on-demand", "AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/f", "AWS_XRAY_CONTEXT_MISSING=LOG_ERROR", "AWS_XRAY_DAEMON_ADDRESS=169.254.79.129:2000", "AWS_EXECUTION_ENV=AWS_Lambda_python3.12"}},
	"aws-vault":                     {config: "[default]\nregion = eu-west-1\n[profile dev]\nmfa_serial = arn:aws:iam::111122223333:mfa/kim\nregion = eu-west-1\n", vars: []string{"AWS_VAULT=dev", "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AWS_SESSION_TOKEN=x", "AWS_CREDENTIAL_EXPIRATION=2099-01-01T00:00:00Z", "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1"}},
	"granted":                       {config: "[profile dev]\ngranted_sso_start_url = https://corp.awsapps.com/start\ngranted_sso_region = us-east-1\ngranted_sso_account_id = 111122223333\ngranted_sso_role_name = Admin\nregion = eu-west-1\ncommon_fate_generated_from = aws-sso\n"},
	"aws-sso-cli":                   {vars: []string{"AWS_SSO_PROFILE=dev", "AWS_SSO_ACCOUNT_ID=111122223333", "AWS_SSO_ROLE_NAME=Admin", "AWS_SSO_SESSION_EXPIRATION=2099-01-01", "AWS_SSO_DEFAULT_REGION=eu-west-1", "AWS_SSO=corp", "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AWS_SESSION_TOKEN=x", "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1"}},
	"github actions":                {vars: []string{"AWS_DEFAULT_REGION=eu-west-1", "AWS_REGION=eu-west-1", "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AWS_SESSION_TOKEN=x", "GITHUB_ACTIONS=true"}},
	"node and java leftovers":       {vars: []string{"AWS_NODEJS_CONNECTION_REUSE_ENABLED=1", "AWS_SDK_LOAD_CONFIG=1", "AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE=1", "AWS_JAVA_V1_DISABLE_DEPRECATION_ANNOUNCEMENT=true", "AWS_CDK_DISABLE_VERSION_CHECK=1", "AWS_ACCOUNT=111122223333"}},
	"toolkit":                       {config: "[default]\nregion = eu-west-1\ntoolkit_artifact_guid = 0d94ba46-1c07-4ac4-b5a5-000000000000\n", credentials: "[default]\n" + keys + "toolkit_artifact_guid=0d94ba46-1c07-4ac4-b5a5-000000000000\n"},
	"an empty session token":        {vars: []string{"AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AWS_SESSION_TOKEN=", "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1"}},
	"names with dots and at":        {config: "[profile kim@corp.example]\nregion = eu-west-1\n[profile a.b-c_d]\nregion = eu-west-1\n"},
	"a config that others may read": {config: "[default]\nregion = eu-west-1\n", modes: map[string]os.FileMode{".aws/config": 0o644}},
	"a proxy":                       {config: "[default]\nregion = eu-west-1\n", credentials: "[default]\n" + keys, vars: []string{"HTTPS_PROXY=http://proxy.corp.example:3128", "NO_PROXY=169.254.169.254,localhost"}},
	"sts_regional_endpoints":        {config: "[default]\nregion = eu-west-1\nsts_regional_endpoints = regional\n", credentials: "[default]\n" + keys},
	"console login":                 {config: "[default]\nlogin_session = arn:aws:iam::111122223333:user/kim\nregion = eu-west-1\n"},
}

// TestOrdinary: on environments such as people have, lint is silent in every
// reading that people ship with.
func TestOrdinary(t *testing.T) {
	if len(ordinary) < 40 {
		t.Fatalf("only %d environments", len(ordinary))
	}
	for name, h := range ordinary {
		t.Run(name, func(t *testing.T) {
			w, in := h.lay(t)
			for _, id := range []string{"spec", "go-v2", "boto3", "cli", "js-v3", "rust"} {
				for _, f := range Whole(w, in, reading(t, id), time.Now()).Findings {
					t.Errorf("%s: %s[%s] %s (%s)", id, f.Severity, f.Code, f.Message, f.Origin)
				}
			}
		})
	}
}
