package main

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the output in the documentation anew")

// TestDocs runs every `$ sessctl …` of the README and the documentation in the
// home directory testdata/home and compares what it prints with what stands
// below it.
func TestDocs(t *testing.T) {
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("../../docs/*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	files = append(append(files, more...), "../../README.md")
	home := copyHome(t, "../../testdata/home")
	renewLogin(t, filepath.Join(home, ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"))
	ran := 0
	for _, file := range files {
		file, err := filepath.Abs(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Chdir(t.TempDir())
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, n := rerun(t, string(data), home)
			ran += n
			if got == string(data) {
				return
			}
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s shows what sessctl does not print (run with -update to write it anew):\n%s", file, cmp.Diff(string(data), got))
		})
	}
	if ran == 0 {
		t.Error("the documentation shows no output at all")
	}
}

// renewLogin has a login expire in five hours: a page that shows it is the same
// every day.
func renewLogin(t *testing.T, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const end = "2099-01-01T00:00:00Z"
	if !bytes.Contains(data, []byte(end)) {
		t.Fatalf("%s does not say %s", file, end)
	}
	in5h := time.Now().Add(5*time.Hour + 30*time.Second).UTC().Format(time.RFC3339)
	if err := os.WriteFile(file, bytes.Replace(data, []byte(end), []byte(in5h), 1), 0o600); err != nil {
		t.Fatal(err)
	}
}

// rerun gives a page with the output of its commands made anew, and how many
// it ran. A command stands in a console block behind "$ ", its output below it;
// or in a comment "<!-- $ … -->", its output between that and "<!-- end -->".
// A block "```ini file=NAME" is a file in the working directory; one whose name
// begins with ~/ makes that directory the home of what follows. Each heading
// begins with an empty directory, and with the home of testdata. A file that is
// of no interest to readers is a comment "<!-- file=~/NAME TEXT -->".
func rerun(t *testing.T, page, home string) (string, int) {
	t.Helper()
	var out strings.Builder
	ran, skipping := 0, false
	state, file, text := "", "", ""
	usual := home
	for line := range strings.Lines(page) {
		switch {
		case state == "" && strings.HasPrefix(line, "```console"):
			state, skipping = "console", false
		case state == "" && fileBlock.MatchString(line):
			state, text = "file", ""
			file = fileBlock.FindStringSubmatch(line)[1]
			if name, ok := strings.CutPrefix(file, "~/"); ok {
				file, home = name, workingDirectory(t)
			}
		case state == "" && hiddenFile.MatchString(line):
			found := hiddenFile.FindStringSubmatch(line)
			home = workingDirectory(t)
			writeFile(t, found[1], strings.ReplaceAll(found[2], "3-HOURS-AGO", time.Now().Add(-3*time.Hour-time.Minute).UTC().Format(time.RFC3339)))
		case state == "" && strings.HasPrefix(line, "## "):
			home = usual
			t.Chdir(t.TempDir())
		case state == "" && strings.HasPrefix(line, "<!-- $ "):
			state = "comment"
			out.WriteString(line)
			out.WriteString(console(t, strings.TrimSuffix(strings.TrimSpace(line[len("<!-- $ "):]), " -->"), home))
			ran++
			continue
		case state == "comment":
			if !strings.HasPrefix(line, "<!-- end -->") {
				continue
			}
			state = ""
		case strings.HasPrefix(line, "```"):
			if state == "file" {
				writeFile(t, file, text)
			}
			state, skipping = "", false
		case state == "file":
			text += line
		case state == "console" && strings.HasPrefix(line, "$ ") && strings.Contains(line, "sessctl "):
			out.WriteString(line)
			out.WriteString(console(t, strings.TrimSpace(line[2:]), home))
			ran++
			skipping = true
			continue
		case state == "console" && skipping:
			continue
		}
		out.WriteString(line)
	}
	return out.String(), ran
}

// console runs a command line of words in single quotes or none, with
// variables before it.
func console(t *testing.T, line, home string) string {
	t.Helper()
	saved := os.Environ()
	defer func() {
		os.Clearenv()
		for _, kv := range saved {
			name, value, _ := strings.Cut(kv, "=")
			os.Setenv(name, value)
		}
	}()
	path := os.Getenv("PATH")
	os.Clearenv()
	os.Setenv("HOME", home)
	os.Setenv("PATH", path) // for programs of handlers
	words := shellWords(line)
	directory := workingDirectory(t)
	for len(words) > 0 && words[0] != "sessctl" {
		name, value, ok := strings.Cut(words[0], "=")
		if !ok {
			t.Fatalf("%q is not a sessctl command", line)
		}
		os.Setenv(name, strings.Replace(value, "$PWD", directory, 1))
		words = words[1:]
	}
	var out bytes.Buffer
	run(words[1:], streams{in: strings.NewReader(""), out: &out, err: &out})
	return out.String()
}

// fileBlock begins a block that is a file.
var fileBlock = regexp.MustCompile("^```[a-z]+ file=(\\S+)")

// hiddenFile is a file in the home directory that readers need not see.
var hiddenFile = regexp.MustCompile(`^<!-- file=~/(\S+) (.*) -->`)

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func workingDirectory(t *testing.T) string {
	t.Helper()
	directory, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return directory
}

func shellWords(line string) []string {
	var words []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			words = append(words, part)
			continue
		}
		words = append(words, strings.Fields(part)...)
	}
	return words
}

func copyHome(t testing.TB, from string) string {
	t.Helper()
	to := t.TempDir()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}
