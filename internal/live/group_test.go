//go:build unix

package live

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// childOf waits for the number that a program tells of its child.
func childOf(t *testing.T, file string) int {
	t.Helper()
	for range 1000 {
		text, _ := os.ReadFile(file)
		if pid, err := strconv.Atoi(string(text)); err == nil {
			return pid
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the program has no child")
	return 0
}

// gone waits for a process to end. One that nobody has asked after yet counts
// as ended: it is its parent's to ask.
func gone(pid int) bool {
	for range 500 {
		if syscall.Kill(pid, 0) != nil {
			return true
		}
		if stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat"); err == nil {
			for i := len(stat) - 1; i > 0; i-- {
				if stat[i] == ')' && i+2 < len(stat) && stat[i+2] == 'Z' {
					return true
				}
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}

func TestChildrenEndWithTheProgram(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pid")
	if _, _, err := runSelf(t, 0, nil, "parent '"+file+"'"); err != nil {
		t.Error(err)
	}
	if pid := childOf(t, file); !gone(pid) {
		_ = syscall.Kill(pid, syscall.SIGKILL)
		t.Error("the child of a program that has ended lives on")
	}
}

func TestChildrenEndWithTheTime(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pid")
	if _, _, err := runSelf(t, time.Second, nil, "restless '"+file+"'"); err == nil {
		t.Error("the program ended by itself")
	}
	if pid := childOf(t, file); !gone(pid) {
		_ = syscall.Kill(pid, syscall.SIGKILL)
		t.Error("the child of a program that took too long lives on")
	}
}

// TestChildrenEndWithASignal ends the process that runs the program.
func TestChildrenEndWithASignal(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		// A program started under nohup, or behind a script's &, goes on ignoring a
		// signal, and so would the host; what is waited for here begins there as usual.
		waited := make(chan os.Signal, 1)
		signal.Notify(waited, s)
		defer signal.Stop(waited)
		file := filepath.Join(t.TempDir(), "pid")
		host := exec.Command(self, "host", file)
		host.Env = append(os.Environ(), "SESSCTL_TEST_PROGRAM=1")
		if err := host.Start(); err != nil {
			t.Fatal(err)
		}
		pid := childOf(t, file)
		start := time.Now()
		if err := host.Process.Signal(s); err != nil {
			t.Fatal(err)
		}
		_ = host.Wait()
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: it took %s to end", s, d)
		}
		if status, ok := host.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() || status.Signal() != s {
			t.Errorf("%s: it ended with %s", s, host.ProcessState)
		}
		if !gone(pid) {
			_ = syscall.Kill(pid, syscall.SIGKILL)
			t.Errorf("%s: the child of the program lives on", s)
		}
	}
}

// TestProgramEndsWithAKilledHost: nothing can be done at such an end, so the
// system does it, where it can.
func TestProgramEndsWithAKilledHost(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Log("this system does not end a program with its parent")
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "pid")
	host := exec.Command(self, "host", file)
	host.Env = append(os.Environ(), "SESSCTL_TEST_PROGRAM=1")
	if err := host.Start(); err != nil {
		t.Fatal(err)
	}
	child := childOf(t, file)
	program, err := syscall.Getpgid(child)
	if err != nil {
		t.Fatal(err)
	}
	_ = host.Process.Kill()
	_ = host.Wait()
	if !gone(program) {
		t.Error("the program lives on")
	}
	_ = syscall.Kill(child, syscall.SIGKILL)
}
