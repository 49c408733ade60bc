package environ

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
)

// Why a file is not rewritten, beside what the operating system says.
var (
	ErrChanged = errors.New("it has changed since it was read")
	ErrLocked  = errors.New("another sessctl is writing it")
)

// Rewrite is a new content for a file that was read.
type Rewrite struct {
	Path string
	Was  *File  // as it was read: what is there must be that still
	Data []byte // what is to be there
}

// Rewrite puts the new content in the file's place: at any instant the old one is
// there or the new one, whole. A link stays, and its target is rewritten; mode and
// owner stay. A file that is new is for its owner alone, as is the directory that
// is made for it.
//
// It fails, and nothing is changed, where the file is not what it was, where
// another sessctl is writing it, or where something cannot be kept.
func (e *Env) Rewrite(r Rewrite) error {
	if err := e.rewritable(r); err != nil {
		return err
	}
	here, ok := e.place.(*machine)
	if !ok {
		return errors.New("the environment is no machine's: what describes it is not written")
	}
	at, err := here.rooted(r.Path, true)
	if err != nil {
		return err
	}
	target, err := followLinks(at)
	if err != nil {
		return err
	}
	if info, err := os.Lstat(target); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no regular file", target)
	}
	dir := filepath.Dir(target)
	if err := makeDir(dir); err != nil {
		return err
	}
	t := newTidy(target)
	defer t.end()
	if err := lockFile(sidecar(target, "lock"), t); err != nil {
		return err
	}
	point("locked")
	sweep(target)
	if err := unchanged(target, r.Was); err != nil {
		return err
	}
	temp, err := prepared(target, r, t)
	if err != nil {
		return err
	}
	if err := unchanged(target, r.Was); err != nil {
		_ = os.Remove(temp)
		return err
	}
	point("ready")
	if t.step(func() { err = os.Rename(temp, target) }); err != nil {
		_ = os.Remove(temp)
		return fmt.Errorf("put the new content in its place: %w", reasonOf(err))
	}
	point("renamed")
	e.forget(r.Path)
	if err := syncDir(dir); err != nil {
		return fmt.Errorf("it is written, but may not last if the machine stops now: %w", reasonOf(err))
	}
	return nil
}

// point is called between the steps; tests stop the process there.
var point = func(string) {}

// rewritable says why a file cannot be rewritten, whatever is to be in it.
func (e *Env) rewritable(r Rewrite) error {
	switch {
	case r.Was == nil:
		return errors.New("it was not read")
	case r.Was.Err != nil && r.Was.Exists():
		return errors.New(r.Was.Reason())
	case r.Path == os.DevNull:
		return errors.New("it is the null device, which keeps nothing")
	}
	return nil
}

// maxLinks is how many symbolic links are followed.
const maxLinks = 40

// followLinks gives the path at the end of a chain of symbolic links, which need
// not exist.
func followLinks(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	for range maxLinks {
		info, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return path, nil
		case err != nil:
			return "", reasonOf(err)
		case info.Mode()&fs.ModeSymlink == 0:
			return path, nil
		}
		to, err := os.Readlink(path)
		if err != nil {
			return "", reasonOf(err)
		}
		if !filepath.IsAbs(to) {
			// What is above the link may be a link itself, above which .. leads elsewhere.
			dir, err := filepath.EvalSymlinks(filepath.Dir(path))
			if err != nil {
				return "", reasonOf(err)
			}
			to = filepath.Join(dir, to)
		}
		path = to
	}
	return "", errors.New("it is a chain of too many symbolic links")
}

// makeDir makes the directory of a new file, for its owner alone. The directory
// that it stands in must be there.
func makeDir(dir string) error {
	err := os.Mkdir(dir, 0o700)
	switch {
	case err == nil:
		return nil
	case IsDir(dir):
		return nil
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s is no directory", dir)
	}
	return fmt.Errorf("make the directory %s: %w", dir, reasonOf(err))
}

// sidecar names a file beside another.
func sidecar(path, kind string) string {
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".sessctl-"+kind)
}

