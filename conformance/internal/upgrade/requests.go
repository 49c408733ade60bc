package upgrade

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/conformance/internal/oracle"
)

// requests is how the requests of an SDK are recorded: a program reads cases a
// line and answers a line each.
type requests struct {
	files   string // in testdata/recorded/requests
	tools   []string
	command func(root string) (*exec.Cmd, error)
	expect  string // the member of its answer; "" when the answer is all of it
}

var goRequests = requests{
	files: "go-v2*.jsonl",
	command: func(root string) (*exec.Cmd, error) {
		c := exec.Command("go", "run", ".")
		c.Dir = at(root, "conformance/oracles/requests-go")
		return c, nil
	},
	expect: "expect",
}

var terraformRequests = requests{
	files: "terraform*.jsonl",
	command: func(root string) (*exec.Cmd, error) {
		c := exec.Command("go", "run", ".", "-terraform")
		c.Dir = at(root, "conformance/oracles/requests-go")
		return c, nil
	},
	expect: "expect",
}

// javascriptRequests needs botocore for the types of inputs, see shapes.py.
var javascriptRequests = requests{
	files: "js-v3*.jsonl",
	tools: []string{"python3"},
	command: func(root string) (*exec.Cmd, error) {
		boto3, err := oracle.Find("boto3")
		if err == nil {
			err = boto3.Prepare()
		}
		if err != nil {
			return nil, fmt.Errorf("the types of inputs come from botocore: %w", err)
		}
		folder, err := javascriptPackages(root)
		if err != nil {
			return nil, err
		}
		shapes := `"$1" shapes.py >shapes.json && exec node worker.mjs`
		c := exec.Command("sh", "-c", shapes, "sh", at(root, "conformance/.build/venv/bin/python"))
		c.Dir = folder
		return c, nil
	},
	expect: "expect",
}

// javascriptPackages installs what the recorders need, and gives the folder they lie in.
func javascriptPackages(root string) (string, error) {
	folder := at(root, "conformance/oracles/requests-js")
	_, err := output(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
	return folder, err
}

var botocoreRequests = requests{
	files: "boto3*.jsonl",
	command: func(string) (*exec.Cmd, error) {
		argv, err := oracle.Botocore("requests.py")
		if err != nil {
			return nil, err
		}
		return exec.Command(argv[0], argv[1:]...), nil
	},
}

// record asks about every request that is recorded, and writes those anew that
// differ in more than what names one call or the client.
func (r requests) record(root string) (Recorded, error) {
	var all Recorded
	files, err := filepath.Glob(at(root, "testdata/recorded/requests/"+r.files))
	if err != nil {
		return all, err
	}
	c, err := r.command(root)
	if err != nil {
		return all, err
	}
	for _, file := range files {
		again := exec.Command(c.Path, c.Args[1:]...)
		again.Dir = c.Dir
		if err := r.recordFile(file, again, &all); err != nil {
			return all, fmt.Errorf("recording requests of %s: %w", filepath.Base(file), err)
		}
	}
	return all, nil
}

func (r requests) recordFile(file string, program *exec.Cmd, all *Recorded) error {
	answers, err := answersTo(file, program)
	if err != nil {
		return err
	}
	n := 0
	return eachLine(file, func(line []byte) ([]byte, error) {
		n++
		return r.recordOne(filepath.Base(file), line, answers[n-1], all)
	})
}

// answersTo has a program answer the cases of a file, one a line.
func answersTo(file string, program *exec.Cmd) ([][]byte, error) {
	var questions bytes.Buffer
	n := 0
	err := eachLine(file, func(line []byte) ([]byte, error) {
		questions.Write(line)
		questions.WriteByte('\n')
		n++
		return line, nil
	})
	if err != nil {
		return nil, err
	}
	program.Stdin = &questions
	var said bytes.Buffer
	program.Stderr = &said
	out, err := program.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", program, err, said.Bytes())
	}
	answers := bytes.Split(bytes.TrimSuffix(out, []byte("\n")), []byte("\n"))
	if got := bytes.Count(out, []byte("\n")); got != n {
		return nil, fmt.Errorf("%s answered %d of %d cases\n%s", program, got, n, said.Bytes())
	}
	return answers, nil
}

func (r requests) recordOne(file string, line, answer []byte, all *Recorded) ([]byte, error) {
	all.Asked++
	if r.expect != "" {
		from, to, err := member(answer, r.expect)
		if err != nil {
			return nil, err
		}
		answer = answer[from:to]
	}
	var was struct {
		Service, Operation, Region string
		Expect                     map[string]any
	}
	var is map[string]any
	if err := json.Unmarshal(line, &was); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(answer, &is); err != nil {
		return nil, err
	}
	fields := requestFields(was.Expect, is)
	if len(fields) == 0 {
		return line, nil
	}
	all.Changes = append(all.Changes, Change{file, was.Service + " " + was.Operation + " in " + was.Region, fields, flat(was.Expect), flat(is)})
	return splice(line, []string{"expect"}, json.RawMessage(answer))
}

// requestFields are the parts in which two requests differ, but for what
// differs from call to call; of errors only the presence counts.
func requestFields(a, b map[string]any) []string {
	x, y := steady(a), steady(b)
	var fields []string
	for _, name := range slices.Sorted(maps.Keys(union(x, y))) {
		if x[name] != y[name] {
			fields = append(fields, name)
		}
	}
	return fields
}

func union(x, y map[string]any) map[string]any {
	all := maps.Clone(x)
	maps.Copy(all, y)
	return all
}

var signature = regexp.MustCompile(`Signature=[0-9a-f]+`)

// steady is a request's parts without the headers that name one call or the
// client, and without the signature, which they go into. That of a URL stays unless
// it is drawn anew each time.
func steady(expect map[string]any) map[string]any {
	if expect["error"] != nil {
		return map[string]any{"error": true}
	}
	parts := flat(expect)
	for name, value := range parts {
		text, _ := value.(string)
		switch strings.TrimPrefix(name, "before ") {
		case "header amz-sdk-invocation-id", "header x-amz-user-agent", "header user-agent":
			delete(parts, name)
		case "header authorization":
			parts[name] = signature.ReplaceAllString(text, "")
		case "url":
			if strings.Contains(text, "ECDSA") {
				parts[name] = signature.ReplaceAllString(text, "")
			}
		}
	}
	if parts["header x-amz-content-sha256"] == "STREAMING-AWS4-HMAC-SHA256-EVENTS" {
		text, _ := parts["body_base64"].(string)
		parts["body_base64"] = len(text) // each event has its time, and a signature
	}
	return parts
}

// flat has each header as a part of its own, and each part of the request before;
// what is null is left out.
func flat(expect map[string]any) map[string]any {
	parts := map[string]any{}
	for name, value := range expect {
		inner, ok := value.(map[string]any)
		switch {
		case ok && name == "headers":
			for header, text := range inner {
				parts["header "+header] = text
			}
		case ok:
			for part, of := range flat(inner) {
				parts[name+" "+part] = of
			}
		case value != nil && value != "":
			parts[name] = value
		}
	}
	return parts
}
