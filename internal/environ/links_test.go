//go:build unix

package environ

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestLinksStayBelowTheirRoot lays out links as a container's are: what they name is
// below its own root, and none leads to this machine's files.
func TestLinksStayBelowTheirRoot(t *testing.T) {
	outside, root := t.TempDir(), t.TempDir()
	for path, text := range map[string]string{outside + "/secret": "outside", root + "/data/config": "inside", root + "/data/aws/credentials": "keys", root + "/secret": "own"} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(root+"/home", 0o755); err != nil {
		t.Fatal(err)
	}
	for link, target := range map[string]string{
		"/home/config": "/data/config", "/home/.aws": "/data/aws", "/home/up": "../../../../../../../../../../../../secret", "/home/out": outside + "/secret",
		"/home/twice": "/home/config", "/home/loop": "/home/loop", "/home/null": "/dev/null",
	} {
		if err := os.Symlink(target, root+link); err != nil {
			t.Fatal(err)
		}
	}
	m := &machine{root: root}
	for path, want := range map[string]string{"/home/config": "inside", "/home/.aws/credentials": "keys", "/home/up": "own", "/home/twice": "inside", "/home/.aws/../config": "inside", "/home/../../../secret": "own"} {
		if f := m.file(path); string(f.Data) != want || f.Path != path {
			t.Errorf("%s has %q (%v), not %q", path, f.Data, f.Err, want)
		}
	}
	if f := m.file("/home/out"); f.Exists() {
		t.Errorf("a link leads out of the root to %q", f.Data)
	}
	if f := m.file("/home/loop"); !errors.Is(f.Err, syscall.ELOOP) || !strings.Contains(f.Reason(), "too many") {
		t.Errorf("a link to itself: %v", f.Err)
	}
	if f := m.file("/home/null"); f.Err != nil || len(f.Data) > 0 {
		t.Errorf("a link to the null device: %v", f.Err)
	}
	if got := m.dir("/home/.aws"); len(got) != 1 || got[0] != "credentials" {
		t.Errorf("the names in a linked directory: %q", got)
	}
	if got := m.link("/home/config"); got != "/data/config" {
		t.Errorf("the link names %q", got)
	}
	if there, _ := m.program("/home/out"); there {
		t.Error("a program outside of the root is found")
	}
}
