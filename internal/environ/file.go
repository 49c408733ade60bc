package environ

import (
	"errors"
	"io/fs"
	"sort"
	"strconv"
	"unsafe"

	"github.com/sessctl/sessctl/internal/redact"
)

// MaxFileSize is the most that is read of a file, in bytes. Shared config
// files of ten thousand profiles have about one megabyte.
const MaxFileSize = 32 << 20

// ErrTooLarge and ErrNotRegular tell why a file that exists is not read.
var (
	ErrTooLarge   = errors.New("larger than " + strconv.Itoa(MaxFileSize>>20) + " MiB")
	ErrNotRegular = errors.New("not a regular file")
)

// File is what was found at a path.
type File struct {
	Path string
	Data []byte
	Mode fs.FileMode
	Err  error // nil when Data is the whole file; fs.ErrNotExist when there is none

	kept bool   // in the vault
	text string // the data, where an Env has it
}

// Text is the data as a text.
func (f *File) Text() string {
	if f.text != "" {
		return f.text
	}
	return string(f.Data)
}

// textOf is data as a text without a copy: files can be large, and nobody writes
// into what was read of one.
func textOf(data []byte) string { return unsafe.String(unsafe.SliceData(data), len(data)) }

// Exists reports whether something stands at the path, readable or not.
func (f *File) Exists() bool { return !errors.Is(f.Err, fs.ErrNotExist) }

// Reason says in a few words why the file could not be read, without its path.
func (f *File) Reason() string {
	var pathErr *fs.PathError
	switch {
	case f.Err == nil:
		return ""
	case errors.Is(f.Err, fs.ErrNotExist):
		return "no such file"
	case errors.As(f.Err, &pathErr):
		return pathErr.Err.Error()
	}
	return f.Err.Error()
}

// File reads the file at path, once; later calls give the same answer. The
// file must be a regular one (or the null device, which is empty) of at most
// MaxFileSize bytes, so that neither a pipe nor a disk image is waited for.
//
// What is read goes into the vault: a shared file, a token, a cache of them.
func (e *Env) File(path string) *File { return e.file(path, e.vault) }

// PublicFile is File for what is known to have no secret in it, such as an API
// model.
func (e *Env) PublicFile(path string) *File { return e.file(path, nil) }

func (e *Env) file(path string, vault *redact.Vault) *File {
	e.met.Lock()
	defer e.met.Unlock()
	f, ok := e.met.files[path]
	if !ok {
		f = e.place.file(path)
		e.met.files[path] = f
		f.text = textOf(f.Data)
	}
	if vault != nil && !f.kept {
		f.kept = true
		vault.FileText(path, f.Text())
	}
	return f
}

// Files gives every file that was asked for, sorted by path.
func (e *Env) Files() []*File {
	e.met.Lock()
	defer e.met.Unlock()
	all := make([]*File, 0, len(e.met.files))
	for _, f := range e.met.files {
		all = append(all, f)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Path < all[j].Path })
	return all
}

// Program reports whether a file that is no directory stands at path, and
// whether anybody may execute it. It is not read.
func (e *Env) Program(path string) (exists, executable bool) {
	exists, executable = e.place.program(path)
	if e.watch != nil && exists {
		e.watch.program(path, executable)
	}
	return exists, executable
}
