//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package environ

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// fileLock is a lock that the kernel holds for this process.
type fileLock struct{ f *os.File }

func tryLock(path string) (l *fileLock, busy bool, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, false, fmt.Errorf("write into the directory %s: %w", filepath.Dir(path), reasonOf(err))
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	switch {
	case errors.Is(err, syscall.EWOULDBLOCK), errors.Is(err, syscall.EINTR):
		_ = f.Close()
		return nil, true, nil
	case err != nil:
		_ = f.Close()
		return nil, false, fmt.Errorf("lock it: %w", err)
	}
	// Whoever held it may have removed the file that is locked now.
	mine, err := f.Stat()
	there, gone := os.Lstat(path)
	if err != nil || gone != nil || !os.SameFile(mine, there) {
		_ = f.Close()
		return nil, true, nil
	}
	return &fileLock{f}, false, nil
}

func (l *fileLock) release() {
	_ = os.Remove(l.f.Name())
	_ = l.f.Close()
}
