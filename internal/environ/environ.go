// Package environ is the environment under examination: its variables, its
// home directory and its files. It is the only package that reads them from
// the operating system; everybody else asks an Env, so that a container, a
// Lambda function or a test case can be examined as well as this process.
//
// It knows nothing of AWS settings, and writes by one door alone: Rewrite.
package environ

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/redact"
)

// Options describe the environment to examine. The zero value is this process.
type Options struct {
	NoEnv           bool       // leave the process's own variables out
	EnvFile         string     // a file of NAME=VALUE lines, read after the process's variables
	Lines           []Variable // more of those, read already
	Vars            []string   // NAME=VALUE, on top of everything else
	Home            string     // stands for HOME (USERPROFILE on Windows)
	ConfigFile      string     // given explicitly, as an SDK's own option would be
	CredentialsFile string     // likewise
	OS              string     // a GOOS; the running one when empty
	Root            string     // a directory that stands for /, below which every file is looked for
	JavaProperties  []string   // NAME=VALUE, system properties given to a Java virtual machine

	Vault *redact.Vault // is handed whatever is read, since there may be secrets in it; nil for none
}

// Variable is one variable of the environment.
type Variable struct {
	Name, Value string
	File        string // the --env-file it was read from, if any
	Line        int    // its line there, from 1
}

// Env is a snapshot of an environment. Variables are fixed when it is made;
// files are read when first asked for and remembered. Safe for concurrent use.
type Env struct {
	OS              string
	ConfigFile      string // as in Options
	CredentialsFile string // as in Options

	vars       map[string]Variable
	properties map[string]Property
	javaFault  string

	javaVariable string // that is at fault for it

	process bool // the process's own home directory may be asked for
	root    string
	vault   *redact.Vault

	mu    sync.Mutex
	files map[string]*File
}

// New takes the snapshot that o describes. It fails when the env file cannot
// be read or a variable or property is not NAME=VALUE.
func New(o Options) (*Env, error) {
	e := &Env{OS: o.OS, ConfigFile: o.ConfigFile, CredentialsFile: o.CredentialsFile,
		process: !o.NoEnv, root: o.Root, vault: o.Vault, vars: map[string]Variable{}, files: map[string]*File{}}
	if e.OS == "" {
		e.OS = runtime.GOOS
	}
	if !o.NoEnv {
		for _, kv := range os.Environ() {
			if name, value, ok := cutVariable(kv); ok {
				e.set(Variable{Name: name, Value: value})
			}
		}
	}
	if o.EnvFile != "" {
		vars, err := readEnvFile(o.EnvFile)
		if err != nil {
			return nil, err
		}
		for _, v := range vars {
			e.set(v)
		}
	}
	for _, v := range o.Lines {
		e.set(v)
	}
	for _, kv := range o.Vars {
		name, value, ok := cutVariable(kv)
		if !ok {
			return nil, fmt.Errorf("--env %q: expected NAME=VALUE", redact.Name(name))
		}
		e.set(Variable{Name: name, Value: value})
	}
	if o.Home != "" {
		name := "HOME"
		if e.OS == "windows" {
			name = "USERPROFILE"
		}
		e.set(Variable{Name: name, Value: o.Home})
	}
	if err := e.setProperties(o.JavaProperties); err != nil {
		return nil, err
	}
	return e, nil
}

// cutVariable splits NAME=VALUE. Windows keeps a directory per drive under
// names such as "=C:", so the name may begin with an equals sign.
func cutVariable(kv string) (name, value string, ok bool) {
	i := strings.IndexByte(kv, '=')
	if i == 0 {
		if j := strings.IndexByte(kv[1:], '='); j >= 0 {
			i = j + 1
		}
	}
	if i <= 0 {
		return kv, "", false
	}
	return kv[:i], kv[i+1:], true
}

// key is the form under which a variable is kept: Windows does not tell the
// case of names apart.
func (e *Env) key(name string) string {
	if e.OS == "windows" {
		return strings.ToUpper(name)
	}
	return name
}

func (e *Env) set(v Variable) {
	e.vault.Value(v.Name, v.Value)
	e.vars[e.key(v.Name)] = v
}

// Vault holds the secrets of what was read; nil where nobody wants to know.
func (e *Env) Vault() *redact.Vault { return e.vault }

// Lookup gives a variable and whether it is set; an empty one is set.
func (e *Env) Lookup(name string) (Variable, bool) {
	v, ok := e.vars[e.key(name)]
	return v, ok
}

// Get gives a variable's value, empty when it is not set.
func (e *Env) Get(name string) string { return e.vars[e.key(name)].Value }

// Without gives the same environment without some variables. Files are read anew.
func (e *Env) Without(names ...string) *Env {
	n := &Env{OS: e.OS, ConfigFile: e.ConfigFile, CredentialsFile: e.CredentialsFile, process: e.process, root: e.root,
		vars: maps.Clone(e.vars), files: map[string]*File{}}
	for _, name := range names {
		delete(n.vars, n.key(name))
	}
	return n
}

// Expand puts the values of variables into a text that names them as $NAME or ${NAME}.
func (e *Env) Expand(text string) string { return os.Expand(text, e.Get) }

// Variables gives all variables, sorted by name.
func (e *Env) Variables() []Variable {
	all := make([]Variable, 0, len(e.vars))
	for _, v := range e.vars {
		all = append(all, v)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all
}

// AccountHome is the home directory that the operating system's user database
// gives, which SDKs fall back on when no variable names one; empty when the
// environment examined is not the process's own.
func (e *Env) AccountHome() string {
	if !e.process {
		return ""
	}
	return accountHome()
}

// Abs makes a path absolute that is relative to the working directory, as
// every SDK's calls do.
func (e *Env) Abs(path string) string {
	if path == "" || filepath.IsAbs(path) || e.OS == "windows" && (strings.HasPrefix(path, `\`) || len(path) > 1 && path[1] == ':') {
		return path
	}
	if e.root != "" {
		return "/" + path // the directory of the program is no part of what is examined
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	return abs
}

// Join joins the elements of a path with the separator of the environment's
// operating system, without cleaning them.
func (e *Env) Join(elem ...string) string {
	sep := "/"
	if e.OS == "windows" {
		sep = `\`
	}
	return strings.Join(elem, sep)
}
