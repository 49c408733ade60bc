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
