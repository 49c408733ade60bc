package upgrade

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
)

// goModule is a folder with a go.mod, of whose requirements those with one of
// the prefixes are the SDK's.
type goModule struct {
	folder   string
	prefixes []string
}

func (p goModule) tools() []string { return []string{"go"} }
func (p goModule) files() []string {
	return []string{path.Join(p.folder, "go.mod"), path.Join(p.folder, "go.sum")}
}

type goRequirement struct {
	Path, Version string
	Update        *struct{ Version string }
}

func (p goModule) versions(root string) (map[string]string, error) {
	out, err := output(at(root, p.folder), "go", "mod", "edit", "-json")
	if err != nil {
		return nil, err
	}
	var file struct{ Require []goRequirement }
	if err := json.Unmarshal(out, &file); err != nil {
		return nil, fmt.Errorf("reading go.mod of %s: %w", p.folder, err)
	}
	found := map[string]string{}
	for _, r := range file.Require {
		if p.follows(r.Path) {
			found[r.Path] = r.Version
		}
	}
	return found, nil
}

func (p goModule) follows(module string) bool {
	return slices.ContainsFunc(p.prefixes, func(prefix string) bool { return strings.HasPrefix(module, prefix) })
}

func (p goModule) newest(root string) (map[string]string, error) {
	found, err := p.versions(root)
	if err != nil {
		return nil, err
	}
	args := append([]string{"list", "-m", "-u", "-json"}, slices.Sorted(maps.Keys(found))...)
	out, err := output(at(root, p.folder), "go", args...)
	if err != nil {
		return nil, err
	}
	return goNewest(strings.NewReader(string(out)))
}

// goNewest reads what `go list -m -u -json` prints.
func goNewest(in io.Reader) (map[string]string, error) {
	found := map[string]string{}
	for d := json.NewDecoder(in); ; {
		var r goRequirement
		err := d.Decode(&r)
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading what go list prints: %w", err)
		}
		found[r.Path] = r.Version
		if r.Update != nil {
			found[r.Path] = r.Update.Version
		}
	}
}

func (p goModule) pin(root string, wanted map[string]string) error {
	args := []string{"get"}
	for _, module := range slices.Sorted(maps.Keys(wanted)) {
		args = append(args, module+"@"+wanted[module])
	}
	if _, err := output(at(root, p.folder), "go", args...); err != nil {
		return err
	}
	_, err := output(at(root, p.folder), "go", "mod", "tidy")
	return err
}
