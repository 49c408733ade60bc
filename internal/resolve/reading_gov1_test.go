package resolve

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/environ"
)

// gov1Env is an environment for the readings of aws-sdk-go v1. HOME~ stands for
// its home directory.
type gov1Env struct {
	config, credentials string
	files               map[string]string
	vars                []string
	profile, region     string
}

func (e gov1Env) resolve(t *testing.T, rd *Reading) *Resolution {
	t.Helper()
	home := t.TempDir()
	fill := func(s string) string { return strings.ReplaceAll(s, "HOME~", home) }
	write := func(name, text string) {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(fill(text)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if e.config != "" {
		write(".aws/config", e.config)
	}
	if e.credentials != "" {
		write(".aws/credentials", e.credentials)
	}
	for name, text := range e.files {
		write(name, text)
	}
	vars := []string{"HOME=" + home}
	for _, v := range e.vars {
		vars = append(vars, fill(v))
	}
	env, err := environ.New(environ.Options{NoEnv: true, Vars: vars, OS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	in := Inputs{Explicit: map[string]Candidate{}}
	if e.profile != "" {
		in.Profile = &Candidate{e.profile, Origin{Kind: Flag, Name: "--profile"}}
	}
	if e.region != "" {
		in.Explicit["region"] = Candidate{e.region, Origin{Kind: Flag, Name: "--region"}}
	}
	return Resolve(NewWorkspace(env), in, rd)
}

const gov1Pair = "aws_access_key_id=AKIA\naws_secret_access_key=s\n"

func TestGoV1Profile(t *testing.T) {
	tests := []struct {
		name         string
		env          gov1Env
		plain, share string // the profile without and with shared config
	}{
		{"default", gov1Env{}, "default", "default"},
		{"AWS_PROFILE", gov1Env{vars: []string{"AWS_PROFILE=a", "AWS_DEFAULT_PROFILE=b"}}, "a", "a"},
		{"AWS_DEFAULT_PROFILE", gov1Env{vars: []string{"AWS_DEFAULT_PROFILE=b"}}, "default", "b"},
		{"empty variable", gov1Env{vars: []string{"AWS_PROFILE=", "AWS_DEFAULT_PROFILE=b"}}, "default", "b"},
		{"explicit", gov1Env{vars: []string{"AWS_PROFILE=a"}, profile: "c"}, "c", "c"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.env.resolve(t, goV1()).Profile.Name; got != tt.plain {
				t.Errorf("go-v1 uses %q, want %q", got, tt.plain)
			}
			if got := tt.env.resolve(t, goV1Shared()).Profile.Name; got != tt.share {
				t.Errorf("go-v1-shared uses %q, want %q", got, tt.share)
			}
		})
	}
}

func TestGoV1Settings(t *testing.T) {
	tests := []struct {
		name    string
		env     gov1Env
		setting string
		plain   string
		shared  string
		reason  string // of some place that did not win, without shared config
	}{
		{"region of the variable", gov1Env{config: "[default]\nregion=file\n", vars: []string{"AWS_REGION=env"}}, "region", "env", "env", "the config file is not read"},
		{"region of the config file", gov1Env{config: "[default]\nregion=file\n"}, "region", "", "file", "AWS_SDK_LOAD_CONFIG"},
		{"region of the credentials file", gov1Env{config: "[default]\nregion=file\n", credentials: "[default]\nregion=other\n"}, "region", "", "other", "only credentials are read"},
		{"region switched on by the variable", gov1Env{config: "[default]\nregion=file\n", vars: []string{"AWS_SDK_LOAD_CONFIG=t"}}, "region", "file", "file", ""},
		{"a switch that is none", gov1Env{config: "[default]\nregion=file\n", vars: []string{"AWS_SDK_LOAD_CONFIG=yes"}}, "load_shared_config", "false", "true", "counts as false"},
		{"AWS_DEFAULT_REGION", gov1Env{vars: []string{"AWS_DEFAULT_REGION=r"}}, "region", "", "r", "only read with shared config"},
		{"an empty value hides", gov1Env{config: "[default]\nregion=file\n", credentials: "[default]\nregion=\"\"\n"}, "region", "", "", ""},
		{"a missing value does not", gov1Env{config: "[default]\nregion=file\n", credentials: "[default]\nregion=\n"}, "region", "", "file", ""},
		{"bare section beats the prefixed one", gov1Env{config: "[default]\nregion=bare\n[profile default]\nregion=prefixed\n"}, "region", "", "bare", ""},
		{"section again", gov1Env{config: "[default]\nregion=one\n[default]\noutput=text\n"}, "region", "", "", ""},
		{"prefixed in the credentials file", gov1Env{credentials: "[profile a]\nregion=r\n", profile: "a"}, "region", "", "r", ""},
		{"prefix in the profile's name", gov1Env{config: "[profile a]\nregion=r\n", profile: "profile a"}, "region", "", "r", ""},
		{"boolean variable", gov1Env{vars: []string{"AWS_USE_FIPS_ENDPOINT=TRUE"}}, "use_fips_endpoint", "true", "true", ""},
		{"boolean of a file counts by its beginning", gov1Env{config: "[default]\nuse_fips_endpoint=TRUEish\n"}, "use_fips_endpoint", "false", "true", ""},
		{"quoted boolean is false", gov1Env{config: "[default]\nuse_fips_endpoint=\"true\"\n"}, "use_fips_endpoint", "false", "false", ""},
		{"file does not set s3_use_arn_region", gov1Env{config: "[default]\ns3_use_arn_region=true\n", vars: []string{"AWS_SDK_LOAD_CONFIG=1"}}, "s3_use_arn_region", "false", "false", "never uses it"},
		{"enumeration", gov1Env{config: "[default]\nsts_regional_endpoints=Regional\n"}, "sts_regional_endpoints", "legacy", "regional", ""},
		{"address family trimmed", gov1Env{vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE= IPv6 "}}, "ec2_metadata_service_endpoint_mode", "ipv6", "ipv6", ""},
		{"IMDSv1 switch that is none", gov1Env{vars: []string{"AWS_EC2_METADATA_V1_DISABLED=1"}}, "ec2_metadata_v1_disabled", "false", "false", "passed over without an error"},
		{"metadata switch", gov1Env{vars: []string{"AWS_EC2_METADATA_DISABLED=1"}}, "ec2_metadata_disabled", "false", "false", "only true"},
		{"endpoint discovery", gov1Env{vars: []string{"AWS_ENABLE_ENDPOINT_DISCOVERY=FALSE"}}, "endpoint_discovery_enabled", "true", "true", ""},
		{"monitoring in a file", gov1Env{credentials: "[aws_csm]\ncsm_enabled=true\ncsm_port=1\n", vars: []string{"AWS_CSM_PORT=2"}}, "csm_port", "1", "1", "only read where AWS_CSM_ENABLED is set"},
		{"monitoring in variables", gov1Env{credentials: "[aws_csm]\ncsm_port=1\n", vars: []string{"AWS_CSM_ENABLED=0", "AWS_CSM_PORT=2"}}, "csm_port", "2", "2", "not looked at"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, rd := range []*Reading{goV1(), goV1Shared()} {
				want := tt.plain
				if rd.ID == gov1SharedID {
					want = tt.shared
				}
				res := tt.env.resolve(t, rd)
				v := res.Setting(tt.setting)
				if v.Value != want {
					t.Errorf("%s: %s is %q, want %q", rd.ID, tt.setting, v.Value, want)
				}
				if res.Err != nil {
					t.Errorf("%s fails: %s", rd.ID, res.Err.Message)
				}
				if rd.ID == gov1ID && tt.reason != "" && !strings.Contains(reasons(v), tt.reason) {
					t.Errorf("no reason says %q:\n%s", tt.reason, reasons(v))
				}
			}
		})
	}
}

func reasons(v *Value) string {
	var all []string
	for _, p := range v.Places {
		all = append(all, string(p.Verdict)+" "+p.Origin.String()+": "+p.Reason)
	}
	return strings.Join(all, "\n")
}

// TestGoV1Fails is what makes NewSession fail, with shared config.
func TestGoV1Fails(t *testing.T) {
	const role = "role_arn=arn:aws:iam::123456789012:role/a\n"
	tests := []struct {
		name string
		env  gov1Env
		code string // of the failure; "" where building the session works
		at   string // the end of its origin
	}{
		{"parse error", gov1Env{config: "[default]\nregion=r\n= x\n"}, "unparsable-file", "config:3:1"},
		{"parse error in a profile of no interest", gov1Env{config: "[a]\n= x\n", credentials: "[default]\n" + gov1Pair}, "unparsable-file", "config:2:1"},
		{"missing profile", gov1Env{config: "[default]\nregion=r\n", profile: "nope"}, "", ""},
		{"boolean variable", gov1Env{vars: []string{"AWS_USE_DUALSTACK_ENDPOINT=yes"}, region: "r"}, "invalid-value", "AWS_USE_DUALSTACK_ENDPOINT"},
		{"enumeration in a file", gov1Env{config: "[default]\nsts_regional_endpoints=x\n"}, "invalid-value", "config:2:24"},
		{"enumeration hidden by the other file", gov1Env{config: "[default]\nsts_regional_endpoints=x\n", credentials: "[default]\nsts_regional_endpoints=legacy\n"}, "invalid-value", "config:2:24"},
		{"enumeration in another profile", gov1Env{config: "[a]\nsts_regional_endpoints=x\n"}, "", ""},
		{"source without role", gov1Env{config: "[default]\nsource_profile=a\n"}, "role-arn-missing", "config:2:16"},
		{"two sources", gov1Env{config: "[default]\n" + role + "source_profile=a\ncredential_source=Environment\n[a]\n" + gov1Pair}, "credential-types-collide", "config:4:19"},
		{"source missing", gov1Env{config: "[default]\n" + role + "source_profile=a\n"}, "source-profile-unusable", "config:3:16"},
		{"source without credentials", gov1Env{config: "[default]\n" + role + "source_profile=a\n[profile a]\nregion=r\n"}, "source-profile-unusable", "config:3:16"},
		{"circle without keys", gov1Env{config: "[default]\n" + role + "source_profile=default\n"}, "source-profile-unusable", "config:3:16"},
		{"circle with keys", gov1Env{config: "[default]\n" + role + "source_profile=default\n" + gov1Pair}, "", ""},
		{"credential_source in lower case", gov1Env{config: "[default]\n" + role + "credential_source=environment\n"}, "invalid-value", "config:3:19"},
		{"EcsContainer without its variable", gov1Env{config: "[default]\n" + role + "credential_source=EcsContainer\n", vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost/"}}, "container-uri-missing", "config:3:19"},
		{"sso-session missing", gov1Env{config: "[default]\nsso_session=s\n"}, "sso-session-not-found", "config:2:13"},
		{"sso-session incomplete", gov1Env{config: "[default]\nsso_session=s\n[sso-session s]\nsso_region=r\n"}, "sso-session-incomplete", "config:3:1"},
		{"sso incomplete", gov1Env{config: "[default]\nsso_account_id=1\n"}, "sso-incomplete", "config:2:16"},
		{"web identity without a role", gov1Env{vars: []string{"AWS_WEB_IDENTITY_TOKEN_FILE=x"}}, "web-identity-role-missing", "AWS_WEB_IDENTITY_TOKEN_FILE"},
		{"CA bundle missing", gov1Env{config: "[default]\nca_bundle=HOME~/none\n"}, "ca-bundle", "config:2:11"},
		{"CA bundle without a certificate", gov1Env{vars: []string{"AWS_CA_BUNDLE=HOME~/ca"}, files: map[string]string{"ca": "none"}}, "ca-bundle", "AWS_CA_BUNDLE"},
		{"client certificate alone", gov1Env{vars: []string{"AWS_SDK_GO_CLIENT_TLS_CERT=HOME~/c"}, files: map[string]string{"c": ""}}, "client-certificate", "AWS_SDK_GO_CLIENT_TLS_CERT"},
		{"monitoring port", gov1Env{vars: []string{"AWS_CSM_ENABLED=1", "AWS_CSM_PORT=x"}}, "invalid-value", "AWS_CSM_PORT"},
		{"second session for an sso-session", gov1Env{profile: "a", vars: []string{"AWS_PROFILE=w"},
			config:      "[a]\nsso_session=s\n[sso-session s]\nsso_region=r\nsso_start_url=u\n",
			credentials: "[w]\nweb_identity_token_file=x\n"}, "nested-session", "credentials:2:25"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := tt.env.resolve(t, goV1Shared())
			switch {
			case tt.code == "" && res.Err != nil:
				t.Fatalf("fails: %s", res.Err.Message)
			case tt.code == "":
				return
			case res.Err == nil:
				t.Fatalf("does not fail, want %s", tt.code)
			}
			code := ""
			for _, p := range res.Problems {
				if p.Message == res.Err.Message {
					code = p.Code
				}
			}
			if code != tt.code || !strings.HasSuffix(res.Err.Origin.String(), tt.at) {
				t.Errorf("fails by %s at %s (%s), want %s at %s", code, res.Err.Origin, res.Err.Message, tt.code, tt.at)
			}
		})
	}
}

// TestGoV1Forgives: without shared config and a named profile, keys of the
// environment make up for files that cannot be loaded.
func TestGoV1Forgives(t *testing.T) {
	keys := []string{"AWS_ACCESS_KEY_ID=A", "AWS_SECRET_ACCESS_KEY=s"}
	for _, text := range []string{"junk", "[default]\nweb_identity_token_file=x\n"} {
		e := gov1Env{credentials: text, vars: keys}
		if res := e.resolve(t, goV1()); res.Err != nil || res.Credentials.AccessKeyID != "A" {
			t.Errorf("%q: %v, key %q", text, res.Err, res.Credentials.AccessKeyID)
		}
		if res := e.resolve(t, goV1Shared()); res.Err == nil {
			t.Errorf("%q: no failure with shared config", text)
		}
		e.vars = append([]string{"AWS_PROFILE=default"}, keys...)
		if res := e.resolve(t, goV1()); res.Err == nil {
			t.Errorf("%q: no failure with a named profile", text)
		}
	}
}
