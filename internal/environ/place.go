package environ

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// place is where the files of an environment are.
type place interface {
	file(path string) *File
	dir(path string) []string // sorted
	program(path string) (exists, executable bool)
	link(path string) string // what a symbolic link at path names, "" where none is
	end(path string) string  // where the symbolic links on the way to an absolute path lead
	home() string            // what the user database gives
	cwd() string             // absolute, "" where it is unknown
}

// machine is the machine that the program runs on, or a part of it.
type machine struct {
	process bool   // the process's own home directory may be asked for
	root    string // a directory that stands for /
	work    string // the working directory of what is examined; the program's own when empty
	account string // the home directory, where it is known
}

func (m *machine) file(path string) *File {
	at, err := m.rooted(path, true)
	if err != nil {
		return &File{Path: path, Err: err}
	}
	f := readInTime(at, MaxFileSize)
	f.Path = path
	return f
}

func (m *machine) dir(path string) []string {
	at, err := m.rooted(path, true)
	if err != nil {
		return nil
	}
	d, err := openDir(at)
	if err != nil {
		return nil
	}
	defer d.Close()
	names, err := d.Readdirnames(MaxDirEntries)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil
	}
	slices.Sort(names)
	return names
}

func (m *machine) program(path string) (exists, executable bool) {
	at, err := m.rooted(path, true)
	if err != nil {
		return false, false
	}
	info, err := os.Stat(at)
	if err != nil || info.IsDir() {
		return false, false
	}
	return true, info.Mode()&0o111 != 0
}

func (m *machine) link(path string) string {
	at, err := m.rooted(path, false)
	if err != nil {
		return ""
	}
	target, err := os.Readlink(at)
	if err != nil {
		return ""
	}
	return target
}

func (m *machine) end(path string) string {
	at, err := m.rooted(path, true)
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(at); err == nil {
		return real
	}
	return at
}

func (m *machine) home() string {
	switch {
	case m.account != "":
		return m.account
	case m.process:
		return accountHome()
	}
	return ""
}

func (m *machine) cwd() string {
	switch {
	case m.work != "":
		return m.work
	case m.root != "":
		return "/" // the directory of the program is no part of what is examined
	}
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	return dir
}

// rooted gives the place of a path in the operating system's files. Below another
// root a link names what is below that root: each is followed here, the last only
// where it is wanted, and neither a link nor .. leads out.
func (m *machine) rooted(path string, last bool) (string, error) {
	if m.root == "" || path == os.DevNull {
		return path, nil
	}
	at, rest := "/", strings.Split(filepath.ToSlash(path), "/")
	for links := 0; len(rest) > 0; {
		name := rest[0]
		rest = rest[1:]
		next := filepath.Join(at, name) // .. of / is /
		if name == "" || name == "." || name == ".." || !last && len(rest) == 0 {
			at = next
			continue
		}
		target, err := os.Readlink(filepath.Join(m.root, next))
		if err != nil {
			at = next
			continue
		}
		if links++; links > maxLinks {
			return "", &fs.PathError{Op: "open", Path: path, Err: syscall.ELOOP}
		}
		if strings.HasPrefix(target, "/") {
			at = "/"
		}
		rest = append(strings.Split(target, "/"), rest...)
	}
	if last && at == os.DevNull {
		return at, nil
	}
	return filepath.Join(m.root, at), nil
}

// beside is a place without files of its own, such as a bundle's, on top of
// which a person names files of this machine.
type beside struct {
	place
	paths []string // files, and directories with all that is below them
	here  machine
}

func (b *beside) named(path string) bool {
	return slices.ContainsFunc(b.paths, func(p string) bool {
		return path == p || strings.HasPrefix(path, strings.TrimRight(p, `/\`)+"/") || strings.HasPrefix(path, strings.TrimRight(p, `/\`)+`\`)
	})
}

func (b *beside) file(path string) *File {
	f := b.place.file(path)
	if f.Exists() || !b.named(path) {
		return f
	}
	return b.here.file(path)
}

func (b *beside) dir(path string) []string {
	if names := b.place.dir(path); names != nil || !b.named(path) {
		return names
	}
	return b.here.dir(path)
}

func (b *beside) link(path string) string {
	if b.place.file(path).Exists() || !b.named(path) {
		return b.place.link(path)
	}
	return b.here.link(path)
}

func (b *beside) end(path string) string {
	if b.place.file(path).Exists() || !b.named(path) {
		return b.place.end(path)
	}
	return b.here.end(path)
}
