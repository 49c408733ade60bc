package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const (
	ciConfig = "[default]\nregion = eu-west-1\n\n[profile prod-a]\nregion = eu-west-1\n"
	// the zone is what lint warns of, the region what a policy refuses
	ciBadConfig = "[default]\nregion = eu-west-1\n\n[profile prod-a]\nregion = us-east-1a\n"
	ciBroken    = ciBadConfig + "retry_mode = bogus\n" // what lint calls an error
	ciPolicies  = "- name: regions\n  profiles: prod-*\n  expression: region startsWith \"eu-\"\n  message: not in Europe, but 100% elsewhere\n"
)

// checkout is a repository with a shared config file and policies.
func checkout(t *testing.T, config string) string {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "aws", "config"), config)
	writeFile(t, filepath.Join(dir, "policies.yaml"), ciPolicies)
	return dir
}

// ciPage gives the files that docs/ci.md shows.
func ciPage(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, m := range regexp.MustCompile("(?ms)^```[a-z]+ file=(\\S+)\n(.*?)^```$").FindAllStringSubmatch(string(data), -1) {
		files[m[1]] = m[2]
	}
	return files
}

// step is a step of a workflow or of a composite action.
type step struct {
	Uses, Run, Shell, ID string
	If                   string
	With, Env            map[string]string
	Directory            string `yaml:"working-directory"`
}

// action is action.yml.
type action struct {
	Inputs  map[string]struct{ Description, Default string }
	Outputs map[string]struct{ Value string }
	Runs    struct {
		Using string
		Steps []step
	}
}

