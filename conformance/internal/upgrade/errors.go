package upgrade

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"

	"github.com/sessctl/sessctl/conformance/internal/oracle"
)

const recordedErrors = "testdata/recorded/errors/*.jsonl"

// serviceErrors is how it is recorded what an SDK makes of a service's error: a
// program reads cases a line, and adds its answers to each by these names.
type serviceErrors struct {
	names   []string
	command func(root string) (*exec.Cmd, error)
}

var botocoreErrors = serviceErrors{
	names: []string{"boto3 legacy", "boto3 standard"},
	command: func(string) (*exec.Cmd, error) {
		argv, err := oracle.Botocore("errors.py")
		if err != nil {
			return nil, err
		}
		return exec.Command(argv[0], argv[1:]...), nil
	},
}

var goErrors = serviceErrors{
	names: []string{"go-v2"},
	command: func(root string) (*exec.Cmd, error) {
		c := exec.Command("go", "run", ".", "-errors")
		c.Dir = at(root, "conformance/oracles/requests-go")
		return c, nil
	},
}

var javascriptErrors = serviceErrors{
	names: []string{"js-v3"},
	command: func(root string) (*exec.Cmd, error) {
		folder, err := javascriptPackages(root)
		c := exec.Command("node", "errors.mjs")
		c.Dir = folder
		return c, err
	},
}

// record asks about every error that is recorded, and writes those answers anew
// that differ.
func (e serviceErrors) record(root string) (Recorded, error) {
	var all Recorded
	files, err := filepath.Glob(at(root, recordedErrors))
	if err != nil {
		return all, err
	}
	for _, file := range files {
		program, err := e.command(root)
		if err != nil {
			return all, err
		}
		if err := e.recordFile(file, program, &all); err != nil {
			return all, fmt.Errorf("recording errors in %s: %w", filepath.Base(file), err)
		}
	}
	return all, nil
}

func (e serviceErrors) recordFile(file string, program *exec.Cmd, all *Recorded) error {
	answers, err := answersTo(file, program)
	if err != nil {
		return err
	}
	n := 0
	return eachLine(file, func(line []byte) ([]byte, error) {
		n++
		return e.recordOne(filepath.Base(file), line, answers[n-1], all)
	})
}

func (e serviceErrors) recordOne(file string, line, answer []byte, all *Recorded) ([]byte, error) {
	all.Asked++
	var was, is struct {
		Service, Operation string
		Answers            map[string]map[string]any
	}
	if err := json.Unmarshal(line, &was); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(answer, &is); err != nil {
		return nil, err
	}
	for _, name := range e.names {
		if _, asked := was.Answers[name]; !asked && len(was.Answers) > 0 {
			continue // left out: see ORIGIN there
		}
		fields := requestFields(was.Answers[name], is.Answers[name])
		if len(fields) == 0 {
			continue
		}
		all.Changes = append(all.Changes, Change{file, was.Service + " " + was.Operation + " in " + name, fields, was.Answers[name], is.Answers[name]})
		var err error
		if line, err = splice(line, []string{"answers", name}, is.Answers[name]); err != nil {
			return nil, err
		}
	}
	return line, nil
}
