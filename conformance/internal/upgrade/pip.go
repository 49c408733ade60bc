package upgrade

import (
	"fmt"
	"os"
	"regexp"
	"strings"
)

// pip is a requirements file with one package of PyPI.
type pip struct{ file string }

func (p pip) tools() []string { return []string{"python3"} }
func (p pip) files() []string { return []string{p.file} }

func (p pip) versions(root string) (map[string]string, error) {
	b, err := os.ReadFile(at(root, p.file))
	if err != nil {
		return nil, err
	}
	name, version, ok := strings.Cut(strings.TrimSpace(string(b)), "==")
	if !ok || strings.ContainsAny(version, " \n") {
		return nil, fmt.Errorf("%s is not one line NAME==VERSION", p.file)
	}
	return map[string]string{name: version}, nil
}

func (p pip) newest(root string) (map[string]string, error) {
	now, err := p.versions(root)
	if err != nil {
		return nil, err
	}
	for name := range now {
		out, err := output(root, "python3", "-m", "pip", "--disable-pip-version-check", "index", "versions", name)
		if err != nil {
			return nil, err
		}
		if now[name], err = pipNewest(name, string(out)); err != nil {
			return nil, err
		}
	}
	return now, nil
}

// pipNewest reads what `pip index versions` prints: "NAME (VERSION)" first.
func pipNewest(name, out string) (string, error) {
	m := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(name) + ` \(([^)\s]+)\)`).FindStringSubmatch(out)
	if m == nil {
		return "", fmt.Errorf("pip names no version of %s: %q", name, out)
	}
	return m[1], nil
}

func (p pip) pin(root string, wanted map[string]string) error {
	for name, version := range wanted {
		if err := os.WriteFile(at(root, p.file), []byte(name+"=="+version+"\n"), 0o644); err != nil {
			return err
		}
	}
	return nil
}
