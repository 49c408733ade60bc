package environ

import (
	"maps"
	"slices"
	"sort"
	"sync"
)

// watch is what has been asked of an environment while somebody wanted to know.
type watch struct {
	mu        sync.Mutex
	variables map[string]bool
	programs  map[string]bool // whether they can be executed
	dirs      map[string][]string
	derived   map[string]string
}

func (w *watch) variable(name string) {
	w.mu.Lock()
	w.variables[name] = true
	w.mu.Unlock()
}

func (w *watch) program(path string, executable bool) {
	w.mu.Lock()
	w.programs[path] = executable
	w.mu.Unlock()
}

func (w *watch) dir(path string, names []string) {
	w.mu.Lock()
	w.dirs[path] = names
	w.mu.Unlock()
}

// Watch notes from now on what is asked of the environment, for Bundle.
func (e *Env) Watch() {
	e.watch = &watch{variables: map[string]bool{}, programs: map[string]bool{}, dirs: map[string][]string{}, derived: map[string]string{}}
}

// Derived notes that the name of a file, without its ending, is the digest of a
// text. Whoever replaces names in the text has to name the file anew.
func (e *Env) Derived(name, from string) {
	if e.watch != nil {
		e.watch.mu.Lock()
		e.watch.derived[name] = from
		e.watch.mu.Unlock()
	}
}

// DerivedNames gives what Derived has noted since Watch.
func (e *Env) DerivedNames() map[string]string {
	e.watch.mu.Lock()
	defer e.watch.mu.Unlock()
	return maps.Clone(e.watch.derived)
}

// Bundle gives what has been asked of the environment since Watch, with the
// variables that keep admits besides: as it was read, secrets and all.
func (e *Env) Bundle(keep func(name string) bool) *Bundle {
	b := &Bundle{SchemaVersion: BundleVersion, Made: e.Now().UTC(), OS: e.OS, Home: e.AccountHome(), WorkingDir: e.workingDir(),
		ConfigFile: e.ConfigFile, CredentialsFile: e.CredentialsFile, Variables: []BundleVariable{}, Files: []BundleFile{}}
	e.watch.mu.Lock()
	defer e.watch.mu.Unlock()
	for _, v := range e.Variables() {
		if e.watch.variables[e.key(v.Name)] || keep(v.Name) {
			bv := BundleVariable{Name: v.Name, File: v.File, Line: v.Line}
			bv.Value, bv.Base64 = written([]byte(v.Value))
			b.Variables = append(b.Variables, bv)
		}
	}
	for name, p := range e.properties {
		if p.Variable == nil {
			b.JavaProperties = append(b.JavaProperties, name+"="+p.Value)
		}
	}
	sort.Strings(b.JavaProperties)
	for _, f := range e.Files() {
		if f.Path != "" {
			b.Files = append(b.Files, bundled(f, e.place.link(f.Path)))
		}
	}
	for _, path := range slices.Sorted(maps.Keys(e.watch.dirs)) {
		b.Directories = append(b.Directories, BundleDir{path, e.watch.dirs[path]})
	}
	for _, path := range slices.Sorted(maps.Keys(e.watch.programs)) {
		b.Programs = append(b.Programs, BundleProgram{path, e.watch.programs[path]})
	}
	return b
}

func (e *Env) workingDir() string { return e.place.cwd() }
