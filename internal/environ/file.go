package environ

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
)

// MaxFileSize is the most that is read of a file, in bytes. Shared config
// files of ten thousand profiles have about one megabyte.
const MaxFileSize = 32 << 20

// ErrTooLarge and ErrNotRegular tell why a file that exists is not read.
var (
	ErrTooLarge   = fmt.Errorf("larger than %d MiB", MaxFileSize>>20)
	ErrNotRegular = errors.New("not a regular file")
)

// File is what was found at a path.
type File struct {
	Path string
	Data []byte
	Mode fs.FileMode
	Err  error // nil when Data is the whole file; fs.ErrNotExist when there is none
}

// Exists tells whether something stands at the path, readable or not.
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
func (e *Env) File(path string) *File {
	e.mu.Lock()
	defer e.mu.Unlock()
	f, ok := e.files[path]
	if !ok {
		f = readFile(e.rooted(path))
		f.Path = path
		e.files[path] = f
	}
	return f
}

// rooted gives the place of a path in the operating system's files.
func (e *Env) rooted(path string) string {
	if e.root == "" || path == os.DevNull {
		return path
	}
	return filepath.Join(e.root, filepath.Join("/", path)) // no .. leads out of it
}

// Files gives every file that was asked for, sorted by path.
func (e *Env) Files() []*File {
	e.mu.Lock()
	defer e.mu.Unlock()
	all := make([]*File, 0, len(e.files))
	for _, f := range e.files {
		all = append(all, f)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Path < all[j].Path })
	return all
}

// Program reports whether a file that is no directory stands at path, and
// whether anybody may execute it. It is not read.
func (e *Env) Program(path string) (exists, executable bool) {
	info, err := os.Stat(e.rooted(path))
	if err != nil || info.IsDir() {
		return false, false
	}
	return true, info.Mode()&0o111 != 0
}

func readFile(path string) *File {
	f := &File{Path: path}
	if path == os.DevNull {
		return f
	}
	info, err := os.Stat(path)
	if err != nil {
		f.Err = err
		return f
	}
	f.Mode = info.Mode()
	switch {
	case info.IsDir():
		f.Err = errors.New("is a directory")
		return f
	case !info.Mode().IsRegular():
		f.Err = fmt.Errorf("%w (%s)", ErrNotRegular, kindOf(info.Mode()))
		return f
	case info.Size() > MaxFileSize:
		f.Err = ErrTooLarge
		return f
	}
	r, err := os.Open(path)
	if err != nil {
		f.Err = err
		return f
	}
	defer r.Close()
	// The size can be a lie (procfs) or grow meanwhile: the cap counts what is read.
	data := make([]byte, 0, info.Size()+1)
	for {
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			f.Err = err
			return f
		}
		if len(data) > MaxFileSize {
			f.Err = ErrTooLarge
			return f
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
	f.Data = data
	return f
}

func kindOf(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}
