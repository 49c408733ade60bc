package suite

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/spec"
)

const own = "../../testdata/conformance"

// suites are the folders that a test here runs.
var suites = []string{
	"profile-parser", "file-location", "assume-role", "container-uri", "imds-endpoint",
	"default-credential-provider-chain", "profile-provider", "default-token-provider-chain",
	"endpoint-url", "endpoint-rules", "sigv4", "protocols-input", "protocols-output",
}

// folder is where cases of a suite are.
type folder struct {
	path   string
	prefix string // of the names of its cases
	own    bool   // the project's own, whose recordings are known to be faithful
}

// folders gives the folders of a suite that are there; the project's own must be.
func folders(t *testing.T, suite string) []folder {
	t.Helper()
	if !slices.Contains(suites, suite) {
		t.Fatalf("%s is missing in the list of suites", suite)
	}
	all := []folder{{path: filepath.Join(own, suite), own: true}}
	if more := others(t); more != "" {
		path := filepath.Join(more, suite)
		if _, err := os.Stat(path); err == nil {
			all = append(all, folder{path: path, prefix: "SESSCTL_CASES/"})
		}
	}
	return all
}

// others is the folder of cases that SESSCTL_CASES names, from here or from the
// top of the project; empty when it names none.
func others(t *testing.T) string {
	t.Helper()
	named := os.Getenv("SESSCTL_CASES")
	if named == "" {
		return ""
	}
	for _, path := range []string{named, filepath.Join("../..", named)} {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return path
		}
	}
	t.Fatalf("SESSCTL_CASES names %s, which is no folder", named)
	return ""
}

// TestSuiteFolders names the folders that no suite here runs.
func TestSuiteFolders(t *testing.T) {
	places := []string{own}
	if more := others(t); more != "" {
		places = append(places, more)
	}
	for _, place := range places {
		entries, err := os.ReadDir(place)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			switch known := slices.Contains(suites, e.Name()); {
			case !e.IsDir():
			case known:
				t.Logf("%s: run by its suite", filepath.Join(place, e.Name()))
			default:
				t.Logf("PASSED OVER: %s has no suite in this package, and so none of its cases is run here", filepath.Join(place, e.Name()))
			}
		}
	}
}

// readJSON reads a file of cases.
func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %s", path, err)
	}
}

// place is a file system of a case: files by their paths in it.
func place(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for path, text := range files {
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// workspace makes an environment of variables and a file system.
func workspace(t *testing.T, goos, root string, vars map[string]string) *resolve.Workspace {
	t.Helper()
	o := environ.Options{NoEnv: true, OS: goos, Root: root}
	for name, value := range vars {
		o.Vars = append(o.Vars, name+"="+value)
	}
	env, err := environ.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return resolve.NewWorkspace(env)
}

// specification is the reading that the suites are about, with the words of the
// SDK that they come from.
func specification(t *testing.T) *resolve.Reading {
	t.Helper()
	return spec.Dialect{Words: "Rust"}.Reading()
}

// contains reports whether a message has the text that a case wants in it.
func contains(t *testing.T, what, message, want string) {
	t.Helper()
	if !strings.Contains(message, want) {
		t.Errorf("%s:\n got %q\nwant %q in it", what, message, want)
	}
}
