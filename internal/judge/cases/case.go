// Package cases describes environments: files, variables, an explicit profile
// and region, and what the SDKs answered for them. It lays them out as homes on
// disk and reads and writes them as JSON lines.
package cases

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// HomeWord stands for the home directory in files, variables and answers.
const HomeWord = "HOMEDIR"

// Case is one environment. Env is everything beside HOME and PATH.
type Case struct {
	ID      string            `json:"id"`
	Files   map[string]File   `json:"files,omitempty"` // by path below the home
	Env     map[string]string `json:"env"`
	Profile string            `json:"profile"`
	Region  string            `json:"region"`
	Answers map[string]Answer `json:"answers,omitempty"` // by reading
	Home    string            `json:"home,omitempty"`    // where it was laid out
	Note    string            `json:"note,omitempty"`    // what the case is about
}

// Answer is what an SDK resolved: error, settings, access_key or cred_error,
// provider, steps. Numbers are json.Number.
type Answer map[string]any

// File is a file's content, or a directory, or a symbolic link.
type File struct {
	Text    string
	Dir     bool
	Symlink string
}

type fileJSON struct {
	Base64  string `json:"base64,omitempty"`
	Dir     bool   `json:"dir,omitempty"`
	Symlink string `json:"symlink,omitempty"`
}

// MarshalJSON writes text as a string, what is no UTF-8 as {"base64": …}, and
// the rest as {"dir": true} or {"symlink": TARGET}.
func (f File) MarshalJSON() ([]byte, error) {
	switch {
	case f.Dir || f.Symlink != "":
		return json.Marshal(fileJSON{Dir: f.Dir, Symlink: f.Symlink})
	case !utf8.ValidString(f.Text):
		return json.Marshal(fileJSON{Base64: base64.StdEncoding.EncodeToString([]byte(f.Text))})
	}
	return json.Marshal(f.Text)
}

func (f *File) UnmarshalJSON(b []byte) error {
	if bytes.HasPrefix(b, []byte(`"`)) {
		return json.Unmarshal(b, &f.Text)
	}
	var j fileJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	text, err := base64.StdEncoding.DecodeString(j.Base64)
	*f = File{Text: string(text), Dir: j.Dir, Symlink: j.Symlink}
	return err
}

// Clone copies everything that a shrinker changes.
func (c Case) Clone() Case {
	c.Files, c.Env, c.Answers = maps.Clone(c.Files), maps.Clone(c.Env), nil
	return c
}

// LayOut writes the case's files under home, which it makes, and returns the
// case with HomeWord replaced, as the SDKs and sessctl are asked about it.
func (c Case) LayOut(home string) (Case, error) {
	if err := os.MkdirAll(home, 0o755); err != nil {
		return c, err
	}
	for _, name := range slices.Sorted(maps.Keys(c.Files)) {
		if err := c.Files[name].write(filepath.Join(home, filepath.FromSlash(name)), home); err != nil {
			return c, fmt.Errorf("laying out %s of case %s: %w", name, c.ID, err)
		}
	}
	laid := c
	laid.Home = home
	laid.Env = map[string]string{}
	for name, value := range c.Env {
		laid.Env[name] = strings.ReplaceAll(value, HomeWord, home)
	}
	return laid, nil
}

func (f File) write(path, home string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	switch {
	case f.Dir:
		return os.MkdirAll(path, 0o755)
	case f.Symlink != "":
		return os.Symlink(strings.ReplaceAll(f.Symlink, HomeWord, home), path)
	}
	return os.WriteFile(path, []byte(strings.ReplaceAll(f.Text, HomeWord, home)), 0o600)
}

// Question is the line that a worker is asked.
func (c Case) Question() []byte {
	env := c.Env
	if env == nil {
		env = map[string]string{}
	}
	b, _ := json.Marshal(map[string]any{"id": c.ID, "home": c.Home, "env": env, "profile": c.Profile, "region": c.Region})
	return append(b, '\n')
}

