package hunt

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/sessctl/sessctl/conformance/internal/oracle"
)

// Sessctl is the program to test: the one that $SESSCTL names, or one built
// from the module above this one.
func Sessctl() (string, error) {
	if path := os.Getenv("SESSCTL"); path != "" {
		return filepath.Abs(path)
	}
	root, err := oracle.Root()
	if err != nil {
		return "", err
	}
	path := filepath.Join(root, ".build", "sessctl")
	build := exec.Command("go", "build", "-o", path, "./cmd/sessctl")
	build.Dir = filepath.Dir(root)
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building sessctl: %w\n%s", err, out)
	}
	return path, nil
}
