package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/spf13/viper"
)

// preferences are sessctl's own: what to do where no flag says so. They come
// from SESSCTL_AS, SESSCTL_OUTPUT and SESSCTL_COLOR, then from
// $XDG_CONFIG_HOME/sessctl/config.yaml.
type preferences struct{ as, output, color string }

func readPreferences() (preferences, error) {
	p := preferences{as: sdk.Default, output: "text", color: "auto"}
	path := ""
	if dir := configDir(); dir != "" {
		path = filepath.Join(dir, "sessctl", "config.yaml")
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			path = ""
		}
	}
	if path == "" && os.Getenv("SESSCTL_AS") == "" && os.Getenv("SESSCTL_OUTPUT") == "" && os.Getenv("SESSCTL_COLOR") == "" {
		return p, nil // nothing to read: most people have no preferences, and all want a quick start
	}
	v := viper.New()
	v.SetEnvPrefix("sessctl")
	v.SetDefault("as", p.as)
	v.SetDefault("output", p.output)
	v.SetDefault("color", p.color)
	v.AutomaticEnv()
	if path != "" {
		v.SetConfigFile(path)
		if err := v.ReadInConfig(); err != nil {
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