func readYAML(t *testing.T, text []byte, into any) {
	t.Helper()
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

// expressions are those of a workflow that the action uses.
var expressions = regexp.MustCompile(`\$\{\{\s*([a-z_.-]+)\s*\}\}`)

func expanded(t *testing.T, s string, context map[string]string) string {
	t.Helper()
	return expressions.ReplaceAllStringFunc(s, func(m string) string {
		name := expressions.FindStringSubmatch(m)[1]
		v, ok := context[name]
		if !ok {
			t.Fatalf("nothing gives %s", name)
		}
		return v
	})
}

// runner runs the steps of action.yml as GitHub's does, but for those of other
// actions.
type runner struct {
	t    *testing.T
	temp string
	path string // built once, by the step that builds
}

func (r *runner) run(dir string, with map[string]string) (status int, log string, outputs map[string]string) {
	r.t.Helper()
	text, err := os.ReadFile("../../action.yml")
	if err != nil {
		r.t.Fatal(err)
	}
	var a action
	readYAML(r.t, text, &a)
	if a.Runs.Using != "composite" {
		r.t.Fatalf("the action is %s", a.Runs.Using)
	}
	top, err := filepath.Abs("../..")
	if err != nil {
		r.t.Fatal(err)
	}
	context := map[string]string{"github.action_path": top}
	for name, in := range a.Inputs {
		context["inputs."+name] = in.Default
	}
	for name, v := range with {
		if _, known := a.Inputs[name]; !known {
			r.t.Errorf("the action has no input %s", name)
		}
		context["inputs."+name] = v
	}
	outputFile, pathFile := filepath.Join(r.t.TempDir(), "output"), filepath.Join(r.t.TempDir(), "path")
	for _, s := range a.Runs.Steps {
		if s.Run == "" || r.path != "" && strings.HasPrefix(s.Run, "mkdir") {
			continue
		}
		if s.Shell != "bash" {
			r.t.Errorf("a step of a composite action needs a shell: %+v", s)
		}
		cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", s.Run)
		cmd.Dir = dir
		if d := expanded(r.t, s.Directory, context); filepath.IsAbs(d) {
			cmd.Dir = d
		} else if d != "" {
			cmd.Dir = filepath.Join(dir, d)
		}
		cmd.Env = append(os.Environ(), "RUNNER_TEMP="+r.temp, "GITHUB_ACTION_PATH="+top, "GITHUB_OUTPUT="+outputFile, "GITHUB_PATH="+pathFile, "HOME="+r.temp, "AWS_EC2_METADATA_DISABLED=true")
		for name, v := range s.Env {
			cmd.Env = append(cmd.Env, name+"="+expanded(r.t, v, context))
		}
		if s.ID == "" {
			cmd.Env = append(cmd.Env, "HOME="+os.Getenv("HOME")) // for Go's caches
		} else {
			cmd.Env = append(cmd.Env, "PATH="+r.path+string(os.PathListSeparator)+os.Getenv("PATH"))
		}
		out, err := cmd.CombinedOutput()
		log += string(out)
		if exit := new(exec.ExitError); errors.As(err, &exit) {
			status = exit.ExitCode()
		} else if err != nil {
			r.t.Fatal(err)
		}
		if s.ID == "" {
			added, err := os.ReadFile(pathFile)
			if err != nil || status != 0 {
				r.t.Fatalf("sessctl is not built: %v\n%s", err, out)
			}
			r.path = strings.TrimSpace(string(added))
		}
	}
	outputs = map[string]string{}
	written, _ := os.ReadFile(outputFile)
	for name, out := range a.Outputs {
		key := regexp.MustCompile(`steps\.run\.outputs\.([a-z-]+)`).FindStringSubmatch(out.Value)
		if key == nil {
			r.t.Fatalf("the output %s is %s", name, out.Value)
		}
		for _, line := range strings.Split(string(written), "\n") {
			if v, ok := strings.CutPrefix(line, key[1]+"="); ok {
				outputs[name] = v
			}
		}
	}
	return status, log, outputs
}

// TestAction builds sessctl as the action does, and runs it with inputs that
// people give and with such as an attacker would.
func TestAction(t *testing.T) {
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("it builds the program, by bash")
	}
	r := &runner{t: t, temp: t.TempDir()}
	good, bad := checkout(t, ciConfig), checkout(t, ciBadConfig)
	for _, tt := range []struct {
		name, dir string
		with      map[string]string
		status    int
		log       string
		sarif     int // results; -1 for no file
	}{
		{"lint", good, map[string]string{"config-file": "aws/config"}, 0, "sessctl lint: no problems in 2 profiles", 0},
		{"lint finds", bad, map[string]string{"config-file": "aws/config", "fail-on": "warning"}, 1, "file=aws/config,line=5,col=10", 1},
		{"lint fails", checkout(t, ciBroken), map[string]string{"config-file": "aws/config"}, 1, "file=aws/config,line=6,col=14", 2},
		{"check", good, map[string]string{"command": "check", "config-file": "aws/config", "policy": "policies.yaml\n", "assertions": "region=eu-west-1\n\n!endpoint_url"}, 0, "3 passed", 0},
		{"check fails", bad, map[string]string{"command": "check", "config-file": "aws/config", "policy": "policies.yaml", "profiles": "prod-*", "as": "all", "sdks": "boto3,cli"}, 1,
			"::error title=regions (as boto3%2C cli),file=aws/config,line=5,col=10::not in Europe, but 100%25 elsewhere", 1},
		{"text", good, map[string]string{"command": "check", "config-file": "aws/config", "assertions": "region", "annotations": "false", "sarif-file": ""}, 0, "ok      region", -1},
		{"elsewhere", filepath.Dir(good), map[string]string{"working-directory": filepath.Base(good), "config-file": "aws/config"}, 0, "no problems", 0},
		{"flags", good, map[string]string{"command": "check", "config-file": "aws/config", "flags": "--env=AWS_REGION=eu-west-3\n--profile=prod-a", "assertions": "region=eu-west-3"}, 0, "1 passed", 0},
		{"wrong", good, map[string]string{"command": "check", "assertions": "regoin=x"}, 2, "did you mean", -1},
		{"no command", good, map[string]string{"command": "resolve; touch owned"}, 2, "check or lint", -1},
		{"quotes", good, map[string]string{"command": "check", "policy": "'; touch owned; '\n$(touch owned)", "assertions": "region=$(touch owned)'`touch owned`"}, 2, "no such file", -1},
	} {
		os.Remove(filepath.Join(tt.dir, "sessctl.sarif"))
		status, log, outputs := r.run(tt.dir, tt.with)
		if status != tt.status || !strings.Contains(log, tt.log) || outputs["status"] != fmt.Sprint(tt.status) && tt.name != "no command" {
			t.Errorf("%s ends with %d (%v), and says\n%s", tt.name, status, outputs, log)
		}
		if tt.sarif < 0 {
			if outputs["sarif-file"] != "" {
				t.Errorf("%s names the SARIF %q", tt.name, outputs["sarif-file"])
			}
			continue
		}
		dir := tt.dir
		if tt.name == "elsewhere" {
			dir = good
		}
		if n := sarifResults(t, filepath.Join(dir, outputs["sarif-file"])); n != tt.sarif {
			t.Errorf("%s writes %d results", tt.name, n)
		}
	}
	runPage(t, r)
	for _, dir := range []string{good, bad} {
		if _, err := os.Stat(filepath.Join(dir, "owned")); err == nil {
			t.Error("an input was run")
		}
	}
}

