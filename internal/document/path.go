package document

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/suggest"
)

// Field is what stands at a path into the document.
type Field struct {
	SchemaVersion int    `json:"schema_version"`
	As            string `json:"as"`
	Error         *Error `json:"error"`
	Name          string `json:"name"`
	Value         any    `json:"value"` // null where there is nothing
	Set           bool   `json:"set"`
	Origin        Origin `json:"origin"`
}

// Text is the value alone: a text as it stands, all else as JSON.
func (f Field) Text() string {
	if s, ok := f.Value.(string); ok {
		return s
	}
	text, _ := json.Marshal(f.Value) // it comes from JSON
	return string(text)
}

// fields of the document that a path can begin with.
var roots = []string{"schema_version", "as", "error", "profile", "files", "settings", "credentials", "problems"}

// IsPath reports whether a name leads into the document: credentials.steps[0].role_arn.
func IsPath(name string) bool {
	first := name
	if i := strings.IndexAny(name, ".["); i >= 0 {
		first = name[:i]
	}
	for _, r := range roots {
		if r == first {
			return true
		}
	}
	return false
}

// Field follows a path into the document. "profile" alone is its name. What is
// empty counts as unset; a field that no document has is an error.
func (d *Document) Field(path string) (Field, error) {
	f := Field{SchemaVersion: SchemaVersion, As: d.As, Error: d.Error, Name: path}
	if path == "profile" {
		f.Value, f.Set, f.Origin = d.Profile.Name, true, d.Profile.Origin
		return f, nil
	}
	keys, err := pathKeys(path)
	if err != nil {
		return f, err
	}
	text, err := json.Marshal(d)
	if err != nil {
		return f, fmt.Errorf("look up %s in the document: %w", path, err)
	}
	var at any
	if err := json.Unmarshal(text, &at); err != nil {
		return f, fmt.Errorf("look up %s in the document: %w", path, err)
	}
	for i, key := range keys {
		below, err := step(at, key, i == 1 && keys[0] != "settings")
		if err != nil {
			return f, err
		}
		at = below
	}
	f.Value, f.Set = at, at != nil && at != ""
	if len(keys) == 2 && keys[0] == "credentials" && len(d.Credentials.Steps) > 0 {
		f.Origin = d.Credentials.Steps[len(d.Credentials.Steps)-1].Common().Origin
	}
	return f, nil
}

// pathKeys takes a path apart: a.b[0]["c.d"].
func pathKeys(path string) ([]string, error) {
	wrong := fmt.Errorf("%q is not a path such as credentials.steps[0].role_arn", path)
	var keys []string
	for rest := path; rest != ""; {
		if inside, ok := strings.CutPrefix(rest, "["); ok {
			key, after, closed := strings.Cut(inside, "]")
			if !closed || key == "" {
				return nil, wrong
			}
			keys, rest = append(keys, strings.Trim(key, `"'`)), after
			continue
		}
		rest = strings.TrimPrefix(rest, ".")
		end := strings.IndexAny(rest, ".[")
		if end < 0 {
			end = len(rest)
		}
		if end == 0 {
			return nil, wrong
		}
		keys, rest = append(keys, rest[:end]), rest[end:]
	}
	return keys, nil
}

// step goes down by one key; what is not there is nil. In a strict place every
// field is known.
func step(at any, key string, strict bool) (any, error) {
	switch at := at.(type) {
	case map[string]any:
		below, there := at[key]
		if !there && strict {
			var names []string
			for n := range at {
				names = append(names, n)
			}
			return nil, fmt.Errorf("the document has no %q there%s", key, suggest.DidYouMean(key, names))
		}
		return below, nil
	case []any:
		n, err := strconv.Atoi(key)
		if err != nil {
			return nil, fmt.Errorf("%q is not the number of an item, which count from 0", key)
		}
		if n < 0 {
			n += len(at)
		}
		if n < 0 || n >= len(at) {
			return nil, nil
		}
		return at[n], nil
	}
	return nil, nil
}
