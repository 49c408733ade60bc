package main

import (
	"bytes"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/sdk"
)

// secretHome plants a recognisable secret in every place that can hold one.
// Each has the word CANARY in it.
const secretConfig = `[default]
region = us-east-1
aws_access_key_id = AKIAEXAMPLEDEFAULT
aws_secret_access_key = CANARY0secretkeyindefault
aws_session_token = CANARY1sessiontoken
aws_security_token: CANARY2securitytoken
aws_secret_acess_key = CANARY3misspeltkey
endpoint_url = https://user:CANARY4urlpassword@localhost:9000/?token=CANARY5urlquery
client_secret = CANARY6unknownkey
aws_secret_access_key CANARY7junkline
export AWS_SECRET_ACCESS_KEY="CANARY50exported"
setx AWS_SESSION_TOKEN CANARY51setx
"SecretAccessKey": "CANARY52json",

[profile indented]
region = eu-west-1
  aws_secret_access_key = CANARY8continuation
retry_mode = bogus
  aws_session_token = CANARY9continuation

[profile process]
credential_process = /opt/get-keys --token CANARY10argument --pass=CANARY11value CANARY12word

[profile shell]
credential_process = sh -c "API_TOKEN=CANARY13inshell /usr/bin/curl -H 'Auth: CANARY14header' https://u:CANARY15@host/"

[profile assign]
credential_process = SECRET=CANARY16assigned /opt/tool

[profile role]
role_arn = arn:aws:iam::111122223333:role/x
source_profile = default

[profile swapped]
aws_access_key_id = CANARY17+inTheWrongPlace/9xyzABCDEFGHIJK
aws_secret_access_key = AKIAEXAMPLE

[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin

[sso-session corp]
sso_region = us-east-1
sso_start_url = https://me:CANARY18@corp.awsapps.com/start

[services s]
s3 =
  endpoint_url = http://x:CANARY19@localhost:1
  aws_secret_access_key = CANARY20nested

[profile services]
services = s
region = us-east-1

[profile container]
role_arn = arn:aws:iam::111122223333:role/x
credential_source = EcsContainer
max_attempts = "CANARY21 not a secret"
`