func sarifResults(t *testing.T, path string) int {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var log struct {
		Runs []struct{ Results []any }
	}
	if err := json.Unmarshal(text, &log); err != nil || len(log.Runs) != 1 {
		t.Fatalf("%s is no SARIF: %v", path, err)
	}
	return len(log.Runs[0].Results)
}

// runPage runs the action with what the workflow of docs/ci.md gives it.
func runPage(t *testing.T, r *runner) {
	t.Helper()
	var workflow struct {
		Jobs map[string]struct {
			Env   map[string]string
			Steps []step
		}
	}
	readYAML(t, []byte(ciPage(t)[".github/workflows/aws.yml"]), &workflow)
	job := workflow.Jobs["sessctl"]
	for name, v := range job.Env {
		t.Setenv(name, v)
	}
	ran := 0
	for _, s := range job.Steps {
		if !strings.HasPrefix(s.Uses, "sessctl/sessctl@") {
			continue
		}
		ran++
		for config, want := range map[string]int{ciConfig: 0, ciBadConfig: 1} {
			status, log, outputs := r.run(checkout(t, config), s.With)
			// what lint finds there is a warning
			if status != want && s.With["command"] != "lint" || outputs["sarif-file"] == "" {
				t.Errorf("%v ends with %d, and says\n%s", s.With, status, log)
			}
		}
	}
	if ran != 2 {
		t.Errorf("the workflow has %d steps of ours", ran)
	}
}

// shell runs lines in one shell, where `go install` finds what is on the path already.
func shell(t *testing.T, dir string, lines ...string) (status int, log string) {
	t.Helper()
	bin := t.TempDir()
	writeFile(t, filepath.Join(bin, "go"), "#!/bin/sh\n[ \"$*\" = 'install github.com/sessctl/sessctl/cmd/sessctl@latest' ]\n")
	if err := os.Chmod(filepath.Join(bin, "go"), 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-ec", strings.Join(lines, "\n"))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "HOME="+bin, "AWS_EC2_METADATA_DISABLED=true")
	out, err := cmd.CombinedOutput()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return exit.ExitCode(), string(out)
	} else if err != nil {
		t.Fatal(err)
	}
	return 0, string(out)
}

func needsShell(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("it runs sh")
	}
}

