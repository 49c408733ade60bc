// Package release opens the SDK releases that the embedded data is generated
// from. Only the generators use it.
package release

import (
	"archive/zip"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
)

// GoV1 is the last release of aws-sdk-go v1, whose data is part of the program.
const GoV1 = "1.55.8"

// What pins botocore, for pip too: the release that the reading boto3 follows, which
// the conformance tests install, and the newest, whose models the catalogue has.
//
//go:embed botocore.txt
var followed string

//go:embed models.txt
var newest string

// The releases of botocore: the one that boto3 follows, of which the program has
// what the newest says otherwise, and the newest.
var (
	Botocore = strings.TrimSpace(strings.TrimPrefix(followed, "botocore=="))
	Models   = strings.TrimSpace(strings.TrimPrefix(newest, "botocore=="))
)

var (
	pythonVersion = regexp.MustCompile(`(?m)^__version__ = ['"]([^'"]+)['"]`)
	goVersion     = regexp.MustCompile(`SDKVersion = "([^"]+)"`)
)

// OpenBotocore opens the botocore package, a directory or a wheel, and tells
// which release it is.
func OpenBotocore(at string) (fs.FS, string, error) {
	if at == "" {
		return nil, "", errors.New("name the directory of botocore, or its wheel: -help says with which flag")
	}
	files, err := open(at)
	if err != nil {
		return nil, "", fmt.Errorf("read botocore: %w", err)
	}
	version, err := versionIn(files, "__init__.py", "__version__", pythonVersion)
	if err != nil {
		return nil, "", fmt.Errorf("%s is not the botocore package: %w", at, err)
	}
	return files, version, nil
}

// OpenGoV1 opens the directory of the aws-sdk-go v1 module and tells which
// release it is.
func OpenGoV1(at string) (fs.FS, string, error) {
	if at == "" {
		return nil, "", errors.New("name the directory of the aws-sdk-go v1 module with -aws-sdk-go")
	}
	files := os.DirFS(at)
	version, err := versionIn(files, "aws/version.go", "SDKVersion", goVersion)
	if err != nil {
		return nil, "", fmt.Errorf("%s is not the aws-sdk-go v1 module: %w", at, err)
	}
	return files, version, nil
}

func versionIn(files fs.FS, path, name string, pattern *regexp.Regexp) (string, error) {
	b, err := fs.ReadFile(files, path)
	if err != nil {
		return "", err
	}
	m := pattern.FindSubmatch(b)
	if m == nil {
		return "", fmt.Errorf("its %s has no %s", path, name)
	}
	return string(m[1]), nil
}

func open(at string) (fs.FS, error) {
	info, err := os.Stat(at)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return os.DirFS(at), nil
	}
	wheel, err := zip.OpenReader(at)
	if err != nil {
		return nil, fmt.Errorf("%s is neither a directory nor a wheel: %w", at, err)
	}
	return fs.Sub(wheel, "botocore")
}
