package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/sdk"
)

// plants are config files with a secret S in a place where none belongs; Q is S
// as a URL has it, and ID an access key id.
var plants = []string{
	"[default]\naws_access_key_id = S\naws_secret_access_key = ID\n",
	"[default]\naws_access_key_id = ID:S\naws_secret_access_key = x\n",
	"[default]\naws_access_key_id = ID S\naws_secret_access_key = x\n",
	"[default]\naws_access_key_id = S ID\naws_secret_access_key = x\n",
	"[default]\nregion = us-east-1\n  aws_secret_access_key = S\noutput = json\n",
	"[default]\nregion = us-east-1 # aws_secret_access_key = S\n",
	"[default]\nregion = us-east-1 ; my secret: S\n",
	"[default]\naws_access_key_id = ID\naws_secret_access_key = S # an old one\n",
	"[default]\naws_access_key_id = ID\naws_secret_access_key =\n    S\n",
	"[default]\nendpoint_url = user:S@host:443\n",
	"[default]\nendpoint_url = https:/user:S@host\n",
	"[default]\nendpoint_url = https://user:a b\"S@host\n",
	"[default]\nendpoint_url = https://host/?x=1&code=Q\n",
	"[default]\nendpoint_url = https://host/?%73ig=Q\n",
	"[default]\nendpoint_url = https://host/a;token=Q\n",
	"[default]\nendpoint_url = https://host/#access_token=Q\n",
	"[default]\ncredential_process = /opt/tool -p S\n",
	"[default]\ncredential_process = /opt/tool --password S --json\n",
	"[default]\ncredential_process = /opt/tool --key=/S\n",
	"[default]\ncredential_process = sh -c \"TOKEN=S tool | cat\"\n",
	"[default]\ncredential_process = tool --profile S\n",
	"[default]\ncredential_process = aws-vault exec S\n",
	"[default]\npwd = S\nregion = us-east-1\n",
	"[default]\nauth = S\n",
	"[default]\ncookie = S\n",
	"[default]\napi-key = S\n",
	"[default]\nmfa_code = S\n",
	"[default]\ns3 =\n  secret_key = S\n  addressing_style = path\n",
	"[default]\naws_secret_access_key S\n",
	"[default]\nexport AWS_SECRET_ACCESS_KEY=S\n",
	"[default]\naws_access_key_id = ID\naws_secret_access_key = S\nregion = S\nretry_mode = S\n",
	"aws_secret_access_key = S\n[default]\nregion = us-east-1\n",
}

// plantedVariables are the same in variables.
var plantedVariables = [][]string{
	{"AWS_WEB_IDENTITY_TOKEN_FILE=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.S", "AWS_ROLE_ARN=arn:aws:iam::111122223333:role/r"},
	{"AWS_CA_BUNDLE=-----BEGIN PRIVATE KEY-----\nS\n-----END PRIVATE KEY-----"},
	{"HTTPS_PROXY=user:S@h:3128"},
	{"AWS_ACCESS_KEY_ID=S", "AWS_SECRET_ACCESS_KEY=ID"},
	{"AWS_ACCESS_KEY_ID=ID:S", "AWS_SECRET_ACCESS_KEY=x"},
	{"AWS_REGION=S", "AWS_PROFILE=S", "AWS_ACCESS_KEY_ID=ID", "AWS_SECRET_ACCESS_KEY=S"},
}

// plantedEnvFiles are files of variables, good and bad, that diff is given.
var plantedEnvFiles = []string{
	"AWS_ACCESS_KEY_ID=ID\nAWS_SECRET_ACCESS_KEY=S\n", "AWS_SECRET_ACCESS_KEY S\n", "export AWS_SECRET_ACCESS_KEY=S\nAWS_REGION=S\n", "AWS_ENDPOINT_URL=https://u:S@h\n", "AWS_SECRET_ACCESS_KEY='S\n",
	"HTTPS_PROXY=user:S@h:3128\n", "AWS_SECRET_ACCESS_KEY: S\n", "AWS_ACCESS_KEY_ID=S\nAWS_SECRET_ACCESS_KEY=ID\n", "=S\n",
}

