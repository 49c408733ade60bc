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
	"slices"
	"strings"
	"sync"
	"time"

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
	Base            *Bundle    // an environment in place of this process's; the rest comes on top
	PID             int        // a process of this machine, whose environment it is; Linux only

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
	sorted     func() []Variable // made when it is asked for
	properties map[string]Property
	javaFault  string

	javaVariable string // that is at fault for it

	place place
	local bool // what is installed on this machine belongs to it
	now   time.Time
	vault *redact.Vault
	met   *met
	watch *watch // what is asked for, nil where nobody wants to know
}

// met is what has been found in the files, so that each is read once.
type met struct {
	sync.Mutex
	files map[string]*File
}

// New takes the snapshot that o describes. It fails when the env file cannot
// be read or a variable or property is not NAME=VALUE.
func New(o Options) (*Env, error) {
	e := &Env{OS: o.OS, ConfigFile: o.ConfigFile, CredentialsFile: o.CredentialsFile, vault: o.Vault, vars: make(map[string]Variable, 48), met: &met{files: map[string]*File{}}}
	e.sorted = byName(e.vars)
	if e.OS == "" {
		e.OS = runtime.GOOS
	}
	if err := e.begin(o); err != nil {
		return nil, err
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
	properties := o.JavaProperties
	if o.Base != nil {
		properties = append(slices.Clone(o.Base.JavaProperties), properties...)
	}
	if err := e.setProperties(properties); err != nil {
		return nil, err
	}
	return e, nil
}

// begin takes what the environment has before anything is added to it.
func (e *Env) begin(o Options) error {
	switch {
	case o.Base != nil:
		return e.unpack(o)
	case o.PID != 0:
		p, err := readProcess(o.PID)
		if err != nil {
			return err
		}
		e.place = &machine{root: p.root, work: p.cwd, account: p.home}
		if !o.NoEnv {
			e.setAll(p.environ)
		}
	default:
		e.place, e.local = &machine{process: !o.NoEnv, root: o.Root}, !o.NoEnv && o.Root == ""
		if !o.NoEnv {
			e.setAll(os.Environ())
		}
	}
	return nil
}

func (e *Env) setAll(list []string) {
	for _, kv := range list {
		if name, value, ok := cutVariable(kv); ok {
			e.set(Variable{Name: name, Value: value})
		}
	}
}

// unpack takes what a bundle has. Files that flags name are looked for in the
// bundle, then on this machine.
func (e *Env) unpack(o Options) error {
	b := o.Base
	e.OS, e.now, e.place = b.OS, b.Made, seal(b)
	var paths []string
	for _, p := range []string{o.ConfigFile, o.CredentialsFile, o.Home} {
		if p != "" {
			paths = append(paths, e.Abs(p), p)
		}
	}
	if len(paths) > 0 {
		e.place = &beside{place: e.place, paths: paths}
	}
	if e.ConfigFile == "" {
		e.ConfigFile = b.ConfigFile
	}
	if e.CredentialsFile == "" {
		e.CredentialsFile = b.CredentialsFile
	}
	if o.NoEnv {
		return nil
	}
	for _, v := range b.Variables {
		value, err := contentOf(v.Value, v.Base64)
		if err != nil {
			return fmt.Errorf("the bundle's variable %s: %w", redact.Name(v.Name), err)
		}
		e.set(Variable{Name: v.Name, Value: string(value), File: v.File, Line: v.Line})
	}
	return nil
}

// Now is when the environment is looked at: the time at which a bundle was made,
// and now for any other.
func (e *Env) Now() time.Time {
	if e.now.IsZero() {
		return time.Now()
	}
	return e.now
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
	if e.watch != nil {
		e.watch.variable(e.key(name))
	}
	v, ok := e.vars[e.key(name)]
	return v, ok
}

// Get gives a variable's value, empty when it is not set.
func (e *Env) Get(name string) string {
	v, _ := e.Lookup(name)
	return v.Value
}

// Without gives the same environment without some variables.
func (e *Env) Without(names ...string) *Env {
	n := &Env{OS: e.OS, ConfigFile: e.ConfigFile, CredentialsFile: e.CredentialsFile, place: e.place, local: e.local, now: e.now,
		met: e.met, watch: e.watch, vars: maps.Clone(e.vars)}
	n.sorted = byName(n.vars)
	for _, name := range names {
		delete(n.vars, n.key(name))
	}
	return n
}

// Expand puts the values of variables into a text that names them as $NAME or ${NAME}.
func (e *Env) Expand(text string) string { return os.Expand(text, e.Get) }

// Variables gives all variables, sorted by name. Nobody changes the list.
func (e *Env) Variables() []Variable { return e.sorted() }

func byName(vars map[string]Variable) func() []Variable {
	return sync.OnceValue(func() []Variable {
		return slices.SortedFunc(maps.Values(vars), func(a, b Variable) int { return strings.Compare(a.Name, b.Name) })
	})
}

// AccountHome is the home directory that the operating system's user database
// gives, which SDKs fall back on when no variable names one; empty when the
// environment examined is not the process's own.
func (e *Env) AccountHome() string { return e.place.home() }

// Abs makes a path absolute that is relative to the working directory, as
// every SDK's calls do.
func (e *Env) Abs(path string) string {
	if path == "" || filepath.IsAbs(path) || e.OS == "windows" && (strings.HasPrefix(path, `\`) || len(path) > 1 && path[1] == ':') {
		return path
	}
	if e.local {
		if abs, err := filepath.Abs(path); err == nil {
			return abs
		}
		return path
	}
	switch dir := e.place.cwd(); {
	case dir == "":
		return path
	case e.OS == "windows":
		return strings.TrimRight(dir, `\`) + `\` + path
	case dir == "/":
		return "/" + path
	default:
		return filepath.Join(dir, path)
	}
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
