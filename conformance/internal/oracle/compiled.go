package oracle

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// terraform is the module that Terraform's AWS provider authenticates with.
var terraform = goReading("terraform", "terraform")

// rust is the AWS SDK for Rust.
var rust = Reading{
	Name:    "rust",
	timeout: 30 * time.Second,
	prepare: func(root string) error {
		if _, err := exec.LookPath("cargo"); err != nil {
			return fmt.Errorf("there is no cargo on the PATH: install Rust 1.94.1 or newer with rustup")
		}
		return run(filepath.Join(root, "oracles", "rust"), "cargo", "build", "--quiet", "--locked", "--target-dir", kept(root, "rust"))
	},
	command: func(root string) []string { return []string{kept(root, "rust", "debug", "worker")} },
	missing: func(root string) string {
		return absent(kept(root, "rust", "debug", "worker"), "the worker of the Rust SDK is not built")
	},
}

// java is the AWS SDK for Java v2.
var java = Reading{
	Name:    "java-v2",
	timeout: 30 * time.Second,
	prepare: func(root string) error {
		for program, help := range map[string]string{"javac": "a JDK, 17 or newer", "mvn": "Maven 3.8 or newer"} {
			if _, err := exec.LookPath(program); err != nil {
				return fmt.Errorf("there is no %s on the PATH: install %s", program, help)
			}
		}
		return run(filepath.Join(root, "oracles", "java"), "mvn", "--quiet", "--batch-mode", "package", "-Dworker.target="+kept(root, "java"))
	},
	command: func(root string) []string {
		return []string{"env", "LANG=C.UTF-8", "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8", "-jar", kept(root, "java", "worker.jar")}
	},
	missing: func(root string) string {
		if _, err := exec.LookPath("java"); err != nil {
			return "there is no java on the PATH: install a JDK, 17 or newer"
		}
		return absent(kept(root, "java", "worker.jar"), "the worker of the Java SDK is not built")
	},
}

// kept is where workers lie that take minutes to compile: outside the checkout,
// where a fresh one finds them again.
func kept(root string, parts ...string) string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return built(root, parts...)
	}
	return filepath.Join(append([]string{cache, "sessctl-conformance"}, parts...)...)
}
