package gov1

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
)

const pair = "aws_access_key_id=AKIA\naws_secret_access_key=s\n"

func TestProfile(t *testing.T) {
	tests := []struct {
		name         string
		env          sdktest.Case
		plain, share string // the profile without and with shared config
	}{
		{"default", sdktest.Case{}, "default", "default"},
		{"AWS_PROFILE", sdktest.Case{Vars: []string{"AWS_PROFILE=a", "AWS_DEFAULT_PROFILE=b"}}, "a", "a"},
		{"AWS_DEFAULT_PROFILE", sdktest.Case{Vars: []string{"AWS_DEFAULT_PROFILE=b"}}, "default", "b"},
		{"empty variable", sdktest.Case{Vars: []string{"AWS_PROFILE=", "AWS_DEFAULT_PROFILE=b"}}, "default", "b"},
		{"explicit", sdktest.Case{Vars: []string{"AWS_PROFILE=a"}, Profile: "c"}, "c", "c"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.env.Resolve(t, Reading()).Profile.Name; got != tt.plain {
				t.Errorf("go-v1 uses %q, want %q", got, tt.plain)
			}
			if got := tt.env.Resolve(t, SharedReading()).Profile.Name; got != tt.share {
				t.Errorf("go-v1-shared uses %q, want %q", got, tt.share)
			}
		})
	}
}

