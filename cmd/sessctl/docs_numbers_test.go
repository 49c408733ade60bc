package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// TestDocsNumbers holds the README's numbers to what is recorded in testdata.
func TestDocsNumbers(t *testing.T) {
	environments, answers := 0, 0
	for _, pattern := range []string{"regressions/*.jsonl", "recorded/*.jsonl"} {
		for _, line := range recordedLines(t, pattern) {
			var one struct {
				Answers map[string]json.RawMessage `json:"answers"`
			}
			if err := json.Unmarshal(line, &one); err != nil {
				t.Fatalf("%s: %v", pattern, err)
			}
			environments++
			answers += len(one.Answers)
		}
	}
	const path = "../../README.md"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got := string(page)
	for _, n := range []struct {
		count  int
		phrase string // what follows the number
	}{
		{environments, ` recorded environments,`},
		{answers, ` answers \|`},
		{suiteFiles(t), ` files \|`},
		{len(recordedLines(t, "recorded/requests/*.jsonl")), ` of botocore,`},
		{len(recordedLines(t, "recorded/endpoints/*.jsonl")), ` endpoints \|`},
	} {
		number := regexp.MustCompile(`[\d,]+(` + n.phrase + `)`)
		if !number.MatchString(got) {
			t.Errorf("the README has no number before %q", n.phrase)
		}
		got = number.ReplaceAllString(got, thousands(n.count)+"$1")
	}
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != string(page) {
		t.Error("the numbers of the README are not those of testdata: go test ./cmd/sessctl -run TestDocs -update writes them anew")
	}
}

func recordedLines(t *testing.T, pattern string) [][]byte {
	t.Helper()
	files, err := filepath.Glob("../../testdata/" + pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	var lines [][]byte
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, bytes.Split(bytes.TrimSpace(data), []byte("\n"))...)
	}
	return lines
}

func suiteFiles(t *testing.T) int {
	t.Helper()
	files := 0
	err := filepath.WalkDir("../../testdata/conformance", func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != "ORIGIN" {
			files++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
