package terraform

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/hclfile"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
	"github.com/sessctl/sessctl/internal/settings"
)

// what resolves an environment with a module's file in it.
func what(t *testing.T, rd *resolve.Reading, c sdktest.Case, text string) *resolve.Resolution {
	t.Helper()
	w := c.Workspace(t)
	path := filepath.Join(w.Env.Get("HOME"), "main.tf")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := hclfile.Read(w.Env, path)
	if err != nil {
		t.Fatal(err)
	}
	headers := []hclfile.Header{{"provider", "aws"}}
	if rd.SDK == settings.Backend {
		headers = []hclfile.Header{{"terraform"}, {"backend", "s3"}}
	}
	n, err := m.Find(headers, "")
	if err != nil {
		t.Fatal(err)
	}
	return resolve.Resolve(w, resolve.Inputs{Services: []string{"s3", "sts"}, Blocks: map[string]*resolve.Node{rd.ID: n}}, rd)
}

func block(lines ...string) string {
	return "provider \"aws\" {\n" + strings.Join(lines, "\n") + "\n}\n"
}

func s3Block(lines ...string) string {
	return "terraform {\nbackend \"s3\" {\n" + strings.Join(lines, "\n") + "\n}\n}\n"
}

const keys = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n"

var home = sdktest.Case{Config: "[default]\nregion = us-west-2\nuse_fips_endpoint = true\n[profile dev]\nregion = eu-west-3\n", Credentials: "[default]\n" + keys + "[dev]\n" + keys,
	Vars: []string{"AWS_EC2_METADATA_DISABLED=true"}}

func with(c sdktest.Case, vars ...string) sdktest.Case {
	c.Vars = append(append([]string{}, c.Vars...), vars...)
	return c
}

func TestBlockSettings(t *testing.T) {
	tests := []struct {
		name          string
		c             sdktest.Case
		text          string
		setting, want string
	}{
		{"the region", with(home, "AWS_REGION=ap-south-1"), block(`region = "eu-west-1"`), "region", "eu-west-1"},
		{"an empty region is none", home, block(`region = ""`), "region", "us-west-2"},
		{"an unknown region leaves it open", with(home, "AWS_REGION=ap-south-1"), block(`region = var.nobody`), "region", ""},
		{"the profile's region", home, block(`profile = "dev"`), "region", "eu-west-3"},
		{"the region's own retries", home, block(), "max_attempts", "25"},
		{"max_retries", with(home, "AWS_MAX_ATTEMPTS=2"), block(`max_retries = 7`), "max_attempts", "7"},
		{"no retries are the provider's", home, block(`max_retries = 0`), "max_attempts", "25"},
		{"a switch that is off changes nothing", home, block(`use_fips_endpoint = false`), "use_fips_endpoint", "true"},
		{"a switch as a text", with(home, "AWS_USE_DUALSTACK_ENDPOINT=false"), block(`use_dualstack_endpoint = "true"`), "use_dualstack_endpoint", "true"},
		{"metadata off", with(home, "AWS_EC2_METADATA_DISABLED=false"), block(`skip_metadata_api_check = true`), "ec2_metadata_disabled", "true"},
		{"metadata on", home, block(`skip_metadata_api_check = "false"`), "ec2_metadata_disabled", "false"},
		{"a proxy for both", home, block(`http_proxy = "http://proxy:1"`), "https_proxy", "http://proxy:1"},
		{"a proxy of its own", with(home, "HTTPS_PROXY=http://other:1"), block(`http_proxy = "http://proxy:1"`), "https_proxy", "http://other:1"},
		{"no proxy for HTTPS", home, block(`http_proxy = "http://proxy:1"`, `https_proxy = ""`), "https_proxy", ""},
		{"S3 in us-east-1", with(home, "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT=legacy"), block(`s3_us_east_1_regional_endpoint = "REGIONAL"`), regionalS3, "regional"},
		{"buckets in the path", home, block(`s3_use_path_style = true`), "s3.addressing_style", "path"},
		{"an endpoint", with(home, "AWS_ENDPOINT_URL_S3=http://localhost:1"), block("endpoints {", `s3 = "http://localhost:2"`, "}"), "services.s3.endpoint_url", "http://localhost:2"},
		{"an endpoint of a service by another name", home, block("endpoints {", `cloudwatchlogs = "http://localhost:2"`, "}"), "services.cloudwatch_logs.endpoint_url", "http://localhost:2"},
		{"metadata's address family wants an endpoint", home, block(`ec2_metadata_service_endpoint_mode = "IPv6"`), "ec2_metadata_service_endpoint_mode", "ipv4"},
		{"with one it counts", home, block(`ec2_metadata_service_endpoint = "http://localhost:1"`, `ec2_metadata_service_endpoint_mode = "IPv6"`), "ec2_metadata_service_endpoint_mode", "ipv6"},
		{"files of the block", with(home, "AWS_CONFIG_FILE=HOME~/none", "DIR=conf"), "# a first line\n" + block(`shared_config_files = ["$DIR/aws"]`), "region", "sa-east-1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.c.Files = map[string]string{"conf/aws": "[default]\nregion = sa-east-1\n"}
			res := what(t, Reading(), tt.c, tt.text)
			if v := res.Setting(tt.setting); v == nil || v.Value != tt.want {
				t.Errorf("%+v", v)
			}
		})
	}
}