// plantedArguments are command lines that nobody can make anything of, or that
// give a secret to an operation.
var plantedArguments = [][]string{
	{"resolve", "--env", "AWS_SECRET_ACCESS_KEY S"}, {"resolve", "--env", "AWS_SECRET_ACCESS_KEY:S"}, {"resolve", "--env", "S"},
	{"resolve", "--set", "endpoint_url https://u:S@h"}, {"resolve", "--set", "aws_secret_access_key=S"}, {"resolve", "--set", "max_attempts=u:S@h"},
	{"resolve", "--aws-secret-access-key=S"}, {"check", "endpoint_url=https://u:S@h"}, {"client", "s3", "--endpoint-url", "user:S@h"},
	{"request", "s3", "ListBuckets", "--sign-with", "S"}, {"request", "s3", "ListBuckets", "--session-keys", "S"}, {"request", "s3", "ListBuckets", "--session-keys", "S:ID"}, {"request", "s3", "ListBuckets", "--sign-with", "S:ID"}, {"request", "s3", "ListBuckets", "--sign-with", "ID:S:S"},
	{"request", "s3", "ListBuckets", "--handler", "Build:back:header=X-Api-Key S"}, {"request", "s3", "ListBuckets", "--handler", "Build:S"}, {"request", "s3", "ListBuckets", "--handler", "S"},
	{"request", "s3", "ListBuckets", "--handler", "Build:back:exec=sessctl-no-such-program --token S"},
	{"request", "s3", "ListBuckets", "--endpoint-url", "https://h/?sig=Q"},
	{"request", "secretsmanager", "PutSecretValue", "--param", "SecretString S"},
	{"request", "secretsmanager", "PutSecretValue", "--param", "SecretString=S", "--param", "SecretId=a"},
	{"request", "rds", "CreateDBInstance", "--param", "MasterUserPassword=S", "--param", "DBInstanceIdentifier=a", "--param", "DBInstanceClass=b", "--param", "Engine=c"},
	{"request", "sso-oidc", "CreateToken", "--param", "clientSecret=S", "--param", "clientId=a", "--param", "grantType=b"},
	{"request", "sts", "AssumeRoleWithWebIdentity", "--param", "WebIdentityToken=S", "--param", "RoleArn=arn:aws:iam::111122223333:role/rrrr", "--param", "RoleSessionName=bb"},
	{"request", "kms", "Encrypt", "--param", "KeyId=a", "--param", "Plaintext=B"},
	{"request", "cognito-idp", "InitiateAuth", "--input", `{"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "abc", "AuthParameters": {"USERNAME": "u", "PASSWORD": "S"}}`},
	{"request", "cognito-idp", "InitiateAuth", "--input", `{"Password": "S"`},
	{"diff", "S", "default"}, {"diff", "default", "profile:S"}, {"diff", "HEAD:S", "default"}, {"diff", "https://u:S@h", "default"}, {"diff", "AWS_SECRET_ACCESS_KEY=S", "default"},
	{"diff", "default", "default", "--set", "aws_secret_access_key=S"}, {"diff", "default", "default", "--endpoint-url", "https://u:S@h"},
	{"copy", "--region", "S", "--write", "new", "--dry-run"}, {"copy", "--endpoint-url", "https://u:S@h", "--write", "new", "--dry-run"}, {"copy", "--set", "endpoint_url=https://h/?sig=Q", "--write", "new", "--dry-run"},
	{"copy", "--set", "aws_secret_access_key=S", "--write", "new"}, {"copy", "--set", "ca_bundle=token S", "--write", "new", "--dry-run"}, {"copy", "--region", "x", "--write", "a S]"},
	{"copy", "--env", "AWS_ACCESS_KEY_ID=ID", "--env", "AWS_SECRET_ACCESS_KEY=S", "--region", "x", "--write", "new", "--dry-run"},
	{"copy", "--env", "AWS_ACCESS_KEY_ID=ID", "--env", "AWS_SECRET_ACCESS_KEY=S", "--region", "x", "--write", "new", "--with-keys", "--dry-run"},
	{"check", "--policy", "S"}, {"check", "--policy", "https://u:S@h"}, {"check", "--policy", "AWS_SECRET_ACCESS_KEY=S"},
}

// plantedPolicies are policy files in which a secret was left.
var plantedPolicies = []string{
	"aws_secret_access_key: S\n",
	"- name: x\n  aws_secret_access_key: S\n",
	"- name: x\n  expression: 'true'\n  severity: aws_secret_access_key=S\n",
	"- name: x\n  expression: 'endpoint_url == \"https://u:S@h\"'\n  message: other\n",
	"- name: x\n  expression: aws_secret_access_key=S\n  message: no\n",
	"- name: x\n  expression: region == aws_secret_access_key:S\n  message: no\n",
	"AWS_SECRET_ACCESS_KEY=S\n",
	"[default]\naws_secret_access_key = S\n",
}

