package main

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
)

// BenchmarkCheckBundles checks environments from bundles: what is timed is one
// of many, its JSON and all.
func BenchmarkCheckBundles(b *testing.B) {
	text, err := os.ReadFile("testdata/case.json")
	if err != nil {
		b.Fatal(err)
	}
	line := bytes.ReplaceAll(text, []byte("\n"), nil)
	b.ResetTimer()
	in := &streamed{line: append(line, '\n'), left: b.N}
	if status := run([]string{"check", "region=us-west-2", "max_attempts>=1", "--bundle", "-"}, streams{in: in, out: io.Discard, err: os.Stderr}); status != 0 {
		b.Fatalf("status %d", status)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "environments/s")
}

// streamed is a stream of one line, a number of times.
type streamed struct {
	line []byte
	left int
	at   int
}

func (r *streamed) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.line[r.at:])
	if r.at += n; r.at == len(r.line) {
		r.at = 0
		r.left--
	}
	return n, nil
}

// TestManyBundles streams good and broken bundles: each has its line, in order, and
// the exit status says how they end together.
func TestManyBundles(t *testing.T) {
	text, err := os.ReadFile("testdata/case.json")
	if err != nil {
		t.Fatal(err)
	}
	whole := strings.ReplaceAll(string(text), "\n", "")
	for command, want := range map[string]int{"check region=us-west-2": 4, "check region=eu-west-1": 4, "resolve": 4, "lint": 4, "resolve region --as boto3": 4} {
		var out, errs bytes.Buffer
		in := whole + "\n{\"schema_version\": 9, \"os\": \"linux\"}\n\nnonsense\n" + strings.Replace(whole, `"os"`, `"name":"last","os"`, 1)
		if got := run(append(strings.Fields(command), "--bundle", "-"), streams{in: strings.NewReader(in), out: &out, err: &errs}); got != want {
			t.Errorf("%s ends with %d, want %d: %s", command, got, want, errs.String())
		}
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		for i, begin := range []string{`{"bundle":"line 1","schema_version":1,`, `{"bundle":"line 2","error":{"message":"the bundle is of version 9`, `{"bundle":"line 4","error":{"message":"this is no bundle`, `{"bundle":"last","schema_version":1,`} {
			if len(lines) != 4 || !strings.HasPrefix(lines[i], begin) {
				t.Fatalf("%s: line %d is not %s…:\n%s", command, i, begin, out.String())
			}
		}
	}
	for args, want := range map[string]int{"check region=us-west-2": 0, "check region=eu-west-1": 1} {
		var out, errs bytes.Buffer
		if got := run(append(strings.Fields(args), "--bundle", "-"), streams{in: strings.NewReader(whole + "\n" + whole), out: &out, err: &errs}); got != want {
			t.Errorf("%s ends with %d, want %d: %s", args, got, want, errs.String())
		}
	}
}
