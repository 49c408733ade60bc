package resolve

import (
	"fmt"
	"slices"
	"sync"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// Workspace is an environment with the shared files parsed so far, so that
// several readings of it read each file once and parse it once a grammar.
type Workspace struct {
	Env *environ.Env

	mu     sync.Mutex
	docs   map[string]*sharedfile.Document
	parsed map[parsedKey]*sharedfile.File

	excesses map[string]string // by path; see excess
	services []string          // see namedServices

	// Large is called with the size of a file that is so large that memory matters
	// more than time; nil for nothing to be done.
	Large func(size int)
}

// largeFrom is how many bytes make a file large: some two and a half thousand profiles.
const largeFrom = 256 << 10

type parsedKey struct{ path, grammar string }

// NewWorkspace makes a workspace of an environment.
func NewWorkspace(env *environ.Env) *Workspace {
	return &Workspace{Env: env, docs: map[string]*sharedfile.Document{}, parsed: map[parsedKey]*sharedfile.File{},
		excesses: map[string]string{}}
}

// Document gives the file at path as a document, nil where it cannot be read.
func (w *Workspace) Document(path string) *sharedfile.Document {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.document(path)
}

func (w *Workspace) document(path string) *sharedfile.Document {
	d, ok := w.docs[path]
	if !ok {
		if f := w.Env.File(path); f.Err == nil {
			d = sharedfile.DocumentOf(path, f.Text())
			if w.Large != nil && len(f.Data) >= largeFrom {
				w.Large(len(f.Data))
			}
		}
		w.docs[path] = d
	}
	return d
}

// excess says why a file is too much to be read as a shared file; "" when it is not.
func (w *Workspace) excess(f *environ.File) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	said, ok := w.excesses[f.Path]
	if !ok {
		said = sharedfile.Excess(f.Data)
		w.excesses[f.Path] = said
	}
	return said
}

// Parse gives the file at path as a grammar reads it, nil where it cannot be read.
func (w *Workspace) Parse(path string, g sharedfile.Grammar) *sharedfile.File {
	w.mu.Lock()
	defer w.mu.Unlock()
	k := parsedKey{path, g.Name}
	f, ok := w.parsed[k]
	if !ok {
		if d := w.document(path); d != nil {
			f = g.Lazily(d)
		}
		w.parsed[k] = f
	}
	return f
}

// Forget drops how large files were parsed, which whoever asks again has parsed
// again: for those who are done with one reading and go on to the next.
func (w *Workspace) Forget() { w.release(nil) }

// release forgets how large files were parsed, but for those that a resolution
// has; whoever asks again has them parsed again.
func (w *Workspace) release(but *profiles.Shared) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for k, f := range w.parsed {
		if f == nil || len(f.Doc.Text) < largeFrom || but != nil && slices.ContainsFunc(but.Files, func(s profiles.SourceFile) bool { return s.Parsed == f }) {
			continue
		}
		delete(w.parsed, k)
	}
}

// Inputs are what is given explicitly, as code or flags would give it to an SDK.
type Inputs struct {
	Profile  *origin.Candidate
	Explicit map[string]origin.Candidate // by setting name; region among them
	// Everywhere notes the places too where nothing stands, which only a whole
	// story needs.
	Everywhere bool
	Unadvised  bool     // nobody reads which name may have been meant, and none is looked for
	Services   []string // services whose endpoint is wanted, beside those that the environment names
	// Blocks are what programs have in a file of their own, by the ids of their readings.
	Blocks map[string]*Node
}

// Run is one resolution in progress: what a reading's functions work with.
type Run struct {
	Env     *environ.Env
	In      Inputs
	Reading *Reading
	Shared  *profiles.Shared  // the files; never nil once they are loaded
	Profile *profiles.Profile // the profile in use, nil when it does not exist
	Choice  ProfileChoice
	Kept    any // what a reading's Load keeps for its other functions

	Found *Resolution // what is known so far

	w        *Workspace
	rows     []*Value          // the settings resolved so far, by row of the table
	services map[string]*Value // the services' endpoints resolved so far
	told     told

	bench      *workbench
	spare      []building
	built      int       // how many builders there have been
	valuesOnly bool      // nobody will ask for the places that were looked at
	touched    *touched  // the settings that are resolved; nil for all of them
	brief      *Examiner // settings are resolved when something asks for them; nil for all of them at once
	chaining   bool      // what goes wrong now concerns credentials
}

