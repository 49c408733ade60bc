package environ

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestProcess(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.Command("sleep", "60")
	cmd.Env, cmd.Dir = []string{"AWS_REGION=eu-west-2", "HOME=" + dir, "EMPTY="}, dir
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	// The kernel has the new program run before its variables can be seen.
	for seen, end := []byte(nil), time.Now().Add(time.Minute); len(seen) == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("its variables are not to be seen")
		}
		seen, _ = os.ReadFile(fmt.Sprintf("/proc/%d/environ", cmd.Process.Pid))
	}
	if err := os.WriteFile(dir+"/config", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := New(Options{PID: cmd.Process.Pid, Vars: []string{"MORE=1"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, empty := e.Lookup("EMPTY"); e.Get("AWS_REGION") != "eu-west-2" || e.Get("MORE") != "1" || !empty || e.Get("PATH") != "" {
		t.Errorf("its variables: %v", e.Variables())
	}
	if got := e.Abs("config"); string(e.File(got).Data) != "x" {
		t.Errorf("%s, of its working directory, is not read", got)
	}
	if _, err := New(Options{PID: 1 << 30}); err == nil || !strings.Contains(err.Error(), "there is no such process") {
		t.Errorf("no process: %v", err)
	}
}
