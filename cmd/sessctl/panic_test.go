package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/document"
)

func TestPanicIsOneLine(t *testing.T) {
	var none []string
	for what, f := range map[string]func(){
		"a panic of type string": func() { panic("q7Zr8tXw2Lp9Kd") },
		"index out of range":     func() { _ = none[len(what(none))] },
	} {
		exit := guarded(func() error { f(); return nil })
		if exit.status != exitFailed || !strings.Contains(exit.message, what) || !strings.Contains(exit.message, "panic_test.go:") || strings.Contains(exit.message, "q7Zr") || strings.Contains(exit.message, "\n") {
			t.Errorf("%s ends with %d: %s", what, exit.status, exit.message)
		}
	}
}

func what(list []string) []string { return list }

// TestPanicInOneOfMany has what breaks down in one of many environments said of
// that one, without a trace, and the others looked at.
func TestPanicInOneOfMany(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b", "c"} {
		text := `{"schema_version": 1, "name": "` + name + `", "made": "2026-01-02T00:00:00Z", "os": "linux", "home": "/home/me", "working_dir": "/", "variables": [{"name": "X", "value": "` + name + `"}], "files": []}`
		if err := os.WriteFile(filepath.Join(dir, name+".json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs strings.Builder
	_, a := newRoot(streams{in: strings.NewReader(""), out: &out, err: &errs}, "resolve")
	a.as, a.env.Vault, a.sources.bundle = "boto3", document.NewVault(nil), dir
	err := a.forEach(nil, func(e one) judged {
		if e.config.Workspace.Env.Get("X") == "b" {
			panic("q7Zr8tXw2Lp9Kd")
		}
		return judged{struct {
			OK bool `json:"ok"`
		}{true}, exitDone}
	})
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if statusOf(err) != exitFailed || len(lines) != 3 || !strings.Contains(lines[0], `"ok":true`) || !strings.Contains(lines[2], `"ok":true`) {
		t.Fatalf("it ends with %v: %q", err, lines)
	}
	if !strings.Contains(lines[1], "b.json") || !strings.Contains(lines[1], "panic_test.go:") || strings.Contains(lines[1], "q7Zr") || strings.Contains(lines[1], "goroutine") {
		t.Errorf("of the one that breaks down it is said %s", lines[1])
	}
}
