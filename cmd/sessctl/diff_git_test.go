//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDiffOfRevisionsCallsNoRemote asks for a file that a partial clone has not: its
// remote is not asked, and no program of the repository's configuration runs.
func TestDiffOfRevisionsCallsNoRemote(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	dir := t.TempDir()
	origin, clone, ran := filepath.Join(dir, "origin"), filepath.Join(dir, "clone"), filepath.Join(dir, "ran")
	program := filepath.Join(dir, "program")
	for path, text := range map[string]string{
		filepath.Join(origin, "config"): "[default]\nregion = us-east-1\n",
		program:                         fmt.Sprintf("#!/bin/sh\ntouch '%s'\nexec git-upload-pack \"$@\"\n", ran),
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o700); err != nil { //nolint:gosec // a program
			t.Fatal(err)
		}
	}
	git := func(in string, args ...string) {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Env = in, append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git(origin, "init", "-q")
	git(origin, "config", "uploadpack.allowFilter", "true")
	git(origin, "add", "config")
	git(origin, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "a")
	git(dir, "clone", "-q", "--no-checkout", "--filter=blob:none", "file://"+origin, clone)
	git(clone, "config", "remote.origin.uploadpack", program)
	t.Chdir(clone)
	var out, errs bytes.Buffer
	status := run([]string{"diff", "HEAD:config", "default", "--no-env", "--home", dir}, streams{in: strings.NewReader(""), out: &out, err: &errs})
	if status != exitUsage || !strings.Contains(errs.String(), "git has none") {
		t.Errorf("it ends with %d: %s%s", status, out.String(), errs.String())
	}
	if _, err := os.Stat(ran); err == nil {
		t.Error("a program of the repository was run")
	}
}
