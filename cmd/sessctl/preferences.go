package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/spf13/viper"

	"github.com/sessctl/sessctl/internal/environ"
)

// preferences are sessctl's own: what to do where no flag says so. They come
// from SESSCTL_AS, SESSCTL_OUTPUT and SESSCTL_COLOR, then from
// $XDG_CONFIG_HOME/sessctl/config.yaml.
type preferences struct{ as, output, color string }

// maxPreferences is the most that is read of config.yaml, in bytes.
const maxPreferences = 64 << 10

func readPreferences() (preferences, error) {
	p := preferences{as: sdk.Default, output: "text", color: "auto"}
	path := ""
	if dir := configDir(); dir != "" {
		path = filepath.Join(dir, "sessctl", "config.yaml")
	}
	file := &environ.File{}
	if path != "" {
		file = environ.ReadFile(path, maxPreferences)
	}
	if (path == "" || !file.Exists()) && os.Getenv("SESSCTL_AS") == "" && os.Getenv("SESSCTL_OUTPUT") == "" && os.Getenv("SESSCTL_COLOR") == "" {
		return p, nil // nothing to read: most people have no preferences, and all want a quick start
	}
	v := viper.New()
	v.SetEnvPrefix("sessctl")
	v.SetDefault("as", p.as)
	v.SetDefault("output", p.output)
	v.SetDefault("color", p.color)
	v.AutomaticEnv()
	if path != "" && file.Exists() {
		if file.Err != nil {
			return preferences{}, fmt.Errorf("read sessctl's preferences from %s: %s", path, file.Reason())
		}
		v.SetConfigType("yaml")
		if err := v.ReadConfig(bytes.NewReader(file.Data)); err != nil {
			return preferences{}, fmt.Errorf("read sessctl's preferences from %s: %w", path, err)
		}
	}
	return preferences{as: v.GetString("as"), output: v.GetString("output"), color: v.GetString("color")}, nil
}

func configDir() string {
	if dir := os.Getenv("XDG_CONFIG_HOME"); dir != "" {
		return dir
	}
	if home, err := os.UserHomeDir(); err == nil {
		return filepath.Join(home, ".config")
	}
	return ""
}
