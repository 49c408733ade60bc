package environ

import (
	"fmt"
	"strings"
)

// readEnvFile reads NAME=VALUE lines as `docker run --env-file` and systemd's
// EnvironmentFile agree on them: blank lines and lines that begin with # are
// passed over, a leading "export " is dropped, a value wholly in quotes loses
// them, and nothing is expanded.
func readEnvFile(path string) ([]Variable, error) {
	f := readInTime(path, MaxFileSize)
	if f.Err != nil {
		return nil, fmt.Errorf("read the environment from %s: %s", path, f.Reason())
	}
	return ParseEnv(path, f.Data)
}

// ParseEnv is what readEnvFile makes of a content.
func ParseEnv(path string, data []byte) ([]Variable, error) {
	var vars []Variable
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(strings.TrimSuffix(line, "\r"))
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := cutVariable(strings.TrimPrefix(line, "export "))
		if !ok {
			return nil, fmt.Errorf("read the environment from %s:%d: expected NAME=VALUE", path, i+1)
		}
		if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
			value = value[1 : n-1]
		}
		vars = append(vars, Variable{Name: strings.TrimSpace(name), Value: value, File: path, Line: i + 1})
	}
	return vars, nil
}
