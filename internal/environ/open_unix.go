//go:build unix

package environ

import (
	"os"
	"syscall"
)

// openFile opens a file for reading without waiting for whoever holds the other
// end of a pipe, and without making a terminal this process's own. Nor is there
// waiting in a read: what would block (/proc/kmsg is a regular file by what stat
// says of it) fails with EAGAIN. The runtime is to take the file for one that
// blocks, or it waits itself.
func openFile(path string) (*os.File, error) {
	for {
		fd, err := syscall.Open(path, os.O_RDONLY|syscall.O_NONBLOCK|syscall.O_NOCTTY|syscall.O_CLOEXEC, 0)
		if err == syscall.EINTR {
			continue
		}
		if err == nil {
			err = syscall.SetNonblock(fd, false)
		}
		if err != nil {
			return nil, &os.PathError{Op: "open", Path: path, Err: err}
		}
		f := os.NewFile(uintptr(fd), path)
		return f, syscall.SetNonblock(fd, true)
	}
}

// openDir opens a directory, and nothing else.
func openDir(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK|syscall.O_DIRECTORY, 0)
}