// TestGitLabPage runs the job's script, and looks for the reports that it promises.
func TestGitLabPage(t *testing.T) {
	needsShell(t)
	var jobs map[string]struct {
		Script    []string
		Artifacts struct{ Reports map[string]string }
	}
	readYAML(t, []byte(ciPage(t)[".gitlab-ci.yml"]), &jobs)
	job := jobs["aws-configuration"]
	for config, want := range map[string]int{ciConfig: 0, ciBroken: 1} {
		dir := checkout(t, config)
		if status, log := shell(t, dir, job.Script...); status != want {
			t.Errorf("the job ends with %d, and says\n%s", status, log)
		}
		var issues []any
		text, err := os.ReadFile(filepath.Join(dir, job.Artifacts.Reports["codequality"]))
		if err == nil {
			err = json.Unmarshal(text, &issues)
		}
		if err != nil || want > 0 && len(issues) == 0 {
			t.Errorf("no code quality: %v\n%s", err, text)
		}
		failures(t, filepath.Join(dir, job.Artifacts.Reports["junit"]), want)
	}
}

// failures reads how many there are in a JUnit report.
func failures(t *testing.T, path string, want int) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Failures int `xml:"failures,attr"`
	}
	if err := xml.Unmarshal(text, &report); err != nil || report.Failures != want {
		t.Errorf("%d failures (%v), want %d:\n%s", report.Failures, err, want, text)
	}
}

// TestJenkinsPage runs the steps of the pipeline, and looks for the reports that
// it publishes.
func TestJenkinsPage(t *testing.T) {
	needsShell(t)
	page := ciPage(t)["Jenkinsfile"]
	steps := regexp.MustCompile(`(?m)^\s*sh '(.*)'$`).FindAllStringSubmatch(page, -1)
	published := regexp.MustCompile(`junit '(.*)'`).FindStringSubmatch(page)
	if len(steps) != 3 || published == nil {
		t.Fatalf("the pipeline has %d steps", len(steps))
	}
	dir := checkout(t, ciBadConfig)
	var statuses []int
	for _, s := range steps {
		status, log := shell(t, dir, s[1])
		statuses = append(statuses, status)
		if status > 1 {
			t.Errorf("%s ends with %d, and says\n%s", s[1], status, log)
		}
	}
	if !slices.Equal(statuses, []int{0, 0, 1}) {
		t.Errorf("the steps end with %v", statuses)
	}
	found, err := filepath.Glob(filepath.Join(dir, published[1]))
	if err != nil || len(found) != 2 {
		t.Fatalf("%s finds %q", published[1], found)
	}
	failures(t, filepath.Join(dir, "sessctl-lint.xml"), 0)
	failures(t, filepath.Join(dir, "sessctl-check.xml"), 1)
}

// TestPreCommitHooks runs each hook with its own arguments, and with those that
// the page gives.
func TestPreCommitHooks(t *testing.T) {
	text, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Name, Language, Entry, Files string
		Args                             []string
		PassFilenames                    *bool `yaml:"pass_filenames"`
	}
	readYAML(t, text, &hooks)
	var page struct {
		Repos []struct {
			Hooks []struct {
				ID   string
				Args []string
			}
		}
	}
	readYAML(t, []byte(ciPage(t)[".pre-commit-config.yaml"]), &page)
	for _, h := range hooks {
		if h.Language != "golang" || h.Name == "" || h.PassFilenames == nil || *h.PassFilenames || !regexp.MustCompile(h.Files).MatchString("aws/config") || regexp.MustCompile(h.Files).MatchString("aws/configure.py") {
			t.Errorf("%+v", h)
		}
		all := [][]string{h.Args}
		for _, used := range page.Repos[0].Hooks {
			if used.ID == h.ID && used.Args != nil {
				all = append(all, used.Args)
			}
		}
		for _, args := range all {
			for config, want := range map[string]int{ciConfig: 0, ciBadConfig: 1} {
				t.Chdir(checkout(t, config))
				var out bytes.Buffer
				line := append(strings.Fields(h.Entry)[1:], args...)
				status := run(append(line, "--fail-on", "warning"), streams{in: strings.NewReader(""), out: &out, err: &out})
				if status != want {
					t.Errorf("%v ends with %d, and says\n%s", line, status, out.String())
				}
			}
		}
	}
	if len(hooks) != 2 {
		t.Errorf("there are %d hooks", len(hooks))
	}
}