// Resolve computes what the reading makes of the environment. Its problems are
// those that the reading raises; package diagnose has what is wrong whatever
// the reading.
func Resolve(w *Workspace, in Inputs, rd *Reading) *Resolution {
	return newRun(w, in, rd).whole()
}

func (r *Run) whole() *Resolution {
	rd := r.Reading
	r.begin(true)
	if rd.Check != nil {
		rd.Check(r)
	}
	r.chaining = true
	if !r.refuseLongChain() {
		r.Found.Credentials = rd.Chain(r)
	}
	r.chaining = false
	r.identify()
	return r.Found
}

// Settings resolves the settings alone: values and origins, without the places
// that were looked at and without planning credentials. Files that hold
// credentials and no setting are left unread.
func Settings(w *Workspace, in Inputs, rd *Reading) map[string]*Value {
	r := newRun(w, in, rd)
	r.valuesOnly = true
	r.begin(rd.readsKeys())
	values := make(map[string]*Value, len(r.Found.Settings))
	for _, v := range r.Found.Settings {
		values[v.Name] = v
	}
	return values
}

func newRun(w *Workspace, in Inputs, rd *Reading) *Run {
	return newRunOn(&workbench{}, w, in, rd)
}

func newRunOn(b *workbench, w *Workspace, in Inputs, rd *Reading) *Run {
	b.clear()
	r := b.run
	*r = Run{Env: w.Env, In: in, Reading: rd, w: w, Found: &Resolution{Reading: rd, Settings: b.settings}, rows: b.rows, spare: b.blocks, bench: b}
	r.told.few = b.told
	return r
}

// workbench is what a run works on. Whoever keeps nothing of a run's values can
// give its bench to the next.
type workbench struct {
	run      *Run // the last one
	rows     []*Value
	settings []*Value
	blocks   []building
	files    []FileUse
	told     []problemKey
}

// clear makes the bench ready for a run.
func (b *workbench) clear() {
	settings.NumberRows()
	if b.run == nil {
		b.run, b.rows = &Run{}, make([]*Value, 1+len(settings.Table()))
		return
	}
	clear(b.rows)
	b.told = b.run.told.few[:0]
	if b.blocks == nil {
		b.blocks = make([]building, len(settings.Table()))
		b.settings = make([]*Value, 0, len(settings.Table())+8)
		return
	}
	clear(b.blocks[:min(b.run.built, len(b.blocks))])
	clear(b.settings[:cap(b.settings)])
}

// begin goes as far as the settings.
func (r *Run) begin(files bool) {
	rd := r.Reading
	r.Choice = rd.Choose(r)
	if files {
		r.loadFiles()
	} else {
		r.Shared = rd.Files(nil)
	}
	r.Profile = r.Shared.Profile(r.Choice.Name)
	if r.Profile != nil {
		r.Choice.Found, r.Choice.Where = true, r.Profile.Origin
	}
	r.Found.Profile = r.Choice
	if rd.Load != nil {
		rd.Load(r)
	}
	r.resolveSettings()
}

// Under gives the settings of the same environment with other inputs, as a
// client has them that an SDK makes for itself.
func (r *Run) Under(in Inputs) *Run {
	u := newRun(r.w, in, r.Reading)
	u.valuesOnly = true
	u.begin(true)
	return u
}

// Parse gives a file as a grammar reads it, nil where it cannot be read.
func (r *Run) Parse(path string, g sharedfile.Grammar) *sharedfile.File { return r.w.Parse(path, g) }

