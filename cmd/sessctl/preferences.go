package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/viper"

	"github.com/sessctl/sessctl/internal/resolve"
)

// preferences are sessctl's own: what to do where no flag says so. They come
// from SESSCTL_AS, SESSCTL_OUTPUT and SESSCTL_COLOR, then from
// $XDG_CONFIG_HOME/sessctl/config.yaml.
type preferences struct{ as, output, color string }

func readPreferences() (preferences, error) {
	v := viper.New()
	v.SetEnvPrefix("sessctl")
	v.SetDefault("as", resolve.Default)
	v.SetDefault("output", "text")
	v.SetDefault("color", "auto")
	v.AutomaticEnv()
	if dir := configDir(); dir != "" {
		path := filepath.Join(dir, "sessctl", "config.yaml")
		v.SetConfigFile(path)
		if err := v.ReadInConfig(); err != nil && !errors.Is(err, fs.ErrNotExist) {
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