func TestSettings(t *testing.T) {
	tests := []struct {
		name    string
		env     sdktest.Case
		setting string
		plain   string
		shared  string
		reason  string // of some place that did not win, without shared config
	}{
		{"region of the variable", sdktest.Case{Config: "[default]\nregion=file\n", Vars: []string{"AWS_REGION=env"}}, "region", "env", "env", "the config file is not read"},
		{"region of the config file", sdktest.Case{Config: "[default]\nregion=file\n"}, "region", "", "file", "AWS_SDK_LOAD_CONFIG"},
		{"region of the credentials file", sdktest.Case{Config: "[default]\nregion=file\n", Credentials: "[default]\nregion=other\n"}, "region", "", "other", "only credentials are read"},
		{"region switched on by the variable", sdktest.Case{Config: "[default]\nregion=file\n", Vars: []string{"AWS_SDK_LOAD_CONFIG=t"}}, "region", "file", "file", ""},
		{"a switch that is none", sdktest.Case{Config: "[default]\nregion=file\n", Vars: []string{"AWS_SDK_LOAD_CONFIG=yes"}}, "load_shared_config", "false", "true", "counts as false"},
		{"AWS_DEFAULT_REGION", sdktest.Case{Vars: []string{"AWS_DEFAULT_REGION=r"}}, "region", "", "r", "only read with shared config"},
		{"an empty value hides", sdktest.Case{Config: "[default]\nregion=file\n", Credentials: "[default]\nregion=\"\"\n"}, "region", "", "", ""},
		{"a missing value does not", sdktest.Case{Config: "[default]\nregion=file\n", Credentials: "[default]\nregion=\n"}, "region", "", "file", ""},
		{"bare section overrides the prefixed one", sdktest.Case{Config: "[default]\nregion=bare\n[profile default]\nregion=prefixed\n"}, "region", "", "bare", ""},
		{"section again", sdktest.Case{Config: "[default]\nregion=one\n[default]\noutput=text\n"}, "region", "", "", ""},
		{"prefixed in the credentials file", sdktest.Case{Credentials: "[profile a]\nregion=r\n", Profile: "a"}, "region", "", "r", ""},
		{"prefix in the profile's name", sdktest.Case{Config: "[profile a]\nregion=r\n", Profile: "profile a"}, "region", "", "r", ""},
		{"boolean variable", sdktest.Case{Vars: []string{"AWS_USE_FIPS_ENDPOINT=TRUE"}}, "use_fips_endpoint", "true", "true", ""},
		{"boolean of a file counts by its beginning", sdktest.Case{Config: "[default]\nuse_fips_endpoint=TRUEish\n"}, "use_fips_endpoint", "false", "true", ""},
		{"quoted boolean is false", sdktest.Case{Config: "[default]\nuse_fips_endpoint=\"true\"\n"}, "use_fips_endpoint", "false", "false", ""},
		{"file does not set s3_use_arn_region", sdktest.Case{Config: "[default]\ns3_use_arn_region=true\n", Vars: []string{"AWS_SDK_LOAD_CONFIG=1"}}, "s3_use_arn_region", "false", "false", "never uses it"},
		{"enumeration", sdktest.Case{Config: "[default]\nsts_regional_endpoints=Regional\n"}, "sts_regional_endpoints", "legacy", "regional", ""},
		{"address family trimmed", sdktest.Case{Vars: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE= IPv6 "}}, "ec2_metadata_service_endpoint_mode", "ipv6", "ipv6", ""},
		{"IMDSv1 switch that is none", sdktest.Case{Vars: []string{"AWS_EC2_METADATA_V1_DISABLED=1"}}, "ec2_metadata_v1_disabled", "false", "false", "passed over without an error"},
		{"metadata switch", sdktest.Case{Vars: []string{"AWS_EC2_METADATA_DISABLED=1"}}, "ec2_metadata_disabled", "false", "false", "only true"},
		{"endpoint discovery", sdktest.Case{Vars: []string{"AWS_ENABLE_ENDPOINT_DISCOVERY=FALSE"}}, "endpoint_discovery_enabled", "true", "true", ""},
		{"monitoring in a file", sdktest.Case{Credentials: "[aws_csm]\ncsm_enabled=true\ncsm_port=1\n", Vars: []string{"AWS_CSM_PORT=2"}}, "csm_port", "1", "1", "only read where AWS_CSM_ENABLED is set"},
		{"monitoring in variables", sdktest.Case{Credentials: "[aws_csm]\ncsm_port=1\n", Vars: []string{"AWS_CSM_ENABLED=0", "AWS_CSM_PORT=2"}}, "csm_port", "2", "2", "not looked at"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, rd := range []*resolve.Reading{Reading(), SharedReading()} {
				want := tt.plain
				if rd.ID == sharedID {
					want = tt.shared
				}
				res := tt.env.Resolve(t, rd)
				v := res.Setting(tt.setting)
				if v.Value != want {
					t.Errorf("%s: %s is %q, want %q", rd.ID, tt.setting, v.Value, want)
				}
				if res.Err != nil {
					t.Errorf("%s fails: %s", rd.ID, res.Err.Message)
				}
				if rd.ID == iD && tt.reason != "" && !strings.Contains(reasons(v), tt.reason) {
					t.Errorf("no reason says %q:\n%s", tt.reason, reasons(v))
				}
			}
		})
	}
}

func reasons(v *resolve.Value) string {
	var all []string
	for _, p := range v.Places {
		all = append(all, string(p.Verdict)+" "+p.Origin.String()+": "+p.Reason)
	}
	return strings.Join(all, "\n")
}

// TestFails is what makes NewSession fail, with shared config.
func TestFails(t *testing.T) {
	const role = "role_arn=arn:aws:iam::123456789012:role/a\n"
	tests := []struct {
		name string
		env  sdktest.Case
		code string // of the failure; "" where building the session works
		at   string // the end of its origin
	}{
		{"parse error", sdktest.Case{Config: "[default]\nregion=r\n= x\n"}, "unparsable-file", "config:3:1"},
		{"parse error in a profile of no interest", sdktest.Case{Config: "[a]\n= x\n", Credentials: "[default]\n" + pair}, "unparsable-file", "config:2:1"},
		{"missing profile", sdktest.Case{Config: "[default]\nregion=r\n", Profile: "nope"}, "", ""},
		{"boolean variable", sdktest.Case{Vars: []string{"AWS_USE_DUALSTACK_ENDPOINT=yes"}, Region: "r"}, "invalid-value", "AWS_USE_DUALSTACK_ENDPOINT"},
		{"enumeration in a file", sdktest.Case{Config: "[default]\nsts_regional_endpoints=x\n"}, "invalid-value", "config:2:24"},
		{"enumeration hidden by the other file", sdktest.Case{Config: "[default]\nsts_regional_endpoints=x\n", Credentials: "[default]\nsts_regional_endpoints=legacy\n"}, "invalid-value", "config:2:24"},
		{"enumeration in another profile", sdktest.Case{Config: "[a]\nsts_regional_endpoints=x\n"}, "", ""},
		{"source without role", sdktest.Case{Config: "[default]\nsource_profile=a\n"}, "role-arn-missing", "config:2:16"},
		{"two sources", sdktest.Case{Config: "[default]\n" + role + "source_profile=a\ncredential_source=Environment\n[a]\n" + pair}, "credential-types-collide", "config:4:19"},
		{"source missing", sdktest.Case{Config: "[default]\n" + role + "source_profile=a\n"}, "source-profile-unusable", "config:3:16"},
		{"source without credentials", sdktest.Case{Config: "[default]\n" + role + "source_profile=a\n[profile a]\nregion=r\n"}, "source-profile-unusable", "config:3:16"},
		{"circle without keys", sdktest.Case{Config: "[default]\n" + role + "source_profile=default\n"}, "source-profile-unusable", "config:3:16"},
		{"circle with keys", sdktest.Case{Config: "[default]\n" + role + "source_profile=default\n" + pair}, "", ""},
		{"credential_source in lower case", sdktest.Case{Config: "[default]\n" + role + "credential_source=environment\n"}, "invalid-value", "config:3:19"},
		{"EcsContainer without its variable", sdktest.Case{Config: "[default]\n" + role + "credential_source=EcsContainer\n", Vars: []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost/"}}, "container-uri-missing", "config:3:19"},
		{"sso-session missing", sdktest.Case{Config: "[default]\nsso_session=s\n"}, "sso-session-not-found", "config:2:13"},
		{"sso-session incomplete", sdktest.Case{Config: "[default]\nsso_session=s\n[sso-session s]\nsso_region=r\n"}, "sso-session-incomplete", "config:3:1"},
		{"sso incomplete", sdktest.Case{Config: "[default]\nsso_account_id=1\n"}, "sso-incomplete", "config:2:16"},
		{"web identity without a role", sdktest.Case{Vars: []string{"AWS_WEB_IDENTITY_TOKEN_FILE=x"}}, "web-identity-role-missing", "AWS_WEB_IDENTITY_TOKEN_FILE"},
		{"CA bundle missing", sdktest.Case{Config: "[default]\nca_bundle=HOME~/none\n"}, "ca-bundle", "config:2:11"},
		{"CA bundle without a certificate", sdktest.Case{Vars: []string{"AWS_CA_BUNDLE=HOME~/ca"}, Files: map[string]string{"ca": "none"}}, "ca-bundle", "AWS_CA_BUNDLE"},
		{"client certificate alone", sdktest.Case{Vars: []string{"AWS_SDK_GO_CLIENT_TLS_CERT=HOME~/c"}, Files: map[string]string{"c": ""}}, "client-certificate", "AWS_SDK_GO_CLIENT_TLS_CERT"},
		{"monitoring port", sdktest.Case{Vars: []string{"AWS_CSM_ENABLED=1", "AWS_CSM_PORT=x"}}, "invalid-value", "AWS_CSM_PORT"},
		{"second session for an sso-session", sdktest.Case{Profile: "a", Vars: []string{"AWS_PROFILE=w"},
			Config:      "[a]\nsso_session=s\n[sso-session s]\nsso_region=r\nsso_start_url=u\n",
			Credentials: "[w]\nweb_identity_token_file=x\n"}, "nested-session", "credentials:2:25"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := tt.env.Resolve(t, SharedReading())
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

// TestForgives: without shared config and a named profile, keys of the
// environment make up for files that cannot be loaded.
func TestForgives(t *testing.T) {
	keys := []string{"AWS_ACCESS_KEY_ID=A", "AWS_SECRET_ACCESS_KEY=s"}
	for _, text := range []string{"junk", "[default]\nweb_identity_token_file=x\n"} {
		e := sdktest.Case{Credentials: text, Vars: keys}
		if res := e.Resolve(t, Reading()); res.Err != nil || res.Credentials.AccessKeyID != "A" {
			t.Errorf("%q: %v, key %q", text, res.Err, res.Credentials.AccessKeyID)
		}
		if res := e.Resolve(t, SharedReading()); res.Err == nil {
			t.Errorf("%q: no failure with shared config", text)
		}
		e.Vars = append([]string{"AWS_PROFILE=default"}, keys...)
		if res := e.Resolve(t, Reading()); res.Err == nil {
			t.Errorf("%q: no failure with a named profile", text)
		}
	}
}