func (r *Run) loadFiles() {
	if x := r.brief; x != nil && x.shared != nil {
		r.bench.files = append(r.bench.files[:0], x.files...)
		r.Found.Files, r.Shared, r.Found.Shared = r.bench.files, x.shared, x.shared
		return
	}
	r.Found.Files = r.Reading.Locate(r)
	var sources []profiles.SourceFile
	for i := range r.Found.Files {
		use := &r.Found.Files[i]
		if use.Path == "" {
			continue
		}
		use.Given, use.Path = use.Path, r.Env.Abs(use.Path)
		f := r.Env.File(use.Path)
		use.Exists = f.Exists()
		if use.Exists && f.Mode != 0 {
			use.Mode = fmt.Sprintf("%04o", f.Mode.Perm())
		}
		if use.Reason == "" {
			use.Reason = f.Reason()
		}
		if use.Unread {
			continue
		}
		src := profiles.SourceFile{Kind: use.Kind, Path: use.Path}
		if excess := r.w.excess(f); excess != "" {
			use.Reason = excess
			r.Fail("file-too-large", origin.Origin{Kind: origin.InFile, File: use.Path}, "sessctl reads no file of that size; see what has written it",
				"the %s file %s is not read: %s", use.Kind, use.Path, excess)
		} else if f.Err == nil {
			src.Parsed = r.Parse(use.Path, r.Reading.Grammar(use.Kind))
		}
		sources = append(sources, src)
	}
	r.Shared = r.Reading.Files(sources)
	r.Shared.Unadvised = r.In.Unadvised
	r.Found.Shared = r.Shared
}

// Var gives a variable as a candidate, or the system property that the reading
// asks in its stead; an empty one is there.
func (r *Run) Var(name string) (origin.Candidate, bool) {
	if c, ok := r.property(name); ok {
		return c, true
	}
	return r.variable(name)
}

// property gives the system property that comes before a variable.
func (r *Run) property(variable string) (origin.Candidate, bool) {
	if r.Reading.Property == nil {
		return origin.Candidate{}, false
	}
	return r.JavaProperty(r.Reading.Property(variable))
}

// JavaProperty gives a system property of the Java virtual machine as a candidate.
func (r *Run) JavaProperty(name string) (origin.Candidate, bool) {
	p, ok := r.Env.JavaProperty(name)
	switch option := "-D" + name; {
	case !ok:
		return origin.Candidate{}, false
	case p.Variable == nil:
		return origin.Candidate{Value: p.Value, Origin: origin.Origin{Kind: origin.Flag, Name: option}}, true
	default:
		return origin.Candidate{Value: p.Value, Origin: origin.Origin{Kind: origin.EnvVar, Name: p.Variable.Name, File: p.Variable.File, Line: p.Variable.Line, Key: option}}, true
	}
}

func (r *Run) variable(name string) (origin.Candidate, bool) {
	v, ok := r.Env.Lookup(name)
	return origin.Candidate{Value: v.Value, Origin: origin.Origin{Kind: origin.EnvVar, Name: name, File: v.File, Line: v.Line}}, ok
}

// Fail says that building the session fails. The first failure is the
// resolution's; all are problems of severity error.
func (r *Run) Fail(code string, o origin.Origin, help, format string, args ...any) {
	msg := fmt.Sprintf(format, args...)
	if r.Found.Err == nil {
		r.Found.Err = &Failure{Message: msg, Origin: o}
	}
	r.Problem(Problem{Code: code, Severity: SevError, Message: msg, Origin: o, Help: help})
}

// Failed reports whether building the session has failed.
func (r *Run) Failed() bool { return r.Found.Err != nil }

type problemKey struct {
	code, message string
	origin        origin.Origin
}

// told are the problems reported so far: nearly always a few, which are looked
// through more cheaply than a map of them is made.
type told struct {
	few  []problemKey
	many map[problemKey]bool
}

// mostFew is how many problems are looked through.
const mostFew = 16

// again reports whether a problem has been reported, and notes it.
func (t *told) again(k problemKey) bool {
	if slices.Contains(t.few, k) || t.many[k] {
		return true
	}
	if len(t.few) < mostFew {
		t.few = append(t.few, k)
		return false
	}
	if t.many == nil {
		t.many = map[problemKey]bool{}
	}
	t.many[k] = true
	return false
}

// Problem reports a problem, once. What it is about follows from where it stands
// and what is being done, unless it says so itself.
func (r *Run) Problem(p Problem) {
	if r.told.again(problemKey{p.Code, p.Message, p.Origin}) {
		return
	}
	switch {
	case p.About != "":
	case r.chaining:
		p.About = AboutCredentials
	default:
		p.About = About(p.Origin)
	}
	r.Found.Problems = append(r.Found.Problems, p)
}
