package oracle

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// boto3 is botocore in a virtual environment of its own.
var boto3 = Reading{
	Name:    "boto3",
	timeout: 60 * time.Second,
	prepare: func(root string) error {
		python, requirements := built(root, "venv", "bin", "python"), filepath.Join(root, "..", "internal", "catalogue", "release", "botocore.txt")
		if stamped(root, "venv", requirements) {
			return nil
		}
		if err := run(root, "python3", "-m", "venv", built(root, "venv")); err != nil {
			return fmt.Errorf("python 3.10 or newer with its venv module is needed: %w", err)
		}
		if err := run(root, python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements); err != nil {
			return err
		}
		return stamp(root, "venv", requirements)
	},
	command: func(root string) []string {
		return []string{built(root, "venv", "bin", "python"), filepath.Join(root, "oracles", "python", "worker.py")}
	},
	missing: func(root string) string {
		return absent(built(root, "venv", "bin", "python"), "there is no virtual environment with botocore")
	},
}

// cli is AWS CLI v2, the program itself with the worker as a plug-in inside.
var cli = Reading{
	Name:    "cli",
	timeout: 60 * time.Second,
	prepare: func(root string) error {
		folder, requirements := filepath.Join(root, "oracles", "cli"), filepath.Join(root, "oracles", "cli", "requirements.txt")
		if stamped(root, "cli", requirements) && cliMissing(root) == "" {
			return nil
		}
		if err := run(folder, "python3", "install.py", built(root, "cli")); err != nil {
			return fmt.Errorf("python 3 with pip, and Linux on x86-64, are needed: %w", err)
		}
		return stamp(root, "cli", requirements)
	},
	command: func(root string) []string { return pluggedCLI(root, "worker") },
	missing: cliMissing,
}

// pluggedCLI is the command that runs the AWS CLI with a plug-in of oracles/cli.
func pluggedCLI(root, plugin string) []string {
	return []string{"env", "AWS_CONFIG_FILE=" + built(root, "cli", plugin+".launch"), "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull, "AWS_EC2_METADATA_DISABLED=true",
		"PYTHONDONTWRITEBYTECODE=1", built(root, "cli", "aws"), "sts", "get-caller-identity"}
}

// CLI is the command that runs the AWS CLI with a plug-in of oracles/cli, without a
// network where that can be had.
func CLI(plugin string) ([]string, error) {
	root, err := Root()
	if err != nil {
		return nil, err
	}
	if what := cliMissing(root); what != "" {
		return nil, fmt.Errorf("the AWS CLI cannot be asked: %s", what)
	}
	return append(isolation(), pluggedCLI(root, plugin)...), nil
}

// CLIModels is the directory of the API models of the AWS CLI.
func CLIModels() (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	found, err := filepath.Glob(built(root, "cli", "awscli", "v2", "*", "dist", "awscli", "botocore", "data"))
	if err != nil || len(found) != 1 {
		return "", fmt.Errorf("there is not one AWS CLI below %s: run `go run ./cmd/prepare` in conformance/", built(root, "cli"))
	}
	return found[0], nil
}

func cliMissing(root string) string {
	return absent(built(root, "cli", "aws"), "the AWS CLI is not installed")
}

// javascript is the AWS SDK for JavaScript v3.
var javascript = Reading{
	Name:    "js-v3",
	timeout: 60 * time.Second,
	prepare: func(root string) error {
		dir := filepath.Join(root, "oracles", "js")
		lock := filepath.Join(dir, "package-lock.json")
		if stamped(root, "js", lock) && jsMissing(root) == "" {
			return nil
		}
		if err := run(dir, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"); err != nil {
			return fmt.Errorf("node 20 or newer with npm is needed: %w", err)
		}
		return stamp(root, "js", lock)
	},
	command: func(root string) []string {
		return []string{"node", filepath.Join(root, "oracles", "js", "worker.mjs")}
	},
	missing: jsMissing,
}

func jsMissing(root string) string {
	if _, err := exec.LookPath("node"); err != nil {
		return "there is no node on the PATH: install Node.js 20 or newer"
	}
	return absent(filepath.Join(root, "oracles", "js", "node_modules"), "the packages of the JavaScript SDK are not installed")
}

// stamped says that what the file lists is installed.
func stamped(root, name, list string) bool {
	want, err := os.ReadFile(list)
	if err != nil {
		return false
	}
	got, err := os.ReadFile(built(root, name+".stamp"))
	return err == nil && string(got) == string(want)
}

func stamp(root, name, list string) error {
	text, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	return os.WriteFile(built(root, name+".stamp"), text, 0o644)
}

// BotocoreModels is the directory of the models of that botocore.
func BotocoreModels() (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	found, err := filepath.Glob(built(root, "venv", "lib", "python3*", "site-packages", "botocore", "data"))
	if err != nil || len(found) != 1 {
		return "", fmt.Errorf("there is not one botocore below %s: run `go run ./cmd/prepare` in conformance/", built(root, "venv"))
	}
	return found[0], nil
}

// Botocore is the command that runs a program of oracles/python with the
// botocore of the reading boto3, without a network where that can be had.
func Botocore(program string) ([]string, error) {
	root, err := Root()
	if err != nil {
		return nil, err
	}
	if what := boto3.missing(root); what != "" {
		return nil, fmt.Errorf("botocore cannot be asked: %s", what)
	}
	return append(isolation(), built(root, "venv", "bin", "python"), filepath.Join(root, "oracles", "python", program)), nil
}
