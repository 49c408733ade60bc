package main

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
	ran := 0
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
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

// rerun gives a page with the output of its console blocks made anew, and how
// many commands it ran.
func rerun(t *testing.T, page, home string) (string, int) {
	t.Helper()
	var out strings.Builder
	block, ran, skipping := false, 0, false
	for line := range strings.Lines(page) {
		switch {
		case strings.HasPrefix(line, "```console"):
			block, skipping = true, false
		case strings.HasPrefix(line, "```"):
			block, skipping = false, false
		case block && strings.HasPrefix(line, "$ ") && strings.Contains(line, "sessctl "):
			out.WriteString(line)
			out.WriteString(console(t, strings.TrimSpace(line[2:]), home))
			ran++
			skipping = true
			continue
		case block && skipping:
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
	os.Clearenv()
	os.Setenv("HOME", home)
	words := shellWords(line)
	for len(words) > 0 && words[0] != "sessctl" {
		name, value, ok := strings.Cut(words[0], "=")
		if !ok {
			t.Fatalf("%q is not a sessctl command", line)
		}
		os.Setenv(name, value)
		words = words[1:]
	}
	var out bytes.Buffer
	run(words[1:], streams{in: strings.NewReader(""), out: &out, err: &out})
	return out.String()
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
