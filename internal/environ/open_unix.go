//go:build unix

package environ

import (
	"os"
	"syscall"
)

// openFile opens a file for reading without waiting for whoever holds the other
// end of a pipe, and without making a terminal this process's own.
func openFile(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK|syscall.O_NOCTTY, 0)
}

// openDir opens a directory, and nothing else.
func openDir(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK|syscall.O_DIRECTORY, 0)
}
