package environ

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRoot(t *testing.T) {
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "home"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "home", "x"), []byte("inside"), 0o600); err != nil {
		t.Fatal(err)
	}
	env, err := New(Options{NoEnv: true, Root: root, OS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/home/x": "inside", "home/x": "inside", "/home/../../home/x": "inside", filepath.Join(root, "home", "x"): ""} {
		f := env.File(path)
		if string(f.Data) != want || f.Exists() != (want != "") || f.Path != path {
			t.Errorf("%s: got %q at %q (%v), want %q", path, f.Data, f.Path, f.Err, want)
		}
	}
	if got := env.Abs("x"); got != "/x" {
		t.Errorf("a relative path becomes %q, want /x", got)
	}
}