func secretHome(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	sum := sha1.Sum([]byte("corp"))
	legacy := sha1.Sum([]byte("https://me:CANARY18@corp.awsapps.com/start"))
	token := `{"startUrl":"https://x","region":"us-east-1","accessToken":"CANARY22access","refreshToken":"CANARY23refresh","clientId":"c","clientSecret":"CANARY24client","expiresAt":"2099-01-01T00:00:00Z"}`
	for name, text := range map[string]string{
		".aws/config":      strings.ReplaceAll(secretConfig, "CANARY21 not a secret", "many"),
		".aws/credentials": "[default]\naws_access_key_id = AKIAEXAMPLEDEFAULT\naws_secret_access_key = CANARY25credentialsfile\n[DEFAULT]\naws_secret_access_key = \"CANARY26quoted\n",
		".aws/sso/cache/" + hex.EncodeToString(sum[:]) + ".json":    token,
		".aws/sso/cache/" + hex.EncodeToString(legacy[:]) + ".json": token,
		"token": "CANARY27webidentity",
	} {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return home
}

var secretEnv = []string{
	"AWS_SESSION_TOKEN=CANARY28token",
	"AWS_SECURITY_TOKEN=CANARY29token",
	"AWS_CONTAINER_AUTHORIZATION_TOKEN=CANARY30token",
	"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://u:CANARY31@127.0.0.1/creds?token=CANARY32",
	"AWS_BEARER_TOKEN_BEDROCK=CANARY33",
	"HTTPS_PROXY=http://proxy:CANARY34@localhost:3128",
	"AWS_ENDPOINT_URL_S3=https://k:CANARY35@localhost",
	"AWS_SECRET_ACCESS_KEYS=CANARY36misspelt",
	"AWS_MAX_ATTEMPTS=5",
}

// allSecrets has TestNoSecretInAnyOutput run everything, not a sample; scripts/check.sh sets it.
const allSecrets = "SESSCTL_TEST_ALL_SECRETS"

// TestNoSecretInAnyOutput runs every command in every format and reading and
// looks for the planted secrets: in every profile and environment, or in one of
// them for each, which is another one for each command and reading.
func TestNoSecretInAnyOutput(t *testing.T) {
	home := secretHome(t)
	commands, places := secretCommands(), secretPlaces(home)
	for r, rd := range sdk.Readings() {
		t.Run(rd.ID, func(t *testing.T) {
			t.Parallel()
			for c, args := range commands {
				in := placesOf(args[0], places)
				if os.Getenv(allSecrets) == "" {
					in = in[(7*c+3*r)%len(in):][:1]
				}
				for _, p := range in {
					line := slices.Concat(args, []string{"--as", rd.ID, "--no-env", "--home", home}, p.flags)
					var out bytes.Buffer
					run(line, streams{in: strings.NewReader(""), out: &out, err: &out})
					if at := canary(out.String()); at >= 0 {
						t.Fatalf("%v --as %s %v shows a secret:\n%s", args, rd.ID, p.flags, around(out.String(), at))
					}
				}
			}
		})
	}
}

// secretPlace is an environment with a profile in use.
type secretPlace struct {
	profile string
	flags   []string
}

// placesOf leaves out those where the keys of requests are never known, or are
// those of the first profile.
func placesOf(command string, places []secretPlace) []secretPlace {
	if command != "request" {
		return places
	}
	return slices.DeleteFunc(slices.Clone(places), func(p secretPlace) bool {
		return p.profile != "" && p.profile != "swapped" && p.profile != "services"
	})
}

func secretPlaces(home string) []secretPlace {
	envs := [][]string{{"AWS_ACCESS_KEY_ID=AKIAENV", "AWS_SECRET_ACCESS_KEY=CANARY39envkey"}, {"AWS_SECRET_ACCESS_KEY=CANARY40alone"},
		{"AWS_ROLE_ARN=arn:aws:iam::111122223333:role/w", "AWS_WEB_IDENTITY_TOKEN_FILE=" + filepath.Join(home, "token")}}
	var places []secretPlace
	for i, env := range envs {
		for _, profile := range []string{"", "indented", "process", "shell", "assign", "role", "swapped", "sso", "services", "container", "missing"} {
			if i > 0 && profile != "" && profile != "role" {
				continue // where the keys are from does not matter to the others
			}
			p := secretPlace{profile: profile}
			for _, kv := range slices.Concat(secretEnv, env) {
				p.flags = append(p.flags, "--env", kv)
			}
			if profile != "" {
				p.flags = append(p.flags, "--profile", profile)
			}
			places = append(places, p)
		}
	}
	return places
}

// secretPolicies ask for everything, so that what they were shown is told.
const secretPolicies = "testdata/policies/everything.yaml"

func secretCommands() [][]string {
	commands := [][]string{
		{"resolve"}, {"resolve", "--all"}, {"resolve", "-o", "json"}, {"resolve", "-o", "yaml"}, {"resolve", "-o", "env"}, {"resolve", "--all", "-o", "env"},
		{"credentials"}, {"credentials", "-o", "json"}, {"credentials", "-o", "yaml"},
		{"profiles"}, {"profiles", "-o", "json"}, {"profiles", "-o", "yaml"}, {"profiles", "-o", "wide"}, {"profiles", "-o", "name", "p"},
		{"explain", "endpoint_url"}, {"explain", "region", "-o", "json"}, {"explain", "services.s3.endpoint_url"}, {"explain", "https_proxy", "-o", "yaml"},
		{"explain", "credentials"}, {"explain", "retry_mode"}, {"explain", "max_attempts"},
		{"explain", "aws_secret_access_key"}, {"explain", "AWS_SESSION_TOKEN", "-o", "json"}, {"explain", "credential_process"}, {"explain", "aws_access_key_id"},
		{"get", "endpoint_url"}, {"get", "region"}, {"get", "https_proxy"}, {"get", "services.s3.endpoint_url"},
		{"check", "region=x", "endpoint_url=y", "retry_mode=standard"}, {"check", "endpoint_url=y", "-o", "json"},
		{"check", "--as", "all", "region"}, {"check", "region=x", "--profiles", "*", "--fail-on", "note", "-o", "sarif"},
		{"check", "--policy", secretPolicies, "--explain"}, {"check", "--policy", secretPolicies, "--profiles", "*", "--explain", "-o", "json"},
		{"check", "--policy", secretPolicies, "--explain", "-o", "github"}, {"check", "--policy", secretPolicies, "--explain", "-o", "junit"},
		{"lint", "-o", "sarif"}, {"lint", "-o", "junit"}, {"lint", "-o", "github"}, {"lint", "-o", "gitlab"},
		{"copy", "--region", "eu-west-1"}, {"copy", "--region", "eu-west-1", "-o", "json"},
		{"copy", "--profile", "role", "--region", "eu-west-1", "--write", "zz", "--dry-run"}, {"copy", "--region", "eu-west-1", "--write", "zz", "--with-keys", "--dry-run", "-o", "json"},
		{"diff", "role", "process"}, {"diff", "sso", "container", "-o", "json"}, {"diff", "process", "swapped", "-o", "markdown"},
		{"handlers"}, {"version"}, {"lint"}, {"lint", "--diff"}, {"lint", "-o", "json", "--diff"},
		{"client", "s3"}, {"client", "s3", "--all", "--trace"}, {"compare", "credentials", "profile", "endpoint_url"}, {"settings", "endpoint"}, {"bundle"}, {"bundle", "--show"}, {"client", "sts", "-o", "json"}, {"client", "s3", "-o", "yaml", "--endpoint-url", "http://u:CANARY41@h/?token=CANARY42"},
		{"resolve", "--set", "endpoint_url=http://u:CANARY37@h"}, {"resolve", "--set", "max_attempts=http://u:CANARY38@h"},
	}
	return append(commands, secretRequests()...)
}

// secretRequests are requests that carry secrets in each place that can hold
// one, in every format.
func secretRequests() [][]string {
	given := "AKIAGIVEN:CANARY43secretkey:CANARY44sessiontoken"
	var commands [][]string
	for _, request := range [][]string{
		{"sts", "GetCallerIdentity"},
		{"sts", "GetCallerIdentity", "--sign-with", given},
		{"s3", "GetObject", "--param", "Bucket=b", "--param", "Key=k", "--presign", "5m", "--sign-with", given},
		{"s3", "GetObject", "--param", "Bucket=b--use1-az4--x-s3", "--param", "Key=k", "--session-keys", given},
		{"s3", "GetObject", "--param", "Bucket=b--use1-az4--x-s3", "--param", "Key=k", "--presign", "5m", "--session-keys", given},
		{"s3", "PutObject", "--param", "Bucket=b", "--param", "Key=k", "--param", "SSECustomerAlgorithm=AES256", "--param", "SSECustomerKey=CANARY45customerkeycustomerkey12"},
		{"s3", "PutObject", "--param", "Bucket=b", "--param", "Key=k", "--param", "SSECustomerAlgorithm=AES256", "--param", "SSECustomerKey=CANARY45customerkeycustomerkey12", "--presign", "5m", "--sign-with", given},
		{"simpledb", "ListDomains", "--sign-with", given, "--endpoint-url", "https://u:CANARY46password@h/?token=CANARY47"},
		{"rds", "CopyDBSnapshot", "--input", `{"SourceDBSnapshotIdentifier": "arn:aws:rds:eu-west-1:111122223333:snapshot:s", "TargetDBSnapshotIdentifier": "t", "SourceRegion": "eu-west-1"}`, "--sign-with", given},
		{"sso", "GetRoleCredentials", "--param", "roleName=r", "--param", "accountId=1", "--param", "accessToken=CANARY48"},
		{"bedrock-runtime", "Converse", "--param", "modelId=m"},
		{"sqs", "ListQueues", "--simulate", "throttle,503,200", "--handler", "Build:back:header=Authorization:Basic CANARY49", "--handler", "Sign:back:header=X-Amz-Security-Token:CANARY50"},
		{"sqs", "ListQueues", "--handler", "Build:back:exec=sessctl-has-no-such-program CANARY51"},
		{"dynamodb", "GetItem", "--input", `{"TableName": 1}`, "--sign-with", given},
		{"dynamodb", "GetItem", "--sign-with", "CANARY52"},
	} {
		for _, format := range render.Formats("request") {
			args := append(append([]string{"request"}, request...), "-o", format, "--at", "2026-01-02", "--region", "us-east-1")
			if format == "text" {
				args = append(args, "--trace", "--show", "canonical,string-to-sign")
			}
			commands = append(commands, args)
		}
	}
	return commands
}

// canary finds a planted secret, as it stands or in base64, and gives its place
// or -1.
func canary(s string) int {
	if at := strings.Index(s, "CANARY"); at >= 0 {
		return at
	}
	for _, encoded := range canaries {
		if at := strings.Index(s, encoded); at >= 0 {
			return at
		}
	}
	return -1
}

// canaries is the word in base64: what it has wherever the groups of three bytes begin.
var canaries = [3]string{
	base64.RawStdEncoding.EncodeToString([]byte("CANARY")),
	base64.RawStdEncoding.EncodeToString([]byte("NARY"))[:5],
	base64.RawStdEncoding.EncodeToString([]byte("ANARY"))[:6],
}

func around(s string, at int) string {
	return fmt.Sprintf("… %s …", s[max(0, at-200):min(len(s), at+60)])
}

// TestShowSecrets keeps the test above from passing for want of any output.
func TestShowSecrets(t *testing.T) {
	home := secretHome(t)
	var out bytes.Buffer
	run([]string{"profiles", "-o", "json", "--show-secrets", "--no-env", "--home", home, "--as", "go-v2"}, streams{in: strings.NewReader(""), out: &out, err: &out})
	for _, args := range secretRequests() {
		if !strings.Contains(strings.Join(args, " "), "CANARY") {
			continue // it has the secrets of the home, and this SDK refuses that
		}
		args = append(args, "--show-secrets", "--no-env", "--home", home, "--as", "boto3", "--env", "AWS_BEARER_TOKEN_BEDROCK=CANARY33", "--env", "AWS_SESSION_TOKEN=CANARY28token")
		var out bytes.Buffer
		if status := run(args, streams{in: strings.NewReader(""), out: &out, err: &out}); status == exitDone && canary(out.String()) < 0 {
			t.Errorf("%v has no secret to hide:\n%s", args, out.String())
		}
	}
	for _, want := range []string{"CANARY4", "CANARY10", "CANARY18", "CANARY25"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("--show-secrets does not show %s", want)
		}
	}
}
