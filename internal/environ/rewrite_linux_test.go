package environ

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// mount makes a small file system of its own.
func mount(t *testing.T, options string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("no small file system can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, 0) })
	return dir
}

func TestRewriteOnAFullDisk(t *testing.T) {
	dir := mount(t, "size=64k")
	path := filepath.Join(dir, "config")
	old := strings.Repeat("o", 30<<10)
	put(t, path, old, 0o600)
	err := rewrite(processEnv(t), path, strings.Repeat("n", 60<<10))
	if !errors.Is(err, syscall.ENOSPC) || content(t, path) != old {
		t.Errorf("%v, and the file has %d bytes", err, len(content(t, path)))
	}
	only(t, dir, "config")
}

func TestRewriteOnAReadOnlyDisk(t *testing.T) {
	dir := mount(t, "size=64k")
	path := filepath.Join(dir, "config")
	put(t, path, "old", 0o600)
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip(err)
	}
	if err := rewrite(processEnv(t), path, "new"); !errors.Is(err, syscall.EROFS) || content(t, path) != "old" {
		t.Errorf("%v, and the file is %q", err, content(t, path))
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestRewriteKeepsAttributes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config")
	put(t, path, "old", 0o640)
	// an access control list: the owner, the user 1, the group, the mask, the others
	list := []byte{2, 0, 0, 0, 1, 0, 6, 0, 255, 255, 255, 255, 2, 0, 4, 0, 1, 0, 0, 0, 4, 0, 4, 0, 255, 255, 255, 255, 16, 0, 4, 0, 255, 255, 255, 255, 32, 0, 0, 0, 255, 255, 255, 255}
	kept := 0
	for name, value := range map[string][]byte{"user.note": []byte("mine"), "user.empty": {}, "system.posix_acl_access": list} {
		if err := syscall.Setxattr(path, name, value, 0); err != nil {
			t.Logf("no attribute %s here: %v", name, err)
			continue
		}
		kept++
		if err := rewrite(processEnv(t), path, "new "+name); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, 100)
		n, err := syscall.Getxattr(path, name, got)
		if err != nil || string(got[:n]) != string(value) {
			t.Errorf("%s is %q, %v", name, got[:max(n, 0)], err)
		}
	}
	if kept == 0 {
		t.Skip("the file system has no attributes")
	}
}
