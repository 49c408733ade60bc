package suite

import (
	"path/filepath"
	"reflect"
	"testing"

	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

type sections map[string]map[string]string

func TestSuiteProfileParser(t *testing.T) {
	for _, f := range folders(t, "profile-parser") {
		var suite struct {
			Tests []struct {
				Name  string
				Input struct{ ConfigFile, CredentialsFile *string }
				// Output has either of the two.
				Output struct {
					ErrorContaining *string
					Config          *struct {
						Profiles    sections
						SSOSessions sections `json:"sso_sessions"`
					}
				}
			}
		}
		readJSON(t, filepath.Join(f.path, "profile-parser-tests.json"), &suite)
		for _, tt := range suite.Tests {
			t.Run(f.prefix+tt.Name, func(t *testing.T) {
				files := map[string]string{}
				for path, text := range map[string]*string{"/home/.aws/config": tt.Input.ConfigFile, "/home/.aws/credentials": tt.Input.CredentialsFile} {
					if text != nil {
						files[path] = *text
					}
				}
				w := workspace(t, "linux", place(t, files), map[string]string{"HOME": "/home"})
				res := resolve.Resolve(w, resolve.Inputs{}, specification(t))
				switch want := tt.Output; {
				case want.ErrorContaining != nil && res.Err == nil:
					t.Errorf("the files parse, but should not: %q", *want.ErrorContaining)
				case want.ErrorContaining != nil:
					contains(t, "error", res.Err.Message, *want.ErrorContaining)
				case want.Config == nil:
					t.Fatal("the case expects neither an error nor profiles")
				case res.Err != nil:
					t.Errorf("the files do not parse: %s", res.Err.Message)
				default:
					same(t, "profiles", merged(res.Shared, profiles.SectionProfile), want.Config.Profiles)
					same(t, "sso-sessions", merged(res.Shared, profiles.SectionSSOSession), want.Config.SSOSessions)
				}
			})
		}
	}
}

// merged gives all sections of a kind as the reading merges the two files.
func merged(s *profiles.Shared, kind profiles.SectionKind) sections {
	all := sections{}
	for _, name := range s.Names(kind) {
		all[name] = map[string]string{}
		for _, q := range s.Lookup(kind, name).Properties {
			all[name][q.Key] = q.Value
		}
	}
	return all
}

func same(t *testing.T, what string, got, want sections) {
	t.Helper()
	if len(got) == 0 && len(want) == 0 {
		return
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}
