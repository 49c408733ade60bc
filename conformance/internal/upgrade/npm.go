package upgrade

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// npm is a folder with a package.json that names exact versions, and its lock.
type npm struct{ folder string }

func (p npm) tools() []string { return []string{"node", "npm"} }
func (p npm) files() []string {
	return []string{path.Join(p.folder, "package.json"), path.Join(p.folder, "package-lock.json")}
}

// versions are those of the lock, what the packages need themselves included.
func (p npm) versions(root string) (map[string]string, error) {
	b, err := os.ReadFile(at(root, p.files()[1]))
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct{ Version string }
	}
	if err := json.Unmarshal(b, &lock); err != nil {
		return nil, fmt.Errorf("reading %s: %w", p.files()[1], err)
	}
	found := map[string]string{}
	for place, pkg := range lock.Packages {
		if name, ok := strings.CutPrefix(place, "node_modules/"); ok && !strings.Contains(name, "node_modules/") {
			found[name] = pkg.Version
		}
	}
	return found, nil
}

func (p npm) direct(root string) (map[string]string, error) {
	b, err := os.ReadFile(at(root, p.files()[0]))
	if err != nil {
		return nil, err
	}
	var manifest struct{ Dependencies map[string]string }
	if err := json.Unmarshal(b, &manifest); err != nil {
		return nil, fmt.Errorf("reading %s: %w", p.files()[0], err)
	}
	return manifest.Dependencies, nil
}

func (p npm) newest(root string) (map[string]string, error) {
	found, err := p.direct(root)
	if err != nil {
		return nil, err
	}
	out, err := output(at(root, p.folder), "npm", "outdated", "--json")
	latest, bad := npmLatest(out)
	if bad != nil || len(latest) == 0 && err != nil {
		return nil, fmt.Errorf("asking npm for newer packages of %s: %v %w", p.folder, bad, err)
	}
	for name := range found {
		if v := latest[name]; v != "" {
			found[name] = v
		}
	}
	return found, nil
}

// npmLatest reads what `npm outdated --json` prints: packages that are not
// installed, or not the latest, and nothing else.
func npmLatest(out []byte) (map[string]string, error) {
	var packages map[string]json.RawMessage
	if err := json.Unmarshal(out, &packages); err != nil {
		return nil, fmt.Errorf("npm outdated printed no JSON: %w", err)
	}
	if packages["error"] != nil {
		return nil, fmt.Errorf("npm: %s", packages["error"])
	}
	found := map[string]string{}
	for name, raw := range packages {
		var one struct{ Latest string }
		if err := json.Unmarshal(raw, &one); err != nil {
			return nil, fmt.Errorf("npm outdated on %s: %w", name, err)
		}
		found[name] = one.Latest
	}
	return found, nil
}

func (p npm) pin(root string, wanted map[string]string) error {
	args := []string{"install", "--package-lock-only", "--save-exact", "--ignore-scripts", "--no-audit", "--no-fund"}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		args = append(args, name+"@"+wanted[name])
	}
	if _, err := output(at(root, p.folder), "npm", args...); err != nil {
		return err
	}
	_, err := output(at(root, p.folder), "npm", "update", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund")
	return err
}