// planted is a secret with what stands for it in a plant.
type planted struct {
	secret string
	fill   *strings.Replacer
}

func draw(r *rand.Rand) planted {
	const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
	n := []int{12, 20, 40}[r.IntN(3)]
	b := []byte("q7")
	for len(b) < n {
		b = append(b, letters[r.IntN(len(letters))])
		if n == 40 && len(b)%13 == 0 {
			b = append(b, "+/"[r.IntN(2)])
		}
	}
	s := string(b)
	if changes(s) < max(4, len(s)/4+1) {
		return draw(r) // as good as a word, and a word that is a profile's name too is shown
	}
	return planted{s, strings.NewReplacer("ID", "AKIAIOSFODNN7EXAMPLE", "S", s, "Q", url.QueryEscape(s), "B", base64.StdEncoding.EncodeToString([]byte(s)))}
}

// changes counts where a letter follows a digit, a capital a small letter, and so
// on, but not where a word begins with a capital.
func changes(s string) int {
	n := 0
	class := func(c byte) int {
		return slices.Index([]bool{c >= 'a', c >= 'A', c >= '0', true}, true)
	}
	for i := 1; i < len(s); i++ {
		if a, b := class(s[i-1]), class(s[i]); a != b && !(a == 1 && b == 0) {
			n++
		}
	}
	return n
}

// fills puts the secret in where a letter stands alone.
func (p planted) fills(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !('A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' || r >= '0' && r <= '9' || r == '_')
	})
	for _, w := range slices.Compact(words) {
		if w == "S" || w == "Q" || w == "B" || w == "ID" {
			text = replaceWord(text, w, p.fill.Replace(w))
		}
	}
	return text
}