// sweep removes what a writer left behind that was killed. Who holds the lock is
// the only writer.
func sweep(target string) {
	dir, prefix := filepath.Dir(target), filepath.Base(sidecar(target, "new-"))
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), prefix) && e.Type().IsRegular() {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// unchanged fails where a file is not what it was when it was read.
func unchanged(target string, was *File) error {
	is := readInTime(target, MaxFileSize)
	switch {
	case is.Err != nil && is.Exists():
		return fmt.Errorf("read it again: %s", is.Reason())
	case is.Exists() != was.Exists(), !bytes.Equal(is.Data, was.Data):
		return ErrChanged
	}
	return nil
}

// prepared writes the new content into a file beside the target, with the
// target's mode and owner, and gives its path.
func prepared(target string, r Rewrite, t *tidy) (path string, err error) {
	info, err := os.Stat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		info = nil
	case err != nil:
		return "", reasonOf(err)
	default:
		if err := keepable(target, info); err != nil {
			return "", err
		}
	}
	temp := sidecar(target, "new-"+rand.Text())
	var f *os.File
	if t.step(func() { f, err = os.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) }); err != nil {
		return "", fmt.Errorf("write into the directory %s: %w", filepath.Dir(target), reasonOf(err))
	}
	defer func() {
		_ = f.Close()
		if err != nil {
			_ = os.Remove(temp)
		}
	}()
	point("created")
	half := len(r.Data) / 2
	for _, part := range [][]byte{r.Data[:half], r.Data[half:]} {
		if _, err := f.Write(part); err != nil {
			return "", fmt.Errorf("write the new content: %w", reasonOf(err))
		}
		point("writing")
	}
	if info != nil {
		if err := keepOwner(f, info); err != nil {
			return "", err
		}
		if err := f.Chmod(info.Mode()); err != nil {
			return "", fmt.Errorf("keep its mode: %w", reasonOf(err))
		}
		if err := keepAttributes(temp, target); err != nil {
			return "", err
		}
	}
	if err := f.Sync(); err != nil {
		return "", fmt.Errorf("write the new content: %w", reasonOf(err))
	}
	if err := f.Close(); err != nil {
		return "", fmt.Errorf("write the new content: %w", reasonOf(err))
	}
	point("synced")
	return temp, nil
}

// keepable says why a file cannot be replaced by another without changing more
// than its content.
func keepable(target string, info fs.FileInfo) error {
	if n := otherNames(info); n > 0 {
		return fmt.Errorf("it has %d other names (hard links), which would keep the old content", n)
	}
	f, err := os.OpenFile(target, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("it is not to be written: %w", reasonOf(err))
	}
	return f.Close()
}

// forget has a file read anew when it is next asked for.
func (e *Env) forget(path string) {
	e.met.Lock()
	defer e.met.Unlock()
	maps.DeleteFunc(e.met.files, func(other string, _ *File) bool { return e.Same(other, path) })
}

// reasonOf is an error of the operating system without the path, which whoever
// is told knows by another name.
func reasonOf(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// Same reports whether two paths lead to one file, such as a credentials file that
// is a symbolic link to the config file.
func (e *Env) Same(a, b string) bool {
	return a == b || e.place.end(e.Abs(a)) == e.place.end(e.Abs(b))
}

// With gives the same environment with other contents of some files, by their
// paths. Those are there and nowhere else, but by another path that leads to the
// same file.
func (e *Env) With(contents map[string][]byte) *Env {
	n := e.Without()
	n.properties, n.javaFault, n.vault = e.properties, e.javaFault, e.vault
	n.met = &met{files: map[string]*File{}}
	e.met.Lock()
	maps.Copy(n.met.files, e.met.files)
	e.met.Unlock()
	for path, data := range contents {
		mode := fs.FileMode(0o600)
		if was := e.File(path); was.Exists() && was.Mode != 0 {
			mode = was.Mode
		}
		n.met.files[path] = &File{Path: path, Data: data, Mode: mode, text: textOf(data)}
		for other := range n.met.files {
			if _, own := contents[other]; !own && e.Same(other, path) {
				n.met.files[other] = &File{Path: other, Data: data, Mode: mode, text: textOf(data)}
			}
		}
	}
	return n
}

// Having gives the same environment with a variable set.
func (e *Env) Having(name, value string) *Env {
	n := e.With(nil)
	n.set(Variable{Name: name, Value: value})
	return n
}
