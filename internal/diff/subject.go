package diff

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
)

// Kind is what a subject's content is.
type Kind string

// The kinds of contents.
const (
	KindDocument    Kind = "document"    // of resolve -o json
	KindConfig      Kind = "config"      // a shared config file
	KindCredentials Kind = "credentials" // a shared credentials file
	KindEnv         Kind = "env"         // NAME=VALUE lines
)

// recognisers are asked in turn. A bundle is one more entry: its JSON has fields of
// its own.
var recognisers = []struct {
	kind Kind
	is   func(name string, data []byte) bool
}{
	{KindDocument, isDocument},
	{KindCredentials, isCredentials},
	{KindConfig, isConfig},
	{KindEnv, isEnv},
}

// Recognise says what a content is, by itself and, for the two shared files, by
// what it is called; "" for nothing that can be compared.
func Recognise(name string, data []byte) Kind {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	for _, r := range recognisers {
		if r.is(name, data) {
			return r.kind
		}
	}
	return ""
}

func isDocument(_ string, data []byte) bool {
	var d struct {
		Settings    json.RawMessage `json:"settings"`
		Credentials json.RawMessage `json:"credentials"`
	}
	return json.Unmarshal(data, &d) == nil && d.Settings != nil && d.Credentials != nil
}

func isCredentials(name string, data []byte) bool {
	return strings.Contains(filepath.Base(name[strings.LastIndexByte(name, ':')+1:]), "credentials") && isConfig(name, data)
}

// isConfig reports whether every line of a text is one of a shared file and there
// is a header, or nothing at all.
func isConfig(_ string, data []byte) bool {
	if bytes.ContainsRune(data, 0) {
		return false
	}
	empty := true
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0, line[0] == '#', line[0] == ';':
			continue
		case line[0] == '[':
			return true
		}
		empty = false
	}
	return empty
}

func isEnv(_ string, data []byte) bool {
	if bytes.ContainsRune(data, 0) {
		return false
	}
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && line[0] != '#' && bytes.IndexByte(line, '=') <= 0 {
			return false
		}
	}
	return true
}
