package main

import (
	"bufio"
	"bytes"
	"crypto/sha1" //nolint:gosec // it names the SSO cache's files
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// question is one that a person has, from a report or from life, in an
// environment: what the first lines must say to it.
type question struct {
	ID       string            `json:"id"`
	Question string            `json:"question"`
	Args     []string          `json:"args"`
	Files    map[string]string `json:"files"` // below .aws, or below the home directory where there is a slash
	Env      map[string]string `json:"env"`
	Must     []string          `json:"must"`  // patterns, all of them in the first lines
	Never    []string          `json:"never"` // patterns that stand nowhere
	Within   int               `json:"within"`
	Lines    int               `json:"lines"` // the most there may be
	Exit     any               `json:"exit"`  // a status, or any
}

// TestAnswers: a question is answered in the first lines of what a command
// prints, 80 columns wide, both streams together.
func TestAnswers(t *testing.T) {
	file, err := os.Open("testdata/answers.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	scan := bufio.NewScanner(file)
	scan.Buffer(nil, 1<<20)
	asked := 0
	for scan.Scan() {
		q := question{Within: 8, Lines: 24, Exit: 0.0}
		if err := json.Unmarshal(scan.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		asked++
		t.Run(q.ID, q.ask)
	}
	if err := scan.Err(); err != nil || asked < 200 {
		t.Fatalf("%d questions were asked: %v", asked, err)
	}
}

func (q question) ask(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	out, status := q.run(t, home)
	var lines []string
	for _, l := range strings.Split(out, "\n") {
		if strings.TrimSpace(l) != "" {
			lines = append(lines, l)
		}
	}
	joined := func(lines []string) string { return strings.Join(strings.Fields(strings.Join(lines, " ")), " ") }
	fault := func(format string, args ...any) {
		t.Errorf("%s: %s\n$ sessctl %s\n%s", q.Question, fmt.Sprintf(format, args...), strings.Join(q.Args, " "), out)
	}
	for _, p := range q.Must {
		if !matches(t, p, joined(lines[:min(q.Within, len(lines))])) {
			fault("the first %d lines do not say /%s/", q.Within, p)
		}
	}
	for _, p := range q.Never {
		if matches(t, p, joined(lines)) {
			fault("it says /%s/", p)
		}
	}
	if len(lines) > q.Lines {
		fault("%d lines, at most %d", len(lines), q.Lines)
	}
	if q.Exit != "any" && q.Exit != float64(status) {
		fault("exit status %d, not %v", status, q.Exit)
	}
}

// matches looks for a pattern in any case of letters. What Go's patterns lack, a
// text that does not follow, is looked for apart.
func matches(t *testing.T, pattern, text string) bool {
	t.Helper()
	if before, not, ok := strings.Cut(pattern, "(?!"); ok {
		after := regexp.MustCompile("(?i)" + before)
		next := regexp.MustCompile("(?i)^(?:" + strings.TrimSuffix(not, ")") + ")")
		for _, at := range after.FindAllStringIndex(text, -1) {
			if !next.MatchString(text[at[1]:]) {
				return true
			}
		}
		return false
	}
	return regexp.MustCompile("(?i)" + pattern).MatchString(text)
}

var (
	cacheName = regexp.MustCompile(`SSO:(\S+?)(\.json|$)`)
	fromNow   = regexp.MustCompile(`([+-]\d+)h\b`)
)

// fill puts in what a case leaves open: the home directory, the names of cache
// files, and times from now.
func fill(text, home string) string {
	text = cacheName.ReplaceAllStringFunc(text, func(s string) string {
		m := cacheName.FindStringSubmatch(s)
		sum := sha1.Sum([]byte(m[1])) //nolint:gosec // as above
		return hex.EncodeToString(sum[:]) + m[2]
	})
	if strings.Contains(text, "expiresAt") {
		text = fromNow.ReplaceAllStringFunc(text, func(s string) string {
			d, _ := time.ParseDuration(s)
			return time.Now().Add(d).UTC().Format(time.RFC3339)
		})
	}
	return strings.ReplaceAll(text, "HOMEDIR", home)
}

func (q question) run(t *testing.T, home string) (out string, status int) {
	for name, text := range q.Files {
		path := filepath.Join(home, ".aws", name)
		if strings.Contains(name, "/") {
			path = filepath.Join(home, fill(name, home))
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(fill(text, home)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env := map[string]string{"PATH": os.Getenv("PATH"), "HOME": home, "COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
	for name, value := range q.Env {
		env[name] = fill(value, home)
	}
	cmd := exec.Command("sessctl") // which TestMain has put into PATH
	for _, a := range q.Args {
		cmd.Args = append(cmd.Args, fill(a, home))
	}
	cmd.Dir = home
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	var both bytes.Buffer
	cmd.Stdout, cmd.Stderr = &both, &both
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return both.String(), cmd.ProcessState.ExitCode()
}
