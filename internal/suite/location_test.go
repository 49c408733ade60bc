package suite

import (
	"path/filepath"
	"testing"

	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

func TestSuiteFileLocation(t *testing.T) {
	for _, f := range folders(t, "file-location") {
		var suite struct {
			Tests []struct {
				Name                                string
				Environment                         map[string]string
				Platform                            string
				Profile                             *string
				ConfigLocation, CredentialsLocation string
			}
		}
		readJSON(t, filepath.Join(f.path, "file-location-tests.json"), &suite)
		for _, tt := range suite.Tests {
			t.Run(f.prefix+tt.Name, func(t *testing.T) {
				w := workspace(t, tt.Platform, t.TempDir(), tt.Environment)
				res := resolve.Resolve(w, resolve.Inputs{}, specification(t))
				for _, use := range res.Files {
					want := tt.ConfigLocation
					if use.Kind == profiles.CredentialsFile {
						want = tt.CredentialsLocation
					}
					if given(use) != want {
						t.Errorf("%s file: got %q, want %q", use.Kind, given(use), want)
					}
				}
				if len(res.Files) != 2 {
					t.Errorf("got %d files, want 2", len(res.Files))
				}
				if tt.Profile != nil && res.Profile.Name != *tt.Profile {
					t.Errorf("profile: got %q, want %q", res.Profile.Name, *tt.Profile)
				}
			})
		}
	}
}

// given is a path as the SDK makes it, before it is made absolute for people.
func given(use resolve.FileUse) string {
	if use.Given != "" {
		return use.Given
	}
	return use.Path
}
