package environ

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVariables(t *testing.T) {
	t.Setenv("SESSCTL_TEST_OURS", "ours")
	file := filepath.Join(t.TempDir(), "vars")
	text := "# comment\n\nA=1\nexport B=\"two words\"\r\nC='x'\nD=\nE=a=b\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := New(Options{NoEnv: true, EnvFile: file, Vars: []string{"A=over", "HOME=/h"}, Home: "/home"})
	if err != nil {
		t.Fatal(err)
	}
	want := []Variable{{Name: "A", Value: "over"}, {"B", "two words", file, 4}, {"C", "x", file, 5}, {"D", "", file, 6}, {"E", "a=b", file, 7}, {Name: "HOME", Value: "/home"}}
	if diff := cmp.Diff(want, e.Variables()); diff != "" {
		t.Error(diff)
	}
	if v, ok := e.Lookup("D"); !ok || v.Value != "" {
		t.Error("an empty variable is not there")
	}
	if _, ok := e.Lookup("SESSCTL_TEST_OURS"); ok {
		t.Error("the process's variables leak in")
	}
	if e.AccountHome() != "" {
		t.Error("a described environment has the home of this account")
	}
	ours, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if ours.Get("SESSCTL_TEST_OURS") != "ours" {
		t.Error("the process's variables are missing")
	}
}

func TestWindowsVariables(t *testing.T) {
	e, err := New(Options{NoEnv: true, OS: "windows", Vars: []string{"Aws_Region=x", `=C:=C:\dir`}, Home: `C:\Users\me`})
	if err != nil {
		t.Fatal(err)
	}
	if e.Get("AWS_REGION") != "x" {
		t.Error("Windows tells the case of variables apart")
	}
	if got, want := e.Join(e.Get("UserProfile"), ".aws", "config"), `C:\Users\me\.aws\config`; got != want {
		t.Errorf("the config file is %s, want %s", got, want)
	}
}

func TestBadVariables(t *testing.T) {
	for _, o := range []Options{{Vars: []string{"NOVALUE"}}, {Vars: []string{"=x"}}, {EnvFile: "nowhere"}} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v is taken", o)
		}
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	e, err := New(Options{NoEnv: true})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "f")
	if err := os.WriteFile(path, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if f := e.File(path); f.Err != nil || string(f.Data) != "text" || f.Reason() != "" {
		t.Errorf("read %+v", f)
	}
	if err := os.WriteFile(path, []byte("changed"), 0o600); err != nil {
		t.Fatal(err)
	}
	if f := e.File(path); string(f.Data) != "text" {
		t.Error("a file is read twice")
	}
	if f := e.File(filepath.Join(dir, "missing")); f.Exists() || !errors.Is(f.Err, fs.ErrNotExist) || f.Reason() != "no such file" {
		t.Errorf("a missing file is %+v", f)
	}
	if f := e.File(dir); !f.Exists() || !strings.Contains(f.Reason(), "is a directory") {
		t.Errorf("a directory is %+v", f)
	}
	big := filepath.Join(dir, "big")
	if err := os.WriteFile(big, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(big, MaxFileSize+1); err != nil {
		t.Fatal(err)
	}
	if f := e.File(big); !errors.Is(f.Err, ErrTooLarge) || len(f.Data) > 0 {
		t.Errorf("a file of more than %d bytes is read", MaxFileSize)
	}
	if f := e.File(os.DevNull); f.Err != nil || len(f.Data) != 0 {
		t.Errorf("the null device is %+v", f)
	}
	if got := len(e.Files()); got != 5 {
		t.Errorf("%d files are remembered, want 5", got)
	}
}

func TestDir(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b", "a"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	e, err := New(Options{NoEnv: true, Root: dir})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "b"}, e.Dir("/")); diff != "" {
		t.Error(diff)
	}
	if got := append(e.Dir("/a"), e.Dir("/missing")...); len(got) > 0 {
		t.Errorf("a file or nothing has the names %q", got)
	}
	if e.Local() {
		t.Error("a described environment is this machine's own")
	}
}
