//go:build !unix

package environ

import "os"

// openFile opens a file for reading.
func openFile(path string) (*os.File, error) { return os.Open(path) }

// openDir opens a directory, and nothing else.
func openDir(path string) (*os.File, error) {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return nil, os.ErrNotExist
	}
	return os.Open(path)
}
