package oracle

import (
	"fmt"
	"os/exec"
	"path/filepath"
)

// ValidateJUnit validates the XML files of a directory against the published schema
// of JUnit's reports, junit-10.xsd. What it needs is installed the first time.
func ValidateJUnit(dir string) (said string, err error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	own, python := filepath.Join(root, "oracles", "junit"), built(root, "junit", "bin", "python")
	requirements := filepath.Join(own, "requirements.txt")
	if !stamped(root, "junit", requirements) {
		if err := run(root, "python3", "-m", "venv", built(root, "junit")); err != nil {
			return "", fmt.Errorf("python 3.10 or newer with its venv module is needed: %w", err)
		}
		if err := run(root, python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements); err != nil {
			return "", err
		}
		if err := run(root, python, filepath.Join(own, "install.py"), built(root, "junit")); err != nil {
			return "", err
		}
		if err := stamp(root, "junit", requirements); err != nil {
			return "", err
		}
	}
	out, err := exec.Command(python, filepath.Join(own, "validate.py"), built(root, "junit", "junit-10.xsd"), dir).CombinedOutput()
	return string(out), err
}
