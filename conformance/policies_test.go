package conformance

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/conformance/internal/gen"
	"github.com/sessctl/sessctl/conformance/internal/oracle"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

// policed is how many environments policies are asked of when -cases does not say.
const policed = 500

var (
	plantedKeys = regexp.MustCompile(`(?mi)^([ \t]*(?:aws_secret_access_key|aws_session_token|aws_security_token)[ \t]*[=:][ \t]*)([^ \t\r\n]+)`)
	canaryWord  = "cAnArY/" + strings.Repeat("K", 24) + "+9x"
)

// TestReportsOfRandomEnvironments asks every policy that ships, and such as look at
// everything, of random environments, and lints them: nothing breaks down, each
// format can be read, and no secret that was planted is in it.
func TestReportsOfRandomEnvironments(t *testing.T) {
	program, err := sessctl()
	if err != nil {
		t.Fatal(err)
	}
	var check []string
	for _, pattern := range []string{"../docs/policies/*.yaml", "../cmd/sessctl/testdata/policies/everything.yaml"} {
		files, _ := filepath.Glob(pattern)
		for _, name := range files {
			name, err := filepath.Abs(name)
			if err != nil {
				t.Fatal(err)
			}
			check = append(check, "--policy", name)
		}
	}
	dir, n := t.TempDir(), *count
	if n == 0 {
		n = policed
	}
	t.Logf("seed %d, %d environments", *seed, n)
	formats := []string{"text", "json", "sarif", "junit", "github", "gitlab"}
	statuses := map[string]int{}
	reports := t.TempDir()
	for i := range n {
		c := gen.Generate(*seed, i).Clone()
		for name, f := range c.Files {
			f.Text = plantedKeys.ReplaceAllString(f.Text, "${1}"+canaryWord)
			c.Files[name] = f
		}
		for _, name := range []string{"AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"} {
			if c.Env[name] != "" {
				c.Env[name] = canaryWord
			}
		}
		laid, err := c.LayOut(filepath.Join(dir, fmt.Sprint(i)))
		if err != nil {
			t.Fatal(err)
		}
		format := formats[i%len(formats)]
		for _, args := range [][]string{append([]string{"check", "--explain", "--fail-on", "note", "-o", format}, check...), {"lint", "-o", format}} {
			out, errs, status := runOn(string(program), laid, args)
			statuses[fmt.Sprintf("%s %d", args[0], status)]++
			if status > 3 || status == 2 || !readable(format, out) {
				t.Errorf("seed %d, environment %d: %s ends with %d and says\n%s%.2000s", *seed, i, args[0], status, errs, out)
			}
			if format == "junit" {
				if err := os.WriteFile(filepath.Join(reports, fmt.Sprintf("%s-%d.xml", args[0], i)), out, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if bytes.Contains(append(out, errs...), []byte(canaryWord)) {
				t.Errorf("seed %d, environment %d: %s -o %s shows a secret:\n%s\n%s", *seed, i, args[0], format, c.Line(), around(out))
			}
		}
		os.RemoveAll(laid.Home)
	}
	t.Log(statuses)
	said, err := oracle.ValidateJUnit(reports)
	if err != nil || !strings.HasSuffix(said, " files\n") || said == "0 files\n" {
		t.Errorf("JUnit's schema: %v\n%s", err, said)
	}
	t.Logf("JUnit's schema: %s", said)
}

func runOn(program string, c cases.Case, args []string) (out, errs []byte, status int) {
	if c.Profile != "" {
		args = append(args, "--profile", c.Profile)
	}
	if c.Region != "" {
		args = append(args, "--region", c.Region)
	}
	cmd := exec.Command(program, args...)
	cmd.Dir = c.Home
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + c.Home}
	for k, v := range c.Env {
		cmd.Env = append(cmd.Env, k+"="+v)
	}
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	_ = cmd.Run() // the status says what came of it
	return o.Bytes(), e.Bytes(), cmd.ProcessState.ExitCode()
}

// around is what stands about the secret.
func around(text []byte) []byte {
	at := max(bytes.Index(text, []byte(canaryWord)), 0)
	return text[max(0, at-300):min(len(text), at+100)]
}

// readable reports whether a text is of its format.
func readable(format string, text []byte) bool {
	switch format {
	case "json", "sarif", "gitlab":
		return json.Valid(text)
	case "junit":
		dec := xml.NewDecoder(bytes.NewReader(text))
		for {
			if _, err := dec.Token(); err != nil {
				return err == io.EOF
			}
		}
	}
	return len(text) > 0
}
