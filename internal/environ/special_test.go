//go:build unix

package environ

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestSpecialFiles asks for each kind of file that would keep a reader waiting
// or never end, by itself and by a link.
func TestSpecialFiles(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	if err := syscall.Mkfifo(path("fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", path("socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for name, target := range map[string]string{"link": path("fifo"), "zero": "/dev/zero", "tty": "/dev/tty", "null": os.DevNull, "loop": path("loop")} {
		if err := os.Symlink(target, path(name)); err != nil {
			t.Fatal(err)
		}
	}
	e, err := New(Options{NoEnv: true})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	for name, want := range map[string]string{
		"fifo": "not a regular file (a named pipe)", "link": "not a regular file (a named pipe)", "socket": "not a regular file (a socket)",
		"zero": "not a regular file (a device)", "tty": "not a regular file (a device)", "null": "", "loop": "too many levels of symbolic links",
	} {
		if f := e.File(path(name)); f.Reason() != want || len(f.Data) > 0 {
			t.Errorf("%s: %q and %d bytes, want %q", name, f.Reason(), len(f.Data), want)
		}
		if names := e.Dir(path(name)); len(names) > 0 {
			t.Errorf("%s has the names %q", name, names)
		}
	}
	if d := time.Since(start); d > patience/2 {
		t.Errorf("it took %s", d)
	}
	if f, err := openFile(path("fifo")); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}
}

// TestSwappedFile is a file that became another between the look and the opening.
func TestSwappedFile(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := openFile(fifo)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	info, err := r.Stat()
	var f File
	if !f.refuses(info, err, MaxFileSize) || !errors.Is(f.Err, ErrNotRegular) {
		t.Errorf("what was opened is a pipe, and %v", f.Err)
	}
}

// TestNoReadWaits reads where there is nothing yet, and where more could come.
func TestNoReadWaits(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := openFile(fifo)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	w, err := os.OpenFile(fifo, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(5*time.Second, func() { w.Close() }) // or nothing here would end
	defer late.Stop()
	if n, err := r.Read(make([]byte, 1)); !errors.Is(err, syscall.EAGAIN) {
		t.Errorf("a read of nothing gives %d bytes and %v", n, err)
	}
	w.Close()
}

func TestReadFileLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(path, make([]byte, 2048), 0o600); err != nil {
		t.Fatal(err)
	}
	if f := ReadFile(path, 2048); f.Err != nil || len(f.Data) != 2048 {
		t.Errorf("%d bytes, %v", len(f.Data), f.Err)
	}
	if f := ReadFile(path, 1024); !errors.Is(f.Err, ErrTooLarge) || f.Reason() != "larger than 1 KiB" || len(f.Data) > 0 {
		t.Errorf("%d bytes, %v", len(f.Data), f.Err)
	}
	// procfs tells the size 0 of files that are larger
	if _, err := readAll(strings.NewReader(strings.Repeat("x", 2000)), 0, 1024); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a file that grows: %v", err)
	}
}
