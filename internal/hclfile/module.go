// Package hclfile reads what programs have in files of HCL, or of its JSON form:
// blocks with the place of each value. It knows variables that have a value in
// the module and a few functions; what else a value needs makes it unknown, and
// nothing is guessed. It runs no program and asks no provider.
package hclfile

import (
	"fmt"
	"path/filepath"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
)

// limit is the most that is read of a file, in bytes: the parser goes as deep as
// a text is nested.
const limit = 512 << 10

// A Module is a directory of files that share variables, or one file among them.
type Module struct {
	env   *environ.Env
	asked string  // as it was named
	dir   string  // of the files
	files []*file // that were asked for
	all   []*file // with those beside them, once a variable is looked for

	values  map[string]*outcome
	looking map[string]bool // the names that are being looked for
	// iterating are the dynamic blocks that are being made, by what they call their part
	iterating map[string]bool
	locals    map[string]named // nil before the first is looked for
	inputs    map[string]named // the variables, likewise
	known     map[string]function.Function
	work      int  // that the expressions have taken, in bytes
	over      bool // one would have taken more than is left
}

// named is what a name is declared as, and where.
type named struct {
	file  *file
	local *hcl.Attribute
	input *hcl.Block
}

// file is one that was parsed.
type file struct {
	path string
	data []byte
	body hcl.Body
	json bool

	ends []int // of the lines, once a place has been asked for
}

// Read reads the file at path, or all files of a module where it is a directory.
func Read(env *environ.Env, path string) (*Module, error) {
	m := &Module{env: env, asked: path, dir: filepath.Dir(path), values: map[string]*outcome{}, looking: map[string]bool{}, iterating: map[string]bool{}}
	if !environ.IsDir(env.Abs(path)) {
		f, err := m.parse(path)
		if err != nil {
			return nil, err
		}
		m.files = []*file{f}
		return m, nil
	}
	m.dir = path
	for _, name := range env.Dir(env.Abs(path)) {
		if !configuration(name) {
			continue
		}
		f, err := m.parse(filepath.Join(path, name))
		if err != nil {
			return nil, err
		}
		m.files = append(m.files, f)
	}
	if len(m.files) == 0 {
		return nil, fmt.Errorf("%s has no file that ends with .tf or .tf.json", path)
	}
	m.all = m.files
	return m, nil
}

// configuration reports whether a file of a module's directory is part of it.
func configuration(name string) bool {
	return !strings.HasPrefix(name, ".") && (strings.HasSuffix(name, ".tf") || strings.HasSuffix(name, ".tofu") ||
		strings.HasSuffix(name, ".tf.json") || strings.HasSuffix(name, ".tofu.json"))
}

func (m *Module) parse(path string) (*file, error) {
	found := m.env.File(m.env.Abs(path))
	switch {
	case found.Err != nil:
		return nil, fmt.Errorf("%s cannot be read: %s", path, found.Reason())
	case len(found.Data) > limit:
		return nil, fmt.Errorf("%s is not read: it is larger than %d KiB", path, limit>>10)
	}
	if tooDeep(found.Data) {
		return nil, fmt.Errorf("%s is not read: it is nested more than %d levels deep", path, deepest)
	}
	f := &file{path: path, data: found.Data, json: strings.HasSuffix(path, ".json")}
	var diags hcl.Diagnostics
	var parsed *hcl.File
	if f.json {
		parsed, diags = json.Parse(f.data, path)
	} else {
		parsed, diags = hclsyntax.ParseConfig(f.data, path, hcl.InitialPos)
	}
	if err := f.fault(diags); err != nil {
		return nil, err
	}
	f.body = parsed.Body
	return f, nil
}

// fault is the first error of diagnostics, with its place.
func (f *file) fault(diags hcl.Diagnostics) error {
	for _, d := range diags {
		if d.Severity != hcl.DiagError {
			continue
		}
		at := f.path
		if d.Subject != nil {
			at = f.origin(*d.Subject, "", "").String()
		}
		return fmt.Errorf("%s: %s", at, strings.TrimSuffix(strings.ToLower(d.Summary[:1])+d.Summary[1:], "."))
	}
	return nil
}

// origin is the place of a value: of the first byte behind an opening quote.
// Columns count bytes.
func (f *file) origin(at hcl.Range, section, key string) origin.Origin {
	start := min(max(at.Start.Byte, 0), len(f.data))
	if start < len(f.data) && f.data[start] == '"' && key != "" {
		start++
	}
	line, column := f.place(start)
	return origin.Origin{Kind: origin.Flag, Name: "--provider", File: f.path, Line: line, Column: column, Section: section, Key: key}
}

// place is the line and the column of a byte, both from 1.
func (f *file) place(at int) (line, column int) {
	if f.ends == nil {
		f.ends = []int{}
		for i, c := range f.data {
			if c == '\n' {
				f.ends = append(f.ends, i)
			}
		}
	}
	line = sort.SearchInts(f.ends, at)
	if line == 0 {
		return 1, at + 1
	}
	return line + 1, at - f.ends[line-1]
}

// siblings are all files of the module. One that cannot be read has nothing to say.
func (m *Module) siblings() []*file {
	if m.all != nil {
		return m.all
	}
	m.all = m.files
	asked := map[string]bool{}
	for _, f := range m.files {
		asked[filepath.Base(f.path)] = true
	}
	for _, name := range m.env.Dir(m.env.Abs(m.dir)) {
		if !configuration(name) || asked[name] {
			continue
		}
		if f, err := m.parse(filepath.Join(m.dir, name)); err == nil {
			m.all = append(m.all, f)
		}
	}
	return m.all
}
