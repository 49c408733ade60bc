package environ

import (
	"errors"
	"io"
	"os"
	"slices"
)

// MaxDirEntries is the most names that are read of a directory.
const MaxDirEntries = 100_000

// Dir gives the names in the directory at path, sorted; none when there is no
// such directory or it cannot be read. What is in the files is asked of File.
func (e *Env) Dir(path string) []string {
	d, err := openDir(e.rooted(path))
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

// Local reports whether the environment is that of this process, so that what is
// installed on this machine belongs to it.
func (e *Env) Local() bool { return e.process && e.root == "" }

// IsDir reports whether a path of this machine is a directory.
func IsDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