// ParseAnswer reads a worker's line, with home turned back into HomeWord where
// home is not empty.
func ParseAnswer(line []byte, home string) (Answer, error) {
	if home != "" {
		line = bytes.ReplaceAll(line, []byte(home), []byte(HomeWord))
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	var a Answer
	err := d.Decode(&a)
	return a, err
}

// In replaces HomeWord in an answer's strings by home.
func (a Answer) In(home string) Answer {
	b, err := json.Marshal(a)
	if err != nil {
		return a
	}
	d := json.NewDecoder(bytes.NewReader(bytes.ReplaceAll(b, []byte(HomeWord), []byte(home))))
	d.UseNumber()
	var laid Answer
	if d.Decode(&laid) != nil {
		return a
	}
	return laid
}

// Abridged cuts the SDK's error texts short, of which only the presence is compared.
func (a Answer) Abridged() Answer {
	short := maps.Clone(a)
	for name, value := range short {
		text, ok := value.(string)
		if ok && len(text) > 160 && (name == "error" || name == "cred_error" || strings.HasPrefix(text, "ERR ")) {
			short[name] = strings.ToValidUTF8(text[:160], "") + "…"
		}
	}
	return short
}

// Read reads cases as JSON lines; empty lines and lines of other kinds are left out.
func Read(r io.Reader) ([]Case, error) {
	var found []Case
	err := eachObject(r, func(line []byte) error {
		d := json.NewDecoder(bytes.NewReader(line))
		d.UseNumber()
		var c Case
		if err := d.Decode(&c); err != nil {
			return err
		}
		found = append(found, c)
		return nil
	})
	return found, err
}

// ReadFiles reads the cases of the files that each pattern matches; a pattern that
// matches none is an error.
func ReadFiles(patterns ...string) ([]Case, error) {
	var all []Case
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			return nil, fmt.Errorf("no cases are at %s: %w", pattern, cmp.Or(err, os.ErrNotExist))
		}
		for _, name := range files {
			f, err := os.Open(name)
			if err != nil {
				return nil, err
			}
			some, err := Read(f)
			_ = f.Close()
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			all = append(all, some...)
		}
	}
	return all, nil
}

// ReadAnswers reads recorded answers as JSON lines, by case.
func ReadAnswers(r io.Reader) (map[string]Answer, error) {
	found := map[string]Answer{}
	err := eachObject(r, func(line []byte) error {
		a, err := ParseAnswer(line, "")
		if err == nil {
			id, _ := a["id"].(string)
			found[id] = a
		}
		return err
	})
	return found, err
}

func eachObject(r io.Reader, do func([]byte) error) error {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 64<<20)
	for n := 1; in.Scan(); n++ {
		if !bytes.HasPrefix(in.Bytes(), []byte("{")) {
			continue
		}
		if err := do(in.Bytes()); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return in.Err()
}

// Line writes the case as one JSON line, as a person can paste it into a file.
func (c Case) Line() string {
	c.Home = ""
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(c); err != nil {
		return err.Error()
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Differences are the fields in which two answers differ, the IDs and the words
// of errors left out.
func Differences(a, b Answer) []string {
	var differ []string
	for name := range maps.Keys(merged(a, b)) {
		if name == "id" {
			continue
		}
		x, y := a[name], b[name]
		if name == "error" || name == "cred_error" {
			x, y = x != nil, y != nil
		}
		if name == "steps" {
			x, y = once(x), once(y)
		}
		x, y = wordless(x), wordless(y)
		p, _ := json.Marshal(x)
		q, _ := json.Marshal(y)
		if !bytes.Equal(p, q) {
			differ = append(differ, name)
		}
	}
	slices.Sort(differ)
	return differ
}

// wordless is a value without the words of the error that took its place.
func wordless(v any) any {
	if text, ok := v.(string); ok && strings.HasPrefix(text, "ERR ") {
		return "ERR"
	}
	return v
}

// once leaves out repeated calls: how often one is tried again depends on time.
func once(steps any) []any {
	list, _ := steps.([]any)
	return slices.CompactFunc(slices.Clone(list), func(a, b any) bool { return a == b })
}

func merged(a, b Answer) Answer {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}