func replaceWord(text, word, with string) string {
	var b strings.Builder
	letter := func(i int) bool {
		return i >= 0 && i < len(text) && (text[i] == '_' || 'A' <= text[i] && text[i] <= 'Z' || 'a' <= text[i] && text[i] <= 'z' || '0' <= text[i] && text[i] <= '9')
	}
	for i := 0; i < len(text); {
		if strings.HasPrefix(text[i:], word) && !letter(i-1) && !letter(i+len(word)) {
			b.WriteString(with)
			i += len(word)
			continue
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

// shownIn reports whether an output has the secret in it, or a long part of it.
func (p planted) shownIn(out string) bool {
	flat := strings.Join(strings.Fields(out), "")
	quoted, _ := json.Marshal(p.secret)
	for _, s := range []string{p.secret, url.QueryEscape(p.secret), strings.Trim(string(quoted), `"`), base64.StdEncoding.EncodeToString([]byte(p.secret))[:14]} {
		if strings.Contains(flat, s) {
			return true
		}
	}
	for i := 0; i+12 <= len(p.secret) && len(p.secret) >= 16; i++ {
		if strings.Contains(flat, p.secret[i:i+12]) {
			return true
		}
	}
	return false
}

var plantCommands = []string{"resolve --all", "resolve -o json", "resolve -o env", "credentials", "credentials -o json", "profiles", "profiles -o json", "explain credentials", "explain endpoint_url",
	"explain region", "explain https_proxy -o json", "get endpoint_url", "get region", "compare --all", "compare -o json", "compare -o markdown", "client s3", "request s3 ListBuckets --trace",
	"request sts GetCallerIdentity -o curl", "check region=x", "copy --region eu-west-1", "copy --region eu-west-1 --write default --dry-run", "copy --region eu-west-1 --write new --dry-run -o json", "lint", "lint -o json", "lint --diff", "lint --fix --dry-run -o json", "diff default new", "bundle", "bundle --show", "explain ca_bundle", "__complete resolve --profile "}

// seeded draws from one seed, so that a run can be compared with the last, or from
// the one that is asked for, as make hostile does with a new one each time.
func seeded(t *testing.T) *rand.Rand {
	t.Helper()
	seed := uint64(440604)
	if s := os.Getenv("SESSCTL_TEST_PLANTS_SEED"); s != "" {
		seed, _ = strconv.ParseUint(s, 10, 64)
	}
	t.Logf("SESSCTL_TEST_PLANTS_SEED=%d repeats this", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

// TestNoPlantedSecretInAnyOutput draws secrets, plants them where none belongs,
// and looks for them in what commands print.
func TestNoPlantedSecretInAnyOutput(t *testing.T) {
	r := seeded(t)
	each := 2
	if os.Getenv(allSecrets) != "" {
		each = len(plantCommands)
	}
	look := func(p planted, args []string) {
		t.Helper()
		var out bytes.Buffer
		run(args, streams{in: strings.NewReader(""), out: &out, err: &out})
		if p.shownIn(out.String()) {
			t.Errorf("%q shows %s:\n%s", args, p.secret, out.String())
		}
	}
	readings := sdk.Readings()
	try := func(p planted, home string, flags ...string) {
		t.Helper()
		for _, i := range r.Perm(len(plantCommands))[:each] {
			args := append(strings.Fields(plantCommands[i]), "--no-env", "--home", home)
			if strings.HasPrefix(plantCommands[i], "__") {
				args = append([]string{"__complete", "resolve", "--no-env", "--home", home}, append(flags, "--profile", "")...)
			} else if args = append(args, flags...); args[0] != "compare" {
				args = append(args, "--as", readings[r.IntN(len(readings))].ID)
			}
			look(p, args)
		}
	}
	for _, plant := range plants {
		p := draw(r)
		planted := homeOf(t, p.fills(plant))
		try(p, planted)
		other := homeOf(t, draw(r).fills(plant))
		for _, format := range []string{"text", "markdown"} {
			look(p, []string{"diff", planted, other, "-o", format, "--no-env", "--home", other})
		}
	}
	home := homeOf(t, "[default]\nregion = us-east-1\n")
	for _, vars := range plantedVariables {
		p := draw(r)
		var flags []string
		for _, kv := range vars {
			flags = append(flags, "--env", p.fills(kv))
		}
		try(p, home, flags...)
	}
	for _, text := range plantedEnvFiles {
		p := draw(r)
		a, b := written(t, "a.env", p.fills(text)), written(t, "b.env", draw(r).fills(text))
		for _, format := range []string{"text", "json", "markdown"} {
			look(p, []string{"diff", a, b, "-o", format, "--no-env", "--home", home})
			look(p, []string{"diff", b, a, "-o", format, "--no-env", "--home", home})
		}
		look(p, []string{"diff", a, "default", "--no-env", "--home", home})
	}
	for _, text := range plantedPolicies {
		p := draw(r)
		for _, more := range []string{"--explain", "--output=json"} {
			look(p, []string{"check", "--policy", written(t, "policy.yaml", p.fills(text)), more, "--no-env", "--home", home})
		}
	}
	for _, args := range plantedArguments {
		p := draw(r)
		filled := []string{}
		for _, a := range args {
			filled = append(filled, p.fills(a))
		}
		filled = append(filled, "--no-env", "--home", home)
		if args[0] != "request" {
			look(p, filled)
			continue
		}
		for _, format := range []string{"text", "http", "curl", "har", "json"} {
			look(p, append(slices.Clone(filled), "-o", format, "--region", "us-east-1"))
		}
		look(p, append(filled, "--trace", "--region", "us-east-1"))
	}
}

func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func homeOf(t *testing.T, config string) string {
	t.Helper()
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, ".aws"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".aws", "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	return home
}

// TestHidingIsNoHole keeps the test above honest, and what is no secret shown:
// the same outputs have the words that a person looks for.
func TestHidingIsNoHole(t *testing.T) {
	home := homeOf(t, "[default]\nregion = us-east-1\naws_access_key_id = test\naws_secret_access_key = test\naws_session_token = us-east-1\n"+
		"[profile json]\ncredential_process = aws-vault exec dev-admin --json --password hunter2\n[profile minio]\naws_access_key_id = minioadmin\naws_secret_access_key = minioadmin\n")
	for args, want := range map[string]string{
		"get region":                                        "us-east-1",
		"credentials":                                       "keys test",
		"credentials --profile minio":                       "minioadmin",
		"credentials --profile json -o json":                "aws-vault exec dev-admin --json --password (hidden; --show-secrets)",
		"request s3 ListBuckets -o http":                    "hidden",
		"resolve --env AWS_SECRET_KEY=abc123":               "AWS_SECRET_KEY has no effect: spec does not read AWS_SECRET_KEY; ",
		"credentials --profile json --show-secrets -o json": "hunter2",
		"request rds ModifyDBInstance --param DBInstanceIdentifier=a --param MasterUserPassword=x": "********",
	} {
		var out bytes.Buffer
		run(append(strings.Fields(args), "--no-env", "--home", home), streams{in: strings.NewReader(""), out: &out, err: &out})
		if !strings.Contains(strings.Join(strings.Fields(out.String()), " "), strings.Join(strings.Fields(want), " ")) {
			t.Errorf("%s does not say %q:\n%s", args, want, fmt.Sprint(out.String()))
		}
	}
}
