package environ

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func processEnv(t *testing.T) *Env {
	t.Helper()
	e, err := New(Options{NoEnv: true})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func put(t *testing.T, path, text string, mode fs.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// only fails where a directory has more in it than it should.
func only(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("%s has %q in it, want %q", dir, got, names)
	}
}

func rewrite(e *Env, path, text string) error {
	return e.Rewrite(Rewrite{Path: path, Was: e.File(path), Data: []byte(text)})
}

func TestRewriteKeepsModeAndForgets(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "config")
	for _, mode := range []fs.FileMode{0o600, 0o644, 0o660} {
		put(t, path, "old", mode)
		e := processEnv(t)
		if err := rewrite(e, path, "new"); err != nil {
			t.Fatal(err)
		}
		info, _ := os.Stat(path)
		if got := string(e.File(path).Data); got != "new" || content(t, path) != "new" || runtime.GOOS != "windows" && info.Mode() != mode {
			t.Errorf("mode %o: it reads %q, is %q and has mode %o", mode, got, content(t, path), info.Mode())
		}
	}
	only(t, dir, "config")
}

func TestRewriteMakesFileAndDirectory(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, ".aws", "config")
	if err := rewrite(processEnv(t), path, "new"); err != nil {
		t.Fatal(err)
	}
	info, _ := os.Stat(path)
	dir, _ := os.Stat(filepath.Dir(path))
	if runtime.GOOS != "windows" && (info.Mode().Perm() != 0o600 || dir.Mode().Perm() != 0o700) {
		t.Errorf("the file has mode %o, its directory %o", info.Mode(), dir.Mode())
	}
	only(t, filepath.Dir(path), "config")
	if err := rewrite(processEnv(t), filepath.Join(home, "no", "such", "config"), "x"); err == nil || !strings.Contains(err.Error(), "make the directory") {
		t.Errorf("below a directory that is not there: %v", err)
	}
}

func TestRewriteKeepsLinks(t *testing.T) {
	dir := t.TempDir()
	real := filepath.Join(dir, "dotfiles")
	if err := os.MkdirAll(filepath.Join(dir, "home"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(real, 0o700); err != nil {
		t.Fatal(err)
	}
	link := func(to, at string) {
		t.Helper()
		if err := os.Symlink(to, at); err != nil {
			t.Skip(err)
		}
	}
	link("../dotfiles/second", filepath.Join(dir, "home", "config"))
	link(filepath.Join(real, "third"), filepath.Join(real, "second"))
	link("there/../real", filepath.Join(real, "third"))
	if err := os.Mkdir(filepath.Join(real, "there"), 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "home", "config")
	for _, text := range []string{"made through a dangling chain", "rewritten"} {
		if err := rewrite(processEnv(t), path, text); err != nil {
			t.Fatal(err)
		}
		if got := content(t, filepath.Join(real, "real")); got != text {
			t.Errorf("the target has %q, want %q", got, text)
		}
	}
	for _, l := range []string{path, filepath.Join(real, "second"), filepath.Join(real, "third")} {
		if info, err := os.Lstat(l); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("%s is no link any more: %v", l, err)
		}
	}
	only(t, filepath.Join(dir, "home"), "config")
	only(t, real, "real", "second", "there", "third")

	link("round", filepath.Join(dir, "round"))
	if err := rewrite(processEnv(t), filepath.Join(dir, "round"), "x"); err == nil {
		t.Error("a link to itself was written")
	}
	link(os.DevNull, filepath.Join(dir, "null"))
	if err := rewrite(processEnv(t), filepath.Join(dir, "null"), "x"); err == nil {
		t.Error("a link to the null device was written")
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Fatal("the null device is gone")
	}
}

func TestRewriteRefusesWhatItCannotKeep(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	put(t, a, "old", 0o600)
	if err := os.Link(a, b); err == nil && runtime.GOOS != "windows" {
		if err := rewrite(processEnv(t), a, "new"); err == nil || !strings.Contains(err.Error(), "hard links") {
			t.Errorf("a file with two names: %v", err)
		}
	}
	if err := rewrite(processEnv(t), dir, "new"); err == nil {
		t.Error("a directory was written")
	}
	if err := rewrite(processEnv(t), os.DevNull, "new"); err == nil {
		t.Error("the null device was written")
	}
	if content(t, a) != "old" {
		t.Error("it was changed all the same")
	}
}

func TestRewriteSeesOthersChange(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "config")
	for _, at := range []string{"locked", "synced"} {
		for name, change := range map[string]func(){
			"other content": func() { put(t, path, "theirs", 0o600) },
			"gone":          func() { _ = os.Remove(path) },
		} {
			put(t, path, "old", 0o600)
			e := processEnv(t)
			was := e.File(path)
			at := at
			stopAt(t, func(p string) {
				if p == at {
					change()
				}
			})
			err := e.Rewrite(Rewrite{Path: path, Was: was, Data: []byte("mine")})
			data, _ := os.ReadFile(path)
			if !errors.Is(err, ErrChanged) || string(data) == "mine" {
				t.Errorf("%s when %s: %v, and the file has %q", name, at, err, data)
			}
			point = func(string) {}
		}
	}
	put(t, path, "theirs", 0o600)
	only(t, dir, "config")
	e := processEnv(t)
	missing := filepath.Join(dir, "new")
	was := e.File(missing)
	put(t, missing, "", 0o600)
	if err := e.Rewrite(Rewrite{Path: missing, Was: was, Data: []byte("mine")}); !errors.Is(err, ErrChanged) {
		t.Errorf("a file that came meanwhile: %v", err)
	}
}

func stopAt(t *testing.T, f func(string)) {
	t.Helper()
	point = f
	t.Cleanup(func() { point = func(string) {} })
}

// TestRewritersTakeTurns has many writers count in one file: of those that read
// the same content one alone succeeds, and nothing is lost.
func TestRewritersTakeTurns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config")
	put(t, path, "", 0o600)
	var wait sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range 4 {
		wait.Go(func() {
			for range 10 {
				e, err := New(Options{NoEnv: true})
				if err != nil {
					t.Error(err)
					return
				}
				was := e.File(path)
				err = e.Rewrite(Rewrite{Path: path, Was: was, Data: append(bytes.Clone(was.Data), 'x')})
				switch {
				case err == nil:
					mu.Lock()
					done++
					mu.Unlock()
				case !errors.Is(err, ErrChanged) && !errors.Is(err, ErrLocked):
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	if got := len(content(t, path)); got != done || done == 0 {
		t.Errorf("%d writers succeeded, and the file counts %d", done, got)
	}
	only(t, filepath.Dir(path), "config")
}

func TestRewriteWaitsForTheLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config")
	put(t, path, "old", 0o600)
	held := newTidy(path)
	if err := lockFile(sidecar(path, "lock"), held); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := rewrite(processEnv(t), path, "new"); !errors.Is(err, ErrLocked) || time.Since(began) < lockPatience {
		t.Errorf("after %s: %v", time.Since(began), err)
	}
	held.end()
	// A lock file that nobody holds stays behind where a writer was killed.
	if runtime.GOOS == "linux" {
		put(t, sidecar(path, "lock"), "", 0o600)
	}
	put(t, sidecar(path, "new-LEFTOVER"), "half", 0o600)
	if err := rewrite(processEnv(t), path, "new"); err != nil {
		t.Error(err)
	}
	only(t, filepath.Dir(path), "config")
}

// big makes a content that takes a while to write.
func big(c string) string { return "[" + strings.Repeat(c, 1<<20) + "]" }

func randomDelay() time.Duration { return time.Duration(rand.IntN(12_000)) * time.Microsecond }
