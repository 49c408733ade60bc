// Package oracle keeps the real SDKs running as workers, one long-lived process
// each, and asks them about cases. The workers are in ../../oracles.
package oracle

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// A Reading is one SDK as sessctl names it, and how to have it answer.
type Reading struct {
	Name    string
	timeout time.Duration // longest wait for one answer
	prepare func(root string) error
	command func(root string) []string
	missing func(root string) string // what stops it from running, and what would help; "" when nothing does
}

// Readings are all SDKs that can be asked.
var Readings = []Reading{
	goReading("go-v1.1", "go-v1.1"),
	goReading("go-v1", "go", "v1"),
	goReading("go-v1-shared", "go", "v1-shared"),
	goReading("go-v2", "go", "v2"),
	boto3, cli, javascript,
	terraform, rust, java,
}

// Find is the reading of that name.
func Find(name string) (Reading, error) {
	names := make([]string, 0, len(Readings))
	for _, r := range Readings {
		if r.Name == name {
			return r, nil
		}
		names = append(names, r.Name)
	}
	return Reading{}, fmt.Errorf("no SDK answers for reading %q: want one of %s", name, strings.Join(names, ", "))
}

// Prepare installs and builds what the reading's worker needs, so that it runs.
func (r Reading) Prepare() error {
	root, err := Root()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(built(root), 0o755); err != nil {
		return err
	}
	if err := r.prepare(root); err != nil {
		return fmt.Errorf("preparing the worker of reading %s: %w", r.Name, err)
	}
	if what := r.missing(root); what != "" {
		return fmt.Errorf("reading %s cannot be asked: %s", r.Name, what)
	}
	return nil
}

// Root is the folder of this module.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		for _, root := range []string{dir, filepath.Join(dir, "conformance")} {
			if _, err := os.Stat(filepath.Join(root, "oracles", "go", "go.mod")); err == nil {
				return root, nil
			}
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("not inside the conformance module: no oracles/go/go.mod above the working directory")
		}
	}
}

// built is where workers and what they need are put.
func built(root string, parts ...string) string {
	return filepath.Join(append([]string{root, ".build"}, parts...)...)
}

func goReading(name, folder string, args ...string) Reading {
	return Reading{
		Name:    name,
		timeout: 20 * time.Second,
		prepare: func(root string) error {
			return run(filepath.Join(root, "oracles", folder), "go", "build", "-o", built(root, folder+"-worker"), ".")
		},
		command: func(root string) []string { return append([]string{built(root, folder+"-worker")}, args...) },
		missing: func(root string) string { return absent(built(root, folder+"-worker"), "its worker is not built") },
	}
}

// absent is why, and the command that helps, when there is no such file.
func absent(path, why string) string {
	if _, err := os.Stat(path); err != nil {
		return why + " (" + filepath.Base(path) + "): run `go run ./cmd/prepare` in conformance/"
	}
	return ""
}

func run(dir, program string, args ...string) error {
	c := exec.Command(program, args...)
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", c, err, out)
	}
	return nil
}
