//go:build unix

package environ

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// TestRewriteHelper is no test of its own: it is the process that the tests
// below kill. It rewrites a file, over and over or until a point at which it
// kills itself.
func TestRewriteHelper(t *testing.T) {
	path, at := os.Getenv("SESSCTL_TEST_REWRITE"), os.Getenv("SESSCTL_TEST_POINT")
	if path == "" {
		t.Skip("the process that other tests kill")
	}
	times, by := 0, syscall.SIGKILL
	if n, err := strconv.Atoi(os.Getenv("SESSCTL_TEST_SIGNAL")); err == nil {
		by = syscall.Signal(n)
	}
	point = func(p string) {
		if times++; at == fmt.Sprintf("%s/%d", p, times) {
			_ = syscall.Kill(os.Getpid(), by)
			select {}
		}
	}
	for n := 0; at == "" || n == 0; n++ {
		text := big("b")
		if n%2 == 1 {
			text = big("a")
		}
		e := processEnv(t)
		if err := rewrite(e, path, text); err != nil {
			t.Fatal(err)
		}
	}
}

func helper(path, at string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "-test.run=^TestRewriteHelper$")
	cmd.Env = append(os.Environ(), "SESSCTL_TEST_REWRITE="+path, "SESSCTL_TEST_POINT="+at)
	return cmd
}

// survives fails where a file is neither the old nor the new one, or where the
// next writer cannot write or leaves something behind.
func survives(t *testing.T, path, when string) {
	t.Helper()
	got := content(t, path)
	if got != big("a") && got != big("b") {
		t.Fatalf("killed %s, the file is neither the old nor the new one: it has %d bytes", when, len(got))
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o640 {
		t.Fatalf("killed %s, its mode is %v (%v)", when, info.Mode(), err)
	}
	if err := rewrite(processEnv(t), path, big("a")); err != nil {
		t.Fatalf("after a writer that was killed %s: %v", when, err)
	}
	only(t, filepath.Dir(path), filepath.Base(path))
}

// TestRewriteSurvivesKillAtEveryPoint kills the writer between any two steps.
func TestRewriteSurvivesKillAtEveryPoint(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config")
	put(t, path, big("a"), 0o640)
	points := []string{"locked/1", "created/2", "writing/3", "writing/4", "synced/5", "ready/6", "renamed/7"}
	for _, at := range points {
		err := helper(path, at).Run()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("the writer did not reach %s: %v", at, err)
		}
		if want := big("a"); at != "renamed/7" && content(t, path) != want {
			t.Errorf("killed at %s, the old content is not there", at)
		}
		if at == "renamed/7" && content(t, path) != big("b") {
			t.Errorf("killed at %s, the new content is not there", at)
		}
		survives(t, path, "at "+at)
	}
}

// TestRewriteSurvivesKillAtAnyTime kills it at random instants.
func TestRewriteSurvivesKillAtAnyTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config")
	put(t, path, big("a"), 0o640)
	for range 25 {
		cmd := helper(path, "")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(10 * time.Second); content(t, path) == big("a") && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(randomDelay())
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		survives(t, path, "at some instant")
	}
}

// TestRewriteEndsTidilyBySignals ends the writer between any two steps, and while
// another has the lock, by what people and systems send: the status says so, and
// neither a lock nor half a file is left.
func TestRewriteEndsTidilyBySignals(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config")
	for _, by := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		for _, at := range []string{"locked/1", "created/2", "writing/3", "writing/4", "synced/5", "ready/6", "renamed/7"} {
			put(t, path, big("a"), 0o640)
			cmd := helper(path, at)
			cmd.Env = append(cmd.Env, fmt.Sprintf("SESSCTL_TEST_SIGNAL=%d", int(by)))
			err := cmd.Run()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != by {
				t.Fatalf("%s at %s: it ends with %v", by, at, err)
			}
			want := big("a")
			if at == "renamed/7" {
				want = big("b")
			}
			if content(t, path) != want {
				t.Errorf("%s at %s: another content is there", by, at)
			}
			only(t, filepath.Dir(path), "config")
		}
	}
}

// TestASignalLeavesTheLockOfAnother ends a writer that waits for the lock.
func TestASignalLeavesTheLockOfAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config")
	put(t, path, big("a"), 0o640)
	held := newTidy(path)
	defer held.end()
	if err := lockFile(sidecar(path, "lock"), held); err != nil {
		t.Fatal(err)
	}
	cmd := helper(path, "waiting/1")
	cmd.Env = append(cmd.Env, fmt.Sprintf("SESSCTL_TEST_SIGNAL=%d", int(syscall.SIGTERM)))
	err := cmd.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGTERM {
		t.Fatalf("it ends with %v", err)
	}
	if _, err := os.Stat(sidecar(path, "lock")); err != nil || content(t, path) != big("a") {
		t.Errorf("it took the lock of another away, or wrote: %v", err)
	}
}

func TestRewriteNotAllowed(t *testing.T) {
	dir := t.TempDir()
	unprivileged(t, dir)
	path := filepath.Join(dir, "config")
	put(t, path, "old", 0o400)
	if err := rewrite(processEnv(t), path, "new"); !errors.Is(err, os.ErrPermission) {
		t.Errorf("a file that is not to be written: %v", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	if err := rewrite(processEnv(t), path, "new"); !errors.Is(err, os.ErrPermission) {
		t.Errorf("a directory that is not to be written into: %v", err)
	}
	if content(t, path) != "old" {
		t.Error("it was changed all the same")
	}
}

func TestRewriteKeepsOwner(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can have a file of another owner rewritten")
	}
	path := filepath.Join(t.TempDir(), "config")
	put(t, path, "old", 0o640)
	if err := os.Chown(path, 12345, 23456); err != nil {
		t.Skip(err)
	}
	if err := rewrite(processEnv(t), path, "new"); err != nil {
		t.Fatal(err)
	}
	info, _ := os.Stat(path)
	if s := info.Sys().(*syscall.Stat_t); s.Uid != 12345 || s.Gid != 23456 || info.Mode().Perm() != 0o640 {
		t.Errorf("it belongs to %d:%d with mode %o", s.Uid, s.Gid, info.Mode())
	}
}
