package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/suggest"
	"github.com/spf13/viper"
	"go.yaml.in/yaml/v3"

	"github.com/sessctl/sessctl/internal/environ"
)

// preferences are sessctl's own: what to do where no flag says so. They come
// from SESSCTL_AS, SESSCTL_OUTPUT, SESSCTL_COLOR and SESSCTL_SDKS, then from
// $XDG_CONFIG_HOME/sessctl/config.yaml.
type preferences struct {
	as, output, color string
	sdks              []string // the ids of those that people here ship with
}

// preferenceNames are the keys of the file; each has a variable of its name.
var preferenceNames = []string{"as", "output", "color", "sdks"}

func preferenceVariable(name string) string { return "SESSCTL_" + strings.ToUpper(name) }

// maxPreferences is the most that is read of config.yaml, in bytes.
const maxPreferences = 64 << 10

// preferencesFile is where a person's preferences are, empty where there is no place for them.
func preferencesFile() string {
	if dir := os.Getenv("XDG_CONFIG_HOME"); dir != "" {
		return filepath.Join(dir, "sessctl", "config.yaml")
	}
	if home, err := os.UserHomeDir(); err == nil {
		return filepath.Join(home, ".config", "sessctl", "config.yaml")
	}
	return ""
}

// readPreferences hands what it reads to the vault: anything may have been pasted there.
func readPreferences(env *environ.Options) (preferences, error) {
	p := preferences{as: sdk.Default, output: "text", color: "auto", sdks: sdk.Shipping()}
	path := preferencesFile()
	file := &environ.File{}
	if path != "" {
		file = environ.ReadFile(path, maxPreferences)
	}
	there := path != "" && file.Exists()
	if !there && !slices.ContainsFunc(preferenceNames, func(n string) bool { return os.Getenv(preferenceVariable(n)) != "" }) {
		return p, nil // nothing to read: most people have no preferences, and all want a quick start
	}
	for _, name := range preferenceNames {
		env.Vault.Value(preferenceVariable(name), os.Getenv(preferenceVariable(name)))
	}
	env.Vault.FileText(path, string(file.Data))
	v := viper.New()
	v.SetEnvPrefix("sessctl")
	v.SetDefault("as", p.as)
	v.SetDefault("output", p.output)
	v.SetDefault("color", p.color)
	v.AutomaticEnv()
	if there {
		if file.Err != nil {
			return preferences{}, fmt.Errorf("read sessctl's preferences from %s: %s", path, file.Reason())
		}
		if err := checkPreferences(path, file.Data); err != nil {
			return preferences{}, err
		}
		v.SetConfigType("yaml")
		if err := v.ReadConfig(bytes.NewReader(file.Data)); err != nil {
			return preferences{}, fmt.Errorf("read sessctl's preferences from %s: %w", path, err)
		}
	}
	p.as, p.output, p.color = v.GetString("as"), v.GetString("output"), v.GetString("color")
	if names := listed(v.Get("sdks")); len(names) > 0 {
		ids, err := sdkIDs(names)
		if err != nil {
			return preferences{}, usageError("use any of "+strings.Join(readingIDs(), ", "), "%s: %v", preferenceVariable("sdks"), err)
		}
		p.sdks = ids
	}
	return p, nil
}

// listed takes a list as a file or a variable has it: with commas or blanks between its names.
func listed(v any) []string {
	switch v := v.(type) {
	case string:
		return strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' })
	case []any:
		var names []string
		for _, item := range v {
			names = append(names, fmt.Sprint(item))
		}
		return names
	}
	return nil
}

// sdkIDs gives the ids of readings by any of their names.
func sdkIDs(names []string) ([]string, error) {
	var ids []string
	for _, n := range names {
		if strings.EqualFold(n, "all") {
			return readingIDs(), nil
		}
		found, ok := sdk.Find(n)
		if !ok {
			return nil, fmt.Errorf("unknown reading %q%s", n, suggest.DidYouMean(n, readingNames()))
		}
		ids = append(ids, found.Reading.ID)
	}
	return ids, nil
}

// checkPreferences refuses keys that are none and values that cannot be, each by its line.
func checkPreferences(path string, text []byte) error {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return fmt.Errorf("read sessctl's preferences from %s: %w", path, err)
	}
	if len(doc.Content) == 0 {
		return nil
	}
	root := doc.Content[0]
	wrong := func(n *yaml.Node, hint, format string, args ...any) error {
		return usageError(hint, "%s:%d: %s", path, n.Line, fmt.Sprintf(format, args...))
	}
	if root.Kind != yaml.MappingNode {
		return wrong(root, "for example: as: go-v2", "expected NAME: VALUE lines")
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		var items []string
		for _, n := range append([]*yaml.Node{value}, value.Content...) {
			if n.Kind == yaml.ScalarNode {
				items = append(items, n.Value)
			}
		}
		name := strings.ToLower(key.Value)
		if !slices.Contains(preferenceNames, name) {
			return wrong(key, "use "+suggest.Or(preferenceNames), "unknown preference %q%s", key.Value, suggest.DidYouMean(key.Value, preferenceNames))
		}
		if why := badPreference(name, items); why != "" {
			return wrong(value, "", "%s: %s", name, why)
		}
	}
	return nil
}

// badPreference says why a value cannot be that of a preference, or "".
func badPreference(name string, items []string) string {
	if len(items) == 0 {
		return "expected a value"
	}
	switch name {
	case "color":
		if !slices.Contains(colorValues, items[0]) {
			return fmt.Sprintf("%q is none of %s", items[0], strings.Join(colorValues, ", "))
		}
	case "output":
		if !slices.Contains(render.AllFormats(), items[0]) {
			return fmt.Sprintf("unknown output format %q%s", items[0], suggest.DidYouMean(items[0], render.AllFormats()))
		}
	case "as":
		if items[0] == "all" {
			return ""
		}
		items = listed(items[0])
	case "sdks":
		if len(items) == 1 {
			items = listed(items[0])
		}
	}
	if name == "as" || name == "sdks" {
		if _, err := sdkIDs(items); err != nil {
			return err.Error()
		}
	}
	return ""
}

var colorValues = []string{"auto", "always", "never"}
