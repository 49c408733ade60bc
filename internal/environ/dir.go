package environ

import "os"

// MaxDirEntries is the most names that are read of a directory.
const MaxDirEntries = 100_000

// Dir gives the names in the directory at path, sorted; none when there is no
// such directory or it cannot be read. What is in the files is asked of File.
func (e *Env) Dir(path string) []string {
	names := e.place.dir(path)
	if e.watch != nil && names != nil {
		e.watch.dir(path, names)
	}
	return names
}

// Local reports whether the environment is that of this process, so that what is
// installed on this machine belongs to it.
func (e *Env) Local() bool { return e.local }

// IsDir reports whether a path of this machine is a directory.
func IsDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// DirNames gives the names in a directory of this machine that is no part of the
// environment examined, sorted.
func DirNames(path string) []string { return (&machine{}).dir(path) }
