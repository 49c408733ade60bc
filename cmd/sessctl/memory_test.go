package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestMemoryOfLargeFiles holds what commands have in memory at once, for each byte
// of a large file. Documents that are made as a whole, and garbage that is left to Go,
// take two to ten times as much.
func TestMemoryOfLargeFiles(t *testing.T) {
	const size, most, apart = 1100 << 10, 8, 5 << 20
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind string
		args []string
	}{
		{"profiles", []string{"profiles"}},
		{"profiles", []string{"profiles", "-o", "json"}},
		{"profiles", []string{"resolve"}},
		{"bare headers", []string{"profiles"}},
		{"sessions", []string{"profiles", "-o", "json"}},
	} {
		home := t.TempDir()
		config := filepath.Join(home, ".aws", "config")
		if err := os.Mkdir(filepath.Dir(config), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(config, []byte(largeFile(c.kind, size)), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(program)
		cmd.Args = append([]string{"sessctl"}, c.args...) // by which TestMain knows what is run
		cmd.Env = append(os.Environ(), "HOME="+home, "USERPROFILE="+home, "AWS_EC2_METADATA_DISABLED=true", "GODEBUG=gctrace=1", "GOMAXPROCS=2")
		var trace bytes.Buffer
		cmd.Stderr = &trace
		if out, err := cmd.Output(); err != nil || len(out) == 0 {
			t.Fatalf("%s of %s: %v, %d bytes: %s", c.args, c.kind, err, len(out), trace.Bytes())
		}
		peak := 0
		for _, m := range heapOf.FindAllSubmatch(trace.Bytes(), -1) {
			mb, err := strconv.Atoi(string(m[1]))
			if err != nil {
				t.Fatal(err)
			}
			peak = max(peak, mb<<20)
		}
		switch {
		case peak == 0:
			t.Errorf("%s of %s: nothing was traced: %s", c.args, c.kind, trace.Bytes())
		case peak > apart+most*size:
			t.Errorf("%s of %s: %d MiB at once, for %d KiB", c.args, c.kind, peak>>20, size>>10)
		}
	}
}

// heapOf is the part of a line of Go's trace that says how much of the heap a
// collection left, which was in use: how much garbage there was beside it depends on
// how busy the machine is.
var heapOf = regexp.MustCompile(`(?m)^gc \d+ .* \d+->\d+->(\d+) MB,`)

// largeFile is a config file of some kind and about so many bytes.
func largeFile(kind string, size int) string {
	var b bytes.Buffer
	b.WriteString("[default]\nregion = us-east-1\n")
	for i := 0; b.Len() < size; i++ {
		of := []any{i}
		if strings.Contains(largeFiles[kind], "%[2]d") {
			of = append(of, i/900) // no name comes more often
		}
		fmt.Fprintf(&b, largeFiles[kind], of...)
		if i%9000 == 8999 {
			fmt.Fprintf(&b, "[profile next%d]\n", i) // no section is longer
		}
	}
	return b.String()
}

// largeFiles are what kinds of large files repeat, with %d or %[1]d for its number,
// %[2]d for that of every 900.
var largeFiles = map[string]string{
	"profiles":       "[profile p%d]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = default\n",
	"odd profiles":   "[profile p%d]\nregion = us-east-1 # odd\n",
	"crlf":           "[profile p%d]\r\nregion = us-east-1\r\nrole_arn = arn:aws:iam::111122223333:role/r\r\nsource_profile = default\r\n",
	"headers":        "[profile p%d]\n",
	"bare headers":   "[p%d]\n",
	"keys":           "key%d = value\n",
	"tiny keys":      "k%d=1\n",
	"odd keys":       "k%d=1 # x\n",
	"one key":        "region = us-%d\n",
	"services":       "[services s%d]\ns3 =\n  endpoint_url = http://localhost\n",
	"sessions":       "[sso-session s%d]\nsso_region = us-east-1\nsso_start_url = https://x\n",
	"sso profiles":   "[sso-session s%[1]d]\nsso_region = us-east-1\nsso_start_url = https://x\n[profile p%[1]d]\nsso_session = s%[1]d\nsso_account_id = 111122223333\nsso_role_name = r\n",
	"same sections":  "[profile a%[2]d]\nregion = us-%[1]d\n",
	"chain":          "[profile p%[1]d]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = p%[1]d1\n",
	"comments":       "# a comment %d\n",
	"junk":           "junk %d\n",
	"continued line": "ca_bundle = a\n  more %d\n",
}
