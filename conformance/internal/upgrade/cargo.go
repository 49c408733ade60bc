package upgrade

import (
	"fmt"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
)

// cargo is a folder with a Cargo.toml that pins crates of the SDK as "=VERSION",
// and its lock.
type cargo struct{ folder string }

func (p cargo) tools() []string { return []string{"cargo"} }
func (p cargo) files() []string {
	return []string{path.Join(p.folder, "Cargo.toml"), path.Join(p.folder, "Cargo.lock")}
}

var (
	crate        = regexp.MustCompile(`(?m)^([\w-]+) = \{ version = "=([^"]+)"`)
	crateVersion = regexp.MustCompile(`(?m)^version: (\S+)(?: \(latest (\S+)\))?`)
)

func (p cargo) versions(root string) (map[string]string, error) {
	b, err := os.ReadFile(at(root, p.files()[0]))
	if err != nil {
		return nil, err
	}
	found := map[string]string{}
	for _, m := range crate.FindAllStringSubmatch(string(b), -1) {
		found[m[1]] = m[2]
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s pins no crate", p.files()[0])
	}
	return found, nil
}

func (p cargo) newest(root string) (map[string]string, error) {
	found, err := p.versions(root)
	if err != nil {
		return nil, err
	}
	for name := range found {
		out, err := output(at(root, p.folder), "cargo", "info", "--quiet", name)
		if err != nil {
			return nil, err
		}
		if found[name], err = cargoNewest(name, string(out)); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// cargoNewest reads what `cargo info` prints: "version: 1.2.0 (latest 1.3.0)"
// where the lock has an older one.
func cargoNewest(name, out string) (string, error) {
	m := crateVersion.FindStringSubmatch(out)
	if m == nil {
		return "", fmt.Errorf("cargo names no version of %s: %q", name, out)
	}
	if m[2] != "" {
		return m[2], nil
	}
	return m[1], nil
}

func (p cargo) pin(root string, wanted map[string]string) error {
	now, err := p.versions(root)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		line := name + ` = { version = "=`
		if err := replace(at(root, p.files()[0]), line+now[name]+`"`, line+wanted[name]+`"`); err != nil {
			return err
		}
	}
	_, err = output(at(root, p.folder), "cargo", "update", "--quiet")
	return err
}