// plan is a plan in a line: its status, the steps, the call that ends it, and the codes of what is wrong.
func plan(res *resolve.Resolution) string {
	p := res.Credentials
	words := []string{string(p.Status)}
	for _, s := range p.Steps {
		word := s.Kind
		switch s.Kind {
		case resolve.StepStatic:
			word += "=" + s.AccessKeyID[:4] + "/" + s.Provider
		case resolve.StepAssumeRole, resolve.StepWebIdentity:
			seconds := "-"
			if s.DurationSeconds != nil {
				seconds = fmt.Sprint(*s.DurationSeconds)
			}
			word += "=" + s.RoleARN[strings.LastIndexByte(s.RoleARN, '/')+1:] + "/" + s.ExternalID + "/" + seconds + "/" + strings.TrimPrefix(s.Endpoint, "https://")
		}
		words = append(words, word)
	}
	if p.Check != nil {
		words = append(words, "then", p.Check.Call)
	}
	for _, problem := range res.Problems {
		if problem.Severity == resolve.SevError {
			words = append(words, "!"+problem.Code)
		}
	}
	return strings.Join(words, " ")
}

func TestBlockCredentials(t *testing.T) {
	plain := sdktest.Case{Config: "[default]\nregion = us-west-2\n", Credentials: "[default]\n" + keys, Vars: []string{"AWS_EC2_METADATA_DISABLED=true"}}
	role := func(name string, more ...string) string {
		return "assume_role {\nrole_arn = \"arn:aws:iam::111122223333:role/" + name + "\"\n" + strings.Join(more, "\n") + "\n}"
	}
	static := []string{`access_key = "AKIDINTHEBLOCK"`, `secret_key = "s"`}
	tests := []struct {
		name, text string
		c          sdktest.Case
		want       string
	}{
		{"the environment's", block(), plain, "resolved static=AKIA/shared-credentials then sts:GetCallerIdentity"},
		{"keys of the block", block(static...), plain, "resolved static=AKID/static then sts:GetCallerIdentity"},
		{"half of them", block(static[0]), plain, "error !provider-does-not-start"},
		{"keys of the block spare a broken chain", block(static...), with(plain, "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://example.com/x"), "resolved static=AKID/static then sts:GetCallerIdentity"},
		{"a role", block(role("r", `external_id = "xx"`, `duration = "1h30m"`)), plain, "needs-network static=AKIA/shared-credentials assume-role=r/xx/5400/sts.us-west-2.amazonaws.com then sts:GetCallerIdentity"},
		{"two roles", block(role("r"), role("s")), plain, "needs-network static=AKIA/shared-credentials assume-role=r//900/sts.us-west-2.amazonaws.com assume-role=s//900/sts.us-west-2.amazonaws.com then sts:GetCallerIdentity"},
		{"a role in another region of STS", block(role("r"), `sts_region = "eu-west-1"`), plain, "needs-network static=AKIA/shared-credentials assume-role=r//900/sts.eu-west-1.amazonaws.com then sts:GetCallerIdentity"},
		{"a block without a role is passed over", block("assume_role {", "}"), plain, "resolved static=AKIA/shared-credentials then sts:GetCallerIdentity"},
		{"a role that is not known", block("assume_role {", "role_arn = aws_iam_role.x.arn", "}"), plain, "error static=AKIA/shared-credentials !provider-argument-unknown"},
		{"a role's endpoint and FIPS", block(role("r"), `use_fips_endpoint = true`), with(plain, "AWS_ENDPOINT_URL=http://localhost:1"), "error static=AKIA/shared-credentials assume-role=r//900/ !provider-does-not-start"},
		{"a web identity", block("assume_role_with_web_identity {", `role_arn = "arn:aws:iam::111122223333:role/w"`, `web_identity_token = "abcd"`, "}"), plain, "needs-network web-identity=w//-/sts.us-west-2.amazonaws.com then sts:GetCallerIdentity"},
		{"its token of a variable", block("assume_role_with_web_identity {", `role_arn = "arn:aws:iam::111122223333:role/w"`, "}"), with(plain, "TF_AWS_WEB_IDENTITY_TOKEN=abcd"), "needs-network web-identity=w//-/sts.us-west-2.amazonaws.com then sts:GetCallerIdentity"},
		{"without a token", block("assume_role_with_web_identity {", `role_arn = "arn:aws:iam::111122223333:role/w"`, "}"), plain, "error !provider-argument-refused"},
		{"a region that it does not know", block(`region = "moon-1"`), plain, "resolved static=AKIA/shared-credentials !unsupported-region"},
		{"which it is told not to check", block(`region = "moon-1"`, `skip_region_validation = true`), plain, "resolved static=AKIA/shared-credentials then sts:GetCallerIdentity"},
		{"no check of credentials", block(`skip_credentials_validation = true`), plain, "resolved static=AKIA/shared-credentials then iam:GetUser"},
		{"none at all", block(`skip_credentials_validation = true`, `skip_requesting_account_id = true`), plain, "resolved static=AKIA/shared-credentials"},
		{"an account that is kept out", block(role("r"), `forbidden_account_ids = ["111122223333"]`), plain, "needs-network static=AKIA/shared-credentials assume-role=r//900/sts.us-west-2.amazonaws.com then sts:GetCallerIdentity !account-not-allowed"},
		{"a missing profile", block(`profile = "nobody"`), plain, "error !profile-not-found"},
		{"a profile that is not known", block(`profile = var.nobody`), plain, "resolved static=AKIA/shared-credentials !provider-argument-unknown"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := plan(what(t, Reading(), tt.c, tt.text)); got != tt.want {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestBackend holds the backend to its documentation.
func TestBackend(t *testing.T) {
	tests := []struct {
		name          string
		c             sdktest.Case
		text          string
		setting, want string
		err           string
	}{
		{"a profile's region is not enough", home, s3Block(), "region", "us-west-2", "that of a profile is not enough"},
		{"a variable's is", with(home, "AWS_DEFAULT_REGION=us-east-1"), s3Block(), "region", "us-east-1", ""},
		{"five retries", home, s3Block(`region = "us-east-1"`), "max_attempts", "5", ""},
		{"false switches FIPS on", with(sdktest.Case{}, "AWS_USE_FIPS_ENDPOINT=false"), s3Block(`region = "us-east-1"`), "use_fips_endpoint", "true", ""},
		{"unless the block says something", with(sdktest.Case{}, "AWS_USE_FIPS_ENDPOINT=false"), s3Block(`region = "us-east-1"`, `use_fips_endpoint = false`), "use_fips_endpoint", "false", ""},
		{"no variables of Terraform's own", with(home, "TF_AWS_S3_ENDPOINT=http://localhost:1"), s3Block(`region = "us-east-1"`), "services.s3.endpoint_url", "", ""},
		{"older variables", with(home, "AWS_S3_ENDPOINT=http://localhost:1"), s3Block(`region = "us-east-1"`), "services.s3.endpoint_url", "http://localhost:1", ""},
		{"an older argument", home, s3Block(`region = "us-east-1"`, `endpoint = "http://localhost:2"`), "services.s3.endpoint_url", "http://localhost:2", ""},
		{"endpoints as an object", home, s3Block(`region = "us-east-1"`, `endpoints = { s3 = "http://localhost:3" }`), "services.s3.endpoint_url", "http://localhost:3", ""},
		{"a config file by another name", with(home, "AWS_CONFIG_FILE=HOME~/none", "AWS_SHARED_CONFIG_FILE=~/conf"), s3Block(`region = "us-east-1"`), "sdk_ua_app_id", "app", ""},
		{"not for the provider", with(home, "AWS_SHARED_CONFIG_FILE=~/conf"), block(), "sdk_ua_app_id", "", ""},
		{"a key that is none", with(home, "AWS_SSE_CUSTOMER_KEY=x"), s3Block(`region = "us-east-1"`), "region", "us-east-1", "AWS_SSE_CUSTOMER_KEY"},
		{"buckets in the path", home, s3Block(`region = "us-east-1"`, `use_path_style = true`), "s3.addressing_style", "path", ""},
		{"an argument of the provider", home, s3Block(`region = "us-east-1"`, `s3_use_path_style = true`), "region", "us-east-1", "no argument s3_use_path_style"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.c.Files = map[string]string{"conf": "[default]\nsdk_ua_app_id = app\n"}
			rd := BackendReading()
			if strings.HasPrefix(tt.text, "provider") {
				rd = Reading()
			}
			res := what(t, rd, tt.c, tt.text)
			if v := res.Setting(tt.setting); v == nil || v.Value != tt.want {
				t.Errorf("%+v", v)
			}
			message := ""
			if res.Err != nil {
				message = res.Err.Message
			}
			if tt.err == "" && message != "" || !strings.Contains(message, tt.err) {
				t.Errorf("error %q", message)
			}
		})
	}
	role := what(t, BackendReading(), sdktest.Case{Credentials: "[default]\n" + keys}, s3Block(`region = "eu-west-1"`, `assume_role = { role_arn = "arn:aws:iam::111122223333:role/state" }`))
	if got := plan(role); got != "needs-network static=AKIA/shared-credentials assume-role=state//900/sts.eu-west-1.amazonaws.com then sts:GetCallerIdentity" {
		t.Error(got)
	}
}
