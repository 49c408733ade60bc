// Package upgrade moves the real SDKs that the readings are judged by to their
// newest releases: it asks the registries, writes the versions where they are
// pinned, records the SDKs' answers anew and says what changed.
package upgrade

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// packages are what a package manager installs of an SDK.
type packages interface {
	tools() []string                                 // programs that are needed
	files() []string                                 // what pins the versions, below the checkout
	versions(root string) (map[string]string, error) // what is pinned, by package
	newest(root string) (map[string]string, error)   // what the registry has, of what can be moved
	pin(root string, wanted map[string]string) error
}

// missing are the tools that are not on the PATH.
func missing(tools []string) []string {
	var names []string
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			names = append(names, tool)
		}
	}
	return names
}

// output runs a program in a folder and gives what it prints. What it prints is
// given with an error too: npm reports newer versions by its status.
func output(dir, program string, args ...string) ([]byte, error) {
	c := exec.Command(program, args...)
	c.Dir = dir
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		return out, fmt.Errorf("%s %s: %w\n%s", program, strings.Join(args, " "), err, bytes.TrimSpace(said.Bytes()))
	}
	return out, nil
}

// replace writes a file anew with a text in place of another, which it must have.
func replace(path, from, to string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if !bytes.Contains(b, []byte(from)) {
		return fmt.Errorf("%s does not say %q", path, from)
	}
	return os.WriteFile(path, bytes.ReplaceAll(b, []byte(from), []byte(to)), 0o644)
}

// at is a file of the checkout, which is named with slashes.
func at(root, name string) string { return filepath.Join(root, filepath.FromSlash(name)) }
