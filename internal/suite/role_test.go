package suite

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
)

// provider is one of a chain, by its kind: AssumeRole, AccessKey …, with its
// fields, or for NamedSource with its name alone.
type provider map[string]any

func TestSuiteAssumeRole(t *testing.T) {
	for _, f := range folders(t, "assume-role") {
		var suite []struct {
			Docs  string
			Input struct {
				Profiles        sections
				SelectedProfile string   `json:"selected_profile"`
				SSOSessions     sections `json:"sso_sessions"`
			}
			Output struct {
				ProfileChain []provider
				Error        *string
			}
		}
		readJSON(t, filepath.Join(f.path, "assume-role-tests.json"), &suite)
		for _, tt := range suite {
			t.Run(f.prefix+tt.Docs, func(t *testing.T) {
				// Whatever a chain may want is there, so that only the chain decides.
				vars := map[string]string{"HOME": "/home", "AWS_PROFILE": tt.Input.SelectedProfile, "AWS_REGION": "us-east-1",
					"AWS_ACCESS_KEY_ID": "environment", "AWS_SECRET_ACCESS_KEY": "environment", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/environment"}
				root := place(t, sources(tt.Input.Profiles, tt.Input.SSOSessions))
				w := workspace(t, "linux", root, vars)
				plan, _ := resolve.PlanProfile(w, resolve.Inputs{}, specification(t))
				if wantsToken(tt.Output.ProfileChain) {
					plan, _ = resolve.PlanToken(w, resolve.Inputs{}, specification(t))
				}
				chain, failure := chainOf(plan)
				switch {
				case tt.Output.Error != nil && failure == "":
					t.Errorf("got %v, want an error with %q", chain, *tt.Output.Error)
				case tt.Output.Error != nil:
					contains(t, "error", failure, *tt.Output.Error)
				case failure != "":
					t.Errorf("got the error %q, want %v", failure, tt.Output.ProfileChain)
				default:
					want := withoutNulls(tt.Output.ProfileChain)
					if !reflect.DeepEqual(chain, want) {
						t.Errorf("\n got %v\nwant %v", chain, want)
					}
				}
			})
		}
	}
}

// sources writes profiles as files, with the tokens that they want.
func sources(profiles, sessions sections) map[string]string {
	files := map[string]string{}
	var config strings.Builder
	section := func(header string, keys map[string]string) {
		fmt.Fprintf(&config, "[%s]\n", header)
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			fmt.Fprintf(&config, "%s = %s\n", key, keys[key])
		}
	}
	const until = `"expiresAt": "2099-01-01T00:00:00Z"`
	for name, keys := range profiles {
		section("profile "+name, keys)
		if token := keys["web_identity_token_file"]; token != "" {
			files[token] = "token"
		}
		for _, key := range []string{"sso_start_url", "sso_session"} {
			sum := sha1.Sum([]byte(keys[key]))
			files["/home/.aws/sso/cache/"+hex.EncodeToString(sum[:])+".json"] = `{"accessToken": "token", ` + until + `}`
		}
		sum := sha256.Sum256([]byte(strings.TrimSpace(keys["login_session"])))
		files["/home/.aws/login/cache/"+hex.EncodeToString(sum[:])+".json"] = `{"accessToken": {"accessKeyId": "login", "secretAccessKey": "s",
			"sessionToken": "t", "accountId": "1", ` + until + `}, "clientId": "c", "refreshToken": "r", "dpopKey": "k"}`
	}
	for name, keys := range sessions {
		section("sso-session "+name, keys)
	}
	if config.Len() > 0 {
		files["/home/.aws/config"] = config.String()
	}
	return files
}

// wantsToken reports whether a chain is SSO without an account, which gives a
// token and no credentials.
func wantsToken(chain []provider) bool {
	if len(chain) != 1 {
		return false
	}
	sso, ok := chain[0]["Sso"].(map[string]any)
	return ok && sso["sso_account_id"] == nil
}

var unsupported = regexp.MustCompile("profile referenced `(.*)` provider but that provider is not supported")

// chainOf gives the providers of a plan, or why it has none.
func chainOf(p resolve.Plan) ([]provider, string) {
	var chain []provider
	for _, s := range p.Steps {
		chain = append(chain, providerOf(s))
	}
	if m := unsupported.FindStringSubmatch(p.Message); m != nil {
		return []provider{{"NamedSource": m[1]}}, "" // the chain has it; whether it is there shows later
	}
	if p.Status == resolve.StatusError || p.Status == resolve.StatusNone {
		return nil, p.Message
	}
	return chain, ""
}

func providerOf(s resolve.Step) provider {
	fields := func(kind string, pairs ...string) provider {
		f := map[string]any{}
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i+1] != "" {
				f[pairs[i]] = pairs[i+1]
			}
		}
		return provider{kind: f}
	}
	switch s.Kind {
	case resolve.StepAssumeRole:
		return fields("AssumeRole", "role_arn", s.RoleARN, "external_id", s.ExternalID, "role_session_name", s.RoleSessionName)
	case resolve.StepWebIdentity:
		return fields("WebIdentityToken", "role_arn", s.RoleARN, "web_identity_token_file", s.TokenFile, "role_session_name", s.RoleSessionName)
	case resolve.StepSSO:
		return fields("Sso", "sso_region", s.Region, "sso_start_url", s.StartURL, "sso_session", s.Session,
			"sso_account_id", s.AccountID, "sso_role_name", s.RoleName)
	case resolve.StepProcess:
		return fields("CredentialProcess", "command", s.Command, "account_id", s.AccountID)
	case resolve.StepLogin:
		return fields("LoginSession", "login_session_arn", s.Session)
	case resolve.StepIMDS:
		return provider{"NamedSource": "Ec2InstanceMetadata"}
	case resolve.StepContainer:
		return provider{"NamedSource": "EcsContainer"}
	}
	if s.Provider == "env" {
		return provider{"NamedSource": "Environment"}
	}
	return fields("AccessKey", "access_key_id", s.AccessKeyID, "secret_access_key", s.SecretKey.Reveal(),
		"session_token", s.SessionToken.Reveal(), "account_id", s.AccountID)
}

// withoutNulls drops fields that are null, which is the same as absent.
func withoutNulls(chain []provider) []provider {
	var clean []provider
	data, _ := json.Marshal(chain)
	_ = json.Unmarshal(data, &clean)
	for _, p := range clean {
		for _, fields := range p {
			if m, ok := fields.(map[string]any); ok {
				maps.DeleteFunc(m, func(_ string, v any) bool { return v == nil })
			}
		}
	}
	return clean
}
